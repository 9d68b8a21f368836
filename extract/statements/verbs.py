"""
Read a reporting verb in its frame: which of its dependents are content, target and addressee.

Source: docs/rules.md, rules V1 to V12.
"""

from functools import lru_cache

from sayso.extract.parse import Doc, Token
from sayso.extract.state import Quotation
from sayso.extract.statements.adverbials import is_blamed
from sayso.extract.statements.around import read_around
from sayso.extract.statements.beside import invert, step_out
from sayso.extract.statements.complements import (
    leaves_room,
    read_infinitive,
    read_measure,
    read_object,
    read_raised,
    read_that,
    read_topic,
    take_condition,
)
from sayso.extract.statements.content import Content, read_clause, read_phrase
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.frames import (
    Frame,
    find_late_agent,
    get_called_for,
    get_cue_span,
    get_frame,
    get_patient,
    get_possible,
    has_particle,
    is_headline,
    names_actor,
    observe,
)
from sayso.extract.statements.lexicon import Entry, get_other_objects
from sayso.extract.statements.predicates import read_predicate
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.speakers import Subject
from sayso.extract.statements.tree import (
    SUBJECTS,
    get_agent,
    get_complement,
    get_modal,
    get_subject,
    has_modal,
    is_negated,
    is_passive,
    lacks_whom,
    sentence_span,
    trim,
)
from sayso.extract.statements.unsaid import (
    get_infinitive,
    has_other_object,
    is_asked_whom,
    is_clearly_other,
    is_idle_infinitive,
    is_no_speech,
    keeps_name,
)
from sayso.extract.statements.voices import may_speak
from sayso.model import Span

_HEADLINE = 30
"""How many tokens into an article a headline may reach."""


_UNREAL = frozenset(("would", "could", "should", "might", "can", "must", "may"))
"""With these, a verb that does not report a clause tells of no act: *would encourage investors*."""


_NEEDS = {"around": "that", "raised": "that"}


_TELLING_NOUN = frozenset(("np", "topic", "bare", "as"))
"""Frames that report no clause, so that with *not* nothing was said."""


_FRAMES = ("quote", "that", "wh", "raised", "oinf", "inf", "ing", "name", "np", "at", "topic", "as", "around", "bare")
_RANKS = {wanted: number for number, wanted in enumerate(_FRAMES)}


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
    readings = _get_readings(verb, entries)
    infinitive = get_infinitive(verb)
    idle = [infinitive is not None and is_idle_infinitive(infinitive, entry) for entry in readings]
    if not quotes and all(idle):
        return None
    frame = observe(verb, quotes)
    headline = verb.i < _HEADLINE and is_headline(verb)
    tries: list[tuple[str, Frame, Entry]] = []
    for entry, only_quoted in zip(readings, idle, strict=True):
        if not has_other_object(frame, entry):
            view = get_frame(frame, entry)
            ways = _get_ways(entry.frames, headline and not entry.weak, get_possible(view))
            if only_quoted:
                ways = tuple(wanted for wanted in ways if wanted == "quote")
            tries += [(wanted, view, entry) for wanted in ways]
    if len(readings) > 1:
        # A frame is tried with all readings before the next one is.
        tries.sort(key=_rank)
    for wanted, view, entry in tries:
        draft = _try(doc, view, entry, wanted, cue_lemmas)
        if draft is not None:
            return draft
    return None


def _get_readings(verb: Token, entries: tuple[Entry, ...]) -> list[Entry]:
    """Return the readings whose particle, if they have one, stands with the verb."""
    # Those with a particle come first.
    if not entries[0].particle:
        return list(entries)
    near = {c.lower_ for c in verb.children} | {c.lemma_ for c in verb.children if c.dep_ == "dobj"}
    if verb.lemma_ == "find" and lacks_whom(verb):
        # "Officers found guilty of theft must leave": not that they must leave was found.
        return [entry for entry in entries if entry.particle and entry.particle in near]
    return [
        entry
        for entry in entries
        if not entry.particle
        or (entry.particle in near or entry.particle == "for")
        and has_particle(verb, entry.particle)
    ]


@lru_cache(maxsize=4096)
def _get_ways(frames: frozenset[str], headline: bool, possible: frozenset[str]) -> tuple[str, ...]:
    """
    Return the ways in which an entry with *frames* is tried, in order; in a headline *np* is one of them.

    *possible* are those for which the verb has the dependents.
    """
    return tuple(
        wanted
        for wanted in _FRAMES
        if wanted in possible
        and (_NEEDS.get(wanted, wanted) in frames or (headline and wanted == "np" and "that" in frames))
    )


