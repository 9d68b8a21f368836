"""
See what stands around a reporting verb: its subject, object, clauses, prepositions and particles.

Source: docs/rules.md, rules V1 to V12.
"""

from dataclasses import dataclass, field, replace
from functools import cache

from sayso.extract.parse import Doc, Token
from sayso.extract.state import Quotation
from sayso.extract.statements.adverbials import is_document
from sayso.extract.statements.lexicon import FRAMES, Entry
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
    lacks_whom,
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
    preps: list[Token] = field(default_factory=list)
    quotes: list[Quotation] = field(default_factory=list)


def observe(verb: Token, quotes: list[Quotation]) -> Frame:
    """Return the dependents of *verb*."""
    passive = is_passive(verb)
    frame = Frame(verb, passive, find_subject(verb), quotes=quotes)
    completed = False
    for child in verb.children:
        dep = child.dep_
        if dep not in _COMPLEMENTS:
            continue
        completed = completed or dep == "acomp"
        if dep == "ccomp" and child.i > verb.i and frame.clause is None:
            if verb.doc.tokens[child.left_edge.i - 1].lower_ == "but" and child.left_edge.i > verb.i + 1:
                # "denied the charge but many left": a clause of its own.
                continue
            if is_infinitive(child):
                frame.infinitive = child
                told = get_subject(child)
                if told is not None and frame.object is None:
                    frame.object = told
            elif has_finite_verb(child) or any(c.dep_ == "mark" for c in child.children) or _is_untensed(verb, child):
                frame.clause = child = _skip_relay(verb, child)
                frame.wh = child.left_edge.tag_ in _WH or child.left_edge.lower_ in ("whether", "if")
            elif _is_gerund(child):
                frame.gerund = child
            else:
                frame.predicate = frame.predicate or child
                if child.lower_ == "known":
                    # "let it be known that …"
                    frame.clause = next((c for c in child.children if c.dep_ == "ccomp" and c.i > child.i), None)
                if child.pos_ == "ADJ" and frame.object is None:
                    # "held the owner liable": the parser makes a clause of the two.
                    frame.object = get_subject(child)
        elif dep in ("xcomp", "advcl") and child.i > verb.i and is_infinitive(child):
            if frame.infinitive is None and (dep == "xcomp" or verb.lemma_ in _PROMISING):
                frame.infinitive = child
        elif dep == "xcomp" and child.i > verb.i and _is_gerund(child):
            frame.gerund = child
        elif dep == "oprd" or (dep == "xcomp" and child.i > verb.i):
            if child.tag_ == "NN" and child.lower_.endswith("ing") and child.i == verb.i + 1:
                # "condemned killing of six": a noun
                frame.object = child
            frame.predicate = child
    frame.object = _get_thing(verb) or frame.object
    if frame.object is None and frame.clause is None and frame.infinitive is None and not passive:
        # "neither confirmed nor denied the report": they share the object.
        other = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i <= 3), None)
        if other is not None and get_subject(other) is None and verb.nbor().text != ",":
            frame.object = get_object(other)
    if frame.predicate is None and frame.object is not None and verb.lemma_ in NAMING:
        frame.predicate = _find_behind(frame.object)
    frame.preps = get_prepositions(verb)
    for child in list(frame.preps):
        # "was accused by prosecutors of taking bribes": the parser hangs "of" on the prosecutors.
        complement = get_complement(child) if child.dep_ == "agent" else None
        if complement is not None:
            frame.preps += [c for c in complement.children if c.dep_ == "prep" and c.i > complement.i]
    for child in verb.children if completed or frame.predicate is not None else ():
        if (child.dep_ in ("oprd", "acomp") or child is frame.predicate and child.pos_ == "ADJ") and child.i > verb.i:
            frame.preps += [c for c in child.children if c.dep_ == "prep"]
            if frame.clause is None:
                _take_clause_of(frame, child)
    if frame.object is not None:
        # "accuse Ghana and a clan of …", "accuse one another of …": the parser hangs "of" on the last of them.
        for noun in (frame.object, *frame.object.conjuncts, *frame.object.rights[:1]):
            # In "the Bureau of Inland Affairs" or "four of his aides" it brings no charge.
            frame.preps += [
                c
                for c in noun.children
                if c.dep_ == "prep"
                and c.i > noun.i
                and c not in frame.preps
                and not (c.lower_ == "of" and (c.ent_type_ == "ORG" or noun.tag_ == "CD"))
            ]
        if frame.clause is None and frame.infinitive is None:
            _take_clause_of(frame, frame.object)
        frame.preps.sort(key=lambda t: t.i)
    return frame


