"""Running queries, the user's own among them, and writing their answers."""

import csv
import io
import json
from collections import Counter

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.query import Result as RdflibResult

from sayso.errors import ParameterError, QueryRefusedError, QuerySyntaxError, ResultFormatError
from sayso.queries.catalogue import Column, Result, SavedQuery, count_results, get_query, list_queries, run_query
from sayso.queries.guard import check_query
from sayso.queries.output import FORMATS, render

SAY = "PREFIX say: <https://w3id.org/sayso/ont#>\n"
EVIL = "http://127.0.0.1:1/sparql"


def make_result(*cells: object, type: str = "text") -> Result:
    """One row of strings under columns a, b, …."""
    columns = tuple(Column(name=chr(97 + index), type=type) for index in range(len(cells)))
    return Result(kind="rows", columns=columns, rows=(tuple(ox.Literal(str(cell)) for cell in cells),))


# ---- running


def test_own_query_sees_all_graphs_as_one(store: ox.Store) -> None:
    """A user's SELECT needs no GRAPH."""
    result = run_query(store, SAY + "SELECT DISTINCT ?s WHERE { ?s a say:State }")

    assert 2 == len(result.rows)
    assert ("s",) == tuple(column.name for column in result.columns)


def test_own_query_may_ask_construct_and_describe(store: ox.Store) -> None:
    """ASK gives an answer, CONSTRUCT and DESCRIBE give triples, each once."""
    node = "<https://w3id.org/sayso/data/actor/orland>"

    assert run_query(store, SAY + "ASK { ?s a say:State }").answer
    assert not run_query(store, SAY + "ASK { ?s a say:Nothing }").answer
    triples = run_query(store, SAY + f"CONSTRUCT {{ {node} a ?c }} WHERE {{ {node} a ?c }}").triples
    assert 2 == len(triples) == len(set(triples))
    assert run_query(store, f"DESCRIBE {node}").triples


@pytest.mark.parametrize(("limit", "offset", "count", "more"), [(2, 0, 2, True), (2, 5, 1, False), (9, 4, 2, False)])
def test_pages_of_rows(limit: int | None, offset: int, count: int, more: bool, store: ox.Store) -> None:
    """Six accusations in pages; `more` tells whether the limit cut some off."""
    query = get_query("who-accused-whom")
    every = run_query(store, query).rows
    result = run_query(store, query, limit=limit, offset=offset)

    assert (count, more) == (len(result.rows), result.more)
    assert set(result.rows) <= set(every)


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_pages_join_to_the_whole(query: SavedQuery, store: ox.Store) -> None:
    """Each row of a saved query stands on exactly one of its pages; triples on at least one."""
    whole = run_query(store, query)
    found: Counter[object] = Counter()
    for offset in range(0, 1000, 3):
        page = run_query(store, query, limit=3, offset=offset)
        assert len(page.rows) <= 3
        if not (page.rows or page.triples):
            break
        found.update(page.rows or page.triples)

    expected = Counter[object](whole.rows or whole.triples)
    assert expected == found if whole.rows else set(expected) == set(found)


@pytest.mark.parametrize(
    ("name", "given", "column", "order"),
    [
        ("co-mentions", {"minimum": "1"}, "articles", ["3", "2", "1"]),
        (
            "actor-dossier",
            {},
            "relation",
            ["role", "alias", "member of", "says", "is spoken of", "is told", "does", "undergoes", "counts"],
        ),
    ],
)
def test_parts_of_pages_come_in_order(
    name: str, given: dict[str, str], column: str, order: list[str], store: ox.Store
) -> None:
    """No page holds what belongs on one before it, though what a page does not reach is not looked at."""
    query = get_query(name)
    index = [one.name for one in query.columns].index(column)
    found: list[str] = []
    for offset in range(0, 1000, 2):
        page = [row[index] for row in run_query(store, query, given, limit=2, offset=offset).rows]
        found += sorted((str(getattr(cell, "value", "")) for cell in page), key=order.index)

    assert len(set(found)) > 1
    assert found == sorted(found, key=order.index)


