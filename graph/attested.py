"""
The names that an article uses and that deserve a node: which they are, where they stand, and who is quoted with them.

These are the names of a place for which different parties use different names, and names of known places and actors
(*Chittagong* for Chattogram) that nothing else lists, or by which the article itself calls one that nothing lists
(*Supreme Court Bar Association*, *SCBA*). The other strings that stand for a node are its aliases, without a node:
shorter forms of its name, descriptions, names that the authority files list.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.graph.iris import read_common_words, read_titles
from sayso.model import Actor, Article, Place, Span, Statement
from sayso.ontology.authority import Authority, fold
from sayso.ontology.authority_files import BASE, Form

_SMALL = frozenset("of the and for in on to de del della di du da la le al el bin ibn von van".split())
_ARTICLES = frozenset(("the", "a", "an"))
_NAMED = frozenset(("Person", "Organization", "MediaOutlet", "State"))
_OPENING, _CLOSING = "“„«", "”»"
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Attested:
    """
    A name that an article uses.

    Attributes:
        iri: Of the name.
        form: The name.
        language: Its tag.
        spans: Where it stands, in order.
    """

    iri: str
    form: str
    language: str
    spans: tuple[Span, ...]


def find_attested(
    one: Actor | Place,
    article: Article,
    statements: Iterable[Statement],
    authority: Authority,
    *,
    node: str,
    base: str,
    language: str,
) -> list[Attested]:
    """
    Return the names of an actor or a place that are to be nodes, as an article uses them.

    Args:
        one: As found in the article.
        article: The article.
        statements: What it reports.
        authority: The names that are known.
        node: IRI of the actor or place.
        base: Base IRI of the data.
        language: Tag of the names that no authority file gives a language.
    """
    found: list[Attested] = []
    entry = None
    if isinstance(one, Actor):
        if one.cls not in _NAMED:
            return found
    elif one.authority:
        entry = authority.places.get(one.authority)
    if entry is not None and entry.contested:
        # Whoever says "the Armenians of Karabakh" names the place, though it is not the place that is meant.
        said = [span for each in statements if each.direct for span in each.content]
        found += _find_listed([*one.spans, *said], article, entry.contested, base)
    new = [
        mention
        for mention in one.mentions
        # Most are told by this.
        if mention not in one.name and mention[:1].isupper() and _is_other(mention, one, authority)
    ]
    if not new:
        return found
    if not one.authority:
        # Nothing lists either of them.
        new.insert(0, one.name)
    for form in dict.fromkeys(new):
        digest = hashlib.sha256(f"{form}@{language}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
        spans = tuple(span for span in one.spans if _squeeze(article.text[span[0] : span[1]]) == form)
        if spans:
            found.append(Attested(f"{node}/name/{digest}", form, language, spans))
    return found


def _squeeze(words: str) -> str:
    return " ".join(words.split())


# ---- names that the authority files list with those who use them


def _find_listed(spans: Iterable[Span], article: Article, forms: Sequence[Form], base: str) -> list[Attested]:
    pattern, known = _make_pattern(tuple(forms))
    stands: dict[Form, dict[Span, None]] = {}
    for start, end in spans:
        for match in pattern.finditer(article.text, start, end):
            form = known.get(match.group().casefold()) or known[fold(match.group())]
            stands.setdefault(form, {})[match.span()] = None
    return [
        Attested(
            form.iri if not form.iri.startswith(BASE) else base + form.iri[len(BASE) :],
            form.text,
            form.language,
            tuple(sorted(where)),
        )
        for form, where in stands.items()
    ]


@lru_cache(maxsize=256)
def _make_pattern(forms: tuple[Form, ...]) -> tuple[re.Pattern[str], dict[str, Form]]:
    """Return what finds any of the names, the longest first, and the names by their letters."""
    known: dict[str, Form] = {}
    for one in forms:
        known.setdefault(fold(one.text), one)
    for one in forms:
        known.setdefault(one.text.casefold(), one)
    longest = sorted({one.text for one in forms}, key=lambda text: (-len(text), text))
    # Nagorno-Karabakh is also written with a space.
    words = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", text))) for text in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE), known


# ---- names that nothing lists


def _is_other(mention: str, one: Actor | Place, authority: Authority) -> bool:
    """Whether a string is a proper name of its own: none that is listed, nor longer or shorter than one, nor words."""
    words = mention.split()
    if words[0].casefold() in _ARTICLES or not words[-1][0].isupper():
        return False
    if any(not word[0].isupper() and word not in _SMALL for word in words):
        return False
    if any(_POSSESSIVE.search(word) for word in words[:-1]) or not _is_of_class(words, one):
        return False
    folded, name = f" {fold(mention)} ", f" {fold(one.name)} "
    return not (folded in name or name in folded or _is_listed(folded.split(), one.authority, authority))


def _is_of_class(words: Sequence[str], one: Actor | Place) -> bool:
    """Whether words can be a name of their own for what they stand for."""
    plain = [word.casefold().strip(".,") for word in words]
    if isinstance(one, Place):
        return not all(word in read_common_words() for word in plain)
    if one.cls == "Person":
        # A single name is the last name of somebody, and what a title stands before is no name of its own.
        return len(words) > 1 and not any(word in read_titles() or word in read_common_words() for word in plain)
    if len(words) == 1:
        # A single word may be in capitals only because it begins the sentence.
        return sum(letter.isupper() for letter in words[0]) > 1
    return not all(word in read_common_words() for word in plain)


def _is_listed(words: Sequence[str], key: str | None, authority: Authority) -> bool:
    """Whether words, or some of them in a row, are a name of the entry in the authority files."""
    if key is None:
        return False
    return any(
        sense.key == key
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        for sense in authority.senses.get(" ".join(words[start:end]), ())
    )


# ---- where names stand


def is_quoted(text: str, start: int, at: int) -> bool:
    """
    Return whether a character stands in quotation marks.

    Args:
        text: The article's.
        start: Where what is said begins, or its opening mark.
        at: The character.
    """
    inside = False
    for letter in text[max(start - 1, 0) : at]:
        if letter == '"':
            inside = not inside
        elif letter in _OPENING:
            inside = True
        elif letter in _CLOSING:
            inside = False
    return inside


def find_quoted(name: Attested, article: Article, statements: Iterable[Statement]) -> list[Statement]:
    """Return the statements in whose quoted words a name stands and that have a speaker."""
    return [
        one
        for one in statements
        if one.direct
        and one.speaker
        and any(
            start <= span[0] and span[1] <= end and is_quoted(article.text, start, span[0])
            for start, end in one.content
            for span in name.spans
        )
    ]


def find_sentence(span: Span, text: str) -> Span:
    """Return about the sentence around a stretch of text, cut at full stops and line ends."""
    start = text.rfind("\n", 0, span[0]) + 1
    # Not up to the name: the pattern looks at the letter behind the space.
    for match in _SENTENCE_END.finditer(text, start):
        if match.end() > span[0]:
            break
        start = match.end()
    last = _SENTENCE_END.search(text, span[1])
    end = len(text) if last is None else last.start() + len(last.group().rstrip())
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())
