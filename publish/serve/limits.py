"""What holds for every request: its size, how often a client may come, and the headers of every answer."""

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.exceptions import HTTPException

from sayso.publish.serve.options import ServeOptions

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_CLIENTS = 10_000
"""Clients that are remembered at once."""

_PAGE = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
_VIEWS = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'"
)
_CSP = {"/views": _VIEWS, "/reconcile": _PAGE.replace("style-src 'self'", "style-src 'unsafe-inline'")}
"""The content security policy of addresses that begin so; previews of the Reconciliation API bring their own style."""

_COMMON = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"etag, link, sayso-cut, server-timing"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_PREFLIGHT = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
    (b"access-control-allow-headers", b"accept, content-type, if-none-match"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
)


class Limits:
    """The outermost layer of the server."""

    def __init__(self, app: App, options: ServeOptions) -> None:
        self.app = app
        self.options = options
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or turn it away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": list(_PREFLIGHT)})
            await send({"type": "http.response.body", "body": b""})
            return
        if not self._admit(scope):
            await _refuse(send, 429, "Too many requests from you. Wait a moment, and ask less often.", retry=True)
            return
        if self._announces_too_much(scope):
            await _refuse(send, 413, self._too_large())
            return
        csp = next((one for start, one in _CSP.items() if str(scope["path"]).startswith(start)), _PAGE)

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                there = {key.lower() for key, _ in headers}
                headers += [one for one in _COMMON if one[0] not in there]
                if any(key == b"content-type" and value.startswith(b"text/html") for key, value in headers):
                    headers.append((b"content-security-policy", csp.encode("ascii")))
                message = {**message, "headers": headers}
            await send(message)

        received = 0

        async def receive_less() -> Message:
            nonlocal received
            message = await receive()
            if message["type"] == "http.request":
                received += len(message.get("body", b""))
                if received > self.options.body:
                    raise HTTPException(413, self._too_large())
            return message

        await self.app(scope, receive_less, send_more)

    def _too_large(self) -> str:
        return f"The request brings more than {self.options.body:,} bytes. Send less."

    def _announces_too_much(self, scope: Scope) -> bool:
        for key, value in scope["headers"]:
            if key == b"content-length":
                return not value.isdigit() or int(value) > self.options.body
        return False

    def _admit(self, scope: Scope) -> bool:
        """Whether a client may come: a bucket that fills with time and that each request takes one from."""
        if not self.options.rate:
            return True
        client = (scope.get("client") or ("", 0))[0]
        now = time.monotonic()
        left, then = self._buckets.pop(client, (float(self.options.burst), now))
        left = min(float(self.options.burst), left + (now - then) * self.options.rate)
        self._buckets[client] = (max(left - 1, 0.0), now)
        if len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return left >= 1


async def _refuse(send: Send, status: int, text: str, *, retry: bool = False) -> None:
    body = (text + "\n").encode("utf-8")
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode("ascii")),
        *_COMMON,
    ]
    if retry:
        headers.append((b"retry-after", b"1"))
    if status == 413:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
