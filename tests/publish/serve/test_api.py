"""The saved queries and the search for programs, and that no input breaks them."""

import csv
import io
import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store, parse

from sayso.queries.catalogue import get_query, list_queries
from sayso.queries.output import render
from sayso.queries.run import run_query
from tests.publish.serve.conftest import Client
from tests.publish.site_store import BASE, LONG, fill

TABLES = [one.name for one in list_queries() if one.columns]
GRAPHS = [one.name for one in list_queries() if not one.columns]


@pytest.mark.parametrize("name", TABLES)
def test_answers_are_those_of_the_command_line(client: Client, name: str) -> None:
    """CSV and SPARQL's JSON are, byte for byte, what `sayso query` writes; plain JSON holds the same cells."""

    result = run_query(fill(Store()), get_query(name))
    found = client.get(f"/query/{name}", accept="application/json").json

    assert client.get(f"/query/{name}", accept="text/csv").text == render(result, "csv")
    assert client.get(f"/query/{name}", accept="application/sparql-results+json").json == json.loads(
        render(result, "json")
    )
    assert found["columns"] == [one.name for one in result.columns]
    assert len(found["rows"]) == len(result.rows)
    assert found["more"] is False


@pytest.mark.parametrize("name", GRAPHS)
def test_queries_that_give_triples_give_rdf(client: Client, name: str) -> None:
    """In the form that is asked for, the triples that the same query gives here."""
    expected = set(run_query(fill(Store()), get_query(name)).triples)

    assert expected or name == "gephi-events", "nobody takes part in an event of this graph"
    for kind, format in (("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD)):
        reply = client.get(f"/query/{name}", accept=kind)
        assert (reply.status, reply.kind) == (200, kind)
        assert {quad.triple for quad in parse(reply.data, format=format)} == expected


def test_parameters(client: Client) -> None:
    """Names, several of them, dates and flags narrow the answer, with a hyphen or an underscore."""

    def count(**given: Any) -> int:
        return len(client.get("/query/who-accused-whom", accept="application/json", **given).json["rows"])

    every = count()
    assert 0 < count(accuser="Orvia") < every
    assert count(accuser="orvia") == count(accuser=BASE + "actor/orvia") == count(accuser="Orvia")
    assert count(accuser=["Orvia", "Lena Dorn"]) > count(accuser="Orvia")
    assert count(copies="yes") > every
    assert count(since="2031-05") < every
    assert count(accuser="") == every
    assert count(limit=1) == 1 and count(limit=1, offset=every) == 0


def test_format_as_a_parameter(client: Client) -> None:
    """For who cannot set headers; a browser gets the file under a name."""
    reply = client.get("/query/who-accused-whom", accept="text/html", format="csv", accuser="Orvia")
    rows = list(csv.DictReader(io.StringIO(reply.text)))

    assert reply.kind == "text/csv" and "who-accused-whom.csv" in reply.headers["content-disposition"]
    assert rows and {row["accuser"] for row in rows} == {"Orvia"}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/query/who-accused-whom?accuser=Orvja", 404, "Orvia"),
        ("/query/who-accused-whom?acuser=Orvia", 400, "accuser"),
        ("/query/who-accused-whom?since=yesterday", 400, "2023-09"),
        ("/query/who-accused-whom?limit=many", 400, "whole number"),
        ("/query/who-accused-whom?limit=-1", 400, "whole number"),
        ("/query/who-accused-whom?format=pdf", 406, "csv"),
        ("/query/who-acused-whom", 404, "who-accused-whom"),
        ("/query/who-accused-whom?accuser=" + "x" * 301, 400, "300"),
        ("/query/who-accused-whom?" + "accuser=Orvia&" * 51, 400, "50"),
        ("/search?kind=thing", 400, "actor"),
    ],
)  # fmt: skip
def test_faults_say_how_to_mend_them(client: Client, path: str, status: int, words: str) -> None:
    """As JSON to programs, as text otherwise."""
    data = client.get(path, accept="application/json")

    assert (data.status, data.kind) == (status, "application/json")
    assert words in data.json["message"]
    assert words in client.get(path).text


