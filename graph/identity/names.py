"""
Names compared: folded, spelt in another alphabet, initials, acronyms, slips.

Nothing here knows a language: letters become Latin ones, spellings of one sound meet, and what is left is compared
letter by letter within a bound that grows with the length.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.resources import folder

_TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_DOUBLE = re.compile(r"(.)\1+")
_THROAT = re.compile("kh|gh|ch|[jxh]")
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_SMALL = frozenset("of the and for in on de la le du des al el da do dos das von van der den bin ibn y e".split())
_TITLES = frozenset(
    "mr mrs ms dr sir lady lord prof gen col maj capt lt sgt rev hon president minister general".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """
    A name in the forms that are compared.

    Attributes:
        text: As written.
        tokens: Folded words, small words and titles left out.
        sounds: Each of them by its sound: spellings of one sound meet.
    """

    text: str
    tokens: tuple[str, ...]
    sounds: tuple[str, ...]


def fold(text: str) -> str:
    """Return a text in lower-case Latin letters without accents; letters that no table knows stay."""
    plain = text.casefold()
    if not plain.isascii():
        table = _read_table()[1]
        plain = "".join(table.get(char, char) for char in plain)
        plain = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
        plain = "".join(table.get(char, char) for char in plain)
    return plain


@lru_cache(maxsize=400_000)
def sound(token: str) -> str:
    """Return a folded word with the spellings of one sound made alike: ``khachatryan`` and ``hachatrian`` meet."""
    out: list[str] = []
    at = 0
    folds, longest = _read_table()[0], _read_table()[2]
    word = token.replace("'", "").replace("’", "")
    while at < len(word):
        for length in range(min(longest, len(word) - at), 0, -1):
            found = folds.get(word[at : at + length])
            if found is not None:
                out.append(found)
                at += length
                break
        else:
            out.append(word[at])
            at += 1
    return _DOUBLE.sub(r"\1", "".join(out))


@lru_cache(maxsize=400_000)
def loosen(token: str) -> str:
    """
    Return a folded word with the letters alike that different languages write for the sounds of the throat.

    What English spells *kh* Spanish spells *j* and others *x*, *h* or *gh*, so names that came to English through a
    third language differ there.
    """
    return _DOUBLE.sub(r"\1", _THROAT.sub("h", token))


@lru_cache(maxsize=400_000)
def skeleton(token: str) -> str:
    """Return the sound of a word without vowels after the first letter, and without ``h``: what most slips leave."""
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", sound(token)).replace("h", "") or sound(token))


@lru_cache(maxsize=400_000)
def read_name(text: str) -> Name:
    """Return a name in the forms that are compared."""
    words = [one.rstrip(".").replace(".", "") for one in _TOKEN.findall(fold(text).replace("-", " "))]
    tokens = [one.removesuffix("'s").removesuffix("’s") for one in words if one]
    kept = [one for one in tokens if one not in _SMALL and one not in _TITLES] or tokens
    return Name(text, tuple(kept), tuple(sound(one) for one in kept))


def is_acronym(short: str, name: Name) -> bool:
    """Return whether a written word is the initials of a name of two words or more: ``UNHCR``, ``W.H.O.``."""
    plain = short.replace(".", "")
    if not 2 <= len(plain) <= 8 or not plain.isupper() or not plain.isalpha() or len(name.tokens) < 2:
        return False
    return fold(plain) in list_acronyms(name)


def list_acronyms(name: Name) -> set[str]:
    """Return the initials of a name, with and without its small words."""
    every = [one for one in _TOKEN.findall(fold(name.text).replace("-", " ")) if one not in ("the",)]
    out = {"".join(one[0] for one in every), "".join(one[0] for one in name.tokens)}
    return {one for one in out if len(one) > 1}


def measure_slips(one: str, other: str, most: int) -> int:
    """
    Return how many letters are added, left out, altered or swapped between two words; ``most + 1`` where it is more.

    Optimal string alignment, within a band.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        older, before = before, row
        row = [i] + [most + 1] * len(other)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            right = other[j - 1]
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def allow_slips(length: int) -> int:
    """Return how many slips two words of a length may have and still be one name: none below five letters."""
    return 0 if length < 5 else 1 if length < 9 else 2


def are_alike(one: str, other: str) -> bool:
    """Return whether two folded words are one word but for slips that their length allows."""
    most = allow_slips(min(len(one), len(other)))
    return measure_slips(one, other, most) <= most or (
        most > 0 and measure_slips(loosen(one), loosen(other), most) <= most
    )


@cache
def _read_table() -> tuple[dict[str, str], dict[str, str], int]:
    """Return spellings of sounds, letters of other scripts, and the length of the longest spelling."""
    folds: dict[str, str] = {}
    letters: dict[str, str] = {}
    text = folder("graph").joinpath("identity", "transliteration.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, found, becomes = line.split("\t")
            (folds if kind == "fold" else letters)[found] = becomes
    return folds, letters, max(map(len, folds))
