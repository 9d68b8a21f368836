"""Queries in processes of their own: answers in every format, and limits that hold."""

import csv
import io
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.query import Result as RdflibResult

from sayso.errors import (
    QueryBusyError,
    QueryFailedError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    ResultFormatError,
    StoreMissingError,
)
from sayso.graph.store import CONTENTS, VERSION, Paths
from sayso.queries.encode import ROW_FORMATS, TRIPLE_FORMATS
from sayso.queries.guard import find_form
from sayso.queries.limited import QueryPool
from sayso.queries.process import make_request

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . FILTER(STR(?c) < STR(?l)) }"
GREEDY = "SELECT ?a ?d ?g WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l"
STATES = "SELECT DISTINCT ?s ?name WHERE { ?s a say:State ; rdfs:label ?name } ORDER BY ?s"
PREFIXES = "PREFIX say: <https://w3id.org/sayso/ont#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "


def write_kg(folder: Path, trig: str) -> Path:
    """Make the folder of a knowledge graph that holds the hand-made graph, as far as reading it goes."""
    folder.mkdir(exist_ok=True)
    paths = Paths(folder)
    paths.version.write_text(f"{VERSION}\n", encoding="ascii")
    made = ox.Store(str(paths.next_store))
    made.load(trig, format=ox.RdfFormat.TRIG)
    made.flush()
    del made
    (paths.next_store / CONTENTS).write_text("", encoding="ascii")
    if paths.store.exists():
        paths.store.rename(paths.old_store)
    paths.next_store.rename(paths.store)
    return folder


@pytest.fixture(scope="module")
def kg(trig: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made graph in a store on disk."""
    return write_kg(tmp_path_factory.mktemp("limited") / "kg", trig)


@pytest.fixture(scope="module")
def pool(kg: Path) -> Iterator[QueryPool]:
    """One worker on it."""
    with QueryPool(kg, workers=1) as made:
        yield made


@pytest.mark.parametrize("format", list(ROW_FORMATS))
def test_rows_read_back_in_every_format(format: str, pool: QueryPool) -> None:
    """Two states with their labels, as any SPARQL client reads them."""
    answer = pool.run(PREFIXES + STATES, format=format)

    assert ("rows", 2, False) == (answer.kind, answer.count, answer.more)
    assert answer.media_type == ROW_FORMATS[format]
    if format == "csv":
        names = [row[1] for row in csv.reader(io.StringIO(answer.data.decode()))][1:]
    else:
        back = RdflibResult.parse(io.BytesIO(answer.data), format=format)
        names = [str(row["name"]) for row in back]  # type: ignore[index, call-overload]  # rows of a SELECT
    assert ["Orland", "Tessaly"] == names


@pytest.mark.parametrize("format", ["json", "xml", "tsv"])
def test_rows_are_those_that_oxigraph_writes(format: str, pool: QueryPool, store: ox.Store) -> None:
    """Text with marks of the format, languages, numbers and unbound cells read back as Oxigraph's own."""
    text = (
        'SELECT * WHERE { VALUES (?a ?b ?c) { ("a<b>&\\"\\t\\n\\\\" "d"@en 1) (<http://x.example/?a&b> UNDEF 1.5) '
        '("x"^^<http://x.example/t> true "\\r") (1e3 "07"^^<http://www.w3.org/2001/XMLSchema#integer> "") } }'
    )
    parsers = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}

    back = ox.parse_query_results(pool.run(text, format=format).data, format=parsers[format])

    own = store.query(text)
    assert isinstance(back, ox.QuerySolutions) and isinstance(own, ox.QuerySolutions)
    assert [tuple(row) for row in own] == [tuple(row) for row in back]


@pytest.mark.parametrize("format", list(TRIPLE_FORMATS))
def test_triples_read_back_in_every_format(format: str, pool: QueryPool) -> None:
    """CONSTRUCT gives each triple once."""
    answer = pool.run(PREFIXES + "CONSTRUCT { ?s a say:State } WHERE { ?s a say:State }", format=format)
    names = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdfxml": "xml"}

    assert ("triples", 2) == (answer.kind, answer.count)
    assert 2 == len(Graph().parse(data=answer.data, format=names[format]))


