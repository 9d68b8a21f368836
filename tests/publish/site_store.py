"""The graph on which pages and server are tested, in memory or as a folder that looks like a built one."""

import json
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

HERE = Path(__file__).resolve().parent
BASE = "https://example.org/news/"
SAY = "https://w3id.org/sayso/ont#"
LONG = "Very " * 2000 + "Long"
"""A name of ten thousand characters."""


def fill(store: Store) -> Store:
    """Put the small graph, what it lacks, and a very long name into a store."""
    store.load((HERE / "data.nq").read_bytes(), format=RdfFormat.N_QUADS)
    store.load((HERE / "site.trig").read_bytes(), format=RdfFormat.TRIG)
    long, graph = NamedNode(BASE + "actor/hostile/long"), NamedNode(BASE + "graph/article/hostile")
    for name, value in (
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode(SAY + "Actor")),
        ("http://www.w3.org/2000/01/rdf-schema#label", Literal(LONG, language="en")),
        (SAY + "alias", Literal(LONG + "er", language="en")),
        (SAY + "mentionedIn", NamedNode(BASE + "article/hostile")),
    ):
        store.add(Quad(long, NamedNode(name), value, graph))
    return store


def make_kg(folder: Path) -> Path:
    """Write a folder with that graph as its store."""
    from sayso.graph.store import CONTENTS, VERSION

    folder.mkdir(parents=True)
    (folder / "VERSION").write_text(f"{VERSION}\n", encoding="ascii")
    (folder / "manifest.json").write_text(json.dumps({"settings": {"base_iri": BASE}}), encoding="utf-8")
    store = fill(Store(str(folder / "store")))
    store.flush()
    del store
    (folder / "store" / CONTENTS).write_text("", encoding="utf-8")
    return folder
