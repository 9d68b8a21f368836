"""
The store on disk: open it with errors that say what to do, and exchange it as a whole.

A store that is being read is never written to. A build makes the next one beside it (a copy by hard links, or anew),
then puts it in place by a rename, so that readers go on undisturbed and a build that is killed loses nothing.
"""

import errno
import os
import shutil
import threading
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from sayso.errors import (
    DiskFullError,
    StoreBrokenError,
    StoreLockedError,
    StoreMissingError,
    StoreNewerError,
)

VERSION = 1
"""Form of a knowledge graph's folder. A higher one is refused, a lower one is made anew from the article files."""

CONTENTS = "sayso-contents.tsv"
"""Inside the store's folder: which version of which graph it holds. Written last, so it marks a finished store."""

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are in the folder of a knowledge graph."""

    root: Path

    @property
    def store(self) -> Path:
        """The store, made from the files in `articles` and `graphs`."""
        return self.root / "store"

    @property
    def next_store(self) -> Path:
        """The store that a build is making."""
        return self.root / "store.next"

    @property
    def old_store(self) -> Path:
        """The store that a build has just replaced."""
        return self.root / "store.old"

    @property
    def articles(self) -> Path:
        """One file of N-Quads an article: what was found, and the truth that the store is made from."""
        return self.root / "articles"

    @property
    def graphs(self) -> Path:
        """N-Quads of the graphs that belong to no article."""
        return self.root / "graphs"

    @property
    def work(self) -> Path:
        """Parts that the workers of a running build share; wiped when a build starts."""
        return self.root / "work"

    @property
    def manifest(self) -> Path:
        """When, from what and with what the graph was built."""
        return self.root / "manifest.json"

    @property
    def sources(self) -> Path:
        """What the files that were read last time held."""
        return self.root / "sources.json"

    @property
    def version(self) -> Path:
        """The number of the folder's form."""
        return self.root / "VERSION"

    @property
    def lock(self) -> Path:
        """Held by the build that is running."""
        return self.root / "lock"


def check_version(kg: Path) -> int | None:
    """
    Return the version of a knowledge graph's folder, None where there is none yet.

    Raises:
        StoreNewerError: If it is newer than `VERSION`.
        StoreBrokenError: If it is no number.
    """
    path = Paths(kg).version
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as err:
        raise StoreBrokenError(f"{path}: cannot be read ({err}). Check its permissions, or build anew.") from err
    if not text.isdigit():
        raise StoreBrokenError(f"{path}: {text!r} is no version. Write {VERSION} into it, or build into a new folder.")
    if int(text) > VERSION:
        raise StoreNewerError(
            f"{kg}: has form {text}, and this sayso knows forms up to {VERSION}. "
            "Use the sayso that built it or a newer one, or build into another folder."
        )
    return int(text)


def open_store(kg: Path, *, read_only: bool = True) -> pyoxigraph.Store:
    """
    Open the store of a knowledge graph.

    Args:
        kg: The folder that `sayso build` made.
        read_only: Readers do not hinder each other, nor a build; a reader sees what was there when it opened.

    Raises:
        StoreMissingError: If there is no knowledge graph, or no finished store in it.
        StoreLockedError: If another process writes to it.
        StoreNewerError: If a newer sayso made it.
        StoreBrokenError: If it is damaged.
    """
    kg = Path(kg)
    paths = Paths(kg)
    version = check_version(kg)
    if version is None or not (paths.store / CONTENTS).is_file():
        what = "is no folder" if not kg.is_dir() else "holds no finished knowledge graph"
        raise StoreMissingError(
            f"{kg}: {what}. Make one with `sayso build ARTICLES -o {kg}`, or name the right folder with --kg."
        )
    return open_at(paths.store, kg, read_only=read_only)


def open_at(path: Path, kg: Path, *, read_only: bool) -> pyoxigraph.Store:
    """Open or make the store at *path*, with the errors of `open_store`; *kg* is for messages."""
    try:
        return pyoxigraph.Store.read_only(str(path)) if read_only else pyoxigraph.Store(str(path))
    except (OSError, RuntimeError, ValueError) as err:
        raise _explain(err, kg) from err


