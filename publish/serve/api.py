"""The saved queries and the search as an interface for programs, described in OpenAPI."""

import json
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sayso import __version__
from sayso.errors import ParameterError, SaysoError, UnknownQueryError
from sayso.publish.pages.reader import clean
from sayso.publish.pages.render import render
from sayso.publish.pages.saved import ROWS, make_query_page, write_query
from sayso.publish.serve.answers import get_address, get_depth, get_status, send_document, send_error, send_fault
from sayso.publish.serve.names import KINDS, LONGEST, Hit
from sayso.publish.serve.negotiate import choose
from sayso.publish.serve.state import Document, State, View
from sayso.queries.catalogue import get_query, list_queries
from sayso.queries.heads import Column, Parameter, SavedQuery
from sayso.queries.output import render as render_result
from sayso.queries.parameters import get_kinds
from sayso.queries.process import Limited
from sayso.queries.run import JOIN, Result, prepare_query
from sayso.queries.terms import Cell

CONTROLS = ("format", "limit", "offset")
"""Parameters that every saved query takes beside its own."""

VALUE = 300
"""Characters that the value of a parameter may have."""

_ROWS = {
    "text/html": "html", "application/json": "json", "text/csv": "csv", "application/sparql-results+json": "srj",
    "application/sparql-results+xml": "xml", "text/tab-separated-values": "tsv",
}  # fmt: skip
_SRJ = "application/sparql-results+json"
_TRIPLES = {
    "text/html": "html", "text/turtle": "ttl", "application/ld+json": "jsonld", "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
}  # fmt: skip
_METADATA = {
    ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".rq": "application/sparql-query; charset=utf-8",
}


async def get_saved(request: Request, state: State) -> Response:
    """Answer for a saved query: its page, its description, or its answer, as is asked for."""
    name = str(request.path_params["name"])
    for suffix, media_type in _METADATA.items():
        if name.endswith(suffix):
            return _send_metadata(request, state, name.removesuffix(suffix), suffix, media_type)
    page = name.endswith(".html")
    try:
        query = get_query(name.removesuffix(".html"))
        given, wished, limit, offset = _read_parameters(query, request.query_params)
        offered = _ROWS if query.columns else _TRIPLES
        accept = request.headers.get("accept", "")
        form = "html" if page and not wished else wished or choose(accept, offered) or ""
        if not wished and not page and "text/html" not in accept and form == "html":
            # Who accepts anything is no browser.
            form = "json" if query.columns else "ttl"
        if form not in offered.values():
            message = f"{query.name} is answered as {', '.join(offered.values())}."
            return send_fault(request, state, 406, "Not in that form", message, slug="result-format")
    except SaysoError as err:
        return send_error(request, state, err)
    view = await state.run(state.look)
    if form == "html":
        return await _send_page(request, state, view, query, given)
    try:
        answer = await _ask(state, view, query, given, form, limit, offset)
    except SaysoError as err:
        return send_error(request, state, err)
    return _send_answer(query, answer, form)


def _read_parameters(query: SavedQuery, pairs: QueryParams) -> tuple[dict[str, list[str]], str, int | None, int]:
    given: dict[str, list[str]] = {}
    for name, value in pairs.multi_items():
        if len(value) > VALUE:
            raise ParameterError(f"{name[:40]}: has {len(value):,} characters, and {VALUE} are taken. Give fewer.")
        # A form sends what was left empty.
        if name not in CONTROLS and value.strip():
            given.setdefault(name[:100].replace("-", "_"), []).append(value)
    if sum(map(len, given.values())) > 50:
        raise ParameterError("There are more than 50 values. Give fewer.")
    limit = _read_number(pairs, "limit")
    return given, pairs.get("format", ""), limit, _read_number(pairs, "offset") or 0


def _read_number(pairs: QueryParams, name: str) -> int | None:
    text = pairs.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ParameterError(f"{name}={text[:40]!r}: is no whole number. Write, for instance, {name}=100.")
    return int(text)


async def _ask(
    state: State,
    view: View,
    query: SavedQuery,
    given: dict[str, list[str]],
    form: str,
    limit: int | None,
    offset: int = 0,
) -> Limited:
    text = await state.run(prepare_query, view.reader.store, query, given)
    # What is built from rows here is the same as the command line gives, byte by byte.
    return await state.ask(text, format="json" if form in _BUILT else form, rows=limit, offset=offset)


_BUILT = {"json": "application/json", "srj": _SRJ, "csv": "text/csv; charset=utf-8", "html": ""}


