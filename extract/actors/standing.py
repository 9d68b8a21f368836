"""How a word stands: where something is or goes, or as somebody who acts; by the syntax around it."""

from sayso.extract.actors.lexicon import load_actor_lexicon
from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register
from sayso.extract.parse import Doc, Token

LOCATIVE = frozenset(
    "in at from to near into onto outside inside within across over around toward towards through throughout along "
    "between behind beyond off via on down up past beside alongside outside amid under above below".split()
)
"""Prepositions of place."""
PLACE_NOUNS = frozenset(
    "city town village port capital province region district area county settlement suburb neighbourhood neighborhood "
    "towns cities villages areas regions provinces districts settlements neighbourhoods neighborhoods".split()
)
"""Nouns for places that have a name: *the city*."""
_LISTED = PLACE_NOUNS | {"territory", "land"}
"""Nouns before *including* and *such as* that say that places follow."""


def stands_as_place(doc: Doc, i: int) -> bool:
    """Return whether token *i* is the object of a preposition of place, or set after another place."""
    lexicon = load_actor_lexicon()
    token = get_first_conjunct(doc.tokens[i])
    if token.dep_ == "pobj":
        prep = token.head
        if prep.lower_ in LOCATIVE:
            return True
        if is_listing(doc, prep):
            return lists_places(doc, prep)
        if prep.lower_ == "of" and prep.head.lower_ == "state" and prep.head.i != i:
            # "In the Indian state of Bihar", but not "the state of Chad said".
            return stands_as_place(doc, prep.head.i)
        if prep.lower_ != "of" or prep.head.lower_ not in lexicon.sides and prep.head.lower_ not in PLACE_NOUNS:
            return False
        people = doc.tokens[i].tag_ == "NNPS" or (
            doc.tokens[i].text.endswith("s") and any(child.lower_ == "the" for child in token.lefts)
        )
        return prep.head.lower_ in PLACE_NOUNS or not people
    if token.dep_ == "dobj" and token.head.lemma_ in lexicon.taking:
        return token.ent_type_ in ("GPE", "LOC", "FAC", "")
    return token.dep_ in ("npadvmod",) or (token.dep_ == "appos" and token.ent_type_ in ("GPE", "LOC"))


def is_listing(doc: Doc, prep: Token) -> bool:
    """Whether a preposition gives examples: *including*, *such as*."""
    return prep.lower_ == "including" or (
        prep.lower_ == "as" and prep.i > 0 and doc.tokens[prep.i - 1].lower_ == "such"
    )


def lists_places(doc: Doc, prep: Token) -> bool:
    """
    Whether what follows *including* or *such as* are places: *towns in the north, including Elmira*.

    The parser may hang a list on anything, so the noun is the one before it in the text: one of places, in the plural
    or a mass, and not those of people (*the mayors of two towns, including Jane Doe*).
    """
    for one in reversed(doc[prep.sent.start : prep.i]):
        if one.pos_ == "NOUN":
            if one.dep_ == "pobj" and load_actor_lexicon().get_noun(one.head.head):
                return False
            return one.lower_ in _LISTED and (one.tag_ == "NNS" or one.lower_ not in PLACE_NOUNS)
    return False


def is_acting_seat(register: Register, name: Name) -> bool:
    """
    Whether a state's name behind a preposition is the state that acts, not where something is or goes.

    *Called on Moscow*, *sanctions on Minsk*, *the foreign ministry in Paris*; but *fled from Mali*.
    """
    if name.kind != "actor" or name.actor is None:
        return False
    if register.state.actors[name.actor].cls != "State":
        return False
    token = get_first_conjunct(register.doc.tokens[name.root])
    if token.dep_ == "dobj" and not any(one.kind == "capital" for one in name.senses):
        return token.head.lemma_ not in ("enter", "leave", "reach", "flee", "visit", "cross")
    if token.dep_ != "pobj":
        return False
    prep, over = token.head, token.head.head
    if prep.lower_ in ("in", "at"):
        capital = any(one.kind == "capital" for one in name.senses)
        noun = register.lexicon.get_noun(over)
        return capital and (noun in ("ministry", "government", "authority", "counterpart", "leadership", "regime"))
    if prep.lower_ == "on":
        return True
    if prep.lower_ in ("from", "to", "toward", "towards", "between", "behind", "off", "via"):
        fronted = prep.i == prep.sent.start
        return over.lemma_.lower() not in register.lexicon.moving and not fronted
    return False


def get_first_conjunct(token: Token) -> Token:
    """Return the first of what *token* is coordinated with, itself where it is that."""
    for _ in range(6):
        if token.dep_ != "conj" or token.head.i == token.i:
            break
        token = token.head
    return token
