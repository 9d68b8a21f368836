"""
What a figure counts: all whom it happened to or some of them, and whose; read from the words around it.

*45 killed, including 11 children* gives a whole and a part of it; *46 of its citizens* counts one side's own; *ten
more* comes on top of what was counted before. Only what counts the same can contradict.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import pyoxigraph
from pyoxigraph import NamedNode

from sayso.graph.writer import SAY
from sayso.resources import folder

ROUGH = 0.1
"""Share by which a figure that is called rough may be off: *about 200* does not contradict 190."""

_MEMBER_OF = NamedNode(f"{SAY}memberOf")
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
    claimants: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    @property
    def partial(self) -> bool:
        """Whether it counts only some: a part, or one sort of people."""
        return self.some or bool(self.counted)


@dataclass(frozen=True, slots=True)
class States:
    """
    Whom words mean and actors serve.

    Attributes:
        by_word: States by the words for them, in small letters.
        find_served: Returns the state that an actor, its ministry or its officer is of; nothing for nobody's.
    """

    by_word: Mapping[str, str]
    find_served: Callable[[str], str | None]


def read_states(store: pyoxigraph.Store) -> States:
    """Return by which words states are meant; whom an actor serves is asked of the store when it is needed."""
    by_word = {row["word"].casefold(): row["state"] for row in sorted(_ask(store, "states.rq"), key=_in_order)}
    return States(by_word, _Served(store, frozenset(by_word.values())).find)


def _in_order(row: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(row.items())


class _Served:
    """The states that actors serve, found when they are asked for."""

    def __init__(self, store: pyoxigraph.Store, states: frozenset[str]) -> None:
        self._store, self._states = store, states
        self._known: dict[str, str] = {}

    def find(self, member: str) -> str:
        """Return the state that an actor serves, empty for none."""
        if member not in self._known:
            at, seen = member, {member}
            while at and at not in self._states and (at := self._find_body(at)) not in seen:
                seen.add(at)
            self._known[member] = at if at in self._states else ""
        return self._known[member]

    def _find_body(self, member: str) -> str:
        quads = self._store.quads_for_pattern(NamedNode(member), _MEMBER_OF, None)
        return max((quad.object.value for quad in quads if isinstance(quad.object, NamedNode)), default="")


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
    own = _own_words()
    for before, after in _iter_around(quote, wording):
        at = after.casefold().find(counted) if counted else -1
        near = after[: at + len(counted)] if at >= 0 else ""
        side = re.search(r"\bon (?:the )?([\w-]+(?: [\w-]+)?) side\b", after[:80])
        for text in (near, side.group(1) if side else "", _first_words(after)):
            for name in re.findall(r"[A-Z][\w’'-]*", text):
                if state := states.by_word.get(re.sub(r"['’]s?\Z", "", name).casefold()):
                    return state
        around = f"{before[-60:]} | {after[:40]}"
        if side or own.search(around):
            mine = {state for one in claimants if (state := states.find_served(one))}
            return mine.pop() if len(mine) == 1 else "?"
    return ""


def is_some(quote: str, wording: str) -> bool:
    """Whether the words say that a figure is a part of another one: *including 11 children*, *two of them*."""
    return _stands_by(quote, wording, "part_before", "part_after")


def is_added(quote: str, wording: str) -> bool:
    """Whether the words say that a figure adds to others, or sums them up: *ten more*, *brings the toll to 90*."""
    return _stands_by(quote, wording, "added_before", "added_after") or _stands_by(quote, wording, "sum_before", "")


def _stands_by(quote: str, wording: str, front: str, back: str) -> bool:
    at_front, at_back = _any_of(front), _any_of(back)
    for before, after in _iter_around(quote, wording):
        left, right = before[-_NEAR:].casefold().rstrip(), after[:_NEAR].casefold().lstrip(" ,")
        if at_front and re.search(rf"(?:^|\W){at_front}\Z", left):
            return True
        # A word may stand between: "ten people more" is rare, "ten more people" and "two of the dead" are not.
        if at_back and re.match(rf"{at_back}(?!\w)", right):
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


@lru_cache(maxsize=16)
def _any_of(name: str) -> str:
    """Return a pattern of the words of one list, empty where there are none."""
    words = _words().get(name, ())
    return f"(?:{'|'.join(map(re.escape, words))})" if words else ""


@lru_cache(maxsize=1)
def _own_words() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{one})\b" for one in _words()["own"]), re.IGNORECASE)


def _ask(store: pyoxigraph.Store, name: str) -> Iterable[dict[str, str]]:
    query = Path(str(folder("graph/rules"))).joinpath(name).read_text(encoding="utf-8")
    rows = cast(pyoxigraph.QuerySolutions, store.query(query, use_default_graph_as_union=True))
    names = [variable.value for variable in rows.variables]
    for row in rows:
        yield {
            name: "" if term is None else str(getattr(term, "value", ""))
            for name, term in zip(names, row, strict=True)
        }


def get_bounds(one: Mapping[str, Any]) -> tuple[float, float]:
    """Return the least and the greatest number of a figure of a summary, widened where it is rough; 0 and infinite."""
    slack = ROUGH if one.get("rough") else 0.0
    low, high = one.get("low", ""), one.get("high", "")
    return int(low) * (1 - slack) if low else 0, int(high) * (1 + slack) if high else float("inf")


def read_figure(one: Mapping[str, Any], article: Mapping[str, Any], occurrence: str, states: States) -> Figure:
    """
    Return a figure of a summary as it is compared.

    Args:
        one: The figure.
        article: The summary.
        occurrence: IRI of the occurrence that its event belongs to; empty for none.
        states: See there.
    """
    quote, wording = one.get("quote", ""), one.get("wording", "")
    published = article["published"]
    counted = " ".join(one.get("counted", "").casefold().split())
    claimants = one.get("claimants", ())
    low, high = get_bounds(one)
    return Figure(
        iri=one["iri"],
        kind=one["kind"],
        low=low,
        high=high,
        counted="" if counted in _words()["people"] else counted,
        whose=find_whose(quote, wording, counted, claimants, states),
        some=is_some(quote, wording),
        added=is_added(quote, wording),
        article=article["article"],
        published=date.fromisoformat(published) if len(published) == len("2024-05-01") else None,
        span=(one["span"][0], one["span"][1]),
        event=one["event"],
        event_span=(one["event_span"][0], one["event_span"][1]),
        label=one.get("label", ""),
        type=one["type"],
        earliest=one.get("earliest", ""),
        latest=one.get("latest", ""),
        occurrence=occurrence,
        claimants=set(claimants),
        places=set(one.get("places", ())),
    )
