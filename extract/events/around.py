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


class Phrase:
    """
    Who or what a noun may stand for: itself, what it is a number of, and those that it is joined with.

    Attributes:
        tokens: All of them.
        forms: Their words as a lexicon may have them, in small letters.
        shapes: Whether one of them has a shape, by its name, as far as that was asked.
    """

    __slots__ = ("forms", "shapes", "tokens")

    def __init__(self, noun: Token) -> None:
        self.tokens = _list_joined(noun)
        self.forms: set[str] = set()
        self.shapes: dict[str, bool] = {}
        for token in self.tokens:
            lower = token.lower_
            self.forms.update((lower, token.lemma_.lower(), lower.removesuffix("s")))
            if token.pos_ == "PROPN":
                # "the patrol vessel Trent"
                self.forms.update([one.lower_ for one in token.children if one.dep_ == "compound"])

    def is_of(self, sort: Sort) -> bool:
        """Return whether one of them is of a sort."""
        if not sort.words.isdisjoint(self.forms):
            return True
        return bool(sort.shapes) and any(self._looks(shape) for shape in sort.shapes)

    def _looks(self, shape: str) -> bool:
        found = self.shapes.get(shape)
        if found is None:
            found = _looks(self.tokens[0], shape) or any(_looks(one, shape) for one in self.tokens[1:])
            self.shapes[shape] = found
        return found


def _list_joined(noun: Token) -> list[Token]:
    found = [noun]
    if noun.lemma_ in _PARTS or noun.pos_ == "NUM":
        for prep, one in iter_preps(noun):
            if prep.lower_ == "of":
                found += _list_joined(one)
    for child in noun.children:
        if child.dep_ == "conj":
            found.append(child)
    return found


class Facts:
    """
    What stands around one verb, read once for all classes that it may be of.

    Attributes:
        verb: The verb.
        passive: Whether it is a passive.
        habit: Whether it tells of a habit.
        patient: What it is done to, or None.
    """

    def __init__(self, verb: Token) -> None:
        self.verb = verb
        self.passive = is_passive(verb)
        self.habit = is_habit(verb)
        patient = find_patient(verb)
        self.patient = None if patient is None else Phrase(patient)

    @cached_property
    def doer(self) -> Phrase | None:
        """Who does it, or None."""
        doer = find_doer(self.verb)
        return None if doer is None else Phrase(doer)

    @cached_property
    def particles(self) -> set[str]:
        """The words behind it that may belong to it: *out*, *over*."""
        verb = self.verb
        after = verb.i + 1
        found = {one.lower_ for one in verb.children if one.i > verb.i and one.dep_ in _PARTICLES}
        found.update(verb.doc.words[after : after + 1])
        return found

    @cached_property
    def preps(self) -> list[tuple[Token, Token]]:
        """The prepositions around it with their objects, also those that the parse hangs on its object or particle."""
        verb, found = self.verb, find_object(self.verb)
        over = [verb] if found is None else [verb, found]
        over += [one for one in verb.children if one.children and one.i > verb.i and one.dep_ in ("advmod", "prt")]
        return [pair for top in over for pair in iter_preps(top)]


def meets_around(facts: Facts, around: Around) -> bool:
    """Return whether a verb has around it what its class asks for; what is cheap to look up first."""
    passive = facts.passive
    if (around.told and facts.habit) or (around.active if passive else around.passive):
        return False
    verb = facts.verb
    if around.particle and around.particle.isdisjoint(facts.particles):
        return False
    if around.object is not None:
        patient = facts.patient
        if patient is None and not passive and (part := _find_part(verb, around)) is not None:
            patient = Phrase(part)
        if patient is None or not patient.is_of(around.object):
            return False
    if around.without and (passive or find_object(verb) is not None):
        return False
    if around.subject is not None:
        doer = facts.doer
        if not (passive and not around.doer if doer is None else doer.is_of(around.subject)):
            return False
    if around.phrases is not None and not _has_phrase(facts.preps, around.phrases):
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


def _has_phrase(preps: list[tuple[Token, Token]], phrases: Mapping[str, Sort]) -> bool:
    for prep, one in preps:
        sort = phrases.get(prep.lower_)
        if sort is not None and Phrase(one).is_of(sort):
            return True
    return False


def _is_followed(verb: Token, words: frozenset[str]) -> bool:
    found = find_object(verb)
    last = found.right_edge.i if found is not None and found.i > verb.i else verb.i
    end = min(last + 1 + _BEHIND, verb.sent.end)
    return not words.isdisjoint(verb.doc.words[verb.i + 1 : end])


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


def _looks(token: Token, shape: str) -> bool:
    match shape:
        case "any":
            return token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}
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
