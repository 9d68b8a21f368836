"""
Run queries under limits that hold: in processes of their own, which are killed when the time is over.

Oxigraph cannot be told to stop, so a query that must end runs in a worker process on the store as it was when the
worker opened it. A `QueryPool` keeps such workers ready; the way there and back costs about 0.2 ms. Workers notice
when a build has put a new store in place.
"""

import json
import os
import queue
import select
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyoxigraph as ox

from sayso.errors import QueryBusyError, QueryFailedError
from sayso.graph.store import open_store
from sayso.queries.guard import check_query, find_form
from sayso.queries.heads import SavedQuery
from sayso.queries.process import (
    READY,
    Limited,
    Process,
    make_answer,
    make_death,
    make_request,
    make_timeout,
)
from sayso.queries.run import Result, cut_triples, make_rows, run_query
from sayso.queries.worker import GRACE, read_lengths

SECONDS = 30.0
"""How long a query may take, unless told otherwise."""
MEMORY = 4096
"""Megabytes that a worker may write to, unless told otherwise."""


class QueryPool:
    """
    Processes that run read-only queries on the store of a knowledge graph, each for a limited time.

    May be used by many threads; as many queries run at once as there are workers. Close it, or use it in a ``with``::

        with QueryPool(Path("kg"), workers=2, seconds=10) as pool:
            answer = pool.run("SELECT * WHERE { ?s ?p ?o }", format="json", rows=100)
    """

    def __init__(
        self,
        kg: Path,
        *,
        workers: int = 2,
        seconds: float = SECONDS,
        rows: int | None = None,
        size: int | None = None,
        memory: int = MEMORY,
    ) -> None:
        """
        Start the workers.

        Args:
            kg: The folder that `sayso build` made.
            workers: How many queries may run at once.
            seconds: How long each may take, wall clock.
            rows: How many rows or triples each may answer; None for all.
            size: After how many bytes rows are cut off; None for never.
            memory: Megabytes that a worker may write to (on Linux); 0 for no limit.

        Raises:
            StoreMissingError: If there is no knowledge graph; and the other errors of `open_store`.
        """
        open_store(kg)
        self._kg, self._memory = Path(kg), memory
        self._seconds, self._rows, self._size = seconds, rows, size
        self._closed = False
        self._lock = threading.Lock()
        self._workers = [_Worker(self._kg, memory) for _ in range(max(workers, 1))]
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def run(
        self,
        text: str,
        *,
        format: str = "json",
        seconds: float | None = None,
        rows: int | None = None,
        offset: int = 0,
        wait: float | None = None,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Limited:
        """
        Run a query and return its answer as bytes.

        Args:
            text: SPARQL; parameters of a saved query are bound by `sayso.queries.run.prepare_query`.
            format: ``json``, ``xml``, ``csv``, ``tsv``; of CONSTRUCT and DESCRIBE ``ttl``, ``nt``, ``jsonld``,
                ``rdfxml``. `sayso.queries.guard.find_form` tells beforehand which form a query has.
            seconds: How long it may take; None takes the pool's limit, and more than that is not given.
            rows: How many rows or triples it may answer; likewise.
            offset: Rows or triples to leave out at the start.
            wait: How many seconds to wait for a worker while all are busy; None for as long as a query may take.
            default_graphs: IRIs of the graphs to ask; none for all of them together.
            named_graphs: IRIs of the graphs that GRAPH may name.

        Raises:
            QueryRefusedError: If the query asks other servers or is an update.
            QuerySyntaxError: If it is not SPARQL.
            ResultFormatError: If the format cannot hold its answer.
            QueryTimeoutError: If it took too long; it is no longer running.
            QueryBusyError: If all workers are busy, and none became free.
            QueryFailedError: If it took too much memory, or the engine failed.
        """
        check_query(text)
        allowed = self._seconds if seconds is None else min(seconds, self._seconds)
        request = make_request(
            text,
            format=format,
            seconds=allowed + GRACE,
            rows=_least(rows, self._rows),
            offset=offset,
            size=self._size,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )
        worker = self._get_worker(allowed if wait is None else wait)
        try:
            head, body = worker.ask(request, allowed)
        finally:
            self._idle.put(worker)
            if self._closed:
                worker.stop()
        return make_answer(head, body)

    def close(self) -> None:
        """End all workers; queries that are running fail."""
        self._closed = True
        for worker in self._workers:
            worker.stop()

    def __enter__(self) -> "QueryPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _get_worker(self, wait: float) -> "_Worker":
        if self._closed:
            raise QueryFailedError("The pool of workers is closed. Make another one.")
        try:
            return self._idle.get(timeout=max(wait, 0)) if wait > 0 else self._idle.get_nowait()
        except queue.Empty as err:
            raise QueryBusyError(
                f"All {len(self._workers)} workers are busy with other queries. Try again in a while, or allow more."
            ) from err


def run_limited(
    kg: Path,
    query: SavedQuery | str,
    parameters: Mapping[str, str | Sequence[str]] | None = None,
    *,
    seconds: float,
    limit: int | None = None,
    offset: int = 0,
) -> Result:
    """
    Run one query as `sayso.queries.run.run_query` does, and stop it after so many seconds.

    The names in parameters are looked up before the time counts.

    Raises:
        QueryTimeoutError: If it took longer; it is no longer running.
        QueryFailedError: If it took too much memory.
        SaysoError: What `run_query` raises.
    """
    left = seconds

    with QueryPool(kg, workers=1, seconds=seconds) as pool:

        def ask(text: str, **more: Any) -> Limited:
            nonlocal left
            started = time.monotonic()
            found = pool.run(text, seconds=left, **more)
            left = max(left - (time.monotonic() - started), 0.001)
            return found

        def run(store: ox.Store, text: str, saved: SavedQuery | None, limit: int | None, offset: int) -> Result:
            form = find_form(text)
            if form in ("CONSTRUCT", "DESCRIBE"):
                triples, more = cut_triples(_read_triples(ask(text, format="nt").data), limit, offset)
                return Result(kind="triples", triples=triples, more=more, query=saved)
            found = ask(text, format="json", rows=limit, offset=offset)
            answer = ox.parse_query_results(found.data, format=ox.QueryResultsFormat.JSON)
            if isinstance(answer, ox.QueryBoolean):
                return Result(kind="yes-no", answer=bool(answer), query=saved)
            names = [variable.value for variable in answer.variables]
            return make_rows(names, map(tuple, answer), saved, more=found.more)

        return run_query(open_store(kg), query, parameters, limit=limit, offset=offset, run=run)


def _read_triples(data: bytes) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]


