"""Dumps: what goes in comes out, in one order, and nothing private with it."""

import json
import random
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, RdfFormat, Store

from sayso.errors import ExportError
from sayso.publish.dump import FORMATS, PublishReport, publish
from sayso.publish.prefixes import RDF_TYPE, SAY, load_context
from sayso.publish.sorting import write_sorted, write_union
from sayso.resources import read
from sayso.settings import Settings

PRIVATE = b"private"
OX = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def published(store: Store, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> PublishReport:
    return publish(store, tmp_path_factory.mktemp("publish") / "out", settings=settings)


def canonical(quads: Iterable[Quad], *, union: bool = False) -> set[str]:
    """Return quads as text that is equal for equal datasets."""
    dataset = Dataset(Quad(one.subject, one.predicate, one.object, DefaultGraph()) if union else one for one in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def public_quads(store: Store) -> list[Quad]:
    """Return what of the small graph is fit to be seen."""
    return [quad for quad in store if "builds" not in str(quad.graph_name) and "file:" not in str(quad)]


@pytest.mark.parametrize("name", FORMATS)
def test_oxigraph_reads_back_what_the_store_holds(published: PublishReport, store: Store, name: str) -> None:
    """Each dump, read by Oxigraph, equals the public part of the store."""
    found = pyoxigraph.parse(path=published.out / FORMATS[name], format=OX[name])

    union = name == "turtle"
    assert canonical(found, union=union) == canonical(public_quads(store), union=union)


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_back_what_the_store_holds(published: PublishReport, store: Store, name: str) -> None:
    """Each dump, read by rdflib, equals the public part of the store."""
    read = rdflib.Dataset()
    read.parse(published.out / FORMATS[name], format=RDFLIB[name])
    found = pyoxigraph.parse(read.serialize(format="nquads"), format=RdfFormat.N_QUADS)

    union = name == "turtle"
    assert canonical(found, union=union) == canonical(public_quads(store), union=union)


def test_bytes_do_not_hang_on_the_order_of_writing(
    published: PublishReport, store: Store, settings: Settings, tmp_path: Path
) -> None:
    """Two stores with the same quads, and other labels of blank nodes, give the same bytes."""
    quads = list(store)
    random.Random(4).shuffle(quads)
    text = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
    assert text is not None
    other = Store()
    other.load(text.replace(b"_:", b"_:z"), format=RdfFormat.N_QUADS)
    again = publish(other, tmp_path / "out", settings=settings)

    assert again.files == published.files
    for one in published.files:
        assert (again.out / one.name).read_bytes() == (published.out / one.name).read_bytes()


@pytest.mark.parametrize("run", [1, 7, 50])
def test_sorting_in_runs_on_disk_gives_the_same(store: Store, tmp_path: Path, run: int) -> None:
    """What does not fit in memory at once comes out in the same order, and no run is left behind."""
    write_sorted(store, tmp_path / "whole", keep=lambda _: True)
    write_sorted(store, tmp_path / "runs", keep=lambda _: True, run=run)
    write_union(tmp_path / "whole", tmp_path / "whole.nt")
    write_union(tmp_path / "whole", tmp_path / "runs.nt", run=run)

    assert (tmp_path / "runs").read_bytes() == (tmp_path / "whole").read_bytes()
    assert (tmp_path / "runs.nt").read_bytes() == (tmp_path / "whole.nt").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["runs", "runs.nt", "whole", "whole.nt"]


def test_quads_are_sorted_with_the_type_first(published: PublishReport) -> None:
    """N-Quads come by graph, subject, the type before other predicates, predicate, object."""
    kind = f"<{RDF_TYPE}>"
    quads = list(pyoxigraph.parse(path=published.out / "graph.nq", format=RdfFormat.N_QUADS))
    keys = [
        (str(q.graph_name), str(q.subject), "" if str(q.predicate) == kind else str(q.predicate), str(q.object))
        for q in quads
    ]

    assert len(keys) == published.quads > 300
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_nothing_private_is_published(published: PublishReport) -> None:
    """Neither the description of builds nor a path of this machine is in any file."""
    for path in filter(Path.is_file, published.out.rglob("*")):
        assert PRIVATE not in path.read_bytes(), path.name
        assert b"graph/builds" not in path.read_bytes(), path.name


def test_private_data_are_there_to_be_left_out(data: bytes) -> None:
    """The test above could fail."""
    assert data.count(PRIVATE) == 3


def test_turtle_is_the_golden_one(published: PublishReport, golden: Path, update_golden: bool) -> None:
    """The Turtle of the small graph is that of the golden file, compared as a graph."""
    path = golden / "graph.ttl"
    if update_golden:
        path.write_bytes((published.out / "graph.ttl").read_bytes())
    expected = pyoxigraph.parse(path=path, format=RdfFormat.TURTLE)

    assert canonical(pyoxigraph.parse(path=published.out / "graph.ttl", format=RdfFormat.TURTLE)) == canonical(
        expected
    )


def test_turtle_is_written_with_prefixes(published: PublishReport) -> None:
    """Nodes of the dataset and terms of the vocabulary stand in the short form."""
    text = (published.out / "graph.ttl").read_text(encoding="utf-8")

    assert "actor:tesmar a say:Actor , say:State ;" in text
    assert "say:illocution ill:accuse ;" in text
    assert "<https://w3id.org/sayso/ont#" not in text.split("actor:", 2)[2]


def test_json_ld_reads_as_plain_json(published: PublishReport) -> None:
    """Keys are the names of properties, ids are relative, numbers and language maps are those of JSON."""
    text = json.loads((published.out / "graph.jsonld").read_text(encoding="utf-8"))
    graphs = {one["@id"]: one["@graph"] for one in text["@graph"]}
    nodes = {one["@id"]: one for one in graphs["graph/article/harbour-blockade"]}
    statement = nodes["statement/harbour-blockade/27-accuse"]

    assert text["@context"]["@base"] == "https://example.org/news/"
    assert statement["@type"] == "Statement"
    assert statement["speaker"] == "actor/orvia"
    assert statement["illocution"] == "ill:accuse"
    assert statement["content"] == {"en": "mining the harbour of Port Selm"}
    assert nodes["passage/harbour-blockade/0-86"]["end"] == 86
    assert {one["@id"]: one for one in graphs["graph/authority"]}["actor/orvia"]["label"] == {
        "de": "Orwien",
        "en": "Republic of Orvia",
    }


def test_the_context_has_a_term_for_every_property_of_articles(published: PublishReport) -> None:
    """No property of an article's graph falls back to a prefixed name in JSON-LD, but for dates that are no days."""
    text = json.loads((published.out / "graph.jsonld").read_text(encoding="utf-8"))
    keys = {
        key
        for graph in text["@graph"]
        if graph["@id"].startswith("graph/article/")
        for node in graph["@graph"]
        for key in node
    }

    assert len(keys) > 25
    assert {key for key in keys if ":" in key} == {"say:published"}


def test_the_context_has_a_term_for_every_term_of_the_ontology() -> None:
    """Each class and property that ontology/sayso.ttl defines has its plain name in JSON-LD."""
    ontology = rdflib.Graph().parse(data=read("ontology", "sayso.ttl"), format="turtle")
    kinds = (rdflib.OWL.Class, rdflib.OWL.ObjectProperty, rdflib.OWL.DatatypeProperty)
    defined = {
        str(term).removeprefix(SAY)
        for kind in kinds
        for term in ontology.subjects(rdflib.RDF.type, kind)
        if str(term).startswith(SAY)
    }

    assert len(defined) > 50
    assert not defined - set(load_context())


def test_the_published_context_is_the_one_in_the_dump(published: PublishReport) -> None:
    """context.jsonld and the context inside graph.jsonld differ by the base only."""
    alone = json.loads((published.out / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    inside = json.loads((published.out / "graph.jsonld").read_text(encoding="utf-8"))["@context"]

    assert inside == {**alone, "@base": "https://example.org/news/"}


def test_only_the_formats_asked_for_are_written(store: Store, settings: Settings, tmp_path: Path) -> None:
    """Without Turtle the description still counts triples."""
    report = publish(store, tmp_path / "out", formats=("nquads",), settings=settings)
    names = {path.name for path in report.out.iterdir()}

    assert names == {"graph.nq", "context.jsonld", "void.ttl", "SHA256SUMS", "sayso-publish.json", "query"}
    assert report.triples > 250


def test_an_unknown_format_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    """The message names the format and those that there are."""
    with pytest.raises(ExportError, match="'turtel': not one of turtle, trig"):
        publish(store, tmp_path / "out", formats=("turtel",))
    assert not list(tmp_path.iterdir())


def test_an_empty_store_is_published(settings: Settings, tmp_path: Path) -> None:
    """A graph without anything in it gives dumps that parse, with nothing in them."""
    report = publish(Store(), tmp_path / "out", settings=settings)

    assert (report.quads, report.triples, report.graphs) == (0, 0, 0)
    for name, file in FORMATS.items():
        assert not list(pyoxigraph.parse(path=report.out / file, format=OX[name]))


def test_checksums_are_those_of_the_files(published: PublishReport) -> None:
    """SHA256SUMS lists every file but itself, the marker and what comes with sayso, as sha256sum reads it."""
    lines = (published.out / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}

    others = {"SHA256SUMS", "sayso-publish.json", "query"}
    assert set(listed) == {path.name for path in published.out.iterdir()} - others
    for name, digest in listed.items():
        assert sha256((published.out / name).read_bytes()).hexdigest() == digest


def describe(published: PublishReport) -> rdflib.Graph:
    """Return the description."""
    return rdflib.Graph().parse(published.out / "void.ttl")


def test_description_counts_what_the_dump_holds(published: PublishReport) -> None:
    """VoID's numbers of triples, subjects, classes and properties are those of the Turtle file."""
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    whole = rdflib.Graph().parse(published.out / "graph.ttl")
    text = describe(published)
    dataset = rdflib.URIRef("https://example.org/news/void.ttl#dataset")

    def number(predicate: rdflib.URIRef, of: object = dataset) -> int:
        assert isinstance(of, rdflib.URIRef)
        return int(str(text.value(of, predicate)))

    assert number(void.triples) == len(whole) == published.triples
    assert number(void.distinctSubjects) == len(set(whole.subjects()))
    assert number(void.classes) == len(set(whole.objects(None, rdflib.RDF.type)))
    assert number(void.properties) == len(set(whole.predicates()))
    parts = list(text.objects(dataset, void.propertyPartition))
    assert len(parts) == number(void.properties)
    for part in parts:
        assert number(void.triples, part) == len(list(whole.triples((None, text.value(part, void.property), None))))
    for part in text.objects(dataset, void.classPartition):
        found = list(whole.subjects(rdflib.RDF.type, text.value(part, void["class"])))
        assert number(void.entities, part) == len(found)


def test_description_says_who_and_under_which_licence(published: PublishReport) -> None:
    """Title, creator, publisher, licence and the days that the articles cover come from settings and graph."""
    text, terms = describe(published), rdflib.DCTERMS
    dataset = rdflib.URIRef("https://example.org/news/void.ttl#dataset")

    assert str(text.value(dataset, terms.title)) == "News of the lakes"
    assert str(text.value(dataset, terms.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert str(text.value(text.value(dataset, terms.creator), rdflib.FOAF.name)) == "Ada Rowe"
    assert str(text.value(dataset, terms.publisher)) == "https://example.org/lab"
    period = text.value(dataset, terms.temporal)
    assert str(text.value(period, rdflib.DCAT.startDate)) == "2031-03-04"
    assert str(text.value(period, rdflib.DCAT.endDate)) == "2031-03-05"


def test_description_gives_every_dump_with_its_checksum(published: PublishReport) -> None:
    """Each distribution has a URL beside the description, a media type, a size and a SHA-256."""
    text = describe(published)
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    dataset = rdflib.URIRef("https://example.org/news/void.ttl#dataset")
    found = {}
    for one in text.objects(dataset, rdflib.DCAT.distribution):
        name = str(text.value(one, rdflib.DCAT.downloadURL)).rpartition("/")[2]
        checksum = text.value(one, spdx.checksum)
        # As XSD has it, upper case and lower case are the same value.
        found[name] = (
            int(str(text.value(one, rdflib.DCAT.byteSize))),
            str(text.value(checksum, spdx.checksumValue)).lower(),
        )

    files = {one.name: (one.bytes, one.sha256) for one in published.files if one.media_type}
    assert set(files) == set(FORMATS.values())
    assert found == files


def test_the_default_graph_is_not_published(settings: Settings, tmp_path: Path) -> None:
    """Nothing of ours stands in the default graph, so what does is not."""
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c")))

    assert publish(store, tmp_path / "out", settings=settings).quads == 0
