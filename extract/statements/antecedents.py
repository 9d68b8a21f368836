"""
Find what a relative clause that reports is about: *…, which Chad denies*, *a charge the army denies*.

Source: docs/rules.md, rule V8.
"""

from sayso.extract.parse import Token
from sayso.extract.statements.adverbials import is_blamed
from sayso.extract.statements.content import Content
from sayso.extract.statements.frames import Frame
from sayso.extract.statements.tree import get_subject, trim


def read_antecedent(verb: Token, noun: Token) -> Content | None:
    """*…, which Baku denies*: the content is what the relative pronoun stands for (V8)."""
    if verb.dep_ != "relcl":
        return None
    doc, head = verb.doc, verb.head
    comma = noun.i > 0 and doc.tokens[noun.i - 1].text == ","
    while not comma and head.pos_ == "PROPN" and head.dep_ == "pobj" and head.head.head.pos_ == "NOUN":
        # "A raid near Kidal which …": a name takes no relative clause without a comma, so the raid is meant.
        head = head.head.head
    if verb.lemma_ in _LAID:
        head = _find_harm(head)
    if head.pos_ in ("VERB", "AUX") or (comma and head.lemma_ not in _CLAIMS and _sums_up(verb)):
        clause = head
        while clause.pos_ not in ("VERB", "AUX") and clause.head != clause:
            clause = clause.head
        span = trim(doc, clause.left_edge.i, noun.i)
        return Content((span,), clause, "antecedent") if span else None
    end = next(
        (t.i for t in doc.tokens[head.i + 1 : noun.i] if t.text == "," and doc.tokens[t.i + 1].left_edge.tag_ == "IN"),
        noun.i,
    )
    span = trim(doc, head.left_edge.i, min(end, noun.i))
    return Content((span,), head, "antecedent") if span else None


_LAID = frozenset(("blame", "attribute", "pin"))


def _find_harm(noun: Token) -> Token:
    """*an attack in the west of the country that Chad blamed on rebels*: the attack, not the country it was in."""
    at = noun
    while (
        not is_blamed(at) and at.dep_ == "pobj" and at.head.dep_ == "prep" and at.head.head.pos_ in ("NOUN", "PROPN")
    ):
        at = at.head.head
    return at if is_blamed(at) else noun


_CLAIMS = frozenset(("accusation", "allegation", "claim", "charge"))
"""What is denied, in *spoke of the accusations, which he denies*, rather than the whole clause."""


def leaves_gap(frame: Frame) -> bool:
    """Whether the verb is that of *a charge (that) the army denies*, with nothing in its object's place."""
    verb = frame.verb
    own = get_subject(verb)
    if verb.dep_ != "relcl" or frame.passive or own is None or own.i > verb.i or own.tag_ in ("WDT", "WP"):
        return False
    if verb.left_edge.tag_ == "WRB":
        # "the day when he insisted on it"
        return False
    return frame.clause is None and frame.infinitive is None and verb.head.pos_ in ("NOUN", "PRON")


def _sums_up(verb: Token) -> bool:
    """Whether the relative clause denies or confirms a whole clause, and not a thing."""
    at = verb.head
    while at.dep_ != "ROOT" and at.head != at:
        if at.dep_ in ("pobj", "dobj", "pcomp", "prep", "advcl", "xcomp", "conj", "acl"):
            at = at.head
            continue
        return at.pos_ in ("VERB", "AUX")
    return at.pos_ in ("VERB", "AUX")
