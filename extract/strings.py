"""Strings by spaCy's numbers for them, kept from doc to doc."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.strings import StringStore

_KEPT = 50_000


class _Strings(dict[int, str]):
    """Strings by spaCy's number for them, which is a hash and the same in every vocabulary; looked up when missed."""

    store: "StringStore"

    def __missing__(self, key: int) -> str:
        found = self[key] = self.store[key]
        return found


STRINGS = _Strings()
"""What was looked up so far."""


def get_strings(store: "StringStore") -> _Strings:
    """Return the table of strings, which looks up what it lacks in *store*."""
    if len(STRINGS) > _KEPT:
        STRINGS.clear()
    STRINGS.store = store
    return STRINGS
