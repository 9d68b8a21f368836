"""
Fill the first store of a graph while the articles are still being read.

Loading takes about as long as a sixth of the parsing, and Oxigraph does it without Python's lock, so on a machine with
a core to spare it costs no time. What it fills is the next store, which a killed build leaves behind to be dropped.
"""

import queue
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph

from sayso.graph import shelf, store
from sayso.graph.store import NextStore, Paths

CHUNK = 6_000_000
"""Bytes of N-Quads that are loaded at once, about 26,000 quads: larger ones load a little faster, and take more memory
beside spaCy (153 MB at 16 million bytes, 72 MB at 4)."""


class Loader:
    """A thread that loads article files in bulk into the next store, which nobody else may touch before `finish`."""

    def __init__(self, kg: Path, *, base: str) -> None:
        """Make the next store of *kg*, whose graphs' names begin with *base*, and start the thread."""
        self._kg = kg
        self._base = base
        paths = Paths(kg)
        self._folder = paths.articles
        shutil.rmtree(paths.next_store, ignore_errors=True)
        self._next = NextStore(store.open_at(paths.next_store, kg, read_only=False))
        self._loaded: dict[str, str] = {}
        self._twice: set[str] = set()
        self._error: Exception | None = None
        self._handed_over = False
        self._queue: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sayso-loader", daemon=True)
        self._thread.start()

    def add(self, key: str, body: str) -> None:
        """Have the file of an article loaded, whose lines have the digest *body*."""
        self._queue.put((key, body))

    def finish(self, bodies: Mapping[str, str]) -> NextStore:
        """
        Wait until all is loaded, put right what has changed since it was added, and return the store.

        Args:
            bodies: What the store must hold: digest of each article's lines, by key.

        Raises:
            OSError: What went wrong in the thread.
            RuntimeError: Likewise.
        """
        self._queue.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error
        wrong = [key for key, body in self._loaded.items() if bodies.get(key) != body or key in self._twice]
        for key in wrong:
            del self._loaded[key]
            self._next.db.remove_graph(pyoxigraph.NamedNode(f"{self._base}graph/article/{key}"))
        rest = (shelf.article_path(self._folder, key) for key in sorted(bodies) if key not in self._loaded)
        store.load_files(self._next.db, rest)
        self._handed_over = True
        return self._next

    def close(self) -> None:
        """Stop the thread, and take away what it has filled if nobody has taken it over."""
        self._queue.put(None)
        self._thread.join()
        if not self._handed_over:
            # A full disk may be the reason, so nothing unfinished stays on it.
            del self._next
            shutil.rmtree(Paths(self._kg).next_store, ignore_errors=True)

    def _run(self) -> None:
        pieces: list[bytes] = []
        size = 0
        while True:
            one = self._queue.get()
            if one is not None:
                try:
                    data = shelf.read_lines(self._folder, one[0])
                except OSError:
                    # It is gone or cannot be read; `finish` will see whether it is wanted.
                    continue
                if shelf.digest_lines(data) != one[1]:
                    continue
                if one[0] in self._loaded:
                    self._twice.add(one[0])
                self._loaded[one[0]] = one[1]
                pieces.append(data)
                size += len(data)
            if size >= CHUNK or (one is None and pieces):
                try:
                    store.load_lines(self._next.db, b"".join(pieces))
                except (OSError, RuntimeError) as err:
                    self._error = err
                    return
                pieces, size = [], 0
            if one is None:
                return