def test_count_is_the_number_of_rows(store: ox.Store) -> None:
    """Rows, triples, or 1 and 0 for yes and no."""
    assert 6 == count_results(store, get_query("who-accused-whom"))
    assert 1 == count_results(store, get_query("who-accused-whom"), {"accuser": "Tessaly"})
    assert 0 == count_results(store, "ASK { <http://a.example/> ?p ?o }")


def test_own_query_takes_no_parameters(store: ox.Store) -> None:
    """There is no head to say what they would mean."""
    with pytest.raises(ParameterError, match="only saved queries"):
        run_query(store, "ASK {}", {"since": "2023"})


def test_broken_query_is_told(store: ox.Store) -> None:
    """What is not SPARQL is an error of the user's, with the parser's words."""
    with pytest.raises(QuerySyntaxError, match="cannot be read"):
        run_query(store, "SELECT ?s WHERE { ?s ?p }")


# ---- refusing


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * WHERE {{ SERVICE <{EVIL}> {{ ?s ?p ?o }} }}",
        f"SELECT * WHERE {{ service silent <{EVIL}> {{ ?s ?p ?o }} }}",
        f"SELECT * WHERE {{ \\u0053ERVICE <{EVIL}> {{ ?s ?p ?o }} }}",
        f"SELECT * WHERE {{ ?s ?p 'a#b' . SERVICE <{EVIL}> {{ ?s ?p ?o }} }}",
        f"PREFIX x: <http://x.example/#> SELECT * WHERE {{ ?s x:a.SERVICE<{EVIL}>{{ ?s ?p ?o }} SERVICE ?s {{}} }}",
        f"SELECT * WHERE {{ FILTER(?a<'x'&&'>'!='y') SERVICE <{EVIL}> {{ ?s ?p ?o }} FILTER('y' = 'y') }}",
        f"SELECT * WHERE {{ FILTER('\\u0027' != '') SERVICE <{EVIL}> {{ ?s ?p ?o }} FILTER('' = '') }}",
        f"ASK {{ {{ SELECT * {{ SERVICE <{EVIL}> {{}} }} }} }}",
    ],
)
def test_query_to_another_server_is_refused(text: str, store: ox.Store) -> None:
    """SERVICE in any disguise is refused before anything leaves the machine."""
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        run_query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { ?service ?p 'SERVICE' }  # SERVICE",
        "PREFIX s: <http://x.example/service/> SELECT * WHERE { ?s s:service <http://x.example/SERVICE> }",
        'SELECT * WHERE { ?s ?p """a "SERVICE" b""" }',
        "SELECT * WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) } # drop all",
        "SELECT (REPLACE('a', 'b', 'c') AS ?insert) {}",
    ],
)
def test_mere_mention_passes(text: str, store: ox.Store) -> None:
    """The word in a string, a name, a variable, an IRI or a comment asks nobody."""
    run_query(store, text)


@pytest.mark.parametrize(
    "text",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <http://select.example/> INSERT DATA { a:b a:c a:d }",
        "LOAD <http://127.0.0.1:1/>",
        "# SELECT\nclear all",
        "WITH <http://g.example/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_update_is_refused(text: str, store: ox.Store) -> None:
    """A query only reads, and the store is as it was."""
    size = len(store)
    with pytest.raises(QueryRefusedError, match="only reads"):
        run_query(store, text)

    assert size == len(store)


def test_every_saved_query_passes_the_guard() -> None:
    """The guard refuses nothing of ours."""
    check_query(get_query("who-accused-whom").text)


# ---- writing


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "json", "md", "html"])
def test_every_format_of_rows_ends_with_a_newline(format: str, store: ox.Store) -> None:
    """Text that is printed or written ends with one line end."""
    text = render(run_query(store, get_query("who-accused-whom")), format)

    assert text.endswith("\n") and not text.endswith("\n\n")
    assert "residents" in text and "Orland" in text


def test_csv_reads_back(store: ox.Store) -> None:
    """A spreadsheet gets the plain values, with quotes where commas ask for them."""
    result = run_query(store, get_query("who-accused-whom"))
    rows = list(csv.reader(io.StringIO(render(result, "csv"))))

    assert [column.name for column in result.columns] == rows[0]
    assert 7 == len(rows) and ["Orland", "Tessaly"] == rows[1][:2]