def _rank(one: tuple[str, Frame, Entry]) -> int:
    return _RANKS[one[0]]


def _try(doc: Doc, frame: Frame, entry: Entry, wanted: str, cue_lemmas: frozenset[int]) -> Draft | None:
    verb = frame.verb
    subject = frame.subject
    content: Content | None = None
    if subject is None and frame.passive and entry.object == "target":
        subject = find_late_agent(frame, entry)
    if wanted == "quote":
        if not frame.quotes:
            return None
        if entry.rule == "close-37.7" and verb.tag_ == "VB" and verb.dep_ in ("ccomp", "xcomp"):
            # "asked to let it continue “unhindered”"
            return None
        subject = step_out(frame, invert(frame))
    elif wanted == "that":
        content = read_that(frame, cue_lemmas)
    elif wanted == "raised":
        raises = not entry.attitude or entry.lemma == "expect"
        content = read_raised(frame) if raises and (not entry.weak or entry.lemma == "estimate") else None
    elif wanted == "wh":
        content = read_clause(verb, frame.clause, cue_lemmas) if frame.clause is not None and frame.wh else None
    elif wanted in ("inf", "oinf"):
        if entry.particle == "for" and get_called_for(verb) is not None:
            return None
        content = read_infinitive(frame, wanted, weak=entry.weak)
    elif wanted == "around":
        if frame.passive or not leaves_room(frame, entry):
            return None
        content = read_around(verb, get_subject(verb), cue_lemmas)
    elif wanted == "ing":
        content = read_phrase(frame.gerund) if frame.gerund is not None else None
    elif wanted == "topic":
        content = read_topic(frame, entry)
        if content is not None and entry.illocution in ("warn", "threaten"):
            content = take_condition(verb, content)
    elif wanted == "np":
        content = read_object(doc, frame, entry)
    elif wanted == "as":
        content = read_predicate(frame)
        if content is not None and content.head is not None and content.head.tag_ == "VBG":
            # "cited the mayor as saying": the mayor speaks; "described them as fleeing" tells something.
            content = None if content.head.lemma in cue_lemmas else content
    elif wanted == "name":
        head = frame.predicate
        if head is not None and head.pos_ in ("NOUN", "ADJ", "PROPN"):
            content = read_phrase(head, start=max(head.left_edge.i, verb.i + 1 if frame.object is None else head.i))
            if frame.object is not None and frame.object.i < head.i:
                content = read_phrase(head, start=max(frame.object.right_edge.i + 1, head.left_edge.i))
    elif wanted == "at":
        content = read_measure(frame)
    elif wanted == "bare":
        if entry.object and not names_actor(doc, frame.object):
            return None
        if entry.particle == "finger":
            content = _read_occasion(verb)
        if not entry.object and "target" in entry.preps.values() and not _find_targets(doc, frame, entry):
            if not _is_mutual(frame, entry):
                return None
    if content is not None and wanted == "topic":
        if entry.objects and (content.head is None or content.head.lemma_ not in entry.objects):
            return None
        tasks = get_other_objects().get((entry.lemma, "with"), frozenset())
        if content.head is not None and content.head.lemma_ in tasks:
            # "a body charged with supervising the vote"
            return None
        blamed = content.head is not None and is_blamed(content.head)
        if entry.wrong and not (blamed and _has_target(doc, frame, entry)):
            return None
    if content is None and wanted not in ("quote", "bare"):
        if not (wanted == "np" and entry.object == "target" and names_actor(doc, get_patient(frame))):
            return None
    if not may_speak(doc, frame, subject, entry, wanted):
        return None
    if entry.illocution == "refuse" and wanted == "inf" and content is not None and keeps_name(content.head):
        return None
    if entry.object == "target" and is_asked_whom(frame):
        return None
    if wanted == "np" and is_no_speech(frame, entry):
        return None
    if wanted == "np" and entry.illocution == "deny" and any(c.dep_ == "dative" for c in verb.children):
        # "denied him the nomination"
        return None
    if wanted == "np" and not entry.particle and any(c.dep_ == "prt" for c in verb.children):
        # "was stressed out by the guards"
        return None
    if wanted == "topic" and verb.lemma_ in ("protest", "demonstrate") and _is_in_the_street(subject):
        return None
    if wanted == "that" and verb.lemma_ == "charge" and not _is_marked(frame.clause):
        # "…, charges the club denies": a noun, whatever the tagger says.
        return None
    draft = Draft(rule=f"{entry.rule}/{wanted}", sentence=(0, 0), cue=verb, entry=entry)
    if wanted == "quote":
        draft.quotes = frame.quotes
    if content is not None:
        draft.content = [*_read_left_piece(verb), *content.pieces] if wanted == "that" else list(content.pieces)
        draft.content_head = content.head
        draft.rule = f"{entry.rule}/{content.rule if wanted == 'that' or content.rule == 'antecedent' else wanted}"
    if subject is not None:
        draft.speaker_head = subject.head
        draft.span_head = subject.span_head
        draft.speaker_near = subject.span_head is not None
        if subject.rule == "quoted":
            draft.relay_heads += _find_relays(verb)
    if wanted in _TELLING_NOUN and is_negated(verb):
        if entry.rule in _WITHHELD and wanted in ("np", "topic") and subject is not None and draft.content:
            unable = any(c.dep_ == "aux" and c.lower_ in ("could", "can") for c in verb.children)
            if unable or verb.lemma_ in _CHECKING:
                # "has not verified the reports"
                return None
        elif entry.illocution in ("assert", "announce", "support", "pledge") and not entry.particle:
            # "did not announce any deaths", "has not commented": nothing was said.
            return None
    if wanted in ("np", "topic", "oinf", "inf", "as", "ing") and entry.illocution not in ("accuse", "deny"):
        unreal = get_modal(verb)
        if unreal is not None and unreal.lower_ in _UNREAL and verb.dep_ != "ccomp":
            # "would not comment on it" tells what was not said, "may announce a rise" what may be.
            withheld = entry.rule in _WITHHELD and is_negated(verb)
            if not withheld and not (entry.illocution == "announce" and unreal.lower_ in ("may", "might")):
                return None
    if entry.rule == "hold-responsible-33" and not frame.passive and has_modal(verb):
        # "voters will hold him accountable": nobody has laid it at his door yet.
        return None
    _assign_roles(doc, frame, entry, wanted, draft)
    draft.cue_span = get_cue_span(verb, entry)
    draft.sentence = sentence_span(verb)
    return draft