def _explain(err: Exception, kg: Path) -> Exception:
    text = str(err)
    if is_full(err):
        return disk_full(kg)
    if "LOCK" in text and ("unavailable" in text or "lock hold" in text or "lock" in text.casefold()):
        return StoreLockedError(
            f"{kg}: another process has the store open for writing. Wait until it ends, or stop it, then try again."
        )
    if isinstance(err, PermissionError) or "Permission denied" in text:
        return StoreBrokenError(f"{kg}: the store may not be read ({text}). Check the permissions of {kg / 'store'}.")
    return StoreBrokenError(
        f"{kg}: the store is damaged ({text}). Delete {kg / 'store'} and run `sayso build` again with the same "
        "inputs: it is made anew from the article files, without reading the articles again."
    )


def is_full(err: BaseException) -> bool:
    """Return whether an error means that there is no space left."""
    if isinstance(err, OSError) and err.errno in _FULL:
        return True
    text = str(err)
    return any(mark in text for mark in ("No space left", "File too large", "Disk quota exceeded"))


def disk_full(kg: Path) -> DiskFullError:
    """Return the error for a full disk."""
    return DiskFullError(
        f"{kg}: no space left for the knowledge graph. Free some space and run the same command again: "
        "what was built before is still there, and the build goes on where it stopped."
    )


@contextmanager
def full_disk_told(kg: Path) -> Generator[None, None, None]:
    """Turn the errors of a full disk inside the block into `DiskFullError`."""
    try:
        yield
    except (OSError, RuntimeError) as err:
        if is_full(err):
            raise disk_full(kg) from err
        raise


@contextmanager
def lock(kg: Path) -> Generator[int, None, None]:
    """
    Hold the lock of a build, which ends with the process that holds it, however it ends.

    Yields:
        The file descriptor. Worker processes inherit it, so that a new build waits for the last of them.

    Raises:
        StoreLockedError: If another build holds it.
    """
    import fcntl

    path = Paths(kg).lock
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as err:
            holder = os.pread(handle, 40, 0).decode("ascii", "replace").strip() or "?"
            raise StoreLockedError(
                f"{kg}: another build is running here (process {holder}). Wait until it ends, or stop it, and run "
                "this again; what it has built is not built twice."
            ) from err
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield handle
    finally:
        os.close(handle)


def recover(kg: Path) -> None:
    """Put right what a killed exchange left behind: finish it if the next store was finished, else drop it."""
    paths = Paths(kg)
    if not paths.store.exists():
        if (paths.next_store / CONTENTS).is_file():
            paths.next_store.rename(paths.store)
        elif paths.old_store.exists():
            paths.old_store.rename(paths.store)
    for path in (paths.next_store, paths.old_store):
        shutil.rmtree(path, ignore_errors=True)


