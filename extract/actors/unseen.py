"""Find names that the recogniser saw only elsewhere, or cut, or took for something else."""

import re
from functools import lru_cache

from spacy.strings import get_string_id

from sayso.extract.actors.lexicon import ActorLexicon, load_actor_lexicon
from sayso.extract.actors.name import Name, find_root
from sayso.extract.parse import Doc, Token
from sayso.ontology.first_names import load_first_names

_PARTICLES = frozenset("al el de da di del der van von bin ibn ben bint ould abu la le du dos das ap ter".split())
_LONGEST = 6
BEFORE_NAMES = frozenset("top former longtime long-time senior then late fellow veteran ex".split())
"""Words that the recogniser takes for part of a person's name: *Top Harlow aides*."""
SIDES = frozenset({"Team", "Camp"})
"""Words before a person's name that make it the name of those who work for the person."""
FRONTS = frozenset(
    "Jaish Jaysh Jeish Jabhat Jabhet Liwa Ahrar Ansar Harakat Harakah Hayat Hay'at Haiat Faylaq Failaq Katibat Katiba "
    "Kataib Kata'ib Saraya Asaib Asa'ib Hizb Hezb Hizbul Jund Jundallah Jama'at Jamaat Jamaah Jemaah Jamiat Tanzim "
    "Lashkar Lashker Tehrik Tehreek Tahrik Firqat Suqour Suqur Majlis Sipah".split()
)
"""Words for an army, a front, a brigade, a party, with which names in Arabic, Urdu and Malay begin."""
_INITIAL = re.compile(r"[A-Z]\.?")
_ALONE = frozenset("nsubj nsubjpass poss dobj pobj agent dative".split())
NO_LAST_NAMES = frozenset(
    "times post news herald tribune street road avenue square river lake island islands county city airport stadium "
    "cup day prize award act law bay beach falls hill hills park bridge tower house hall place mountain mountains "
    "valley terrace lane drive court gardens green plaza theatre theater hotel mall creek canyon peak process".split()
)
"""Words behind a first name that make it the name of something else: *Victoria Falls*."""


def find_again(doc: Doc, names: list[Name], taken: bytearray) -> list[Name]:
    """
    Return the names that stand in the doc once more without having been recognised there.

    Of names of one word only bodies', and only where no other proper noun stands beside.

    Args:
        doc: The doc.
        names: Those that were recognised.
        taken: For each token, whether it is in one of them; those found are added.
    """
    words = doc.orth
    begins: dict[int, list[Name]] = {}
    for name in names:
        if name.senses:
            continue
        if name.end - name.start > 1 and name.kind in ("person", "org", "place", "facility"):
            begins.setdefault(words[name.start], []).append(name)
        elif name.kind == "org" and name.end - name.start == 1 and doc.tokens[name.start].text.isalpha():
            begins.setdefault(words[name.start], []).append(name)
    found: list[Name] = []
    for i in doc.find(begins.keys()):
        if taken[i]:
            continue
        for name in begins[words[i]]:
            end = i + name.end - name.start
            if end == i + 1 and not _is_lone(doc, i):
                continue
            if words[i:end] == words[name.start : name.end] and not any(taken[i:end]):
                found.append(Name(i, end, find_root(doc, i, end), name.kind))
                taken[i:end] = b"\1" * (end - i)
                break
    return found


def _is_lone(doc: Doc, i: int) -> bool:
    """Whether a proper noun has no other beside it: *Google* is not in *Google Maps*."""
    around = doc.tokens[max(0, i - 1) : i] + doc.tokens[i + 1 : i + 2]
    return doc.tokens[i].pos_ == "PROPN" and not any(one.pos_ == "PROPN" or one.text in ("-", "&") for one in around)


def find_given(doc: Doc, lexicon: ActorLexicon) -> list[tuple[int, int]]:
    """
    Return the first and last names, as tokens [start, end), that the recogniser took for something else or missed.

    The first word is a first name of the world, the last is no noun for a body or a place, and it stands alone
    elsewhere in the doc as the last names of people do: *Donna Velt* was an organization, then *Velt said*.
    """
    given = load_first_names()
    counted: dict[str, int] | None = None
    found: list[tuple[int, int]] = []
    for token in doc.proper:
        if token.dep_ != "compound" or not token.text.istitle() or token.ent_type_ == "PERSON":
            continue
        if token.lower_ not in given or token.lower_ in BEFORE_NAMES or not token.whitespace_:
            continue
        end = token.i + 2
        if end < len(doc) and _INITIAL.fullmatch(doc.tokens[end - 1].text):
            end += 1
        if end > len(doc) or token.head.i != end - 1 or not _may_be_last(doc.tokens[end - 1], lexicon):
            continue
        if counted is None:
            counted = _count_alone(doc)
        if counted.get(doc.tokens[end - 1].text):
            found.append((token.i, end))
    return found


