"""Articles that are copies of another: linked, so that they do not count as sources of their own."""

from collections.abc import Mapping

from sayso.graph.common import join_lines
from sayso.graph.writer import SAY


def write_copies(copies: Mapping[str, str], graph: str, *, base: str) -> bytes:
    """
    Return ``say:copyOf`` of every copy as N-Quads.

    Args:
        copies: Key of the original for each article that is a copy, by key.
        graph: The named graph.
        base: Base IRI of the data.
    """
    return join_lines(
        f"<{base}article/{key}> <{SAY}copyOf> <{base}article/{original}> <{graph}> ."
        for key, original in copies.items()
    )
