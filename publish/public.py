"""What of a graph others may see."""

BUILDS_GRAPH = "graph/builds"
"""How the name of the graph ends that says when and where the store was built: not for others' eyes."""


def is_public(graph: str) -> bool:
    """Whether the graph of that IRI may be published: all but the one about builds."""
    return not graph.endswith(BUILDS_GRAPH)
