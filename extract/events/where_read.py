"""Read the places that a word or its prepositional phrases name as those where something is."""

from dataclasses import dataclass, field

from sayso.extract import who
from sayso.extract.events.clause import VERBAL, iter_preps
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import looks_like_place
from sayso.extract.events.towns import is_town, settle_town
from sayso.extract.events.where_phrases import SURE, WARS, find_land
from sayso.extract.parse import Doc, Token
from sayso.extract.places.areas import is_quarter
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.places.phrases import is_several
from sayso.extract.state import get_state
from sayso.model import EventType

AT = frozenset((
    "in", "at", "near", "outside", "inside", "across", "throughout", "within", "around", "along", "off", "over",
    "through", "on", "into", "onto", "toward", "towards", "beyond", "under",
))  # fmt: skip
"""Prepositions behind which it is told where something is."""
_LOOSE = frozenset(("on", "over", "through", "under", "into"))
_VAGUE = frozenset(("territory", "area", "part", "land", "ground", "control", "position", "front", "side", "region"))
TOWNS = frozenset(("village", "town", "city", "hamlet", "settlement"))
"""Nouns for what the country is never meant by."""


@dataclass(slots=True)
class Where:
    """Ids of the places of an event, in order, each once."""

    places: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    destination: list[str] = field(default_factory=list)
    rule: str = ""

    def add(self, into: list[str], ids: tuple[str, ...]) -> None:
        """Add ids to one of the lists."""
        for key in ids:
            if key not in into:
                into.append(key)


def settle_quarter(doc: Doc, noun: Token) -> None:
    """Take the name in *Karantina neighbourhood* for a place, whatever the recogniser took it for."""
    for child in noun.children:
        if child.dep_ == "compound" and child.i == noun.i - 1:
            settle_town(doc, child, sure=True, certain=True)


def _listed(doc: Doc, token: Token) -> tuple[str, ...]:
    """Return the places that an of-phrase lists: *the districts of Goranboy, Tartar and Agdam*."""
    if token.tag_ != "NNS" or token.lower_ not in load_place_lexicon().classes:
        return ()
    for prep, one in iter_preps(token):
        if prep.lower_ == "of" and one.pos_ == "PROPN":
            return find_places_of(doc, one, sure=True)
    return ()


def find_places_of(doc: Doc, token: Token, *, strict: bool = False, sure: bool = False) -> tuple[str, ...]:
    """
    Return the places that *token* stands for.

    Args:
        doc: The doc.
        token: A noun.
        strict: Only if it looks like a place by itself.
        sure: Whether a proper noun can only be a place where it stands.
    """
    if any(child.dep_ == "det" and child.lower_ in ("any", "no") for child in token.children):
        return ()
    if token.pos_ == "PROPN":
        settle_town(doc, token, sure=sure)
    elif token.lower_ in load_place_lexicon().quarters:
        settle_quarter(doc, token)
    quarter = is_quarter(token)
    if quarter and token.pos_ == "NOUN":
        return who.find_places(doc, token)
    listed = _listed(doc, token) if not quarter else ()
    if listed:
        return listed
    if token.pos_ == "NOUN" and token.lower_ in TOWNS:
        # "the village of Boni": whatever the recogniser took the name for.
        for prep, one in iter_preps(token):
            if prep.lower_ == "of" and one.pos_ == "PROPN":
                settle_town(doc, one, sure=True, certain=True)
    if token.pos_ not in {"NOUN", "PROPN", "ADV", "PRON"} or (strict and not looks_like_place(token)):
        return ()
    if token.ent_type_ in {"DATE", "TIME", "CARDINAL", "MONEY"} and not _known(doc, token):
        return ()
    if token.ent_type_ == "PERSON" and not is_town(token):
        return ()
    found = _narrowest(doc, who.find_places(doc, token, create=False))
    if token.lower_ in load_place_lexicon().quarters or token.lower_ in TOWNS:
        # "The district" is never the country.
        places = get_state(doc).places
        found = tuple(key for key in found if key not in places or places[key].cls != "Country")
    if (
        found
        or not looks_like_place(token)
        or (token.pos_ == "NOUN" and ((token.tag_ != "NN" and is_several(token)) or token.lemma_ in _VAGUE))
    ):
        return found
    return who.find_places(doc, token)


