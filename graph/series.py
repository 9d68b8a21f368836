"""
Series: what one source gives on one question from day to day: 12 dead on Monday, 14 on Wednesday.

The question is one happening, that is, one occurrence; one kind; the same counted, whole or part, of the same side.
The source is who gives the figures: an article that gives one of its own begins no series. A toll that rises is no
dispute, so that a series and a dispute may share figures only where two sources meet.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.graph.common import join_lines
from sayso.graph.counts import Figure
from sayso.graph.disputes import is_sure
from sayso.graph.nquads import RDF_TYPE, text
from sayso.graph.writer import LABEL, SAY


@dataclass(frozen=True, slots=True)
class Series:
    """What one source gives on one question, in the order of days; the key tells source and question."""

    key: tuple[str, ...]
    updates: tuple[Figure, ...]


def write_series(figures: Iterable[Figure], graph: str, *, base: str) -> bytes:
    """
    Return the series among figures as sorted N-Quads of the named graph *graph*.

    A series' IRI comes from its source and question, so that it stays when figures are added.

    Args:
        figures: As for disputes.
        graph: The named graph.
        base: Base IRI of the data.
    """
    lines: list[str] = []
    for one in find_series(figures):
        digest = hashlib.sha256("\n".join(one.key).encode("utf-8")).hexdigest()[:16]
        node = f"<{base}series/{digest}>"
        label = f"{one.updates[0].kind}: {one.updates[0].label}"
        lines += [f"{node} {RDF_TYPE} <{SAY}Series> <{graph}> .", f"{node} {LABEL} {text(label, 'en')} <{graph}> ."]
        lines += [f"{node} <{SAY}update> <{update.iri}> <{graph}> ." for update in one.updates]
    return join_lines(lines)


def find_series(figures: Iterable[Figure]) -> Iterator[Series]:
    """Yield the series, sorted by key: two figures or more of one source on one question, on two days at least."""
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for one in figures:
        if one.occurrence and one.published is not None and one.whose != "?" and is_sure(one):
            for claimant in one.claimants:
                part = "part" if one.some else "all"
                groups[claimant, one.occurrence, one.kind, one.counted, one.whose, part].append(one)
    for key, group in sorted(groups.items()):
        if len({one.published for one in group}) > 1:
            yield Series(key, tuple(sorted(group, key=lambda one: (str(one.published), one.iri))))
