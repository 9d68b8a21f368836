"""Looks: where nodes stand, how large they are, which colours they have."""

import math
from itertools import combinations
from typing import get_args

from pyoxigraph import Store

from sayso.model import ActorClass, Illocution, PlaceClass
from sayso.publish.networks.layout import SPRING_LIMIT
from sayso.publish.networks.looks import CLASS_COLOURS, KIND_COLOURS, LARGEST, SMALLEST, lay_out
from sayso.publish.networks.network import (
    ACTOR_CLASSES,
    CLASSES,
    CO_MENTION,
    EVENT,
    PLACE_CLASSES,
    ROLES,
    TELL,
    Edge,
    Network,
    Node,
)
from sayso.publish.networks.reading import Filters, read_network


def make_network(size: int, *, parts: int = 1) -> Network:
    """Return rings of nodes, in which every seventh is bound to the first as well."""
    nodes = {f"urn:{part}-{i:05d}": Node(id=f"urn:{part}-{i:05d}") for part in range(parts) for i in range(size)}
    edges = []
    for part in range(parts):
        pairs = [(i, (i + 1) % size) for i in range(size)] + [(0, i) for i in range(7, size - 1, 7)]
        for one, other in pairs:
            ends = f"urn:{part}-{one:05d}", f"urn:{part}-{other:05d}"
            edges.append(Edge(source=ends[0], target=ends[1], kind="accuse", weight=1))
            for end in ends:
                nodes[end].degree += 1
    return Network("actors", True, nodes, edges)


def test_every_class_and_kind_has_a_colour() -> None:
    """No class of actors and no kind of edge is left to the colour of others; classes are told apart."""
    assert set(CLASSES) == {*get_args(ActorClass), "Event", *get_args(PlaceClass)} == set(CLASS_COLOURS)
    for shown_together in ((*ACTOR_CLASSES, EVENT), PLACE_CLASSES):
        assert len({CLASS_COLOURS[cls] for cls in shown_together}) == len(shown_together)
    assert {*get_args(Illocution), TELL, CO_MENTION, *ROLES} == set(KIND_COLOURS)


def test_sizes_grow_with_degree(store: Store) -> None:
    """The actor with most edges is largest, and no node is smaller than the smallest."""
    network = read_network(store, filters=Filters(isolated=True))
    looks = lay_out(network)
    by_degree = sorted(network.nodes.values(), key=lambda node: node.degree)
    sizes = [looks[node.id].size for node in by_degree]

    assert sizes == sorted(sizes)
    assert (sizes[0], sizes[-1]) == (SMALLEST, LARGEST)


def test_nodes_do_not_cover_each_other() -> None:
    """Within and across parts, no two nodes touch."""
    looks = list(lay_out(make_network(40, parts=4)).values())

    assert len(looks) == 160
    for one, other in combinations(looks, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > (one.size + other.size) / 2


def test_neighbours_stand_nearer_than_strangers() -> None:
    """The layout shows who is bound to whom: edges are shorter than the distance of the unbound."""
    network = make_network(50)
    looks = lay_out(network)
    bound = {frozenset((edge.source, edge.target)) for edge in network.edges}

    def mean(pairs: list[tuple[str, str]]) -> float:
        return sum(math.dist((looks[a].x, looks[a].y), (looks[b].x, looks[b].y)) for a, b in pairs) / len(pairs)

    pairs = list(combinations(network.nodes, 2))
    near = mean([pair for pair in pairs if frozenset(pair) in bound])
    assert near < 0.6 * mean([pair for pair in pairs if frozenset(pair) not in bound])


def test_the_same_network_gets_the_same_picture() -> None:
    """Layout hangs on the network alone."""
    assert lay_out(make_network(60, parts=2)) == lay_out(make_network(60, parts=2))


def test_nodes_of_a_large_network_get_a_spot_each() -> None:
    """Ten times the nodes that springs place."""
    looks = lay_out(make_network(SPRING_LIMIT * 10))

    assert len({(look.x, look.y) for look in looks.values()}) == SPRING_LIMIT * 10


def test_nothing_to_lay_out() -> None:
    """A network without nodes has no looks; a lone node stands in the middle."""
    assert lay_out(Network("actors", True, {}, [])) == {}
    looks = lay_out(Network("actors", True, {"urn:a": Node(id="urn:a")}, []))
    assert (looks["urn:a"].x, looks["urn:a"].y, looks["urn:a"].size) == (0, 0, SMALLEST)
