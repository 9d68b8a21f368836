"""Queries reach no other server: not by the word SERVICE in any guise, and not by what slips past the guard."""

import contextlib
import sys
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from sayso.errors import QueryFailedError, QueryRefusedError
from sayso.queries.guard import check_query, find_form, names_its_graphs
from sayso.queries.limited import QueryPool
from tests.queries.test_limited import write_kg


class Listener:
    """A server of this machine that notes who comes."""

    def __init__(self) -> None:
        self.visits: list[str] = []
        visits = self.visits

        class Handler(BaseHTTPRequestHandler):
            """Notes each request."""

            def do_GET(self) -> None:
                """Note it."""
                visits.append(self.path)
                self.send_error(500)

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def listener() -> Generator[Listener, None, None]:
    """One that runs."""
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


CALLS = (
    "SELECT * { SERVICE <URL> {?a ?b ?c} }",
    "select*{service<URL>{?a ?b ?c}}",
    "PREFIX : <URL> SELECT * { SERVICE:x {?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { SERVICE SILENT:x {?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { SERVICESILENT:x {?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { {}SERVICE:x {?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { ?s ?p true.SERVICE:x {?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { ?s ?p 1.SERVICE:x {?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { ?s ?p ?o.SERVICE:x {?a ?b ?c} }",
    "PREFIX : <URL> SELECT * { FILTER(1<2)SERVICE:x {?a ?b ?c} }",
    "SELECT * { ?s ?p 1SERVICE <URL> {?a ?b ?c} }",
    "SELECT * { ?s ?p trueSERVICE <URL> {?a ?b ?c} }",
    'SELECT * { VALUES ?x { """x" } SERVICE <URL> {?a ?b ?c} VALUES ?y { "" } }',
    "SELECT * { VALUES ?x { '''x' } SERVICE <URL> {?a ?b ?c} VALUES ?y { '' } }",
    'SELECT * { FILTER(1<2#>"""\n) SERVICE <URL> {?a ?b ?c} #"""\n }',
    'PREFIX b: <x:> SELECT * { FILTER(1<b:c#>"""\n||true) SERVICE <URL> {?a ?b ?c} #"""\n }',
)


@pytest.mark.parametrize("text", CALLS)
def test_each_guise_is_a_call_and_is_refused(text: str, listener: Listener) -> None:
    """The engine itself would go there; the guard does not let it."""
    text = text.replace("URL", listener.url)
    store = ox.Store()
    store.load(b"<x:a> <x:b> 1, true, <x:c> .", format=ox.RdfFormat.TURTLE)
    listener.visits.clear()
    with contextlib.suppress(RuntimeError, OSError):
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        list(found)

    assert listener.visits or "SILENT" in text
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check_query(text)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux's")
@pytest.mark.parametrize("text", CALLS[:3])
def test_process_that_runs_queries_has_no_network(
    text: str, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the guard let a call pass, the process cannot open a socket."""

    def pass_all(text: str) -> None:
        """A guard that is asleep."""

    monkeypatch.setattr("sayso.queries.limited.check_query", pass_all)
    listener.visits.clear()
    with QueryPool(write_kg(tmp_path / "kg", "<x:g> { <x:a> <x:b> <x:c> }"), workers=1) as pool:
        with pytest.raises(QueryFailedError):
            pool.run(text.replace("URL", listener.url))
        assert 1 == pool.run("ASK {}").count

    assert not listener.visits


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "the security service" }',
        "SELECT ?service { ?s say:service ?service } # SERVICE <x:> {}",
        "SELECT * { ?s <http://example.org/service#a> ?o }",
        'SELECT * { ?s ?p ?o FILTER(REGEX(?o, "service", "i") && 1 < 2) }',
        'SELECT * { ?s ?p """the\nlines""" . ?s ?p "service" }',
    ],
)
def test_the_word_alone_is_no_call(text: str) -> None:
    """In strings, comments, variables, IRIs and local names it is harmless."""
    check_query(text)


@pytest.mark.parametrize(
    "piece", ['"""\\', "'''\\", '"\\', "'\\", "a.", "a-", "<a", '"""', ":.", "a:b.", "@a-", "?", "(", "\\u0041", ": "]
)
def test_each_character_is_looked_at_a_few_times(piece: str) -> None:
    """What never closes costs no more than its length: this would take hours if it cost the square."""
    text = "service " + piece * 200_000
    for read in (check_query, find_form, names_its_graphs):
        with contextlib.suppress(QueryRefusedError):
            read(text)


def test_graphs_that_are_named_without_a_blank_are_seen() -> None:
    """FROM:x names a graph as FROM <x> does."""
    assert names_its_graphs("PREFIX : <x:> SELECT * FROM:g { ?s ?p ?o }")
    assert not names_its_graphs("SELECT * { ?from ?p 'FROM' }")
