"""
Read a reporting verb in its frame: which of its dependents are content, target and addressee.

Source: docs/rules.md, rules V1 to V12.
"""

from dataclasses import dataclass, field

from sayso.extract.parse import Doc, Token
from sayso.extract.state import Quotation, get_state
from sayso.extract.statements.adverbials import get_utterance, is_document
from sayso.extract.statements.content import Content, cut_relative, read_around, read_clause, read_phrase
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.speakers import Subject, find_subject
from sayso.extract.statements.tree import (
    QUOTES,
    get_complement,
    get_object,
    get_prepositions,
    get_subject,
    has_finite_verb,
    is_infinitive,
    is_passive,
    sentence_span,
    token_span,
    trim,
)
from sayso.extract.who import find_actors

_WH = frozenset(("WP", "WRB", "WDT", "WP$"))
_ANYBODY = frozenset(
    (
        "those",
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "whoever",
        "you",
        "one",
        "someone",
        "people",
        "person",
        "man",
        "woman",
        "suspect",
        "defendant",
    )
)
_NO_SPEAKERS = frozenset(("it", "this", "that", "these", "there", "what", "which"))


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


def _is_headline(verb: Token) -> bool:
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


def read_verb(
    doc: Doc, verb: Token, entries: tuple[Entry, ...], quotes: list[Quotation], cue_lemmas: frozenset[int]
) -> Draft | None:
    """
    Return what the reporting verb reports, or None where it is used otherwise.

    Args:
        doc: The doc.
        verb: A token whose lemma is in the lexicon.
        entries: Its readings, tried in order.
        quotes: Quotations that were found to belong to it.
        cue_lemmas: Hashes of all lemmas that may be cues.
    """
    if is_clearly_other(verb):
        return None
    usable = [
        (entry, is_idle_infinitive(verb, entry))
        for entry in entries
        if not entry.particle or has_particle(verb, entry.particle)
    ]
    if not usable or not quotes and all(idle for _, idle in usable):
        return None
    frame = observe(verb, quotes)
    headline = verb.i < _HEADLINE and _is_headline(verb)
    for wanted in _FRAMES:
        if not _is_possible(frame, wanted):
            continue
        need = _NEEDS.get(wanted, wanted)
        for entry, idle in usable:
            if need not in entry.frames and not (
                headline and wanted == "np" and "that" in entry.frames and not entry.weak
            ):
                continue
            if idle and wanted != "quote":
                continue
            draft = _try(doc, frame, entry, wanted, cue_lemmas)
            if draft is not None:
                return draft
    return None


_HEADLINE = 30
"""How many tokens into an article a headline may reach."""


def _is_possible(frame: Frame, wanted: str) -> bool:
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


_DEMANDS = frozenset(
    ("appeal", "call", "demand", "plea", "request", "warning", "threat", "accusation", "allegation", "denial")
)
_UNREAL = frozenset(("would", "could", "should", "might", "can", "must", "may"))
"""With these, a verb that does not report a clause tells of no act: *would encourage investors*."""
_NEEDS = {"around": "that"}
_FRAMES = ("quote", "that", "wh", "oinf", "inf", "ing", "name", "np", "at", "topic", "as", "around", "bare")
_ACTUAL = frozenset(
    ("go", "continue", "stand", "begin", "start", "hasten", "rush", "move", "proceed", "dare", "manage", "use", "come",
     "appear", "seem", "say", "happen", "tend", "cease", "stop", "join", "expect", "like", "want", "prepare", "plan",
     "intend",
     "fail", "hesitate", "try", "attempt", "seek", "be", "report", "believe", "think", "rumor", "speak", "rise",
     "emerge", "choose")
)  # fmt: skip
"""Verbs whose infinitive tells of an act that took place, or of one that may or did not; polarity tells them apart."""
_VOICED = frozenset(("accuse", "condemn", "deny", "demand", "announce", "support", "warn"))
_NOT_SO = frozenset(("expect", "want", "prepare", "plan", "intend", "try", "attempt", "seek", "choose", "fail"))


def is_clearly_other(verb: Token) -> bool:
    """Return whether the word is no predicate here: an adjective before a noun, part of a name, an auxiliary."""
    if verb.dep_ in ("amod", "compound", "aux", "auxpass", "nmod"):
        return True
    return verb.pos_ not in ("VERB", "AUX") and verb.dep_ not in (
        "ROOT", "conj", "advcl", "ccomp", "relcl", "xcomp", "parataxis", "acl", "pcomp",
    )  # fmt: skip


