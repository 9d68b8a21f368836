"""The actors and places of a store by name: what a query may mean, best first."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph

from sayso.graph.identity.names import Name, are_alike, fold, is_acronym, list_acronyms, read_name, skeleton
from sayso.graph.identity.records import Record, read_records

SURE = 95.0
"""Score from which a candidate may be a match by itself."""
CLEAR = 10.0
"""How far the next candidate must be behind for that."""
TYPES: Mapping[str, str] = {
    "Actor": "actor", "Person": "person", "Organization": "organization", "MediaOutlet": "media outlet",
    "State": "state", "Group": "group", "AnonymousSource": "anonymous source", "Place": "place",
}  # fmt: skip
"""Types that can be asked for, with their labels."""
_WIDE = 2_000
"""Nodes that share one word above which the word alone brings nobody in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """
    A node that a query may mean.

    Attributes:
        record: The node.
        score: From 0 to 100.
        name: Of its names the one that fits best.
        features: What the score is made of.
        match: Whether nothing else comes into question.
    """

    record: Record
    score: float
    name: str
    features: Mapping[str, float] = field(default_factory=dict)
    match: bool = False


class Catalogue:
    """An index over the names of all nodes."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = [one for one in records if one.names]
        self.by_iri = {one.iri: one for one in self.records}
        self._by_key: dict[str, list[int]] = defaultdict(list)
        starts: list[tuple[str, int]] = []
        for at, record in enumerate(self.records):
            keys: set[str] = set()
            for text in record.names:
                name = read_name(text)
                keys.update(_iter_keys(name))
                if len(name.tokens) > 1:
                    keys.update(f"acronym {one}" for one in list_acronyms(name))
                words = fold(text)
                starts.append((words, at))
                starts += [(word, at) for word in words.split()[1:]]
            for key in keys:
                self._by_key[key].append(at)
        self._starts = sorted(starts)

    @classmethod
    def read(cls, store: pyoxigraph.Store) -> "Catalogue":
        """Read the nodes of a store."""
        return cls(read_records(store))

    def find(
        self,
        text: str,
        *,
        types: Collection[str] = (),
        properties: Sequence[tuple[str, Collection[str]]] = (),
        limit: int = 5,
    ) -> list[Candidate]:
        """
        Return who or what a name may mean, best first.

        Args:
            text: The name.
            types: Names of `TYPES`; empty means any.
            properties: ``role``, ``memberOf``, ``partOf``, ``article`` with values, names or IRIs, that raise or lower
                the score; others are passed over.
            limit: At most so many.
        """
        asked = read_name(text)
        if not asked.tokens:
            return []
        out: list[Candidate] = []
        for at in self._gather(text, asked):
            record = self.records[at]
            if types and not is_of(record, types):
                continue
            score, name = max((score_names(text, asked, one, read_name(one)), one) for one in record.names)
            if score < 30:
                continue
            features = {"name": score, **self._weigh(record, properties)}
            total = max(0.0, min(100.0, sum(features.values())))
            out.append(Candidate(record=record, score=round(total, 1), name=name, features=features))
        out.sort(key=lambda one: (-one.score, -len(one.record.articles), one.record.iri))
        if out and out[0].score >= SURE and (len(out) == 1 or out[0].score - out[1].score >= CLEAR):
            first = out[0]
            out[0] = Candidate(
                record=first.record, score=first.score, name=first.name, features=first.features, match=True
            )
        return out[: max(0, limit)]

    def _gather(self, text: str, asked: Name) -> list[int]:
        found: set[int] = set()
        for key in {*_iter_keys(asked), f"acronym {fold(text).replace('.', '')}"}:
            block = self._by_key.get(key, ())
            if len(block) <= _WIDE or key.startswith("all "):
                found.update(block)
        if len(asked.tokens) > 1:
            for one in list_acronyms(asked):
                found.update(self._by_key.get(f"word {one}", ())[:_WIDE])
        return sorted(found)

    def _weigh(self, record: Record, properties: Sequence[tuple[str, Collection[str]]]) -> dict[str, float]:
        out: dict[str, float] = {}
        for name, wanted in properties:
            held = self.list_values(record, name)
            if held is None or not wanted:
                continue
            folded = {fold(one) for one in held}
            # What the graph does not know of a node speaks neither for it nor against it.
            out[name] = 0.0 if not held else 5.0 if any(fold(one) in folded for one in wanted) else -10.0
        return out

    def list_values(self, record: Record, name: str) -> set[str] | None:
        """Return what a node has for a property, names and IRIs; None for a property that is not known."""
        if name == "role":
            return record.all_roles
        if name in ("memberOf", "partOf"):
            above = [self.by_iri[one] for one in record.all_bodies if one in self.by_iri]
            return record.all_bodies | {text for one in above for text in one.names}
        if name == "article":
            return record.articles | {one.rpartition("/article/")[2] for one in record.articles}
        return None

    def iter_starting(self, prefix: str) -> Iterator[Record]:
        """Yield nodes that have a name with a word that begins so, each once, in the order of names."""
        wanted = fold(prefix).strip()
        if not wanted:
            return
        seen: set[int] = set()
        for place in range(bisect_left(self._starts, (wanted, -1)), len(self._starts)):
            words, at = self._starts[place]
            if not words.startswith(wanted):
                return
            if at not in seen:
                seen.add(at)
                yield self.records[at]


def is_of(record: Record, types: Collection[str]) -> bool:
    """Return whether a node is of one of the types; actors of all classes are actors."""
    return record.cls in types or ("Actor" in types and record.cls != "Place")


def list_types(record: Record) -> list[str]:
    """Return the types of a node, its own first."""
    return [record.cls] if record.cls == "Place" else [record.cls, "Actor"]


def score_names(text: str, asked: Name, counterpart: str, name: Name) -> float:
    """Return how well a name answers to another, from 0 to 100."""
    if text == counterpart:
        return 100.0
    if asked.tokens == name.tokens or "".join(asked.tokens) == "".join(name.tokens):
        return 98.0
    if sorted(asked.tokens) == sorted(name.tokens):
        return 95.0
    if asked.sounds == name.sounds:
        return 90.0
    if is_acronym(text, name) or is_acronym(counterpart, asked):
        return 85.0
    rest = list(range(len(name.tokens)))
    worth = 0.0
    for token, sounds in zip(asked.tokens, asked.sounds, strict=True):
        best, place = 0.0, -1
        for at in rest:
            other = name.tokens[at]
            one = (
                1.0
                if token == other
                else 0.9
                if sounds == name.sounds[at]
                else 0.8
                if are_alike(token, other)
                else 0.0
            )
            if not one and (len(token) == 1 or len(other) == 1) and token[0] == other[0]:
                one = 0.5
            if one > best:
                best, place = one, at
        if place >= 0:
            rest.remove(place)
            worth += best
    return round(88.0 * 2 * worth / (len(asked.tokens) + len(name.tokens)), 1)


def _iter_keys(name: Name) -> Iterator[str]:
    yield "all " + " ".join(sorted(name.sounds))
    for token, sounds in zip(name.tokens, name.sounds, strict=True):
        if len(token) > 1:
            yield f"word {token}"
            yield f"sound {sounds}"
            yield f"bones {skeleton(token)}"
