"""Write a network in the serialisation of graphology, which sigma draws: `new MultiGraph().import(JSON)`."""

import json
import math
from collections.abc import Mapping
from typing import IO

from sayso.publish.networks.columns import clean, list_edge_columns, list_node_columns, list_values
from sayso.publish.networks.gexf import make_edge_id
from sayso.publish.networks.looks import get_edge_colour, lay_out
from sayso.publish.networks.network import DESCRIPTIONS, Network, Value


def write_sigma(network: Network, out: IO[str]) -> None:
    """
    Write *network* to *out*: a line for each node and edge, with the attributes that sigma draws by.

    These are ``label``, ``x``, ``y``, ``size`` and ``color``; the columns of the other formats stand beside them.
    """
    looks = lay_out(network)
    node_columns, edge_columns = list_node_columns(network), list_edge_columns(network)
    options = {"type": "directed" if network.directed else "undirected", "multi": True, "allowSelfLoops": True}
    attributes = {"name": network.profile, "description": DESCRIPTIONS[network.profile], "creator": "sayso"}
    out.write(f'{{"options":{_dump(options)},\n"attributes":{_dump(attributes)},\n"nodes":[')
    mark = "\n"
    for node in network.nodes.values():
        look = looks[node.id]
        values: dict[str, Value] = {
            "label": clean(node.label) or node.id, "x": look.x, "y": look.y, "size": look.size, "color": look.colour,
            **list_values(node, node_columns),
        }  # fmt: skip
        out.write(f"{mark}{_dump({'key': clean(node.id), 'attributes': values})}")
        mark = ",\n"
    out.write('],\n"edges":[')
    mark = "\n"
    for edge in network.edges:
        values = {
            "label": edge.kind, "kind": edge.kind, "weight": edge.weight, "size": _get_width(edge.weight),
            "color": get_edge_colour(edge), **list_values(edge, edge_columns),
        }  # fmt: skip
        one = {
            "key": make_edge_id(edge), "source": clean(edge.source), "target": clean(edge.target),
            "undirected": not network.directed, "attributes": values,
        }  # fmt: skip
        out.write(mark + _dump(one))
        mark = ",\n"
    out.write("]}\n")


def _get_width(weight: int) -> float:
    """Return how wide sigma draws an edge; a weight of hundreds must not hide the rest."""
    return round(1 + math.log2(weight), 2)


def _dump(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
