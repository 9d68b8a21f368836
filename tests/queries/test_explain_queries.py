"""What `--explain` shows of a query."""

import pyoxigraph as ox
import pytest

from sayso.queries.catalogue import SavedQuery, list_queries
from sayso.queries.explain import explain_query


@pytest.mark.parametrize("query", list_queries(), ids=[query.name for query in list_queries()])
def test_every_saved_query_can_be_explained(query: SavedQuery, store: ox.Store) -> None:
    """Also where its text has words for Oxigraph alone."""
    found = explain_query(store, query, limit=5)

    assert found.patterns
    assert found.asks and found.text


def test_a_text_that_only_oxigraph_reads_is_answered_without_patterns(store: ox.Store) -> None:
    """``LATERAL`` is no standard SPARQL."""
    found = explain_query(store, "SELECT ?s WHERE { ?s a ?c LATERAL { SELECT ?s { ?s ?p ?o } LIMIT 1 } } LIMIT 2")

    assert (found.patterns, found.count) == ((), 2)