class _Worker:
    """One process, started anew whenever it had to be killed."""

    def __init__(self, kg: Path, memory: int) -> None:
        self._kg, self._memory = kg, memory
        self._process: Process | None = Process(kg, memory)

    def ask(self, request: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send a request and return head and body of the answer; the time counts from when the worker is ready."""
        if self._process is None or not self._process.is_running():
            self.stop()
            self._process = Process(self._kg, self._memory)
        process = self._process
        try:
            if not process.ready:
                _read_frame(process, time.monotonic() + READY)
                process.ready = True
            process.write(request)
            return _read_frame(process, time.monotonic() + seconds)
        except TimeoutError as err:
            self.stop()
            self._process = Process(self._kg, self._memory)
            raise make_timeout(seconds) from err
        except (OSError, EOFError) as err:
            self.stop()
            raise make_death(self._memory) from err
        except BaseException:
            # Whoever waits was interrupted: the answer must not be taken for that of the next query.
            self.stop()
            raise

    def stop(self) -> None:
        """Kill the process, if it runs, and wait for its end."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()


def _read_frame(process: Process, deadline: float) -> tuple[dict[str, Any], bytes]:
    handle = process.handle
    head, body = read_lengths(_read(handle, 16, deadline))
    text = _read(handle, head, deadline)
    return json.loads(text), _read(handle, body, deadline)


def _read(handle: int, count: int, deadline: float) -> bytes:
    """Return so many bytes of a pipe; raises TimeoutError or, where it ends before, EOFError."""
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    pieces: list[bytes] = []
    while count > 0:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError
        piece = os.read(handle, min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def _least(one: int | None, other: int | None) -> int | None:
    given = [value for value in (one, other) if value is not None]
    return min(given) if given else None
