"""
The record of builds: when, from what and with what.

``manifest.json`` tells the last build. The named graph ``builds`` holds a ``prov:Activity`` for every build that
changed the graph; being about the clock, it is left out of the dumps that must not differ.
"""

import json
import platform
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso import __version__
from sayso.errors import StoreBrokenError
from sayso.graph.nquads import RDF_TYPE, XSD, text
from sayso.graph.recipe import Recipe
from sayso.graph.store import Paths, open_store, write_file
from sayso.graph.writer import DCTERMS, LABEL
from sayso.settings import Settings

PROV = "http://www.w3.org/ns/prov#"
_LIBRARIES = ("spacy", "pyoxigraph", "pyshacl", "rdflib", "numpy")


def describe_run(recipe: Recipe, settings: Settings, *, start: float, end: float) -> dict[str, Any]:
    """
    Return what a build was made with, for ``manifest.json``.

    Args:
        recipe: Of the build.
        settings: Of the build.
        start: Seconds since 1970.
        end: Seconds since 1970.
    """
    return {
        "sayso": __version__,
        "python": platform.python_version(),
        "libraries": {name: found for name in _LIBRARIES if (found := _version(name))},
        "model": {"name": recipe.model, "version": recipe.model_version},
        "lexicons": recipe.code,
        "fingerprint": recipe.fingerprint,
        "settings": {each.name: _plain(getattr(settings, each.name)) for each in fields(settings)},
        "start": _time(start),
        "end": _time(end),
    }


def _version(name: str) -> str | None:
    # Imported late: it takes longer than the look at a graph in which nothing changed.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def read_manifest(kg: Path) -> dict[str, Any]:
    """Return what ``manifest.json`` of a knowledge graph says, nothing where there is none that can be read."""
    try:
        found = json.loads(Paths(kg).manifest.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def read_base(kg: Path) -> str:
    """
    Return the base IRI that a knowledge graph was built with.

    Raises:
        StoreMissingError: If there is none; and the other errors of `open_store`.
        StoreBrokenError: If its manifest does not tell.
    """
    settings = read_manifest(kg).get("settings")
    base = settings.get("base_iri") if isinstance(settings, dict) else None
    if isinstance(base, str):
        return base
    open_store(kg)
    raise StoreBrokenError(
        f"{Paths(kg).manifest}: does not tell the base IRI. Build once more into {kg}: no article is read again."
    )


def write_manifest(kg: Path, manifest: Mapping[str, Any]) -> None:
    """Write ``manifest.json``."""
    data = json.dumps(manifest, indent=2, ensure_ascii=False, default=str).encode("utf-8")
    write_file(Paths(kg).manifest, data + b"\n")


def write_activity(manifest: Mapping[str, Any], graph: str, *, base: str) -> str:
    """
    Return N-Quads of a build as ``prov:Activity``, with line ends.

    Args:
        manifest: What `describe_run` gives, with ``counts``.
        graph: The named graph.
        base: Base IRI of the data.
    """
    name = "".join(one for one in manifest["start"] if one.isalnum())
    node, tool = f"<{base}build/{name}>", f"<{base}build/{name}/software>"
    used = [f"sayso {manifest['sayso']}", *(f"{name} {one}" for name, one in manifest["libraries"].items())]
    used.append(f"spaCy pipeline {manifest['model']['version']}")
    counts = sorted(manifest["counts"].items())
    triples = [
        f"{node} {RDF_TYPE} <{PROV}Activity>",
        f"{node} {LABEL} {text('build of ' + manifest['start'], 'en')}",
        f'{node} <{PROV}startedAtTime> "{manifest["start"]}"^^<{XSD}dateTime>',
        f'{node} <{PROV}endedAtTime> "{manifest["end"]}"^^<{XSD}dateTime>',
        f"{node} <{PROV}wasAssociatedWith> {tool}",
        f"{tool} {RDF_TYPE} <{PROV}SoftwareAgent>",
        f"{tool} {LABEL} {text('; '.join(used), 'en')}",
        f"{node} <{DCTERMS}identifier> {text(manifest['fingerprint'])}",
        f"{node} <{DCTERMS}extent> {text(', '.join(f'{count} {kind}' for kind, count in counts))}",
        f"{node} <{DCTERMS}description> {text(json.dumps(manifest['settings'], ensure_ascii=False, default=str))}",
    ]
    return "".join(f"{one} <{graph}> .\n" for one in triples)
