"""Exports: files in each format, the same bytes each time, and options that cannot be are refused."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from sayso.errors import AmbiguousNameError, ExportError, UnknownNameError
from sayso.publish import dump
from sayso.publish.describe import VOID_FILE
from sayso.publish.export import FORMATS, export, to_networkx
from sayso.publish.folder import MARKER, SUMS
from sayso.publish.networks.columns import list_edge_columns, list_node_columns
from sayso.publish.networks.network import PROFILES, ROLES, Network
from sayso.publish.networks.reading import read_network
from sayso.publish.prefixes import CONTEXT_FILE

SAY = "https://w3id.org/sayso/ont#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DATA = Path(__file__).with_name("data.nq")


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_says_what_was_written(store: Store, tmp_path: Path) -> None:
    """Paths, numbers of nodes and edges, what counted and what was left out."""
    report = export(store, tmp_path / "net" / "x.gexf")

    assert report.paths == (tmp_path / "net" / "x.gexf",)
    assert (report.nodes, report.edges, report.counted) == (5, 9, 9)
    assert report.left_out["copies"] == 1
    assert [path.name for path in (tmp_path / "net").iterdir()] == ["x.gexf"]


def test_csv_has_the_columns_that_gephi_knows(store: Store, tmp_path: Path) -> None:
    """nodes.csv has Id and Label, edges.csv has Source, Target, Type, Kind and Weight; the rest are the columns."""
    report = export(store, tmp_path / "net", format="csv")
    nodes, edges = read_table(tmp_path / "net" / "nodes.csv"), read_table(tmp_path / "net" / "edges.csv")
    network = read_network(store)

    assert report.paths == (tmp_path / "net" / "nodes.csv", tmp_path / "net" / "edges.csv")
    assert list(nodes[0])[:3] == ["Id", "Label", "class"]
    assert list(edges[0])[:7] == ["Source", "Target", "Type", "Id", "Label", "Kind", "Weight"]
    assert [(row["Id"], row["Label"], int(row["said"])) for row in nodes] == [
        (node.id, node.label, node.said) for node in network.nodes.values()
    ]
    assert [
        (row["Source"], row["Target"], row["Kind"], int(row["Weight"]), row["firstDay"] or None) for row in edges
    ] == [(*edge.key(), edge.weight, edge.first) for edge in network.edges]
    assert {row["Type"] for row in edges} == {"Directed"}
    assert len({row["Id"] for row in edges}) == len(edges)


def test_csv_beside_a_name(store: Store, tmp_path: Path) -> None:
    """Where the name ends in .csv, two files are named after it."""
    report = export(store, tmp_path / "net.csv", format="csv", profile="co-mentions")

    assert [path.name for path in report.paths] == ["net.nodes.csv", "net.edges.csv"]
    assert {row["Type"] for row in read_table(report.paths[1])} == {"Undirected"}


@pytest.mark.parametrize("profile", PROFILES)
def test_graphml_is_read_back_whole(store: Store, tmp_path: Path, profile: str) -> None:
    """networkx reads the nodes and edges with labels, numbers, weights, colours and positions; edge ids are unique."""
    export(store, tmp_path / "x.graphml", format="graphml", profile=profile)
    found = networkx.read_graphml(tmp_path / "x.graphml", force_multigraph=True)
    expected = to_networkx(store, profile=profile)

    assert found.is_directed() == expected.is_directed()
    assert set(found) == set(expected)
    for iri, values in expected.nodes(data=True):
        assert values.items() <= found.nodes[iri].items()
        assert {"x", "y", "size", "r", "g", "b"} <= set(found.nodes[iri])
    rows = sorted((a, b, values["act"], values["weight"]) for a, b, values in found.edges(data=True))
    assert rows == sorted((a, b, values["act"], values["weight"]) for a, b, values in expected.edges(data=True))
    ids = [key for _, _, key in found.edges(keys=True)]
    assert len(set(ids)) == len(ids) == expected.number_of_edges()


def test_graphml_columns_have_one_type_each(store: Store, tmp_path: Path) -> None:
    """No column is declared twice, as happens where a value is now a number, now text."""
    export(store, tmp_path / "x.graphml", format="graphml")
    text = (tmp_path / "x.graphml").read_text(encoding="utf-8")
    keys = [line.split('for="')[1].split(" attr.type")[0] for line in text.splitlines() if "<key " in line]

    assert len(keys) > 20
    assert len(set(keys)) == len(keys)
    assert "\x07" not in text


def test_networkx_gets_a_graph_to_compute_with(store: Store) -> None:
    """Edges are keyed by kind and weigh what the statements do, so that networkx' measures work on them."""
    graph = to_networkx(store)
    tesmar, orvia = "https://example.org/news/actor/tesmar", "https://example.org/news/actor/orvia"

    assert isinstance(graph, networkx.MultiDiGraph)
    assert graph.edges[orvia, tesmar, "accuse"]["weight"] == 2
    assert graph.in_degree(tesmar, weight="weight") == 5
    # Not pagerank, which asks for scipy, and nothing else here does.
    ranks: dict[str, float] = networkx.in_degree_centrality(graph)
    assert max(ranks, key=lambda iri: ranks[iri]) == tesmar
    assert isinstance(to_networkx(store, profile="co-mentions"), networkx.MultiGraph)


