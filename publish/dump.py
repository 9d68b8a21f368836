"""Dumps of the whole graph: Turtle, TriG, N-Quads and JSON-LD, the same bytes for the same graph."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse, serialize

from sayso.errors import ExportError
from sayso.graph.manifest import read_base
from sayso.publish.describe import VOID_FILE, Counts, write_description
from sayso.publish.folder import PublishedFile, describe_file, replace_folder, write_marker
from sayso.publish.jsonld import write_jsonld
from sayso.publish.pages.lists import File
from sayso.publish.pages.quotes import Quotes, read_quotes, withhold_line
from sayso.publish.pages.site import (
    AUTOMATIC,
    SiteReport,
    compress_file,
    count_articles,
    make_site,
    write_queries,
    write_site,
)
from sayso.publish.prefixes import CONTEXT_FILE, load_context, make_prefixes
from sayso.publish.public import is_public
from sayso.publish.sorting import write_lines, write_sorted, write_union
from sayso.resources import read
from sayso.settings import Settings

MEDIA_TYPES = {
    "graph.ttl": "text/turtle",
    "graph.trig": "application/trig",
    "graph.nq": "application/n-quads",
    "graph.jsonld": "application/ld+json",
}
FORMATS = {"turtle": "graph.ttl", "trig": "graph.trig", "nquads": "graph.nq", "jsonld": "graph.jsonld"}
"""The formats that `publish` knows, and the file that each goes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """
    What was published.

    Attributes:
        out: The folder.
        files: In it, in the order of writing; the marker and the list of checksums are not named.
        quads: Statements in named graphs.
        triples: Statements of the union of all graphs.
        graphs: Named graphs.
    """

    out: Path
    files: tuple[PublishedFile, ...]
    quads: int
    triples: int
    graphs: int
    pages: int | None = None
    """Nodes that have a page; None where no pages were asked for, or the graph is too large for them by default."""


def publish(
    kg: Path | Store,
    out: Path,
    *,
    formats: Sequence[str] = tuple(FORMATS),
    settings: Settings | None = None,
    site: bool | None = False,
    quotes: Quotes | str = "sentence",
    progress: Callable[[int, int], None] | None = None,
) -> PublishReport:
    """
    Write dumps of a knowledge graph, with its VoID and DCAT description, into a folder for any web server.

    Turtle holds the union of all graphs; TriG, N-Quads and JSON-LD keep the graphs apart. The graph that describes
    builds, and whatever names a file of this machine, is left out. The folder is put in place whole.

    Args:
        kg: The folder that ``sayso build`` made, or an open store.
        out: Made anew, or replaced where sayso published it.
        formats: Of ``turtle``, ``trig``, ``nquads``, ``jsonld``.
        settings: Title, licence, creator and base IRI; None takes the defaults.
        site: Whether to write a page for every node too, and the dumps also compressed. None does where the graph
            has few enough articles. The saved queries are written in any case.
        quotes: How much of the articles' words is published: ``none`` takes them out of the dumps as well.
        progress: Called with the pages that are written and how many there will be.

    Raises:
        ExportError: If a format or *quotes* is unknown.
        PublishFolderError: If *out* holds anything that sayso did not write, or cannot be written.
    """
    for name in formats:
        if name not in FORMATS:
            raise ExportError(f"format {name!r}: not one of {', '.join(FORMATS)}. Choose one of these.")
    shown = read_quotes(quotes)
    settings = settings or Settings()
    pages: int | None = None
    with replace_folder(out) as folder:
        quads_file, triples_file = folder / "sorted.nq", folder / "sorted.nt"
        _write_all(kg, quads_file)
        if shown == "none":
            _withhold(quads_file)
        write_union(quads_file, triples_file)
        counts = Counts()
        quads, graphs = _count_quads(quads_file)
        prefixes = make_prefixes(settings.base_iri)
        triples = counts.count(_iter_triples(triples_file))
        if "turtle" in formats:
            serialize(triples, folder / FORMATS["turtle"], RdfFormat.TURTLE, prefixes=prefixes)
        else:
            for _ in triples:
                pass
        _write_quads(quads_file, folder, formats, prefixes, settings)
        quads_file.unlink()
        triples_file.unlink()
        (folder / CONTEXT_FILE).write_text(read("publish", CONTEXT_FILE), encoding="utf-8", newline="\n")
        files = [
            describe_file(folder, name, media_type=MEDIA_TYPES[name])
            for key, name in FORMATS.items()
            if key in formats
        ]
        written = None
        if site or site is None:
            written = _write_pages(kg, folder, files, settings, shown, progress, always=site is True)
        if written is not None:
            pages, others = written.pages, written.files
            files += [
                describe_file(folder, compress_file(folder / one.name).name, media_type=one.media_type)
                for one in files
            ]
        else:
            base = read_base(kg) if isinstance(kg, Path) else settings.base_iri
            others = tuple(write_queries(folder, base=base))
        write_description(folder, counts=counts, files=files, settings=settings)
        files += [describe_file(folder, name) for name in (CONTEXT_FILE, VOID_FILE)]
        write_marker(folder, files, others=others)
    return PublishReport(out=out, files=tuple(files), quads=quads, triples=counts.triples, graphs=graphs, pages=pages)


