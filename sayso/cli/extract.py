"""``sayso extract``: what was found in articles, as JSON, or explained to a reader."""

import json
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Annotated, get_args

import typer

from sayso.cli.authority import tell_faults
from sayso.cli.console import Talk, plural, write
from sayso.cli.options import Config, Inputs, Model, Quiet, complete_from, example, read_settings
from sayso.model import Article, EventType, FigureKind, Findings, Illocution

KINDS = tuple(
    dict.fromkeys(("statement", "event", "figure", *get_args(Illocution), *get_args(EventType), *get_args(FigureKind)))
)
"""What --only takes."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Write what is found in articles as JSON.",
        epilog=example("sayso extract examples/temple-observers.txt -o findings"),
    )(extract)


def extract(
    inputs: Inputs,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="Write DIR/ID.json an article, DIR/ID.html with --explain; default: to stdout.",
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each sentence, what was found in it, and by which rule.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="KIND",
            help="With --explain: only findings of this kind, such as accuse, attack, killed, statement; repeatable.",
            autocompletion=complete_from(KINDS),
        ),
    ] = None,
    model: Model = None,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Find actors, places, statements, events and figures in articles, and write them as JSON."""
    check_only(only or (), explain=explain)
    settings = read_settings(config, model=model)
    talk = Talk(quiet=quiet)

    from sayso.extract.corpus import Problem, iter_articles
    from sayso.extract.pipeline import iter_findings, load_pipeline
    from sayso.graph.iris import make_slug

    tell_faults(settings.authority, talk)
    nlp = load_pipeline(
        model=settings.model,
        components=settings.components,
        authority=settings.authority,
        attitudes=settings.attitudes,
    )
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    articles = iter_articles(inputs, on_problem=talk.report, settings=settings)

    def fail(article: Article, err: Exception) -> None:
        message = f"the article could not be read for findings ({type(err).__name__}: {err}). Please report it."
        talk.report(Problem(source=article.source or article.id, slug="extraction-failed", message=message))

    done = 0
    with talk.progress("Reading") as show:
        for article, findings in iter_findings(nlp, articles, batch_size=settings.batch_size, on_failure=fail):
            text = render(article, findings, explain=explain, only=only or (), file=out is not None)
            if out is None:
                write(text)
            else:
                name = f"{make_slug(article.id)}.{'html' if explain else 'json'}"
                # An article's own line ends and odd characters are kept as they are.
                (out / name).write_bytes(text.encode("utf-8", errors="replace"))
            done += 1
            show(done, None, article.id)
    talk.sum_up()
    talk.say(f"{plural(done, 'article')} read{f', findings in {out}' if out else ''}.")
    if not done:
        raise typer.Exit(2)
    if talk.errors:
        raise typer.Exit(1)


def check_only(only: Collection[str], *, explain: bool) -> None:
    """
    Check the kinds of findings that are asked for.

    Raises:
        typer.BadParameter: If a kind does not exist, or no explanation is asked for.
    """
    unknown = sorted(set(only) - set(KINDS))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: no such kind. Choose from {', '.join(KINDS)}.")
    if only and not explain:
        raise typer.BadParameter("--only chooses what --explain shows. Add --explain.")


def render(article: Article, findings: Findings, *, explain: bool, only: Collection[str], file: bool) -> str:
    """Return what to write for one article: JSON, an explanation for a terminal, or one for a file."""
    if not explain:
        return json.dumps(findings.to_json(), ensure_ascii=False, indent=1 if file else None) + "\n"

    from sayso.publish.explain_html import render_html
    from sayso.publish.explain_text import render_text

    if file:
        return render_html(article, findings, only=only)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return render_text(article, findings, colour=colour, only=only)
