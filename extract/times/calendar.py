"""Days and intervals of days: the arithmetic behind *last week* and *mid-September*."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sayso.model import Precision

ORDER: dict[Precision, int] = {"day": 0, "week": 1, "month": 2, "year": 3, "decade": 4}
"""Precisions, finest first."""


@dataclass(frozen=True, slots=True)
class Interval:
    """
    Days from *first* to *last*, both inclusive; None where open.

    Attributes:
        first: First day.
        last: Last day.
        precision: How finely the words tell it.
    """

    first: date | None
    last: date | None
    precision: Precision

    def iso(self) -> tuple[str | None, str | None]:
        """Return first and last day in ISO 8601, no finer than the precision: ``2023-09``."""
        return _iso(self.first, self.precision), _iso(self.last, self.precision)


def _iso(day: date | None, precision: Precision) -> str | None:
    if day is None:
        return None
    if precision in ("day", "week"):
        return day.isoformat()
    return f"{day.year:04}-{day.month:02}" if precision == "month" else f"{day.year:04}"


def parse_published(text: str | None) -> Interval | None:
    """Return the interval of a date of publication, ``2023-09-25`` or ``2023-09`` or ``2023``; None if it is none."""
    if not text:
        return None
    parts = text[:10].split("-")
    try:
        year, *rest = (int(part) for part in parts)
        if not rest:
            return year_of(year)
        return month_of(year, rest[0]) if len(rest) == 1 else day_of(date(year, rest[0], rest[1]))
    except ValueError:
        return None


def day_of(day: date) -> Interval:
    """Return one day."""
    return Interval(day, day, "day")


def make_day(year: int, month: int, day: int) -> Interval | None:
    """Return one day, or None where the calendar has no such day."""
    try:
        return day_of(date(year, month, day))
    except ValueError:
        return None


def week_of(day: date) -> Interval:
    """Return the week from Monday to Sunday that holds *day*."""
    monday = day - timedelta(days=day.weekday())
    return Interval(monday, monday + timedelta(days=6), "week")


def month_of(year: int, month: int) -> Interval:
    """Return one month."""
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def year_of(year: int) -> Interval:
    """Return one year."""
    return Interval(date(year, 1, 1), date(year, 12, 31), "year")


def decade_of(year: int) -> Interval:
    """Return ten years from *year* on."""
    return Interval(date(year, 1, 1), date(year + 9, 12, 31), "decade")


def add_months(day: date, months: int) -> date:
    """
    Return the day so many months on, on the last of the month where it is too short.

    Raises:
        ValueError: If it is before the year 1 or after 9999.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def coarser(one: Precision, other: Precision) -> Precision:
    """Return the less fine of two precisions."""
    return one if ORDER[one] >= ORDER[other] else other


def shift(base: Interval, count: int, unit: str, length: int) -> Interval:
    """
    Return *base* moved by *count* units, as finely as the unit tells: three weeks ago is a week.

    Args:
        base: Where to count from.
        count: Units; negative goes back.
        unit: ``hour``, ``day`` or ``month``.
        length: How many of *unit* one of the units is long.
    """
    if unit == "hour":
        hours = abs(count * length)
        # Some hours from a day are on that day for all that the words tell.
        days = round(hours / 24) * (1 if count > 0 else -1) if hours > 24 else 0
        return _move(base, days) if days else base
    if unit == "month":
        precision: Precision = "month" if length == 1 else "year" if length <= 12 else "decade"
        moved = Interval(
            base.first and add_months(base.first, count * length),
            base.last and add_months(base.last, count * length),
            coarser(base.precision, precision),
        )
        return widen(moved)
    moved = _move(base, count * length)
    return week_of(moved.first) if length >= 7 and base.precision == "day" and moved.first else moved


def _move(base: Interval, days: int) -> Interval:
    step = timedelta(days=days)
    moved = Interval(base.first and base.first + step, base.last and base.last + step, base.precision)
    return widen(moved)


def widen(one: Interval) -> Interval:
    """Return the interval grown to whole months or years where it is told no finer."""
    if one.precision in ("day", "week"):
        return one
    first, last = one.first, one.last
    if one.precision == "month":
        return replace(
            one,
            first=first and first.replace(day=1),
            last=last and last.replace(day=monthrange(last.year, last.month)[1]),
        )
    return replace(one, first=first and date(first.year, 1, 1), last=last and date(last.year, 12, 31))


def part_of(one: Interval, part: str) -> Interval:
    """Return the ``early``, ``mid`` or ``late`` third of a week, month, year or decade; a day has none."""
    first, last = one.first, one.last
    if first is None or last is None or one.precision == "day":
        return one
    third = {"early": 0, "mid": 1, "late": 2}[part]
    if one.precision == "decade":
        at = first.year
        start, end = ((at, at + 3), (at + 4, at + 6), (at + 7, last.year))[third]
        return Interval(date(start, 1, 1), date(end, 12, 31), "year")
    if one.precision == "year":
        year = first.year
        return Interval(month_of(year, third * 4 + 1).first, month_of(year, third * 4 + 4).last, "month")
    if one.precision == "month":
        days = ((1, 10), (11, 20), (21, last.day))[third]
        return Interval(first.replace(day=days[0]), first.replace(day=days[1]), "week")
    start, end = ((0, 1), (2, 3), (3, 6))[third]
    return Interval(first + timedelta(days=start), first + timedelta(days=end), "day")


def fraction_of(one: Interval, unit: str, number: int) -> Interval | None:
    """
    Return a half or quarter of a year, or a week of a month; None where there is no such part.

    Args:
        one: A year or a month.
        unit: ``half``, ``quarter`` or ``week``.
        number: Which of them, from 1; 0 is the last.
    """
    first, last = one.first, one.last
    if first is None or last is None:
        return None
    if unit == "week":
        if one.precision != "month":
            return None
        start = last.day - 6 if number == 0 else 7 * number - 6
        return Interval(first.replace(day=start), first.replace(day=min(start + 6, last.day)), "week")
    parts = 2 if unit == "half" else 4
    number = number or parts
    if one.precision != "year" or number > parts or first.year != last.year:
        return None
    months = 12 // parts
    start_of = month_of(first.year, months * (number - 1) + 1)
    return Interval(start_of.first, month_of(first.year, months * number).last, "month")


def join(one: Interval, other: Interval) -> Interval | None:
    """Return the interval from the start of *one* to the end of *other*; None where that would run backwards."""
    if one.first and other.last and one.first > other.last:
        return None
    return Interval(one.first, other.last, coarser(one.precision, other.precision))


def relative_week(base: Interval, step: int) -> Interval:
    """Return the week *step* weeks from that of *base*; *base* itself where it is no day."""
    if base.precision != "day" or base.first is None:
        return base
    return week_of(base.first + timedelta(days=7 * step))
