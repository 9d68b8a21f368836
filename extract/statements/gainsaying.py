"""
Find denials that no cue of denying tells: *said the claim was baseless*, *“Not true,” says the company*.

Source: docs/rules.md, rule L4.
"""

from collections.abc import Sequence

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.acts import Clause
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Wrongs
from sayso.extract.statements.tree import get_complement, is_negated

SAID = frozenset(
    "claim allegation accusation charge report suggestion assertion statement remark complaint finding "
    "rumor rumour story account".split()
)
"""Nouns of what somebody said, which may be called false."""

_NAYS = (
    "not so", "nonsense", "no such", "untrue", "not true", "that is false", "that is not true", "that is a lie",
    "lies", "rubbish",
)  # fmt: skip
"""With these begins what denies the words of somebody who spoke just before."""

_NEAR = 400
"""Characters within which an answer follows what it answers."""

_TRUE = frozenset(("true", "correct", "accurate"))
_FACTS = frozenset(("reality", "truth", "fact", "facts"))
_PREDICATES = frozenset(("acomp", "attr", "oprd"))


def find_answered(doc: Doc, draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """Return whose words are denied: *The plant is unsafe, the union says. Not so, says the company* (L4)."""
    if not draft.content or draft.cue is None or not draft.speaker:
        return None
    start, end = draft.content[0]
    if not doc.text[start : min(end, start + 30)].lower().startswith(_NAYS):
        return None
    return _find_before(draft, earlier)


def gainsays(draft: Draft, clause: Clause, wrongs: Wrongs, earlier: Sequence[Draft]) -> bool:
    """
    Make *draft* a denial where *clause* calls what somebody said false (L4).

    *said the Ugandan claim was baseless*: whose claim it is becomes the target. *said it was untrue*: whoever spoke
    just before; without anybody nothing is changed.
    """
    head, own, _ = clause
    if own is None or draft.cue is None or not _is_called_false(head, wrongs):
        # Without a cue it may be a question: "So the report was wrong."
        return False
    if own.lemma_.lower() in SAID:
        draft.target_owners.append(own)
        draft.content_head = own
    elif own.lower_ in ("it", "this", "that"):
        answered = _find_before(draft, earlier)
        if answered is not None:
            draft.target, draft.responds_to = answered.speaker, answered
        elif not draft.direct or own.lower_ == "it":
            return False
    else:
        return False
    draft.type = "deny"
    draft.rule += "+false"
    return True


def _find_before(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    for other in reversed(earlier[-4:]):
        if other.speaker and not set(other.speaker) & set(draft.speaker):
            return other if draft.sentence[0] - other.sentence[1] < _NEAR else None
    return None


def _is_called_false(head: Token, wrongs: Wrongs) -> bool:
    """*is baseless*, *was not true*, *has no basis*, *do not correspond to reality*."""
    if head.lemma_ not in ("be", "have", "correspond"):
        return False
    negated = is_negated(head)
    if head.lemma_ == "be":
        predicates = [c for c in head.children if c.dep_ in _PREDICATES]
        predicates += [c for one in predicates for c in one.children if c.dep_ == "conj"]
        words = _TRUE if negated else wrongs.falsehoods
        return any(one.lemma_.lower() in words or one.lower_ in words for one in predicates)
    if head.lemma_ == "have":
        return any(
            c.dep_ == "dobj" and c.lemma_ in ("basis", "foundation", "truth") and c.left_edge.lower_ == "no"
            for c in head.children
        )
    if not negated:
        return False
    goals = [get_complement(c) for c in head.children if c.dep_ == "prep" and c.lower_ in ("to", "with")]
    return any(goal is not None and goal.lower_ in _FACTS for goal in goals)
