"""
Tell a speaker's own side from others: *we*, *its army*, *the government* that a minister speaks for.

Source: docs/rules.md, rule I3.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.draft import Draft
from sayso.extract.who import find_actors, find_possessor, is_person_like

FIRST = frozenset(("i", "we"))
_THIRD = frozenset(("his", "her", "their", "its"))


def is_own(doc: Doc, draft: Draft, token: Token) -> bool:
    """Return whether *token* stands for the draft's speaker or for the state or body the speaker speaks for."""
    low = token.lower_
    if low in FIRST:
        return True
    ids = find_actors(doc, token, create=False)
    if token.lemma_ == "government" and any(_governs(doc, draft, one, ids) for one in draft.speaker):
        return True
    if not ids:
        if any(c.dep_ == "poss" and c.lower_ in ("its", "our", "my") for c in token.children):
            return not draft.addressee_heads
        if low in ("he", "she") and draft.quotes:
            # In a quotation the speaker is "I".
            return False
        if low in ("it", "they", "he", "she") and draft.speaker_head is not None and not draft.addressee_heads:
            return _agrees(low, draft.speaker_head)
        return False
    sides = {*draft.speaker} | get_sides(doc, draft)
    return any(one in sides or belongs_to(doc, one, sides) for one in ids)


def _governs(doc: Doc, draft: Draft, speaker: str, governments: tuple[str, ...]) -> bool:
    """Whether a speaker sits in the government spoken of: *The government will pay, the prime minister said*."""
    actors = get_state(doc).actors
    one = actors.get(speaker)
    words = set((one.role or "").lower().split()) if one is not None else set[str]()
    if draft.speaker_head is not None:
        words |= {child.lower_ for child in draft.speaker_head.children}
    if one is None or not words & _GOVERNING or words & _NOT_GOVERNING:
        return False
    states = {actors[key].of or key for key in governments if key in actors}
    return one.of is None or one.of in states or not any(actors[key].cls == "State" for key in states if key in actors)


_GOVERNING = frozenset("minister president premier chancellor pm".split())
_NOT_GOVERNING = frozenset("former ex opposition shadow vice-president deputy-chairman company".split())


_SERVICES = frozenset("army military navy police security defence defense".split())
_SERVING = frozenset(
    "army military navy police policeman soldier troop unit officer force paratrooper marine airman gunner warplane "
    "jet helicopter aircraft plane artillery".split()
)


def serves_with(doc: Doc, draft: Draft, doer: Token) -> bool:
    """Return whether a force's own people tell of the force: *a military source said army units had shelled it*."""
    if doer.lemma_.lower() not in _SERVING:
        return False
    actors = get_state(doc).actors
    named = {word for one in draft.speaker if one in actors for word in actors[one].name.lower().split()}
    if _SERVICES.isdisjoint(named):
        return False
    # "Chadian troops", "rebel units" may be anybody's.
    return all(c.dep_ in ("det", "nummod") or c.lower_ in _SERVICES or c.lower_ == "government" for c in doer.lefts)


def is_ones_own(doc: Doc, draft: Draft, noun: Token) -> bool:
    """Return whether *noun* is what the speaker owns or sends: *his force*, *Chadian soldiers* in Chad's own words."""
    for child in noun.children:
        if child.lower_ in _THIRD and {*draft.speaker}.intersection(find_actors(doc, child, create=False)):
            return True
    return not ({*draft.speaker} | get_sides(doc, draft)).isdisjoint(find_possessor(doc, noun))


def belongs_to(doc: Doc, one: str, speakers: set[str]) -> bool:
    """Whether an actor is a body of one of the speakers: *Norway said its army …*."""
    actors = get_state(doc).actors
    at = actors.get(one)
    for _ in range(3):
        if at is None or not at.of:
            return False
        if at.of in speakers:
            return True
        at = actors.get(at.of)
    return False


def _agrees(pronoun: str, head: Token) -> bool:
    plural = head.tag_ in ("NNS", "NNPS") or head.lower_ == "they" or any(c.dep_ == "conj" for c in head.children)
    person = head.ent_type_ == "PERSON" or head.lower_ in ("he", "she") or is_person_like(head.doc, head)
    if pronoun == "they":
        return plural or not person
    if pronoun == "it":
        return not plural and not person
    return person


def get_sides(doc: Doc, draft: Draft) -> set[str]:
    """Return whom the speakers of *draft* belong to: their body, and the state behind it."""
    actors = get_state(doc).actors
    out: set[str] = set()
    for one in draft.speaker:
        at: str | None = one
        for _ in range(3):
            found = actors.get(at) if at else None
            at = found.of if found is not None else None
            if at:
                out.add(at)
    return out
