"""Write a network as two tables, nodes and edges, with the column names that Gephi's spreadsheet import knows."""

import csv
from typing import IO

from sayso.publish.networks.columns import get_text, list_edge_columns, list_node_columns
from sayso.publish.networks.gexf import make_edge_id
from sayso.publish.networks.network import Network


def write_nodes(network: Network, out: IO[str]) -> None:
    """Write one line a node: Id, Label, then the columns that all formats share; what is not known is empty."""
    columns = list_node_columns(network)
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["Id", "Label", *(column.title for column in columns)])
    for node in network.nodes.values():
        values = (get_text(column.read(node)) or "" for column in columns)
        table.writerow([get_text(node.id), get_text(node.label) or node.id, *values])


def write_edges(network: Network, out: IO[str]) -> None:
    """Write one line an edge: its ends, Type, Id, Label, Kind and Weight, then the columns that all formats share."""
    columns = list_edge_columns(network)
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        ["Source", "Target", "Type", "Id", "Label", "Kind", "Weight", *(column.title for column in columns)]
    )
    way = "Directed" if network.directed else "Undirected"
    for edge in network.edges:
        values = (get_text(column.read(edge)) or "" for column in columns)
        ends = get_text(edge.source), get_text(edge.target)
        table.writerow([*ends, way, make_edge_id(edge), edge.kind, edge.kind, edge.weight, *values])
