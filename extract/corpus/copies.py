"""Find the articles that are copies of others: the same dispatch printed again, cut or with a new headline."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from sayso.extract.corpus.signature import HASHES, Signature

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LIKE = 0.5
"""Two texts that share this much of their shingles (Jaccard) are copies: one word in ten may differ."""
HELD = 0.7
"""A text of which this share stands in a longer one is a cut copy of that."""
LEAST_LIKE = 0.2
"""Below this Jaccard the estimate of how much is held is too rough to say."""
SHORT = 40
"""Texts of fewer shingles are copies only where they are nearly equal; stock phrases make up too much of them."""
LIKE_SHORT = 0.8

_ROWS = 3
"""Hashes a band. With 42 bands, 68 % of pairs with a Jaccard of 0.3 are looked at, 99.6 % of 0.5, 0.5 % of 0.05."""
_CROWD = 64
"""A band that more texts share (stock text) is not compared pair by pair, but with its first ones."""
_FIRST = 8
_CHUNK = 100_000


def find_copies(signatures: Iterable[Signature]) -> dict[str, str]:
    """
    Return for the id of each copy the id of its original.

    The original is the earliest published (unknown last, a month after its days), then the agency's own text, then one
    that does not say that it comes from an agency, then the smallest id. It is never itself a copy. The answer
    does not depend on the order of the signatures.

    Args:
        signatures: Of a whole corpus, with different ids. 100,000 take about 40 MB and a few seconds.
    """
    ranked = sorted(signatures, key=_precedence)
    copies: dict[str, str] = {}
    firsts: dict[str, str] = {}
    different: list[Signature] = []
    for one in ranked:
        first = firsts.setdefault(one.digest, one.id)
        if first == one.id:
            different.append(one)
        else:
            copies[one.id] = first
    roots = list(range(len(different)))
    # Pairs come sorted by the later text, then by the earlier: the first found for a text is its earliest likeness.
    for later, earlier in _iter_like(different):
        if roots[later] == later:
            roots[later] = roots[earlier]
    originals = {one.id: different[root].id for one, root in zip(different, roots, strict=True)}
    copies.update((one, original) for one, original in originals.items() if one != original)
    return {one: originals.get(original, original) for one, original in sorted(copies.items())}


def _precedence(one: Signature) -> tuple[str, int, str]:
    # "~" sorts after every digit: a month after its days, no date after all.
    return (one.published or "") + "~", one.rank, one.id


def _iter_like(ranked: list[Signature]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places in *ranked* that are copies: later and earlier, sorted."""
    import numpy as np

    if len(ranked) < 2:
        return
    hashes = np.frombuffer(b"".join(one.hashes for one in ranked), dtype="<u2").reshape(-1, HASHES)
    sizes = np.array([one.size for one in ranked], dtype=np.float64)
    pairs = _find_candidates(hashes)
    for start in range(0, len(pairs), _CHUNK):
        later, earlier = np.divmod(pairs[start : start + _CHUNK], len(ranked))
        likeness = (hashes[later] == hashes[earlier]).mean(axis=1)
        both = likeness / (1 + likeness) * (sizes[later] + sizes[earlier])
        least = np.minimum(sizes[later], sizes[earlier])
        held = both / least
        good = np.where(
            least < SHORT, likeness >= LIKE_SHORT, (likeness >= LIKE) | ((held >= HELD) & (likeness >= LEAST_LIKE))
        )
        yield from zip(later[good].tolist(), earlier[good].tolist(), strict=True)


def _find_candidates(hashes: "NDArray[np.uint16]") -> "NDArray[np.int64]":
    """Return the pairs that agree in a band (locality-sensitive hashing), as later * count + earlier, sorted."""
    import numpy as np

    count = len(hashes)
    wide = hashes.astype(np.uint64)
    found: set[int] = set()
    for band in range(HASHES // _ROWS):
        first, second, third = (wide[:, band * _ROWS + row] for row in range(_ROWS))
        keys = first << np.uint64(32) | second << np.uint64(16) | third
        order = np.argsort(keys, kind="stable")
        in_order = keys[order]
        cuts = np.flatnonzero(np.concatenate([[True], in_order[1:] != in_order[:-1], [True]]))
        lengths = np.diff(cuts)
        for group in np.flatnonzero(lengths > 1).tolist():
            members: list[int] = order[cuts[group] : cuts[group + 1]].tolist()
            found.update(_iter_pairs(members, count))
    return np.array(sorted(found), dtype=np.int64)


def _iter_pairs(members: list[int], count: int) -> Iterator[int]:
    crowded = len(members) > _CROWD
    for at, later in enumerate(members):
        for earlier in members[: min(at, _FIRST) if crowded else at]:
            yield later * count + earlier
    if crowded:
        for earlier, later in pairwise(members):
            yield later * count + earlier
