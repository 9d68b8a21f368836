"""Actors and places of a store as what tells whether two are one: names, roles, bodies, articles."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from sayso.graph.iris import make_name_slug
from sayso.graph.nquads import RDF_TYPE
from sayso.graph.roles import read_role
from sayso.graph.writer import LABEL, SAY

CLASSES = ("Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource", "Place")
_ARTICLE = "/graph/article/"
_LOCAL = re.compile(r"/(?:actor|place)/[^/]+/[^/]+\Z")
_FORM = "http://www.w3.org/2008/05/skos-xl#literalForm"


@dataclass(slots=True)
class Record:
    """
    An actor or a place.

    Attributes:
        iri: Its node.
        cls: One of `CLASSES`.
        names: Labels that articles give it, names that authority files give it, acronyms: with the number of articles.
        roles: Names of offices by article.
        bodies: Actors that it belongs to (places: that contain it), by article; the authority's stand under ``""``.
        articles: That name it.
        known: Whether an authority file has it.
        local: Whether its IRI belongs to one article.
    """

    iri: str
    cls: str
    names: dict[str, int] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    known: bool = False
    local: bool = False

    @property
    def label(self) -> str:
        """The name to show: the commonest, then the longest."""
        return min(self.names, key=lambda one: (-self.names[one], -len(one), one), default=self.iri.rpartition("/")[2])

    @property
    def all_roles(self) -> set[str]:
        """Names of its offices."""
        return {one for found in self.roles.values() for one in found}

    @property
    def all_bodies(self) -> set[str]:
        """What it belongs to."""
        return {one for found in self.bodies.values() for one in found}


def read_records(store: pyoxigraph.Store) -> list[Record]:
    """Return the actors and places of a store that articles name, those of copies too, sorted by IRI."""
    found: dict[str, Record] = {}
    for cls in CLASSES:
        for quad in store.quads_for_pattern(None, NamedNode(RDF_TYPE[1:-1]), NamedNode(SAY + cls), None):
            iri = _value(quad.subject)
            if iri and iri not in found:
                found[iri] = Record(iri, cls, local=bool(_LOCAL.search(iri)))
    for iri, article, _ in _iter(store, SAY + "mentionedIn", found):
        found[iri].articles.add(article)
    for iri, name, graph in _iter(store, LABEL[1:-1], found):
        _count_name(found[iri], name, graph)
    for iri, name, graph in _iter(store, SAY + "alias", found):
        # Of what articles say, descriptions and bare last names are no names; acronyms are.
        if _ARTICLE not in graph or (name.isupper() and 2 <= len(name.replace(".", "")) <= 8):
            _count_name(found[iri], name, graph)
    _add_forms(store, found)
    for iri, role, graph in _iter(store, SAY + "role", found):
        one = read_role(role)
        if one is not None:
            found[iri].roles.setdefault(_article_of(graph), set()).add(one.name)
    for name in ("memberOf", "partOf"):
        for iri, body, graph in _iter(store, SAY + name, found):
            found[iri].bodies.setdefault(_article_of(graph), set()).add(body)
    for iri, _, _ in _iter(store, SAY + "authorityKey", found):
        found[iri].known = True
    return [found[iri] for iri in sorted(found) if found[iri].articles]


def _count_name(one: Record, name: str, graph: str) -> None:
    if name and make_name_slug(name) != "x":
        one.names[name] = one.names.get(name, 0) + (_ARTICLE in graph)


def _add_forms(store: pyoxigraph.Store, found: dict[str, Record]) -> None:
    forms: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, NamedNode(_FORM), None, None):
        if isinstance(quad.object, Literal):
            forms[_value(quad.subject)].append(quad.object.value)
    for iri, node, _ in _iter(store, SAY + "hasName", found):
        for name in forms.get(node, ()):
            found[iri].names.setdefault(name, 0)


def _iter(store: pyoxigraph.Store, predicate: str, known: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield subject, value and graph of a property, inferred ones left out."""
    for quad in store.quads_for_pattern(None, NamedNode(predicate), None, None):
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        subject = _value(quad.subject)
        if subject in known and not graph.endswith("graph/inferred"):
            yield subject, _value(quad.object), graph


def _article_of(graph: str) -> str:
    return graph.replace("/graph/article/", "/article/") if _ARTICLE in graph else ""


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
