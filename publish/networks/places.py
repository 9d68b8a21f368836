"""The network of places that articles name together, with where they lie and how many events are reported there."""

from collections import Counter
from collections.abc import Collection, Iterator

from pyoxigraph import Literal, NamedNode

from sayso.publish.networks.events import JOIN, count_events
from sayso.publish.networks.facts import Facts
from sayso.publish.networks.network import Edge, Node
from sayso.publish.networks.statements import iter_pairs

_LITERAL_FORM = NamedNode("http://www.w3.org/2008/05/skos-xl#literalForm")


class PlaceReader:
    """
    Reads places and the articles that name them.

    Attributes:
        nodes: Places by IRI, in no order.
        counted: Articles that name any.
        left_out: Articles that are left out, and pairs that make no edge, by reason.
    """

    def __init__(self, facts: Facts, *, types: Collection[str] = (), actors: Collection[str] = ()) -> None:
        """
        Read the places.

        Args:
            facts: The store.
            types: Event types; where any are given, an article counts for the places of such events in it alone.
            actors: IRIs; where any are given, only articles that name one of them count.
        """
        self.facts = facts
        self.nodes: dict[str, Node] = {}
        self.left_out: dict[str, int] = dict.fromkeys(
            ("copies", "outside the dates", "that name no such actor", "within another"), 0
        )
        self.mentioned: dict[str, list[str]] = {}
        by_article, self.events, _ = count_events(facts, types)
        self._places = facts.find_instances(("Place",))
        for article, places in (by_article if types else self._read_mentions()).items():
            if self._holds(article, actors):
                self.mentioned[article] = [place for place in places if place in self._places]
        self.articles = Counter(place for places in self.mentioned.values() for place in set(places))
        self.counted = len(self.mentioned)

    def _read_mentions(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for place, articles in self.facts.read("mentionedIn").items():
            if place in self._places:
                for article in articles:
                    out.setdefault(article, []).append(place)
        return out

    def _holds(self, article: str, actors: Collection[str]) -> bool:
        facts = self.facts
        if article in facts.copies:
            reason = "copies"
        elif not facts.window.holds(facts.articles.get(article)):
            reason = "outside the dates"
        elif actors and not any(article in facts.read("mentionedIn").get(actor, ()) for actor in actors):
            reason = "that name no such actor"
        else:
            return True
        self.left_out[reason] += 1
        return False

    def iter_edges(self) -> Iterator[Edge]:
        """Yield an edge for each pair of places that an article names, but for a place and what it lies in."""
        for article, places in self.mentioned.items():
            for place in places:
                self.nodes.setdefault(place, Node(id=place)).see(self.facts.articles.get(article))
        wholes = {place: self.facts.find_wholes(place) for place in self.nodes}
        for edge in iter_pairs(self.facts, self.mentioned):
            if edge.target in wholes[edge.source] or edge.source in wholes[edge.target]:
                self.left_out["within another"] += 1
            else:
                yield edge

    def describe(self, nodes: Collection[Node]) -> None:
        """Fill in class, names, coordinates and counts."""
        names = self._read_names()
        for node in nodes:
            node.cls = self.facts.first("placeClass", node.id).rpartition("/")[2] or "Other"
            node.label = self.facts.get_label(node.id)
            found = self.facts.locate(node.id)
            if found:
                node.latitude, node.longitude, node.located = found
            node.details["names"] = JOIN.join(names.get(node.id, []))
            node.details["within"] = JOIN.join(
                self.facts.get_label(whole) for whole in self.facts.read("partOf").get(node.id, [])
            )
            node.details["country"] = self.facts.first("countryCode", node.id)
            node.details["mentions"] = self.articles[node.id]
            node.details["events"] = self.events[node.id]

    def _read_names(self) -> dict[str, list[str]]:
        """Return all names that are known of each place, by the alphabet, so that none goes first for its user."""
        out: dict[str, set[str]] = {}
        for place, names in self.facts.read("hasName").items():
            for name in names:
                for quad in self.facts.store.quads_for_pattern(NamedNode(name), _LITERAL_FORM, None, None):
                    if isinstance(quad.object, Literal):
                        language = f" ({quad.object.language})" if quad.object.language else ""
                        out.setdefault(place, set()).add(quad.object.value + language)
        return {place: sorted(names) for place, names in out.items()}
