"""Write a network as two tables that Neo4j imports: `neo4j-admin database import` knows their heads, LOAD CSV too."""

import csv
from collections.abc import Sequence
from typing import IO

from sayso.publish.networks.columns import Column, Kind, T, get_text, list_edge_columns, list_node_columns
from sayso.publish.networks.gexf import make_edge_id
from sayso.publish.networks.network import ACTOR_CLASSES, EVENT, Network, Node

_TYPES: dict[Kind, str] = {"string": "", "integer": ":int", "double": ":double"}
_DAYS = ("firstSeen", "lastSeen", "firstDay", "lastDay")


def write_neo4j_nodes(network: Network, out: IO[str]) -> None:
    """Write one line a node: its IRI as ID, its labels (`Actor;State`), its name and the columns of all formats."""
    columns = [column for column in list_node_columns(network) if column.title != "iri"]
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["iri:ID", ":LABEL", "name", *_name_columns(columns)])
    for node in network.nodes.values():
        values = (get_text(column.read(node)) or "" for column in columns)
        table.writerow([get_text(node.id), _list_labels(node), get_text(node.label) or node.id, *values])


def write_neo4j_edges(network: Network, out: IO[str]) -> None:
    """Write one line an edge: both ends, its kind as type (`ACCUSE`), its weight and the columns of all formats."""
    columns = list_edge_columns(network)
    table = csv.writer(out, lineterminator="\n")
    table.writerow([":START_ID", ":END_ID", ":TYPE", "id", "weight:int", *_name_columns(columns)])
    for edge in network.edges:
        values = (get_text(column.read(edge)) or "" for column in columns)
        kind = edge.kind.upper().replace("-", "_")
        table.writerow([get_text(edge.source), get_text(edge.target), kind, make_edge_id(edge), edge.weight, *values])


def _name_columns(columns: Sequence[Column[T]]) -> list[str]:
    return [column.title + (":date" if column.title in _DAYS else _TYPES[column.kind]) for column in columns]


def _list_labels(node: Node) -> str:
    if node.cls == EVENT:
        return EVENT
    kind = "Actor" if node.cls in ACTOR_CLASSES else "Place"
    return f"{kind};{node.cls}" if node.cls else "Actor"
