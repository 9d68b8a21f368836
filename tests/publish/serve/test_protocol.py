"""
The SPARQL 1.1 Protocol and Service Description over HTTP.

The cases are those of the W3C's test suites of the two, one by one and by the same names, on data of our own.
"""

import json
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from tests.publish.serve.conftest import Client, Reply
from tests.publish.site_store import BASE

SD = "http://www.w3.org/ns/sparql-service-description#"
FLOOD, ECHO, HOSTILE = (f"{BASE}graph/article/{name}" for name in ("flood", "echo", "hostile"))
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
JSON = "application/sparql-results+json"


def post(client: Client, body: str | bytes, kind: str, *, parameters: str = "", accept: str = JSON) -> Reply:
    data = body.encode("utf-8") if isinstance(body, str) else body
    headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
    return client.send("POST", f"/sparql{parameters}", body=data, headers=headers)


def ask(client: Client, query: str, method: str, **graphs: list[str]) -> Reply:
    """Send a query in one of the three ways."""
    pairs = [(f"{key}-graph-uri", one) for key, values in graphs.items() for one in values]
    if method == "get":
        return client.get("/sparql?" + urlencode([("query", query), *pairs]), accept=JSON)
    if method == "form":
        return post(client, urlencode([("query", query), *pairs]), FORM)
    return post(client, query, DIRECT, parameters="?" + urlencode(pairs) if pairs else "")


WAYS = ("get", "form", "direct")


@pytest.mark.parametrize("method", WAYS)
def test_query(client: Client, method: str) -> None:
    """query_get, query_post_form, query_post_direct."""
    reply = ask(client, "ASK {}", method)

    assert (reply.status, reply.kind, reply.json["boolean"]) == (200, JSON, True)


@pytest.mark.parametrize("method", WAYS)
def test_default_graph(client: Client, method: str) -> None:
    """query_dataset_default_graph: only that graph is asked, and no named graph is there."""
    for graph, there in ((FLOOD, True), (ECHO, False)):
        query = f"ASK {{ <{BASE}statement/flood/6-assert> ?p ?o }}"
        assert ask(client, query, method, default=[graph]).json["boolean"] is there
    assert ask(client, "ASK { GRAPH ?g { ?s ?p ?o } }", method, default=[FLOOD]).json["boolean"] is False


@pytest.mark.parametrize("method", WAYS)
def test_several_default_graphs(client: Client, method: str) -> None:
    """query_dataset_default_graphs: they are merged."""
    query = f"ASK {{ <{BASE}article/flood> a ?c . <{BASE}article/echo> a ?c }}"

    assert ask(client, query, method, default=[FLOOD, ECHO]).json["boolean"] is True
    assert ask(client, query, method, default=[FLOOD]).json["boolean"] is False