@pytest.mark.parametrize("format", ["json", "tsv"])
def test_sparql_formats_read_back(format: str, store: ox.Store) -> None:
    """A SPARQL client gets every term back with language and type."""
    result = run_query(store, get_query("who-accused-whom"))
    back = RdflibResult.parse(io.BytesIO(render(result, format).encode()), format=format)

    assert [column.name for column in result.columns] == [str(name) for name in back.vars or ()]
    assert 6 == len(list(back))
    row = next(iter(back.bindings))
    by_name = {str(name): value for name, value in row.items()}
    assert "https://w3id.org/sayso/data/statement/velm-ferry/0-accuse" == str(by_name["statement"])
    assert 0.9 == float(by_name["confidence"])


def test_ask_is_yes_or_no_and_boolean() -> None:
    """A person reads yes, a program true."""
    result = Result(kind="yes-no", answer=True)

    assert "yes\n" == render(result, "table")
    assert json.loads(render(result, "json"))["boolean"] is True


def test_triples_are_turtle_that_reads_back(store: ox.Store) -> None:
    """CONSTRUCT prints Turtle with just the prefixes it uses, which holds the same triples."""
    result = run_query(store, get_query("accusations-graph"))
    text = render(result, "ttl")

    assert len(result.triples) == len(Graph().parse(data=text, format="turtle"))
    assert "@prefix say:" in text and "@prefix skos:" not in text


@pytest.mark.parametrize(("kind", "format"), [("rows", "ttl"), ("triples", "csv"), ("yes-no", "ttl"), ("rows", "xls")])
def test_format_that_does_not_fit_is_told(kind: str, format: str) -> None:
    """The message names formats that do."""
    with pytest.raises(ResultFormatError, match="table"):
        render(Result(kind=kind), format)  # type: ignore[arg-type]  # one of three literals


def test_formats_are_all_of_use(store: ox.Store) -> None:
    """Each format fits some kind of answer."""
    results = [run_query(store, get_query(name)) for name in ("who-accused-whom", "accusations-graph")]
    for format in FORMATS:
        fits = 0
        for result in results:
            try:
                fits += bool(render(result, format))
            except ResultFormatError:
                continue
        assert fits, format


def test_table_fits_its_width_and_hides_addresses(store: ox.Store) -> None:
    """No line is wider than asked for; the statement's IRI and its score show only when asked for."""
    result = run_query(store, get_query("who-accused-whom"))
    text = render(result, "table", width=120)

    assert max(map(len, text.splitlines())) <= 120
    assert "https://" not in text and "confidence" not in text
    assert "https://" in render(result, "table", width=200, wide=True)


def test_table_that_would_be_too_narrow_becomes_blocks(store: ox.Store) -> None:
    """At 60 columns each row is a block, and the sentence is still in one readable piece."""
    result = run_query(store, get_query("who-said-what"), {"article": "velm-ferry"})
    text = render(result, "table", width=60)

    assert max(map(len, text.splitlines())) <= 60
    assert "speaker    Orland" in text


def test_empty_answer_says_so() -> None:
    """No header over nothing."""
    assert "No rows.\n" == render(Result(kind="rows", columns=(Column(name="a"),)), "table")


def test_terminal_is_not_obeyed() -> None:
    """An escape sequence or a right-to-left mark in an article does not reach the terminal; nor does rich's markup."""
    text = render(make_result("a\x1b[31mred\u202e", "[bold]b[/bold]"), "table")

    assert "\x1b" not in text and "\u202e" not in text
    assert "[bold]b[/bold]" in text


def test_markup_is_escaped() -> None:
    """A pipe does not break a Markdown table, nor a tag a page."""
    assert "a\\|b" in render(make_result("a|b"), "md")
    assert 3 == len(render(make_result("a\nb"), "md").splitlines())
    html = render(make_result("<script>alert(1)</script>", "&"), "html")
    assert "<script>" not in html and "&lt;script&gt;" in html and "&amp;" in html


def test_html_links_only_addresses_of_the_web() -> None:
    """javascript: is not made a link."""
    cells = (ox.NamedNode("javascript:alert(1)"), ox.NamedNode("https://x.example/"))
    html = render(Result(kind="rows", columns=(Column(name="a"), Column(name="b")), rows=(cells,)), "html")

    assert 'href="https://x.example/"' in html and 'href="javascript' not in html