def _send_answer(query: SavedQuery, answer: Limited, form: str) -> Response:
    headers = {"vary": "Accept"}
    if answer.more:
        headers["sayso-cut"] = f"{answer.count} of more"
    if not query.columns or form not in _BUILT:
        return Response(answer.data, headers={**headers, "content-type": answer.media_type})
    result = _read_result(query, answer)
    if form == "json":
        names = [one.name for one in result.columns]
        rows = [dict(zip(names, map(_get_value, row), strict=True)) for row in result.rows]
        return JSONResponse(
            {"query": query.name, "columns": names, "rows": rows, "more": result.more}, headers=headers
        )
    if form == "csv":
        headers["content-disposition"] = f'inline; filename="{query.name}.csv"'
    text = render_result(result, "csv" if form == "csv" else "json")
    return Response(text.encode("utf-8"), headers={**headers, "content-type": _BUILT[form]})


def _get_value(cell: Cell) -> str | None:
    return None if cell is None else str(getattr(cell, "value", cell))


async def _send_page(
    request: Request, state: State, view: View, query: SavedQuery, given: dict[str, list[str]]
) -> Response:
    result: Result | None = None
    fault, status = "", 200
    if query.columns:
        try:
            answer = await _ask(state, view, query, given, "json", ROWS * 4)
            result = _read_result(query, answer)
        except SaysoError as err:
            fault, status = str(err).replace("--", ""), get_status(err)
    asked = request.scope["query_string"].decode("ascii", "replace")
    more = f"{asked}&" if asked else ""
    html = await state.run(
        make_query_page,
        state.site,
        query,
        result,
        given={name: values[0] for name, values in given.items()},
        fault=fault,
        csv=f"{query.name}?{more}format=csv",
        json=f"{query.name}?{more}format=json",
    )
    if status != 200:
        return Response(html, status, {"vary": "Accept"}, "text/html")
    document = Document.of(html, "text/html; charset=utf-8")
    return send_document(request, document, headers={"vary": "Accept"})


def _read_result(query: SavedQuery, answer: Limited) -> Result:
    found: dict[str, Any] = json.loads(answer.data)
    known = {one.name: one for one in query.columns}
    columns = tuple(known.get(name, Column(name=name)) for name in found["head"]["vars"])
    rows = tuple(
        tuple(_read_cell(row.get(one.name), names=one.type == "names") for one in columns)
        for row in found["results"]["bindings"]
    )
    return Result(kind="rows", columns=columns, rows=rows, more=answer.more, query=query)


def _read_cell(cell: dict[str, str] | None, *, names: bool) -> Cell:
    """Return a cell of SPARQL's JSON; the order in which an engine joins names has no meaning, so they are sorted."""
    if cell is None or (names and not cell["value"]):
        return None
    if cell["type"] == "uri":
        return NamedNode(cell["value"])
    if cell["type"] == "bnode":
        return BlankNode(cell["value"])
    if names:
        return Literal(JOIN.join(sorted(cell["value"].split(JOIN))))
    if "xml:lang" in cell:
        return Literal(cell["value"], language=cell["xml:lang"])
    return (
        Literal(cell["value"], datatype=NamedNode(cell["datatype"])) if "datatype" in cell else Literal(cell["value"])
    )


def _send_metadata(request: Request, state: State, name: str, suffix: str, media_type: str) -> Response:
    try:
        query = get_query(name)
    except UnknownQueryError as err:
        return send_error(request, state, err)
    endpoint = get_address(request, state, "sparql")
    data = write_query(query, suffix, base=state.site.base, endpoint=endpoint)
    return send_document(request, Document.of(data, media_type))


async def list_saved(request: Request, state: State) -> Response:
    """Return the saved queries: to programs as JSON, to browsers the page that lists them."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse("../" * get_depth(request) + "queries.html", 303, {"vary": "Accept"})
    listed = [
        {
            "name": one.name, "title": one.title, "asks": one.asks, "group": one.group,
            "parameters": [{"name": p.name, "type": p.type, "meaning": p.meaning} for p in one.parameters],
        }
        for one in list_queries()
    ]  # fmt: skip
    return JSONResponse(listed, headers={"vary": "Accept"})


async def search(request: Request, state: State) -> Response:
    """Find nodes by name: a page, or JSON."""
    text = clean(request.query_params.get("q", "")[:LONGEST])
    kind = request.query_params.get("kind", "")
    if kind and kind not in KINDS:
        return send_fault(request, state, 400, "No such kind", f"kind is one of {', '.join(KINDS)}.")
    view = await state.run(state.look)
    hits = await state.run(view.names.search, text, kind=kind, count=50)
    accept = request.headers.get("accept", "")
    if choose(accept, {"application/json": "json", "text/html": "html"}) == "json":
        found = [{"iri": one.iri, "label": one.label, "kind": one.kind, "name": one.name or one.label} for one in hits]
        return JSONResponse({"query": text, "results": found}, headers={"vary": "Accept"})
    shown = [{"href": _get_href(state, one), "label": one.label, "kind": one.kind, "name": one.name} for one in hits]
    html = render("search", site=state.site, path="search", title="Find a name", searched=text, hits=shown)
    return Response(html, headers={"vary": "Accept"}, media_type="text/html")


def _get_href(state: State, hit: Hit) -> str:
    return hit.iri.removeprefix(state.site.base) + ".html"


async def suggest(request: Request, state: State) -> Response:
    """Return suggestions while somebody types, in the form that browsers know from OpenSearch."""
    text = request.query_params.get("q", "")[:LONGEST]
    kind = request.query_params.get("kind", "")
    view = await state.run(state.look)
    hits = await state.run(view.names.search, text, kind=kind if kind in KINDS else "", count=10)
    names = [one.name or one.label for one in hits]
    return JSONResponse([text, names, [one.kind for one in hits], [one.iri for one in hits]])


async def get_openapi(request: Request, state: State) -> Response:
    """Return the description of this interface."""
    data = json.dumps(make_openapi(state.site.title), ensure_ascii=False, indent=1).encode("utf-8")
    return send_document(request, Document.of(data, "application/json"))


def make_openapi(title: str) -> dict[str, Any]:
    """Return the OpenAPI description of the saved queries and the search."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__, "description": "Saved questions to a graph of the news."},
        "servers": [{"url": "."}],
        "paths": {
            **{f"/query/{one.name}": {"get": _describe_query(one)} for one in list_queries()},
            "/search": {"get": _describe_search("search", "Nodes by name", _HITS)},
            "/suggest": {"get": _describe_search("suggest", "Suggestions while typing", {"type": "array"})},
        },
        "components": {"schemas": {"Fault": _FAULT, "Rows": _TABLE}},
    }


