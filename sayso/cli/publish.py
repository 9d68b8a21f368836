"""``sayso publish``: write dumps and their description for a web server."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk, write_json
from sayso.cli.options import KG, Config, Json, Kg, Quiet, complete_from, example, read_settings

FORMATS = ("turtle", "trig", "nquads", "jsonld")
QUOTES = ("sentence", "none", "full")


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
    site: Annotated[
        bool | None,
        typer.Option(
            "--site/--no-site",
            help="Also write a page for every actor, place, event, statement and article.  "
            "[default: where there are at most 2,000 articles]",
            show_default=False,
        ),
    ] = None,
    quotes: Annotated[
        str,
        typer.Option(
            "--quotes",
            metavar="HOW",
            help="How much of the articles' words is shown: sentence, none or full (with neighbouring sentences).",
            autocompletion=complete_from(QUOTES),
        ),
    ] = "sentence",
    json: Json = False,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Write the graph as Turtle, TriG, N-Quads and JSON-LD, described by VoID and DCAT, and a page for every node.

    The folder can be put on any web server. The address of a page is the node's IRI with .html, .ttl or .jsonld.
    """
    settings = read_settings(config)

    from sayso.publish.dump import publish as run

    talk = Talk(quiet=quiet)
    with talk.progress("writing pages") as show:
        report = run(
            kg,
            out,
            formats=tuple(formats or FORMATS),
            settings=settings,
            site=site,
            quotes=quotes,
            progress=lambda done, total: show(done, total, ""),
        )
    if json:
        write_json(report)
    talk.say(f"Published {report.quads:,} statements in {report.graphs:,} graphs ({report.triples:,} triples):")
    for file in report.files:
        talk.say(f"  {out / file.name}  {file.bytes:,} bytes")
    if report.pages:
        talk.say(f"  {out / 'index.html'}  and pages of {report.pages:,} nodes")
    elif site is None:
        talk.say("  no pages, as the graph is large; --site writes them all the same")
