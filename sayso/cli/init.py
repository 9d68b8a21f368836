"""``sayso init``: write a settings file."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk
from sayso.cli.options import Quiet, example
from sayso.errors import SettingsError
from sayso.settings import FILE_NAME, render_settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Write a settings file.", epilog=example("sayso init"))(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to write it.")] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Replace the file that is there.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write sayso.toml, the settings file, with every key at its default and explained."""
    path = folder / FILE_NAME
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(render_settings())
    except FileExistsError as err:
        raise SettingsError(f"{path}: is there already. Edit it, or replace it with `sayso init --force`.") from err
    except OSError as err:
        raise SettingsError(f"{path}: cannot be written ({err.strerror}). Name a folder that can be.") from err
    Talk(quiet=quiet).say(f"Wrote {path}. Take the # away before what you want to change.")
