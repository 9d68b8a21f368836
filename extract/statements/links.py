"""
Link statements to each other: what is reported inside what, what a denial denies.

Source: docs/rules.md, rules L1 to L5.
"""

from spacy.tokens import Doc

from sayso.extract.statements.draft import Draft
from sayso.model import Span


def link(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts that stand, with ``within`` and ``responds_to`` filled in."""
    kept = _drop_taken_over(_drop_relays(_drop_doubles(drafts)))
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


def _drop_relays(drafts: list[Draft]) -> list[Draft]:
    """*X told Y, according to a transcript*: the transcript passes on what X said (R2)."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.rule == "according-to":
            said = next((d for d in drafts if d is not draft and _is_main_cue(d, draft)), None)
            if said is not None:
                said.relayed_by += tuple(x for x in draft.speaker if x not in said.relayed_by)
                continue
        out.append(draft)
    return out


def _is_main_cue(said: Draft, draft: Draft) -> bool:
    if said.cue is None or draft.cue is None or said.cue.sent != draft.cue.sent or said.rule == "according-to":
        return False
    return said.cue == draft.content_head


def _drop_taken_over(drafts: list[Draft]) -> list[Draft]:
    """*says it will guarantee their rights*: the inner act is the one that the outer cue reports already (L2)."""
    out: list[Draft] = []
    for draft in drafts:
        if any(other is not draft and _takes_over(other, draft) for other in drafts):
            continue
        out.append(draft)
    return out


def _takes_over(outer: Draft, inner: Draft) -> bool:
    if inner.cue_span is None or inner.cue is None or outer.cue == inner.cue or inner.quotes:
        return False
    if not any(s <= inner.cue_span[0] and inner.cue_span[1] <= e for s, e in outer.content):
        return False
    if outer.content_head == inner.cue and outer.type == inner.type:
        return True
    same = inner.speaker and inner.speaker == outer.speaker or inner.speaker_head is not None and inner.speaker_head.lower_ in ("i", "we")
    if "/noun" in inner.rule and outer.content_head == inner.cue and outer.rule.endswith("+noun"):
        # "reiterates its commitment to": one act, told by verb and noun.
        return True
    return bool(same) and inner.type == outer.type and not inner.rule.endswith(("/that", "/clause"))


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
