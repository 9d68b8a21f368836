"""Where an event happens, and from where to where people are displaced: rules E10 to E12."""

from sayso.extract import who
from sayso.extract.events.clause import VERBAL, find_doer, find_object, find_patient, find_subject, iter_preps
from sayso.extract.events.looks import HITTING, is_in, looks_like_place
from sayso.extract.events.towns import settle_town
from sayso.extract.events.triggers import Trigger
from sayso.extract.events.where_phrases import (
    find_agent,
    find_before,
    is_apart,
    is_in_which,
    is_remote,
    iter_circumstances,
    iter_told,
)
from sayso.extract.events.where_read import (
    AT,
    TOWNS,
    VIOLENT,
    Where,
    find_places_of,
    is_wide,
    read_preps,
    settle_quarter,
)
from sayso.extract.parse import Doc, Token
from sayso.extract.places.areas import is_quarter
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.state import get_state
from sayso.model import EventType

_TOWARDS = frozenset(("to", "into", "towards", "toward"))
_TO = frozenset(("to", "for", "into", "towards", "toward", "across", "over"))


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
    if trigger.entry.type == "war" and any(get_state(doc).places[key].cls == "Facility" for key in where.places):
        # "Veterans of the war sat down in front of the embassy."
        where.places.clear()
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
        settle_quarter(doc, patient)


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
                        where.add(where.places, find_places_of(doc, one, sure=True))
            elif patient.lower_ in TOWNS and (town := find_places_of(doc, patient)):
                # The village is more exact than the state it lies in.
                where.add(where.places, town)
            elif entry.type == "destruction" and patient.pos_ == "NOUN":
                # The house that is burnt is not where it happens, but its village.
                if not read_preps(doc, token, where):
                    read_preps(doc, patient, where)
            elif is_in(patient, "scenes") and patient.tag_ == "NN" and (scene := who.find_places(doc, patient)):
                # The market in a town is where it happens.
                where.add(where.places, scene)
            elif entry.type == "attack" and patient.pos_ == "NOUN" and is_quarter(patient):
                where.add(where.places, find_places_of(doc, patient))
            elif entry.type == "attack" and patient.pos_ == "NOUN" and not patient.ent_type_:
                # What is hit says where only if nothing else does: "the school, in the village of …".
                nearer = Where()
                if read_preps(doc, patient, nearer) and not is_wide(doc, nearer.places):
                    # "attacked ships in the Strait of Hormuz in answer to the war in Gaza", "raided a house near the
                    # village of A in the province of B": the parse hangs B on the verb.
                    where.places = nearer.places
                elif not read_preps(doc, token, where):
                    where.add(where.places, find_places_of(doc, patient))
            elif looks_like_place(patient) or entry.frame == "taker":
                where.add(where.places, find_places_of(doc, patient, sure=not entry.needs))
                if entry.frame == "taker":
                    _read_inside(doc, patient, where)
        if entry.frame == "goer" and not where.places:
            for prep, one in iter_preps(token):
                if prep.lower_ in {"to", "in", "into", "on", "within", "of"}:
                    where.add(where.places, find_places_of(doc, one, strict=True))
        if entry.frame == "taker":
            _read_including(doc, token, where)
        if where.places:
            return
    if entry.frame == "loser":
        subject = find_subject(token)
        if subject is not None:
            where.add(where.places, find_places_of(doc, subject))
    if entry.frame == "noun":
        for prep, one in iter_preps(token):
            if entry.type in ("deployment", "aid", "visit") and prep.lower_ == "to":
                named = entry.type in ("deployment", "visit") and one.pos_ == "PROPN"
                where.add(where.places, find_places_of(doc, one, strict=not named, sure=named))
            if prep.lower_ == "of" and one.tag_ == "NNS" and entry.of == "place":
                _read_inside(doc, one, where)
            elif prep.lower_ == "of" and (
                entry.of == "place" or entry.type in {"blockade", "destruction", "attack", "displacement"}
            ):
                where.add(where.places, find_places_of(doc, one, strict=True, sure=entry.of == "place"))
        if entry.of == "place":
            for child in token.children:
                if child.dep_ == "poss":
                    where.add(where.places, find_places_of(doc, child))
        where.add(where.places, find_before(doc, token, entry.type))
        if not where.places and token.dep_ == "pobj" and token.head.lower_ == "of":
            _read_befallen(doc, token, where)
        if where.places:
            return
        if token.dep_ == "nsubj" and token.head.lemma_ in HITTING:
            found = find_object(token.head)
            if found is not None and looks_like_place(found):
                where.add(where.places, find_places_of(doc, found))
            elif found is not None and not read_preps(doc, token, where):
                _read_below(doc, found, where)
            if where.places:
                return
    if entry.needs == "caused":
        for _, one in (*iter_preps(token), *iter_preps(token.head)):
            read_preps(doc, one, where)
    if entry.type == "deployment":
        for prep, one in iter_preps(token):
            if prep.lower_ in ("from", "of") and (entry.frame == "noun" or token.lemma_ in _LEAVING):
                where.add(where.places, find_places_of(doc, one, strict=one.pos_ != "PROPN", sure=True))
    if entry.needs in ("power-object", "claim-object"):
        # "revoked the autonomy of the province"
        found = find_patient(token)
        for prep, one in iter_preps(found) if found is not None else ():
            if prep.lower_ in ("of", "over"):
                where.add(where.places, find_places_of(doc, one, strict=True))
    if entry.type == "aid" and entry.frame == "giver" and (given := find_patient(token)) is not None:
        for prep, one in iter_preps(given):
            if prep.lower_ == "for" and not where.places:
                read_preps(doc, one, where)
    if entry.type == "deployment" and entry.frame != "noun":
        for prep, one in iter_preps(token):
            if prep.lower_ in ("to", "into", "in"):
                where.add(where.places, find_places_of(doc, one, strict=True))
    about = entry.frame == "noun" and entry.type in _TALKED
    if not where.places and not read_preps(doc, token, where, about=about) and entry.frame != "noun":
        for part in (find_patient(token), find_subject(token), find_agent(token)):
            # "The accused" is read as a verb.
            if part is not None and not where.places and (part.pos_ in ("NOUN", "PROPN") or part.tag_ == "VBN"):
                read_preps(doc, part, where)
    if not where.places and entry.frame == "noun":
        # "talks with the leaders in Doha": the parse hangs the place on those who take part.
        for prep, one in iter_preps(token):
            if (
                prep.lower_ in _TAKING_PART
                and not where.places
                and (prep.lower_ != "against" or entry.type == "attack")
            ):
                for inner, two in iter_preps(one):
                    if inner.lower_ in ("in", "near"):
                        where.add(where.places, find_places_of(doc, two, sure=True))
                    elif inner.lower_ == "at" or (inner.lower_ == "to" and entry.type == "deployment"):
                        where.add(where.places, find_places_of(doc, two, strict=True))
    if not where.places and (entry.type in VIOLENT or entry.frame == "noun"):
        _read_circumstances(doc, trigger, where)
    if not where.places:
        _read_way(doc, trigger, where)
    if not where.places and entry.type == "attack":
        # "were fired and landed in the valley"
        for child in token.children:
            if child.dep_ == "conj" and child.lemma_ in LANDING:
                read_preps(doc, child, where)
    if trigger.entry.needs == "pushed-out":
        where.places.clear()
        for prep, one in iter_preps(token):
            if prep.lower_ in ("of", "from"):
                where.add(where.places, find_places_of(doc, one))


