"""The documentation of the vocabulary, as one page, made from the Turtle files that the package ships."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from sayso import resources
from sayso.publish.pages.reader import RDFS, SKOS, shorten_iri
from sayso.publish.pages.render import Site, render
from sayso.publish.prefixes import RDF_TYPE, SAY, list_prefixes, load_context

_OWL = "http://www.w3.org/2002/07/owl#"
_GROUPS = (
    ("Classes", "classes", _OWL + "Class"),
    ("Properties between things", "object-properties", _OWL + "ObjectProperty"),
    ("Properties with a value", "datatype-properties", _OWL + "DatatypeProperty"),
    ("Concepts", "concepts", SKOS + "Concept"),
)
_FACTS = (
    ("Kind of", RDFS + "subClassOf"), ("Kind of", RDFS + "subPropertyOf"), ("Said of", RDFS + "domain"),
    ("Value is", RDFS + "range"), ("Inverse of", _OWL + "inverseOf"), ("Broader", SKOS + "broader"),
    ("Same as", SKOS + "exactMatch"), ("Close to", SKOS + "closeMatch"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its anchor, short name, label, meaning, and what else is said of it."""

    id: str
    short: str
    label: str
    comment: str
    facts: tuple[tuple[str, str], ...]


def read_vocabulary() -> Store:
    """Return the vocabulary with its schemes, from the files of the package."""
    out = Store()
    for name in resources.names("ontology"):
        out.load(resources.read("ontology", name), format=RdfFormat.TURTLE)
    return out


def write_vocabulary() -> bytes:
    """Return the vocabulary with its schemes as Turtle, sorted."""
    triples = sorted({quad.triple for quad in read_vocabulary()}, key=str)
    text = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(sorted(list_prefixes(load_context()).items())))
    assert text is not None
    return text


def make_vocabulary_page(site: Site) -> bytes:
    """Return the documentation of the vocabulary as HTML."""
    data = read_vocabulary()
    groups = [(title, id, _list_terms(data, kind)) for title, id, kind in _GROUPS]
    return render("ontology", site=site, path="ontology", title="Vocabulary", groups=groups, namespace=SAY)


def _list_terms(data: Store, kind: str) -> list[Term]:
    found = {q.subject for q in data.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(kind))}
    iris = sorted(one.value for one in found if isinstance(one, NamedNode) and one.value.startswith(SAY[:-4]))
    return [_make_term(data, iri) for iri in iris]


def _make_term(data: Store, iri: str) -> Term:
    quads = list(data.quads_for_pattern(NamedNode(iri), None, None))
    short = _shorten(iri)
    label = _text(quads, RDFS + "label") or _text(quads, SKOS + "prefLabel") or shorten_iri(iri)
    comment = _text(quads, RDFS + "comment") or _text(quads, SKOS + "definition")
    facts: list[tuple[str, str]] = []
    for name, predicate in _FACTS:
        values = sorted(
            _shorten(q.object.value)
            for q in quads
            if q.predicate.value == predicate and isinstance(q.object, NamedNode)
        )
        if values:
            facts.append((name, ", ".join(values)))
    return Term(short.replace(":", "-"), short, label, comment, tuple(facts))


def _text(quads: list[Quad], predicate: str) -> str:
    found = sorted(q.object.value for q in quads if q.predicate.value == predicate and isinstance(q.object, Literal))
    return " ".join(found[0].split()) if found else ""


def _shorten(iri: str) -> str:
    for prefix, space in list_prefixes(load_context()).items():
        if iri.startswith(space) and "/" not in iri[len(space) :]:
            return f"{prefix}:{iri[len(space) :]}"
    return iri