def _is_in_the_street(subject: Subject | None) -> bool:
    """*thousands protested against the cuts*, *people protesting over a visit*: they march and say nothing."""
    return subject is None or subject.head.tag_ in ("NNS", "CD", "WP") or subject.head.lower_ in ("they", "people")


def _read_occasion(verb: Token) -> Content | None:
    """*point fingers after vessels collide*."""
    for child in verb.children:
        mark = next((c for c in child.children if c.dep_ == "mark" and c.lower_ in ("after", "as", "over")), None)
        if child.dep_ == "advcl" and child.i > verb.i and mark is not None:
            span = trim(verb.doc, mark.i + 1, child.right_edge.i + 1)
            return Content((span,), child, "bare") if span else None
    return None


def _is_mutual(frame: Frame, entry: Entry) -> bool:
    """*Chad and Sudan point fingers*."""
    if entry.particle != "finger" or frame.subject is None:
        return False
    head = frame.subject.head
    return head.tag_ in ("NNS", "NNPS") or len(head.conjuncts) > 0


def _find_relays(verb: Token) -> list[Token]:
    """Who passes it on: *Le Soir quoted her as saying*, *was quoted by Interfax as saying* (R2)."""
    at = verb
    for _ in range(3):
        at = at.head
        if at.lemma_ in ("quote", "cite"):
            one = get_agent(at) if is_passive(at) else get_subject(at)
            return [one] if one is not None else []
    return []


def _is_marked(clause: Token | None) -> bool:
    return clause is None or any(c.dep_ == "mark" for c in clause.children)


def _read_left_piece(verb: Token) -> list[Span]:
    """*The fire, said witnesses, began in the kitchen*: what stands before the cue begins what was said (C3)."""
    own = get_subject(verb)
    if own is None or own.i < verb.i:
        return []
    left = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
    span = trim(verb.doc, left.left_edge.i, left.right_edge.i + 1) if left is not None else None
    return [span] if span is not None else []


def _has_target(doc: Doc, frame: Frame, entry: Entry) -> bool:
    """Whether what is laid at somebody's door is laid at a known one's."""
    if "target" in entry.preps.values():
        return bool(_find_targets(doc, frame, entry))
    patient = get_patient(frame)
    return patient is not None and (patient.tag_ in ("WP", "WDT") or names_actor(doc, patient))


