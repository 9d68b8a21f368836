"""Bodies and countries that an article tells of and nothing else asks for: *the Constitutional Council*, *in Chad*."""

from sayso.extract.actors.owners import get_owner
from sayso.extract.actors.phrases import get_modifiers
from sayso.extract.actors.register import Register
from sayso.extract.actors.resolve import resolve_actors
from sayso.extract.parse import Token

_INSIDE = frozenset("in into inside within near outside across throughout around from".split())
_ROLES = frozenset("nsubj nsubjpass dobj pobj conj appos poss agent".split())


def list_bodies(register: Register) -> None:
    """
    Keep the bodies that are called by a noun with a capital and what tells them, or that act and are a state's.

    To be called when all else has been read, so that nobody is taken for them who would not be without.
    """
    tokens = register.doc.tokens
    found = [(i, noun) for noun, places in register.get_nouns().items() if _is_body(register, noun) for i in places]
    for i, noun in sorted(found):
        token = tokens[i]
        if token.dep_ not in _ROLES or register.at[i] is not None or token.tag_ not in ("NN", "NNP"):
            continue
        if not _is_title(token) and not (token.dep_ == "nsubj" and _is_of_state(register, token, noun)):
            continue
        for key in resolve_actors(register, token):
            draft = register.state.actors[key]
            if draft.cls in ("Organization", "MediaOutlet") and draft.rule.startswith("description:"):
                draft.named = True


def list_countries(register: Register) -> None:
    """Keep the countries that something is in or goes into or out of."""
    for name in register.names:
        place = register.state.places.get(name.place or "")
        if place is None or place.cls != "Country" or place.named:
            continue
        token = register.doc.tokens[name.root]
        if name.start in register.datelines:
            place.named = True
        while token.dep_ == "conj" and token.head.i < token.i:
            token = token.head
        if token.dep_ == "pobj" and token.head.lower_ in _INSIDE:
            place.named = True


def _is_body(register: Register, noun: str) -> bool:
    lexicon = register.lexicon
    return noun in lexicon.state_bodies or noun in lexicon.bodies or noun in lexicon.outlets


def _is_of_state(register: Register, token: Token, noun: str) -> bool:
    owner = get_owner(register, token) if noun in register.lexicon.state_bodies else None
    return owner is not None and register.state.actors[owner].cls == "State"


def _is_headline(token: Token) -> bool:
    """Whether most words of a sentence have a capital, so that a capital tells nothing."""
    words = [one.text for one in token.sent if one.is_alpha]
    return 2 * sum(one[0].isupper() for one in words) > len(words)


def _is_title(token: Token) -> bool:
    """Whether a noun has a capital within a sentence, and so has a word that tells which one it is."""
    if not token.text[0].isupper() or token.text.isupper() or _is_headline(token):
        return False
    if any(one.text.islower() and one.pos_ in ("ADJ", "NOUN") for one in get_modifiers(token)):
        return False
    return any(one.text[0].isupper() for one in get_modifiers(token)) or any(
        one.dep_ == "prep" and one.lower_ in ("of", "for") for one in token.rights
    )
