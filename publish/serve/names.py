"""Find nodes by what somebody types: names, aliases, titles; beginnings of words first."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from pyoxigraph import Literal, NamedNode

from sayso.publish.pages.reader import DCTERMS, RDFS, SKOSXL, Reader, clean
from sayso.publish.prefixes import RDF_TYPE, SAY
from sayso.queries.names import fold_name

LONGEST = 200
"""Characters that a search may have."""

KINDS = {"actor": "Actor", "place": "Place", "article": "Article"}
"""What can be searched for, and the class of each."""

_CLOSE = 20_000
"""Names up to which near spellings are looked for, which takes long."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found: IRI, label, kind, and the name that fits where it is not the label."""

    iri: str
    label: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    folded: str
    name: str
    iri: str
    kind: str


class NameIndex:
    """All names of actors, places and articles of a store; read when the first search comes."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._lock = threading.Lock()
        self._names: list[_Named] | None = None

    def search(self, text: str, *, kind: str = "", count: int = 20) -> list[Hit]:
        """
        Return the nodes that a text may mean, best first.

        Whole names come before beginnings, these before beginnings of words, parts, and near spellings.

        Args:
            text: What was typed; of more than `LONGEST` characters the rest is ignored.
            kind: Of `KINDS`; empty for any.
            count: At most so many.
        """
        wanted = fold_name(clean(text[:LONGEST]))
        if not wanted:
            return []
        names = [one for one in self._get() if not kind or one.kind == kind]
        ranked = sorted(
            (
                (rank, len(one.folded), one.folded, one.iri, one)
                for one in names
                if (rank := _rank(one.folded, wanted))
            ),
            key=lambda row: row[:4],
        )
        found = [row[4] for row in ranked]
        if not found and len(names) <= _CLOSE:
            close = get_close_matches(wanted[:60], {one.folded[:80] for one in names}, n=5, cutoff=0.7)
            found = [one for near in close for one in names if one.folded[:80] == near]
        by_iri: dict[str, _Named] = {}
        for one in found:
            by_iri.setdefault(one.iri, one)
        return [self._to_hit(one) for one in islice(by_iri.values(), count)]

    def _to_hit(self, one: _Named) -> Hit:
        label = self.reader.label(one.iri)
        return Hit(one.iri, label[:300], one.kind, one.name[:300] if one.name != label else "")

    def _get(self) -> list[_Named]:
        with self._lock:
            if self._names is None:
                self._names = list(self._read())
            return self._names

    def _read(self) -> Iterator[_Named]:
        store = self.reader.store
        kinds = {
            quad.subject.value: kind
            for kind, name in KINDS.items()
            for quad in store.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(SAY + name))
            if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(self.reader.base)
        }
        owners = {
            quad.object.value: quad.subject.value
            for quad in store.quads_for_pattern(None, NamedNode(SAY + "hasName"), None)
            if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode)
        }
        seen: set[tuple[str, str]] = set()
        for name in (RDFS + "label", DCTERMS + "title", SAY + "alias", SKOSXL + "literalForm", DCTERMS + "identifier"):
            for quad in store.quads_for_pattern(None, NamedNode(name), None):
                if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
                    continue
                iri = owners.get(quad.subject.value, quad.subject.value)
                text = clean(quad.object.value)
                if iri in kinds and text and (iri, text) not in seen:
                    seen.add((iri, text))
                    yield _Named(fold_name(text), text, iri, kinds[iri])


def _rank(name: str, wanted: str) -> int:
    """Return how well a name fits, 1 the best, 0 not at all."""
    if name == wanted:
        return 1
    if name.startswith(wanted):
        return 2
    at = name.find(wanted)
    if at < 0:
        return 0
    return 3 if not name[at - 1].isalnum() else 4
