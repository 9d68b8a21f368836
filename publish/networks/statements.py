"""
Networks of statements and of articles that name the same actors.

Only what was really said counts: statements that are negated, hedged or mere attitudes, and those of copies of
an article, are left out, and a statement without speaker or without anybody it is aimed at makes no edge.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations

from sayso.publish.days import Days
from sayso.publish.networks.facts import Facts
from sayso.publish.networks.network import CO_MENTION, TELL, Edge, Node

# An act of these kinds, told to somebody, is not aimed at the one who is told: "Dorn told Osk that Tesmar lied".
_ABOUT_OTHERS = ("accuse", "condemn", "deny", "support", "threaten")
_REASONS = (
    "copies", "attitudes", "negated", "hedged", "outside the dates", "without speaker", "aimed at nobody",
    "aimed at themselves",
)  # fmt: skip


@dataclass(slots=True)
class _Statement:
    iri: str
    kind: str
    speakers: list[str]
    targets: list[str]
    addressees: list[str]
    article: str | None
    days: Days | None


class ActorReader:
    """
    Reads actors and what binds them.

    Attributes:
        nodes: The actors by IRI, in no order.
        counted: Statements, or articles, that made edges.
        left_out: Statements that made none, by reason.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.counted = 0
        self.left_out: dict[str, int] = dict.fromkeys(_REASONS, 0)
        self.nodes: dict[str, Node] = {}
        self.mentioned: dict[str, list[str]] = {}
        for actor, articles in facts.read("mentionedIn").items():
            if actor in facts.actors:
                self._add_actor(actor, articles)

    def _add_actor(self, actor: str, articles: list[str]) -> None:
        # A copy names the same actors; an actor whom only copies name is kept without dates.
        node = self.nodes.setdefault(actor, Node(id=actor))
        for article in articles:
            days = self.facts.articles.get(article)
            if article not in self.facts.copies and self.facts.window.holds(days):
                self.mentioned.setdefault(article, []).append(actor)
                node.see(days)

    def iter_co_mentions(self) -> Iterator[Edge]:
        """Yield an edge for each pair of actors that an article names."""
        self.counted = len(self.mentioned)
        yield from iter_pairs(self.facts, self.mentioned)

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
            yield Edge.bind(source, target, kind, statements)

    def _iter_statements(self) -> Iterator[_Statement]:
        facts = self.facts
        speakers, targets, addressees = facts.read("speaker"), facts.read("target"), facts.read("addressee")
        articles, earliest, latest = facts.read("reportedIn"), facts.read("earliest"), facts.read("latest")
        dropped = {name: set(facts.read(name)) for name in ("attitude", "negated", "hedged")}
        for iri, kinds in sorted(facts.read("illocution").items()):
            article = articles.get(iri, [None])[0]
            if article in facts.copies:
                self.left_out["copies"] += 1
                continue
            reason = next((name for name, members in dropped.items() if iri in members), None)
            if reason is not None:
                self.left_out["attitudes" if reason == "attitude" else reason] += 1
                continue
            # Said on an unknown day: then seen on the day of the article.
            days = (earliest[iri][0], latest[iri][-1]) if iri in earliest and iri in latest else None
            days = days or (facts.articles.get(article) if article else None)
            if not facts.window.holds(days):
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


def iter_pairs(facts: Facts, mentioned: dict[str, list[str]]) -> Iterator[Edge]:
    """Yield an edge for each pair of nodes that an article names; *mentioned* has the nodes of each article."""
    shared: dict[tuple[str, str], list[str]] = {}
    for article, nodes in mentioned.items():
        for pair in combinations(sorted(set(nodes)), 2):
            shared.setdefault(pair, []).append(article)
    for (source, target), articles in shared.items():
        days = [facts.articles.get(article) for article in articles]
        yield Edge(
            source=source,
            target=target,
            kind=CO_MENTION,
            weight=len(articles),
            articles=len(articles),
            days=tuple(sorted({each for each in days if each is not None})),
            undated=days.count(None),
        )


def _iter_pairs(statement: _Statement, *, tell: bool) -> Iterator[tuple[str, str, str]]:
    told = TELL if statement.kind in _ABOUT_OTHERS else statement.kind
    for speaker in statement.speakers:
        for target in statement.targets:
            yield speaker, target, statement.kind
        for addressee in statement.addressees if tell else ():
            yield speaker, addressee, told