def _in_quotation(doc: Doc, verb: Token) -> bool:
    return any(one.start < verb.idx < one.end for one in get_state(doc).quotations)


def is_idle_infinitive(verb: Token, entry: Entry) -> bool:
    """
    Return whether the verb is an infinitive that tells of no act of saying: *called on them to guarantee safety*.

    An infinitive is kept behind verbs that tell how the act came about (*went on to say*), as a purpose of what
    somebody did (*gathered to demand*), and behind a noun that somebody owns (*his attempts to blame them*) (V9).
    """
    if not is_infinitive(verb):
        at = verb
        while at.dep_ == "conj" and at.head.pos_ in ("VERB", "AUX") and at.tag_ == "VB":
            at = at.head
            if is_infinitive(at):
                return is_idle_infinitive(at, entry)
        return False
    head, dep = verb.head, verb.dep_
    if dep == "xcomp":
        if head.pos_ == "ADJ" or head.dep_ == "acomp":
            return head.lemma_ not in (
                "quick",
                "eager",
                "keen",
                "first",
                "last",
                "likely",
                "set",
                "due",
                "willing",
                "glad",
                "happy",
                "sorry",
            )
        return head.lemma_ not in _ACTUAL or (entry.illocution == "pledge")
    if dep == "advcl" and head.lemma_ == "go" and any(c.lower_ == "on" for c in head.children):
        return False
    if dep == "advcl":
        return (
            _in_quotation(verb.doc, verb)
            or entry.illocution not in _VOICED
            or head.lemma_ in ("have", "be", "need")
            or head.tag_ == "VB"
        )
    if dep in ("acl", "relcl"):
        return entry.illocution not in ("accuse", "condemn", "deny") or not any(
            c.dep_ == "poss" for c in head.children
        )
    return dep != "ROOT"


def _try(doc: Doc, frame: Frame, entry: Entry, wanted: str, cue_lemmas: frozenset[int]) -> Draft | None:
    verb = frame.verb
    subject = frame.subject
    content: Content | None = None
    if subject is None and frame.passive and entry.object == "target":
        subject = _find_late_agent(frame, entry)
    draft = Draft(rule=f"{entry.rule}/{wanted}", sentence=(0, 0), cue=verb, entry=entry)
    if wanted == "quote":
        if not frame.quotes:
            return None
        draft.quotes = frame.quotes
        subject = _invert(frame)
    elif wanted == "that":
        content = _read_that(frame, cue_lemmas)
    elif wanted == "wh":
        content = read_clause(verb, frame.clause, cue_lemmas) if frame.clause is not None and frame.wh else None
    elif wanted in ("inf", "oinf"):
        content = _read_infinitive(frame, wanted, weak=entry.weak)
    elif wanted == "around":
        if frame.passive or not _leaves_room(frame, entry):
            return None
        content = read_around(verb, get_subject(verb), cue_lemmas)
    elif wanted == "ing":
        content = read_phrase(frame.gerund) if frame.gerund is not None else None
    elif wanted == "topic":
        content = _read_topic(frame, entry)
    elif wanted == "np":
        content = _read_object(doc, frame, entry)
    elif wanted == "as":
        content = _read_predicate(frame)
    elif wanted == "name":
        head = frame.predicate
        if head is not None and head.pos_ in ("NOUN", "ADJ", "PROPN"):
            content = read_phrase(head, start=max(head.left_edge.i, verb.i + 1 if frame.object is None else head.i))
            if frame.object is not None and frame.object.i < head.i:
                content = read_phrase(head, start=max(frame.object.right_edge.i + 1, head.left_edge.i))
    elif wanted == "at":
        content = _read_measure(frame)
    elif wanted == "bare":
        if not _names_actor(doc, frame.object) and entry.object:
            return None
    if content is None and wanted not in ("quote", "bare"):
        if not (wanted == "np" and entry.object == "target" and _names_actor(doc, _patient(frame))):
            return None
    if not _may_speak(doc, frame, subject, entry, wanted):
        return None
    if content is not None:
        draft.content = list(content.pieces)
        draft.content_head = content.head
        draft.rule = f"{entry.rule}/{content.rule if wanted == 'that' or content.rule == 'antecedent' else wanted}"
    if subject is not None:
        draft.speaker_head = subject.head
        draft.span_head = subject.span_head
        draft.speaker_near = subject.span_head is not None
    if any(c.dep_ == "neg" for c in verb.children):
        if (
            wanted in ("np", "topic", "bare", "as")
            and entry.illocution in ("assert", "announce", "support", "pledge")
            and not entry.particle
        ):
            # "did not announce any deaths", "has not commented": nothing was said.
            return None
    if wanted in ("np", "topic", "oinf", "inf", "as", "ing") and entry.illocution not in ("accuse", "deny"):
        if any(c.dep_ == "aux" and c.lower_ in _UNREAL for c in verb.children) and not verb.dep_ == "ccomp":
            return None
    _assign_roles(doc, frame, entry, wanted, draft)
    draft.cue_span = _cue_span(verb, entry)
    draft.sentence = sentence_span(verb)
    return draft


