"""The words of events, from ``extract/lexicons/events.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from sayso.model import EventType
from sayso.resources import read


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What a trigger may report.

    Attributes:
        type: The event type.
        frame: Who is who around a verb; ``noun`` for nouns.
        needs: Name of the test that the words around it must pass; empty for none.
        of: For nouns, the role of an of-phrase: ``agent``, ``patient`` or ``place``.
    """

    type: EventType
    frame: str
    needs: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class EventWords:
    """The lexicon: entries by lemma, in the order in which they are tried, and sets of words by name."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], EventType], ...]]
    not_events: Mapping[str, tuple[tuple[str, ...], ...]]
    sets: Mapping[str, frozenset[str]]


@cache
def load_events() -> EventWords:
    """Return the lexicon, read once."""
    data = tomllib.loads(read("extract/lexicons", "events.toml"))
    verbs: dict[str, list[Entry]] = {}
    nouns: dict[str, list[Entry]] = {}
    for table in data["verbs"]:
        entry = Entry(table["type"], table["frame"], table.get("needs", ""))
        for lemma in table["lemmas"]:
            verbs.setdefault(lemma, []).append(entry)
    for table in data["nouns"]:
        entry = Entry(table["type"], "noun", table.get("needs", ""), table["of"])
        for lemma in table["lemmas"]:
            nouns.setdefault(lemma, []).append(entry)
    phrases: dict[str, list[tuple[tuple[str, ...], EventType]]] = {}
    for text, kind in data["phrases"].items():
        words = tuple(text.split())
        phrases.setdefault(words[-1], []).append((words, cast(EventType, kind)))
    words_by_name = dict(data["words"])
    not_events: dict[str, list[tuple[str, ...]]] = {}
    for text in words_by_name.pop("not_events"):
        words = tuple(text.split())
        for word in words:
            not_events.setdefault(word, []).append(words)
    return EventWords(
        verbs={lemma: tuple(entries) for lemma, entries in verbs.items()},
        nouns={lemma: tuple(entries) for lemma, entries in nouns.items()},
        phrases={word: tuple(entries) for word, entries in phrases.items()},
        not_events={word: tuple(entries) for word, entries in not_events.items()},
        sets={name: frozenset(words) for name, words in words_by_name.items()},
    )
