"""Neo4j's tables, sigma's JSON and the picture: what each holds, and that others read it."""

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

import pytest
from pyoxigraph import Store

from sayso.publish.export import export
from sayso.publish.networks.columns import list_edge_columns, list_node_columns, list_values
from sayso.publish.networks.graphml import write_graphml
from sayso.publish.networks.network import PROFILES, Edge, Network, Node, Profile
from sayso.publish.networks.reading import read_network
from sayso.publish.networks.sigma import write_sigma
from sayso.publish.networks.svg import write_svg

PARSER = Path(__file__).resolve().parent.parent / "gephi-lite"
SVG = "{http://www.w3.org/2000/svg}"


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run_graphology(script: str, path: Path) -> Any:
    """Return what a script of the parser's folder prints of a file, or skip where graphology is not installed."""
    node = shutil.which("node")
    if node is None or not (PARSER / "node_modules" / "graphology").is_dir():
        pytest.skip("needs node and graphology: npm ci --prefix tests/publish/gephi-lite")
    done = subprocess.run(
        [node, str(PARSER / script), str(path)], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("profile", PROFILES)
def test_graphology_opens_what_is_written_for_sigma(store: Store, tmp_path: Path, profile: Profile) -> None:
    """Every node and edge comes back with every attribute, of its type, and with what sigma draws by."""
    export(store, tmp_path / "x.json", format="sigma", profile=profile)
    network = read_network(store, profile=profile)
    graph = run_graphology("open.js", tmp_path / "x.json")
    nodes = {one["key"]: one["attributes"] for one in graph["nodes"]}
    edges = {(one["source"], one["target"], one["attributes"]["kind"]): one for one in graph["edges"]}

    assert graph["options"]["type"] == ("directed" if network.directed else "undirected")
    assert set(nodes) == set(network.nodes)
    for iri, node in network.nodes.items():
        expected = list_values(node, list_node_columns(network))
        drawn = {"label", "x", "y", "size", "color"}
        assert {name: value for name, value in nodes[iri].items() if name not in drawn} == expected
        assert drawn <= set(nodes[iri])
        assert nodes[iri]["label"] == node.label
    assert set(edges) == {edge.key() for edge in network.edges}
    for edge in network.edges:
        found = edges[edge.key()]
        assert found["attributes"].items() >= list_values(edge, list_edge_columns(network)).items()
        assert found["attributes"]["weight"] == edge.weight


def test_neo4j_gets_heads_that_its_import_knows(store: Store, tmp_path: Path) -> None:
    """IDs, labels, types and typed columns; each end of a relationship is a node's ID."""
    report = export(store, tmp_path / "net", format="neo4j")
    nodes, edges = read_table(report.paths[0]), read_table(report.paths[1])

    assert [path.name for path in report.paths] == ["nodes.csv", "relationships.csv"]
    assert list(nodes[0])[:3] == ["iri:ID", ":LABEL", "name"]
    assert list(edges[0])[:5] == [":START_ID", ":END_ID", ":TYPE", "id", "weight:int"]
    assert {"said:int", "firstSeen:date", "latitude:double", "class"} <= set(nodes[0])
    assert {row[":LABEL"] for row in nodes} == {"Actor;State", "Actor;Person", "Actor;Organization"}
    assert {row[":TYPE"] for row in edges} == {"ACCUSE", "DENY", "CONDEMN", "DEMAND", "WARN", "PLEDGE", "TELL"}
    ids = {row["iri:ID"] for row in nodes}
    assert {row[end] for row in edges for end in (":START_ID", ":END_ID")} == ids
    for name in (*nodes[0], *edges[0]):
        assert re.fullmatch(r"[A-Za-z]*(:(ID|LABEL|START_ID|END_ID|TYPE|int|double|date))?", name), name


def test_types_of_relationships_need_no_quotes(store: Store, tmp_path: Path) -> None:
    """Cypher reads a type of letters and underscores as it stands."""
    report = export(store, tmp_path / "net.csv", format="neo4j", profile="co-mentions")

    assert [path.name for path in report.paths] == ["net.nodes.csv", "net.relationships.csv"]
    assert {row[":TYPE"] for row in read_table(report.paths[1])} == {"CO_MENTION"}


@pytest.mark.parametrize("profile", PROFILES)
def test_picture_shows_every_node_and_edge(store: Store, tmp_path: Path, profile: Profile) -> None:
    """A circle with its name for each node, a line for each edge, a key, and nothing outside of the frame."""
    report = export(store, tmp_path / "x.svg", format="svg", profile=profile)
    root = ElementTree.parse(tmp_path / "x.svg").getroot()
    circles = root.findall(f"{SVG}circle[@class='n']")
    left, top, width, height = map(float, root.attrib["viewBox"].split())

    assert len(circles) == report.nodes
    assert len(root.findall(f".//{SVG}path[@class='e']")) == report.edges
    assert all(circle.findtext(f"{SVG}title") for circle in circles)
    for circle in circles:
        assert left < float(circle.attrib["cx"]) < left + width
        assert top < float(circle.attrib["cy"]) < top + height
    classes = {node.cls for node in read_network(store, profile=profile).nodes.values()}
    assert classes <= {text.text for text in root.findall(f"{SVG}text[@class='k']")}


def test_labels_of_a_picture_do_not_cover_each_other(store: Store, tmp_path: Path) -> None:
    """Of two labels in one place only that of the larger node is drawn."""
    export(store, tmp_path / "x.svg", format="svg", profile="co-mentions")
    labels = ElementTree.parse(tmp_path / "x.svg").getroot().findall(f"{SVG}text[@class='l']")
    spots = [(float(one.attrib["x"]), float(one.attrib["y"]), len(one.text or "")) for one in labels]

    assert spots
    for number, (x, y, letters) in enumerate(spots):
        for other_x, other_y, other_letters in spots[number + 1 :]:
            assert abs(x - other_x) >= 3 * (letters + other_letters) or abs(y - other_y) >= 13


NASTY = "Ana\x00 \x07<script>alert('x')</script> & \"Co\" ]]>\n\u202eRTL\ud800 \ufffe" + "long " * 2_000


@pytest.mark.parametrize("write", [write_svg, write_graphml, write_sigma])
def test_hostile_text_is_written_as_text(write: Callable[[Network, IO[str]], None]) -> None:
    """Markup, controls, lone surrogates and very long names neither break a file nor become markup."""
    nodes = {iri: Node(id=iri, label=NASTY, cls="Person", degree=1) for iri in ("urn:a?x=1&y=<2>", "urn:b")}
    edge = Edge(source="urn:a?x=1&y=<2>", target="urn:b", kind="accuse", weight=1, sample=NASTY)
    out = io.StringIO()
    write(Network("actors", True, nodes, [edge]), out)
    text = out.getvalue()

    text.encode("utf-8")
    assert "\x07" not in text
    if write is write_sigma:
        assert json.loads(text)["nodes"][0]["attributes"]["label"].startswith("Ana <script>")
    else:
        assert "<script>" not in text
        assert "Ana <script>alert('x')" in "".join(ElementTree.fromstring(text).itertext())
