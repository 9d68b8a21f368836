"""
Score findings against hand annotations, both in the JSON form of `sayso.model.Findings`.

Ids need not agree: a found actor or place stands for the annotated one with which it shares most of its names.
Statements are matched by content and cue, events by trigger, figures by span, one to one and best first.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.errors import GoldError

Record = Mapping[str, Any]
Similarity = Callable[[Record, Record], float]

_POSSESSIVE = re.compile(r"[’']s\b|[’']$")
_ARTICLE = re.compile(r"^(the|a|an)\s+")
_FIRST = {4: "-01-01", 7: "-01"}
_LAST = {4: "-12-31", 7: "-31"}


@dataclass(slots=True)
class Tally:
    """Counts of one measure: how many were annotated, how many found, how many of those right."""

    gold: int = 0
    found: int = 0
    hit: int = 0

    def add(self, gold: int, found: int, hit: int) -> None:
        """Add the counts of one article."""
        self.gold += gold
        self.found += found
        self.hit += hit

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0 where nothing was found."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was found, 0 where nothing was annotated."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def to_row(self) -> dict[str, float | int]:
        """Return the measures, rounded to three places."""
        return {
            "p": round(self.precision, 3),
            "r": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "gold": self.gold,
            "found": self.found,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """
    One difference between annotation and findings.

    Attributes:
        doc: The article's id.
        what: ``statement``, ``event`` or ``quantity``.
        id: Id in the annotation, None for what was invented.
        kind: ``missed``, ``invented``, or the part that differs: ``type``, ``speaker``, ``time``, ….
        gold: What was annotated.
        found: What was found.
    """

    doc: str
    what: str
    id: str | None
    kind: str
    gold: object
    found: object

    def __str__(self) -> str:
        return f"{self.doc} {self.what} {self.id or ''} {self.kind}: gold {self.gold!r}, found {self.found!r}"


@dataclass(slots=True)
class Score:
    """Tallies by measure, in the order in which they were first counted, and the differences."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, measure: str, gold: int, found: int, hit: int) -> None:
        """Add the counts of one article to a measure."""
        self.tallies.setdefault(measure, Tally()).add(gold, found, hit)


