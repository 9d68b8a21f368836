"""Where an event happens, and from where to where people are displaced: rules E10 to E12."""

from dataclasses import dataclass, field

from sayso.extract import who
from sayso.extract.events.clause import VERBAL, find_doer, find_object, find_patient, find_subject, iter_preps
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import HITTING, is_in, looks_like_place
from sayso.extract.events.towns import is_town, settle_town
from sayso.extract.events.triggers import Trigger
from sayso.extract.events.where_phrases import SURE, WARS, find_agent, find_before, find_land, is_apart, is_in_which
from sayso.extract.parse import Doc, Token
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.places.phrases import is_several
from sayso.extract.state import get_state
from sayso.model import EventType

_AT = frozenset(
    (
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "across",
        "throughout",
        "within",
        "around",
        "along",
        "off",
        "over",
        "through",
        "on",
        "into",
        "onto",
        "toward",
        "towards",
        "beyond",
        "under",
    )
)
_LOOSE = frozenset(("on", "over", "through", "under", "into"))
_VAGUE = frozenset(("territory", "area", "part", "land", "ground", "control", "position", "front", "side", "region"))
_TOWNS = frozenset(("village", "town", "city", "hamlet", "settlement"))
_TOWARDS = frozenset(("to", "into", "towards", "toward"))
_FROM = frozenset(("from", "of", "out"))
_TO = frozenset(("to", "for", "into", "towards", "toward", "across", "over"))


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


def find_where(doc: Doc, trigger: Trigger) -> Where:
    """Return where a trigger's own clause says that it happens; nothing is inherited yet."""
    where = Where()
    if trigger.entry.type == "displacement":
        _read_movement(doc, trigger, where)
        where.places = [*where.origin, *(key for key in where.destination if key not in where.origin)]
        if where.places:
            where.rule = "E11-movement"
            return where
    _read_own(doc, trigger, where)
    if where.places:
        where.rule = "E10-own"
        return where
    _read_clause(doc, trigger.token, where)
    if where.places:
        where.rule = "E10-clause"
    return where


_RAZING = frozenset((
    "shell", "bomb", "bombard", "storm", "raid", "pound", "strafe", "invade", "firebomb", "overrun", "besiege",
))  # fmt: skip


def settle_target(doc: Doc, trigger: Trigger) -> None:
    """Take the name of what is shelled or stormed for a place before anybody takes it for somebody."""
    if trigger.is_noun:
        return
    verb = trigger.token
    if verb.lemma_ in _RAZING or (verb.lemma_ in HITTING and is_in(find_doer(verb), "weapons")):
        patient = find_patient(verb)
        if patient is not None and patient.tag_ == "NNP" and not looks_like_place(patient):
            settle_town(doc, patient, sure=True, certain=True)
    patient = find_object(verb) if trigger.entry.type == "attack" else None
    if patient is not None and patient.lower_ in load_place_lexicon().quarters:
        _settle_quarter(doc, patient)


def _settle_quarter(doc: Doc, noun: Token) -> None:
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
            return _places(doc, one, sure=True)
    return ()


def _places(doc: Doc, token: Token, *, strict: bool = False, sure: bool = False) -> tuple[str, ...]:
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
        _settle_quarter(doc, token)
    listed = _listed(doc, token)
    if listed:
        return listed
    if token.pos_ == "NOUN" and token.lower_ in _TOWNS:
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
    if token.lower_ in load_place_lexicon().quarters or token.lower_ in _TOWNS:
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


def _known(doc: Doc, token: Token) -> bool:
    mention = get_state(doc).mentions.get(token.i)
    return mention is not None and bool(mention.places)


_AT_PLACES: frozenset[EventType] = frozenset(("attack", "death", "injury", "explosion", "destruction", "protest"))


def _is_violent(token: Token) -> bool:
    """Whether a word may tell of violence: something may be said at a firm, but a convoy is hit at a place."""
    lexicon, lemma = load_events(), token.lemma_
    return any(one.type in _AT_PLACES for one in (*lexicon.nouns.get(lemma, ()), *lexicon.verbs.get(lemma, ())))


_HERE = frozenset(("there", "here", "where"))


