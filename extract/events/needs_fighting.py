"""
What must stand with nouns before they report fighting: *an air strike*, not *a rail strike*.

Each test has the name that ``needs`` gives it in the lexicon, and looks at the trigger's own phrase only.
"""

from collections.abc import Callable, Mapping

from sayso.extract.events.clause import find_doer, find_patient, iter_preps
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import HITTING, get_modifiers, is_actor, is_in, looks_like_people, looks_like_place
from sayso.extract.parse import Token


def _armed(token: Token) -> bool:
    """Fight, strike, operation, campaign: said to be armed, or against somebody, or at somewhere."""
    lexicon = load_events().sets
    if token.pos_ == "VERB":
        doer, patient = find_doer(token), find_patient(token)
        if any(is_in(one, "hostile_agents") for one in (doer, patient)):
            return True
        return (
            patient is not None and (looks_like_people(patient) or is_actor(patient)) and patient.ent_type_ != "PERSON"
        )
    if token.dep_ == "nsubj" and token.head.lemma_ in HITTING:
        return True
    modifiers = [child for child in token.children if child.dep_ in {"amod", "compound", "nmod", "poss"}]
    words = {child.lower_ for child in modifiers}
    words |= {token.doc[i].lower_ for i in range(max(token.left_edge.i, token.i - 3), token.i)}
    if words & lexicon["not_armed"]:
        return False
    if words & lexicon["armed"]:
        return True
    against = any(
        prep.lower_ == "against"
        or (prep.lower_ in {"on", "in", "at", "near"} and token.lemma_ in ("strike",) and looks_like_place(one))
        for prep, one in iter_preps(token)
    )
    if token.lemma_ in {"action", "activity", "push", "exchange", "violence", "advance"}:
        return False
    if against:
        return True
    if token.lemma_ in ("campaign", "operation") and any(
        child.dep_ in ("acl", "relcl")
        and any(entry.type in ("takeover", "attack") for entry in load_events().verbs.get(child.lemma_, ()))
        for child in token.children
    ):
        return True
    if token.lower_ == "operation" and any(
        prep.lower_ in ("in", "near", "around") and one.ent_type_ in ("GPE", "LOC", "FAC")
        for prep, one in iter_preps(token)
    ):
        return any(child.dep_ == "det" or child.dep_ == "poss" for child in token.children)
    if _is_waged(token):
        return True
    owned = any(child.dep_ == "poss" or child.ent_type_ in ("NORP", "GPE") for child in modifiers)
    return owned and token.lemma_ in ("strike", "operation", "fight")


def _is_waged(token: Token) -> bool:
    """Whether a verb tells that it is one of arms: *began an operation to retake it*, *carried out strikes on it*."""
    top = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    verb = top.head
    if top.dep_ != "dobj" or verb.lemma_ not in _WAGING:
        return False
    if token.lemma_ == "strike":
        # A number of them, which the parse hangs the target behind.
        return top.i != token.i and any(prep.lower_ in ("on", "against") for prep, _ in iter_preps(verb))
    if token.lemma_ not in ("operation", "campaign"):
        return False
    return any(
        child.dep_ in ("advcl", "xcomp")
        and child.tag_ == "VB"
        and any(entry.type in ("takeover", "attack") for entry in load_events().verbs.get(child.lemma_, ())[:1])
        for child in verb.children
    )


_WAGING = frozenset(("begin", "launch", "start", "carry", "conduct", "mount", "announce"))


def _war(token: Token) -> bool:
    """A named or numbered war, or one between parties, in a place, of a year: not war as such."""
    doc, words = token.doc, get_modifiers(token)
    if words & {
        "information",
        "trade",
        "price",
        "culture",
        "political",
        "turf",
        "cold",
        "propaganda",
        "star",
        "drug",
        "class",
        "proxy",
    }:
        return False
    if token.dep_ in {"compound", "nmod", "amod", "poss"}:
        return False
    if (
        token.text[0].isupper()
        and token.i
        and doc[token.i - 1].text[:1].isupper()
        and doc[token.i - 1].pos_ in ("PROPN", "ADJ", "NOUN")
    ):
        return True
    if token.lemma_ == "insurgency" and words & load_events().sets["doing_groups"]:
        return True
    if _is_dated_war(token):
        return True
    if words & {"first", "second", "third", "civil", "gulf", "six-day", "full-scale"}:
        return True
    if any(word.isdigit() and len(word) == 4 for word in words):
        return True
    if any(
        child.ent_type_ in ("GPE", "NORP", "LOC") for child in token.children if child.dep_ in ("compound", "poss")
    ):
        return True
    if any(child.dep_ == "amod" and child.ent_type_ in ("NORP", "EVENT") for child in token.children):
        # "The Algerian war": of a land, and told as one where it began, ended or killed.
        over = token.dep_ == "pobj" and token.head.lower_ in {"in", "during", "since", "after", "before"}
        return over or any(child.dep_ == "relcl" for child in token.children)
    if token.lemma_ == "war":
        return any(
            prep.lower_ in {"between", "with", "in", "against"} and (looks_like_place(one) or is_actor(one))
            for prep, one in iter_preps(token)
        )
    return any(
        prep.lower_ in ("between", "in") and (looks_like_place(one) or is_actor(one))
        for prep, one in iter_preps(token)
    ) and token.dep_ not in ("pobj",)


