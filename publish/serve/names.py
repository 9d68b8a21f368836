"""Find nodes by what somebody types: names, aliases, titles; beginnings of words first."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sayso.publish.pages.reader import SKOSXL, Reader, clean
from sayso.publish.prefixes import SAY
from sayso.publish.serve.near import LETTERS, NearNames
from sayso.queries.names import fold_name
from sayso.resources import read

LONGEST = 200
"""Characters that a search may have."""

KINDS = {"actor": "Actor", "place": "Place", "article": "Article"}
"""What can be searched for, and the class of each."""

_CLOSE = 300_000
"""Names up to which near spellings are looked for: each takes some 100 bytes more for that."""


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
        self._near: NearNames | None = None

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
            close = self._get_near().find(wanted)
            found = [one for near in close for one in names if one.folded[:LETTERS] == near]
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

    def _get_near(self) -> NearNames:
        names = self._get()
        with self._lock:
            if self._near is None:
                self._near = NearNames(one.folded for one in names)
            return self._near

    def _read(self) -> Iterator[_Named]:
        store, base = self.reader.store, self.reader.base
        kinds: dict[str, str] = {}
        seen: set[tuple[str, str]] = set()

        def name(iri: str, value: str) -> Iterator[_Named]:
            if (iri, value) not in seen:
                seen.add((iri, value))
                if text := clean(value):
                    yield _Named(fold_name(text), text, iri, kinds[iri])

        by_class = {SAY + one: kind for kind, one in KINDS.items()}
        found = store.query(read("publish/serve", "names.rq"), use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        for node, kind, value in found:
            if isinstance(node, NamedNode) and isinstance(value, Literal) and node.value.startswith(base):
                kinds.setdefault(node.value, by_class[kind.value])
                yield from name(node.value, value.value)
        # Names that have a node of their own.
        for quad in store.quads_for_pattern(None, NamedNode(SAY + "hasName"), None):
            if (
                isinstance(quad.subject, NamedNode)
                and isinstance(quad.object, NamedNode)
                and quad.subject.value in kinds
            ):
                for form in store.quads_for_pattern(quad.object, NamedNode(SKOSXL + "literalForm"), None):
                    if isinstance(form.object, Literal):
                        yield from name(quad.subject.value, form.object.value)


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
