"""``sayso evaluate``: score the extractors against hand annotations."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.console import Talk, write, write_json
from sayso.cli.options import Config, Json, Model, Quiet, example, read_settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        short_help="Score the extractors against hand annotations.",
        epilog=example("sayso evaluate gold corpus --errors"),
    )(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of compiled annotations, one .json each.")],
    corpus: Annotated[
        list[str], typer.Argument(metavar="CORPUS...", help="The annotated articles; others are passed over.")
    ],
    errors: Annotated[bool, typer.Option("--errors", help="Also print each difference.")] = False,
    json: Json = False,
    model: Model = None,
    config: Config = None,
    quiet: Quiet = False,
) -> None:
    """Score what is found in articles against annotations made by hand: precision, recall and F1 by measure."""
    settings = read_settings(config, model=model)
    talk = Talk(quiet=quiet)

    from sayso.extract.corpus import iter_articles
    from sayso.extract.evaluate import read_gold, score_findings
    from sayso.extract.pipeline import iter_findings, load_pipeline

    annotations = read_gold(gold)
    wanted = {one["doc"] for one in annotations}
    articles = iter_articles(corpus, on_problem=talk.report, settings=settings)
    chosen = [article for article in articles if article.id in wanted]
    missing = sorted(wanted - {article.id for article in chosen})
    nlp = load_pipeline(
        model=settings.model,
        components=settings.components,
        authority=settings.authority,
        attitudes=settings.attitudes,
    )
    found = {article.id: findings.to_json() for article, findings in iter_findings(nlp, chosen)}
    score = score_findings(annotations, found)

    if json:
        rows = {name: tally.to_row() for name, tally in score.tallies.items()}
        write_json({"scores": rows, "errors": score.misses} if errors else rows)
    else:
        write(f"{'':22} {'P':>6} {'R':>6} {'F1':>6} {'gold':>5} {'found':>5}\n")
        for name, tally in score.tallies.items():
            measures = f"{tally.precision:6.3f} {tally.recall:6.3f} {tally.f1:6.3f}"
            write(f"{name:22} {measures} {tally.gold:5} {tally.found:5}\n")
        if errors:
            write("".join(f"{one}\n" for one in score.misses))
    talk.sum_up()
    for doc in missing:
        talk.say(
            f"warning: {doc} is annotated but not among the articles; it counts as one in which nothing was found."
        )
    if missing:
        raise typer.Exit(1)
