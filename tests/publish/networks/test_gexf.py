"""GEXF: valid, read back whole by Gephi Lite's own parser, the same bytes for the same graph."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from sayso.publish.days import Days
from sayso.publish.export import export
from sayso.publish.networks.columns import list_edge_columns, list_node_columns, list_values
from sayso.publish.networks.gexf import write_gexf
from sayso.publish.networks.looks import CLASS_COLOURS, KIND_COLOURS
from sayso.publish.networks.network import PROFILES, Edge, Network, Node, Profile
from sayso.publish.networks.reading import read_network

Check = Callable[[str], list[str]]
PARSER = Path(__file__).resolve().parent.parent / "gephi-lite"
NASTY = "Ana\x00 \x07<script>alert('x')</script> & \"Co\"\n\tLtd \u202eRTL\ud800 \ufffe" + "long " * 2_000


@pytest.fixture(scope="module")
def strait() -> Store:
    """The hand-made graph on which the saved queries are tested."""
    made = Store()
    data = Path(__file__).resolve().parents[2] / "queries" / "graph.trig"
    made.load(data.read_bytes(), format=RdfFormat.TRIG)
    return made


def write(network: Network) -> str:
    out = io.StringIO()
    write_gexf(network, out)
    return out.getvalue()


def read_with_gephi_lite(path: Path) -> dict[str, Any]:
    """Return the graph as Gephi Lite's parser has it, or skip where it is not installed."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node, to run Gephi Lite's parser")
    if not (PARSER / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("needs Gephi Lite's parser: npm ci --prefix tests/publish/gephi-lite")
    done = subprocess.run(
        [node, str(PARSER / "read.js"), str(path)], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_valid(find_faults: Check, store: Store, profile: Profile) -> None:
    """The file of each profile keeps to the schema and to what readers ask beyond it."""
    assert find_faults(write(read_network(store, profile=profile))) == []


def test_a_network_without_anything_is_valid(find_faults: Check) -> None:
    """An empty network is a file that can be opened."""
    assert find_faults(write(Network("actors", True, {}, []))) == []


def test_gexf_is_the_golden_one(store: Store, golden: Path, update_golden: bool) -> None:
    """The file of the small graph is the golden one, positions within a unit."""
    path = golden / "actors.gexf"
    text = write(read_network(store))
    if update_golden:
        path.write_text(text, encoding="utf-8", newline="\n")
    expected = path.read_text(encoding="utf-8")
    position = re.compile(r'<viz:position x="([-0-9.]+)" y="([-0-9.]+)"')

    assert position.sub("", text) == position.sub("", expected)
    for found, known in zip(position.findall(text), position.findall(expected), strict=True):
        assert [float(n) for n in found] == pytest.approx([float(n) for n in known], abs=1.0)


def test_gephi_lite_reads_everything_back(store: Store, tmp_path: Path) -> None:
    """Gephi Lite's parser gets every node and edge with label, weight, kind, colour, size, position and columns."""
    export(store, tmp_path / "x.gexf")
    network = read_network(store)
    graph = read_with_gephi_lite(tmp_path / "x.gexf")
    nodes = {one["key"]: one["attributes"] for one in graph["nodes"]}
    edges = {(one["source"], one["target"], one["attributes"]["kind"]): one["attributes"] for one in graph["edges"]}

    assert graph["options"]["type"] == "directed"
    assert set(nodes) == set(network.nodes)
    for iri, node in network.nodes.items():
        found = nodes[iri]
        assert (found["label"], found["class"], found["iri"]) == (node.label, node.cls, iri)
        assert found["color"] == to_rgb(CLASS_COLOURS[node.cls])
        assert found["size"] > 0
        assert {"x", "y"} <= set(found)
        assert [found[name] for name in ("said", "accused", "wasAccused", "denied", "degree")] == [
            node.said, node.accused, node.was_accused, node.denied, node.degree
        ]  # fmt: skip
        assert (found["firstSeen"], found["lastSeen"]) == (node.first, node.last)
    assert set(edges) == {edge.key() for edge in network.edges}
    for edge in network.edges:
        found = edges[edge.key()]
        assert (found["weight"], found["label"], found["act"]) == (edge.weight, edge.kind, edge.kind)
        assert found["color"] == to_rgb(KIND_COLOURS[edge.kind])
        assert (found.get("firstDay"), found.get("lastDay")) == (edge.first, edge.last)
        assert found["articles"] == edge.articles
        assert found["statements"].split() == list(edge.examples)
        assert found["sentence"] == " ".join(edge.sample.replace("\x07", "").split())


@pytest.mark.parametrize("profile", PROFILES)
def test_gephi_lite_reads_every_attribute_of_every_profile(strait: Store, tmp_path: Path, profile: Profile) -> None:
    """Each column of each node and edge comes back with its value and its type, and nothing else does."""
    export(strait, tmp_path / "x.gexf", profile=profile)
    network = read_network(strait, profile=profile)
    found = read_with_gephi_lite(tmp_path / "x.gexf")
    nodes = {one["key"]: one["attributes"] for one in found["nodes"]}
    edges = {(one["source"], one["target"], one["attributes"]["kind"]): one["attributes"] for one in found["edges"]}

    def drop(held: dict[str, Any], *names: str) -> dict[str, Any]:
        return {name: value for name, value in held.items() if name not in names}

    assert len(found["edges"]) == len(edges) == len(network.edges) > 0
    assert {iri: drop(held, "label", "x", "y", "z", "size", "color") for iri, held in nodes.items()} == {
        iri: list_values(node, list_node_columns(network)) for iri, node in network.nodes.items()
    }
    assert {key: drop(held, "label", "weight", "kind", "color") for key, held in edges.items()} == {
        edge.key(): list_values(edge, list_edge_columns(network)) for edge in network.edges
    }


def test_gephi_lite_reads_undirected_networks(store: Store, tmp_path: Path) -> None:
    """Co-mentions come back as an undirected graph with their weights."""
    export(store, tmp_path / "x.gexf", profile="co-mentions")
    graph = read_with_gephi_lite(tmp_path / "x.gexf")
    weights = {
        frozenset(one[end].rpartition("/")[2] for end in ("source", "target")): one["attributes"]["weight"]
        for one in graph["edges"]
    }

    assert graph["options"]["type"] == "undirected"
    assert weights[frozenset(("orvia", "tesmar"))] == 2


def test_hostile_text_is_written_as_text(find_faults: Check, tmp_path: Path) -> None:
    """Controls, markup, lone surrogates and very long names neither break the file nor become markup."""
    nodes = {iri: Node(id=iri, label=NASTY, cls="Person", degree=1) for iri in ("urn:a?x=1&y=<2>", "urn:b")}
    edge = Edge(source="urn:a?x=1&y=<2>", target="urn:b", kind="accuse", weight=1, sample=NASTY)
    text = write(Network("actors", True, nodes, [edge]))
    path = tmp_path / "x.gexf"
    path.write_text(text, encoding="utf-8")
    graph = read_with_gephi_lite(path)

    assert find_faults(text) == []
    assert "<script>" not in text
    assert {one["key"] for one in graph["nodes"]} == set(nodes)
    label = graph["nodes"][0]["attributes"]["label"]
    assert label.startswith("Ana <script>alert('x')</script> & \"Co\" Ltd \u202eRTL long long")
    assert graph["edges"][0]["attributes"]["sentence"] == label


TEXTS = st.text(st.characters(codec=None), max_size=40)
DAYS = st.dates().flatmap(
    lambda first: st.dates(min_value=first).map(lambda last: (first.isoformat(), last.isoformat()))
)


@given(TEXTS, TEXTS, st.lists(DAYS, max_size=6), st.integers(0, 2), st.integers(1, 10**9))
def test_whatever_the_graph_holds_the_file_is_valid(
    find_faults: Check, label: str, sample: str, days: list[Days], undated: int, weight: int
) -> None:
    """Any text, any dates and any weights give a valid file."""
    nodes = {iri: Node(id=iri, label=label, cls="Group", degree=1) for iri in ("urn:a", "urn:b")}
    for each in days:
        nodes["urn:a"].see(each)
    edge = Edge(
        source="urn:a", target="urn:b", kind="accuse", weight=weight, days=tuple(sorted(set(days))), undated=undated,
        sample=sample,
    )  # fmt: skip

    assert find_faults(write(Network("actors", True, nodes, [edge]))) == []


def test_an_edge_with_several_days_has_spells_and_one_has_bounds(store: Store) -> None:
    """Days apart become spells, one stretch becomes start and end, and an undated edge has neither."""
    text = write(read_network(store))
    edges = {
        (source, kind): body
        for source, kind, body in re.findall(
            r'<edge [^>]*source="[^"]*/([^/"]+)"[^>]* kind="([a-z]+)"([^>]*>.*?)</edge>', text, re.DOTALL
        )
    }

    assert edges["orvia", "accuse"].count("<spell ") == 2
    assert 'start="2031-03-04" end="2031-03-04"' in edges["tesmar", "deny"]
    assert "start=" not in edges["person-marek-osk", "accuse"]


def to_rgb(colour: str) -> str:
    return f"rgb({','.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"
