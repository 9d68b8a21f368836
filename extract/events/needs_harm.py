"""
What must stand with verbs that may tell of violence and its harm: *shot dead*, *fired rockets*, not *fired the coach*.

Each test has the name that ``needs`` gives it in the lexicon, and looks at the trigger's own clause only.
"""

from collections.abc import Callable, Mapping

from sayso.extract.events.clause import find_doer, find_object, find_patient, find_subject, is_passive, iter_preps
from sayso.extract.events.looks import PLACE_ENTS, is_actor, is_in, looks_like_people, looks_like_place
from sayso.extract.parse import Token

_patient = find_patient


def _hostile(token: Token) -> bool:
    """Strike, hit, shoot: by weapons or forces, or at places and people."""
    patient, doer = _patient(token), find_doer(token)
    if token.lemma_ in ("fire", "shoot", "rocket"):
        return (
            (is_in(patient, "hostile_agents") and (token.lemma_ != "fire" or not looks_like_people(patient)))
            or (looks_like_people(patient) and token.lemma_ != "fire")
            or any(prep.lower_ in {"at", "on", "into", "upon", "towards"} for prep, _ in iter_preps(token))
            and (looks_like_people(doer) or is_in(doer, "hostile_agents"))
        )
    if is_in(doer, "hostile_agents"):
        return True
    if any(prep.lower_ == "with" and is_in(one, "weapons") for prep, one in iter_preps(token)):
        return True
    if is_in(doer, "natural"):
        return False
    if is_in(patient, "targets"):
        return doer is not None and (is_actor(doer) or is_passive(token))
    return (
        looks_like_place(patient)
        or is_in(patient, "structures")
        or (is_in(patient, "forces") and token.lemma_ != "target")
        or (token.lemma_ == "target" and looks_like_people(patient) and is_in(doer, "forces"))
    )


def _opened_fire(token: Token) -> bool:
    """Open, exchange: fire, shots."""
    found = find_object(token)
    return found is not None and found.lower_ in {"fire", "gunfire", "shots", "blows", "shelling", "salvos"}


def _dead(token: Token) -> bool:
    """Shot dead, stabbed to death."""
    after = token.i + 1
    if after < len(token.doc) and token.doc[after].lower_ == "dead":
        # "shot dead 34 miners": the parse hangs it on who is shot.
        return True
    return any(
        child.lower_ in ("dead", "death")
        or (child.lower_ == "to" and any(x.lower_ == "death" for x in child.children))
        for child in token.children
        if child.i > token.i
    )


def _left_dead(token: Token) -> bool:
    """Left: so many dead."""
    return _is_left(token, ("dead",))


def _left_hurt(token: Token) -> bool:
    """Left: so many wounded."""
    return _is_left(token, ("wounded", "injured", "hurt"))


def _is_left(token: Token, words: tuple[str, ...]) -> bool:
    found = find_object(token)
    if found is None:
        return any(
            child.lower_ in words and child.dep_ == "oprd" and any(one.dep_ == "nummod" for one in child.children)
            for child in token.children
        )
    if not looks_like_people(found):
        return False
    if found.lower_ in words:
        # "left at least 30 dead": they are the object themselves.
        return True
    last = found.right_edge.i + 1
    return any(child.lower_ in words for child in (*token.children, *found.children) if child.i > found.i) or (
        last < len(token.doc) and token.doc[last].lower_ in words
    )


def _weapon_object(token: Token) -> bool:
    """Drop, fire, lob: bombs, shells; what carries an event noun is left to that noun."""
    found = find_object(token)
    return found is not None and (
        is_in(found, "weapons") or found.lemma_ in {"gas", "chlorine", "munition", "explosive"}
    )


def _lives(token: Token) -> bool:
    """Claim, take, cost: lives."""
    found = _patient(token)
    return found is not None and found.lower_ in ("lives", "life") and token.lemma_ != "lose"


def _own_lives(token: Token) -> bool:
    """Lose: their lives."""
    found = find_object(token)
    return (
        found is not None
        and found.lower_ in ("lives", "life")
        and any(child.dep_ == "poss" for child in found.children)
    )


def _somebody(token: Token) -> bool:
    """Lose: a husband, two friends."""
    found = find_object(token)
    return is_in(found, "kin") and not any(prep.lower_ == "of" for prep, _ in iter_preps(token))


def _beaten(token: Token) -> bool:
    """Beat, torture: people that no name tells, which leaves out matches and elections."""
    patient = _patient(token)
    if patient is None or patient.pos_ == "PROPN" or not looks_like_people(patient):
        return False
    return token.lemma_ != "beat" or not any(
        is_in(one, "contests") or one.ent_type_ == "CARDINAL" for _, one in iter_preps(token)
    )


def _fought(token: Token) -> bool:
    """Fight, battle: an enemy, not a fire or a disease."""
    doer, patient = find_doer(token), find_patient(token)
    if patient is None or is_in(patient, "unarmed") or patient.ent_type_ == "PERSON":
        return False
    if any(is_in(one, "hostile_agents") for one in (doer, patient)):
        return True
    return (
        looks_like_people(patient)
        or is_actor(patient)
        or (patient.tag_ == "NNS" and doer is not None and is_actor(doer) and doer.ent_type_ != "PERSON")
    )


def _surrounded(token: Token) -> bool:
    """Surround: a village, by those who come."""
    doer, patient = find_doer(token), find_patient(token)
    return looks_like_place(patient) and doer is not None and (looks_like_people(doer) or is_in(doer, "forces"))


def _structure(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ == "collapse":
        return is_in(find_subject(token), "structures")
    if token.lemma_ == "blow":
        return any(child.lower_ == "up" for child in token.children) and is_in(patient, "structures")
    if token.lemma_ == "burn" and patient is None:
        return is_in(find_subject(token), "structures")
    return is_in(patient, "structures") or (patient is not None and patient.ent_type_ in PLACE_ENTS)


def _set_fire(token: Token) -> bool:
    """Set: fire to something, or something ablaze."""
    return any(child.lower_ in ("fire", "ablaze", "alight") for child in token.children)


def _fell_on(token: Token) -> bool:
    """Fall, land: shells, on a place."""
    subject = find_subject(token)
    if subject is not None and (subject.pos_ == "NUM" or subject.lemma_ == "number"):
        # "One of the shells landed".
        subject = next((one for prep, one in iter_preps(subject) if prep.lower_ == "of"), subject)
    return is_in(subject, "weapons") and any(
        prep.lower_ in {"on", "in", "near", "around", "into", "inside"} for prep, _ in iter_preps(token)
    )


HARM_TESTS: Mapping[str, Callable[[Token], bool]] = {
    "hostile": _hostile,
    "opened-fire": _opened_fire,
    "dead": _dead,
    "left-dead": _left_dead,
    "left-hurt": _left_hurt,
    "weapon-object": _weapon_object,
    "lives": _lives,
    "own-lives": _own_lives,
    "somebody": _somebody,
    "beaten": _beaten,
    "fought": _fought,
    "surrounded": _surrounded,
    "structure": _structure,
    "fell-on": _fell_on,
    "set-fire": _set_fire,
}
