"""
Validation: whether a graph satisfies the shapes, told by shape and severity with the nodes and what is wrong.

A knowledge graph is checked article by article, as it was built, and then in what lies between the articles. The core
of SHACL is checked by `sayso.graph.check`; where shapes go beyond it, or where it is asked for, by pyshacl.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph
from pyoxigraph import RdfFormat

from sayso.errors import GraphFileError, ShapesError, StoreMissingError
from sayso.graph import nquads, shelf
from sayso.graph.check import Checker, Finding
from sayso.graph.curation.shelf import read_curated
from sayso.graph.index import Index
from sayso.graph.shapes import SH, Shapes, load_shapes, shape_files
from sayso.graph.store import Paths, check_version
from sayso.graph.words import read_words

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SEVERITIES = ("Violation", "Warning", "Info")
"""Gravest first. Only a violation makes a graph fail to conform here."""

_FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".turtle": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS, ".rdf": RdfFormat.RDF_XML, ".jsonld": RdfFormat.JSON_LD, ".n3": RdfFormat.N3,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """
    One result.

    Attributes:
        severity: ``Violation``, ``Warning`` or ``Info``.
        shape: Name of the shape, ``statement-speaker``.
        focus: IRI of the node.
        message: What is wrong.
        path: IRI of the property that it is about; empty for the node itself.
        value: What is at fault, an IRI or words; empty where it is their number.
        article: Id of the article in whose graph it is; empty outside of them.
        label: What the node is called.
        sentence: The sentence that is its evidence, or the passage itself; empty where it has none.
        start: Characters of the article before that sentence; None where there is none.
        end: Characters of the article up to its end.
        source: The file that the article was read from; empty where it is not known.
        component: Name of the constraint component of SHACL.
        terms: Path, value and shape as N-Triples, for a report.
    """

    severity: str
    shape: str
    focus: str
    message: str
    path: str = ""
    value: str = ""
    article: str = ""
    label: str = ""
    sentence: str = ""
    start: int | None = None
    end: int | None = None
    source: str = ""
    component: str = ""
    terms: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """
    What validation found.

    Attributes:
        conforms: Whether there is no violation; warnings and hints do not count.
        counts: Number of results by severity and shape, ``Violation statement-speaker``.
        results: All, or the first *limit*, gravest first within an article.
        graphs: Number of graphs that were checked.
        shapes: Number of shapes with targets.
        messages: What each shape that did not hold says, by name.
        engine: What checked: ``sayso`` or ``pyshacl``.
        seconds: It took.
        source: What was checked.
    """

    conforms: bool
    counts: Mapping[str, int]
    results: tuple[Violation, ...]
    graphs: int
    shapes: int
    engine: str
    seconds: float
    source: Path
    messages: Mapping[str, str] = field(default_factory=dict)
    left_out: int = 0
    strange: tuple[str, ...] = field(default=())


Engine = Literal["auto", "sayso", "pyshacl"]


def validate(
    kg_or_ttl: Path, *, shapes: Sequence[Path] = (), engine: Engine = "auto", limit: int | None = 10_000
) -> ValidationReport:
    """
    Check a knowledge graph, or a file of RDF, against sayso's shapes and those of the user.

    Args:
        kg_or_ttl: The folder that `sayso build` made, or a file: Turtle, TriG, N-Quads, N-Triples, RDF/XML, JSON-LD.
        shapes: Files of shapes besides sayso's own, or folders of them.
        engine: ``pyshacl`` has everything checked by pyshacl, the reference, at some ten times the time; ``auto``
            does so only where shapes need it.
        limit: Results that are kept; all are counted. None keeps all.

    Raises:
        GraphFileError: If the file cannot be read or is not what its name says.
        ShapesError: If a file of shapes cannot be read or used.
        StoreMissingError, StoreNewerError, StoreBrokenError: As `open_store`.
    """
    start = time.perf_counter()
    source = Path(kg_or_ttl)
    loaded = load_shapes(shapes)
    run = _make_run(loaded, engine)
    counts: Counter[str] = Counter()
    results: list[Violation] = []
    messages: dict[str, str] = {}
    graphs = left_out = 0
    for where, index in _iter_kg(source) if source.is_dir() else _iter_file(source):
        graphs += 1
        found = run(index)
        counts.update(f"{_severity(one)} {_name(one.shape)}" for one in found)
        for one in found:
            messages.setdefault(_name(one.shape), _tell(one))
        room = len(found) if limit is None else max(0, limit - len(results))
        left_out += max(0, len(found) - room)
        # Gravest first, so that no violation is left out for a hint.
        kept = sorted(found, key=lambda one: (_rank(_severity(one)), one.focus, one.shape, one.value))[:room]
        results += (_describe(one, where, index) for one in kept)
    return ValidationReport(
        conforms=not any(name.startswith("Violation ") for name in counts),
        counts=dict(sorted(counts.items(), key=lambda one: (_rank(one[0].partition(" ")[0]), one[0]))),
        results=tuple(results),
        graphs=graphs,
        shapes=len(loaded.targeted),
        engine="sayso" if isinstance(run, _Native) else "pyshacl",
        seconds=time.perf_counter() - start,
        source=source,
        messages=messages,
        left_out=left_out,
        strange=loaded.strange,
    )


def make_check(own: Sequence[Path]) -> Callable[[Index], Mapping[str, int]]:
    """
    Return what counts the results of one article's graph by severity and shape, for a build.

    Raises:
        ShapesError: If a file of shapes cannot be read or used.
    """
    run = make_finder(own)
    return lambda index: count_findings(run(index))


def make_finder(own: Sequence[Path]) -> Callable[[Index], list[Finding]]:
    """
    Return what finds the results of one graph.

    Raises:
        ShapesError: If a file of shapes cannot be read or used.
    """
    return _make_run(load_shapes(own), "auto")


def count_findings(found: Iterable[Finding]) -> Mapping[str, int]:
    """Return the number of results by severity and shape, sorted."""
    return dict(sorted(Counter(f"{_severity(one)} {_name(one.shape)}" for one in found).items()))


# ---- what is checked


@dataclass(frozen=True, slots=True)
class _Where:
    """An article's id and the file that it was read from."""

    article: str = ""
    source: str = ""


