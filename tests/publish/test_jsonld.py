"""JSON-LD by our context: whatever the graph holds, two parsers read it back."""

import io
import json

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from sayso.publish.jsonld import Compactor, write_jsonld
from sayso.publish.prefixes import load_context

BASE = "https://example.org/news/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def list_predicates() -> list[str]:
    context = load_context()
    ids = [one["@id"] if isinstance(one, dict) else str(one) for one in context.values()]
    named = [one.partition(":") for one in ids if not one.startswith("http") and ":" in one]
    return [f"{context[prefix]}{local}" for prefix, _, local in named] + [RDF + "type", "urn:x:y", BASE + "own"]


SAY = "https://w3id.org/sayso/ont#"
SCHEMES = ["geo:", "data:", "urn:"]
SPACES = [
    BASE,
    BASE + "actor/",
    SAY,
    "https://w3id.org/sayso/illocution/",
    RDF,
    *SCHEMES,
    "https://elsewhere.example/",
]
ODD_IRIS = [BASE + "?q", BASE + "#f", BASE + "../up", BASE + "a/./b", BASE + "//x", BASE + "%20", XSD + "date"]
SEGMENT = st.from_regex(r"[a-zA-Z0-9_.~:@!-]{0,6}", fullmatch=True)


def make_iri(space: str, path: list[str]) -> str:
    return space + "/".join(path)


def is_whole(iri: str) -> bool:
    return iri not in SCHEMES


def make_words(text: str, tag: str) -> Literal:
    return Literal(text, language=tag)


def make_typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


def make_quad(s: str, p: str, o: NamedNode | Literal, g: str) -> Quad:
    return Quad(NamedNode(s), NamedNode(p), o, NamedNode(g))


IRIS = st.one_of(
    st.builds(make_iri, st.sampled_from(SPACES), st.lists(SEGMENT, max_size=3)),
    st.sampled_from(ODD_IRIS),
).filter(is_whole)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
FORMS = ["0", "1", "-7", "007", "true", "false", "0.87", "1.0", "2031-03-04", "2031-03", "x", "9" * 20]
TYPES = ["integer", "nonNegativeInteger", "boolean", "decimal", "date", "gYearMonth", "double", "string"]
LITERALS = st.one_of(
    TEXT.map(Literal),
    st.builds(make_words, TEXT, st.sampled_from(["en", "de", "hy-latn"])),
    st.builds(
        make_typed,
        st.sampled_from(FORMS),
        st.sampled_from(TYPES),
    ),
)
QUADS = st.builds(
    make_quad,
    IRIS,
    st.sampled_from(list_predicates()),
    st.one_of(IRIS.map(NamedNode), LITERALS),
    IRIS,
)


def write(quads: list[Quad]) -> str:
    out = io.StringIO()
    ordered = sorted(
        set(quads), key=lambda one: (str(one.graph_name), str(one.subject), str(one.predicate), str(one.object))
    )
    write_jsonld(ordered, out, context=load_context(), base_iri=BASE)
    return out.getvalue()


@settings(max_examples=150, deadline=None)
@given(st.lists(QUADS, max_size=8))
def test_oxigraph_reads_back_any_quads(quads: list[Quad]) -> None:
    """Any IRI in any place, any literal under any property, is read back as it was."""
    assert set(pyoxigraph.parse(write(quads), format=RdfFormat.JSON_LD)) == set(quads)


LINKS = st.sampled_from([NamedNode(BASE + "actor/b"), NamedNode(BASE + "place/x")])
PLAIN_QUADS = st.builds(
    make_quad,
    st.sampled_from([BASE + "actor/a", BASE + "statement/k/1-accuse"]),
    st.sampled_from([one for one in list_predicates() if not one.endswith("#type")]),
    st.one_of(LINKS, TEXT.map(Literal), st.builds(make_words, TEXT, st.just("en"))),
    st.sampled_from([BASE + "graph/a", BASE + "graph/article/b"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PLAIN_QUADS, max_size=8))
def test_rdflib_reads_back_what_articles_hold(quads: list[Quad]) -> None:
    """IRIs of the dataset, plain text and words of a language are read back by rdflib as they were."""
    found = rdflib.Dataset()
    found.parse(data=write(quads), format="json-ld")
    expected = {
        (one.subject.value, one.predicate.value, read(one.object), one.graph_name.value)  # type: ignore[union-attr] # IRIs all
        for one in quads
    }

    assert {
        (str(s), str(p), (str(o), getattr(o, "language", None), isinstance(o, rdflib.URIRef)), str(g))
        for s, p, o, g in found.quads()
    } == expected


def read(term: object) -> tuple[str, str | None, bool]:
    if isinstance(term, NamedNode):
        return term.value, None, True
    assert isinstance(term, Literal)
    return term.value, term.language, False


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (BASE + "actor/armenia", "actor/armenia"),
        (BASE + "actor/a:b", BASE + "actor/a:b"),
        (BASE, BASE),
        (BASE + "a//b", BASE + "a//b"),
        ("https://w3id.org/sayso/illocution/accuse", "ill:accuse"),
        ("https://w3id.org/sayso/illocution/a/b", "https://w3id.org/sayso/illocution/a/b"),
    ],
)
def test_ids_are_shortened_where_that_is_safe(iri: str, short: str) -> None:
    """An id is relative to the base, prefixed, or whole where either would be read as something else."""
    assert Compactor(load_context(), base_iri=BASE).shorten_id(NamedNode(iri)) == short


def test_no_prefix_is_the_name_of_a_scheme() -> None:
    """geo:40,44 is an IRI; a prefix of that name would turn it into another one."""
    schemes = {"data", "file", "geo", "http", "https", "info", "mailto", "news", "tag", "urn", "doi", "tel", "time"}

    assert not schemes & set(load_context())


def test_one_node_stands_on_one_line(store: Store) -> None:
    """Lines can be compared: each node of each graph is one line, and the whole is one JSON document."""
    graph = NamedNode(BASE + "graph/article/undated")
    quads = sorted(store.quads_for_pattern(None, None, None, graph), key=str)
    text = write(quads)
    subjects = {str(one.subject) for one in quads}

    assert sum(line.startswith(' {"@id"') for line in text.splitlines()) == len(subjects) > 5
    assert len(json.loads(text)["@graph"][0]["@graph"]) == len(subjects)
