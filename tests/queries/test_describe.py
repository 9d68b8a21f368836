"""Saved queries as data: complete SPARQL in the form that editors read."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SDO, SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery

from sayso.queries.catalogue import SavedQuery, list_queries, run_query
from sayso.queries.describe import describe_query

ENDPOINT = "https://kg.example/sparql"


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_description_is_a_sparql_executable(query: SavedQuery, store: ox.Store) -> None:
    """One node with question, keywords, endpoint and a text that answers what the saved query answers."""
    graph = Graph().parse(data=describe_query(query, endpoint=ENDPOINT), format="turtle")
    [node] = graph.subjects(RDF.type, SH.SPARQLExecutable)
    form = SH.construct if not query.columns else SH.select
    text = str(graph.value(node, form))

    assert str(node).endswith(f"/{query.name}")
    assert query.asks in str(graph.value(node, RDFS.comment))
    assert query.group == str(graph.value(node, SDO.keywords))
    assert URIRef(ENDPOINT) == graph.value(node, SDO.target)
    assert 2 == len(list(graph.objects(node, RDF.type)))
    assert "#@" not in text and "#?" not in text and "#!" not in text
    prepareQuery(text)
    whole, told = run_query(store, query), run_query(store, text)
    assert (set(whole.triples), len(whole.rows)) == (set(told.triples), len(told.rows))


def test_descriptions_satisfy_their_shape(tmp_path: Path) -> None:
    """Each has exactly one text, comment, keyword and endpoint: checked with SHACL."""
    from pyshacl import validate

    shape = """
        @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix schema: <https://schema.org/> .
        [] a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ;
          sh:xone ( [ sh:path sh:select ; sh:minCount 1 ; sh:maxCount 1 ] [ sh:path sh:construct ; sh:minCount 1 ] ) ;
          sh:property [ sh:path rdfs:comment ; sh:minCount 1 ; sh:maxCount 1 ; sh:uniqueLang true ] ,
            [ sh:path schema:target ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
            [ sh:path schema:keywords ; sh:minCount 1 ] .
    """
    data = Graph()
    for query in list_queries():
        data.parse(data=describe_query(query), format="turtle")

    conforms, _, text = validate(data, shacl_graph=Graph().parse(data=shape, format="turtle"))

    assert conforms, text
    assert len(list_queries()) == len(set(data.subjects(RDF.type, SH.SPARQLExecutable)))
