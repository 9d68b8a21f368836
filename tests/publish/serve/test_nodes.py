"""Dereferencing: what an IRI of the graph gives over HTTP."""

from urllib.parse import urljoin, urlsplit

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from tests.publish.html_tools import Outline, check_html
from tests.publish.serve.conftest import Client
from tests.publish.site_store import BASE

PATH = "/actor/orvia"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("", ".html"), ("*/*", ".html"), ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ".html"),
        ("text/turtle", ".ttl"), ("application/ld+json", ".jsonld"), ("application/json", ".jsonld"),
        ("application/n-triples", ".nt"), ("application/rdf+xml", ".rdf"), ("text/*", ".html"),
        ("text/turtle;q=0.5, application/ld+json", ".jsonld"), ("text/turtle, text/html;q=0.9", ".ttl"),
        ("text/html;q=0, */*", ".ttl"), ("application/*;q=0.4, text/turtle;q=0.3", ".jsonld"),
    ],
)  # fmt: skip
def test_node_leads_on_to_the_document_that_is_asked_for(client: Client, accept: str, suffix: str) -> None:
    """A node is no document: 303, by the Accept header, which the answer varies with."""
    reply = client.get(PATH, accept=accept)

    assert (reply.status, reply.headers["location"], reply.headers["vary"]) == (303, f"orvia{suffix}", "Accept")


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0, text/turtle;q=0", "application/pdf, audio/*"])
def test_form_that_is_not_there_is_not_acceptable(client: Client, accept: str) -> None:
    """406, with the forms that there are."""
    reply = client.get(PATH, accept=accept)

    assert reply.status == 406
    assert "text/turtle" in reply.text and "orvia.ttl" in reply.text


@pytest.mark.parametrize(
    ("suffix", "kind", "format"),
    [
        (".ttl", "text/turtle", RdfFormat.TURTLE), (".jsonld", "application/ld+json", RdfFormat.JSON_LD),
        (".nt", "application/n-triples", RdfFormat.N_TRIPLES), (".rdf", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)  # fmt: skip
def test_documents_say_the_same(client: Client, suffix: str, kind: str, format: RdfFormat) -> None:
    """In every form of RDF."""
    reply = client.get(PATH + suffix)
    found = {quad.triple for quad in parse(reply.data, format=format)}

    assert (reply.status, reply.kind) == (200, kind)
    assert found == {quad.triple for quad in parse(client.get(PATH + ".nt").data, format=RdfFormat.N_TRIPLES)}
    assert any(triple.subject == NamedNode(BASE + "actor/orvia") for triple in found)
    assert f'<{BASE}actor/orvia>; rel="describes"' in reply.headers["link"]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/actor/person-l-dorn", "../actor/person-lena-dorn"),
        ("/actor/person-l-dorn.html", "../actor/person-lena-dorn.html"),
    ],
)
def test_merged_node_leads_to_the_one_in_its_place(client: Client, path: str, place: str) -> None:
    """For good, though a merge can be taken back; its data are still given, and say so."""
    reply = client.get(path)

    assert (reply.status, reply.headers["location"]) == (301, place)
    assert client.get(urljoin(path, place)).status in (200, 303)
    assert "isReplacedBy" in client.get("/actor/person-l-dorn.ttl").text
    assert client.get("/actor/person-round").status == 303


def test_client_that_has_a_document_is_told_so(client: Client) -> None:
    """By its entity tag: 304 without a body; another tag gets the whole."""
    first = client.get(PATH + ".ttl")
    tag = first.headers["etag"]
    for value in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.send("GET", PATH + ".ttl", headers={"If-None-Match": value})
        assert (again.status, again.data, again.headers["etag"]) == (304, b"", tag), value

    assert client.send("GET", PATH + ".ttl", headers={"If-None-Match": '"other"'}).data == first.data


@pytest.mark.parametrize("path", ["/", PATH, PATH + ".html", PATH + ".ttl", "/sparql", "/queries.html", "/nothing"])
def test_head_is_get_without_a_body(client: Client, path: str) -> None:
    """The same status and headers."""
    get, head = client.send("GET", path), client.send("HEAD", path)
    left_out = {"date", "server-timing"}

    assert (head.status, head.data) == (get.status, b"")
    assert {k: v for k, v in head.headers.items() if k not in left_out} == {
        k: v for k, v in get.headers.items() if k not in left_out
    }


@pytest.mark.parametrize(
    "path",
    ["/", "/index.html", "/about.html", "/ontology.html", "/queries.html", "/actors.html", "/places.html",
     "/statements.html", "/actor/orvia.html", "/place/lake.html", "/actor/hostile/script.html",
     "/query/who-accused-whom.html", "/query/timeline.html", "/search?q=orvia", "/search?q=%3Cscript%3E", "/search",
     "/views/"],
)  # fmt: skip
def test_pages_are_valid_and_may_run_nothing(client: Client, path: str) -> None:
    """A strict parser finds no fault, and a policy forbids scripts, forms to others, and what comes from elsewhere."""
    reply = client.get(path, accept="text/html")

    assert reply.kind == "text/html"
    assert check_html(reply.data) == []
    assert reply.headers["content-security-policy"].startswith("default-src 'none'") or path == "/views/"
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_links_of_live_pages_lead_somewhere(client: Client) -> None:
    """A crawl from the start page meets no address that fails."""
    seen: dict[str, int] = {}
    waiting = ["/index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        reply = client.get(path, accept="text/html,*/*;q=0.1")
        seen[path] = reply.status
        if reply.kind == "text/html" and reply.status == 200:
            for link in Outline(reply.data).links:
                parts = urlsplit(urljoin(path, link))
                if not parts.scheme:
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))

    assert {path: status for path, status in seen.items() if status != 200} == {"/views/": 404} or all(
        status == 200 for status in seen.values()
    )
    assert len(seen) > 150


