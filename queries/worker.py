"""
The process that runs queries: ``python -m sayso.queries.worker KG MEGABYTES [BOARD PLACE]``.

It reads one request after the other from its standard input and answers each on its standard output; when the input
ends, so does it. A request carries its time limit, after which the kernel's alarm clock ends the process, whatever the
engine is doing. It cannot reach the network.

Where standard input is a socket, several such processes take their requests from it, one message each. What a process
has taken it writes to its place on the board, memory that it shares with its parent, so that the parent knows which
request ended with it.
"""

import json
import math
import mmap
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from sayso.errors import QueryBusyError, QueryFailedError, QuerySyntaxError, SaysoError
from sayso.graph.store import CONTENTS, Paths, open_store
from sayso.queries.encode import Answer, encode
from sayso.queries.guard import names_its_graphs
from sayso.queries.offline import go_offline

GRACE = 1.0
"""Seconds by which the alarm is later than the limit where the parent is the one to stop the process."""
LARGEST = 65_536
"""Bytes that a message on a shared socket may have."""
SLACK = 1_000_000
"""Bytes by which an answer may be longer than what it is cut to: the rows that it has are whole."""
_HEAD = 8


def make_frame(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """Return a message: two lengths, a head of JSON, and bytes."""
    text = json.dumps(head).encode("ascii")
    return len(text).to_bytes(_HEAD, "big") + len(body).to_bytes(_HEAD, "big") + text + body


class Board:
    """
    Memory that a parent shares with its processes, where each tells the number of the request that it works on.

    Args:
        handle: File descriptor of a file that `size` is long enough for.
        places: Processes that write to it.
    """

    def __init__(self, handle: int, places: int) -> None:
        self._memory = mmap.mmap(handle, self.size(places))

    @staticmethod
    def size(places: int) -> int:
        """Return how many bytes so many places take."""
        return places * _HEAD

    def get(self, place: int) -> int:
        """Return the number at a place; 0 where none was put since the process began."""
        return int.from_bytes(self._memory[place * _HEAD : (place + 1) * _HEAD], "big")

    def put(self, place: int, number: int) -> None:
        """Put a number at a place."""
        self._memory[place * _HEAD : (place + 1) * _HEAD] = number.to_bytes(_HEAD, "big")


def read_lengths(data: bytes) -> tuple[int, int]:
    """Return the lengths of head and body from the first 16 bytes of a message."""
    return int.from_bytes(data[:_HEAD], "big"), int.from_bytes(data[_HEAD : 2 * _HEAD], "big")


class _Snapshot:
    """The store as it was when it was opened; a build that has put another in its place since is noticed."""

    def __init__(self, kg: Path) -> None:
        self._kg = kg
        self._contents = str(Paths(kg).store / CONTENTS)
        self._mark: tuple[int, int] | None = None
        self._store: ox.Store | None = None

    def get(self) -> ox.Store:
        """Return the present store."""
        mark: tuple[int, int] | None = None
        for _ in range(20):
            mark = self._look()
            if mark is not None:
                break
            # A build renames two folders one after the other.
            time.sleep(0.01)
        if self._store is None or (mark is not None and mark != self._mark):
            self._store = None
            self._store = open_store(self._kg)
            self._mark = mark
        return self._store

    def _look(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._contents)
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns


def read_pipe(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the requests that come through a pipe."""
    while len(lengths := pipe.read(2 * _HEAD)) == 2 * _HEAD:
        yield json.loads(pipe.read(read_lengths(lengths)[0]))


def read_socket(handle: int, board: Board, place: int) -> Iterator[dict[str, Any]]:
    """Yield the requests that this process takes from a socket that it shares with others."""
    while data := os.read(handle, LARGEST):
        request: dict[str, Any] = json.loads(data[2 * _HEAD :])
        board.put(place, request["id"])
        if "file" in request:
            # What is too long for a message.
            path = Path(request["file"])
            request["text"] = path.read_text(encoding="utf-8")
            path.unlink()
        yield request


def serve(kg: Path, requests: Iterable[Mapping[str, Any]], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    snapshot = _Snapshot(kg)
    answers.write(make_frame({"ready": True}))
    answers.flush()
    for request in requests:
        _set_alarm(request["seconds"])
        try:
            if request.get("until", math.inf) < time.monotonic():
                raise QueryBusyError("Nobody waits for this any more.")
            head, body = _answer(snapshot.get(), request)
        except SaysoError as err:
            head, body = {"slug": err.slug, "text": str(err)}, b""
        except MemoryError:
            os._exit(1)
        except Exception as err:  # the parent tells it, and this process is good for another query
            head, body = {"slug": "query-failed", "text": f"{type(err).__name__}: {err}"}, b""
        _set_alarm(0)
        if "id" in request:
            head["id"] = request["id"]
        answers.write(make_frame(head, body))
        answers.flush()


def _answer(store: ox.Store, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    started = time.perf_counter()
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = list(map(ox.NamedNode, request["default_graphs"]))
    named: list[ox.NamedNode | ox.BlankNode] = list(map(ox.NamedNode, request["named_graphs"]))

    def ask() -> Answer:
        try:
            if default or named:
                return store.query(request["text"], default_graph=default, named_graphs=named)
            union = not names_its_graphs(request["text"])
            return store.query(request["text"], use_default_graph_as_union=union)
        except SyntaxError as err:
            raise QuerySyntaxError(f"The query cannot be read: {err}. Mend it, or try it in a SPARQL editor.") from err

    found = encode(
        ask(), request["format"], rows=request["rows"], offset=request["offset"], size=request["size"], again=ask
    )  # fmt: skip
    if request["size"] is not None and len(found.data) > 2 * request["size"] + SLACK:
        # Rows are cut where they get too many; a single one that is huge, or triples, cannot be.
        raise QueryFailedError(
            f"The answer takes {len(found.data):,} bytes, and about {request['size']:,} are given. Ask for less."
        )
    head = {
        "media_type": found.media_type, "kind": found.kind, "count": found.count, "more": found.more,
        "seconds": time.perf_counter() - started,
    }  # fmt: skip
    return head, found.data


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _bound_memory(megabytes: int) -> None:
    if megabytes and sys.platform == "linux":
        import resource

        # What the process writes to, not the files that it maps: the engine dies when it asks for more.
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 2**20, megabytes * 2**20))


if __name__ == "__main__":
    # Ctrl-C reaches the whole group; the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(int(sys.argv[2]))
    go_offline()
    if len(sys.argv) > 3:
        handle, place = map(int, sys.argv[3:5])
        taken = read_socket(sys.stdin.fileno(), Board(handle, place + 1), place)
    else:
        taken = read_pipe(sys.stdin.buffer)
    serve(Path(sys.argv[1]), taken, sys.stdout.buffer)
