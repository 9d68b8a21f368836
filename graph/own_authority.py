"""A user's CSV file of known actors and places as triples: the graph says of them what it says of sayso's own."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from sayso.graph.iris import make_slug
from sayso.graph.nquads import RDF_TYPE
from sayso.graph.writer import LABEL, PLACE_CLASS, SAY
from sayso.ontology.authority_files import PLACE_CLASSES, Fault, Record, parse_tolerantly, read_user_file


def read_table(path: Path, *, base: str) -> list[Quad]:
    """
    Return the entries of a CSV file of the form that ``authority`` in the settings takes.

    Args:
        path: The file.
        base: Base IRI of the data.

    Raises:
        AuthorityFileError: If the file cannot be read. Rows at fault are left out; the command line tells of them.
    """
    return [quad for record in read_user_file(path, on_fault=_pass) for quad in _describe(record, base)]


def read_turtle(path: Path, *, base: str) -> list[Quad]:
    """Return the triples of a user's Turtle file; what cannot be read is left out and told by the command line."""
    return list(parse_tolerantly(path.read_bytes(), str(path), base=base, on_fault=_pass))


def _pass(fault: Fault) -> None:
    """Told elsewhere."""


def _describe(record: Record, base: str) -> Iterator[Quad]:
    is_place = record.cls in PLACE_CLASSES
    node = NamedNode(f"{base}{'place' if is_place else 'actor'}/{make_slug(record.key)}")
    kind = "Place" if is_place else record.cls
    pairs: list[tuple[str, NamedNode | Literal]] = [
        (RDF_TYPE[1:-1], NamedNode(SAY + kind)),
        (LABEL[1:-1], Literal(record.names[0], language="en")),
        (f"{SAY}authorityKey", Literal(record.key)),
    ]
    pairs += [(f"{SAY}alias", Literal(name, language="en")) for name in record.names]
    if is_place:
        pairs.append((f"{SAY}placeClass", NamedNode(PLACE_CLASS + record.cls)))
    if record.of:
        up = "place" if is_place else "actor"
        pairs.append((f"{SAY}{'partOf' if is_place else 'memberOf'}", NamedNode(f"{base}{up}/{make_slug(record.of)}")))
    if record.place and not is_place:
        pairs.append((f"{SAY}actsForPlace", NamedNode(f"{base}place/{make_slug(record.place)}")))
    for predicate, value in pairs:
        yield Quad(node, NamedNode(predicate), value, DefaultGraph())