def _find_late_agent(frame: Frame, entry: Entry) -> Subject | None:
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


def _cue_span(verb: Token, entry: Entry) -> tuple[int, int]:
    start, end = token_span(verb)
    if entry.particle:
        for child in verb.children:
            if child.lower_ == entry.particle and child.i == verb.i + 1:
                end = token_span(child)[1]
    return start, end


def _patient(frame: Frame) -> Token | None:
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


def _read_that(frame: Frame, cue_lemmas: frozenset[int]) -> Content | None:
    if frame.clause is not None and not frame.wh:
        return read_clause(frame.verb, frame.clause, cue_lemmas)
    if frame.clause is not None:
        return None
    return _read_bare_that(frame.verb)


def _leaves_room(frame: Frame, entry: Entry) -> bool:
    """Whether the verb has no other complement, so that what stands before it may be what is said."""
    if frame.infinitive is not None or frame.gerund is not None or frame.clause is not None:
        return False
    if frame.object is not None and entry.object != "addressee" and frame.object.ent_type_ not in ("DATE", "TIME"):
        return False
    return frame.predicate is None or frame.predicate.pos_ not in ("VERB", "AUX")


def _read_bare_that(verb: Token) -> Content | None:
    """A clause with *that* behind the verb that the parser hung elsewhere: take it to the end of the sentence."""
    doc, sent = verb.doc, verb.sent
    at = verb.i + 1
    while at < sent.end and at <= verb.i + 12:
        token = doc[at]
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > at:
            head = token.head
            if head.dep_ == "conj" and head.head == verb:
                # A stray "and" before "that".
                span = trim(doc, at + 1, head.right_edge.i + 1)
                return Content((span,), head, "that") if span else None
            if (
                head.dep_ in ("acl", "relcl", "ccomp")
                and head.head.pos_ in ("NOUN", "PROPN")
                and not _is_beside_the_point(head.head)
            ):
                return None
            if head.dep_ in ("ccomp", "conj", "ROOT", "advcl", "acl", "dep", "pcomp", "relcl") and head.head.i <= at:
                end = head.right_edge.i + 1
                span = trim(doc, at + 1, end)
                return Content((span,), head, "that") if span else None
            return None
        if token.pos_ in ("VERB",) or token.text in (";", ":"):
            return None
        at += 1
    return None


def _is_beside_the_point(noun: Token) -> bool:
    """Whether a noun between cue and clause tells when, where or to whom it was said."""
    words = get_utterance()
    lemma = noun.lemma_.lower()
    return lemma in words.times or lemma in words.media or lemma in words.hearers or bool(noun.ent_type_)


def _read_infinitive(frame: Frame, wanted: str, *, weak: bool) -> Content | None:
    head = frame.infinitive
    if head is None:
        return None
    told = frame.object is not None or (frame.passive and get_subject(frame.verb) is not None)
    if (wanted == "oinf") != told:
        return None
    if weak and told and not (frame.object is not None and may_be_somebody(frame.verb.doc, frame.object)):
        return None
    to = next((c for c in head.children if c.tag_ == "TO" and c.dep_ == "aux"), None)
    start = to.i + 1 if to is not None else head.left_edge.i
    end = cut_relative(head, head.right_edge.i + 1)
    for child in head.children:
        if child.dep_ == "conj" and child.tag_ in ("VBD", "VBZ") and child.i > head.i:
            # "urged them to wait but stopped short of …": a finite verb goes with the cue.
            at = child.i - 1
            while at > head.i and (
                child.doc[at].tag_ == "CC" or child.doc[at].is_punct or child.doc[at].pos_ == "ADV"
            ):
                at -= 1
            end = min(end, at + 1)
    span = trim(frame.verb.doc, start, end)
    return Content((span,), head, wanted) if span else None


