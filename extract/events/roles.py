"""Who does an event to whom: rules E4 to E9, docs/rules-events.md."""

from sayso.extract import who
from sayso.extract.events.clause import find_doer, find_subject, is_passive, iter_preps
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import is_in
from sayso.extract.events.roles_model import Lookup, Roles, unwrap
from sayso.extract.events.roles_nouns import read_noun_roles
from sayso.extract.events.roles_verbs import read_verb_roles
from sayso.extract.events.triggers import Trigger
from sayso.extract.figures.reported import find_statement
from sayso.extract.parse import Doc, Token
from sayso.model import EventType

_HARMS: frozenset[EventType] = frozenset(("death", "injury", "detention"))
"""Types that befall some of a people or a body, seldom all."""
TWO_SIDED = frozenset(("clash", "fighting", "battle", "skirmish", "gunfight", "firefight", "shootout"))
"""Nouns for what both sides do."""
_NOBODY = frozenset((
    "people", "person", "persons", "others", "other", "some", "one", "all", "many", "this", "that", "which", "there",
    "what", "those", "these", "lives", "life", "number", "most", "none", "everyone", "anyone", "nobody", "several",
))  # fmt: skip


def find_roles(doc: Doc, trigger: Trigger, at: Lookup, depth: int = 0) -> Roles:
    """Return who does what a trigger reports to whom."""
    roles = Roles()
    harms = trigger.entry.type in _HARMS

    def ids(token: Token | None, role: str = "agent") -> tuple[str, ...]:
        if role == "patient" and harms:
            role = "sufferer"
        return find_ids(doc, token, at, depth, role=role)

    if trigger.is_noun:
        read_noun_roles(doc, trigger, ids, roles)
    else:
        read_verb_roles(trigger, ids, roles)
    roles.patients = [key for key in roles.patients if key not in roles.agents]
    return roles


def find_ids(doc: Doc, token: Token | None, at: Lookup, depth: int, *, role: str = "agent") -> tuple[str, ...]:
    """Return the actors that *token* stands for; of an event noun (*the raid killed two*), those who do it."""
    if token is not None and token.lower_ in ("people", "persons") and role != "agent":
        named = next((one for one in token.children if one.dep_ == "appos" and one.pos_ in ("NOUN", "PROPN")), None)
        if named is not None and not any(prep.lower_ == "of" for prep, _ in iter_preps(named)):
            return who.find_actors(doc, named)
        return who.find_sufferers(doc, token) if role == "sufferer" else ()
    if token is not None and token.lower_ == "others" and role == "sufferer":
        return who.find_sufferers(doc, token)
    if (
        token is None
        or (token.lower_ in _NOBODY and not _is_some_people(token))
        or token.pos_ in ("VERB", "ADV", "ADP")
    ):
        return ()
    if token.pos_ == "NUM" and not token.ent_type_:
        return ()
    token = unwrap(token)
    below = at(token.i)
    if below is not None and below.is_noun:
        if below.entry.type == "war":
            # "The war killed thousands": nobody in particular did.
            return ()
        agents = tuple(find_roles(doc, below, at, depth + 1).agents) if role == "agent" and depth < 3 else ()
        # "Clashes between rebels and soldiers killed ten": by whom is not told.
        return agents if below.token.lemma_ not in TWO_SIDED or len(agents) < 2 else ()
    if token.pos_ == "PRON" and token.lower_ in {"i", "me", "my", "we", "us", "our"}:
        return _find_voice(doc, token)
    found = who.find_sufferers(doc, token) if role == "sufferer" else who.find_actors(doc, token)
    if found or token.pos_ != "NOUN":
        return found
    if role == "agent":
        return _find_wielder(doc, token, at, depth) if token.lemma_ in load_events().sets["weapons"] else ()
    # "strikes on the army's positions" are on the army.
    return tuple(
        key
        for child in token.children
        if child.dep_ in {"poss", "compound", "nmod", "amod"}
        for key in _owner(doc, child)
    ) or _owner_behind(doc, token)


def _is_some_people(token: Token) -> bool:
    """Whether *people* are told apart by what they are: *displaced people*."""
    return token.lower_ == "people" and any(
        child.dep_ == "amod" and child.tag_ in ("VBN", "VBD", "NN") or child.lower_ in _SORTS
        for child in token.children
    )


_SORTS = frozenset(("displaced", "young", "indigenous", "armed", "masked", "elderly", "disabled", "homeless"))


def _find_wielder(doc: Doc, weapon: Token, at: Lookup, depth: int) -> tuple[str, ...]:
    """Return whose weapon it is: *missiles fired by the militia hit*, *Turkish jets bombed*."""
    for child in weapon.children:
        if child.dep_ in ("acl", "relcl") and depth < 3:
            found = find_ids(doc, find_doer(child) if is_passive(child) else find_subject(child), at, depth + 1)
            if found:
                return found
    return who.find_possessor(doc, weapon)


def _owner_behind(doc: Doc, token: Token) -> tuple[str, ...]:
    """Return whose it is of *bases of the army*."""
    if token.lemma_ not in load_events().sets["targets"] and not is_in(token, "structures"):
        return ()
    for prep, one in iter_preps(token):
        if prep.lower_ == "of":
            return who.find_actors(doc, one, create=False)
    return ()


def _owner(doc: Doc, token: Token) -> tuple[str, ...]:
    if token.dep_ == "poss" or token.ent_type_ in ("ORG", "GPE", "NORP"):
        return who.find_actors(doc, token, create=False)
    return ()


def _find_voice(doc: Doc, token: Token) -> tuple[str, ...]:
    """Return who says *I* or *we*: the speaker of the statement it stands in."""
    found = who.find_actors(doc, token, create=False)
    if found:
        return found
    statement = find_statement(doc, (token.idx, token.idx + len(token)))
    return statement.speaker if statement else ()
