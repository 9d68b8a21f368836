"""Put right what the recogniser says a name is, by the syntax around it and by the gazetteer."""

from sayso.extract.actors.context import count_countries
from sayso.extract.actors.endings import FIRM_ENDS, OUTLET_ENDS, ends_firm
from sayso.extract.actors.genders import SPEAKING
from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register
from sayso.extract.actors.standing import (
    LOCATIVE,
    PLACE_NOUNS,
    get_first_conjunct,
    is_listing,
    lists_places,
    stands_as_place,
)
from sayso.extract.actors.unseen import FRONTS, NO_LAST_NAMES, SIDES
from sayso.extract.parse import Doc
from sayso.ontology.first_names import load_first_names
from sayso.ontology.gazetteer import find_towns

_STRONG = frozenset("in near into outside inside within around throughout across at".split())
_OF_PLACES = frozenset(
    "neighbourhood neighborhood district town village city province governorate suburb subdistrict township".split()
)
_PLACE_ENDS = frozenset(
    "Street Avenue Boulevard Road Highway River Lake Mountain Mountains Airport Bridge Island Cathedral Mosque "
    "Synagogue Shrine Basilica Cemetery Stadium Square Barracks Checkpoint Airbase Prison Jail".split()
)
"""Words in which the names of places end that the recogniser takes for bodies or people."""
_BUILDINGS = frozenset(
    "Mosque Cathedral Basilica Temple Shrine Synagogue Monastery Abbey Station Terminal Metro Métro Stadium Arena "
    "Square Plaza Park Tower Mall Market Hotel Theater Theatre Cemetery Harbor Harbour Beach Valley Bay Strait Canal "
    "Peninsula Islands Forest Dam Desert Checkpoint Crossing Junction".split()
)
"""The same, of what may have people that speak for it: a place unless it does something."""
_TOPONYMS = frozenset(
    "Ain Ayn Deir Khirbat Khirbet Kafr Kafar Kfar Wadi Jabal Jebel Beit Bayt Dahiyet Dahiyat Ras Qalat Jisr Tell Tall "
    "Burj Souq Souk Qasr Marj Nahr Mount Fort Lake Cape".split()
)
"""Words with which the names of places begin, and of people hardly ever."""
_RULERS = frozenset("mayor governor premier king queen prince emir sultan ruler bishop archbishop".split())
_PERSONAL_VERBS = frozenset("write recall tweet post joke laugh shout whisper remember smile shrug sigh".split())


def correct_kinds(register: Register) -> None:
    """Correct the kinds of names that the authority does not know, before actors are made of them."""
    people = {
        register.doc.tokens[one.end - 1].text
        for one in register.names
        if one.kind == "person" and one.end - one.start > 1
    }
    singles = {
        register.doc.tokens[one.start].text
        for one in register.names
        if one.kind == "person" and one.end - one.start == 1
    }
    for name in register.names:
        if name.senses or name.kind in ("facility",):
            continue
        size = name.end - name.start
        if name.kind in ("person", "place", "norp") and size > 1 and ends_firm(register.doc.tokens[name.end - 1]):
            name.kind = "org"
        elif name.kind in ("person", "org", "norp") and _is_of_place(register.doc, name):
            name.kind = "place"
        elif name.kind == "person" and size == 1 and _is_beside(register.doc, name):
            name.kind = "place"
        elif (
            name.kind in ("person", "org", "norp")
            and size > 1
            and register.doc.tokens[name.end - 1].text in _PLACE_ENDS
        ):
            if name.kind != "person" or not _speaks(register, name):
                name.kind = "facility"
        elif name.kind in ("person", "org") and size > 1 and _is_building(register, name):
            name.kind = "facility"
        elif name.kind in ("person", "org") and size > 1 and _is_toponym(register, name):
            name.kind = "place"
        elif name.kind == "person" and _is_ruled(register, name):
            name.kind = "place"
        elif name.kind == "person" and _is_body(register, name):
            name.kind = "org"
        elif name.kind in ("person", "place", "norp") and size > 1 and register.doc[name.start].text in FRONTS:
            name.kind = "org"
        elif name.kind == "org" and (_is_writer(register, name) or _is_given(register, name)):
            name.kind = "person"
        elif name.kind in ("org", "place", "norp") and _is_aged(register.doc, name):
            name.kind = "person"
        elif _is_outlet(register, name) or _is_called_body(register, name, singles):
            name.kind = "org"
        elif name.kind in ("org", "place") and size in (2, 3, 4) and register.doc.tokens[name.end - 1].text in singles:
            own = register.doc.tokens[name.start].text not in SIDES
            if own and all(register.doc.tokens[i].pos_ == "PROPN" for i in range(name.start, name.end)):
                name.kind = "person"
        elif name.kind == "norp" and size == 1 and _is_town_not_people(register, name):
            name.kind = "place"
        elif name.kind == "person" and _is_place(register, name, people):
            name.kind = "place"
        elif name.kind in ("org", "place", "norp") and _is_titled(register, name):
            name.kind = "person"
        elif name.kind == "org" and _is_place(register, name, people):
            name.kind = "place"
        elif name.kind == "place" and _is_people(register, name):
            name.kind = "norp"
    _agree(register)


