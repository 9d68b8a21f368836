"""
Measure ``sayso serve`` against other SPARQL servers on the same graph: ``python benchmarks/serve.py --kg kg``.

A small SELECT about one node, another one each time, so that no answer is given again: requests a second with 8 and
50 clients that keep their connection. Servers take turns, round by round, so that whatever else the machine does hits
all alike; the median of the rounds counts, and the ratio is that of each round. Processor time is that of the server
with its children.

Peers are run where they are found: rdflib-endpoint by ``--rdflib-python``, an interpreter that has it; Oxigraph's own
server by ``--oxigraph``, its program. Neither is a development package of sayso.
"""

import argparse
import asyncio
import functools
import itertools
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode

from sayso.graph.manifest import read_base
from sayso.graph.store import open_store
from sayso.publish.dump import publish
from sayso.settings import Settings

RDFLIB = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""
"""Serves a dump with rdflib-endpoint as its documentation does; no code of sayso's runs there."""


@dataclass
class Peer:
    """A server: its name, command, path of its endpoint, and what was measured, by number of clients."""

    name: str
    command: list[str]
    path: str
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    rates: dict[int, list[float]] = field(default_factory=dict[int, list[float]])
    costs: list[float] = field(default_factory=list[float])

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.process = subprocess.Popen(
            [one.replace("{port}", str(self.port)) for one in self.command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError(self.name)

    def stop(self) -> None:
        """Stop it."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()

    def cpu(self) -> float:
        """Processor seconds of the process and its children so far."""
        assert self.process is not None
        return sum(_read_cpu(one) for one in _list_tree(self.process.pid))


def _list_tree(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        try:
            children = (task / "children").read_text().split()
        except OSError:
            # Threads come and go.
            continue
        for child in children:
            yield from _list_tree(int(child))


def _read_cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


class _Client(asyncio.Protocol):
    """One connection: sends the next request when the last is answered, and costs little beside the server."""

    def __init__(self, requests: Iterator[bytes], end: float) -> None:
        self.done = 0
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests, self._end = requests, end
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not _is_whole(self._buffer):
            return
        self._buffer.clear()
        self.done += 1
        assert self._transport is not None
        if time.perf_counter() < self._end:
            self._transport.write(next(self._requests))
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.closed.done():
            self.closed.set_result(None)


def _is_whole(answer: bytearray) -> bool:
    """Whether an answer has come to its end; raises RuntimeError where it is not the one that was asked for."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:200].decode("latin-1"))
    found = _LENGTH.search(answer, 0, head)
    if found:
        return len(answer) >= head + 4 + int(found[1])
    return answer.endswith(b"\r\n0\r\n\r\n")


_LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)


async def load(port: int, requests: Iterator[bytes], *, clients: int, seconds: float) -> int:
    """Return how many requests so many clients had answered in that time."""
    loop, end = asyncio.get_running_loop(), time.perf_counter() + seconds
    made = [await loop.create_connection(lambda: _Client(requests, end), "127.0.0.1", port) for _ in range(clients)]
    await asyncio.gather(*(client.closed for _, client in made))
    return sum(client.done for _, client in made)


def make_requests(path: str, iris: Sequence[str], start: int) -> Iterator[bytes]:
    """Yield requests, no two of them alike."""
    separator = "&" if "?" in path else "?"
    for number in itertools.count(start):
        # What is known beforehand is quoted by hand: the client must not cost what the server does.
        query = f"SELECT%20%3Fp%20%3Fo%20WHERE%20%7B%20%3C{_QUOTED(iris[number % len(iris)])}%3E%20%3Fp%20%3Fo%20%7D"
        yield (
            f"GET {path}{separator}query={query}%20LIMIT%20{1000 + number} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Accept: application/sparql-results+json\r\n\r\n"
        ).encode("ascii")


_QUOTED = functools.lru_cache(maxsize=None)(functools.partial(quote, safe=""))


def pick_nodes(kg: Path) -> list[str]:
    """Return the IRIs of statements and events, in an order that is the same every time."""
    store, base = open_store(kg), read_base(kg)
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    found: set[str] = set()
    for name in ("Statement", "Event"):
        for quad in store.quads_for_pattern(None, kind, NamedNode(f"https://w3id.org/sayso/ont#{name}")):
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(base):
                found.add(quad.subject.value)
    nodes = sorted(found)
    random.Random(0).shuffle(nodes)
    return nodes


def find_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kg", type=Path, default=Path("kg"))
    parser.add_argument("--rdflib-python")
    parser.add_argument("--oxigraph")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    arguments = parser.parse_args()
    iris = pick_nodes(arguments.kg)
    with tempfile.TemporaryDirectory() as folder:
        dump = publish(arguments.kg, Path(folder) / "dump", formats=("nquads",), settings=Settings()).out / "graph.nq"
        script = Path(folder) / "rdflib_server.py"
        script.write_text(RDFLIB, encoding="utf-8")
        serve = [sys.executable, "-m", "sayso", "serve", "--kg", str(arguments.kg), "--port", "{port}", "--rate", "0"]
        peers = [Peer("sayso serve", serve, "/sparql")]
        if arguments.rdflib_python:
            command = [arguments.rdflib_python, str(script), str(dump), "{port}"]
            peers.append(Peer("rdflib-endpoint", command, "/sparql"))
        if arguments.oxigraph:
            place = str(Path(folder) / "oxigraph")
            subprocess.run([arguments.oxigraph, "load", "--location", place, "--file", str(dump)], check=True)
            command = [arguments.oxigraph, "serve-read-only", "--location", place, "--bind", "127.0.0.1:{port}"]
            peers.append(Peer("oxigraph serve", command, "/query?union-default-graph"))
        try:
            for peer in peers:
                peer.port = find_port()
                peer.start()
            measure(peers, iris, rounds=arguments.rounds, seconds=arguments.seconds)
        finally:
            for peer in peers:
                peer.stop()
    quads = len(open_store(arguments.kg))
    print(f"{quads:,} quads; {len(iris):,} nodes asked; median of {arguments.rounds} rounds")
    report(peers)


def measure(peers: Sequence[Peer], iris: Sequence[str], *, rounds: int, seconds: float) -> None:
    for peer in peers:
        asyncio.run(load(peer.port, make_requests(peer.path, iris, 0), clients=2, seconds=1))
    for turn in range(rounds):
        for clients in (8, 50):
            for peer in peers:
                before, started = peer.cpu(), time.perf_counter()
                requests = make_requests(peer.path, iris, (turn + 1) * 10_000_000 + clients * 1_000_000)
                done = asyncio.run(load(peer.port, requests, clients=clients, seconds=seconds))
                peer.rates.setdefault(clients, []).append(done / (time.perf_counter() - started))
                peer.costs.append((peer.cpu() - before) / done)


def report(peers: Sequence[Peer]) -> None:
    first = peers[0]
    print(f"{'server':18} {'8 clients':>12} {'50 clients':>12} {'CPU ms/request':>16} {'sayso is times as fast':>24}")
    for peer in peers:
        rates = [statistics.median(peer.rates[clients]) for clients in (8, 50)]
        ratios = [
            statistics.median(ours / theirs for ours, theirs in zip(first.rates[n], peer.rates[n], strict=True))
            for n in (8, 50)
        ]
        cost = statistics.median(peer.costs) * 1000
        print(f"{peer.name:18} {rates[0]:12,.0f} {rates[1]:12,.0f} {cost:16.2f} {ratios[0]:12.1f}, {ratios[1]:.1f}")


if __name__ == "__main__":
    main()
