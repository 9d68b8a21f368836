"""From a token to the places it stands for."""

from collections.abc import Sequence

from sayso.extract.actors.context import count_countries
from sayso.extract.actors.name import Name
from sayso.extract.actors.phrases import get_phrase, get_start, is_definite, is_plural
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.actors.standing import stands_as_place
from sayso.extract.parse import Token
from sayso.extract.places.areas import BORDERS, make_described, resolve_around, resolve_border, resolve_quarter
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.places.phrases import (
    cut_article,
    find_bearing,
    find_capital,
    find_same,
    is_called,
    is_larger,
    is_mere_seat,
    is_seat,
    is_several,
    means_other,
    read_bearing,
    take_name,
)
from sayso.extract.places.towns import choose_town
from sayso.extract.state import PlaceDraft
from sayso.model import PlaceClass
from sayso.ontology.gazetteer import Town, find_towns

_NOT_PLACES = ("person", "adjective", "people", "norp")


def resolve_places(register: Register, head: Token, *, create: bool = True) -> tuple[str, ...]:
    """Return the ids of the places that the phrase headed by *head* stands for, without its conjuncts."""
    name = register.get_name(head)
    if name is not None and _is_bare_noun(register, name):
        return _resolve_noun(register, head, create=create)
    if name is not None:
        if name.kind in _NOT_PLACES:
            return ()
        key = assign_place(register, name, create=create)
        return (_narrow(register, head, name, key),) if key else ()
    if head.pos_ == "PROPN" and create and load_place_lexicon().classes.get(head.lower_) is None:
        return _resolve_unknown(register, head)
    return _resolve_noun(register, head, create=create)


def is_of_place_noun(register: Register, name: Name) -> bool:
    """Whether a name is set before a noun of place that stands as a place: *in Osh region*, *near Goma airport*."""
    root = register.doc.tokens[name.root]
    if root.dep_ not in ("compound", "nmod", "poss") or root.head.i <= root.i:
        return False
    if root.dep_ == "poss" and load_place_lexicon().classes.get(root.head.lower_) not in ("Facility", "Route"):
        return False
    if name.kind not in ("place", "facility") and not any(one.kind in ("capital", "place") for one in name.senses):
        return False
    cls = load_place_lexicon().classes.get(root.head.lower_)
    if root.head.lower_ == "region" and any(
        one.kind == "place" and register.authority.places[one.key].within is None for one in name.senses
    ):
        # "The Eurasia region" is of half a continent.
        return False
    return cls is not None and stands_as_place(register.doc, root.head.i)


def is_home(register: Register, name: Name) -> bool:
    """Whether a town is told by who lives there, or by what it lies in: *residents of Antioch, Illinois*."""
    doc = register.doc
    root = doc.tokens[name.root]
    if name.kind != "place" or name.senses or root.dep_ not in ("pobj", "conj"):
        return False
    if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lemma_ in _PEOPLED:
        return True
    behind = register.at[name.end + 1] if name.end + 1 < len(doc) and doc.tokens[name.end].text == "," else None
    return (
        behind is not None
        and behind.start == name.end + 1
        and doc.tokens[behind.root].dep_ == "appos"
        and doc.tokens[behind.root].head.i == root.i
        and (behind.kind == "place" or any(one.kind == "place" for one in behind.senses))
    )


_PEOPLED = frozenset("resident inhabitant native outskirt outskirts street streets suburb".split())


def is_side(register: Register, name: Name) -> bool:
    """Whether a word for a side before a land's name makes it a place wherever it stands: *struck western Nepal*."""
    return any(one.kind == "place" for one in name.senses) and is_part(register, name)


def is_part(register: Register, name: Name) -> bool:
    """Whether a word for a side stands right before a name: *in eastern Kenya*."""
    if name.start == 0:
        return False
    before = register.doc.tokens[name.start - 1].lower_
    return before.endswith("ern") and before in load_place_lexicon().directions


def _is_bare_noun(register: Register, name: Name) -> bool:
    """Whether the recogniser took a mere noun with a capital for a name: *the Strip*."""
    if name.end - name.start != 1 or name.senses or name.kind not in ("place", "facility", "org"):
        return False
    return register.doc.tokens[name.start].lower_ in load_place_lexicon().classes


