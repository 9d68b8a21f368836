"""Whether a mention tells again of harm or of an attack: by who suffers, how many, with what. Rule E21."""

from sayso.extract.events.clause import find_object, find_patient, find_subject, iter_preps
from sayso.extract.events.draft import Draft
from sayso.extract.events.looks import HITTING, is_in
from sayso.extract.parse import Token
from sayso.extract.state import State
from sayso.extract.times.numbers import read_cardinal

_ANYBODY = frozenset(("people", "person", "other", "more", "victim"))
_POINTING = frozenset(("the", "their", "these", "those", "its", "his"))


def is_same_death(one: Draft, draft: Draft, state: State) -> bool:
    """Whether the same person dies in both: nobody does so twice, wherever and however it is told."""
    if one.type != "death" or draft.type != "death":
        return False
    own, other = set(one.roles.patients), set(draft.roles.patients)
    if any(state.actors[key].cls == "Person" for key in own & other):
        return own <= other or other <= own
    if len(own) != 1 or len(other) != 1:
        return False
    # "Rafiq Hariri", "Rafik Hariri"
    names = [state.actors[key].name.split() for key in (*own, *other) if state.actors[key].cls == "Person"]
    if len(names) != 2 or any(len(name) < 2 for name in names):
        return False
    return _are_spellings(names[0][-1], names[1][-1]) and names[0][0][:3] == names[1][0][:3]


def _are_spellings(name: str, other: str) -> bool:
    """Whether two family names are the same, or one letter apart: *Laden*, *Ladin*."""
    if name == other:
        return True
    return len(name) == len(other) > 4 and sum(a != b for a, b in zip(name, other, strict=True)) == 1


def is_same_harm(one: Draft, draft: Draft, state: State) -> bool:
    """Whether two mentions of harm, not apart by time or place, count as many or tell of one such person."""
    if _find_persons(one, state) & _find_persons(draft, state):
        return True
    counts = find_counts(one)
    if not counts:
        return False
    for number, noun in find_counts(draft):
        for other, known in counts:
            if number == other and (noun == known or noun in _ANYBODY or known in _ANYBODY):
                return True
    return False


def is_weapon_again(draft: Draft) -> bool:
    """Whether a verb only tells what the weapons of an attack do: *the rockets fell*, *fired the rockets*."""
    if draft.trigger.is_noun or draft.type != "attack" or draft.roles.patients:
        return False
    verb = draft.trigger.token
    subject = find_subject(verb)
    if subject is not None and (subject.pos_ == "NUM" or subject.lemma_ == "number"):
        subject = next((one for prep, one in iter_preps(subject) if prep.lower_ == "of"), subject)
    found = find_object(verb)
    if is_in(subject, "weapons") and not draft.roles.agents and found is None:
        return True
    return found is not None and is_in(found, "weapons") and any(child.lower_ in _POINTING for child in found.children)


def is_of_blow(one: Draft, draft: Draft) -> bool:
    """Whether a verb only tells whom an attack hits that is named beside it: *strikes targeting fighters*."""
    verb = draft.trigger.token
    if draft.type != "attack" or one.type != "attack" or draft.trigger.is_noun or not one.trigger.is_noun:
        return False
    if verb.lemma_ not in HITTING:
        return False
    noun = one.trigger.token
    return verb.dep_ in ("acl", "relcl") and verb.head is noun or find_subject(verb) is noun


def _find_persons(draft: Draft, state: State) -> set[str]:
    """Return by what nouns the single persons that suffer are described who have no name: *woman*."""
    found: set[str] = set()
    for key in draft.roles.patients:
        actor = state.actors[key]
        if actor.cls == "Person" and actor.authority is None and actor.rule.startswith("description:"):
            found.add(actor.rule.removeprefix("description:").split(" ")[0])
    return found


def find_counts(draft: Draft) -> list[tuple[int, str]]:
    """Return how many of whom a mention of harm tells; *people* where no noun does."""
    token = draft.trigger.token
    heads: list[Token] = []
    if draft.trigger.is_noun:
        heads = [one for prep, one in iter_preps(token) if prep.lower_ == "of"]
    elif (patient := find_patient(token)) is not None:
        heads = [patient, *(child for child in patient.children if child.dep_ == "conj")]
    found: list[tuple[int, str]] = []
    for head in heads:
        number = head if head.pos_ == "NUM" else next((one for one in head.children if one.dep_ == "nummod"), None)
        value = read_cardinal([number.lower_], 0) if number is not None else None
        if value is not None and value[1] > 1:
            found.append((value[1], "people" if head.pos_ == "NUM" else head.lemma_.lower()))
    return found
