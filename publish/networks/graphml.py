"""Networks for networkx, and as GraphML."""

from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from sayso.publish.networks.columns import (
    Column,
    Kind,
    clean,
    get_text,
    list_edge_columns,
    list_node_columns,
    list_values,
)  # fmt: skip
from sayso.publish.networks.gexf import make_edge_id
from sayso.publish.networks.looks import Look, get_edge_colour, lay_out
from sayso.publish.networks.network import Edge, Network, Node, Value

if TYPE_CHECKING:
    import networkx

_TYPES: dict[Kind, str] = {"string": "string", "integer": "int", "double": "double"}
_COLOUR = {"r": "int", "g": "int", "b": "int"}
_NODE_LOOKS = {"label": "string", "x": "double", "y": "double", "size": "double", **_COLOUR}
_EDGE_LOOKS = {"label": "string", "weight": "double", **_COLOUR}


def make_networkx(network: Network) -> "networkx.MultiDiGraph[str] | networkx.MultiGraph[str]":
    """
    Return a network as networkx has it: a `MultiDiGraph`, or a `MultiGraph` where it is undirected.

    Nodes are IRIs; an edge's key is its kind. Attributes are the columns of the other formats, with ``label`` and
    ``weight``; a value that is not known is absent, and each attribute has one type throughout.
    """
    import networkx

    graph = networkx.MultiDiGraph() if network.directed else networkx.MultiGraph()
    node_columns, edge_columns = list_node_columns(network), list_edge_columns(network)
    for node in network.nodes.values():
        graph.add_node(node.id, label=get_text(node.label) or node.id, **list_values(node, node_columns))
    for edge in network.edges:
        values = {"weight": float(edge.weight), "label": edge.kind, **list_values(edge, edge_columns)}
        graph.add_edge(edge.source, edge.target, key=edge.kind, **values)
    return graph


def write_graphml(network: Network, out: IO[str]) -> None:
    """
    Write *network* as GraphML, with positions, sizes and colours in the words that Gephi reads.

    Line by line, since networkx, which holds the whole file as a tree, needs ten times the memory of the network.
    """
    looks = lay_out(network)
    node_columns, edge_columns = list_node_columns(network), list_edge_columns(network)
    nodes = {title: f"n{number}" for number, title in enumerate((*_NODE_LOOKS, *(one.title for one in node_columns)))}
    edges = {title: f"e{number}" for number, title in enumerate((*_EDGE_LOOKS, *(one.title for one in edge_columns)))}
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for cls, keys, types in (
        ("node", nodes, {**_NODE_LOOKS, **{one.title: _TYPES[one.kind] for one in node_columns}}),
        ("edge", edges, {**_EDGE_LOOKS, **{one.title: _TYPES[one.kind] for one in edge_columns}}),
    ):
        for title, key in keys.items():
            out.write(f' <key id="{key}" for="{cls}" attr.name="{title}" attr.type="{types[title]}"/>\n')
    out.write(f' <graph edgedefault="{"directed" if network.directed else "undirected"}">\n')
    for node in network.nodes.values():
        out.write(f"  <node id={_quote(node.id)}>{_write_values(_list_node_values(node, looks, node_columns), nodes)}")
        out.write("</node>\n")
    for edge in network.edges:
        ends = f"source={_quote(edge.source)} target={_quote(edge.target)}"
        # An id of its own keeps parallel edges apart.
        values = _write_values(_list_edge_values(edge, edge_columns), edges)
        out.write(f'  <edge id="{make_edge_id(edge)}" {ends}>{values}</edge>\n')
    out.write(" </graph>\n</graphml>\n")


def _list_node_values(node: Node, looks: Mapping[str, Look], columns: Sequence[Column[Node]]) -> dict[str, Value]:
    look = looks[node.id]
    return {
        "label": get_text(node.label) or node.id,
        "x": look.x,
        "y": look.y,
        "size": look.size,
        **_channels(look.colour),
        **list_values(node, columns),
    }


def _list_edge_values(edge: Edge, columns: Sequence[Column[Edge]]) -> dict[str, Value]:
    colour = _channels(get_edge_colour(edge))
    return {"label": edge.kind, "weight": float(edge.weight), **colour, **list_values(edge, columns)}


def _write_values(values: Mapping[str, Value], keys: Mapping[str, str]) -> str:
    return "".join(f'<data key="{keys[title]}">{escape(str(value))}</data>' for title, value in values.items())


def _quote(text: str) -> str:
    return quoteattr(clean(text))


def _channels(colour: str) -> dict[str, int]:
    return {name: int(colour[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))}
