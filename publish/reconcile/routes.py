"""
The service as routes of Starlette, to be mounted in a server: ``Mount("/reconcile", routes=make_routes(service))``.

Starlette comes with the extra ``serve``; nothing else of sayso's reconciliation needs it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from sayso.publish.reconcile.service import Reply, Request, Service

if TYPE_CHECKING:
    import starlette.requests
    from starlette.routing import Route

PATHS = ("", "/", "/suggest/entity", "/suggest/type", "/suggest/property", "/preview", "/extend/properties")
LARGEST = 2_000_000
"""Bytes of a request's body."""
HEADERS = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
"""Other pages may ask: clients of the API run in browsers."""


def make_routes(service: Callable[[], Service], *, prefix: str = "") -> "list[Route]":
    """
    Return the routes of the service.

    Args:
        service: Called for each request, so that a server may exchange it when the graph was built anew.
        prefix: Path in front of all of them, ``/reconcile``; empty for use in a Mount.
    """
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import Response
    from starlette.routing import Route

    async def handle(request: "starlette.requests.Request") -> Response:
        if request.method == "OPTIONS":
            return Response(headers={**HEADERS, "Access-Control-Allow-Headers": "*"})
        values = dict(request.query_params)
        if request.method == "POST":
            body = bytearray()
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST:
                    return _respond(Reply(413, "application/json", '{"message": "the request is too large"}'))
            values.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        url = str(request.url.replace(query="", fragment=""))
        path = _read_path(request.url.path, f"{request.scope.get('root_path', '')}{prefix}")
        root = url.rstrip("/").removesuffix(f"/{path}") if path else url.rstrip("/")
        reply = await run_in_threadpool(service().answer, Request(path=path, values=values), url=root)
        return _respond(reply)

    def _respond(reply: Reply) -> Response:
        return Response(reply.text, status_code=reply.status, media_type=reply.media_type, headers=HEADERS)

    names = [path for path in PATHS if prefix + path]
    return [Route(prefix + path, handle, methods=["GET", "POST", "OPTIONS"]) for path in names]


def _read_path(path: str, prefix: str) -> str:
    return path.removeprefix(prefix).strip("/")