@pytest.mark.parametrize("method", WAYS)
def test_named_graphs(client: Client, method: str) -> None:
    """query_dataset_named_graphs: GRAPH finds these and no other, and the default graph is empty."""
    reply = ask(client, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", method, named=[FLOOD, ECHO])

    assert {row["g"]["value"] for row in reply.json["results"]["bindings"]} == {FLOOD, ECHO}
    assert ask(client, "ASK { ?s ?p ?o }", method, named=[FLOOD]).json["boolean"] is False


@pytest.mark.parametrize("method", WAYS)
def test_full_dataset(client: Client, method: str) -> None:
    """query_dataset_full: default and named graphs together."""
    query = (
        f"SELECT ?g ?t {{ <{BASE}article/flood> <http://purl.org/dc/terms/title> ?t GRAPH ?g {{ ?x a ?c }} }} LIMIT 1"
    )
    [row] = ask(client, query, method, default=[FLOOD], named=[ECHO]).json["results"]["bindings"]

    assert row["g"]["value"] == ECHO


@pytest.mark.parametrize("method", WAYS)
def test_protocol_overrides_from(client: Client, method: str) -> None:
    """query_multiple_dataset: the dataset of the request counts, not that of the query."""
    query = f"ASK FROM <{ECHO}> {{ <{BASE}article/flood> ?p ?o }}"

    assert ask(client, query, method, default=[FLOOD]).json["boolean"] is True
    assert ask(client, query, method).json["boolean"] is False


@pytest.mark.parametrize("method", WAYS)
def test_unknown_graph_is_empty(client: Client, method: str) -> None:
    """A graph that is not there is not fetched from the web either."""
    assert ask(client, "ASK { ?s ?p ?o }", method, default=["http://127.0.0.1:9/x.ttl"]).json["boolean"] is False


SELECT, ASK = "SELECT ?s ?t { ?s <http://purl.org/dc/terms/title> ?t } ORDER BY ?s", "ASK { ?s ?p ?o }"
CONSTRUCT = f"CONSTRUCT WHERE {{ <{BASE}article/flood> ?p ?o }}"
DESCRIBE = f"DESCRIBE <{BASE}article/flood>"


@pytest.mark.parametrize("query", [SELECT, ASK])
@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", JSON), ("*/*", JSON), (JSON, JSON), ("application/json", JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml"), ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+xml;q=0.5, text/csv", "text/csv"),
        ("text/turtle, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
    ],
)  # fmt: skip
def test_rows_in_every_form(client: Client, query: str, accept: str, kind: str) -> None:
    """query_content_type_select, query_content_type_ask."""
    reply = client.get("/sparql", accept=accept, query=query)

    assert (reply.status, reply.kind, reply.headers["vary"]) == (200, kind, "Accept")


@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
@pytest.mark.parametrize(
    ("accept", "kind", "format"),
    [
        ("", "text/turtle", RdfFormat.TURTLE), ("*/*", "text/turtle", RdfFormat.TURTLE),
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
    ],
)  # fmt: skip
def test_triples_in_every_form(client: Client, query: str, accept: str, kind: str, format: RdfFormat) -> None:
    """query_content_type_construct, query_content_type_describe: and all hold the same."""
    reply = client.get("/sparql", accept=accept, query=query)
    usual = client.get("/sparql", accept="application/n-triples", query=query)

    assert (reply.status, reply.kind) == (200, kind)
    assert {quad.triple for quad in parse(reply.data, format=format)} == {
        quad.triple for quad in parse(usual.data, format=RdfFormat.N_TRIPLES)
    }


def test_rows_are_the_same_in_every_form(client: Client) -> None:
    """JSON, XML, CSV and TSV hold the same rows."""
    rows = client.get("/sparql", accept=JSON, query=SELECT).json["results"]["bindings"]
    found = [(row["s"]["value"], row["t"]["value"]) for row in rows]
    xml = ElementTree.fromstring(client.get("/sparql", accept="application/sparql-results+xml", query=SELECT).data)
    space = "{http://www.w3.org/2005/sparql-results#}"

    assert len(found) == 5
    assert found == [(one[0][0].text, one[1][0].text) for one in xml.iter(space + "result")]
    csv = client.get("/sparql", accept="text/csv", query=SELECT).text.split("\r\n")
    tsv = client.get("/sparql", accept="text/tab-separated-values", query=SELECT).text.split("\n")
    assert csv[0] == "s,t" and csv[1].startswith(found[0][0] + ",") and len(csv) == 7
    assert tsv[0] == "?s\t?t" and tsv[1] == f'<{found[0][0]}>\t"{found[0][1]}"@en' and len(tsv) == 7


@pytest.mark.parametrize(
    ("accept", "query"), [("image/png", SELECT), ("text/turtle", SELECT), ("text/csv", CONSTRUCT), ("x/y", ASK)]
)
def test_form_that_cannot_hold_the_answer_is_not_acceptable(client: Client, accept: str, query: str) -> None:
    """406, with what there is."""
    reply = client.get("/sparql", accept=accept, query=query)

    assert reply.status == 406 and "application/sparql-results+json" in reply.text