def _write_pages(
    kg: Path | Store,
    folder: Path,
    files: Sequence[PublishedFile],
    settings: Settings,
    quotes: Quotes,
    progress: Callable[[int, int], None] | None,
    *,
    always: bool,
) -> SiteReport | None:
    store = open_kg(kg)
    if not always and count_articles(store) > AUTOMATIC:
        return None
    if isinstance(kg, Path):
        settings = replace(settings, base_iri=read_base(kg))
    named = [File(one.name, f"{one.media_type}, {one.bytes:,} bytes") for one in files]
    named += [File(f"{one.name}.gz", "the same, compressed") for one in files]
    named += [File(VOID_FILE, "description of the dataset, VoID and DCAT")]
    return write_site(store, folder, site=make_site(settings, quotes=quotes), files=named, progress=progress)


def _withhold(path: Path) -> None:
    """Take the words of articles out of a file of quads."""
    kept = path.with_name(f"{path.name}.kept")
    with path.open(encoding="utf-8", newline="\n") as source, kept.open("w", encoding="utf-8", newline="\n") as out:
        # Two values of one property may become the same.
        out.writelines(line for line, _ in groupby(map(withhold_line, source)))
    kept.replace(path)


def _write_all(kg: Path | Store, path: Path) -> None:
    """Write the public quads to a file, sorted: from the files of the graph where it has them, else from the store."""
    if isinstance(kg, Store):
        write_sorted(kg, path, keep=is_public)
        return
    from sayso.graph.dump import iter_quads

    write_lines(iter_quads(kg), path, keep=is_public)


def open_kg(kg: Path | Store) -> Store:
    """Return the store of a knowledge graph's folder, opened for reading; a store is returned as it is."""
    if isinstance(kg, Store):
        return kg
    from sayso.graph.store import open_store

    return open_store(kg, read_only=True)


def _iter_quads(path: Path) -> Iterator[Quad]:
    return parse(path=path, format=RdfFormat.N_QUADS)


def _iter_triples(path: Path) -> Iterator[Triple]:
    return (quad.triple for quad in parse(path=path, format=RdfFormat.N_TRIPLES))


def _count_quads(path: Path) -> tuple[int, int]:
    quads, graphs, before = 0, 0, b""
    with path.open("rb") as file:
        for line in file:
            quads += 1
            graph = line.rsplit(b" ", 2)[1]
            graphs += graph != before
            before = graph
    return quads, graphs


def _write_quads(
    source: Path, folder: Path, formats: Iterable[str], prefixes: dict[str, str], settings: Settings
) -> None:
    if "trig" in formats:
        serialize(_iter_quads(source), folder / FORMATS["trig"], RdfFormat.TRIG, prefixes=prefixes)
    if "nquads" in formats:
        serialize(_iter_quads(source), folder / FORMATS["nquads"], RdfFormat.N_QUADS)
    if "jsonld" in formats:
        with (folder / FORMATS["jsonld"]).open("w", encoding="utf-8", newline="\n") as out:
            write_jsonld(_iter_quads(source), out, context=load_context(), base_iri=settings.base_iri)
