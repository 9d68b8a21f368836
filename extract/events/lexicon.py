"""The words of events, from ``extract/lexicons/events.toml`` and ``event_classes.toml``."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sayso.model import EventType
from sayso.resources import read

SHAPES = frozenset(("people", "place", "actor", "office", "named", "any", "someone", "plural", "money"))
"""What a class may ask of a word beside its sets, written with an at sign in front."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Words that a class asks for: those of some sets, or those of a shape that the text tells."""

    words: frozenset[str]
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """
    What must stand with a verb of a class, all of it; None and empty ask for nothing.

    Attributes:
        object: What it is done to.
        subject: Who does it, if that is told.
        doer: Whether a passive must tell who does it.
        without: Whether there is no object.
        passive: Whether it is a passive.
        active: Whether it is none.
        told: Whether it is no simple present.
        particle: Words of which one stands with the verb.
        after: Words of which one follows the verb or its object.
        phrases: By preposition, what a phrase with it holds; one of them is enough.
    """

    object: Sort | None = None
    subject: Sort | None = None
    doer: bool = False
    without: bool = False
    passive: bool = False
    active: bool = False
    told: bool = False
    particle: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    phrases: Mapping[str, Sort] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """
    What a trigger may report.

    Attributes:
        type: The event type.
        frame: Who is who around a verb; ``noun`` for nouns.
        needs: Name of the test that the words around it must pass; empty for none.
        of: For nouns, the role of an of-phrase: ``agent``, ``patient`` or ``place``.
        name: Name of its class; empty for the words of ``events.toml``.
        around: What a verb of a class needs around it.
    """

    type: EventType
    frame: str
    needs: str = ""
    of: str = ""
    name: str = ""
    around: Around | None = None


@dataclass(frozen=True, slots=True)
class EventWords:
    """
    The lexicon: entries by lemma, in the order in which they are tried, and sets of words by name.

    Attributes:
        verbs: By lemma.
        nouns: By lemma.
        phrases: Names of events of several words, with their types, by the last word.
        not_events: By lemma, the phrases that are no events, those of one length together: at which of their words it
            stands, how many words they have, and the phrases, as they are and as plurals.
        sets: By name.
    """

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], EventType], ...]]
    not_events: Mapping[str, tuple[tuple[int, int, frozenset[tuple[str, ...]]], ...]]
    sets: Mapping[str, frozenset[str]]


@cache
def load_events() -> EventWords:
    """Return the lexicon, read once."""
    data = tomllib.loads(read("extract/lexicons", "events.toml"))
    classes = tomllib.loads(read("extract/lexicons", "event_classes.toml"))
    verbs: dict[str, list[Entry]] = {}
    nouns: dict[str, list[Entry]] = {}
    words_by_name: dict[str, list[str]] = dict(data["words"])
    not_events = _read_not_events(words_by_name.pop("not_events"))
    sets = {name: frozenset(words) for name, words in (words_by_name | classes["sets"]).items()}
    for table in (*data["verbs"], *classes["verbs"]):
        name = table.get("name", "")
        around = _read_around(table, sets) if name else None
        entry = Entry(table["type"], table["frame"], table.get("needs", ""), "", name, around)
        for lemma in table["lemmas"]:
            verbs.setdefault(lemma, []).append(entry)
    for table in (*data["nouns"], *classes["nouns"]):
        entry = Entry(table["type"], "noun", table.get("needs", ""), table["of"], table.get("name", ""))
        for lemma in table["lemmas"]:
            nouns.setdefault(lemma, []).append(entry)
    phrases: dict[str, list[tuple[tuple[str, ...], EventType]]] = {}
    for text, kind in data["phrases"].items():
        words = tuple(text.split())
        phrases.setdefault(words[-1], []).append((words, cast(EventType, kind)))
    return EventWords(
        verbs={lemma: tuple(entries) for lemma, entries in verbs.items()},
        nouns={lemma: tuple(entries) for lemma, entries in nouns.items()},
        phrases={word: tuple(entries) for word, entries in phrases.items()},
        not_events=not_events,
        sets=sets,
    )


def _read_not_events(texts: Iterable[str]) -> dict[str, tuple[tuple[int, int, frozenset[tuple[str, ...]]], ...]]:
    found: dict[str, dict[tuple[int, int], set[tuple[str, ...]]]] = {}
    for words in (tuple(text.split()) for text in texts):
        # Only the last word may be a plural: "talk shows", not "the talks show".
        plural = (*words[:-1], words[-1] + "s")
        for offset, word in enumerate(words):
            found.setdefault(word, {}).setdefault((offset, len(words)), set()).update((words, plural))
    return {
        word: tuple((offset, length, frozenset(phrases)) for (offset, length), phrases in by_place.items())
        for word, by_place in found.items()
    }


def _read_around(table: Mapping[str, Any], sets: Mapping[str, frozenset[str]]) -> Around:
    def sort(names: Iterable[str]) -> Sort:
        shapes = tuple(name[1:] for name in names if name[0] == "@")
        if unknown := set(shapes) - SHAPES:
            raise KeyError(f"class {table['name']}: @{unknown.pop()}")
        return Sort(frozenset().union(*(sets[name] for name in names if name[0] != "@")), shapes)

    return Around(
        object=sort(table["object"]) if "object" in table else None,
        subject=sort(table["subject"]) if "subject" in table else None,
        doer=table.get("doer", False),
        without=table.get("without", False),
        passive=table.get("passive", False),
        active=table.get("active", False),
        told=table.get("told", False),
        particle=frozenset(table.get("particle", ())),
        after=frozenset(table.get("after", ())),
        phrases={word: sort(names) for word, names in table["phrases"].items()} if "phrases" in table else None,
    )
