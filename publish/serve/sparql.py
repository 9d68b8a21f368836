"""The endpoint: SPARQL 1.1 Protocol, and the service description where no query is asked."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sayso.errors import SaysoError
from sayso.publish.pages.paths import Place
from sayso.publish.pages.reader import clean
from sayso.publish.pages.render import Site, render
from sayso.publish.pages.saved import Answer, Shown
from sayso.publish.serve.answers import get_address, get_status, send_document, send_fault
from sayso.publish.serve.description import DESCRIPTION_TYPES, describe_service, write_triples
from sayso.publish.serve.negotiate import choose
from sayso.publish.serve.protocol import (
    ROW_TYPES,
    TRIPLE_TYPES,
    Asked,
    BadRequest,
    Fault,
    explain_fault,
    read_request,
)
from sayso.publish.serve.state import LONG, Document, State
from sayso.queries.encode import ROW_FORMATS, TRIPLE_FORMATS
from sayso.queries.guard import find_form
from sayso.queries.heads import Column
from sayso.queries.process import Limited

SHOWN = 200
"""Rows that the page of the endpoint shows."""


async def get_sparql(request: Request, state: State) -> Response:
    """Answer a request of the SPARQL 1.1 Protocol."""
    accept = request.headers.get("accept", "")
    try:
        body = await request.body() if request.method == "POST" else b""
        asked = read_request(
            request.method, request.scope["query_string"], request.headers.get("content-type", ""), body
        )
    except BadRequest as err:
        response = send_fault(request, state, err.status, "This is no query", str(err), slug="bad-request")
        if err.status == 405:
            response.headers["allow"] = "GET, HEAD, POST"
        return response
    if asked.text and len(asked.text) > LONG:
        # What is found here is remembered for the next time that it is asked for.
        await state.run(find_form, asked.text)
    wants_page = asked.format == "html" or (
        not asked.format and "text/html" in accept and choose(accept, {"text/html": "html", **_ALL}) == "html"
    )
    if asked.text is None:
        return await _describe(request, state, wants_page=wants_page)
    if wants_page:
        return await _show_page(state, asked)
    return await _answer(request, state, asked, asked.text)


_ALL = {**ROW_TYPES, **TRIPLE_TYPES, **DESCRIPTION_TYPES}


async def _answer(request: Request, state: State, asked: Asked, text: str) -> Response:
    accept = request.headers.get("accept", "")
    try:
        format = _choose_format(text, asked.format, accept)
        if format is None:
            offered = ", ".join(dict.fromkeys([*ROW_FORMATS.values(), *TRIPLE_FORMATS.values()]))
            message = f"The answer cannot be given as {accept or asked.format}. There are {offered}."
            return send_fault(request, state, 406, "Not in that form", message, slug="result-format")
        answer = await state.ask(
            text,
            format=format,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
    except SaysoError as err:
        return _send_fault(request, state, err, text)
    return _send(answer)


def _send(answer: Limited) -> Response:
    headers = {
        "vary": "Accept",
        "content-type": answer.media_type,
        "server-timing": f"query;dur={answer.seconds * 1000:.1f}",
    }
    if answer.more:
        headers["sayso-cut"] = f"{answer.count} of more"
    return Response(answer.data, headers=headers)


def _choose_format(text: str, wished: str, accept: str) -> str | None:
    """Return the name of the format to answer in; None where none of those accepted can hold the answer."""
    triples = find_form(text) in ("CONSTRUCT", "DESCRIBE")
    types, formats = (TRIPLE_TYPES, TRIPLE_FORMATS) if triples else (ROW_TYPES, ROW_FORMATS)
    if wished:
        return wished if wished in formats else types.get(wished)
    return choose(accept, types)


def _send_fault(request: Request, state: State, err: SaysoError, text: str) -> Response:
    fault = explain_fault(err, text)
    message = "\n".join(part for part in (fault.message, fault.excerpt, fault.hint) if part)
    more = {"line": fault.line, "column": fault.column, "hint": fault.hint}
    title = "The query cannot be answered"
    return send_fault(request, state, get_status(err), title, message, slug=err.slug, more=more)


async def _describe(request: Request, state: State, *, wants_page: bool) -> Response:
    if wants_page:
        return _render_page(state.site, text=_SAMPLE)
    form = choose(request.headers.get("accept", ""), DESCRIPTION_TYPES)
    if form is None:
        message = f"The description of this endpoint is given as {', '.join(DESCRIPTION_TYPES)}."
        return send_fault(request, state, 406, "Not in that form", message)
    view = await state.run(state.look)
    endpoint = get_address(request, state, "sparql")
    triples = describe_service(view.reader.store, endpoint, title=state.site.title, licence=state.site.licence)
    media_type = next(kind for kind, name in DESCRIPTION_TYPES.items() if name == form)
    document = Document.of(write_triples(triples, form), media_type)
    return send_document(request, document, headers={"vary": "Accept"})


_SAMPLE = "SELECT * WHERE { ?statement a <https://w3id.org/sayso/ont#Statement> ; ?property ?value } LIMIT 10"


async def _show_page(state: State, asked: Asked) -> Response:
    assert asked.text is not None
    triples = find_form(asked.text) in ("CONSTRUCT", "DESCRIBE")
    try:
        answer = await state.ask(
            asked.text,
            format="nt" if triples else "json",
            rows=SHOWN,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
    except SaysoError as err:
        fault = explain_fault(err, asked.text)
        return _render_page(state.site, text=asked.text, fault=fault, status=get_status(err))
    return _render_page(state.site, text=asked.text, answer=_read_answer(state.site, answer))


def _read_answer(site: Site, answer: Limited) -> Answer:
    place = Place(site.base, "sparql")
    if answer.kind == "triples":
        lines = answer.data.decode("utf-8").splitlines()
        return Answer([Column(name="triple")], [[Shown(clean(line))] for line in lines], answer.more)
    data: dict[str, Any] = json.loads(answer.data)
    if answer.kind == "yes-no":
        return Answer([Column(name="answer")], [[Shown("yes" if data["boolean"] else "no")]], False)
    names: list[str] = data["head"]["vars"]
    rows = [[_show_cell(place, row.get(name)) for name in names] for row in data["results"]["bindings"]]
    return Answer([Column(name=name) for name in names], rows, answer.more)


def _show_cell(place: Place, cell: dict[str, str] | None) -> Shown:
    if cell is None:
        return Shown("")
    if cell["type"] == "uri":
        return Shown(clean(cell["value"]), place.link(cell["value"]))
    return Shown(clean(str(cell["value"])))


def _render_page(
    site: Site, *, text: str, answer: Answer | None = None, fault: Fault | None = None, status: int = 200
) -> Response:
    html = render(
        "sparql",
        site=site,
        path="sparql",
        title="SPARQL",
        text=text,
        answer=answer,
        fault=fault,
        formats=[*ROW_FORMATS, *TRIPLE_FORMATS],
    )
    return Response(html, status, {"vary": "Accept"}, "text/html")
