"""Networks for networkx, and through it as GraphML."""

from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree

from sayso.publish.networks.columns import get_text, list_edge_columns, list_node_columns, list_values
from sayso.publish.networks.gexf import make_edge_id
from sayso.publish.networks.looks import get_edge_colour, lay_out
from sayso.publish.networks.network import Network, Value

if TYPE_CHECKING:
    import networkx


def make_networkx(network: Network, *, looks: bool = False) -> "networkx.MultiDiGraph[str] | networkx.MultiGraph[str]":
    """
    Return a network as networkx has it: a `MultiDiGraph`, or a `MultiGraph` where it is undirected.

    Nodes are IRIs; an edge's key is its kind. Attributes are the columns of the other formats, with ``label`` and
    ``weight``; a value that is not known is absent, and each attribute has one type throughout.

    Args:
        network: From `read_network`.
        looks: Whether to add positions, sizes and colours in the words that Gephi reads from GraphML.
    """
    import networkx

    graph = networkx.MultiDiGraph() if network.directed else networkx.MultiGraph()
    node_columns, edge_columns = list_node_columns(network), list_edge_columns(network)
    seen = lay_out(network) if looks else {}
    for node in network.nodes.values():
        values: dict[str, Value] = {
            "label": get_text(node.label) or node.id,
            **list_values(node, node_columns),
        }
        look = seen.get(node.id)
        if look:
            values.update(x=look.x, y=look.y, size=look.size, **_channels(look.colour))
        graph.add_node(node.id, **values)
    for edge in network.edges:
        values = {"weight": float(edge.weight), "label": edge.kind, **list_values(edge, edge_columns)}
        if looks:
            values.update(**_channels(get_edge_colour(edge)))
        graph.add_edge(edge.source, edge.target, key=edge.kind, **values)
    return graph


def write_graphml(network: Network, out: IO[str]) -> None:
    """
    Write *network* as GraphML, with positions, sizes and colours as Gephi reads them.

    networkx names the columns by what it meets; that works because no value of ours is None and none changes its type.
    """
    import networkx

    graph = networkx.MultiDiGraph() if network.directed else networkx.MultiGraph()
    source = make_networkx(network, looks=True)
    graph.add_nodes_from((get_text(iri) or iri, values) for iri, values in source.nodes(data=True))
    for edge in network.edges:
        ends = get_text(edge.source) or edge.source, get_text(edge.target) or edge.target
        # GraphML writes a parallel edge's key as its id, which no two edges may share.
        graph.add_edge(*ends, key=make_edge_id(edge), **source.edges[edge.source, edge.target, edge.kind])
    writer = networkx.GraphMLWriter(encoding="utf-8")
    writer.add_graph_element(graph)
    ElementTree.indent(writer.xml, space=" ")
    text = ElementTree.tostring(writer.xml, encoding="unicode")
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n")


def _channels(colour: str) -> dict[str, int]:
    return {name: int(colour[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))}
