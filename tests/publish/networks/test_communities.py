"""Communities: found again in any process, numbered by size."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.publish.networks import communities, reading
from sayso.publish.networks.communities import find_communities
from sayso.publish.networks.network import Edge, Network, Node

ROOT = Path(__file__).resolve().parents[3]


def make_rings(*sizes: int) -> Network:
    """Return full graphs of these sizes, each bound to the next by one edge."""
    names = [[f"urn:{part}-{i}" for i in range(size)] for part, size in enumerate(sizes)]
    pairs = [(one, other) for part in names for one in part for other in part if one < other]
    pairs += [(one[0], other[0]) for one, other in zip(names, names[1:], strict=False)]
    nodes = {iri: Node(id=iri) for part in names for iri in part}
    return Network("actors", True, nodes, [Edge(one, other, "accuse", 1) for one, other in pairs])


def test_those_who_hang_together_are_one_community() -> None:
    """Three cliques are three communities, the largest first."""
    found = find_communities(make_rings(4, 6, 5))

    assert [{found[f"urn:{part}-{i}"] for i in range(4)} for part in range(3)] == [{3}, {1}, {2}]


def test_the_way_of_edges_and_parallel_ones_count_by_weight() -> None:
    """A heavy bond in either direction draws a node to its own side."""
    network = make_rings(3, 3)
    found = find_communities(network)
    network.edges += [Edge("urn:0-0", "urn:1-1", "deny", 20), Edge("urn:1-2", "urn:0-0", "accuse", 20)]
    moved = find_communities(network)

    assert found["urn:0-0"] != found["urn:1-1"]
    assert moved["urn:0-0"] == moved["urn:1-1"]


def test_every_process_finds_the_same() -> None:
    """Hashing differs between processes; communities do not."""
    code = (
        "from tests.publish.networks.test_communities import make_rings;"
        "from sayso.publish.networks.communities import find_communities;"
        "print(sorted(find_communities(make_rings(4, 4, 4, 5, 5)).items()))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }

    assert len(answers) == 1


def test_too_large_a_network_gets_none_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit the column is empty, and a note tells what to do."""
    monkeypatch.setattr(communities, "EDGE_LIMIT", 3)
    network = make_rings(4)
    reading._number_communities(network)  # pyright: ignore[reportPrivateUsage] # the note stands nowhere else

    assert {node.community for node in network.nodes.values()} == {None}
    assert "No communities were looked for among 6 edges" in network.notes[0]


def test_nothing_has_no_communities() -> None:
    """An empty network is no trouble."""
    assert find_communities(Network("actors", True, {}, [])) == {}
