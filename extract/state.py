"""
What sayso's components leave on a doc for each other: drafts, kept in ``doc.user_data["sayso"]``.

Token positions are indices into the doc; character offsets are into ``doc.text`` (the repaired text). They are
turned into offsets of the original article when the findings are collected.
"""

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Doc as SpacyDoc

from sayso.extract.parse import Doc, get_text
from sayso.model import ActorClass, Article, Event, Figure, PlaceClass, Span, Statement

KEY = "sayso"


@dataclass(slots=True)
class Mention:
    """
    A noun phrase or pronoun that stands for actors or places.

    Attributes:
        start: First token of the whole phrase, title in front included.
        end: Token after the last.
        root: Token that heads the phrase in the parse.
        kind: How it names them.
        actors: Ids of the actors it stands for; several for *the two sides*.
        places: Ids of the places it stands for. A name may stand for a state and its land; use decides.
    """

    start: int
    end: int
    root: int
    kind: Literal["name", "pronoun", "description", "metonym", "group"]
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(slots=True)
class ActorDraft:
    """An actor while the doc is being read; ``spans`` are token ranges of its namings, in any order."""

    id: str
    name: str
    cls: ActorClass
    role: str | None = None
    of: str | None = None
    authority: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    confidence: float = 1.0
    rule: str = ""
    plural: bool = False
    gender: Literal["f", "m"] | None = None
    used: bool = False
    """Whether a statement, an event or a figure speaks of it."""
    named: bool = False
    """Whether the article's own text calls a person or a body by its full name, so that it is kept at any rate."""
    assumed: bool = False
    """Whether role and owner are known from elsewhere: they tell who is meant, and are not found in the article."""


@dataclass(slots=True)
class PlaceDraft:
    """A place while the doc is being read; ``spans`` are token ranges of its namings, in any order."""

    id: str
    name: str
    cls: PlaceClass
    within: str | None = None
    authority: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    confidence: float = 1.0
    rule: str = ""
    used: bool = False
    named: bool = False
    """Whether the article says of a country that something is in it or goes into it, so that it is kept."""


@dataclass(slots=True)
class Quotation:
    """
    A stretch in quotation marks.

    Attributes:
        start: Character offset of the opening mark.
        end: Character offset after the closing mark, or after the last character where it is never closed.
        inner: The quoted characters, without the marks.
        closed: Whether a closing mark was found.
        continued: Whether it goes on from the quotation before it, with an opening mark at each paragraph.
        scare: Whether it is a mere word or name in marks (*the so-called "republic"*).
        marked: Whether there are marks; there are none in a text that has lost them.
    """

    start: int
    end: int
    inner: Span
    closed: bool = True
    continued: bool = False
    scare: bool = False
    marked: bool = True


@dataclass(slots=True)
class State:
    """All drafts of one doc."""

    article: Article
    quotations: list[Quotation] = field(default_factory=list)
    actors: dict[str, ActorDraft] = field(default_factory=dict)
    places: dict[str, PlaceDraft] = field(default_factory=dict)
    mentions: dict[int, Mention] = field(default_factory=dict)
    """By root token."""
    statements: list[Statement] = field(default_factory=list)
    """With offsets into ``doc.text``."""
    contents: list[tuple[int, int, Statement]] = field(default_factory=list)
    """Where each piece of the content of each statement begins and ends, in the order of the statements."""
    events: list[Event] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


def get_state(doc: SpacyDoc | Doc) -> State:
    """Return the drafts of *doc*, made empty on first use."""
    state: State | None = doc.user_data.get(KEY)
    if state is None:
        state = State(article=Article(id="", text=get_text(doc) if isinstance(doc, SpacyDoc) else doc.text))
        doc.user_data[KEY] = state
    return state
