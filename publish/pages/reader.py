"""What pages ask of the store: the values of a node, the nodes that point to it, and what to call them."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from sayso.publish.pages.paths import find_path
from sayso.publish.prefixes import RDF_TYPE, SAY

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SKOSXL = "http://www.w3.org/2008/05/skos-xl#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "http://schema.org/"
ORG = "http://www.w3.org/ns/org#"

PREFIXES = {
    "say": SAY, "rdfs": RDFS, "dc": DC, "dcterms": DCTERMS, "skos": SKOS, "skosxl": SKOSXL, "oa": OA, "schema": SCHEMA,
    "org": ORG,
}  # fmt: skip
MOST = 2000
"""Nodes that a page looks at of those that point to its node by one property."""

Value = NamedNode | BlankNode | Literal
Values = dict[str, tuple[Value, ...]]


class Reader:
    """
    Reads nodes of a store whose default graph is empty.

    What was inferred, and what tells of builds, is not read: pages show what was found. Nodes are kept in memory, the
    last few thousand of them, as the store is taken not to change.

    Args:
        store: An open store.
        base: Base IRI of the data.
        languages: Of labels, the best first; any other follows, those without a language before them.
    """

    def __init__(self, store: Store, base: str, *, languages: Iterable[str] = ("en",)) -> None:
        self.store = store
        self.base = base
        self.languages = tuple(languages)
        self._hidden = {f"{base}graph/inferred", f"{base}graph/builds"}
        self.describe: Callable[[str], Values] = lru_cache(maxsize=20_000)(self._describe)
        self.label: Callable[[str], str] = lru_cache(maxsize=50_000)(self._label)

    def _shown(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        for quad in quads:
            graph = quad.graph_name
            if not (isinstance(graph, NamedNode) and graph.value in self._hidden):
                yield quad

    def _describe(self, iri: str) -> Values:
        found: dict[str, dict[Value, None]] = {}
        for quad in self._shown(self.store.quads_for_pattern(NamedNode(iri), None, None)):
            value = quad.object
            # What names a file of this machine is nobody else's business.
            if isinstance(value, NamedNode) and value.value.startswith("file:"):
                continue
            if isinstance(value, (NamedNode, BlankNode, Literal)):
                found.setdefault(quad.predicate.value, {})[value] = None
        return {key: tuple(sorted(values, key=str)) for key, values in found.items()}

    def values(self, iri: str, name: str) -> tuple[Value, ...]:
        """Return the values of a property, ``say:speaker``, sorted."""
        return self.describe(iri).get(expand(name), ())

    def iris(self, iri: str, name: str) -> list[str]:
        """Return the IRIs among the values of a property."""
        return [one.value for one in self.values(iri, name) if isinstance(one, NamedNode)]

    def iri(self, iri: str, name: str) -> str | None:
        """Return the first IRI among the values of a property."""
        return next(iter(self.iris(iri, name)), None)

    def text(self, iri: str, name: str) -> str:
        """Return the text of a property in the best language; empty where it has none."""
        return self.best(self.values(iri, name))

    def best(self, values: Iterable[Value]) -> str:
        """Return the text in the best language among literals; empty where there is none."""
        ranked = [(self._rank(one.language), one.value) for one in values if isinstance(one, Literal)]
        return min(ranked)[1] if ranked else ""

    def _rank(self, language: str | None) -> int:
        if language is None:
            return len(self.languages)
        for rank, wanted in enumerate(self.languages):
            if language == wanted or language.startswith(wanted + "-"):
                return rank
        return len(self.languages) + 1

    def whole(self, iri: str, name: str) -> int | None:
        """Return the whole number that a property holds, or None."""
        text = self.text(iri, name)
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 30 else None

    def flag(self, iri: str, name: str) -> bool:
        """Whether a property holds ``true``."""
        return self.text(iri, name) in ("true", "1")

    def pointing(self, name: str, iri: str, *, most: int = MOST) -> list[str]:
        """Return the IRIs of nodes that have this node as a value of a property, sorted; at most so many."""
        quads = self._shown(self.store.quads_for_pattern(None, NamedNode(expand(name)), NamedNode(iri)))
        found = islice((q.subject.value for q in quads if isinstance(q.subject, NamedNode)), most)
        return sorted(set(found))

    def _label(self, iri: str) -> str:
        for name in (RDFS + "label", SKOS + "prefLabel", DCTERMS + "title", SKOSXL + "literalForm"):
            # A state has its label once in every article that names it: a few are enough to choose from.
            quads = self.store.quads_for_pattern(NamedNode(iri), NamedNode(name), None)
            found = [q.object for q in islice(self._shown(quads), 20) if isinstance(q.object, Literal)]
            if found:
                return clean(self.best(found)) or shorten_iri(iri)
        # An article without a title goes by who published it and when.
        known = [self.text(iri, "say:publisherName"), self.text(iri, "say:published"), shorten_iri(iri)]
        return ", ".join(clean(one) for one in known if clean(one))

    def exists(self, iri: str) -> bool:
        """Whether anything but inference and builds speaks of a node."""
        quads = self.store.quads_for_pattern(NamedNode(iri), None, None)
        return next(self._shown(quads), None) is not None

    def replacement(self, iri: str) -> str | None:
        """
        Return the IRI of the node that a node was merged into, the last where that one was merged too.

        None where it was not merged, or where merges run in a circle or lead to what is no page of this graph.
        """
        seen, node = {iri}, iri
        while (next_one := self.iri(node, "dcterms:isReplacedBy")) is not None:
            if next_one in seen:
                return None
            seen.add(next_one)
            node = next_one
        return node if node != iri and find_path(node, self.base) is not None else None

    def iter_replaced(self) -> Iterator[str]:
        """Yield the IRIs of all nodes that were merged into others, sorted."""
        quads = self._shown(self.store.quads_for_pattern(None, NamedNode(DCTERMS + "isReplacedBy"), None))
        found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
        yield from sorted(one for one in found if self.replacement(one) is not None)

    def kinds(self, iri: str) -> list[str]:
        """Return the classes of sayso's vocabulary (and roles) that a node has, by local name, special ones first."""
        names = [shorten_iri(one) for one in self.iris(iri, "rdf:type") if one.startswith((SAY, ORG))]
        return sorted(names, key=lambda one: (one == "Actor", one))

    def iter_nodes(self, kind: str) -> Iterator[str]:
        """Yield the IRIs of all nodes of a class, ``say:Actor``, below the base, each once, sorted."""
        quads = self._shown(self.store.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(expand(kind))))
        found = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
        yield from sorted(one for one in found if one.startswith(self.base))


def expand(name: str) -> str:
    """Return the IRI of a name with one of the `PREFIXES`."""
    prefix, _, local = name.partition(":")
    return RDF_TYPE if name == "rdf:type" else PREFIXES[prefix] + local


def shorten_iri(iri: str) -> str:
    """Return the last part of an IRI, for people, where nothing else is known."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1] or iri


# Marks that turn the direction of writing, and the like: they would run on into the page around them.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ")


def clean(text: str) -> str:
    """Return *text* as one line, without control characters and without marks that turn the direction of writing."""
    return " ".join(text.translate(_BIDI).translate(_CONTROL).split())