def _read_preps(doc: Doc, token: Token, where: Where) -> bool:
    """Add the places of the prepositional phrases of *token*; True if there are any."""
    if not token.children:
        return False
    before = len(where.places)
    for prep, one in iter_preps(token):
        word = prep.lower_
        if word not in _AT:
            if word == "for" and one.ent_type_ == "DATE" and not where.places:
                # "jailed for nine years in Minsk": the parse hangs the place on the years.
                for inner, two in iter_preps(one):
                    if inner.lower_ in ("in", "at", "near"):
                        where.add(where.places, _places(doc, two, sure=True))
            continue
        found = find_land(doc, one) if one.lemma_ in WARS else ()
        found = found or _places(
            doc, one, strict=word in _LOOSE, sure=word in SURE or (word == "at" and _is_violent(token))
        )
        if not found:
            # "at a warehouse on a road outside the capital", "in the streets of the city"
            for inner, two in iter_preps(one):
                if inner.lower_ in _AT or inner.lower_ == "of":
                    named = inner.lower_ in SURE or inner.lower_ == "at"
                    found = _places(doc, two, strict=not named, sure=named)
                    if found:
                        break
        where.add(where.places, found)
        if found:
            _read_stray(doc, prep, where)
            # What follows only narrows it or lies beside: "in the village, near the city".
            return True
    for child in token.children:
        if child.lower_ in _HERE and child.dep_ == "advmod":
            where.add(where.places, _places(doc, child))
    return len(where.places) > before


def _read_stray(doc: Doc, prep: Token, where: Where) -> None:
    """Read a second place that the parse hangs on the verb: *in the town of A in B, and the port city of C*."""
    verb = prep.head if prep.head.pos_ in VERBAL else prep.head.head
    for child in verb.children:
        if child.dep_ == "conj" and child.i > prep.i and child.pos_ in ("NOUN", "PROPN") and verb.pos_ in VERBAL:
            where.add(where.places, _places(doc, child, strict=True))


