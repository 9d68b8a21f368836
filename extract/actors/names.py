"""Find the names in a doc: what the authority knows first, then what spaCy's recogniser found, put right by both."""

from itertools import compress, count, filterfalse

from sayso.extract.actors.lexicon import ActorLexicon
from sayso.extract.actors.name import Kind, Name, find_root
from sayso.extract.actors.unseen import (
    BEFORE_NAMES,
    FRONTS,
    SIDES,
    find_again,
    find_behind_bodies,
    find_behind_offices,
    find_given,
    find_offices,
    join_halves,
)
from sayso.extract.parse import Doc, Span, Token
from sayso.ontology.authority import Authority, Sense, fold

_LABELS: dict[str, Kind] = {
    "PERSON": "person", "ORG": "org", "NORP": "norp", "GPE": "place", "LOC": "place", "FAC": "facility",
}  # fmt: skip
_LONGEST = 9
"""Tokens that a name of the authority may have."""
_POSSESSIVE = frozenset({"'s", "’s", "’", "'"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "X"})
"""Parts of speech that a last name known from elsewhere may be taken for."""
CHAPTERS = frozenset({"Crescent", "Cross"})
"""Ends of the names of bodies that each country has one of."""
_SMALL = frozenset({"al", "anti", "dpa", "the"})
"""Words in lower case that a name of the authority may begin with."""


def find_names(
    doc: Doc, authority: Authority, lexicon: ActorLexicon, *, begins: dict[int, bool] | None = None
) -> list[Name]:
    """
    Return the names of a doc in order of the text; no two overlap.

    Args:
        doc: A doc with entities and a parse.
        authority: Known names.
        lexicon: Nouns for people and bodies.
        begins: For words, by their hash, whether a name of the authority begins with them; filled as docs are read.
    """
    tokens = doc.tokens
    entities = [one for one in doc.ents if one.label_ in _LABELS or one.label_ in ("EVENT", "LAW", "PRODUCT")]
    entity_at = {i: one for one in entities for i in range(one.start, one.end)}
    people = find_given(doc, lexicon)
    offices = find_offices(doc)
    people += [one for one in find_behind_bodies(doc, lexicon, offices) if one not in people]
    last_names = {
        one[-1].text
        for one in entities
        if one.label_ == "PERSON"
        and len(one) > 1
        and not _is_party(one, lexicon)
        and one[0].text not in FRONTS
        # "Brigadier General" is nobody's name.
        and lexicon.get_noun(one[-1]) not in lexicon.ranks
    }
    last_names |= {tokens[end - 1].text for _, end in people}
    names: list[Name] = []
    taken = bytearray(len(doc))
    for start, end, senses in _match(doc, authority, begins if begins is not None else {}):
        entity = entity_at.get(start)
        if entity is not None and _is_part_of_name(doc, entity, (start, end), senses, lexicon, authority, last_names):
            continue
        root = find_root(doc, start, end)
        names.append(Name(start, end, root, _choose_kind(doc, root, senses), senses))
        for i in range(start, end):
            taken[i] = 1
    for start, end in people:
        if not any(taken[start:end]):
            names.append(Name(start, end, find_root(doc, start, end), "person"))
            taken[start:end] = b"\1" * (end - start)
    for entity in entities:
        kind = _LABELS.get(entity.label_)
        if kind is None or (taken[entity.start] and taken[entity.end - 1]):
            continue
        if kind in ("org", "place", "norp") and len(entity) in (2, 3) and entity[0].lower_ in lexicon.titles:
            kind = "person"
        elif kind == "person" and len(entity) > 1 and entity[0].text in SIDES:
            kind = "org"
        elif kind == "person" and _is_party(entity, lexicon):
            kind = "norp"
        elif kind == "org" and _is_pair(entity, last_names):
            names += [Name(i, i + 1, i, "person") for i in (entity.start, entity.end - 1)]
            taken[entity.start] = taken[entity.end - 1] = 1
            continue
        if kind == "org" and _is_behind_office(entity):
            kind = "person"
        span = _trim(doc, entity, kind, taken, lexicon, last_names)
        if span is None:
            continue
        start, end = span
        if end - start == 1 and kind != "person" and tokens[start].text in last_names:
            kind = "person"
        names.append(Name(start, end, find_root(doc, start, end), kind))
        for i in range(start, end):
            taken[i] = 1
    for i in doc.find({doc.vocab.strings[one] for one in last_names}):
        if not taken[i] and tokens[i].pos_ in _NAMING:
            names.append(Name(i, i + 1, i, "person"))
            taken[i] = 1
    names += find_again(doc, names, taken)
    names = find_behind_offices(doc, names, lexicon, offices)
    names.sort(key=lambda one: one.start)
    return _join_relays(doc, _join_chapters(doc, join_halves(doc, names, lexicon)))


