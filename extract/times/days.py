"""
Read days of the week and what is told as seen from today: *on Monday*, *last night*, *this winter*.

Rules T5 to T8, docs/rules-events.md.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sayso.extract.times.calendar import Interval, day_of, month_of, shift
from sayso.extract.times.model import Atom
from sayso.extract.times.tense import is_future

if TYPE_CHECKING:
    from sayso.extract.times.reader import Reader


def read_weekday(reader: Reader, at: int) -> Atom | None:
    """T5: *on Monday*, *last Friday*, *Tuesday night*, *Thursday last week*."""
    base, wanted = reader.base, reader.lexicon.weekdays[reader.words[at]]
    if reader.doc[at].ent_type_ == "PERSON" or reader.word(at + 1) in ("school", "roast", "best"):
        return None
    end = at + 1
    if reader.word(end) in reader.lexicon.daypart:
        end += 1
    start = at
    where = reader.last_or_next(at)
    if where or reader.word(at - 1) in reader.lexicon.this:
        start -= 1
        start -= reader.word(start - 1) in ("this", "the")
    if reader.word(start - 1) in ("early", "late") and reader.word(start - 2) != "in":
        start -= 1
    if reader.word(end) == "week" and base is not None and base.precision == "day" and base.first is not None:
        # "Monday week": a week after the coming one.
        return Atom(
            start,
            end + 1,
            day_of(base.first + timedelta(7 + ((wanted - base.first.weekday()) % 7 or 7))),
            "T5-weekday",
        )
    step, week_end = _week_behind(reader, end)
    if base is None or base.first is None:
        return Atom(start, week_end, None, "T5-weekday")
    if base.precision != "day":
        return Atom(start, week_end, base, "T5-weekday")
    today = base.first
    if step is not None:
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * step)
        return Atom(start, week_end, day_of(monday + timedelta(days=wanted)), "T5-weekday")
    back, ahead = (today.weekday() - wanted) % 7, (wanted - today.weekday()) % 7
    if where < 0:
        back = back or 7
    if where > 0:
        ahead = ahead or 7
    forward = where > 0 or (where == 0 and is_future(reader.doc[at]))
    return Atom(start, end, day_of(today + timedelta(days=ahead if forward else -back)), "T5-weekday")


def _week_behind(reader: Reader, end: int) -> tuple[int | None, int]:
    """Read *last week*, *of this week* behind a weekday: weeks from now, end."""
    at = end + (reader.word(end) == "of")
    if reader.word(at + 1) == "week" and reader.word(at) in ("last", "this", "next"):
        return {"last": -1, "this": 0, "next": 1}[reader.words[at]], at + 2
    if reader.word(at + 2) == "ago" and reader.word(at + 1) == "week" and reader.word(at) == "a":
        return -1, at + 3
    return None, end


def read_deictic(reader: Reader, at: int) -> Atom | None:
    """T6: *today*, *yesterday morning*, *earlier today*, *overnight*, *the day before yesterday*."""
    step = reader.lexicon.deictic[reader.words[at]]
    start, end = at, at + 1
    if reader.word(at - 1) in ("before", "after") and reader.word(at - 2) == "day":
        step += 1 if reader.words[at - 1] == "after" else -1
        start = at - 2 - (reader.word(at - 3) == "the")
    if reader.word(end) in reader.lexicon.daypart:
        end += 1
    if reader.word(start - 1) in {"earlier", "later", "early", "late"}:
        start -= 1
    return Atom(start, end, reader.base and shift(reader.base, step, "day", 1), "T6-day")


def read_daypart(reader: Reader, at: int) -> Atom | None:
    """T6: *this morning*, *last night*; other parts of a day go with their day."""
    before = reader.word(at - 1)
    if before in ("this", "last"):
        step = -1 if before == "last" else 0
        return Atom(at - 1, at + 1, reader.base and shift(reader.base, step, "day", 1), "T6-daypart")
    if before == "that" and reader.latest:
        return Atom(at - 1, at + 1, reader.latest, "T6-daypart")
    return None


def read_then(reader: Reader, at: int) -> Atom | None:
    """T7: *since then*, *by then*: the time told last."""
    if reader.word(at - 1) not in {"since", "until", "till", "by", "before", "back"} or reader.latest is None:
        return None
    return Atom(at, at + 1, reader.latest, "T7-then")


def read_now(reader: Reader, at: int) -> Atom | None:
    """T7: *currently*, *right now*, *at the moment*: the day of publication."""
    word, start = reader.words[at], at
    if word == "now" and reader.word(at - 1) not in ("right", "until", "by"):
        return None
    if word == "moment":
        if (reader.word(at - 1), reader.word(at - 2)) != ("the", "at"):
            return None
        start = at - 2
    elif word == "now" and reader.words[at - 1] == "right":
        start = at - 1
    return Atom(start, at + 1, reader.base, "T7-now")


def read_season(reader: Reader, at: int) -> Atom | None:
    """T8: *last summer*, *the spring of 2022*, *this winter*."""
    first, last = reader.lexicon.seasons[reader.words[at]]
    if reader.word(at - 1) in ("-", "arab", "prague") or reader.doc[at].pos_ in ("VERB", "AUX"):
        return None
    year, end, named = reader.read_year_behind(at + 1, first, None)
    where, start = reader.last_or_next(at), at
    if year is None:
        this = reader.word(at - 1) in reader.lexicon.this
        if not (
            where or this or reader.word(at - 1) in {"in", "the", "by", "since", "until", "early", "late", "mid", "-"}
        ):
            return None
        start -= bool(where or this)
        if reader.base is None or reader.base.first is None:
            return Atom(start, end, None, "T8-season")
        year = reader.base.first.year if this else reader.choose_year(at, first, None, where)
    if year is None:
        return Atom(start, end, None, "T8-season")
    days = Interval(month_of(year, first).first, month_of(year + (last < first), last).last, "month")
    if start == at and (part := reader.word(at - 1)) in ("early", "mid", "late"):
        month = {"early": first, "mid": first % 12 + 1, "late": last}[part]
        days, start = month_of(year + (month < first), month), at - 1
    return Atom(start, end, days, "T8-season", explicit=named)
