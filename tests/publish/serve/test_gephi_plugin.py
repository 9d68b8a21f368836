"""What Gephi's plugin Semantic Web Import gets when it sends a saved query to the server."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib

from tests.publish.serve.conftest import Client

QUERIES = Path(__file__).resolve().parents[3] / "queries"
NAMES = ("gephi-actors", "gephi-co-mentions", "gephi-events", "gephi-places")
GEPHI = "http://gephi.org/"
# What the plugin sends (SparqlRestEndPointDriver.java of its version 1.4).
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Accept": "application/rdf+xml, txt/xml, rdf/xml",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_plugin_gets_a_network(client: Client, name: str) -> None:
    """The file as it stands, pasted into the plugin, comes back as RDF/XML of edges, labels and colours."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    reply = client.send("POST", "/sparql", body=urlencode({"query": text}).encode(), headers=HEADERS)
    graph = rdflib.Graph().parse(data=reply.data, format="xml")
    values = [(s, p, o) for s, p, o in graph if str(p).startswith(GEPHI)]
    edges = [(s, p, o) for s, p, o in graph if not str(p).startswith(GEPHI)]
    labelled = {s for s, p, _ in values if str(p) == GEPHI + "label"}

    assert (reply.status, reply.kind) == (200, "application/rdf+xml")
    # Nobody takes part in an event of this graph; tests/queries has one where some do.
    assert labelled or name == "gephi-events"
    for _, predicate, value in values:
        assert isinstance(value, rdflib.Literal)
        if "color_" in str(predicate):
            assert 0 <= int(value) <= 255
    # A literal at the end of an edge would become a node of its own in the plugin.
    for source, _, target in edges:
        assert isinstance(target, rdflib.URIRef)
        assert {source, target} <= labelled
    assert edges or name != "gephi-actors"