def _is_party(entity: Span, lexicon: ActorLexicon) -> bool:
    """Whether a "person" is several: *Harlow Republicans*."""
    return entity[-1].tag_ == "NNPS" and bool(lexicon.get_noun(entity[-1]))


def _is_pair(entity: Span, last_names: set[str]) -> bool:
    """Whether a "body" is two people by their last names: *Harlow and Reyes*."""
    return (
        len(entity) == 3
        and entity[1].lower_ in ("and", "&")
        and entity[0].text in last_names
        and entity[2].text in last_names
    )


def _join_chapters(doc: Doc, names: list[Name]) -> list[Name]:
    """Take *the Turkish Red Crescent* for a body of its own, not for the whole of them."""
    out: list[Name] = []
    for name in names:
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind == "adjective"
            and name.senses
            and doc.tokens[name.end - 1].text in CHAPTERS
        ):
            between = doc.tokens[before.end : name.start]
            if len(between) < 2 and all(one.text.istitle() for one in between):
                out[-1] = Name(before.start, name.end, name.root, "org")
                continue
        out.append(name)
    return out


def _join_relays(doc: Doc, names: list[Name]) -> list[Name]:
    """Take *Gazette via Reuters* for one name of the agency."""
    out: list[Name] = []
    for name in names:
        before = out[-1] if out else None
        if (
            before is not None
            and name.start - before.end == 1
            and doc.tokens[before.end].lower_ == "via"
            and name.senses
        ):
            if before.kind in ("org", "person", "norp", "place") and not before.senses:
                out[-1] = Name(before.start, name.end, before.root, "actor", name.senses)
                continue
        out.append(name)
    return out


def _match(doc: Doc, authority: Authority, begins: dict[int, bool]) -> list[tuple[int, int, tuple[Sense, ...]]]:
    """Find the names of the authority, the longest that begins at each token."""
    tokens = doc.tokens
    for word in filterfalse(begins.__contains__, doc.forms):
        begins[word] = _may_begin(doc.vocab.strings[word], authority)
    found: list[tuple[int, int, tuple[Sense, ...]]] = []
    end = 0
    for i in compress(count(), map(begins.__getitem__, doc.orth)):
        if i >= end:
            match = _match_at(doc, i, authority)
            if match is not None and tokens[i].lower_ == "the" and _goes_on(doc, i + 1, match[0], authority):
                continue
            if match is not None:
                found.append((i, *match))
                end = match[0]
    return found


def _goes_on(doc: Doc, i: int, end: int, authority: Authority) -> bool:
    """Whether a longer name begins behind an article: *the West* is none in *the West Bank*."""
    longer = _match_at(doc, i, authority)
    return longer is not None and longer[0] > end


def _may_begin(text: str, authority: Authority) -> bool:
    """Whether a name of the authority begins with a word."""
    if not text[0].isupper() and text not in _SMALL and (text.islower() or not text[0].isalpha()):
        return False
    # "d'Ivoire" folds to two words.
    first = fold(text).split(" ", 1)[0]
    return first in authority.firsts or (first[-1:] == "s" and len(first) > _SHORT and first[:-1] in authority.firsts)


def _match_at(doc: Doc, i: int, authority: Authority) -> tuple[int, tuple[Sense, ...]] | None:
    tokens = doc.tokens
    best: tuple[int, tuple[Sense, ...]] | None = None
    joined = ""
    texts: list[str] = []
    for j in range(i, min(len(tokens), i + _LONGEST)):
        text = tokens[j].text
        texts.append(text)
        piece = fold(text)
        if not piece:
            if text in _INSIDE:
                continue
            break
        joined = f"{joined} {piece}" if joined else piece
        if joined not in authority.prefixes:
            if j == i and piece[-1] == "s" and len(piece) > _SHORT and not _has_apostrophe(doc):
                best = _match_stripped(i, piece, texts, authority)
            break
        senses = authority.senses.get(joined)
        if senses and (good := _filter(texts, senses)):
            best = j + 1, good
    return best


def _match_stripped(
    i: int, piece: str, texts: list[str], authority: Authority
) -> tuple[int, tuple[Sense, ...]] | None:
    """Find the country in *Syrias capital*, in a text that lost its apostrophes."""
    senses = _filter(texts, authority.senses.get(piece[:-1], ()))
    return (i + 1, senses) if any(one.kind == "place" for one in senses) else None


def _has_apostrophe(doc: Doc) -> bool:
    """Whether an apostrophe stands anywhere in a doc; asked once."""
    known = doc.user_data.get(_APOSTROPHES)
    if known is None:
        known = doc.user_data[_APOSTROPHES] = any(mark in doc.text for mark in "'’‘`")
    return bool(known)


