"""
Tell whether the subject of a reporting verb is somebody who can say what it reports.

Source: docs/rules.md, rule V10.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.adverbials import is_document, is_survey
from sayso.extract.statements.frames import NO_SPEAKERS, Frame, get_patient
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.someone import is_concrete, may_be_somebody
from sayso.extract.statements.speakers import Subject
from sayso.extract.statements.tree import get_of
from sayso.extract.who import find_actors

_ANYBODY = frozenset(
    "those anyone anybody everyone everybody whoever you one someone people person man woman suspect defendant".split()
)


_MANY = frozenset("many several some others most much few both all another".split())
"""Words that may stand for people without a noun."""


_ONE = frozenset(("a", "an", "several", "some"))


_ONLY_PEOPLE = frozenset(
    "describe-29.2 accuse-33 accuse-for-33 blame-33 finger-33 attribute-33 lash-out-33 denounce-33 condemn-33 "
    "warn-37.9 urge-58.1 ask-for-58.2 implicate-33 call-58.1 demand-37.12 promise-37.13 threaten-37.13 "
    "advise-against give-deadline raise-spectre take-blame claim-act turn-down accept complain-37.8 "
    "hold-responsible-33 announce-37.7".split()
)
"""Classes that nothing but somebody can be the subject of, so that a noun that no lexicon knows will do."""


_SHOWN = frozenset(
    "tweet post email message letter image imagery footage photo photograph video recording map memo".split()
)


def may_speak(doc: Doc, frame: Frame, subject: Subject | None, entry: Entry, wanted: str) -> bool:
    """Return whether somebody who can speak is the verb's subject, or the verb may do without one (V10)."""
    if subject is None:
        if frame.passive:
            if entry.illocution in ("accuse", "condemn"):
                # "people accused of theft" are nobody whom somebody accuses here.
                patient = get_patient(frame)
                if any(c.dep_ == "neg" for c in frame.verb.children):
                    return False
                if patient is not None and any(c.lower_ in ("no", "any") for c in patient.lefts):
                    # "No official was blamed"
                    return False
                if patient is None or patient.lemma_.lower() not in _ANYBODY:
                    return patient is not None
                # "The men were charged with theft", "A man was …", but not "people accused of theft"
                aux = next((c for c in frame.verb.children if c.dep_ == "auxpass"), None)
                past = aux is not None and aux.tag_ in ("VBD", "VBN")
                return aux is not None and any(
                    c.lower_ in ("the", "another") or c.dep_ in ("nummod", "poss") or past and c.lower_ in _ONE
                    for c in patient.lefts
                )
            if frame.verb.lemma_ in ("convince", "persuade"):
                # "convinced that …" is a state of mind.
                return False
            if wanted == "oinf" and entry.illocution == "demand" and not entry.weak:
                # "villagers were told to leave"
                patient = get_patient(frame)
                main = frame.verb.dep_ in ("ROOT", "conj", "ccomp")
                return main and patient is not None and may_be_somebody(doc, patient)
            if wanted == "wh" and entry.illocution == "demand":
                # "Asked whether …, she replied"
                return True
            return (
                wanted in ("that", "wh", "inf", "quote", "raised")
                and entry.illocution in ("assert", "deny", "announce")
                and (not entry.weak or wanted == "raised")
            )
        return not entry.weak and wanted in ("that", "quote", "wh", "around") and frame.verb.dep_ == "ROOT"
    head = subject.head
    if entry.subjects == "document":
        # "the tweet showed he knew": that is evidence, and nobody's word.
        return is_document(head) and not (frame.verb.lemma_ == "show" and head.lemma_.lower() in _SHOWN)
    if entry.subjects == "survey":
        return is_survey(head)
    if head.lower_ in NO_SPEAKERS and head.tag_ not in ("WDT", "WP") and head.lower_ != "it":
        return False
    if head.lower_ in _ANYBODY and head.tag_ not in ("NN", "NNS") and wanted not in ("that", "quote"):
        # "…, one of the engineers said"
        return wanted == "around" and any(c.lower_ == "of" for c in head.children)
    if is_document(head) and entry.illocution in ("pledge", "threaten", "refuse", "agree"):
        return False
    if entry.rule == "be-adamant" and (head.lower_ == "it" or not may_be_somebody(doc, head)):
        # "It was clear that …", "the record is clear that …" are nobody's word.
        return False
    if head.lower_ == "it":
        told = wanted in ("that", "quote", "around", "wh") and (not entry.weak or entry.lemma == "add")
        return told or bool(find_actors(doc, head))
    if may_be_somebody(doc, head) or (entry.illocution == "pledge" and head.pos_ == "NOUN"):
        return True
    if head.lower_ in _MANY and entry.rule in _ONLY_PEOPLE:
        return _are_people(doc, head)
    if entry.weak or wanted in ("np", "bare", "topic", "as", "inf", "oinf"):
        return head.pos_ == "PROPN" or entry.rule in _ONLY_PEOPLE and is_concrete(head)
    return True


def _are_people(doc: Doc, head: Token) -> bool:
    """*Many on the board accused him*, *much of the press blamed them*: whom a quantity is of, where it tells."""
    whom = get_of(head)
    if whom is None:
        return head.lower_ != "much"
    return whom.lower_ in ("them", "us", "those", "whom") or may_be_somebody(doc, whom)
