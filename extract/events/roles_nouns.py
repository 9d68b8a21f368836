"""Who does what a noun stands for to whom, by its phrases and clauses: rules E7 and E8, docs/rules-events.md."""

from sayso.extract import who
from sayso.extract.actors.owners import get_stance
from sayso.extract.actors.register import get_register
from sayso.extract.actors.scenes import get_bearing
from sayso.extract.events.clause import find_doer, find_object, find_subject, is_passive, iter_preps
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import looks_like_place
from sayso.extract.events.modifiers import find_doers_before
from sayso.extract.events.roles_model import MUTUAL, Ids, Roles
from sayso.extract.events.roles_support import read_support
from sayso.extract.events.triggers import Trigger
from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.model import EventType

_PATIENT_TYPES: frozenset[EventType] = frozenset(
    ("death", "injury", "displacement", "detention", "independence", "explosion", "destruction")
)


def read_noun_roles(doc: Doc, trigger: Trigger, ids: Ids, roles: Roles) -> None:
    """
    Add who does what a noun stands for to whom.

    Args:
        doc: The doc.
        trigger: The noun.
        ids: Gives the actors that a token stands for.
        roles: Changed in place.
    """
    noun, entry = trigger.token, trigger.entry
    mutual = entry.type in MUTUAL

    suffers = entry.type in _PATIENT_TYPES
    of_found = False
    preps = [*iter_preps(noun)]
    for prep, one in preps[:]:
        if prep.lower_ == "of":
            # "the execution of nine men by soldiers": the parse hangs the doer on the men.
            preps += [pair for pair in iter_preps(one) if pair[0].lower_ in _BEHIND and pair not in preps]
    if noun.dep_ == "dobj" and noun.head.lemma_ in ("blame", "pin"):
        # "blamed the raid on the militia"
        preps += [pair for pair in iter_preps(noun.head) if pair[0].lower_ == "on"]
    for prep, one in preps:
        word = prep.lower_
        if trigger.start <= one.i < trigger.end:
            # "the cessation of hostilities" names nobody.
            continue
        if word == "of":
            of_found = True
            if entry.of == "object":
                if not looks_like_place(one):
                    roles.add("patient", ids(one, "patient"))
            elif entry.of == "agent":
                roles.add("agent", ids(one))
            elif entry.of == "patient" and entry.type != "blockade":
                roles.add("patient", ids(one, "patient"))
            elif entry.type == "blockade":
                roles.add("patient", _only_people(doc, ids(one, "patient"), one))
        elif word == "by":
            roles.add("agent", ids(one))
        elif word == "from" and entry.type == "takeover":
            roles.add("patient", ids(one, "patient"))
        elif word in ("between", "among"):
            roles.add("agent", ids(one))
        elif word == "with" and (mutual or entry.type in ("attack", "visit")):
            roles.add("agent", ids(one))
        elif word == "on" and noun.dep_ == "dobj" and noun.head.lemma_ in ("blame", "pin"):
            roles.add("agent", ids(one))
        elif word in ("against", "on", "upon") and entry.type in {
            "attack",
            "sanction",
            "blockade",
            "protest",
            "other",
        }:
            roles.add(
                "patient", _only_people(doc, ids(one, "patient"), one) if word != "against" else ids(one, "patient")
            )
        elif word in ("to", "for") and entry.type == "aid" and not (looks_like_place(one) and _is_humanitarian(noun)):
            roles.add("patient", ids(one, "patient"))
    for child in noun.children:
        if trigger.start <= child.i < trigger.end:
            # A word of the event's own name: "the First Gulf War".
            continue
        if child.dep_ == "poss" or (
            child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE", "ORG")
        ):
            if entry.type in ("war", "takeover") and child.ent_type_ == "GPE" and child.dep_ != "poss":
                continue
            if entry.type == "war" and child.dep_ == "poss" and child.ent_type_ == "GPE" and not _is_waged(preps):
                # "Yemen's war" is one in Yemen.
                continue
            role = (
                "patient"
                if (suffers and not of_found and entry.type not in ("destruction", "explosion", "detention"))
                or (entry.type == "other" and entry.of == "patient" and child.dep_ == "poss")
                or (entry.type == "detention" and not of_found and _is_person(child))
                else "agent"
            )
            stance = get_stance(child)
            if stance and stance != "anti" or get_bearing(get_register(doc), child) != "doer":
                continue
            role = "patient" if stance else role
            roles.add(role, ids(child, role) if child.pos_ == "NOUN" else who.find_actors(doc, child, create=False))
        elif child.dep_ in ("acl", "relcl"):
            _read_clause(doc, child, noun, ids, roles)
    if not roles.agents or entry.type in MUTUAL:
        roles.add("agent", find_doers_before(doc, noun, entry.type))
    read_support(doc, trigger, ids, roles)


def _is_waged(preps: list[tuple[Token, Token]]) -> bool:
    """Whether a war is told to be against or with somebody, or somewhere: *Russia's war in Ukraine*."""
    return any(prep.lower_ in {"on", "against", "with", "in"} for prep, _ in preps)


def _is_person(owner: Token) -> bool:
    """Whether an owner is one person, whose arrest is hardly one by him: *his arrest*."""
    return owner.lower_ in ("his", "her") or owner.ent_type_ == "PERSON"


_BEHIND = frozenset(("by", "from", "with"))


def _is_humanitarian(noun: Token) -> bool:
    return any(child.lower_ in {"humanitarian", "food", "relief", "emergency"} for child in noun.children)


def _only_people(doc: Doc, ids: tuple[str, ...], token: Token) -> tuple[str, ...]:
    """Leave out states that only stand for the place they are attacked in: *shelling of Chad*, *siege of the city*."""
    actors = get_state(doc).actors
    return tuple(
        key for key in ids if key in actors and (actors[key].cls not in ("State",) or token.ent_type_ == "NORP")
    )


def _read_clause(doc: Doc, clause: Token, noun: Token, ids: Ids, roles: Roles) -> None:
    """Read *launched by the rebels*, *that the army began*, *which targeted civilians*."""
    lexicon = load_events().sets
    if clause.lemma_ == "claim" and is_passive(clause):
        # "an attack claimed by the group"
        roles.add("agent", ids(find_doer(clause)))
        return
    if clause.lemma_ == "claim" and any(child.lower_ == "responsibility" for child in clause.children):
        roles.add("agent", ids(find_subject(clause)))
        return
    if clause.lemma_ in lexicon["support"] or clause.lemma_ in ("involve", "target"):
        if is_passive(clause):
            roles.add("agent", ids(find_doer(clause)))
        elif clause.dep_ == "relcl" and (own := find_subject(clause)) is not None and own.i != noun.i:
            roles.add("agent", ids(find_subject(clause)))
        elif clause.lemma_ == "target":
            roles.add("patient", ids(find_object(clause), "patient"))
