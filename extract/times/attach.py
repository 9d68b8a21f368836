"""Which time governs a word: that of its own phrase, of its clause, of its sentence."""

from collections.abc import Mapping

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.times.find import find_times
from sayso.extract.times.model import Time

_KEY = "sayso_times_of"
_BRINGING = frozenset(
    (
        "sign",
        "launch",
        "reach",
        "hold",
        "carry",
        "conduct",
        "broker",
        "begin",
        "start",
        "declare",
        "agree",
        "mount",
        "stage",
        "impose",
        "announce",
        "negotiate",
        "conclude",
    )
)
_CLAUSE = frozenset(("ccomp", "advcl", "relcl", "acl", "parataxis", "csubj"))
_DEPTH = 12
_APART = frozenset(("after", "before", "since", "until", "till"))


def time_of(doc: Doc, token: Token) -> Time | None:
    """
    Return the time that governs a verb or noun, or None where its sentence tells none.

    The nearest wins: a time within the word's own phrase, then one of the verb over it, up to the end of its clause;
    then the sentence's, unless that belongs to a verb of saying or to another clause.
    """
    times = _get_times(doc).get(token.sent.start)
    if times is None:
        return None
    for one in times:
        if one.dates == token.i:
            return one
    times = [one for one in times if one.dates is None]
    if token.pos_ in ("NOUN", "PROPN"):
        for child in token.children:
            if child.dep_ == "acl" and child.lemma_ in _BRINGING:
                # "the truce signed in 2020"
                for one in times:
                    if _cost(doc, one, {child.i: (0, None)}) is not None:
                        return one
    path = _path_up(token)
    best: tuple[int, int, Time] | None = None
    for one in times:
        cost = _cost(doc, one, path)
        if cost is not None and one.first < token.i and _is_of_saying(doc, one, token):
            continue
        if cost is not None and (best is None or (cost, abs(one.first - token.i)) < best[:2]):
            best = (cost, abs(one.first - token.i), one)
    if best is not None:
        return best[2]
    return _time_behind(doc, token, times)


def _is_of_saying(doc: Doc, time: Time, token: Token) -> bool:
    """
    Whether a time stands with the verb that says what *token* is part of: *on Thursday condemned the raid*.

    Or with one that tells what somebody is judged for: *was jailed on Thursday for the raid*.
    """
    verb = doc.tokens[time.head]
    for _ in range(3):
        if verb.pos_ == "VERB":
            break
        verb = verb.head
    if verb.i == token.i:
        return False
    return verb.lemma_ in _SPEAKING and verb.is_ancestor(token) or is_ground(verb, token)


def is_ground(verb: Token, token: Token) -> bool:
    """Return whether *token* stands below *for*, *of*, *over* of a verb of judging: *was jailed for the raid*."""
    if verb.lemma_ not in _JUDGING or not verb.is_ancestor(token):
        return False
    one = token
    while one.head.i != verb.i:
        one = one.head
    return one.dep_ == "prep" and one.lower_ in _GROUNDS


_SPEAKING = frozenset((
    "say", "tell", "accuse", "blame", "condemn", "denounce", "deplore", "criticise", "criticize", "report", "warn",
    "urge", "demand", "welcome", "praise", "mourn", "confirm", "deny", "reject", "dismiss", "trade", "describe",
))  # fmt: skip


_JUDGING = frozenset((
    "acquit", "arraign", "arrest", "charge", "clear", "commemorate", "compensate", "convict", "detain", "execute",
    "extradite", "fine", "hang", "honour", "honor", "imprison", "indict", "investigate", "jail", "mark", "pardon",
    "probe", "prosecute", "punish", "question", "remember", "sack", "sanction", "sentence", "sue", "suspend", "thank",
    "try",
))  # fmt: skip
_GROUNDS = frozenset(("for", "of", "over", "with", "about", "regarding", "concerning"))


def _get_times(doc: Doc) -> dict[int, list[Time]]:
    """Return the times of each sentence that are more than a mere length, by its first token; kept with the doc."""
    kept: dict[int, list[Time]] | None = doc.user_data.get(_KEY)
    if kept is None:
        kept = doc.user_data[_KEY] = {}
        for one in find_times(doc, get_state(doc).article.published):
            if one.kind != "lasting":
                kept.setdefault(doc.tokens[one.first].sent.start, []).append(one)
    return kept


def _time_behind(doc: Doc, token: Token, times: list[Time]) -> Time | None:
    """Return the time at the end of what is coordinated: *left the town and crossed the river on Monday*."""
    for one in token.children:
        if one.dep_ == "conj" and one.pos_ in ("VERB", "AUX"):
            for time in times:
                if time.first > one.i and _cost(doc, time, {one.i: (0, None)}) is not None:
                    return time
            return _time_behind(doc, one, times)
    return None


def _path_up(token: Token) -> dict[int, tuple[int, int | None]]:
    """Return the steps from *token* up to each word over it that a time may hang on and still be its time."""
    fronted: int | None = None
    path: dict[int, tuple[int, int | None]] = {token.i: (0, None)}
    one, cost = token, 0
    for _ in range(_DEPTH):
        if one.head.i == one.i:
            break
        # What holds of a saying does not hold of the said; what holds of a noun holds of its relative clause.
        if one.dep_ == "ccomp":
            break
        if one.dep_ == "advcl" and any(child.lower_ in _APART for child in one.children):
            break
        cost += 1
        if one.dep_ in ("relcl", "acl"):
            cost += 2
        if one.dep_ == "conj" and any(child.dep_ in ("nsubj", "nsubjpass") for child in one.children):
            # A clause of its own shares only what stands in front of both.
            fronted = one.head.i
        one = one.head
        path[one.i] = (cost, fronted)
    return path


def _cost(doc: Doc, time: Time, path: Mapping[int, tuple[int, int | None]]) -> int | None:
    """Return how far the time is from the word whose *path* is given; None where it belongs to another clause."""
    one, down = doc.tokens[time.head], 0
    for _ in range(_DEPTH):
        if one.i in path:
            cost, fronted = path[one.i]
            return cost * 2 + down if fronted is None or time.last <= fronted else None
        if one.dep_ in _CLAUSE or (one.dep_ == "conj" and one.pos_ in ("VERB", "AUX")):
            return None
        if one.head.i == one.i:
            return None
        one = one.head
        down += 1
    return None