def _read_topic(frame: Frame, entry: Entry) -> Content | None:
    if frame.infinitive is not None and any(p in entry.preps for p in ("on", "to")) and entry.illocution == "demand":
        told = [p for p in frame.preps if entry.preps.get(p.lower_) == "addressee"]
        if told:
            to = next((c for c in frame.infinitive.children if c.tag_ == "TO"), None)
            start = to.i + 1 if to is not None else frame.infinitive.left_edge.i
            span = trim(frame.verb.doc, start, frame.infinitive.right_edge.i + 1)
            return Content((span,), frame.infinitive, "topic") if span else None
    if entry.object == "target" and frame.object is not None and not frame.passive:
        turned = any(entry.preps.get(p.lower_) == "target" and get_complement(p) is not None for p in frame.preps)
        if turned:
            # "blamed the shortage on speculators", where "on" may hang on the shortage
            stop = next(
                (p.i for p in frame.preps if entry.preps.get(p.lower_) == "target" and p.head == frame.object), None
            )
            if stop is None:
                return read_phrase(frame.object)
            span = trim(frame.verb.doc, frame.object.left_edge.i, stop)
            return Content((span,), frame.object, "phrase") if span else None
    best: Token | None = None
    for prep in frame.preps:
        if entry.preps.get(prep.lower_) not in ("content", "topic"):
            continue
        complement = get_complement(prep)
        if complement is not None and (best is None or complement.dep_ == "pcomp"):
            best = complement
            if complement.dep_ == "pcomp":
                break
    if best is None and entry.object == "target" and frame.object is not None:
        return _read_broken_off(frame, entry)
    if best is None:
        return None
    late = _find_late_agent(frame, entry) if frame.passive else None
    if late is not None and late.head.i > best.i:
        span = trim(frame.verb.doc, best.left_edge.i, late.head.head.i)
        return Content((span,), best, "phrase") if span else None
    return read_phrase(best, verb=frame.verb if best.dep_ == "pcomp" else None)


def _read_broken_off(frame: Frame, entry: Entry) -> Content | None:
    """*accused Chad of, "led by greed", having …*: the parser lost what the preposition brings; take the rest."""
    doc, verb = frame.verb.doc, frame.verb
    for prep in frame.preps:
        if entry.preps.get(prep.lower_) == "content" and get_complement(prep) is None and prep.i + 1 < verb.sent.end:
            if doc[prep.i + 1].is_punct:
                span = trim(doc, prep.i + 1, verb.sent.end)
                head = next((t for t in doc[prep.i + 1 : verb.sent.end] if t.tag_ in ("VBG", "VBN")), None)
                return Content((span,), head, "rest") if span else None
    return None


def _read_shifted(frame: Frame, entry: Entry) -> Content | None:
    """*rejected as "propaganda" claims that …*: the object stands behind the predicate."""
    if entry.preps.get("as") != "predicate" or frame.object is not None or frame.passive:
        return None
    for prep in frame.preps:
        noun = get_complement(prep) if prep.lower_ == "as" else None
        if noun is None or noun.pos_ != "NOUN" or noun.i == 0:
            continue
        if noun.nbor(-1).text in QUOTES and any(c.dep_ in ("nmod", "compound", "amod") for c in noun.children):
            span = trim(noun.doc, noun.i, cut_relative(noun, noun.right_edge.i + 1))
            return Content((span,), noun, "np") if span else None
    return None


