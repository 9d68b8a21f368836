"""Pages of the saved queries: what each asks, its SPARQL, an answer, and its description in RDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Quad

from sayso.publish.pages.paths import Place
from sayso.publish.pages.rdf import write_json
from sayso.publish.pages.reader import clean, shorten_iri
from sayso.publish.pages.render import Alternate, Site, render
from sayso.queries.catalogue import list_queries
from sayso.queries.describe import describe_query, list_triples
from sayso.queries.heads import SavedQuery
from sayso.queries.run import Result

ROWS = 25
"""Rows of an answer that a page shows."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell of an answer: text, a reference or None, whether it is long, and whether it is not to be broken."""

    text: str
    href: str | None = None
    long: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer made ready to be shown: columns with their names, rows, and whether there are more."""

    columns: Sequence[object]
    rows: Sequence[Sequence[Shown]]
    more: bool


def make_query_page(
    site: Site,
    query: SavedQuery,
    result: Result | None,
    *,
    given: Mapping[str, str] | None = None,
    fault: str = "",
    csv: str = "",
    json: str = "",
) -> bytes:
    """
    Return the page of a saved query as HTML.

    Args:
        site: What all pages share.
        query: The saved query.
        result: Its answer; None shows none.
        given: What was filled into the form, by name of the parameter.
        fault: What was wrong with it; empty where nothing was.
        csv: Reference to the whole answer as CSV, on a server.
        json: The same as JSON.
    """
    path = f"query/{query.name}"
    return render(
        "query",
        site=site,
        path=path,
        title=query.title,
        query=query,
        answer=_show(result, Place(site.base, path)) if result else None,
        given={one.name: (given or {}).get(one.name, "") for one in query.parameters},
        fault=fault,
        csv=csv,
        json=json,
        alternates=[
            Alternate("text/turtle", f"{query.name}.ttl", "Turtle"),
            Alternate("application/ld+json", f"{query.name}.jsonld", "JSON-LD"),
            Alternate("application/sparql-query", f"{query.name}.rq", "SPARQL"),
        ],
    )


def _show(result: Result, place: Place) -> Answer:
    rows: list[list[Shown]] = []
    for row in result.rows:
        cells: list[Shown] = []
        for cell, column in zip(row, result.columns, strict=True):
            if isinstance(cell, NamedNode):
                href = place.link(cell.value)
                cells.append(Shown(shorten_iri(cell.value) if href else cell.value, href))
            else:
                text = "" if cell is None else clean(cell.value if isinstance(cell, Literal) else str(cell))
                cells.append(
                    Shown(text, long=column.type in ("long", "names"), plain=column.type in ("date", "score"))
                )
        rows.append(cells)
    return Answer(result.columns, rows, result.more)


def make_queries_page(site: Site) -> bytes:
    """Return the list of saved queries as HTML."""
    queries = list_queries()
    groups = [(group.capitalize(), list(members)) for group, members in groupby(queries, key=lambda one: one.group)]
    return render("queries", site=site, path="queries", title="Questions", groups=groups, total=len(queries))


def write_query(query: SavedQuery, suffix: str, *, base: str, endpoint: str = "") -> bytes:
    """
    Return the description of a saved query as Turtle (``.ttl``) or JSON-LD (``.jsonld``), or its text (``.rq``).

    Args:
        query: The saved query.
        suffix: Of the form.
        base: Base IRI of the data.
        endpoint: Of the server that answers it; empty where there is none.
    """
    if suffix == ".rq":
        return query.text.encode("utf-8")
    name = f"{base}query/"
    if suffix == ".jsonld":
        graph = NamedNode(f"{base}graph/queries")
        triples = sorted(list_triples(query, base=name, endpoint=endpoint), key=str)
        return write_json([Quad(one.subject, one.predicate, one.object, graph) for one in triples], base=base)
    return describe_query(query, base=name, endpoint=endpoint).encode("utf-8")
