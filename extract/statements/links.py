"""
Link statements to each other: what is reported inside what, what a denial denies.

Source: docs/rules.md, rules L1 to L5.
"""

from spacy.tokens import Doc

from sayso.extract.statements.draft import Draft
from sayso.model import Span


def link(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts that stand, with ``within`` and ``responds_to`` filled in."""
    kept = _drop_doubles(drafts)
    for draft in kept:
        draft.within = _find_outer(draft, kept)
        draft.direct = draft.direct or _is_direct(doc, draft)
    return kept


def _drop_doubles(drafts: list[Draft]) -> list[Draft]:
    out: list[Draft] = []
    seen: set[tuple[Span | None, int]] = set()
    for draft in drafts:
        key = (draft.cue_span or (draft.content[0] if draft.content else None), draft.reciprocal)
        if key in seen:
            continue
        seen.add(key)
        out.append(draft)
    return out


def _find_outer(draft: Draft, drafts: list[Draft]) -> Draft | None:
    if draft.cue_span is None:
        return None
    best: Draft | None = None
    for other in drafts:
        if other is draft or not other.content:
            continue
        if any(s <= draft.cue_span[0] and draft.cue_span[1] <= e for s, e in other.content):
            if best is None or _size(other) < _size(best):
                best = other
    return best


def _size(draft: Draft) -> int:
    return sum(e - s for s, e in draft.content)


def _is_direct(doc: Doc, draft: Draft) -> bool:
    from sayso.extract.state import get_state

    for one in get_state(doc).quotations:
        for start, end in draft.content:
            if one.start < end and start < one.end:
                return True
    return False
