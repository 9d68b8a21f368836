"""What validation found, for programs: SARIF 2.1.0, and the report of the SHACL recommendation in Turtle."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from sayso import __version__
from sayso.graph.shapes import RDF, SH, XSD
from sayso.graph.validate import ValidationReport, Violation

_LEVELS = {"Violation": "error", "Warning": "warning", "Info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SEVERITIES = {"Violation", "Warning", "Info"}


def make_sarif(report: ValidationReport) -> dict[str, Any]:
    """
    Return a SARIF log (OASIS, version 2.1.0) of one run: a rule for each shape that did not hold, a result a fault.

    A result points to the node as a logical location and, where the article is known, to the sentence in it by
    characters, counted from 0 in Unicode code points.
    """
    names = sorted(report.messages)
    levels = {
        name.partition(" ")[2]: _LEVELS.get(name.partition(" ")[0], "none") for name in reversed(list(report.counts))
    }
    rules = [
        {
            "id": name,
            "shortDescription": {"text": report.messages[name]},
            "defaultConfiguration": {"level": levels.get(name, "warning")},
        }
        for name in names
    ]
    places = {name: number for number, name in enumerate(names)}
    driver = {"name": "sayso", "version": __version__, "rules": rules}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_make_result(one, places) for one in report.results],
        "properties": {"conforms": report.conforms, "counts": dict(report.counts), "leftOut": report.left_out},
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _make_result(one: Violation, places: Mapping[str, int]) -> dict[str, Any]:
    details = {"path": one.path, "value": one.value, "article": one.article, "sentence": one.sentence}
    logical = {"fullyQualifiedName": one.focus, "kind": "resource"} | ({"name": one.label} if one.label else {})
    location: dict[str, Any] = {"logicalLocations": [logical]}
    if one.source:
        # "articles.csv, record 7": what stands behind the file's name is for people.
        file = re.split(r", (?:line|record|row|member) ", one.source, maxsplit=1)[0]
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(Path(file).as_posix(), safe="/:")}}
        if one.start is not None and one.end is not None and one.end >= one.start:
            region: dict[str, Any] = {"charOffset": one.start, "charLength": one.end - one.start}
            place["region"] = region | ({"snippet": {"text": one.sentence}} if one.sentence else {})
        location["physicalLocation"] = place
    return {
        "ruleId": one.shape,
        "ruleIndex": places[one.shape],
        "level": _LEVELS.get(one.severity, "none"),
        "message": {"text": one.message},
        "locations": [location],
        "properties": {name: value for name, value in details.items() if value},
    }


def make_turtle(report: ValidationReport) -> str:
    """
    Return the report that SHACL defines, as Turtle.

    Its ``sh:conforms`` is false where there is any result, as SHACL has it, warnings and hints included.
    """
    node, result = BlankNode("report"), f"{SH}result"
    conforms = "false" if report.results or report.left_out else "true"
    triples = [
        Triple(node, NamedNode(f"{RDF}type"), NamedNode(f"{SH}ValidationReport")),
        Triple(node, NamedNode(f"{SH}conforms"), Literal(conforms, datatype=NamedNode(f"{XSD}boolean"))),
    ]
    named = [(BlankNode(f"r{number}"), one) for number, one in enumerate(report.results)]
    triples += (Triple(node, NamedNode(result), each) for each, _ in named)
    for each, one in named:
        triples += (Triple(each, NamedNode(predicate), value) for predicate, value in _iter_properties(one))
    prefixes = {"sh": SH, "say": "https://w3id.org/sayso/ont#", "s": "https://w3id.org/sayso/shapes#", "xsd": XSD}
    data = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes)
    assert data is not None
    return data.decode("utf-8")


def _iter_properties(one: Violation) -> list[tuple[str, NamedNode | BlankNode | Literal]]:
    severity = f"{SH}{one.severity}" if one.severity in _SEVERITIES else one.severity
    out: list[tuple[str, NamedNode | BlankNode | Literal]] = [
        (f"{RDF}type", NamedNode(f"{SH}ValidationResult")),
        (f"{SH}focusNode", _read_term(f"<{one.focus}>" if not one.focus.startswith("_:") else one.focus)),
        (f"{SH}resultSeverity", NamedNode(severity)),
        (f"{SH}sourceConstraintComponent", NamedNode(f"{SH}{one.component}")),
        (f"{SH}resultMessage", Literal(one.message, language="en")),
    ]
    for name, token in zip(("resultPath", "value", "sourceShape"), one.terms, strict=True):
        if token:
            out.append((f"{SH}{name}", _read_term(token)))
    return out


def _read_term(token: str) -> NamedNode | BlankNode | Literal:
    if token.startswith("_:"):
        # The names of the reader may hold what N-Triples does not allow.
        return BlankNode(re.sub(r"[^A-Za-z0-9]", "x", token[2:]) or "x")
    quad = next(iter(pyoxigraph.parse(f"<a:a> <a:b> {token} .".encode(), RdfFormat.N_TRIPLES)))
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object
