"""
Fill the next store while articles are still being read.

Loading takes the store a tenth of the time that spaCy takes to parse, and it lets go of Python's lock: done in a
thread on a core that nobody uses, it takes no time by the clock. The thread loads article files that are finished, so
the truth stays where it is, and does so in pieces that are small beside the pipeline in memory.
"""

import os
import queue
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

from sayso.graph import shelf, store
from sayso.graph.store import NextStore, Paths

PIECE = 8_000_000
"""
Bytes of N-Quads that are loaded at once, some 37,000 quads: the first take 36 MB for a while, five one after
another 63, with what stays with the allocator; five of 12 MB take 88.
"""
FIRST = 4_000_000
"""Bytes of the first piece; each next is twice as large, up to `PIECE`, so that little is left of a small corpus."""


def count_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1


class Filler:
    """
    A thread that loads article files into the next store of a knowledge graph, whose lock is held.

    Nobody is told of a fault before `finish`, which then starts over: what matters is on the shelf.
    """

    def __init__(self, kg: Path) -> None:
        """Begin an empty store; take the outcome with `finish`, or `close`."""
        self.kg = kg
        self._loaded: dict[str, str] = {}
        self._given: dict[str, str] = {}
        self._failed = False
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._next: NextStore | None = None
        self._thread = threading.Thread(target=self._run, name="sayso-filler", daemon=True)
        self._thread.start()

    def add(self, key: str, body: str) -> None:
        """Have an article loaded whose file is finished; *body* is the digest of its lines."""
        if key in self._given:
            # The file was replaced, and nobody knows which of the two was loaded.
            self._failed = True
        self._given[key] = body
        self._waiting.put(key)

    def finish(self, bodies: Mapping[str, str]) -> tuple[NextStore, frozenset[str]] | None:
        """
        Wait for what was given, and return the store with the keys of the articles in it.

        Args:
            bodies: Digest of the lines of each article that the store is to hold, by key.

        Returns:
            None where it holds anything else, or something went wrong: then the store is to be made anew.
        """
        self._stop()
        if self._next is None or self._failed or any(bodies.get(key) != body for key, body in self._loaded.items()):
            self.close()
            return None
        following, self._next = self._next, None
        return following, frozenset(self._loaded)

    def close(self) -> None:
        """Drop the store, unless `finish` has handed it on."""
        self._failed = True
        self._stop()
        if self._next is not None:
            self._next = None
            shutil.rmtree(Paths(self.kg).next_store, ignore_errors=True)

    def _stop(self) -> None:
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        articles = Paths(self.kg).articles
        pieces: dict[str, bytes] = {}
        size, enough = 0, min(FIRST, PIECE)
        try:
            # What is left at the end goes to whoever loads the rest: it may be little, and each load has its price.
            while (key := self._waiting.get()) is not None and not self._failed:
                pieces[key] = shelf.article_path(articles, key).read_bytes()
                size += len(pieces[key])
                if size >= enough:
                    self._load(b"".join(pieces.values()))
                    self._loaded.update((one, self._given[one]) for one in pieces)
                    pieces, size, enough = {}, 0, min(2 * enough, PIECE)
        except Exception:  # whatever it is, a full disk for one, it shows again where all is loaded, and is told there
            self._failed = True

    def _load(self, data: bytes) -> None:
        if self._next is None:
            paths = Paths(self.kg)
            shutil.rmtree(paths.next_store, ignore_errors=True)
            self._next = NextStore(store.open_at(paths.next_store, self.kg, read_only=False))
        store.load_lines(self._next.db, data)
