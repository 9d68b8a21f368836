"""
What the words of a graph must agree with: shapes/words.ttl without SPARQL, over N-Quads tokens.

SPARQL constraints would have to be run by an engine over a store of each article, which takes longer than a build may.
These are known by their IRI; tests hold them to what pyshacl finds by the queries.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

_SAY = "https://w3id.org/sayso/ont#"
_SHAPES = "https://w3id.org/sayso/shapes#"
_NUMBER = re.compile(r'"([+-]?\d+(?:\.\d*)?)"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal)>')
_SPAN = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")
_BEFORE = re.compile(r"(^|[^A-Za-z])(am|is|are|was|were|be|been|being) ([a-z]+ly )?$", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ACCUSE = "<https://w3id.org/sayso/illocution/accuse>"

_TERM = {
    name: f"<{_SAY}{name}>"
    for name in (
        "start", "end", "quote", "content", "contentSpan", "cueWords", "triggerWords", "wording", "evidence",
        "illocution", "speaker", "speakerWords",
    )
}  # fmt: skip


class Graph(Protocol):
    """A graph that gives the values of a node's property as tokens."""

    def values(self, node: str, path: str, inverse: bool = False) -> Sequence[str]:
        """Return the values that a path leads to."""
        ...


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


def _length_wrong(graph: Graph, focus: str) -> bool:
    starts, ends = graph.values(focus, _TERM["start"]), graph.values(focus, _TERM["end"])
    quotes = graph.values(focus, _TERM["quote"])
    if not (len(starts) == len(ends) == len(quotes) == 1) or quotes[0][0] != '"':
        return False
    first, last = _NUMBER.fullmatch(starts[0]), _NUMBER.fullmatch(ends[0])
    if first is None or last is None:
        return False
    start, end = float(first[1]), float(last[1])
    length = len(read_words(quotes[0]))
    return 0 <= start < end and 0 < length != end - start


def _content_wrong(graph: Graph, focus: str) -> bool:
    spans = [_SPAN.fullmatch(read_words(one)) for one in graph.values(focus, _TERM["contentSpan"])]
    contents = [read_words(one) for one in graph.values(focus, _TERM["content"]) if one[0] == '"'] if spans else []
    if not any(contents):
        return False
    for passage in graph.values(focus, _TERM["evidence"]):
        for start, end, quote in _pieces(graph, passage):
            for span in spans:
                first, last = (int(span[1]), int(span[2])) if span else (0, 0)
                if start <= first < last <= end:
                    words = quote[first - start : last - start]
                    if all(words not in content for content in contents):
                        return True
    return False


def _pieces(graph: Graph, passage: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and words of a passage."""
    for quote in graph.values(passage, _TERM["quote"]):
        for start in graph.values(passage, _TERM["start"]):
            for end in graph.values(passage, _TERM["end"]):
                first, last = _NUMBER.fullmatch(start), _NUMBER.fullmatch(end)
                if first and last and quote[0] == '"':
                    yield int(float(first[1])), int(float(last[1])), read_words(quote)


def _sentences(graph: Graph, focus: str) -> Iterator[str]:
    for passage in graph.values(focus, _TERM["evidence"]):
        for quote in graph.values(passage, _TERM["quote"]):
            yield read_words(quote)


def _not_in_sentence(name: str) -> WordTest:
    term = _TERM[name]

    def test(graph: Graph, focus: str) -> bool:
        words = graph.values(focus, term)
        sentences = list(_sentences(graph, focus)) if words else []
        return bool(sentences) and any(all(read_words(one) not in each for each in sentences) for one in words)

    return test


def _accuser_invented(graph: Graph, focus: str) -> bool:
    if _ACCUSE not in graph.values(focus, _TERM["illocution"]) or not graph.values(focus, _TERM["speaker"]):
        return False
    cues = [read_words(one) for one in graph.values(focus, _TERM["cueWords"])]
    named = [read_words(one) for one in graph.values(focus, _TERM["speakerWords"])]
    for sentence in _sentences(graph, focus):
        for cue in cues:
            before, found, after = sentence.partition(cue) if cue else ("", "", sentence)
            passive = bool(found) and _BEFORE.search(before) is not None and " by " not in after
            if passive and not any(words in sentence for words in named):
                return True
    return False


_TESTS: dict[str, WordTest] = {
    f"<{_SHAPES}ask-{name}>": test
    for name, test in {
        "quote-length": _length_wrong,
        "content-quoted": _content_wrong,
        "cue-in-sentence": _not_in_sentence("cueWords"),
        "trigger-in-sentence": _not_in_sentence("triggerWords"),
        "wording-in-sentence": _not_in_sentence("wording"),
        "passive-accuser": _accuser_invented,
    }.items()
}