_FAULT = {
    "type": "object",
    "required": ["error", "message"],
    "properties": {"error": {"type": "string"}, "message": {"type": "string"}},
}
_TABLE = {
    "type": "object",
    "required": ["query", "columns", "rows", "more"],
    "properties": {
        "query": {"type": "string"},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": ["string", "null"]}}},
        "more": {"type": "boolean", "description": "Whether a limit cut rows off."},
    },
}
_HITS = {
    "type": "object",
    "required": ["query", "results"],
    "properties": {"query": {"type": "string"}, "results": {"type": "array", "items": {"type": "object"}}},
}


def _describe_query(query: SavedQuery) -> dict[str, Any]:
    offered = _ROWS if query.columns else _TRIPLES
    content: dict[str, Any] = {kind: {"schema": {"type": "string"}} for kind in offered}
    if query.columns:
        content["application/json"] = {"schema": {"$ref": "#/components/schemas/Rows"}}
        content["application/sparql-results+json"] = {"schema": {"type": "object"}}
    else:
        content["application/ld+json"] = {"schema": {"type": ["object", "array"]}}
    return {
        "operationId": query.name,
        "summary": query.title,
        "description": f"{query.asks} {query.note}".strip(),
        "tags": [query.group],
        "parameters": [
            *map(_describe_parameter, query.parameters),
            _parameter("format", "Form of the answer, in place of the Accept header", {"enum": [*offered.values()]}),
            _parameter("limit", "At most so many rows", {"type": "integer", "minimum": 0, "maximum": 999_999_999}),
            _parameter("offset", "Rows to leave out", {"type": "integer", "minimum": 0, "maximum": 999_999_999}),
        ],
        "responses": {
            "200": {"description": "The answer", "content": content},
            **_describe_faults("400", "404", "406", "500", "503"),
        },
    }


def _describe_parameter(one: Parameter) -> dict[str, Any]:
    kind, _, scheme = one.type.partition(":")
    if kind in _SCALARS:
        schema = _SCALARS[kind]
    else:
        item: dict[str, Any] = {"type": "string", "maxLength": VALUE}
        if kind == "kind":
            item = {"type": "string", "enum": sorted(get_kinds(scheme))}
        schema = {"type": "array", "items": item, "maxItems": 8}
    default = f" Default: {one.default}." if one.default else ""
    return _parameter(one.name, f"{one.meaning}.{default} ({one.type})", schema)


_SCALARS: dict[str, dict[str, Any]] = {
    "flag": {"type": "string", "enum": ["yes", "no"]},
    "date": {"type": "string", "pattern": r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"},
    "integer": {"type": "integer"},
    "decimal": {"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9]{1,6})?$"},
}
"""Parameters that take one value. Days after the 28th are taken where the month has them."""


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _describe_search(name: str, summary: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [
            _parameter("q", "What was typed", {"type": "string"}),
            _parameter("kind", "Only nodes of this kind", {"type": "string", "enum": [*KINDS]}),
        ],
        "responses": {
            "200": {
                "description": "What was found",
                "content": {"application/json": {"schema": schema}, "text/html": {"schema": {"type": "string"}}},
            },
            **_describe_faults("400", "503"),
        },
    }


def _describe_faults(*statuses: str) -> dict[str, Any]:
    content = {
        "application/json": {"schema": {"$ref": "#/components/schemas/Fault"}},
        "text/plain": {"schema": {"type": "string"}},
        "text/html": {"schema": {"type": "string"}},
    }
    return {status: {"description": "What is wrong and how to mend it", "content": content} for status in statuses}
