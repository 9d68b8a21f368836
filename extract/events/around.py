"""Whether what a class of verbs asks for stands around one: its object, its subject, particles and phrases."""

from collections.abc import Mapping
from functools import cached_property

from sayso.extract.events.clause import find_doer, find_object, find_patient, is_passive, iter_preps
from sayso.extract.events.lexicon import Around, Sort
from sayso.extract.events.looks import has_office, is_actor, is_in, looks_like_people, looks_like_place
from sayso.extract.parse import Token

HEADLINE = "sayso_headline"
"""Where the character behind the headline is kept with the doc."""
_SEEN = frozenset(("see", "watch", "hear", "let", "help", "make", "witness", "observe"))
_ALIKE = frozenset(
    ("burst", "cut", "hit", "put", "set", "shut", "cast", "let", "quit", "hurt", "spread", "split", "beat")
)
"""Verbs whose past looks like their present."""
_AUXILIARIES = frozenset(("aux", "auxpass"))
_PARTICLES = frozenset(("prt", "advmod", "prep", "acomp", "oprd"))
_BEHIND = 3
"""Words behind the object in which one that belongs to the verb stands: *found two men dead*."""
_PARTS = frozenset(("number", "group", "dozen", "score", "hundred", "thousand", "ton", "tonne", "series", "couple",
                    "pair", "part", "million", "billion", "lot", "kilo", "most", "some", "two", "three", "four", "one",
                    "several", "many", "all", "third", "quarter", "much", "rest", "swathe",
                    "swath", "bulk", "portion", "majority", "string", "wave",
                    "half", "batch", "member", "day", "minute"))  # fmt: skip


class Facts:
    """What the classes of one verb ask of it, found once and when it is asked for."""

    def __init__(self, verb: Token) -> None:
        self.verb = verb
        self.passive = is_passive(verb)

    @cached_property
    def habit(self) -> bool:
        """Whether it tells of a habit."""
        return is_habit(self.verb)

    @cached_property
    def object(self) -> Token | None:
        """Its object."""
        return find_object(self.verb)

    @cached_property
    def patient(self) -> Token | None:
        """What it is done to."""
        return find_patient(self.verb)

    @cached_property
    def doer(self) -> Token | None:
        """Who does it."""
        return find_doer(self.verb)


def meets_around(facts: Facts, around: Around) -> bool:
    """Return whether a verb has around it what its class asks for."""
    passive = facts.passive
    if (around.told and facts.habit) or (around.active if passive else around.passive):
        return False
    if around.without and (passive or facts.object is not None):
        return False
    verb = facts.verb
    if around.object is not None:
        found = facts.patient
        if found is None and not passive:
            found = _find_part(verb, around)
        if found is None or not _is_of(found, around.object):
            return False
    if around.particle and not _has_particle(verb, around.particle):
        return False
    if around.subject is not None:
        doer = facts.doer
        if not (passive and not around.doer if doer is None else _is_of(doer, around.subject)):
            return False
    if around.phrases is not None and not _has_phrase(facts, around.phrases):
        return False
    return not around.after or _is_followed(verb, around.after)


def is_habit(verb: Token) -> bool:
    """Whether a verb stands in the simple present, which tells of habits but in headlines: *the law bars them*."""
    if verb.tag_ not in ("VBZ", "VBP") or verb.lower_ in _ALIKE or verb.idx < verb.doc.user_data.get(HEADLINE, 0):
        return False
    if verb.dep_ == "ccomp" and verb.head.lemma_ in _SEEN:
        # "saw troops shoot them"
        return False
    return not any(child.dep_ in _AUXILIARIES for child in verb.children)


def _has_phrase(facts: Facts, phrases: Mapping[str, Sort]) -> bool:
    """Whether one of the phrases stands with a verb, also where the parse hangs it on the object or a particle."""
    verb, found = facts.verb, facts.object
    over = [verb] if found is None else [verb, found]
    over += [one for one in verb.children if one.children and one.i > verb.i and one.dep_ in ("advmod", "prt")]
    for top in over:
        for prep, one in iter_preps(top):
            sort = phrases.get(prep.lower_)
            if sort is not None and _is_of(one, sort):
                return True
    return False


def _has_particle(verb: Token, words: frozenset[str]) -> bool:
    if any(child.lower_ in words and child.i > verb.i and child.dep_ in _PARTICLES for child in verb.children):
        return True
    after = verb.i + 1
    return after < len(verb.doc) and verb.doc[after].lower_ in words


def _is_followed(verb: Token, words: frozenset[str]) -> bool:
    doc = verb.doc
    found = find_object(verb)
    last = found.right_edge.i if found is not None and found.i > verb.i else verb.i
    end = min(last + 1 + _BEHIND, len(doc), verb.sent.end)
    return any(doc[at].lower_ in words for at in range(verb.i + 1, end))


def _find_part(verb: Token, around: Around) -> Token | None:
    """
    Return what it is done to where the parse makes something else of it.

    *Left 300 families homeless*, *let go a pilot*: a clause; *flew in tents*: a phrase.
    """
    for child in verb.children:
        if child.dep_ in ("ccomp", "xcomp") and (child.pos_ == "ADJ" or child.lower_ in around.after):
            part = next((one for one in child.children if one.dep_ in ("nsubj", "dobj")), None)
            if part is not None:
                return part
        if child.dep_ == "prep" and child.i == verb.i + 1 and child.lower_ in around.particle:
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None


def _is_of(token: Token, sort: Sort) -> bool:
    """Whether a word, or what it is a number of, or one that it is joined with, is of a sort."""
    if _is_one_of(token, sort):
        return True
    if token.lemma_ in _PARTS or token.pos_ == "NUM":
        for prep, one in iter_preps(token):
            if prep.lower_ == "of" and _is_of(one, sort):
                return True
    for child in token.children:
        if child.dep_ == "conj" and _is_one_of(child, sort):
            return True
    return False


def _is_one_of(token: Token, sort: Sort) -> bool:
    lower = token.lower_
    if lower in sort.words or token.lemma_.lower() in sort.words or (lower[-1:] == "s" and lower[:-1] in sort.words):
        return True
    if token.pos_ == "PROPN" and any(one.dep_ == "compound" and one.lower_ in sort.words for one in token.children):
        # "the patrol vessel Trent"
        return True
    for shape in sort.shapes:
        if _looks(token, shape):
            return True
    return False


def _looks(token: Token, shape: str) -> bool:
    match shape:
        case "any":
            return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
        case "people":
            return looks_like_people(token)
        case "money":
            return token.ent_type_ == "MONEY" or is_in(token, "sums")
        case "place":
            return looks_like_place(token)
        case "actor":
            return is_actor(token) or token.lower_ == "it"
        case "office":
            return has_office(token) or is_in(token, "officials")
        case "named":
            return token.pos_ == "PROPN"
        case "plural":
            return token.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in token.children)
        case _:
            return (
                is_in(token, "forces") or is_in(token, "hostile_agents") or is_actor(token) or looks_like_people(token)
                or has_office(token)
            )  # fmt: skip
