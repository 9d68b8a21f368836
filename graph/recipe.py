"""
What an article's graph depends on besides the article: a fingerprint of it decides whether a file is made again.

Nothing here imports spaCy, so that a build with nothing to do is over before spaCy would have been loaded.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.resources import folder
from sayso.settings import Settings

_CODE = ("extract", "ontology/authority", "ontology/authority.py")
_FILES = (
    "graph/iris.py", "graph/nquads.py", "graph/writer.py", "graph/summary.py", "graph/labels.py", "graph/labels.toml",
    "graph/names",
)  # fmt: skip
_KINDS = (".py", ".toml", ".tsv", ".txt", ".json", ".ttl", ".csv", ".gz", ".rq", ".ru")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """
    How articles are turned into graphs.

    Attributes:
        model: Package or folder of the spaCy pipeline.
        model_version: Its name and version, ``en_core_web_md 3.8.0``.
        code: Digest of the extractors with their lexicons and of the writer.
        authority: Digest of the user's authority files.
        settings: The settings that matter, by name.
    """

    model: str
    model_version: str
    code: str
    authority: str
    settings: dict[str, Any]

    @property
    def fingerprint(self) -> str:
        """Digest of all of it, 16 hexadecimal digits."""
        parts = [__version__, self.model_version, self.code, self.authority, self.settings]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8")).hexdigest()[:16]


def make_recipe(settings: Settings) -> Recipe:
    """
    Return the recipe that the settings give with what is installed.

    Raises:
        ModelMissingError: If the spaCy pipeline is not installed.
    """
    from sayso.extract.model_loading import find_model

    model = find_model(settings.model)
    return Recipe(
        model=model,
        model_version=describe_installed(model),
        code=digest_code(),
        authority=_digest_files(settings.authority),
        settings={
            "base_iri": settings.base_iri,
            "components": list(settings.components),
            "attitudes": settings.attitudes,
            "language": settings.language,
        },
    )


def describe_installed(model: str) -> str:
    """Return name and version of an installed pipeline from its ``meta.json``, without loading spaCy."""
    root = Path(model)
    if model.isidentifier():
        spec = find_spec(model)
        if spec is None or not spec.submodule_search_locations:
            return model
        root = Path(next(iter(spec.submodule_search_locations)))
    found = sorted([*root.glob("meta.json"), *root.glob("*/meta.json")], key=lambda path: len(path.parts))
    if not found:
        return model
    meta = json.loads(found[0].read_text(encoding="utf-8"))
    return f"{meta.get('lang', '')}_{meta.get('name', 'unnamed')} {meta.get('version', '?')}"


@lru_cache(maxsize=1)
def digest_code() -> str:
    """Return a digest of the files of the package that decide what is found in an article and how it is written."""
    package = Path(str(folder("extract"))).parent
    return _digest_files(package / name for name in (*_CODE, *_FILES))


def digest_folder(path: Path) -> str:
    """Return a digest of a folder's data and code files, names and contents."""
    return _digest_files([path])


def _digest_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        for file in _walk(path):
            digest.update(f"{file.name}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _walk(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found: list[Path] = []
    for at, folders, names in os.walk(path, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        found += [Path(at, name) for name in sorted(names) if name.endswith(_KINDS)]
    return found
