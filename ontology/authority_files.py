"""Read one authority file, Turtle or CSV, into records; tell each fault with its line, and go on after it."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import AuthorityFileError

if TYPE_CHECKING:
    from pyoxigraph import Quad

SAY = "https://w3id.org/sayso/ont#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LITERAL_FORM = "http://www.w3.org/2008/05/skos-xl#literalForm"
BASE = "https://w3id.org/sayso/data/"
"""Base for the relative IRIs of authority files while they are read for their keys."""
PLACE_CLASSES = frozenset({"Country", "Region", "Settlement", "Facility", "Route", "Other"})
ACTOR_CLASSES = frozenset({"Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource"})


@dataclass(frozen=True, slots=True)
class Form:
    """A name that has a node of its own: the node's IRI, the name, and its language tag, empty where none is given."""

    iri: str
    text: str
    language: str


@dataclass(slots=True)
class Record:
    """One entry as a file has it; ``of`` is the actor it belongs to, or for a place the place that contains it."""

    key: str
    cls: str
    source: str
    of: str | None = None
    place: str | None = None
    iso: str | None = None
    kind: str = ""
    line: int = 0
    """Line of the file, from 1; 0 where the format does not tell."""
    names: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    capitals: list[str] = field(default_factory=list)
    metonyms: list[str] = field(default_factory=list)
    contested: list[Form] = field(default_factory=list)
    """Of a place with a name that is told to be used by somebody: all its names that are nodes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    What is wrong at one place of an authority file.

    Attributes:
        source: The file.
        line: Its line, from 1; 0 where it is not known.
        message: What is wrong and how to mend it.
    """

    source: str
    line: int
    message: str

    @property
    def where(self) -> str:
        """The file, with its line where that is known."""
        return f"{self.source}:{self.line}" if self.line else self.source

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


OnFault = Callable[[Fault], None]


def raise_fault(fault: Fault) -> None:
    """
    Stop at a fault.

    Raises:
        AuthorityFileError: Always.
    """
    raise AuthorityFileError(str(fault))


Subjects = dict[str, dict[str, list[str]]]
_START = re.compile(r"^(?:<|[A-Za-z][\w-]*:|@prefix|PREFIX\b)", re.MULTILINE)
_PREFIX = re.compile(r"^\s*(?:@prefix|@base|PREFIX\b|BASE\b)[^\n]*", re.MULTILINE | re.IGNORECASE)
_MOST_FAULTS = 50
"""Faults of syntax in one file after which the rest of it is left."""


def parse_tolerantly(data: bytes, source: str, *, base: str, on_fault: OnFault) -> Iterator["Quad"]:
    """
    Yield the triples of a Turtle file; after a fault go on with the next subject that begins a line.

    Args:
        data: The file's bytes.
        source: The file, for messages.
        base: IRI against which relative IRIs are read.
        on_fault: Called with each fault of syntax.
    """
    from pyoxigraph import RdfFormat, parse

    text = data.decode("utf-8", errors="replace")
    prefixes = " ".join(one.group().strip() for one in _PREFIX.finditer(text))
    start = 0
    for _ in range(_MOST_FAULTS):
        # What was read is replaced by empty lines, so that the parser counts lines as the file does.
        lead = f"{prefixes}{chr(10) * text.count(chr(10), 0, start)}" if start else ""
        try:
            yield from parse((lead + text[start:]).encode(), format=RdfFormat.TURTLE, base_iri=base)
        except SyntaxError as err:
            line = err.lineno or 0
            on_fault(Fault(source, line, f"not Turtle: {err.msg}. Mend it, or leave the file out of `authority`."))
            at = max(_get_offset(text, line), start)
            following = _START.search(text, at + 1)
            if not line or following is None:
                return
            start = following.start()
        else:
            return


def _get_offset(text: str, line: int) -> int:
    """Return where a line of *text*, counted from 1, begins."""
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if at == 0:
            return len(text)
    return at


def read_turtle(data: bytes, source: str, *, on_fault: OnFault = raise_fault) -> list[Record]:
    """
    Return the entries of a Turtle file, in its order.

    Args:
        data: The file's bytes.
        source: The file, for messages.
        on_fault: Called with each fault; the rest is read.

    Raises:
        AuthorityFileError: If it is not Turtle and *on_fault* was left out.
    """
    subjects: Subjects = {}
    tags: dict[str, str] = {}
    for quad in parse_tolerantly(data, source, base=BASE, on_fault=on_fault):
        values = subjects.setdefault(str(getattr(quad.subject, "value", "")), {})
        values.setdefault(quad.predicate.value, []).append(str(getattr(quad.object, "value", "")))
        if quad.predicate.value == LITERAL_FORM:
            tags[str(getattr(quad.subject, "value", ""))] = getattr(quad.object, "language", None) or ""
    out: list[Record] = []
    for iri, values in subjects.items():
        record = _make_record(iri, values, subjects, source)
        if record is not None:
            names = values.get(f"{SAY}hasName", [])
            if any(f"{SAY}usedBy" in subjects.get(one, {}) for one in names):
                forms = [(one, text) for one in names for text in subjects.get(one, {}).get(LITERAL_FORM, [])[:1]]
                record.contested = [Form(one, text, tags[one]) for one, text in forms]
            out.append(record)
    return out


