"""``sayso query``: list the saved queries, run one of them, or run the user's own SPARQL."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from sayso.cli.console import Talk, plural, write, write_json
from sayso.cli.options import KG, Json, KgOption, Quiet, complete_from, example
from sayso.errors import ParameterError, QueryFileError

if TYPE_CHECKING:
    from sayso.queries.catalogue import Parameter, Result, SavedQuery

FORMATS = ("table", "csv", "tsv", "json", "md", "html", "ttl", "nt")
METADATA = "metadata"
"""Format that tells of a saved query instead of answering it."""
PAGED = ("table", "md", "html")
"""Formats that people read, and that show a page unless more is asked for."""
PAGE = 200
"""Rows of a page."""
WIDTH = 100
"""Of a table where standard output is no terminal, in characters."""
HELP = """Ask the graph: with a saved query by name, a file of SPARQL, a query given with -e, or - for standard input.

Without an argument, list the saved queries. `sayso query NAME --help` tells what a saved query asks and takes; its
parameters are options: --accuser Armenia --since 2023-09. Give one several times to mean any of the values.
"""


class QueryCommand(TyperCommand):
    """A command whose help, asked for together with a saved query's name, is about that query."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override] # typer's own context
        """Show a saved query's help, or parse as any command does."""
        if args and not args[0].startswith("-") and {"-h", "--help"} & set(args[1:]):
            if not is_file_name(args[0]):
                from sayso.queries.catalogue import get_query

                write(describe(get_query(args[0])))
                raise typer.Exit()
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        cls=QueryCommand,
        help=HELP,
        short_help="Ask the graph: saved queries and SPARQL.",
        epilog=example("sayso query who-accused-whom --kg kg --since 2022-09"),
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )(query)


def complete_names(incomplete: str) -> list[str]:
    """Return the names of saved queries that begin so, for the shell."""
    from sayso.queries.catalogue import list_queries

    return [one.name for one in list_queries() if one.name.startswith(incomplete)]


def query(
    ctx: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE.rq|-",
            help="A saved query, a file, or - for standard input.",
            autocompletion=complete_names,
        ),
    ] = None,
    kg: KgOption = KG,
    text: Annotated[str | None, typer.Option("-e", "--expression", metavar="SPARQL", help="The query itself.")] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}; {METADATA} tells of a saved query itself, in Turtle.",
            autocompletion=complete_from((*FORMATS, METADATA)),
        ),
    ] = "table",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            min=0,
            help="At most N rows.  [default: 200 where people read them (table, md, html), else all]",
        ),
    ] = None,
    offset: Annotated[
        int, typer.Option("--offset", metavar="N", min=0, show_default=False, help="Leave out the first N rows.")
    ] = 0,
    every: Annotated[bool, typer.Option("--all", help="All rows, whatever the format.")] = False,
    count: Annotated[bool, typer.Option("--count", help="Print how many rows there are, and nothing else.")] = False,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", metavar="SECONDS", min=0.001, help="Stop it after so long.  [default: never]"),
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show the SPARQL that is asked, and what its parts find."),
    ] = False,
    wide: Annotated[bool, typer.Option("--wide", help="Show the IRIs of nodes in the table as well.")] = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """List the saved queries, or run one query; `HELP` says more."""
    words = list(ctx.args)
    if text is not None and what is not None:
        # The first word belongs to an option that the query -e does not take; the layer below says so.
        words.insert(0, what)
    elif what is not None and what.startswith("--"):
        raise ParameterError(f"{what}: comes before the query. Put the query's name, or its file, first.")
    if text is None and what is None:
        _list(json=json)
        return
    talk = Talk(quiet=quiet)

    asked = find_query(what, text)
    parameters = read_parameters(words, _get_parameters(asked))
    format = "json" if json else format
    if limit is None and not every and not count and format in PAGED:
        limit, paged = PAGE, True
    else:
        paged = False

    if format == METADATA:
        write(_describe_as_data(asked))
        return

    from sayso.graph.store import open_store
    from sayso.queries.catalogue import count_answer, run_query

    store = open_store(kg)
    if explain:
        from sayso.queries.explain import explain_query, render_explanation

        write(render_explanation(explain_query(store, asked, parameters, limit=limit, offset=offset)))
        return
    if timeout is None:
        result = run_query(store, asked, parameters, limit=limit, offset=offset)
    else:
        from sayso.queries.limited import run_limited

        result = run_limited(kg, asked, parameters, seconds=timeout, limit=limit, offset=offset)
    if count:
        write(f"{count_answer(result)}\n")
        return

    from sayso.queries.output import render

    width = shutil.get_terminal_size((WIDTH, 24)).columns
    write(render(result, format, width=width, wide=wide))
    if result.kind == "rows":
        talk.say(f"{plural(len(result.rows), 'row')}{_tell_more(result, offset, paged=paged)}")
    elif result.more:
        talk.say(_tell_more(result, offset, paged=paged).removeprefix("; "))


