"""
Show how far the confidence of statements can be trusted: of those at 0.8, about four in five should be right.

``python benchmarks/reliability.py GOLD TEXTS`` reads compiled annotations and the texts beside them (those of
``tests/gold`` without arguments), runs the pipeline, and prints for each tenth of confidence how many findings there
were and how many of them were right: type, speaker and target as annotated. What is measured on text that the rules
were made on is too good; name a folder that nobody looked at.
"""

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sayso.extract.corpus import repair_text
from sayso.extract.evaluate import read_gold, score_findings
from sayso.extract.pipeline import iter_findings, load_pipeline
from sayso.model import Article

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"


def main() -> None:
    """Print the table, and by rule with ``--rules``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD / "gold", help="folder of compiled annotations")
    parser.add_argument("texts", nargs="?", type=Path, default=GOLD, help="folder of their texts")
    parser.add_argument("--rules", action="store_true", help="by what stands as the content, instead of by tenth")
    options = parser.parse_args()
    table: dict[str, list[tuple[float, bool]]] = {}
    for confidence, rule, right in iter_judged(options.gold, options.texts):
        row = rule.split("+")[0].rsplit("/", 1)[-1] if options.rules else f"{int(confidence * 10) / 10:.1f}"
        table.setdefault(row, []).append((confidence, right))
    print("              findings  confidence  right")
    for row, found in sorted(table.items()):
        mean = sum(confidence for confidence, _ in found) / len(found)
        print(f"{row:14}{len(found):8}{mean:12.2f}{sum(right for _, right in found) / len(found):7.2f}")


def iter_judged(gold: Path, texts: Path) -> Iterator[tuple[float, str, bool]]:
    """Yield confidence, rule and whether it is right for each statement found in annotated articles."""
    annotated = {str(one["doc"]): one for one in read_gold(gold)}
    for article, findings in iter_findings(load_pipeline(), [read_article(texts, doc) for doc in annotated]):
        found = json.loads(json.dumps(findings.to_json()))
        for one in found["statements"]:
            score = score_findings([annotated[article.id]], {article.id: {**found, "statements": [one]}})
            yield float(one["confidence"]), str(one["rule"]), score.tallies["statements.whole"].hit > 0


def read_article(texts: Path, doc: str) -> Article:
    """Return the text of an annotated article, repaired as a build would."""
    with (texts / f"{doc}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    clean, offsets = repair_text(text)
    return Article(id=doc, text=text, clean=clean, offsets=offsets)


if __name__ == "__main__":
    main()