_INSIDE_NAMES = frozenset("- al el de la ad az ash ez es ul".split())


def _resolve_unknown(register: Register, head: Token) -> tuple[str, ...]:
    """Return the place of a proper noun that no recogniser took for a name, standing where a place stands."""
    doc = register.doc
    if not stands_as_place(doc, head.i) or head.ent_type_ in ("DATE", "TIME", "EVENT", "PERSON", "NORP"):
        return ()
    start = head.i
    while start > 0 and register.at[start - 1] is None:
        before = doc.tokens[start - 1]
        if before.pos_ != "PROPN" and before.lower_ not in _INSIDE_NAMES:
            break
        start -= 1
    while start < head.i and doc.tokens[start].lower_ in _INSIDE_NAMES:
        start += 1
    name = Name(start, head.i + 1, head.i, "place")
    register.at[start : head.i + 1] = [name] * (head.i + 1 - start)
    key = assign_place(register, name)
    return (key,) if key else ()


def assign_place(register: Register, name: Name, *, create: bool = True) -> str | None:
    """Return the id of the place that a name stands for, and put down where it is named."""
    if name.place is None and _is_bare_noun(register, name):
        return next(iter(_resolve_noun(register, register.doc.tokens[name.start], create=False)), None)
    if name.place is None:
        name.place = _find_place(register, name, create=create)
        if name.place is None:
            return None
        start = min(get_start(register.doc.tokens[name.root]), name.start)
        if is_side_of_town(register, name) or (
            is_part(register, name) and register.state.places[name.place].cls in ("Country", "Region")
        ):
            start = name.start
        register.state.places[name.place].spans.append((start, name.end))
        if start != name.start:
            register.state.places[name.place].spans.append((name.start, name.end))
    return name.place


def is_side_of_town(register: Register, name: Name) -> bool:
    """Whether a bearing stands before a known town's name: *southern Goma* is no name of all of it."""
    if name.place is None or name.start == 0:
        return False
    place = register.state.places[name.place]
    bearing = register.doc.tokens[name.start - 1].lower_.removesuffix("ern")
    return place.cls == "Settlement" and place.authority is not None and bearing in _BEARINGS


def _find_place(register: Register, name: Name, *, create: bool) -> str | None:
    for sense in name.senses:
        if sense.kind == "place":
            return register.add_known_place(sense.key)
    gone = _find_gone(register, name)
    if gone is not None:
        return gone
    capital = next((sense for sense in name.senses if sense.kind == "capital"), None)
    text = register.doc[name.start : name.end].text
    full = load_place_lexicon().abbreviations.get(text)
    if full is not None:
        region = next((one for one in find_towns(full) if one.cls == "Region" and one.country in ("US", "CA")), None)
        return _add_town(register, region) if region is not None else None
    country = None
    if capital is not None:
        country = register.authority.get_country(register.authority.actors[capital.key].place)
    if name.kind not in ("place", "facility") and capital is None:
        # "A diplomat in Brussels": the town, though Brussels is else the Union.
        town = choose_town(register, text) if _is_inside(register, name) else None
        return _add_town(register, town) if town is not None else None
    if name.kind != "facility":
        town = choose_town(register, text, country=country, cls="Region" if _is_named_region(register, name) else None)
        if town is not None:
            return _add_town(register, town, country)
    if not create:
        return None
    cls = _guess_class(text)
    if name.kind == "facility" and cls not in ("Route", "Other"):
        cls = "Facility"
    key = f"{make_slug(text)}-place"
    register.add_place(key, text, cls, rule="entity", within=country)
    return key


def _find_gone(register: Register, name: Name) -> str | None:
    """Return the land of a state that is no more, which the gazetteer has not: *in Zaire*."""
    sense = name.senses[0] if len(name.senses) == 1 else None
    entry = register.authority.actors.get(sense.key) if sense is not None and sense.kind == "name" else None
    if entry is None or entry.cls != "State" or entry.place is not None:
        return None
    return register.add_place(f"{entry.key}-place", entry.label, "Country", rule="entity").id


