"""
Processes that run queries, driven by the event loop: as `sayso.queries.limited.QueryPool`, without a thread a query.

All processes take their requests from one socket: who is free takes the next, and where requests come fast a process
goes from one to the next without being woken for each. What a process works on it tells on a `Board`. The kernel's
alarm ends a process whose query takes too long; then the board tells which one it was, and another process is started.
"""

import asyncio
import contextlib
import itertools
import json
import os
import signal
import socket
import tempfile
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import QueryBusyError, SaysoError
from sayso.queries.process import READY, Limited, Process, make_answer, make_death, make_request, make_timeout
from sayso.queries.worker import LARGEST, Board, read_lengths

_HEAD = 16
_AHEAD = 16
"""Requests a process that may lie in the socket; more wait here, in the order in which they came."""
_TICK = 0.1
"""Seconds between looks at what waits and what nobody waits for any more."""
_PAUSE = 1.0
"""Seconds before a process is started in the place of one that ended before it was ready."""

_Reply = tuple[dict[str, Any], bytes]


@dataclass(slots=True)
class _Task:
    """A request: its number and bytes, since when it waits, and who waits for it."""

    number: int
    data: bytes
    since: float
    reply: "asyncio.Future[_Reply]"


class LoopPool:
    """
    Processes that run read-only queries, each for a limited time; for one event loop.

    Args:
        kg: A folder that looks like one that `sayso build` made; requests that are long are written there.
        workers: Queries that run at once.
        seconds: How long each may take.
        rows: How many rows or triples each may answer.
        size: After how many bytes rows are cut off.
        memory: Megabytes that a process may use.
        wait: Seconds that a query waits for a process.
    """

    def __init__(
        self, kg: Path, *, workers: int, seconds: float, rows: int, size: int, memory: int, wait: float
    ) -> None:
        self._kg = kg
        self._seconds, self._rows, self._size, self._wait = seconds, rows, size, wait
        self._memory = memory
        self._numbers = itertools.count(1)
        self._sent: dict[int, _Task] = {}
        self._waiting: deque[_Task] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ticking = False
        self._ready_since = 0.0
        self.closed = False
        with contextlib.ExitStack() as stack:
            self._near, self._far = (stack.enter_context(one) for one in _make_sockets())
            file = stack.enter_context(tempfile.TemporaryFile())
            file.truncate(Board.size(workers))
            self._board = Board(file.fileno(), workers)
            self._file = file
            self._workers: list[_Worker] = []
            for place in range(workers):
                self._workers.append(_Worker(self, place))
            self._stack = stack.pop_all()

    async def run(
        self,
        text: str,
        *,
        format: str,
        rows: int | None = None,
        offset: int = 0,
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Limited:
        """
        Run a query that `check_query` has let pass; arguments and errors are those of `QueryPool.run`.

        Raises:
            SaysoError: As there.
        """
        if self.closed:
            raise _closing()
        loop = self._attach()
        number, now = next(self._numbers), time.monotonic()
        # While all processes are starting, nobody is told that they are busy.
        more: dict[str, Any] = {"id": number, "until": now + self._wait + (0.0 if self._is_ready() else READY)}
        if len(text) > _LONG:
            more["file"] = str(await loop.run_in_executor(None, self._lay_down, number, text))
        data = make_request(
            "" if "file" in more else text,
            format=format,
            seconds=self._seconds,
            rows=self._rows if rows is None else min(rows, self._rows),
            offset=offset,
            size=self._size,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
            **more,
        )
        task = _Task(number, data, now, loop.create_future())
        self._waiting.append(task)
        self.send()
        if not self._ticking:
            self._ticking = True
            loop.call_later(_TICK, self._tick)
        head, body = await task.reply
        return make_answer(head, body)

    def _attach(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            for worker in self._workers:
                worker.listen(self._loop)
        return self._loop

    def _is_ready(self) -> bool:
        return any(worker.is_ready() for worker in self._workers)

    def note_ready(self) -> None:
        """Count from now how long requests wait, if nobody was ready before."""
        if not self._is_ready():
            self._ready_since = time.monotonic()

    def _lay_down(self, number: int, text: str) -> Path:
        path = self._kg / f"query-{number}"
        path.write_text(text, encoding="utf-8")
        return path

    def send(self) -> None:
        """Put what waits into the socket, as far as it may be."""
        while self._waiting and len(self._sent) < _AHEAD * len(self._workers):
            task = self._waiting[0]
            if not task.reply.done():
                try:
                    self._near.send(task.data)
                except (BlockingIOError, InterruptedError):
                    # It is full, so an answer will come, and with it the next call.
                    return
                self._sent[task.number] = task
            self._waiting.popleft()

    def settle(self, number: int, reply: _Reply | SaysoError | None) -> None:
        """Hand over what came of a request; None where it is to be asked again."""
        task = self._sent.pop(number, None)
        if task is None or task.reply.done():
            return
        if reply is None:
            self._waiting.appendleft(task)
        elif isinstance(reply, SaysoError):
            task.reply.set_exception(reply)
        else:
            task.reply.set_result(reply)

    def _tick(self) -> None:
        """Tell who waits too long, and end what nobody waits for any more."""
        self._ticking = False
        if self.closed or self._loop is None:
            return
        now, ready = time.monotonic(), self._is_ready()
        running = {self._board.get(worker.place): worker for worker in self._workers}
        for task in (*self._waiting, *self._sent.values()):
            worker = running.get(task.number)
            if task.reply.done():
                if worker is not None:
                    worker.end()
            elif ready and worker is None and now - max(task.since, self._ready_since) > self._wait:
                task.reply.set_exception(_busy(len(self._workers)))
            elif now - task.since > self._wait + self._seconds + READY:
                # Its process died in the instant between taking it and telling so.
                task.reply.set_exception(make_death(self._memory))
                self._sent.pop(task.number, None)
        self.send()
        if self._waiting or self._sent:
            self._ticking = True
            self._loop.call_later(_TICK, self._tick)

    def start(self, place: int) -> Process:
        """Start the process of a place."""
        self._board.put(place, 0)
        return Process(self._kg, self._memory, requests=self._far.fileno(), board=(self._file.fileno(), place))

    def bury(self, place: int, status: int, *, wanted: bool) -> None:
        """Settle what the process of a place worked on when it ended, by itself or because it was *wanted*."""
        number = self._board.get(place)
        if wanted:
            # What nobody waits for was to end; should it have taken the next request meanwhile, that is asked again.
            self.settle(number, None)
        elif status == -signal.SIGALRM:
            self.settle(number, make_timeout(self._seconds))
        else:
            self.settle(number, make_death(self._memory))

    def close(self) -> None:
        """End all processes; queries that are running fail."""
        if self.closed:
            return
        self.closed = True
        for worker in self._workers:
            worker.stop()
        loop = self._loop
        if loop is not None and not loop.is_closed():
            for task in (*self._waiting, *self._sent.values()):
                if not task.reply.done():
                    with contextlib.suppress(RuntimeError):
                        loop.call_soon_threadsafe(_fail, task)
        self._stack.close()


_LONG = LARGEST // 6 - 2_000
"""Characters of a query up to which it fits into a message, whatever they are and with what goes along."""


def _make_sockets() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a socket that keeps messages apart."""
    near, far = socket.socketpair(socket.AF_UNIX, getattr(socket, "SOCK_SEQPACKET", socket.SOCK_DGRAM))
    near.setblocking(False)
    return near, far


def _busy(workers: int) -> QueryBusyError:
    return QueryBusyError(f"All {workers} processes are busy with other queries. Try again in a while.")


def _closing() -> QueryBusyError:
    return QueryBusyError("The server is closing. Ask again when it is back.")


def _fail(task: _Task) -> None:
    if not task.reply.done():
        task.reply.set_exception(_closing())


class _Worker:
    """One process, started anew whenever it has ended."""

    def __init__(self, pool: LoopPool, place: int) -> None:
        self.place = place
        self._pool = pool
        self._buffer = bytearray()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listening = False
        self._wanted = False
        self._process = pool.start(place)

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Read its answers as they come."""
        self._loop = loop
        handle = self._process.handle
        os.set_blocking(handle, False)
        loop.add_reader(handle, self._on_bytes, handle)
        self._listening = True

    def is_ready(self) -> bool:
        """Whether the process takes requests."""
        return self._listening and self._process.ready

    def _on_bytes(self, handle: int) -> None:
        try:
            piece = os.read(handle, 1 << 18)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._on_end()
            return
        buffer = self._buffer
        buffer += piece
        while len(buffer) >= _HEAD:
            head, body = read_lengths(bytes(buffer[:_HEAD]))
            end = _HEAD + head + body
            if len(buffer) < end:
                break
            told: dict[str, Any] = json.loads(bytes(buffer[_HEAD : _HEAD + head]))
            data = bytes(buffer[_HEAD + head : end])
            del buffer[:end]
            if "ready" in told:
                self._pool.note_ready()
                self._process.ready = True
            else:
                self._pool.settle(told.pop("id"), (told, data))
        self._pool.send()

    def _on_end(self) -> None:
        """Settle what it worked on, and start another."""
        ready, status = self._process.ready, self.stop()
        self._pool.bury(self.place, status, wanted=self._wanted)
        self._wanted = False
        assert self._loop is not None
        if ready:
            self._start()
        else:
            self._loop.call_later(_PAUSE, self._start)

    def _start(self) -> None:
        if self._loop is not None and not self._pool.closed:
            self._buffer.clear()
            self._process = self._pool.start(self.place)
            self.listen(self._loop)
            self._pool.send()

    def end(self) -> None:
        """End the process for the sake of the query that it runs; what follows comes by `_on_bytes`."""
        self._wanted = True
        self._process.interrupt()

    def stop(self) -> int:
        """Kill the process, wait for its end, and return its status."""
        if self._listening and self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(OSError, ValueError):
                self._loop.remove_reader(self._process.handle)
        self._listening = False
        return self._process.kill()
