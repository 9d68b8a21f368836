"""Turn drafts into statements, in order of the text."""

from sayso.extract.parse import Doc
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.tree import sentence_span
from sayso.model import Span, Statement


def finish(doc: Doc, drafts: list[Draft]) -> list[Statement]:
    """Return the statements of the drafts, numbered ``s1``, ``s2``, … in order of the text."""
    names = {id(draft): f"s{number}" for number, draft in enumerate(drafts, 1)}
    return [
        Statement(
            id=names[id(draft)],
            type=draft.type,
            sentence=_evidence(doc, draft),
            cue=draft.cue_span,
            speaker=draft.speaker,
            speaker_span=draft.speaker_span,
            target=draft.target,
            addressee=draft.addressee,
            content=tuple(draft.content),
            direct=draft.direct,
            negated=draft.negated,
            hedged=draft.hedged,
            attitude=draft.attitude,
            date=draft.date,
            within=names.get(id(draft.within)),
            responds_to=names.get(id(draft.responds_to)),
            relayed_by=draft.relayed_by,
            confidence=round(draft.confidence, 2),
            rule=draft.rule,
        )
        for draft in drafts
    ]


def _evidence(doc: Doc, draft: Draft) -> Span:
    """The sentence of the cue, widened to those of the content."""
    start, end = draft.sentence
    for left, right in draft.content:
        if start <= left and right <= end:
            continue
        span = doc.char_span(left, right, alignment_mode="expand")
        if span is not None:
            first, last = sentence_span(span[0]), sentence_span(span[-1])
            start, end = min(start, first[0]), max(end, last[1])
    return start, end
