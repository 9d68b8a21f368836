"""``sayso validate``: check a graph against the shapes."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
