"""
What must stand with nouns of many senses before they report an event: *a peace deal*, not *a great deal*.

Each test has the name that ``needs`` gives it in the lexicon, and looks at the trigger's own phrase only.
"""

from collections.abc import Callable, Mapping

from sayso.extract.events.clause import governing_verb, iter_preps
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import get_modifiers, is_actor, is_in, looks_like_people, looks_like_place
from sayso.extract.parse import Token


def _full(token: Token) -> bool:
    """An of- or by-phrase, an owner, or a place says whose or where."""
    return any(
        child.dep_ == "poss"
        or (child.dep_ == "prep" and child.lower_ in {"of", "by", "to", "in", "from", "against"})
        or (child.dep_ in ("amod", "compound") and child.ent_type_ in ("NORP", "GPE"))
        for child in token.children
    )


def _route_of(token: Token) -> bool:
    return any(
        prep.lower_ == "of"
        and (
            is_in(one, "routes") or is_in(one, "aid") or one.lemma_ in ("access", "delivery") or looks_like_place(one)
        )
        for prep, one in iter_preps(token)
    )


def _agreement(token: Token) -> bool:
    words = get_modifiers(token)
    if words & {"ceasefire", "truce", "armistice"} or "great" in words:
        return False
    if words & load_events().sets["agreements"]:
        return True
    if any(child.dep_ == "compound" and child.pos_ == "PROPN" for child in token.children):
        # "the Dayton agreement"
        return True
    if any(prep.lower_ in ("between", "with") for prep, _ in iter_preps(token)):
        return token.lemma_ != "deal" or token.dep_ != "ROOT"
    return (
        token.dep_ == "dobj"
        and token.head.lemma_ in {"sign", "broker", "reach", "ratify", "negotiate", "strike", "conclude"}
        or (token.dep_ == "nsubjpass" and token.head.lemma_ in {"sign", "broker", "reach", "ratify", "conclude"})
    )


def _between(token: Token) -> bool:
    return any(prep.lower_ in ("between", "with") for prep, _ in iter_preps(token)) or (
        token.dep_ == "dobj" and token.head.lemma_ in {"hold", "maintain", "resume", "begin", "start", "have", "open"}
    )


def _with_person(token: Token) -> bool:
    if token.lemma_ == "call" and token.dep_ == "pobj" and token.head.lower_ in ("in", "during"):
        # "told the minister in a call", not in one for something
        wanted = any(prep.lower_ == "for" for prep, _ in iter_preps(token))
        return not wanted and token.head.head.lemma_ in {
            "tell",
            "say",
            "urge",
            "warn",
            "discuss",
            "assure",
            "ask",
            "brief",
            "raise",
        }
    return any(
        prep.lower_ in ("with", "between") and (looks_like_people(one) or is_actor(one))
        for prep, one in iter_preps(token)
    )


def _aid(token: Token) -> bool:
    lexicon = load_events().sets
    words = get_modifiers(token)
    if token.lemma_ == "training" and any(
        prep.lower_ in ("for", "to") and is_actor(one) for prep, one in iter_preps(token)
    ):
        return True
    if token.lemma_ in {"help", "training", "supply", "fuel"} and not words & lexicon["aid_modifiers"]:
        return False
    if token.lemma_ == "convoy" and words & {"military", "army"}:
        return False
    if token.dep_ == "pobj" and token.head.lower_ == "of" and is_in(token.head.head, "loads"):
        # "500 lorries of aid"
        return True
    if words & lexicon["aid_modifiers"]:
        return token.dep_ not in {"compound", "nmod", "amod", "poss"}
    if token.lemma_ in ("support",):
        return False
    if token.dep_ in {"compound", "nmod", "amod", "poss"}:
        return False
    return any(
        prep.lower_ == "to" and (looks_like_people(one) or is_actor(one) or looks_like_place(one))
        for prep, one in iter_preps(token)
    ) or (
        token.dep_ in ("dobj", "nsubjpass")
        and token.head.lemma_ in {"deliver", "send", "provide", "airlift", "distribute", "drop"}
    )


def _forces_of(token: Token) -> bool:
    if any(
        (prep.lower_ == "of" and is_in(one, "forces")) or (prep.lower_ == "from" and _is_land(one))
        for prep, one in iter_preps(token)
    ):
        return True
    return any(
        is_in(child, "forces") or child.lower_ in ("military", "army")
        for child in token.children
        if child.dep_ in ("compound", "amod", "poss")
    )


def _is_land(token: Token) -> bool:
    """Whether troops may be withdrawn from it: a land, a region, a town, not a union or a race."""
    return token.ent_type_ in ("GPE", "LOC") or token.lower_ in {"territory", "area", "region", "enclave", "country"}


