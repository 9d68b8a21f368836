"""A statement while it is being read."""

from dataclasses import dataclass, field

from sayso.extract.parse import Token
from sayso.extract.state import Quotation
from sayso.extract.statements.lexicon import Entry
from sayso.model import Illocution, Span


@dataclass(slots=True, eq=False)
class Draft:
    """
    What is known so far of a statement.

    Attributes:
        cue: Token of the verb or noun that reports it, or None for a quotation without one.
        cue_span: The whole cue, in characters.
        entry: The reading of the cue.
        rule: Name of the construction.
        sentence: Character span of the sentence.
        speaker_head: Token that heads the speaker's phrase; it may stand in another sentence.
        span_head: Token whose phrase is the speaker's span where that is another one: a relative pronoun.
        speaker_near: Whether the speaker's phrase belongs to this very cue, so that it gives the speaker's span.
        speaker: Ids, once resolved.
        target_heads: Tokens that head the phrases of the targets.
        target_owners: Nouns whose possessor is the target.
        addressee_heads: Tokens that head the phrases of those who are told.
        relay_heads: Tokens that head the phrases of those who pass it on.
        content: Pieces of the content, rising.
        content_head: Token that heads the content: a verb of a clause or a noun.
        quotes: Quotations that are the content.
        after: The statement that this one goes on from, where it has no cue of its own.
    """

    rule: str
    sentence: Span
    cue: Token | None = None
    cue_span: Span | None = None
    entry: Entry | None = None
    type: Illocution = "assert"
    speaker_head: Token | None = None
    speaker_near: bool = True
    span_head: Token | None = None
    speaker: tuple[str, ...] = ()
    speaker_span: Span | None = None
    target_heads: list[Token] = field(default_factory=list)
    target_owners: list[Token] = field(default_factory=list)
    target: tuple[str, ...] = ()
    addressee_heads: list[Token] = field(default_factory=list)
    addressee: tuple[str, ...] = ()
    relay_heads: list[Token] = field(default_factory=list)
    relayed_by: tuple[str, ...] = ()
    content: list[Span] = field(default_factory=list)
    content_head: Token | None = None
    quotes: list[Quotation] = field(default_factory=list)
    after: "Draft | None" = None
    within: "Draft | None" = None
    responds_to: "Draft | None" = None
    direct: bool = False
    negated: bool = False
    hedged: bool = False
    attitude: bool = False
    date: str | None = None
    confidence: float = 1.0
    reciprocal: int = 0
    """1 and 2 for the two halves of a reciprocal act."""
