"""Servers for tests of reconciliation, on a free port of this machine."""

import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from sayso.publish.reconcile.service import Request, Service

Answer = tuple[int, dict[str, str], bytes]
Handle = Callable[[str, dict[str, str], dict[str, str]], Answer]
"""Takes path, values and headers; gives status, headers and body."""


@contextmanager
def serving(handle: Handle) -> Generator[str, None, None]:
    """Serve, and give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._respond({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("utf-8")
            self._respond(dict(parse_qsl(body)))

        def _respond(self, form: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            status, headers, body = handle(parts.path, {**dict(parse_qsl(parts.query)), **form}, dict(self.headers))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/reconcile"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def carry(service: Service) -> Handle:
    """Return a handler that passes requests on to a service of ours."""

    def handle(path: str, values: dict[str, str], headers: dict[str, str]) -> Answer:
        reply = service.answer(
            Request(path=path.removeprefix("/reconcile"), values=values), url="http://here/reconcile"
        )
        return reply.status, {"Content-Type": reply.media_type}, reply.text.encode("utf-8")

    return handle


def say(value: object, status: int = 200, **headers: str) -> Answer:
    """Return an answer in JSON."""
    return status, {name.replace("_", "-"): text for name, text in headers.items()}, json.dumps(value).encode("utf-8")
