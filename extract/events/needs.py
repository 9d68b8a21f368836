"""
What must stand with words of many senses before they report an event: *took the town*, not *took part*.

Each test has the name that ``needs`` gives it in the lexicon, and looks at the trigger's own clause only.
"""

from collections.abc import Callable, Mapping

from spacy.tokens import Doc, Token

from sayso.extract.events.clause import (
    find_doer, find_object, find_patient, find_subject, governing_verb, is_passive, iter_preps,
)  # fmt: skip
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.towns import is_town
from sayso.extract.figures.counted import is_people
from sayso.extract.places.lexicon import load_place_lexicon

HITTING = frozenset(("hit", "target", "strike", "pound", "batter"))
"""Verbs by which an attack, as subject, finds its object."""

_PLACE_ENTS = frozenset(("GPE", "LOC", "FAC"))
_PEOPLE_PRONOUNS = frozenset(("he", "she", "they", "who", "we", "i", "you", "him", "her", "them", "us", "me", "someone"))


def meets_needs(doc: Doc, token: Token, needs: str) -> bool:
    """Whether what stands around *token* passes the test named *needs*."""
    return not needs or TESTS[needs](token)


def _in(token: Token | None, name: str) -> bool:
    return token is not None and (token.lemma_.lower() in load_events().sets[name] or token.lower_ in load_events().sets[name])


def looks_like_place(token: Token | None) -> bool:
    """Whether a noun names or describes somewhere."""
    if token is None:
        return False
    if token.ent_type_ in _PLACE_ENTS or _is_known_place(token):
        return True
    if token.ent_type_ in ("PERSON", "NORP", "DATE", "ORG") and token.pos_ == "PROPN":
        return False
    return _in(token, "places") or token.lower_ in load_place_lexicon().classes


def _is_known_place(token: Token) -> bool:
    from sayso.extract.state import get_state

    mention = get_state(token.doc).mentions.get(token.i)
    return (mention is not None and bool(mention.places)) or is_town(token)


def looks_like_people(token: Token | None) -> bool:
    """Whether a noun or pronoun stands for a person or people."""
    if token is None:
        return False
    if token.lower_ in _PEOPLE_PRONOUNS or token.ent_type_ == "PERSON":
        return True
    if _is_person(token):
        return True
    return is_people(token) or token.lower_ in ("all", "many", "some", "most", "others", "thousands", "hundreds", "dozens", "more", "wounded", "injured", "displaced", "sick", "elderly", "dead") or (
        token.pos_ == "NUM"
    )


def _is_person(token: Token) -> bool:
    from sayso.extract.state import get_state

    state = get_state(token.doc)
    mention = state.mentions.get(token.i)
    return mention is not None and any(
        state.actors[key].cls in ("Person", "Group") for key in mention.actors if key in state.actors
    )


def _patient(token: Token) -> Token | None:
    return find_patient(token)


def _hostile(token: Token) -> bool:
    """Strike, hit, shoot: by weapons or forces, or at places and people."""
    patient, doer = _patient(token), find_doer(token)
    if token.lemma_ in ("fire", "shoot", "rocket"):
        return _in(patient, "hostile_agents") or looks_like_people(patient) or any(
            prep.lower_ in ("at", "on", "into", "upon", "towards") for prep, _ in iter_preps(token)
        ) and (looks_like_people(doer) or _in(doer, "hostile_agents"))
    if _in(doer, "hostile_agents"):
        return True
    return looks_like_place(patient) or _in(patient, "structures") or (_in(patient, "forces") and token.lemma_ != "target")


def _opened_fire(token: Token) -> bool:
    found = find_object(token)
    return found is not None and found.lower_ == "fire"


