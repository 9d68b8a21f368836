"""What could not be read, or was read with a doubt: reported, never raised, so that the rest is read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

SLUGS = (
    "nothing-to-read",
    "file-missing",
    "file-unreadable",
    "file-empty",
    "file-binary",
    "format-unknown",
    "files-passed-over",
    "encoding-guessed",
    "encoding-mixed",
    "article-too-long",
    "record-broken",
    "no-text",
    "no-text-column",
    "duplicate-id",
    "date-future",
    "date-unclear",
    "sidecar-broken",
    "archive-broken",
    "archive-bomb",
    "archive-encrypted",
    "library-missing",
)
"""Every slug that a `Problem` of reading may carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    One thing that went wrong while a corpus was read.

    Attributes:
        source: The file, with line or record where that is known: ``news.jsonl:12``, ``news.zip!a/b.txt``.
        slug: Names the cause; one of `SLUGS`.
        message: What is wrong and how to mend it, in whole sentences, without the source.
        severity: ``error``: something was not read. ``warning``: it was read, but look at it.
            ``note``: left out on purpose; no fault.
    """

    source: str
    slug: str
    message: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Passes on the problems of one file."""

    on_problem: Callable[[Problem], None]
    source: str

    def error(self, slug: str, message: str, *, line: int | None = None) -> None:
        """Report something that was not read."""
        self._report("error", slug, message, line)

    def warn(self, slug: str, message: str, *, line: int | None = None) -> None:
        """Report something that was read, but not beyond doubt."""
        self._report("warning", slug, message, line)

    def note(self, slug: str, message: str, *, line: int | None = None) -> None:
        """Report something that was left out on purpose."""
        self._report("note", slug, message, line)

    def at(self, source: str) -> "Reporter":
        """Return a reporter for a file inside this one."""
        return Reporter(self.on_problem, source)

    def _report(self, severity: Severity, slug: str, message: str, line: int | None) -> None:
        source = self.source if line is None else f"{self.source}:{line}"
        self.on_problem(Problem(source=source, slug=slug, message=message, severity=severity))
