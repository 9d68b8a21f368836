"""``sayso infer``: add what follows from the ontology."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
