"""Refuse what a query must not do: reach for other servers, or change the store."""

import re
from collections.abc import Iterator

from sayso.errors import QueryRefusedError

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile(r"\bservice\b", re.IGNORECASE)
_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*:)?[^'()&|!?=]*>")
_TOKEN = re.compile(
    r"""
      (?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
        |\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.·-]*[\w·-])?)?:(?:(?:[\w:%·.-]|\\.)*(?:[\w:%·-]|\\.))?)
    | (?P<word>\w+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_FORMS = {"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}


def check_query(text: str) -> None:
    """
    Let a read-only query pass.

    Raises:
        QueryRefusedError: If it holds SERVICE, or is an update.
    """
    # SPARQL may resolve \u escapes before it reads anything else, so both readings must be harmless.
    for reading in {text, _ESCAPE.sub(_unescape, text)}:
        if _SERVICE.search(reading) and _asks_service(reading):
            raise QueryRefusedError(
                "The query asks another server (SERVICE), and sayso asks only its own graph. "
                "Take the SERVICE block out, or load that data into a store of your own."
            )
    first = next((word for word in _iter_words(text) if word in _UPDATES | _FORMS), "")
    if first in _UPDATES:
        raise QueryRefusedError(
            f"{first} would change the graph, and `sayso query` only reads. Change the articles or the curation "
            "and run `sayso build` again."
        )


def find_form(text: str) -> str | None:
    """Return which form a query has: SELECT, CONSTRUCT, ASK or DESCRIBE; None for an update or what is neither."""
    first = next((word for word in _iter_words(text) if word in _UPDATES | _FORMS), "")
    return first if first in _FORMS else None


def names_its_graphs(text: str) -> bool:
    """Return whether a query says by FROM or FROM NAMED which graphs it asks, so that it is not about all."""
    return "FROM" in _iter_words(text)


def _asks_service(text: str) -> bool:
    for match in _TOKEN.finditer(text):
        if match["word"] and match["word"].upper() == "SERVICE":
            return True
        # `?a<'x'&&?b>'y'` reads like an IRI. Where the word occurs at all, such doubt is not worth a risk.
        if match["iri"] and not _IRI.fullmatch(match["iri"]):
            return True
    return False


def _iter_words(text: str) -> Iterator[str]:
    return (match["word"].upper() for match in _TOKEN.finditer(text) if match["word"])


def _unescape(match: "re.Match[str]") -> str:
    return chr(min(int(match[1] or match[2], 16), 0x10FFFF))