def _read_object(doc: Doc, frame: Frame, entry: Entry) -> Content | None:
    shifted = _read_shifted(frame, entry)
    if shifted is not None:
        return shifted
    noun = _patient(frame)
    if noun is None or noun.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return None
    if (
        entry.rule.startswith("reveal")
        and noun.lemma_ in _DEMANDS
        and any(c.dep_ in ("acl", "prep") for c in noun.children)
    ):
        # "reiterated his appeal to them to stop": the noun reports it.
        return None
    if entry.objects and noun.lemma_ not in entry.objects:
        return None
    if entry.object == "target" and _names_actor(doc, noun):
        for prep in frame.preps:
            if entry.preps.get(prep.lower_) == "content":
                complement = get_complement(prep)
                if complement is not None:
                    return read_phrase(complement)
        return None
    if noun.lower_ in _NO_SPEAKERS and frame.passive or noun.tag_ in ("WDT", "WP"):
        return _read_antecedent(frame.verb, noun) if noun.tag_ == "WDT" else None
    found = read_phrase(noun, verb=None if frame.passive else frame.verb)
    if found is None:
        return None
    for prep in noun.children:
        # "urged restraint from both sides": who is urged stands outside of what is urged.
        complement = (
            get_complement(prep) if entry.preps.get(prep.lower_) == "addressee" and prep.dep_ == "prep" else None
        )
        if complement is not None and prep.lower_ == "from" and may_be_somebody(doc, complement):
            span = trim(doc, noun.left_edge.i, prep.i)
            found = Content((span,), noun, "np") if span else found
    pied = _read_pied(frame, entry)
    return Content((*pied.pieces, *found.pieces), noun, "np") if pied is not None else found


def _read_pied(frame: Frame, entry: Entry) -> Content | None:
    """*the attack, for which the group claimed responsibility*: the attack is claimed (V8)."""
    verb = frame.verb
    if verb.dep_ != "relcl" or not entry.objects:
        return None
    for prep in frame.preps:
        complement = get_complement(prep)
        if prep.i < verb.i and complement is not None and complement.tag_ == "WDT":
            head = verb.head
            while head.dep_ in ("conj", "pobj", "prep", "appos"):
                head = head.head
            head = head if head.dep_ == "dobj" else verb.head
            span = trim(verb.doc, head.left_edge.i, prep.i)
            return Content((span,), head, "antecedent") if span else None
    return None


def _read_antecedent(verb: Token, noun: Token) -> Content | None:
    """*…, which Baku denies*: the content is what the relative pronoun stands for (V8)."""
    if verb.dep_ != "relcl":
        return None
    doc, head = verb.doc, verb.head
    comma = noun.i > 0 and doc[noun.i - 1].text == ","
    if head.pos_ in ("VERB", "AUX") or (comma and _sums_up(verb)):
        clause = head
        while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
            clause = clause.head
        span = trim(doc, clause.left_edge.i, noun.i)
        return Content((span,), clause, "antecedent") if span else None
    end = next(
        (t.i for t in doc[head.i + 1 : noun.i] if t.text == "," and doc[t.i + 1].left_edge.tag_ == "IN"), noun.i
    )
    span = trim(doc, head.left_edge.i, min(end, noun.i))
    return Content((span,), head, "antecedent") if span else None


def _sums_up(verb: Token) -> bool:
    """Whether the relative clause denies or confirms a whole clause, and not a thing."""
    at = verb.head
    while at.dep_ != "ROOT" and at.head != at:
        if at.dep_ in ("pobj", "dobj", "pcomp", "prep", "advcl", "xcomp", "conj", "acl"):
            at = at.head
            continue
        return at.pos_ in ("VERB", "AUX")
    return at.pos_ in ("VERB", "AUX")


def _read_measure(frame: Frame) -> Content | None:
    """*put the death toll at 45, including two children*."""
    noun = frame.object
    if noun is None:
        return None
    prep = next((p for p in (*frame.preps, *noun.subtree) if p.lower_ == "at" and p.dep_ == "prep"), None)
    number = get_complement(prep) if prep is not None else None
    if number is None or not (number.like_num or any(c.like_num for c in number.subtree)):
        return None
    doc, end = noun.doc, number.right_edge.i + 1
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ == "including":
        end = doc[end + 1].right_edge.i + 1
    span = trim(doc, noun.left_edge.i, end)
    return Content((span,), noun, "at") if span else None


