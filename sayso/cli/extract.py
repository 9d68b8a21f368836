"""``sayso extract``: what was found in articles, as JSON."""

import json
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk, plural, write
from sayso.cli.options import Config, Inputs, Model, Quiet, example, read_settings
from sayso.model import Article


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
            "--out", "-o", metavar="DIR", help="Write DIR/ID.json an article; default: a line each to stdout."
        ),
    ] = None,
    model: Model = None,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Find actors, places, statements, events and figures in articles, and write them as JSON."""
    settings = read_settings(config, model=model)
    talk = Talk(quiet=quiet)

    from sayso.extract.corpus import Problem, iter_articles
    from sayso.extract.pipeline import iter_findings, load_pipeline
    from sayso.graph.iris import make_slug

    nlp = load_pipeline(model=settings.model, components=settings.components, authority=settings.authority)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    articles = iter_articles(inputs, on_problem=talk.report, settings=settings)

    def fail(article: Article, err: Exception) -> None:
        message = f"the article could not be read for findings ({type(err).__name__}: {err}). Please report it."
        talk.report(Problem(source=article.source or article.id, slug="extraction-failed", message=message))

    done = 0
    with talk.progress("Reading") as show:
        for article, findings in iter_findings(nlp, articles, batch_size=settings.batch_size, on_failure=fail):
            if out is None:
                write(json.dumps(findings.to_json(), ensure_ascii=False) + "\n")
            else:
                text = json.dumps(findings.to_json(), ensure_ascii=False, indent=1) + "\n"
                (out / f"{make_slug(article.id)}.json").write_text(text, encoding="utf-8")
            done += 1
            show(done, None, article.id)
    talk.sum_up()
    talk.say(f"{plural(done, 'article')} read{f', findings in {out}' if out else ''}.")
    if not done:
        raise typer.Exit(2)
    if talk.errors:
        raise typer.Exit(1)
