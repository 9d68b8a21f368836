"""``sayso export``: write a network for Gephi and other network programs, or a table of events."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk, write_json
from sayso.cli.options import KG, Json, KgOption, Quiet, complete_from, example

FORMATS = ("gexf", "graphml", "csv", "neo4j", "sigma", "svg")
PROFILES = ("actors", "accusations", "co-mentions", "actors-events", "places", "event-table")


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
            "--out", "-o", metavar="FILE", help="File to write; a folder for csv, neo4j.  [default: PROFILE.FORMAT]"
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
    actors: Annotated[
        list[str] | None,
        typer.Option(
            "--actor", metavar="NAME", help="Only what it has a part in; any of its names, or its IRI; again for more."
        ),
    ] = None,
    min_weight: Annotated[
        int, typer.Option(metavar="N", help="Least weight of an edge: statements, articles, or reports of an event.")
    ] = 1,
    isolated: Annotated[bool, typer.Option("--isolated", help="Keep nodes without an edge.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write who said what to whom as a network for Gephi, Gephi Lite, Cytoscape, Neo4j or sigma, or as a picture.

    Other profiles show who is named together, who took part in which events, and which places are named together; the
    profile event-table writes events as rows of a CSV table.
    """
    from sayso.publish.export import export as run
    from sayso.publish.export import get_suffix

    if out is None:
        out = Path(profile + get_suffix(format)) if format in FORMATS else Path(profile)
    report = run(
        kg,
        out,
        format=format,
        profile=profile,
        since=since,
        until=until,
        kinds=kinds or (),
        actors=actors or (),
        min_weight=min_weight,
        isolated=isolated,
    )
    if json:
        write_json(report)
    talk = Talk(quiet=quiet)
    nodes = {"actors-events": "actors and events", "places": "places"}.get(profile, "actors")
    network = f"{report.nodes:,} {nodes} and {_count_edges(report.edges)}"
    what = f"{report.rows:,} events" if profile == "event-table" else network
    talk.say(f"Exported {what}: {', '.join(map(str, report.paths))}")
    for reason, count in report.left_out.items():
        if count:
            talk.say(f"  left out: {count:,} {reason}")
    for reason, count in report.filtered.items():
        talk.say(f"  left out: {_count_edges(count)} {reason}")
    for note in report.notes:
        talk.say(note)


def _count_edges(number: int) -> str:
    return f"{number:,} {'edge' if number == 1 else 'edges'}"