def _armed(token: Token) -> bool:
    """Fight, strike, operation, campaign: said to be armed, or against somebody, or at somewhere."""
    lexicon = load_events().sets
    if token.pos_ == "VERB":
        doer, patient = find_doer(token), find_patient(token)
        if any(_in(one, "hostile_agents") for one in (doer, patient)):
            return True
        return patient is not None and (looks_like_people(patient) or _is_actor(patient)) and patient.ent_type_ != "PERSON"
    if token.dep_ == "nsubj" and token.head.lemma_ in HITTING:
        return True
    modifiers = [child for child in token.children if child.dep_ in ("amod", "compound", "nmod", "poss")]
    words = {child.lower_ for child in modifiers}
    words |= {token.doc[i].lower_ for i in range(max(token.left_edge.i, token.i - 3), token.i)}
    if words & lexicon["not_armed"]:
        return False
    if words & lexicon["armed"]:
        return True
    against = any(
        prep.lower_ == "against" or (prep.lower_ in ("on", "in", "at", "near") and token.lemma_ in ("strike",) and looks_like_place(one))
        for prep, one in iter_preps(token)
    )
    if token.lemma_ in ("action", "activity", "push", "exchange", "violence", "advance"):
        return False
    if against:
        return True
    if token.lemma_ in ("campaign", "operation") and any(
        child.dep_ in ("acl", "relcl") and any(entry.type in ("takeover", "attack") for entry in load_events().verbs.get(child.lemma_, ()))
        for child in token.children
    ):
        return True
    owned = any(child.dep_ == "poss" or child.ent_type_ in ("NORP", "GPE") for child in modifiers)
    return owned and token.lemma_ in ("strike", "operation", "fight")


def _is_actor(token: Token) -> bool:
    from sayso.extract.state import get_state

    mention = get_state(token.doc).mentions.get(token.i)
    return token.ent_type_ in ("ORG", "NORP", "GPE") or (mention is not None and bool(mention.actors))


def _lives(token: Token) -> bool:
    found = _patient(token)
    return found is not None and found.lemma_ == "life" and found.lower_ == "lives"


def _people_object(token: Token) -> bool:
    found = _patient(token)
    if token.lemma_ == "meet" and found is None:
        return True
    if token.lemma_ == "hold":
        return looks_like_people(found) and any(
            one.lemma_ in ("prison", "jail", "custody", "captivity", "detention", "camp", "cell", "hostage", "prisoner", "captive")
            for prep, one in iter_preps(token)
        ) or any(child.lower_ in ("hostage", "captive", "prisoner") for child in token.children)
    if token.lemma_ in ("meet", "host", "receive", "greet") and found is not None and (_is_actor(found) or _in(found, "officials")):
        return True
    return looks_like_people(found)


def _people_moving(token: Token) -> bool:
    """Leave, reach, cross: people (not troops or envoys) who go from or to a place, or simply leave."""
    mover = find_subject(token)
    if mover is None or is_passive(token) or _in(mover, "officials") or _in(mover, "forces") or not looks_like_people(mover):
        return False
    if _has_office(mover):
        return False
    found = find_object(token)
    if token.lemma_ == "leave" and found is not None and not looks_like_place(found):
        return found.lower_ in ("homes", "home", "houses", "everything") if found.lower_ != "everything" else False
    if found is not None:
        sure = token.lemma_ in ("reach", "enter", "cross") and found.tag_ == "NNP" and found.ent_type_ == "PERSON"
        return sure or looks_like_place(found) or found.lower_ in ("homes", "safety")
    if token.lemma_ in ("leave", "depart"):
        return True
    return any(
        prep.lower_ in ("to", "into", "in", "from", "across", "for", "over", "at") and (looks_like_place(one) or one.lower_ in ("homes", "safety"))
        for prep, one in iter_preps(token)
    )


def _has_office(token: Token) -> bool:
    from sayso.extract.state import get_state

    state = get_state(token.doc)
    mention = state.mentions.get(token.i)
    if mention is None:
        return False
    return any(state.actors[key].role for key in mention.actors if key in state.actors)