def _iter_kg(kg: Path) -> Iterator[tuple[_Where, Index]]:
    """Yield the graph of each article after a user's decisions, then what lies between them: authority and so on."""
    paths = Paths(kg)
    if check_version(kg) is None or not paths.graphs.is_dir():
        raise StoreMissingError(
            f"{kg}: holds no finished knowledge graph. Make one with `sayso build ARTICLES -o {kg}`, or name a file."
        )
    for key in sorted(shelf.list_keys(paths.articles)):
        stamp = shelf.read_stamp(paths.articles, key)
        index = Index()
        index.add_lines(read_curated(kg, key).decode("utf-8").split("\n")[:-1])
        yield _Where(stamp.id, stamp.source) if stamp else _Where(key), index
    index = Index()
    for path in sorted(paths.graphs.glob("*.nq")):
        if path.stem != "builds":
            index.add_lines(path.read_bytes().decode("utf-8").split("\n")[:-1])
    yield _Where(), index


def _iter_file(path: Path) -> Iterator[tuple[_Where, Index]]:
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise GraphFileError(
            f"{path}: not a kind of file that can be checked. Give a folder made by `sayso build`, or a file that "
            f"ends in {', '.join(_FORMATS)}."
        )
    index = Index()
    try:
        index.add_quads(pyoxigraph.parse(path.read_bytes(), kind, base_iri=path.absolute().as_uri()))
    except OSError as err:
        raise GraphFileError(f"{path}: cannot be read ({err.strerror}). Check the path and its permissions.") from err
    except SyntaxError as err:
        raise GraphFileError(
            f"{path}, line {err.lineno}: not {kind.name} ({err.msg}). Mend that line, or the file's name."
        ) from err
    yield _Where(), index


# ---- who checks


def _make_run(shapes: Shapes, engine: Engine) -> "_Native | _Reference":
    if engine == "pyshacl" or (engine == "auto" and shapes.strange):
        return _Reference(shapes)
    return _Native(shapes)


class _Native:
    def __init__(self, shapes: Shapes) -> None:
        self._checker = Checker(shapes)

    def __call__(self, index: Index) -> list[Finding]:
        return self._checker.run(index)


class _Reference:
    """pyshacl, with the shapes parsed once."""

    def __init__(self, shapes: Shapes) -> None:
        from rdflib import Graph

        own = set(shape_files())
        self._names = ", ".join(str(path) for path in shapes.files if path not in own) or "The shapes of sayso"
        self._shapes = Graph(bind_namespaces="none")
        for path in shapes.files:
            self._shapes.parse(path, format="turtle")

    def __call__(self, index: Index) -> list[Finding]:
        from pyshacl import validate as check
        from pyshacl.errors import ReportableRuntimeError
        from rdflib import Graph, URIRef

        data = Graph(bind_namespaces="none")
        for triple in iter_terms(index):
            data.add(triple)
        try:
            _, report, text = check(data, shacl_graph=self._shapes, inplace=True, advanced=True)
        except ReportableRuntimeError as err:
            told = str(err).partition("\n")[0].rstrip(".")
            raise ShapesError(f"{self._names}: pyshacl cannot use the shapes ({told}). Mend them.") from err
        if not isinstance(report, Graph):
            raise GraphFileError(f"pyshacl could not check the graph: {text}. Mend the shapes.")
        # Only these: details of a result are results too, but not of the report.
        return [_read_result(report, node) for node in report.objects(None, URIRef(f"{SH}result"))]


