"""
What a figure counts: all whom it happened to or some of them, and whose; read from the words around it.

*45 killed, including 11 children* gives a whole and a part of it; *46 of its citizens* counts one side's own; *ten
more* comes on top of what was counted before. Only what counts the same can contradict.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

import pyoxigraph

from sayso.resources import folder

ROUGH = 0.1
"""Share by which a figure that is called rough may be off: *about 200* does not contradict 190."""

_NEAR = 24
"""Characters before or behind a figure in which words about it stand."""


@dataclass(slots=True)
class Figure:
    """
    A figure on an event, as it is compared.

    Attributes:
        iri: The figure.
        kind: Local name of its kind.
        low: Least number; 0 where open. Rough ones are widened.
        high: Greatest number; infinite where open.
        counted: What is counted, in small letters; empty for people without further ado.
        whose: State whose people it counts; ``?`` for some side's own, unclear which; empty for all.
        some: Whether it counts a part of those of another figure.
        added: Whether it is one of several that add up, or a sum beyond the event.
        article: IRI of the article.
        published: Its day, None where only a month or year is known.
        span: Of its sentence, in characters of the article.
        event: The event that it measures.
        event_span: Of the event's sentence.
        label: Of the event.
        type: Local name of the event's type.
        earliest: First day of the event.
        latest: Last day.
        occurrence: To which the event belongs; empty for none.
        claimants: Who gives it.
        places: Of the event.
    """

    iri: str
    kind: str
    low: float
    high: float
    counted: str
    whose: str
    some: bool
    added: bool
    article: str
    published: date | None
    span: tuple[int, int]
    event: str
    event_span: tuple[int, int]
    label: str
    type: str
    earliest: str
    latest: str
    occurrence: str
    claimants: set[str] = field(default_factory=set[str])
    places: set[str] = field(default_factory=set[str])

    @property
    def partial(self) -> bool:
        """Whether it counts only some: a part, or one sort of people."""
        return self.some or bool(self.counted)


@dataclass(frozen=True, slots=True)
class States:
    """By which words states are meant, and whom each actor serves: an actor of a state, its ministry, its officer."""

    by_word: Mapping[str, str]
    served: Mapping[str, str]


def read_figures(store: pyoxigraph.Store) -> list[Figure]:
    """Return the figures that measure an event, sorted by IRI."""
    states = read_states(store)
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _ask(store, "figures.rq"):
        found[row["figure"]].append(row)
    return [_read(found[iri], states) for iri in sorted(found)]


def read_states(store: pyoxigraph.Store) -> States:
    """Return what the store says of states."""
    by_word: dict[str, str] = {}
    bodies: dict[str, str] = {}
    for row in sorted(_ask(store, "states.rq"), key=lambda row: sorted(row.items())):
        if row["state"]:
            by_word[row["word"].casefold()] = row["state"]
        else:
            bodies[row["member"]] = row["body"]
    served = {state: state for state in by_word.values()}
    for member in bodies:
        at, seen = member, {member}
        while at not in served and (at := bodies.get(at, "")) not in seen:
            seen.add(at)
        if at in served:
            served[member] = served[at]
    return States(by_word, served)


def find_whose(quote: str, wording: str, counted: str, claimants: Iterable[str], states: States) -> str:
    """
    Return the state whose people a figure counts, ``?`` where it is some side's own, empty where it is everybody's.

    Args:
        quote: The sentence.
        wording: The words of the figure in it.
        counted: What is counted; empty where nothing is said.
        claimants: Who gives it; *its* and *our* are theirs.
        states: See there.
    """
    words = _words()
    for before, after in _iter_around(quote, wording):
        at = after.casefold().find(counted) if counted else -1
        near = after[: at + len(counted)] if at >= 0 else ""
        side = re.search(r"\bon (?:the )?([\w-]+(?: [\w-]+)?) side\b", after[:80])
        for text in (near, side.group(1) if side else "", _first_words(after)):
            for name in re.findall(r"[A-Z][\w’'-]*", text):
                if state := states.by_word.get(re.sub(r"['’]s?\Z", "", name).casefold()):
                    return state
        around = f"{before[-60:]} | {after[:40]}"
        if side or any(re.search(rf"\b{one}\b", around, re.IGNORECASE) for one in words["own"]):
            mine = {states.served[one] for one in claimants if one in states.served}
            return mine.pop() if len(mine) == 1 else "?"
    return ""


def is_some(quote: str, wording: str) -> bool:
    """Whether the words say that a figure is a part of another one: *including 11 children*, *two of them*."""
    return _stands_by(quote, wording, "part_before", "part_after")


def is_added(quote: str, wording: str) -> bool:
    """Whether the words say that a figure adds to others, or sums them up: *ten more*, *brings the toll to 90*."""
    return _stands_by(quote, wording, "added_before", "added_after") or _stands_by(quote, wording, "sum_before", "")


def _stands_by(quote: str, wording: str, front: str, back: str) -> bool:
    words = _words()
    for before, after in _iter_around(quote, wording):
        left, right = before[-_NEAR:].casefold().rstrip(), after[:_NEAR].casefold().lstrip(" ,")
        if any(re.search(rf"(?:^|\W){re.escape(one)}\Z", left) for one in words.get(front, ())):
            return True
        # A word may stand between: "ten people more" is rare, "ten more people" and "two of the dead" are not.
        if any(re.match(rf"{re.escape(one)}(?!\w)", right) for one in words.get(back, ())):
            return True
    return False


def _iter_around(quote: str, wording: str) -> Iterable[tuple[str, str]]:
    """Yield what stands before and behind each place where a sentence has the words."""
    for match in re.finditer(rf"(?<!\w){re.escape(wording)}(?!\w)", quote):
        yield quote[: match.start()], quote[match.end() :]


def _first_words(after: str) -> str:
    return " ".join(after.split()[:2])


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    path = Path(str(folder("graph/rules"))) / "figure_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _ask(store: pyoxigraph.Store, name: str) -> Iterable[dict[str, str]]:
    query = Path(str(folder("graph/rules"))).joinpath(name).read_text(encoding="utf-8")
    rows = cast(pyoxigraph.QuerySolutions, store.query(query, use_default_graph_as_union=True))
    names = [variable.value for variable in rows.variables]
    for row in rows:
        yield {
            name: "" if term is None else str(getattr(term, "value", ""))
            for name, term in zip(names, row, strict=True)
        }


def _read(rows: list[dict[str, str]], states: States) -> Figure:
    one = min(rows, key=lambda row: sorted(row.items()))
    claimants = {row["claimant"] for row in rows if row["claimant"]}
    slack = ROUGH if one["approximate"] == "true" else 0.0
    counted = " ".join(one["counted"].casefold().split())
    return Figure(
        iri=one["figure"],
        kind=one["kind"].rpartition("/")[2],
        low=int(one["low"]) * (1 - slack) if one["low"] else 0,
        high=int(one["high"]) * (1 + slack) if one["high"] else float("inf"),
        counted="" if counted in _words()["people"] else counted,
        whose=find_whose(one["quote"], one["wording"], counted, claimants, states),
        some=is_some(one["quote"], one["wording"]),
        added=is_added(one["quote"], one["wording"]),
        article=one["article"],
        published=date.fromisoformat(one["published"]) if len(one["published"]) == len("2024-05-01") else None,
        span=(int(one["start"]), int(one["end"])),
        event=one["event"],
        event_span=(int(one["event_start"]), int(one["event_end"])),
        label=one["label"],
        type=one["type"].rpartition("/")[2],
        earliest=one["earliest"],
        latest=one["latest"],
        occurrence=one["occurrence"],
        claimants=claimants,
        places={row["place"] for row in rows if row["place"]},
    )
