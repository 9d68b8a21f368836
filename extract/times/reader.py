"""
Read single dates and times off a doc's words: each word that may head one calls up its reader.

Rules T1 to T12, docs/rules-events.md. Ranges and prepositions are put together afterwards, in `combine`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import compress, count

from sayso.extract.parse import Doc
from sayso.extract.times.calendar import Interval, fraction_of, make_day, month_of, part_of, shift
from sayso.extract.times.days import read_daypart, read_deictic, read_now, read_season, read_then, read_weekday
from sayso.extract.times.digits import read_decade, read_digits
from sayso.extract.times.lexicon import TimeWords, load_times
from sayso.extract.times.model import Atom
from sayso.extract.times.numbers import load_numbers, may_end_number, read_cardinal
from sayso.extract.times.tense import is_future, is_past
from sayso.extract.times.units import read_unit
from sayso.extract.times.words import get_sentence, get_words

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_DASHES = frozenset("-–—")
_SOON = 3
"""Months ahead in which a day or month is looked for, where no verb tells on which side it lies."""


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

    def word(self, at: int) -> str:
        """Return the lower-cased word at *at*, or an empty string beyond the ends."""
        try:
            return self.words[at] if at >= 0 else ""
        except IndexError:
            return ""

    def read_all(self) -> list[Atom]:
        """Return all atoms, rising, without overlaps."""
        atoms: list[Atom] = []
        done, sentence = 0, -1
        names = list(map(find_reader, self.words))
        for at in compress(count(), names):
            if at < done:
                continue
            if sentence != (where := get_sentence(self.doc, at)[0]):
                sentence, self.year = where, None
            try:
                atom = _READERS[names[at]](self, at)
            except (OverflowError, ValueError):
                # The calendar ends with the year 9999: nobody dates anything *in 24,000 years*.
                continue
            if atom is None or atom.start < done:
                continue
            atoms.append(atom)
            done = atom.end
            if (
                atom.days is not None
                and atom.kind == "at"
                and self.word(atom.start - 1) not in {"after", "before", "since", "until", "of"}
            ):
                self.latest = atom.days
                if atom.explicit and atom.days.first:
                    self.year = atom.days.first.year
        return atoms

    # Parts of a year, month or decade.

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

    def take_part(self, start: int, days: Interval) -> tuple[int, Interval]:
        """Take in *early*, *mid-*, *the end of* or *the first half of* in front: where it starts, and its days."""
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

    # Months and days of the month.

    def read_month(self, at: int) -> Atom | None:
        """T3: *27 September 2023*, *Sept. 22*, *mid-September*, *May*, *September last year*."""
        word, token = self.words[at], self.doc[at]
        if word in ("may", "march", "mar") and (
            not token.text[0].isupper() or token.tag_ in {"MD", "VB", "VBP", "VBD"}
        ):
            return None
        month = self.lexicon.months[word]
        start, end, day, last_day = self._read_days(at)
        if word in ("may", "march") and day is None and not self._stands_as_month(at):
            return None
        year, end, named = self.read_year_behind(end, month, day)
        where = self.last_or_next(start)
        if year is None:
            if where and not day:
                start -= 1
            year = self.choose_year(at, month, day, where)
        if year is None:
            return Atom(start, end, None, "T3-month")
        if day is None:
            start, days = self.take_part(start, month_of(year, month))
            return Atom(start, end, days, "T3-month", explicit=named)
        days_or_none = make_day(year, month, day)
        if days_or_none is not None and last_day is not None:
            until = make_day(year, month, last_day)
            days_or_none = until and replace(days_or_none, last=until.last)
        return Atom(start, end, days_or_none, "T3-day", explicit=named) if days_or_none else None

    def _stands_as_month(self, at: int) -> bool:
        before = self.word(at - 1)
        if before in self.lexicon.before_year or before in {"last", "next", "this", "-", "mid", "on"}:
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

    def read_year_behind(self, end: int, month: int, day: int | None) -> tuple[int | None, int, bool]:
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
        if self.word(end) in {"and", "to", "or", "until", "through", "-", "–", "/"} and day is None:
            if self.word(end + 1) in self.lexicon.months and _YEAR.fullmatch(self.word(end + 2)):
                year = int(self.words[end + 2])
                return year - (month > self.lexicon.months[self.words[end + 1]]), end, True
        if day is not None and self.word(end) in {"and", "to", "until", "through", "-", "–"}:
            for ahead in range(end + 1, min(end + 6, len(self.words))):
                if _YEAR.fullmatch(self.words[ahead]) and any(
                    word in self.lexicon.months for word in self.words[end + 1 : ahead]
                ):
                    return int(self.words[ahead]), end, True
        return None, end, False

    def choose_year(self, at: int, month: int, day: int | None, where: int) -> int | None:
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
        if day is not None and (agreeing := self._year_of_weekday(at, month, day)) is not None:
            return agreeing
        if is_future(self.doc[at]):
            return year if this >= now else year + 1
        past = year if this <= now else year - 1
        ahead = 12 * (past + 1 - year) + month - now[0]
        if this != now and ahead <= _SOON and not is_past(self.doc[at]):
            # "adjourned until April 5", told in March, hardly means the April before.
            return past + 1
        return past

    def _year_of_weekday(self, at: int, month: int, day: int) -> int | None:
        """*Wednesday, July 31*: the year, of those next to the base's, in which the day is such a weekday."""
        assert self.base is not None and self.base.first is not None
        weekdays = self.lexicon.weekdays
        left = at - 1 if self._day_number(self.word(at - 1)) is None else at - 2
        left -= self.word(left) in (",", "the")
        named = weekdays.get(self.word(left))
        if named is None:
            return None
        year = self.base.first.year
        for one in (year, year - 1, year + 1):
            days = make_day(one, month, day)
            if days is not None and days.first is not None and days.first.weekday() == named:
                return one
        return None

    def read_feast(self, at: int) -> Atom | None:
        """T3: *at Christmas*, resolved like a day of the month."""
        month, day = self.lexicon.feasts[self.words[at]]
        end, eve = at + 1, 0
        if self.word(end) in ("day", "eve"):
            eve, end = int(self.words[end] == "eve"), end + 1
        year, end, named = self.read_year_behind(end, month, day)
        year = year or self.choose_year(at, month, day - eve, self.last_or_next(at))
        days = make_day(year, month, day) if year else None
        days = days and shift(days, -eve, "day", 1)
        return Atom(at, end, days, "T3-feast", explicit=named)

    # Numbers in front of a unit.

    def count_before(self, at: int) -> tuple[int, int | None]:
        """Return where the number in front of *at* begins and its value; (at, None) without one. *Few* is 3."""
        before = self.word(at - 1)
        if before in ("few", "several"):
            return at - 1 - (self.word(at - 2) == "a"), 3
        if before == "of" and self.word(at - 2) in ("couple", "handful"):
            return at - 2 - (self.word(at - 3) == "a"), 2 if self.word(at - 2) == "couple" else 3
        if before == "half" or (before == "a" and self.word(at - 2) == "half"):
            return at, None
        if before == "couple" and self.word(at - 2) in {"a", "past", "last", "next"}:
            return at - 1 - (self.word(at - 2) == "a"), 2
        if before in ("a", "an"):
            return at - 1, 1
        if not may_end_number(before):
            return at, None
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


_READERS: Mapping[str, Callable[[Reader, int], Atom | None]] = {
    "month": Reader.read_month, "feast": Reader.read_feast, "unit": read_unit, "digits": read_digits,
    "decade": read_decade, "weekday": read_weekday, "deictic": read_deictic, "daypart": read_daypart,
    "then": read_then, "now": read_now, "season": read_season,
}  # fmt: skip
"""Readers by name, as the lexicon's anchors give it."""
