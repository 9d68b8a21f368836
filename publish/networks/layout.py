"""
Where the nodes of a network stand: springs for the best connected, the others around those that they hang on.

The picture hangs on the network alone: the same nodes and edges stand at the same places.
"""

import heapq
import math
from collections import deque
from collections.abc import Mapping
from typing import cast

from sayso.publish.networks.network import Network, Node

SPRING_LIMIT = 400
"""Nodes of one connected part that the spring layout places; its time and memory grow with their square."""

LAYOUT_LIMIT = 100_000
"""Nodes beyond which all are set on one spiral, the best connected in the middle."""

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
"""Radians from one point of a spiral to the next, so that points spread evenly."""

_SEED = 20
_SPACING = 90.0
_MARGIN = 40.0
_PUSHES = 60
_STAR_LIMIT = 9
_STAR_RADIUS = 80.0

Points = Mapping[str, tuple[float, float]]
Bonds = Mapping[str, Mapping[str, float]]
Halves = Mapping[str, tuple[float, float]]
"""Half the width and half the height of each node with its label."""

Box = tuple[list[float], float, float]
"""Where a node stands, and half its width and height."""


def place_nodes(network: Network, halves: Halves) -> Points:
    """
    Return where each node stands by IRI; x grows to the right, y upwards.

    Each connected part is laid out by itself; the parts are then set side by side, the largest first. A network of
    more than `LAYOUT_LIMIT` nodes gets a spiral instead.

    Args:
        network: Nodes with their degrees, and edges.
        halves: Half the width and height that each node takes with its label.
    """
    if len(network.nodes) > LAYOUT_LIMIT:
        return _place_on_spiral(network)
    bonds = _find_bonds(network)
    return _pack([_place(part, bonds, halves) for part in _find_parts(network)], halves)


def note_layout(network: Network) -> str:
    """Return what a user should know of the layout of a large network; empty for a small one."""
    number = len(network.nodes)
    if number > LAYOUT_LIMIT:
        return (
            f"{number:,} nodes are more than the layout takes: they stand on a spiral, the best connected in the "
            "middle. Run a layout in Gephi, or take fewer with --min-weight, --since, --kind or --actor."
        )
    largest = max((len(part) for part in _find_parts(network)), default=0)
    if largest > SPRING_LIMIT:
        return (
            f"{largest:,} nodes hang together: springs place the {SPRING_LIMIT} best connected, the others stand "
            "around them. Run a layout in Gephi, or take fewer with --min-weight, --since, --kind or --actor."
        )
    return ""


def _place_on_spiral(network: Network) -> Points:
    ranked = sorted(network.nodes.values(), key=lambda node: (-node.degree, node.id))
    return {
        node.id: (
            0.5 * _SPACING * math.sqrt(rank) * math.cos(rank * GOLDEN_ANGLE),
            0.5 * _SPACING * math.sqrt(rank) * math.sin(rank * GOLDEN_ANGLE),
        )
        for rank, node in enumerate(ranked)
    }


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


def _place(part: list[Node], bonds: Bonds, halves: Halves) -> Points:
    if len(part) == 1:
        return {part[0].id: (0.0, 0.0)}
    core = _find_core(part, bonds)
    spots = _place_star(part, bonds) or _place_by_springs(core, bonds)
    _hang_on(spots, bonds)
    push_apart(spots, halves)
    return {iri: (x, y) for iri, (x, y) in spots.items()}


def _find_bonds(network: Network) -> dict[str, dict[str, float]]:
    """Return the neighbours of each node with the weight of all edges between them; those that weigh most first."""
    bonds: dict[str, dict[str, float]] = {iri: {} for iri in network.nodes}
    for edge in network.edges:
        if edge.source != edge.target:
            for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
                bonds[one][other] = bonds[one].get(other, 0.0) + edge.weight
    return {iri: dict(sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))) for iri, near in bonds.items()}


def _find_core(part: list[Node], bonds: Bonds) -> list[str]:
    """Return up to `SPRING_LIMIT` connected nodes, sorted, taking the best connected within reach each time."""
    best = min(part, key=lambda node: (-len(bonds[node.id]), node.id)).id
    core: set[str] = set()
    reach = [(-len(bonds[best]), best)]
    while reach and len(core) < SPRING_LIMIT:
        _, iri = heapq.heappop(reach)
        if iri not in core:
            core.add(iri)
            for near in bonds[iri]:
                if near not in core:
                    heapq.heappush(reach, (-len(bonds[near]), near))
    return sorted(core)


