"""Draw a network as SVG: the places, sizes and colours that the other formats carry, with a key to the colours."""

import math
from collections.abc import Iterator, Sequence
from typing import IO
from xml.sax.saxutils import escape

from sayso.publish.networks.columns import clean
from sayso.publish.networks.geography import ROW
from sayso.publish.networks.looks import CLASS_COLOURS, OTHER_COLOUR, Look, get_edge_colour, lay_out
from sayso.publish.networks.network import CLASSES, DESCRIPTIONS, Edge, Network, Node

_MARGIN = 24.0
_HEAD = 46.0
_KEY_LINE = 20.0
_KEY_WIDTH = 140.0
_LEAST_WIDTH = 760.0
_LETTER = 6.0
"""Width of a letter of a label, roughly."""

_LONGEST = 40
"""Letters of a label that are drawn; the whole of it is the tooltip."""

_BEND = 0.16
"""How far an edge bends to its left, in parts of its length; the next parallel one bends twice as far."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom; y grows downwards."""

_STYLE = (
    "text{font-family:system-ui,'Segoe UI','DejaVu Sans',sans-serif;fill:#222}"
    ".e{fill:none;stroke-opacity:.65}.n{stroke:#fff;stroke-width:1.5}"
    ".l{font-size:11px;text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}"
    ".k{font-size:12px}.t{font-size:15px;font-weight:600}"
)


def write_svg(network: Network, out: IO[str]) -> None:
    """
    Write a picture of *network* to *out*; what an edge or a node stands for is its tooltip.

    Args:
        network: From `read_network`.
        out: Opened for text in UTF-8.
    """
    looks = lay_out(network)
    boxes = [_get_label_box(node, looks[node.id]) for node in network.nodes.values()] or [(0.0, 0.0, 0.0, 0.0)]
    rows = list(_iter_key_rows(network))
    left, top = min(box[0] for box in boxes) - _MARGIN, min(box[1] for box in boxes) - _MARGIN - _HEAD
    width = max(max(box[2] for box in boxes) + _MARGIN - left, _LEAST_WIDTH)
    bottom = max(box[3] for box in boxes) + _MARGIN
    height = bottom - top + (len(rows) + 0.5) * _KEY_LINE
    title = escape(DESCRIPTIONS[network.profile])
    out.write(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" role="img">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n"
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" fill="#fff"/>\n'
        f'<text class="t" x="{left + 20:.0f}" y="{top + 28:.0f}">{title}</text>\n'
    )
    out.writelines(_iter_edges(network, looks))
    # Small nodes last, so that none is hidden by a larger one.
    ranked = sorted(network.nodes.values(), key=lambda one: (-looks[one.id].size, one.id))
    out.writelines(_draw_node(node, looks[node.id]) for node in ranked)
    out.writelines(_iter_labels(ranked, looks))
    if network.profile == "places":
        out.write(_draw_edge_of_map(network, looks, left))
    for number, row in enumerate(rows):
        out.writelines(_place_key(row, left + 20, bottom + (number + 0.5) * _KEY_LINE))
    out.write("</svg>\n")


def _iter_edges(network: Network, looks: dict[str, Look]) -> Iterator[str]:
    parallel: dict[tuple[str, str], int] = {}
    for edge in network.edges:
        number = parallel[edge.source, edge.target] = parallel.get((edge.source, edge.target), -1) + 1
        yield _draw_edge(edge, looks[edge.source], looks[edge.target], number, network)


def _draw_edge(edge: Edge, source: Look, target: Look, number: int, network: Network) -> str:
    x1, y1, x2, y2 = source.x, -source.y, target.x, -target.y
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    wide = min(1.5 + math.log2(edge.weight), 7.0) if network.directed else min(0.4 * edge.weight, 4.0)
    bend = _BEND * (number + 1) if network.directed else 0.0
    # The middle of the way there, moved to the left: where two edges lead both ways, they do not cover each other.
    mx, my = (x1 + x2) / 2 + bend * (y2 - y1), (y1 + y2) / 2 - bend * (x2 - x1)
    colour = get_edge_colour(edge)
    head = ""
    if network.directed:
        near = math.hypot(x2 - mx, y2 - my) or 1.0
        ux, uy = (x2 - mx) / near, (y2 - my) / near
        gap, tip = target.size / 2 + 1, 5.0 + wide
        hx, hy = x2 - ux * gap, y2 - uy * gap
        x2, y2 = x2 - ux * min(gap + tip * 0.8, length), y2 - uy * min(gap + tip * 0.8, length)
        head = (
            f'<path fill="{colour}" d="M{hx:.1f} {hy:.1f}L{hx - ux * tip - uy * tip / 2:.1f} '
            f"{hy - uy * tip + ux * tip / 2:.1f}L{hx - ux * tip + uy * tip / 2:.1f} "
            f'{hy - uy * tip - ux * tip / 2:.1f}Z"/>'
        )
    names = " → ".join(clean(network.nodes[end].label) for end in (edge.source, edge.target))
    return (
        f"<g><title>{escape(f'{names}: {edge.kind}, {edge.weight}')}</title>"
        f'<path class="e" stroke="{colour}" stroke-width="{wide:.1f}" '
        f'd="M{x1:.1f} {y1:.1f}Q{mx:.1f} {my:.1f} {x2:.1f} {y2:.1f}"/>{head}</g>\n'
    )


