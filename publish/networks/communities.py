"""Communities of a network, by Louvain's method as networkx has it."""

from sayso.publish.networks.network import Network

SEED = 20
"""Of the order in which nodes are tried; the same network gets the same communities."""

EDGE_LIMIT = 200_000
"""Edges beyond which no communities are looked for: Louvain's method in Python would take a minute and more."""


def find_communities(network: Network) -> dict[str, int]:
    """
    Return the number of each node's community by IRI; 1 is the largest.

    Edges count by weight whichever way they lead, parallel ones together. Nothing is returned for a network of more
    than `EDGE_LIMIT` edges.

    Source: V. D. Blondel et al., Fast unfolding of communities in large networks, 2008.
    """
    import networkx

    if len(network.edges) > EDGE_LIMIT:
        return {}
    # Numbers instead of names: sets of text have another order in each process.
    numbers = {iri: number for number, iri in enumerate(network.nodes)}
    weights: dict[tuple[int, int], int] = {}
    for edge in network.edges:
        ends = sorted((numbers[edge.source], numbers[edge.target]))
        weights[ends[0], ends[1]] = weights.get((ends[0], ends[1]), 0) + edge.weight
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(numbers)))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    found: list[set[int]] = networkx.community.louvain_communities(graph, seed=SEED) if numbers else []
    ranked = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members[0]))
    iris = list(network.nodes)
    return {iris[number]: rank for rank, members in enumerate(ranked, start=1) for number in members}
