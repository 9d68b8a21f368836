"""The interactive views, in a real browser: each draws, can be narrowed, and asks nobody but the server."""

import json
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.publish.serve.conftest import start
from tests.publish.site_store import make_kg

HERE = Path(__file__).resolve().parent
WEB = HERE.parents[2] / "publish" / "web"
VIEWS = ("network", "map", "timeline", "figures", "query")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

needs_node = pytest.mark.skipif(
    not (shutil.which("node") and (WEB / "node_modules").is_dir()), reason="needs npm's packages: make web"
)
needs_browser = pytest.mark.skipif(
    not CHROMIUM or not (WEB / "dist" / "index.html").is_file(),
    reason="needs chromium (apt install chromium) and the views (make web)",
)


@needs_node
def test_pure_parts_of_the_views_hold() -> None:
    """The tests of model.test.ts pass."""
    done = subprocess.run(["node", "test.mjs"], cwd=WEB, check=False, capture_output=True, text=True)

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "tests 2" in done.stdout


@pytest.fixture(scope="module")
def visit(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[dict[str, Any], None, None]:
    """What browse.mjs saw of the graph of the examples, and of one whose names are attacks."""
    honest, hostile = start(built / "kg"), start(make_kg(tmp_path_factory.mktemp("views") / "kg"))
    try:
        roots = [f"http://127.0.0.1:{one.client.port}" for one in (honest, hostile)]
        command = ["node", str(HERE / "browse.mjs"), str(CHROMIUM), *roots]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=570)
        assert 0 == done.returncode, done.stdout + done.stderr
        yield json.loads(done.stdout)
    finally:
        honest.stop()
        hostile.stop()


def get(visit: dict[str, Any], view: str) -> dict[str, Any]:
    """What was seen on a tour through a view."""
    found: dict[str, Any] = visit["seen"][view]
    assert "failed" not in found, found["failed"]
    return found


@needs_node
@needs_browser
def test_nothing_goes_wrong_and_nothing_is_asked_elsewhere(visit: dict[str, Any]) -> None:
    """No error in the console, no dialog, no request to another server, no missing file."""
    assert [] == visit["troubles"]


@needs_node
@needs_browser
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_view_is_accessible_and_fits(visit: dict[str, Any], view: str, size: str) -> None:
    """axe finds nothing serious, in light and dark, and nothing is wider than the window."""
    assert [] == visit["seen"][f"{view} {size}"]


@needs_node
@needs_browser
def test_click_on_an_edge_shows_its_sentences(visit: dict[str, Any]) -> None:
    """With links to pages that are there; so does the button in the table, by keyboard alone."""
    found = get(visit, "network")

    assert found["before"] > 20
    assert found["clicked"]
    assert all(href.startswith(("../statement/", "../article/")) for href in found["clicked"])
    assert 200 == found["page404"]
    assert found["read"]


@needs_node
@needs_browser
def test_network_is_narrowed_by_kind_weight_time_and_actor(visit: dict[str, Any]) -> None:
    """Each filter leaves what it names, and what leaves nothing says so."""
    found = get(visit, "network")

    assert {"deny"} == set(found["kinds"])
    assert found["weights"]
    assert all(int(one) >= 2 for one in found["weights"])
    assert ["Nothing fits these filters. Clear one of them."] == found["empty"]
    assert 0 < len(found["ends"]) < found["before"]
    assert all("yrgyz" in one for one in found["ends"])


@needs_node
@needs_browser
def test_map_shows_places_and_all_their_names(visit: dict[str, Any]) -> None:
    """Outlines are drawn, a place opens by keyboard with its names and sentences, a type of event narrows."""
    found = get(visit, "map")

    assert len(found["spots"]) >= 3
    assert found["drawn"] > 5
    assert found["names"]
    assert found["sentences"]
    assert 0 < found["some"] < found["all"]


@needs_node
@needs_browser
def test_timeline_is_walked_by_arrow_keys(visit: dict[str, Any]) -> None:
    """One stop of the Tab key, arrows from mark to mark, Enter opens; statements can be seen alone."""
    found = get(visit, "timeline")

    assert found["marks"] > 20
    assert 1 == found["stops"]
    assert found["second"].endswith(found["heading"][0])
    assert found["rows"] >= found["marks"]
    assert found["kinds"]
    assert all(one.startswith("statement:") for one in found["kinds"])


@needs_node
@needs_browser
def test_figures_of_one_happening_stand_side_by_side(visit: dict[str, Any]) -> None:
    """Each with its bar, bounds and sentence; two that disagree begin at different points of the scale."""
    found = get(visit, "figures")

    assert found["groups"]
    for group in found["groups"]:
        assert 2 <= len(group["bars"]) == len(group["bounds"]) == group["sentences"]
        assert len(set(group["bars"])) > 1
    assert found["all"] > sum(len(group["bars"]) for group in found["groups"])


@needs_node
@needs_browser
def test_editor_knows_the_saved_queries_and_runs_them(visit: dict[str, Any]) -> None:
    """All are listed; one that is loaded can be run as it stands."""
    from sayso.queries.catalogue import list_queries

    found = get(visit, "query")

    assert {one.name for one in list_queries()} == set(found["listed"])
    assert "PREFIX say:" in found["editor"]
    assert "#@" not in found["editor"]
    assert 0 == found["faults"]
    assert found["rows"] > 1
    assert [] == visit["seen"]["query with an answer"]


@needs_node
@needs_browser
@pytest.mark.parametrize("view", VIEWS)
def test_words_of_articles_are_never_read_as_html(visit: dict[str, Any], view: str) -> None:
    """Names and sentences that hold scripts and handlers stay text."""
    assert [] == visit["seen"][f"hostile {view}"]


@needs_node
@needs_browser
def test_a_server_that_does_not_answer_is_told_of(visit: dict[str, Any]) -> None:
    """The reader learns what to do."""
    [message] = visit["seen"]["broken"]

    assert "does not answer" in message


def test_network_of_the_page_is_that_of_the_exports(built: Path) -> None:
    """The query of the page finds the same edges, as heavy, as `sayso export` does."""
    from pyoxigraph import QuerySolutions

    from sayso.graph.store import open_store
    from sayso.publish.networks.reading import read_network

    store = open_store(built / "kg")
    text = (WEB / "src" / "queries" / "edges.rq").read_text(encoding="utf-8")

    found = store.query(text, use_default_graph_as_union=True)

    assert isinstance(found, QuerySolutions)
    edges = {tuple(row[name].value for name in ("source", "target", "kind", "weight")) for row in found}
    expected = {(e.source, e.target, e.kind, str(e.weight)) for e in read_network(store).edges}
    assert len(expected) > 20
    assert expected == edges