def _agree(register: Register) -> None:
    """Let a name of several words that is called a person's here and a body's there be of the kind it mostly is."""
    alike: dict[str, list[Name]] = {}
    for name in register.names:
        if name.kind in ("person", "org") and not name.senses and name.end - name.start > 1:
            alike.setdefault(register.doc[name.start : name.end].text, []).append(name)
    for names in alike.values():
        people = [one for one in names if one.kind == "person"]
        if not people or len(people) == len(names):
            continue
        titled = any(_is_titled(register, one) or _follows_office(register, one) for one in names)
        kind = names[0].kind if 2 * len(people) == len(names) else "org" if 2 * len(people) < len(names) else "person"
        for one in names:
            one.kind = "person" if titled else kind


def _follows_office(register: Register, name: Name) -> bool:
    before = register.doc.tokens[name.start - 1] if name.start else None
    return before is not None and (
        before.lower_ in register.lexicon.titles or register.lexicon.get_noun(before) in register.lexicon.office
    )


def _is_of_place(doc: Doc, name: Name) -> bool:
    """Whether a noun for a settlement or region follows a name: *al-Nur neighborhood*, *Kitanda village*."""
    root = doc.tokens[name.root]
    return (
        root.dep_ in ("compound", "nmod", "amod")
        and root.head.i == name.end
        and root.head.lower_ in _OF_PLACES
        and root.head.tag_ == "NN"
    )


def _is_beside(doc: Doc, name: Name) -> bool:
    """Whether a "person" stands before a noun for land, which is no person's: *the Kidal region*."""
    root = doc.tokens[name.root]
    return root.dep_ == "compound" and root.head.i == name.end and root.head.lower_ in _LAND


_LAND = frozenset("region area countryside outskirts suburbs valley plateau oasis hinterland".split())


def _speaks(register: Register, name: Name) -> bool:
    """Whether a "person" says something anywhere, though the name ends like a place's: *Ada Lake, a nurse, said*."""
    doc = register.doc
    size, words = name.end - name.start, doc.orth[name.start : name.end]
    if doc.tokens[name.start].lower_ not in load_first_names():
        return False
    for one in register.names:
        if one.kind == "person" and one.end - one.start == size and doc.orth[one.start : one.end] == words:
            root = doc.tokens[one.root]
            if root.dep_ == "nsubj" and root.head.lemma_ in SPEAKING:
                return True
    return False


def _is_building(register: Register, name: Name) -> bool:
    """Whether a name ends like a building's or a site's, and does nothing: *at Linden Mosque*."""
    doc = register.doc
    acts = doc.tokens[name.root].dep_ in ("nsubj", "agent") or doc.tokens[name.root].head.dep_ == "agent"
    return doc.tokens[name.end - 1].text in _BUILDINGS and not acts


