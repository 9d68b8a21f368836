"""Look-ups in the dependency parse that several rules share."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from spacy.attrs import SENT_START
from spacy.tokens import Doc, Token

from sayso.model import Span

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
QUOTES = frozenset("\"“”„«»‹›‘’'`「」『』") | {"''", "``"}
_EDGE = frozenset(" \t\n\r\xa0.,;:-–—…") | QUOTES
_FRONT = _EDGE | frozenset(")]")
_BACK = _EDGE | frozenset("([")


class Sentence(NamedTuple):
    """The tokens [start, end) of a sentence."""

    start: int
    end: int


@dataclass(slots=True)
class _Parse:
    """What spaCy puts together anew at each look: tokens' children, as far as asked for, and where sentences begin."""

    starts: list[int]
    children: dict[int, tuple[Token, ...]] = field(default_factory=dict[int, tuple[Token, ...]])


def _get_parse(doc: Doc) -> _Parse:
    kept = doc.user_data.get(_KEY)
    if isinstance(kept, _Parse):
        return kept
    marks: list[int] = doc.to_array(SENT_START).tolist()
    parse = _Parse([i for i, mark in enumerate(marks) if mark == 1 or not i])
    parse.starts.append(len(doc))
    doc.user_data[_KEY] = parse
    return parse


_KEY = "sayso_parse"


def get_children(token: Token) -> tuple[Token, ...]:
    """Return ``token.children``, in order of the text."""
    kept, i = _get_parse(token.doc).children, token.i
    found = kept.get(i)
    if found is None:
        found = kept[i] = tuple(token.children)
    return found


def get_sentence(token: Token) -> Sentence:
    """Return where the token's sentence begins and ends."""
    starts = _get_parse(token.doc).starts
    at = bisect_right(starts, token.i)
    return Sentence(starts[at - 1], starts[at])


def get_root(doc: Doc, sentence: Sentence) -> Token:
    """Return the token that heads a sentence."""
    return next((t for t in doc[sentence.start : sentence.end] if t.head.i == t.i), doc[sentence.start])


def get_subject(verb: Token) -> Token | None:
    """Return the verb's own subject, whatever it is; None where it has none."""
    for child in get_children(verb):
        if child.dep_ in SUBJECTS:
            return child
    return None


def is_passive(verb: Token) -> bool:
    """Return whether the verb is in the passive voice."""
    if verb.tag_ != "VBN":
        return False
    for child in get_children(verb):
        if child.dep_ in ("nsubjpass", "auxpass", "csubjpass", "agent"):
            return True
    if verb.dep_ in ("acl", "amod", "acomp"):
        return not stands_for_predicate(verb)
    return verb.dep_ == "conj" and is_passive(verb.head) and get_subject(verb) is None and not _auxiliary(verb)


def stands_for_predicate(verb: Token) -> bool:
    """*Malta, whose fleet is small, threatened …*: the parser took the verb for a participle."""
    head = verb.head
    if (
        verb.dep_ != "acl"
        or head.dep_ != "ROOT"
        or head.pos_ not in ("NOUN", "PROPN")
        or verb.tag_ not in ("VBN", "VBD")
    ):
        return False
    at = verb.i - 1
    while at > head.i and verb.doc[at].pos_ in ("ADV", "AUX"):
        at -= 1
    return at > head.i and verb.doc[at].text == "," and not any(c.dep_ == "agent" for c in get_children(verb))


def _auxiliary(verb: Token) -> bool:
    return any(child.dep_ == "aux" for child in get_children(verb))


def get_agent(verb: Token) -> Token | None:
    """Return the head of a passive's by-phrase."""
    for child in get_children(verb):
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for grandchild in get_children(child):
                if grandchild.dep_ == "pobj":
                    return grandchild
    return None


def get_object(verb: Token) -> Token | None:
    """Return the direct or indirect object that comes first; None where there is none."""
    for child in get_children(verb):
        if child.dep_ in ("dobj", "dative", "iobj") and child.tag_ != "IN" and child.tag_ != "TO":
            return child
    return None


def get_prepositions(verb: Token) -> list[Token]:
    """Return the prepositions that the token governs, in order."""
    return [c for c in get_children(verb) if c.dep_ in ("prep", "dative", "agent") and c.tag_ in ("IN", "TO", "RP")]


def get_complement(preposition: Token) -> Token | None:
    """Return what a preposition brings: a noun or a gerund."""
    for child in get_children(preposition):
        if child.dep_ in ("pobj", "pcomp") and child.i > preposition.i:
            return child
    return None


def has_finite_verb(head: Token) -> bool:
    """Return whether the clause headed by *head* is finite."""
    if head.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    return any(
        c.dep_ in ("aux", "auxpass", "cop") and c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in get_children(head)
    )


def is_infinitive(head: Token) -> bool:
    """Return whether the clause headed by *head* is an infinitive with *to*."""
    return any(c.tag_ == "TO" and c.dep_ == "aux" for c in get_children(head))


def get_text(doc: Doc) -> str:
    """Return ``doc.text``, which spaCy puts together anew each time it is asked for."""
    text = doc.user_data.get("sayso_text")
    if not isinstance(text, str):
        text = doc.text
        doc.user_data["sayso_text"] = text
    return text


def trim(doc: Doc, start: int, end: int) -> Span | None:
    """Return the characters of tokens [start, end) without marks and commas at the ends; None if empty."""
    while end > start and (doc[end - 1].tag_ == "CC" or doc[end - 1].is_space):
        end -= 1
    if start >= end:
        return None
    text = get_text(doc)
    left = doc[start].idx
    last = doc[end - 1]
    return trim_chars(text, left, last.idx + len(last))


def trim_chars(text: str, left: int, right: int) -> Span | None:
    """Return [left, right) without white space, quotation marks and commas at the ends; None if nothing is left."""
    while left < right and text[left] in _FRONT:
        left += 1
    while right > left and text[right - 1] in _BACK:
        right -= 1
    return (left, right) if left < right else None


def token_span(token: Token) -> Span:
    """Return the character span of one token."""
    return token.idx, token.idx + len(token)


def sentence_span(token: Token) -> Span:
    """Return the character span of the token's sentence, without white space at its end."""
    sent = get_sentence(token)
    end = sent.end
    while end > sent.start + 1 and token.doc[end - 1].is_space:
        end -= 1
    last = token.doc[end - 1]
    return token.doc[sent.start].idx, last.idx + len(last)
