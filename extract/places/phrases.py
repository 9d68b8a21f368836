"""What the phrase around a noun of place tells: the town or building meant, a side of a land, a name behind *of*."""

from collections.abc import Sequence

from sayso.extract.actors.context import get_main_state
from sayso.extract.actors.name import Name
from sayso.extract.actors.phrases import get_start, is_plural
from sayso.extract.actors.register import Register
from sayso.extract.actors.standing import stands_as_place
from sayso.extract.parse import Token
from sayso.extract.places.lexicon import load_place_lexicon


def is_several(head: Token) -> bool:
    """Whether a noun of place stands for more than one: not *a headquarters*, *the barracks*."""
    return is_plural(head) and head.lower_ not in ("headquarters", "barracks", "premises")


def find_same(register: Register, head: Token) -> str | None:
    """Return the building or road that *the mosque*, *the police headquarters* takes up, last named first."""
    told = {child.lower_ for child in head.lefts}
    if not told & {"the", "this", "that"}:
        return None
    told -= {"the", "this", "that", "same"}
    best: tuple[int, str] | None = None
    for key, place in register.state.places.items():
        if place.cls not in ("Facility", "Route"):
            continue
        words = place.name.lower().split()
        if head.lower_ not in words or not told <= set(words) or words[get_head(words)] != head.lower_:
            continue
        at = max((start for start, end in place.spans if end <= head.i), default=-1)
        if at >= 0 and (best is None or at > best[0]):
            best = at, key
    if best is None:
        return None
    register.state.places[best[1]].spans.append((get_start(head), head.i + 1))
    return best[1]


def get_head(words: Sequence[str]) -> int:
    """Return which word of a place's name tells what it is: the last before a preposition, or the last."""
    return next((i - 1 for i, word in enumerate(words) if i and word in _BEHIND), len(words) - 1)


_BEHIND = frozenset("of in at near outside inside on from for with around along between to".split())


def find_capital(register: Register, head: Token) -> tuple[Name | None, bool]:
    """
    Return the name before *the capital*, *the Indian capital* that it takes up: of the land with it, or the main one.

    And whether it is that or none: else the town named last may be meant.
    """
    if any(child.lower_ in _LESSER for child in head.lefts):
        return None, False
    owners = [register.get_name(child) for child in head.lefts if child.dep_ in ("amod", "compound", "nmod")]
    owner = next((one.actor for one in owners if one is not None and one.actor), None)
    state = owner or get_main_state(register)
    for name in reversed(register.names):
        if name.start < head.i and any(one.kind == "capital" and state in (None, one.key) for one in name.senses):
            return name, True
    return None, bool(owner)


_LESSER = frozenset("provincial regional state district old former ancient commercial financial industrial".split())


def is_mere_seat(register: Register, name: Name) -> bool:
    """Whether a capital's name stands for those who rule from it: *Washington said*; "the city" is another."""
    return (
        name.place is None
        and any(one.kind == "capital" for one in name.senses)
        and not stands_as_place(register.doc, name.root)
    )


_OTHER = frozenset("neighbouring neighboring other another next second adjacent adjoining nearby".split())


def means_other(head: Token) -> bool:
    """*The neighbouring state*, *the exclave of Vorukh*, *her village*: not the place that was named last."""
    return any(
        child.lower_ in _OTHER or child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ == "of")
        for child in head.children
    )


def cut_article(text: str) -> str:
    """Return a phrase without the article in front of it."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else text


def read_bearing(register: Register, last: Token) -> tuple[int, str]:
    """Return where a bearing begins that ends in a word, and the whole of it: *north-eastern* is three tokens."""
    doc = register.doc
    if (
        last.i > 1
        and doc.tokens[last.i - 1].text in ("-", "–")
        and doc.tokens[last.i - 2].lower_ in ("north", "south")
    ):
        return last.i - 2, doc.tokens[last.i - 2].lower_ + last.lower_
    return last.i, last.lower_


def find_bearing(register: Register, head: Token) -> str:
    """Return the side that *part* or *half* is on: *the north-eastern part of X*; empty for none."""
    for child in head.lefts:
        if child.dep_ == "amod" and child.lower_.endswith("ern") and child.lower_ in load_place_lexicon().directions:
            return read_bearing(register, child)[1]
    return ""


def is_seat(name: Name) -> bool:
    """Whether a name is a town's for all that is known, or a capital."""
    return (name.kind == "place" and not name.senses) or any(one.kind == "capital" for one in name.senses)


def is_called(head: Token) -> bool:
    """Whether what follows *of* can only be the name of the place: *the city of Qamishli*."""
    return head.tag_ == "NN" and head.lower_ in ("city", "town", "village", "district", "province", "hamlet", "suburb")


def take_name(register: Register, token: Token) -> Name | None:
    """Put down a proper noun that no recogniser took for a name as that of a place."""
    if token.pos_ != "PROPN" or token.ent_type_ or not token.text[0].isupper():
        return None
    start = token.i
    while (
        start > 0
        and register.doc.tokens[start - 1].dep_ == "compound"
        and register.doc.tokens[start - 1].head.i == token.i
    ):
        start -= 1
    if any(register.at[start : token.i + 1]):
        return None
    name = Name(start, token.i + 1, token.i, "place")
    register.at[start : token.i + 1] = [name] * (token.i + 1 - start)
    register.names.append(name)
    register.names.sort(key=lambda one: one.start)
    return name


def is_larger(register: Register, name: Name) -> bool:
    """Whether a name before *town* or *capital* is of the region or country that it lies in."""
    for sense in name.senses:
        if sense.kind == "place":
            return register.authority.places[sense.key].cls in ("Country", "Region")
    return name.kind in ("actor", "adjective", "org")