@pytest.mark.parametrize("format", FORMATS)
def test_bytes_do_not_hang_on_the_process(tmp_path: Path, format: str) -> None:
    """Processes that hash differently write the same bytes."""
    code = (
        "import sys; from pathlib import Path; from pyoxigraph import RdfFormat, Store;"
        "from sayso.publish.export import export; store = Store();"
        "store.load(path=sys.argv[1], format=RdfFormat.N_QUADS);"
        "export(store, Path(sys.argv[2]), format=sys.argv[3])"
    )
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", code, str(DATA), str(tmp_path / seed), format],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=DATA.parents[2],
        )
    one, other = (
        {path.name: path.read_bytes() for path in ([root] if root.is_file() else root.iterdir())}.values()
        for root in (tmp_path / "1", tmp_path / "2")
    )
    assert sorted(one) == sorted(other)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "gefx"}, "format 'gefx'.*Did you mean 'gexf'"),
        ({"format": "pajek"}, "Choose one of gexf, graphml, csv"),
        ({"profile": "actor"}, "Did you mean 'actors'"),
        ({"kinds": ["accuze"]}, "kind 'accuze'.*Did you mean 'accuse'"),
        ({"min_weight": 0}, "least weight 0"),
        ({"since": "yesterday"}, "since 'yesterday'"),
        ({"profile": "accusations", "kinds": ["deny"]}, "none of that name of the profile accusations.*accuse"),
        ({"profile": "places", "kinds": ["atack"]}, "Did you mean 'attack'"),
        ({"format": "gexf", "profile": "event-table"}, "Choose csv"),
    ],
)
def test_options_that_cannot_be_are_refused(
    store: Store, tmp_path: Path, options: dict[str, object], message: str
) -> None:
    """The message names the value and what there is instead; nothing is written."""
    with pytest.raises(ExportError, match=message):
        export(store, tmp_path / "x", **options)  # type: ignore[arg-type] # wrong on purpose
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["Republic of Orvia", "orvia", "Orwien", "https://example.org/news/actor/orvia"])
def test_an_actor_goes_by_any_of_its_names(store: Store, tmp_path: Path, name: str) -> None:
    """Only edges that touch it are kept; the others are counted."""
    report = export(store, tmp_path / "x.gexf", actors=[name])
    [orvia] = [one for one in to_networkx(store, actors=[name]) if one.endswith("/orvia")]

    assert (report.nodes, report.edges, report.filtered) == (2, 2, {"with other actors": 7})
    assert all(orvia in ends for ends in to_networkx(store, actors=[name]).edges())


def test_several_actors_are_any_of_them(store: Store) -> None:
    """Two actors keep what touches either."""
    one, other = (to_networkx(store, actors=[name]).number_of_edges() for name in ("Orvia", "Marek Osk"))

    assert to_networkx(store, actors=["Orvia", "Marek Osk"]).number_of_edges() == one + other


def test_actors_that_are_not_there_or_share_a_name_are_told(store: Store, tmp_path: Path) -> None:
    """The nearest names are offered, or the choices are listed; nothing is written."""
    shared = Store()
    shared.bulk_extend(store)
    for iri in ("a", "b"):
        actor = NamedNode(f"https://example.org/news/actor/person-{iri}")
        for name, value in ((TYPE, NamedNode(SAY + "Person")), (LABEL, Literal("Ana Rio", language="en"))):
            shared.add(Quad(actor, NamedNode(name), value, NamedNode("urn:g")))

    with pytest.raises(UnknownNameError, match="--actor 'Tesmer'.*Nearest: Tesmar"):
        export(shared, tmp_path / "x.gexf", actors=["Tesmer"])
    with pytest.raises(AmbiguousNameError, match="may be 2 actors") as found:
        export(shared, tmp_path / "x.gexf", actors=["Ana Rio"])
    assert "person-a>" in str(found.value)
    assert "person-b>" in str(found.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_weight": 99}, "of 9 edges, 9 lighter than 99 were taken out. The heaviest weighs 2"),
        ({"kinds": ["refuse"]}, "of 9 edges, 9 of other kinds were taken out"),
        ({"actors": ["fishermen"]}, "of 9 edges, 9 with other actors were taken out"),
        ({"until": "2030"}, "left out:.* 11 outside the dates"),
        ({"profile": "places"}, "holds nothing that makes an edge of this profile"),
        ({"profile": "event-table", "format": "csv"}, "No event is left"),
    ],
)
def test_filters_that_leave_nothing_say_which(
    store: Store, tmp_path: Path, options: dict[str, object], message: str
) -> None:
    """The file is there, empty and valid; a note says what took everything."""
    report = export(store, tmp_path / "x", **options)  # type: ignore[arg-type] # of a table

    assert (report.edges, report.rows) == (0, 0)
    assert re.search(message, report.notes[0])
    assert all(path.stat().st_size for path in report.paths)


def test_a_network_that_holds_something_needs_no_note(store: Store, tmp_path: Path) -> None:
    """Notes are for what a user must know."""
    assert export(store, tmp_path / "x.gexf", min_weight=2).notes == ()


def test_a_place_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    """Where a file stands in the way of a folder, the message says so, and the file stays."""
    (tmp_path / "net").write_text("mine", encoding="utf-8")

    with pytest.raises(ExportError, match="net/nodes.csv: cannot be written"):
        export(store, tmp_path / "net", format="csv")
    with pytest.raises(ExportError, match="cannot be written"):
        export(store, tmp_path)
    assert (tmp_path / "net").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["net"]


def test_the_reference_names_every_column_profile_and_file(store: Store, root: Path) -> None:
    """docs/reference/exports.md tells what each column of each format is, and what `sayso publish` writes."""
    text = (root / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")
    networks = [Network(profile, profile not in ("co-mentions", "places"), {}, []) for profile in PROFILES]
    titles = {column.title for network in networks for column in list_node_columns(network)}
    titles |= {column.title for network in networks for column in list_edge_columns(network)}

    assert len(titles) == 31
    for name in (*titles, *PROFILES, *FORMATS, *ROLES, *dump.FORMATS.values(), CONTEXT_FILE, VOID_FILE, SUMS, MARKER):
        assert f"`{name}`" in text, name
