"""Answers that several routes give: documents with an entity tag, redirections, and faults that help."""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sayso.errors import SaysoError
from sayso.publish.pages.paths import find_root
from sayso.publish.pages.render import render
from sayso.publish.serve.negotiate import choose
from sayso.publish.serve.snapshot import is_trouble_of_store
from sayso.publish.serve.state import Document, State

STATUS = {
    "query-syntax": 400, "query-refused": 403, "query-timeout": 503, "query-busy": 503, "query-failed": 500,
    "result-format": 406, "bad-parameter": 400, "unknown-name": 404, "ambiguous-name": 400, "unknown-query": 404,
}  # fmt: skip
"""Status of HTTP by the slug of an error."""

_FAULTS = {"text/html": "html", "application/json": "json", "text/plain": "text"}


def get_status(err: SaysoError) -> int:
    """Return the status of HTTP for an error: 503 where the graph cannot be read just now."""
    return 503 if is_trouble_of_store(err) else STATUS.get(err.slug, 500)


def send_document(request: Request, document: Document, *, headers: Mapping[str, str] | None = None) -> Response:
    """Return a document, or that the client has it already."""
    known = request.headers.get("if-none-match", "")
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    extra = {"etag": document.etag, "cache-control": "no-cache", **(headers or {})}
    if document.etag in tags or "*" in tags:
        return Response(status_code=304, headers=extra)
    # The media type is set as a header, since Starlette would add a charset to some and not to others.
    return Response(document.data, headers={**extra, "content-type": document.media_type})


def send_fault(
    request: Request,
    state: State,
    status: int,
    title: str,
    message: str,
    *,
    slug: str = "",
    links: tuple[tuple[str, str], ...] = (),
    more: Mapping[str, object] | None = None,
) -> Response:
    """
    Return what is wrong: as a page to browsers, as JSON to who asks for it, else as text.

    Args:
        request: What was asked.
        state: Of the server.
        status: Of HTTP.
        title: In a few words.
        message: What and how to mend.
        slug: Name of the cause in docs/messages.md; may be empty.
        links: Label and path below the root of what may have been meant.
        more: Further fields of the JSON.
    """
    headers = {"retry-after": "2"} if status == 503 else {}
    form = choose(request.headers.get("accept", ""), _FAULTS)
    if form == "html" and "text/html" in request.headers.get("accept", ""):
        root = "../" * get_depth(request)
        html = render(
            "fault",
            site=state.site,
            path=str(request.scope["path"]).lstrip("/") or "index",
            title=title,
            message=message,
            links=[{"label": label, "href": root + path} for label, path in links],
        )
        return Response(html, status, {**headers, "vary": "Accept"}, "text/html")
    if form == "json" and "json" in request.headers.get("accept", ""):
        body = {"error": slug or title, "message": message, **(more or {})}
        return JSONResponse(body, status, {**headers, "vary": "Accept"})
    lines = [message, *(f"{label}: {path}" for label, path in links)]
    return PlainTextResponse("\n".join(lines) + "\n", status, {**headers, "vary": "Accept"})


def send_error(request: Request, state: State, err: SaysoError, *, title: str = "This cannot be answered") -> Response:
    """Return an error of sayso's."""
    return send_fault(request, state, get_status(err), title, str(err).replace("--", ""), slug=err.slug)


def get_address(request: Request, state: State, path: str) -> str:
    """Return the address of a path as the client sees it; below the base IRI where its ``Host`` header is no host."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        return find_root(state.site.base) + path
    return f"{request.scope['scheme']}://{host}{request.scope.get('root_path', '')}/{path}"


_HOST = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def get_depth(request: Request) -> int:
    """Return how many folders down from the root of the server a request's path is."""
    path = str(request.scope["path"]).removeprefix(str(request.scope.get("root_path", "")))
    return path.lstrip("/").count("/")
