"""Places that are told by a common noun and a name beside it: borders, quarters of a town, embassies."""

from sayso.extract.actors.name import Name
from sayso.extract.actors.phrases import get_phrase, get_start
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.actors.standing import stands_as_place
from sayso.extract.parse import Doc, Token
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.places.phrases import cut_article
from sayso.model import PlaceClass

BORDERS = frozenset("border borders frontier frontiers boundary".split())
_FAR = 8
"""Tokens behind a border within which the second country stands: *between the Central African Republic and Chad*."""


def resolve_border(register: Register, head: Token, *, create: bool) -> tuple[str, ...] | None:
    """
    Return the border of the countries beside the noun, one place however it is put; None if none is named.

    *The Libyan border*, *the border with Libya*; *the Kenya-Somalia border*, *the border between Kenya and Somalia*.
    """
    start, end, names = _find_sides(register, head)
    countries = sorted({country for name in names if (country := _get_country(register, name))})
    if not countries:
        return None
    key = _find_border(register, countries[:2])
    if key not in register.state.places:
        if not create:
            return ()
        text = cut_article(register.doc[start:end].text)
        within = register.add_known_place(countries[0]) if len(countries) == 1 else None
        register.add_place(key, text, "Route", rule="noun", within=within)
    register.state.places[key].spans.append((start, end))
    return (key,)


def _find_border(register: Register, countries: list[str]) -> str:
    """Return the id of a border; *the Libyan border* is the one of Libya's that the article names by both sides."""
    key = "-border-".join(countries) + "-border"
    if key in register.state.places:
        return key
    borders = [one for one in register.state.places if one.endswith("-border") and set(countries) & _get_sides(one)]
    told = [one for one in borders if len(countries) == 1 or len(_get_sides(one)) == 1]
    return told[0] if len(told) == 1 and len(borders) == 1 else key


def _get_sides(key: str) -> set[str]:
    return set(key.removesuffix("-border").split("-border-"))


def _find_sides(register: Register, head: Token) -> tuple[int, int, list[Name]]:
    """Return where the phrase of a border begins and ends, and the names that tell whose it is."""
    doc, at = register.doc, register.at
    start, end = get_start(head), head.i + 1
    names = [name for i in range(start, head.i) if (name := at[i]) is not None and name.start == i]
    behind = doc.tokens[end] if end < len(doc) else None
    if names or behind is None or behind.lower_ not in ("with", "between", "of"):
        return start, end, names
    for i in range(end + 1, min(len(doc), end + _FAR)):
        name, token = at[i], doc.tokens[i]
        if name is not None:
            if name.start == i and _get_country(register, name):
                names.append(name)
                end = name.end
            if len(names) == 2 or (names and behind.lower_ == "with"):
                break
        elif token.lower_ not in ("the", "and", "neighbouring", "neighboring", "northern", "southern", "nearby"):
            break
    return start, end, names


def _get_country(register: Register, name: Name) -> str | None:
    """Return the place key of the country that a name or its adjective stands for, or None."""
    for sense in name.senses:
        if sense.kind == "place":
            return sense.key if register.authority.places[sense.key].cls == "Country" else None
        if sense.kind == "adjective":
            return register.authority.actors[sense.key].place
    return None


_QUARTERS = frozenset(
    "neighbourhood neighborhood district quarter suburb area region part section sector zone outskirts countryside "
    "territory province governorate".split()
)
"""Nouns for parts of a town or land that are places of their own without a name: *two districts of Ostrava*."""


def is_quarter(head: Token) -> bool:
    """Whether a noun stands for parts of a town or land, and something tells which: *five districts of Ostrava*."""
    if head.lemma_ not in _QUARTERS and head.lower_ not in _QUARTERS:
        return False
    if head.tag_ == "NNS":
        return _find_around(head) is not None or any(
            child.lemma_ in _HELD or child.lower_ in _HELD for child in head.lefts
        )
    around = _find_around(head)
    if around is None or any(child.dep_ in ("nummod", "quantmod") for child in head.lefts):
        # "One quarter of the land" is a share.
        return False
    if around.head.lower_ == "of" and head.lower_ not in _PARTS:
        # "The northern province of Idlib" is Idlib, whatever the recogniser took the name for.
        return False
    return not any(child.lower_ == "the" for child in head.lefts) or any(
        child.dep_ == "amod" and child.lower_ in load_place_lexicon().directions for child in head.lefts
    )


