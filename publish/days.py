"""Days and windows of time, as text in ISO 8601: it sorts as time does from the year 1 to 9999."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.errors import ExportError

Days = tuple[str, str]
"""First and last day, both within."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


def read_days(text: str) -> Days | None:
    """Return the days that a date, a month or a year covers; None where *text* is none of them."""
    found = _DATE.match(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time. ``since`` and ``until`` are days, both within; None leaves the end open."""

    since: str | None = None
    until: str | None = None

    def holds(self, days: Days | None) -> bool:
        """Whether any of the days lies within. What has no date lies within the open window only."""
        if self.since is None and self.until is None:
            return True
        if days is None:
            return False
        return (self.since is None or days[1] >= self.since) and (self.until is None or days[0] <= self.until)


def make_window(since: str | date | None, until: str | date | None) -> Window:
    """
    Return the window from the first day of *since* to the last day of *until*; each a day, a month or a year.

    Raises:
        ExportError: If one is not a date, or the window ends before it begins.
    """

    def read(name: str, value: str | date | None) -> Days | None:
        if value is None:
            return None
        days = read_days(str(value)[:10])
        if days is None:
            raise ExportError(
                f"{name} {value!r}: not a date. Give a day, a month or a year: 2023-09-25, 2023-09, 2023."
            )
        return days

    first, last = read("since", since), read("until", until)
    if first and last and first[0] > last[1]:
        raise ExportError(f"since {since}, until {until}: ends before it begins. Swap the two.")
    return Window(first[0] if first else None, last[1] if last else None)


def merge_days(days: Iterable[Days]) -> list[Days]:
    """Return stretches of days that neither overlap nor touch, sorted."""
    out: list[Days] = []
    for first, last in sorted(days):
        if out and first <= _next(out[-1][1]):
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _next(day: str) -> str:
    one = date.fromisoformat(day)
    return (one + timedelta(days=1)).isoformat() if one < date.max else day
