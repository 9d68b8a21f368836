"""The graphs that belong to no article: the ontology, and of the authority files what the articles use."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat

from sayso import resources
from sayso.errors import GraphFileError
from sayso.graph.iris import make_slug
from sayso.graph.nquads import RDF_TYPE, XSD, sort_key
from sayso.graph.own_authority import read_table, read_turtle
from sayso.ontology.gazetteer import Town, find_keys

_SAY = "https://w3id.org/sayso/ont#"
_PLACE_CLASS = "https://w3id.org/sayso/place-class/"
_KEY = NamedNode(f"{_SAY}authorityKey")
_HAS_NAME = NamedNode(f"{_SAY}hasName")
_FORM = NamedNode("http://www.w3.org/2008/05/skos-xl#literalForm")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def ontology_files() -> list[Path]:
    """Return the Turtle files of the ontology and its schemes."""
    return sorted(Path(str(resources.folder("ontology"))).glob("*.ttl"))


def authority_files(own: Sequence[Path] = ()) -> list[Path]:
    """Return the Turtle files of known actors and places, sayso's and then the user's own."""
    return [*sorted(Path(str(resources.folder("ontology/authority"))).glob("*.ttl")), *own]


def parse_turtle(path: Path, *, base: str) -> list[Quad]:
    """
    Return the triples of a Turtle file.

    Args:
        path: The file.
        base: IRI against which its relative IRIs are read.

    Raises:
        GraphFileError: If it cannot be read or is not Turtle.
    """
    try:
        return list(pyoxigraph.parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=base))
    except OSError as err:
        raise GraphFileError(f"{path}: cannot be read ({err.strerror}). Check the path and its permissions.") from err
    except SyntaxError as err:
        raise GraphFileError(f"{path}, line {err.lineno}: not Turtle ({err.msg}). Mend that line.") from err


def write_ontology(graph: str, *, base: str) -> bytes:
    """Return the ontology and its schemes as sorted N-Quads of the named graph *graph*."""
    quads = [quad for path in ontology_files() for quad in parse_turtle(path, base=base)]
    return serialize(quads, graph)


def write_authority(graph: str, keys: Iterable[str], *, base: str, own: Sequence[Path] = ()) -> bytes:
    """
    Return what the authority files say of the entries that are used, and of all that these lead to.

    Towns of the gazetteer get their coordinates.

    Args:
        graph: The named graph.
        keys: Keys of the entries that the articles use.
        base: Base IRI of the data; the files' relative IRIs count from it.
        own: The user's own files.

    Raises:
        GraphFileError: If a file is not Turtle.
    """
    about: dict[object, list[Quad]] = defaultdict(list)
    nodes: dict[str, object] = {}
    for path in authority_files(own):
        for quad in _read_own(path, base) if path in own else parse_turtle(path, base=base):
            about[quad.subject].append(quad)
            if quad.predicate == _KEY and isinstance(quad.object, pyoxigraph.Literal):
                nodes.setdefault(quad.object.value, quad.subject)
    wanted: list[object] = []
    used = sorted(keys)
    for key in used:
        found = [NamedNode(f"{base}{kind}/{make_slug(key)}") for kind in ("actor", "place")]
        wanted += [node for node in (*found, nodes.get(key)) if node in about]
    kept: dict[object, list[Quad]] = {}
    while wanted:
        node = wanted.pop()
        if node in kept:
            continue
        kept[node] = about[node]
        wanted += [quad.object for quad in about[node] if quad.object in about]
    labels = [_label(node, quads, about) for node, quads in kept.items()]
    own_quads = [quad for quads in kept.values() for quad in quads]
    towns = [quad for town in find_keys(used) for quad in _describe_town(town, base, nodes)]
    return serialize([*own_quads, *(one for one in labels if one is not None), *towns], graph)


def _read_own(path: Path, base: str) -> list[Quad]:
    return read_table(path, base=base) if path.suffix.lower() == ".csv" else read_turtle(path, base=base)


def _describe_town(town: Town, base: str, described: Collection[str]) -> Iterator[Quad]:
    """Yield where a town lies; and what else makes it a place, where the authority files have no entry for it."""
    node = NamedNode(f"{base}place/{make_slug(town.key)}")
    if town.key not in described:
        yield Quad(node, NamedNode(RDF_TYPE[1:-1]), NamedNode(f"{_SAY}Place"))
        yield Quad(node, _LABEL, pyoxigraph.Literal(town.name, language="en"))
        yield Quad(node, _KEY, pyoxigraph.Literal(town.key))
        yield Quad(node, NamedNode(f"{_SAY}placeClass"), NamedNode(f"{_PLACE_CLASS}{town.cls}"))
        yield Quad(node, NamedNode(f"{_SAY}countryCode"), pyoxigraph.Literal(town.country))
    for name, degrees in (("latitude", town.latitude), ("longitude", town.longitude)):
        if degrees is not None:
            value = pyoxigraph.Literal(f"{degrees:.4f}".rstrip("0").rstrip("."), datatype=NamedNode(f"{XSD}decimal"))
            yield Quad(node, NamedNode(f"{_SAY}{name}"), value)


def _label(node: object, quads: list[Quad], about: Mapping[object, list[Quad]]) -> Quad | None:
    """Return a label for a place that has only names: the first of them, so that there is something to show."""
    if any(quad.predicate == _LABEL for quad in quads):
        return None
    names = sorted((str(quad.object), quad.object) for quad in quads if quad.predicate == _HAS_NAME)
    forms = [quad.object for _, name in names[:1] for quad in about.get(name, ()) if quad.predicate == _FORM]
    if not forms or not isinstance(node, NamedNode):
        return None
    return Quad(node, _LABEL, forms[0])


def serialize(quads: Iterable[Quad], graph: str) -> bytes:
    """Return triples as sorted N-Quads of one named graph, the same bytes every time."""
    name = NamedNode(graph)
    plain = list(quads)
    if any(isinstance(term, BlankNode) for quad in plain for term in (quad.subject, quad.object)):
        # The parser invents new names for blank nodes every time.
        dataset = pyoxigraph.Dataset(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in plain)
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        plain = list(dataset)
    moved = [Quad(quad.subject, quad.predicate, quad.object, name) for quad in plain]
    data = pyoxigraph.serialize(moved, format=RdfFormat.N_QUADS)
    assert data is not None
    # Not splitlines: other line breaks may stand inside a literal.
    return join_lines(data.decode("utf-8").split("\n")[:-1])


def join_lines(lines: Iterable[str]) -> bytes:
    """Return N-Quads lines of one graph sorted and each once, with line ends."""
    return "".join(f"{line}\n" for line in sorted(set(lines), key=sort_key)).encode("utf-8")
