"""
Give a cue the subject that the parser hung on the clause before it.

*…, officials and medics at the hospital said*, *there are doubts about the plan and sources in Rome said …*: the
parser coordinates those who speak with the last noun of what is said, and leaves the cue without a subject.

Source: docs/rules.md, rule S10.
"""

from sayso.extract.arcs import rehang
from sayso.extract.parse import Doc, Token
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import SUBJECTS

LEMMAS = frozenset("say tell add report".split())
"""Cues that are told without a subject only where the parser lost it."""
_STRAY = frozenset(("conj", "dobj", "appos", "pobj", "npadvmod", "dep", "nmod", "attr"))
_INSIDE = frozenset(("pobj", "compound", "prep", "amod", "nummod", "nmod"))
_REACH = 24


def give_subject(doc: Doc, verb: Token) -> bool:
    """
    Hang the noun phrase in front of *verb* on it, if the verb has no subject and the phrase names somebody.

    Args:
        doc: The article.
        verb: A token whose lemma is in `LEMMAS`.

    Returns:
        Whether anything was changed.
    """
    if verb.tag_ not in ("VBD", "VBZ") or verb.i - verb.sent.start < 2:
        return False
    if any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass", "mark") for c in verb.children):
        return False
    at = verb.i - 1
    while at > verb.sent.start and doc.tokens[at].pos_ == "ADV":
        at -= 1
    if doc.tokens[at].text == ",":
        at = _skip_apposition(doc, verb, at)
    preps: list[Token] = []
    noun = _find_head(doc, at, verb.sent.start, preps)
    if noun is None or noun.head is verb or noun.is_ancestor(verb) or not may_be_somebody(doc, noun):
        return False
    for prep in preps:
        rehang(prep, doc.tokens[prep.i - 1])
    if not rehang(noun, verb):
        return False
    noun.dep_ = "nsubj"
    return True


def _skip_apposition(doc: Doc, verb: Token, comma: int) -> int:
    """*General Hansen, chief of the army, said*: the position before the first comma; only a name stands there."""
    if verb.dep_ != "ROOT":
        return comma
    for at in range(comma - 1, max(verb.sent.start, comma - _REACH), -1):
        if doc.tokens[at].text == ",":
            named = doc.tokens[at - 1].ent_type_ == "PERSON" and doc.tokens[at + 1].tag_ in ("DT", "CD", "NN", "JJ")
            return at - 1 if named else comma
    return comma


def _find_head(doc: Doc, at: int, first: int, preps: list[Token]) -> Token | None:
    """Find the head of the phrase that ends at *at*, with those coordinated with it; *preps* are hung amiss."""
    noun = doc.tokens[at]
    for _ in range(8):
        if noun.pos_ not in ("NOUN", "PROPN", "ADP"):
            return None
        over = noun.head
        parted = any(t.text == "," or t.tag_ == "CC" for t in doc.tokens[min(over.i, noun.i) : max(over.i, noun.i)])
        if noun.pos_ == "ADP":
            # A place behind those who speak: hung beyond the comma, it follows its own noun all the same.
            if not parted and over.pos_ in ("NOUN", "PROPN"):
                noun = over
                continue
            preps.append(noun)
            noun = doc.tokens[noun.i - 1]
        elif noun.dep_ in _INSIDE and not parted:
            noun = over
        elif noun.dep_ == "conj" and over.pos_ in ("NOUN", "PROPN") and _begins(doc, over, first):
            noun = over
        else:
            break
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    inside = noun.dep_ == "nsubj" and noun.head.i > at
    return noun if inside or noun.dep_ in _STRAY else None


def _begins(doc: Doc, noun: Token, first: int) -> bool:
    """Whether the phrase stands right behind a comma or begins the sentence, so that it belongs to who speaks."""
    start = noun.i
    while start > first and doc.tokens[start - 1].head is noun and doc.tokens[start - 1].text != ",":
        start -= 1
    return start == first or doc.tokens[start - 1].text == ","