def _draw_node(node: Node, look: Look) -> str:
    return (
        f'<circle class="n" cx="{look.x}" cy="{-look.y}" r="{look.size / 2:.1f}" fill="{look.colour}">'
        f"<title>{escape(clean(node.label))}</title></circle>\n"
    )


def _iter_labels(ranked: Sequence[Node], looks: dict[str, Look]) -> Iterator[str]:
    """Yield labels, those of the largest nodes first, and leave out those that would cover one that is drawn."""
    cells: dict[tuple[int, int], list[Box]] = {}
    for node in ranked:
        look = looks[node.id]
        box = _get_label_box(node, look)
        near = [(x, y) for x in _span(box[0], box[2]) for y in _span(box[1], box[3])]
        if any(_cover(box, other) for cell in near for other in cells.get(cell, ())):
            continue
        for cell in near:
            cells.setdefault(cell, []).append(box)
        y = -look.y + look.size / 2 + 11
        yield f'<text class="l" x="{look.x}" y="{y:.1f}">{escape(_cut(node.label))}</text>\n'


def _span(first: float, last: float) -> range:
    return range(int(first // 100), int(last // 100) + 1)


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cut(label: str) -> str:
    label = clean(label)
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"


def _get_label_box(node: Node, look: Look) -> Box:
    """Return left, top, right and bottom of a label as it will be drawn, roughly."""
    half, top = _LETTER * len(_cut(node.label)) / 2, -look.y + look.size / 2 + 1
    return look.x - half, top, look.x + half, top + 13


def _draw_edge_of_map(network: Network, looks: dict[str, Look], left: float) -> str:
    """Return the line between the map and the places that it has no coordinates of; nothing where all have some."""
    lost = [-looks[node.id].y for node in network.nodes.values() if not node.located]
    if not lost or len(lost) == len(network.nodes):
        return ""
    y = min(lost) - ROW * 0.75
    return f'<text class="k" x="{left + 20:.0f}" y="{y:.0f}" font-style="italic">No coordinates are known of:</text>\n'


def _iter_key_rows(network: Network) -> Iterator[list[tuple[str, str, bool]]]:
    """Yield rows of name, colour and whether it is a node: the classes in the picture, then the kinds of edges."""
    seen = {node.cls for node in network.nodes.values()}
    classes = [(cls or "unknown", CLASS_COLOURS.get(cls, OTHER_COLOUR), True) for cls in (*CLASSES, "") if cls in seen]
    kinds = {edge.kind: get_edge_colour(edge) for edge in network.edges}
    lines = [(kind, colour, False) for kind, colour in sorted(kinds.items(), key=lambda pair: (pair[1], pair[0]))]
    across = int((_LEAST_WIDTH - 40) // _KEY_WIDTH)
    for entries in (classes, lines):
        for start in range(0, len(entries), across):
            yield entries[start : start + across]


def _place_key(row: Sequence[tuple[str, str, bool]], left: float, y: float) -> Iterator[str]:
    for column, (name, colour, is_node) in enumerate(row):
        x = left + column * _KEY_WIDTH
        mark = (
            f'<circle cx="{x + 8:.0f}" cy="{y:.0f}" r="6" fill="{colour}"/>'
            if is_node
            else f'<path d="M{x:.0f} {y:.0f}h16" stroke="{colour}" stroke-width="3"/>'
        )
        yield f'{mark}<text class="k" x="{x + 22:.0f}" y="{y + 4:.0f}">{escape(name)}</text>\n'
