"""
Read *according to X*, and find the clause that a phrase beside it speaks of.

Source: docs/rules.md, rule N1.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.tree import (
    get_complement,
    get_object,
    get_subject,
    is_connective,
    sentence_span,
    token_span,
    trim,
)
from sayso.model import Span


def read_according(doc: Doc, token: Token) -> Draft | None:
    """Return the statement of *according to X*, with the rest of the clause as its content (N1)."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source = get_complement(to) if to is not None else None
    if source is None and token.i + 1 < len(doc) and doc.tokens[token.i + 1].lower_ == "to":
        source = get_complement(doc.tokens[token.i + 1]) or get_complement(token)
    if source is None or _is_measure(source):
        return None
    group_end = source.right_edge.i + 1
    draft = Draft(rule="according-to", sentence=sentence_span(token), cue=token)
    draft.cue_span = (token.idx, token_span(doc.tokens[token.i + 1])[1])
    origin = _get_cited(source)
    draft.speaker_head = origin if origin is not None else source
    if origin is not None:
        draft.relay_heads = [source]
    start, stop = get_clause_bounds(doc, token)
    pieces: list[Span] = []
    for candidate in (trim(doc, skip_coordinator(doc, start), token.i), trim(doc, group_end, stop)):
        if candidate is not None and candidate[1] - candidate[0] > 3:
            pieces.append(candidate)
    if not pieces:
        return None
    draft.content = pieces
    draft.content_head = get_clause_head(token)
    return draft


def _get_cited(source: Token) -> Token | None:
    """*according to AFP, which cited aides*: the aides."""
    for clause in source.rights:
        if clause.dep_ == "relcl" and clause.lemma_ in ("cite", "quote"):
            own, cited = get_subject(clause), get_object(clause)
            if own is not None and own.tag_ in ("WDT", "WP") and cited is not None:
                return cited
    return None


def _is_measure(source: Token) -> bool:
    """*according to plan*, *according to distance*: nobody's words."""
    bare = source.tag_ == "NN" and not source.ent_type_ and not source.children
    return bare and source.lemma_ not in ("police", "legend")


def get_clause_head(token: Token) -> Token | None:
    """Return the verb of the clause that a phrase speaks of."""
    at = token
    while at.pos_ not in ("VERB", "AUX") or at == token:
        if at.head == at:
            return None
        at = at.head
    while at.dep_ in ("xcomp", "advcl", "relcl", "acl", "pcomp", "ccomp") and at.head.pos_ in ("VERB", "AUX"):
        at = at.head
    return at


def get_clause_bounds(doc: Doc, token: Token) -> tuple[int, int]:
    """Return the part of the sentence that the phrase speaks of: all of it, or one of two that are coordinated."""
    sent = token.sent
    start, stop = sent.start, sent.end
    near = token.head
    while near.pos_ not in ("VERB", "AUX") and near.head != near:
        near = near.head
    if near.dep_ == "relcl" and near.left_edge.tag_ in ("WDT", "WP"):
        return near.left_edge.i + 1, near.right_edge.i + 1
    head = get_clause_head(token)
    if head is None:
        return start, stop
    for other in head.conjuncts:
        if get_subject(other) is None or get_subject(head) is None:
            continue
        own = get_subject(head if other.i < head.i else other)
        assert own is not None
        at = own.left_edge.i
        if other.i < head.i < token.i and at < token.i:
            start = max(start, at)
        elif other.i > token.i > head.i:
            stop = min(stop, at)
    return start, stop


def skip_coordinator(doc: Doc, start: int) -> int:
    """Return *start* moved past marks, and past a conjunction that begins the sentence."""
    while doc.tokens[start].is_space or doc.tokens[start].is_punct:
        start += 1
    return start + 1 if is_connective(doc.tokens[start]) else start
