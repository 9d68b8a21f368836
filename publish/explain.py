"""
What was found in an article and why, sentence by sentence.

This module makes notes of findings and cuts the text; `explain_text` and `explain_html` show them. All of it works on
any findings in the JSON form, hand annotations included.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.model import Article, Event, Figure, Findings, Span, Statement
from sayso.publish.explain_rules import Group, explain_rule

MarkKind = Literal["content", "speaker", "target", "cue", "trigger", "figure"]
MARK_KINDS: tuple[MarkKind, ...] = ("content", "speaker", "target", "cue", "trigger", "figure")
"""The kinds of marked words; of those on the same words, a later one lies inside an earlier one."""

SHORT = 90
"""Most characters of a content that are shown beside a finding."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a finding rests on: where, as what, a word to show beside them, and the number of the note."""

    span: Span
    kind: MarkKind
    label: str
    note: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """
    A finding made ready to be shown.

    Attributes:
        number: Counts the notes of an article from 1.
        id: The finding's id: ``s1``, ``e2``, ``q3``.
        group: What kind of finding it is.
        type: Illocution, event type or figure kind.
        who: Who speaks or acts, and at whom it is aimed; empty where nobody is named.
        words: The content, the trigger or the figure as worded, made short.
        facts: What else is known, in a few words each.
        confidence: From 0 to 1.
        rule: Name of the rule that decided; empty where none is recorded.
        why: What the name of the rule means; empty where nothing explains it.
        evidence: The stretch of text that is shown with it.
        marks: The words it rests on.
    """

    number: int
    id: str
    group: Group
    type: str
    who: str
    words: str
    facts: tuple[str, ...]
    confidence: float
    rule: str
    why: str
    evidence: Span
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article with the notes on it; without notes where nothing was found."""

    span: Span
    notes: tuple[Note, ...]


def make_notes(article: Article, findings: Findings, *, only: Collection[str] = ()) -> list[Note]:
    """
    Return a note for each statement, event and figure, in order of the text.

    Args:
        article: The article that *findings* were found in.
        findings: What was found.
        only: Illocutions, event types, figure kinds or groups (``statement``) to keep; empty keeps all.
    """
    maker = _Maker(article.text, findings)
    every: list[Statement | Event | Figure] = [*findings.statements, *findings.events, *findings.figures]
    kept = [one for one in every if not only or _get_names(one) & set(only)]
    kept.sort(key=lambda one: maker.find_evidence(one))
    return [maker.make(one, number) for number, one in enumerate(kept, 1)]


def cut(article: Article, notes: Sequence[Note]) -> list[Block]:
    """
    Return the article in blocks, from its first character to its last.

    Notes whose evidence overlaps share a block. What lies between, blanks included, is a block without notes.
    """
    groups: list[tuple[int, int, list[Note]]] = []
    for note in sorted(notes, key=lambda one: (one.evidence, one.number)):
        start, end = note.evidence
        if groups and start < groups[-1][1]:
            first, last, shared = groups[-1]
            groups[-1] = (first, max(last, end), [*shared, note])
        else:
            groups.append((start, end, [note]))
    out: list[Block] = []
    at = 0
    for start, end, group in groups:
        if at < start:
            out.append(Block((at, start), ()))
        out.append(Block((start, end), tuple(group)))
        at = end
    if at < len(article.text):
        out.append(Block((at, len(article.text)), ()))
    return out


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of text with the marks on it, the outermost first.

    Attributes:
        span: Where.
        marks: The marks on it; neighbours share as many of the outer ones as they can.
    """

    span: Span
    marks: tuple[Mark, ...]


def iter_pieces(span: Span, marks: Iterable[Mark]) -> Iterator[Piece]:
    """
    Yield the pieces of a stretch between the starts and ends of its marks, in order, covering all of it.

    Marks nest where they can. Where two cross, the one that starts later is inner until the outer one ends, and goes
    on behind it.
    """
    start, end = span
    clipped = [(max(m.span[0], start), min(m.span[1], end), m) for m in marks]
    clipped = [one for one in clipped if one[0] < one[1]]
    points = sorted({start, end, *(p for one in clipped for p in one[:2])})
    stack: list[tuple[int, int, Mark]] = []
    for left, right in zip(points, points[1:], strict=False):
        ended = next((i for i, one in enumerate(stack) if one[1] <= left), len(stack))
        again = [one for one in stack[ended:] if one[1] > left]
        begun = [one for one in clipped if one[0] == left]
        stack = stack[:ended] + sorted([*again, *begun], key=_nesting)
        yield Piece((left, right), tuple(one[2] for one in stack))


def _nesting(one: tuple[int, int, Mark]) -> tuple[int, int, int]:
    return -one[1], MARK_KINDS.index(one[2].kind), one[2].note


