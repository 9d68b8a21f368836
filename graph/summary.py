"""
What comparing articles needs to know of each: its dated events and its figures, in short.

A summary lies in the article's file above the N-Quads, so that occurrences and disputes are found without asking the
store for everything that every article says. It tells nothing that the N-Quads do not tell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sayso.graph.iris import make_name_slug
from sayso.graph.nquads import RDF_TYPE, Triples, plain
from sayso.graph.writer import FACTUALITY, LABEL, SAY

WIDE = {"Country", "Region"}
"""Classes of places that are too wide to tell where something happened."""

_LOCAL = re.compile(r"/(?:place|actor)/[^/]+/[^/]+\Z")
_NAME = re.compile(r"(?:[A-Z][\w’'-]*\s+)+[A-Z][\w’'-]*")
_WORD = re.compile(r"\w")

_LEAD = 600
"""Characters from an article's start within which an event told in the past tense is its news."""
_FRESH = 2
"""Days before that of publication on which such news may have happened."""

_ACTUAL = f"<{FACTUALITY}actual>"
_STATE, _EVENT, _FIGURE, _ARTICLE, _PERSON = (
    f"<{SAY}{name}>" for name in ("State", "Event", "Figure", "Article", "Person")
)
_TERMS = {
    name: f"<{SAY}{name}>"
    for name in (
        "factuality", "earliest", "latest", "eventType", "triggerWords", "evidence", "quote", "start", "end", "place",
        "origin", "destination", "agent", "patient", "placeClass", "partOf", "alias", "figureOf", "figureKind", "low",
        "high", "approximate", "counted", "wording", "claimedBy", "published", "role", "memberOf",
        "rule",
    )
}  # fmt: skip

Summary = dict[str, Any]
"""
Of one article, ready for JSON; IRIs are whole.

``article``: its IRI; ``published``: as in the graph, empty where unknown. ``events``: those that were put forward as
actual and are dated on both sides, or are the article's undated news, which gets the days just before publication and
``guessed``, as `sayso.graph.occurrences.read_report` reads them. ``figures``: those that
measure an event put forward as actual, as `sayso.graph.counts.read_figure` reads them. ``roles``: of each person with
an office, ``member``, the ``words`` for it, and the ``body`` that it is of, where only one may be meant.
"""


def summarize(triples: Triples) -> Summary:
    """Return the summary of an article's graph: its triples as tokens, by subject and predicate."""
    return _Reader(triples).read()


def is_local(iri: str) -> bool:
    """Whether an actor or a place is known to its article alone."""
    return _LOCAL.search(iri) is not None


