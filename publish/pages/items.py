"""Statements, events and figures made ready to be shown: in a list, or as the head of a page of their own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from sayso.publish.pages.paths import Place
from sayso.publish.pages.quotes import Quotes, cut_label
from sayso.publish.pages.reader import Reader, clean, shorten_iri

Part = OneOf["", "content", "speaker", "cue", "trigger", "figure"]

_CATALOGUES = {"http://www.wikidata.org/entity/": "Wikidata", "https://sws.geonames.org/": "GeoNames"}

_LAST_DAYS = {"02": "28"} | dict.fromkeys(("01", "03", "05", "07", "08", "10", "12"), "31")

LONGEST = 300
"""Characters of a name or label in a list; the rest is cut off with an ellipsis."""


@dataclass(frozen=True, slots=True)
class Link:
    """A node as a page names it: its label, and a reference to its page, or None where it has none."""

    label: str
    href: str | None
    iri: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence and what it is in it: empty, content, speaker, cue, trigger or figure."""

    text: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """
    A sentence of an article.

    Attributes:
        pieces: Its words in order, marked; empty where the words are withheld.
        start: Where it begins, in characters of the article; None where nothing says.
        end: Where it ends.
        before: The sentence before it that the graph holds, where neighbours are shown; else empty.
        after: The sentence behind it, likewise.
    """

    pieces: tuple[Piece, ...]
    start: int | None
    end: int | None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """
    What all findings have in common.

    Attributes:
        link: To its page.
        kind: Illocution, event type or figure kind, as a word.
        day: When it was said or happened, or the day the article was published; empty where nothing tells.
        exact: Whether `day` is its own, not the article's.
        article: The article that reports it.
        quotation: The sentence; None where none is recorded.
        confidence: From 0 to 1, as text; empty where unknown.
        rule: Name of the rule that decided.
        order: To sort by: day, article, place in it.
    """

    link: Link
    kind: str
    day: str
    exact: bool
    article: Link | None
    quotation: Quotation | None
    confidence: str
    rule: str
    order: tuple[str, str, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementItem:
    """A statement: who says what to whom about whom."""

    head: Head
    speakers: tuple[Link, ...]
    targets: tuple[Link, ...]
    addressees: tuple[Link, ...]
    relayed_by: tuple[Link, ...]
    content: str
    direct: bool
    negated: bool
    hedged: bool
    attitude: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventItem:
    """An event: who does what to whom, where, and whether it happened; ``according_to`` are statements."""

    head: Head
    agents: tuple[Link, ...]
    patients: tuple[Link, ...]
    places: tuple[Link, ...]
    origins: tuple[Link, ...]
    destinations: tuple[Link, ...]
    factuality: str
    precision: str
    until: str
    according_to: tuple[Link, ...]
    vouchers: tuple[Link, ...]
    """Who speaks in the statements that report it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureItem:
    """A figure: as worded, with the numbers it allows, who gives it, and of what."""

    head: Head
    wording: str
    low: int | None
    high: int | None
    approximate: bool
    counted: str
    givers: tuple[Link, ...]
    events: tuple[Link, ...]
    statements: tuple[Link, ...]


class Maker:
    """
    Makes items of nodes, for the page at one place.

    Args:
        reader: Of the store.
        place: Of the page, for its links.
        quotes: How much of the articles' words is shown.
    """

    def __init__(self, reader: Reader, place: Place, *, quotes: Quotes = "sentence") -> None:
        self.reader = reader
        self.place = place
        self.quotes: Quotes = quotes

    def link(self, iri: str) -> Link:
        """Return how the page names a node."""
        label = self.reader.label(iri)
        for start, name in _CATALOGUES.items():
            if iri.startswith(start):
                label = f"{name} {shorten_iri(iri)}"
        if self.quotes == "none" and "/statement/" in iri:
            label = cut_label(label)
        return Link(shorten(label), self.place.link(iri), iri)

    def links(self, iris: Iterable[str]) -> tuple[Link, ...]:
        """Return how the page names nodes, by label."""
        return tuple(sorted((self.link(one) for one in iris), key=lambda one: (one.label.casefold(), one.iri)))

    def values(self, iri: str, name: str) -> tuple[Link, ...]:
        """Return the nodes that are values of a property."""
        return self.links(self.reader.iris(iri, name))

    def _head(self, iri: str, kind: str, marks: Sequence[tuple[str, Part]]) -> Head:
        reader = self.reader
        article = reader.iri(iri, "say:reportedIn")
        own = reader.text(iri, "say:saidOn") or _find_span(reader, iri)[0]
        published = reader.text(article, "say:published") if article else ""
        quotation = self.quote(iri, marks)
        start = quotation.start if quotation and quotation.start is not None else 0
        return Head(
            link=self.link(iri),
            kind=shorten_iri(reader.iri(iri, kind) or "").replace("-", " "),
            day=clean(own or published),
            exact=bool(own),
            article=self.link(article) if article else None,
            quotation=quotation,
            confidence=clean(reader.text(iri, "say:confidence")),
            rule=clean(reader.text(iri, "say:rule")),
            order=(own or published or "~", article or "", start, iri),
        )

    def statement(self, iri: str) -> StatementItem:
        """Return a statement."""
        reader = self.reader
        marks: list[tuple[str, Part]] = [
            (reader.text(iri, "say:speakerWords"), "speaker"), (reader.text(iri, "say:cueWords"), "cue")
        ]  # fmt: skip
        return StatementItem(
            head=self._head(iri, "say:illocution", marks),
            speakers=self.values(iri, "say:speaker"),
            targets=self.values(iri, "say:target"),
            addressees=self.values(iri, "say:addressee"),
            relayed_by=self.values(iri, "say:relayedBy"),
            content="" if self.quotes == "none" else clean(reader.text(iri, "say:content")),
            direct=shorten_iri(reader.iri(iri, "say:quoteMode") or "") == "direct",
            negated=reader.flag(iri, "say:negated"),
            hedged=reader.flag(iri, "say:hedged"),
            attitude=reader.flag(iri, "say:attitude"),
        )

    def event(self, iri: str) -> EventItem:
        """Return an event."""
        reader = self.reader
        statements = reader.iris(iri, "say:accordingTo")
        return EventItem(
            head=self._head(iri, "say:eventType", [(reader.text(iri, "say:triggerWords"), "trigger")]),
            agents=self.values(iri, "say:agent"),
            patients=self.values(iri, "say:patient"),
            places=self.values(iri, "say:place"),
            origins=self.values(iri, "say:origin"),
            destinations=self.values(iri, "say:destination"),
            factuality=shorten_iri(reader.iri(iri, "say:factuality") or ""),
            precision=clean(reader.text(iri, "say:datePrecision")),
            until=clean(_find_span(reader, iri)[1]),
            according_to=self.links(statements),
            vouchers=self.links({who for one in statements for who in reader.iris(one, "say:speaker")}),
        )

    def figure(self, iri: str) -> FigureItem:
        """Return a figure."""
        reader = self.reader
        wording = reader.text(iri, "say:wording")
        return FigureItem(
            head=self._head(iri, "say:figureKind", [(wording, "figure")]),
            wording=clean(wording),
            low=reader.whole(iri, "say:low"),
            high=reader.whole(iri, "say:high"),
            approximate=reader.flag(iri, "say:approximate"),
            counted=clean(reader.text(iri, "say:counted")),
            givers=self.values(iri, "say:claimedBy"),
            events=self.values(iri, "say:figureOf"),
            statements=self.values(iri, "say:claimedIn"),
        )

    def quote(self, iri: str, marks: Sequence[tuple[str, Part]]) -> Quotation | None:
        """Return the sentence of a finding with its words marked; None where none is recorded."""
        reader = self.reader
        passage = reader.iri(iri, "say:evidence")
        if passage is None:
            return None
        start, end = reader.whole(passage, "say:start"), reader.whole(passage, "say:end")
        if self.quotes == "none":
            return Quotation(pieces=(), start=start, end=end)
        text = reader.text(passage, "say:quote")
        spans: list[tuple[int, int, Part]] = []
        for each in reader.values(iri, "say:contentSpan"):
            first, _, last = each.value.partition("-")
            if start is not None and first.isdecimal() and last.isdecimal():
                spans.append((int(first) - start, int(last) - start, "content"))
        for words, part in marks:
            at = _find_words(text, words, [one for one in spans if one[2] == "content"])
            if at is not None:
                spans.append((at, at + len(words), part))
        before, after = self._neighbours(iri, passage) if self.quotes == "full" else ("", "")
        return Quotation(
            pieces=tuple(Piece(_unroll(text[a:b]), part) for a, b, part in _cut(len(text), spans)),
            start=start, end=end, before=before, after=after,
        )  # fmt: skip

    def _neighbours(self, iri: str, passage: str) -> tuple[str, str]:
        """The sentences of the article that the graph holds next to a passage, if they do not overlap it."""
        reader = self.reader
        start, end = reader.whole(passage, "say:start"), reader.whole(passage, "say:end")
        article = reader.iri(iri, "say:reportedIn")
        if start is None or end is None or article is None:
            return "", ""
        before, after = (-1, ""), (1 << 60, "")
        for finding in reader.pointing("say:reportedIn", article):
            other = reader.iri(finding, "say:evidence")
            first, last = (reader.whole(other, "say:start"), reader.whole(other, "say:end")) if other else (None, None)
            if other is None or first is None or last is None:
                continue
            if last <= start and first > before[0]:
                before = (first, other)
            if end <= first < after[0]:
                after = (first, other)
        texts = [_unroll(reader.text(one, "say:quote")) if one else "" for one in (before[1], after[1])]
        return texts[0], texts[1]


def _find_span(reader: Reader, iri: str) -> tuple[str, str]:
    """Return the first day of a finding and, where it is not the same, the last; a whole month or year as such."""
    start, end = reader.text(iri, "say:earliest"), reader.text(iri, "say:latest")
    if not start or not end or start == end:
        return start or end, ""
    if start[:4] == end[:4] and start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4], ""
    if start[:7] == end[:7] and start[7:] == "-01" and end[8:] >= _LAST_DAYS.get(start[5:7], "30"):
        return start[:7], ""
    return start, end


def _find_words(text: str, words: str, content: Sequence[tuple[int, int, Part]]) -> int | None:
    """Return where words stand in a sentence, outside what was said if they do; None if they do not."""
    if not words.strip():
        return None
    found = [match.start() for match in re.finditer(re.escape(words), text)]
    outside = [at for at in found if not any(a < at + len(words) and at < b for a, b, _ in content)]
    return next(iter(outside or found), None)


def _cut(length: int, spans: Sequence[tuple[int, int, Part]]) -> list[tuple[int, int, Part]]:
    """Return the stretches of a text, all of it; where spans overlap, the shorter one shows."""
    clipped: list[tuple[int, int, Part]] = [(max(a, 0), min(b, length), part) for a, b, part in spans]
    inside = [one for one in clipped if one[0] < one[1]]
    points = sorted({0, length, *(p for one in inside for p in one[:2])})
    out: list[tuple[int, int, Part]] = []
    for left, right in zip(points, points[1:], strict=False):
        over = [one for one in inside if one[0] <= left and right <= one[1]]
        part = _find_shortest(over)
        if out and out[-1][2] == part:
            out[-1] = (out[-1][0], right, part)
        else:
            out.append((left, right, part))
    return out


def _find_shortest(spans: Sequence[tuple[int, int, Part]]) -> Part:
    shortest: tuple[int, int, Part] | None = None
    for one in spans:
        if shortest is None or one[1] - one[0] < shortest[1] - shortest[0]:
            shortest = one
    return shortest[2] if shortest else ""


def _unroll(text: str) -> str:
    """Return a piece of a sentence with its blanks at the ends kept as one, for text that is put together again."""
    inner = clean(text)
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")


def shorten(text: str) -> str:
    """Return *text* cut off where it is longer than `LONGEST`."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