def shorten(text: str, most: int = SHORT) -> str:
    """Return *text* with single blanks, its end cut off at a word where it has more than *most* characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def describe_note(note: Note) -> str:
    """Return what a note says of its finding, in a line without its id, type, confidence and rule."""
    said = ": ".join(part for part in (note.who, f"“{note.words}”" if note.words else "") if part)
    return " · ".join(part for part in (said, *note.facts) if part)


def _get_names(one: Statement | Event | Figure) -> set[str]:
    if isinstance(one, Statement):
        return {"statement", one.type}
    if isinstance(one, Event):
        return {"event", one.type}
    return {"figure", one.kind}


class _Maker:
    """Makes notes of the findings of one article."""

    def __init__(self, text: str, findings: Findings) -> None:
        self.text = text
        self.names = {key: one.name for key, one in findings.actors.items()}
        self.names |= {key: one.name for key, one in findings.places.items()}
        self.spans = {key: one.spans for key, one in findings.actors.items()}

    def find_evidence(self, one: Statement | Event | Figure) -> Span:
        """The sentence, widened to the words that the finding rests on, within the text."""
        spans: list[Span | None] = [one.sentence]
        if isinstance(one, Statement):
            spans += [*one.content, one.cue, one.speaker_span]
        else:
            spans.append(one.trigger if isinstance(one, Event) else one.span)
        # Hand annotations may lack a sentence, and findings may belong to another version of the text.
        most = len(self.text)
        inside = [(max(span[0], 0), min(span[1], most)) for span in spans if span]
        inside = [span for span in inside if span[0] < span[1]] or [(0, 0)]
        start, end = min(s for s, _ in inside), max(e for _, e in inside)
        # Blanks at the ends belong between sentences.
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        return start, start + len(words.strip())

    def make(self, one: Statement | Event | Figure, number: int) -> Note:
        """The note of a finding."""
        evidence = self.find_evidence(one)
        if isinstance(one, Statement):
            group, type_, who, words, facts, marks = self._read_statement(one, number, evidence)
        elif isinstance(one, Event):
            group, type_, who, words, facts, marks = self._read_event(one, number)
        else:
            group, type_, who, words, facts, marks = self._read_figure(one, number)
        return Note(
            number=number,
            id=one.id,
            group=group,
            type=type_,
            who=who,
            words=shorten(words),
            facts=tuple(fact for fact in facts if fact),
            confidence=one.confidence,
            rule=one.rule,
            why=explain_rule(one.rule, group),
            evidence=evidence,
            marks=tuple(mark for mark in marks if mark.span[0] < mark.span[1]),
        )

    def _name(self, ids: Iterable[str]) -> str:
        return " and ".join(self.names.get(key, key) for key in ids)

    def _get(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _read_statement(
        self, one: Statement, number: int, evidence: Span
    ) -> tuple[Group, str, str, str, list[str], list[Mark]]:
        who = self._name(one.speaker) or "somebody unnamed"
        who += f" → {self._name(one.target)}" if one.target else ""
        facts = [
            f"to {self._name(one.addressee)}" if one.addressee else "",
            "direct" if one.direct else "",
            "negated" if one.negated else "",
            "hedged" if one.hedged else "",
            "attitude" if one.attitude else "",
            f"on {one.date}" if one.date else "",
            f"responds to {one.responds_to}" if one.responds_to else "",
            f"within {one.within}" if one.within else "",
            f"passed on by {self._name(one.relayed_by)}" if one.relayed_by else "",
            f"cue “{shorten(self._get(one.cue))}”" if one.cue else "no cue",
        ]
        marks = [Mark(span, "content", "", number) for span in one.content]
        if one.cue:
            marks.append(Mark(one.cue, "cue", one.type, number))
        if one.speaker_span:
            marks.append(Mark(one.speaker_span, "speaker", "speaker", number))
        for key in one.target:
            for span in self.spans.get(key, ()):
                inside = evidence[0] <= span[0] and span[1] <= evidence[1]
                if inside and span != one.speaker_span:
                    marks.append(Mark(span, "target", "target", number))
        content = " … ".join(self._get(span) for span in one.content)
        return "statement", one.type, who, content, facts, marks

    def _read_event(self, one: Event, number: int) -> tuple[Group, str, str, str, list[str], list[Mark]]:
        who = self._name(one.agent)
        who += (" → " if who else "→ ") + self._name(one.patient) if one.patient else ""
        way = [place for place in one.place if place not in (*one.origin, *one.destination)]
        facts = [
            f"in {self._name(way)}" if way else "",
            f"from {self._name(one.origin)}" if one.origin else "",
            f"to {self._name(one.destination)}" if one.destination else "",
            _show_time(one.start, one.end),
            one.factuality if one.factuality != "actual" else "",
            f"according to {one.according_to}" if one.according_to else "",
        ]
        return "event", one.type, who, self._get(one.trigger), facts, [Mark(one.trigger, "trigger", one.type, number)]

    def _read_figure(self, one: Figure, number: int) -> tuple[Group, str, str, str, list[str], list[Mark]]:
        facts = [
            one.counted or "",
            _show_bounds(one.low, one.high) + (", roughly" if one.approx else ""),
            f"of {one.event}" if one.event else "",
            f"in {one.statement}" if one.statement else "",
        ]
        who = self._name(one.according_to)
        return "figure", one.kind, who, self._get(one.span), facts, [Mark(one.span, "figure", one.kind, number)]


def _show_time(start: str | None, end: str | None) -> str:
    if start == end:
        return f"on {start}" if start else ""
    return " ".join(part for part in (f"from {start}" if start else "", f"until {end}" if end else "") if part)


def _show_bounds(low: int | None, high: int | None) -> str:
    if low == high:
        return "unknown" if low is None else f"{low:,}"
    if low is None:
        return f"at most {high:,}"
    return f"at least {low:,}" if high is None else f"{low:,} to {high:,}"
