"""
Read what somebody or something is called: *called the vote a farce*, *described him as weak*.

Source: docs/rules.md, rule V12.
"""

from sayso.extract.state import get_state
from sayso.extract.statements.antecedents import leaves_gap, read_antecedent
from sayso.extract.statements.content import Content, cut_relative, read_phrase
from sayso.extract.statements.frames import NAMING, Frame, get_patient
from sayso.extract.statements.tree import QUOTES, get_complement, get_subject, trim


def _read_marked_name(frame: Frame) -> Content | None:
    """*called the men from the coast “traitors”*: what stands in marks, or as an apposition, is the predicate."""
    verb, doc = frame.verb, frame.verb.doc
    if verb.lemma_ not in NAMING or frame.passive or frame.subject is None:
        return None
    if any(p.i == verb.i + 1 for p in frame.preps):
        return None
    start = verb.i + 1
    if start >= verb.sent.end:
        return None
    last = doc.tokens[verb.sent.end - 1]
    for one in get_state(doc).quotations:
        if verb.idx < one.start < last.idx and one.end - verb.idx < _NAME_REACH:
            span = doc.char_span(one.start, one.end, alignment_mode="expand")
            found = trim(doc, start, span.end) if span is not None else None
            if span is None or found is None:
                return None
            head = next((t for t in reversed(list(span)) if t.pos_ in ("NOUN", "PROPN", "ADJ")), None)
            return Content((found,), head, "as")
    noun = frame.object
    if verb.lemma_ == "call" and noun is not None:
        beside = [c for c in noun.children if c.dep_ == "appos" and c.left_edge.lower_ in ("a", "an")]
        if beside and (noun.pos_ in ("PROPN", "PRON") or noun.left_edge.lower_ == "the"):
            found = trim(doc, noun.left_edge.i, cut_relative(beside[-1], beside[-1].right_edge.i + 1))
            return Content((found,), beside[-1], "as") if found else None
    return None


_NAME_REACH = 160
"""In characters: how far behind *called* the marks may close that hold what it was called."""
_AS_REACH = 12
"""Within how many tokens behind the verb the *as* of its predicate stands."""


def read_predicate(frame: Frame) -> Content | None:
    """Return object and predicate: *called the vote a farce*."""
    noun = get_patient(frame)
    if noun is not None and noun.tag_ == "WP" and frame.predicate is not None:
        # "what the envoy called “a farce”"; without marks it is but a name: "what they call Artsakh"
        found = read_phrase(frame.predicate)
        edge = frame.predicate.left_edge
        marked = edge.text in QUOTES or edge.nbor(-1).text in QUOTES
        return Content(found.pieces, frame.predicate, "as") if found is not None and marked else None
    if noun is None or frame.predicate is None:
        named = _read_marked_name(frame)
        if named is not None:
            return named
    if noun is None and frame.predicate is not None:
        # "called the charges baseless": the parser makes a clause of the two.
        noun = get_subject(frame.predicate)
    if noun is None and frame.predicate is not None and leaves_gap(frame):
        # "a decision which Lima called void"
        noun = frame.verb.head
    if noun is not None and noun.lower_ == "whom" and frame.verb.dep_ == "relcl" and frame.predicate is None:
        # "the men, whom the army identified as rebels": they are told of before.
        head = next((one for p in frame.preps if p.lower_ == "as" and (one := get_complement(p)) is not None), None)
        found = read_phrase(head) if head is not None else None
        return Content(found.pieces, head, "as") if found is not None else None
    if noun is not None and noun.tag_ == "WDT" and frame.verb.dep_ == "relcl" and frame.predicate is not None:
        # "a decision which Lima called void"
        pieces = read_antecedent(frame.verb, noun)
        found = read_phrase(frame.predicate)
        if pieces is None or found is None:
            return None
        return Content((*pieces.pieces, *found.pieces), frame.predicate, "as")
    if noun is None or noun.tag_ in ("WP", "WDT") or noun.lower_ in ("what", "which"):
        return None
    head = frame.predicate
    if head is None:
        for prep in frame.preps:
            if prep.lower_ == "as":
                # "as long overdue": the parser hangs adjectives on "as" in several ways.
                adjective = next((c for c in reversed(prep.rights) if c.pos_ in ("ADJ", "VERB")), None)
                head = get_complement(prep) or adjective
    if head is None:
        # "described the loss as deeply painful", where "as" is taken for an adverb
        for token in frame.verb.doc.tokens[frame.verb.i + 1 : frame.verb.i + _AS_REACH]:
            if token.lower_ == "as" and token.dep_ == "advmod" and token.head.i > token.i and token.head.pos_ == "ADJ":
                head = token.head
                break
    if head is None:
        return None
    start, end = (
        min(noun.left_edge.i, head.left_edge.i),
        cut_relative(head, max(noun.right_edge.i, head.right_edge.i) + 1),
    )
    span = trim(frame.verb.doc, start, end)
    return Content((span,), head, "as") if span else None