def _make_record(iri: str, values: dict[str, list[str]], subjects: Subjects, source: str) -> Record | None:
    def get(name: str) -> list[str]:
        return values.get(SAY + name, [])

    def get_key(name: str) -> str | None:
        return next((_end(one) for one in get(name)), None)

    classes = [one.removeprefix(SAY) for one in values.get(RDF_TYPE, []) if one.startswith(SAY)]
    key = "".join(get("authorityKey")[:1]) or _end(iri)
    if "Place" in classes:
        names = [one for name in get("hasName") for one in subjects.get(name, {}).get(LITERAL_FORM, [])]
        cls = next((_end(one) for one in get("placeClass")), "Other")
        record = Record(key, cls if cls in PLACE_CLASSES else "Other", source, of=get_key("partOf"))
        record.iso = "".join(get("countryCode")[:1]) or None
        record.names = list(dict.fromkeys([*names, *get("alias"), *values.get(RDFS_LABEL, [])]))
        return record
    actor = next((one for one in classes if one in ACTOR_CLASSES), None)
    if actor is None:
        return None
    record = Record(key, actor, source, of=get_key("memberOf"), place=get_key("actsForPlace"))
    record.names = list(dict.fromkeys([*values.get(RDFS_LABEL, []), *get("alias")]))
    record.kind = "".join(get("organizationKind")[:1])
    record.adjectives, record.people = get("adjective"), get("demonym")
    record.capitals, record.metonyms = get("capital"), get("metonym")
    return record


def _end(iri: str) -> str:
    return iri.rstrip("/#").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def read_csv(text: str, source: str, *, on_fault: OnFault = raise_fault) -> list[Record]:
    """
    Return the entries of a CSV file with a head line.

    Columns: ``key``, ``class`` and ``names`` (several parted by ``|``) must be there; ``of``, ``place``, ``within``,
    ``kind``, ``adjectives``, ``people``, ``capitals`` and ``metonyms`` may.

    Args:
        text: The file.
        source: The file, for messages.
        on_fault: Called with each fault; the other rows are read.

    Raises:
        AuthorityFileError: If a column is missing or a class is unknown, and *on_fault* was left out.
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = {"key", "class", "names"} - set(reader.fieldnames or ())
    if missing:
        told = f"no column {', '.join(sorted(missing))}. Name key, class and names in the first line."
        on_fault(Fault(source, 1, told))
        return []
    out: list[Record] = []
    for row in reader:
        fault = _find_fault(row)
        if fault:
            on_fault(Fault(source, reader.line_num, fault))
            continue
        out.append(
            Record(
                row["key"].strip(), row["class"].strip(), source,
                of=(row.get("within") or row.get("of") or "").strip() or None,
                place=(row.get("place") or "").strip() or None, kind=(row.get("kind") or "").strip(),
                names=_split(row["names"]), adjectives=_split(row.get("adjectives")), people=_split(row.get("people")),
                capitals=_split(row.get("capitals")), metonyms=_split(row.get("metonyms")), line=reader.line_num,
            )
        )  # fmt: skip
    return out


def _find_fault(row: dict[str, str]) -> str:
    cls = (row["class"] or "").strip()
    if cls not in ACTOR_CLASSES and cls not in PLACE_CLASSES:
        return f"unknown class {cls!r}. Use one of {', '.join(sorted(ACTOR_CLASSES | PLACE_CLASSES))}."
    if not (row["key"] or "").strip() or not _split(row["names"]):
        return "a row needs a key and at least one name. Fill them in, or drop the row."
    return ""


def _split(cell: str | None) -> list[str]:
    return [one.strip() for one in (cell or "").split("|") if one.strip()]


def read_user_file(path: Path, *, on_fault: OnFault = raise_fault) -> list[Record]:
    """
    Return the entries of a user's file.

    Args:
        path: The file.
        on_fault: Called with each fault; the rest is read.

    Raises:
        AuthorityFileError: If it cannot be read or is neither Turtle nor CSV, or has a fault and *on_fault* was left
            out.
    """
    from sayso.ontology.authority_checks import check_keys, check_names

    records = check_keys(_read_by_ending(path, on_fault), on_fault=on_fault)
    check_names(records, on_fault=on_fault)
    return [one for one in records if one.names]


def _read_by_ending(path: Path, on_fault: OnFault) -> list[Record]:
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".csv":
            return read_csv(data.decode("utf-8-sig"), str(path), on_fault=on_fault)
    except (OSError, UnicodeDecodeError) as err:
        raise AuthorityFileError(f"{path}: {err}. Give a readable file in UTF-8, or mend `authority`.") from err
    if path.suffix.lower() not in (".ttl", ".turtle"):
        raise AuthorityFileError(f"{path}: neither .ttl nor .csv. Give the file the ending of what it holds.")
    records = read_turtle(data, str(path), on_fault=on_fault)
    text = data.decode("utf-8", errors="replace")
    for one in records:
        one.line = _find_line(text, one.key)
    return records


def _find_line(text: str, key: str) -> int:
    """Return the line in which the entry *key* begins, as far as it can be told, or 0."""
    found = re.search(rf"^[^#\n]*[</:]{re.escape(key)}>?\s+(?:a|rdf:type)\s", text, re.MULTILINE)
    found = found or re.search(rf'^[^#\n]*"{re.escape(key)}"', text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
