"""What all requests share: the copy of the store, the processes that run queries, and what is remembered."""

import asyncio
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from sayso.errors import SaysoError
from sayso.publish.pages.lists import Lists
from sayso.publish.pages.reader import Reader
from sayso.publish.pages.render import Site
from sayso.publish.pages.site import make_site
from sayso.publish.serve.names import NameIndex
from sayso.publish.serve.options import ServeOptions
from sayso.publish.serve.pool import LoopPool
from sayso.publish.serve.snapshot import Snapshot
from sayso.queries.guard import check_query
from sayso.queries.process import Limited

P = ParamSpec("P")
T = TypeVar("T")

LOOK = 1.0
"""Seconds between looks whether a build has put a new store in place."""

LONG = 10_000
"""Characters of a query from which on it is looked at in a thread, since that takes its time."""

SMALL = 200_000
"""Bytes up to which an answer is remembered."""


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes to send, with their media type and entity tag."""

    data: bytes
    media_type: str
    etag: str

    @classmethod
    def of(cls, data: bytes, media_type: str) -> "Document":
        """Return a document with the tag of its bytes."""
        return cls(data, media_type, f'"{hashlib.blake2b(data, digest_size=12).hexdigest()}"')


class Memory:
    """The answers given last, up to a number of bytes; may be used by many threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[object, tuple[object, int]] = OrderedDict()

    def get(self, key: object) -> object | None:
        """Return what was put under a key, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: object, value: object, size: int) -> None:
        """Remember a value of so many bytes; the ones that were asked for longest ago make room."""
        if size > SMALL or size > self._size:
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self._held += size - (before[1] if before else 0)
            self._kept[key] = (value, size)
            while self._held > self._size:
                _, (_, freed) = self._kept.popitem(last=False)
                self._held -= freed

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._held = 0


@dataclass(frozen=True, slots=True)
class View:
    """What is read of one copy of the store: they go together, and are exchanged together."""

    mark: int
    reader: Reader
    lists: Lists
    names: NameIndex


class State:
    """
    What all requests share.

    Attributes:
        options: As the server was told.
        site: What all pages share.
        memory: Answers given last.
    """

    def __init__(self, kg: Path, options: ServeOptions, *, base: str, views: bool) -> None:
        """
        Copy the store and start the processes.

        Raises:
            StoreMissingError: If there is no knowledge graph; and the other errors of `open_store`.
        """
        self.options = options
        self.site: Site = make_site(
            replace(options.settings, base_iri=base), quotes=options.quotes, live=True, views=views
        )
        self.memory = Memory(options.cached)
        self._threads = ThreadPoolExecutor(max_workers=options.clients, thread_name_prefix="sayso-serve")
        self._snapshot = Snapshot(kg, quotes=options.quotes)
        try:
            self._pool = LoopPool(
                self._snapshot.folder,
                workers=options.workers,
                seconds=options.seconds,
                rows=options.rows,
                size=options.size,
                memory=options.memory,
                wait=options.wait,
            )
        except BaseException:
            self._snapshot.close()
            raise
        self._view = self._make_view()
        self._looked = time.monotonic()
        self._looking = threading.Lock()

    def _make_view(self) -> View:
        reader = Reader(self._snapshot.store, self.site.base)
        return View(self._snapshot.mark, reader, Lists(reader, self.site), NameIndex(reader))

    def close(self) -> None:
        """End the processes and remove the copy of the store."""
        self._pool.close()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._snapshot.close()

    def look(self) -> View:
        """Return what to read from; at most once a second it is seen whether a build has put a new store in place."""
        if time.monotonic() - self._looked > LOOK and self._looking.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                if self._snapshot.refresh():
                    self._view = self._make_view()
                    self.memory.clear()
            except SaysoError:
                # What was there before is still served; the next look tries again.
                pass
            finally:
                self._looking.release()
        return self._view

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function that takes its time in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: function(*args, **kwargs))

    async def ask(
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
        Run a query in a process of the pool, or give the same answer again.

        Raises:
            SaysoError: As `QueryPool.run`.
        """
        if time.monotonic() - self._looked > LOOK:
            await self.run(self.look)
        key = (self._view.mark, text, format, rows, offset, default_graphs, named_graphs)
        known = self.memory.get(key)
        if isinstance(known, Limited):
            return known
        if len(text) > LONG:
            await self.run(check_query, text)
        else:
            check_query(text)
        answer = await self._pool.run(
            text,
            format=format,
            rows=rows,
            offset=offset,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )
        self.memory.put(key, answer, len(answer.data) + len(text))
        return answer
