"""``sayso serve``: show the graph live, with a SPARQL endpoint."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk
from sayso.cli.options import KG, Config, KgOption, Quiet, complete_from, example, read_settings

QUOTES = ("sentence", "none", "full")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Show the graph live: pages, SPARQL, search.", epilog=example("sayso serve --kg kg --port 8000")
    )(serve)


def serve(
    kg: KgOption = KG,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Address to listen at; 0.0.0.0 lets others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")] = 8000,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, help="Queries that run at once.  [default: one a core]"),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="How long a query may take.")
    ] = 30.0,
    rows: Annotated[int, typer.Option("--rows", metavar="N", min=1, help="Rows that an answer may have.")] = 10_000,
    memory: Annotated[
        int, typer.Option("--memory", metavar="MB", min=64, help="What each process that runs queries may use.")
    ] = 1024,
    rate: Annotated[
        float, typer.Option("--rate", metavar="N", min=0, help="Requests a second from one client; 0 for any.")
    ] = 100.0,
    quotes: Annotated[
        str,
        typer.Option(
            "--quotes",
            metavar="HOW",
            help="How much of the articles' words is shown: sentence, none (nor reached by SPARQL) or full (with "
            "neighbouring sentences).",
            autocompletion=complete_from(QUOTES),
        ),
    ] = "sentence",
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Serve the graph live and read-only: a page for every node, SPARQL 1.1, search, and the saved queries as an API.

    Nothing can be changed through it. A build that runs meanwhile is shown when it is done. Stop it with Ctrl-C.
    """
    settings = read_settings(config)

    from sayso.publish.pages.quotes import read_quotes
    from sayso.publish.serve.options import ServeOptions
    from sayso.publish.serve.run import serve as run

    talk = Talk(quiet=quiet)
    options = ServeOptions(
        settings=settings,
        quotes=read_quotes(quotes),
        seconds=timeout,
        rows=rows,
        memory=memory,
        rate=rate,
    )
    if workers is not None:
        options = replace(options, workers=workers)

    def tell(address: str) -> None:
        if options.quotes == "none":
            talk.say("The articles' words are left out, of pages, data and SPARQL alike.")
        talk.say(f"Serving {Path(kg)} at {address}  (SPARQL at {address}sparql; stop with Ctrl-C)")

    run(Path(kg), host=host, port=port, options=options, started=tell)
