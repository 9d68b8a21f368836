"""What a number counts: the noun it stands with, or the people left out (*and another 200 were injured*)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.figures.lexicon import load_figures
from sayso.extract.parse import Doc, Token
from sayso.extract.times.numbers import Number
from sayso.extract.times.words import get_sentence

_OFF = frozenset(("nummod", "quantmod", "amod", "compound", "det", "nmod", "advmod", "poss", "dep", "appos"))
_REACH = 6
_OTHERS = frozenset(("others", "more", "other"))


@dataclass(frozen=True, slots=True)
class Counted:
    """
    A number and what it counts.

    Attributes:
        number: The number.
        root: The token that stands for the whole phrase in the clause.
        noun: The noun that is counted, None where it is left out.
        sort: ``people``, ``settlements``, ``strength`` of a body, or ``left out``.
    """

    number: Number
    root: Token
    noun: Token | None
    sort: str


def find_counted(doc: Doc, words: Sequence[str], number: Number) -> Counted | None:
    """Return what *number* counts; None where that is neither people nor settlements, or the number is no count."""
    lexicon = load_figures()
    before = words[number.start - 1] if number.start else ""
    after = words[number.end] if number.end < len(words) else ""
    core_before = words[number.core - 1] if number.core else ""
    if after in ("-", "–") and words[number.end + 1 : number.end + 2] == ["strong"]:
        # "the 4,500-strong force"
        body = _head_noun(doc, number.end + 2, get_sentence(doc, number.core)[1])
        return Counted(number, body, body, "strength") if body is not None else None
    if before in lexicon.currencies or core_before in lexicon.currencies or after in lexicon.measures:
        return None
    if before in {
        "no.",
        "number",
        "resolution",
        "aged",
        "age",
        "article",
        "chapter",
        "section",
        "group",
        "phase",
    } or after in ("'s",):
        return None
    if core_before in ("as", "than") and words[number.core - 2] in ("young", "old", "little"):
        return None
    if core_before in ("of",) and words[number.core - 2 : number.core - 1] in (
        ["mother"],
        ["father"],
        ["age"],
        ["one"],
        ["two"],
    ):
        return None
    if doc.tokens[number.end - 1].lemma_.lower() in lexicon.measures:
        return None
    noun = _find_noun(doc, number)
    if noun is None or noun.lower_ in _OTHERS:
        return _count_left_out(doc, words, number)
    lemma = noun.lemma_.lower()
    if lemma in lexicon.measures or noun.lower_ in lexicon.measures:
        return None
    if is_people(noun):
        return Counted(number, noun, noun, "people")
    if lemma in lexicon.settlements:
        return Counted(number, noun, noun, "settlements")
    if lemma == "job":
        return Counted(number, noun, noun, "jobs")
    if lemma in lexicon.lives or lemma in lexicon.nouns:
        return Counted(number, noun, noun, "people")
    return None


_OF_PEOPLE = (
    "teacher",
    "woman",
    "worker",
    "keeper",
    "driver",
    "fighter",
    "guard",
    "owner",
    "goer",
    "holder",
    "seeker",
)
"""Ends of compound nouns for people: *schoolteacher*, *shipowner*."""


def is_people(noun: Token) -> bool:
    """Whether a noun is one for people: by the lexicon, or a plural name of a nation or creed."""
    lexicon = load_figures()
    lemma, lower, people, nouns = noun.lemma_.lower(), noun.lower_, lexicon.people, lexicon.nouns
    if lemma in people or lower in people or lemma in nouns or lower in nouns:
        return True
    if noun.pos_ == "NOUN" and lemma.endswith(_OF_PEOPLE):
        return True
    if noun.ent_type_ != "NORP":
        return False
    # "two million Burkinabe", "the Rohingya"
    own = noun.tag_ in {"NNP", "NNPS", "NNS"} and noun.dep_ not in _OFF
    return own or (noun.tag_ in {"NNPS", "NNS", "NNP", "JJ"} and noun.lower_.endswith(("s", "ese", "ish", "men")))


def _find_noun(doc: Doc, number: Number) -> Token | None:
    """Return the noun behind the number: by the parse, then by the words that follow."""
    after = number.end
    limit = get_sentence(doc, number.core)[1]
    if after < limit and doc.tokens[after].lower_ == "of":
        after += 1
        while after < limit and (
            doc.tokens[after].lower_ in {"the", "their", "its", "his", "our", "those", "these"}
            or doc.tokens[after].pos_ == "ADJ"
        ):
            after += 1
        if after < limit and doc.tokens[after].lower_ in load_figures().nouns:
            # "11 of the wounded": a participle that stands for people.
            return doc.tokens[after]
        return _head_noun(doc, after, limit)
    top = doc.tokens[number.end - 1]
    if top.head.lower_ == "half":
        # "90,000 Sudanese - half of them children - …": the parse hangs the number on the half.
        return _head_noun(doc, after, limit)
    for _ in range(3):
        if top.dep_ in _OFF and top.head.i >= number.end and top.head.i - number.end < _REACH:
            top = top.head
            if any(doc.tokens[i].like_num for i in range(number.end, top.i)):
                # The parse hangs it on the noun of the next number: "from 4,850 five hours earlier".
                return None
            if top.pos_ in ("NOUN", "PROPN"):
                return _skip_compound(top)
        else:
            break
    return _head_noun(doc, after, limit)


def _skip_compound(noun: Token) -> Token:
    while noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def _head_noun(doc: Doc, at: int, limit: int) -> Token | None:
    """Return the last noun of the run of adjectives and nouns from *at* on."""
    found: Token | None = None
    for i in range(at, min(at + _REACH, limit)):
        token = doc.tokens[i]
        if token.pos_ in ("NOUN", "PROPN"):
            found = token
            continue
        if found is not None:
            break
        if token.text == "," and doc.tokens[i - 1].lower_ in ("more", "others"):
            # "wounded 12 more, doctors said"
            break
        if token.tag_ == "RB" and i + 1 < limit and doc.tokens[i + 1].tag_ in ("VBN", "JJ"):
            # "hundreds of badly wounded miners"
            continue
        if (
            token.pos_ == "ADJ"
            or token.lower_ in {"more", "other", "mostly", "and", ",", "-"}
            or token.tag_ in ("VBN", "VBG")
        ):
            if token.lower_ in ("and", ",") and i == at:
                break
            if token.tag_ in ("VBN", "VBG") and token.dep_ not in ("amod",):
                break
            continue
        break
    return found


def _count_left_out(doc: Doc, words: Sequence[str], number: Number) -> Counted | None:
    """A number that stands alone where people would: subject or object, or before *dead* and *wounded*."""
    lexicon = load_figures()
    root = doc.tokens[number.end - 1]
    if root.head.i == number.end and root.head.lower_ in _OTHERS:
        root = root.head
    while number.start <= root.head.i < number.end and root.head.i != root.i:
        root = root.head
    after = doc.tokens[number.end] if number.end < len(doc) else None
    if after is not None and after.lower_ in ("others", "more", "of"):
        after = doc.tokens[number.end + 1] if number.end + 1 < len(doc) else None
    if after is not None and (
        after.lower_ in lexicon.adjectives or (after.tag_ == "VBN" and after.lemma_ in lexicon.verbs)
    ):
        return Counted(number, root, None, "left out")
    if words[number.start - 1] in ("from", "to") and words[number.start - 2] in {
        "up",
        "down",
        "rise",
        "rose",
        "risen",
        "fell",
    }:
        return Counted(number, root, None, "left out")
    if root.lower_ in _OTHERS and root.dep_ == "advmod" and root.head.i < root.i and root.head.pos_ == "VERB":
        # "wounded 12 more"
        return Counted(number, root, None, "left out")
    if root.dep_ in {"nsubj", "nsubjpass", "dobj", "conj", "pobj", "appos", "attr"} and root.pos_ in (
        "NUM",
        "NOUN",
        "ADJ",
    ):
        return Counted(number, root, None, "left out")
    return None
