"""
Read SHACL shapes into plain records that `sayso.graph.check` runs without a library.

The core of SHACL is understood, with simple and inverse paths, and sayso's own SPARQL constraints. What is not (other
ones, other paths, …) is listed, and then pyshacl does the work; it is the reference in the tests too.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from sayso import resources
from sayso.errors import ShapesError
from sayso.graph.words import find_test

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

_PLAIN = {
    "class", "datatype", "nodeKind", "minCount", "maxCount", "minInclusive", "maxInclusive", "minExclusive",
    "maxExclusive", "minLength", "maxLength", "pattern", "languageIn", "uniqueLang", "equals", "disjoint", "lessThan",
    "lessThanOrEquals", "hasValue", "in",
}  # fmt: skip
_NESTED = {"not", "node", "property", "and", "or", "xone"}
_TARGETS = {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}
_TALK = {"message", "severity", "name", "description", "order", "group", "defaultValue"}
_OTHER = {"path", "deactivated", "flags", "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"}


@dataclass(frozen=True, slots=True)
class Constraint:
    """
    One constraint of a shape.

    Attributes:
        kind: The parameter's name: ``minCount``, ``class``, ``or``, …
        component: Name of the constraint component that a report gives.
        values: Terms as N-Quads tokens: one, or the list of ``in`` and ``languageIn``.
        shapes: The shapes that it refers to.
        flags: Of a pattern.
    """

    kind: str
    component: str
    values: tuple[str, ...] = ()
    shapes: tuple["Shape", ...] = ()
    flags: str = ""


@dataclass(slots=True)
class Shape:
    """
    A node or property shape.

    Attributes:
        name: Token of the shape: an IRI or a blank node.
        path: Token of the predicate, None for a node shape.
        inverse: Whether the path is followed backwards.
        severity: ``Violation``, ``Warning``, ``Info``, or the IRI of another.
        message: In English where there are several; empty where there is none.
        constraints: Those of this shape, property shapes aside.
        properties: The property shapes.
        targets: Pairs of the way and the token: ``("targetClass", "<…>")``.
    """

    name: str
    path: str | None = None
    inverse: bool = False
    severity: str = "Violation"
    message: str = ""
    constraints: list[Constraint] = field(default_factory=list)
    properties: list["Shape"] = field(default_factory=list)
    targets: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shapes:
    """
    A set of shapes.

    Attributes:
        targeted: The shapes that have targets.
        strange: What is not understood, in words; if anything is, only pyshacl may be asked.
        digest: Of the files.
        files: Where they are from.
    """

    targeted: tuple[Shape, ...]
    strange: tuple[str, ...]
    digest: str
    files: tuple[Path, ...]


def shape_files(own: Sequence[Path] = ()) -> list[Path]:
    """
    Return sayso's files of shapes and then the user's own, of a folder each Turtle file in it.

    Raises:
        ShapesError: If a folder of the user holds none.
    """
    out = sorted(Path(str(resources.folder("shapes"))).glob("*.ttl"))
    for path in own:
        found = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
        if not found:
            raise ShapesError(f"{path}: no file of shapes in this folder. Its files must end in .ttl.")
        out += found
    return out


def digest_shapes(own: Sequence[Path] = ()) -> str:
    """
    Return a digest of the files of shapes.

    Raises:
        ShapesError: If one cannot be read.
    """
    digest = hashlib.sha256()
    for path in shape_files(own):
        digest.update(hashlib.sha256(_read(path)).digest())
    return digest.hexdigest()[:16]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as err:
        raise ShapesError(
            f"{path}: the shapes cannot be read ({err.strerror}). Mend `custom_shapes` in sayso.toml, or --shapes."
        ) from err


def load_shapes(own: Sequence[Path] = (), *, files: Sequence[Path] | None = None) -> Shapes:
    """
    Read sayso's shapes and the user's.

    Args:
        own: The user's files and folders.
        files: Read these alone.

    Raises:
        ShapesError: If a file cannot be read or is not Turtle, or a shape in it has no target and nobody refers to it.
    """
    paths = list(files) if files is not None else shape_files(own)
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for number, path in enumerate(paths):
        try:
            for quad in pyoxigraph.parse(_read(path), RdfFormat.TURTLE, base_iri=path.absolute().as_uri()):
                subject, value = _token(quad.subject, number), _token(quad.object, number)
                about[subject][quad.predicate.value].append(value)
        except SyntaxError as err:
            raise ShapesError(f"{path}, line {err.lineno}: not Turtle ({err.msg}). Mend that line.") from err
    reader = _Reader(about)
    targeted = tuple(reader.shape(name) for name in sorted(about) if reader.is_targeted(name))
    strange = tuple(sorted(reader.strange | _find_strange(about)))
    if not targeted:
        raise ShapesError(
            f"{', '.join(map(str, paths))}: no shape has a target, so nothing would be checked. Add sh:targetClass."
        )
    return Shapes(targeted, strange, digest_shapes(own), tuple(paths))


def _find_strange(about: dict[str, dict[str, list[str]]]) -> set[str]:
    """Return what steers validation from outside the shapes that were read."""
    out: set[str] = set()
    for properties in about.values():
        out.update(f"sh:{name}" for name in ("target", "rule", "validator") if SH + name in properties)
        out.update("sh:sparql" for one in properties.get(f"{SH}sparql", []) if find_test(one) is None)
    return out


def _token(term: object, number: int) -> str:
    # Blank nodes of two files may carry one name.
    return f"_:{number}.{term.value}" if isinstance(term, BlankNode) else str(term)


class _Reader:
    def __init__(self, about: dict[str, dict[str, list[str]]]) -> None:
        self.about = about
        self.strange: set[str] = set()
        self.known: dict[str, Shape] = {}

    def is_targeted(self, name: str) -> bool:
        properties = self.about[name]
        if any(SH + target in properties for target in _TARGETS):
            return True
        return self._is_class(name) and self._is_shape(name)

    def _is_class(self, name: str) -> bool:
        kinds = self.about[name].get(f"{RDF}type", [])
        return f"<{RDFS}Class>" in kinds or "<http://www.w3.org/2002/07/owl#Class>" in kinds

    def _is_shape(self, name: str) -> bool:
        kinds = self.about[name].get(f"{RDF}type", [])
        return f"<{SH}NodeShape>" in kinds or f"<{SH}PropertyShape>" in kinds

    def shape(self, name: str) -> Shape:
        if name in self.known:
            return self.known[name]
        found = self.known[name] = Shape(name)
        properties = self.about.get(name, {})
        if f'"true"^^<{XSD}boolean>' in properties.get(f"{SH}deactivated", []):
            return found
        for target in sorted(_TARGETS):
            found.targets += [(target, value) for value in properties.get(SH + target, [])]
        if self._is_class(name):
            found.targets.append(("targetClass", name))
        self._read_path(found, properties.get(f"{SH}path", []))
        found.severity = next(
            (one[1:-1].removeprefix(SH) for one in properties.get(f"{SH}severity", [])), found.severity
        )
        messages = sorted(properties.get(f"{SH}message", []), key=lambda one: not one.endswith("@en"))
        found.message = _plain(messages[0]) if messages else ""
        for predicate, values in sorted(properties.items()):
            if predicate.startswith(SH):
                self._read_parameter(found, predicate.removeprefix(SH), values, properties)
        return found

    def _read_path(self, shape: Shape, paths: list[str]) -> None:
        if not paths:
            return
        shape.path = paths[0]
        if paths[0].startswith("_:"):
            back = self.about[paths[0]].get(f"{SH}inversePath", [])
            if len(self.about[paths[0]]) == 1 and back and back[0].startswith("<"):
                shape.path, shape.inverse = back[0], True
            else:
                self.strange.add("a path of several steps")

    def _read_parameter(self, shape: Shape, name: str, values: list[str], properties: dict[str, list[str]]) -> None:
        component = f"{name[0].upper()}{name[1:]}ConstraintComponent"
        if name == "property":
            shape.properties += [self.shape(value) for value in sorted(values)]
        elif name in ("in", "languageIn"):
            shape.constraints.append(Constraint(name, component, tuple(self._list(values[0]))))
        elif name in ("and", "or", "xone"):
            for value in sorted(values):
                inner = tuple(self.shape(one) for one in self._list(value))
                shape.constraints.append(Constraint(name, component, shapes=inner))
        elif name in ("not", "node"):
            shape.constraints += [Constraint(name, component, shapes=(self.shape(one),)) for one in sorted(values)]
        elif name == "sparql":
            known = [one for one in sorted(values) if find_test(one) is not None]
            shape.constraints += [Constraint(name, "SPARQLConstraintComponent", (one,)) for one in known]
        elif name in ("qualifiedMinCount", "qualifiedMaxCount"):
            inner = tuple(self.shape(one) for one in properties.get(f"{SH}qualifiedValueShape", []))
            if len(inner) != 1:
                self.strange.add("several qualified value shapes")
            shape.constraints.append(Constraint(name, component, tuple(values), inner))
        elif name in _PLAIN:
            flags = "".join(_plain(one) for one in properties.get(f"{SH}flags", [])) if name == "pattern" else ""
            if name == "uniqueLang" and not values[0].startswith('"true"'):
                return
            shape.constraints += [Constraint(name, component, (one,), flags=flags) for one in sorted(values)]
        elif name not in _TARGETS | _TALK | _OTHER | _NESTED:
            self.strange.add(f"sh:{name}")

    def _list(self, head: str) -> Iterable[str]:
        while head != f"<{RDF}nil>":
            node = self.about.get(head, {})
            yield from node.get(f"{RDF}first", [])[:1]
            head = next(iter(node.get(f"{RDF}rest", [])), f"<{RDF}nil>")


XSD = "http://www.w3.org/2001/XMLSchema#"


def _plain(token: str) -> str:
    """Return the text of a literal's token."""
    parsed = next(iter(pyoxigraph.parse(f"<a:a> <a:b> {token} .".encode(), RdfFormat.N_TRIPLES))).object
    return parsed.value if isinstance(parsed, (Literal, NamedNode)) else token