BAD = {
    "bad_query_method": ("PUT", f"/sparql?query={quote('ASK {}')}", "", b"", 405),
    "bad_query_method_delete": ("DELETE", f"/sparql?query={quote('ASK {}')}", "", b"", 405),
    "bad_multiple_queries": ("GET", f"/sparql?query={quote('ASK {}')}&query={quote('SELECT * {}')}", "", b"", 400),
    "bad_multiple_queries_form": ("POST", "/sparql", FORM, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
    "bad_multiple_queries_mixed": ("POST", "/sparql?query=ASK%7B%7D", DIRECT, b"ASK {}", 400),
    "bad_query_wrong_media_type": ("POST", "/sparql", "text/plain", b"ASK {}", 415),
    "bad_query_missing_form_type": ("POST", "/sparql", "", b"query=ASK%20%7B%7D", 415),
    "bad_query_missing_direct_type": ("POST", "/sparql", "", b"ASK {}", 415),
    "bad_query_non_utf8": ("POST", "/sparql", DIRECT + "; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
    "bad_query_not_utf8_after_all": ("POST", "/sparql", DIRECT, b'ASK { ?s ?p "\xff" }', 400),
    "bad_query_not_utf8_in_address": ("GET", "/sparql?query=ASK%20%7B%20%22%ff%22%20%7D", "", b"", 400),
    "bad_query_not_utf8_in_form": ("POST", "/sparql", FORM, b"query=%ff%fe", 400),
    "bad_query_syntax": ("GET", f"/sparql?query={quote('ASK {')}", "", b"", 400),
    "bad_query_syntax_form": ("POST", "/sparql", FORM, b"query=nonsense", 400),
    "bad_query_empty": ("GET", "/sparql?query=", "", b"", 400),
    "bad_query_missing": ("POST", "/sparql", FORM, b"other=1", 400),
    "bad_graph_relative": ("GET", f"/sparql?query={quote('ASK {}')}&default-graph-uri=graph", "", b"", 400),
    "bad_graph_alone": ("GET", f"/sparql?default-graph-uri={quote(FLOOD)}", "", b"", 400),
    "update_form": ("POST", "/sparql", FORM, b"update=CLEAR%20ALL", 403),
    "update_direct": ("POST", "/sparql", "application/sparql-update", b"CLEAR ALL", 403),
    "update_get": ("GET", "/sparql?update=CLEAR%20ALL", "", b"", 403),
    "update_as_query": ("GET", f"/sparql?query={quote('DROP ALL')}", "", b"", 403),
    "insert_as_query": ("POST", "/sparql", DIRECT, b"INSERT DATA { <a:b> <a:b> <a:b> }", 403),
    "service": ("GET", f"/sparql?query={quote('ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }')}", "", b"", 403),
}


@pytest.mark.parametrize("case", sorted(BAD))
def test_bad_request_is_refused(client: Client, case: str) -> None:
    """With the status of the protocol and a sentence; the server goes on."""
    method, path, kind, body, status = BAD[case]
    reply = client.send(method, path, body=body or None, headers={"Content-Type": kind} if kind else {})

    assert reply.status == status
    assert len(reply.text) > 20 or method == "HEAD"
    assert client.get("/sparql", query="ASK {}").json["boolean"] is True


def test_fault_has_place_and_hint(client: Client) -> None:
    """Where the query goes wrong, the line with a mark below the place, and what to write before it."""
    query = "SELECT *\nWHERE { ?s a say:Actor }"
    text = client.get("/sparql", query=query).text
    data = client.get("/sparql", accept="application/json", query=query)

    assert "WHERE { ?s a say:Actor }\n" + " " * 22 + "^\n" in text
    assert "PREFIX say: <https://w3id.org/sayso/ont#>" in text
    assert (data.status, data.json["error"], data.json["line"]) == (400, "query-syntax", 2)
    assert "PREFIX say:" in data.json["hint"] and len(data.json["message"]) < 600


def test_answer_that_is_cut_says_so(client: Client) -> None:
    """A header tells; CORS lets pages of others see it."""
    from sayso.publish.serve.options import ServeOptions

    rows = ServeOptions().rows
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    reply = client.get("/sparql", query=query)

    assert len(reply.json["results"]["bindings"]) == rows
    assert reply.headers["sayso-cut"] == f"{rows} of more"
    assert "sayso-cut" in reply.headers["access-control-expose-headers"]


def test_browser_gets_a_page(client: Client) -> None:
    """With a form; the answer as a table; and what is wrong, below the form."""
    from tests.publish.html_tools import Outline, check_html

    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for query, words in (
        (SELECT, "Dam above Lake Selm gives way"), (ASK, "yes"), (CONSTRUCT, "Northern Wire"),
        ("ASK {", "cannot be read"),
        ("", "expected"), ("SELECT ?x { BIND('<script>alert(1)</script>' AS ?x) }", "<script>alert(1)</script>"),
    ):  # fmt: skip
        reply = client.get("/sparql", accept=browser, query=query)
        assert reply.kind == "text/html"
        assert check_html(reply.data) == []
        assert words in Outline(reply.data).text
        assert not Outline(reply.data).find("script")
    assert Outline(client.get("/sparql", accept=browser).data).find("textarea")


def describe(client: Client) -> set[tuple[str, str, str]]:
    reply = client.get("/sparql")
    assert (reply.status, reply.kind) == (200, "text/turtle")
    out: set[tuple[str, str, str]] = set()
    for quad in parse(reply.data, format=RdfFormat.TURTLE):
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal))
        out.add((quad.subject.value, quad.predicate.value, quad.object.value))
    return out