def _is_dated_war(token: Token) -> bool:
    """Whether it is told when it began or how long it lasts: *a decade-long revolt*, *the conflict that erupted*."""
    doc = token.doc
    for at in range(max(token.left_edge.i, token.i - _LASTING), token.i):
        if doc[at].lower_ in _PERIODS and doc[at - 1].text in _HYPHENS:
            return True
        if doc[at].lower_ in _LONG or doc[at].lower_.endswith(("-year", "-decade", "-month", "-old")):
            return True
    for child in token.children:
        if child.dep_ == "relcl" and child.lemma_ in _STARTS and child.tag_ in ("VBD", "VBN", "VBZ"):
            return True
        if child.lower_ in ("with", "between", "against") and child.dep_ == "prep" and token.lemma_ != "war":
            return any(one.dep_ == "pobj" and is_actor(one) for one in child.children)
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ in _BEGINS and verb.tag_ in ("VBD", "VBN"):
        return any(one.lower_ in ("the", "a") for one in token.children)
    return (
        token.dep_ == "dobj" and verb.lemma_ in ("fight", "wage") and any(one.lower_ == "a" for one in token.children)
    )


_LASTING = 5
"""Words before a war in which its length may stand: *a bloody two - decade - old*."""
_PERIODS = frozenset(("year", "decade", "month", "week", "day", "long", "old"))
_LONG = frozenset(("long-running", "longstanding", "long-standing", "decades-old", "years-long", "decades-long"))
_HYPHENS = frozenset("-–")
_BEGINS = frozenset(("begin", "start", "break", "erupt", "end"))
_STARTS = _BEGINS | {"kill", "claim", "follow", "last", "rage", "displace", "devastate", "drive", "leave", "uproot"}


def _labour(token: Token) -> bool:
    """Strike: of those who work, a general one, or one that lasts for weeks."""
    words = {child.lower_ for child in token.subtree if child.i <= token.i}
    if words & {"hunger", "general", "rail", "miners", "teachers", "doctors", "nurses", "workers", "labour", "labor"}:
        return True
    if words & {"week", "month", "day", "hour"} and any(child.lower_ == "-" for child in token.lefts or ()):
        return True
    return any("-" in one or one in ("week", "month") for one in words) and not words & {
        "air", "drone", "missile", "rocket", "cross-border", "long-range", "pre-emptive", "artillery",
    }  # fmt: skip


def _of_truce(token: Token) -> bool:
    """Violation, breach: of a truce."""
    words = {child.lower_ for child in token.children}
    return bool(words & {"ceasefire", "truce", "armistice"}) or any(
        prep.lower_ == "of" and one.lemma_ in ("ceasefire", "truce", "armistice") for prep, one in iter_preps(token)
    )


def _gunfire(token: Token) -> bool:
    """Fire: of guns."""
    guns = {"mortar", "artillery", "rifle", "tank", "cross-border", "machine-gun", "small-arms", "sniper", "rocket"}
    return bool(get_modifiers(token) & guns)


def _broken_out(token: Token) -> bool:
    """Violence: that breaks out, that people flee, that is said to be armed or led by somebody."""
    if any(child.lower_ == "led" for child in token.children):
        return True
    if token.dep_ == "nsubj" and token.head.lemma_ in {"erupt", "break", "flare", "spread", "escalate", "surge"}:
        return True
    if token.dep_ == "pobj" and token.head.head.lemma_ in {"plunge", "descend", "slide", "erupt"}:
        return True
    return _armed(token)


def _of_weapons(token: Token) -> bool:
    """Use: of weapons, by somebody or somewhere."""
    preps = iter_preps(token)
    arms = [one for prep, one in preps if prep.lower_ == "of" and (is_in(one, "weapons") or one.lemma_ in _ARMS)]
    if arms and token.dep_ == "dobj":
        return True
    if arms and any(child.dep_ == "poss" for child in token.children):
        return any(prep.lower_ in ("in", "on", "against") for prep, _ in (*preps, *iter_preps(arms[0])))
    return bool(arms) and any(
        prep.lower_ in {"by", "in", "on", "against"} for prep, _ in (*preps, *iter_preps(arms[0]))
    )


_ARMS = frozenset(("weapon", "munition", "firepower"))


def _crackdown(token: Token) -> bool:
    """Crackdown: on people."""
    return _armed(token) or any(prep.lower_ == "on" and looks_like_people(one) for prep, one in iter_preps(token))


FIGHTING_TESTS: Mapping[str, Callable[[Token], bool]] = {
    "armed": _armed,
    "war": _war,
    "labour": _labour,
    "of-truce": _of_truce,
    "gunfire": _gunfire,
    "broken-out": _broken_out,
    "of-weapons": _of_weapons,
    "crackdown": _crackdown,
}