_GOING = frozenset((
    "visit", "fly", "travel", "go", "arrive", "head", "come", "leave", "tour", "return", "sail", "drive",
))  # fmt: skip
_BROUGHT: frozenset[EventType] = frozenset(("aid", "deployment"))
_TALKED: frozenset[EventType] = frozenset(("negotiation", "meeting", "exercise", "visit"))


def _read_way(doc: Doc, trigger: Trigger, where: Where) -> None:
    """Read where help is sent, and where those go who hold talks there: *flew to Oslo for talks*."""
    token, kind = trigger.token, trigger.entry.type
    if kind in _BROUGHT:
        carried = token.head if token.dep_ == "dobj" and token.head.pos_ in VERBAL else token
        for prep, one in iter_preps(carried):
            if prep.lower_ == "to" and not where.places:
                where.add(where.places, find_places_of(doc, one, strict=True))
    elif kind in _TALKED and token.dep_ == "pobj" and token.head.lower_ == "for":
        verb = token.head.head
        if verb.lemma_ in _GOING:
            found = find_object(verb) if verb.lemma_ in ("visit", "tour") else None
            if found is not None:
                where.add(where.places, find_places_of(doc, found, strict=True))
            for prep, one in iter_preps(verb):
                if prep.lower_ in ("to", "in", "into", "for") and one.i != token.i and not where.places:
                    where.add(where.places, find_places_of(doc, one, strict=True))
    elif not trigger.is_noun:
        # "appeared before a judge in Lima"
        for prep, one in iter_preps(token):
            if prep.lower_ == "before" and not where.places:
                read_preps(doc, one, where)


def _read_circumstances(doc: Doc, trigger: Trigger, where: Where) -> None:
    """Read what a clause beside tells: *a blast that rocked the town*, *killed people queuing at a bank*."""
    if trigger.entry.frame == "noun":
        for clause, found in iter_told(trigger.token):
            if found is not None and looks_like_place(found):
                where.add(where.places, find_places_of(doc, found, sure=True))
            if where.places or read_preps(doc, clause, where) or (found and read_preps(doc, found, where)):
                return
        return
    for clause in iter_circumstances(trigger.token, harm=trigger.entry.type in ("death", "injury")):
        if read_preps(doc, clause, where):
            return


_BEFALLEN = frozenset(("target", "scene", "site", "focus", "epicentre", "epicenter"))


def _read_befallen(doc: Doc, token: Token, where: Where) -> None:
    """Read *Abqaiq was the target of an attack*: what is said to be where it was."""
    noun = token.head.head
    if noun.lemma_ not in _BEFALLEN or noun.dep_ != "attr":
        return
    subject = find_subject(noun.head)
    if subject is not None:
        where.add(where.places, find_places_of(doc, subject, sure=True))


