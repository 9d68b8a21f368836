"""What a clause tells of where: who did it, whether it is apart from the one over it, the land of a war."""

from collections.abc import Iterator

from sayso.extract import who
from sayso.extract.actors.register import get_register
from sayso.extract.actors.scenes import get_bearing
from sayso.extract.events.clause import VERBAL, find_object, find_patient, find_subject, is_passive
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import looks_like_place
from sayso.extract.events.towns import settle_town
from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.model import EventType
from sayso.ontology.authority import fold

SURE = frozenset(("in", "near", "outside", "inside", "across", "throughout", "around"))
"""Prepositions behind which a name can only be a place's."""
WARS = frozenset(("war", "conflict", "insurgency"))
"""What the land before it is the place of."""


def find_land(doc: Doc, war: Token) -> tuple[str, ...]:
    """Return the country of *the Algerian war*, *Sudan's conflict*: the one country in front of it, or nothing."""
    register = get_register(doc)
    authority = register.authority
    found: list[str] = []
    for child in war.children:
        if (
            child.dep_ not in {"amod", "compound", "nmod", "poss"}
            or child.i < war.i - 2
            or doc[child.i - 1].text == "-"
        ):
            # "The India-Pakistan war" is of no one land.
            continue
        for sense in authority.senses.get(fold(child.text), ()):
            country = authority.get_country(sense.key if sense.kind == "place" else authority.actors[sense.key].place)
            if country and country not in found:
                found.append(country)
    if len(found) != 1:
        return ()
    key = register.add_known_place(found[0])
    register.state.places[key].used = True
    return (key,)


_BY_PLACE: frozenset[EventType] = frozenset(
    ("war", "attack", "protest", "explosion", "takeover", "election", "ceasefire")
)
"""Types that are often named by a place before the noun."""


def find_before(doc: Doc, noun: Token, kind: EventType) -> tuple[str, ...]:
    """Return the places that stand as nouns in front of one for what happens: *the Lima bombing*, *the Yemen war*."""
    found: list[str] = []
    for child in noun.children:
        if child.dep_ not in ("compound", "nmod"):
            continue
        bearing = get_bearing(get_register(doc), child)
        if bearing == "scene":
            settle_town(doc, child, sure=False)
            found += who.find_places(doc, child)
        elif kind == "war" and child.ent_type_ == "EVENT":
            # The recogniser takes "the Yemen war" for one name.
            found += find_land(doc, noun)
        elif bearing == "unsure" or kind in ("attack", "war") and _is_states(doc, child):
            # "the Chad raid", "the Chad raid on a port", "the Chad-Sudan war"
            continue
        elif kind in _BY_PLACE and (child.ent_type_ in ("GPE", "LOC", "FAC") or looks_like_place(child)):
            found += who.find_places(doc, child, create=False)
    return tuple(found)


def _is_states(doc: Doc, token: Token) -> bool:
    """Whether a name is that of a state, in full or by its capital."""
    name = get_register(doc).get_name(token)
    return name is not None and name.actor is not None and get_state(doc).actors[name.actor].cls == "State"


def find_agent(token: Token) -> Token | None:
    """Return who did it behind *by*: the parse may hang on them where it was."""
    for child in token.children:
        if child.dep_ == "agent":
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None


def is_apart(clause: Token) -> bool:
    """Whether a clause tells of another time, and so of another scene, than the clause over it."""
    return any(child.lower_ in {"after", "before", "since", "until", "while", "as"} for child in clause.children)


_REMOTE = frozenset(("behind", "over", "about", "regarding", "concerning"))
_JUDGING = frozenset((
    "arrest", "jail", "try", "charge", "convict", "sentence", "blame", "detain", "prosecute", "indict", "apologise",
    "apologize", "imprison", "extradite", "wanted", "responsible", "guilty", "acquit",
))  # fmt: skip
_SHARES = frozenset((
    "suspect", "role", "part", "involvement", "connection", "participation", "complicity", "investigation", "inquiry",
    "probe", "responsibility", "trial", "verdict", "anniversary", "evidence",
))  # fmt: skip


def is_remote(noun: Token) -> bool:
    """Whether what is told elsewhere speaks of an event: *arrested in Riga over the blasts*, *a suspect in them*."""
    if noun.dep_ != "pobj":
        return False
    prep, over = noun.head, noun.head.head
    if prep.lower_ in _REMOTE:
        return True
    if prep.lower_ in ("for", "with"):
        return over.lemma_ in _JUDGING or over.lower_ == "connection"
    return prep.lower_ in ("in", "of", "into", "for") and over.lemma_ in _SHARES