def test_page_of_a_query_has_a_form(client: Client) -> None:
    """What was filled in stands in it again, escaped; the answer is below, with links to it as data."""
    from tests.publish.html_tools import Outline, check_html

    reply = client.get("/query/who-accused-whom", accept="text/html", accuser="Orvia", content='"><script>')
    outline = Outline(reply.data)
    values = {one.get("name"): one.get("value") for one in outline.find("input")}

    assert check_html(reply.data) == []
    assert (values["accuser"], values["content"]) == ("Orvia", '"><script>')
    assert any(link.startswith("who-accused-whom?accuser=Orvia") and "format=csv" in link for link in outline.links)
    fault = client.get("/query/who-accused-whom", accept="text/html", accuser="Orvja")
    assert fault.status == 404 and "Nearest: Orvia" in Outline(fault.data).text


def test_list_of_queries(client: Client) -> None:
    """Programs get them with their parameters, browsers are led to the page."""
    listed = {one["name"]: one for one in client.get("/query/", accept="application/json").json}

    assert set(listed) == {one.name for one in list_queries()}
    assert "accuser" in {one["name"] for one in listed["who-accused-whom"]["parameters"]}
    assert client.get("/query/", accept="text/html").headers["location"] == "../queries.html"


def test_search_finds_by_any_name(client: Client) -> None:
    """Whole names first, then beginnings; names in other scripts; titles; near spellings."""

    def find(text: str, **more: str) -> list[str]:
        found = client.get("/search", accept="application/json", q=text, **more).json["results"]
        return [one["iri"].removeprefix(BASE) for one in found]

    assert find("orvia")[0] == "actor/orvia"
    assert find("dorn") == ["actor/person-lena-dorn"]
    assert find("Тесмарское") == find("selmvatn") == ["place/lake"]
    assert find("dam above")[0] == "article/flood"
    assert find("lena dorm") == ["actor/person-lena-dorn"]
    assert find("lake selm", kind="place") == ["place/lake"]
    assert find("") == find("zzzzzzzz") == []
    assert find(LONG[:150]) == find(LONG) == ["actor/hostile/long"]


def test_suggestions_have_the_form_of_opensearch(client: Client) -> None:
    """The text, names, kinds and IRIs."""
    text, names, kinds, iris = client.get("/suggest", q="lak").json

    assert text == "lak"
    assert "Lakes Union" in names and "place" in kinds and BASE + "place/lake" in iris
    assert len(names) == len(kinds) == len(iris)


def test_openapi_describes_what_is_there(client: Client) -> None:
    """Every saved query with its parameters; the description is the same as its answers."""
    api = client.get("/openapi.json").json

    assert api["openapi"].startswith("3.1")
    assert set(api["paths"]) == {f"/query/{one.name}" for one in list_queries()} | {"/search", "/suggest"}
    for query in list_queries():
        described = {one["name"] for one in api["paths"][f"/query/{query.name}"]["get"]["parameters"]}
        assert described == {one.name for one in query.parameters} | {"format", "limit", "offset"}


FINE = {200, 303, 400, 403, 404, 406, 414, 431}
ODD = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80) | st.sampled_from(
    [
        "'; DROP ALL", "<script>", "\u202e", "javascript:x", "\x00", "{{7*7}}", "../..", "%00", "?given_accuser",
        '"@en', "\\u0022", "http://x/>", "<http://x", "9" * 50, "2023-13", "-0", "1e9", "NaN",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(name=st.sampled_from(TABLES + GRAPHS), data=st.data())
def test_no_parameter_breaks_a_query(client: Client, name: str, data: st.DataObject) -> None:
    """Whatever is given for whatever parameter: an answer or a fault that says how to mend it."""
    names = [one.name for one in get_query(name).parameters] + ["format", "limit", "offset", "other"]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names) | ODD, ODD), max_size=4))
    reply = client.send(
        "GET", f"/query/{name}?{urlencode(pairs)}", headers={"Accept": "application/json, text/turtle"}
    )

    assert reply.status in FINE, reply.text
    assert reply.status == 200 or reply.json["message"]