def find_offices(doc: Doc) -> list[int]:
    """Return where the words for an office stand, in order."""
    return doc.find(_get_offices())


def find_behind_bodies(doc: Doc, lexicon: ActorLexicon, offices: list[int]) -> list[tuple[int, int]]:
    """
    Return the names, as tokens [start, end), that stand behind an office and the body that it is of.

    *The head of the Supreme Council Vadim Krasno*: the recogniser takes body and person for one name. The first
    word is a first name of the world, and what stands before it names a body, or what a body is for. *offices* are
    from `find_offices`.
    """
    given = load_first_names()
    tokens = doc.tokens
    found: list[tuple[int, int]] = []
    for i in offices:
        if i + 4 >= len(tokens) or tokens[i + 1].lower_ not in ("of", "for"):
            continue
        at = i + 3
        while at + 1 < len(tokens) and at - i < _DOMAIN and belongs_to_body(tokens[at - 1], lexicon):
            token = tokens[at]
            if (
                token.text.istitle()
                and token.pos_ == "PROPN"
                and token.lower_ in given
                and not ends_body(token, lexicon)
                and ends_body(tokens[at - 1], lexicon)
            ):
                end = _get_end(doc, at, lexicon)
                if end - at > 1 and (end == len(tokens) or tokens[end].pos_ in ("VERB", "AUX", "PUNCT")):
                    found.append((at, end))
                break
            at += 1
    return found


_DOMAIN = 12
"""Tokens behind an office among which the name of its holder is looked for."""


def belongs_to_body(token: Token, lexicon: ActorLexicon) -> bool:
    """Return whether a word may stand in what an office is of: *the self-proclaimed republic*, *press department*."""
    if token.lower_ in ("of", "for", "the", "and", "on", "in", "-") or token.tag_ == "VBN":
        return True
    noun = lexicon.get_noun(token)
    person = noun in lexicon.office or noun in lexicon.people
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM") and (not person or ends_body(token, lexicon))


def ends_body(token: Token, lexicon: ActorLexicon) -> bool:
    """Return whether a word names a body or its field, or a stretch of land, so that no name goes on behind it."""
    noun = lexicon.get_noun(token)
    return (
        token.lower_ in lexicon.portfolio
        or bool(noun)
        and any(
            noun in one
            for one in (lexicon.state_bodies, lexicon.bodies, lexicon.government, lexicon.army, lexicon.land)
        )
    )


def _may_be_last(token: Token, lexicon: ActorLexicon) -> bool:
    if token.pos_ != "PROPN" or not token.text[0].isupper() or token.text.isupper() or not token.text.isalpha():
        return False
    if token.ent_type_ not in ("", "ORG", "GPE", "LOC", "FAC", "NORP"):
        return False
    word = token.lower_
    return not (
        lexicon.get_noun(token) or word in lexicon.things or word in lexicon.portfolio or word in NO_LAST_NAMES
    )


def _count_alone(doc: Doc) -> dict[str, int]:
    """Return how often each word with a capital stands alone: no word with a capital beside it, nor an article."""
    found: dict[str, int] = {}
    tokens = doc.tokens
    for i, token in enumerate(tokens[1:-1], 1):
        if token.text.istitle() and token.pos_ in ("PROPN", "NOUN") and token.dep_ in _ALONE:
            before, behind = tokens[i - 1].text, tokens[i + 1].text
            if not before[0].isupper() and before != "the" and not behind[0].isupper():
                found[token.text] = found.get(token.text, 0) + 1
    return found


@lru_cache(maxsize=1)
def _get_offices() -> frozenset[int]:
    """Return the hashes of words for an office, in lower case and with a capital."""
    lexicon = load_actor_lexicon()
    singular = [word for word in lexicon.office if word.isalpha()]
    return frozenset(get_string_id(form) for word in singular for form in (word, word.capitalize()))


