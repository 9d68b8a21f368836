"""``sayso validate``: check a graph against the shapes."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from sayso.cli.console import Talk, plural, write, write_json
from sayso.cli.options import KG, Config, Json, Quiet, complete_from, example, read_settings
from sayso.errors import StoreMissingError

if TYPE_CHECKING:
    from sayso.graph.validate import ValidationReport, Violation

Engine = Literal["auto", "sayso", "pyshacl"]
Format = Literal["table", "json", "sarif", "ttl"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Check a graph against the shapes.", epilog=example("sayso validate kg"))(validate)


def validate(
    graph: Annotated[
        Path,
        typer.Argument(metavar="GRAPH", help="Folder that `sayso build` made, or a file of RDF: .ttl, .trig, …."),
    ] = KG,
    shapes: Annotated[
        list[Path] | None,
        typer.Option(
            "--shapes",
            "-s",
            metavar="PATH",
            help="Shapes of your own, besides sayso's: a file, or a folder of them; may be repeated.",
        ),
    ] = None,
    engine: Annotated[
        Engine,
        typer.Option(help="pyshacl: the reference implementation.", autocompletion=complete_from(get_args(Engine))),
    ] = "auto",
    format: Annotated[
        Format,
        typer.Option(
            "--format",
            "-f",
            help="sarif: SARIF 2.1.0, for editors and code hosts; ttl: the report that SHACL defines.",
            autocompletion=complete_from(get_args(Format)),
        ),
    ] = "table",
    everything: Annotated[bool, typer.Option("--all", help="Show warnings and hints one by one, too.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="Results that are shown one by one.")] = 20,
    json: Json = False,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Check a graph against the SHACL shapes, and tell which nodes do not hold and why.

    Exit status 1 where there is a violation; warnings and hints do not count.
    """
    settings = read_settings(config)

    if not graph.exists():
        raise StoreMissingError(
            f"{graph}: no such folder or file. Name the folder that `sayso build` made, or a file of RDF."
        )

    from sayso.graph.validate import validate as run

    report = run(graph, shapes=[*settings.custom_shapes, *(shapes or ())], engine=engine, limit=None)
    talk = Talk(quiet=quiet)
    if json or format == "json":
        write_json(report)
    elif format == "sarif":
        from sayso.graph.reports import make_sarif

        write_json(make_sarif(report))
    elif format == "ttl":
        from sayso.graph.reports import make_turtle

        write(make_turtle(report))
    else:
        shown = [one for one in report.results if everything or one.severity == "Violation"]
        _show(report, shown, limit)
    for shape in report.strange:
        talk.say(f"warning: {shape}")
    talk.say(f"{report.seconds:.1f} s with {report.engine}")
    if not report.conforms:
        raise typer.Exit(1)


def _show(report: "ValidationReport", shown: "Sequence[Violation]", limit: int) -> None:
    from sayso.graph.validate import iter_counts

    where = f"{plural(report.graphs, 'graph')} against {plural(report.shapes, 'shape')}"
    write(f"{report.source} {'conforms' if report.conforms else 'does not conform'}: {where}\n")
    for severity, shape, count in iter_counts(report.counts):
        write(f"  {count:7,}  {severity:9}  {shape}: {report.messages.get(shape, '')}\n")
    for one in shown[:limit]:
        write("\n" + "".join(f"{line}\n" for line in _describe(one)))
    if len(shown) > limit:
        write(
            f"\n{len(shown) - limit:,} more are not shown; --limit N shows more, -f json and sarif are for programs.\n"
        )


def _describe(one: "Violation") -> list[str]:
    told = {
        "node": f"{one.focus}  ({one.label})" if one.label else one.focus,
        "path": one.path,
        "value": one.value if one.value != one.focus else "",
        "article": f"{one.article}  ({one.source})" if one.source and one.article else one.article,
        "sentence": one.sentence,
    }
    return [
        f"{one.severity} {one.shape}: {one.message}",
        *(f"  {name:8} {value}" for name, value in told.items() if value),
    ]