def iter_terms(index: Index) -> Iterator[tuple[Any, Any, Any]]:
    """
    Yield the triples of an index as rdflib's terms.

    A plain string comes without its datatype: rdflib takes ``"en"`` and ``"en"^^xsd:string`` for two terms, and
    parsers of other libraries give the latter, which no ``sh:in`` would find then.
    """
    import rdflib

    def convert(token: str) -> "Node":
        if token[0] == "<":
            return rdflib.URIRef(token[1:-1])
        if token[0] == "_":
            return rdflib.BNode(token[2:])
        [quad] = pyoxigraph.parse(f"<a:a> <a:b> {token} .".encode(), RdfFormat.N_TRIPLES)
        term = quad.object
        assert isinstance(term, pyoxigraph.Literal)
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        kind = term.datatype.value
        return rdflib.Literal(term.value, datatype=None if kind.endswith("#string") else rdflib.URIRef(kind))

    known: dict[str, Node] = {}
    for subject, properties in index.out.items():
        for predicate, values in properties.items():
            for value in values:
                yield tuple(
                    known[token] if token in known else known.setdefault(token, convert(token))
                    for token in (subject, predicate, value)
                )  # type: ignore[misc] # three of them


def _read_result(report: "Graph", node: "Node") -> Finding:
    from rdflib import BNode, URIRef
    from rdflib import Literal as Words

    def value(name: str) -> str:
        term = report.value(node, URIRef(SH + name))
        if term is None:
            return ""
        if isinstance(term, Words):
            kind = f"^^<{term.datatype}>" if term.datatype else ""
            return nquads.text(str(term), term.language) + kind
        return f"_:{term}" if isinstance(term, BNode) else f"<{term}>"

    return Finding(
        focus=value("focusNode"),
        shape=value("sourceShape"),
        component=value("sourceConstraintComponent")[1:-1].removeprefix(SH),
        severity=value("resultSeverity")[1:-1].removeprefix(SH),
        path=value("resultPath"),
        value=value("value"),
        message=str(report.value(node, URIRef(f"{SH}resultMessage")) or ""),
    )


# ---- how it is told


def _severity(one: Finding) -> str:
    return one.severity.rpartition("#")[2]


def _name(token: str) -> str:
    return token.strip("<>").rpartition("#")[2].rpartition("/")[2]


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _tell(one: Finding) -> str:
    return one.message or f"{one.component} does not hold."


_LABELS = ("<http://www.w3.org/2000/01/rdf-schema#label>", "<http://purl.org/dc/terms/title>")
_SAY = "https://w3id.org/sayso/ont#"


def _describe(one: Finding, where: _Where, index: Index) -> Violation:
    label = next((read_words(value) for name in _LABELS for value in index.values(one.focus, name)), "")
    passages = index.values(one.focus, f"<{_SAY}evidence>") or [one.focus]
    start, end, quote = (
        next((read_words(value) for value in index.values(passages[0], f"<{_SAY}{name}>")), "")
        for name in ("start", "end", "quote")
    )
    identifier = "<http://purl.org/dc/terms/identifier>"
    findings = [one.focus, *index.values(passages[0], f"<{_SAY}evidence>", inverse=True)]
    articles = [*(each for node in findings for each in index.values(node, f"<{_SAY}reportedIn>")), one.focus]
    named = next((read_words(value) for each in articles for value in index.values(each, identifier)), "")
    whole = start.isdecimal() and end.isdecimal()
    return Violation(
        severity=_severity(one),
        shape=_name(one.shape),
        focus=one.focus.strip("<>"),
        message=_tell(one),
        path=one.path.strip("<>"),
        value=one.value.strip("<>"),
        article=where.article or named,
        label=label,
        sentence=quote,
        start=int(start) if whole else None,
        end=int(end) if whole else None,
        source=where.source,
        component=one.component,
        terms=(one.path, one.value, one.shape),
    )


def iter_counts(counts: Mapping[str, int]) -> Iterable[tuple[str, str, int]]:
    """Yield severity, shape and number, gravest first."""
    for name, count in sorted(counts.items(), key=lambda one: (_rank(one[0].partition(" ")[0]), one[0])):
        severity, _, shape = name.partition(" ")
        yield severity, shape, count
