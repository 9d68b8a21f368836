"""Articles that are copies of another: linked, so that they do not count as sources of their own."""

from collections.abc import Mapping
from pathlib import Path

from sayso.graph.common import join_lines
from sayso.graph.iris import make_slug
from sayso.graph.shelf import iter_stamps
from sayso.graph.writer import SAY


def find_copied(folder: Path) -> dict[str, str]:
    """
    Return for the key of each article that is a copy the key of its original.

    Args:
        folder: The article files; their stamps hold the signatures, so no text is read again.
    """
    from sayso.extract.corpus import Signature, find_copies

    signatures = (Signature.from_json(stamp.signature) for stamp in iter_stamps(folder) if stamp.signature)
    return {make_slug(copy): make_slug(original) for copy, original in find_copies(signatures).items()}


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