def _read_predicate(frame: Frame) -> Content | None:
    noun = _patient(frame)
    if noun is None and frame.predicate is not None:
        # "called the charges baseless": the parser makes a clause of the two.
        noun = get_subject(frame.predicate)
    if noun is None or noun.tag_ in ("WP", "WDT") or noun.lower_ in ("what", "which"):
        return None
    head = frame.predicate
    if head is None:
        for prep in frame.preps:
            if prep.lower_ == "as":
                head = get_complement(prep)
    if head is None:
        return None
    start, end = (
        min(noun.left_edge.i, head.left_edge.i),
        cut_relative(head, max(noun.right_edge.i, head.right_edge.i) + 1),
    )
    span = trim(frame.verb.doc, start, end)
    return Content((span,), head, "as") if span else None


def _names_actor(doc: Doc, noun: Token | None) -> bool:
    if noun is None:
        return False
    if not may_be_somebody(doc, noun) or is_document(noun):
        return False
    return noun.pos_ != "PRON" or noun.lower_ not in _NO_SPEAKERS


def _invert(frame: Frame) -> Subject | None:
    """*“…?” asked the shopkeeper*: the parser takes the speaker for an object (Q7)."""
    own, noun = get_subject(frame.verb), frame.object
    if (
        own is None
        and noun is not None
        and frame.quotes[0].end <= frame.verb.idx
        and noun.left_edge.i == frame.verb.i + 1
    ):
        frame.object = None
        return Subject(noun, noun, "inverted")
    return frame.subject


def _may_speak(doc: Doc, frame: Frame, subject: Subject | None, entry: Entry, wanted: str) -> bool:
    """Whether somebody who can speak is the verb's subject, or the verb may do without one (V10)."""
    if subject is None:
        if frame.passive:
            if entry.illocution in ("accuse", "condemn"):
                # "people accused of theft" are nobody whom somebody accuses here.
                patient = _patient(frame)
                if any(c.dep_ == "neg" for c in frame.verb.children):
                    return False
                return patient is not None and patient.lemma_.lower() not in _ANYBODY
            return (
                wanted in ("that", "wh", "inf", "quote") and entry.illocution in ("assert", "deny") and not entry.weak
            )
        return not entry.weak and wanted in ("that", "quote", "wh", "around") and frame.verb.dep_ == "ROOT"
    head = subject.head
    if entry.subjects == "document":
        return is_document(head)
    if head.lower_ in _NO_SPEAKERS and head.tag_ not in ("WDT", "WP") and head.lower_ != "it":
        return False
    if head.lower_ in _ANYBODY and head.tag_ not in ("NN", "NNS") and wanted not in ("that", "quote"):
        return False
    if is_document(head) and entry.illocution in ("pledge", "threaten", "refuse", "agree"):
        return False
    if head.lower_ == "it":
        return wanted in ("that", "quote", "around", "wh") and not entry.weak or bool(find_actors(doc, head))
    if may_be_somebody(doc, head) or (entry.illocution == "pledge" and head.pos_ == "NOUN"):
        return True
    if entry.weak or wanted in ("np", "bare", "topic", "as", "inf", "oinf"):
        return head.pos_ == "PROPN"
    return True


def _assign_roles(doc: Doc, frame: Frame, entry: Entry, wanted: str, draft: Draft) -> None:
    patient = _patient(frame)
    if patient is not None and patient.tag_ in ("WDT", "WP"):
        # "Qatar, which Riyadh accuses of …"
        patient = frame.verb.head if frame.verb.dep_ == "relcl" else None
    used = draft.content_head
    if patient is not None and patient != used and entry.object:
        if entry.object == "target":
            draft.target_heads.append(patient)
        elif entry.object == "addressee":
            draft.addressee_heads.append(patient)
    if used is not None and wanted in ("np", "ing", "as") and used.pos_ in ("NOUN", "PROPN"):
        draft.target_owners.append(used)
    for prep in frame.preps:
        role = entry.preps.get(prep.lower_)
        if role not in ("target", "addressee"):
            continue
        complement = get_complement(prep)
        if complement is None or complement == used or complement.dep_ != "pobj":
            continue
        if (
            used is not None
            and used.is_ancestor(complement)
            and not (draft.content and complement.idx >= draft.content[-1][1])
        ):
            continue
        (draft.target_heads if role == "target" else draft.addressee_heads).append(complement)
    if wanted == "oinf" and patient is not None and patient not in draft.addressee_heads:
        draft.addressee_heads.append(patient)
