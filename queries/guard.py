"""Refuse what a query must not do: reach for other servers, or change the store."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sayso.errors import QueryRefusedError

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE = re.compile("service", re.IGNORECASE)
_LATE = re.compile(r"[\n\r].*service", re.IGNORECASE | re.DOTALL)
_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*:)?[^'()&|!?=]*>")
_VARIABLE = re.compile(r"[?$]\w+")
_PLAIN = re.compile(r":[\w-]*")
# Each character is looked at a few times at most, whatever a stranger sends: what is repeated is possessive, and what
# is never closed ends where the text does (an empty group says so).
_TOKEN = re.compile(
    r"""
      (?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+(?:\"\"\"|(?P<open1>))
        |\'\'\'(?:[^'\\]|\\.|'(?!\'\'))*+(?:\'\'\'|(?P<open2>))
        |\"(?:[^\"\\\n\r]|\\.)*+(?:\"|(?P<open3>))|'(?:[^'\\\n\r]|\\.)*+(?:'|(?P<open4>)))
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
    | (?P<comment>\#[^\n\r]*+)
    | (?P<variable>[?$]\w++)
    | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
    | (?P<prefix>[^\W\d_][\w.·-]*+)?(?P<local>:(?:[\w:%·-]|\\.|\.++(?=[\w:%·\\-]))*+)
    | (?P<words>[^\W\d_][\w.·-]*+)
    | (?P<word>\w++)
    | (?P<other>[^\w"'<\#?$@:]++|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"}
_FORMS = {"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"}
_VERBS = _UPDATES | _FORMS


def check_query(text: str) -> None:
    """
    Let a read-only query pass.

    Raises:
        QueryRefusedError: If it holds SERVICE, or is an update.
    """
    # SPARQL may resolve \u escapes before it reads anything else, so both readings must be harmless.
    for reading in {text, _ESCAPE.sub(_unescape, text)} if "\\" in text else (text,):
        # Without regard to case the pattern takes ten times as long, and some letters beyond ASCII for others.
        held = "service" in reading.lower() if reading.isascii() else _SERVICE.search(reading)
        if held and _asks_service(reading):
            raise QueryRefusedError(
                "The query asks another server (SERVICE), and sayso asks only its own graph. "
                "Take the SERVICE block out, or load that data into a store of your own; where it has none, call its "
                "prefix something else."
            )
    first = _find_first(text)
    if first in _UPDATES:
        raise QueryRefusedError(
            f"{first} would change the graph, and `sayso query` only reads. Change the articles or the curation "
            "and run `sayso build` again."
        )


def find_form(text: str) -> str | None:
    """Return which form a query has: SELECT, CONSTRUCT, ASK or DESCRIBE; None for an update or what is neither."""
    first = _find_first(text)
    return first if first in _FORMS else None


@lru_cache(maxsize=8)
def _find_first(text: str) -> str:
    return next((word for word in _iter_words(text) if word in _VERBS), "")


@lru_cache(maxsize=64)
def names_its_graphs(text: str) -> bool:
    """Return whether a query says by FROM or FROM NAMED which graphs it asks, so that it is not about all."""
    # Reading the text takes as long as many a query; most have the word nowhere, or only in names of variables.
    if "from" not in _VARIABLE.sub("", text).casefold():
        return False
    if "FROM" not in text.upper():
        return False
    return "FROM" in _iter_words(text) or any(
        (match["prefix"] or "").upper().endswith("FROM") for match in _TOKEN.finditer(text)
    )


def _asks_service(text: str) -> bool:
    """
    Return whether a text may ask another server.

    The engine takes ``SERVICE:x``, ``1SERVICE<x>`` and ``true.SERVICE:x`` for calls too. So the word may stand only in
    a string, an IRI, a comment, a variable, a language tag, or the local part of a name; and where these may be read
    otherwise, the doubt is not worth a risk.
    """
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match[0]
        if match["string"] is not None:
            # What is never closed may be read otherwise. And `1<2#>` reads like an IRI, and as less-than and a
            # comment: then a string that begins behind it is none, and what follows on the next line is live.
            if _is_open(match) or _LATE.search(token):
                return True
        elif match["iri"] is not None:
            # `?a<'x'&&?b>'y'` reads like an IRI.
            if not _IRI.fullmatch(token):
                return True
        elif match["local"] is not None:
            if _SERVICE.search(match["prefix"] or "") or (
                _SERVICE.search(match["local"]) and not _PLAIN.fullmatch(match["local"])
            ):
                return True
        elif kind in ("words", "word") and _SERVICE.search(token):
            return True
    return False


def _is_open(match: "re.Match[str]") -> bool:
    return any(match[name] is not None for name in ("open1", "open2", "open3", "open4"))


def _iter_words(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        if match["word"]:
            yield match["word"].upper()
        elif match["words"]:
            yield from (one.upper() for one in re.split(r"[.·-]+", match["words"]) if one)


def _unescape(match: "re.Match[str]") -> str:
    return chr(min(int(match[1] or match[2], 16), 0x10FFFF))