def _read_own(doc: Doc, trigger: Trigger, where: Where) -> None:
    token, entry = trigger.token, trigger.entry
    if entry.frame in ("taker", "goer") or (
        entry.frame in ("doer", "destroyer") and entry.type in {"attack", "destruction", "blockade", "other"}
    ):
        patient = find_patient(token)
        if patient is not None:
            if patient.lower_ == "control":
                for prep, one in iter_preps(patient):
                    if prep.lower_ in ("of", "over"):
                        where.add(where.places, _places(doc, one, sure=True))
            elif patient.lower_ in _TOWNS and (town := _places(doc, patient)):
                # The village is more exact than the state it lies in.
                where.add(where.places, town)
            elif entry.type == "destruction" and patient.pos_ == "NOUN":
                # The house that is burnt is not where it happens, but its village.
                if not _read_preps(doc, token, where):
                    _read_preps(doc, patient, where)
            elif is_in(patient, "scenes") and patient.tag_ == "NN" and (scene := who.find_places(doc, patient)):
                # The market in a town is where it happens.
                where.add(where.places, scene)
            elif entry.type == "attack" and patient.pos_ == "NOUN" and not patient.ent_type_:
                # What is hit says where only if nothing else does: "the school, in the village of …".
                if not _read_preps(doc, token, where):
                    where.add(where.places, _places(doc, patient))
            elif looks_like_place(patient) or entry.frame == "taker":
                where.add(where.places, _places(doc, patient, sure=not entry.needs))
                if entry.frame == "taker":
                    _read_inside(doc, patient, where)
        if entry.frame == "goer" and not where.places:
            for prep, one in iter_preps(token):
                if prep.lower_ in {"to", "in", "into", "on", "within", "of"}:
                    where.add(where.places, _places(doc, one, strict=True))
        if entry.frame == "taker":
            _read_including(doc, token, where)
        if where.places:
            return
    if entry.frame == "loser":
        subject = find_subject(token)
        if subject is not None:
            where.add(where.places, _places(doc, subject))
    if entry.frame == "noun":
        for prep, one in iter_preps(token):
            if entry.type in ("deployment", "aid", "visit") and prep.lower_ == "to":
                named = entry.type in ("deployment", "visit") and one.pos_ == "PROPN"
                where.add(where.places, _places(doc, one, strict=not named, sure=named))
            if prep.lower_ == "of" and one.tag_ == "NNS" and entry.of == "place":
                _read_inside(doc, one, where)
            elif prep.lower_ == "of" and (
                entry.of == "place" or entry.type in {"blockade", "destruction", "attack", "displacement"}
            ):
                where.add(where.places, _places(doc, one, strict=True, sure=entry.of == "place"))
        if entry.of == "place":
            for child in token.children:
                if child.dep_ == "poss":
                    where.add(where.places, _places(doc, child))
        where.add(where.places, find_before(doc, token, entry.type))
        if not where.places and token.dep_ == "pobj" and token.head.lower_ == "of":
            _read_befallen(doc, token, where)
        if where.places:
            return
        if token.dep_ == "nsubj" and token.head.lemma_ in HITTING:
            found = find_object(token.head)
            if found is not None and looks_like_place(found):
                where.add(where.places, _places(doc, found))
            elif found is not None and not _read_preps(doc, token, where):
                _read_below(doc, found, where)
            if where.places:
                return
    if entry.needs == "caused":
        for _, one in (*iter_preps(token), *iter_preps(token.head)):
            _read_preps(doc, one, where)
    if entry.type == "deployment":
        for prep, one in iter_preps(token):
            if prep.lower_ == "from" and (entry.frame == "noun" or token.lemma_ in _LEAVING):
                where.add(where.places, _places(doc, one, strict=one.pos_ != "PROPN", sure=True))
    if entry.needs in ("power-object", "claim-object"):
        # "revoked the autonomy of the province"
        found = find_patient(token)
        for prep, one in iter_preps(found) if found is not None else ():
            if prep.lower_ in ("of", "over"):
                where.add(where.places, _places(doc, one, strict=True))
    if entry.type == "aid" and entry.frame == "giver" and (given := find_patient(token)) is not None:
        for prep, one in iter_preps(given):
            if prep.lower_ == "for" and not where.places:
                _read_preps(doc, one, where)
    if entry.type == "deployment" and entry.frame != "noun":
        for prep, one in iter_preps(token):
            if prep.lower_ in ("to", "into", "in"):
                where.add(where.places, _places(doc, one, strict=True))
    if not where.places and not _read_preps(doc, token, where) and entry.frame != "noun":
        for part in (find_patient(token), find_subject(token), find_agent(token)):
            # "The accused" is read as a verb.
            if part is not None and not where.places and (part.pos_ in ("NOUN", "PROPN") or part.tag_ == "VBN"):
                _read_preps(doc, part, where)
    if not where.places and entry.frame == "noun":
        # "talks with the leaders in Doha": the parse hangs the place on those who take part.
        for prep, one in iter_preps(token):
            if prep.lower_ in {"with", "between", "among", "of"} and not where.places:
                for inner, two in iter_preps(one):
                    if inner.lower_ in ("in", "near"):
                        where.add(where.places, _places(doc, two, sure=True))
                    elif inner.lower_ == "at" or (inner.lower_ == "to" and entry.type == "deployment"):
                        where.add(where.places, _places(doc, two, strict=True))
    if not where.places and entry.type == "attack":
        # "were fired and landed in the valley"
        for child in token.children:
            if child.dep_ == "conj" and child.lemma_ in LANDING:
                _read_preps(doc, child, where)
    if trigger.entry.needs == "pushed-out":
        where.places.clear()
        for prep, one in iter_preps(token):
            if prep.lower_ in ("of", "from"):
                where.add(where.places, _places(doc, one))


_BEFALLEN = frozenset(("target", "scene", "site", "focus", "epicentre", "epicenter"))


def _read_befallen(doc: Doc, token: Token, where: Where) -> None:
    """Read *Abqaiq was the target of an attack*: what is said to be where it was."""
    noun = token.head.head
    if noun.lemma_ not in _BEFALLEN or noun.dep_ != "attr":
        return
    subject = find_subject(noun.head)
    if subject is not None:
        where.add(where.places, _places(doc, subject, sure=True))


LANDING = frozenset(("land", "fall"))
"""What shells do that are fired: one attack."""
_LEAVING = frozenset(("withdraw", "pull", "retreat", "leave", "depart", "return"))


def _read_below(doc: Doc, noun: Token, where: Where) -> None:
    """Read the first place anywhere within a phrase: *vehicles that had left a base near the town*."""
    for token in noun.subtree:
        if token.dep_ == "prep" and token.lower_ in _AT and _read_preps(doc, token.head, where):
            return


def _read_inside(doc: Doc, noun: Token, where: Where) -> None:
    """Read *territory in and around the region*, *areas including the city*."""
    for prep, one in iter_preps(noun):
        if prep.lower_ in {"in", "around", "including", "of", "near", "like"}:
            where.add(where.places, _places(doc, one, strict=True))
    _read_including(doc, noun, where)


