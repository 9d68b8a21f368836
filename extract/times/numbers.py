"""
Read numbers as news writes them: digits, words, crowds (*dozens*), ranges, and the qualifiers that bound them.

Words are lower-cased token texts of one doc, in order; positions are token indices.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from sayso.resources import read

Bound = Literal["least", "over", "most", "under", "about"]

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_GLUED = re.compile(r"(\d+(?:\.\d+)?)(m|mn|bn|k)")
_DASHED = re.compile(r"(\d+)[-–—](\d+)")
_PLUS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\+")
_DASHES = frozenset("-–—")
_FIRST = ("a", "an", "half", "several", "tens")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The lexicon of numbers, by lower-cased word; `starts` are the words that a number may begin with."""

    units: Mapping[str, int]
    scales: Mapping[str, int]
    crowds: Mapping[str, int]
    vague: Mapping[str, int]
    ordinals: Mapping[str, int]
    before: Mapping[tuple[str, ...], Bound]
    behind: Mapping[tuple[str, ...], Bound]
    before_last: frozenset[str]
    longest_before: int
    starts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number in the text.

    Attributes:
        start: First token, qualifier included.
        end: Token after the last.
        low: Least whole number that the words allow, None where open.
        high: Greatest whole number that the words allow, None where open.
        approx: Whether the words say that it is rough.
        core: First token of the number itself.
        rule: How it was read.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    approx: bool
    core: int
    rule: str


@cache
def load_numbers() -> NumberWords:
    """Return the lexicon ``extract/lexicons/numbers.toml``, read once."""
    data = tomllib.loads(read("extract/lexicons", "numbers.toml"))

    def phrases(table: Mapping[str, str]) -> dict[tuple[str, ...], Bound]:
        return {tuple(words.split()): cast(Bound, bound) for words, bound in table.items()}

    before = phrases(data["qualifiers"])
    return NumberWords(
        units=data["units"],
        scales=data["scales"],
        crowds=data["crowds"],
        vague=data["vague"],
        ordinals=data["ordinals"],
        before=before,
        behind=phrases(data["qualifiers_behind"]),
        before_last=frozenset(words[-1] for words in before),
        longest_before=max(map(len, before)),
        starts=frozenset((*data["units"], *data["crowds"], *_FIRST)),
    )


def read_digits(word: str) -> float | None:
    """Return the value of a word in digits, ``1,450`` or ``2.8`` or ``4m``, else None."""
    if not word[:1].isdigit():
        return None
    if word.isdecimal():
        return float(word)
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", ""))
    if glued := _GLUED.fullmatch(word):
        return float(glued[1]) * load_numbers().scales[glued[2]]
    return None


