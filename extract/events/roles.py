"""Who does an event to whom: rules E4 to E9, docs/rules-events.md."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sayso.extract import who
from sayso.extract.actors.owners import get_stance
from sayso.extract.events.clause import (
    find_doer,
    find_object,
    find_patient,
    find_subject,
    governing_verb,
    is_passive,
    iter_preps,
)  # fmt: skip
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import HITTING, is_in, looks_like_place
from sayso.extract.events.triggers import Trigger
from sayso.extract.parse import Doc, Token
from sayso.model import EventType

MUTUAL: frozenset[EventType] = frozenset(
    ("war", "negotiation", "meeting", "ceasefire", "agreement", "exercise", "exchange")
)
"""Types whose parties are all agents."""

_NOBODY = frozenset((
    "people", "person", "persons", "others", "other", "some", "one", "all", "many", "this", "that", "which", "there",
    "what", "those", "these", "lives", "life", "number", "most", "none", "everyone", "anyone", "nobody", "several",
))  # fmt: skip
_WRAPPERS = frozenset(
    ("contingent", "convoy", "column", "number", "crowd", "wave", "handful", "batch", "host", "score", "majority")
)
_PATIENT_TYPES: frozenset[EventType] = frozenset(
    ("death", "injury", "displacement", "detention", "independence", "explosion", "destruction")
)


@dataclass(slots=True)
class Roles:
    """Ids of who does it and who suffers it, in order, each once."""

    agents: list[str] = field(default_factory=list[str])
    patients: list[str] = field(default_factory=list[str])

    def add(self, role: str, ids: Iterable[str]) -> None:
        """Add ids to a role, ``agent`` or ``patient``."""
        into = self.agents if role == "agent" else self.patients
        for key in ids:
            if key not in into:
                into.append(key)


Lookup = Callable[[int], Trigger | None]
"""Gives the trigger at a token index, or None."""


def find_roles(doc: Doc, trigger: Trigger, at: Lookup, depth: int = 0) -> Roles:
    """Return who does what a trigger reports to whom."""
    roles = Roles()
    if trigger.is_noun:
        _read_noun_roles(doc, trigger, at, roles, depth)
    else:
        _read_verb_roles(doc, trigger, at, roles, depth)
    roles.patients = [key for key in roles.patients if key not in roles.agents]
    return roles


def find_ids(doc: Doc, token: Token | None, at: Lookup, depth: int, *, role: str = "agent") -> tuple[str, ...]:
    """Return the actors that *token* stands for; of an event noun (*the raid killed two*), those who do it."""
    if token is not None and token.lower_ in ("people", "persons") and role == "patient":
        named = next((one for one in token.children if one.dep_ == "appos" and one.pos_ in ("NOUN", "PROPN")), None)
        return who.find_actors(doc, named) if named is not None else ()
    if token is None or token.lower_ in _NOBODY or token.pos_ in ("VERB", "ADV", "ADP"):
        return ()
    if token.pos_ == "NUM" and not token.ent_type_:
        return ()
    below = at(token.i)
    if below is not None and below.is_noun:
        return tuple(find_roles(doc, below, at, depth + 1).agents) if role == "agent" and depth < 3 else ()
    if token.pos_ == "PRON" and token.lower_ in ("i", "me", "my", "we", "us", "our"):
        return _find_voice(doc, token)
    token = _unwrap(token)
    found = who.find_actors(doc, token)
    if found or token.pos_ != "NOUN":
        return found
    if role != "patient":
        return _find_wielder(doc, token, at, depth) if token.lemma_ in load_events().sets["weapons"] else ()
    # "strikes on the army's positions" are on the army.
    return tuple(
        key
        for child in token.children
        if child.dep_ in ("poss", "compound", "nmod", "amod")
        for key in _owner(doc, child)
    ) or _owner_behind(doc, token)


def _find_wielder(doc: Doc, weapon: Token, at: Lookup, depth: int) -> tuple[str, ...]:
    """Return whose weapon it is: *missiles fired by the militia hit*, *Turkish jets bombed*."""
    for child in weapon.children:
        if child.dep_ in ("acl", "relcl") and depth < 3:
            found = find_ids(doc, find_doer(child) if is_passive(child) else find_subject(child), at, depth + 1)
            if found:
                return found
    return who.find_possessor(doc, weapon)


def _owner_behind(doc: Doc, token: Token) -> tuple[str, ...]:
    """Return whose it is of *bases of the army*."""
    if token.lemma_ not in load_events().sets["targets"] and not is_in(token, "structures"):
        return ()
    for prep, one in iter_preps(token):
        if prep.lower_ == "of":
            return who.find_actors(doc, one, create=False)
    return ()


def _owner(doc: Doc, token: Token) -> tuple[str, ...]:
    if token.dep_ == "poss" or token.ent_type_ in ("ORG", "GPE", "NORP"):
        return who.find_actors(doc, token, create=False)
    return ()


def _unwrap(token: Token) -> Token:
    """Return who is in it of *a contingent of peacekeepers*, *people, mostly farmers*."""
    if token.lemma_ in _WRAPPERS:
        for prep, one in iter_preps(token):
            if prep.lower_ == "of" and one.pos_ in ("NOUN", "PROPN"):
                return one
    return token


def _find_voice(doc: Doc, token: Token) -> tuple[str, ...]:
    """Return who says *I* or *we*: the speaker of the statement it stands in."""
    from sayso.extract.figures.reported import find_statement
    from sayso.extract.state import get_state

    found = who.find_actors(doc, token, create=False)
    if found:
        return found
    statement = find_statement(get_state(doc), (token.idx, token.idx + len(token)))
    return statement.speaker if statement else ()


def _read_verb_roles(doc: Doc, trigger: Trigger, at: Lookup, roles: Roles, depth: int) -> None:
    verb, frame = trigger.token, trigger.entry.frame

    def ids(token: Token | None, role: str = "agent") -> tuple[str, ...]:
        return find_ids(doc, token, at, depth, role=role)

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
            roles.add("agent", ids(find_subject(verb)))
            found = find_object(verb)
            role = (
                "patient"
                if trigger.entry.type in ("attack", "exchange") or verb.lemma_ in ("host", "receive", "greet")
                else "agent"
            )
            roles.add(role, ids(found, role))
            for prep, one in iter_preps(verb):
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


def _read_holder(verb: Token, ids: Callable[..., tuple[str, ...]], roles: Roles) -> None:
    """Read who loses what is retaken: *the hills held by the rebels*, *rebel-held towns*."""
    land = find_patient(verb)
    if land is None:
        return
    for child in land.children:
        if child.dep_ == "acl" and child.lemma_ in (
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
        ):
            roles.add("patient", ids(find_doer(child), "patient"))


def _against(verb: Token) -> Token | None:
    if verb.lemma_ not in ("fire", "open", "fight", "battle", "shoot"):
        return None
    return next((one for prep, one in iter_preps(verb) if prep.lower_ in ("against", "at", "on")), None)


def _read_mover(verb: Token, ids: Callable[..., tuple[str, ...]], roles: Roles) -> None:
    """Those who move suffer a displacement; who expels or evacuates them does it."""
    if verb.lemma_ in (
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
    ) and (find_object(verb) is not None or is_passive(verb)):
        if verb.lemma_ != "evacuate" or is_passive(verb) or find_object(verb) is not None:
            roles.add("patient", ids(find_patient(verb), "patient"))
        roles.add("agent", ids(find_doer(verb)))
        return
    roles.add("patient", ids(find_subject(verb), "patient"))


def _read_noun_roles(doc: Doc, trigger: Trigger, at: Lookup, roles: Roles, depth: int) -> None:
    noun, entry = trigger.token, trigger.entry
    mutual = entry.type in MUTUAL

    def ids(token: Token | None, role: str = "agent") -> tuple[str, ...]:
        return find_ids(doc, token, at, depth, role=role)

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
        elif word in ("against", "on", "upon") and entry.type in (
            "attack",
            "sanction",
            "blockade",
            "protest",
            "other",
        ):
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
            if child.dep_ != "poss" and entry.type in ("war", "takeover") and child.ent_type_ == "GPE":
                continue
            role = (
                "patient"
                if suffers and not of_found and entry.type not in ("destruction", "explosion", "detention")
                else "agent"
            )
            stance = get_stance(child)
            if stance and stance != "anti":
                continue
            role = "patient" if stance else role
            roles.add(role, ids(child, role) if child.pos_ == "NOUN" else who.find_actors(doc, child, create=False))
        elif child.dep_ in ("acl", "relcl"):
            _read_clause(doc, child, noun, ids, roles)
    _read_support(doc, trigger, at, ids, roles)


_BEHIND = frozenset(("by", "from", "with"))


def _is_humanitarian(noun: Token) -> bool:
    return any(child.lower_ in ("humanitarian", "food", "relief", "emergency") for child in noun.children)


def _only_people(doc: Doc, ids: tuple[str, ...], token: Token) -> tuple[str, ...]:
    """Leave out states that only stand for the place they are attacked in: *shelling of Chad*, *siege of the city*."""
    from sayso.extract.state import get_state

    actors = get_state(doc).actors
    return tuple(
        key for key in ids if key in actors and (actors[key].cls not in ("State",) or token.ent_type_ == "NORP")
    )


def _read_clause(doc: Doc, clause: Token, noun: Token, ids: Callable[..., tuple[str, ...]], roles: Roles) -> None:
    """Read *launched by the rebels*, *that the army began*, *which targeted civilians*."""
    lexicon = load_events().sets
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


def _read_support(doc: Doc, trigger: Trigger, at: Lookup, ids: Callable[..., tuple[str, ...]], roles: Roles) -> None:
    """Read the doer off the verb that carries the noun: *launched an offensive*, *defeated in an operation*."""
    lexicon = load_events().sets
    noun = trigger.token
    top = noun
    if noun.dep_ == "nsubj" and noun.head.lemma_ in HITTING:
        roles.add("patient", ids(find_object(noun.head), "patient"))
    # "announced the start of an operation", "a series of airstrikes"
    while (
        top.dep_ == "pobj"
        and top.head.lower_ == "of"
        and top.head.head.lower_
        in (
            "start",
            "beginning",
            "launch",
            "series",
            "wave",
            "end",
            "round",
            "number",
            "campaign",
            "resumption",
            "spate",
            "string",
            "total",
        )
    ):
        top = top.head.head
    if top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    verb = top.head
    if (
        top.dep_ == "dobj"
        and verb.pos_ == "VERB"
        and verb.lemma_ in lexicon["support"]
        and verb.lemma_ not in lexicon["reacting"]
    ):
        if not roles.agents or trigger.entry.type in MUTUAL:
            roles.add("agent", ids(find_subject(verb)))
        if trigger.entry.type in MUTUAL or trigger.entry.type == "exercise":
            for prep, one in iter_preps(verb):
                if prep.lower_ == "with" or (prep.lower_ == "against" and trigger.entry.type == "war"):
                    roles.add("agent", ids(one))
    elif (
        top.dep_ in ("nsubj", "nsubjpass")
        and is_passive(verb)
        and verb.lemma_ in lexicon["support"]
        and not roles.agents
    ):
        roles.add("agent", ids(find_doer(verb)))
    elif (
        top.dep_ == "pobj"
        and verb.lower_ in ("in", "with", "through", "during")
        and not roles.agents
        and trigger.entry.type in ("attack", "war", "takeover")
    ):
        over = verb.head
        if over.pos_ == "VERB" and (
            verb.lower_ == "with" or any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.children)
        ):
            doer = find_doer(over)
            if (
                over.lemma_ not in ("die", "kill", "injure", "wound")
                and load_events().verbs.get(over.lemma_, ()) != ()
            ):
                roles.add("agent", ids(doer))
            elif over.lemma_ in ("defeat", "respond", "retaliate", "support", "rout"):
                roles.add("agent", ids(doer))
    if trigger.entry.needs == "in-custody":
        clause = governing_verb(verb)
        roles.add("patient", ids(find_subject(clause) if clause is not None else None, "patient"))
    if trigger.entry.type == "visit" and top.dep_ == "pobj" and verb.lower_ in ("on", "during") and not roles.agents:
        # "the minister, on a visit to Odesa"
        visitor = verb.head if verb.head.pos_ in ("NOUN", "PROPN") else find_subject(verb.head)
        roles.add("agent", ids(visitor))
    if (
        top.dep_ == "pobj"
        and verb.lower_ == "for"
        and verb.head.lower_ == "responsibility"
        and verb.head.head.lemma_ == "claim"
    ):
        roles.add("agent", ids(find_subject(verb.head.head)))
    if trigger.entry.needs == "left-in-control" and top.dep_ == "pobj":
        holder = verb.head if verb.head.pos_ in ("NOUN", "PROPN") else find_object(verb.head)
        roles.agents.clear()
        roles.add("agent", ids(holder))
    if trigger.entry.type == "deployment" and not roles.agents:
        for prep, one in iter_preps(noun):
            if prep.lower_ == "of":
                roles.add("agent", who.find_possessor(doc, _unwrap(one)))
    if (
        trigger.entry.type == "explosion"
        and top.dep_ == "nsubj"
        and verb.lemma_ in ("kill", "injure", "wound", "hurt")
    ):
        roles.add("patient", ids(find_object(verb), "patient"))
    if (
        trigger.entry.type in ("meeting", "negotiation")
        and top.dep_ == "pobj"
        and verb.lower_ in ("in", "at", "during", "from")
    ):
        over_verb = governing_verb(verb)
        if over_verb is not None and over_verb.lemma_ in (_BACK if verb.lower_ == "from" else _TAKING_PART):
            roles.add("agent", ids(find_subject(over_verb)))
    if not roles.agents and top.dep_ == "pobj":
        _read_blame(verb, ids, roles)


_BACK = frozenset(("return", "come", "arrive"))
_TAKING_PART = frozenset((
    "raise", "discuss", "say", "tell", "urge", "press", "pledge", "agree", "sign", "adopt", "promise", "vow",
))  # fmt: skip


def _read_blame(prep: Token, ids: Callable[..., tuple[str, ...]], roles: Roles) -> None:
    """Read who is blamed off the verb: *holds the army responsible for the deaths*."""
    over = prep.head
    if prep.lower_ == "for" and over.lower_ == "responsible":
        over = over.head
        if over.lemma_ == "be":
            roles.add("agent", ids(find_subject(over)))
        elif over.lemma_ == "hold":
            held = next((one for one in prep.head.children if one.dep_ == "nsubj"), None)
            roles.add("agent", ids(held or find_patient(over)))
    elif prep.lower_ == _BLAME.get(over.lemma_):
        roles.add("agent", ids(find_patient(over)))


_BLAME = {"blame": "for", "accuse": "of", "implicate": "in", "charge": "with", "suspect": "of"}