def _read_including(doc: Doc, top: Token, where: Where) -> None:
    """Read *territories held by the rebels, including the city of …* wherever the parse hangs it."""
    for token in top.subtree:
        if token.lower_ == "including" and token.i > top.i:
            for one in token.children:
                if one.dep_ == "pobj":
                    where.add(where.places, _places(doc, one, strict=True))


def _read_clause(doc: Doc, token: Token, where: Where) -> None:
    """Read the places of the verb over the trigger, of its other parts, and of the verbs over that in one sentence."""
    one = token
    for _ in range(6):
        head = one.head
        if head.i == one.i or one.dep_ in ("ccomp", "parataxis") and one.pos_ in VERBAL:
            return
        if one.dep_ in ("relcl", "acl") and _is_where(doc, one, head, where):
            return
        if head.lemma_ == "claim":
            # "The cell in Riga claimed responsibility for the raids": nothing says where they were.
            return
        if head.pos_ in VERBAL or head.pos_ in ("NOUN", "PROPN"):
            if one.dep_ != "advcl" or not is_apart(one):
                if _read_preps(doc, head, where):
                    return
            if one.dep_ == "advcl":
                if is_apart(one):
                    return
                one = head
                continue
            if head.lemma_ == "host":
                subject = find_subject(head)
                if subject is not None and subject.i != one.i and looks_like_place(subject):
                    where.add(where.places, _places(doc, subject))
                    return
            if head.pos_ in VERBAL:
                for part in (find_object(head), find_subject(head)):
                    if part is not None and part.i not in (one.i, token.i) and _read_preps(doc, part, where):
                        return
        one = head


def _is_where(doc: Doc, clause: Token, noun: Token, where: Where) -> bool:
    """Whether the clause hangs on a place with *where*: *the town where they died*."""
    mark = next((child for child in clause.children if child.lower_ == "where"), None)
    if mark is None and clause.dep_ == "relcl" and is_in_which(clause):
        # "the capital, in which hundreds were killed"
        where.add(where.places, _places(doc, noun, strict=True))
    if mark is not None:
        found = _places(doc, noun)
        back = mark.i - 1
        while not found and back > max(noun.sent.start, mark.i - 10):
            # "visited the capital last week, where …": the parse hangs it on the week.
            one = doc[back]
            if one.pos_ == "PROPN" and looks_like_place(one):
                found = _places(doc, one)
            back -= 1
        where.add(where.places, found)
    return bool(where.places)


def _read_movement(doc: Doc, trigger: Trigger, where: Where) -> None:
    token, entry = trigger.token, trigger.entry
    for prep, one in iter_preps(token):
        word = prep.lower_
        if word == "from" or (word == "of" and entry.frame == "mover"):
            where.add(where.origin, _places(doc, one, sure=True))
        elif word in _TO:
            found_at = _places(doc, one, strict=word in ("for", "over", "across"), sure=word in _TOWARDS)
            if not found_at and word == "to":
                # "taken to hospitals in Abs"
                for inner, two in iter_preps(one):
                    if inner.lower_ in ("in", "at", "near") and not found_at:
                        found_at = _places(doc, two, sure=True)
            where.add(where.destination, found_at)
        elif word in {"down", "through", "along", "via"}:
            where.add(where.origin, _places(doc, one, strict=True))
    if entry.frame == "mover":
        found = find_object(token)
        if found is not None and found.lower_ in ("homes", "home", "houses"):
            # "fleeing their homes for the coast": the parse hangs the way on the homes.
            for prep, one in iter_preps(found):
                if prep.lower_ in ("for", "to"):
                    where.add(where.destination, _places(doc, one, strict=True))
                elif prep.lower_ in {"in", "near", "around", "across"}:
                    where.add(where.origin, _places(doc, one, strict=True))
        if found is not None and (looks_like_place(found) or found.tag_ == "NNP"):
            ids = _places(doc, found, sure=True)
            if token.lemma_ in ("reach", "enter", "cross"):
                where.add(where.destination, ids)
            elif token.lemma_ in {"flee", "leave", "evacuate", "escape", "depart"}:
                where.add(where.origin, ids)
        mover = find_patient(token) if entry.frame == "mover" else None
        mover = mover if mover is not None and not looks_like_place(mover) else find_subject(token)
        if mover is not None and not where.origin and not where.destination:
            for prep, one in iter_preps(mover):
                if prep.lower_ in ("from", "of", "in"):
                    where.add(where.origin, _places(doc, one, strict=True))