def test_unknown_node_gets_a_page_that_helps(client: Client) -> None:
    """404 with what may have been meant; to programs the same as JSON or text."""
    page = client.get("/actor/person-lena-dorm", accept="text/html")
    data = client.get("/actor/person-lena-dorm", accept="application/json")

    assert (page.status, page.kind, data.status, data.kind) == (404, "text/html", 404, "application/json")
    assert check_html(page.data) == []
    assert "Lena Dorn" in Outline(page.data).text
    assert "../actor/person-lena-dorn.html" in Outline(page.data).links
    assert set(data.json) >= {"error", "message"}


@pytest.mark.parametrize(
    "path",
    ["/../VERSION", "/..%2fVERSION", "/%2e%2e/VERSION", "/actor/../../VERSION", "/actor/..%2f..%2fVERSION",
     "/style.css/../../manifest.json", "//etc/passwd", "/views/../manifest.json", "/views/..%2f..%2fpages/site.py",
     "/query/..%2f..%2fheads.py", "/query/../catalogue.py", "/actor/%00.html", "/.serve", "/manifest.json", "/VERSION",
     "/articles/", "/store/", "/file:///etc/passwd"],
)  # fmt: skip
def test_no_path_leads_out(client: Client, path: str) -> None:
    """Whatever a path tries, nothing but pages is given."""
    data = client.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode("latin-1"))

    assert data.split(b" ")[1] in (b"404", b"400")
    assert b"root:" not in data and b"base_iri" not in data and b"import" not in data


def test_builds_are_not_shown(client: Client) -> None:
    """Neither as a page, nor to a query, whichever graph it names."""
    assert client.get("/build/20310506").status == 404
    for query in (
        'ASK { ?s ?p ?o FILTER(CONTAINS(STR(?o), "secret")) }',
        f"ASK {{ GRAPH <{BASE}graph/builds> {{ ?s ?p ?o }} }}",
        f"ASK FROM <{BASE}graph/builds> {{ ?s ?p ?o }}",
        'ASK { ?s ?p ?o FILTER(STRSTARTS(STR(?o), "file:")) }',
    ):
        assert client.get("/sparql", query=query).json["boolean"] is False, query


def test_any_origin_may_read(client: Client) -> None:
    """Pages of others may ask: every answer says so, once, and a preflight is let through."""
    for path in (PATH, "/sparql?query=ASK%7B%7D", "/suggest?q=o", "/nothing", "/sparql?query=nonsense", "/reconcile"):
        assert client.get(path).headers["access-control-allow-origin"] == "*", path
    asked = {"Origin": "https://e.org", "Access-Control-Request-Method": "POST"}
    reply = client.send("OPTIONS", "/sparql", headers=asked)
    assert (reply.status, reply.headers["access-control-allow-origin"]) == (204, "*")
    assert "POST" in reply.headers["access-control-allow-methods"]


def test_views_that_were_not_built_are_missed_politely(client: Client) -> None:
    """Where the front end is not there, a page says so."""
    from sayso.publish.serve.app import find_views

    reply = client.get("/views/", accept="text/html")
    assert reply.status == (200 if find_views() else 404)
    assert find_views() or "were not built" in Outline(reply.data).text


def test_tables_can_be_matched(client: Client) -> None:
    """The Reconciliation API answers at its address."""
    manifest = client.get("/reconcile")
    found = client.get("/reconcile", queries='{"q0": {"query": "Lena Dorn"}}')

    assert manifest.status == found.status == 200
    assert manifest.json["identifierSpace"]
    assert "Lena Dorn" in found.text
