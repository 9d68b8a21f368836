"""What happened to those counted where the parse does not say: by the words beside them, or nothing."""

from functools import lru_cache

from sayso.extract.figures.counted import Counted
from sayso.extract.figures.kinds import Kind, is_in_land
from sayso.extract.figures.lexicon import load_figures
from sayso.extract.parse import Doc, Token
from sayso.extract.times.words import get_sentence
from sayso.model import FigureKind

_ENDS = ("", "s", "es", "d", "ed", "ing")
_MANY = 10
"""From so many on, people are a number rather than each somebody."""
_PEOPLED = frozenset(
    ("town", "city", "village", "country", "nation", "island", "region", "province", "district", "settlement")
)
_INTRANSITIVE = frozenset(("die", "perish", "drown", "claim", "treat", "hang"))
"""Verbs whose object, if they have one, is not who was killed or hurt."""


def find_told_beside(counted: Counted) -> Kind | None:
    """
    Return what happened to those counted by the words right beside them, or that they are told of.

    F13: *Army kills 70 rebel fighters*, *6 villagers killed, 22 hurt*, as headlines put it. F14: *400
    militants handed over guns*: many who did something, where nothing in the sentence tells of dead or wounded.

    Args:
        counted: What a number counts, of which no other rule tells what happened.
    """
    noun = counted.noun
    if counted.sort != "people" or noun is None:
        return None
    doc, number = noun.doc, counted.number
    if number.start > 0:
        before = doc.tokens[number.start - 1]
        kind = find_harm(before.lower_)
        if kind is not None and before.tag_ != "VBN" and before.lemma_.lower() not in _INTRANSITIVE:
            return Kind(kind, before, "F13-before")
    first, end = get_sentence(doc, noun.i)
    if noun.i + 1 < end:
        after = doc.tokens[noun.i + 1]
        kind = find_harm(after.lower_)
        if kind is not None and not after.lower_.endswith(("ing", "s")) and not _has_object(doc, after.i, end):
            return Kind(kind, after, "F13-behind")
    if _is_named_few(counted, noun) or any(find_harm(doc.tokens[i].lower_) for i in range(first, end)):
        return None
    over = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and over.lemma_.lower() in _PEOPLED:
        # "a town of 25,000 people"
        return Kind("population", over, "F9-noun")
    if noun.lemma_.lower() in load_figures().military and is_in_land(noun):
        return Kind("deployed", noun, "F14-posted")
    return Kind("other", noun, "F14-told")


def _is_named_few(counted: Counted, noun: Token) -> bool:
    """Whether those counted are few, known one by one, or hold offices: *one witness*, *the two leaders*."""
    least = counted.number.low or counted.number.high or 0
    return least < _MANY or noun.lemma_.lower() in load_figures().holders or noun.pos_ == "PROPN"


def _has_object(doc: Doc, at: int, end: int) -> bool:
    """Whether people or a number of them follow a verb: *soldiers killed three rebels*, not *killed, 22 hurt*."""
    if at + 1 >= end:
        return False
    behind = doc.tokens[at + 1]
    if behind.like_num:
        return at + 2 < end and find_harm(doc.tokens[at + 2].lower_) is None
    return behind.pos_ in {"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"}


@lru_cache(maxsize=65_536)
def find_harm(word: str) -> FigureKind | None:
    """Return ``killed`` or ``injured`` where a word, as it stands in a text, tells of that; else None."""
    lexicon = load_figures()
    found = lexicon.adjectives.get(word) or lexicon.nouns.get(word) or lexicon.heads.get(word)
    for end in _ENDS:
        if found is None and word.endswith(end):
            stem = word[: len(word) - len(end)]
            found = lexicon.verbs.get(stem) or lexicon.verbs.get(stem + "e") or lexicon.nouns.get(stem)
    return found if found in ("killed", "injured") else None
