"""
See what stands around a reporting verb: its subject, object, clauses, prepositions and particles.

Source: docs/rules.md, rules V1 to V12.
"""

from dataclasses import dataclass, field

from sayso.extract.parse import Doc, Token
from sayso.extract.state import Quotation
from sayso.extract.statements.adverbials import is_document
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.speakers import Subject, find_subject
from sayso.extract.statements.tree import (
    get_complement,
    get_object,
    get_prepositions,
    get_subject,
    has_finite_verb,
    is_infinitive,
    is_passive,
    token_span,
)

_WH = frozenset(("WP", "WRB", "WDT", "WP$"))


NO_SPEAKERS = frozenset(("it", "this", "that", "these", "there", "what", "which"))


@dataclass(slots=True)
class Frame:
    """The dependents of a verb that a rule may ask for."""

    verb: Token
    passive: bool
    subject: Subject | None
    clause: Token | None = None
    wh: bool = False
    infinitive: Token | None = None
    gerund: Token | None = None
    object: Token | None = None
    predicate: Token | None = None
    preps: list[Token] = field(default_factory=list[Token])
    quotes: list[Quotation] = field(default_factory=list[Quotation])


def observe(verb: Token, quotes: list[Quotation]) -> Frame:
    """Return the dependents of *verb*."""
    passive = is_passive(verb)
    frame = Frame(verb, passive, find_subject(verb), quotes=quotes)
    for child in verb.children:
        dep = child.dep_
        if dep == "ccomp" and child.i > verb.i and frame.clause is None:
            if is_infinitive(child):
                frame.infinitive = child
                told = get_subject(child)
                if told is not None and frame.object is None:
                    frame.object = told
            elif has_finite_verb(child) or any(c.dep_ == "mark" for c in child.children):
                frame.clause = child
                frame.wh = child.left_edge.tag_ in _WH or child.left_edge.lower_ in ("whether", "if")
            elif child.tag_ == "VBG":
                frame.gerund = child
            else:
                frame.predicate = child
        elif dep in ("xcomp", "advcl") and child.i > verb.i and is_infinitive(child):
            if frame.infinitive is None and (dep == "xcomp" or verb.lemma_ in ("call", "appeal", "pledge", "vow")):
                frame.infinitive = child
        elif dep == "xcomp" and child.i > verb.i and child.tag_ == "VBG":
            frame.gerund = child
        elif dep == "oprd" or (dep == "xcomp" and child.i > verb.i):
            frame.predicate = child
    frame.object = get_object(verb) or frame.object
    if frame.object is None and frame.clause is None and frame.infinitive is None and not passive:
        # "neither confirmed nor denied the report": they share the object.
        other = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i <= 3), None)
        if other is not None and get_subject(other) is None:
            frame.object = get_object(other)
    frame.preps = get_prepositions(verb)
    for child in list(frame.preps):
        # "was accused by prosecutors of taking bribes": the parser hangs "of" on the prosecutors.
        complement = get_complement(child) if child.dep_ == "agent" else None
        if complement is not None:
            frame.preps += [c for c in complement.children if c.dep_ == "prep" and c.i > complement.i]
    for child in verb.children:
        if child.dep_ in ("oprd", "acomp") and child.i > verb.i:
            frame.preps += [c for c in child.children if c.dep_ == "prep"]
    if frame.object is not None:
        frame.preps += [c for c in frame.object.children if c.dep_ == "prep" and c.i > frame.object.i]
        frame.preps.sort(key=lambda t: t.i)
    return frame


def is_headline(verb: Token) -> bool:
    """Whether the verb stands in a first line without a full stop: *Army says 31 soldiers killed in ambush* (B3)."""
    sent = verb.sent
    if sent.start > 0 or sent.end >= len(verb.doc):
        return False
    end = sent.end - 1
    return verb.doc[end].is_space and "\n" in verb.doc[end].text and verb.doc[end - 1].text not in ".:?!"


def has_particle(verb: Token, particle: str) -> bool:
    """Return whether the particle or preposition of a phrasal reading stands with the verb."""
    return any(
        child.lower_ == particle
        and child.dep_ in ("prt", "prep", "advmod", "dative", "mark", "oprd", "acomp", "ccomp")
        for child in verb.children
    )


def is_possible(frame: Frame, wanted: str) -> bool:
    """Whether the verb has the dependent that a frame needs at all; spares the closer look."""
    if wanted == "quote":
        return bool(frame.quotes)
    if wanted == "wh":
        return frame.clause is not None and frame.wh
    if wanted in ("inf", "oinf"):
        return frame.infinitive is not None
    if wanted == "ing":
        return frame.gerund is not None
    if wanted == "at":
        return frame.object is not None
    if wanted == "topic":
        return bool(frame.preps)
    if wanted == "name":
        return frame.predicate is not None or frame.clause is not None
    if wanted == "around":
        return not frame.passive
    return True


def find_late_agent(frame: Frame, entry: Entry) -> Subject | None:
    """*was accused of cheating by his coach*: the parser hangs "by" on the cheating."""
    for prep in frame.preps:
        gerund = get_complement(prep) if entry.preps.get(prep.lower_) == "content" else None
        if gerund is None or gerund.tag_ != "VBG":
            continue
        last = next((c for c in gerund.children if c.lower_ == "by" and c.dep_ in ("agent", "prep")), None)
        agent = get_complement(last) if last is not None else None
        if last is not None and agent is not None and may_be_somebody(frame.verb.doc, agent):
            return Subject(agent, agent, "late-agent")
    return None


def get_cue_span(verb: Token, entry: Entry) -> tuple[int, int]:
    start, end = token_span(verb)
    if entry.particle:
        for child in verb.children:
            if child.lower_ == entry.particle and child.i == verb.i + 1:
                end = token_span(child)[1]
    return start, end


def get_patient(frame: Frame) -> Token | None:
    """The one it is done to: the object, or the subject of a passive, or the noun of *the guards accused of theft*."""
    if frame.passive:
        if frame.verb.dep_ in ("acl", "acomp"):
            # "stands accused of …"
            head = frame.verb.head
            return get_subject(head) if head.pos_ in ("VERB", "AUX") else head
        own = get_subject(frame.verb)
        if own is not None and own.tag_ in ("WDT", "WP") and frame.verb.dep_ == "relcl":
            return frame.verb.head
        return own
    return frame.object


def names_actor(doc: Doc, noun: Token | None) -> bool:
    if noun is None:
        return False
    if not may_be_somebody(doc, noun) or is_document(noun):
        return False
    return noun.pos_ != "PRON" or noun.lower_ not in NO_SPEAKERS