def _taken_out(token: Token) -> bool:
    patient = _patient(token)
    if not looks_like_people(patient):
        return False
    out = any(child.lower_ in ("out", "away") for child in token.children)
    moved = any(
        prep.lower_ in ("to", "from", "of", "into") and (looks_like_place(one) or _in(one, "quarters"))
        for prep, one in iter_preps(token)
    )
    return moved and (out or token.lemma_ != "take" or any(prep.lower_ == "to" for prep, _ in iter_preps(token)))


def _route_object(token: Token) -> bool:
    doer = find_doer(token)
    if doer is not None and looks_like_people(doer) and not (_in(doer, "hostile_agents") or _in(doer, "forces")):
        # Who crowds a road does not blockade it, unless that is the point.
        return doer.lemma_ in ("protester", "demonstrator", "activist", "farmer", "driver", "worker") and _in(_patient(token), "routes")
    return _in(_patient(token), "routes")


def _agreement_object(token: Token) -> bool:
    # The noun is the event; the verb alone reports one only without it.
    return False


def _goer(token: Token) -> bool:
    doer = find_subject(token)
    if doer is None or is_passive(token):
        return False
    official = _in(doer, "officials") or doer.ent_type_ == "PERSON" or _has_office(doer)
    if not official:
        return False
    found = find_object(token)
    return looks_like_place(found) or any(
        prep.lower_ in ("to", "in", "into") and looks_like_place(one) for prep, one in iter_preps(token)
    )