def read_cardinal(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """
    Read a plain whole number at token *at*.

    Returns:
        The token after it and its value, or None. ``a million`` and ``half a million`` are read from their first word.
    """
    lexicon = load_numbers()
    end, half = at, False
    limit = len(words)
    if words[at] == "half" and at + 2 < limit and words[at + 1] == "a" and words[at + 2] in lexicon.scales:
        return at + 3, lexicon.scales[words[at + 2]] // 2
    if (
        words[at : at + 4] == ["a", "quarter", "of", "a"]
        and words[at + 4 : at + 5]
        and words[at + 4] in lexicon.scales
    ):
        return at + 5, lexicon.scales[words[at + 4]] // 4
    if words[at] in ("a", "an", "one") and at + 1 < limit and words[at + 1] in lexicon.scales:
        if len(words[at + 1]) < 3:
            return None
        end, half = at + 2, at + 4 < limit and words[at + 2 : at + 5] == ["and", "a", "half"]
        value = float(lexicon.scales[words[at + 1]])
        if half:
            return at + 5, int(value * 1.5)
        return _add_words(words, end, value) if value < 1000 else _add_words(words, end, 0.0, total=value)
    value_or_none = read_digits(words[at])
    if value_or_none is not None:
        value, end = value_or_none, at + 1
        # "4.5-million" comes in three tokens.
        step = 1 if end + 1 < limit and words[end] in _DASHES and words[end + 1] in lexicon.scales else 0
        if end + step < limit and words[end + step] in lexicon.scales and _may_scale(words, end + step):
            value *= lexicon.scales[words[end + step]]
            end += step + 1
        return end, round(value)
    if words[at] in lexicon.units and words[at] != "no":
        return _add_words(words, at, 0.0)
    return None


def may_end_number(word: str) -> bool:
    """Return whether a number that `read_cardinal` reads may end with *word*; *a million and a half* is left out."""
    lexicon = load_numbers()
    return word[:1].isdigit() or word in lexicon.units or word in lexicon.scales


def _may_scale(words: Sequence[str], at: int) -> bool:
    """Whether the word at *at* scales the digits before it; a bare ``m`` or ``k`` may be metres or a name."""
    return len(words[at]) > 1


def _add_words(words: Sequence[str], at: int, value: float, *, total: float = 0.0) -> tuple[int, int]:
    """Read on through number words from *at*: ``two hundred and twenty-seven thousand``."""
    lexicon = load_numbers()
    part, end, limit = value, at, len(words)
    while end < limit:
        word = words[end]
        joined = word in _DASHES or word == "and"
        if joined:
            if end + 1 >= limit or end == at or words[end + 1] not in lexicon.units or words[end + 1] == "no":
                break
            # "twenty-seven" and "two hundred and six", but not "two and three".
            if word == "and" and (part < 100 or part % 100) and total == 0:
                break
            if word in _DASHES and not (20 <= part % 100 <= 90 and lexicon.units[words[end + 1]] < 10):
                break
            end += 1
            word = words[end]
        if word in lexicon.units and word != "no":
            unit = lexicon.units[word]
            if not joined and part % 100 and not (part % 10 == 0 and unit < 10 and part % 100 >= 20):
                break
            part += unit
        elif word in lexicon.scales and len(word) > 2:
            scale = lexicon.scales[word]
            if scale >= 1000:
                total += max(part, 1.0) * scale
                part = 0.0
            else:
                part = max(part, 1.0) * scale
        else:
            break
        end += 1
    return end, round(total + part)


def _read_crowd(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """Read *dozens*, *tens of thousands*, *several hundred*, *a few dozen*: end and least number."""
    lexicon, limit = load_numbers(), len(words)
    word = words[at]
    if word == "tens" and words[at + 1 : at + 2] == ["of"] and at + 2 < limit and words[at + 2] in lexicon.crowds:
        return at + 3, lexicon.crowds[words[at + 2]] * 10
    if word in lexicon.crowds:
        if words[at + 1 : at + 2] == ["of"] and at + 2 < limit and words[at + 2] in ("thousands", "millions"):
            return at + 3, lexicon.crowds[word] * lexicon.crowds[words[at + 2]] // 2
        return at + 1, lexicon.crowds[word]
    start = at
    if word in ("a", "the") and at + 1 < limit and words[at + 1] in lexicon.vague:
        at += 1
        word = words[at]
    if word in lexicon.vague and (word == "several" or at > start):
        least = lexicon.vague[word]
        after = at + 1
        if after < limit and words[after] == "of":
            after += 1
        if after < limit and words[after] in lexicon.scales and len(words[after]) > 2:
            return after + 1, least * lexicon.scales[words[after]]
        return at + 1, least
    return None


def read_number(words: Sequence[str], at: int) -> Number | None:
    """
    Read the number whose own words begin at token *at*, with ranges and qualifiers around it.

    Args:
        words: Lower-cased token texts.
        at: Token index.

    Returns:
        The number, or None if none begins there. ``another 200``, ``the 200`` are read without the word before.
    """
    word = words[at]
    if not word.isalpha():
        if plus := _PLUS.fullmatch(word):
            return Number(at, at + 1, int(plus[1].replace(",", "")), None, False, at, "plus")
        if dashed := _DASHED.fullmatch(word):
            low, high = int(dashed[1]), int(dashed[2])
            return Number(at, at + 1, low, high, False, at, "range") if low < high else None
    crowd = _read_crowd(words, at)
    if crowd is not None:
        end, least = crowd
        start = _before(words, at)[0]
        return Number(start, end, least, None, True, at, "crowd")
    plain = read_cardinal(words, at)
    if plain is None:
        return None
    end, value = plain
    ranged = _read_range(words, at, end, value)
    if ranged is not None:
        return ranged
    return _bound(words, at, end, value)


def _read_range(words: Sequence[str], at: int, end: int, value: int) -> Number | None:
    """Read *between 20 and 30*, *from 20 to 30*, *20 to 30*, *20-30*."""
    if end + 1 >= len(words):
        return None
    before = words[at - 1] if at else ""
    link = words[end]
    if not (link in _DASHES or link in ("to", "or") or (link == "and" and before == "between")):
        return None
    second = read_cardinal(words, end + 1)
    if second is None or second[1] <= 0:
        return None
    low, high = value, second[1]
    # "two to three thousand" shares its scale.
    if low < 1000 <= high and words[second[0] - 1] in load_numbers().scales and low < high:
        scale = load_numbers().scales[words[second[0] - 1]]
        if high // scale > low:
            low *= scale
    if low >= high or (link == "or" and high - low > max(2, low)):
        return None
    start = at - 1 if before in ("between", "from") else at
    start, bound = (start, None) if start < at else _before(words, at)
    return Number(start, second[0], low, high, bound == "about", at, "range")


def _before(words: Sequence[str], at: int) -> tuple[int, Bound | None]:
    """Return where the qualifier in front of *at* begins, and what it does; (at, None) without one."""
    lexicon = load_numbers()
    if at and words[at - 1] in lexicon.before_last:
        for length in range(min(lexicon.longest_before, at), 0, -1):
            bound = lexicon.before.get(tuple(words[at - length : at]))
            if bound is not None:
                return at - length, bound
    return at, None


_GROWN = [[word] for word in ("grown", "grew", "risen", "rose", "increased", "climbed", "jumped", "gone", "went")]


def _bound(words: Sequence[str], at: int, end: int, value: int) -> Number:
    start, bound = _before(words, at)
    if bound is None:
        for length in (2, 1):
            behind = load_numbers().behind.get(tuple(words[end : end + length]))
            if behind is not None:
                bound, end = behind, end + length
                break
        else:
            if words[end : end + 2] in (["-", "plus"],):
                bound, end = "least", end + 2
    match bound:
        case "least":
            return Number(start, end, value, None, False, at, "least")
        case "over":
            return Number(start, end, value + 1, None, False, at, "over")
        case "most" if words[start - 1 : start] in _GROWN:
            # "has grown up to 46": to where it has grown.
            return Number(at, end, value, value, False, at, "plain")
        case "most":
            return Number(start, end, None, value, False, at, "most")
        case "under":
            return Number(start, end, None, value - 1, False, at, "under")
        case "about":
            return Number(start, end, value, value, True, at, "about")
        case None:
            return Number(start, end, value, value, False, at, "plain")