def test_service_description_returns_rdf(client: Client) -> None:
    """returns-rdf: a GET without a query gives RDF, in the form that is asked for."""
    forms = {
        "text/turtle": RdfFormat.TURTLE, "application/rdf+xml": RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD, "application/n-triples": RdfFormat.N_TRIPLES,
    }  # fmt: skip
    found = []
    for kind, format in forms.items():
        reply = client.get("/sparql", accept=kind)
        assert (reply.status, reply.kind) == (200, kind)
        found.append({quad.triple for quad in parse(reply.data, format=format)})

    assert found[0] and all(one == found[0] for one in found)


def test_service_description_has_the_endpoint(client: Client) -> None:
    """has-endpoint-triple: the address at which it was asked."""
    endpoint = f"http://127.0.0.1:{client.port}/sparql"
    [service] = [s for s, p, o in describe(client) if p.endswith("#type") and o == SD + "Service"]

    assert (service, SD + "endpoint", endpoint) in describe(client)


def test_service_description_conforms_to_schema(client: Client) -> None:
    """conforms-to-schema: the terms are those of the vocabulary, used of what they are for."""
    found = describe(client)
    kinds = {s: o for s, p, o in found if p.endswith("#type")}
    used = {p for _, p, _ in found if p.startswith(SD)}

    assert used == {
        SD + one
        for one in ("endpoint", "supportedLanguage", "feature", "defaultDataset", "resultFormat", "defaultGraph")
    }
    assert {s for s, p, _ in found if p == SD + "endpoint"} == {s for s, o in kinds.items() if o == SD + "Service"}
    assert {o for _, p, o in found if p == SD + "defaultDataset"} == {
        s for s, o in kinds.items() if o == SD + "Dataset"
    }
    assert {o for _, p, o in found if p == SD + "defaultGraph"} == {s for s, o in kinds.items() if o == SD + "Graph"}
    assert (f"http://127.0.0.1:{client.port}/sparql#service", SD + "supportedLanguage", SD + "SPARQL11Query") in found


def test_forms_that_are_described_are_there(client: Client) -> None:
    """No form of results is promised that is not given."""
    formats = {o.rsplit("/", 1)[-1] for _, p, o in describe(client) if p == SD + "resultFormat"}

    assert formats == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
        "JSON-LD", "RDF_XML",
    }  # fmt: skip


def test_saved_queries_run_unchanged(client: Client) -> None:
    """Every saved query, as its file stands, is answered by the endpoint."""
    from sayso.queries.catalogue import list_queries

    for query in list_queries():
        reply = post(client, query.text, DIRECT, accept=f"{JSON}, text/turtle")
        assert reply.status == 200, (query.name, reply.text[:300])
        if query.columns:
            assert json.loads(reply.data)["head"]["vars"] == [one.name for one in query.columns]
