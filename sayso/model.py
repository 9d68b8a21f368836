"""
The records that the parts share: an article, and what was found in it.

Offsets are Python string indices into the article's text, half-open: ``text[start:end]``.
The JSON form is the one of hand annotations, so that both are one format; machine findings
add keys (``spans``, ``confidence``, ``rule``, …) that readers of the plain form pass over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NewType, cast

from sayso.errors import FindingsError

Iri = NewType("Iri", str)
Span = tuple[int, int]
"""Start and end of a stretch of text, in characters, half-open."""

ActorClass = Literal["Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource"]
PlaceClass = Literal["Country", "Region", "Settlement", "Facility", "Route", "Other"]
Illocution = Literal[
    "assert", "accuse", "deny", "condemn", "warn", "demand", "threaten", "pledge", "support",
    "announce", "agree", "refuse",
]  # fmt: skip
EventType = Literal[
    "attack", "explosion", "death", "injury", "displacement", "blockade", "ceasefire", "agreement",
    "negotiation", "meeting", "visit", "aid", "detention", "deployment", "exercise", "takeover",
    "destruction", "protest", "election", "sanction", "exchange", "war", "independence", "other",
]  # fmt: skip
Factuality = Literal["actual", "planned", "hypothetical", "denied"]
FigureKind = Literal[
    "killed", "injured", "displaced", "evacuated", "deployed", "affected", "population", "capacity", "other",
]  # fmt: skip
Precision = Literal["day", "week", "month", "year", "decade"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """
    One news article, as read.

    Attributes:
        id: Names the article in its corpus: the file's stem, or the id given with it. Unique in a build.
        text: The text that all offsets count in, never changed after reading.
        clean: The text that the pipeline reads: *text* repaired. Equal to *text* where nothing was repaired.
        offsets: For each character of *clean*, and its end, the offset in *text* where it comes from, never falling;
            ``len(clean) + 1`` numbers. None where *clean* equals *text*.
        title: Headline, where it is known. It may or may not also stand in the text.
        url: Where it was published.
        published: Day of publication, ISO 8601, ``2023-09-25``, or coarser, ``2023-09``. None where it is not
            known; relative dates then stay unresolved.
        publisher: The outlet, as worded.
        author: As worded.
        language: BCP 47 tag.
        source: The file (and line or record) it was read from, for messages; never published.
        copy_of: The id of an earlier article of which this one is a copy or a near copy, else None.
    """

    id: str
    text: str
    clean: str = ""
    offsets: tuple[int, ...] | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    source: str = ""
    copy_of: str | None = None

    def __post_init__(self) -> None:
        if not self.clean and self.offsets is None:
            object.__setattr__(self, "clean", self.text)

    def to_original(self, span: Span) -> Span:
        """Return the span of *text* that a span of *clean* comes from."""
        if self.offsets is None:
            return span
        return self.offsets[span[0]], self.offsets[span[1]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    Somebody who speaks, acts or suffers.

    Attributes:
        id: Local to the article. The key of the authority entry where there is one.
        name: The fullest name, as in the authority file or the article.
        cls: One of the actor classes.
        role: Office or occupation, as worded.
        of: Id of the actor it belongs to: a minister's state, an army's state.
        mentions: The distinct strings by which the article names it, in order of first appearance.
        spans: Where it is named, in order.
        authority: Key of the entry in an authority file, or None.
        confidence: From 0 to 1, about the reading of the text.
        rule: Name of the rule that recognised it.
    """

    id: str
    name: str
    cls: ActorClass
    role: str | None = None
    of: str | None = None
    mentions: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    authority: str | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere. ``within`` (``in`` in JSON) is the id of the place that contains it; the rest as for `Actor`."""

    id: str
    name: str
    cls: PlaceClass
    within: str | None = None
    mentions: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    authority: str | None = None
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    One act of saying that the article reports.

    Attributes:
        id: Local to the article, ``s1``, ``s2``, … in order of the text.
        type: The illocution.
        sentence: The sentence (or sentences) that hold cue and content: the evidence.
        cue: The verb, noun or phrase that reports it; None for a quotation that continues the one before it.
        speaker: Ids of who is committed to the content; empty where the text names nobody.
        speaker_span: The words in the sentence that stand for the speaker.
        target: Ids of who is accused, condemned, threatened, praised, or whose claim is denied.
        addressee: Ids of who is told, urged or asked.
        content: The words that are said, in one or more pieces, rising.
        direct: Whether any part of the content stands in quotation marks.
        negated: Whether the act is said not to have happened (*did not say*).
        hedged: Whether the act is only possible or foreseen (*may accuse*).
        attitude: Whether it is a thought, hope or wish rather than something said.
        date: When it was uttered, ISO 8601, a day or coarser; None where the text does not tell.
        within: Id of the statement in which this one is reported.
        responds_to: Id of the statement that this one denies, rejects or answers.
        relayed_by: Ids of who passes it on, nearest to the reader first.
        confidence: From 0 to 1.
        rule: Name of the rule that decided.
    """

    id: str
    type: Illocution
    sentence: Span
    cue: Span | None = None
    speaker: tuple[str, ...] = ()
    speaker_span: Span | None = None
    target: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    content: tuple[Span, ...] = ()
    direct: bool = False
    negated: bool = False
    hedged: bool = False
    attitude: bool = False
    date: str | None = None
    within: str | None = None
    responds_to: str | None = None
    relayed_by: tuple[str, ...] = ()
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """
    Something that happened, happens or is planned.

    Attributes:
        id: Local to the article, ``e1``, ``e2``, … in order of the text.
        type: One of the event types.
        trigger: The words that name it.
        sentence: The sentence that reports it.
        agent: Ids of the actors who do it; both parties of a war, talks or a truce.
        patient: Ids of the actors it is done to.
        place: Ids of the places where it happens; origin and destination of a displacement.
        origin: Those of *place* it leads from.
        destination: Those of *place* it leads to.
        start: First day, ISO 8601, as narrow as the text allows: ``2023-09``. None where unknown.
        end: Last day; None where unknown or where it goes on.
        precision: Of the dates.
        according_to: Id of the statement that reports it; None where the narrator vouches for it.
        factuality: Whether it is put forward as actual, planned, hypothetical or denied.
        confidence: From 0 to 1.
        rule: Name of the rule that decided.
    """

    id: str
    type: EventType
    trigger: Span
    sentence: Span
    agent: tuple[str, ...] = ()
    patient: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    destination: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    according_to: str | None = None
    factuality: Factuality = "actual"
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    A count that somebody gives (called *quantity* in the JSON form).

    Attributes:
        id: Local to the article, ``q1``, ``q2``, … in order of the text.
        kind: What happened to those counted.
        span: The words of the figure with its qualifier: *more than 200*.
        sentence: The sentence that gives it.
        low: Least whole number that the words allow, inclusive; None where open.
        high: Greatest whole number that the words allow, inclusive; None where open.
        approx: Whether the words say that it is rough.
        counted: What is counted, as worded: *people*, *settlements*.
        event: Id of the event it measures.
        according_to: Ids of the actors who give it; empty where it is the narrator.
        statement: Id of the statement that gives it.
        confidence: From 0 to 1.
        rule: Name of the rule that decided.
    """

    id: str
    kind: FigureKind
    span: Span
    sentence: Span
    low: int | None = None
    high: int | None = None
    approx: bool = False
    counted: str | None = None
    event: str | None = None
    according_to: tuple[str, ...] = ()
    statement: str | None = None
    confidence: float = 1.0
    rule: str = ""


# JSON calls some things otherwise than Python can.
_TO_JSON = {"cls": "class", "within": "in"}
_SPANS = {"sentence", "cue", "speaker_span", "trigger", "span"}
_SPAN_LISTS = {"spans", "content"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """
    All that was found in one article.

    Attributes:
        doc: The article's id.
        published: As in `Article`.
        publisher: As in `Article`.
        title: As in `Article`.
        actors: By id, in order of first mention.
        places: By id, in order of first mention.
        statements: In order of the text.
        events: In order of the text.
        figures: In order of the text.
        sentences: Number of sentences read.
        tokens: Number of tokens read.
    """

    doc: str
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    actors: Mapping[str, Actor] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    sentences: int = 0
    tokens: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return the findings in the JSON form, ready for ``json.dump``; spans are lists of two numbers."""
        return {
            "doc": self.doc,
            "published": self.published,
            "publisher": self.publisher,
            "title": self.title,
            "sentences": self.sentences,
            "tokens": self.tokens,
            "actors": {key: _record_to_json(one, place=False) for key, one in self.actors.items()},
            "places": {key: _record_to_json(one, place=True) for key, one in self.places.items()},
            "statements": [_record_to_json(one, place=False) for one in self.statements],
            "events": [_record_to_json(one, place=False) for one in self.events],
            "quantities": [_record_to_json(one, place=False) for one in self.figures],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Findings":
        """
        Read findings, or a compiled hand annotation, from the JSON form. Unknown keys are passed over.

        Raises:
            FindingsError: If a record lacks a key that it must have, or a value is of the wrong kind.
        """
        try:
            return cls(
                doc=data["doc"],
                published=data.get("published"),
                publisher=data.get("publisher"),
                title=data.get("title"),
                actors={key: Actor(**_read(Actor, {**one, "id": key})) for key, one in data.get("actors", {}).items()},
                places={key: Place(**_read(Place, {**one, "id": key})) for key, one in data.get("places", {}).items()},
                statements=tuple(Statement(**_read(Statement, one)) for one in data.get("statements", ())),
                events=tuple(Event(**_read(Event, one)) for one in data.get("events", ())),
                figures=tuple(Figure(**_read(Figure, one)) for one in data.get("quantities", ())),
                sentences=data.get("sentences", 0),
                tokens=data.get("tokens", 0),
            )
        except (KeyError, TypeError, AttributeError, ValueError) as err:
            where = data.get("doc", "?") if hasattr(data, "get") else "?"
            raise FindingsError(
                f"findings of {where}: {type(err).__name__} {err}. "
                "Write the form that `sayso extract` writes, or compile the annotation first."
            ) from err


def _record_to_json(one: object, *, place: bool) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for each in fields(cast(Any, one)):
        value = getattr(one, each.name)
        name = each.name
        if name == "cls" or (place and name == "within"):
            name = _TO_JSON[name]
        if each.name == "content":
            out[name] = _content_to_json(value)
        elif isinstance(value, tuple):
            out[name] = [list(x) if isinstance(x, tuple) else x for x in value]
        else:
            out[name] = value
    return out


def _content_to_json(content: tuple[Span, ...]) -> list[int] | list[list[int]] | None:
    if not content:
        return None
    return list(content[0]) if len(content) == 1 else [list(span) for span in content]


def _read(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments for a record of *kind*."""
    out: dict[str, Any] = {}
    for each in fields(cast(Any, kind)):
        name = each.name
        key = "class" if name == "cls" else "in" if kind is Place and name == "within" else name
        if key not in data:
            continue
        value = data[key]
        if name in _SPAN_LISTS:
            out[name] = _read_spans(value)
        elif name in _SPANS:
            out[name] = None if value is None else (int(value[0]), int(value[1]))
        elif isinstance(value, list):
            out[name] = tuple(value)
        else:
            out[name] = value
    if kind in (Statement, Event, Figure) and "sentence" not in out:
        # Hand annotations name no sentence; the widest known span stands in for it.
        spans = [out[k] for k in ("cue", "trigger", "span") if out.get(k)] + list(out.get("content", ()))
        out["sentence"] = (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (0, 0)
    return out


def _read_spans(value: Any) -> tuple[Span, ...]:
    if not value:
        return ()
    many = value if isinstance(value[0], (list, tuple)) else [value]
    return tuple((int(start), int(end)) for start, end in many)
