"""Who does what a noun stands for, read off the verb that carries it: rules E7 and E8, docs/rules-events.md."""

from sayso.extract import who
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
from sayso.extract.events.looks import HITTING
from sayso.extract.events.roles_model import MUTUAL, Ids, Roles, unwrap
from sayso.extract.events.triggers import Trigger
from sayso.extract.parse import Doc, Token


def read_support(doc: Doc, trigger: Trigger, ids: Ids, roles: Roles) -> None:
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
        and top.head.head.lemma_
        in {
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
        }
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
        and verb.lower_ in {"in", "with", "through", "during"}
        and not roles.agents
        and trigger.entry.type in ("attack", "war", "takeover")
    ):
        over = verb.head
        if over.pos_ == "VERB" and (
            verb.lower_ == "with" or any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.children)
        ):
            doer = find_doer(over)
            if (
                over.lemma_ not in {"die", "kill", "injure", "wound"}
                and load_events().verbs.get(over.lemma_, ()) != ()
            ):
                roles.add("agent", ids(doer))
            elif over.lemma_ in {"defeat", "respond", "retaliate", "support", "rout"}:
                roles.add("agent", ids(doer))
    if trigger.entry.type in MUTUAL and top.dep_ == "pobj" and verb.lower_ in ("into", "to"):
        over = verb.head
        if over.lemma_ in ("enter", "agree", "come") and over.pos_ == "VERB":
            # "entered into an agreement with the state"
            roles.add("agent", ids(find_subject(over)))
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
                roles.add("agent", who.find_possessor(doc, unwrap(one)))
    if (
        trigger.entry.type == "explosion"
        and top.dep_ == "nsubj"
        and verb.lemma_ in {"kill", "injure", "wound", "hurt"}
    ):
        roles.add("patient", ids(find_object(verb), "patient"))
    if (
        trigger.entry.type in ("meeting", "negotiation")
        and top.dep_ == "pobj"
        and verb.lower_ in {"in", "at", "during", "from"}
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


def _read_blame(prep: Token, ids: Ids, roles: Roles) -> None:
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
