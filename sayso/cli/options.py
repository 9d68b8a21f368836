"""Options that several commands share, described once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sayso.settings import Settings, load_settings

Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Settings file.  [default: sayso.toml in this folder, if any]"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors that stop the command.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT...", help="Files, folders, globs, or - for standard input.", show_default=False),
]
Kg = Annotated[Path, typer.Argument(metavar="KG", help="Folder that `sayso build` made.")]
KgOption = Annotated[Path, typer.Option("--kg", metavar="KG", help="Folder that `sayso build` made.")]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="spaCy pipeline, installed or a folder.  [default: best]")
]
CurationFiles = Annotated[
    list[Path] | None,
    typer.Option("--curation", metavar="PATH", help="Curation file or folder besides those of the settings."),
]

KG = Path("kg")


def read_settings(
    config: Path | None,
    *,
    model: str | None = None,
    workers: int | None = None,
    curation: Sequence[Path] | None = None,
) -> Settings:
    """
    Return the settings, with what the command line gives instead; curation files come besides those of the settings.

    Raises:
        SettingsError: If the settings file is at fault.
    """
    settings = load_settings(config)
    if model is not None:
        settings = replace(settings, model=model)
    if curation:
        settings = replace(settings, curation=(*settings.curation, *curation))
    return settings if workers is None else replace(settings, workers=workers)


def example(command: str) -> str:
    """Return the end of a command's help."""
    return f"Example: {command}"


def complete_from(choices: Sequence[str]) -> Callable[[str], list[str]]:
    """Return a function that completes a word from a list, for the shell."""

    def complete(incomplete: str) -> list[str]:
        return [one for one in choices if one.startswith(incomplete)]

    return complete