def _find_around(head: Token) -> Token | None:
    """Return the word that says what a part is of or lies in, if it is a name or stands beside one."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("in", "of", "near", "around"):
            one = next((one for one in child.children if one.dep_ == "pobj"), None)
            if one is None or (one.pos_ != "PROPN" and not any(own.pos_ == "PROPN" for own in one.lefts)):
                return None
            listed = child.lower_ == "of" and any(own.dep_ in ("conj", "appos") for own in one.rights)
            # "The districts of Tartar and Agdam" are named so.
            return None if listed else one
    return None


def resolve_quarter(register: Register, head: Token) -> tuple[str, ...]:
    """Return the unnamed part of a town or land that is named behind it: *several neighbourhoods in Tripoli*."""
    if not is_quarter(head):
        return ()
    start, end = _get_phrase(register, head)
    around = _find_around(head)
    name = register.get_name(around) if around is not None else None
    within = name.place if name is not None else None
    text = cut_article(register.doc[start:end].text)
    draft = register.add_place(f"{make_slug(text)}-place", text, "Region", rule="description", within=within)
    draft.spans += [(start, end), (start, head.i + 1)]
    return (draft.id,)


_PARTS = frozenset("outskirts countryside part section sector".split())
_HELD = frozenset("hold held control controlled occupied besieged populated".split())
"""Participles that tell which areas are meant: *rebel-held areas*."""


_LONE = frozenset("embassy consulate peninsula coast coastline archipelago".split())
"""Nouns of which a people or state has one: *the Dutch embassy*, *the Kenyan coast*."""
SITES = frozenset(
    "hospital clinic airport airbase airfield airstrip base camp barracks bridge dam mosque church cathedral "
    "monastery temple shrine synagogue prison jail stadium market square roundabout junction intersection refinery "
    "port station checkpoint crossing river lake mountain mountains hill hills island islands valley reef street road "
    "highway boulevard tunnel pass strait cemetery monument palace oilfield mine plateau heights forest plains".split()
)
"""Nouns that make the name before them a place's, be it a person's or unknown: *Yarmuk hospital*, *the Naf river*."""


def find_site(register: Register, name: Name) -> Token | None:
    """Return the noun of place beside a name that is none of a place itself: *the Dutch embassy*, *Rao hospital*."""
    doc = register.doc
    root = doc.tokens[name.root]
    head = root.head
    if root.dep_ == "compound" and head.dep_ == "pobj" and head.lower_ in load_place_lexicon().classes:
        side = _find_side(doc, head)
        if side is not None:
            return side
    if head.i == name.end and root.dep_ in ("amod", "compound", "nmod"):
        word = head.lower_
        if word in BORDERS or (word in _LONE and name.kind in ("adjective", "norp", "actor")):
            if word in ("embassy", "consulate") and head.head.lower_ not in ("in", "at", "near", "outside", "inside"):
                # "Turned to the Dutch embassy": those who sit there.
                return None
            return head if stands_as_place(doc, head.i) else None
        if word in SITES and name.kind in ("person", "org") and head.tag_ != "NNS":
            return head if stands_as_place(doc, head.i) else None
        return None
    return _find_side(doc, root) if root.dep_ == "pobj" else None


def _find_side(doc: Doc, token: Token) -> Token | None:
    """Return the noun before *of*, *with* or *between* whose side or border a word tells of, where it is a place."""
    prep = token.head
    if prep.lower_ not in ("with", "between", "of") or prep.i == 0:
        return None
    # The parse may hang "with Chad" on the verb.
    noun = doc.tokens[prep.i - 1]
    if noun.lower_ in BORDERS or (prep.lower_ == "of" and _is_side(noun)):
        return noun if stands_as_place(doc, noun.i) else None
    return None


def _is_side(noun: Token) -> bool:
    """Whether a noun is that of a side: *the north of X*, *the coast of X*; not *60 km to the north*."""
    lefts = noun.lefts
    if noun.head.lower_ == "to":
        # "30 km to the east of X": not in it.
        return False
    if noun.lower_ in ("countryside", "outskirts", "suburbs", "part", "parts", "half", "edge", "sector"):
        directions = load_place_lexicon().directions
        return any(child.dep_ == "amod" and child.lower_ in directions for child in lefts)
    if noun.lower_ in ("coast", "coastline"):
        return True
    return noun.lower_ in _BEARINGS and any(child.lower_ == "the" for child in lefts)


_BEARINGS = frozenset("north south east west northeast northwest southeast southwest".split())


def make_described(register: Register, head: Token, cls: PlaceClass) -> tuple[str, ...]:
    """Make a place of a building or road that is only described: *a market in the port*."""
    start, end = _get_phrase(register, head)
    if end == head.i + 1 < len(register.doc) and register.doc.tokens[end].lower_ in load_place_lexicon().classes:
        # The second noun may be read as a verb: "the headquarters compound itself".
        end += 1
    text = cut_article(register.doc[start:end].text)
    if " " not in text and not any(child.dep_ == "det" for child in head.lefts):
        return ()
    key = f"{make_slug(text)}-place"
    draft = register.add_place(key, text, cls, rule="description")
    draft.spans.append((start, end))
    short = get_phrase(register.doc, head, long=False)
    if short != (start, end):
        draft.spans.append(short)
    return (key,)


def _get_phrase(register: Register, head: Token) -> tuple[int, int]:
    """Return the phrase of a place without what it is for or whose it is: *hospital*, not *hospital for treatment*."""
    start, end = get_phrase(register.doc, head)
    for token in register.doc.tokens[head.i + 1 : end]:
        if token.lower_ in ("for", "from", "with", "where", "which", "who") or (
            token.dep_ in ("acl", "relcl") and token.head.i == head.i
        ):
            return start, token.i
    return start, end


def resolve_around(register: Register, head: Token) -> tuple[str, ...] | None:
    """*The area around X*: a place of its own, beside X."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("around", "surrounding"):
            name = next((register.get_name(one) for one in child.children if one.dep_ == "pobj"), None)
            if name is None or name.kind not in ("place", "actor"):
                return None
            end = name.end
            text = register.doc[head.i : end].text
            draft = register.add_place(f"{make_slug(text)}-place", text, "Region", rule="around")
            draft.spans.append((head.i, end))
            return (draft.id,)
    return None