def _is_named_region(register: Register, name: Name) -> bool:
    """*The state of Bihar*."""
    root = register.doc.tokens[name.root]
    return root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lower_ in ("state", "province")


def _is_inside(register: Register, name: Name) -> bool:
    root = register.doc.tokens[name.root]
    return name.end - name.start == 1 and root.dep_ == "pobj" and root.head.lower_ in ("in", "near", "outside")


def _add_town(register: Register, town: Town, country: str | None = None) -> str:
    within = register.add_known_place(country) if country else register.add_country(town.country)
    if town.key not in register.state.places:
        register.add_place(town.key, town.name, town.cls, rule="gazetteer", within=within, authority=town.key)
    return town.key


def assign_town(register: Register, name: Name, towns: Sequence[Town]) -> None:
    """Let a name stand for the town of that name that the article means, or for the largest."""
    town = choose_town(register, towns[0].name) or next((one for one in towns if one.cls == "Settlement"), None)
    if town is not None:
        name.place = _add_town(register, town)
        register.state.places[name.place].spans.append((name.start, name.end))


def _guess_class(text: str) -> PlaceClass:
    words = text.lower().split()
    classes = load_place_lexicon().classes
    return classes.get(words[-1]) or classes.get(words[0]) or "Settlement"


def _narrow(register: Register, head: Token, name: Name, key: str) -> str:
    """
    Return the part of a country that *northern* before its name makes, or the place itself.

    *Northern Iraq's Nineveh province* names the province only, and the country that it lies in.
    """
    place = register.state.places[key]
    if place.cls not in ("Country", "Region", "Settlement") or name.start == 0:
        return key
    if head.dep_ == "poss" and head.head.lower_ in load_place_lexicon().classes:
        return key
    before = register.doc.tokens[name.start - 1]
    if before.lower_ not in load_place_lexicon().directions or before.lower_ in ("occupied", "rural", "coastal"):
        return key
    if place.cls == "Settlement" and not is_side_of_town(register, name):
        return key
    doc = register.doc
    if any(token.lower_ in _UNITS for token in doc.tokens[name.end - 1 : name.end + 1]):
        # "The southern Kherson region" is all of it, and in the south.
        return key
    start, bearing = read_bearing(register, before)
    part = _add_part(register, bearing, key)
    part.spans.append((start, name.end))
    return part.id


_UNITS = frozenset("region province oblast governorate county prefecture department voivodeship".split())
"""Nouns behind the name of a unit of a land."""
_PARTS = frozenset(
    "rest part parts swathe swathes stretch stretches heart centre center middle edge whole all much most half".split()
)
_BEARINGS = frozenset("north south east west northeast northwest southeast southwest".split())


