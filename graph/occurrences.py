"""
Occurrences: reports of one happening from several articles, linked without merging what they say.

Two reports are linked if they are of one type (or both of violence), on days that overlap, and agree in enough of
place, participants and figures; how much each agreement weighs is in `WEIGHTS`. Whatever tells them apart forbids it:
places that have nothing to do with each other, victims of other names, two events of one type in one article. A link
that is wrong is worse than none, so events that are not dated on both sides are left alone, but for an article's news,
which is of the days just before; a country or a region is too wide to be the place, and copies of articles count for
nothing. Nothing here decides which report is right.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from sayso.graph.common import join_lines
from sayso.graph.nquads import RDF_TYPE, decimal, text
from sayso.graph.sorting import iter_sorted
from sayso.graph.summary import WIDE, Summary
from sayso.graph.writer import LABEL, PLACE_CLASS, SAY

LEAST = 0.85
"""Score from which two reports are taken to be of one happening."""

WEIGHTS: Mapping[str, float] = {
    "name": 0.6, "type": 0.3, "violence": 0.15, "day": 0.3, "week": 0.2, "month": 0.1, "guess": 0.1, "doubt": -0.1,
    "place": 0.3, "part": 0.25, "hint": 0.15, "actor": 0.2, "another": 0.1, "figure": 0.2,
}  # fmt: skip
"""
What agreement weighs. ``name``: both go by one proper name. ``type``: one type, or else both of ``violence``. Days
that overlap: both one ``day``, else both within a ``week`` or a ``month``; ``guess``: one is only told as news,
or ``doubt``: news of violence, which a town may see every day. ``place``: one place below the size of a region, or
``part``: one lies in the other; ``hint``: one of the two sentences lacks it. ``actor``: the first participant in
common, ``another``: each further one, up to two, and states where they say little. ``figure``: the same count of the
same.
"""

VIOLENCE = frozenset({"attack", "explosion", "death", "injury", "destruction"})
"""Types under which articles tell one and the same violent happening."""

_DEALINGS = {"meeting", "negotiation", "agreement", "ceasefire", "exchange"}
"""Types of which a state is a party as others are; in violence and the rest it says little who of it took part."""
_WEEK, _MONTH = 7, 31
_SWEEP = 20_000
"""Reports after which those that ended before are dropped from memory."""


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
        guessed: Whether they are the days just before publication, for want of any in the text.
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
    guessed: bool = False
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
    """N-Quads of the occurrences, their number, and the IRI of the occurrence of each event that is in one."""

    data: bytes
    count: int
    of_event: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Above:
    """What the authority graph tells of where places lie: their parents, and the classes of all of them, by IRI."""

    parents: Mapping[str, Collection[str]]
    classes: Mapping[str, str]

    @classmethod
    def read(cls, authority: bytes) -> "Above":
        """Read the N-Quads of the authority graph."""
        parents: dict[str, set[str]] = defaultdict(set)
        classes: dict[str, str] = {}
        part, kind = f" <{SAY}partOf> ", f" <{SAY}placeClass> <{PLACE_CLASS}"
        for line in authority.decode("utf-8").split("\n"):
            if part in line:
                subject, _, parent, _ = line.split(" ", 3)
                parents[subject[1:-1]].add(parent[1:-1])
            elif kind in line:
                subject, _, value, _ = line.split(" ", 3)
                classes[subject[1:-1]] = value[len(PLACE_CLASS) + 1 : -1]
        return cls(parents, classes)

    def keys(self, places: Iterable[str]) -> Iterator[str]:
        """Yield the places that contain some, countries and regions left out."""
        todo = list(places)
        seen = set(todo)
        while todo:
            for parent in self.parents.get(todo.pop(), ()):
                if parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
                    if self.classes.get(parent) not in WIDE:
                        yield parent


def write_occurrences(
    store: pyoxigraph.Store, graph: str, summaries: Iterable[Summary], *, base: str, above: Above
) -> Occurrences:
    """
    Return the occurrences among the events of articles as sorted N-Quads of the named graph *graph*.

    The IRI of one comes from the first of its events by IRI, so that it mostly stays when reports are added.

    Args:
        store: Asked for the labels of those events alone.
        graph: The named graph.
        summaries: Of the articles that are no copies.
        base: Base IRI of the data.
        above: What contains places that are known across articles.
    """
    lines: list[str] = []
    of_event: dict[str, str] = {}
    found = find_occurrences(_iter_reports(summaries, above), ordered=True)
    for one in found:
        first = one.reports[0]
        digest = hashlib.sha256(first.iri.encode("utf-8")).hexdigest()[:16]
        iri = f"{base}occurrence/{digest}"
        node = f"<{iri}>"
        [label] = _read_labels(store, first.iri)[:1] or [first.type]
        lines += [
            f"{node} {RDF_TYPE} <{SAY}Occurrence> <{graph}> .",
            f"{node} {LABEL} {text(label, 'en')} <{graph}> .",
            f"{node} <{SAY}score> {decimal(one.score)} <{graph}> .",
            f"{node} <{SAY}reason> {text(one.reason, 'en')} <{graph}> .",
        ]
        lines += [f"{node} <{SAY}reports> <{report.iri}> <{graph}> ." for report in one.reports]
        of_event.update((report.iri, iri) for report in one.reports)
    return Occurrences(join_lines(lines), len(found), of_event)


def _read_labels(store: pyoxigraph.Store, subject: str) -> list[str]:
    quads = store.quads_for_pattern(NamedNode(subject), NamedNode(LABEL[1:-1]), None)
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, Literal)})


def _iter_reports(summaries: Iterable[Summary], above: Above) -> Iterator[Report]:
    """Yield the events of articles in the order of their first days. However many there are, memory holds a part."""
    lines = (
        f"{one['first']} {one['iri']} {json.dumps([article['article'], one])}"
        for article in summaries
        for one in article["events"]
    )
    for line in iter_sorted(lines):
        article, one = json.loads(line.split(" ", 2)[2])
        yield read_report(one, article, above)


def read_report(one: Mapping[str, Any], article: str, above: Above) -> Report:
    """Return an event of a summary as a report."""
    figures = ((kind, counted, low, high) for kind, counted, low, high in one.get("figures", ()))
    around = {*one.get("at", ()), *one.get("within", ())}
    return Report(
        iri=one["iri"],
        article=article,
        type=one["type"],
        first=date.fromisoformat(one["first"]),
        last=date.fromisoformat(one["last"]),
        guessed=one.get("guessed", False),
        name=one.get("name", ""),
        places=frozenset(one.get("places", ())),
        named=frozenset(one.get("named", ())),
        within=frozenset({*one.get("within", ()), *above.keys(around)}),
        agents=frozenset(one.get("agents", ())),
        patients=frozenset(one.get("patients", ())),
        states=frozenset(one.get("states", ())),
        figures=frozenset(figures),
    )


def find_occurrences(reports: Iterable[Report], *, ordered: bool = False) -> list[Occurrence]:
    """
    Return the groups of two or more reports, sorted by their first.

    The strongest link comes first; a report joins a group only if nothing forbids it beside any of its members.

    Args:
        reports: To be grouped.
        ordered: Whether they come in the order of their first days; else they are sorted, all of them in memory.
    """
    if not ordered:
        reports = sorted(reports, key=lambda one: (one.first, one.iri))
    known: dict[str, Report] = {}
    links: list[tuple[float, str, str, str]] = []
    for one, other in _iter_candidates(reports):
        score, reason = compare(one, other)
        if score >= LEAST:
            links.append((-score, one.iri, other.iri, reason))
            known[one.iri], known[other.iri] = one, other
    group = {iri: [iri] for iri in known}
    weakest: dict[str, tuple[float, str]] = {}
    for negative, first, second, reason in sorted(links):
        mine, theirs = group[first], group[second]
        if mine is theirs or any(forbids(known[a], known[b]) for a in mine for b in theirs):
            continue
        joined = sorted(mine + theirs)
        weakest[joined[0]] = (-negative, reason)
        for iri in joined:
            group[iri] = joined
    groups = {members[0]: members for members in group.values() if len(members) > 1}
    return [
        Occurrence(tuple(known[iri] for iri in members), round(weakest[first][0], 2), weakest[first][1])
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
    guessed = one.guessed or other.guessed
    news = "doubt" if violent else "guess"
    when = news if guessed else "day" if width == 1 else "week" if width <= _WEEK else "month"
    parts = [("name", f"both named {one.name}")] if named else []
    parts.append(("type", f"both {one.type}") if one.type == other.type else ("violence", "both violence"))
    parts.append((when, _describe_days(one, other) + (", told as news" if guessed else "")))
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


def _iter_candidates(reports: Iterable[Report]) -> Iterator[tuple[Report, Report]]:
    """
    Yield pairs that may be of one happening: of one sort, sharing a place, an actor, or a name, on common days.

    The one with the lesser IRI comes first. Reports come in the order of their first days; those that ended before
    the present one began are forgotten.
    """
    blocks: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for count, one in enumerate(reports, start=1):
        today = one.first
        if count % _SWEEP == 0:
            for block_name in [name for name, block in blocks.items() if all(each.last < today for each in block)]:
                del blocks[block_name]
        sort = "violence" if one.type in VIOLENCE else one.type
        keys = one.places | one.within | one.agents | one.patients | ({f"name {one.name}"} if one.name else set())
        met: dict[str, Report] = {}
        for key in keys:
            block = blocks[sort, key] = [each for each in blocks[sort, key] if each.last >= today]
            met.update((each.iri, each) for each in block)
            block.append(one)
        for each in met.values():
            yield (each, one) if each.iri < one.iri else (one, each)
