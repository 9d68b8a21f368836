"""The graph as sorted N-Quads, the same bytes whenever the same was built, straight from the files and the store."""

import heapq
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph

from sayso.graph import shelf
from sayso.graph.curation.shelf import read_curated
from sayso.graph.manifest import read_base
from sayso.graph.nquads import sort_key
from sayso.graph.store import Paths, open_store

RUN = 200_000
"""Lines of the inferred graph that are sorted at once in memory."""


def iter_quads(kg: Path, *, builds: bool = False) -> Iterator[str]:
    """
    Yield the quads of a knowledge graph as N-Quads lines, without line ends.

    They are sorted by graph, subject, ``rdf:type`` before other predicates, predicate, object, each as the text of its
    N-Quads form. Memory holds one article at a time.

    Args:
        kg: The folder that `sayso build` made.
        builds: Whether to tell of the builds too, which differ from run to run.

    Raises:
        StoreMissingError, StoreNewerError, StoreBrokenError: As `open_store`.
    """
    paths = Paths(kg)
    store = open_store(kg)
    base = read_base(kg)
    names = {path.stem for path in paths.graphs.glob("*.nq")} | {"inferred"}
    names |= {f"article/{key}" for key in shelf.list_keys(paths.articles)}
    if not builds:
        names.discard("builds")
    # As an IRI ends in ">", which no name holds, names sort otherwise than the IRIs that end in them.
    for name in sorted(names, key=lambda one: f"{one}>"):
        if name == "inferred":
            yield from _iter_inferred(store, f"{base}graph/inferred")
        elif name.startswith("article/"):
            yield from _split(read_curated(kg, name.removeprefix("article/")))
        else:
            yield from _split((paths.graphs / f"{name}.nq").read_bytes())


def _split(data: bytes) -> list[str]:
    # Not splitlines: other line breaks may stand inside a literal.
    return data.decode("utf-8").split("\n")[:-1]


def _iter_inferred(store: pyoxigraph.Store, graph: str) -> Iterator[str]:
    """Yield the lines of the one graph that has no file, sorted piece by piece on disk if it is large."""
    lines: list[str] = []
    with TemporaryDirectory() as folder:
        runs: list[Path] = []
        for quad in store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph)):
            lines.append(f"{quad} .")
            if len(lines) >= RUN:
                runs.append(Path(folder, f"{len(runs)}"))
                runs[-1].write_text("\n".join(sorted(lines, key=sort_key)) + "\n", encoding="utf-8", newline="\n")
                lines = []
        lines.sort(key=sort_key)
        if not runs:
            yield from lines
            return
        files = [path.open(encoding="utf-8", newline="\n") for path in runs]
        try:
            merged = heapq.merge(*((line[:-1] for line in file) for file in files), lines, key=sort_key)
            yield from merged
        finally:
            for file in files:
                file.close()
