"""Whether a verb speaks of what is to come: then *on Monday* is the next one; or of what has been."""

from sayso.extract.parse import Token
from sayso.extract.times.lexicon import load_times

_WILL = frozenset(("will", "'ll", "’ll", "wo", "shall"))
_MAY = frozenset(("may", "might", "could", "can"))


def _is_until(token: Token) -> bool:
    """Whether a time is the end of what now is: *stay shut until Friday*."""
    return token.head.lower_ in ("until", "till")


def is_future(token: Token) -> bool:
    """Whether the verb over *token* speaks of what is to come: *will meet on Monday*, *plans to leave in May*."""
    future, one = load_times().future_verbs, token
    for _ in range(8):
        if one.pos_ in ("VERB", "AUX"):
            children = one.lefts
            words = {child.lower_ for child in children}
            if words & _WILL:
                return True
            if "would" in words and not any(
                child.lower_ in ("have", "be") and child.dep_ == "aux" for child in children
            ):
                # "announced that the minister would travel on Thursday"
                return True
            if one.tag_ == "VB" and "to" in words:
                if one.head.lemma_ in future or one.head.lower_ in {"going", "due", "ready", "set", "scheduled"}:
                    return True
            elif one.lemma_ in {"schedule", "plan", "slate", "expect"} and one.tag_ == "VBN":
                return True
            elif one.tag_ in ("VBZ", "VBP") and (one.lemma_ in load_times().present_verbs or _is_until(token)):
                # "The trial opens on Monday."
                return not any(child.dep_.startswith("aux") for child in one.children)
            elif one.tag_ in ("VBZ", "VBP") and any(
                child.lower_ in ("due", "scheduled", "set") for child in one.children
            ):
                return True
            elif one.tag_ == "VB" and words & _MAY:
                return "have" not in words
            elif one.tag_ in ("VBD", "VBZ", "VBP") or any(child.dep_.startswith("aux") for child in children):
                return False
        elif one.lower_ in ("planned", "scheduled", "upcoming"):
            return True
        elif one.lower_ == "of" and one.head.lower_ == "ahead":
            # "spoke ahead of the vote on Thursday"
            return True
        if one.head.i == one.i:
            return False
        one = one.head
    return False


_HAS_BEEN = frozenset(("had", "has", "have", "was", "were", "did", "been"))
_HAPPENED = frozenset(
    "attack massacre raid assault invasion killing bombing strike airstrike explosion blast coup earthquake incursion "
    "shooting ambush shelling kidnapping abduction assassination murder".split()
)
"""Nouns for what no calendar announces."""
_UNTIL = frozenset(("until", "till", "pending"))


def is_past(token: Token) -> bool:
    """
    Whether the verb over *token* tells of what has been: *began in May*, *the troops sent in May*.

    Not so where the time is what something lasts to (*adjourned until May*), and where the verb tells neither
    (*ordered to appear on May 5*). What is violent has been, whatever the verb (*to avenge the raid of May 5*).
    """
    one = token
    for _ in range(8):
        if one.pos_ == "NOUN" and one.lemma_ in _HAPPENED and one.i < token.i:
            return True
        if one.lower_ in _UNTIL and one.dep_ in ("prep", "mark"):
            return False
        if one.pos_ in ("VERB", "AUX") and one.tag_ != "VBG":
            return one.tag_ in ("VBD", "VBN") or any(
                child.dep_ in ("aux", "auxpass") and child.lower_ in _HAS_BEEN for child in one.lefts
            )
        if one.head.i == one.i:
            return False
        one = one.head
    return False