def is_in_which(clause: Token) -> bool:
    """Whether a relative clause begins with *in which* or the like."""
    return any(
        child.dep_ == "prep" and child.i < clause.i and child.lower_ in SURE | {"at", "from"}
        and any(one.lower_ == "which" for one in child.children)
        for child in clause.children
    )  # fmt: skip


_HAPPENING = frozenset((
    "occur", "happen", "erupt", "unfold", "begin", "start", "break", "rage", "explode", "go", "stage", "hold", "carry",
    "conduct", "launch", "commit", "kill", "injure", "wound", "hurt", "leave", "draw", "attract", "mar", "follow",
    "schedule", "open", "resume", "continue", "be", "organise", "organize", "host", "convene",
))  # fmt: skip
"""What an event does in a clause behind it that says where it was: *a rally that drew thousands in the port*."""
_STRIKING = frozenset((
    "hit", "rock", "strike", "shake", "target", "rip", "tear", "jolt", "devastate", "destroy", "damage", "shatter",
    "level", "gut", "sweep", "batter", "pound", "ravage", "engulf", "flatten", "wreck", "raze", "shock",
))  # fmt: skip
"""The same, of which the object tells where: *a blast that rocked the town*."""


def iter_told(noun: Token) -> Iterator[tuple[Token, Token | None]]:
    """Yield the clauses behind a noun for an event that tell where it was, each with what is struck in it."""
    for clause in noun.rights:
        if clause.pos_ == "ADJ" and clause.lower_ == "due":
            # "Talks due to start in Geneva".
            yield from ((one, None) for one in clause.rights if one.dep_ == "xcomp")
        if clause.dep_ not in ("relcl", "acl") or clause.pos_ not in VERBAL:
            continue
        if clause.lemma_ in _STRIKING:
            yield clause, find_object(clause)
        elif clause.lemma_ in _HAPPENING:
            yield clause, None
        elif clause.lemma_ == "take" and any(child.lower_ == "place" for child in clause.rights):
            yield clause, None


_STAYING = frozenset((
    "queue", "wait", "gather", "pray", "stand", "sit", "shop", "shelter", "sleep", "travel", "drive", "ride", "walk",
    "work", "stay", "guard", "patrol", "protest", "march", "celebrate", "dine", "eat", "hide", "live", "play", "swim",
    "fish", "assemble", "congregate", "camp", "park", "line", "hold", "keep", "house", "trap", "station", "base",
    "deploy", "mourn", "worship", "attend", "farm", "graze", "harvest", "hike", "serve",
))  # fmt: skip
"""What those do whom something befalls, where it does: *killed people queuing at a bank*."""
_SHOOTING = frozenset(("fire", "launch", "drop", "plant", "hurl", "throw", "lob"))


def iter_circumstances(verb: Token, *, harm: bool) -> Iterator[Token]:
    """
    Yield the verbs of clauses that tell what those did whom it befell, or how it came: *while leaving a mosque*.

    Args:
        verb: What happens.
        harm: Whether somebody is hurt by it: then *when* tells the cause (*died when a boat sank off the coast*).
    """
    patient = find_patient(verb)
    for one in patient.rights if patient is not None and patient.pos_ in ("NOUN", "PROPN") else ():
        if one.dep_ in ("acl", "relcl") and one.lemma_ in _STAYING:
            yield one
    weapon = find_subject(verb) if harm and not is_passive(verb) else None
    for one in weapon.rights if weapon is not None and weapon.pos_ == "NOUN" else ():
        if one.dep_ == "acl" and one.lemma_ in _SHOOTING:
            # "Rockets fired by militants on the port killed two": the parse hangs the port on the militants.
            yield one
            yield from (by for child in one.rights if child.dep_ == "agent" for by in child.rights)
    for one in verb.children:
        if one.dep_ != "advcl" or one.pos_ not in VERBAL or one.lemma_ in load_events().verbs:
            # What happens there is an event with a place of its own.
            continue
        mark = next((child.lower_ for child in one.lefts if child.dep_ in ("mark", "advmod")), "")
        if mark not in ("as", "while", "when"):
            continue
        subject = find_subject(one)
        if subject is None or subject.i < one.left_edge.i or subject.pos_ == "PRON":
            yield one
        elif (mark == "when" and harm) or any(child.dep_ == "poss" for child in subject.lefts):
            yield one
