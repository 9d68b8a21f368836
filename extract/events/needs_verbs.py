"""
What must stand with verbs of many senses before they report an event: *took the town*, not *took part*.

Each test has the name that ``needs`` gives it in the lexicon, and looks at the trigger's own clause only.
"""

from collections.abc import Callable, Mapping

from sayso.extract.events.clause import (
    find_doer,
    find_object,
    find_patient,
    find_subject,
    is_passive,
    iter_preps,
)
from sayso.extract.events.looks import (
    PLACE_ENTS,
    has_office,
    is_actor,
    is_in,
    looks_like_people,
    looks_like_place,
)
from sayso.extract.parse import Token
from sayso.extract.state import get_state


def _patient(token: Token) -> Token | None:
    return find_patient(token)


def _power_object(token: Token) -> bool:
    """Take power, revoke a status, suspend the constitution."""
    found = _patient(token)
    if found is None:
        return False
    if token.lemma_ in ("take", "seize"):
        return found.lower_ == "power" and not any(child.dep_ == "prep" for child in found.children)
    return found.lemma_ in {
        "autonomy",
        "status",
        "constitution",
        "parliament",
        "citizenship",
        "licence",
        "license",
        "emergency",
        "law",
        "curfew",
    }


def _envoy_object(token: Token) -> bool:
    """Summon, expel, appoint: a diplomat or somebody with an office."""
    found = _patient(token)
    if found is None:
        return False
    return is_in(found, "officials") or found.lemma_ in {
        "commissioner",
        "attache",
        "attaché",
        "judge",
        "governor",
        "mediator",
    }


def _from_homes(token: Token) -> bool:
    """Force, drive: people from where they live, or unarmed people out of somewhere."""
    patient = _patient(token)
    unarmed = looks_like_people(patient) and not (is_in(patient, "hostile_agents") or is_in(patient, "forces"))
    for prep, one in iter_preps(token):
        if prep.lower_ in {"from", "out", "of", "off"} and (
            is_in(one, "homes") or (unarmed and looks_like_place(one))
        ):
            return True
    return False


def _not_envoy(token: Token) -> bool:
    return not _envoy_object(token)


def _people_object(token: Token) -> bool:
    found = _patient(token)
    if token.lemma_ == "meet" and found is None:
        return True
    if token.lemma_ == "receive" and found is not None and found.lemma_ in ("body", "patient", "wounded"):
        return False
    if token.lemma_ == "treat" and found is not None and found.lemma_ in ("wounded", "injured", "patient"):
        return False
    if token.lemma_ in ("hold", "keep"):
        people = looks_like_people(found) or is_in(found, "officials")
        if token.lemma_ == "hold" and is_passive(token) and people and _is_held(token):
            return True
        return (
            (looks_like_people(found) or (found is not None and found.pos_ == "PRON"))
            and any(
                one.lemma_
                in {
                    "prison",
                    "jail",
                    "custody",
                    "captivity",
                    "detention",
                    "camp",
                    "cell",
                    "hostage",
                    "prisoner",
                    "captive",
                    "residence",
                    "barracks",
                    "dungeon",
                }
                for _, one in iter_preps(token)
            )
            or any(child.lower_ in ("hostage", "captive", "prisoner") for child in token.children)
        )
    if (
        token.lemma_ in {"meet", "host", "receive", "greet"}
        and found is not None
        and (is_actor(found) or is_in(found, "officials"))
    ):
        return True
    return looks_like_people(found)


def _is_held(token: Token) -> bool:
    """Whether a passive *held* tells of captivity: nothing but place, time and who does it stands with it."""
    return not any(
        child.dep_ in {"acomp", "oprd", "prt", "xcomp", "ccomp"}
        or (child.dep_ == "prep" and child.lower_ in {"to", "as", "up", "back", "on"})
        or child.lower_ in ("up", "back", "off")
        for child in token.children
    )


