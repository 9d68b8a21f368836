"""``sayso info``: versions, the spaCy pipeline, and what a graph holds."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from sayso import __version__
from sayso.cli.console import write, write_json
from sayso.cli.options import KG, Config, Json, example, read_settings
from sayso.errors import ModelMissingError
from sayso.settings import find_settings

LIBRARIES = ("spacy", "numpy", "rdflib", "pyoxigraph", "pyshacl", "trafilatura", "typer")
CLASSES = ("Article", "Actor", "Place", "Statement", "Event", "Figure", "Dispute")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Say versions, model, and what a graph holds.", epilog=example("sayso info kg"))(info)


def info(
    kg: Annotated[
        Path | None, typer.Argument(metavar="KG", help="Also say what this graph holds.  [default: kg]")
    ] = None,
    json: Json = False,
    config: Config = None,
) -> None:
    """Say which versions are at work, which spaCy pipeline reads, which settings hold, and what a graph holds."""
    facts = _gather(kg, config)
    if json:
        write_json(facts)
        return
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        if isinstance(value, dict):
            write(f"{name}\n" + "".join(f"  {key:{width}} {one}\n" for key, one in value.items()))
        else:
            write(f"{name:{width + 2}} {value}\n")


def _gather(kg: Path | None, config: Path | None) -> dict[str, Any]:
    settings = read_settings(config)

    from sayso.extract import is_compiled
    from sayso.graph.recipe import describe_installed, make_recipe

    try:
        recipe = make_recipe(settings)
        model = f"{describe_installed(recipe.model)} ({recipe.model})"
    except ModelMissingError as err:
        model = f"none: {err}"
    facts: dict[str, Any] = {
        "sayso": __version__,
        "extractors": "compiled" if is_compiled() else "interpreted",
        "Python": platform.python_version(),
        "pipeline": model,
        "settings": str(config or find_settings(Path.cwd()) or "defaults"),
        "libraries": {name: _version(name) for name in LIBRARIES},
    }
    if kg is not None or KG.is_dir():
        facts["graph"] = _describe(kg or KG)
    return facts


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _describe(kg: Path) -> dict[str, Any]:
    """Count what a graph holds, by class."""
    from pyoxigraph import NamedNode

    from sayso.graph.store import open_store
    from sayso.publish.prefixes import RDF_TYPE, SAY

    store = open_store(kg)
    counts: dict[str, Any] = {"folder": str(kg)}
    for name in CLASSES:
        found = {quad.subject for quad in store.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(SAY + name))}
        counts[f"{name.lower()}s"] = len(found)
    counts["graphs"] = sum(1 for _ in store.named_graphs())
    counts["quads"] = len(store)
    return counts
