"""What `--quotes none` withholds is reached by no way that the server offers."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from sayso.queries.catalogue import list_queries
from tests.publish.serve.conftest import Client, start

WORDS = "mining the harbour|blockade by another name|at least 30 people died|A dam killed|lock shall"
"""What the articles of the graph say, and what stands in no name."""


@pytest.fixture(scope="module")
def silent(kg: Path) -> Generator[Client, None, None]:
    """A client of a server that shows no words."""
    running = start(kg, quotes="none")
    yield running.client
    running.stop()


def ask(client: Client, query: str) -> Any:
    return client.get("/sparql", query=query, accept="application/json").json["results"]["bindings"]


def test_no_query_reaches_the_words(client: Client, silent: Client) -> None:
    """Neither as an answer nor by asking which of them hold a word."""
    query = f'SELECT ?s ?words {{ ?s ?p ?words FILTER(isLiteral(?words) && REGEX(?words, "{WORDS}")) }}'

    assert len(ask(client, query)) > 5
    assert ask(silent, query) == []


def test_the_rest_is_still_found(client: Client, silent: Client) -> None:
    """Saved queries answer with as many rows: an ellipsis stands where the words stood."""
    compared = 0
    for query in list_queries():
        if query.columns:
            told, kept = (one.get(f"/query/{query.name}", format="json").json["rows"] for one in (client, silent))
            assert len(told) == len(kept), query.name
            compared += told != kept
    assert compared > 5
    [cell] = ask(silent, "SELECT DISTINCT ?o { ?s <https://w3id.org/sayso/ont#quote> ?o }")
    assert cell["o"]["value"] == "…"


@pytest.mark.parametrize("suffix", [".html", ".ttl", ".jsonld", ".nt", ".rdf"])
def test_no_document_has_the_words(silent: Client, suffix: str) -> None:
    """In whatever form a finding is asked for."""
    reply = silent.get(f"/statement/flood/6-assert{suffix}")
    assert reply.status == 200 and "people died" not in reply.text


def test_other_ways_do_not_lead_to_the_words(silent: Client) -> None:
    """Pages of questions, search and suggestions."""
    replies = [
        silent.get("/query/who-said-what", accept="text/html"),
        silent.get("/query/who-said-what", content="died", format="json"),
        silent.get("/search", q="at least 30 people died"),
        silent.get("/suggest", q="at least 30 people died"),
    ]
    assert [one.status for one in replies] == [200] * 4
    # The page and the JSON say again what was searched for, once or twice.
    assert not any("30 people died" in one.text.replace("at least 30 people died", "") for one in replies)
    assert replies[1].json["rows"] == []
