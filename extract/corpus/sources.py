"""Find the files that inputs name: paths, globs, folders, and ``-`` for standard input."""

import glob
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from sayso.extract.corpus.blob import Blob
from sayso.extract.corpus.formats import is_sidecar, split_name
from sayso.extract.corpus.problem import Problem, Reporter

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """
    A file that holds articles.

    Attributes:
        path: As given or as found in a given folder; ``Path("-")`` for standard input.
        size: In bytes; None for standard input and for what cannot be looked at.
        mtime_ns: When it was last changed, in nanoseconds since 1970; None likewise.
    """

    path: Path
    size: int | None = None
    mtime_ns: int | None = None

    @property
    def is_stdin(self) -> bool:
        """Whether this is standard input."""
        return str(self.path) == STDIN

    def to_blob(self) -> Blob:
        """Return the file as what the readers open."""
        if self.is_stdin:
            return Blob(name="stdin", label="standard input", size=None, open=_open_stdin)
        # Siblings are asked for by four names an article, most of which are not there: strings are faster than paths.
        path = str(self.path)
        name = self.path.name
        folder = path[: len(path) - len(name)]

        def read_sibling(name: str) -> bytes | None:
            try:
                with open(folder + name, "rb") as stream:
                    return stream.read()
            except FileNotFoundError:
                return None

        return Blob(name=name, label=path, size=self.size, open=lambda: open(path, "rb"), sibling=read_sibling)


def _open_stdin() -> BinaryIO:
    # A copy, so that closing what is read leaves standard input itself open.
    return cast(BinaryIO, os.fdopen(os.dup(sys.stdin.fileno()), "rb"))


def iter_sources(
    inputs: Sequence[str | Path], *, on_problem: Callable[[Problem], None] = lambda problem: None
) -> Iterator[SourceFile]:
    """
    Yield the files that *inputs* name, each once, in the order of the inputs and sorted by path within a folder.

    Folders are entered at every depth; hidden files, sidecars and files of other kinds in them are passed over.
    A folder reached by a link is entered once.

    Args:
        inputs: Paths, globs, folders, or ``-``.
        on_problem: Called with what is missing or cannot be listed.
    """
    seen: set[object] = set()
    for given in inputs:
        for path in _expand(given, on_problem):
            source, key = _look_at(path)
            if key not in seen:
                seen.add(key)
                yield source


def _expand(given: str | Path, on_problem: Callable[[Problem], None]) -> Iterator[Path]:
    path = Path(given)
    report = Reporter(on_problem, str(given))
    if str(given) == STDIN:
        yield path
    elif path.is_dir():
        yield from _walk(path, report)
    elif os.path.lexists(path):
        if not is_sidecar(path.name):
            yield path
    elif glob.has_magic(str(given)):
        found = sorted(glob.glob(str(given), recursive=True))
        if not found:
            report.error("file-missing", "no file matches. Check the pattern, and quote it so that sayso sees it.")
        for each in map(Path, found):
            if each.is_dir():
                # `**` lists what is inside as well; a plain pattern that names a folder means its files.
                if "**" not in str(given):
                    yield from _walk(each, report.at(str(each)))
            elif split_name(each.name).format and not is_sidecar(each.name):
                yield each
    else:
        report.error("file-missing", "no such file or folder. Check the path.")


def _look_at(path: Path) -> tuple[SourceFile, object]:
    """Return the file, and what is the same for every path that leads to it."""
    try:
        stat = None if str(path) == STDIN else path.stat()
    except OSError:
        # Opening it will tell why.
        stat = None
    if stat is None:
        return SourceFile(path=path), str(path)
    return SourceFile(path=path, size=stat.st_size, mtime_ns=stat.st_mtime_ns), (stat.st_dev, stat.st_ino)


def _walk(folder: Path, report: Reporter) -> Iterator[Path]:
    """Yield the files under *folder*; say once which kinds of files were passed over."""
    passed: dict[str, int] = {}
    yield from _walk_files(folder, report, passed, {os.path.realpath(folder)})
    if passed:
        kinds = ", ".join(f"{count} {suffix or 'without suffix'}" for suffix, count in sorted(passed.items()))
        report.note("files-passed-over", f"files of kinds that hold no articles were passed over: {kinds}.")


def _walk_files(folder: Path, report: Reporter, passed: dict[str, int], seen: set[str]) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as err:
        report.at(str(folder)).error(
            "file-unreadable", f"the folder cannot be listed ({err.strerror}). Check its permissions."
        )
        return
    for entry in entries:
        if entry.name.startswith((".", "__MACOSX")):
            continue
        path = folder / entry.name
        if _is_folder(entry):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield from _walk_files(path, report, passed, seen)
        elif is_sidecar(entry.name):
            continue
        elif split_name(entry.name).format:
            yield path
        else:
            suffix = path.suffix.lower()
            passed[suffix] = passed.get(suffix, 0) + 1


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link in a circle. Opening it as a file will tell.
        return False
