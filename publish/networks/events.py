"""
The network of actors and events: who did what, to whom it was done, and who alleges it.

Reports of one happening are one node, where sayso takes them for one (`say:Occurrence`). Events that are denied,
planned or hypothetical, and those of copies of an article, are left out. Where no article vouches for what an actor
did, but only somebody in one says so, the kind of the edge tells: ``alleged-agent``.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from sayso.publish.days import Days
from sayso.publish.networks.facts import Facts
from sayso.publish.networks.network import EVENT, Edge, Node

JOIN = "; "
"""What stands between several names in one cell."""


@dataclass(slots=True)
class _Report:
    iri: str
    type: str
    article: str
    days: Days | None
    vouched: bool


class EventReader:
    """
    Reads events and the actors in them.

    Attributes:
        nodes: Actors and events by IRI, in no order.
        counted: Events that somebody takes part in.
        left_out: Events that make no edge, by reason.
    """

    def __init__(self, facts: Facts, types: Collection[str] = ()) -> None:
        self.facts = facts
        self.nodes: dict[str, Node] = {}
        self.counted = 0
        self.left_out: dict[str, int] = dict.fromkeys(
            ("copies", "of other types", "denied, planned or hypothetical", "outside the dates", "without an actor"), 0
        )
        self.types = types
        self._happenings = {event: one for one, events in facts.read("reports").items() for event in events}

    def iter_edges(self) -> Iterator[Edge]:
        """Yield an edge for each actor, happening and role."""
        bundles: dict[tuple[str, str, str], list[_Report]] = {}
        for report in self._iter_reports():
            roles = set(self._iter_roles(report))
            happening = self._happenings.get(report.iri, report.iri)
            if happening not in self.nodes:
                self.nodes[happening] = Node(id=happening, cls=EVENT)
            self._describe(self.nodes[happening], report)
            if not roles:
                self.left_out["without an actor"] += 1
                continue
            self.counted += 1
            for actor, role in roles:
                self.nodes.setdefault(actor, Node(id=actor))
                bundles.setdefault((actor, happening, role), []).append(report)
        for (source, target, kind), reports in bundles.items():
            yield Edge.bind(source, target, kind, reports)

    def _iter_reports(self) -> Iterator[_Report]:
        for iri, types, article, days in iter_events(self.facts, self.left_out):
            if self.types and types not in self.types:
                self.left_out["of other types"] += 1
            else:
                vouched = not self.facts.first("accordingTo", iri)
                yield _Report(iri=iri, type=types, article=article, days=days, vouched=vouched)

    def _iter_roles(self, report: _Report) -> Iterator[tuple[str, str]]:
        prefix = "" if report.vouched else "alleged-"
        for role in ("agent", "patient"):
            for actor in self.facts.read(role).get(report.iri, []):
                if actor in self.facts.actors:
                    yield actor, prefix + role
        for statement in self.facts.read("accordingTo").get(report.iri, []):
            if statement not in self._unsaid:
                for speaker in self.facts.read("speaker").get(statement, []):
                    yield speaker, "alleges"

    @cached_property
    def _unsaid(self) -> set[str]:
        """Statements that nobody really made."""
        return {one for name in ("attitude", "negated", "hedged") for one in self.facts.read(name)}

    def _describe(self, node: Node, report: _Report) -> None:
        """Add what a report tells of a happening; of two that differ, the first by IRI gives the words."""
        node.see(report.days)
        node.details["reports"] = int(node.details.get("reports", 0)) + 1
        if "eventType" not in node.details:
            node.details["eventType"] = report.type
            node.label = self.facts.get_label(report.iri)
        if node.located:
            return
        for place in self.facts.read("place").get(report.iri, []):
            node.details.setdefault("place", self.facts.get_label(place))
            node.details.setdefault("placeIri", place)
            found = self.facts.locate(place)
            if found:
                node.latitude, node.longitude, node.located = found
                node.details["place"], node.details["placeIri"] = self.facts.get_label(place), place
                return


def iter_events(facts: Facts, left_out: dict[str, int]) -> Iterator[tuple[str, str, str, Days | None]]:
    """Yield what is reported to have happened: IRI, type, article and days; count the rest in *left_out*."""
    factuality = facts.read("factuality")
    for iri, types in sorted(facts.read("eventType").items()):
        article = facts.first("reportedIn", iri)
        days = get_event_days(facts, iri, article)
        if article in facts.copies:
            left_out["copies"] += 1
        elif any(not one.endswith("/actual") for one in factuality.get(iri, ())):
            left_out["denied, planned or hypothetical"] += 1
        elif not facts.window.holds(days):
            left_out["outside the dates"] += 1
        else:
            yield iri, types[0].rpartition("/")[2], article, days


def get_event_days(facts: Facts, event: str, article: str) -> Days | None:
    """Return the days of an event, open ends closed, or of its article; None where neither is known."""
    first, last = facts.first("earliest", event), facts.first("latest", event)
    return (first or last, last or first) if first or last else facts.articles.get(article)


def count_events(facts: Facts, types: Collection[str]) -> tuple[dict[str, list[str]], Counter[str], dict[str, int]]:
    """Return the places of events by article, how many events each place has, and what was left out by reason."""
    left_out: dict[str, int] = dict.fromkeys(("copies", "denied, planned or hypothetical", "outside the dates"), 0)
    by_article: dict[str, list[str]] = {}
    counts: Counter[str] = Counter()
    for iri, kind, article, _ in iter_events(facts, left_out):
        if not types or kind in types:
            for place in facts.read("place").get(iri, []):
                by_article.setdefault(article, []).append(place)
                counts[place] += 1
    return by_article, counts, left_out
