"""
Occurrences: reports of one happening from several articles, linked without merging what they say.

Two reports are linked if they are of one type (or both of violence), on days that overlap, and agree in enough of
place, participants and figures; how much each agreement weighs is in `WEIGHTS`. Whatever tells them apart forbids it:
places that have nothing to do with each other, victims of other names, two events of one type in one article. A link
that is wrong is worse than none, so events that are not dated on both sides are left alone, a country or a region is
too wide to be the place, and copies of articles count for nothing. Nothing here decides which report is right.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from sayso.graph.common import join_lines
from sayso.graph.iris import make_name_slug
from sayso.graph.nquads import RDF_TYPE, decimal, text
from sayso.graph.writer import LABEL, SAY

LEAST = 0.85
"""Score from which two reports are taken to be of one happening."""

WEIGHTS: Mapping[str, float] = {
    "name": 0.6, "type": 0.3, "violence": 0.15, "day": 0.3, "week": 0.2, "month": 0.1, "place": 0.3, "part": 0.25,
    "hint": 0.15, "actor": 0.2, "another": 0.1, "figure": 0.2,
}  # fmt: skip
"""
What agreement weighs. ``name``: both go by one proper name. ``type``: one type, or else both of ``violence``. Days
that overlap: both one ``day``, else both within a ``week`` or a ``month``. ``place``: one place below the size of a
region, or ``part``: one lies in the other; ``hint``: one of the two sentences does not name it. ``actor``: the first
participant in common, ``another``: each further one, up to two, and states where they say little. ``figure``: the same
count of the same.
"""

VIOLENCE = frozenset({"attack", "explosion", "death", "injury", "destruction"})
"""Types under which articles tell one and the same violent happening."""

_DEALINGS = {"meeting", "negotiation", "agreement", "ceasefire", "exchange"}
"""Types of which a state is a party as others are; in violence and the rest it says little who of it took part."""
_WIDE = {"Country", "Region"}
_WEEK, _MONTH = 7, 31
_NAME = re.compile(r"(?:[A-Z][\w’'-]*\s+)+[A-Z][\w’'-]*")
_FACT = "https://w3id.org/sayso/factuality/actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    One article's event, with what tells whether another's is the same.

    Attributes:
        iri: The event.
        article: IRI of the article.
        type: Local name of its type.
        first: First day that the dates allow.
        last: Last one.
        name: Proper name in the words that name it, as a slug; empty where they hold none.
        places: Places below the size of a region, by key: an IRI, or for one that only the article knows its name.
        named: Of these, those that the sentence names.
        within: What contains them, directly or not.
        agents: Actors known across articles.
        patients: Likewise.
        states: Of both, those that are states.
        figures: Kind, what is counted, least and greatest number.
    """

    iri: str
    article: str
    type: str
    first: date
    last: date
    name: str = ""
    places: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    patients: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    figures: frozenset[tuple[str, str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Reports of one happening, sorted by IRI; the score of its weakest link, and what that link rests on."""

    reports: tuple[Report, ...]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Occurrences:
    """N-Quads of the occurrences, and their number."""

    data: bytes
    count: int


def write_occurrences(store: pyoxigraph.Store, graph: str, *, base: str) -> Occurrences:
    """
    Return the occurrences among all events of a store as sorted N-Quads of the named graph *graph*.

    The IRI of one comes from the first of its events by IRI, so that it mostly stays when reports are added.
    """
    lines: list[str] = []
    found = find_occurrences(_Reader(store).iter_reports())
    for one in found:
        first = one.reports[0]
        digest = hashlib.sha256(first.iri.encode("utf-8")).hexdigest()[:16]
        node = f"<{base}occurrence/{digest}>"
        [label] = _read_texts(store, first.iri, LABEL)[:1] or [first.type]
        lines += [
            f"{node} {RDF_TYPE} <{SAY}Occurrence> <{graph}> .",
            f"{node} {LABEL} {text(label, 'en')} <{graph}> .",
            f"{node} <{SAY}score> {decimal(one.score)} <{graph}> .",
            f"{node} <{SAY}reason> {text(one.reason, 'en')} <{graph}> .",
        ]
        lines += [f"{node} <{SAY}reports> <{report.iri}> <{graph}> ." for report in one.reports]
    return Occurrences(join_lines(lines), len(found))


def find_occurrences(reports: Iterable[Report]) -> list[Occurrence]:
    """
    Return the groups of two or more reports, sorted by their first.

    The strongest link comes first; a report joins a group only if nothing forbids it beside any of its members.
    """
    known = sorted(reports, key=lambda one: one.iri)
    links: list[tuple[float, int, int, str]] = []
    for one, other in _iter_candidates(known):
        score, reason = compare(known[one], known[other])
        if score >= LEAST:
            links.append((-score, one, other, reason))
    group = {at: [at] for at in range(len(known))}
    weakest: dict[int, tuple[float, str]] = {}
    for negative, one, other, reason in sorted(links):
        mine, theirs = group[one], group[other]
        if mine is theirs or any(forbids(known[a], known[b]) for a in mine for b in theirs):
            continue
        joined = sorted(mine + theirs)
        weakest[joined[0]] = (-negative, reason)
        for at in joined:
            group[at] = joined
    groups = {members[0]: members for members in group.values() if len(members) > 1}
    return [
        Occurrence(tuple(known[at] for at in members), round(weakest[first][0], 2), weakest[first][1])
        for first, members in sorted(groups.items())
    ]


def forbids(one: Report, other: Report) -> bool:
    """Whether something tells two reports apart for good."""
    if one.article == other.article and one.type == other.type:
        return True
    if one.type != other.type and not {one.type, other.type} <= VIOLENCE:
        return True
    if one.first > other.last or other.first > one.last:
        return True
    if one.places and other.places and not _find_common_places(one, other):
        return True
    mine, theirs = one.patients - one.states, other.patients - other.states
    return bool(mine and theirs and not mine & theirs)


def compare(one: Report, other: Report) -> tuple[float, str]:
    """Return how much speaks for two reports being of one happening, 0 where something forbids it, and what."""
    if one.article == other.article or forbids(one, other):
        return 0.0, ""
    width = max((each.last - each.first).days for each in (one, other)) + 1
    named = bool(one.name) and one.name == other.name
    violent = one.type in VIOLENCE
    if not named and width > (_WEEK if violent else _MONTH):
        return 0.0, ""
    when = "day" if width == 1 else "week" if width <= _WEEK else "month"
    parts = [("name", f"both named {one.name}")] if named else []
    parts.append(("type", f"both {one.type}") if one.type == other.type else ("violence", "both violence"))
    parts.append((when, _describe_days(one, other)))
    places = _find_common_places(one, other)
    if places:
        both_name = any(place in one.named and place in other.named for place in places)
        where = "place" if one.places & other.places else "part"
        parts.append((where if both_name or (where == "part" and one.named and other.named) else "hint", "one place"))
    parts += _compare_actors(one, other)
    if one.figures & other.figures:
        parts.append(("figure", "the same figure"))
    score = min(1.0, sum(WEIGHTS[key] for key, _ in parts))
    return score, "; ".join(reason for _, reason in parts)


def _compare_actors(one: Report, other: Report) -> list[tuple[str, str]]:
    common = (one.agents | one.patients) & (other.agents | other.patients)
    states = set() if one.type in _DEALINGS else common & one.states
    out: list[tuple[str, str]] = []
    if common - states:
        out.append(("actor", "a participant in common"))
    further = min(2, len(common) - len(out))
    return out + [("another", "another participant in common" if out else "a state in common")] * further


def _find_common_places(one: Report, other: Report) -> frozenset[str]:
    return (one.places & other.places) or (one.places & other.within) | (other.places & one.within)


def _describe_days(one: Report, other: Report) -> str:
    first, last = max(one.first, other.first), min(one.last, other.last)
    return f"on {first}" if first == last else f"between {first} and {last}"


def _iter_candidates(known: Sequence[Report]) -> Iterator[tuple[int, int]]:
    """Yield pairs that may be of one happening: of one sort, sharing a place, an actor, or a name, on common days."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(known):
        sort = "violence" if one.type in VIOLENCE else one.type
        keys = one.places | one.within | one.agents | one.patients | ({f"name {one.name}"} if one.name else set())
        for key in keys:
            blocks[sort, key].append(at)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        block.sort(key=lambda at: (known[at].first, at))
        for place, first in enumerate(block):
            for second in block[place + 1 :]:
                if known[second].first > known[first].last:
                    break
                seen.add((min(first, second), max(first, second)))
    yield from sorted(seen)


class _Reader:
    """Reads events from a store, predicate by predicate, which is faster than one query over all of them."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store = store
        self.classes: dict[str, str] = {}
        self.parents = self.read("partOf")
        self.local = re.compile(r"/(?:place|actor)/[^/]+/[^/]+\Z")

    def read(self, name: str) -> dict[str, set[str]]:
        """Return all values of say:*name* by subject."""
        out: dict[str, set[str]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(None, NamedNode(SAY + name), None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                out[quad.subject.value].add(quad.object.value)
        return out

    def iter_reports(self) -> Iterator[Report]:
        """Yield the events that were put forward as actual, are dated on both sides, and stand in no copy."""
        facts, types, articles = self.read("factuality"), self.read("eventType"), self.read("reportedIn")
        first, last = self.read("earliest"), self.read("latest")
        places, agents, patients = self.read("place"), self.read("agent"), self.read("patient")
        ways = (self.read("origin"), self.read("destination"))
        words, evidence, copies = self.read("triggerWords"), self.read("evidence"), self.read("copyOf")
        figures = self.read_figures()
        for event, kinds in types.items():
            article = min(articles.get(event, {""}))
            if _FACT not in facts.get(event, ()) or article in copies or not (first.get(event) and last.get(event)):
                continue
            quote = " ".join(each for one in evidence.get(event, ()) for each in _read_texts(self.store, one, "quote"))
            here = {one for values in (places, *ways) for one in values.get(event, ())}
            keys = {key: one for one in here if (key := self.get_key(one))}
            named = {key for key, one in keys.items() if self.is_named(one, quote)}
            doers, done = (self.keep_known(values.get(event, ())) for values in (agents, patients))
            name = _NAME.search(min(words.get(event, {""})))
            yield Report(
                iri=event,
                article=article,
                type=min(kinds).rpartition("/")[2],
                first=date.fromisoformat(min(first[event])),
                last=date.fromisoformat(max(last[event])),
                name=make_name_slug(name.group()) if name else "",
                places=frozenset(keys),
                named=frozenset(named),
                within=frozenset(each for one in here for each in self.iter_parents(one)),
                agents=doers,
                patients=done,
                states=frozenset(one for one in doers | done if self.get_class(one) == "State"),
                figures=figures.get(event, frozenset()),
            )

    def read_figures(self) -> dict[str, frozenset[tuple[str, str, str, str]]]:
        """Return what is counted of each event."""
        kinds, low, high, counted = (self.read(name) for name in ("figureKind", "low", "high", "counted"))
        out: dict[str, set[tuple[str, str, str, str]]] = defaultdict(set)
        for figure, events in self.read("figureOf").items():
            least, most, thing = (min(values.get(figure, {""})) for values in (low, high, counted))
            # One or two of something is no sign.
            if least.isdigit() and int(least) > 2:
                for event in events:
                    out[event].add((min(kinds[figure]), thing.casefold(), least, most))
        return {event: frozenset(values) for event, values in out.items()}

    def get_class(self, iri: str) -> str:
        """Return the class of a place, or the class of an actor."""
        if iri not in self.classes:
            node = NamedNode(iri)
            found = [quad.object for quad in self.store.quads_for_pattern(node, NamedNode(SAY + "placeClass"), None)]
            kinds = {one.value.rpartition("/")[2] for one in found if isinstance(one, NamedNode)}
            if not kinds:
                state = self.store.quads_for_pattern(node, _TYPE, NamedNode(SAY + "State"))
                kinds = {"State"} if next(state, None) else {"Actor"}
            self.classes[iri] = min(kinds)
        return self.classes[iri]

    def get_key(self, place: str) -> str | None:
        """Return what a place is known by across articles; None where it is too wide or has no proper name."""
        if self.get_class(place) in _WIDE:
            return None
        if not self.local.search(place):
            return place
        [label] = _read_texts(self.store, place, LABEL)[:1] or [""]
        proper = label.removeprefix("the ").removeprefix("The ")
        return f"name {make_name_slug(proper)}" if proper[:1].isupper() and len(proper) > 2 else None

    def iter_parents(self, place: str) -> Iterator[str]:
        """Yield the keys of the places that contain one, countries and regions left out."""
        todo, seen = [place], {place}
        while todo:
            for parent in self.parents.get(todo.pop(), ()):
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
                    if key := self.get_key(parent):
                        yield key

    def is_named(self, place: str, quote: str) -> bool:
        """Whether a sentence names a place, by any of its names."""
        names = (*_read_texts(self.store, place, LABEL), *_read_texts(self.store, place, "alias"))
        return any(re.search(rf"\b{re.escape(name)}\b", quote, re.IGNORECASE) for name in names if name)

    def keep_known(self, actors: Iterable[str]) -> frozenset[str]:
        """Return those that are the same actor in every article."""
        return frozenset(one for one in actors if not self.local.search(one))


_TYPE = NamedNode(RDF_TYPE[1:-1])


def _read_texts(store: pyoxigraph.Store, subject: str, name: str) -> list[str]:
    """Return the texts of a property, say:*name* or a token, sorted and each once."""
    predicate = NamedNode(name[1:-1] if name.startswith("<") else SAY + name)
    quads = store.quads_for_pattern(NamedNode(subject), predicate, None)
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, Literal)})
