"""
What the words of a graph must agree with: the SPARQL of our shapes without SPARQL, over N-Quads tokens.

SPARQL constraints would have to be run by an engine over a store of each article, which takes longer than a build may.
These are known by their IRI; tests hold them to what pyshacl finds by the queries.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

_SAY = "https://w3id.org/sayso/ont#"
_SHAPES = "https://w3id.org/sayso/shapes#"
_NUMBER = re.compile(r'"([+-]?\d+(?:\.\d*)?)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal)>')
_SPAN = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")
_BEFORE = re.compile(r"(^|[^A-Za-z])(am|is|are|was|were|be|been|being) ([a-z]+ly )?$", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_ACTOR = f"<{_SAY}Actor>"
_ACCUSE = "<https://w3id.org/sayso/illocution/accuse>"

_TERM = {
    name: f"<{_SAY}{name}>"
    for name in (
        "start", "end", "quote", "content", "contentSpan", "cueWords", "triggerWords", "wording", "evidence",
        "illocution", "speaker", "speakerWords", "claimedBy", "claimedIn",
    )
}  # fmt: skip

_START, _END, _QUOTE, _SPANS, _CONTENT, _EVIDENCE = (
    _TERM[name] for name in ("start", "end", "quote", "contentSpan", "content", "evidence")
)
_INTEGER = '"^^<http://www.w3.org/2001/XMLSchema#integer>'


Properties = Mapping[str, Sequence[str]]


class Graph(Protocol):
    """A graph in memory: values by property by node, all as tokens."""

    @property
    def out(self) -> Mapping[str, Properties]:
        """The graph."""
        ...


_NOTHING: Properties = {}


WordTest = Callable[[Graph, str], bool]
"""Takes a graph and the focus node, and returns whether the node is at fault."""


def find_test(constraint: str) -> WordTest | None:
    """Return what checks a SPARQL constraint of sayso's own shapes, given its token; None where it is not known."""
    return _TESTS.get(constraint)


def read_words(token: str) -> str:
    """Return the words of a literal's token without marks and escapes, or the IRI."""
    if token[0] != '"':
        return token.strip("<>")
    inner = token[1 : token.rindex('"')]
    return _ESCAPED.sub(_unescape, inner) if "\\" in inner else inner


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(int(code[1:], 16)) if code[0] in "uU" else _PLAIN.get(code, code)


@lru_cache(maxsize=256)
def _read_sentence(token: str) -> str:
    """Read words that several nodes of one article refer to."""
    return read_words(token)


def _length_wrong(graph: Graph, focus: str) -> bool:
    about = graph.out.get(focus, _NOTHING)
    starts, ends, quotes = about.get(_START, ()), about.get(_END, ()), about.get(_QUOTE, ())
    if not (len(starts) == len(ends) == len(quotes) == 1) or quotes[0][0] != '"':
        return False
    start, end = _read_number(starts[0]), _read_number(ends[0])
    if start is None or end is None:
        return False
    length = len(_read_sentence(quotes[0]))
    return 0 <= start < end and 0 < length != end - start


@lru_cache(maxsize=8192)
def _read_number(token: str) -> float | None:
    if token.endswith(_INTEGER) and token[1 : -len(_INTEGER)].isdecimal():
        return int(token[1 : -len(_INTEGER)])
    found = _NUMBER.fullmatch(token)
    return None if found is None else float(found[1])


def _content_wrong(graph: Graph, focus: str) -> bool:
    about = graph.out.get(focus, _NOTHING)
    tokens = about.get(_SPANS, ())
    contents = [read_words(one) for one in about.get(_CONTENT, ()) if one[0] == '"'] if tokens else []
    if not any(contents):
        return False
    spans = [(int(span[1]), int(span[2])) for one in tokens if (span := _SPAN.fullmatch(read_words(one)))]
    for passage in about.get(_EVIDENCE, ()):
        for start, end, quote in _pieces(graph, passage):
            for first, last in spans:
                if start <= first < last <= end:
                    words = quote[first - start : last - start]
                    if all(words not in content for content in contents):
                        return True
    return False


def _pieces(graph: Graph, passage: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and words of a passage."""
    about = graph.out.get(passage, _NOTHING)
    for quote in about.get(_QUOTE, ()):
        for start in about.get(_START, ()):
            for end in about.get(_END, ()):
                first, last = _read_number(start), _read_number(end)
                if first is not None and last is not None and quote[0] == '"':
                    yield int(first), int(last), _read_sentence(quote)


def _sentences(graph: Graph, about: Properties) -> list[str]:
    """Return the words that are the evidence of a node with these properties."""
    out = graph.out
    passages = about.get(_EVIDENCE, ())
    return [_read_sentence(quote) for passage in passages for quote in out.get(passage, _NOTHING).get(_QUOTE, ())]


def _not_in_sentence(name: str) -> WordTest:
    term = _TERM[name]

    def test(graph: Graph, focus: str) -> bool:
        about = graph.out.get(focus, _NOTHING)
        words = about.get(term, ())
        sentences = _sentences(graph, about) if words else []
        if len(words) == len(sentences) == 1:
            return read_words(words[0]) not in sentences[0]
        return bool(sentences) and any(all(read_words(one) not in each for each in sentences) for one in words)

    return test


def _accuser_invented(graph: Graph, focus: str) -> bool:
    about = graph.out.get(focus, _NOTHING)
    if _ACCUSE not in about.get(_TERM["illocution"], ()) or not about.get(_TERM["speaker"]):
        return False
    cues = [read_words(one) for one in about.get(_TERM["cueWords"], ())]
    named = [read_words(one) for one in about.get(_TERM["speakerWords"], ())]
    for sentence in _sentences(graph, about):
        for cue in cues:
            before, found, after = sentence.partition(cue) if cue else ("", "", sentence)
            passive = bool(found) and _BEFORE.search(before) is not None and " by " not in after
            if passive and not any(words in sentence for words in named):
                return True
    return False


def _speaks_not(graph: Graph, focus: str) -> bool:
    out = graph.out
    about = out.get(focus, _NOTHING)
    if not about.get(_TERM["claimedIn"]) or not about.get(_TERM["claimedBy"]):
        return False

    def actors(node: str, term: str) -> set[str]:
        return {
            one for one in out.get(node, _NOTHING).get(term, ()) if _ACTOR in out.get(one, _NOTHING).get(_TYPE, ())
        }

    claimants = actors(focus, _TERM["claimedBy"])
    speakers = {one for told in about[_TERM["claimedIn"]] for one in actors(told, _TERM["speaker"])}
    return bool(speakers) and not claimants <= speakers


_TESTS: dict[str, WordTest] = {
    f"<{_SHAPES}ask-{name}>": test
    for name, test in {
        "quote-length": _length_wrong,
        "content-quoted": _content_wrong,
        "cue-in-sentence": _not_in_sentence("cueWords"),
        "trigger-in-sentence": _not_in_sentence("triggerWords"),
        "wording-in-sentence": _not_in_sentence("wording"),
        "passive-accuser": _accuser_invented,
        "figure-speaker": _speaks_not,
    }.items()
}