_TAKING_PART = frozenset(("with", "between", "among", "of", "by", "against"))
LANDING = frozenset(("land", "fall"))
"""What shells do that are fired: one attack."""
_LEAVING = frozenset(("withdraw", "pull", "retreat", "leave", "depart", "return"))


def _read_below(doc: Doc, noun: Token, where: Where) -> None:
    """Read the first place anywhere within a phrase: *vehicles that had left a base near the town*."""
    for token in noun.subtree:
        if token.dep_ == "prep" and token.lower_ in AT and read_preps(doc, token.head, where):
            return


def _read_inside(doc: Doc, noun: Token, where: Where) -> None:
    """Read *territory in and around the region*, *areas including the city*."""
    for prep, one in iter_preps(noun):
        if prep.lower_ in {"in", "around", "including", "of", "near", "like"}:
            where.add(where.places, find_places_of(doc, one, strict=True))
    _read_including(doc, noun, where)


def _read_including(doc: Doc, top: Token, where: Where) -> None:
    """Read *territories held by the rebels, including the city of …* wherever the parse hangs it."""
    for token in top.subtree:
        if token.lower_ == "including" and token.i > top.i:
            for one in token.children:
                if one.dep_ == "pobj":
                    where.add(where.places, find_places_of(doc, one, strict=True))


def _read_clause(doc: Doc, token: Token, where: Where) -> None:
    """Read the places of the verb over the trigger, of its other parts, and of the verbs over that in one sentence."""
    one = token
    if is_remote(token):
        return
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
                if read_preps(doc, head, where):
                    return
            if one.dep_ == "advcl":
                if is_apart(one):
                    return
                one = head
                continue
            if head.lemma_ == "host":
                subject = find_subject(head)
                if subject is not None and subject.i != one.i and looks_like_place(subject):
                    where.add(where.places, find_places_of(doc, subject))
                    return
            if head.pos_ in VERBAL:
                for part in (find_object(head), find_subject(head)):
                    if part is not None and part.i not in (one.i, token.i) and read_preps(doc, part, where):
                        return
        one = head


def _is_where(doc: Doc, clause: Token, noun: Token, where: Where) -> bool:
    """Whether the clause hangs on a place with *where*: *the town where they died*."""
    mark = next((child for child in clause.children if child.lower_ == "where"), None)
    if mark is None and clause.dep_ == "relcl" and is_in_which(clause):
        # "the capital, in which hundreds were killed"
        where.add(where.places, find_places_of(doc, noun, strict=True))
    if mark is not None:
        found = find_places_of(doc, noun)
        back = mark.i - 1
        while not found and back > max(noun.sent.start, mark.i - 10):
            # "visited the capital last week, where …": the parse hangs it on the week.
            one = doc[back]
            if one.pos_ == "PROPN" and looks_like_place(one):
                found = find_places_of(doc, one)
            back -= 1
        where.add(where.places, found)
    return bool(where.places)


def _read_movement(doc: Doc, trigger: Trigger, where: Where) -> None:
    token, entry = trigger.token, trigger.entry
    for prep, one in iter_preps(token):
        word = prep.lower_
        if word == "from" or (word == "of" and entry.frame == "mover"):
            where.add(where.origin, find_places_of(doc, one, sure=True))
        elif word in _TO:
            found_at = find_places_of(doc, one, strict=word in ("for", "over", "across"), sure=word in _TOWARDS)
            if not found_at and word == "to":
                # "taken to hospitals in Abs"
                for inner, two in iter_preps(one):
                    if inner.lower_ in ("in", "at", "near") and not found_at:
                        found_at = find_places_of(doc, two, sure=True)
            where.add(where.destination, found_at)
        elif word in {"down", "through", "along", "via"}:
            where.add(where.origin, find_places_of(doc, one, strict=True))
    if entry.frame == "mover":
        found = find_object(token)
        if found is not None and found.lower_ in ("homes", "home", "houses"):
            # "fleeing their homes for the coast": the parse hangs the way on the homes.
            for prep, one in iter_preps(found):
                if prep.lower_ in ("for", "to"):
                    where.add(where.destination, find_places_of(doc, one, strict=True))
                elif prep.lower_ in {"in", "near", "around", "across"}:
                    where.add(where.origin, find_places_of(doc, one, strict=True))
        if found is not None and (looks_like_place(found) or found.tag_ == "NNP"):
            ids = find_places_of(doc, found, sure=True)
            if token.lemma_ in ("reach", "enter", "cross"):
                where.add(where.destination, ids)
            elif token.lemma_ in {"flee", "leave", "evacuate", "escape", "depart"}:
                where.add(where.origin, ids)
        mover = find_patient(token) if entry.frame == "mover" else None
        mover = mover if mover is not None and not looks_like_place(mover) else find_subject(token)
        if mover is not None and not where.origin and not where.destination:
            for prep, one in iter_preps(mover):
                if prep.lower_ in ("from", "of", "in"):
                    where.add(where.origin, find_places_of(doc, one, strict=True))
