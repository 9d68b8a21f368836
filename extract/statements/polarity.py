"""
Tell an act that did not happen (*did not say*) and one that only may (*may accuse*).

Source: docs/rules.md, rules P1 to P3.
"""

from sayso.extract.parse import Token
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.tree import get_modal

_MODALS = frozenset(("may", "might", "could", "can", "would", "should"))
_NOR = frozenset(("neither", "nor"))
_EXPECTED = frozenset("expect likely due plan want try seek prepare intend consider mull weigh contemplate".split())


def set_polarity(draft: Draft) -> None:
    """Set ``negated`` and ``hedged`` from what stands around the cue's verb."""
    cue = draft.cue
    if cue is None:
        return
    verb = cue if cue.pos_ in ("VERB", "AUX") else cue.head
    if cue.pos_ not in ("VERB", "AUX"):
        if cue.dep_ not in ("dobj", "nsubjpass") or not draft.rule.endswith(("/speaker", "/target")):
            return
    own: Token | None = None
    for child in verb.children:
        dep, word = child.dep_, child.lower_
        if dep == "nsubj" and own is None:
            own = child
        if (dep == "neg" or word in _NOR) and child.i < verb.i:
            draft.negated = True
        elif dep == "mark" and word in ("if", "unless"):
            draft.hedged = True
    modal = get_modal(verb)
    if modal is not None and modal.lower_ in _MODALS and not _is_polite(draft, modal):
        draft.hedged = True
    if verb.dep_ == "conj" and verb.i > 0 and verb.nbor(-1).lower_ == "nor":
        draft.negated = True
    if verb.dep_ in ("pcomp", "xcomp") and _is_avoided(verb):
        draft.negated = True
    if verb.dep_ == "xcomp" and verb.head.lemma_ in _EXPECTED:
        draft.hedged = True
    if own is not None and (own.lower_ in _NOBODY or _has_no(own)):
        draft.negated = True


_NOBODY = frozenset(("nobody", "none", "neither"))


def _is_avoided(verb: Token) -> bool:
    """*stopped short of accusing*, *refrained from blaming*, *avoided condemning*."""
    head = verb.head
    if verb.dep_ == "xcomp":
        return head.lemma_ == "avoid"
    return (
        (head.lower_ == "of" and head.head.lower_ == "short")
        or (head.lower_ == "from" and head.head.lemma_ in ("refrain", "shy", "abstain", "shrink"))
        or (head.lower_ == "of" and head.head.lemma_ in ("steer", "clear"))
    )


def _is_polite(draft: Draft, modal: Token) -> bool:
    """*I would say*, *would like to thank*: said all the same."""
    return (
        modal.lower_ in ("would", "can")
        and draft.speaker_head is not None
        and draft.speaker_head.lower_ in ("i", "we")
    )


def _has_no(token: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in token.children)
