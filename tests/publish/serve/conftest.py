"""A server that runs, on a socket of this machine, on the graph of site_store.py."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.publish.site_store import make_kg

pytest.importorskip("starlette", reason="needs the extra `serve`")
uvicorn = pytest.importorskip("uvicorn", reason="needs the extra `serve`")


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.data.decode("utf-8")

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.data)

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").split(";")[0]


@dataclass(frozen=True)
class Client:
    """Speaks HTTP to a server, one connection a request."""

    port: int
    timeout: float = 60

    def send(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send a request as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, path, body=body, headers=dict(headers or {}))
            answer = connection.getresponse()
            found = {key.lower(): value for key, value in answer.getheaders()}
            return Reply(answer.status, found, answer.read())
        finally:
            connection.close()

    def get(self, path: str, *, accept: str = "", **parameters: Any) -> Reply:
        """Get an address; parameters are put behind a question mark."""
        query = urlencode(parameters, doseq=True)
        return self.send("GET", path + (f"?{query}" if query else ""), headers={"Accept": accept} if accept else {})

    def raw(self, data: bytes) -> bytes:
        """Send bytes as they are, and return what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout) as link:
            link.sendall(data)
            pieces: list[bytes] = []
            while piece := link.recv(65_536):
                pieces.append(piece)
            return b"".join(pieces)


@dataclass
class Running:
    """A server that runs in a thread."""

    server: Any
    app: Any
    thread: threading.Thread
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        deadline = time.monotonic() + 60
        while not self.server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        self.client = Client(self.server.servers[0].sockets[0].getsockname()[1])

    def stop(self) -> None:
        """Stop it."""
        self.server.should_exit = True
        self.thread.join(30)
        self.app.close()


def start(kg: Path, **options: Any) -> Running:
    """Start a server on a free port."""
    from sayso.publish.serve.app import Server
    from sayso.publish.serve.options import ServeOptions
    from sayso.settings import Settings

    usual: dict[str, Any] = {"settings": Settings(title="News of the lakes"), "rate": 0, "workers": 2, "seconds": 20}
    app = Server(kg, ServeOptions(**{**usual, **options}))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    return Running(server, app, thread)


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph."""
    return make_kg(tmp_path_factory.mktemp("serve") / "kg")


@pytest.fixture(scope="session")
def client(kg: Path) -> Generator[Client, None, None]:
    """A client of a server with the usual limits, but no limit on the rate."""
    running = start(kg)
    yield running.client
    running.stop()