def read_contents(kg: Path) -> dict[str, str] | None:
    """Return the digest of each graph that the store holds, by the graph's short name; None without a store."""
    try:
        text = (Paths(kg).store / CONTENTS).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    pairs = (line.split("\t") for line in text.splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


@dataclass(slots=True)
class NextStore:
    """
    The store that will take the place of the present one.

    Attributes:
        db: Use it through this attribute only, and keep no other reference: it must be closed to be put in place.
    """

    db: pyoxigraph.Store


@contextmanager
def replacing(kg: Path, *, anew: bool, contents: Callable[[], Mapping[str, str]]) -> Generator[NextStore, None, None]:
    """
    Open the next store for writing, and put it in the place of the present one when the block ends well.

    Args:
        kg: The folder of the knowledge graph, whose lock is held.
        anew: Start with an empty store rather than with a copy (by hard links) of the present one.
        contents: Called when the block has ended: digest of each graph that the store then holds.

    Raises:
        DiskFullError: If there is no space; the present store stays.
        StoreBrokenError: If the present store is damaged.
    """
    paths = Paths(kg)
    with full_disk_told(kg):
        shutil.rmtree(paths.next_store, ignore_errors=True)
        if not anew:
            _copy_store(paths, kg)
        following = NextStore(open_at(paths.next_store, kg, read_only=False))
        try:
            yield following
            following.db.flush()
        except BaseException:
            del following.db
            shutil.rmtree(paths.next_store, ignore_errors=True)
            raise
        del following.db
        lines = "".join(f"{name}\t{digest}\n" for name, digest in sorted(contents().items()))
        write_file(paths.next_store / CONTENTS, lines.encode("utf-8"), lasting=True)
        if paths.store.exists():
            paths.store.rename(paths.old_store)
        paths.next_store.rename(paths.store)
        shutil.rmtree(paths.old_store, ignore_errors=True)


def _copy_store(paths: Paths, kg: Path) -> None:
    present = open_at(paths.store, kg, read_only=False)
    try:
        present.backup(str(paths.next_store))
    except (OSError, RuntimeError) as err:
        raise _explain(err, kg) from err


def write_file(path: Path, *data: bytes, lasting: bool = False) -> None:
    """
    Write a file so that it is there whole or, if this is killed or the disk is full, as it was before.

    Args:
        path: The file.
        data: What it then holds, in one piece or more.
        lasting: Whether that must be so after a power cut too; it takes some milliseconds of waiting for the disk.
    """
    temp = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temp.open("wb") as whole:
            whole.writelines(data)
        if lasting:
            with temp.open("rb") as file:
                os.fsync(file.fileno())
        os.replace(temp, path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise


def load_lines(store: pyoxigraph.Store, data: bytes) -> None:
    """Add N-Quads that sayso wrote itself to a store that nobody else reads, in bulk."""
    # They are well formed by construction, so the checks of IRIs and tags are not paid a second time.
    store.bulk_load(data, pyoxigraph.RdfFormat.N_QUADS, lenient=True)


def replace_graph(store: pyoxigraph.Store, graph: str, data: bytes | None) -> None:
    """
    Put N-Quads in the place of what a named graph holds; None only empties it.

    What stands in both stays: reading a quad costs a fifth of taking it out and putting it in.
    """
    node = pyoxigraph.NamedNode(graph)
    if not data or data.count(b"\n") > _COMPARED:
        store.remove_graph(node)
        if data:
            store.extend(pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_QUADS, lenient=True))
        return
    wanted = set(pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_QUADS, lenient=True))
    gone: list[pyoxigraph.Quad] = []
    for quad in store.quads_for_pattern(None, None, None, node):
        if quad in wanted:
            wanted.remove(quad)
        else:
            gone.append(quad)
    for quad in gone:
        store.remove(quad)
    store.extend(wanted)


_COMPARED = 200_000
"""Quads of a graph up to which they are compared with what is there; that takes some 0.5 kB of memory each."""


CHUNK = 16_000_000
"""
Bytes of N-Quads that are loaded at once, about 75,000 quads. Two such pieces at a time take some 200 MB for a while,
less than spaCy's pipeline, which is gone by then; larger ones hardly save processor time.
"""
LOADERS = 2
"""Pieces that are loaded at a time, where there are as many cores: Oxigraph lets go of Python's lock."""


def load_files(store: pyoxigraph.Store, files: Iterable[Path]) -> None:
    """Load N-Quads files in bulk, about `CHUNK` bytes at a time, so that memory stays flat."""
    pieces = _iter_pieces(files)
    turn = threading.Lock()

    def load() -> None:
        while True:
            with turn:
                data = next(pieces, None)
            if data is None:
                return
            try:
                load_lines(store, data)
            except BaseException:
                leave_rest()
                raise

    def leave_rest() -> None:
        with turn:
            pieces.close()

    with ThreadPoolExecutor(LOADERS) as threads:
        loading = [threads.submit(load) for _ in range(min(LOADERS, count_cores()))]
        try:
            for one in loading:
                one.result()
        finally:
            # Who is interrupted here waits for two pieces, not for all.
            leave_rest()


def _iter_pieces(files: Iterable[Path]) -> Generator[bytes, None, None]:
    pieces: list[bytes] = []
    size = 0
    for path in files:
        pieces.append(path.read_bytes())
        size += len(pieces[-1])
        if size >= CHUNK:
            yield b"".join(pieces)
            pieces, size = [], 0
    if pieces:
        yield b"".join(pieces)


def count_cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS
        return os.cpu_count() or 1
