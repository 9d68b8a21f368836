"""What a word looks like: a place, people, somebody with an office; and whether it is in a set of the lexicon."""

from sayso.extract.events.lexicon import load_events
from sayso.extract.events.towns import is_named_place, is_town
from sayso.extract.figures.counted import is_people
from sayso.extract.parse import Token
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.state import get_state

HITTING = frozenset(("hit", "target", "strike", "pound", "batter"))
"""Verbs by which an attack, as subject, finds its object."""

PLACE_ENTS = frozenset(("GPE", "LOC", "FAC"))
_PEOPLE_PRONOUNS = frozenset(
    ("he", "she", "they", "who", "we", "i", "you", "him", "her", "them", "us", "me", "someone")
)


def is_in(token: Token | None, name: str) -> bool:
    """Whether a word is in the set *name* of the lexicon, by its lemma or as it stands."""
    if token is None:
        return False
    words = load_events().sets[name]
    return token.lower_ in words or token.lemma_.lower() in words


def looks_like_place(token: Token | None) -> bool:
    """Whether a noun names or describes somewhere."""
    if token is None:
        return False
    label = token.ent_type_
    if label in PLACE_ENTS or _is_known_place(token):
        return True
    if label in {"PERSON", "NORP", "DATE", "ORG"} and token.pos_ == "PROPN":
        return False
    return is_in(token, "places") or token.lower_ in load_place_lexicon().classes


def _is_known_place(token: Token) -> bool:
    mention = get_state(token.doc).mentions.get(token.i)
    return (mention is not None and bool(mention.places)) or is_town(token)


def looks_like_people(token: Token | None) -> bool:
    """Whether a noun or pronoun stands for a person or people."""
    if token is None:
        return False
    if token.lower_ in _PEOPLE_PRONOUNS or (token.ent_type_ == "PERSON" and not is_named_place(token)):
        return True
    if _is_person(token):
        return True
    return (
        is_people(token)
        or token.lower_
        in {
            "all",
            "many",
            "some",
            "most",
            "others",
            "thousands",
            "hundreds",
            "dozens",
            "more",
            "wounded",
            "injured",
            "displaced",
            "sick",
            "elderly",
            "dead",
        }
        or (token.pos_ == "NUM")
    )


def _is_person(token: Token) -> bool:
    state = get_state(token.doc)
    mention = state.mentions.get(token.i)
    return mention is not None and any(
        state.actors[key].cls in ("Person", "Group") for key in mention.actors if key in state.actors
    )


def is_actor(token: Token) -> bool:
    """Whether a noun names somebody that may act."""
    mention = get_state(token.doc).mentions.get(token.i)
    return token.ent_type_ in ("ORG", "NORP", "GPE") or (mention is not None and bool(mention.actors))


def has_office(token: Token) -> bool:
    """Whether a noun stands for somebody with an office."""
    state = get_state(token.doc)
    mention = state.mentions.get(token.i)
    if mention is None:
        return False
    return any(state.actors[key].role for key in mention.actors if key in state.actors)


def get_modifiers(token: Token) -> set[str]:
    """Return the words that stand with a noun and tell of what sort it is: adjectives, nouns, participles, numbers."""
    found = {child.lower_ for child in token.children if child.dep_ in {"amod", "compound", "nmod", "acl", "nummod"}}
    first = token.left_edge.i
    before = token.doc.tokens[max(first, token.i - 3) : token.i]
    return found | {one.lower_ for one in before if first <= one.head.i <= token.i}
