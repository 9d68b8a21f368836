"""``sayso infer``: add what follows from the ontology."""

from typing import Annotated

import typer

from sayso.cli.console import Talk, plural, write_json
from sayso.cli.options import KG, Json, Kg, Quiet, example


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(short_help="Add what follows from the ontology.", epilog=example("sayso infer kg"))(infer)


def infer(
    kg: Kg = KG,
    alignments: Annotated[
        bool, typer.Option("--alignments", help="Also in terms of other vocabularies (PROV-O, SEM, schema.org, …).")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Drop what was inferred in a graph and infer it anew, into a named graph of its own."""
    from sayso.graph.infer import infer as run

    report = run(kg, alignments=alignments)
    if json:
        write_json(report)
    talk = Talk(quiet=quiet)
    talk.say(f"Inferred {plural(report.triples, 'triple')} in {plural(report.rounds, 'round')}.")
    for name, count in report.by_rule.items():
        if count:
            talk.say(f"  {count:8,} {name}")
