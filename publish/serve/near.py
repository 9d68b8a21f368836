"""Find names that are spelled nearly like what somebody typed: by the groups of three letters that they share."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

LETTERS = 80
"""Characters of a name that are compared."""
_LOOKED_AT = 60
"""Names that are compared letter by letter: those that share the most groups for their length."""
_CUTOFF = 0.7
"""How alike two spellings must be, as `difflib` counts it."""


class NearNames:
    """
    Names by their groups of three letters; made once, and then only read.

    Args:
        names: Folded, as `sayso.queries.names.fold_name` does.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(name[:LETTERS] for name in names))
        self._by_group: dict[str, array[int]] = {}
        for number, name in enumerate(self._names):
            for group in _iter_groups(name):
                self._by_group.setdefault(group, array("I")).append(number)

    def find(self, text: str, *, count: int = 5) -> list[str]:
        """Return at most so many names nearly like *text*, nearest first; of long ones only the beginning."""
        wanted = text[:LETTERS]
        groups = set(_iter_groups(wanted))
        shared: Counter[int] = Counter()
        for group in groups:
            shared.update(self._by_group.get(group, ()))
        most = max(shared.values(), default=0)
        near = [number for number, found in shared.items() if 2 * found > most]
        # Of two names that share as many groups, the one with fewer others is nearer.
        best = sorted(near, key=lambda number: (-shared[number] / (len(groups) + len(self._names[number])), number))
        return get_close_matches(wanted, [self._names[one] for one in best[:_LOOKED_AT]], n=count, cutoff=_CUTOFF)


def _iter_groups(name: str) -> Iterator[str]:
    padded = f"  {name} "
    yield from dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2))
