"""The published folder: whole, without a broken link, and without anything private."""

import gzip
import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from sayso.publish.dump import publish
from sayso.publish.pages import lists
from sayso.publish.pages.lists import CLASSES, Lists, make_list, split_list_path
from sayso.publish.pages.reader import Reader
from sayso.publish.pages.render import Site
from sayso.publish.pages.site import write_sitemaps
from sayso.queries.catalogue import list_queries
from sayso.queries.parameters import drop_hints
from sayso.settings import Settings
from tests.publish.html_tools import Outline, check_html
from tests.publish.site_store import BASE

SETTINGS = Settings(base_iri=BASE, title="News of the lakes", creator="Ada Rowe")


def test_no_link_is_broken(public: Path) -> None:
    """Every reference of every page leads to a file, and to an id in it."""
    pages = {path: Outline(path.read_bytes()) for path in public.rglob("*.html")}
    broken: list[tuple[str, str]] = []
    followed = 0
    for path, outline in pages.items():
        for link in outline.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            followed += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file() or (parts.fragment and parts.fragment not in pages[target].ids):
                broken.append((path.relative_to(public).as_posix(), link))

    assert broken == []
    assert len(pages) >= 60 and followed > 1000


def test_every_page_can_be_reached_without_a_search(public: Path) -> None:
    """From the start page, by links alone."""
    seen, waiting = set[Path](), [public / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.suffix != ".html":
            continue
        seen.add(path)
        links = (urlsplit(one) for one in Outline(path.read_bytes()).links)
        waiting += [(path.parent / one.path).resolve() for one in links if one.path and not one.scheme]

    assert list_pages(public) == {path.resolve() for path in seen}


def list_pages(public: Path) -> set[Path]:
    """Return all pages but those that lead on to another, since the node was merged."""
    return {path.resolve() for path in public.rglob("*.html") if b'http-equiv="refresh"' not in path.read_bytes()}


def test_merged_nodes_have_a_page_that_no_list_names(public: Path) -> None:
    """Old addresses work on any static host."""
    old = public / "actor" / "person-l-dorn.html"

    assert old.resolve() not in list_pages(public)
    place = Outline(old.read_bytes()).find("meta")[-1]["content"].partition("url=")[2]
    assert (old.parent / place).resolve().is_file()
    assert all(old.with_suffix(suffix).is_file() for suffix in (".ttl", ".jsonld"))
    assert "person-l-dorn" not in (public / "actors.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["index", "about", "ontology", "queries", *CLASSES, "query/who-accused-whom", "query/figures"]
)
def test_pages_about_no_node_are_valid(public: Path, name: str) -> None:
    """They hold what the standard asks for."""
    assert check_html((public / f"{name}.html").read_bytes()) == []


def test_sitemap_names_the_pages(public: Path) -> None:
    """All of them, by absolute addresses below the base IRI."""
    names = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    urls = [one.text or "" for one in ElementTree.parse(public / "sitemap.xml").iter(names)]

    assert sorted(urls) == sorted(BASE + path.relative_to(public.resolve()).as_posix() for path in list_pages(public))


def test_many_pages_have_several_sitemaps() -> None:
    """One sitemap may hold fifty thousand addresses."""
    found = dict(write_sitemaps((f"actor/{number}" for number in range(120_001)), base=BASE))

    assert sorted(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert found["sitemap-3.xml"].count(b"<loc>") == 20_001
    assert b"<loc>https://example.org/news/sitemap-2.xml</loc>" in found["sitemap.xml"]


def test_nothing_private_is_published(public: Path) -> None:
    """No file tells of builds, of paths of this machine, or of who was at work."""
    for path in public.rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert not re.search(rb"graph/builds|/home/|secret|machine of Ada|file:/", data), path
            assert str(public.parent).encode() not in data, path


def test_same_graph_gives_the_same_folder(graph: Store, public: Path, tmp_path: Path) -> None:
    """Byte for byte, compressed files included."""
    again = publish(graph, tmp_path / "again", settings=SETTINGS, site=True).out
    names = sorted(path.relative_to(public) for path in public.rglob("*") if path.is_file())

    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert [name for name in names if (public / name).read_bytes() != (again / name).read_bytes()] == []


def test_each_article_has_a_turtle_file(graph: Store, public: Path) -> None:
    """With all that was found in it; together with what spans articles they make the whole."""
    for key in ("flood", "echo", "hostile", "harbour-blockade"):
        found = {quad.triple for quad in parse(path=public / "article" / f"{key}.ttl", format=RdfFormat.TURTLE)}
        name = NamedNode(f"{BASE}graph/article/{key}")
        assert found == {quad.triple for quad in graph.quads_for_pattern(None, None, None, name)}


def test_dumps_are_compressed_too(public: Path) -> None:
    """Each ``.gz`` holds its dump, and the description names it with its checksum."""
    described = (public / "void.ttl").read_text(encoding="utf-8")
    for name in ("graph.ttl", "graph.trig", "graph.nq", "graph.jsonld"):
        packed = (public / f"{name}.gz").read_bytes()
        assert gzip.decompress(packed) == (public / name).read_bytes()
        assert hashlib.sha256(packed).hexdigest() in described
    assert "compressFormat" in described


def test_saved_queries_are_published_with_their_metadata(public: Path) -> None:
    """Each has a page with an answer, its text, and a description in RDF that holds the text."""
    for query in list_queries():
        folder = public / "query"
        assert (folder / f"{query.name}.rq").read_text(encoding="utf-8") == query.text
        turtle = {quad.triple for quad in parse(path=folder / f"{query.name}.ttl", format=RdfFormat.TURTLE)}
        linked = {quad.triple for quad in parse(path=folder / f"{query.name}.jsonld", format=RdfFormat.JSON_LD)}
        assert turtle == linked
        assert drop_hints(query.text) in {triple.object.value for triple in turtle if hasattr(triple.object, "value")}
    page = Outline((public / "query" / "who-accused-whom.html").read_bytes())
    assert "mining the harbour of Port Selm" in page.text
    assert "../statement/harbour-blockade/27-accuse.html" in page.links


def test_saved_queries_are_published_without_pages_too(graph: Store, tmp_path: Path) -> None:
    """Where no pages are written their text and description still are, the same as with pages."""
    bare = publish(graph, tmp_path / "bare", settings=SETTINGS, site=False).out
    whole = publish(graph, tmp_path / "whole", settings=SETTINGS, site=True).out
    names = {f"{query.name}{suffix}" for query in list_queries() for suffix in (".rq", ".ttl", ".jsonld")}

    assert names == {path.name for path in (bare / "query").iterdir()}
    assert all((bare / "query" / name).read_bytes() == (whole / "query" / name).read_bytes() for name in names)


def test_folder_is_replaced_whole_or_not_at_all(graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing fails half-way, what stood there stays, and nothing is left beside it."""
    out = publish(graph, tmp_path / "out", settings=SETTINGS, site=True).out
    before = sorted(path.relative_to(out) for path in out.rglob("*"))

    def fail(done: int, total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(Exception, match="No space left"):
        publish(graph, tmp_path / "out", settings=SETTINGS, site=True, progress=fail)

    assert sorted(path.relative_to(out) for path in out.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_words_are_withheld_from_dumps_too(graph: Store, tmp_path: Path) -> None:
    """With `none` no file of the folder has a sentence of an article."""
    out = publish(graph, tmp_path / "out", settings=SETTINGS, site=True, quotes="none").out
    for path in out.rglob("*"):
        if path.is_file():
            data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
            assert not re.search(rb"mining the harbour|at least 30 people died|A dam killed", data), path


def test_long_lists_have_parts(reader: Reader, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part links to the others, and together they have every node once."""
    monkeypatch.setattr(lists, "PART", 4)
    made = Lists(reader, site)
    parts = made.count_parts("actors")
    shown: list[str] = []
    for number in range(1, parts + 1):
        html = make_list(made, "actors", number)
        assert html is not None
        links = Outline(html).links
        assert {f"actors-{other}.html" for other in range(2, parts + 1)} <= set(links)
        shown += [link for link in links if link.startswith("actor/")]

    assert parts > 2
    assert sorted(shown) == sorted(f"{iri[len(BASE) :]}.html" for iri in reader.iter_nodes("say:Actor"))
    assert make_list(made, "actors", parts + 1) is None


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("actors", ("actors", 1)), ("events-12", ("events", 12)), ("events-0", None), ("events-", None),
        ("nonsense", None), ("actors-x", None), ("actors-²", None),
    ],
)  # fmt: skip
def test_paths_of_lists(path: str, meant: tuple[str, int] | None) -> None:
    """A number counts from 2, and nothing else is a list."""
    assert split_list_path(path) == meant


def test_empty_graph_has_a_site(tmp_path: Path) -> None:
    """Lists say that there is nothing."""
    out = publish(Store(), tmp_path / "out", settings=SETTINGS, site=True)

    assert out.pages == 0
    assert "There are none in this graph." in Outline((out.out / "actors.html").read_bytes()).text


def test_base_with_a_hash_has_a_site_too(site: Site) -> None:
    """Pages stand at the part behind the hash."""
    from sayso.publish.pages.page import make_page

    store = Store()
    store.load(
        b"<https://e.org/data#actor/a> a <https://w3id.org/sayso/ont#Actor> .",
        format=RdfFormat.TURTLE,
        to_graph=NamedNode("https://e.org/data#graph/article/x"),
    )
    page = make_page(store, "https://e.org/data#actor/a", site=Site(base="https://e.org/data#"))

    assert page is not None and page.path == "actor/a"
