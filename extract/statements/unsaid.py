"""
Tell the uses of a reporting verb in which nobody says anything.

Source: docs/rules.md, rules V9 and V16.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.state import get_state
from sayso.extract.statements.frames import Frame, get_patient, names_actor
from sayso.extract.statements.lexicon import Entry, get_other_objects
from sayso.extract.statements.tree import has_modal, is_infinitive, is_passive
from sayso.extract.who import is_person_like

_VOICED = frozenset(("accuse", "condemn", "deny", "demand", "announce", "support", "warn"))


_ACTUAL = frozenset(
    "go continue stand begin start hasten rush move proceed dare manage use come appear seem say happen tend "
    "cease stop join expect like want prepare plan intend fail hesitate try attempt seek be report believe "
    "think rumor speak rise emerge choose"
    .split()
)  # fmt: skip
"""Verbs whose infinitive tells of an act that took place, or of one that may or did not; polarity tells them apart."""


def has_other_object(frame: Frame, entry: Entry) -> bool:
    """Return whether the object is one with which nothing is said: *dismissed the coach*, but not *as a fool*."""
    others = get_other_objects().get((entry.lemma, entry.particle))
    if others is None or any(one.lower_ == "as" for one in frame.preps):
        return False
    nouns = [get_patient(frame), *(one for one in frame.verb.children if one.dep_ == "dobj")]
    if any(one is not None and (one.lemma_.lower() in others or one.ent_type_ in others) for one in nouns):
        return True
    # "dismissed three magistrates", "has rejected nine applicants", but not "dismissed its critics"
    return entry.lemma in ("dismiss", "reject") and any(
        one is not None and one.pos_ == "NOUN" and one.lemma_.lower() not in _ANSWERED and is_person_like(one.doc, one)
        for one in nouns
    )


_ANSWERED = frozenset(
    "critic opponent rival sceptic skeptic protester accuser detractor complainant doubter demand".split()
)
"""People who are dismissed for what they say."""


def is_asked_whom(frame: Frame) -> bool:
    """*would not say which country he suspects*: whom an act is aimed at is just what is not told."""
    verb = frame.verb
    # The parser makes a relative clause of "which rivals he accused".
    patient = verb.head if verb.dep_ == "relcl" and get_patient(frame) is None else get_patient(frame)
    if patient is None or patient.i > verb.i:
        return False
    return any(one.tag_ == "WDT" for one in patient.lefts)


def is_clearly_other(verb: Token) -> bool:
    """Return whether the word is no predicate here: an adjective before a noun, part of a name, an auxiliary."""
    if verb.dep_ in ("amod", "compound", "aux", "auxpass", "nmod"):
        return True
    if verb.tag_ == "VBG" and any(c.lower_ == "that" and c.dep_ == "nsubj" and c.i < verb.i for c in verb.children):
        # "told reporters that threatening Chad was no use": the parser takes "that" for who threatens.
        return not any(c.dep_ == "aux" for c in verb.children)
    if verb.lemma_ in _ELSEWHERE and any(
        c.dep_ in ("prep", "prt") and c.lower_ in _ELSEWHERE[verb.lemma_] for c in verb.rights
    ):
        # "hails from a family of farmers", "rockets slammed into the market"
        return True
    if verb.lower_ == verb.lemma_ and _is_demanded(verb):
        # "demanded the council open an inquiry and hold them responsible"
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "of" and verb.doc.tokens[verb.head.i - 1].lower_ == "instead":
        # "instead of praising them, he left"
        return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "by" and has_modal(verb.head.head):
        # "can only win by rejecting hatred"
        return True
    if verb.tag_ == "VBG" and verb.dep_ == "xcomp" and verb.head.lemma_ == "use" and verb.i == verb.head.i + 1:
        # "used belittling words"
        return True
    return verb.pos_ not in ("VERB", "AUX") and verb.dep_ not in (
        "ROOT", "conj", "advcl", "ccomp", "relcl", "xcomp", "parataxis", "acl", "pcomp",
    )  # fmt: skip


def _is_demanded(verb: Token) -> bool:
    """Whether a verb stands in the subjunctive of what somebody demands, by itself or behind another."""
    at = verb
    while at.dep_ == "conj" and at.head.pos_ in ("VERB", "AUX"):
        if any(c.dep_ in ("aux", "nsubj") for c in at.children):
            return False
        at = at.head
    if at.dep_ != "ccomp" or at.head.lemma_ not in _DEMANDING or at.head.i > at.i:
        return False
    told = {c.dep_: c for c in at.children}
    if "nsubj" not in told or "aux" in told:
        return False
    # "that the council condemn it", whatever the tagger takes it for
    return at.tag_ == "VB" or (at.lower_ == at.lemma_ and told["nsubj"].tag_ in ("NN", "NNP"))


_DEMANDING = frozenset("demand urge insist ask propose recommend request suggest".split())


_ELSEWHERE = {
    "hail": frozenset(("from",)),
    "slam": frozenset(("into", "onto")),
    "blast": frozenset(("through", "into", "off", "past")),
    "bash": frozenset(("into", "against")),
    "hammer": frozenset(("into", "home", "out")),
}
"""Words with which a verb of judging tells of a movement, or of where somebody is from."""


def _in_quotation(doc: Doc, verb: Token) -> bool:
    return any(one.start < verb.idx < one.end for one in get_state(doc).quotations)


def get_infinitive(verb: Token) -> Token | None:
    """Return the verb if it is an infinitive, or the infinitive that it goes on from: *to meet and discuss*."""
    if is_infinitive(verb):
        return verb
    at = verb
    while at.dep_ == "conj" and at.head.pos_ in ("VERB", "AUX") and at.tag_ == "VB":
        at = at.head
        if is_infinitive(at):
            return at
    return None


_READY = frozenset("quick eager keen first last likely set due willing glad happy sorry".split())
"""How somebody is who then does say something."""


def is_idle_infinitive(verb: Token, entry: Entry) -> bool:
    """
    Return whether an infinitive tells of no act of saying: *called on them to guarantee safety*.

    An infinitive is kept behind verbs that tell how the act came about (*went on to say*), as a purpose of what
    somebody did (*gathered to demand*), and behind a noun that somebody owns (*his attempts to blame them*) (V9).
    """
    head, dep = verb.head, verb.dep_
    if dep == "xcomp":
        if verb.lemma_ == "blame" and head.lemma_ == "be":
            # "is to blame": nobody blames anybody here.
            return True
        how = head if head.pos_ == "ADJ" or head.dep_ == "acomp" else None
        if how is None and head.lemma_ == "be":
            # "it is fair to say …": the parser may hang the infinitive on the verb.
            how = next((c for c in head.children if c.dep_ == "acomp" and c.i < verb.i), None)
        if how is not None:
            return how.lemma_ not in _READY
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
    if dep in ("acl", "relcl") and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "on" and is_passive(verb):
        # "the first raid to be blamed on them"
        return False
    if dep in ("acl", "relcl"):
        return entry.illocution not in ("accuse", "condemn", "deny") or not any(
            c.dep_ == "poss" for c in head.children
        )
    return dep != "ROOT"


def keeps_name(act: Token | None) -> bool:
    """*declined to be named*: a condition of speaking, which every paper prints."""
    return act is not None and act.lemma_ in _NAMING and is_passive(act)


_NAMING = frozenset("name identify quote cite".split())


def is_no_speech(frame: Frame, entry: Entry) -> bool:
    """Return whether nothing is said with the object: *recalled its ambassador*, *was condemned to death*."""
    if entry.illocution == "deny":
        return False
    patient = get_patient(frame)
    if patient is not None and patient.tag_ in ("WP", "WDT") and frame.verb.dep_ == "relcl":
        patient = frame.verb.head
    if entry.rule in _OF_THINGS and names_actor(frame.verb.doc, patient):
        # "recalled its ambassador", "questioned three men"
        return True
    if entry.rule == "mention-37.7" and any(p.lower_ == "as" for p in frame.preps):
        # "described it as a farce" is told by the predicate.
        return True
    what = patient.lemma_.lower() if patient is not None else ""
    if frame.verb.lemma_ == "threaten" and what in load_place_lexicon().classes:
        # "are threatening a key town"
        return True
    if frame.verb.lemma_ == "welcome" and patient is not None:
        # "welcomed the pair to their home"
        guests = what in ("pair", "couple", "trio") or is_person_like(frame.verb.doc, patient)
        return guests and any(p.lower_ in _THRESHOLDS for p in (*frame.preps, *patient.children))
    return frame.verb.lemma_ == "condemn" and any(p.lower_ == "to" for p in frame.preps)


_THRESHOLDS = frozenset(("to", "into", "at", "home", "back", "aboard"))
_OF_THINGS = frozenset(("mention-37.7", "question-33", "echo-37.7"))
"""Classes whose object is what is spoken of, and is nobody."""