def _resolve_noun(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    if head.lower_ in _PARTS or head.lower_ in _BEARINGS:
        return _resolve_part(register, head, create=create)
    cls = load_place_lexicon().classes.get(head.lower_)
    if cls is None:
        return ()
    if create and head.tag_ == "NNS" and (quarter := resolve_quarter(register, head)):
        return quarter
    if head.lower_ in BORDERS and (border := resolve_border(register, head, create=create)) is not None:
        return border
    named = _find_beside(register, head)
    if named is not None:
        return (_name_by_noun(register, head, named, cls),)
    if is_definite(head) and cls in ("Country", "Region", "Settlement") and not is_plural(head):
        if means_other(head):
            return resolve_quarter(register, head) if create else ()
        if head.lower_ in _NEVER_LAST:
            return ()
        capital, sure = find_capital(register, head) if head.lower_ == "capital" else (None, False)
        known = assign_place(register, capital) if capital is not None else None
        if not sure:
            known = _find_last(register, head, cls)
        if known:
            register.state.places[known].spans.append(get_phrase(register.doc, head, long=False))
            return (known,)
        return ()
    around = resolve_around(register, head)
    if around is not None and create:
        return around
    if cls in ("Facility", "Route") and not is_several(head) and (before := find_same(register, head)):
        return (before,)
    if not create:
        return ()
    if cls not in ("Facility", "Route"):
        return resolve_quarter(register, head)
    if is_several(head):
        return ()
    return make_described(register, head, cls)


_NEVER_LAST = frozenset(
    "coast coastline belt hinterland highlands lowlands heartland borderland countryside suburb outskirts land basin "
    "frontier stronghold bastion".split()
)
"""Nouns of which *the* takes up no region that was named."""


def _resolve_part(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """*The rest of X* is taken for X; *the north of X* is a part of it, *to the north of X* is not."""
    if head.lower_ in _BEARINGS and head.n_rights:
        if head.head.lower_ == "to" or not any(child.lower_ == "the" for child in head.lefts):
            return ()
    for child in head.rights:
        if child.dep_ != "prep" or child.lower_ != "of":
            continue
        for one in child.children:
            if one.dep_ != "pobj":
                continue
            found = resolve_places(register, one, create=create)
            if not found:
                return ()
            span = get_phrase(register.doc, head, long=False)
            bearing = head.lower_ if head.lower_ in _BEARINGS else find_bearing(register, head)
            if bearing:
                part = _add_part(register, bearing, found[0])
                part.spans.append(span)
                return (part.id,)
            register.state.places[found[0]].spans.append(span)
            return found
    if head.lower_ in _BEARINGS and create:
        return _resolve_owned(register, head) or _resolve_bearing(register, head)
    return ()


def _resolve_owned(register: Register, head: Token) -> tuple[str, ...]:
    """*Mali's north*, or *Malis north* in a text that lost its apostrophes: the part of Mali."""
    for child in head.lefts:
        name = register.get_name(child) if child.dep_ in ("poss", "compound") else None
        sense = next((one for one in name.senses if one.kind == "place"), None) if name is not None else None
        if name is None or (sense is None and name.kind != "place"):
            continue
        key = register.add_known_place(sense.key) if sense is not None else assign_place(register, name)
        if key is not None and register.state.places[key].cls in ("Country", "Region"):
            part = _add_part(register, head.lower_, key)
            part.spans.append((name.start, head.i + 1))
            return (part.id,)
    return ()


def _resolve_bearing(register: Register, head: Token) -> tuple[str, ...]:
    """*In the north*: of the one country that is named in the sentence, else of the one that the article is about."""
    if (
        head.n_rights
        or not any(child.lower_ == "the" for child in head.lefts)
        or not stands_as_place(register.doc, head.i)
    ):
        return ()
    inside = {
        sense.key
        for name in register.names
        if head.sent.start <= name.start < head.sent.end
        for sense in name.senses
        if sense.kind == "place" and register.authority.places[sense.key].cls == "Country"
    }
    if len(inside) != 1:
        counted = count_countries(register).most_common(2)
        if not counted or (len(counted) > 1 and counted[0][1] < 2 * counted[1][1]):
            return ()
        inside = {counted[0][0]}
    key = register.add_known_place(inside.pop())
    part = _add_part(register, head.lower_, key)
    part.spans.append(get_phrase(register.doc, head, long=False))
    return (part.id,)


def _add_part(register: Register, bearing: str, key: str) -> PlaceDraft:
    """Return the part of a country or region on a side: one place, be it *northern X* or *the north of X*."""
    side = bearing.lower().replace("-", "").removesuffix("ern")
    whole = register.state.places[key]
    name = f"{side}ern {whole.name}" if side in _BEARINGS else f"{bearing} {whole.name}"
    part = register.add_place(f"{make_slug(name)}-place", name, "Region", rule="part", within=key)
    return part


def _find_beside(register: Register, head: Token) -> Name | None:
    """Return the name in the phrase of a noun of place: *Idlib province*, *the city of Mosul*, *the port, Odesa*."""
    town = load_place_lexicon().classes.get(head.lower_) == "Settlement"
    behind = register.at[head.i + 1] if head.i + 1 < len(register.at) else None
    if town and behind is not None and behind.start == head.i + 1 and is_seat(behind) and not head.n_rights:
        # "towards the capital Riyadh": the parse may hang the name on the verb.
        return behind
    # "The Mbau district of Congo" is Mbau; "the Syrian city of Aleppo" is Aleppo.
    own = any(
        child.dep_ in ("compound", "nmod") and (name := register.get_name(child)) is not None and name.kind == "place"
        for child in head.lefts
    )
    lent = head.lower_ in ("stronghold", "bastion")
    for child in sorted(head.children, key=lambda one: (one.dep_ == "prep") == own):
        if lent and child.i < head.i:
            # "A Taliban stronghold" is no place of that name.
            continue
        if child.dep_ in ("compound", "nmod", "amod", "poss", "appos"):
            name = register.get_name(child)
            if town and name is not None and child.dep_ != "appos" and is_larger(register, name):
                continue
            if name is not None and name.kind in ("place", "actor", "facility", "org"):
                return name
            if (
                name is not None
                and name.kind in ("adjective", "norp")
                and head.lower_ in (_LANDS if name.kind == "adjective" else _SHORES)
            ):
                return name
        elif child.dep_ == "prep" and child.lower_ == "of":
            for one in child.children:
                if one.dep_ != "pobj":
                    continue
                name = register.get_name(one) or (take_name(register, one) if is_called(head) else None)
                if name is not None and name.kind in ("place", "actor", "facility"):
                    return name
    return None


_SHORES = frozenset("coast coastline peninsula archipelago".split())
"""What a land has that is a place of its own: *the Kenyan coast*."""
_LANDS = _SHORES | {"territory", "soil", "land", "border"}


def _name_by_noun(register: Register, head: Token, name: Name, cls: PlaceClass) -> str:
    span = get_phrase(register.doc, head, long=False)
    if name.kind == "adjective":
        entry = register.authority.actors.get(name.actor or "")
        if entry is not None and entry.place and head.lower_ not in _SHORES:
            key = register.add_known_place(entry.place)
            register.state.places[key].spans.append(span)
            return key
    text = register.doc[name.start : name.end].text
    own = cls in ("Facility", "Route", "Other") or head.lower_ in (
        "suburb",
        "suburbs",
        "outskirts",
        "border",
        "countryside",
        "coast",
        "coastline",
    )
    own = own or (head.lower_ in _SHORES and name.kind != "place" and not any(s.kind == "place" for s in name.senses))
    own = own or (head.lower_ in ("island", "islands") and not name.senses)
    if own or (
        name.kind in ("actor", "org") and cls != "Settlement" and not any(s.kind == "place" for s in name.senses)
    ):
        phrase = cut_article(register.doc[span[0] : span[1]].text)
        # Where it lies is not thereby named as a place of its own.
        within = name.place or (_find_place(register, name, create=False) if name.kind in ("actor", "place") else None)
        draft = register.add_place(
            f"{make_slug(phrase)}-place", phrase, cls if cls != "Settlement" else "Region", rule="noun", within=within
        )
        draft.spans.append(span)
        return draft.id
    if cls == "Region" and name.place is None:
        town = choose_town(register, text, cls="Region")
        if town is not None and not any(sense.kind == "place" for sense in name.senses):
            within = register.add_country(town.country)
            register.add_place(town.key, town.name, "Region", rule="gazetteer", within=within, authority=town.key)
            name.place = town.key
            register.state.places[town.key].spans.append((name.start, name.end))
    known = assign_place(register, name)
    key = known or f"{make_slug(text)}-place"
    if known is None:
        register.add_place(key, text, cls, rule="noun")
        name.place = key
    place = register.state.places[key]
    if place.rule == "entity":
        place.cls = cls
    place.spans.append(span)
    return key


def _find_last(register: Register, head: Token, cls: PlaceClass) -> str | None:
    """Return the place of a class that was last named before *head*; the one for *the region* may be a while ago."""
    for name in reversed(register.names):
        if name.start >= head.i or name.kind in _NOT_PLACES or is_mere_seat(register, name):
            continue
        key = name.place or assign_place(register, name, create=False)
        if key is not None and register.state.places[key].cls == cls:
            return key
    return None