def _military(token: Token) -> bool:
    words = get_modifiers(token)
    return bool(
        words
        & {
            "military",
            "joint",
            "naval",
            "army",
            "air",
            "live-fire",
            "fire",
            "war",
            "large-scale",
            "annual",
            "snap",
            "combat",
            "nato",
            "peacekeeping",
        }
    ) and not (words & {"fire-safety", "academic", "physical", "evacuation", "school"})


def _place_of(token: Token) -> bool:
    for child in token.children:
        if child.dep_ == "poss" and looks_like_place(child):
            return True
    return any(
        prep.lower_ == "of" and looks_like_place(one) and one.lemma_ not in ("control", "part", "ground")
        for prep, one in iter_preps(token)
    ) and not _state_of(token)


def _state_of(token: Token) -> bool:
    """Of a state that came to its end: a union, an empire, a federation."""
    for prep, one in iter_preps(token):
        if prep.lower_ == "of" and (
            one.lower_ in {"union", "empire", "federation", "yugoslavia", "czechoslovakia", "republic", "ussr"}
        ):
            return True
    return (
        token.lemma_ in ("independence", "secession", "partition")
        and any(
            child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("of", "from"))
            for child in token.children
        )
        and token.dep_ != "compound"
    )


def _captives(token: Token) -> bool:
    words = {word.rstrip("s") for word in get_modifiers(token)}
    captives = load_events().sets["captives"]
    return bool(words & captives) or any(
        prep.lower_ == "of" and is_in(one, "captives") for prep, one in iter_preps(token)
    )


def _left_in_control(token: Token) -> bool:
    """Control, where it is taken, lost, left or handed over."""
    if not any(prep.lower_ in ("of", "over") for prep, _ in iter_preps(token)):
        return False
    verb = governing_verb(token)
    if verb is None:
        return False
    if token.dep_ == "pobj":
        return verb.lemma_ in {"leave", "put", "place", "bring", "come", "fall"}
    return token.dep_ == "dobj" and verb.lemma_ in {"hand", "assume", "wrest", "restore", "establish"}


def _in_custody(token: Token) -> bool:
    """Arrest, custody: that somebody is under or in."""
    return token.dep_ == "pobj" and token.head.lower_ == ("under" if token.lemma_ == "arrest" else "in")


def _in_ruins(token: Token) -> bool:
    """Ruins, flames: that something lies in."""
    over = token.head.head
    return token.dep_ == "pobj" and token.head.lower_ == "in" and over.lemma_ in ("be", "lie", "leave")


def _on_fire(token: Token) -> bool:
    """Fire: that something is on."""
    return token.dep_ == "pobj" and token.head.lower_ == "on" and token.head.head.lemma_ == "be"


def _inquiry(token: Token) -> bool:
    """Investigation, trial: one that is begun, held or goes on, whose or into what being told."""
    if token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in _BEGUN:
        return True
    if token.lemma_ == "trial":
        # "face trial", "held pending a trial", "put on trial"
        over = token.head.lower_ if token.dep_ == "pobj" else ""
        if (token.dep_ == "dobj" and token.head.lemma_ in ("stand", "face", "await")) or over in (
            "pending",
            "awaiting",
        ):
            return True
        if over == "on" and token.head.head.lemma_ == "put":
            return True
    if token.dep_ == "nsubj" and token.head.lemma_ in {"begin", "open", "continue", "resume", "start"}:
        return True
    return any(child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ == "into") for child in token.children)


_BEGUN = frozenset(("launch", "open", "announce", "order", "begin", "start", "conduct", "close", "conclude"))


def _of_court(token: Token) -> bool:
    """Appearance: in court."""
    words = {child.lower_ for child in token.children}
    return "court" in words or any(
        prep.lower_ in ("in", "before") and is_in(one, "courts") for prep, one in iter_preps(token)
    )


def _gathering(token: Token) -> bool:
    """Conference: that is held, or somewhere; not one for the press."""
    words = get_modifiers(token)
    if words & {"press", "news", "video"}:
        return False
    return any(
        prep.lower_ in {"in", "on", "of", "between", "with"} and (looks_like_place(one) or is_actor(one))
        for prep, one in iter_preps(token)
    )


def _talks(token: Token) -> bool:
    """Talks in the plural, or said to be for peace: not the talk of the town."""
    return token.lower_ != "talk" or "peace" in get_modifiers(token)


def _build_up(token: Token) -> bool:
    """Build-up: of troops."""
    return _forces_of(token) or "military" in get_modifiers(token)


