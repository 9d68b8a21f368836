"""Where nodes stand, how large they are and which colours they have: the same picture for the same network."""

import math
from dataclasses import dataclass

from sayso.publish.networks.geography import place_on_map
from sayso.publish.networks.layout import place_nodes
from sayso.publish.networks.network import CO_MENTION, EVENT, TELL, Edge, Network

# Okabe and Ito's colours, which people with any of the common colour blindnesses tell apart.
CLASS_COLOURS = {
    "State": "#0072B2",
    "Person": "#E69F00",
    "Organization": "#009E73",
    "MediaOutlet": "#CC79A7",
    "Group": "#56B4E9",
    "AnonymousSource": "#999999",
    EVENT: "#D55E00",
    "Country": "#0072B2",
    "Region": "#56B4E9",
    "Settlement": "#D55E00",
    "Facility": "#CC79A7",
    "Route": "#009E73",
    "Other": "#999999",
}
"""Colour of a node by class; `OTHER_COLOUR` for any other."""

OTHER_COLOUR = "#666666"
KIND_COLOURS = {
    "accuse": "#D55E00", "condemn": "#D55E00", "threaten": "#D55E00",
    "deny": "#0072B2", "refuse": "#0072B2",
    "demand": "#E69F00", "warn": "#E69F00",
    "support": "#009E73", "agree": "#009E73", "pledge": "#009E73",
    "assert": "#999999", "announce": "#999999", TELL: "#999999", CO_MENTION: "#999999",
    "agent": "#D55E00", "alleged-agent": "#E69F00",
    "patient": "#0072B2", "alleged-patient": "#56B4E9",
    "alleges": "#999999",
}  # fmt: skip
"""Colour of an edge by kind: against, contradicting, urging, for, telling; doing and suffering, paler if alleged."""

SMALLEST, LARGEST = 6.0, 30.0
"""Sizes of a node without edges and of the one with most, in the units of the positions."""

# What a label takes, roughly: a letter's width, a line's height, and the letters beyond which it may be covered.
_LETTER = 6.5
_LINE = 26.0
_LONGEST = 32


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

    Places stand where they lie on a map; the nodes of other networks where springs put them.
    """
    most = max((node.degree for node in network.nodes.values()), default=0)
    sizes = {
        iri: round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(node.degree / (most or 1)), 2)
        for iri, node in network.nodes.items()
    }
    halves = {
        iri: (max(sizes[iri] / 2 + 10, _LETTER * min(len(node.label), _LONGEST) / 2), (sizes[iri] + _LINE) / 2)
        for iri, node in network.nodes.items()
    }
    places = place_on_map(network, sizes) if network.profile == "places" else place_nodes(network, halves)
    return {
        iri: Look(
            x=round(places[iri][0], 1),
            y=round(places[iri][1], 1),
            size=sizes[iri],
            colour=CLASS_COLOURS.get(node.cls, OTHER_COLOUR),
        )
        for iri, node in network.nodes.items()
    }


def get_edge_colour(edge: Edge) -> str:
    """Return the colour of an edge, ``#RRGGBB``."""
    return KIND_COLOURS.get(edge.kind, OTHER_COLOUR)
