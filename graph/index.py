"""A graph in memory by subject and predicate, as checks and summaries read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph

from sayso.graph.nquads import RDF_TYPE, Triples
from sayso.graph.shapes import RDFS

_SUBCLASS = f"<{RDFS}subClassOf>"


class _Members(dict[str, Mapping[str, None]]):
    """Remembers what `Index.find_members` finds."""

    def __init__(self, index: "Index") -> None:
        super().__init__()
        self._index = index

    def __missing__(self, cls: str) -> Mapping[str, None]:
        self[cls] = found = self._index.find_members(cls)
        return found


class Index:
    """
    A graph by subject and predicate; terms are N-Quads tokens.

    Attributes:
        out: Values by predicate by subject, each once.
        instances: Nodes by the class that they are said to be of.
        member_of: Nodes by class, with those of the classes below it; for when the graph is complete.
    """

    def __init__(self, triples: Triples | None = None) -> None:
        """Take over *triples*, which are left as they are."""
        self.out: Triples = {} if triples is None else triples
        self.instances: dict[str, dict[str, None]] = defaultdict(dict)
        instances = self.instances
        for subject, properties in self.out.items():
            for cls in properties.get(RDF_TYPE, ()):
                instances[cls][subject] = None
        self._back: dict[tuple[str, str], list[str]] | None = None
        self.member_of: Mapping[str, Mapping[str, None]] = _Members(self)
        self._has_classes: bool | None = None

    def add_lines(self, lines: Iterable[str]) -> None:
        """Add N-Quads lines as sayso writes them: sorted by subject, one space between terms, each with a graph."""
        out, instances = self.out, self.instances
        before = ""
        properties: dict[str, list[str]] = {}
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            # The last " <" opens the graph: an IRI holds neither, and behind a literal's words comes a mark.
            value = rest[: rest.rfind(" <")]
            if subject != before:
                properties = out.setdefault(subject, {})
                before = subject
            if predicate in properties:
                if value not in properties[predicate]:
                    properties[predicate].append(value)
            else:
                properties[predicate] = [value]
            if predicate == RDF_TYPE:
                instances[value][subject] = None

    def add_quads(self, quads: Iterable[pyoxigraph.Quad]) -> None:
        """Add triples, whatever graph they are in."""
        for quad in quads:
            subject, predicate, value = str(quad.subject), str(quad.predicate), str(quad.object)
            values = self.out.setdefault(subject, {}).setdefault(predicate, [])
            if value not in values:
                values.append(value)
            if predicate == RDF_TYPE:
                self.instances[value][subject] = None

    def values(self, node: str, path: str, inverse: bool = False) -> Sequence[str]:
        """Return the values that a path leads to."""
        if inverse:
            return self._backwards().get((node, path), ())
        found = self.out.get(node)
        return found.get(path, ()) if found else ()

    def _backwards(self) -> dict[tuple[str, str], list[str]]:
        if self._back is None:
            self._back = defaultdict(list)
            for subject, properties in self.out.items():
                for predicate, values in properties.items():
                    for value in values:
                        self._back[value, predicate].append(subject)
        return self._back

    def members(self, cls: str) -> Mapping[str, None]:
        """Return the instances of a class and of those below it; call it only when the graph is complete."""
        return self.member_of[cls]

    def find_members(self, cls: str) -> Mapping[str, None]:
        """Gather what `members` returns."""
        own = self.instances.get(cls, {})
        lower = [self.instances[one] for one in self._classes_below(cls) if one in self.instances]
        if not lower:
            return own
        found = dict(own)
        for one in lower:
            found.update(one)
        return found

    def _classes_below(self, cls: str) -> Iterable[str]:
        # The graph of an article tells nothing of classes; then there is no need to turn it round.
        if self._has_classes is None:
            self._has_classes = any(_SUBCLASS in properties for properties in self.out.values())
        seen: dict[str, None] = {}
        wanted = [cls] if self._has_classes else []
        while wanted:
            for below in self._backwards().get((wanted.pop(), _SUBCLASS), ()):
                if below not in seen and below != cls:
                    seen[below] = None
                    wanted.append(below)
        return seen
