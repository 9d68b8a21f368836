"""
Write the ontology's documentation as one page of HTML: ``python -m sayso.ontology.documentation FILE``.

pyLODE makes the text, from the Turtle. The diagrams are drawn here: for each class that properties start from a card
with its values, and an arrow for each property to the class that it leads to.
"""

import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from sayso.errors import LibraryMissingError
from sayso.resources import read

_SAY = Namespace("https://w3id.org/sayso/ont#")
_INCLUDES = URIRef("http://schema.org/domainIncludes")
_ROW, _WIDTH, _GAP = 20, 250, 190
_STYLE = (
    "svg.card{font:13px sans-serif;display:block;margin:1em 0}svg.card rect{fill:#fff;stroke:#00558c}"
    "svg.card .name{font-weight:bold}svg.card path{fill:none;stroke:#777}svg.card .edge{fill:#555}"
)


def make_html() -> str:
    """
    Return the page: metadata, diagrams, classes and properties.

    Raises:
        LibraryMissingError: If pyLODE is not installed.
    """
    try:
        from pylode import OntPub
    except ImportError as err:
        raise LibraryMissingError(
            "The ontology's documentation is made by pyLODE. Install it: pip install 'sayso[docs]'."
        ) from err
    maker = OntPub(ontology=_load(), sort_subjects=True)
    page = maker.make_html()
    # None only where it was given a file.
    assert isinstance(page, str)
    anchors = {_short(iri): name for iri, name in maker.fids.items()}
    start = page.index('<div class="section" id="classes">')
    diagrams = "\n".join(iter_diagrams(anchors))
    section = f'<div class="section" id="diagrams"><style>{_STYLE}</style><h2>Diagrams</h2>\n{diagrams}</div>\n'
    return page[:start] + section + page[start:]


def iter_diagrams(anchors: Mapping[str, str]) -> Iterator[str]:
    """
    Yield an SVG for each class that properties start from, with its values and what its properties lead to.

    Args:
        anchors: Where in the page each term is told of, by its name.
    """
    graph = _load()
    classes = sorted(one for one in graph.subjects(RDF.type, OWL.Class) if isinstance(one, URIRef))
    for one in classes:
        values = sorted(_list_properties(graph, one, OWL.DatatypeProperty))
        edges = sorted(_list_properties(graph, one, OWL.ObjectProperty))
        if values or edges:
            above = sorted(_short(each) for each in graph.objects(one, RDFS.subClassOf) if str(each).startswith(_SAY))
            # By where they lead, so that fewer arrows cross.
            led = sorted(((each, _find_range(graph, each)) for each in edges), key=lambda edge: str(edge[1] or ""))
            yield _draw(one, values, led, above, anchors)


def _load() -> Graph:
    return Graph().parse(data=read("ontology", "sayso.ttl"), format="turtle")


def _list_properties(graph: Graph, cls: URIRef, kind: URIRef) -> Iterator[URIRef]:
    for predicate in (RDFS.domain, _INCLUDES):
        for one in graph.subjects(predicate, cls):
            if isinstance(one, URIRef) and (one, RDF.type, kind) in graph:
                yield one


def _find_range(graph: Graph, one: URIRef) -> URIRef | None:
    found = graph.value(one, RDFS.range)
    return found if isinstance(found, URIRef) else None


def _short(term: object) -> str:
    return str(term).removeprefix(_SAY)


def _draw(
    cls: URIRef,
    values: list[URIRef],
    edges: list[tuple[URIRef, URIRef | None]],
    above: list[str],
    anchors: Mapping[str, str],
) -> str:
    def link(name: str, text: str = "") -> str:
        return f'<a href="#{anchors.get(name, name)}">{escape(text or name)}</a>'

    targets = sorted({_short(target) for _, target in edges if target is not None})
    middle = _ROW * (2 + max(len(values), len(edges)))
    right = _WIDTH + _GAP
    step = max(_ROW * 1.8, middle / max(len(targets), 1))
    height = max(middle, step * len(targets)) + 6
    title = _short(cls) + (f" ({', '.join(above)})" if above else "")
    label = escape(f"{_short(cls)}: {', '.join(_short(one) for one in [*values, *(edge for edge, _ in edges)])}")
    out = [f'<svg class="card" role="img" aria-label="{label}" width="{right + _WIDTH + 4}" height="{height:.0f}">']
    out.append(f'<rect x="2" y="2" width="{_WIDTH}" height="{middle:.0f}" rx="4"/>')
    out.append(f'<text class="name" x="10" y="{_ROW - 2}">{link(_short(cls), title)}</text>')
    for number, one in enumerate(values):
        out.append(f'<text x="10" y="{_ROW * (number + 2) + 2}">{link(_short(one))}</text>')
    tops = {name: number * step + step / 2 for number, name in enumerate(targets)}
    for number, (one, target) in enumerate(edges):
        y = _ROW * (number + 1.5)
        end = tops[_short(target)] if target is not None else y
        bend = f"M{_WIDTH + 2},{y:.0f} C{_WIDTH + 130},{y:.0f} {right - 60},{end:.0f} {right},{end:.0f}"
        out.append(f'<path d="{bend}"/>')
        out.append(f'<text class="edge" x="{_WIDTH + 8}" y="{y - 3:.0f}">{link(_short(one))}</text>')
    for name, top in tops.items():
        out.append(f'<rect x="{right}" y="{top - 13:.0f}" width="{_WIDTH - 60}" height="26" rx="4"/>')
        out.append(f'<text class="name" x="{right + 8}" y="{top + 5:.0f}">{link(name)}</text>')
    return "".join([*out, "</svg>"])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(make_html(), encoding="utf-8")
