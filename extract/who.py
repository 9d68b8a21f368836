"""
Who and where: what the statements and events ask of the actors and places that were found.

All functions take spaCy tokens of a doc that `ActorFinder` and `PlaceFinder` have been through.
"""

from spacy.tokens import Doc, Token

from sayso.extract.actors.resolve import resolve_actors, resolve_places
from sayso.extract.actors.phrases import get_conjuncts, get_phrase, get_possessor_tokens, is_body_noun, is_people_noun
from sayso.extract.state import get_state


def find_actors(doc: Doc, head: Token, *, create: bool = True, speaker: bool = False) -> tuple[str, ...]:
    """
    Return the ids of the actors that the noun phrase or pronoun headed by *head* stands for.

    Coordination (*X and Y*) is expanded. What is found is marked as used.

    Args:
        doc: A doc that `ActorFinder` has been through.
        head: The token that heads the phrase in the parse.
        create: Make an actor of a description that has none yet (*residents*, *a source close to …*).
        speaker: Whether the phrase speaks: then even a place name or a document is somebody.

    Returns:
        Ids in order of the text; empty where nobody is meant or the antecedent is unsure.
    """
    state = get_state(doc)
    ids: list[str] = []
    for token in get_conjuncts(head):
        for key in resolve_actors(doc, token, create=create, speaker=speaker):
            if key not in ids:
                ids.append(key)
    for key in ids:
        state.actors[key].used = True
    return tuple(ids)


def find_mention(doc: Doc, head: Token) -> tuple[int, int]:
    """Return the token range, half-open, of the phrase headed by *head*: title in front in, apposition behind out."""
    return get_phrase(doc, head)


def find_places(doc: Doc, head: Token, *, create: bool = True) -> tuple[str, ...]:
    """Return the ids of the places that the phrase headed by *head* stands for, and mark them as used."""
    state = get_state(doc)
    ids: list[str] = []
    for token in get_conjuncts(head):
        for key in resolve_places(doc, token, create=create):
            if key not in ids:
                ids.append(key)
    for key in ids:
        state.places[key].used = True
    return tuple(ids)


def find_possessor(doc: Doc, noun: Token) -> tuple[str, ...]:
    """Return the actors that own *noun*: *Chad's*, *its*, *Chadian*, *of Chad*, *by Chad*; marked as used."""
    ids: list[str] = []
    for token in get_possessor_tokens(noun):
        for key in find_actors(doc, token, create=False):
            if key not in ids:
                ids.append(key)
    return tuple(ids)


def is_person_like(doc: Doc, head: Token) -> bool:
    """Return whether *head* names or describes a person or people, or is a pronoun for one."""
    return head.pos_ == "PRON" or head.ent_type_ == "PERSON" or is_people_noun(doc, head)


def is_body_like(doc: Doc, head: Token) -> bool:
    """Return whether *head* is a body, outlet, state or document that may speak."""
    return head.ent_type_ in ("ORG", "GPE", "NORP") or is_body_noun(doc, head)
