"""Find places that the recogniser took for no name: proper nouns that stand as a place or before a noun of one."""

from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register
from sayso.extract.actors.standing import stands_as_place
from sayso.extract.parse import Token
from sayso.extract.places.areas import SITES
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.places.resolve import resolve_places
from sayso.ontology.gazetteer import find_towns

_SURE = frozenset(
    "region province district village town city governorate prefecture oblast county camp airport".split()
)
"""Nouns of place before which a proper noun names one."""
_STRONG = frozenset("in near outside".split())
_PEOPLED = frozenset("residents inhabitants outskirts".split())


def find_unseen_places(register: Register) -> None:
    """Put down the places of a doc that have no name yet (*residents of Oicha*, *the Mbau district*)."""
    at = register.at
    for token in register.doc.proper:
        if at[token.i] is not None or not token.text.istitle() or token.ent_type_:
            continue
        if token.dep_ == "compound":
            _read_compound(register, token)
        elif token.dep_ in ("pobj", "dobj") and stands_as_place(register.doc, token.i) and _is_known(register, token):
            resolve_places(register, token)


def _is_known(register: Register, token: Token) -> bool:
    """Whether a lone proper noun is a town's name, or stands as nothing but a place can."""
    lexicon = register.lexicon
    if lexicon.get_noun(token) or token.lower_ in lexicon.portfolio or token.lower_ in lexicon.things:
        return False
    if token.lower_ in load_place_lexicon().classes:
        return False
    if token.n_lefts == 0 and find_towns(token.text):
        return True
    prep = token.head
    return token.dep_ == "pobj" and token.n_lefts == 0 and (
        prep.lower_ in _STRONG or (prep.lower_ == "of" and prep.head.lower_ in _PEOPLED)
    )  # fmt: skip


def _read_compound(register: Register, token: Token) -> None:
    """*The Mbau district*: the district of that name."""
    head = token.head
    if head.i != token.i + 1 or (head.lower_ not in _SURE and head.lower_ not in SITES):
        return
    if not stands_as_place(register.doc, head.i):
        return
    if register.lexicon.get_noun(token) or token.n_lefts:
        return
    name = Name(token.i, token.i + 1, token.i, "place")
    register.at[token.i] = name
    register.names.append(name)
    register.names.sort(key=lambda one: one.start)
    resolve_places(register, head)
