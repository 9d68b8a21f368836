"""``sayso publish``: write dumps and their description for a web server."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk, write_json
from sayso.cli.options import KG, Config, Json, Kg, Quiet, complete_from, example, read_settings

FORMATS = ("turtle", "trig", "nquads", "jsonld")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Write dumps for a web server.", epilog=example("sayso publish kg -o public"))(publish)


def publish(
    kg: Kg = KG,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to make or replace.")] = Path(
        "public"
    ),
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}; give it again for more.  [default: all]",
            autocompletion=complete_from(FORMATS),
        ),
    ] = None,
    json: Json = False,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Write the graph as Turtle, TriG, N-Quads and JSON-LD, described by VoID and DCAT, for any web server."""
    settings = read_settings(config)

    from sayso.publish.dump import publish as run

    report = run(kg, out, formats=tuple(formats or FORMATS), settings=settings)
    talk = Talk(quiet=quiet)
    if json:
        write_json(report)
    talk.say(f"Published {report.quads:,} statements in {report.graphs:,} graphs ({report.triples:,} triples):")
    for file in report.files:
        talk.say(f"  {out / file.name}  {file.bytes:,} bytes")