def _find_targets(doc: Doc, frame: Frame, entry: Entry) -> list[Token]:
    """Those whom the verb's prepositions name as targets: *lashed out at the club*."""
    found = [get_complement(p) for p in frame.preps if entry.preps.get(p.lower_) == "target"]
    return [one for one in found if one is not None and names_actor(doc, one)]


_CHECKING = frozenset(("verify", "corroborate", "substantiate"))
_WITHHELD = frozenset(("reveal-37.7", "comment-37.11"))
"""Classes of which a negated act tells what was not said: *did not disclose a date*, *would not comment on it*."""


def _is_turned(doc: Doc, frame: Frame, entry: Entry, patient: Token) -> bool:
    """Whether a preposition names whom it falls on instead of the object: not so *criticised the mayor at a rally*."""
    if names_actor(doc, patient):
        return bool(_find_targets(doc, frame, entry))
    return any(entry.preps.get(one.lower_) == "target" for one in frame.preps)


def _leaves_whom(frame: Frame) -> bool:
    """Whether a verb stands in a clause without *whom* or *that*, of the one it is about."""
    verb = frame.verb
    own = get_subject(verb)
    return verb.dep_ == "relcl" and not frame.passive and own is not None and own.tag_ not in ("WDT", "WP")


def _assign_roles(doc: Doc, frame: Frame, entry: Entry, wanted: str, draft: Draft) -> None:
    patient = get_patient(frame)
    if patient is not None and patient.tag_ in ("WDT", "WP"):
        # "Qatar, which Riyadh accuses of …"
        patient = frame.verb.head if frame.verb.dep_ == "relcl" else None
    elif patient is None and entry.illocution == "accuse" and _leaves_whom(frame):
        # "the senator she accused of lying"
        patient = frame.verb.head
    if patient is not None and patient.lower_ == "one":
        # "accused one of the clerks, Ada Rowe, of …"
        patient = next((c for c in patient.children if c.dep_ == "appos" and c.pos_ == "PROPN"), patient)
    if patient is not None and not frame.passive and _is_turned(doc, frame, entry, patient):
        # "blamed the raid on the rebels": the raid is not to blame.
        patient = None
    used = draft.content_head
    if patient is not None and patient != used and entry.object:
        if entry.object == "target":
            draft.target_heads.append(patient)
        elif entry.object == "addressee":
            draft.addressee_heads.append(patient)
    if used is not None and wanted in ("np", "ing", "as") and used.pos_ in ("NOUN", "PROPN"):
        draft.target_owners.append(used)
    if used is not None and wanted == "np" and not frame.passive and entry.illocution in ("condemn", "support"):
        by = next((c for c in frame.verb.children if c.dep_ == "agent" and c.i > used.i), None)
        doer = get_complement(by) if by is not None else None
        if doer is not None and may_be_somebody(doc, doer):
            # "has condemned the use of bombs by the regime", where "by" hangs on the cue
            draft.target_heads.append(doer)
    for prep in frame.preps:
        role = entry.preps.get(prep.lower_)
        if role not in ("target", "addressee"):
            continue
        complement = get_complement(prep)
        if complement is None or complement == used or complement.dep_ != "pobj":
            continue
        if role == entry.object == "target" and frame.object is not None and prep.lower_ in ("against", "at"):
            # "condemned the crimes against farmers", "criticised the plan at the council"
            continue
        if (
            used is not None
            and used.is_ancestor(complement)
            and not (draft.content and complement.idx >= draft.content[-1][1])
        ):
            continue
        (draft.target_heads if role == "target" else draft.addressee_heads).append(complement)
    if used is not None and wanted == "topic" and entry.illocution in ("condemn", "support", "deny"):
        if entry.illocution != "deny" and used.pos_ in ("NOUN", "PROPN", "PRON") and names_actor(doc, used):
            # "grumbled about Paris": the one it is about, and nothing of what.
            draft.target_heads.append(used)
            draft.content = []
        elif used.pos_ in ("NOUN", "PROPN"):
            draft.target_owners.append(used)
    if wanted == "topic" and used is not None and get_called_for(frame.verb) is used and not is_passive(used):
        # "called for the minister to resign"
        told = get_subject(used)
        if told is not None:
            draft.addressee_heads.append(told)
    if wanted == "oinf" and patient is not None and patient not in draft.addressee_heads:
        draft.addressee_heads.append(patient)
