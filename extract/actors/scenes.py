"""Names of places in front of a noun for what happens: *the Lima bombing* is not Peru's, *the Peruvian raid* is."""

from typing import Literal

from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token
from sayso.extract.places.towns import choose_town

Bearing = Literal["doer", "scene", "unsure"]
"""What a name in front of a noun is to it: who does it, where it happens, or one of both."""

_TARGETED = frozenset(("on", "against", "into", "over", "in", "at"))
_HYPHENS = frozenset("-–/")
_DOUBTFUL = frozenset(("person", "org", "norp"))


def get_bearing(register: Register, child: Token) -> Bearing:
    """
    Return what a name is to the noun that it stands in front of, as a noun itself.

    Anything but a place's name, and any name in front of another noun than those for what happens, is a ``doer``. A
    town is the scene (*the Lima bombing*). A state, or the capital that may stand for it, is the scene of what befalls
    it (*the Kenya protests*); of what forces do it is the doer only where a target is told (*the Moscow raid on a
    port*), else ``unsure``.
    """
    noun = child.head
    if child.pos_ != "PROPN" or child.dep_ not in ("compound", "nmod") or noun.i < child.i:
        return "doer"
    lexicon, lemma = register.lexicon, noun.lemma_.lower()
    befalls, by_forces = lemma in lexicon.befalling, lemma in lexicon.forces
    if not befalls and not by_forces and lemma not in lexicon.meetings:
        return "doer"
    name = register.get_name(child)
    if name is None or name.end > noun.i or _is_one_of_two(register, name):
        return "doer"
    kinds = {sense.kind for sense in name.senses}
    if name.kind in ("adjective", "people") and "acronym" not in kinds:
        return "doer"
    aimed = any(one.dep_ == "prep" and one.lower_ in _TARGETED for one in noun.rights)
    if "capital" in kinds:
        return "doer" if aimed else "unsure" if by_forces else "scene"
    if "place" in kinds and name.actor is None or _is_town(register, name):
        return "scene"
    if not kinds & {"name", "acronym"} or name.actor is None:
        return "doer"
    if register.state.actors[name.actor].cls != "State" or lemma in lexicon.meetings:
        return "doer"
    if "acronym" in kinds or register.doc[name.start].lower_ in lexicon.attributive:
        return "scene" if befalls and lemma not in lexicon.abroad else "doer"
    if aimed:
        return "doer"
    return "scene" if befalls else "unsure"


def _is_one_of_two(register: Register, name: Name) -> bool:
    """Whether a hyphen ties another name to it: *the Chad-Sudan war*."""
    tokens = register.doc.tokens
    before = tokens[name.start - 1].text if name.start else ""
    behind = tokens[name.end].text if name.end < len(tokens) else ""
    return before in _HYPHENS or behind in _HYPHENS


def _is_town(register: Register, name: Name) -> bool:
    """Whether the gazetteer knows a name for a place, whatever the recogniser took it for."""
    if name.kind in ("place", "facility"):
        return True
    if name.kind not in _DOUBTFUL or name.senses:
        return False
    return choose_town(register, register.doc[name.start : name.end].text) is not None
