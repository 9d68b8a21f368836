"""
What of a graph the server shows: a copy of its store by hard links, without what is not for others' eyes.

The graph that tells of builds is taken out before anything is asked, with whatever names a file of this machine, so
that no query can reach it; and so are the articles' words, where they are not to be shown. A copy costs an instant and
no space, and a build that goes on beside it disturbs nobody. When a build has put a new store in place,
`Snapshot.refresh` makes a new copy, and the processes that run queries notice.
"""

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path

import pyoxigraph as ox

from sayso.errors import SaysoError, StoreBrokenError
from sayso.graph.store import CONTENTS, Paths, open_at, open_store
from sayso.publish.pages.quotes import Quotes, withhold_all
from sayso.publish.public import is_public

_ADDRESSES = [ox.NamedNode("http://schema.org/url"), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")]
"""Properties whose values may name a file of this machine."""

_NAME = re.compile(r"\.serve-(\d+)-.*")


class Snapshot:
    """
    A copy of a store that is only read, in a folder that looks like a knowledge graph's.

    Attributes:
        kg: The knowledge graph.
        folder: Of the copy; removed by `close`.
        store: The copy, opened for reading.
        mark: Changes whenever the copy does.
    """

    def __init__(self, kg: Path, *, quotes: Quotes = "sentence") -> None:
        """
        Make the copy.

        Args:
            kg: The folder that ``sayso build`` made.
            quotes: With ``none`` the copy does not hold the articles' words.

        Raises:
            StoreMissingError: If there is no knowledge graph; and the other errors of `open_store`.
        """
        self.kg = Path(kg)
        self._quotes: Quotes = quotes
        source = open_store(self.kg)
        _clear_stale(self.kg)
        self.folder = _make_folder(self.kg)
        try:
            shutil.copyfile(Paths(self.kg).version, Paths(self.folder).version)
            self._seen = self._look()
            self.store = self._copy(source)
        except BaseException:
            self.close()
            raise
        self.mark = 1

    def refresh(self) -> bool:
        """
        Make a new copy where a build has put another store in place since; return whether it has.

        Raises:
            SaysoError: If the new store cannot be opened; the old copy stays in use.
        """
        seen = self._look()
        if seen is None or seen == self._seen:
            return False
        store = self._copy(open_store(self.kg))
        self.store, self._seen = store, seen
        self.mark += 1
        return True

    def close(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _look(self) -> tuple[int, int] | None:
        with contextlib.suppress(OSError):
            found = (Paths(self.kg).store / CONTENTS).stat()
            return found.st_ino, found.st_mtime_ns
        return None

    def _copy(self, source: ox.Store) -> ox.Store:
        paths = Paths(self.folder)
        shutil.rmtree(paths.next_store, ignore_errors=True)
        try:
            source.backup(str(paths.next_store))
            copy = ox.Store(str(paths.next_store))
            for graph in list(copy.named_graphs()):
                if isinstance(graph, ox.NamedNode) and not is_public(graph.value):
                    copy.remove_graph(graph)
            for predicate in _ADDRESSES:
                for quad in list(copy.quads_for_pattern(None, predicate, None)):
                    if isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith("file:"):
                        copy.remove(quad)
            if self._quotes == "none":
                withhold_all(copy)
            copy.flush()
            del copy
            (paths.next_store / CONTENTS).write_text(f"{os.getpid()}\n", encoding="ascii")
            if paths.store.exists():
                paths.store.rename(paths.old_store)
            paths.next_store.rename(paths.store)
        except (OSError, RuntimeError) as err:
            raise StoreBrokenError(
                f"{self.folder}: the store cannot be copied there ({err}). Make room or mend the permissions."
            ) from err
        finally:
            shutil.rmtree(paths.old_store, ignore_errors=True)
        return open_at(paths.store, self.folder, read_only=True)


def _make_folder(kg: Path) -> Path:
    """Return a new folder beside the store, where hard links reach, or a temporary one where none can be made."""
    prefix = f".serve-{os.getpid()}-"
    try:
        return Path(tempfile.mkdtemp(prefix=prefix, dir=kg))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"sayso{prefix}"))


def _clear_stale(kg: Path) -> None:
    """Remove the copies of servers that were killed."""
    for folder in kg.glob(".serve-*"):
        match = _NAME.fullmatch(folder.name)
        if match and not _is_running(int(match[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def is_trouble_of_store(err: SaysoError) -> bool:
    """Whether an error means that the graph cannot be read just now."""
    return err.slug.startswith("store-") or err.slug == "disk-full"