def _is_toponym(register: Register, name: Name) -> bool:
    """Whether a name begins like that of a village or a hill: *Ain Zara*, *Deir Hafer*."""
    doc = register.doc
    if doc.tokens[name.start].text not in _TOPONYMS or _follows_office(register, name):
        return False
    return (
        doc.tokens[name.root].dep_ not in ("nsubj", "agent")
        and register.lexicon.get_noun(doc.tokens[name.end - 1]) == ""
    )


def _is_ruled(register: Register, name: Name) -> bool:
    """Whether a "person" is the town or land that an office is of: *the mayor of Ghent*."""
    root = register.doc.tokens[name.root]
    if root.dep_ != "pobj" or root.head.lower_ != "of" or root.head.i != name.start - 1:
        return False
    return register.lexicon.get_noun(root.head.head) in _RULERS


def _is_body(register: Register, name: Name) -> bool:
    """Whether a "person" ends in a noun for a body (*Sahel Justice Collective*) or has an article in front."""
    doc, lexicon = register.doc, register.lexicon
    if name.end - name.start < 2:
        return False
    last = doc.tokens[name.end - 1]
    noun = lexicon.get_noun(last)
    if (
        noun in lexicon.bodies
        or noun in lexicon.state_bodies
        or last.lower_ in OUTLET_ENDS
        or last.lower_ in FIRM_ENDS
    ):
        return (
            noun not in lexicon.office
            and last.text[0].isupper()
            and doc.tokens[name.start].lower_ not in lexicon.titles
        )
    before = doc.tokens[name.start - 1].lower_ if name.start else ""
    titled = any(
        token.lower_ in lexicon.titles or lexicon.get_noun(token) in lexicon.office
        for token in doc[name.start : name.end]
    )
    return (
        before == "the"
        and last.tag_ == "NNP"
        and not titled
        and doc.tokens[name.root].dep_ not in ("compound", "poss")
    )


def _is_writer(register: Register, name: Name) -> bool:
    """Whether a "body" of two or three words writes, recalls or laughs: *Jane Doe wrote on Telegram*."""
    doc, lexicon = register.doc, register.lexicon
    if name.end - name.start not in (2, 3) or doc.tokens[name.root].dep_ != "nsubj":
        return False
    if doc.tokens[name.root].head.lemma_ not in _PERSONAL_VERBS or (
        name.start and doc.tokens[name.start - 1].pos_ == "DET"
    ):
        return False
    return all(
        token.text.istitle() and token.pos_ == "PROPN" and not lexicon.get_noun(token)
        and token.lower_ not in OUTLET_ENDS and token.lower_ not in lexicon.portfolio
        for token in doc[name.start : name.end]
    )  # fmt: skip


def _is_given(register: Register, name: Name) -> bool:
    """Whether a "body" is a first name of the world and a word that is no noun for a body: *Petra Lindqvist*."""
    doc, lexicon = register.doc, register.lexicon
    size = name.end - name.start
    if size != 2 and not (size == 4 and doc[name.start + 1].text == "-"):
        return False
    first, last = doc.tokens[name.start], doc.tokens[name.end - 1]
    if first.lower_ not in load_first_names() or first.lower_ in register.authority.senses or lexicon.get_noun(first):
        return False
    if name.start and doc[name.start - 1].lower_ in ("the", "a", "an"):
        return False
    if not all(one.pos_ == "PROPN" and one.text.istitle() for one in (first, last)) or not last.text.isalpha():
        return False
    root = doc.tokens[name.root]
    return (
        root.dep_ not in ("compound", "nmod", "amod")
        and not lexicon.get_noun(last)
        and last.lower_ not in lexicon.things
        and last.lower_ not in lexicon.portfolio
        and last.lower_ not in OUTLET_ENDS
        and last.lower_ not in FIRM_ENDS
        and last.lower_ not in NO_LAST_NAMES
    )


