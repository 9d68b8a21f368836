"""
Read single dates and times off a doc's words: each word that may head one calls up its reader.

Rules T1 to T12, docs/rules-events.md. Ranges and prepositions are put together afterwards, in `combine`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from sayso.extract.parse import Doc, Token
from sayso.extract.times.calendar import (
    Interval,
    day_of,
    decade_of,
    fraction_of,
    make_day,
    month_of,
    part_of,
    shift,
    year_of,
)  # fmt: skip
from sayso.extract.times.lexicon import TimeWords, load_times
from sayso.extract.times.model import Kind
from sayso.extract.times.numbers import load_numbers, read_cardinal
from sayso.extract.times.tense import is_future
from sayso.extract.times.words import get_sentence, get_words

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MID = re.compile(r"(mid|early|late)[-–]((?:1[5-9]|20)\d)(\d|0s)")
_YEARS = re.compile(r"((?:1[5-9]|20)\d\d)[-–/](\d\d|\d{4})")
_DECADE = re.compile(r"['’]?(\d\d)?(\d0)s")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_DASHES = frozenset("-–—")
_STREAK = frozenset(("consecutive", "straight", "successive", "running"))
_BEFORE_UNIT = frozenset(("a", "an", "the"))
_RECENT = {"day": 0, "week": 1, "month": 2, "year": 3}


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


@lru_cache(maxsize=65_536)
def find_reader(word: str) -> str:
    """Return the name of the reader that a word calls up, or an empty string."""
    name = load_times().anchors.get(word)
    if name is not None:
        return name
    if len(word) > 2 and (word[0].isdigit() or word[0] in "'’" or word[-1].isdigit() or word.endswith("0s")):
        return "digits"
    return ""


class Reader:
    """
    Reads the atoms of one doc in order of the text.

    Args:
        doc: A parsed doc.
        base: When it was published; None leaves relative times unresolved.
    """

    def __init__(self, doc: Doc, base: Interval | None) -> None:
        self.doc = doc
        self.base = base
        self.words = get_words(doc)
        self.lexicon: TimeWords = load_times()
        self.latest: Interval | None = None
        self.year: int | None = None
        # Not bound to this reader: a circle would keep the doc alive beyond its batch.
        self.readers: Mapping[str, Callable[[Reader, int], Atom | None]] = {
            "month": Reader.read_month, "weekday": Reader.read_weekday, "unit": Reader.read_unit,
            "deictic": Reader.read_deictic, "season": Reader.read_season, "feast": Reader.read_feast,
            "decade": Reader.read_decade, "daypart": Reader.read_daypart, "then": Reader.read_then,
            "digits": Reader.read_digits, "now": Reader.read_now,
        }  # fmt: skip

    def word(self, at: int) -> str:
        """Return the lower-cased word at *at*, or an empty string beyond the ends."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def read_all(self) -> list[Atom]:
        """Return all atoms, rising, without overlaps."""
        atoms: list[Atom] = []
        done, sentence = 0, -1
        for at, word in enumerate(self.words):
            name = find_reader(word)
            if not name or at < done:
                continue
            if sentence != (where := get_sentence(self.doc, at)[0]):
                sentence, self.year = where, None
            atom = self.readers[name](self, at)
            if atom is None or atom.start < done:
                continue
            atoms.append(atom)
            done = atom.end
            if (
                atom.days is not None
                and atom.kind == "at"
                and self.word(atom.start - 1) not in ("after", "before", "since", "until", "of")
            ):
                self.latest = atom.days
                if atom.explicit and atom.days.first:
                    self.year = atom.days.first.year
        return atoms

    # Digits: years, ISO and slashed dates, decades.

    def read_digits(self, at: int) -> Atom | None:
        """T1: a bare year, *2020-21*, *2023-09-25*, *25/09/2023*, *the 1990s*."""
        word = self.words[at]
        if _YEAR.fullmatch(word):
            return self._read_iso(at) or self._read_year(at)
        if two := _YEARS.fullmatch(word):
            first, last = int(two[1]), int(two[2])
            last = last if last > 99 else first // 100 * 100 + last
            if first < last:
                days = Interval(date(first, 1, 1), date(last, 12, 31), "year")
                return Atom(at, at + 1, days, "T1-years", explicit=True)
        if slashed := _SLASHED.fullmatch(word):
            one, other, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
            days_or_none = make_day(year, other, one) or make_day(year, one, other)
            # Both readings possible and different: which of them is meant is not known.
            if one <= 12 and other <= 12 and one != other:
                days_or_none = None
            return Atom(at, at + 1, days_or_none, "T1-slashed", explicit=True) if days_or_none else None
        if part := _MID.fullmatch(word):
            whole = decade_of(int(part[2] + "0")) if part[3] == "0s" else year_of(int(part[2] + part[3]))
            return Atom(at, at + 1, part_of(whole, part[1]), "T1-part", explicit=True)
        return self.read_decade(at) if word.endswith("s") else None

    def _read_iso(self, at: int) -> Atom | None:
        words = self.words[at : at + 5]
        if len(words) == 5 and words[1] == words[3] == "-" and words[2].isdigit() and words[4].isdigit():
            days = make_day(int(words[0]), int(words[2]), int(words[4]))
            return Atom(at, at + 5, days, "T1-iso", explicit=True) if days else None
        return None

    def _read_year(self, at: int) -> Atom | None:
        token, before = self.doc[at], self.word(at - 1)
        if self.word(at - 1) in ("$", "€", "£", "no.", "resolution", "flight", "route", "unit"):
            return None
        if (before, self.word(at - 2)) in (("as", "early"), ("as", "late"), ("as", "recently")):
            before = "in"
        if before not in self.lexicon.before_year and not self._is_year_like(token):
            return None
        if token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i > at:
            return None
        year, after = int(token.lower_), self.word(at + 2)
        last = int(after) if after.isdigit() else 0
        last += year // 100 * 100 if len(after) == 2 else 0
        if self.word(at + 1) in _DASHES and len(after) in (2, 4) and year < last < year + 200:
            # "1992-95" comes in three tokens.
            return Atom(at, at + 3, Interval(date(year, 1, 1), date(last, 12, 31), "year"), "T1-years", explicit=True)
        start, days = self._take_part(at, year_of(year))
        return Atom(start, at + 1, days, "T1-year", explicit=True)

    def _is_year_like(self, token: Token) -> bool:
        """Whether a bare four-digit number reads as a year: the 2020 ceasefire, 5 May 2020, (1994)."""
        if token.ent_type_ == "DATE" or token.dep_ in ("pobj", "npadvmod"):
            return True
        return token.dep_ in ("nummod", "compound", "amod") and token.head.i > token.i and token.head.tag_ != "NNS"

    def _take_fraction(self, start: int, days: Interval) -> tuple[int, Interval] | None:
        """Take in *the first half of*, *the third quarter of*, *the first week of* in front of a year or month."""
        at = start - 1 - (self.word(start - 1) == "the")
        unit = self.word(at - 1)
        if self.word(at) != "of" or unit not in ("half", "quarter", "week") or days.first is None:
            return None
        begin, number = self.ordinal_before(at - 1)
        if self.word(at - 2) == "last":
            begin, number = at - 2, 0
        if number is None or number > 4:
            return None
        found = fraction_of(days, unit, number)
        if found is None:
            return None
        return begin - (self.word(begin - 1) == "the"), found

    def _take_part(self, start: int, days: Interval) -> tuple[int, Interval]:
        """Take in *early*, *mid-*, *the end of* or *the first half of* in front."""
        fraction = self._take_fraction(start, days)
        if fraction is not None:
            return fraction
        at = start - 1
        if self.word(at) == "the":
            at -= 1
        if self.word(at) == "of":
            at -= 1
            part = self.lexicon.parts.get(self.word(at)) if self.word(at) not in ("early", "late") else None
        else:
            if self.word(at) in _DASHES:
                at -= 1
            part = self.lexicon.parts.get(self.word(at)) if self.word(at) in ("early", "mid", "late") else None
        if part is None:
            return start, days
        if self.word(at - 1) == "the":
            at -= 1
        return at, part_of(days, part)

    def read_decade(self, at: int) -> Atom | None:
        """T2: *the 1990s*, *the late '80s*, *the nineties*."""
        word = self.words[at]
        if word in self.lexicon.decades:
            year = 1900 + self.lexicon.decades[word]
            if self.word(at - 1) not in ("the", "early", "mid", "late", "-"):
                return None
        else:
            found = _DECADE.fullmatch(word)
            if found is None or (
                found[1] is None and self.word(at - 1) not in ("'", "’", "‘", "the", "early", "late")
            ):
                return None
            year = int((found[1] or "19") + found[2])
        start = at - 1 if self.word(at - 1) in ("'", "’", "‘") else at
        start, days = self._take_part(start, decade_of(year))
        return Atom(start, at + 1, days, "T2-decade", explicit=True)

    # Months and days of the month.

    def read_month(self, at: int) -> Atom | None:
        """T3: *27 September 2023*, *Sept. 22*, *mid-September*, *May*, *September last year*."""
        word, token = self.words[at], self.doc[at]
        if word in ("may", "march", "mar") and (
            not token.text[0].isupper() or token.tag_ in ("MD", "VB", "VBP", "VBD")
        ):
            return None
        month = self.lexicon.months[word]
        start, end, day, last_day = self._read_days(at)
        if word in ("may", "march") and day is None and not self._stands_as_month(at):
            return None
        year, end, named = self._read_year_behind(end, month, day)
        where = self.last_or_next(start)
        if year is None:
            if where and not day:
                start -= 1
            year = self._choose_year(at, month, day, where)
        if year is None:
            return Atom(start, end, None, "T3-month")
        if day is None:
            start, days = self._take_part(start, month_of(year, month))
            return Atom(start, end, days, "T3-month", explicit=named)
        days_or_none = make_day(year, month, day)
        if days_or_none is not None and last_day is not None:
            until = make_day(year, month, last_day)
            days_or_none = until and replace(days_or_none, last=until.last)
        return Atom(start, end, days_or_none, "T3-day", explicit=named) if days_or_none else None

    def _stands_as_month(self, at: int) -> bool:
        before = self.word(at - 1)
        if before in self.lexicon.before_year or before in ("last", "next", "this", "-", "mid", "on"):
            return True
        return self.doc[at].ent_type_ == "DATE" or bool(_YEAR.fullmatch(self.word(at + 1)))

    def last_or_next(self, start: int) -> int:
        """Return -1 after *last*, 1 after *next*, else 0, by the word before *start*."""
        before = self.word(start - 1)
        return -1 if before in self.lexicon.last else 1 if before in self.lexicon.next else 0

    def _day_number(self, word: str) -> int | None:
        digits = word if word.isdigit() and len(word) <= 2 else None
        if digits is None and (ordinal := _ORDINAL.fullmatch(word)):
            digits = ordinal[1]
        return int(digits) if digits and 1 <= int(digits) <= 31 else None

    def _read_days(self, at: int) -> tuple[int, int, int | None, int | None]:
        """Read the day or days around a month: start, end, first day, last day of a range."""
        day = self._day_number(self.word(at + 1))
        # "September 25 people died" is a number of people, but "September 25" is a day.
        if day is not None and self.word(at + 2) not in ("people", "civilians", "soldiers"):
            link, last = self.word(at + 2), self._day_number(self.word(at + 3))
            if last and last > day and (link in _DASHES or link in ("to", "and", "through")):
                if not _YEAR.fullmatch(self.word(at + 3)):
                    return at, at + 4, day, last
            return at, at + 2, day, None
        left = at - 1
        if self.word(left) == "of":
            left -= 1
        day = self._day_number(self.word(left))
        if day is None:
            return at, at + 1, None, None
        start = left - 1 if self.word(left - 1) == "the" else left
        first = self._day_number(self.word(left - 2))
        if first and first < day and (self.word(left - 1) in _DASHES or self.word(left - 1) in ("to", "and", "until")):
            start = left - 3 if self.word(left - 3) in ("between", "from") else left - 2
            return start, at + 1, first, day
        return start, at + 1, day, None

    def _read_year_behind(self, end: int, month: int, day: int | None) -> tuple[int | None, int, bool]:
        """Read *2023*, *of 2023*, *last year*, *of that year* behind a date: year, end, whether in digits."""
        at = end
        if self.word(at) == "," and day is not None:
            at += 1
        elif self.word(at) == "of":
            at += 1
        if _YEAR.fullmatch(self.word(at)):
            return int(self.words[at]), at + 1, True
        at += self.word(at) == "the"
        if self.word(at + 1) == "year" and self.base and self.base.first:
            step = {"last": -1, "this": 0, "next": 1}.get(self.word(at))
            if step is not None:
                return self.base.first.year + step, at + 2, False
            if self.word(at) in ("that", "same") and self.latest and self.latest.first:
                return self.latest.first.year, at + 2, False
        # "September and October 2020" share their year.
        if self.word(end) in ("and", "to", "or", "until", "through", "-", "–", "/") and day is None:
            if self.word(end + 1) in self.lexicon.months and _YEAR.fullmatch(self.word(end + 2)):
                year = int(self.words[end + 2])
                return year - (month > self.lexicon.months[self.words[end + 1]]), end, True
        if day is not None and self.word(end) in ("and", "to", "until", "through", "-", "–"):
            for ahead in range(end + 1, min(end + 6, len(self.words))):
                if _YEAR.fullmatch(self.words[ahead]) and any(
                    word in self.lexicon.months for word in self.words[end + 1 : ahead]
                ):
                    return int(self.words[ahead]), end, True
        return None, end, False

    def _choose_year(self, at: int, month: int, day: int | None, where: int) -> int | None:
        """T4: the nearest year on the side that the tense tells."""
        if self.year is not None and where == 0:
            return self.year
        if self.base is None or self.base.first is None or self.base.last is None:
            return None
        year = self.base.first.year
        if self.base.precision in ("year", "decade"):
            return year
        this = (month, day or 0)
        if day and self.base.precision == "day":
            now = (self.base.last.month, self.base.last.day)
        else:
            this, now = (month, 0), (self.base.last.month, 0)
        if where < 0:
            return year if this < now else year - 1
        if where > 0:
            return year if this > now else year + 1
        if is_future(self.doc[at]):
            return year if this >= now else year + 1
        return year if this <= now else year - 1

    def read_feast(self, at: int) -> Atom | None:
        """T3: *at Christmas*, resolved like a day of the month."""
        month, day = self.lexicon.feasts[self.words[at]]
        end, eve = at + 1, 0
        if self.word(end) in ("day", "eve"):
            eve, end = int(self.words[end] == "eve"), end + 1
        year, end, named = self._read_year_behind(end, month, day)
        year = year or self._choose_year(at, month, day - eve, self.last_or_next(at))
        days = make_day(year, month, day) if year else None
        days = days and shift(days, -eve, "day", 1)
        return Atom(at, end, days, "T3-feast", explicit=named)

    # Days of the week, and days seen from today.

    def read_weekday(self, at: int) -> Atom | None:
        """T5: *on Monday*, *last Friday*, *Tuesday night*, *Thursday last week*."""
        base, wanted = self.base, self.lexicon.weekdays[self.words[at]]
        if self.doc[at].ent_type_ == "PERSON" or self.word(at + 1) in ("school", "roast", "best"):
            return None
        end = at + 1
        if self.word(end) in self.lexicon.daypart:
            end += 1
        start = at
        where = self.last_or_next(at)
        if where or self.word(at - 1) in self.lexicon.this:
            start -= 1
            start -= self.word(start - 1) in ("this", "the")
        if self.word(start - 1) in ("early", "late") and self.word(start - 2) != "in":
            start -= 1
        if self.word(end) == "week" and base is not None and base.precision == "day" and base.first is not None:
            # "Monday week": a week after the coming one.
            return Atom(
                start,
                end + 1,
                day_of(base.first + timedelta(7 + ((wanted - base.first.weekday()) % 7 or 7))),
                "T5-weekday",
            )
        step, week_end = self._week_behind(end)
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
        forward = where > 0 or (where == 0 and is_future(self.doc[at]))
        return Atom(start, end, day_of(today + timedelta(days=ahead if forward else -back)), "T5-weekday")

    def _week_behind(self, end: int) -> tuple[int | None, int]:
        """Read *last week*, *of this week* behind a weekday: weeks from now, end."""
        at = end + (self.word(end) == "of")
        if self.word(at + 1) == "week" and self.word(at) in ("last", "this", "next"):
            return {"last": -1, "this": 0, "next": 1}[self.words[at]], at + 2
        if self.word(at + 2) == "ago" and self.word(at + 1) == "week" and self.word(at) == "a":
            return -1, at + 3
        return None, end

    def read_deictic(self, at: int) -> Atom | None:
        """T6: *today*, *yesterday morning*, *earlier today*, *overnight*, *the day before yesterday*."""
        step = self.lexicon.deictic[self.words[at]]
        start, end = at, at + 1
        if self.word(at - 1) in ("before", "after") and self.word(at - 2) == "day":
            step += 1 if self.words[at - 1] == "after" else -1
            start = at - 2 - (self.word(at - 3) == "the")
        if self.word(end) in self.lexicon.daypart:
            end += 1
        if self.word(start - 1) in ("earlier", "later", "early", "late"):
            start -= 1
        return Atom(start, end, self.base and shift(self.base, step, "day", 1), "T6-day")

    def read_daypart(self, at: int) -> Atom | None:
        """T6: *this morning*, *last night*; other parts of a day go with their day."""
        before = self.word(at - 1)
        if before in ("this", "last"):
            step = -1 if before == "last" else 0
            return Atom(at - 1, at + 1, self.base and shift(self.base, step, "day", 1), "T6-daypart")
        if before == "that" and self.latest:
            return Atom(at - 1, at + 1, self.latest, "T6-daypart")
        return None

    def read_then(self, at: int) -> Atom | None:
        """T7: *since then*, *by then*: the time told last."""
        if self.word(at - 1) not in ("since", "until", "till", "by", "before", "back") or self.latest is None:
            return None
        return Atom(at, at + 1, self.latest, "T7-then")

    def read_now(self, at: int) -> Atom | None:
        """T7: *currently*, *right now*, *at the moment*: the day of publication."""
        word, start = self.words[at], at
        if word == "now" and self.word(at - 1) not in ("right", "until", "by"):
            return None
        if word == "moment":
            if (self.word(at - 1), self.word(at - 2)) != ("the", "at"):
                return None
            start = at - 2
        elif word == "now" and self.words[at - 1] == "right":
            start = at - 1
        return Atom(start, at + 1, self.base, "T7-now")

    def read_season(self, at: int) -> Atom | None:
        """T8: *last summer*, *the spring of 2022*, *this winter*."""
        first, last = self.lexicon.seasons[self.words[at]]
        if self.word(at - 1) in ("-", "arab", "prague") or self.doc[at].pos_ in ("VERB", "AUX"):
            return None
        year, end, named = self._read_year_behind(at + 1, first, None)
        where, start = self.last_or_next(at), at
        if year is None:
            this = self.word(at - 1) in self.lexicon.this
            if not (
                where
                or this
                or self.word(at - 1) in ("in", "the", "by", "since", "until", "early", "late", "mid", "-")
            ):
                return None
            start -= bool(where or this)
            if self.base is None or self.base.first is None:
                return Atom(start, end, None, "T8-season")
            year = self.base.first.year if this else self._choose_year(at, first, None, where)
        if year is None:
            return Atom(start, end, None, "T8-season")
        days = Interval(month_of(year, first).first, month_of(year + (last < first), last).last, "month")
        if start == at and (part := self.word(at - 1)) in ("early", "mid", "late"):
            month = {"early": first, "mid": first % 12 + 1, "late": last}[part]
            days, start = month_of(year + (month < first), month), at - 1
        return Atom(start, end, days, "T8-season", explicit=named)

    # Lengths: weeks ago, last month, for the fourth day.

    def read_unit(self, at: int) -> Atom | None:
        """T9 to T12: what begins or ends with a unit of time."""
        from sayso.extract.times.units import read_unit

        return read_unit(self, at)

    def count_before(self, at: int) -> tuple[int, int | None]:
        """Return where the number in front of *at* begins and its value; (at, None) without one. *Few* is 3."""
        before = self.word(at - 1)
        if before in ("few", "several"):
            return at - 1 - (self.word(at - 2) == "a"), 3
        if before == "of" and self.word(at - 2) in ("couple", "handful"):
            return at - 2 - (self.word(at - 3) == "a"), 2 if self.word(at - 2) == "couple" else 3
        if before == "half" or (before == "a" and self.word(at - 2) == "half"):
            return at, None
        if before == "couple" and self.word(at - 2) in ("a", "past", "last", "next"):
            return at - 1 - (self.word(at - 2) == "a"), 2
        if before in ("a", "an"):
            return at - 1, 1
        for back in range(min(5, at), 0, -1):
            found = read_cardinal(self.words, at - back)
            if found is not None and found[0] == at:
                return at - back, found[1]
        return at, None

    def ordinal_before(self, at: int) -> tuple[int, int | None]:
        """Return where the ordinal in front of *at* begins and its value; (at, None) without one."""
        before = self.word(at - 1)
        if found := _ORDINAL.fullmatch(before):
            return at - 1, int(found[1])
        value = load_numbers().ordinals.get(before)
        return (at - 1, value) if value else (at, None)