def _head_of(one: Token) -> Token:
    """Return what is meant by *one of the hospitals*, *part of the region*."""
    if one.lower_ in {"one", "some", "part", "parts", "two", "several", "many"}:
        for prep, inner in iter_preps(one):
            if prep.lower_ == "of":
                return inner
    return one


def _people_moving(token: Token) -> bool:
    """Leave, reach, cross: people (not troops or envoys) who go from or to a place, or simply leave."""
    mover = find_subject(token)
    if (
        mover is None
        or is_passive(token)
        or is_in(mover, "officials")
        or is_in(mover, "forces")
        or not looks_like_people(mover)
    ):
        return False
    if has_office(mover) or (token.lemma_ == "arrive" and mover.ent_type_ == "PERSON"):
        return False
    found = find_object(token)
    if token.lemma_ == "leave" and found is not None and not looks_like_place(found):
        return found.lower_ in {"homes", "home", "houses", "everything"} if found.lower_ != "everything" else False
    if found is not None:
        sure = token.lemma_ in ("reach", "enter", "cross") and found.tag_ == "NNP" and found.ent_type_ == "PERSON"
        return sure or looks_like_place(found) or found.lower_ in ("homes", "safety")
    if token.lemma_ in ("leave", "depart"):
        return True
    return any(
        prep.lower_ in {"to", "into", "in", "from", "across", "for", "over", "at"}
        and (looks_like_place(one) or one.lower_ in ("homes", "safety"))
        for prep, one in iter_preps(token)
    )


def _taken_out(token: Token) -> bool:
    patient = _patient(token)
    if not looks_like_people(patient) or (patient is not None and patient.tag_ == "NN" and _is_to_hospital(token)):
        return False
    out = any(child.lower_ in ("out", "away") for child in token.children)
    if not out and token.lemma_ in ("bring", "carry", "fly") and patient is not None and _is_one(patient):
        # "aboard the plane bringing her to Berlin"
        return False
    moved = any(
        prep.lower_ in {"to", "from", "of", "into"}
        and (looks_like_place(_head_of(one)) or is_in(_head_of(one), "quarters"))
        for prep, one in iter_preps(token)
    )
    return moved and (out or token.lemma_ != "take" or any(prep.lower_ == "to" for prep, _ in iter_preps(token)))


def _is_one(token: Token) -> bool:
    """Whether a word stands for one person by name or pronoun."""
    return token.ent_type_ == "PERSON" or token.lower_ in {"him", "her", "me", "he", "she"}


def _is_to_hospital(token: Token) -> bool:
    """Whether somebody is brought to a hospital that no name tells."""
    return any(
        prep.lower_ == "to" and one.lemma_ in ("hospital", "clinic") and not one.children
        for prep, one in iter_preps(token)
    )


def _route_object(token: Token) -> bool:
    doer = find_doer(token)
    if doer is not None and looks_like_people(doer) and not (is_in(doer, "hostile_agents") or is_in(doer, "forces")):
        # Who crowds a road does not blockade it, unless that is the point.
        blocking = token.lemma_ in ("barricade", "obstruct", "blockade") or doer.lemma_ in {
            "protester", "demonstrator", "activist", "farmer", "driver", "worker", "miner", "striker", "villager",
        }  # fmt: skip
        return blocking and is_in(_patient(token), "routes")
    return is_in(_patient(token), "routes")


def _agreement_object(token: Token) -> bool:
    # The noun is the event; the verb alone reports one only without it.
    return False


def _goer(token: Token) -> bool:
    doer = find_subject(token)
    if doer is None or is_passive(token):
        return False
    official = is_in(doer, "officials") or doer.ent_type_ == "PERSON" or has_office(doer)
    if not official:
        return False
    found = find_object(token)
    return looks_like_place(found) or any(
        prep.lower_ in ("to", "in", "into") and looks_like_place(one) for prep, one in iter_preps(token)
    )


