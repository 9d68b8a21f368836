"""
The process that runs queries for `sayso.queries.limited`: ``python -m sayso.queries.worker KG MEGABYTES``.

It reads one request after the other from its standard input and answers each on its standard output; when the input
ends, so does it. A request carries its time limit: should the parent be gone when it is over, the kernel's alarm clock
ends the process, whatever the engine is doing. It cannot reach the network.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import pyoxigraph as ox

from sayso.errors import QueryFailedError, QuerySyntaxError, SaysoError
from sayso.graph.store import CONTENTS, Paths, open_store
from sayso.queries.encode import encode
from sayso.queries.guard import names_its_graphs
from sayso.queries.offline import go_offline

GRACE = 1.0
"""Seconds by which a worker's own alarm is later than the limit, since its parent is the one to stop it."""
SLACK = 1_000_000
"""Bytes by which an answer may be longer than what it is cut to: the rows that it has are whole."""
_HEAD = 8


def write_frame(pipe: IO[bytes], head: Mapping[str, Any], body: bytes = b"") -> None:
    """Write a message: two lengths, a head of JSON, and bytes."""
    text = json.dumps(head).encode("ascii")
    pipe.write(len(text).to_bytes(_HEAD, "big") + len(body).to_bytes(_HEAD, "big") + text + body)
    pipe.flush()


def read_lengths(data: bytes) -> tuple[int, int]:
    """Return the lengths of head and body from the first 16 bytes of a message."""
    return int.from_bytes(data[:_HEAD], "big"), int.from_bytes(data[_HEAD : 2 * _HEAD], "big")


class _Snapshot:
    """The store as it was when it was opened; a build that has put another in its place since is noticed."""

    def __init__(self, kg: Path) -> None:
        self._kg = kg
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
            found = (Paths(self._kg).store / CONTENTS).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns


def serve(kg: Path, requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    snapshot = _Snapshot(kg)
    write_frame(answers, {"ready": True})
    while True:
        lengths = requests.read(2 * _HEAD)
        if len(lengths) < 2 * _HEAD:
            return
        request: dict[str, Any] = json.loads(requests.read(read_lengths(lengths)[0]))
        _set_alarm(request["seconds"] + GRACE)
        try:
            head, body = _answer(snapshot.get(), request)
        except SaysoError as err:
            head, body = {"slug": err.slug, "text": str(err)}, b""
        except MemoryError:
            os._exit(1)
        except Exception as err:  # the parent tells it, and this process is good for another query
            head, body = {"slug": "query-failed", "text": f"{type(err).__name__}: {err}"}, b""
        _set_alarm(0)
        write_frame(answers, head, body)


def _answer(store: ox.Store, request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    started = time.perf_counter()
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = list(map(ox.NamedNode, request["default_graphs"]))
    named: list[ox.NamedNode | ox.BlankNode] = list(map(ox.NamedNode, request["named_graphs"]))
    try:
        if default or named:
            answer = store.query(request["text"], default_graph=default, named_graphs=named)
        else:
            union = not names_its_graphs(request["text"])
            answer = store.query(request["text"], use_default_graph_as_union=union)
    except SyntaxError as err:
        raise QuerySyntaxError(f"The query cannot be read: {err}. Mend it, or try it in a SPARQL editor.") from err
    found = encode(
        answer, request["format"], rows=request["rows"], offset=request["offset"], size=request["size"]
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
    serve(Path(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
