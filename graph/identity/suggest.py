"""
Suggestions: which nodes may be one, which one node may be two, most likely first.

A suggestion's id is a digest of what it is about, so it stays from build to build, and a decision that was taken on it
is not asked for again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph

from sayso.graph.curation.plan import Plan, make_plan
from sayso.graph.identity.compare import LEAST, WEIGHTS, compare
from sayso.graph.identity.names import read_name
from sayso.graph.identity.pairs import find_pairs
from sayso.graph.identity.records import Record, read_records

SHOWN = 3
"""Articles that are named as evidence, for each side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """
    A decision that a user may want to take.

    Attributes:
        id: Digest of what it is about.
        kind: ``merge``: two nodes may be one. ``split``: one node may be two.
        score: From 0 to 1; a sum of weights, no probability.
        reasons: What it rests on.
        nodes: IRIs: those that give way, then the one that stays; of a split the one.
        names: Of each of them; one where all have one name.
        classes: Likewise.
        articles: Ids of articles as evidence, for each node; of a split for each side.
    """

    id: str
    kind: Literal["merge", "split"]
    score: float
    reasons: tuple[str, ...]
    nodes: tuple[str, ...]
    names: tuple[str, ...]
    classes: tuple[str, ...]
    articles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """
    What is suggested, and how much was looked at.

    Attributes:
        found: Most likely first.
        nodes: Actors and places.
        compared: Pairs.
        narrowed: Keys that so many nodes share that only neighbours were compared.
        decided: Left out because a decision was taken already.
    """

    found: tuple[Suggestion, ...]
    nodes: int
    compared: int
    narrowed: int
    decided: int


def suggest(
    store: pyoxigraph.Store,
    *,
    plan: Plan | None = None,
    least: float = LEAST,
    progress: Callable[[int, int | None, str], None] | None = None,
) -> Suggestions:
    """
    Return which actors and places of a store may be one, and which may be two.

    Args:
        store: It is only read.
        plan: Decisions that were taken; what they settle is not suggested.
        least: Least score.
        progress: Called now and then.
    """
    return suggest_among(read_records(store), plan=plan or make_plan([]), least=least, progress=progress)


def suggest_among(
    records: Sequence[Record],
    *,
    plan: Plan,
    least: float = LEAST,
    progress: Callable[[int, int | None, str], None] | None = None,
) -> Suggestions:
    """Return suggestions among records; as `suggest`."""
    records, alike = _gather_alike(records)
    pairs = find_pairs(records)
    merges: list[tuple[float, Record, Record, tuple[str, ...]]] = []
    for done, (at, other) in enumerate(sorted(pairs.pairs)):
        if progress is not None and done % 5_000 == 0:
            progress(done, len(pairs.pairs), "pairs")
        likeness = compare(records[at], records[other])
        if likeness.score >= min(least, LEAST):
            merges.append((likeness.score, records[at], records[other], likeness.reasons))
    found = [*alike, *_settle_singles(merges), *_find_splits(records)]
    kept = [one for one in found if one.score >= least]
    opened = [one for one in kept if not _is_decided(one, plan)]
    opened.sort(key=lambda one: (-one.score, one.names, one.id))
    return Suggestions(
        found=tuple(opened),
        nodes=len(records),
        compared=len(pairs.pairs),
        narrowed=pairs.narrowed,
        decided=len(kept) - len(opened),
    )


def _gather_alike(records: Sequence[Record]) -> tuple[list[Record], list[Suggestion]]:
    """
    Return records with one for all that have one name and one body, and a merge of each such lot.

    A ministry that a hundred articles name without its state would give 4,950 pairs else.
    """
    lots: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for one in records:
        tokens = read_name(one.label).tokens
        if tokens and (one.cls != "Person" or len(tokens) > 1) and one.cls not in ("Group", "AnonymousSource"):
            kind = "place" if one.cls == "Place" else "actor"
            lots[(kind, " ".join(tokens), "|", *sorted(one.all_bodies))].append(one)
    gone: set[str] = set()
    out: list[Suggestion] = []
    for lot in lots.values():
        if len(lot) < 3:
            continue
        lot.sort(key=_order)
        first = lot[0]
        likeness = compare(first, lot[1])
        if likeness.score < LEAST:
            continue
        gone.update(one.iri for one in lot[1:])
        out.append(
            Suggestion(
                id=_digest("merge", sorted(one.iri for one in lot)),
                kind="merge",
                score=likeness.score,
                reasons=likeness.reasons,
                nodes=(*(one.iri for one in lot[1:]), first.iri),
                names=(first.label,),
                classes=(first.cls,),
                articles=tuple(_list_articles(one.articles) for one in (*lot[1:], first)),
            )
        )
    return [one for one in records if one.iri not in gone], out