def _is_aged(doc: Doc, name: Name) -> bool:
    """Whether an age stands behind a name between commas: *Ada Rowe, 51, a nurse*."""
    at = name.end
    return (
        at + 2 < len(doc)
        and doc.tokens[at].text == ","
        and doc.tokens[at + 1].text.isdigit()
        and len(doc.tokens[at + 1].text) < 3
        and doc.tokens[at + 2].text in (",", ".")
        and doc.tokens[name.end - 1].text.isalpha()
    )


def _is_outlet(register: Register, name: Name) -> bool:
    """Whether a noun for an outlet right before a name makes it that outlet's: *the channel Azteca Uno*."""
    if name.kind not in ("person", "place", "norp", "org") or name.start == 0:
        return False
    before, root = register.doc.tokens[name.start - 1], register.doc.tokens[name.root]
    if before.tag_ != "NN" or register.lexicon.get_noun(before) not in register.lexicon.outlets:
        return False
    if not any(child.dep_ == "det" for child in before.lefts):
        return False
    return root.dep_ in ("appos", "nsubj", "pobj", "dobj", "ROOT") and root.head.i != before.i or root.dep_ == "appos"


def _is_called_body(register: Register, name: Name, singles: set[str]) -> bool:
    """Whether a noun for a body right before or behind a name makes it a body's: *the party Vota Nueva*."""
    doc, lexicon = register.doc, register.lexicon
    if name.kind not in ("person", "place", "norp") or doc.tokens[name.end - 1].text in singles:
        return False
    root = doc.tokens[name.root]
    if name.start > 0:
        before = doc.tokens[name.start - 1]
        if before.tag_ == "NN" and lexicon.get_noun(before) in lexicon.takes_up and before.n_lefts:
            return (root.dep_ == "appos" and root.head.i == before.i) or before.head.i == root.i
        if before.tag_ == "NN" and lexicon.get_noun(before) in lexicon.takes_up and root.dep_ == "nsubj":
            return before.head.i == root.i
    if root.dep_ not in ("compound", "nmod") or root.head.i - name.end > 1 or name.end - name.start < 2:
        return False
    head = root.head
    return (
        head.tag_ == "NN"
        and lexicon.get_noun(head) in lexicon.takes_up
        and lexicon.get_noun(head) not in ("team", "club", "band")
        and any(child.lower_ in ("the", "this") for child in head.lefts)
    )


def _is_titled(register: Register, name: Name) -> bool:
    """Whether an office right before the name, or in apposition to it, makes it a person's."""
    doc, lexicon = register.doc, register.lexicon
    size = name.end - name.start
    if size > 3 or not all(
        doc.tokens[i].pos_ == "PROPN" or not doc.tokens[i].is_alpha for i in range(name.start, name.end)
    ):
        return False
    root = doc.tokens[name.root]
    if name.start > 0 and name.kind != "norp":
        before = doc.tokens[name.start - 1]
        word = before.lower_
        if word in lexicon.titles or (lexicon.get_noun(before) in lexicon.unique and before.text[0].isupper()):
            return before.head.i == name.root or root.head.i == before.i or before.head.i == root.head.i
    for child in root.rights:
        noun = lexicon.get_noun(child) if child.dep_ == "appos" and child.tag_ == "NN" else ""
        if noun and (noun in lexicon.office or noun in lexicon.people) and noun not in lexicon.collective:
            return not lexicon.get_noun(root)
    if size >= 2 and name.kind == "org" and root.dep_ == "appos":
        if doc.tokens[name.end - 1].lower_ in FIRM_ENDS:
            # "the owner, Harlow Lines"
            return False
        return root.head.i < name.start and lexicon.get_noun(root.head) in lexicon.office
    return False


