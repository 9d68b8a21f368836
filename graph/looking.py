"""
Look at the inputs: which articles are new or changed, which are as they were.

A file whose bytes are those of last time, all of whose articles are on the shelf, is not even parsed: what it held and
what was wrong with it are remembered in ``sources.json``. The memory only saves work; the result is the same without.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sayso.extract.corpus import Problem, SourceFile, digest_article, iter_articles
from sayso.extract.corpus.formats import split_name
from sayso.graph.iris import make_slug
from sayso.graph.store import write_file
from sayso.model import Article
from sayso.settings import Settings

_UNSTEADY = {"duplicate-id", "date-future", "library-missing", "file-missing", "file-unreadable"}
"""Problems that depend on more than the file's bytes: other files, the day, the machine. Such a file is read again."""

_UNREADABLE = {"file-missing", "file-unreadable", "archive-broken", "archive-encrypted", "library-missing"}
"""Problems that leave open what the file holds: what was built from it before is kept."""


@dataclass(slots=True)
class Source:
    """What one file held: its articles by key with their digests, and what was wrong with it."""

    digest: str
    articles: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Look:
    """
    One look at the inputs. Iterate `changed` to the end; then the rest is known.

    Attributes:
        settings: How to read.
        shelved: Digest of each article on the shelf that was made by the present recipe, by key.
        memory: What the files held last time, by name.
        on_problem: Called with every problem, also with those remembered.
        seen: Digest of each article that the inputs hold, by key.
        sources: What the files hold now, by name.
    """

    settings: Settings
    shelved: Mapping[str, str]
    memory: Mapping[str, Source]
    on_problem: Callable[[Problem], None]
    seen: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    _current: str | None = None
    _clash: bool = False
    _given: set[str] = field(default_factory=set)
    _lost: set[str] = field(default_factory=set)
    _problems: list[Problem] = field(default_factory=list)

    def changed(self, inputs: Sequence[str | Path]) -> Iterator[tuple[Article, str]]:
        """Yield the articles that are not on the shelf as they are now, each with its digest."""
        yield from self._read(inputs, self._is_known)
        if self._clash:
            # An id turned up in two files of which one was passed over: only reading both tells who keeps it.
            self.seen.clear()
            self.sources.clear()
            self._problems.clear()
            yield from self._read(inputs, self._is_new)
        for problem in self._problems:
            self.on_problem(problem)

    def _read(self, inputs: Sequence[str | Path], skip: Callable[[SourceFile], bool]) -> Iterator[tuple[Article, str]]:
        self._clash = False
        for article in iter_articles(inputs, on_problem=self._take_problem, settings=self.settings, skip=skip):
            key, digest = make_slug(article.id), digest_article(article)
            if key in self.seen:
                self._clash = True
                return
            self.seen[key] = digest
            if self._current is not None:
                self.sources[self._current].articles[key] = digest
            if self.shelved.get(key) != digest or key in self._given:
                self._given.add(key)
                yield article, digest

    def _is_known(self, source: SourceFile) -> bool:
        """Say whether a file is as it was; note what it holds."""
        name = str(source.path)
        known = self.memory.get(name)
        digest = _digest_source(source)
        if (
            known is not None
            and known.digest == digest
            and all(self.shelved.get(key) == one for key, one in known.articles.items())
            and not any(problem.slug in _UNSTEADY for problem in known.problems)
        ):
            if any(key in self.seen for key in known.articles):
                self._clash = True
            self.seen.update(known.articles)
            self.sources[name] = known
            self._problems += known.problems
            self._current = None
            return True
        return self._is_new(source, digest)

    def _is_new(self, source: SourceFile, digest: str | None = None) -> bool:
        self._current = None if source.is_stdin else str(source.path)
        if self._current is not None:
            self.sources[self._current] = Source(digest or _digest_source(source))
        return False

    def _take_problem(self, problem: Problem) -> None:
        self._problems.append(problem)
        if problem.slug in _UNREADABLE:
            self._lost.add(problem.source.rstrip("/"))
        if self._current is not None and problem.source.startswith(self._current):
            self.sources[self._current].problems.append(problem)

    @property
    def given(self) -> int:
        """How many articles were handed on as new or changed."""
        return len(self._given)

    def is_lost(self, source: str) -> bool:
        """Say whether what came from *source* is missing only because its file could not be read this time."""
        return any(
            source == where or source.startswith((f"{where}/", f"{where}:", f"{where}!")) for where in self._lost
        )


def _digest_source(source: SourceFile) -> str:
    """Return a digest of a file's bytes and of the sidecars beside it; empty where it cannot be read."""
    if source.is_stdin:
        return ""
    blob = source.to_blob()
    digest = hashlib.sha256()
    try:
        with blob.open() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        for name in dict.fromkeys((blob.name, split_name(blob.name).stem)):
            for suffix in (".meta.toml", ".meta.json"):
                beside = blob.sibling(name + suffix)
                if beside is not None:
                    digest.update(f"\0{name}{suffix}\0".encode())
                    digest.update(beside)
    except OSError:
        return ""
    return digest.hexdigest()[:32]


def load_memory(path: Path, reading: str) -> dict[str, Source]:
    """
    Return what the files held last time; nothing where the memory is missing, broken or of another way of reading.

    Args:
        path: The memory.
        reading: Digest of how files are read: code and settings.
    """
    try:
        data: dict[str, Any] = json.loads(path.read_bytes())
        if data["reading"] != reading:
            return {}
        return {
            name: Source(one["digest"], one["articles"], [Problem(**problem) for problem in one["problems"]])
            for name, one in data["sources"].items()
            if one["digest"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def save_memory(path: Path, reading: str, sources: Mapping[str, Source]) -> None:
    """Write what the files hold now."""
    data = {"reading": reading, "sources": {name: asdict(one) for name, one in sources.items()}}
    write_file(path, json.dumps(data, separators=(",", ":")).encode("ascii"))
