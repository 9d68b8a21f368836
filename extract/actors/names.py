"""Find the names in a doc: what the authority knows first, then what spaCy's recogniser found, put right by both."""

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Span

from sayso.extract.actors.lexicon import ActorLexicon
from sayso.ontology.authority import Authority, Sense, fold

Kind = Literal["actor", "adjective", "people", "person", "org", "norp", "place", "facility"]
_LABELS: dict[str, Kind] = {
    "PERSON": "person", "ORG": "org", "NORP": "norp", "GPE": "place", "LOC": "place", "FAC": "facility",
}  # fmt: skip
_LONGEST = 9
"""Tokens that a name of the authority may have."""


@dataclass(slots=True)
class Name:
    """
    A name in the text.

    Attributes:
        start: First token of the name itself, without title or article.
        end: Token after the last.
        root: Token that heads it in the parse.
        kind: What it is; ``actor`` and ``adjective`` and ``people`` are from the authority.
        senses: What the authority says that it may stand for.
        actor: Id of the actor that it stands for, once that is known.
        place: Id of the place that it stands for, once that is known.
    """

    start: int
    end: int
    root: int
    kind: Kind
    senses: tuple[Sense, ...] = ()
    actor: str | None = None
    place: str | None = None


def find_names(doc: Doc, authority: Authority, lexicon: ActorLexicon) -> list[Name]:
    """Return the names of a doc in order of the text; no two overlap."""
    entities = list(doc.ents)
    entity_at: dict[int, Span] = {i: one for one in entities for i in range(one.start, one.end)}
    names: list[Name] = []
    taken = bytearray(len(doc))
    for start, end, senses in _match(doc, authority):
        entity = entity_at.get(start)
        if entity is not None and _is_part_of_name(doc, entity, start, end, senses, lexicon):
            continue
        root = doc[start:end].root
        names.append(Name(start, end, root.i, _choose_kind(doc, root.i, senses), senses))
        for i in range(start, end):
            taken[i] = 1
    for entity in entities:
        kind = _LABELS.get(entity.label_)
        if kind is None:
            continue
        span = _trim(doc, entity, kind, taken, lexicon)
        if span is None:
            continue
        start, end = span
        names.append(Name(start, end, doc[start:end].root.i, kind))
        for i in range(start, end):
            taken[i] = 1
    names.sort(key=lambda one: one.start)
    return names


def _match(doc: Doc, authority: Authority) -> list[tuple[int, int, tuple[Sense, ...]]]:
    found: list[tuple[int, int, tuple[Sense, ...]]] = []
    firsts, prefixes, senses_of = authority.firsts, authority.prefixes, authority.senses
    size = len(doc)
    i = 0
    while i < size:
        text = doc[i].text
        word = fold(text)
        # The first word of a folded token: "d'Ivoire" folds to two.
        if word and word.split(" ", 1)[0] in firsts and (text[0].isupper() or text in ("al", "anti", "dpa", "the")):
            best: tuple[int, tuple[Sense, ...]] | None = None
            joined = ""
            for j in range(i, min(size, i + _LONGEST)):
                piece = fold(doc[j].text)
                if doc[j].is_space:
                    break
                if piece:
                    joined = f"{joined} {piece}" if joined else piece
                    if joined not in prefixes:
                        break
                    senses = senses_of.get(joined)
                    if senses and (good := _filter(doc, i, j + 1, senses)):
                        best = j + 1, good
                elif doc[j].text not in ("-", "–", "‑"):
                    break
            if best is not None:
                found.append((i, best[0], best[1]))
                i = best[0]
                continue
        i += 1
    return found


def _filter(doc: Doc, start: int, end: int, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Keep the senses whose spelling fits: acronyms in capitals, all others with a capital somewhere."""
    text = doc[start:end].text
    if text.islower():
        return ()
    bare = text.replace(".", "")
    return tuple(one for one in senses if not one.exact or one.exact == bare)


def _is_part_of_name(
    doc: Doc, entity: Span, start: int, end: int, senses: tuple[Sense, ...], lexicon: ActorLexicon
) -> bool:
    """Whether a match is only a piece of a longer name: *Jordan* in *Michael Jordan*, *Syrian* in *Syrian Observatory*."""
    if entity.start >= start and entity.end <= end:
        return False
    rest = [one for one in entity if not start <= one.i < end and one.text not in ("'s", "’s", "the", "The", "-")]
    if not rest:
        return False
    if entity.label_ == "PERSON":
        if any(one.kind in ("adjective", "people", "metonym") or one.exact for one in senses):
            return False
        # "Armenia Nikol Pashinyan" is no person's name, "Jordan Peterson" is: the piece must be one that people have.
        only = end - start == 1 and len(rest) <= 2
        return only and all(one.pos_ == "PROPN" and lexicon.get_noun(one) == "" for one in rest) and "'s" not in doc[
            entity.start : entity.end
        ].text.replace("’", "'")
    if entity.label_ == "ORG":
        # A body named after a state is a body; "the Armenian Government" is the state and left to the noun.
        nouns = [lexicon.get_noun(one) for one in rest]
        return not any(noun in lexicon.government or noun in lexicon.army for noun in nouns) and any(
            one.text[0].isupper() and one.pos_ == "PROPN" for one in rest
        ) and not _is_plain_body(rest, lexicon)
    return entity.label_ in ("FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT") and end - start < len(entity) - 1


def _is_plain_body(tokens: list, lexicon: ActorLexicon) -> bool:  # type: ignore[type-arg] # filled below
    return all(lexicon.get_noun(one) in lexicon.state_bodies for one in tokens if one.pos_ in ("NOUN", "PROPN"))


def _choose_kind(doc: Doc, root: int, senses: tuple[Sense, ...]) -> Kind:
    token = doc[root]
    kinds = {one.kind for one in senses}
    modifies = token.dep_ in ("amod", "compound", "nmod", "npadvmod") and token.head.i > root
    if "people" in kinds and not (modifies and "adjective" in kinds) and not kinds & {"name", "acronym"}:
        if "adjective" not in kinds or token.tag_ in ("NNPS", "NNS") or not modifies:
            return "people"
    if "adjective" in kinds and (modifies or not kinds & {"name", "acronym", "place"}):
        return "adjective"
    if kinds == {"place"}:
        return "place"
    return "actor"


def _trim(doc: Doc, entity: Span, kind: Kind, taken: bytearray, lexicon: ActorLexicon) -> tuple[int, int] | None:
    """Return the tokens of an entity that are its name, or None if nothing is left."""
    start, end = entity.start, entity.end
    for i in range(start, end):
        if doc[i].is_space or (doc[i].text == "," and kind != "org"):
            end = i
            break
    while start < end and (
        taken[start]
        or doc[start].lower_ in ("the", "a", "an", "'s", "’s")
        or doc[start].is_punct
        or (kind == "person" and (doc[start].lower_ in lexicon.titles or doc[start].lower_ in lexicon.forms))
    ):
        start += 1
    while end > start and (taken[end - 1] or doc[end - 1].lower_ in ("'s", "’s", "’", "'") or doc[end - 1].is_punct):
        end -= 1
    if start >= end or any(taken[start:end]):
        return None
    if kind == "person" and not any(doc[i].text[0].isupper() for i in range(start, end)):
        return None
    return start, end