@settings(max_examples=150)
@given(text=ODD, kind=st.sampled_from(["", "actor", "place", "article"]), page=st.booleans())
def test_no_text_breaks_the_search(client: Client, text: str, kind: str, page: bool) -> None:
    """Pages stay valid, whatever was typed."""
    from tests.publish.html_tools import check_html

    reply = client.get("/search", accept="text/html" if page else "application/json", q=text, kind=kind)
    assert reply.status == 200
    assert check_html(reply.data) == [] if page else reply.json["results"] is not None


PIECES = st.sampled_from(
    [
        *"SELECT * WHERE { } ?s ?p ?o . ; , FILTER OPTIONAL UNION MINUS GRAPH BIND( ) AS VALUES ASK CONSTRUCT".split(),
        *"DESCRIBE LIMIT 10 a <a:b> 'y' @en ^^ + * / ! ( ) [ ] _:b PREFIX p: <x:y#> p:q FROM NAMED ORDER BY".split(),
        *"GROUP COUNT( DISTINCT EXISTS \\u0041 # SERVICE INSERT DELETE LOAD CLEAR << >> {| |} $x 1.5e3 true".split(),
        "IN", "BASE", "REGEX(", "SUBSTR(", "~", '"x"', "\n", "\x00", "\ufeff", "é", "\U0001f600",
    ]
)  # fmt: skip


@settings(max_examples=200)
@given(pieces=st.lists(PIECES | st.text(max_size=8), max_size=25), direct=st.booleans())
def test_no_query_breaks_the_endpoint(client: Client, pieces: list[str], direct: bool) -> None:
    """Whatever is asked: an answer or a fault."""
    text = " ".join(pieces).encode("utf-8", "replace")
    form = (b"query=" + quote(text).encode(), "application/x-www-form-urlencoded")
    body, kind = (text, "application/sparql-query") if direct else form
    reply = client.send("POST", "/sparql", body=body, headers={"Content-Type": kind})

    assert reply.status in FINE, (text, reply.text)


STEPS = ["..", ".", "actor", "orvia", "orvia.ttl", "", "%2e", "query", ".html", "actors-2.html", "views", "\x00", "é"]


@settings(max_examples=150)
@given(path=st.text(max_size=40) | st.lists(st.sampled_from(STEPS), max_size=5).map("/".join))
def test_no_path_breaks_the_server(client: Client, path: str) -> None:
    """Whatever is asked for: a page, or that there is none."""
    reply = client.get("/" + quote(path.encode("utf-8", "replace"), safe="/%"), accept="text/html")

    assert reply.status in FINE | {405, 307}


@settings(max_examples=100)
@given(accept=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=60))
def test_no_header_breaks_negotiation(client: Client, accept: str) -> None:
    """An `Accept` header of any form is read, or nothing is acceptable."""
    assert client.get("/actor/orvia", accept=accept).status in (303, 406)


def test_openapi_holds_under_schemathesis(client: Client) -> None:
    """What the description promises is what the server gives, for requests made from it."""
    import schemathesis
    from schemathesis.core.result import Ok
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{client.port}/openapi.json")
    checked = 0
    for operation in schema.get_all_operations():
        assert isinstance(operation, Ok)

        @settings(max_examples=8)
        @given(case=operation.ok().as_strategy())
        def check(case: Any) -> None:
            # A name may be unknown, or mean several, whatever its form; and no month but some has a 30th day.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        check()
        checked += 1
    assert checked == len(list_queries()) + 2
