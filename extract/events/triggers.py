"""Find the words that may report an event: verbs, nouns that stand for acts, named wars."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.extract.events.around import Facts, meets_around
from sayso.extract.events.clause import find_object, is_hidden_gerund
from sayso.extract.events.lexicon import Entry, EventWords, load_events
from sayso.extract.events.needs import meets_needs
from sayso.extract.parse import Doc, Token

_HURT = {"injured": "injure", "wounded": "wound"}
"""Participles that the tagger takes for adjectives, and their verbs."""
_MODIFIERS = frozenset(("compound", "amod", "nmod", "poss", "npadvmod"))


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    A word that may report an event; tokens [start, end) are the words that name it.

    `is_noun` if it is a noun (or a gerund used as one).
    """

    token: Token
    start: int
    end: int
    entry: Entry
    rule: str
    is_noun: bool


@cache
def load_forms() -> frozenset[str]:
    """Return all lemmas that may head a trigger, as they stand and with a capital."""
    lexicon = load_events()
    words = {*_HURT, *lexicon.verbs, *lexicon.nouns, *(word + "s" for word in lexicon.nouns), *lexicon.phrases}
    return frozenset(form for word in words for form in (word, word.capitalize(), word.upper()))


def iter_triggers(doc: Doc) -> Iterator[Trigger]:
    """Yield the triggers of a doc in order of the text."""
    lexicon, forms = load_events(), load_forms()
    # The lower-cased form stands in for the lemma of what the tagger takes for something else.
    for token in [one for one in doc.tokens if one.lemma_ in forms or one.lower_ in forms]:
        pos = token.pos_
        if token.tag_ == "JJ" and token.dep_ == "conj" and token.lower_ in _HURT:
            # "five were killed and seven injured"
            found = _read_verb(doc, token, lexicon, _HURT[token.lower_])
        elif pos == "VERB" or (token.tag_ == "VBG" and (pos == "NOUN" or is_hidden_gerund(token))):
            found = _read_verb(doc, token, lexicon, token.lemma_.lower())
        elif pos in ("NOUN", "PROPN"):
            found = _read_noun(doc, token, lexicon, token.lemma_.lower())
        else:
            continue
        if found is not None:
            yield found


def _read_verb(doc: Doc, token: Token, lexicon: EventWords, lemma: str) -> Trigger | None:
    entries = lexicon.verbs.get(lemma)
    if entries is None:
        # A gerund that the tagger takes for a verb: "the bombing of the port".
        if (
            token.tag_ == "VBG"
            and token.dep_ not in ("aux", "auxpass")
            and any(c.dep_ == "det" for c in token.children)
        ):
            return _read_noun(doc, token, lexicon, token.lower_)
        return None
    if token.dep_ == "amod" and not is_hidden_gerund(token):
        return None
    if "det" in [child.dep_ for child in token.children]:
        # "the injured", "the displaced" are people.
        return None
    if token.tag_ == "VBG" and token.lower_ in lexicon.nouns and _is_nominal(token):
        return _read_noun(doc, token, lexicon, token.lower_)
    facts: Facts | None = None
    for entry in entries:
        if entry.around is not None:
            if facts is None:
                facts = Facts(token)
            met = meets_around(facts, entry.around)
        else:
            met = meets_needs(token, entry.needs)
        if met:
            rule = f"E1-{entry.name or entry.frame}"
            return Trigger(token, token.i, _end_of_verb(doc, token, entry), entry, rule, is_noun=False)
    if token.tag_ == "VBG" and token.dep_ in ("nsubj", "nsubjpass", "pobj") and token.lower_ in lexicon.nouns:
        # "Fighting in the province displaced 2,000 villagers"
        return _read_noun(doc, token, lexicon, token.lower_)
    return None