class _Reader:
    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        self.keys: dict[str, str] = {}
        self.counts: dict[str, list[tuple[str, str, str, str]]] = {}
        self.published = ""

    def read(self) -> Summary:
        article = published = ""
        events: list[str] = []
        figures: list[str] = []
        people: list[str] = []
        for node, properties in self.triples.items():
            kinds = properties.get(RDF_TYPE, ())
            if _EVENT in kinds:
                if _ACTUAL in properties.get(_TERMS["factuality"], ()):
                    events.append(node)
            elif _FIGURE in kinds:
                if _TERMS["figureOf"] in properties:
                    figures.append(node)
            elif _PERSON in kinds:
                if _TERMS["role"] in properties:
                    people.append(node)
            elif _ARTICLE in kinds:
                article, published = node[1:-1], self.first(node, "published")
                self.published = published
        told = [one for figure in sorted(figures) for one in self.read_figure(figure, set(events))]
        dated = [one for event in sorted(events) for one in self.read_event(event)]
        return {"article": article, "published": published, "events": dated, "figures": told,
                "roles": [self.read_roles(person) for person in sorted(people)]}  # fmt: skip

    # ---- values

    def values(self, node: str, name: str) -> Sequence[str]:
        """Return the tokens of say:*name*."""
        return self.triples.get(node, {}).get(_TERMS[name], ())

    def first(self, node: str, name: str) -> str:
        """Return the least value of say:*name* as words, empty where there is none."""
        values = self.values(node, name)
        return plain(values[0] if len(values) == 1 else min(values)) if values else ""

    def iris(self, node: str, *names: str) -> list[str]:
        """Return the IRIs that are values of any of these properties, sorted."""
        return sorted({value[1:-1] for name in names for value in self.values(node, name) if value[0] == "<"})

    def local_name(self, node: str, name: str) -> str:
        """Return the last part of the concept that is the value of say:*name*."""
        return self.first(node, name).rpartition("/")[2]

    # ---- events

    def read_event(self, node: str) -> Iterator[Mapping[str, Any]]:
        """Yield an event if it is dated on both sides, or is the article's news."""
        first, last = self.first(node, "earliest"), self.first(node, "latest")
        guessed = bool(last) and not first and self.is_news(node, last)
        if guessed:
            first = (date.fromisoformat(last) - timedelta(days=_FRESH)).isoformat()
        if not first or not last:
            return
        places = self.iris(node, "place", "origin", "destination")
        keyed = [(one, key) for one in places if (key := self.get_key(one))]
        quote = " ".join(self.first(passage, "quote") for passage in self.values(node, "evidence")).casefold()
        agents, patients = (
            [one for one in self.iris(node, name) if not is_local(one)] for name in ("agent", "patient")
        )
        name = _NAME.search(self.first(node, "triggerWords"))
        yield _without_empty({
            "iri": node[1:-1],
            "type": self.local_name(node, "eventType"),
            "first": first,
            "last": max(map(plain, self.values(node, "latest"))),
            "guessed": guessed,
            "name": make_name_slug(name.group()) if name else "",
            "places": sorted({key for _, key in keyed}),
            "named": sorted({key for one, key in keyed if self.is_named(one, quote)}),
            "at": places,
            "within": sorted(self.iter_above(places)),
            "agents": agents,
            "patients": patients,
            "states": [one for one in sorted({*agents, *patients}) if self.is_state(one)],
            "figures": sorted(self.counts.get(node, ())),
        })  # fmt: skip

    def is_news(self, node: str, last: str) -> bool:
        """Whether an event is told in the past tense at the head of the article, by the day of publication."""
        if last != self.published or len(last) != len("2024-05-01") or "/E18-past" not in self.first(node, "rule"):
            return False
        passage = self.get_passage(node)
        return passage is not None and self.get_span(passage)[0] < _LEAD

    def get_key(self, place: str) -> str:
        """Return what a place is known by across articles; empty where it is too wide or has no proper name."""
        if place not in self.keys:
            self.keys[place] = self._make_key(place)
        return self.keys[place]

    def _make_key(self, place: str) -> str:
        node = f"<{place}>"
        if self.local_name(node, "placeClass") in WIDE:
            return ""
        if not is_local(place):
            return place
        labels = self.triples.get(node, {}).get(LABEL)
        proper = plain(min(labels)).removeprefix("the ").removeprefix("The ") if labels else ""
        return f"name {make_name_slug(proper)}" if proper[:1].isupper() and len(proper) > 2 else ""

    def iter_above(self, places: Sequence[str]) -> Iterator[str]:
        """Yield keys of the places that contain some, as far as the article tells."""
        todo, seen = list(places), set(places)
        while todo:
            for parent in self.iris(f"<{todo.pop()}>", "partOf"):
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
                    if key := self.get_key(parent):
                        yield key

    def is_named(self, place: str, quote: str) -> bool:
        """Whether a sentence, in small letters, names a place by any name that it has in the article."""
        node = f"<{place}>"
        names = {*self.triples.get(node, {}).get(LABEL, ()), *self.values(node, "alias")}
        return any(_stands_in(plain(name).casefold(), quote) for name in names)

    def is_state(self, actor: str) -> bool:
        """Whether an actor is a state."""
        return _STATE in self.triples.get(f"<{actor}>", {}).get(RDF_TYPE, ())

    # ---- figures

    def read_figure(self, node: str, actual: set[str]) -> Iterator[Mapping[str, Any]]:
        """Yield a figure for each actual event that it measures."""
        kind, counted = self.local_name(node, "figureKind"), self.first(node, "counted")
        low, high = self.first(node, "low"), self.first(node, "high")
        for event in self.values(node, "figureOf"):
            # One or two of something is no sign that two articles tell of one happening.
            if low.isdigit() and int(low) > 2:
                self.counts.setdefault(event, []).append((kind, counted.casefold(), low, high))
        passage = self.get_passage(node)
        for event in sorted(actual.intersection(self.values(node, "figureOf"))):
            where = self.get_passage(event)
            if passage is None or where is None:
                continue
            yield _without_empty({
                "iri": node[1:-1],
                "kind": kind,
                "low": low,
                "high": high,
                "rough": self.first(node, "approximate") == "true",
                "counted": counted,
                "wording": self.first(node, "wording"),
                "quote": self.first(passage, "quote"),
                "span": self.get_span(passage),
                "event": event[1:-1],
                "event_span": self.get_span(where),
                "label": plain(min(self.triples[event].get(LABEL, ('""',)))),
                "type": self.local_name(event, "eventType"),
                "earliest": self.first(event, "earliest"),
                "latest": self.first(event, "latest"),
                "claimants": self.iris(node, "claimedBy"),
                "places": self.iris(event, "place"),
            })  # fmt: skip

    # ---- roles

    def read_roles(self, node: str) -> Mapping[str, Any]:
        """Return what the article calls a person, and where."""
        # A person's adviser is no member of an organization.
        bodies = [one for one in self.iris(node, "memberOf") if not self.is_person(one)]
        return _without_empty({
            "member": node[1:-1],
            "words": sorted(map(plain, self.values(node, "role"))),
            # With several bodies in one article it is not known which of them the office is of.
            "body": bodies[0] if len(bodies) == 1 else "",
        })  # fmt: skip

    def is_person(self, actor: str) -> bool:
        """Whether an actor is a person."""
        return _PERSON in self.triples.get(f"<{actor}>", {}).get(RDF_TYPE, ())

    # ---- passages

    def get_passage(self, node: str) -> str | None:
        """Return the passage of a finding, None where there is none that tells its place."""
        found = [one for one in self.values(node, "evidence") if self.values(one, "start") and self.values(one, "end")]
        return min(found) if found else None

    def get_span(self, passage: str) -> list[int]:
        """Return where a passage stands."""
        return [int(self.first(passage, "start")), int(self.first(passage, "end"))]


def _without_empty(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value or value == 0}


def _stands_in(name: str, text: str) -> bool:
    """Whether a text has a name, not as a part of longer words."""
    at = text.find(name) if name else -1
    while at >= 0:
        end = at + len(name)
        if _parts(text, at) and _parts(text, end):
            return True
        at = text.find(name, at + 1)
    return False


def _parts(text: str, at: int) -> bool:
    """Whether a word begins or ends here."""
    before, after = text[at - 1 : at] if at else "", text[at : at + 1]
    return (_WORD.match(before) is None) != (_WORD.match(after) is None)