@pytest.mark.parametrize("format", list(ROW_FORMATS))
def test_yes_and_no_are_told_apart(format: str, pool: QueryPool) -> None:
    """ASK is true or false in every format."""
    assert b"true" in pool.run("ASK {}", format=format).data
    assert b"false" in pool.run("ASK { <http://x.example/> ?p ?o }", format=format).data


def test_pages_join_to_the_whole(pool: QueryPool) -> None:
    """Rows and triples come in pages that say whether more follows."""
    text = PREFIXES + "SELECT ?s WHERE { ?s a say:Passage } ORDER BY ?s"
    whole = json.loads(pool.run(text).data)["results"]["bindings"]
    first, second = pool.run(text, rows=4), pool.run(text, rows=len(whole), offset=4)

    assert (4, True, False) == (first.count, first.more, second.more)
    assert whole == [row for page in (first, second) for row in json.loads(page.data)["results"]["bindings"]]


def test_size_stops_an_answer(kg: Path) -> None:
    """Rows are written until the bytes are used up."""
    with QueryPool(kg, workers=1, size=1000) as small:
        answer = small.run("SELECT * WHERE { ?s ?p ?o }")

    assert answer.more and 1000 <= len(answer.data) < 2000
    assert answer.count == len(json.loads(answer.data)["results"]["bindings"])


def test_pool_allows_no_more_than_its_own_limit(kg: Path) -> None:
    """Whoever asks for more rows than the pool gives gets the pool's number."""
    with QueryPool(kg, workers=1, rows=3) as small:
        assert 3 == small.run("SELECT * WHERE { ?s ?p ?o }", rows=1000).count


def test_endless_query_is_stopped_and_no_longer_runs(kg: Path) -> None:
    """The process that ran it is dead when the error is raised, and the pool answers the next query."""
    with QueryPool(kg, workers=1) as pool:
        pool.run("ASK {}")
        process = pool._workers[0]._process  # pyright: ignore[reportPrivateUsage]
        assert process is not None

        with pytest.raises(QueryTimeoutError, match=r"after 0\.3 seconds"):
            pool.run(ENDLESS, seconds=0.3)

        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)
        assert 1 == pool.run("ASK {}").count


def test_greedy_query_costs_the_worker_and_nobody_else(kg: Path) -> None:
    """A sort of everything with everything runs into the worker's memory, and is told."""
    with QueryPool(kg, workers=1, memory=300) as pool:
        with pytest.raises(QueryFailedError, match="300 MB"):
            pool.run(GREEDY)

        assert 1 == pool.run("ASK {}").count


def test_worker_that_was_killed_is_replaced(kg: Path) -> None:
    """Whoever kills a worker costs it at most one query."""
    with QueryPool(kg, workers=1) as pool:
        pool.run("ASK {}")
        process = pool._workers[0]._process  # pyright: ignore[reportPrivateUsage]
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        while process.is_running():
            time.sleep(0.01)

        assert 1 == pool.run("ASK {}").count


def test_orphan_ends_by_its_alarm(kg: Path) -> None:
    """Should nobody stop it, a worker is ended by the kernel soon after its time."""
    with QueryPool(kg, workers=1) as pool:
        worker = pool._workers[0]  # pyright: ignore[reportPrivateUsage]
        request = make_request(ENDLESS, format="json", seconds=0.1, rows=None)

        with pytest.raises(QueryFailedError, match="died"):
            worker.ask(request, 30)


def test_busy_pool_says_so(kg: Path) -> None:
    """With its one worker at work, another query waits as long as it likes, and no longer."""
    with QueryPool(kg, workers=1) as pool:
        pool.run("ASK {}")
        errors: list[BaseException] = []

        def ask() -> None:
            try:
                pool.run(ENDLESS, seconds=2)
            except QueryTimeoutError as err:
                errors.append(err)

        thread = threading.Thread(target=ask)
        thread.start()
        while pool._idle.qsize():  # pyright: ignore[reportPrivateUsage]
            time.sleep(0.005)
        with pytest.raises(QueryBusyError, match="busy"):
            pool.run("ASK {}", wait=0)
        assert 1 == pool.run("ASK {}", wait=20).count
        thread.join()
    assert 1 == len(errors)


