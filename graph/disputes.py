"""
Disputes: figures of one kind on one happening whose bounds cannot all hold, kept side by side.

Two figures speak of one happening if they measure the same event, or events of one sort at one place whose days
overlap and are known to within a month. A country is no place in this sense: too much happens there. Figures are
compared only where they count the same; *at least 12* contradicts 10 but not 27; and one voice in one article counts
up or divides, it does not contradict itself. Nothing is averaged, and no side is marked.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

import pyoxigraph

from sayso.graph.common import join_lines
from sayso.graph.nquads import RDF_TYPE, text
from sayso.graph.writer import LABEL, SAY
from sayso.resources import folder

ROUGH = 0.1
"""Share by which a figure that is called rough may be off: *about 200* does not contradict 190."""

LONGEST = 31
"""Days. Events dated more widely are not taken for one happening."""

_WIDE = {"Country"}
_VIOLENCE = {"attack", "explosion", "death", "injury", "destruction", "war"}
"""Types under which articles tell one and the same violent happening."""
_PEOPLE = {"", "people", "persons", "person", "individuals", "lives"}


@dataclass(frozen=True, slots=True)
class Disputes:
    """N-Quads of the disputes, and their number."""

    data: bytes
    count: int


@dataclass(slots=True)
class _Figure:
    iri: str
    kind: str
    counted: str
    low: float
    high: float
    article: str
    event: str
    label: str
    sort: str
    earliest: date | None
    latest: date | None
    claimants: set[str] = field(default_factory=set[str])
    places: set[str] = field(default_factory=set[str])


def write_disputes(store: pyoxigraph.Store, graph: str, *, base: str) -> Disputes:
    """
    Return the disputes among all figures of a store as sorted N-Quads of the named graph *graph*.

    A dispute's IRI comes from its sides, so the same figures give the same dispute.
    """
    lines: list[str] = []
    count = 0
    for sides in find_disputes(_read_figures(store)):
        count += 1
        digest = hashlib.sha256("\n".join(one.iri for one in sides).encode("utf-8")).hexdigest()[:16]
        node = f"<{base}dispute/{digest}>"
        kind = sides[0].kind.rpartition("/")[2]
        label = f"{kind}: {sides[0].label}"
        lines += [f"{node} {RDF_TYPE} <{SAY}Dispute> <{graph}> .", f"{node} {LABEL} {text(label, 'en')} <{graph}> ."]
        lines += [f"{node} <{SAY}side> <{one.iri}> <{graph}> ." for one in sides]
    return Disputes(join_lines(lines), count)


def find_disputes(figures: Iterable[_Figure]) -> Iterator[list[_Figure]]:
    """Yield the sides of each dispute, two or more figures sorted by IRI: those linked by contradictions."""
    known = sorted(figures, key=lambda one: one.iri)
    root = list(range(len(known)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for first, second in _iter_comparable(known):
        if _contradict(known[first], known[second]):
            one, other = sorted((find(first), find(second)))
            root[other] = one
    groups: dict[int, list[_Figure]] = defaultdict(list)
    for place, figure in enumerate(known):
        groups[find(place)].append(figure)
    for sides in groups.values():
        if len(sides) > 1:
            yield sides


def _contradict(one: _Figure, other: _Figure) -> bool:
    if one.article == other.article and one.claimants == other.claimants:
        return False
    return one.high < other.low or other.high < one.low


def _iter_comparable(known: list[_Figure]) -> Iterator[tuple[int, int]]:
    """Yield pairs of figures on one happening, those of one event and those of events that may be one."""
    by_event: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    by_place: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(known):
        by_event[one.kind, one.counted, one.event].append(place)
        if one.earliest and one.latest and (one.latest - one.earliest).days <= LONGEST:
            for where in one.places:
                by_place[one.kind, one.counted, one.sort, where].append(place)
    for group in by_event.values():
        for at, first in enumerate(group):
            for second in group[at + 1 :]:
                yield first, second
    for group in by_place.values():
        yield from _iter_overlapping(known, group)


def _iter_overlapping(known: list[_Figure], group: list[int]) -> Iterator[tuple[int, int]]:
    group.sort(key=lambda one: cast(date, known[one].earliest))
    for at, first in enumerate(group):
        for second in group[at + 1 :]:
            if cast(date, known[second].earliest) > cast(date, known[first].latest):
                break
            yield first, second


def _read_figures(store: pyoxigraph.Store) -> list[_Figure]:
    query = Path(str(folder("graph/rules"))).joinpath("figures.rq").read_text(encoding="utf-8")
    rows = cast(pyoxigraph.QuerySolutions, store.query(query, use_default_graph_as_union=True))
    out: dict[str, _Figure] = {}
    for row in rows:
        (figure, kind, low, high, rough, counted, article, claimant, event, label, sort, first, last, place, cls) = (
            "" if term is None else str(getattr(term, "value", "")) for term in row
        )
        sort = sort.rpartition("/")[2]
        slack = ROUGH if rough == "true" else 0.0
        one = out.setdefault(
            figure,
            _Figure(
                iri=figure,
                kind=kind,
                counted=_normalize(counted),
                low=int(low) * (1 - slack) if low else 0,
                high=int(high) * (1 + slack) if high else float("inf"),
                article=article,
                event=event,
                label=label,
                sort="violence" if sort in _VIOLENCE else sort,
                earliest=date.fromisoformat(first) if first else None,
                latest=date.fromisoformat(last) if last else None,
            ),
        )
        if claimant:
            one.claimants.add(claimant)
        if place and cls.rpartition("/")[2] not in _WIDE:
            one.places.add(place)
    return list(out.values())


def _normalize(counted: str) -> str:
    """Return what is counted in the form in which it is compared: *people* is what is meant where nothing is said."""
    word = " ".join(counted.casefold().split())
    return "" if word in _PEOPLE else word

