"""``sayso reconcile``: look actors and places up in a reconciliation service."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk, plural, write, write_json
from sayso.cli.curate import choose_file
from sayso.cli.options import KG, Config, CurationFiles, Json, KgOption, Quiet, complete_from, example, read_settings
from sayso.errors import ParameterError

CLASSES = ("Person", "Organization", "MediaOutlet", "State", "Place")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Look actors and places up in Wikidata or another service.",
        epilog=example("sayso reconcile --kg kg --dry-run"),
    )(reconcile)


def reconcile(
    kg: KgOption = KG,
    service: Annotated[
        str, typer.Option("--service", metavar="NAME|URL", help="wikidata, or the address of a service.")
    ] = "wikidata",
    classes: Annotated[
        list[str] | None,
        typer.Option(
            "--class",
            metavar="CLASS",
            help=f"{', '.join(CLASSES)}; give it again for more.  [default: all]",
            autocompletion=complete_from(CLASSES),
        ),
    ] = None,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="CLASS=ID", help="The service's type for a class, Person=Q5."),
    ] = None,
    minimum: Annotated[
        int, typer.Option("--minimum", metavar="N", min=1, help="Only nodes that so many articles name.")
    ] = 1,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="At most N nodes, the commonest.  [default: all]")
    ] = None,
    least: Annotated[
        float,
        typer.Option("--least", metavar="SCORE", min=0.0, help="Least score of a candidate, as the service scores."),
    ] = 60.0,
    candidates: Annotated[
        int, typer.Option("--candidates", metavar="N", min=1, help="Candidates for each, where none is sure.")
    ] = 3,
    delay: Annotated[
        float, typer.Option("--delay", metavar="SECONDS", min=0.0, help="Pause between two requests, at least.")
    ] = 1.0,
    batch: Annotated[int, typer.Option("--batch", metavar="N", min=1, help="Queries in one request, at most.")] = 10,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", metavar="FILE", help="File to write into.  [default: reconciled.toml beside the others]"
        ),
    ] = None,
    curation: CurationFiles = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list what would be asked; nothing goes to the network.")
    ] = False,
    json: Json = False,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Look actors and places up in Wikidata or another service that speaks the Reconciliation API.

    This sends names from your graph to the service. Answers are kept in the graph's folder and never asked for twice;
    a run that was stopped goes on where it was. What the service offers is written into a curation file as
    suggestions: `sayso curate suggest` lists them, and `sayso curate accept ID` takes one.
    """
    for one in classes or ():
        if one not in CLASSES:
            raise ParameterError(f"--class {one!r}: is none of {', '.join(CLASSES)}. Choose one of them.")
    talk = Talk(quiet=quiet)
    settings = read_settings(config, curation=curation)

    from sayso.graph.curation.plan import load_plan
    from sayso.graph.manifest import read_base
    from sayso.graph.store import open_store
    from sayso.publish.prefixes import SAY
    from sayso.publish.reconcile.client import Client
    from sayso.publish.reconcile.match import find_service, list_nodes, make_query
    from sayso.publish.reconcile.match import reconcile as run

    store = open_store(kg)
    base = read_base(kg)
    path = into or choose_file(settings, "reconciled.toml")
    files = [each for each in (*settings.curation, path) if each.exists()]
    plan = load_plan(files, base=base)
    for fault in plan.faults:
        talk.report(fault)
    known = find_service(service)
    kinds = {**known.types, **_read_types(types or [])}
    client = Client(url=known.url, cache=kg / "reconcile", delay=delay, batch=batch)
    manifest = {} if dry_run else client.get_manifest()
    space = str(manifest.get("identifierSpace", ""))
    if manifest.get("schemaSpace") == SAY:
        # Another graph of sayso's has our classes.
        kinds = {**{one: one for one in CLASSES}, **kinds}
    nodes = list_nodes(store, plan, classes=classes or CLASSES, minimum=minimum, space=space)[:limit]
    if dry_run:
        queries = [make_query(one, kinds, candidates=candidates) for one in nodes]
        if json:
            write_json([one.to_json() for one in queries])
        else:
            write("".join(f"{one.cls:13} {one.label}\n" for one in nodes))
        kept = client.count_known(queries)
        talk.say(f"{plural(len(nodes), 'name')} would be asked of {known.url}, {kept:,} answered before")
        return
    with talk.progress("Asking") as show:
        report = run(
            nodes,
            client,
            plan,
            types=kinds,
            path=path,
            base=base,
            least=least,
            candidates=candidates,
            progress=show,
        )
    if json:
        write_json(report)
    found = f"{report.matched:,} sure, {report.nothing:,} not found"
    talk.say(f"{plural(report.nodes, 'node')} looked up in {known.url}: {found}")
    talk.say(f"  {plural(report.requests, 'request')} sent, {report.cached:,} answered from disk")
    if report.offered:
        talk.say(f"  {plural(report.offered, 'suggestion')} written to {report.file}; see `sayso curate suggest`")
    talk.sum_up()


def _read_types(given: list[str]) -> dict[str, str]:
    out: dict[str, str] = {}
    for one in given:
        cls, _, kind = one.partition("=")
        if cls not in CLASSES or not kind:
            raise ParameterError(f"--type {one!r}: is no CLASS=ID. Write, for instance, Person=Q5.")
        out[cls] = kind
    return out