def read_gold(folder: Path) -> list[dict[str, Any]]:
    """
    Read the compiled hand annotations of a folder, one JSON file an article, by file name.

    Raises:
        GoldError: If there are none, or one is not in that form.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise GoldError(f"{folder}: holds no annotation. Name a folder of compiled .json files.")
    out: list[dict[str, Any]] = []
    for path in paths:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as err:
            raise GoldError(f"{path}: cannot be read as JSON ({err}). Mend it, or take it out of the folder.") from err
        lacking = [key for key in ("doc", "actors", "places", "statements", "events", "quantities") if key not in data]
        if lacking:
            raise GoldError(
                f"{path}: lacks {', '.join(lacking)}. Compile the annotation, or take it out of the folder."
            )
        out.append(data)
    return out


def score_findings(gold: Iterable[Record], found: Mapping[str, Record]) -> Score:
    """
    Score the findings of several articles.

    Args:
        gold: Annotations.
        found: Findings by article id, both in the JSON form. An article that is missing counts as one in which
            nothing was found.
    """
    score = Score()
    for one in gold:
        _score_article(one, found.get(one["doc"], {}), score)
    return score


def _score_article(gold: Record, found: Record, score: Score) -> None:
    actor_of = _align(gold["actors"], found.get("actors", {}))
    place_of = _align(gold["places"], found.get("places", {}))
    score.add("actors", len(gold["actors"]), len(found.get("actors", {})), len(actor_of))
    score.add("places", len(gold["places"]), len(found.get("places", {})), len(place_of))
    _score_statements(gold, found, actor_of, score)
    _score_events(gold, found, actor_of, place_of, score)
    _score_figures(gold, found, actor_of, score)


def _score_statements(gold: Record, found: Record, actor_of: Mapping[str, str], score: Score) -> None:
    ours, theirs = gold["statements"], found.get("statements", [])

    def similarity(g: Record, p: Record) -> float:
        base = _statement_similarity(g, p)
        # Mutual accusations share cue and content; agreeing speakers and targets decide between them.
        same = sum(_ids(g, role) == _ids(p, role, actor_of) for role in ("speaker", "target"))
        return base + 0.01 * same if base else 0.0

    pairs = _match(ours, theirs, similarity, least=0.2)
    hits = dict.fromkeys(("type", "speaker", "target", "content", "direct", "whole"), 0)
    accusations = 0
    for g, p in pairs:
        same = {
            "type": g["type"] == p.get("type"),
            "speaker": _ids(g, "speaker") == _ids(p, "speaker", actor_of),
            "target": _ids(g, "target") == _ids(p, "target", actor_of),
            "content": _overlap(_chars(g.get("content")), _chars(p.get("content"))) >= 0.8
            or not (g.get("content") or p.get("content")),
        }
        score.misses += [
            Miss(doc=gold["doc"], what="statement", id=g["id"], kind=part, gold=g.get(part), found=p.get(part))
            for part, agrees in same.items()
            if not agrees
        ]
        whole = same["type"] and same["speaker"] and same["target"]
        accusations += whole and g["type"] == "accuse"
        same |= {"direct": g.get("direct", False) == p.get("direct", False), "whole": whole}
        for part in hits:
            hits[part] += same[part]
    _note_unmatched(gold["doc"], "statement", "type", (ours, theirs), pairs, score)
    for part, hit in {"found": len(pairs), **hits}.items():
        score.add(f"statements.{part}", len(ours), len(theirs), hit)
    score.add(
        "accusations.whole",
        sum(one["type"] == "accuse" for one in ours),
        sum(one.get("type") == "accuse" for one in theirs),
        accusations,
    )


def _score_events(
    gold: Record, found: Record, actor_of: Mapping[str, str], place_of: Mapping[str, str], score: Score
) -> None:
    ours, theirs = gold["events"], found.get("events", [])
    pairs = _match(ours, theirs, _event_similarity, least=1.0)
    hits: dict[str, int] = dict.fromkeys(("type", "place", "time"), 0)
    shared = 0
    for g, p in pairs:
        same = {
            "type": g["type"] == p.get("type"),
            "place": _ids(g, "place") == _ids(p, "place", place_of),
            "time": _same_time(g, p),
        }
        for part, agrees in same.items():
            hits[part] += agrees
        who = _parts(g), _parts(p, actor_of)
        shared += len(who[0] & who[1])
        score.misses += [
            Miss(doc=gold["doc"], what="event", id=g["id"], kind=part, gold=_detail(g, part), found=_detail(p, part))
            for part, agrees in {**same, "who": who[0] == who[1]}.items()
            if not agrees
        ]
    _note_unmatched(gold["doc"], "event", "type", (ours, theirs), pairs, score)
    score.add("events.found", len(ours), len(theirs), len(pairs))
    for part, hit in hits.items():
        score.add(f"events.{part}", len(ours), len(theirs), hit)
    score.add("events.who", sum(len(_parts(g)) for g in ours), sum(len(_parts(p)) for p in theirs), shared)


def _score_figures(gold: Record, found: Record, actor_of: Mapping[str, str], score: Score) -> None:
    ours, theirs = gold["quantities"], found.get("quantities", [])
    pairs = _match(ours, theirs, lambda g, p: _overlap(_chars(g["span"]), _chars(p.get("span"))), least=0.3)
    _note_unmatched(gold["doc"], "quantity", "kind", (ours, theirs), pairs, score)
    hits = {
        "found": len(pairs),
        "bounds": sum(_same(g, p, "low", "high") for g, p in pairs),
        "whole": sum(_same(g, p, "low", "high", "kind") for g, p in pairs),
        "source": sum(_ids(g, "according_to") == _ids(p, "according_to", actor_of) for g, p in pairs),
    }
    for part, hit in hits.items():
        score.add(f"quantities.{part}", len(ours), len(theirs), hit)


def _note_unmatched(
    doc: str,
    what: str,
    kind: str,
    both: tuple[Sequence[Record], Sequence[Record]],
    pairs: Sequence[tuple[Record, Record]],
    score: Score,
) -> None:
    ours, theirs = {id(g) for g, _ in pairs}, {id(p) for _, p in pairs}
    score.misses += [
        Miss(doc=doc, what=what, id=g["id"], kind="missed", gold=g[kind], found=None)
        for g in both[0]
        if id(g) not in ours
    ]
    score.misses += [
        Miss(doc=doc, what=what, id=None, kind="invented", gold=None, found=p) for p in both[1] if id(p) not in theirs
    ]


def _match(
    gold: Sequence[Record], found: Sequence[Record], similarity: Similarity, *, least: float
) -> list[tuple[Record, Record]]:
    """Match one to one, most alike first, those at least *least* alike."""
    ranked = sorted(
        ((similarity(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(found)),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    left: set[int] = set()
    right: set[int] = set()
    out: list[tuple[Record, Record]] = []
    for value, i, j in ranked:
        if value >= least and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((gold[i], found[j]))
    return out


def _align(gold: Mapping[str, Record], found: Mapping[str, Record]) -> dict[str, str]:
    """Return found ids to annotated ones, by the number of names they share, one to one."""
    ranked = sorted(
        ((len(_names(g) & _names(p)), gid, pid) for gid, g in gold.items() for pid, p in found.items()),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    out: dict[str, str] = {}
    taken: set[str] = set()
    for shared, gid, pid in ranked:
        if shared and pid not in out and gid not in taken:
            out[pid] = gid
            taken.add(gid)
    return out


def _names(entity: Record) -> set[str]:
    return {_plain(one) for one in [entity.get("name") or "", *entity.get("mentions", [])] if one}


def _plain(name: str) -> str:
    """Return a name without case, possessive, hyphens and leading article."""
    bare = _POSSESSIVE.sub("", name.strip().lower()).replace("-", " ")
    return _ARTICLE.sub("", re.sub(r"\s+", " ", bare))


def _chars(span: Sequence[Any] | None) -> set[int]:
    """Return the offsets of all characters of a span, or of a list of spans."""
    if not span:
        return set()
    spans = span if isinstance(span[0], (list, tuple)) else [span]
    return {at for start, end in spans for at in range(start, end)}


def _overlap(one: set[int], other: set[int]) -> float:
    shared = len(one & other)
    return 2 * shared / (len(one) + len(other)) if shared else 0.0


def _statement_similarity(g: Record, p: Record) -> float:
    content = _overlap(_chars(g.get("content")), _chars(p.get("content")))
    cue = 1.0 if _chars(g.get("cue")) & _chars(p.get("cue")) else 0.0
    near = content >= 0.5 or (cue and content >= 0.2) or (cue and not g.get("content"))
    return content + cue if near else 0.0


def _event_similarity(g: Record, p: Record) -> float:
    if _chars(g["trigger"]) & _chars(p.get("trigger")):
        return 2.0 if g["type"] == p.get("type") else 1.0
    return 0.0


def _ids(one: Record, role: str, to_gold: Mapping[str, str] | None = None) -> set[str]:
    ids: Sequence[str] = one.get(role) or []
    return set(ids) if to_gold is None else {to_gold.get(each, f"?{each}") for each in ids}


def _parts(one: Record, to_gold: Mapping[str, str] | None = None) -> set[tuple[str, str]]:
    return {(role, actor) for role in ("agent", "patient") for actor in _ids(one, role, to_gold)}


def _same(g: Record, p: Record, *keys: str) -> bool:
    return all(g[key] == p.get(key) for key in keys)


def _days(one: Record) -> tuple[str | None, str | None]:
    """Return first and last day; an open end stays open."""
    start, end = one.get("start"), one.get("end")
    return (
        start + _FIRST.get(len(start), "") if start else None,
        end + _LAST.get(len(end), "") if end else None,
    )


def _same_time(g: Record, p: Record) -> bool:
    """Return whether both are undated, or dated by intervals that meet; a decade does not answer a day or a month."""
    if not (g.get("start") or g.get("end")) or not (p.get("start") or p.get("end")):
        return not any(one.get(end) for one in (g, p) for end in ("start", "end"))
    (g_start, g_end), (p_start, p_end) = _days(g), _days(p)
    meet = (g_start or "0") <= (p_end or "9") and (p_start or "0") <= (g_end or "9")
    if g_start and p_start and len(g["start"]) >= 7 and g_start[:4] != p_start[:4]:
        return False
    return meet


def _detail(one: Record, part: str) -> object:
    return {"time": (one.get("start"), one.get("end")), "who": (one.get("agent"), one.get("patient"))}.get(
        part, one.get(part)
    )
