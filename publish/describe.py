"""VoID and DCAT: what a published dataset holds, under which licence, and where its files are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from sayso.publish.folder import PublishedFile
from sayso.publish.prefixes import RDF_TYPE, SAY, list_prefixes, load_context
from sayso.settings import Settings

VOID_FILE = "void.ttl"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
FORMATS = "http://www.w3.org/ns/formats/"
_RDF_FORMATS = {
    "text/turtle": "Turtle",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
    "application/ld+json": "JSON-LD",
}


@dataclass(slots=True)
class Counts:
    """What was counted while a graph was written: triples of the union, subjects, uses of classes and properties."""

    triples: int = 0
    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter[str])
    properties: Counter[str] = field(default_factory=Counter[str])
    first: str | None = None
    last: str | None = None
    """First and last day on which an article was published, ISO 8601; None where no article says."""

    def count(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Pass triples on that come sorted by subject, and count them."""
        before = None
        published = SAY + "published"
        for triple in triples:
            predicate = triple.predicate.value
            self.triples += 1
            self.properties[predicate] += 1
            if triple.subject != before:
                self.subjects += 1
                before = triple.subject
            if predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
                self.classes[triple.object.value] += 1
            elif predicate == published and isinstance(triple.object, Literal) and len(triple.object.value) == 10:
                day = triple.object.value
                self.first = min(self.first or day, day)
                self.last = max(self.last or day, day)
            yield triple


def write_description(folder: Path, *, counts: Counts, files: Sequence[PublishedFile], settings: Settings) -> None:
    """Write ``void.ttl``: dataset, partitions by class and property, and one distribution a file with its checksum."""
    context = load_context()
    here = urljoin(settings.base_iri, VOID_FILE)
    triples = [
        *_describe_dataset(here, counts, settings),
        *_describe_partitions(here, counts),
        *(triple for one in files if one.media_type for triple in _describe_file(here, one, settings)),
    ]
    prefixes = list_prefixes(context)
    used = {
        name: iri
        for name, iri in prefixes.items()
        if any(str(term).lstrip("<").startswith(iri) for triple in triples for term in triple)
    }
    text = serialize(sorted(triples, key=_order), format=RdfFormat.TURTLE, prefixes={**used, "": here + "#"})
    assert text is not None
    (folder / VOID_FILE).write_bytes(text)


def _order(triple: Triple) -> tuple[str, str, str]:
    predicate = triple.predicate.value
    return str(triple.subject), "" if predicate == RDF_TYPE else predicate, str(triple.object)


class _Writer:
    """Collects triples about one node; names are ``prefix:local`` of the context."""

    def __init__(self, iri: str) -> None:
        self.node = NamedNode(iri)
        self.prefixes = list_prefixes(load_context())
        self.triples: list[Triple] = []

    def name(self, short: str) -> NamedNode:
        prefix, _, local = short.partition(":")
        return NamedNode(self.prefixes[prefix] + local)

    def a(self, *classes: str) -> None:
        for each in classes:
            self.triples.append(Triple(self.node, NamedNode(RDF_TYPE), self.name(each)))

    def iri(self, predicate: str, iri: str) -> None:
        self.triples.append(Triple(self.node, self.name(predicate), NamedNode(iri)))

    def text(self, predicate: str, text: str, *, language: str | None = None) -> None:
        self.triples.append(Triple(self.node, self.name(predicate), Literal(text, language=language)))

    def typed(self, predicate: str, value: object, datatype: str) -> None:
        self.triples.append(Triple(self.node, self.name(predicate), Literal(str(value), datatype=self.name(datatype))))


def _describe_dataset(here: str, counts: Counts, settings: Settings) -> list[Triple]:
    out = _Writer(here + "#dataset")
    out.a("void:Dataset", "dcat:Dataset")
    out.text("dcterms:title", settings.title, language="en")
    if settings.description:
        out.text("dcterms:description", settings.description, language="en")
    out.iri("dcterms:license", settings.licence)
    out.text("dc:language", settings.language)
    out.text("void:uriSpace", settings.base_iri)
    for name in ("say", "skos", "dcterms", "oa", "schema"):
        out.iri("void:vocabulary", out.prefixes[name])
    for predicate, number in (
        ("void:triples", counts.triples), ("void:distinctSubjects", counts.subjects),
        ("void:classes", len(counts.classes)), ("void:properties", len(counts.properties)),
    ):  # fmt: skip
        out.typed(predicate, number, "xsd:integer")
    triples = out.triples
    for role, who in (("creator", settings.creator), ("publisher", settings.publisher)):
        if who:
            iri = who if who.startswith(("http://", "https://")) else f"{here}#{role}"
            out.iri(f"dcterms:{role}", iri)
            if iri != who:
                agent = _Writer(iri)
                agent.a("foaf:Agent")
                agent.text("foaf:name", who)
                triples += agent.triples
    if counts.first and counts.last:
        out.iri("dcterms:temporal", here + "#temporal")
        period = _Writer(here + "#temporal")
        period.a("dcterms:PeriodOfTime")
        period.typed("dcat:startDate", counts.first, "xsd:date")
        period.typed("dcat:endDate", counts.last, "xsd:date")
        triples += period.triples
    return triples


def _describe_partitions(here: str, counts: Counts) -> Iterator[Triple]:
    prefixes = list_prefixes(load_context())
    dataset = NamedNode(here + "#dataset")
    for kind, key, number, counted in (
        ("class", "class", "entities", counts.classes), ("property", "property", "triples", counts.properties),
    ):  # fmt: skip
        for iri in sorted(counted):
            part = _Writer(f"{here}#{kind}-{_slug(iri, prefixes)}")
            part.iri(f"void:{key}", iri)
            part.typed(f"void:{number}", counted[iri], "xsd:integer")
            yield Triple(dataset, part.name(f"void:{kind}Partition"), part.node)
            yield from part.triples


def _slug(iri: str, prefixes: dict[str, str]) -> str:
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri[len(namespace) :]}"
    return "".join(char if char.isalnum() and char.isascii() else "-" for char in iri.split("//")[-1])


def _describe_file(here: str, one: PublishedFile, settings: Settings) -> list[Triple]:
    assert one.media_type is not None
    dataset = _Writer(here + "#dataset")
    node = f"{here}#{one.name}"
    url = urljoin(here, one.name)
    dataset.iri("dcat:distribution", node)
    dataset.iri("void:dataDump", url)
    if one.media_type in _RDF_FORMATS:
        dataset.iri("void:feature", FORMATS + _RDF_FORMATS[one.media_type])
    out = _Writer(node)
    out.a("dcat:Distribution")
    out.text("dcterms:title", one.name)
    out.iri("dcterms:license", settings.licence)
    out.iri("dcat:downloadURL", url)
    out.iri("dcat:mediaType", MEDIA_TYPES + one.media_type)
    if one.name.endswith(".gz"):
        out.iri("dcat:compressFormat", MEDIA_TYPES + "application/gzip")
    out.typed("dcat:byteSize", one.bytes, "xsd:nonNegativeInteger")
    out.iri("spdx:checksum", f"{node}-sha256")
    checksum = _Writer(f"{node}-sha256")
    checksum.a("spdx:Checksum")
    checksum.iri("spdx:algorithm", checksum.prefixes["spdx"] + "checksumAlgorithm_sha256")
    checksum.typed("spdx:checksumValue", one.sha256, "xsd:hexBinary")
    return [*dataset.triples, *out.triples, *checksum.triples]
