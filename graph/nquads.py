"""Terms as N-Quads tokens, in the canonical form that the store would write, and lines of them."""

import re
from calendar import monthrange
from functools import lru_cache
from urllib.parse import quote

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f\ud800-\udfff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_YEAR = re.compile(r"\d{4}")


def escape(text: str) -> str:
    """Return *text* as it stands between the quotation marks of a literal. Half a surrogate pair becomes U+FFFD."""
    # Most words hold nothing of the sort, and this tells it faster than the pattern.
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return _SPECIAL.sub(_escape_one, text)


def _escape_one(match: re.Match[str]) -> str:
    one = match.group()
    if "\ud800" <= one <= "\udfff":
        return "\ufffd"
    return _SHORT.get(one) or f"\\u{ord(one):04X}"


def text(value: str, language: str | None = None) -> str:
    """Return a literal, with a language tag where one is given (lower case, as the store writes it)."""
    return f'"{escape(value)}"@{language}' if language else f'"{escape(value)}"'


_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_LONG = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def plain(token: str) -> str:
    """Return the words of a literal, or an IRI, without marks and escapes."""
    if token[0] != '"':
        return token[1:-1] if token[0] == "<" else token
    inner = token[1 : token.rindex('"')]
    return _ESCAPED.sub(_unescape, inner) if "\\" in inner else inner


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(int(code[1:], 16)) if code[0] in "uU" else _LONG.get(code, code)


def integer(value: int) -> str:
    """Return an ``xsd:integer``, the one integer type: the store turns all others into it."""
    return f'"{value}"^^<{XSD}integer>'


@lru_cache(maxsize=1024)
def decimal(value: float) -> str:
    """Return an ``xsd:decimal`` with at most two places: ``0.5``, ``1``."""
    digits = f"{value:.2f}".rstrip("0").rstrip(".")
    return f'"{digits}"^^<{XSD}decimal>'


TRUE = f'"true"^^<{XSD}boolean>'


def date(value: str) -> str | None:
    """Return an ISO day, month or year as ``xsd:date``, ``gYearMonth`` or ``gYear``; None where it is none of them."""
    if first_day(value) is None:
        return None
    kind = {10: "date", 7: "gYearMonth", 4: "gYear"}[len(value)]
    return f'"{value}"^^<{XSD}{kind}>'


@lru_cache(maxsize=1024)
def first_day(value: str) -> str | None:
    """Return the first day of an ISO day, month or year; None where it is none of them."""
    if _YEAR.fullmatch(value):
        return f"{value}-01-01" if value > "0000" else None
    if _MONTH.fullmatch(value):
        return f"{value}-01" if value > "0000-99" and "01" <= value[5:] <= "12" else None
    if not _DAY.fullmatch(value) or first_day(value[:7]) is None:
        return None
    return value if "01" <= value[8:] <= f"{_month_length(value)}" else None


@lru_cache(maxsize=1024)
def last_day(value: str) -> str | None:
    """Return the last day of an ISO day, month or year; None where it is none of them."""
    if first_day(value) is None:
        return None
    if len(value) == 4:
        return f"{value}-12-31"
    return value if len(value) == 10 else f"{value}-{_month_length(value)}"


def _month_length(value: str) -> int:
    return monthrange(int(value[:4]), int(value[5:7]))[1]


def day(value: str | None) -> str | None:
    """Return an ISO day as ``xsd:date``, None where there is none."""
    return f'"{value}"^^<{XSD}date>' if value else None


def iri(value: str) -> str:
    """Return an IRI, percent-encoding the characters that N-Quads forbids in one."""
    return f"<{quote_iri(value)}>"


_FORBIDDEN = re.compile('[\x00-\x20<>"{}|^`\\\\\ud800-\udfff]')


def quote_iri(value: str) -> str:
    """Return *value* with the characters that no IRI in N-Quads may hold percent-encoded."""
    if not _FORBIDDEN.search(value):
        return value
    return _FORBIDDEN.sub(lambda match: quote(match.group(), safe="", errors="replace"), value)


Triples = dict[str, dict[str, list[str]]]
"""Objects by predicate by subject, each once, all as tokens."""


def to_lines(triples: Triples, graph: str) -> list[str]:
    """
    Return N-Quads lines, without line ends, sorted by subject, ``rdf:type`` first, predicate, object.

    Args:
        triples: They are left as they are.
        graph: Token of the named graph.
    """
    end = f" {graph} ."
    lines: list[str] = []
    for subject in sorted(triples):
        properties = triples[subject]
        start = f"{subject} "
        for predicate in _sort_predicates(tuple(properties)):
            values = properties[predicate]
            for value in values if len(values) == 1 else sorted(values):
                lines.append(f"{start}{predicate} {value}{end}")
    return lines


@lru_cache(maxsize=4096)
def _sort_predicates(predicates: tuple[str, ...]) -> tuple[str, ...]:
    """Return predicates sorted, ``rdf:type`` first. Nodes of one class mostly have one of a few sets of them."""
    return tuple(sorted(predicates, key=lambda one: "" if one == RDF_TYPE else one))


def sort_key(line: str) -> str:
    """Return what lines of one graph sort by: subject, ``rdf:type`` before other predicates, predicate, object."""
    subject, _, rest = line.partition(" ")
    return f"{subject} !{rest[len(RDF_TYPE) :]}" if rest.startswith(RDF_TYPE) else line