def _narrowest(doc: Doc, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the country in *Goma, Congo*."""
    places = get_state(doc).places
    narrow = tuple(key for key in ids if key in places and places[key].cls != "Country")
    return narrow if narrow and len(narrow) < len(ids) else ids


def is_wide(doc: Doc, ids: list[str]) -> bool:
    """Whether places are but regions and countries."""
    places = get_state(doc).places
    return all(places[key].cls in ("Region", "Country") for key in ids if key in places)


def _known(doc: Doc, token: Token) -> bool:
    mention = get_state(doc).mentions.get(token.i)
    return mention is not None and bool(mention.places)


VIOLENT: frozenset[EventType] = frozenset(("attack", "death", "injury", "explosion", "destruction", "protest"))
"""Types of what befalls people and things, and so happens at a place."""


def _is_violent(token: Token) -> bool:
    """Whether a word may tell of violence: something may be said at a firm, but a convoy is hit at a place."""
    lexicon, lemma = load_events(), token.lemma_
    return any(one.type in VIOLENT for one in (*lexicon.nouns.get(lemma, ()), *lexicon.verbs.get(lemma, ())))


_HERE = frozenset(("there", "here", "where"))


def read_preps(doc: Doc, token: Token, where: Where, *, about: bool = False) -> bool:
    """
    Add the places of the prepositional phrases of *token*; True if there are any.

    Args:
        doc: The doc.
        token: A verb or noun.
        where: What is added to.
        about: Whether *on* and *over* tell what it is about: *talks on Cyprus*.
    """
    if not token.children:
        return False
    before = len(where.places)
    for prep, one in iter_preps(token):
        word = prep.lower_
        if about and word in ("on", "over"):
            continue
        if word not in AT:
            if word == "for" and one.ent_type_ == "DATE" and not where.places:
                # "jailed for nine years in Minsk": the parse hangs the place on the years.
                for inner, two in iter_preps(one):
                    if inner.lower_ in ("in", "at", "near"):
                        where.add(where.places, find_places_of(doc, two, sure=True))
            continue
        found = find_land(doc, one) if one.lemma_ in WARS else ()
        found = found or find_places_of(
            doc, one, strict=word in _LOOSE, sure=word in SURE or (word == "at" and _is_violent(token))
        )
        if not found:
            # "at a warehouse on a road outside the capital", "in the streets of the city"
            for inner, two in _iter_inner(one):
                if inner.lower_ in AT or inner.lower_ == "of":
                    named = inner.lower_ in SURE or inner.lower_ == "at"
                    found = find_places_of(doc, two, strict=not named, sure=named)
                    if found:
                        break
        where.add(where.places, found)
        if found:
            _read_stray(doc, prep, where)
            # What follows only narrows it or lies beside: "in the village, near the city".
            return True
    for child in token.children:
        if child.lower_ in _HERE and child.dep_ == "advmod":
            where.add(where.places, find_places_of(doc, child))
    return len(where.places) > before


def _iter_inner(noun: Token) -> list[tuple[Token, Token]]:
    """Return the phrases behind a noun; *attacks by militants in the hills*: those of its doers, too."""
    found = iter_preps(noun)
    by = next((one for prep, one in found if prep.lower_ == "by"), None)
    return found if by is None else [*found, *iter_preps(by)]


def _read_stray(doc: Doc, prep: Token, where: Where) -> None:
    """Read a second place that the parse hangs on the verb: *in the town of A in B, and the port city of C*."""
    verb = prep.head if prep.head.pos_ in VERBAL else prep.head.head
    for child in verb.children:
        if child.dep_ == "conj" and child.i > prep.i and child.pos_ in ("NOUN", "PROPN") and verb.pos_ in VERBAL:
            where.add(where.places, find_places_of(doc, child, strict=True))
