"""
Write a network as GEXF 1.3, for Gephi and Gephi Lite.

A writer of our own, because readers want more than the schema does: the literal prefix ``viz:``, column ids that are
numbers, one block of columns a class, none called ``type``, spells that do not overlap, and dates a second time as
plain columns, since Gephi Lite passes over spells.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from sayso.publish.days import Days, merge_days
from sayso.publish.networks.columns import Column, T, clean, get_text, list_edge_columns, list_node_columns
from sayso.publish.networks.looks import Look, get_edge_colour, lay_out
from sayso.publish.networks.network import DESCRIPTIONS, Edge, Network, Node


def write_gexf(network: Network, out: IO[str]) -> None:
    """
    Write *network* to *out*, line by line: columns, nodes, edges.

    Args:
        network: From `read_network`.
        out: Opened for text in UTF-8.
    """
    looks = lay_out(network)
    node_columns, edge_columns = list_node_columns(network), list_edge_columns(network)
    dated = any(edge.days for edge in network.edges) or any(node.first for node in network.nodes.values())
    time = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else ' mode="static"'
    way = "directed" if network.directed else "undirected"
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write('<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n')
    description = escape(DESCRIPTIONS[network.profile])
    out.write(f" <meta>\n  <creator>sayso</creator>\n  <description>{description}</description>\n </meta>\n")
    out.write(f' <graph defaultedgetype="{way}" idtype="string"{time}>\n')
    _write_columns(out, "node", node_columns)
    _write_columns(out, "edge", edge_columns)
    out.write(f'  <nodes count="{len(network.nodes)}">\n')
    for node in network.nodes.values():
        out.writelines(_iter_node(node, looks[node.id], node_columns))
    out.write(f'  </nodes>\n  <edges count="{len(network.edges)}">\n')
    for edge in network.edges:
        out.writelines(_iter_edge(edge, way, edge_columns))
    out.write("  </edges>\n </graph>\n</gexf>\n")


def make_edge_id(edge: Edge) -> str:
    """Return a short id that only this source, target and kind have, in whatever file."""
    return "e" + hashlib.sha256("\n".join(edge.key()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _write_columns(out: IO[str], cls: str, columns: Sequence[Column[T]]) -> None:
    out.write(f'  <attributes class="{cls}" mode="static">\n')
    for number, column in enumerate(columns):
        out.write(f'   <attribute id="{number}" title="{column.title}" type="{column.kind}"/>\n')
    out.write("  </attributes>\n")


def _iter_node(node: Node, look: Look, columns: Sequence[Column[Node]]) -> Iterator[str]:
    days = [(node.first, node.last)] if node.first and node.last else []
    yield f"   <node id={_quote(node.id)} label={_quote(node.label)}{_bound(days)}>\n"
    yield from _iter_values(get_text(column.read(node)) for column in columns)
    yield f"    <viz:color {_channels(look.colour)}/>\n"
    yield f'    <viz:position x="{look.x}" y="{look.y}" z="0.0"/>\n'
    yield f'    <viz:size value="{look.size}"/>\n   </node>\n'


def _iter_edge(edge: Edge, way: str, columns: Sequence[Column[Edge]]) -> Iterator[str]:
    # An undated statement holds at any time; so does the edge that it is part of.
    days = [] if edge.undated else merge_days(edge.days)
    colour = get_edge_colour(edge)
    yield (
        f'   <edge id="{make_edge_id(edge)}" type="{way}" label={_quote(edge.kind)} source={_quote(edge.source)} '
        f'target={_quote(edge.target)} weight="{float(edge.weight)}" kind={_quote(edge.kind)}{_bound(days)}>\n'
    )
    yield from _iter_values(get_text(column.read(edge)) for column in columns)
    if len(days) > 1:
        yield "    <spells>\n"
        for first, last in days:
            yield f'     <spell start="{first}" end="{last}"/>\n'
        yield "    </spells>\n"
    yield f"    <viz:color {_channels(colour)}/>\n   </edge>\n"


def _iter_values(values: Iterable[str | None]) -> Iterator[str]:
    yield "    <attvalues>\n"
    for number, value in enumerate(values):
        if value is not None:
            yield f'     <attvalue for="{number}" value={_quote(value)}/>\n'
    yield "    </attvalues>\n"


def _bound(days: Sequence[Days]) -> str:
    """Return the bounds as attributes where there is one stretch of days; several are written as spells."""
    return f' start="{days[0][0]}" end="{days[0][1]}"' if len(days) == 1 else ""


def _channels(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f'r="{red}" g="{green}" b="{blue}"'


def _quote(text: str) -> str:
    return quoteattr(clean(text))
