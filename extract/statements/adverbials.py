"""
Tell what stands around a cue from what is said: *in a statement*, *on Monday*, *to reporters*.

Source: docs/rules.md, rule C5.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from sayso.extract.parse import Token
from sayso.extract.statements.tree import get_complement
from sayso.resources import folder


@dataclass(frozen=True, slots=True)
class Utterance:
    """The word lists of ``lexicons/utterance.toml``."""

    media: frozenset[str]
    prepositions: frozenset[str]
    times: frozenset[str]
    hearers: frozenset[str]
    suffered: frozenset[str]
    undergone: frozenset[str]
    documents: frozenset[str]
    harms: frozenset[str]
    blamed: frozenset[str]
    things: frozenset[str]
    surveys: frozenset[str]
    tails: frozenset[str]
    body_tails: frozenset[str]
    spoken_tails: frozenset[str]
    spokespeople: frozenset[str]


@cache
def get_utterance() -> Utterance:
    """Return the word lists, read on first use."""
    with folder("extract/lexicons").joinpath("utterance.toml").open("rb") as file:
        return Utterance(**{key: frozenset(words) for key, words in tomllib.load(file).items()})


def is_utterance_adverbial(token: Token) -> bool:
    """Return whether a dependent of a cue tells how, when or to whom it was said."""
    words = get_utterance()
    if token.dep_ in ("npadvmod", "advmod"):
        return token.lower_ in words.times or token.ent_type_ in ("DATE", "TIME") or token.dep_ == "advmod"
    if token.dep_ not in ("prep", "dative", "agent"):
        return False
    complement = get_complement(token)
    if complement is None:
        return token.lower_ in ("after", "before", "since")
    noun = complement.lemma_.lower()
    if token.tag_ == "TO":
        return noun in words.hearers
    if token.lower_ not in words.prepositions:
        return False
    return noun in words.media or noun in words.times or complement.ent_type_ in ("DATE", "TIME")


def is_harm(noun: Token) -> bool:
    """Return whether *noun* names harm that somebody does to somebody: *the execution of nine men*."""
    return noun.lemma_.lower() in get_utterance().harms


def is_blamed(noun: Token) -> bool:
    """Return whether *noun* names what one lays at somebody's door: harm, a wrong, a failure."""
    words, lemma = get_utterance(), noun.lemma_.lower()
    return lemma in words.harms or lemma in words.suffered or lemma in words.blamed


def is_document(noun: Token) -> bool:
    """Return whether *noun* names a paper, a survey or data, which may say something without anybody's voice."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in get_utterance().documents


def is_survey(noun: Token) -> bool:
    """Return whether *noun* names a paper that counts or measures something: *polls*, *the census*."""
    return noun.lemma_.lower() in get_utterance().surveys


def is_suffered(noun: Token) -> bool:
    """Return whether the of-phrase of *noun* names the one it happens to and not the doer: *the death of*."""
    return noun.lemma_.lower() in get_utterance().suffered


def is_undergone(noun: Token) -> bool:
    """Return whether *noun* names what happens to the one whose it is: *her arrest*, but not *her arrest of him*."""
    return noun.lemma_.lower() in get_utterance().undergone and all(c.lower_ != "of" for c in noun.rights)
