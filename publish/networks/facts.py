"""What several networks read from a store: properties by subject, copies, days, names, classes, coordinates."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import pyoxigraph
from pyoxigraph import NamedNode, Store

from sayso.publish.days import Days, Window, read_days
from sayso.publish.networks.network import ACTOR_CLASSES, EVENT, Node
from sayso.publish.prefixes import RDF_TYPE, SAY

Located = tuple[float, float, str]
"""Latitude, longitude, and whose they are: see `Node.located`."""

_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_TYPE = NamedNode(RDF_TYPE)


class Facts:
    """Reads one store within a window of time; each property is read once, whole."""

    def __init__(self, store: Store, window: Window) -> None:
        self.store = store
        self.window = window
        self._read: dict[str, dict[str, list[str]]] = {}
        self._labels: dict[str, str] = {}

    def read(self, name: str) -> dict[str, list[str]]:
        """Return the values of a property of ours by subject, each once, sorted: what the union of the graphs says."""
        if name not in self._read:
            out: dict[str, list[str]] = {}
            # A set for each subject would take the memory of five lists, and most have one value.
            for subject, value in self._iter_values(name):
                out.setdefault(subject, []).append(value)
            self._read[name] = {
                subject: values if len(values) == 1 else sorted(set(values)) for subject, values in out.items()
            }
        return self._read[name]

    def _iter_values(self, name: str) -> Iterator[tuple[str, str]]:
        # Half as fast again as quads_for_pattern, which also makes an object of each graph.
        found = self.store.query(
            f"SELECT ?subject ?value WHERE {{ GRAPH ?graph {{ ?subject <{SAY}{name}> ?value }} }}"
        )
        assert isinstance(found, pyoxigraph.QuerySolutions)
        for row in found:
            yield get_value(row[0]), get_value(row[1])

    def first(self, name: str, subject: str) -> str:
        """Return the first value of a property, or empty text."""
        return self.read(name).get(subject, [""])[0]

    @cached_property
    def copies(self) -> set[str]:
        """Articles that are copies of others."""
        return set(self.read("copyOf"))

    @cached_property
    def articles(self) -> dict[str, Days | None]:
        """Days of the articles that have a date."""
        return {iri: read_days(days[0]) for iri, days in self.read("published").items()}

    @cached_property
    def actors(self) -> set[str]:
        """All that are of a class of actors; `say:mentionedIn` says of places too where they are named."""
        return self.find_instances((*ACTOR_CLASSES, "Actor"))

    def find_instances(self, classes: Iterable[str]) -> set[str]:
        """Return all that are of one of the classes."""
        return {
            get_value(quad.subject)
            for cls in classes
            for quad in self.store.quads_for_pattern(None, _TYPE, NamedNode(SAY + cls), None)
        }

    def get_sentence(self, node: str) -> str:
        """Return the sentence that a statement or an event was found in; empty where it is not known."""
        passages = self._get_objects(node, "evidence")
        return next((text for passage in passages for text in self._get_objects(passage, "quote")), "")

    def _get_objects(self, subject: str, name: str) -> list[str]:
        quads = self.store.quads_for_pattern(NamedNode(subject), NamedNode(SAY + name), None, None)
        return sorted(get_value(quad.object) for quad in quads)

    def get_label(self, iri: str) -> str:
        """Return a node's name as `choose_label` chooses it, or its IRI."""
        if iri not in self._labels:
            quads = list(self.store.quads_for_pattern(NamedNode(iri), _LABEL, None, None))
            self._labels[iri] = choose_label(quads) or iri
        return self._labels[iri]

    def describe(self, nodes: Iterable[Node]) -> None:
        """Fill in names, and the classes of actors."""
        for node in nodes:
            node.label = node.label or self.get_label(node.id)
            if not node.cls:
                quads = self.store.quads_for_pattern(NamedNode(node.id), _TYPE, None, None)
                classes = {get_value(quad.object).removeprefix(SAY) for quad in quads}
                node.cls = next((cls for cls in (*ACTOR_CLASSES, EVENT) if cls in classes), "")

    def locate(self, place: str) -> Located | None:
        """Return where a place lies: its own coordinates, those of the nearest whole, or the middle of its parts."""
        own = self._get_point(place)
        if own:
            return (*own, "own")
        reach, seen = self.read("partOf").get(place, []), {place}
        while reach:
            points = [point for whole in reach if (point := self._get_point(whole))]
            if points:
                return (*points[0], "whole")
            seen.update(reach)
            reach = [up for whole in reach for up in self.read("partOf").get(whole, []) if up not in seen]
        inside = [point for part in self._parts.get(place, ()) if (point := self._get_point(part))]
        if inside:
            # Sums of sorted numbers, so that they are the same on every machine. A country across the date line
            # would need more than a mean; the gazetteer has coordinates of its own for those.
            latitudes, longitudes = sorted(one for one, _ in inside), sorted(other for _, other in inside)
            middle = round(sum(latitudes) / len(inside), 4), round(sum(longitudes) / len(inside), 4)
            return (*middle, "parts")
        return None

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """All parts of each place, and their parts."""
        out: dict[str, list[str]] = {}
        for place in self.read("partOf"):
            for whole in self.find_wholes(place):
                out.setdefault(whole, []).append(place)
        return out

    def find_wholes(self, place: str) -> set[str]:
        """Return all that a place is part of, near and far."""
        out: set[str] = set()
        reach = [place]
        while reach:
            new = {up for one in reach for up in self.read("partOf").get(one, []) if up not in out and up != place}
            out |= new
            reach = sorted(new)
        return out

    def _get_point(self, place: str) -> tuple[float, float] | None:
        latitude, longitude = self.first("latitude", place), self.first("longitude", place)
        try:
            return float(latitude), float(longitude)
        except ValueError:
            return None


def choose_label(quads: list[pyoxigraph.Quad]) -> str:
    """Return the authority's label before those of articles; English before others; the commonest; the longest."""
    counts: dict[tuple[bool, int, str], int] = {}
    for quad in quads:
        if not isinstance(quad.object, pyoxigraph.Literal):
            continue
        language = quad.object.language or ""
        rank = 0 if language == "en" or language.startswith("en-") else 1 if not language else 2
        key = ("/graph/article/" in str(quad.graph_name), rank, quad.object.value)
        counts[key] = counts.get(key, 0) + 1
    best = min(counts, key=lambda key: (key[0], key[1], -counts[key], -len(key[2]), key[2]), default=None)
    return best[2] if best else ""


def get_value(term: NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> str:
    """Return the text of a term."""
    return str(term) if isinstance(term, pyoxigraph.Triple) else term.value