def _aid_object(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ in ("provide", "send", "give", "promise", "pledge", "offer", "bring", "allocate"):
        return patient is not None and _in(patient, "aid") and patient.lemma_ not in ("support", "training", "help")
    return _in(patient, "aid")


def _armed_support(token: Token) -> bool:
    return any(prep.lower_ == "with" and (_in(one, "aid") or _in(one, "armed")) for prep, one in iter_preps(token))


def _force_object(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ in ("deploy", "redeploy", "station"):
        return patient is not None and patient.lower_ not in ("tactics", "software", "airbags", "technology")
    if token.lemma_ in ("move", "pull", "provide", "post", "mass", "amass", "withdraw"):
        found = patient if patient is not None else find_subject(token)
        return _in(found, "forces") and found is not None and found.lemma_ != "system"
    return _in(patient, "forces")


def _place_object(token: Token) -> bool:
    patient = _patient(token)
    if patient is None:
        return False
    if patient.lower_ == "control" and token.lemma_ in ("take", "seize", "gain", "regain", "lose", "relinquish", "cede", "win", "secure", "assume"):
        return True
    if token.lemma_ in ("claim", "hold", "secure", "designate", "integrate", "win", "clear", "surrender", "abandon") and patient.ent_type_ == "GPE" and find_doer(token) is None:
        return token.lemma_ in ("claim", "designate", "integrate")
    if token.lemma_ == "take" and (any(child.dep_ == "prt" for child in token.children) or patient.lower_ in ("position", "ground", "part")):
        return False
    if token.lemma_ in ("secure", "hold", "win") and patient.ent_type_ not in _PLACE_ENTS:
        return patient.lemma_ in ("territory", "town", "city", "village")
    if patient.lower_ == "it" and token.lemma_ in ("claim", "designate", "integrate", "incorporate"):
        return True
    return looks_like_place(patient) and patient.lemma_ not in ("border", "part", "control")


def _place_subject(token: Token) -> bool:
    subject = find_subject(token)
    if subject is None or is_passive(token):
        return False
    if not looks_like_place(subject) or subject.lemma_ in ("part", "ground", "building"):
        return False
    to = [one for prep, one in iter_preps(token) if prep.lower_ in ("to", "into")]
    return any(_in(one, "hostile_agents") or _is_actor(one) or one.lemma_ in ("hand", "control") for one in to) or (
        not any(True for _ in iter_preps(token)) and subject.ent_type_ in _PLACE_ENTS
    )


def _pushed_out(token: Token) -> bool:
    out = any(child.lower_ in ("out", "back") for child in token.children)
    from_place = any(prep.lower_ in ("of", "from") and looks_like_place(one) for prep, one in iter_preps(token))
    return from_place and (out or token.lemma_ in ("oust", "expel", "clear", "drive", "force")) and find_patient(token) is not None


def _structure(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ == "collapse":
        return _in(find_subject(token), "structures")
    if token.lemma_ == "blow":
        return any(child.lower_ == "up" for child in token.children) and _in(patient, "structures")
    if token.lemma_ == "burn" and patient is None:
        return _in(find_subject(token), "structures")
    return _in(patient, "structures") or (patient is not None and patient.ent_type_ in _PLACE_ENTS)


def _people_subject(token: Token) -> bool:
    subject = find_subject(token)
    if token.lemma_ == "gather" and subject is not None and subject.lemma_ not in ("protester", "demonstrator", "activist", "mourner"):
        if not any(child.lemma_ in ("protest", "demand", "demonstrate", "denounce") for child in token.children):
            return False
    return looks_like_people(subject) and not _in(subject, "forces") and find_object(token) is None and any(
        prep.lower_ in ("in", "at", "outside", "through", "against", "across", "near", "on", "for", "demanding", "to")
        for prep, _ in iter_preps(token)
    )


def _election(token: Token) -> bool:
    if token.lemma_ == "vote":
        subject = find_subject(token)
        return looks_like_people(subject) and any(prep.lower_ in ("in",) and one.lemma_ in ("election", "referendum") for prep, one in iter_preps(token)) is False and token.tag_ == "VBD" and any(prep.lower_ == "for" for prep, _ in iter_preps(token))
    return looks_like_people(_patient(token)) or is_passive(token)


def _body_object(token: Token) -> bool:
    patient = _patient(token)
    return patient is not None and (_is_actor(patient) or looks_like_people(patient))


def _captives_object(token: Token) -> bool:
    patient = _patient(token)
    if token.lemma_ in ("hand", "return", "release", "free", "repatriate", "trade"):
        return _in(patient, "captives") and patient is not None and patient.lemma_ not in ("soldier", "serviceman")
    return _in(patient, "captives")


def _independence_object(token: Token) -> bool:
    found = find_object(token)
    return found is not None and found.lemma_ in ("independence", "secession")


def _state_subject(token: Token) -> bool:
    from sayso.extract.state import get_state

    subject = find_subject(token)
    if subject is None or is_passive(token):
        return False
    mention = get_state(token.doc).mentions.get(subject.i)
    state = get_state(token.doc)
    is_state = mention is not None and any(state.actors[k].cls == "State" for k in mention.actors if k in state.actors)
    return (is_state or subject.lower_ in ("union", "empire", "federation", "regime")) and token.lemma_ in ("collapse", "disintegrate", "dissolve")


# Nouns.


def _full(token: Token) -> bool:
    """An of- or by-phrase, an owner, or a place says whose or where."""
    return any(
        child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("of", "by", "to", "in", "from", "against"))
        or (child.dep_ in ("amod", "compound") and child.ent_type_ in ("NORP", "GPE"))
        for child in token.children
    )


def _route_of(token: Token) -> bool:
    return any(
        prep.lower_ == "of" and (_in(one, "routes") or _in(one, "aid") or one.lemma_ in ("access", "delivery") or looks_like_place(one))
        for prep, one in iter_preps(token)
    )


def _modifiers(token: Token) -> set[str]:
    found = {child.lower_ for child in token.children if child.dep_ in ("amod", "compound", "nmod", "acl", "nummod")}
    return found | {token.doc[i].lower_ for i in range(max(token.left_edge.i, token.i - 3), token.i) if token.doc[i].head.i >= token.left_edge.i and token.doc[i].head.i <= token.i}


def _agreement(token: Token) -> bool:
    words = _modifiers(token)
    if words & {"ceasefire", "truce", "armistice"} or "great" in words:
        return False
    if words & load_events().sets["agreements"]:
        return True
    if any(prep.lower_ in ("between", "with") for prep, _ in iter_preps(token)):
        return token.lemma_ != "deal" or token.dep_ != "ROOT"
    return token.dep_ == "dobj" and token.head.lemma_ in ("sign", "broker", "reach", "ratify", "negotiate", "strike", "conclude") or (
        token.dep_ == "nsubjpass" and token.head.lemma_ in ("sign", "broker", "reach", "ratify", "conclude")
    )


def _between(token: Token) -> bool:
    return any(prep.lower_ in ("between", "with") for prep, _ in iter_preps(token)) or (
        token.dep_ == "dobj" and token.head.lemma_ in ("hold", "maintain", "resume", "begin", "start", "have", "open")
    )


def _with_person(token: Token) -> bool:
    return any(prep.lower_ in ("with", "between") and (looks_like_people(one) or _is_actor(one)) for prep, one in iter_preps(token))


def _aid(token: Token) -> bool:
    lexicon = load_events().sets
    words = _modifiers(token)
    if token.lemma_ == "training" and any(prep.lower_ in ("for", "to") and _is_actor(one) for prep, one in iter_preps(token)):
        return True
    if token.lemma_ in ("help", "training", "supply", "fuel") and not words & lexicon["aid_modifiers"]:
        return False
    if words & lexicon["aid_modifiers"]:
        return token.dep_ not in ("compound", "nmod", "amod", "poss")
    if token.lemma_ in ("support",):
        return False
    if token.dep_ in ("compound", "nmod", "amod", "poss"):
        return False
    return any(prep.lower_ == "to" and (looks_like_people(one) or _is_actor(one) or looks_like_place(one)) for prep, one in iter_preps(token)) or (
        token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in ("deliver", "send", "provide", "airlift", "distribute", "drop")
    )


def _forces_of(token: Token) -> bool:
    if any(prep.lower_ == "of" and _in(one, "forces") for prep, one in iter_preps(token)):
        return True
    return any(_in(child, "forces") or child.lower_ in ("military", "army") for child in token.children if child.dep_ in ("compound", "amod", "poss"))


def _military(token: Token) -> bool:
    words = _modifiers(token)
    return bool(words & {"military", "joint", "naval", "army", "air", "live-fire", "fire", "war", "large-scale", "annual", "snap", "combat", "nato", "peacekeeping", "war"}) and not (
        words & {"fire-safety", "academic", "physical", "evacuation", "school"}
    )


def _place_of(token: Token) -> bool:
    for child in token.children:
        if child.dep_ == "poss" and looks_like_place(child):
            return True
    return any(prep.lower_ == "of" and looks_like_place(one) and one.lemma_ not in ("control", "part", "ground") for prep, one in iter_preps(token)) and not _state_of(token)


def _state_of(token: Token) -> bool:
    """Of a state that came to its end: a union, an empire, a federation."""
    for prep, one in iter_preps(token):
        if prep.lower_ == "of" and (one.lower_ in ("union", "empire", "federation", "yugoslavia", "czechoslovakia", "republic", "ussr")):
            return True
    return token.lemma_ in ("independence", "secession", "partition") and any(
        child.dep_ == "poss" or (child.dep_ == "prep" and child.lower_ in ("of", "from")) for child in token.children
    ) and token.dep_ != "compound"


def _captives(token: Token) -> bool:
    words = {word.rstrip("s") for word in _modifiers(token)}
    captives = load_events().sets["captives"]
    return bool(words & captives) or any(prep.lower_ == "of" and _in(one, "captives") for prep, one in iter_preps(token))


def _war(token: Token) -> bool:
    """A named or numbered war, or one between parties, in a place, of a year: not war as such."""
    doc, words = token.doc, _modifiers(token)
    if words & {"information", "trade", "price", "culture", "political", "turf", "cold", "propaganda", "star", "drug", "class", "proxy"}:
        return False
    if token.dep_ in ("compound", "nmod", "amod", "poss"):
        return False
    if token.text[0].isupper() and token.i and doc[token.i - 1].text[:1].isupper() and doc[token.i - 1].pos_ in ("PROPN", "ADJ", "NOUN"):
        return True
    if words & {"first", "second", "third", "civil", "gulf", "six-day", "full-scale"}:
        return True
    if any(word.isdigit() and len(word) == 4 for word in words):
        return True
    if any(child.ent_type_ in ("GPE", "NORP", "LOC") for child in token.children if child.dep_ in ("compound", "poss")):
        return True
    if token.lemma_ == "war":
        return any(prep.lower_ in ("between", "with", "in", "against") and (looks_like_place(one) or _is_actor(one)) for prep, one in iter_preps(token))
    return any(prep.lower_ in ("between", "in") and (looks_like_place(one) or _is_actor(one)) for prep, one in iter_preps(token)) and token.dep_ not in ("pobj",)


def _advance(token: Token) -> bool:
    subject = find_subject(token)
    return subject is not None and (_in(subject, "hostile_agents") or _is_actor(subject)) and any(
        prep.lower_ in ("to", "on", "toward", "towards", "into", "within", "of", "through", "in") for prep, _ in iter_preps(token)
    )


def _quiet(token: Token) -> bool:
    """Protest, demonstrate: without object or clause, which would make it a way of saying or showing."""
    return find_object(token) is None and not any(child.dep_ in ("ccomp", "xcomp") for child in token.children) and looks_like_people(
        find_subject(token)
    )


def _needs_object(token: Token) -> bool:
    """Address, meet: the needs of people."""
    found = find_patient(token)
    return found is not None and found.lemma_ in ("need", "shortage") and any(
        child.lower_ in ("humanitarian", "urgent", "medical", "basic", "food", "immediate") for child in found.children
    )


def _zone_object(token: Token) -> bool:
    """Create, establish, set up: a corridor, a zone, a state."""
    found = find_patient(token)
    return found is not None and found.lemma_ in ("corridor", "zone", "buffer", "enclave", "caliphate", "settlement", "tribunal")


def _letter_object(token: Token) -> bool:
    """Deliver, hand: a letter or message to somebody."""
    found = find_patient(token)
    return found is not None and found.lemma_ in ("letter", "message", "note") and any(
        prep.lower_ == "to" and (looks_like_people(one) or _is_actor(one)) for prep, one in iter_preps(token)
    )


def _left_in_control(token: Token) -> bool:
    """Control, where it is taken, lost, left or handed over."""
    if not any(prep.lower_ in ("of", "over") for prep, _ in iter_preps(token)):
        return False
    verb = governing_verb(token)
    if verb is None:
        return False
    if token.dep_ == "pobj":
        return verb.lemma_ in ("leave", "put", "place", "bring", "come", "fall")
    return token.dep_ == "dobj" and verb.lemma_ in ("hand", "assume", "wrest", "restore", "establish")


TESTS: Mapping[str, Callable[[Token], bool]] = {
    "hostile": _hostile, "opened-fire": _opened_fire, "armed": _armed, "lives": _lives, "people-object": _people_object,
    "people-moving": _people_moving, "taken-out": _taken_out, "route-object": _route_object, "advance": _advance,
    "agreement-object": _agreement_object, "goer": _goer, "aid-object": _aid_object, "armed-support": _armed_support,
    "force-object": _force_object, "place-object": _place_object, "place-subject": _place_subject,
    "pushed-out": _pushed_out, "structure": _structure, "people-subject": _people_subject, "election": _election,
    "body-object": _body_object, "captives-object": _captives_object, "independence-object": _independence_object,
    "state-subject": _state_subject, "full": _full, "route-of": _route_of, "agreement": _agreement, "between": _between,
    "with-person": _with_person, "aid": _aid, "forces-of": _forces_of, "military": _military, "place-of": _place_of,
    "quiet": _quiet, "needs-object": _needs_object, "zone-object": _zone_object, "letter-object": _letter_object,
    "left-in-control": _left_in_control,
    "state-of": _state_of, "captives": _captives, "war": _war,
}  # fmt: skip
