"""Read the times that a unit heads: *last week*, *three days ago*, *for the fourth day in a row*, *ten-month*."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sayso.extract.times.calendar import (
    Interval,
    add_months,
    coarser,
    decade_of,
    month_of,
    part_of,
    relative_week,
    shift,
    week_of,
    widen,
    year_of,
)
from sayso.extract.times.model import Atom
from sayso.extract.times.tense import is_future
from sayso.model import Precision

if TYPE_CHECKING:
    from sayso.extract.times.reader import Reader

_STREAK = frozenset(("consecutive", "straight", "successive"))
_RECENT: dict[str, tuple[int, int, Precision]] = {
    # Of a unit: days and months that "recent" reaches back, and how fine that is.
    "day": (7, 0, "week"), "week": (0, 2, "month"), "month": (0, 6, "month"), "year": (0, 60, "year"),
    "decade": (0, 360, "decade"),
}  # fmt: skip


def read_unit(reader: Reader, at: int) -> Atom | None:
    """T9 to T12: a unit of time with what stands around it; None where it is none (*a day's work*, *every week*)."""
    word = reader.words[at]
    if reader.word(at - 1) in ("-", "–"):
        return _read_compound(reader, at)
    if reader.word(at + 1) == "before" and reader.word(at + 2) == "last" and reader.word(at - 1) == "the":
        unit, length = _unit(reader, at)
        days = reader.base and (
            relative_week(reader.base, -2) if unit == "day" and length == 7 else shift(reader.base, -2, unit, length)
        )
        return _atom(at - 1, at + 3, days, "T9-before-last")
    if (word, reader.word(at + 1)) in (("days", "after"), ("day", "after")) and reader.word(at - 1) == "the":
        return _read_neighbour(reader, at, at - 1, 1)
    for read in (_read_ordinal, _read_behind, _read_pointed, _read_prepositional):
        found = read(reader, at)
        if found is not None:
            return found
    return None


def _unit(reader: Reader, at: int) -> tuple[str, int]:
    return reader.lexicon.units[reader.words[at]]


def _singular(reader: Reader, at: int) -> str:
    return reader.words[at].removesuffix("s") if reader.words[at] != "centuries" else "century"


def _length(unit: str, length: int, count: int) -> tuple[int, int]:
    """Return a length as months and days."""
    if unit == "month":
        return count * length, 0
    if unit == "hour":
        return 0, max(1, round(count * length / 24))
    return 0, count * max(length, 1) * (2 if unit == "weekend" else 1)


def _atom(start: int, end: int, days: Interval | None, rule: str) -> Atom:
    return Atom(start, end, days, rule)


def _lasting(reader: Reader, start: int, end: int, at: int, count: int) -> Atom:
    unit, length = _unit(reader, at)
    return replace(_atom(start, end, None, "T12-length"), kind="lasting", length=_length(unit, length, count))


def _read_compound(reader: Reader, at: int) -> Atom | None:
    """T12: *ten-month blockade*, *24-hour*; not *30-year-old*."""
    if reader.word(at + 1) in ("-", "–") and reader.word(at + 2) in ("old", "olds"):
        return None
    start, count = reader.count_before(at - 1)
    if count is None:
        return None
    return _lasting(reader, start, at + 1, at, count)


def _read_ordinal(reader: Reader, at: int) -> Atom | None:
    """T11: *for the fourth day in a row*, *the third straight night*, *the 19th century*."""
    streak = at - 1 if reader.word(at - 1) in _STREAK else at
    start, number = reader.ordinal_before(streak)
    if number is None or number > 99:
        return None
    unit, length = _unit(reader, at)
    start -= reader.word(start - 1) == "the"
    if reader.words[at] == "century":
        begin, last = max(1, (number - 1) * 100 + 1), number * 100
        part = reader.word(start - 1) if reader.word(start - 1) not in ("-", "–") else reader.word(start - 2)
        if part in ("early", "mid", "late"):
            start -= 1 + (reader.word(start - 1) in ("-", "–"))
            start -= reader.word(start - 1) == "the"
            begin, last = {"early": (begin, begin + 32), "mid": (begin + 33, begin + 65), "late": (begin + 66, last)}[
                part
            ]
        days = Interval(year_of(begin).first, year_of(last).last, "decade")
        return _atom(start, at + 1, days, "T11-century")
    end = at + 1
    if reader.words[end : end + 3] == ["in", "a", "row"]:
        streak, end = -1, end + 3
    elif reader.word(end) == "running":
        streak, end = -1, end + 1
    if streak == at:
        return None
    if reader.base is None or reader.base.first is None:
        return _atom(start, end, None, "T11-streak")
    first_day = _back(reader.base, unit, length, number - 1)
    days = Interval(first_day.first, reader.base.last, coarser(first_day.precision, reader.base.precision))
    return replace(_atom(start, end, days, "T11-streak"), kind="through")


def _back(base: Interval, unit: str, length: int, count: int) -> Interval:
    """Return *base* some units earlier, to the day where the base is a day."""
    if base.first is None or base.precision != "day":
        return shift(base, -count, unit, length)
    if unit == "month":
        moved = add_months(base.first, -count * length)
        return widen(Interval(moved, moved, "month" if length < 12 else "year"))
    hours = unit == "hour"
    step = timedelta(days=round(count * length / 24 + 0.49) if hours else count * length)
    return Interval(base.first - step, base.first - step, "day")


def _ahead(base: Interval, unit: str, length: int, count: int) -> Interval:
    return shift(base, count, unit, length)


def _read_neighbour(reader: Reader, at: int, start: int, step: int) -> Atom | None:
    unit, length = _unit(reader, at)
    if reader.latest is None:
        return None
    return _atom(start, at + 2, shift(reader.latest, step, unit, length), "T10-later")


def _read_behind(reader: Reader, at: int) -> Atom | None:
    """T10: *three days ago*, *five hours earlier*, *a week later*, *a year after the fall of the city*."""
    behind = reader.word(at + 1)
    if behind not in {
        "ago",
        "earlier",
        "before",
        "previously",
        "later",
        "afterwards",
        "after",
        "since",
        "on",
        "prior",
    }:
        return None
    start, count = reader.count_before(at)
    unit, length = _unit(reader, at)
    if count is None:
        if not reader.words[at].endswith("s") or behind not in ("ago", "earlier", "later"):
            return None
        count, vague = 2, True
    else:
        vague = False
    start = _take_qualifier(reader, start)
    if behind == "ago":
        days = reader.base and shift(reader.base, -count, unit, length)
        if vague and days is not None:
            days = replace(days, first=None)
        return _atom(start, at + 2, days, "T10-ago")
    if behind in ("after", "since", "before"):
        found = _read_dated_event(reader, at, start, unit, length, count, behind)
        if found is not None or behind != "before":
            return found
    if behind == "on" and not (reader.word(at + 2) in (",", ".") and count):
        return None
    base = reader.latest or reader.base
    if behind in ("later", "afterwards", "on"):
        # Without a time before it, nothing says from when to count.
        days = reader.latest and shift(reader.latest, count, unit, length)
        return _atom(start, at + 2, days, "T10-later")
    if unit == "hour":
        base = reader.base
    days = base and shift(base, -count, unit, length)
    return _atom(start, at + 2, days, "T10-earlier")


def _take_qualifier(reader: Reader, start: int) -> int:
    before = reader.word(start - 1)
    if before == "than" and reader.word(start - 2) in ("more", "less"):
        return start - 2
    return start - 1 if before in {"nearly", "almost", "about", "around", "some", "over", "just", "barely"} else start


def _read_dated_event(
    reader: Reader, at: int, start: int, unit: str, length: int, count: int, behind: str
) -> Atom | None:
    """T10: *twelve months after the fall of the city*, said now, dates the fall."""
    link = reader.doc[at + 1]
    event = next((child for child in link.children if child.dep_ in ("pobj", "pcomp")), None)
    if event is None and link.dep_ == "mark":
        event = link.head
    if event is None or behind == "before":
        return None
    days = reader.base and shift(reader.base, -count, unit, length)
    return replace(_atom(start, at + 1, days, "T10-dated"), dates=event.i)


def _read_pointed(reader: Reader, at: int) -> Atom | None:
    """T9: *last week*, *this month*, *the past three days*, *in recent months*, *the same year*, *early next week*."""
    start, count = reader.count_before(at)
    if count is not None and reader.word(start) in ("a", "an"):
        start, count = at, None
    before = reader.word(start - 1)
    lexicon = reader.lexicon
    if before in ("recent",):
        return _read_recent(reader, at, start - 1)
    if before in ("same", "that"):
        if count is not None or reader.latest is None:
            return None
        at_start = start - 1 - (reader.word(start - 2) == "the")
        return _atom(at_start, at + 1, _widen_to(reader.latest, reader.words[at]), "T9-same")
    if reader.word(at + 1) == "of" and before in lexicon.last:
        named = reader.word(at + 2) in lexicon.months or reader.word(at + 2).isdigit()
        if named or reader.words[at] == "quarter":
            # "the last week of May", "the last quarter of the match"
            return None
    if before == "last" and reader.doc[start - 1].pos_ == "VERB":
        # "is to last six weeks"
        return None
    if before == "next" and reader.word(start - 2) == "the" and count is None and reader.latest is not None:
        # "On 6 March the pier burned. The next day it collapsed."
        if not is_future(reader.doc[at]):
            return _atom(start - 2, at + 1, shift(reader.latest, 1, *_unit(reader, at)), "T9-next-to")
    is_last, is_next, is_this = before in lexicon.last, before in lexicon.next, before in lexicon.this
    if not (is_last or is_next or is_this):
        return _read_part_of_the(reader, at)
    first = start - 1
    first -= reader.word(first - 1) in ("the", "this")
    if before in ("previous", "preceding", "following") and count is None:
        days = reader.latest and shift(reader.latest, 1 if before == "following" else -1, *_unit(reader, at))
        return _atom(first, at + 1, days, "T9-next-to")
    if reader.base is None:
        return _atom(first, at + 1, None, "T9-pointed")
    if count is not None or reader.words[at] in ("hour", "hours") or (before == "past") or _is_bare_plural(reader, at):
        return _read_stretch(reader, at, first, count or (3 if _is_bare_plural(reader, at) else 1), is_last, is_next)
    days = _point(reader.base, _singular(reader, at), -1 if is_last else 1 if is_next else 0)
    if days is None:
        return None
    return _trim(reader, first, at + 1, days)


def _is_bare_plural(reader: Reader, at: int) -> bool:
    return reader.words[at].endswith("s")


def _read_recent(reader: Reader, at: int, start: int) -> Atom | None:
    reach = _RECENT.get(_singular(reader, at))
    if reach is None:
        return None
    base = reader.base
    if base is None or base.first is None:
        return replace(_atom(start, at + 1, None, "T9-recent"), kind="through")
    days, months, precision = reach
    first = add_months(base.first, -months) - timedelta(days=days)
    found = widen(Interval(first, base.last, coarser(precision, base.precision)))
    return replace(_atom(start, at + 1, found, "T9-recent"), kind="through")


def _read_stretch(reader: Reader, at: int, start: int, count: int, is_last: bool, is_next: bool) -> Atom | None:
    """Read *the past three days*, *the next two weeks*: from then to now, or from now to then."""
    base = reader.base
    unit, length = _unit(reader, at)
    if base is None or base.first is None or not (is_last or is_next):
        return None
    if is_last:
        first = _back(base, unit, length, count)
        days = Interval(first.first, base.last, coarser(first.precision, base.precision))
    else:
        last = _ahead(base, unit, length, count)
        days = Interval(base.first, last.last, coarser(last.precision, base.precision))
    return replace(_atom(start, at + 1, days, "T9-stretch"), kind="through")


def _point(base: Interval, unit: str, step: int) -> Interval | None:
    """Return last, this or next week, weekend, month, year, decade as seen from *base*."""
    first = base.first
    if first is None:
        return None
    match unit:
        case "week":
            return relative_week(base, step)
        case "weekend":
            week = relative_week(base, step)
            if week.precision != "week" or week.last is None or base.first is None:
                return base
            if step == 0 and base.first.weekday() < 3:
                week = relative_week(base, -1)
            assert week.last is not None
            return Interval(week.last - timedelta(days=1), week.last, "day")
        case "night" | "day":
            return shift(base, step, "day", 1)
        case "month" if base.precision not in ("year", "decade"):
            day = add_months(first, step)
            return month_of(day.year, day.month)
        case "quarter" | "month":
            return base
        case "year":
            return year_of(first.year + step)
        case "decade":
            return decade_of(first.year // 10 * 10 + 10 * step)
        case _:
            return None


def _trim(reader: Reader, start: int, end: int, days: Interval) -> Atom:
    """Take in *earlier*, *later*, *early*, *the end of* in front of *this month*."""
    before, base = reader.word(start - 1), reader.base
    if before in ("earlier", "later") and base is not None and days.first and days.last and base.first:
        if base.precision == "day" and days.first <= base.first <= days.last:
            days = replace(days, last=base.last) if before == "earlier" else replace(days, first=base.first)
            finer: dict[Precision, Precision] = {"month": "week", "year": "month"}
            days = replace(days, precision=finer.get(days.precision, days.precision))
        return _atom(start - 1, end, days, "T9-trimmed")
    part = reader.lexicon.parts.get(before) if before in ("early", "late", "mid") else None
    if part is not None:
        return _atom(start - 1, end, part_of(days, part), "T9-part")
    if before == "of" and (part := reader.lexicon.parts.get(reader.word(start - 2))):
        first = start - 2 - (reader.word(start - 3) == "the")
        return _atom(first, end, part_of(days, part), "T9-part")
    return _atom(start, end, days, "T9-pointed")


def _read_part_of_the(reader: Reader, at: int) -> Atom | None:
    """Read *the end of the year*, *the start of the week*: of the one that runs; and *over the weekend*."""
    if reader.word(at - 1) != "the":
        return None
    unit = _singular(reader, at)
    base = reader.base
    if unit == "weekend" and reader.word(at - 2) in {"over", "at", "on", "during", "across"}:
        days = base and _point(base, "weekend", 0 if base.first and base.first.weekday() > 4 else -1)
        return _atom(at - 1, at + 1, days, "T9-weekend")
    if unit in ("week", "month", "year") and reader.word(at - 2) == "of":
        part = reader.lexicon.parts.get(reader.word(at - 3))
        if part and reader.word(at - 3) not in ("early", "late"):
            start = at - 3 - (reader.word(at - 4) == "the")
            days = base and _point(base, unit, 0)
            return _atom(start, at + 1, days and part_of(days, part), "T9-part")
    return None


def _widen_to(days: Interval, unit: str) -> Interval:
    if days.first is None:
        return days
    match unit:
        case "week" if days.precision == "day":
            return week_of(days.first)
        case "month" if days.precision in ("day", "week", "month"):
            return month_of(days.first.year, days.first.month)
        case "year":
            return year_of(days.first.year)
        case _:
            return days


def _read_prepositional(reader: Reader, at: int) -> Atom | None:
    """T12: *for three weeks*, *in two days*, *within hours*, *after two weeks*; a mere length otherwise."""
    start, count = reader.count_before(at)
    if (
        count is None
        or reader.word(start) in ("a", "an")
        and reader.word(start - 1) not in {"for", "in", "within", "after"}
    ):
        if reader.words[at].endswith("s") and reader.word(at - 1) in ("for", "of"):
            return replace(_atom(at, at + 1, None, "T12-length"), kind="lasting")
        return None
    start = _take_qualifier(reader, start)
    before = reader.word(start - 1)
    unit, length = _unit(reader, at)
    base = reader.base
    if before in ("in", "within") and base is not None and is_future(reader.doc[at]):
        days = _ahead(base, unit, length, count)
        if before == "within":
            days = Interval(base.first, days.last, days.precision)
        return _atom(start, at + 1, days, "T12-ahead")
    if before == "for" and base is not None and base.last is not None and _is_going_on(reader, at):
        first = _back(base, unit, length, count)
        days = Interval(first.first, base.last, coarser(first.precision, base.precision))
        return replace(_atom(start, at + 1, days, "T12-for"), kind="through")
    return _lasting(reader, start, at + 1, at, count)


def _is_going_on(reader: Reader, at: int) -> bool:
    """Whether the verb over a length is a present perfect: *has been shut for ten months*."""
    one = reader.doc[at]
    for _ in range(6):
        if one.pos_ in ("VERB", "AUX"):
            return any(child.lower_ in {"has", "have", "'ve", "’ve"} for child in one.children)
        if one.head.i == one.i:
            return False
        one = one.head
    return False
