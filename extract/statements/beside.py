"""
Find who speaks a quotation where the parser takes what stands beside the cue for something else.

Source: docs/rules.md, rule Q7.
"""

from sayso.extract.parse import Token
from sayso.extract.statements.frames import Frame
from sayso.extract.statements.speakers import Subject
from sayso.extract.statements.tree import get_subject


def invert(frame: Frame) -> Subject | None:
    """Return the subject, or the object of *“…?” asked the shopkeeper*, whom the parser takes for one (Q7)."""
    own, noun = get_subject(frame.verb), frame.object
    if (
        own is None
        and noun is not None
        and frame.quotes[0].end <= frame.verb.idx
        and noun.left_edge.i == frame.verb.i + 1
    ):
        beside = _find_beside(frame)
        if beside is not None and beside.i < frame.verb.i and beside.pos_ != "NOUN":
            # "…, guys,” Ruiz assured the crowd"
            return Subject(beside, beside, "beside")
        frame.object = None
        return Subject(noun, noun, "inverted")
    return frame.subject


def step_out(frame: Frame, subject: Subject | None) -> Subject | None:
    """Return who speaks: beside the cue of *“The risk,” said Ruiz, “is …”*, and never inside of what is said (Q7)."""
    if subject is None or not any(one.start <= subject.head.idx < one.end for one in frame.quotes):
        return subject
    found = _find_beside(frame)
    return Subject(found, found, "beside") if found is not None else None


def _find_beside(frame: Frame) -> Token | None:
    """Who stands between the marks and the cue, or else right behind the cue of a quotation in front of it."""
    verb, tokens = frame.verb, frame.verb.doc.tokens
    end = max((one.end for one in frame.quotes if one.end <= verb.idx), default=None)
    first = verb.i
    while first > verb.sent.start and (end is None or tokens[first - 1].idx >= end):
        first -= 1
    for token in tokens[first : verb.i]:
        named = token.pos_ in ("NOUN", "PROPN", "PRON") or token.pos_ in ("INTJ", "X") and token.text[:1].isupper()
        if named and not first <= token.head.i < verb.i:
            return token
    after = verb.i + 1
    while after < verb.sent.end and tokens[after].dep_ == "prt":
        after += 1
    if end is None or after >= verb.sent.end:
        return None
    head = tokens[after]
    while head.head is not head and head.head is not verb and head.dep_ in _INSIDE_PHRASE:
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN", "PRON") and head.i > verb.i else None


_INSIDE_PHRASE = frozenset("compound det amod poss nmod nummod case pobj prep quantmod".split())
