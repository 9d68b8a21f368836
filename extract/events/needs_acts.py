"""
What must stand with verbs that may tell of acts of state, of courts, of forces on the move and of money.

Each test has the name that ``needs`` gives it in the lexicon, and looks at the trigger's own clause only.
"""

from collections.abc import Callable, Mapping

from sayso.extract.events.clause import find_object, find_patient, find_subject, is_passive, iter_preps
from sayso.extract.events.looks import has_office, is_actor, is_in, looks_like_people, looks_like_place
from sayso.extract.parse import Token


def _forces_moving(token: Token) -> bool:
    """Enter, cross, retreat: troops who come to or leave a place."""
    mover = find_subject(token)
    if mover is None or is_passive(token) or not (is_in(mover, "forces") or is_in(mover, "hostile_agents")):
        return False
    if is_in(mover, "weapons"):
        return False
    found = find_object(token)
    if found is not None:
        return looks_like_place(found)
    return token.lemma_ in ("retreat", "withdraw") or any(
        prep.lower_ in {"to", "into", "from", "across", "for", "over", "in"} and looks_like_place(one)
        for prep, one in iter_preps(token)
    )


def _forces_entering(token: Token) -> bool:
    """Enter: a town, by those who then hold it."""
    found = find_object(token)
    return _forces_moving(token) and found is not None and found.lemma_ not in ("airspace", "zone", "water")


def _sum_object(token: Token) -> bool:
    """Provide, announce, pledge: money for somebody or something."""
    found = find_patient(token)
    if found is None or not (found.ent_type_ == "MONEY" or is_in(found, "sums")):
        return False
    preps = {prep.lower_ for part in (token, found) for prep, _ in iter_preps(part)}
    return bool(preps & {"for", "to"}) or token.lemma_ in {"donate", "pledge", "allocate", "earmark"}


def _claim_object(token: Token) -> bool:
    """Recognise: sovereignty, a government; validate, annul: a result, an election."""
    found = find_patient(token)
    if found is None:
        return False
    return is_in(found, "claims" if token.lemma_ in ("recognise", "recognize") else "results")


def _rigged(token: Token) -> bool:
    """Stuff, rig, alter: ballots, votes."""
    found = find_patient(token)
    return found is not None and (is_in(found, "results") or found.lemma_ == "box")


def _tried(token: Token) -> bool:
    """Try, charge, convict: somebody, in a court of law."""
    patient = find_patient(token)
    if patient is None or not (looks_like_people(patient) or patient.pos_ == "PROPN"):
        return False
    if any(child.dep_ in ("xcomp", "ccomp") for child in token.children):
        return False
    if token.lemma_ == "try":
        return is_passive(token) or any(prep.lower_ == "for" for prep, _ in iter_preps(token))
    return token.lemma_ != "charge" or any(prep.lower_ in ("with", "over") for prep, _ in iter_preps(token))


def _craft(token: Token) -> bool:
    """Collide, ram: ships, vehicles and planes."""
    return any(is_in(one, "craft") or is_in(one, "structures") for one in (find_subject(token), find_patient(token)))


def _from_state(token: Token) -> bool:
    """Split, break away: from a state."""
    return not looks_like_people(find_subject(token)) and any(
        prep.lower_ == "from" and (is_actor(one) or one.ent_type_ == "GPE") for prep, one in iter_preps(token)
    )


def _searched(token: Token) -> bool:
    """Search, plunder, pillage: houses, a village."""
    patient = find_patient(token)
    return is_in(patient, "structures") or looks_like_place(patient)


def _the_dead(token: Token) -> bool:
    """Bury, exhume: people, bodies."""
    patient = find_patient(token)
    return looks_like_people(patient) or is_in(patient, "captives")


def _official_leaving(token: Token) -> bool:
    """Leave: a town, by a delegation or an official."""
    found, mover = find_object(token), find_subject(token)
    return (
        not is_passive(token)
        and looks_like_place(found)
        and mover is not None
        and (is_in(mover, "officials") or has_office(mover))
    )


def _crowd(token: Token) -> bool:
    """Disperse: a crowd."""
    return is_in(find_patient(token), "crowds")


def _hostage(token: Token) -> bool:
    """Take: somebody hostage."""
    after = token.doc[token.i + 1 : token.i + 6]
    return any(one.lower_ in ("hostage", "prisoner", "captive") for one in after) and looks_like_people(
        find_patient(token)
    )


def _walked_out(token: Token) -> bool:
    """Walk: out of work, not of a shop."""
    if any(is_in(one, "structures") for prep, one in iter_preps(token) if prep.lower_ == "of"):
        return False
    return any(child.lower_ == "out" for child in token.children) and looks_like_people(find_subject(token))


def _sworn(token: Token) -> bool:
    """Swear: somebody in."""
    return any(child.lower_ == "in" and child.dep_ in ("prt", "advmod") for child in token.children)


ACT_TESTS: Mapping[str, Callable[[Token], bool]] = {
    "forces-moving": _forces_moving,
    "forces-entering": _forces_entering,
    "sum-object": _sum_object,
    "claim-object": _claim_object,
    "rigged": _rigged,
    "tried": _tried,
    "craft": _craft,
    "from-state": _from_state,
    "searched": _searched,
    "the-dead": _the_dead,
    "official-leaving": _official_leaving,
    "crowd": _crowd,
    "hostage": _hostage,
    "walked-out": _walked_out,
    "sworn": _sworn,
}
