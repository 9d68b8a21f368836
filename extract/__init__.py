"""Text to findings: corpus readers, the spaCy pipeline and its components."""

from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec


def is_compiled() -> bool:
    """Return whether the extractors are machine code (docs/decisions/0016-compiled-extractors.md) or Python files."""
    spec = find_spec("sayso.extract.parse")
    return spec is not None and (spec.origin or "").endswith(tuple(EXTENSION_SUFFIXES))
