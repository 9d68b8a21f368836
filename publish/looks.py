"""Where nodes stand, how large they are and which colours they have: the same picture for the same network."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from sayso.publish.network import CO_MENTION, TELL, Edge, Network, Node

# Okabe and Ito's colours, which people with any of the common colour blindnesses tell apart.
CLASS_COLOURS = {
    "State": "#0072B2",
    "Person": "#E69F00",
    "Organization": "#009E73",
    "MediaOutlet": "#CC79A7",
    "Group": "#56B4E9",
    "AnonymousSource": "#999999",
}
"""Colour of a node by class; `OTHER_COLOUR` for any other."""

OTHER_COLOUR = "#666666"
KIND_COLOURS = {
    "accuse": "#D55E00", "condemn": "#D55E00", "threaten": "#D55E00",
    "deny": "#0072B2", "refuse": "#0072B2",
    "demand": "#E69F00", "warn": "#E69F00",
    "support": "#009E73", "agree": "#009E73", "pledge": "#009E73",
    "assert": "#999999", "announce": "#999999", TELL: "#999999", CO_MENTION: "#999999",
}  # fmt: skip
"""Colour of an edge by kind: against, contradicting, urging, for, telling."""

SMALLEST, LARGEST = 6.0, 30.0
"""Sizes of a node without edges and of the one with most, in the units of the positions."""

SPRING_LIMIT = 1_000
"""Connected nodes up to which the spring layout is used; its time and memory grow with their square."""

_SEED = 20
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_SPACING = 90.0


@dataclass(frozen=True, slots=True)
class Look:
    """Position, size and colour of a node; x grows to the right, y upwards, colour is ``#RRGGBB``."""

    x: float
    y: float
    size: float
    colour: str


def lay_out(network: Network) -> dict[str, Look]:
    """
    Return the look of each node by IRI.

    Each connected part is laid out by itself, springs up to `SPRING_LIMIT` nodes and a spiral from the best
    connected outwards beyond; the parts are then set side by side, the largest first.
    """
    most = max((node.degree for node in network.nodes.values()), default=0)
    places = _pack([_place(part, network) for part in _find_parts(network)])
    out: dict[str, Look] = {}
    for iri, node in network.nodes.items():
        share = math.sqrt(node.degree / most) if most else 0.0
        x, y = places[iri]
        out[iri] = Look(
            x=round(x, 1),
            y=round(y, 1),
            size=round(SMALLEST + (LARGEST - SMALLEST) * share, 2),
            colour=CLASS_COLOURS.get(node.cls, OTHER_COLOUR),
        )
    return out


def get_edge_colour(edge: Edge) -> str:
    """Return the colour of an edge, ``#RRGGBB``."""
    return KIND_COLOURS.get(edge.kind, OTHER_COLOUR)


Points = Mapping[str, tuple[float, float]]


def _find_parts(network: Network) -> list[list[Node]]:
    """Return the connected parts, the largest first, nodes in order."""
    parent = {iri: iri for iri in network.nodes}

    def find(iri: str) -> str:
        while parent[iri] != iri:
            parent[iri] = parent[parent[iri]]
            iri = parent[iri]
        return iri

    for edge in network.edges:
        a, b = sorted((find(edge.source), find(edge.target)))
        parent[b] = a
    parts: dict[str, list[Node]] = {}
    for iri, node in network.nodes.items():
        parts.setdefault(find(iri), []).append(node)
    return sorted(parts.values(), key=lambda part: (-len(part), part[0].id))


def _place(part: list[Node], network: Network) -> Points:
    if len(part) == 1:
        return {part[0].id: (0.0, 0.0)}
    if len(part) > SPRING_LIMIT:
        return _place_in_spiral(part)
    return _place_by_springs(part, network)


def _place_in_spiral(part: list[Node]) -> Points:
    ordered = sorted(part, key=lambda node: (-node.degree, node.id))
    out: dict[str, tuple[float, float]] = {}
    for index, node in enumerate(ordered):
        radius, angle = _SPACING * 0.6 * math.sqrt(index), index * _GOLDEN_ANGLE
        out[node.id] = (radius * math.cos(angle), radius * math.sin(angle))
    return out


def _place_by_springs(part: list[Node], network: Network) -> Points:
    import networkx

    # Names as numbers in order of IRI: the start, and with it the result, hangs on order alone.
    numbers = {node.id: number for number, node in enumerate(part)}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(part)))
    for edge in network.edges:
        if edge.source in numbers:
            ends = numbers[edge.source], numbers[edge.target]
            known = graph.get_edge_data(*ends, default={"weight": 0.0})["weight"]
            graph.add_edge(*ends, weight=min(known + math.log2(1 + edge.weight), 4.0))
    start = networkx.circular_layout(graph)
    points = cast(
        "dict[int, tuple[float, float]]",
        networkx.spring_layout(graph, pos=start, seed=_SEED, iterations=200, k=1.6 / math.sqrt(len(part))),
    )
    scale = _SPACING * math.sqrt(len(part))
    return {
        node.id: (float(points[i][0]) * scale, float(points[i][1]) * scale)
        for node, i in zip(part, numbers.values(), strict=True)
    }


def _pack(parts: list[Points]) -> dict[str, tuple[float, float]]:
    """Set parts side by side in rows about as long as the whole is high, the picture's middle at the origin."""
    boxes = [_get_box(part) for part in parts]
    row_length = (
        max(
            [math.sqrt(sum(width * height for _, _, width, height in boxes)) * 1.3]
            + [width for _, _, width, _ in boxes]
        )
        if boxes
        else 0.0
    )
    out: dict[str, tuple[float, float]] = {}
    x = y = row_height = 0.0
    for part, (left, top, width, height) in zip(parts, boxes, strict=True):
        if x and x + width > row_length:
            x, y, row_height = 0.0, y - row_height, 0.0
        for iri, (px, py) in part.items():
            out[iri] = (x + px - left, y + py - top)
        x += width
        row_height = max(row_height, height)
    if not out:
        return out
    xs, ys = [x for x, _ in out.values()], [y for _, y in out.values()]
    mid_x, mid_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {iri: (px - mid_x, py - mid_y) for iri, (px, py) in out.items()}


def _get_box(part: Points) -> tuple[float, float, float, float]:
    """Return left, top, width and height, with a margin."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return (
        min(xs) - _SPACING / 2,
        max(ys) + _SPACING / 2,
        max(xs) - min(xs) + _SPACING,
        max(ys) - min(ys) + _SPACING,
    )