def _order(one: Record) -> tuple[bool, bool, int, str]:
    """Which of several nodes stays: known to an authority, no article's own, in more articles."""
    return (not one.known, one.local, -len(one.articles), one.iri)


def _settle_singles(
    merges: Iterable[tuple[float, Record, Record, tuple[str, ...]]],
) -> Iterator[Suggestion]:
    """Yield merges; a single name that may stand for several people is worth less."""
    every = list(merges)
    several: dict[str, int] = defaultdict(int)
    for _, one, other, reasons in every:
        if "last name" in reasons[0]:
            several[min(one, other, key=lambda record: len(record.label)).iri] += 1
    for score, one, other, reasons in every:
        short = min(one, other, key=lambda record: len(record.label)).iri
        if "last name" in reasons[0] and several[short] > 1:
            score += WEIGHTS["several"]
            reasons = (*reasons, f"may stand for {several[short]} people")
        yield _make_merge(round(score, 2), one, other, reasons)


def _make_merge(score: float, one: Record, other: Record, reasons: tuple[str, ...]) -> Suggestion:
    # What an authority knows stays, then what more articles name, then what is no article's own.
    stays, goes = sorted((one, other), key=_order)
    return Suggestion(
        id=_digest("merge", sorted((one.iri, other.iri))),
        kind="merge",
        score=score,
        reasons=reasons,
        nodes=(goes.iri, stays.iri),
        names=(goes.label, stays.label),
        classes=(goes.cls, stays.cls),
        articles=(_list_articles(goes.articles), _list_articles(stays.articles)),
    )


def _find_splits(records: Sequence[Record]) -> Iterator[Suggestion]:
    """Yield people whom articles give other offices and other bodies: one name, maybe two people."""
    by_iri = {one.iri: one for one in records}
    for one in records:
        if one.cls != "Person" or one.known or one.local or len(one.articles) < 2:
            continue
        groups: dict[str, set[str]] = defaultdict(set)
        for article, bodies in one.bodies.items():
            tops = {_find_top(body, by_iri) for body in bodies}
            if article and len(tops) == 1:
                groups[tops.pop()].add(article)
        if len(groups) != 2:
            continue
        (left, first), (right, second) = sorted(groups.items(), key=lambda group: (len(group[1]), group[0]))
        roles = [{role for article in group for role in one.roles.get(article, ())} for group in (first, second)]
        if not roles[0] or not roles[1] or roles[0] & roles[1]:
            continue
        names = [by_iri[each].label if each in by_iri else each.rpartition("/")[2] for each in (left, right)]
        reason = f"{min(roles[0])} of {names[0]} in some articles, {min(roles[1])} of {names[1]} in others"
        yield Suggestion(
            id=_digest("split", [one.iri, *sorted(first)]),
            kind="split",
            score=0.6 + 0.1 * (_words_apart(roles[0], roles[1])),
            reasons=(reason,),
            nodes=(one.iri,),
            names=(one.label,),
            classes=(one.cls,),
            articles=(tuple(sorted(map(_id_of, first))), tuple(sorted(map(_id_of, second)))),
        )


def _words_apart(one: Iterable[str], other: Iterable[str]) -> bool:
    return not {word for role in one for word in role.split()} & {word for role in other for word in role.split()}


def _find_top(iri: str, by_iri: dict[str, Record]) -> str:
    """Return the state that a body belongs to, or the last body above it."""
    seen = {iri}
    while iri in by_iri and by_iri[iri].cls != "State":
        above = sorted(by_iri[iri].all_bodies - seen)
        if len(above) != 1:
            break
        iri = above[0]
        seen.add(iri)
    return iri


def _is_decided(one: Suggestion, plan: Plan) -> bool:
    nodes = {plan.resolve(node) for node in one.nodes}
    if one.kind == "merge" and len(nodes) == 1:
        return True
    for each in (*plan.decisions, *plan.others):
        if each.kind == "distinct" and one.kind == "merge":
            if nodes <= {plan.resolve(node) for node in each.nodes}:
                return True
        elif each.kind == "split" and one.kind == "split" and each.nodes == one.nodes:
            return True
        elif each.kind == "merge" and each.status == "rejected" and nodes <= {*each.nodes, each.into}:
            return True
    return False


def _list_articles(articles: Iterable[str]) -> tuple[str, ...]:
    return tuple(_id_of(one) for one in sorted(articles)[:SHOWN])


def _id_of(article: str) -> str:
    return article.rpartition("/article/")[2]


def _digest(kind: str, parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join([kind, *parts]).encode("utf-8")).hexdigest()[:8]
