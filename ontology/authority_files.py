"""Read one authority file, Turtle or CSV, into records."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.errors import AuthorityFileError

SAY = "https://w3id.org/sayso/ont#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
LITERAL_FORM = "http://www.w3.org/2008/05/skos-xl#literalForm"
BASE = "https://w3id.org/sayso/data/"
"""Base for the relative IRIs of authority files while they are read for their keys."""
PLACE_CLASSES = frozenset({"Country", "Region", "Settlement", "Facility", "Route", "Other"})
ACTOR_CLASSES = frozenset({"Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource"})


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
    names: list[str] = field(default_factory=list[str])
    adjectives: list[str] = field(default_factory=list[str])
    people: list[str] = field(default_factory=list[str])
    capitals: list[str] = field(default_factory=list[str])
    metonyms: list[str] = field(default_factory=list[str])


Subjects = dict[str, dict[str, list[str]]]


def read_turtle(data: bytes, source: str) -> list[Record]:
    """
    Return the entries of a Turtle file, in its order.

    Raises:
        AuthorityFileError: If it is not Turtle.
    """
    from pyoxigraph import RdfFormat, parse

    subjects: Subjects = {}
    try:
        for quad in parse(data, format=RdfFormat.TURTLE, base_iri=BASE):
            values = subjects.setdefault(str(getattr(quad.subject, "value", "")), {})
            values.setdefault(quad.predicate.value, []).append(str(getattr(quad.object, "value", "")))
    except SyntaxError as err:
        raise AuthorityFileError(
            f"{source}:{err.lineno or '?'}: not Turtle: {err.msg}. Mend it, or leave the file out of `authority`."
        ) from err
    return [
        one for iri, values in subjects.items() if (one := _make_record(iri, values, subjects, source)) is not None
    ]


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


def read_csv(text: str, source: str) -> list[Record]:
    """
    Return the entries of a CSV file with a head line.

    Columns: ``key``, ``class`` and ``names`` (several parted by ``|``) must be there; ``of``, ``place``, ``within``,
    ``kind``, ``adjectives``, ``people``, ``capitals`` and ``metonyms`` may.

    Raises:
        AuthorityFileError: If a column is missing or a class is unknown.
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = {"key", "class", "names"} - set(reader.fieldnames or ())
    if missing:
        raise AuthorityFileError(
            f"{source}:1: no column {', '.join(sorted(missing))}. Name key, class and names in the first line."
        )
    out: list[Record] = []
    for row in reader:
        where = f"{source}:{reader.line_num}"
        cls = (row["class"] or "").strip()
        if cls not in ACTOR_CLASSES and cls not in PLACE_CLASSES:
            raise AuthorityFileError(
                f"{where}: unknown class {cls!r}. Use one of {', '.join(sorted(ACTOR_CLASSES | PLACE_CLASSES))}."
            )
        if not (row["key"] or "").strip() or not _split(row["names"]):
            raise AuthorityFileError(
                f"{where}: a row needs a key and at least one name. Fill them in, or drop the row."
            )
        out.append(
            Record(
                row["key"].strip(), cls, source,
                of=(row.get("within") or row.get("of") or "").strip() or None,
                place=(row.get("place") or "").strip() or None, kind=(row.get("kind") or "").strip(),
                names=_split(row["names"]), adjectives=_split(row.get("adjectives")), people=_split(row.get("people")),
                capitals=_split(row.get("capitals")), metonyms=_split(row.get("metonyms")), line=reader.line_num,
            )
        )  # fmt: skip
    return out


def _split(cell: str | None) -> list[str]:
    return [one.strip() for one in (cell or "").split("|") if one.strip()]


def read_user_file(path: Path) -> list[Record]:
    """
    Return the entries of a user's file.

    Raises:
        AuthorityFileError: If it cannot be read, is neither Turtle nor CSV, or has a key twice.
    """
    records = _read_by_ending(path)
    check_keys(records)
    return records


def _read_by_ending(path: Path) -> list[Record]:
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".csv":
            return read_csv(data.decode("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as err:
        raise AuthorityFileError(f"{path}: {err}. Give a readable file in UTF-8, or mend `authority`.") from err
    if path.suffix.lower() not in (".ttl", ".turtle"):
        raise AuthorityFileError(f"{path}: neither .ttl nor .csv. Give the file the ending of what it holds.")
    return read_turtle(data, str(path))


def check_keys(records: Iterable[Record]) -> None:
    """
    See that no key occurs twice in one file.

    Raises:
        AuthorityFileError: If one does.
    """
    seen: dict[tuple[bool, str], Record] = {}
    for one in records:
        # Actors and places do not share their keys.
        key = one.cls in PLACE_CLASSES, one.key
        first = seen.setdefault(key, one)
        if first is not one:
            where = f"{one.source}:{one.line}" if one.line else one.source
            before = f" (first in line {first.line})" if first.line else ""
            raise AuthorityFileError(
                f"{where}: key {one.key!r} occurs twice{before}. Give each entry a key of its own."
            )


def check_circles(records: Iterable[Record], outer: Mapping[str, str | None], *, places: bool) -> None:
    """
    See that no entry belongs to, or lies in, itself by way of others.

    Args:
        records: The entries of one user's file.
        outer: By key, the key that each known entry belongs to or lies in, those of the file among them.
        places: Whether it is the places that *outer* is of.

    Raises:
        AuthorityFileError: If one does.
    """
    for one in records:
        if (one.cls in PLACE_CLASSES) != places:
            continue
        path = [one.key]
        key = outer.get(one.key)
        while key is not None and key not in path:
            path.append(key)
            key = outer.get(key)
        if key == one.key:
            where = f"{one.source}:{one.line}" if one.line else one.source
            circle = " in ".join([*path, one.key])
            raise AuthorityFileError(f"{where}: a circle: {circle}. Take one of these out of the other.")
