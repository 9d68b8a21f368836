"""Sign a text so that copies of it can be found without looking at it again."""

import base64
import hashlib
import re
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.model import Article
from sayso.resources import folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHINGLE = 4
"""Words that are taken together: fewer are shared by chance, more are lost with every word that is changed."""
HASHES = 128
"""Smallest hashes kept; the share that two texts have in common estimates that of their shingles to ±0.04."""
_RANGE_BITS = 7
_MARKS = "“”‘’‚„‹›«»–—…·•\xa0\u2009\u202f"
_SPACED = bytes(byte if byte >= 128 or chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in range(256))
"""For ASCII, what is no part of a word becomes a space; several times as fast as an expression."""
_EDGE = 400
"""Characters at either end of a text within which it says which agency it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """
    What is kept of an article to find its copies; about 400 bytes as JSON.

    Attributes:
        id: Of the article.
        digest: Of its words in their order; equal for texts that differ only in case, spaces and marks.
        size: Number of different shingles, `SHINGLE` words each.
        hashes: `HASHES` numbers of two bytes, lowest byte first.
        published: As in the article.
        rank: 0 for an agency's own text, 2 for one that says that it is taken from an agency, else 1.
    """

    id: str
    digest: str
    size: int
    hashes: bytes
    published: str | None = None
    rank: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return the signature in a form for ``json.dump``."""
        return {
            "id": self.id,
            "digest": self.digest,
            "size": self.size,
            "hashes": base64.b64encode(self.hashes).decode("ascii"),
            "published": self.published,
            "rank": self.rank,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Signature":
        """
        Read a signature that `to_json` wrote.

        Raises:
            KeyError: If a key is missing.
            ValueError: If the hashes are no such.
        """
        hashes = base64.b64decode(data["hashes"], validate=True)
        if len(hashes) != 2 * HASHES:
            raise ValueError(f"{len(hashes)} bytes of hashes instead of {2 * HASHES}")
        return cls(
            id=data["id"],
            digest=data["digest"],
            size=data["size"],
            hashes=hashes,
            published=data["published"],
            rank=data["rank"],
        )


def sign_article(article: Article) -> Signature:
    """Return the signature of an article: the same on every machine, and whatever its id and headline are."""
    words = _split_words(article.clean)
    size, hashes = _hash_shingles(words)
    return Signature(
        id=article.id,
        digest=hashlib.blake2b(b" ".join(words), digest_size=16).hexdigest(),
        size=size,
        hashes=hashes,
        published=article.published,
        rank=_rank(article),
    )


def _split_words(text: str) -> list[bytes]:
    """Return the words of a text in small letters; signs part them, and letters that are not ASCII count as such."""
    text = text.casefold()
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text.encode("utf-8", "surrogatepass").translate(_SPACED).split()


def _hash_shingles(words: list[bytes]) -> tuple[int, bytes]:
    """
    Return the number of different shingles, and of each of `HASHES` ranges of their hashes the smallest.

    Source: P. Li, A. Owen, C.-H. Zhang, One permutation hashing (2012); an empty range borrows from another as in
    A. Shrivastava, Optimal densification for fast and accurate minwise hashing (2017).
    """
    import numpy as np

    numbers = np.zeros(max(len(words), SHINGLE), dtype=np.uint64)
    numbers[: len(words)] = np.fromiter(map(zlib.crc32, words), dtype=np.uint64, count=len(words))
    count = len(numbers) - SHINGLE + 1
    shingles = np.zeros(count, dtype=np.uint64)
    for at in range(SHINGLE):
        # Multiplied as often as it has words behind it, so that order counts.
        shingles = shingles * np.uint64(0x9E3779B97F4A7C15) + numbers[at : count + at]
        shingles ^= shingles >> np.uint64(29)
    shingles *= np.uint64(0xBF58476D1CE4E5B9)
    shingles.sort()
    different = shingles[np.concatenate([[True], shingles[1:] != shingles[:-1]])]
    ranges = (different >> np.uint64(64 - _RANGE_BITS)).astype(np.int64)
    places = np.searchsorted(ranges, np.arange(HASHES))
    filled = ranges[np.minimum(places, len(ranges) - 1)] == np.arange(HASHES)
    smallest = different[np.minimum(places, len(different) - 1)] >> np.uint64(20)
    for empty in np.flatnonzero(~filled).tolist():
        smallest[empty] = smallest[_find_donor(empty, filled)]
    return len(different), smallest.astype("<u2").tobytes()


def _find_donor(empty: int, filled: "NDArray[np.bool_]") -> int:
    """Return the filled range that an empty one borrows from: the same whenever the same ones are filled."""
    attempt = 0
    while True:
        attempt += 1
        donor = zlib.crc32(bytes((empty, attempt & 0xFF, attempt >> 8 & 0xFF))) % HASHES
        if filled[donor]:
            return donor


def _rank(article: Article) -> int:
    names, taken = _agencies()
    publisher = (article.publisher or "").strip()
    if publisher.casefold() in names:
        return 0
    text = article.clean
    if taken.search(publisher) or taken.search(text[:_EDGE]) or taken.search(text[-_EDGE:]):
        return 2
    return 1


@cache
def _agencies() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the names of the agencies, folded, and the expression of a text that names one as where it is from."""
    text = folder("extract/lexicons").joinpath("agencies.toml").read_text(encoding="utf-8")
    names: list[str] = tomllib.loads(text)["names"]
    any_name = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    taken = rf"\b(?:[Vv]ia|[Ss]ource:|[Ww]ith|©)\s+(?:{any_name})\b|\((?:{any_name})\)"
    return frozenset(name.casefold() for name in names), re.compile(taken)
