"""
Processes that run queries, driven by the event loop: as `sayso.queries.limited.QueryPool`, without a thread a query.

Threads that hand a query to a process wait for each other and for the event loop; with many small queries that costs
more than the queries do. Here the loop writes to the process and is woken by its answer. The processes themselves are
those of `sayso.queries.process`.
"""

import asyncio
import contextlib
import json
import os
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sayso.errors import QueryBusyError
from sayso.queries.process import READY, Limited, Process, make_answer, make_death, make_frame, make_timeout
from sayso.queries.worker import read_lengths

_HEAD = 16
_PIPE = 60_000
"""Bytes that a pipe takes at once from the loop; more are written in a thread."""


class LoopPool:
    """
    Processes that run read-only queries, each for a limited time; for one event loop.

    Args:
        kg: A folder that looks like one that `sayso build` made.
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
        self._seconds, self._rows, self._size, self._wait = seconds, rows, size, wait
        self._memory = memory
        self._workers = [_Worker(kg, memory) for _ in range(workers)]
        self._idle = deque(self._workers)
        self._waiting: deque[asyncio.Future[_Worker]] = deque()
        self._closed = False

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
        request = {
            "text": text, "format": format, "seconds": self._seconds, "offset": offset, "size": self._size,
            "rows": self._rows if rows is None else min(rows, self._rows),
            "default_graphs": default_graphs, "named_graphs": named_graphs,
        }  # fmt: skip
        worker = await self._get_worker()
        try:
            head, body = await worker.ask(request, self._seconds)
        except TimeoutError as err:
            worker.restart()
            raise make_timeout(self._seconds) from err
        except (OSError, EOFError) as err:
            worker.restart()
            raise make_death(self._memory) from err
        except BaseException:
            # Whoever waits has gone: the answer must not be taken for that of the next query.
            worker.restart()
            raise
        finally:
            self._give_back(worker)
        return make_answer(head, body)

    async def _get_worker(self) -> "_Worker":
        if self._closed:
            raise QueryBusyError("The server is closing. Ask again when it is back.")
        if self._idle:
            return self._idle.pop()
        future: asyncio.Future[_Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            async with asyncio.timeout(self._wait):
                return await future
        except TimeoutError as err:
            raise QueryBusyError(
                f"All {len(self._workers)} processes are busy with other queries. Try again in a while."
            ) from err
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._give_back(future.result())
            raise

    def _give_back(self, worker: "_Worker") -> None:
        if self._closed:
            worker.stop()
            return
        while self._waiting:
            future = self._waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)

    def close(self) -> None:
        """End all processes; queries that are running fail."""
        self._closed = True
        for worker in self._workers:
            worker.stop()


class _Worker:
    """One process, started anew whenever it had to be killed."""

    def __init__(self, kg: Path, memory: int) -> None:
        self._kg, self._memory = kg, memory
        self._buffer = bytearray()
        self._answer: asyncio.Future[tuple[dict[str, Any], bytes]] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._dead = False
        self._process = Process(kg, memory)

    async def ask(self, request: Mapping[str, Any], seconds: float) -> tuple[dict[str, Any], bytes]:
        """Return head and body of the answer; raises TimeoutError, or EOFError where the process dies."""
        if self._dead:
            self.restart()
        if not self._process.ready:
            # What it says first is that it is ready; the time of the query counts from then.
            async with asyncio.timeout(READY):
                await self._expect()
            self._process.ready = True
        data = make_frame(request)
        answer = self._expect()
        if len(data) <= _PIPE:
            self._process.write(data)
        else:
            await asyncio.get_running_loop().run_in_executor(None, self._process.write, data)
        async with asyncio.timeout(seconds):
            return await answer

    def _expect(self) -> "asyncio.Future[tuple[dict[str, Any], bytes]]":
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[tuple[dict[str, Any], bytes]] = loop.create_future()
        self._answer = answer
        if self._loop is None:
            handle = self._process.handle
            os.set_blocking(handle, False)
            loop.add_reader(handle, self._on_bytes, handle)
            self._loop = loop
        return answer

    def _on_bytes(self, handle: int) -> None:
        try:
            piece = os.read(handle, 1 << 20)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        answer = self._answer
        if not piece:
            self._dead = True
            self._forget()
            if answer is not None and not answer.done():
                answer.set_exception(EOFError())
            return
        buffer = self._buffer
        buffer += piece
        if len(buffer) < _HEAD:
            return
        head, body = read_lengths(bytes(buffer[:_HEAD]))
        if len(buffer) < _HEAD + head + body:
            return
        told = json.loads(buffer[_HEAD : _HEAD + head])
        data = bytes(buffer[_HEAD + head : _HEAD + head + body])
        buffer.clear()
        if answer is not None and not answer.done():
            answer.set_result((told, data))

    def _forget(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(OSError, ValueError):
                self._loop.remove_reader(self._process.handle)
        self._loop = None

    def restart(self) -> None:
        """Kill the process and start another."""
        self.stop()
        self._dead = False
        self._buffer.clear()
        self._process = Process(self._kg, self._memory)

    def stop(self) -> None:
        """Kill the process and wait for its end."""
        self._forget()
        self._process.kill()
