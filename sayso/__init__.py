"""sayso: who said what to whom, from news articles to a graph that can be asked."""

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.publish.opened import KnowledgeGraph

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(kg: "str | PathLike[str]") -> "KnowledgeGraph":
    """
    Open the knowledge graph in a folder for reading.

    Args:
        kg: The folder that `sayso build` made.

    Raises:
        StoreMissingError: If there is no knowledge graph.
        StoreNewerError: If a newer sayso made it.
        StoreLockedError: If another process has it open for writing.
        StoreBrokenError: If it is damaged.
    """
    from pathlib import Path

    from sayso.publish.opened import KnowledgeGraph

    return KnowledgeGraph(Path(kg))