def test_many_threads_get_their_own_answers(kg: Path) -> None:
    """Answers are not mixed up between callers."""
    found: dict[int, str] = {}
    with QueryPool(kg, workers=2) as pool:

        def ask(number: int) -> None:
            rows = json.loads(pool.run(f"SELECT ({number} AS ?n) {{}}", wait=60).data)["results"]["bindings"]
            found[number] = rows[0]["n"]["value"]

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert {number: str(number) for number in range(40)} == found


def test_new_store_is_noticed(tmp_path: Path, trig: str) -> None:
    """A build that puts another store in place is seen by the next query."""
    kg = write_kg(tmp_path / "kg", trig)
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s <http://x.example/new> ?o }"
    with QueryPool(kg, workers=1) as pool:
        assert '"0"' in pool.run(count).data.decode()

        write_kg(kg, trig + "\n<http://x.example/g> { <http://x.example/s> <http://x.example/new> 1 . }")

        assert '"1"' in pool.run(count).data.decode()


def test_named_graphs_may_be_chosen(pool: QueryPool) -> None:
    """As the protocol's default-graph-uri and named-graph-uri choose them."""
    graph = "https://w3id.org/sayso/data/graph/article/velm-copy"
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?a a <https://w3id.org/sayso/ont#Article> }"

    assert '"1"' in pool.run(count, default_graphs=[graph]).data.decode()
    assert b"true" in pool.run("ASK { GRAPH ?g { ?s ?p ?o } }", named_graphs=[graph]).data
    assert b"false" in pool.run("ASK { ?s ?p ?o }", named_graphs=[graph]).data


@pytest.mark.parametrize(
    ("text", "format", "error"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "json", QueryRefusedError),
        ("DROP ALL", "json", QueryRefusedError),
        ("LOAD <http://127.0.0.1:1/>", "json", QueryRefusedError),
        ("SELECT", "json", QuerySyntaxError),
        ("ASK {}", "ttl", ResultFormatError),
        ("DESCRIBE <http://x.example/>", "json", ResultFormatError),
        ("SELECT * {}", "xls", ResultFormatError),
    ],
)
def test_what_cannot_be_asked_is_told(text: str, format: str, error: type[Exception], pool: QueryPool) -> None:
    """The worker's errors are raised as what they are, and the worker lives."""
    with pytest.raises(error):
        pool.run(text, format=format)

    assert 1 == pool.run("ASK {}").count


def test_from_reads_nothing_from_elsewhere(pool: QueryPool) -> None:
    """FROM and FROM NAMED name graphs of the store; files and addresses are not opened."""
    text = "SELECT * FROM <file:///etc/hostname> FROM NAMED <http://127.0.0.1:1/> { ?s ?p ?o }"

    assert 0 == pool.run(text).count


def test_missing_graph_is_told_at_once(tmp_path: Path) -> None:
    """No worker is started for a folder without a graph."""
    with pytest.raises(StoreMissingError):
        QueryPool(tmp_path)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("PREFIX ask: <http://x.example/construct> SELECT ?ask {}", "SELECT"),
        ("# construct\nASK {}", "ASK"),
        ("construct {} where {}", "CONSTRUCT"),
        ("DESCRIBE <http://select.example/>", "DESCRIBE"),
        ("INSERT DATA {}", None),
        ("", None),
    ],
)
def test_form_is_known_beforehand(text: str, form: str | None) -> None:
    """A server can choose a format before it runs the query."""
    assert form == find_form(text)


def test_one_huge_row_is_told_and_not_sent(kg: Path) -> None:
    """A limit of bytes cuts rows; a single one that is far beyond it is an error, and the process lives."""
    doubled = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(20))
    with QueryPool(kg, workers=1, size=1000) as pool:
        with pytest.raises(QueryFailedError, match="about 1,000 are given"):
            pool.run(f"SELECT ?a20 {{ BIND('x' AS ?a0) {doubled} }}")

        assert 1 == pool.run("ASK {}").count