NAMING = frozenset("call dub label term brand".split())
"""Verbs that name an object by what stands behind it."""


def _find_behind(noun: Token) -> Token | None:
    """*called the measures illegal*: the parser hangs the predicate on the noun in front of it."""
    last = noun.rights[-1] if noun.rights else None
    if last is None or noun.pos_ not in ("NOUN", "PROPN") or last.dep_ != "amod" or last.pos_ != "ADJ":
        return None
    return last if last.right_edge.i == noun.right_edge.i else None


_COMPLEMENTS = frozenset(("ccomp", "xcomp", "advcl", "oprd", "acomp"))
_PROMISING = frozenset("direct call appeal pledge vow promise swear agree refuse decline".split())
"""Verbs of which an infinitive tells what is promised or asked for, even where the parser takes it for a purpose."""
_CAUSING = frozenset("make let have help see hear watch feel".split())


def _is_untensed(verb: Token, clause: Token) -> bool:
    """*said people misunderstand him*: the tagger takes a present tense for an infinitive."""
    own = get_subject(clause) if clause.tag_ == "VB" and verb.lemma_ not in _CAUSING else None
    return own is not None and own.i < clause.i


def _get_thing(verb: Token) -> Token | None:
    """The object, or the second one where the parser takes a day for the first: *promised Sunday to leave*."""
    noun = get_object(verb)
    if noun is None or noun.ent_type_ not in ("DATE", "TIME") or noun.tag_ not in ("NNP", "NN") or noun.children:
        return noun
    return next((c for c in verb.rights if c.dep_ == "dobj" and c is not noun), None)


def _skip_relay(verb: Token, clause: Token) -> Token:
    """*said he would resign, the agency reported*: the clause is what stands before who passes it on (R2)."""
    if clause.lemma_ not in ("report", "say", "quote"):
        return clause
    inner = next((c for c in clause.children if c.dep_ == "ccomp" and verb.i < c.i < clause.i), None)
    if inner is None or clause.doc.tokens[inner.right_edge.i + 1].text != ",":
        return clause
    return inner


def _is_gerund(verb: Token) -> bool:
    """Whether the clause is *taking*, *having taken* or *being taken*."""
    return verb.tag_ == "VBG" or (
        verb.tag_ == "VBN" and any(c.tag_ == "VBG" and c.dep_ in ("aux", "auxpass") for c in verb.children)
    )


def _take_clause_of(frame: Frame, word: Token) -> None:
    """*is adamant that …*, *told inspectors it had cracked*: the parser hung the clause on what stands before it."""
    for child in word.children:
        if child.i < word.i or not has_finite_verb(child):
            continue
        own = get_subject(child)
        if child.dep_ == "ccomp" or (
            child.dep_ == "relcl"
            and word is frame.object
            and own is not None
            and own.tag_ not in ("WDT", "WP")
            and (child.left_edge is own.left_edge or child.left_edge.lower_ == "that" and own.lower_ != "that")
            and frame.verb.lemma_ in _TELLING
            and word.lower_ not in NO_SPEAKERS
        ):
            frame.clause = child
            return


_TELLING = frozenset("tell inform assure remind warn convince".split())


