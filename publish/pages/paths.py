"""Which IRI stands at which path: a page lies at the path of its IRI, and a document at that path with a suffix."""

import re
from dataclasses import dataclass

SUFFIXES = {".html": "text/html", ".ttl": "text/turtle", ".jsonld": "application/ld+json"}
"""The documents of a page, and their media types."""

KINDS = (
    "actor", "place", "event", "statement", "article", "figure", "occurrence", "dispute", "series", "membership",
    "role",
)  # fmt: skip
"""First segments of IRIs that have a page in a published folder."""

# What may stand in a path and a file name as it is; a leading point would hide a file, or lead elsewhere.
_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~-]{0,199}\Z")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a page stands, for links from it.

    Attributes:
        base: Base IRI of the data.
        path: Of the page, below the base: ``actor/ada-rowe``.
    """

    base: str
    path: str

    @property
    def root(self) -> str:
        """Relative reference to the folder that holds all pages: empty, or ``../`` as often as needed."""
        return "../" * self.path.count("/")

    def link(self, iri: str) -> str | None:
        """
        Return a reference to what is said of a node, or None where nothing may be linked.

        Pages are linked relatively, so that a folder works wherever it is put. Of other IRIs only those of the web
        are linked: ``javascript:`` and its like are shown as text.
        """
        path = find_path(iri, self.base)
        if path is not None:
            return f"{self.root}{path}.html" if path.split("/")[0] in KINDS and "/name/" not in path else None
        return iri if is_web(iri) else None


def is_web(iri: str) -> bool:
    """Whether an IRI may be put into a link."""
    return _WEB.match(iri) is not None


def find_path(iri: str, base: str) -> str | None:
    """Return the path of a node's page below the base; None where the IRI is not ours, or no plain path."""
    path = iri[len(base) :]
    return path if iri.startswith(base) and is_plain(path) else None


def find_root(base: str) -> str:
    """Return the address below which the pages stand: the base IRI, or the folder of its document."""
    return base if base.endswith("/") else base.rstrip("#").rsplit("/", 1)[0] + "/"


def find_iri(path: str, base: str) -> str | None:
    """Return the IRI of the node at a path below the base; None where no page can stand there."""
    return base + path if is_plain(path) else None


def is_plain(path: str) -> bool:
    """Whether a path consists of plain file names, as sayso mints them: no part leads elsewhere or needs escaping."""
    return len(path) <= 600 and all(_SEGMENT.match(part) for part in path.split("/"))


def split_suffix(path: str) -> tuple[str, str]:
    """Return a path without the suffix of a document, and that suffix or nothing."""
    for suffix in SUFFIXES:
        if path.endswith(suffix) and len(path) > len(suffix) and not path.endswith("/" + suffix):
            return path[: -len(suffix)], suffix
    return path, ""
