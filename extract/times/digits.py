"""Read dates that stand in digits: years, ISO and slashed dates, decades. Rules T1 and T2, docs/rules-events.md."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sayso.extract.parse import Token
from sayso.extract.times.calendar import Interval, decade_of, make_day, part_of, year_of
from sayso.extract.times.model import Atom

if TYPE_CHECKING:
    from sayso.extract.times.reader import Reader

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MID = re.compile(r"(mid|early|late)[-–]((?:1[5-9]|20)\d)(\d|0s)")
_YEARS = re.compile(r"((?:1[5-9]|20)\d\d)[-–/](\d\d|\d{4})")
_DECADE = re.compile(r"['’]?(\d\d)?(\d0)s")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_DASHES = frozenset("-–—")


def read_digits(reader: Reader, at: int) -> Atom | None:
    """T1: a bare year, *2020-21*, *2023-09-25*, *25/09/2023*, *the 1990s*."""
    word = reader.words[at]
    if _YEAR.fullmatch(word):
        return _read_iso(reader, at) or _read_year(reader, at)
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
    return read_decade(reader, at) if word.endswith("s") else None


def _read_iso(reader: Reader, at: int) -> Atom | None:
    words = reader.words[at : at + 5]
    if len(words) == 5 and words[1] == words[3] == "-" and words[2].isdigit() and words[4].isdigit():
        days = make_day(int(words[0]), int(words[2]), int(words[4]))
        return Atom(at, at + 5, days, "T1-iso", explicit=True) if days else None
    return None


def _read_year(reader: Reader, at: int) -> Atom | None:
    token, before = reader.doc[at], reader.word(at - 1)
    if reader.word(at - 1) in {"$", "€", "£", "no.", "resolution", "flight", "route", "unit"}:
        return None
    if (before, reader.word(at - 2)) in (("as", "early"), ("as", "late"), ("as", "recently")):
        before = "in"
    if before not in reader.lexicon.before_year and not _is_year_like(reader, token):
        return None
    if token.dep_ == "nummod" and token.head.tag_ == "NNS" and token.head.i > at:
        return None
    year, after = int(token.lower_), reader.word(at + 2)
    last = int(after) if after.isdigit() else 0
    last += year // 100 * 100 if len(after) == 2 else 0
    if reader.word(at + 1) in _DASHES and len(after) in (2, 4) and year < last < year + 200:
        # "1992-95" comes in three tokens.
        return Atom(at, at + 3, Interval(date(year, 1, 1), date(last, 12, 31), "year"), "T1-years", explicit=True)
    start, days = reader.take_part(at, year_of(year))
    return Atom(start, at + 1, days, "T1-year", explicit=True)


def _is_year_like(reader: Reader, token: Token) -> bool:
    """Whether a bare four-digit number reads as a year: the 2020 ceasefire, 5 May 2020, (1994)."""
    if token.ent_type_ == "DATE" or token.dep_ in ("pobj", "npadvmod"):
        return True
    return token.dep_ in ("nummod", "compound", "amod") and token.head.i > token.i and token.head.tag_ != "NNS"


def read_decade(reader: Reader, at: int) -> Atom | None:
    """T2: *the 1990s*, *the late '80s*, *the nineties*."""
    word = reader.words[at]
    if word in reader.lexicon.decades:
        year = 1900 + reader.lexicon.decades[word]
        if reader.word(at - 1) not in {"the", "early", "mid", "late", "-"}:
            return None
    else:
        found = _DECADE.fullmatch(word)
        if found is None or (found[1] is None and reader.word(at - 1) not in {"'", "’", "‘", "the", "early", "late"}):
            return None
        year = int((found[1] or "19") + found[2])
    start = at - 1 if reader.word(at - 1) in ("'", "’", "‘") else at
    start, days = reader.take_part(start, decade_of(year))
    return Atom(start, at + 1, days, "T2-decade", explicit=True)
