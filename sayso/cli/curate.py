"""``sayso curate``: see which nodes may be one or two, and decide."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.console import Talk, plural, write, write_json
from sayso.cli.options import KG, Config, CurationFiles, Json, KgOption, Quiet, complete_from, example, read_settings
from sayso.errors import ParameterError

if TYPE_CHECKING:
    from sayso.graph.curation.plan import Plan
    from sayso.graph.identity.suggest import Suggestion, Suggestions
    from sayso.settings import Settings

ACTIONS = ("suggest", "accept", "reject", "list")
FORMATS = ("table", "csv", "json", "md")
HELP = """See which actors and places may be one or two, and decide.

suggest lists candidates with score, reason and articles; nothing is merged by a score. accept ID… and reject ID… write
your decision into a curation file, which the next build applies. list shows the decisions that stand in the files.
"""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        help=HELP,
        short_help="Merge, split and correct: see candidates and decide.",
        epilog=example("sayso curate suggest --kg kg"),
    )(curate)


def curate(
    action: Annotated[
        str,
        typer.Argument(
            metavar="ACTION", help="suggest, accept, reject or list.", autocompletion=complete_from(ACTIONS)
        ),
    ] = "suggest",
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Of suggestions, for accept and reject.")
    ] = None,
    kg: KgOption = KG,
    curation: CurationFiles = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into", metavar="FILE", help="File to write into.  [default: decisions.toml beside the others]"
        ),
    ] = None,
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="Who decides.  [default: creator in the settings]")
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.  [default: the suggestion's]")] = "",
    least: Annotated[
        float, typer.Option("--least", metavar="SCORE", min=0.0, max=1.0, help="Least score of a suggestion.")
    ] = 0.6,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=0, help="At most N suggestions.  [default: all]")
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format", "-f", metavar="FORMAT", help=f"{', '.join(FORMATS)}.", autocompletion=complete_from(FORMATS)
        ),
    ] = "table",
    wide: Annotated[bool, typer.Option("--wide", help="Show the IRIs of nodes in the table as well.")] = False,
    json: Json = False,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """See candidates and decide; `HELP` says more."""
    if action not in ACTIONS:
        raise ParameterError(f"{action!r}: is no action. Say one of {', '.join(ACTIONS)}.")
    if bool(ids) != (action in ("accept", "reject")):
        what = "takes no ids" if ids else "needs the ids of suggestions"
        raise ParameterError(f"sayso curate {action}: {what}. `sayso curate suggest` lists them.")
    talk = Talk(quiet=quiet)
    settings = read_settings(config, curation=curation)
    plan = _load(settings, kg, talk)
    shown = "json" if json else format
    if action == "list":
        _show_decisions(plan, shown, wide=wide)
        return
    found = _suggest(kg, plan, 0.0 if action != "suggest" else least, talk)
    if action == "suggest":
        rows = list(found.found if limit is None else found.found[:limit])
        if shown == "json":
            write_json(rows)
        else:
            _show(rows, plan, shown, wide=wide)
        _sum_up(found, len(rows), talk)
        return
    _decide(ids or [], found, plan, settings, accept=action == "accept", into=into, who=who, why=why, talk=talk)
    talk.sum_up()


def _load(settings: "Settings", kg: Path, talk: Talk) -> "Plan":
    from sayso.graph.curation.plan import load_plan
    from sayso.graph.manifest import read_base
    from sayso.graph.store import open_store

    open_store(kg)
    base = read_base(kg)
    # A folder that the settings name and nobody has made yet holds no decisions.
    plan = load_plan([path for path in settings.curation if path.exists()], base=base)
    for fault in plan.faults:
        talk.report(fault)
    return plan


def _suggest(kg: Path, plan: "Plan", least: float, talk: Talk) -> "Suggestions":
    from sayso.graph.identity.compare import LEAST
    from sayso.graph.identity.suggest import suggest
    from sayso.graph.store import open_store

    with talk.progress("Comparing") as progress:
        return suggest(open_store(kg), plan=plan, least=least or LEAST / 2, progress=progress)


def _show(rows: "Sequence[Suggestion]", plan: "Plan", format: str, *, wide: bool) -> None:
    waiting = [one for one in plan.others if one.status == "suggested"]
    table: list[tuple[object, ...]] = []
    for one in rows:
        stays = one.names[-1] if one.kind == "merge" else ""
        number = f"{one.names[0]} ×{len(one.nodes)}" if len(one.nodes) > 2 else one.names[0]
        articles = " / ".join(", ".join(each) for each in one.articles[:4])
        table.append(
            (one.id, one.kind, one.score, number, stays, "; ".join(one.reasons), articles, " ".join(one.nodes))
        )
    for each in waiting:
        values = ", ".join(value.strip("<>") for value in each.values)
        name = each.label or each.nodes[0]
        table.append((each.id, each.kind, each.score, name, values, each.why, "", each.nodes[0]))
    columns = (("id", "text"), ("decision", "text"), ("score", "decimal"), ("name", "text"), ("stays", "text"),
               ("reason", "long"), ("articles", "text"), ("nodes", "iri"))  # fmt: skip
    _write(table, columns, format, wide=wide)


def _show_decisions(plan: "Plan", format: str, *, wide: bool) -> None:
    table: list[tuple[object, ...]] = []
    for one in (*plan.decisions, *plan.others):
        what = [*one.nodes, *([f"→ {one.into}"] if one.into else []), *(value.strip("<>") for value in one.values)]
        table.append((one.id, one.kind, one.status, one.who, one.when[:10], one.why, " ".join(what), one.source))
    columns = (("id", "text"), ("decision", "text"), ("status", "text"), ("who", "text"), ("when", "date"),
               ("why", "long"), ("about", "long"), ("where", "text"))  # fmt: skip
    _write(table, columns, format, wide=wide)


def _write(table: list[tuple[object, ...]], columns: tuple[tuple[str, str], ...], format: str, *, wide: bool) -> None:
    import pyoxigraph as ox

    from sayso.queries.heads import Column
    from sayso.queries.output import render
    from sayso.queries.run import Result

    def cell(value: object) -> Any:
        return None if value is None or value == "" else ox.Literal(str(value))

    rows = tuple(tuple(cell(value) for value in row) for row in table)
    result = Result(kind="rows", columns=tuple(Column(name=name, type=kind) for name, kind in columns), rows=rows)
    write(render(result, format, width=shutil.get_terminal_size((100, 24)).columns, wide=wide))


def _sum_up(found: "Suggestions", shown: int, talk: Talk) -> None:
    more = f", {len(found.found) - shown:,} not shown" if shown < len(found.found) else ""
    decided = f", {found.decided:,} decided already" if found.decided else ""
    talk.say(
        f"{plural(len(found.found), 'suggestion')}{more}{decided}; "
        f"{plural(found.nodes, 'node')}, {plural(found.compared, 'pair')} compared"
    )
    if found.narrowed:
        talk.say(f"{plural(found.narrowed, 'name')} that very many share: only near spellings were compared")
    if shown:
        talk.say("Decide with `sayso curate accept ID` or `sayso curate reject ID`.")


def _decide(
    ids: list[str],
    found: "Suggestions",
    plan: "Plan",
    settings: "Settings",
    *,
    accept: bool,
    into: Path | None,
    who: str | None,
    why: str,
    talk: Talk,
) -> None:
    from datetime import date

    from sayso.graph.identity.decide import decide

    path = into or choose_file(settings)
    base = settings.base_iri
    written = decide(
        ids,
        found.found,
        plan,
        accept=accept,
        path=path,
        base=base,
        who=who or settings.creator,
        when=date.today(),
        why=why,
    )
    for one in written:
        talk.say(f"{one.id}  {one.what}  in {one.path}")
    if not any(_holds(each, path) for each in settings.curation):
        talk.say(f'{path} is not yet named in the settings: add curation = ["{path.parent}"] to sayso.toml.')
    talk.say("The next `sayso build` applies it.")


def choose_file(settings: "Settings", name: str = "decisions.toml") -> Path:
    """Return the curation file to write into: in the first folder of the settings, else the first file's, else new."""
    for path in settings.curation:
        if path.suffix == ".toml":
            return path.with_name(name) if name != "decisions.toml" else path
        return path / name
    return Path("curation") / name


def _holds(named: Path, path: Path) -> bool:
    return named.absolute() in (path.absolute(), path.parent.absolute())
