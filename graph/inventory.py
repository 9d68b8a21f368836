"""What the article files hold, gathered in one pass over their stamps."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sayso.graph.shelf import iter_stamps


@dataclass(slots=True)
class Inventory:
    """
    The article files of a knowledge graph.

    Attributes:
        digests: Of the articles that were read by the present recipe, by key.
        bodies: Digest of each article's lines, by key.
        counts: Findings by kind, words and tokens.
        quads: Of all articles.
        violations: By severity and shape.
        authority: Keys of the authority entries that are used.
        unchecked: Keys of the articles that were not checked with the present shapes.
        broken: Files that a power cut has left short.
    """

    digests: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter[str])
    quads: int = 0
    violations: Counter[str] = field(default_factory=Counter[str])
    authority: set[str] = field(default_factory=set)
    unchecked: list[str] = field(default_factory=list)
    broken: list[Path] = field(default_factory=list)

    @classmethod
    def take(cls, folder: Path, fingerprint: str, shapes: str) -> "Inventory":
        """
        Read all stamps.

        Args:
            folder: The article files.
            fingerprint: Of the present recipe; articles read by another one are listed without a digest.
            shapes: Digest of the present shapes; empty where nothing is checked.
        """
        out = cls()
        for stamp in iter_stamps(folder, broken=out.broken):
            out.bodies[stamp.key] = stamp.body
            if stamp.fingerprint == fingerprint:
                out.digests[stamp.key] = stamp.digest
            out.counts.update(stamp.counts)
            out.quads += stamp.quads
            out.violations.update(stamp.violations)
            out.authority.update(stamp.authority)
            if stamp.shapes != shapes:
                out.unchecked.append(stamp.key)
        return out