def _is_place(register: Register, name: Name, people: set[str]) -> bool:
    """Whether a name called a person's or a body's stands like a place and, if that may be chance, is one's name."""
    doc = register.doc
    root = doc.tokens[name.root]
    if name.end - name.start > 3 or (name.end - name.start == 1 and doc.tokens[name.start].text in people):
        return False
    if name.start > 0 and doc.tokens[name.start - 1].lower_ in register.lexicon.titles:
        return False
    if any(child.dep_ in ("compound", "appos") and register.lexicon.get_noun(child) for child in root.children):
        return False
    first = get_first_conjunct(root)
    beside = register.at[first.i] if first.i != root.i else None
    text = doc[name.start : name.end].text
    if name.kind == "person" and name.end - name.start > 1 and beside is not None and not find_towns(text):
        # "Reporting by our desk in Karabakh and Jane Doe in Goris".
        return False
    if beside is not None and beside.kind in ("place", "actor") and stands_as_place(doc, first.i):
        return beside.kind == "place" or any(sense.kind in ("place", "capital") for sense in beside.senses)
    if beside is not None and beside.kind == "place":
        return bool(find_towns(text))
    if name.end - name.start == 1 and _is_only_a_town(register, name, text):
        return True
    if first.dep_ != "pobj":
        return False
    prep = first.head
    if is_listing(doc, prep):
        return lists_places(doc, prep)
    if prep.lower_ == "of" and prep.head.lower_ in PLACE_NOUNS:
        return True
    if prep.lower_ in _STRONG and name.kind == "person":
        aimed = prep.lower_ == "at" or prep.head.lemma_ in _TRUST
        given = name.end - name.start > 1 and doc.tokens[name.start].lower_ in load_first_names()
        # "lashed out at Jane Doe", "lost faith in Jane Doe"
        return not (aimed and given) or bool(find_towns(text))
    return (prep.lower_ in LOCATIVE or (prep.lower_ == "of" and prep.head.lower_ == "out")) and bool(find_towns(text))


def _is_town_not_people(register: Register, name: Name) -> bool:
    """Whether a "people" in the singular is a town of a country that the article names."""
    token = register.doc.tokens[name.start]
    if token.dep_ == "compound" and token.tag_ == "NNP" and token.head.lower_ in _AROUND:
        return any(one.population >= _NO_VILLAGE or one.cls == "Region" for one in find_towns(token.text))
    if token.dep_ in ("amod", "compound") or token.text.endswith("s"):
        return False
    weight = count_countries(register)
    return any(weight[register.get_country_key(town.country) or ""] for town in find_towns(token.text))


_AROUND = _LAND | {"suburb", "airport", "highway", "road", "market"}
"""Nouns before which a town's name stands: *the Kidal region*."""
_NO_VILLAGE = 15_000
"""People of a town whose name is taken for its own rather than for that of a people."""


_TRUST = frozenset("faith trust confidence belief believe interest".split())
_LARGE = 100_000
"""People in a town that hardly anybody is named after."""


def _is_only_a_town(register: Register, name: Name, text: str) -> bool:
    """
    Whether a single name, neither subject nor owner, is that of a town in a country that the article names.

    Of a large town, it is enough that somebody takes it, unless people are called so: *captured Goma*.
    """
    # Places are read after actors and import from here.
    from sayso.extract.places.lexicon import load_place_lexicon

    root = get_first_conjunct(register.doc.tokens[name.root])
    if root.dep_ in ("nsubj", "poss", "agent", "appos", "dative"):
        return False
    if root.dep_ == "compound" and root.head.lower_ not in load_place_lexicon().classes:
        return False
    if text.isupper() and len(text) < 6:
        return False
    weight, towns = count_countries(register), find_towns(text)
    if root.dep_ == "dobj" and root.head.lemma_ in register.lexicon.taking and text.lower() not in load_first_names():
        if any(town.population >= _LARGE for town in towns):
            return True
    return any(weight[register.get_country_key(town.country) or ""] for town in towns)


def _is_people(register: Register, name: Name) -> bool:
    """Whether a "place" is a people: plural, with an article, and no place that is known."""
    doc = register.doc
    last = doc.tokens[name.end - 1]
    return (
        last.tag_ == "NNPS"
        and last.text.endswith("s")
        and name.end - name.start == 1
        and name.start > 0
        and doc.tokens[name.start - 1].lower_ in ("the", "many", "some")
        and not find_towns(last.text)
    )
