"""
Find the subject of a verb that the parser hung on something else: on a verb by *and*, or on *after*.

Source: docs/rules.md, rules S1 and S9.
"""

from sayso.extract.parse import Token
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import get_object, get_subject

WHEN = frozenset("when after once until since before as".split())
"""Words that begin a clause which tells when."""


def find_stray_subject(verb: Token) -> Token | None:
    """
    Return the noun before a finite verb that the parser coordinated with another verb, or None.

    *They said A, and an official, speaking from B, confirmed that …*: a noun coordinated with a verb is the subject
    of what follows it.
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if verb.dep_ in ("advcl", "dep", "acl") and (named := _find_behind_when(verb)) is not None:
        return named
    if verb.dep_ not in ("ccomp", "conj", "dep", "advcl", "parataxis", "ROOT"):
        return None
    at = verb.i - 1
    while at >= verb.sent.start and (verb.doc.tokens[at].pos_ in ("ADV", "AUX") or verb.doc.tokens[at].text == ","):
        at -= 1
    noun = verb.doc.tokens[at]
    for _ in range(6):
        if noun.pos_ in ("NOUN", "PROPN") and noun.dep_ == "conj" and noun.head.pos_ in ("VERB", "AUX"):
            return noun if noun.right_edge.i <= at + 1 and noun.head != verb else None
        if verb.dep_ == "ROOT" and noun.dep_ == "conj" and _ends_clause(noun, verb):
            return noun if noun.right_edge.i == at and may_be_somebody(verb.doc, noun) else None
        if noun.head == noun or noun.head.i > noun.i and noun.dep_ not in ("compound", "amod", "det"):
            return None
        noun = noun.head
    return None


def _ends_clause(noun: Token, verb: Token) -> bool:
    """*The guns fell silent at noon and an official said …*: the parser coordinates the official with noon."""
    before = noun.left_edge.i - 1
    first = next((c for c in verb.lefts if c.dep_ == "ccomp" and c.right_edge.i >= noun.i), None)
    if first is None or verb.doc.tokens[before].tag_ != "CC" or get_subject(first) is None:
        return False
    return noun.head.i < before and noun.head.pos_ in ("NOUN", "PROPN") and first.i < noun.head.i


def _find_behind_when(verb: Token) -> Token | None:
    """*after Rowe, during a visit to Lima, accused them*: the parser takes *after* for a preposition of the name."""
    tokens, comma = verb.doc.tokens, verb.left_edge.i - 1
    if comma <= verb.sent.start or get_object(verb) is None:
        return None
    if tokens[comma].text != ",":
        # "the plan after a bloc of twelve proposed a pause"
        if verb.tag_ != "VBD" or verb.dep_ != "acl":
            return None
        over = [t for t in tokens[verb.sent.start : comma + 1] if t.right_edge.i == comma and _is_when_of(t)]
        return over[-1] if over and may_be_somebody(verb.doc, over[-1]) else None
    before = comma - 1
    while before > verb.sent.start and tokens[before].text != "," and tokens[before].pos_ not in ("VERB", "AUX"):
        before -= 1
    for end in (comma - 1, before - 1):
        name = tokens[end]
        while name.dep_ == "compound" and name.head.i > name.i:
            name = name.head
        when = name.head
        if name.dep_ == "pobj" and when.dep_ == "prep" and when.lower_ in WHEN and tokens[end + 1].text == ",":
            named = name.pos_ == "PROPN" and name.ent_type_ not in ("DATE", "TIME")
            return name if name.i <= end and (named or may_be_somebody(verb.doc, name)) else None
    return None


def _is_when_of(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.lower_ in WHEN