def is_headline(verb: Token) -> bool:
    """Whether the verb stands in a first line without a full stop: *Army says 31 soldiers killed in ambush* (B3)."""
    sent = verb.sent
    if sent.start > 0 or sent.end >= len(verb.doc):
        return False
    end = sent.end - 1
    return (
        verb.doc.tokens[end].is_space
        and "\n" in verb.doc.tokens[end].text
        and verb.doc.tokens[end - 1].text not in ".:?!"
    )


def has_particle(verb: Token, particle: str) -> bool:
    """Return whether the particle or preposition of a phrasal reading stands with the verb."""
    for child in verb.children:
        if child.lower_ == particle and child.dep_ in _PARTICLES:
            return True
        if child.dep_ == "dobj" and child.lemma_ == particle and child.i > verb.i:
            return True
    return particle == "for" and get_called_for(verb) is not None


def get_called_for(verb: Token) -> Token | None:
    """Return the infinitive of *called for the minister to resign*, whose *for* the parser takes for a conjunction."""
    for child in verb.children:
        if child.dep_ in ("advcl", "xcomp", "ccomp") and child.i > verb.i and is_infinitive(child):
            mark = child.left_edge
            apart = verb.doc.tokens[verb.i + 1 : mark.i]
            if (
                mark.lower_ == "for"
                and mark.dep_ == "mark"
                and all(t.ent_type_ in ("DATE", "TIME") or t.pos_ == "ADV" for t in apart)
            ):
                return child
    return None


_PARTICLES = frozenset(("prt", "prep", "advmod", "dative", "mark", "oprd", "acomp", "ccomp"))


def get_frame(frame: Frame, entry: Entry) -> Frame:
    """Return the frame as a reading sees it: *point the finger* has no other object."""
    noun = frame.object
    if entry.particle and noun is not None and noun.lemma_ == entry.particle and noun.dep_ == "dobj":
        told = next((c for c in frame.verb.children if c.dep_ == "dative" and c.tag_ not in ("IN", "TO")), None)
        infinitive = frame.infinitive
        if infinitive is None:
            # "gave them a week to leave"
            infinitive = next((c for c in noun.children if c.dep_ in ("relcl", "acl") and is_infinitive(c)), None)
        # "put responsibility for the spill on the firm": the parser hangs "on" on the spill.
        below = [get_complement(p) for p in frame.preps]
        preps = frame.preps + [
            c for one in below if one is not None for c in one.children if entry.preps.get(c.lower_) == "target"
        ]
        return replace(frame, object=told, infinitive=infinitive, preps=preps)
    return frame


def get_possible(frame: Frame) -> frozenset[str]:
    """Return the frames whose dependents the verb has at all; spares the closer look."""
    return _list_possible(
        frame.passive,
        bool(frame.quotes),
        frame.clause is not None,
        frame.wh,
        frame.infinitive is not None,
        frame.gerund is not None,
        frame.object is not None,
        frame.predicate is not None,
        bool(frame.preps),
    )


@cache
def _list_possible(
    passive: bool, quotes: bool, clause: bool, wh: bool, infinitive: bool, gerund: bool, thing: bool, predicate: bool,
    preps: bool,
) -> frozenset[str]:  # fmt: skip
    has = {
        "quote": quotes,
        "wh": clause and wh,
        "inf": infinitive,
        "oinf": infinitive,
        "raised": passive and infinitive,
        "ing": gerund,
        "at": thing,
        "topic": preps or infinitive,
        "name": predicate or clause,
        "around": not passive,
    }
    return frozenset(wanted for wanted in FRAMES | {"raised", "around"} if has.get(wanted, True))


def find_late_agent(frame: Frame, entry: Entry) -> Subject | None:
    """*was accused of cheating by his coach*, *condemned as rash by him*: the parser hangs "by" too deep."""
    for prep in frame.preps:
        inner = get_complement(prep) if entry.preps.get(prep.lower_) == "content" else None
        if inner is None and prep.lower_ == "as":
            inner = next((c for c in prep.children if c.dep_ in ("amod", "acomp", "pobj")), None)
        if inner is None or inner.tag_ not in ("VBG", "JJ"):
            continue
        last = next((c for c in inner.children if c.lower_ == "by" and c.dep_ in ("agent", "prep")), None)
        agent = get_complement(last) if last is not None else None
        if last is not None and agent is not None and may_be_somebody(frame.verb.doc, agent):
            return Subject(agent, agent, "late-agent")
    return None


