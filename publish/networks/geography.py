"""Where places stand: on Mercator's map, scaled so that the picture has room for their labels."""

import math
from collections.abc import Mapping

from sayso.publish.networks.layout import GOLDEN_ANGLE, push_apart
from sayso.publish.networks.network import Network

_LEAST_SPAN = 0.05
"""Degrees that the picture spans at least, so that one town does not fill it."""

_WIDTH = 900.0
"""Width or height of the map in units of positions, for few places; it grows with their number."""

ROW = 60.0
"""Distance of the rows of places without coordinates; the first is two of it below the map."""

_STEP = 180.0
_FURTHEST = 85.0
"""Degrees north or south beyond which Mercator's map is not drawn."""


def place_on_map(network: Network, sizes: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """
    Return where each place stands by IRI; x grows eastwards, y northwards.

    Places that would cover each other are moved apart by about their size; places of one spot, such as a facility
    that has only the coordinates of its town, are set around it. Those without any stand in rows below the map.

    Args:
        network: Nodes with coordinates.
        sizes: Diameters of the nodes.
    """
    spots = {
        iri: (math.radians(node.longitude), _project(node.latitude))
        for iri, node in network.nodes.items()
        if node.latitude is not None and node.longitude is not None
    }
    out: dict[str, tuple[float, float]] = {}
    bottom = 0.0
    if spots:
        xs, ys = [x for x, _ in spots.values()], [y for _, y in spots.values()]
        span = max(max(xs) - min(xs), max(ys) - min(ys), math.radians(_LEAST_SPAN))
        scale = _WIDTH * max(1.0, math.sqrt(len(spots) / 40)) / span
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        together: dict[tuple[float, float], int] = {}
        points: dict[str, list[float]] = {}
        # The place whose own coordinates these are stands on the spot, the others around it.
        for iri in sorted(spots, key=lambda one: (network.nodes[one].located != "own", one)):
            x, y = spots[iri]
            turn = together[x, y] = together.get((x, y), -1) + 1
            radius, angle = 12.0 * math.sqrt(turn), turn * GOLDEN_ANGLE
            points[iri] = [
                (x - middle_x) * scale + radius * math.cos(angle),
                (y - middle_y) * scale + radius * math.sin(angle),
            ]
        push_apart(points, {iri: (sizes[iri] / 2 + 1, sizes[iri] / 2 + 1) for iri in points})
        out = {iri: (x, y) for iri, (x, y) in points.items()}
        bottom = min(y for _, y in out.values()) - 2 * ROW
    lost = [iri for iri in network.nodes if iri not in spots]
    across = max(1, math.ceil(math.sqrt(len(lost)) * 1.5)) if not spots else max(1, int(_WIDTH // _STEP))
    for index, iri in enumerate(lost):
        row, column = divmod(index, across)
        out[iri] = ((column - (across - 1) / 2) * _STEP, bottom - row * ROW)
    return out


def _project(latitude: float) -> float:
    """Return how far north a latitude stands on Mercator's map of a globe of radius 1."""
    return math.asinh(math.tan(math.radians(max(-_FURTHEST, min(_FURTHEST, latitude)))))
