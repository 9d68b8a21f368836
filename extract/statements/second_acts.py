"""Tell a second act of who speaks from what is said: *said it would close and warned …*. Source: docs/rules.md, C3."""

from sayso.extract.parse import Token
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import get_subject
from sayso.extract.who import is_person_like

COMMITTING = frozenset(
    "accuse blame deny reject dismiss warn urge demand call promise pledge vow condemn denounce criticize "
    "criticise praise welcome "
    "threaten insist argue stress add appeal thank recommend urge "
    "apologize apologise refuse decline attribute implicate".split()
)
"""Cues strong enough to be a second act of the speaker where the parse leaves it open."""


def is_act_of_speaker(verb: Token, head: Token) -> bool:
    """*says the pitch is fit and rejects complaints*: the subject of what is said can do no such thing."""
    own, cue = get_subject(head), head.head
    if own is not None and own.lower_ in ("it", "there") and head.lemma_ == "be" and head.dep_ == "ccomp":
        # "claimed it would be hard and criticised …"
        return cue.pos_ == "VERB" and verb.tag_ in ("VBD", "VBZ", "VBN") and verb.lemma_ in COMMITTING
    if own is None or own.pos_ != "NOUN" or verb.tag_ != cue.tag_ or verb.lemma_ not in COMMITTING:
        return False
    if cue.pos_ != "VERB" or head.dep_ != "ccomp":
        return False
    # "Iran says its programme is peaceful and denies …", though there are programmes that speak.
    its = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in own.lefts) and not is_person_like(verb.doc, own)
    return its or not may_be_somebody(verb.doc, own)


_DENYING = frozenset("deny reject dismiss refute dispute".split())
_RETORTING = frozenset("say add insist claim maintain note stress counter".split())


def is_retort(verb: Token, head: Token) -> bool:
    """*denied that the army had shelled the camp and said …*: whoever denies it says so, and not the army."""
    cue = head.head
    return (
        cue.lemma_ in _DENYING and verb.lemma_ in _RETORTING and verb.tag_ in ("VBD", "VBZ") and verb.tag_ == cue.tag_
    )


def find_denier_of(verb: Token, head: Token) -> Token | None:
    """
    Return *denied* in *denied claims that its men had looted it and accused the army*: who denied it also accused.

    Args:
        verb: A verb without a subject of its own.
        head: The verb that the parser coordinated it with, here *looted*.
    """
    noun = head.head
    if head.dep_ != "acl" or noun.dep_ != "dobj" or head.left_edge.lower_ != "that" or verb.lemma_ not in COMMITTING:
        return None
    cue = noun.head
    if cue.lemma_ not in _DENYING or verb.tag_ not in ("VBD", "VBZ", "VBN") or get_subject(verb) is not None:
        return None
    return cue if cue.i < noun.i and (verb.tag_ == cue.tag_ or "VBZ" not in (verb.tag_, cue.tag_)) else None


def find_end_of_denied(clause: Token) -> int:
    """Return the token behind a clause that tells what is denied: *and accused the army* is no part of it."""
    for one in clause.rights:
        if one.dep_ == "conj" and find_denier_of(one, clause) is not None:
            joint = one.left_edge.nbor(-1)
            return joint.i if joint.tag_ == "CC" else one.left_edge.i
    return clause.right_edge.i + 1


def goes_with_cue(verb: Token, head: Token, cue_lemmas: frozenset[int]) -> bool:
    """
    Return whether a verb that the parser coordinated with the content goes with the cue: *said it would … and warned*.

    It is a cue without a subject of its own, and its form cannot follow the auxiliaries of the content.
    """
    if verb.lemma not in cue_lemmas or get_subject(verb) is not None:
        return False
    if verb.tag_ == "VBG":
        # "admitting that she had won but warning that …"
        return head.head.tag_ == "VBG" and head.tag_ in ("VBD", "VBZ", "VBP", "VBN")
    if verb.tag_ not in ("VBD", "VBZ", "VBN") or head.tag_ == "VB" and verb.lower_ == verb.lemma_:
        # "to intervene and put an end to it": the tagger takes "put" for a past.
        return False
    if any(c.dep_ in ("aux", "auxpass") for c in verb.children) and verb.tag_ == "VBN":
        return False
    if is_act_of_speaker(verb, head) or is_retort(verb, head):
        return True
    tags = {c.tag_ for c in head.children if c.dep_ == "aux"}
    if "MD" in tags or head.tag_ in ("VBG", "VB"):
        return verb.tag_ != "VBN"
    cue = head.head
    if verb.tag_ == "VBD" and head.tag_ in ("VBZ", "VBP"):
        return True
    if verb.tag_ == "VBD" and cue.tag_ in ("VBD", "VBN"):
        # "admitted they remained apart but promised to …": a second act of the one who spoke, not of those spoken of.
        return head.tag_ in ("VBZ", "VBP", "VBD", "VBN") and verb.lemma_ in COMMITTING
    return False
