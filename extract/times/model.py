"""A time expression of a doc, and the single dates and times that one is put together of."""

from dataclasses import dataclass
from typing import Literal

from sayso.extract.times.calendar import Interval
from sayso.model import Precision, Span

Kind = Literal["at", "since", "until", "through", "lasting"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A single date or time: tokens [start, end), its days as far as they are known, and how it is meant."""

    start: int
    end: int
    days: Interval | None
    rule: str
    kind: Kind = "at"
    explicit: bool = False
    dates: int | None = None
    length: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """
    A time expression, normalised as far as the text and the date of publication allow.

    Attributes:
        span: Its characters in ``doc.text``.
        first: Its first token.
        last: The token after its last.
        head: The token by which it hangs in the parse.
        start: First day, ISO 8601, no finer than *precision*; None where open or unresolved.
        end: Last day; None where open or unresolved.
        precision: How finely the words tell it; None where it is unresolved.
        kind: ``at`` within it; ``since`` from it on; ``until`` up to it; ``through`` all of it, as *for months*;
            ``lasting`` a mere length, *ten-month*.
        rule: Name of the rule that read it.
        dates: The token of the event that it dates where the words say so (*a year after the fall*), else None.
        months: Length in months of a ``lasting`` one, else 0.
        days: Length in days of a ``lasting`` one, else 0.
    """

    span: Span
    first: int
    last: int
    head: int
    start: str | None
    end: str | None
    precision: Precision | None
    kind: Kind = "at"
    rule: str = ""
    dates: int | None = None
    months: int = 0
    days: int = 0

    @property
    def resolved(self) -> bool:
        """Whether it has a start or an end."""
        return self.start is not None or self.end is not None