def get_cue_span(verb: Token, entry: Entry) -> tuple[int, int]:
    """Return the characters of the cue, with its particle."""
    start, end = token_span(verb)
    if entry.particle:
        for child in verb.children:
            if child.lower_ == entry.particle and child.i == verb.i + 1:
                end = token_span(child)[1]
            elif child.dep_ == "dobj" and child.lemma_ == entry.particle and 0 < child.i - verb.i < 4:
                end = token_span(child)[1]
    return start, end


def get_patient(frame: Frame) -> Token | None:
    """The one it is done to: the object, or the subject of a passive, or the noun of *the guards accused of theft*."""
    if frame.passive:
        before = _find_before(frame.verb) if lacks_whom(frame.verb) else None
        if before is not None:
            return before
        if frame.verb.dep_ in ("acl", "acomp") or frame.verb.dep_ == "relcl" and is_infinitive(frame.verb):
            # "stands accused of …"
            head = frame.verb.head
            return get_subject(head) if head.pos_ in ("VERB", "AUX") else head
        own = get_subject(frame.verb)
        at = frame.verb
        while own is None and at.dep_ == "conj" and at.head.pos_ in ("VERB", "AUX"):
            # "took weeks to form and has been accused", "have been placed on alert and been told to prepare"
            if not is_passive(at.head) and not any(c.dep_ == "aux" for c in frame.verb.children):
                return None
            at = at.head
            own = get_subject(at)
        if own is None and frame.verb.dep_ == "xcomp" and frame.verb.head.lemma_ in ("stand", "go", "remain"):
            # "stands accused of …"
            return get_subject(frame.verb.head)
        if own is None and frame.verb.dep_ == "advcl":
            return get_subject(frame.verb.head)
        if own is not None and own.tag_ in ("WDT", "WP") and frame.verb.dep_ == "relcl":
            return frame.verb.head
        return own
    return frame.object


def _find_before(verb: Token) -> Token | None:
    """Return the noun whose phrase ends in front of *verb* but for commas, dashes and days, or its subject."""
    tokens = verb.doc.tokens
    at = verb.i - 1
    while at > verb.sent.start and (
        tokens[at].is_punct or tokens[at].pos_ == "ADV" or tokens[at].ent_type_ in ("DATE", "TIME")
    ):
        at -= 1
    noun = tokens[at] if at >= verb.sent.start and at < verb.i else None
    own = get_subject(verb)
    if own is not None and own.right_edge.i == at:
        # "firms based in Oslo accused of …": all in front of it is of the subject.
        return own
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        return get_subject(verb)
    apart = tokens[verb.i - 1].is_punct
    while noun.dep_ == "pobj" and noun.ent_type_ != "PERSON":
        if noun.head.dep_ == "agent" and noun.head.head.pos_ == "VERB":
            # "was held by the police accused of theft": the police are accused of nothing.
            return get_subject(noun.head.head) or noun
        if not apart and noun.ent_type_ not in ("GPE", "LOC", "FAC") and may_be_somebody(verb.doc, noun):
            # "the trial of officials accused of …", but "the head of the agency, accused of …"
            break
        over = noun.head.head
        if over.pos_ in ("VERB", "AUX"):
            # "officers went on trial in Oslo accused of …"
            return get_subject(over) or noun
        if over.pos_ not in ("NOUN", "PROPN"):
            break
        noun = over
    return noun


def names_actor(doc: Doc, noun: Token | None) -> bool:
    """Return whether the phrase headed by *noun* stands for somebody, and not for a claim or a paper."""
    if noun is None:
        return False
    if not may_be_somebody(doc, noun) or is_document(noun):
        return False
    return noun.pos_ != "PRON" or noun.lower_ not in NO_SPEAKERS
