"""Who does what a verb reports to whom, by its frame: rules E4 to E6, docs/rules-events.md."""

from sayso.extract.events.clause import find_doer, find_object, find_patient, find_subject, is_passive, iter_preps
from sayso.extract.events.looks import PLACE_ENTS
from sayso.extract.events.roles_model import Ids, Roles
from sayso.extract.events.triggers import Trigger
from sayso.extract.parse import Token


def read_verb_roles(trigger: Trigger, ids: Ids, roles: Roles) -> None:
    """
    Add who does what a verb reports to whom.

    Args:
        trigger: The verb.
        ids: Gives the actors that a token stands for.
        roles: Changed in place.
    """
    verb, frame = trigger.token, trigger.entry.frame
    match frame:
        case "doer" | "destroyer":
            roles.add("agent", ids(find_doer(verb)))
            if frame == "doer":
                roles.add("patient", ids(find_patient(verb), "patient"))
                roles.add("patient", ids(_against(verb), "patient"))
        case "bereaved":
            roles.add("patient", ids(find_object(verb), "patient"))
        case "sufferer":
            roles.add("patient", ids(find_subject(verb), "patient"))
        case "sufferer-agent" | "goer":
            roles.add("agent", ids(find_subject(verb)))
        case "mutual" if trigger.entry.type == "exchange" and is_passive(verb):
            roles.add("agent", ids(find_doer(verb)))
            roles.add("patient", ids(find_subject(verb), "patient"))
        case "mutual":
            subject = find_subject(verb)
            for one in subject.children if subject is not None and subject.ent_type_ == "PERSON" else ():
                if one.dep_ == "nmod" and one.ent_type_ == "PERSON" and any(c.dep_ == "cc" for c in one.children):
                    # "President X and President Y met": the parse hangs the first on the second.
                    roles.add("agent", ids(one))
            roles.add("agent", ids(subject))
            found = find_object(verb)
            role = (
                "patient"
                if trigger.entry.type in ("attack", "exchange") or verb.lemma_ in ("host", "receive", "greet")
                else "agent"
            )
            roles.add(role, ids(found, role))
            preps = iter_preps(verb)
            if not any(prep.lower_ == "with" for prep, _ in preps):
                # "clashed at a camp with refugees": the parse hangs the other side on the camp.
                preps = [*preps, *(pair for _, one in preps for pair in iter_preps(one) if pair[0].lower_ == "with")]
            for prep, one in preps:
                if prep.lower_ in ("with", "between", "against"):
                    roles.add("agent" if prep.lower_ != "against" else "patient", ids(one))
        case "mover":
            _read_mover(verb, ids, roles)
        case "taker":
            roles.add("agent", ids(find_doer(verb)))
            for prep, one in iter_preps(verb):
                if prep.lower_ == "from":
                    roles.add("patient", ids(one, "patient"))
            _read_holder(verb, ids, roles)
        case "loser":
            for prep, one in iter_preps(verb):
                if prep.lower_ == "to":
                    roles.add("agent", ids(one))
        case "giver":
            roles.add("agent", ids(find_doer(verb)))
            patient = find_patient(verb)
            if trigger.entry.needs == "armed-support":
                roles.add("patient", ids(patient, "patient"))
            for prep, one in iter_preps(verb):
                if prep.lower_ in ("to", "for"):
                    roles.add("patient", ids(one, "patient"))
            if patient is not None:
                for prep, one in iter_preps(patient):
                    if prep.lower_ in ("to", "for"):
                        roles.add("patient", ids(one, "patient"))
        case _:
            pass


def _read_holder(verb: Token, ids: Ids, roles: Roles) -> None:
    """Read who loses what is retaken: *the hills held by the rebels*, *rebel-held towns*."""
    land = find_patient(verb)
    if land is None:
        return
    for child in land.children:
        if child.dep_ == "acl" and child.lemma_ in {
            "take",
            "hold",
            "occupy",
            "control",
            "capture",
            "seize",
            "govern",
            "claim",
            "run",
            "lose",
        }:
            roles.add("patient", ids(find_doer(child), "patient"))


def _against(verb: Token) -> Token | None:
    if verb.lemma_ not in {"fire", "open", "fight", "battle", "shoot"}:
        return None
    for prep, one in iter_preps(verb):
        if prep.lower_ == "against" or (prep.lower_ in ("at", "on") and one.ent_type_ not in PLACE_ENTS):
            return one
    return None


def _read_mover(verb: Token, ids: Ids, roles: Roles) -> None:
    """Those who move suffer a displacement; who expels or evacuates them does it."""
    if verb.lemma_ in {
        "evacuate",
        "displace",
        "deport",
        "expel",
        "uproot",
        "resettle",
        "take",
        "bus",
        "ferry",
        "airlift",
        "bring",
        "move",
        "transfer",
        "force",
        "drive",
        "push",
        "chase",
    } and (find_object(verb) is not None or is_passive(verb)):
        if verb.lemma_ != "evacuate" or is_passive(verb) or find_object(verb) is not None:
            roles.add("patient", ids(find_patient(verb), "patient"))
        roles.add("agent", ids(find_doer(verb)))
        return
    roles.add("patient", ids(find_subject(verb), "patient"))