def _place_star(part: list[Node], bonds: Bonds) -> dict[str, list[float]]:
    """Return spots on a circle where one node binds all others, as in most small parts; else nothing."""
    hub = min(part, key=lambda node: (-len(bonds[node.id]), node.id)).id
    if len(part) > _STAR_LIMIT or any(len(bonds[node.id]) > 1 for node in part if node.id != hub):
        return {}
    spots = {hub: [0.0, 0.0]}
    leaves = sorted(bonds[hub])
    for index, iri in enumerate(leaves):
        # A pair stands upright, as labels lie.
        angle = math.tau * (index + 0.25) / len(leaves)
        spots[iri] = [_STAR_RADIUS * math.cos(angle), _STAR_RADIUS * math.sin(angle)]
    return spots


def _place_by_springs(core: list[str], bonds: Bonds) -> dict[str, list[float]]:
    import networkx

    # Numbers in order of IRI instead of names: the result hangs on the order alone.
    numbers = {iri: number for number, iri in enumerate(core)}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(core)))
    for iri, number in numbers.items():
        for near, weight in bonds[iri].items():
            if near in numbers:
                graph.add_edge(number, numbers[near], weight=min(math.log2(1 + weight), 4.0))
    # Most parts are small, and settle soon.
    iterations = 200 if len(core) > 30 else 80
    points = cast(
        "dict[int, tuple[float, float]]",
        networkx.spring_layout(
            graph, pos=networkx.circular_layout(graph), seed=_SEED, iterations=iterations, k=1.6 / math.sqrt(len(core))
        ),
    )
    scale = 0.55 * _SPACING * len(core) ** 0.6
    return {iri: [float(points[i][0]) * scale, float(points[i][1]) * scale] for iri, i in numbers.items()}


def _hang_on(spots: dict[str, list[float]], bonds: Bonds) -> None:
    """Place the nodes that have no spot yet, each near the node through which it is reached, in a spiral around it."""
    waiting = deque(sorted(spots))
    while waiting:
        iri = waiting.popleft()
        x, y = spots[iri]
        for index, near in enumerate(near for near in bonds[iri] if near not in spots):
            radius, angle = _SPACING * 0.6 * math.sqrt(index + 1), index * GOLDEN_ANGLE
            spots[near] = [x + radius * math.cos(angle), y + radius * math.sin(angle)]
            waiting.append(near)


def push_apart(by_iri: dict[str, list[float]], halves: Halves) -> None:
    """
    Move nodes that would cover each other or each other's labels, a little at a time, in place.

    Args:
        by_iri: Where each node stands: x and y, which are changed.
        halves: Half the width and height that each takes.
    """
    if not by_iri:
        return
    spots = [(by_iri[iri], *halves[iri]) for iri in sorted(by_iri)]
    wide, high = 2 * max(one[1] for one in spots), 2 * max(one[2] for one in spots)
    for _ in range(min(_PUSHES, _PUSHES * 1_000 // len(spots))):
        cells: dict[tuple[int, int], list[Box]] = {}
        for one in spots:
            cells.setdefault((int(one[0][0] // wide), int(one[0][1] // high)), []).append(one)
        moved = False
        for (column, row), members in sorted(cells.items()):
            for place, one in enumerate(members):
                for other in members[place + 1 :]:
                    moved = _push_pair(one, other) or moved
            for beside in ((column + 1, row), (column - 1, row + 1), (column, row + 1), (column + 1, row + 1)):
                for other in cells.get(beside, ()):
                    for one in members:
                        moved = _push_pair(one, other) or moved
        if not moved:
            return


def _push_pair(one: Box, other: Box) -> bool:
    """Move two boxes that overlap along the way on which that takes least; say whether they did."""
    across, up = other[0][0] - one[0][0], other[0][1] - one[0][1]
    over_across, over_up = one[1] + other[1] - abs(across), one[2] + other[2] - abs(up)
    if over_across <= 0 or over_up <= 0:
        return False
    axis, over, way = (0, over_across, across) if over_across < over_up else (1, over_up, up)
    step = math.copysign(0.35 * over + 0.5, way)
    one[0][axis] -= step
    other[0][axis] += step
    return True


def _pack(parts: list[Points], halves: Halves) -> dict[str, tuple[float, float]]:
    """Set parts side by side in rows about as long as the whole is high, the picture's middle at the origin."""
    boxes = [_get_box(part, halves) for part in parts]
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


def _get_box(part: Points, halves: Halves) -> tuple[float, float, float, float]:
    """Return left, top, width and height, with labels and a margin."""
    left = min(x - halves[iri][0] for iri, (x, _) in part.items()) - _MARGIN / 2
    right = max(x + halves[iri][0] for iri, (x, _) in part.items()) + _MARGIN / 2
    bottom = min(y - halves[iri][1] for iri, (_, y) in part.items()) - _MARGIN / 2
    top = max(y + halves[iri][1] for iri, (_, y) in part.items()) + _MARGIN / 2
    return left, top, right - left, top - bottom
