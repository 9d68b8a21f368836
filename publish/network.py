"""
Networks drawn from the graph: who accuses whom, who tells whom, who stands beside whom.

Only what was really said counts: statements that are negated, hedged or mere attitudes, and those of copies of
an article, are left out, and a statement without speaker or without anybody it is aimed at makes no edge.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal

import pyoxigraph
from pyoxigraph import NamedNode, Store

from sayso.publish.days import Days, Window, read_days
from sayso.publish.prefixes import RDF_TYPE, SAY

Profile = Literal["actors", "accusations", "co-mentions"]
PROFILES: tuple[Profile, ...] = ("actors", "accusations", "co-mentions")

TELL = "tell"
"""Kind of the edge to somebody who is told of an accusation, a denial and the like, and is not its target."""

CO_MENTION = "co-mention"
ACTOR_CLASSES = ("Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource")
SAMPLES = 5
"""Statements that an edge names, the first in time."""

# An act of these kinds, told to somebody, is not aimed at the one who is told: "Dorn told Osk that Tesmar lied".
_ABOUT_OTHERS = ("accuse", "condemn", "deny", "support", "threaten")
_REASONS = (
    "copies", "attitudes", "negated", "hedged", "outside the dates", "without speaker", "aimed at nobody",
    "aimed at themselves",
)  # fmt: skip
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


@dataclass(slots=True)
class Node:
    """
    An actor.

    Attributes:
        id: IRI.
        label: Name in English, in the authority's form where there is one.
        cls: One of `ACTOR_CLASSES`; empty where the graph does not say.
        said: Statements that it made, of whatever kind.
        accused: Accusations that it made.
        was_accused: Accusations made against it.
        denied: Denials that it made.
        first: First day on which it is seen, in an article or a dated statement, ISO 8601; None where unknown.
        last: Last such day.
        degree: Ends of edges that touch it, parallel ones counted each.
    """

    id: str
    label: str = ""
    cls: str = ""
    said: int = 0
    accused: int = 0
    was_accused: int = 0
    denied: int = 0
    first: str | None = None
    last: str | None = None
    degree: int = 0

    def see(self, days: Days | None) -> None:
        """Widen the time in which it is seen."""
        if days is not None:
            self.first = min(self.first or days[0], days[0])
            self.last = max(self.last or days[1], days[1])


@dataclass(slots=True)
class Edge:
    """
    All that binds two actors in one way.

    Attributes:
        source: IRI of who speaks; of the first in order where undirected.
        target: IRI of whom it is aimed at, or who is told.
        kind: Illocution, `TELL` or `CO_MENTION`.
        weight: Statements, or articles where undirected.
        articles: Articles that report it.
        days: First and last day of each dated statement or article, sorted, each once.
        undated: Statements without any date.
        statements: IRIs of up to `SAMPLES` of them, first in time first.
        sample: The sentence of the first of them; empty where undirected.
    """

    source: str
    target: str
    kind: str
    weight: int = 0
    articles: int = 0
    days: tuple[Days, ...] = ()
    undated: int = 0
    statements: tuple[str, ...] = ()
    sample: str = ""

    @property
    def first(self) -> str | None:
        """First day, or None."""
        return self.days[0][0] if self.days else None

    @property
    def last(self) -> str | None:
        """Last day, or None."""
        return max(last for _, last in self.days) if self.days else None

    def key(self) -> tuple[str, str, str]:
        """What no two edges of a network share."""
        return self.source, self.target, self.kind


@dataclass(slots=True)
class Network:
    """Nodes by IRI, edges by `Edge.key`, both sorted; and how many statements were counted and left out, by reason."""

    profile: Profile
    directed: bool
    nodes: dict[str, Node]
    edges: list[Edge]
    counted: int = 0
    left_out: dict[str, int] = field(default_factory=dict[str, int])


@dataclass(slots=True)
class _Statement:
    iri: str
    kind: str
    speakers: list[str]
    targets: list[str]
    addressees: list[str]
    article: str | None
    days: Days | None


def read_network(
    store: Store,
    *,
    profile: Profile = "actors",
    window: Window | None = None,
    kinds: Collection[str] = (),
    min_weight: int = 1,
    isolated: bool = False,
) -> Network:
    """
    Read a network from a store.

    Args:
        store: Read only.
        profile: ``actors``: statements of all kinds; ``accusations``: accusations only; ``co-mentions``: undirected,
            who is named in the same articles.
        window: What lies outside is not counted; nor, where it is bounded, what has no date. None counts all.
        kinds: Kinds of edges to keep; empty keeps all.
        min_weight: Lighter edges are left out.
        isolated: Whether to keep actors without an edge.
    """
    reader = _Reader(store, window or Window())
    if profile == "co-mentions":
        edges = list(reader.iter_co_mentions())
    else:
        only = ("accuse",) if profile == "accusations" else ()
        edges = list(reader.iter_statement_edges(only))
    edges = [edge for edge in edges if edge.weight >= min_weight and (not kinds or edge.kind in kinds)]
    edges.sort(key=Edge.key)
    touched = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = {iri: node for iri, node in sorted(reader.nodes.items()) if isolated or iri in touched}
    for edge in edges:
        for end in (edge.source, edge.target):
            nodes[end].degree += 1
            for days in edge.days:
                nodes[end].see(days)
    reader.describe(nodes)
    return Network(
        profile=profile,
        directed=profile != "co-mentions",
        nodes=nodes,
        edges=edges,
        counted=reader.counted,
        left_out={reason: number for reason, number in reader.left_out.items() if number},
    )


class _Reader:
    """Reads statements and actors of one store within a window of time."""

    def __init__(self, store: Store, window: Window) -> None:
        self.store = store
        self.window = window
        self.counted = 0
        self.left_out: dict[str, int] = dict.fromkeys(_REASONS, 0)
        self.copies = set(self._read("copyOf"))
        self.articles = {iri: read_days(days[0]) for iri, days in self._read("published").items()}
        self.nodes: dict[str, Node] = {}
        self.mentioned: dict[str, list[str]] = {}
        actors = self._find_actors()
        for actor, articles in self._read("mentionedIn").items():
            if actor in actors:
                self._add_actor(actor, articles)

    def _read(self, name: str) -> dict[str, list[str]]:
        """Return the values of a property of ours by subject, each once, sorted: what the union of the graphs says."""
        out: dict[str, set[str]] = {}
        for quad in self.store.quads_for_pattern(None, NamedNode(SAY + name), None, None):
            out.setdefault(_value(quad.subject), set()).add(_value(quad.object))
        return {subject: sorted(values) for subject, values in out.items()}

    def _find_actors(self) -> set[str]:
        """Return all that are of a class of actors; `say:mentionedIn` says of places too where they are named."""
        return {
            _value(quad.subject)
            for cls in (*ACTOR_CLASSES, "Actor")
            for quad in self.store.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(SAY + cls), None)
        }

    def _add_actor(self, actor: str, articles: list[str]) -> None:
        # A copy names the same actors; an actor whom only copies name is kept without dates.
        node = self.nodes.setdefault(actor, Node(id=actor))
        for article in articles:
            days = self.articles.get(article)
            if article not in self.copies and self.window.holds(days):
                self.mentioned.setdefault(article, []).append(actor)
                node.see(days)

    def iter_co_mentions(self) -> Iterator[Edge]:
        """Yield an edge for each pair of actors that an article names."""
        shared: dict[tuple[str, str], list[str]] = {}
        for article, actors in self.mentioned.items():
            self.counted += 1
            for pair in combinations(sorted(set(actors)), 2):
                shared.setdefault(pair, []).append(article)
        for (source, target), articles in shared.items():
            days = [self.articles.get(article) for article in articles]
            yield Edge(
                source=source,
                target=target,
                kind=CO_MENTION,
                weight=len(articles),
                articles=len(articles),
                days=tuple(sorted({each for each in days if each is not None})),
                undated=days.count(None),
            )

    def iter_statement_edges(self, only: Collection[str]) -> Iterator[Edge]:
        """Yield edges of statements, of *only* these kinds where any are given, and count what their actors said."""
        bundles: dict[tuple[str, str, str], list[_Statement]] = {}
        for statement in self._iter_statements():
            self._count(statement)
            if only and statement.kind not in only:
                continue
            pairs = set(_iter_pairs(statement, tell=not only))
            aimed = {pair for pair in pairs if pair[0] != pair[1]}
            if not statement.speakers:
                self.left_out["without speaker"] += 1
            elif not pairs:
                self.left_out["aimed at nobody"] += 1
            elif not aimed:
                self.left_out["aimed at themselves"] += 1
            else:
                self.counted += 1
            for key in aimed:
                bundles.setdefault(key, []).append(statement)
        for (source, target, kind), statements in bundles.items():
            statements.sort(key=lambda one: (one.days is None, one.days, one.iri))
            yield Edge(
                source=source,
                target=target,
                kind=kind,
                weight=len(statements),
                articles=len({one.article for one in statements}),
                days=tuple(sorted({one.days for one in statements if one.days is not None})),
                undated=sum(one.days is None for one in statements),
                statements=tuple(one.iri for one in statements[:SAMPLES]),
                sample=self._get_sentence(statements[0].iri),
            )

    def _iter_statements(self) -> Iterator[_Statement]:
        speakers, targets, addressees = self._read("speaker"), self._read("target"), self._read("addressee")
        articles, earliest, latest = self._read("reportedIn"), self._read("earliest"), self._read("latest")
        dropped = {name: set(self._read(name)) for name in ("attitude", "negated", "hedged")}
        for iri, kinds in sorted(self._read("illocution").items()):
            article = articles.get(iri, [None])[0]
            if article in self.copies:
                self.left_out["copies"] += 1
                continue
            reason = next((name for name, members in dropped.items() if iri in members), None)
            if reason is not None:
                self.left_out["attitudes" if reason == "attitude" else reason] += 1
                continue
            # Said on an unknown day: then seen on the day of the article.
            days = (earliest[iri][0], latest[iri][-1]) if iri in earliest and iri in latest else None
            days = days or (self.articles.get(article) if article else None)
            if not self.window.holds(days):
                self.left_out["outside the dates"] += 1
                continue
            yield _Statement(
                iri=iri,
                kind=kinds[0].rpartition("/")[2],
                speakers=speakers.get(iri, []),
                targets=targets.get(iri, []),
                addressees=addressees.get(iri, []),
                article=article,
                days=days,
            )

    def _count(self, statement: _Statement) -> None:
        for speaker in statement.speakers:
            node = self.nodes.setdefault(speaker, Node(id=speaker))
            node.said += 1
            node.accused += statement.kind == "accuse"
            node.denied += statement.kind == "deny"
        for target in statement.targets:
            node = self.nodes.setdefault(target, Node(id=target))
            node.was_accused += statement.kind == "accuse"
        for addressee in statement.addressees:
            self.nodes.setdefault(addressee, Node(id=addressee))

    def _get_sentence(self, statement: str) -> str:
        passages = sorted(
            _value(quad.object)
            for quad in self.store.quads_for_pattern(NamedNode(statement), NamedNode(SAY + "evidence"), None, None)
        )
        quotes = (
            _value(quad.object)
            for passage in passages
            for quad in self.store.quads_for_pattern(NamedNode(passage), NamedNode(SAY + "quote"), None, None)
        )
        return next(quotes, "")

    def describe(self, nodes: dict[str, Node]) -> None:
        """Fill in names and classes."""
        for node in nodes.values():
            subject = NamedNode(node.id)
            classes = {
                _value(quad.object).removeprefix(SAY)
                for quad in self.store.quads_for_pattern(subject, NamedNode(RDF_TYPE), None, None)
            }
            node.cls = next((cls for cls in ACTOR_CLASSES if cls in classes), "")
            labels = list(self.store.quads_for_pattern(subject, NamedNode(_LABEL), None, None))
            node.label = choose_label(labels) or node.id


def _iter_pairs(statement: _Statement, *, tell: bool) -> Iterator[tuple[str, str, str]]:
    told = TELL if statement.kind in _ABOUT_OTHERS else statement.kind
    for speaker in statement.speakers:
        for target in statement.targets:
            yield speaker, target, statement.kind
        for addressee in statement.addressees if tell else ():
            yield speaker, addressee, told


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


def _value(term: NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> str:
    return str(term) if isinstance(term, pyoxigraph.Triple) else term.value