def _happening(token: Token) -> bool:
    """Crash, funeral, march: told as one that took place, not as a sort of thing."""
    if token.dep_ in ("nsubj", "nsubjpass"):
        over = token.head
        return (over.tag_ == "VBD" and over.lemma_ not in ("be", "become", "remain")) or over.lemma_ in _TAKING_PLACE
    if token.dep_ == "dobj":
        if token.head.lemma_ in ("stage", "stag") and token.head.tag_ in ("VBD", "VBN"):
            return True
        return token.head.lemma_ in load_events().sets["support"] and token.tag_ in ("NN", "NNP")
    if token.dep_ == "pobj" and token.head.lower_ in {"after", "following", "since", "during", "in", "at", "by"}:
        return any(child.dep_ in ("det", "poss") and child.lower_ != "any" for child in token.children)
    return token.dep_ != "pobj" and _full(token)


_TAKING_PLACE = frozenset(("happen", "occur", "begin", "start", "break", "end", "continue", "erupt", "resume"))


def _whose(token: Token) -> bool:
    """Appointment, surrender, closure: whose or of what is told."""
    return any(
        child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("of", "by")) for child in token.children
    ) and not any(child.dep_ == "det" and child.lower_ in ("any", "no", "a") for child in token.children)


def _of_envoys(token: Token) -> bool:
    """Expulsion, recall: of a diplomat."""
    return any(prep.lower_ == "of" and is_in(one, "diplomats") for prep, one in iter_preps(token))


def _of_rockets(token: Token) -> bool:
    """Launch, test: of a missile or a satellite."""
    words = {word.removesuffix("s") for word in get_modifiers(token)}
    rockets = load_events().sets["rockets"] | load_events().sets["space_craft"] | {"nuclear"}
    return bool(words & rockets) or any(
        prep.lower_ == "of" and one.lemma_ in rockets for prep, one in iter_preps(token)
    )


def _of_people(token: Token) -> bool:
    """Return, eviction, capture: of people."""
    return any(prep.lower_ == "of" and looks_like_people(one) for prep, one in iter_preps(token))


def _held(token: Token) -> bool:
    """Session, audience: one that is held, attended or opened, or takes place."""
    if token.dep_ in ("dobj", "nsubjpass"):
        return token.head.lemma_ in {"hold", "convene", "call", "chair", "attend", "open", "host", "address", "grant"}
    return token.dep_ == "nsubj" and token.head.lemma_ in _TAKING_PLACE


def _poll(token: Token) -> bool:
    """Vote, poll: a general, presidential, snap one; one that is due, held or begins."""
    if get_modifiers(token) & _ELECTORAL:
        return token.dep_ not in ("compound", "nmod") and token.lemma_ != "primary"
    if token.lemma_ in {"primary", "by-election", "run-off", "voting"}:
        return _happening(token)
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in {"hold", "rig", "begin", "annul", "postpone"}


_ELECTORAL = frozenset((
    "general", "presidential", "parliamentary", "snap", "local", "municipal", "legislative", "regional", "december",
    "early", "federal", "gubernatorial", "disputed", "referendum", "independence", "election",
))  # fmt: skip


def _caused(token: Token) -> bool:
    """Damage: that is done to something built."""
    if token.dep_ not in ("dobj", "nsubjpass") or token.head.lemma_ not in _DAMAGING:
        return False
    over = [*iter_preps(token), *iter_preps(token.head)]
    return any(prep.lower_ in ("to", "on") and is_in(one, "structures") for prep, one in over)


_DAMAGING = frozenset(("cause", "do", "inflict", "wreak", "see", "report", "sustain", "suffer", "show"))


def _made(token: Token) -> bool:
    """Arrests: that the police make."""
    return token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ == "make"


NOUN_TESTS: Mapping[str, Callable[[Token], bool]] = {
    "full": _full,
    "route-of": _route_of,
    "agreement": _agreement,
    "between": _between,
    "with-person": _with_person,
    "aid": _aid,
    "forces-of": _forces_of,
    "military": _military,
    "place-of": _place_of,
    "left-in-control": _left_in_control,
    "state-of": _state_of,
    "captives": _captives,
    "in-custody": _in_custody,
    "in-ruins": _in_ruins,
    "on-fire": _on_fire,
    "inquiry": _inquiry,
    "of-court": _of_court,
    "gathering": _gathering,
    "talks": _talks,
    "build-up": _build_up,
    "happening": _happening,
    "whose": _whose,
    "of-envoys": _of_envoys,
    "of-rockets": _of_rockets,
    "of-people": _of_people,
    "held": _held,
    "poll": _poll,
    "made": _made,
    "caused": _caused,
}
