"""Read requests of the SPARQL 1.1 Protocol, and say what is wrong with them as it asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from sayso.errors import SaysoError
from sayso.publish.prefixes import list_prefixes, load_context

ROW_TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
"""What SELECT and ASK can be answered with."""

TRIPLE_TYPES = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "application/x-turtle": "ttl",
}
"""What CONSTRUCT and DESCRIBE can be answered with."""

LONGEST = 250_000
"""Characters that a query may have."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]*\Z")
_PLACE = re.compile(r"error at (\d+):(\d+)")
_PREFIX = re.compile(r"(?<![\w?$.-])([A-Za-z][\w.-]*+):")
_DECLARED = re.compile(r"prefix\s++([\w.-]*+)\s*+:", re.IGNORECASE)


class BadRequest(Exception):
    """A request that is not one of the protocol: a status and a sentence."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    A query as a client sent it.

    Attributes:
        text: SPARQL; None where the request brings no query, which asks for the service description.
        default_graphs: IRIs; empty for the default dataset.
        named_graphs: IRIs, likewise.
        format: What a parameter asks for in place of the ``Accept`` header; empty where none does.
    """

    text: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


def read_request(method: str, parameters: bytes, content_type: str, body: bytes) -> Asked:
    """
    Return what a request asks.

    Args:
        method: Of HTTP.
        parameters: The part of the address behind the question mark.
        content_type: Header of that name; empty where there is none.
        body: Of a POST request.

    Raises:
        BadRequest: If it is no query operation of the protocol.
    """
    pairs = _parse(parameters, "address")
    if method in ("GET", "HEAD"):
        return _read_pairs(pairs, needed=False)
    if method != "POST":
        raise BadRequest(405, f"{method} is no way to ask. Use GET or POST.")
    media_type, _, rest = content_type.partition(";")
    media_type = media_type.strip().lower()
    if media_type == "application/x-www-form-urlencoded":
        return _read_pairs([*_parse(body, "form"), *pairs], needed=True)
    if media_type == "application/sparql-query":
        charset = re.search(r"charset\s*=\s*\"?([\w-]+)", rest, re.IGNORECASE)
        if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
            raise BadRequest(415, f"The query is sent as {charset[1]}. Send it as UTF-8.")
        if any(key == "query" for key, _ in pairs):
            raise BadRequest(400, "There is a query in the body and another in the address. Send one.")
        return _read_pairs([*pairs, ("query", _decode(body))], needed=True)
    if media_type == "application/sparql-update":
        raise BadRequest(403, "An update would change the graph, and this endpoint only reads.")
    raise BadRequest(
        415,
        f"A body of type {media_type or '(none)'} cannot be read. Send application/x-www-form-urlencoded with a field "
        "`query`, or application/sparql-query.",
    )


def _parse(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("ascii" if where == "address" else "utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=200,
        )
    except UnicodeDecodeError as err:
        raise BadRequest(400, f"The {where} is not in UTF-8 ({err.reason}). Encode it anew.") from err
    except ValueError as err:
        raise BadRequest(400, f"The {where} has too many fields. Send fewer.") from err


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as err:
        raise BadRequest(400, f"The query is not in UTF-8 ({err.reason}). Send it as UTF-8.") from err


def _read_pairs(pairs: Sequence[tuple[str, str]], *, needed: bool) -> Asked:
    if any(key == "update" for key, _ in pairs):
        raise BadRequest(403, "An update would change the graph, and this endpoint only reads.")
    queries = [value for key, value in pairs if key == "query"]
    if len(queries) > 1:
        raise BadRequest(400, f"There are {len(queries)} queries in one request. Send one.")
    if not queries and (needed or any(key.endswith("-graph-uri") for key, _ in pairs)):
        raise BadRequest(400, "The request brings no query. Send it as the parameter `query`.")
    if queries and len(queries[0]) > LONGEST:
        raise BadRequest(
            413, f"The query has {len(queries[0]):,} characters, and {LONGEST:,} are taken. Ask in parts."
        )
    graphs: dict[str, dict[str, None]] = {"default-graph-uri": {}, "named-graph-uri": {}}
    for key, iri in pairs:
        if key in graphs:
            if not _IRI.match(iri):
                raise BadRequest(400, f"{key}={iri[:200]!r} is no absolute IRI. Write it out.")
            graphs[key][iri] = None
    wished = [value for key, value in pairs if key in ("format", "output")]
    return Asked(
        text=queries[0] if queries else None,
        default_graphs=tuple(graphs["default-graph-uri"]),
        named_graphs=tuple(graphs["named-graph-uri"]),
        format=wished[0] if wished else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """
    What is wrong with a query.

    Attributes:
        slug: Name of the cause.
        message: What and how to mend.
        line: Of the query, from 1; None where the fault has no place.
        column: In characters, from 1.
        excerpt: That line, with a mark below the place; empty where it has none.
        hint: A guess at what to do; may be empty.
    """

    slug: str
    message: str
    line: int | None = None
    column: int | None = None
    excerpt: str = ""
    hint: str = ""


def explain_fault(err: SaysoError, text: str) -> Fault:
    """Return what is wrong with a query, with the place in it and a hint where the error has them."""
    message = str(err)
    match = _PLACE.search(message)
    if match is None:
        return Fault(slug=err.slug, message=message)
    line, column = int(match[1]), int(match[2])
    message = _shorten(message)
    lines = text.split("\n")
    excerpt = ""
    if 1 <= line <= len(lines):
        shown = lines[line - 1].rstrip("\r")
        start = max(0, column - 60)
        excerpt = f"{shown[start : start + 120]}\n{' ' * (column - 1 - start)}^"
    return Fault(
        slug=err.slug, message=message, line=line, column=column, excerpt=excerpt, hint=_make_hint(message, text)
    )


def _shorten(message: str) -> str:
    """Return a parser's complaint with the few alternatives that a person can use of the hundreds it may list."""
    match = re.search(r": expected (?:one of )?(.*)\. Mend it", message, re.DOTALL)
    if match is None:
        return message
    found = dict.fromkeys(one.strip().strip("\"'") for one in re.split(r",\s", match[1]))
    if "Prefix not found" in found:
        wanted = "a prefix that is declared"
    else:
        kept = [one for one in found if re.fullmatch(r"[A-Za-z ]+|[(){}.;,*]", one)]
        more = " or something else" if len(kept) > 8 or len(kept) < len(found) else ""
        wanted = ", ".join(kept[:8]) + more if kept else "something else"
    return f"{message[: match.start()]}: expected {wanted}. Mend it{message[match.end() :]}"


def _make_hint(message: str, text: str) -> str:
    declared = {name.lower() for name in _DECLARED.findall(text)}
    known = list_prefixes(load_context())
    bare = re.sub(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'|#[^\n]*", " ", text)
    used = {name for name in _PREFIX.findall(bare) if name.lower() not in declared}
    lines = [f"PREFIX {name}: <{known[name]}>" for name in sorted(used) if name in known]
    if lines:
        return "Put this before the query: " + " ".join(lines)
    if used - set(known) and "prefix" in message.lower():
        return f"Declare what {', '.join(sorted(used))} stands for: PREFIX {min(used)}: <…>"
    if text.count("{") != text.count("}"):
        return f"There are {text.count('{')} opening and {text.count('}')} closing braces."
    return ""