def find_behind_offices(doc: Doc, names: list[Name], lexicon: ActorLexicon, offices: list[int]) -> list[Name]:
    """
    Return *names* with the people added, or put right, whose name stands right behind their office.

    *Coordinator Maria Lopez-Silva*, *army chief General Omar al-Sayed*: at least two words, and none that the
    authority knows. *offices* are from `find_offices`.
    """
    at: dict[int, Name] | None = None
    new: list[Name] = []
    drop: set[int] = set()
    for i in offices:
        if i + 2 >= len(doc):
            continue
        if at is None:
            at = {k: name for name in names for k in range(name.start, name.end)}
        start = _skip_domain(doc, i + 1, at)
        end = _get_end(doc, start, lexicon)
        if end - start < 2 or start > i + 1 and doc.tokens[end - 1].lower_ in NO_LAST_NAMES:
            # "coordinator for the Middle East Peace Process": nobody's name.
            continue
        inside = {id(at[k]): at[k] for k in range(start, end) if k in at}
        covered = list(inside.values())
        if any(one.senses or one.start < start or one.end > end for one in covered):
            continue
        if any(one.kind == "person" and (one.start, one.end) == (start, end) for one in covered):
            continue
        drop |= {id(one) for one in covered}
        new.append(Name(start, end, find_root(doc, start, end), "person"))
    if not new:
        return names
    return [name for name in names if id(name) not in drop] + new


def _skip_domain(doc: Doc, start: int, at: dict[int, Name]) -> int:
    """Return the token behind what an office is of (*for the Middle East*, *to Chad*), or *start*."""
    if doc.tokens[start].lower_ not in ("of", "for", "to"):
        return start
    i = start + 1
    if i < len(doc) and doc.tokens[i].lower_ == "the":
        i += 1
    name = at.get(i)
    return name.end if name is not None and name.senses and name.start == i else start


def join_halves(doc: Doc, names: list[Name], lexicon: ActorLexicon) -> list[Name]:
    """Join the halves of a person's name that the recogniser took for two names, and take in words that it missed."""
    out: list[Name] = []
    for name in names:
        before = out[-1] if out else None
        if name.senses or name.kind not in ("person", "norp", "org", "place") or name.end - name.start > 2:
            out.append(name)
            continue
        root = doc.tokens[name.root]
        if before is not None and before.end == name.start and before.kind == "person" and not before.senses:
            if (
                doc.tokens[before.root].head.i == name.root
                and doc.tokens[before.root].dep_ == "compound"
                and root.pos_ == "PROPN"
            ):
                last = doc.tokens[before.end - 1]
                if doc.tokens[before.start].text.isupper() and lexicon.get_noun(last) in lexicon.office:
                    # "FIBA Chair" and "Ada Rowe"
                    out[-1] = Name(before.start, last.i, find_root(doc, before.start, last.i), "org")
                    out.append(name)
                else:
                    out[-1] = Name(before.start, name.end, name.root, "person")
                continue
        if name.kind == "person" and name.start > 0 and (before is None or before.end < name.start):
            first = doc.tokens[name.start - 1]
            if (
                first.pos_ == "PROPN"
                and first.dep_ in ("compound", "nmod")
                and first.head.i == name.root
                and first.text.istitle()
                and first.ent_type_ == ""
                and not lexicon.get_noun(first)
                and first.lower_ not in lexicon.titles
                and first.lower_ not in lexicon.portfolio
                and first.lower_ not in BEFORE_NAMES
            ):
                name.start -= 1
        out.append(name)
    return out


def _get_end(doc: Doc, start: int, lexicon: ActorLexicon) -> int:
    """Return the token behind the words of a name that begins at *start*; *start* where none does."""
    end = start
    while end < min(len(doc), start + _LONGEST):
        token = doc.tokens[end]
        if token.text == "-" and end > start and end + 1 < len(doc) and not doc.tokens[end - 1].whitespace_:
            end += 1
            continue
        proper = token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ not in ("DATE", "TIME")
        if proper and not lexicon.get_noun(token) and token.lower_ not in lexicon.titles:
            end += 1
        elif (
            end > start
            and token.lower_ in _PARTICLES
            and end + 1 < len(doc)
            and doc.tokens[end + 1].pos_ in ("PROPN", "PUNCT")
        ):
            end += 1
        else:
            break
    while end > start and not doc.tokens[end - 1].text[0].isupper():
        end -= 1
    return end