def _describe_as_data(asked: "SavedQuery | str") -> str:
    if isinstance(asked, str):
        raise ParameterError(f"--format {METADATA}: tells of a saved query, and this one has no head. Name one.")
    from sayso.queries.describe import describe_query

    return describe_query(asked)


def _tell_more(result: "Result", offset: int, *, paged: bool) -> str:
    if not result.more:
        return ""
    if not paged:
        return "; more were cut off by --limit"
    return f"; there may be more: --offset {offset + PAGE} shows the next {PAGE}, --all shows all"


def _get_parameters(asked: "SavedQuery | str") -> "Sequence[Parameter]":
    return () if isinstance(asked, str) else asked.parameters


def read_parameters(words: Sequence[str], known: "Sequence[Parameter]") -> Mapping[str, list[str]]:
    """
    Return what the options of a saved query give: values by parameter name, in the order given.

    Args:
        words: ``--accuser Armenia``, ``--accuser=Armenia``, or ``--copies`` for a flag.
        known: The query's parameters; an unknown one is passed on, and takes a value where one follows.

    Raises:
        ParameterError: If a word belongs to no option, or an option lacks its value.
    """
    flags = {one.name for one in known if one.type == "flag"}
    out: dict[str, list[str]] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise ParameterError(
                f"{word!r}: belongs to no option. Write --NAME VALUE, in quotation marks if it has blanks."
            )
        if not equals:
            if name.replace("-", "_") in flags:
                value = "yes"
            elif rest and not rest[0].startswith("--"):
                value = rest.pop(0)
            elif any(one.name == name.replace("-", "_") for one in known):
                raise ParameterError(f"--{name}: lacks its value. Write --{name} VALUE.")
        out.setdefault(name, []).append(value)
    return out


def describe(saved: "SavedQuery") -> str:
    """Return the help of a saved query."""
    lines = [f"Usage: sayso query {saved.name} [--kg KG] [OPTIONS]", "", f"{saved.title}. {saved.asks}"]
    if saved.note:
        lines += ["", *_wrap(saved.note, indent=0)]
    if saved.parameters:
        lines += ["", "Parameters:"]
        for one in saved.parameters:
            shown = f"--{one.name.replace('_', '-')}" + ("" if one.type == "flag" else f" {_value_name(one.type)}")
            default = f"  [default: {one.default}]" if one.default else ""
            lines.append(f"  {shown:28} {one.meaning}{default}")
    if saved.columns:
        lines += ["", "Columns:", *(f"  {one.name:28} {one.meaning}" for one in saved.columns)]
    return "\n".join([*lines, "", f"Example: {saved.example}", ""])


def _value_name(kind: str) -> str:
    return kind.split(":")[1 if kind.startswith("kind:") else 0].upper()


def _wrap(text: str, *, indent: int, width: int = 100) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _list(*, json: bool) -> None:
    from sayso.queries.catalogue import list_queries

    queries = list_queries()
    if json:
        write_json([{"name": one.name, "title": one.title, "asks": one.asks, "group": one.group} for one in queries])
        return
    width = max(len(one.name) for one in queries)
    group = ""
    for one in queries:
        if one.group != group:
            group = one.group
            write(f"{group}\n")
        write(f"  {one.name:{width}}  {one.asks}\n")


def find_query(what: str | None, text: str | None) -> "SavedQuery | str":
    """
    Return the saved query that is named, or the text of the user's own; a file with parameters in its head is both.

    Raises:
        UnknownQueryError: If no saved query has that name.
        QueryFileError: If the file cannot be read, or its head not be understood.
    """
    from sayso.queries.catalogue import get_query, parse_query

    if text is not None:
        return text
    assert what is not None
    if what == "-":
        return sys.stdin.read()
    path = Path(what)
    if not is_file_name(what):
        return get_query(what)
    try:
        own = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise QueryFileError(f"{path}: cannot be read ({err}). Mend the path, or save the file as UTF-8.") from err
    return parse_query(path.stem, own) if any(line.startswith("# param ") for line in own.splitlines()) else own


def is_file_name(what: str) -> bool:
    """Return whether a word names a file of SPARQL rather than a saved query."""
    return what == "-" or Path(what).suffix in (".rq", ".sparql")
