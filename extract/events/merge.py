"""One event for one thing in an article: later mentions of it are merged into the first full one. Rules E19 to E22."""

from sayso.extract.events.draft import Draft
from sayso.model import EventType

_KIN: dict[EventType, frozenset[EventType]] = {
    "attack": frozenset(("attack", "war")), "ceasefire": frozenset(("ceasefire", "agreement")),
    "agreement": frozenset(("agreement", "ceasefire")), "negotiation": frozenset(("negotiation", "meeting")),
    "meeting": frozenset(("meeting", "visit", "negotiation")), "war": frozenset(("war", "attack")),
    "death": frozenset(("death",)), "visit": frozenset(("visit", "meeting")),
}  # fmt: skip


def merge_drafts(drafts: list[Draft]) -> list[Draft]:
    """
    Return the drafts of distinct events, in order of the text, later mentions merged into earlier ones.

    A headline's event is kept only where the body has none that it could be.
    """
    kept: list[Draft] = []
    for draft in [one for one in drafts if not one.headline]:
        same = find_same(kept, draft)
        if same is None:
            kept.append(draft)
        else:
            take_in(same, draft)
    for draft in [one for one in drafts if one.headline]:
        same = next((one for one in kept if one.type in _KIN.get(draft.type, {draft.type}) or one.type == draft.type), None)
        if same is None:
            kept.append(draft)
        else:
            same.merged.append(draft.trigger.token.i)
    return sorted(kept, key=lambda one: one.trigger.start)


def find_same(kept: list[Draft], draft: Draft) -> Draft | None:
    """Return the earlier event that *draft* speaks of again, or None."""
    for one in reversed(kept):
        if _is_same(one, draft):
            return one
    return None


def _is_same(one: Draft, draft: Draft) -> bool:
    if _is_named_again(one, draft):
        return True
    if one.type != draft.type and not (draft.definite and draft.type in _KIN.get(one.type, ())):
        return False
    if one.factuality != draft.factuality and not (draft.definite or draft.factuality == "hypothetical"):
        if not (draft.type == "displacement" and draft.factuality == "planned" and _same_patients(one, draft) and one.factuality == "planned"):
            return False
    if not _times_meet(one, draft) or not _places_meet(one, draft):
        return False
    if draft.trigger.is_noun and draft.definite:
        return _roles_agree(one, draft)
    return _is_told_again(one, draft)


def _is_named_again(one: Draft, draft: Draft) -> bool:
    """E19: a war by its name or year: *the Gulf War* … *that war*, *the 2020 conflict*."""
    if one.type != "war" or draft.type not in ("war", "attack") or not draft.trigger.is_noun:
        return False
    if draft.type == "attack":
        return False
    own, other = _ordinal(one), _ordinal(draft)
    if own and other:
        return own == other
    return draft.definite and _times_meet(one, draft)


def _ordinal(draft: Draft) -> str:
    doc = draft.trigger.token.doc
    for i in range(max(0, draft.trigger.start - 2), draft.trigger.end):
        if doc[i].lower_ in ("first", "second", "third", "fourth"):
            return doc[i].lower_
    return ""


def _times_meet(one: Draft, draft: Draft) -> bool:
    if not (one.when.own and draft.when.own):
        return True
    first, last = one.when.start or "0", one.when.end or "9"
    other_first, other_last = draft.when.start or "0", draft.when.end or "9"
    return first <= _pad(other_last) and other_first <= _pad(last)


def _pad(day: str) -> str:
    return day + "-99" if len(day) < 10 else day


def _places_meet(one: Draft, draft: Draft) -> bool:
    own, other = set(one.where.places), set(draft.where.places)
    return not own or not other or bool(own & other) or draft.definite


def _roles_agree(one: Draft, draft: Draft) -> bool:
    """E20: a definite description names nobody else."""
    if draft.roles.agents and one.roles.agents and not set(draft.roles.agents) & set(one.roles.agents):
        return False
    return not (draft.roles.patients and one.roles.patients and not set(draft.roles.patients) & set(one.roles.patients))


def _same_patients(one: Draft, draft: Draft) -> bool:
    return bool(set(one.roles.patients) & set(draft.roles.patients))


def _is_told_again(one: Draft, draft: Draft) -> bool:
    """E21: the same doers and sufferers, as far as told, and not both untold."""
    if not _roles_agree(one, draft):
        return False
    if draft.type in ("displacement",):
        if not draft.roles.patients:
            return draft.trigger.is_noun or not draft.where.places
        return _same_patients(one, draft)
    if draft.type in ("death", "injury"):
        if one.statement is not draft.statement and not draft.trigger.is_noun:
            return _same_patients(one, draft)
        return _same_patients(one, draft) or (draft.trigger.is_noun and not draft.roles.patients)
    agents = set(one.roles.agents) & set(draft.roles.agents)
    patients = set(one.roles.patients) & set(draft.roles.patients)
    if draft.trigger.is_noun:
        if draft.type in ("attack", "war", "blockade", "ceasefire", "negotiation", "agreement", "exercise", "election"):
            return bool(agents or patients) or not (draft.roles.agents or draft.roles.patients or draft.where.places)
        return bool(agents or patients)
    same_object = draft.trigger.token.lemma_ == one.trigger.token.lemma_
    return bool(agents) and (bool(patients) or (same_object and draft.where.places == one.where.places != []))


def take_in(one: Draft, draft: Draft) -> None:
    """E22: fill what the first mention leaves open from the later one."""
    one.merged.append(draft.trigger.token.i)
    one.merged += draft.merged
    if not one.when.own and draft.when.own and draft.factuality == one.factuality:
        one.when = draft.when
    if not one.where.places and draft.where.places:
        one.where = draft.where
    if not one.roles.agents and not set(draft.roles.agents) & set(one.roles.patients):
        one.roles.add("agent", draft.roles.agents)
    if not one.roles.patients and one.type not in ("agreement", "ceasefire", "war", "negotiation"):
        one.roles.add("patient", [key for key in draft.roles.patients if key not in one.roles.agents])
