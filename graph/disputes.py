"""
Disputes: figures of one kind on one happening whose bounds cannot all hold, kept side by side.

Two figures speak of one happening if they measure the same event, events that one occurrence reports, or events of one
sort, place and time that two sources tell of in neighbouring sentences of one article. They are compared only where
they count the same: a part contradicts a whole only by exceeding it, one side's dead say nothing of the other's. *At
least 12* contradicts 10 but not 27. What one source gives at different times, and what a later article puts higher, is
a toll that rises and no dispute. Nothing is averaged, and no side is marked. A dispute that is none is worse than one
that is missed.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph

from sayso.graph.common import join_lines
from sayso.graph.counts import Figure, States, get_bounds, read_figure, read_states
from sayso.graph.nquads import RDF_TYPE, text
from sayso.graph.occurrences import VIOLENCE
from sayso.graph.summary import Summary
from sayso.graph.writer import LABEL, SAY

_BESIDE = 3
"""Characters that part neighbouring sentences at most; a new paragraph counts as one."""

_OF_PEOPLE = {"killed", "injured", "displaced", "evacuated"}
"""Kinds under which whatever is counted is people: then *soldiers* are a part of *people*."""


@dataclass(frozen=True, slots=True)
class Disputes:
    """N-Quads of the disputes, their number, and the figures that were compared."""

    data: bytes
    count: int
    figures: tuple[Figure, ...] = ()


def write_disputes(
    store: pyoxigraph.Store, graph: str, summaries: Iterable[Summary], *, base: str, of_event: Mapping[str, str]
) -> Disputes:
    """
    Return the disputes among the figures of articles as sorted N-Quads of the named graph *graph*.

    A dispute's IRI comes from its sides, so the same figures give the same dispute.

    Args:
        store: Asked what is meant by the names of states, and whom claimants serve.
        graph: The named graph.
        summaries: Of the articles that are no copies.
        base: Base IRI of the data.
        of_event: IRI of the occurrence of each event that is in one.
    """
    lines: list[str] = []
    count = 0
    figures = tuple(_iter_figures(summaries, of_event, store))
    for sides in find_disputes(figures):
        count += 1
        digest = hashlib.sha256("\n".join(one.iri for one in sides).encode("utf-8")).hexdigest()[:16]
        node = f"<{base}dispute/{digest}>"
        label = f"{sides[0].kind}: {sides[0].label}"
        lines += [f"{node} {RDF_TYPE} <{SAY}Dispute> <{graph}> .", f"{node} {LABEL} {text(label, 'en')} <{graph}> ."]
        lines += [f"{node} <{SAY}side> <{one.iri}> <{graph}> ." for one in sides]
    return Disputes(join_lines(lines), count, figures)


def _iter_figures(
    summaries: Iterable[Summary], of_event: Mapping[str, str], store: pyoxigraph.Store
) -> Iterator[Figure]:
    """Yield the figures that may contradict another: of their article, or of the occurrence of their event."""
    states: States | None = None
    for article in summaries:
        for one in _list_rivals(article["figures"], of_event):
            if states is None:
                states = read_states(store)
            yield read_figure(one, article, of_event.get(one["event"], ""), states)


def _list_rivals(figures: Sequence[Mapping[str, Any]], of_event: Mapping[str, str]) -> list[Mapping[str, Any]]:
    bounds = [get_bounds(one) for one in figures] if len(figures) > 1 else []
    kept = {at for at, one in enumerate(figures) if one["event"] in of_event}
    for at, (low, high) in enumerate(bounds):
        for other in range(at):
            if figures[at]["kind"] == figures[other]["kind"] and (high < bounds[other][0] or bounds[other][1] < low):
                kept |= {at, other}
    return [figures[at] for at in sorted(kept)]


def find_disputes(figures: Iterable[Figure]) -> Iterator[list[Figure]]:
    """Yield the sides of each dispute, two or more figures sorted by IRI: those linked by contradictions."""
    known = sorted((one for one in figures if is_sure(one)), key=lambda one: one.iri)
    root = list(range(len(known)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for first, second in _iter_comparable(known):
        if contradicts(known[first], known[second]):
            one, other = sorted((find(first), find(second)))
            root[other] = one
    groups: dict[int, list[Figure]] = defaultdict(list)
    for place, figure in enumerate(known):
        groups[find(place)].append(figure)
    for sides in groups.values():
        if len(sides) > 1:
            yield sides


def is_sure(one: Figure) -> bool:
    """Whether a figure surely measures its event: it stands in the event's sentence or beside it, and is no sum."""
    return not one.added and _are_beside(one.span, one.event_span)


def contradicts(one: Figure, other: Figure) -> bool:
    """Whether two figures on one happening cannot both hold."""
    if one.kind != other.kind or one.whose != other.whose or one.whose == "?":
        return False
    if one.claimants & other.claimants or (one.article == other.article and one.claimants == other.claimants):
        return False
    if one.partial != other.partial and one.kind in _OF_PEOPLE:
        part, whole = (one, other) if one.partial else (other, one)
        return whole.high < part.low
    if one.counted != other.counted or one.some or other.some:
        return False
    if one.high >= other.low and other.high >= one.low:
        return False
    return not _rises(one, other)


def _rises(one: Figure, other: Figure) -> bool:
    """Whether the later of two articles has the higher figure, or it is unknown which is the later."""
    if one.article == other.article:
        return False
    if one.published is None or other.published is None:
        return True
    if one.published == other.published:
        return False
    earlier, later = sorted((one, other), key=lambda each: str(each.published))
    return earlier.high < later.low


def _iter_comparable(known: list[Figure]) -> Iterator[tuple[int, int]]:
    """Yield pairs of figures on one happening."""
    groups: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(known):
        groups[f"event {one.event}"].append(at)
        groups[f"article {one.article}"].append(at)
        if one.occurrence:
            groups[f"occurrence {one.occurrence}"].append(at)
    for name, group in groups.items():
        for place, first in enumerate(group):
            for second in group[place + 1 :]:
                if not name.startswith("article ") or _are_one(known[first], known[second]):
                    yield first, second


def _are_one(one: Figure, other: Figure) -> bool:
    """Whether two sources tell of one happening in neighbouring sentences of one article."""
    return (
        bool(one.claimants and other.claimants)
        and _are_beside(one.span, other.span)
        and _sort(one) == _sort(other)
        and one.places == other.places
        and (one.earliest, one.latest) == (other.earliest, other.latest)
    )


def _are_beside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    first, second = sorted((one, other))
    return second[0] - first[1] <= _BESIDE


def _sort(one: Figure) -> str:
    return "violence" if one.type in VIOLENCE else one.type