_INSIDE = frozenset("-–‑'’")
"""Marks that stand as tokens within a name: *Nagorno-Karabakh*, *the Workers' Party*."""
_APOSTROPHES = "sayso_apostrophes"
_SHORT = 4
"""Letters of a word that is too short to be a country's name and an *s*."""


def _filter(texts: list[str], senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Keep the senses whose spelling fits: acronyms in capitals, all others with a capital somewhere."""
    if texts[0].islower() and all(text.islower() for text in texts):
        return ()
    bare = "".join(texts).replace(".", "")
    return tuple(one for one in senses if not one.exact or one.exact == bare)


def _is_part_of_name(
    doc: Doc,
    entity: Span,
    match: tuple[int, int],
    senses: tuple[Sense, ...],
    lexicon: ActorLexicon,
    authority: Authority,
    last_names: set[str],
) -> bool:
    """Whether a match is a piece of a longer name: *Jordan* in *Michael Jordan*, *Syrian* in *Syrian Observatory*."""
    start, end = match
    if entity.start >= start and entity.end <= end:
        return False
    rest = [
        one for one in entity
        if not start <= one.i < end and one.text not in _POSSESSIVE and not one.is_punct and one.lower_ != "the"
    ]  # fmt: skip
    if not rest:
        return False
    if end - start > 1 and all(one.kind == "place" for one in senses) and entity.label_ in ("PERSON", "ORG"):
        return False
    if entity.label_ == "PERSON":
        if any(one.kind in ("adjective", "people", "metonym") or one.exact for one in senses):
            return False
        # "Armenia Nikol Pashinyan" is no person's name, "Jordan Peterson" is.
        parts = any(one.text in _POSSESSIVE for one in entity[:-1])
        return not parts and end - start == 1 and len(rest) <= 2 and all(_is_bare_proper(one, lexicon) for one in rest)
    if entity.label_ == "ORG":
        known = any(
            sense.kind != "place" and authority.actors[sense.key].cls in ("Organization", "MediaOutlet")
            for sense in senses
        )
        if known and (end - start > 1 or len(rest) > 3 or any(one.text in last_names for one in rest)):
            return False
        if any(one.i < start for one in rest):
            # "Foreign Ministry of Armenia": what the state's name is of.
            return not _is_plain(doc[entity.start : start], lexicon)
        return not _is_plain(rest, lexicon) and any(one.pos_ == "PROPN" for one in rest)
    return entity.label_ in ("FAC", "EVENT", "LAW", "PRODUCT") and end < entity.end


def _is_bare_proper(token: Token, lexicon: ActorLexicon) -> bool:
    return token.pos_ == "PROPN" and not lexicon.get_noun(token)


def _is_plain(tokens: "Span | list[Token]", lexicon: ActorLexicon) -> bool:
    """Whether words are such as ministries and armies are made of, so that no proper name is among them."""
    seen = False
    for one in tokens:
        noun = lexicon.get_noun(one)
        if noun and noun not in lexicon.things:
            seen = True
        elif one.lower_ in lexicon.portfolio:
            seen = True
        elif one.pos_ in ("PROPN", "NOUN", "ADJ") and one.text not in _POSSESSIVE:
            return False
    return seen


def _choose_kind(doc: Doc, root: int, senses: tuple[Sense, ...]) -> Kind:
    token = doc.tokens[root]
    kinds = {one.kind for one in senses}
    modifies = token.dep_ in ("amod", "compound", "nmod", "npadvmod") and token.head.i > root
    if kinds == {"place"}:
        return "place"
    named = kinds & {"name", "acronym", "capital"}
    if "people" in kinds and not named and not ("adjective" in kinds and (modifies or token.pos_ == "ADJ")):
        return "people"
    if "adjective" in kinds and (modifies or not named):
        return "adjective"
    return "actor"


def _take_hyphens(doc: Doc, start: int, end: int, taken: bytearray) -> tuple[int, int]:
    """Take in the other half of a double name that the recogniser cut (*Maria Lopez-Silva*, *Kim Dae-jung*)."""
    while end + 1 < len(doc) and doc.tokens[end].text == "-" and not taken[end + 1]:
        if doc.tokens[end].whitespace_ or doc.tokens[end - 1].whitespace_:
            break
        if not doc.tokens[end + 1].text[0].isupper() and not _ends_name(doc, end + 1):
            break
        end += 2
    return start, end


def _ends_name(doc: Doc, i: int) -> bool:
    """Whether a half in lower case ends the name: *Kim Dae-jung said*, and not *a Kim-led party*."""
    half = doc.tokens[i].text
    if not half.isalpha() or not half.islower() or len(half) > _HALF or half.endswith("ed"):
        return False
    return i + 1 == len(doc) or doc.tokens[i + 1].is_punct or doc.tokens[i + 1].pos_ in ("VERB", "AUX", "PART")


_DASHES = frozenset({"-", "–", "—", "--"})
_HALF = 5
"""Letters that the second half of a double name in lower case has at most."""


_OFFICES = frozenset(
    "representative spokesman spokeswoman spokesperson minister president ambassador envoy coordinator commissioner "
    "director chairman chairwoman governor mayor secretary adviser advisor commander".split()
)
_BEFORE_OFFICES = frozenset(
    "joint special deputy vice prime chief senior executive acting assistant permanent principal".split()
)


def _cut_office(doc: Doc, start: int, end: int) -> int:
    """Return where a body's name ends that the recogniser took an office into: *EUFOR* in *EUFOR Deputy Commander*."""
    last = doc.tokens[end - 1]
    if last.lower_ not in _OFFICES or any(one.lower_ == "of" for one in doc[start:end]):
        return end
    while end > start and (doc.tokens[end - 1].lower_ in _OFFICES or doc.tokens[end - 1].lower_ in _BEFORE_OFFICES):
        end -= 1
    return end


def _is_behind_office(entity: Span) -> bool:
    """Whether a name begins with what an office is of: *State Doe*, of *Secretary of State Doe*."""
    tokens, start = entity.doc.tokens, entity.start
    if tokens[start].text != "State" or len(entity) < 2 or start < 2 or tokens[start - 1].lower_ != "of":
        return False
    office = tokens[start - 2].lower_ in ("secretary", "secretaries", "minister", "ministers")
    return office and all(one.pos_ == "PROPN" and one.text[0].isupper() for one in entity[1:])


def _trim(
    doc: Doc, entity: Span, kind: Kind, taken: bytearray, lexicon: ActorLexicon, last_names: set[str]
) -> tuple[int, int] | None:
    """Return the tokens of an entity that are its name, or None if nothing is left."""
    tokens = doc.tokens
    start, end = entity.start, entity.end
    cut = any(taken[start:end])
    for i in range(start, end):
        if tokens[i].is_space or (tokens[i].text in (",", "(") and (kind != "org" or tokens[i].text == "(")):
            end = i
            break
        if i > start and tokens[i].text in _DASHES and tokens[i - 1].whitespace_:
            # "Jane Doe - adviser": a list, and no double name.
            end = i
            break
    if end - start == 3 and tokens[start + 1].lower_ == "of" and tokens[start + 2].tag_ == "NN":
        # "accused Doe of fraud": no name ends in a common noun.
        end = start + 1 if tokens[start + 2].text.islower() else end
    while start < end and (
        taken[start]
        or tokens[start].lower_ in ("the", "a", "an")
        or tokens[start].text in _POSSESSIVE
        or tokens[start].is_punct
        or (kind == "person" and (tokens[start].lower_ in lexicon.titles or tokens[start].lower_ in lexicon.forms))
        or (kind == "person" and start + 1 < end and tokens[start].lower_ in BEFORE_NAMES)
        or (kind == "person" and _is_behind_office(entity) and start == entity.start)
    ):
        start += 1
    while end > start and (
        taken[end - 1]
        or tokens[end - 1].text in _POSSESSIVE
        or tokens[end - 1].is_punct
        or tokens[end - 1].lower_ in ("of", "and", "the", "for")
    ):
        end -= 1
    if kind == "person" and end - start > 3 and tokens[start].text.isupper() and len(tokens[start].text) > 1:
        # "FIBA Chair Ada Rowe"
        office = next(
            (i for i in range(start + 1, end - 2) if lexicon.get_noun(tokens[i]) in lexicon.office), start - 1
        )
        start = office + 1
    if kind == "person" and start < end:
        start, end = _take_hyphens(doc, start, end, taken)
    if start >= end or any(taken[start:end]) or not any(tokens[i].text[0].isupper() for i in range(start, end)):
        return None
    # What is left of a longer entity is no name unless it is a person's, or of a place that a land owns.
    owned = kind == "place" and start > entity.start and tokens[start - 1].text[-1:] == "s"
    if cut and kind != "person" and not owned and not (end - start == 1 and tokens[start].text in last_names):
        return None
    if kind == "org":
        end = _cut_office(doc, start, end)
        if start >= end:
            return None
    # "Republicans", capital and all, are a party's people.
    people = kind == "norp" and tokens[end - 1].tag_ == "NNPS"
    if kind in ("org", "norp", "place") and not people and _is_plain(doc[start:end], lexicon):
        return None
    if kind == "org" and (
        tokens[end - 1].lower_ in lexicon.things or doc.tokens[find_root(doc, start, end)].lower_ in lexicon.things
    ):
        return None
    return start, end
