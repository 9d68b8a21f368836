"""``sayso export``: write a network of actors for Gephi and other network programs, or a table of events."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk, write_json
from sayso.cli.options import KG, Json, KgOption, Quiet, complete_from, example

FORMATS = ("gexf", "graphml", "csv")
PROFILES = ("actors", "accusations", "co-mentions", "event-table")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Write a network for Gephi.", epilog=example("sayso export gexf --kg kg -o actors.gexf"))(
        export
    )


def export(
    format: Annotated[
        str, typer.Argument(metavar="FORMAT", help=", ".join(FORMATS) + ".", autocompletion=complete_from(FORMATS))
    ],
    kg: KgOption = KG,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="File to write; a folder for csv.  [default: PROFILE.FORMAT]"
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="NAME", help=", ".join(PROFILES) + ".", autocompletion=complete_from(PROFILES))
    ] = "actors",
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="First day, month or year that counts; then nothing undated does."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day, month or year that counts.")] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="accuse, attack, …; give it again for more.  [default: all]"),
    ] = None,
    min_weight: Annotated[
        int, typer.Option(metavar="N", help="Least weight of an edge: statements, or articles for co-mentions.")
    ] = 1,
    isolated: Annotated[bool, typer.Option("--isolated", help="Keep actors without an edge.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write who said what to whom as a network: GEXF for Gephi and Gephi Lite, GraphML, or CSV tables.

    The profile event-table writes events as rows of a CSV table instead.
    """
    from sayso.publish.export import export as run

    if out is None:
        out = Path(profile if format == "csv" else f"{profile}.{format}")
    report = run(
        kg,
        out,
        format=format,
        profile=profile,
        since=since,
        until=until,
        kinds=kinds or (),
        min_weight=min_weight,
        isolated=isolated,
    )
    if json:
        write_json(report)
    talk = Talk(quiet=quiet)
    network = f"{report.nodes:,} actors and {report.edges:,} edges"
    what = f"{report.rows:,} events" if profile == "event-table" else network
    talk.say(f"Exported {what}: {', '.join(map(str, report.paths))}")
    for reason, count in report.left_out.items():
        if count:
            talk.say(f"  left out: {count:,} {reason}")
