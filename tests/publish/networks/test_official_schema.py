"""
GEXF against the official schema of GEXF 1.3, RELAX NG.

The schema is not part of this repository. Get https://github.com/gephi/gexf, and name its folder ``specs/1.3``:
``GEXF_SCHEMA=…/gexf/specs/1.3 pytest tests/publish/networks/test_official_schema.py``. Where it is not named,
`gexf_rules.py`, which tells its rules anew, checks alone.
"""

import io
import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from sayso.publish.networks.gexf import write_gexf
from sayso.publish.networks.network import PROFILES, Edge, Network, Node, Profile
from sayso.publish.networks.reading import Filters, read_network

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def find_errors() -> object:
    """A function that returns what the official schema says against a file; skips where the schema is not at hand."""
    folder = os.environ.get("GEXF_SCHEMA")
    if not folder:
        pytest.skip("needs the schema of https://github.com/gephi/gexf: GEXF_SCHEMA=…/specs/1.3")
    etree = pytest.importorskip("lxml.etree")
    schema = etree.RelaxNG(etree.parse(str(Path(folder) / "gexf.rng")))

    def find(network: Network) -> list[str]:
        out = io.StringIO()
        write_gexf(network, out)
        schema.validate(etree.fromstring(out.getvalue().encode()))
        return [str(error) for error in schema.error_log]

    return find


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_valid_by_the_official_schema(find_errors: object, store: Store, profile: Profile) -> None:
    """On both hand-made graphs, with all nodes and with none."""
    assert callable(find_errors)
    strait = Store()
    strait.load((ROOT / "tests" / "queries" / "graph.trig").read_bytes(), format=RdfFormat.TRIG)
    for graph in (store, strait, Store()):
        for isolated in (False, True):
            assert find_errors(read_network(graph, profile=profile, filters=Filters(isolated=isolated))) == []


def test_what_is_not_valid_is_found(find_errors: object) -> None:
    """A weight that is no number is a fault: the schema is at work."""
    assert callable(find_errors)
    nodes = {iri: Node(id=iri) for iri in ("urn:a", "urn:b")}
    network = Network("actors", True, nodes, [Edge("urn:a", "urn:b", "accuse", weight=1, days=(("soon", "soon"),))])

    assert find_errors(network)
