"""Read a network from a store: choose what it shows, filter it, and fill in what nodes are called and counted."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import get_args

from pyoxigraph import Store

from sayso.model import EventType
from sayso.publish.days import Window
from sayso.publish.networks.communities import EDGE_LIMIT, find_communities
from sayso.publish.networks.events import EventReader
from sayso.publish.networks.facts import Facts
from sayso.publish.networks.network import EVENT, ROLES, Edge, Network, Node, Profile
from sayso.publish.networks.places import PlaceReader
from sayso.publish.networks.statements import ActorReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """
    What a network is narrowed to.

    Attributes:
        window: What lies outside is not counted; nor, where it is bounded, what has no date.
        kinds: Kinds of edges to keep, or types of events; empty keeps all.
        actors: IRIs. Edges that touch none of them are left out; so are events in which none has a part, and articles
            that name none where it is places that they bind. Empty keeps all.
        min_weight: Lighter edges are left out.
        isolated: Whether to keep nodes without an edge.
    """

    window: Window = Window()
    kinds: Collection[str] = ()
    actors: Collection[str] = ()
    min_weight: int = 1
    isolated: bool = False


def read_network(store: Store, *, profile: Profile = "actors", filters: Filters | None = None) -> Network:
    """
    Read a network from a store.

    Args:
        store: Read only.
        profile: ``actors``: statements of all kinds; ``accusations``: accusations only; ``co-mentions``: undirected,
            who is named in the same articles; ``actors-events``: from actors to events; ``places``: undirected, which
            places are named in the same articles.
        filters: What to keep; None keeps all.
    """
    filters = filters or Filters()
    facts = Facts(store, filters.window)
    types = [kind for kind in filters.kinds if kind in get_args(EventType)]
    reader: ActorReader | EventReader | PlaceReader
    if profile == "actors-events":
        reader = EventReader(facts, types)
        edges = list(reader.iter_edges())
    elif profile == "places":
        reader = PlaceReader(facts, types=types, actors=filters.actors)
        edges = list(reader.iter_edges())
    else:
        reader = ActorReader(facts)
        only = ("accuse",) if profile == "accusations" else ()
        edges = list(reader.iter_co_mentions() if profile == "co-mentions" else reader.iter_statement_edges(only))
    network = Network(
        profile=profile,
        directed=profile not in ("co-mentions", "places"),
        nodes={},
        edges=edges,
        counted=reader.counted,
        left_out={reason: number for reason, number in reader.left_out.items() if number},
    )
    _filter(network, filters)
    _keep_nodes(network, reader.nodes, isolated=filters.isolated)
    if isinstance(reader, PlaceReader):
        reader.describe(network.nodes.values())
    else:
        facts.describe(network.nodes.values())
        _locate_actors(facts, network.nodes.values())
    if network.directed:
        for edge in network.edges:
            edge.sample = facts.get_sentence(edge.examples[0]) if edge.examples else ""
    _number_communities(network)
    return network


def _filter(network: Network, filters: Filters) -> None:
    """Take away the edges that are not asked for, and count them."""
    edges, steps = network.edges, dict[str, int]()

    def keep(reason: str, kept: list[Edge]) -> list[Edge]:
        if len(kept) < len(edges):
            steps[reason] = len(edges) - len(kept)
        return kept

    kinds = [kind for kind in filters.kinds if network.profile != "actors-events" or kind in ROLES]
    if kinds and network.profile != "places":
        edges = keep("of other kinds", [edge for edge in edges if edge.kind in kinds])
    if filters.actors and network.profile != "places":
        touched = set(filters.actors)
        if network.profile == "actors-events":
            # The others who have a part in an actor's events belong into the picture.
            touched = {edge.target for edge in edges if edge.source in touched}
        edges = keep("with other actors", [edge for edge in edges if {edge.source, edge.target} & touched])
    network.heaviest = max((edge.weight for edge in edges), default=0)
    edges = keep(f"lighter than {filters.min_weight}", [edge for edge in edges if edge.weight >= filters.min_weight])
    network.edges = sorted(edges, key=Edge.key)
    network.filtered = steps


def _keep_nodes(network: Network, nodes: dict[str, Node], *, isolated: bool) -> None:
    touched = {end for edge in network.edges for end in (edge.source, edge.target)}
    network.nodes = {iri: node for iri, node in sorted(nodes.items()) if isolated or iri in touched}
    for edge in network.edges:
        source, target = network.nodes[edge.source], network.nodes[edge.target]
        source.outgoing += edge.weight
        target.incoming += edge.weight
        if not network.directed:
            source.incoming += edge.weight
            target.outgoing += edge.weight
        for end in (source, target):
            end.degree += 1
            for days in edge.days:
                end.see(days)


def _locate_actors(facts: Facts, nodes: Iterable[Node]) -> None:
    """Give states, and bodies that act for one, the coordinates of its country."""
    countries = facts.read("actsForPlace")
    for node in nodes:
        if node.cls == EVENT:
            continue
        found = next(filter(None, (facts.locate(place) for place in countries.get(node.id, []))), None)
        if found:
            node.latitude, node.longitude, node.located = found


def _number_communities(network: Network) -> None:
    found = find_communities(network)
    for iri, number in found.items():
        network.nodes[iri].community = number
    if network.nodes and not found:
        network.notes.append(
            f"No communities were looked for among {len(network.edges):,} edges, as that would take long beyond "
            f"{EDGE_LIMIT:,}. Take fewer with --min-weight, --since or --kind, or run Gephi's Modularity."
        )
