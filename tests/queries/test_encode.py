"""What the engine writes as JSON is what sayso would have written, cut at the same place."""

import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from sayso.queries.encode import Encoded, encode

TEXTS = st.text(alphabet='},{"\\:[]ab\n', max_size=12) | st.sampled_from(
    ["},{", '"},{"o":{', "]}}", "{}", 'x},{"s":{']
)


def ask(texts: list[str], query: str, rows: int | None = None, size: int | None = None) -> tuple[Encoded, Encoded]:
    """Return the answer as the engine and as sayso writes it."""
    store = Store()
    for number, text in enumerate(texts):
        store.add(Quad(NamedNode(f"http://x.org/{number}"), NamedNode("http://x.org/p"), Literal(text)))

    def again() -> QuerySolutions:
        answer = store.query(query)
        assert isinstance(answer, QuerySolutions)
        return answer

    write = partial(encode, format="json", rows=rows, size=size)
    return write(again(), again=again), write(again())


def bindings(found: Encoded) -> object:
    return json.loads(found.data)["results"]["bindings"]


@given(
    st.lists(TEXTS, max_size=12),
    st.none() | st.integers(0, 14),
    st.sampled_from(
        [
            "SELECT * { ?s ?p ?o } ORDER BY ?s",
            "SELECT ?o { ?s ?p ?o } ORDER BY ?s",
            "SELECT ?n ?o { ?s ?p ?o OPTIONAL { ?s <http://x.org/none> ?n } } ORDER BY ?s",
            "SELECT ?n { ?s ?p ?o OPTIONAL { ?s <http://x.org/none> ?n } } ORDER BY ?s",
            "SELECT ?s { ?s ?p ?o FILTER(false) }",
        ]
    ),
)
def test_rows_are_the_same_however_they_are_cut(texts: list[str], rows: int | None, query: str) -> None:
    """Whatever stands in them, also what looks like the end of a row."""
    fast, slow = ask(texts, query, rows=rows)

    assert bindings(fast) == bindings(slow)
    assert (fast.count, fast.more) == (slow.count, slow.more)


@pytest.mark.parametrize("size", [1, 300, 9_000, 30_000])
def test_bytes_are_bounded_alike(size: int) -> None:
    """It ends with the row that fills the bytes, and that row is whole."""
    fast, slow = ask(["word " * 20] * 400, "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s", size=size)

    assert fast.more and slow.more
    assert fast.count == len(json.loads(fast.data)["results"]["bindings"])
    assert abs(fast.count - slow.count) <= 2 and len(fast.data) < size + 500


def test_row_that_is_longer_than_all_is_given_whole() -> None:
    """There is nothing to cut it at."""
    fast, slow = ask(["word " * 9_000] * 2, "SELECT ?o { ?s ?p ?o }", size=1000)

    assert bindings(fast) == bindings(slow)
    assert (1, True) == (fast.count, fast.more)