def _aid_object(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ in {"provide", "send", "give", "promise", "pledge", "offer", "bring", "allocate"}:
        return patient is not None and is_in(patient, "aid") and patient.lemma_ not in ("support", "training", "help")
    return is_in(patient, "aid")


def _armed_support(token: Token) -> bool:
    return any(prep.lower_ == "with" and (is_in(one, "aid") or is_in(one, "armed")) for prep, one in iter_preps(token))


def _force_object(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ in ("deploy", "redeploy", "station"):
        return patient is not None and patient.lower_ not in {"tactics", "software", "airbags", "technology"}
    if token.lemma_ in {"move", "pull", "provide", "post", "mass", "amass", "withdraw"}:
        found = patient if patient is not None else find_subject(token)
        return is_in(found, "forces") and found is not None and found.lemma_ != "system"
    return is_in(patient, "forces")


def _place_object(token: Token) -> bool:
    patient = _patient(token)
    if patient is None:
        return False
    if patient.lower_ == "control" and token.lemma_ in {
        "take",
        "seize",
        "gain",
        "regain",
        "lose",
        "relinquish",
        "cede",
        "win",
        "secure",
        "assume",
    }:
        return True
    if (
        token.lemma_ in {"claim", "hold", "secure", "designate", "integrate", "win", "clear", "surrender", "abandon"}
        and patient.ent_type_ == "GPE"
        and find_doer(token) is None
    ):
        return token.lemma_ in ("claim", "designate", "integrate")
    if token.lemma_ == "take" and (
        any(child.dep_ == "prt" for child in token.children) or patient.lower_ in ("position", "ground", "part")
    ):
        return False
    if token.lemma_ in ("secure", "hold", "win") and patient.ent_type_ not in PLACE_ENTS:
        return patient.lemma_ in {"territory", "town", "city", "village"}
    if patient.lower_ == "it" and token.lemma_ in {"claim", "designate", "integrate", "incorporate"}:
        return True
    return looks_like_place(patient) and patient.lemma_ not in ("border", "part", "control")


def _place_subject(token: Token) -> bool:
    subject = find_subject(token)
    if subject is None or is_passive(token):
        return False
    if not looks_like_place(subject) or subject.lemma_ in ("part", "ground", "building"):
        return False
    if is_in(subject, "strongpoints") and not any(
        child.dep_ in ("acomp", "oprd", "xcomp") for child in token.children
    ):
        return True
    to = [one for prep, one in iter_preps(token) if prep.lower_ in ("to", "into")]
    return any(is_in(one, "hostile_agents") or is_actor(one) or one.lemma_ in ("hand", "control") for one in to) or (
        not any(True for _ in iter_preps(token)) and subject.ent_type_ in PLACE_ENTS
    )


def _pushed_out(token: Token) -> bool:
    out = any(child.lower_ in ("out", "back") for child in token.children)
    from_place = any(prep.lower_ in ("of", "from") and looks_like_place(one) for prep, one in iter_preps(token))
    return (
        from_place
        and (out or token.lemma_ in {"oust", "expel", "clear", "drive", "force"})
        and find_patient(token) is not None
    )


def _people_subject(token: Token) -> bool:
    subject = find_subject(token)
    if (
        token.lemma_ == "gather"
        and subject is not None
        and subject.lemma_ not in {"protester", "demonstrator", "activist", "mourner"}
    ):
        if not any(child.lemma_ in {"protest", "demand", "demonstrate", "denounce"} for child in token.children):
            return False
    return (
        looks_like_people(subject)
        and not is_in(subject, "forces")
        and find_object(token) is None
        and any(
            prep.lower_
            in {"in", "at", "outside", "through", "against", "across", "near", "on", "for", "demanding", "to"}
            for prep, _ in iter_preps(token)
        )
    )


def _election(token: Token) -> bool:
    if token.lemma_ == "vote":
        subject = find_subject(token)
        return (
            looks_like_people(subject)
            and any(
                prep.lower_ in ("in",) and one.lemma_ in ("election", "referendum") for prep, one in iter_preps(token)
            )
            is False
            and token.tag_ == "VBD"
            and any(prep.lower_ == "for" for prep, _ in iter_preps(token))
        )
    return looks_like_people(_patient(token)) or is_passive(token)


def _body_object(token: Token) -> bool:
    if token.lemma_ == "arm" and token.dep_ == "acl":
        # "farmers armed with sticks"
        return False
    patient = _patient(token)
    return patient is not None and (
        is_actor(patient) or looks_like_people(patient) or is_in(patient, "firms") or patient.lower_ in ("those", "it")
    )


def _captives_object(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ in ("release", "free") and patient is not None and patient.ent_type_ != "ORG":
        return looks_like_people(patient) or is_in(patient, "captives") or patient.ent_type_ == "PERSON"
    if token.lemma_ in {"hand", "return", "release", "free", "repatriate", "trade"}:
        return is_in(patient, "captives") and patient is not None and patient.lemma_ not in ("soldier", "serviceman")
    return is_in(patient, "captives")


def _independence_object(token: Token) -> bool:
    found = find_object(token)
    return found is not None and found.lemma_ in ("independence", "secession")


def _state_subject(token: Token) -> bool:
    subject = find_subject(token)
    if subject is None or is_passive(token):
        return False
    mention = get_state(token.doc).mentions.get(subject.i)
    state = get_state(token.doc)
    is_state = mention is not None and any(state.actors[k].cls == "State" for k in mention.actors if k in state.actors)
    return (is_state or subject.lower_ in {"union", "empire", "federation", "regime"}) and token.lemma_ in (
        "collapse",
        "disintegrate",
        "dissolve",
    )


def _advance(token: Token) -> bool:
    subject = find_subject(token)
    return (
        subject is not None
        and (is_in(subject, "hostile_agents") or is_actor(subject))
        and any(
            prep.lower_ in {"to", "on", "toward", "towards", "into", "within", "of", "through", "in"}
            for prep, _ in iter_preps(token)
        )
    )


def _quiet(token: Token) -> bool:
    """Protest, demonstrate: without object or clause, which would make it a way of saying or showing."""
    return (
        find_object(token) is None
        and not any(child.dep_ in ("ccomp", "xcomp") for child in token.children)
        and looks_like_people(find_subject(token))
    )


def _needs_object(token: Token) -> bool:
    """Address, meet: the needs of people."""
    found = find_patient(token)
    return (
        found is not None
        and found.lemma_ in ("need", "shortage")
        and any(
            child.lower_ in {"humanitarian", "urgent", "medical", "basic", "food", "immediate"}
            for child in found.children
        )
    )


def _zone_object(token: Token) -> bool:
    """Create, establish, set up: a corridor, a zone, a state."""
    found = find_patient(token)
    return found is not None and found.lemma_ in {
        "corridor",
        "zone",
        "buffer",
        "enclave",
        "caliphate",
        "settlement",
        "tribunal",
    }


def _letter_object(token: Token) -> bool:
    """Deliver, hand: a letter or message to somebody."""
    found = find_patient(token)
    return (
        found is not None
        and found.lemma_ in ("letter", "message", "note")
        and any(prep.lower_ == "to" and (looks_like_people(one) or is_actor(one)) for prep, one in iter_preps(token))
    )


VERB_TESTS: Mapping[str, Callable[[Token], bool]] = {
    "power-object": _power_object,
    "envoy-object": _envoy_object,
    "from-homes": _from_homes,
    "not-envoy": _not_envoy,
    "people-object": _people_object,
    "people-moving": _people_moving,
    "taken-out": _taken_out,
    "route-object": _route_object,
    "advance": _advance,
    "agreement-object": _agreement_object,
    "goer": _goer,
    "aid-object": _aid_object,
    "armed-support": _armed_support,
    "force-object": _force_object,
    "place-object": _place_object,
    "place-subject": _place_subject,
    "pushed-out": _pushed_out,
    "people-subject": _people_subject,
    "election": _election,
    "body-object": _body_object,
    "captives-object": _captives_object,
    "independence-object": _independence_object,
    "state-subject": _state_subject,
    "quiet": _quiet,
    "needs-object": _needs_object,
    "zone-object": _zone_object,
    "letter-object": _letter_object,
}
