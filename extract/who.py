"""
Who and where: what the statements and events ask of the actors and places that were found.

All functions take spaCy tokens of a doc that `ActorFinder` and `PlaceFinder` have been through.
"""

from sayso.extract.actors.counted import find_counted
from sayso.extract.actors.offices import find_person_beside
from sayso.extract.actors.owners import get_stance, is_ethnic
from sayso.extract.actors.phrases import get_conjuncts, get_modifiers, get_phrase, get_possessor_tokens
from sayso.extract.actors.register import Register, get_register
from sayso.extract.actors.resolve import resolve_actors
from sayso.extract.actors.scenes import get_bearing
from sayso.extract.actors.shorts import is_campaign
from sayso.extract.actors.titles import find_title_start
from sayso.extract.parse import Doc, Token
from sayso.extract.places.resolve import resolve_places


def find_actors(doc: Doc, head: Token, *, create: bool = True, speaker: bool = False) -> tuple[str, ...]:
    """
    Return the ids of the actors that the noun phrase or pronoun headed by *head* stands for.

    Coordination (*X and Y*) is expanded. What is found is marked as used.

    Args:
        doc: A doc that `ActorFinder` has been through.
        head: The token that heads the phrase in the parse.
        create: Make an actor of a description that has none yet (*residents*, *a source close to …*).
        speaker: Whether the phrase speaks: then even a document is somebody.

    Returns:
        Ids in order of the text; empty where nobody is meant or the antecedent is unsure.
    """
    register = get_register(doc)
    ids: list[str] = []
    for token in get_conjuncts(head):
        for key in resolve_actors(register, token, create=create, speaker=speaker):
            if key not in ids:
                ids.append(key)
    for key in ids:
        register.state.actors[key].used = True
    return tuple(ids)


def find_sufferers(doc: Doc, head: Token) -> tuple[str, ...]:
    """
    Return the ids of those to whom something happens that befalls some, not all: *six Chechens were killed*.

    As `find_actors`, but a number of a people or of a body's fighters is a group of its own.
    """
    register = get_register(doc)
    ids: list[str] = []
    for token in get_conjuncts(head):
        found = find_counted(register, token)
        if found:
            register.resolved[token.i] = found
        for key in found or resolve_actors(register, token):
            if key not in ids:
                ids.append(key)
    for key in ids:
        register.state.actors[key].used = True
    return tuple(ids)


def find_mention(doc: Doc, head: Token) -> tuple[int, int]:
    """Return the token range, half-open, of the phrase headed by *head*: title in front in, apposition behind out."""
    register = get_register(doc)
    name = register.get_name(head) or register.titles.get(head.i)
    if name is None:
        return get_phrase(doc, head)
    start, end = get_phrase(doc, doc[name.root])
    if name.kind == "person":
        start = min(find_title_start(register, name), name.start)
        end = name.end
    return min(start, name.start), max(end, name.end)


def find_places(doc: Doc, head: Token, *, create: bool = True) -> tuple[str, ...]:
    """Return the ids of the places that the phrase headed by *head* stands for, and mark them as used."""
    register = get_register(doc)
    ids: list[str] = []
    for token in get_conjuncts(head):
        for key in resolve_places(register, token, create=create):
            if key not in ids:
                ids.append(key)
    for key in ids:
        register.state.places[key].used = True
    return tuple(ids)


def find_possessor(doc: Doc, noun: Token) -> tuple[str, ...]:
    """Return the actors that own *noun*: *Chad's*, *its*, *Chadian*, *of Chad*, *by Chad*; marked as used."""
    register = get_register(doc)
    ids: list[str] = []
    tokens = get_possessor_tokens(noun)
    for child in get_modifiers(noun):
        name = register.get_name(child)
        if name is None or not name.actor or is_ethnic(child) or get_stance(child):
            continue
        if get_bearing(register, child) == "doer":
            tokens.append(child)
    for token in sorted(tokens, key=lambda one: one.i):
        for key in find_actors(doc, token, create=False):
            if key not in ids:
                ids.append(key)
    return tuple(ids)


def is_person_like(doc: Doc, head: Token) -> bool:
    """Return whether *head* names or describes a person or people, or is a pronoun for one."""
    register = get_register(doc)
    if head.pos_ == "PRON":
        return head.lower_ not in ("it", "its", "itself", "this", "that", "which", "there", "what")
    name = register.get_name(head)
    if name is not None:
        return name.kind in ("person", "people", "norp")
    noun = register.lexicon.get_noun(head)
    return noun in register.lexicon.people or noun in register.lexicon.office or noun in register.lexicon.sources


def is_calling(doc: Doc, head: Token) -> bool:
    """Return whether *head* is what one person may be called and no office: *millionaire*, *preacher*."""
    lexicon = get_register(doc).lexicon
    return lexicon.get_noun(head) in lexicon.callings


def is_body_like(doc: Doc, head: Token) -> bool:
    """Return whether *head* is a body, outlet, state or document that may speak."""
    register = get_register(doc)
    name = register.get_name(head)
    if name is not None:
        return name.kind in ("actor", "org", "place")
    return _is_body_noun(register, head) or bool(find_person_beside(register, head)) or is_campaign(register, head)


def _is_body_noun(register: Register, head: Token) -> bool:
    lexicon = register.lexicon
    noun = lexicon.get_noun(head)
    return bool(noun) and any(
        noun in one
        for one in (
            lexicon.state_bodies, lexicon.bodies, lexicon.government, lexicon.army, lexicon.outlets, lexicon.documents,
            lexicon.land,
        )
    )  # fmt: skip