def _is_nominal(gerund: Token) -> bool:
    """Whether a gerund stands as a noun: *killed in shelling by the army*; not *accused of shelling a town*."""
    if gerund.dep_ not in ("pobj", "pcomp") or any(child.dep_ == "dobj" for child in gerund.children):
        return False
    return any(child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of") for child in gerund.children)


_WITH_OBJECT = frozenset(
    (
        "opened-fire",
        "weapon-object",
        "power-object",
        "own-lives",
        "lives",
        "set-fire",
        "sum-object",
        "left-dead",
        "left-hurt",
        "dead",
    )
)
_LONGEST = 6
_HARMED = frozenset(("dead", "wounded", "injured", "hurt"))


def _end_of_verb(doc: Doc, verb: Token, entry: Entry) -> int:
    """Return the token behind the words that name a verb's event: *broke up*, *fired tear gas*, *shot dead*."""
    end = verb.i + 1
    if end < len(doc.tokens) and doc.tokens[end].dep_ == "prt":
        return end + 1
    if entry.type == "independence":
        found = find_object(verb)
        if found is not None and found.lemma_ == "independence" and 0 < found.i - verb.i <= 3:
            return found.i + 1
    if (
        entry.needs in _WITH_OBJECT
        or entry.name == "fly-mission"
        or (entry.needs == "hostile" and verb.lemma_ == "fire")
    ):
        found = next(
            (one for one in verb.children if one.dep_ in ("dobj", "oprd", "npadvmod") and one.i > verb.i), None
        )
        if entry.needs in ("dead", "left-dead", "left-hurt"):
            last = next((i for i in range(end, min(end + _LONGEST, len(doc))) if doc[i].lower_ in _HARMED), None)
            return end if last is None else last + 1
        if (
            found is not None
            and found.i - verb.i <= _LONGEST
            and (entry.needs != "hostile" or found.lemma_ in load_events().sets["weapons"])
        ):
            return found.i + 1
    return end


def _read_noun(doc: Doc, token: Token, lexicon: EventWords, lemma: str) -> Trigger | None:
    phrase = _read_phrase(doc, token, lexicon, lemma)
    if phrase is not None:
        return phrase
    entries = lexicon.nouns.get(lemma) or lexicon.nouns.get(lemma.removesuffix("s"))
    if entries is None or _is_no_event(doc, token, lexicon, lemma):
        return None
    if token.dep_ in _MODIFIERS and token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"}:
        return None
    if doc.words[token.i + 1 : token.i + 2] == _HYPHEN and token.i + 2 < len(doc) and token.whitespace_ == "":
        return None
    if lemma == "march" and token.ent_type_ == "DATE":
        return None
    for entry in entries:
        if entry.name and token.pos_ != "NOUN":
            # A class's word that is part of a name: "the Tornado squadron".
            continue
        if meets_needs(token, entry.needs):
            start = _start_of_name(doc, token, entry)
            return Trigger(token, start, token.i + 1, entry, "E2-noun", is_noun=True)
    return None


_HYPHEN = ["-"]


def _read_phrase(doc: Doc, token: Token, lexicon: EventWords, lemma: str) -> Trigger | None:
    for words, kind in lexicon.phrases.get(lemma, lexicon.phrases.get(token.lower_, ())):
        start = token.i - len(words) + 1
        said = doc.words[start : token.i] if start >= 0 else ()
        if said and all(one in (word, word + "s") for one, word in zip(said, words, strict=False)):
            # The phrase hangs by its first noun in "cessation of hostilities".
            inside = doc.tokens[start : token.i + 1]
            head = next((one for one in inside if not start <= one.head.i <= token.i), token)
            entry = Entry(kind, "noun", "", "patient")
            return Trigger(head, start, token.i + 1, entry, "E3-phrase", is_noun=True)
    return None


def _is_no_event(doc: Doc, token: Token, lexicon: EventWords, lemma: str) -> bool:
    for offset, length, phrases in lexicon.not_events.get(lemma, ()):
        start = token.i - offset
        if start >= 0 and tuple(doc.words[start : start + length]) in phrases:
            return True
    return False


def _start_of_name(doc: Doc, token: Token, entry: Entry) -> int:
    """Return the first token of what names a nominal event: *air strikes*, *the Second Gulf War*, *peace deal*."""
    tokens, start, first = doc.tokens, token.i, token.sent.start
    while start > first:
        before = tokens[start - 1]
        if before.head.i < start - 1 or before.head.i > token.i:
            break
        named = entry.type == "war" and before.pos_ == "PROPN" and before.text[0].isupper()
        if (
            before.dep_ == "compound"
            or named
            or before.lower_ in {"-", "first", "second", "military", "joint", "humanitarian", "peace"}
        ):
            if before.ent_type_ in ("GPE", "NORP", "ORG") and before.pos_ != "NOUN" and entry.type != "war":
                break
            start -= 1
            continue
        break
    while start < token.i and (tokens[start].is_punct or (start > first and tokens[start - 1].text == "-")):
        # "three-day operation" is named by its last word.
        start += 1
    return start
