"""``sayso build``: make a knowledge graph of articles, or bring it up to date."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.authority import tell_faults
from sayso.cli.console import Talk, plural, write_json
from sayso.cli.options import KG, Config, CurationFiles, Inputs, Json, Model, Quiet, example, read_settings

if TYPE_CHECKING:
    from sayso.graph.build import BuildReport

KINDS = ("actors", "places", "statements", "events", "figures")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Read articles and build the knowledge graph.", epilog=example("sayso build examples -o kg")
    )(build)


def build(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="KG", help="Folder of the graph, made or updated.")] = KG,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", metavar="N", min=1, help="Processes that read articles.  [default: settings]"),
    ] = None,
    model: Model = None,
    curation: CurationFiles = None,
    validate: Annotated[bool, typer.Option("--validate/--no-validate", help="Check the shapes.")] = True,
    infer: Annotated[bool, typer.Option("--infer/--no-infer", help="Add what follows from the ontology.")] = True,
    json: Json = False,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Read articles and build the knowledge graph of who said what to whom.

    Run again, it reads only what is new or changed; articles that the inputs no longer hold are taken out. It can be
    stopped at any point and run again.
    """
    settings = read_settings(config, model=model, workers=workers, curation=curation)
    settings = replace(settings, validate=settings.validate and validate, infer=settings.infer and infer)
    talk = Talk(quiet=quiet)

    from sayso.graph.build import build as run

    tell_faults(settings.authority, talk)
    with talk.progress("Building") as show:
        report = run(inputs, out, settings=settings, progress=show)
    for problem in report.problems:
        talk.report(problem)
    if json:
        write_json(report)
    _sum_up(report, talk)
    talk.sum_up()
    if report.failed or talk.errors or _count_violations(report.violations):
        raise typer.Exit(1)


def _sum_up(report: "BuildReport", talk: Talk) -> None:
    details = [(report.read, "read"), (report.unchanged, "unchanged"), (report.removed, "removed")]
    details += [(report.failed, "failed"), (report.copies, "copies of another")]
    parts = ", ".join(f"{count:,} {what}" for count, what in details if count)
    talk.say(f"{plural(report.articles, 'article')} in {report.kg}" + (f" ({parts})" if parts else ""))
    talk.say("  found       " + ", ".join(f"{report.findings.get(kind, 0):,} {kind}" for kind in KINDS))
    if report.occurrences:
        talk.say(f"  happenings  {report.occurrences:,} that several articles report")
    talk.say(f"  disputes    {report.disputes:,}" + " (figures that cannot all hold)" * bool(report.disputes))
    talk.say(f"  graph       {report.quads:,} quads, of which {report.inferred:,} inferred")
    talk.say(f"  shapes      {_tell_violations(report.violations)}")
    talk.say(f"  time        {report.seconds.get('total', 0.0):.1f} s")
    for name, path in report.paths.items():
        talk.say(f"  {name:11} {path}")


def _count_violations(violations: Mapping[str, int] | None) -> int:
    return sum(count for name, count in (violations or {}).items() if name.startswith("Violation"))


def _tell_violations(violations: Mapping[str, int] | None) -> str:
    if violations is None:
        return "not checked"
    if not violations:
        return "all hold"
    told = ", ".join(f"{count:,} × {name}" for name, count in sorted(violations.items()))
    return told if _count_violations(violations) else f"all hold ({told})"
