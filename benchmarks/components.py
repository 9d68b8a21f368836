"""
Measure what each of sayso's components takes beside bare spaCy: ``python benchmarks/components.py [INPUT…]``.

Each round runs spaCy's own components over all articles by ``nlp.pipe``, then sayso's over the same docs, one after
the other, in the same process. Printed are the least processor seconds of all rounds and their share of spaCy's, and
whether the extractors are compiled: to measure those, name where they lie, as
``PYTHONPATH=build/compiled python benchmarks/components.py`` after ``make compiled``. The last line is a digest of all
findings, which must be the same with both.
"""

import argparse
import hashlib
import os
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from spacy.language import Language

from sayso.extract import is_compiled
from sayso.extract.circles import collect_seldom
from sayso.extract.collect import collect_findings
from sayso.extract.corpus import iter_articles
from sayso.extract.parse import get_doc, release
from sayso.extract.pipeline import load_pipeline, make_doc
from sayso.model import Article
from sayso.settings import COMPONENTS

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", type=Path, help="files or folders (default: the texts of tests/gold)")
    parser.add_argument("--articles", type=int, default=100, help="at most this many (default: 100)")
    parser.add_argument("--repeat", type=int, default=5, help="rounds (default: 5)")
    options = parser.parse_args()
    inputs = options.inputs or sorted((ROOT / "tests" / "gold").rglob("*.txt"))
    articles = list(iter_articles(inputs, on_problem=print))[: options.articles]
    nlp = load_pipeline()
    rounds = [measure(nlp, articles) for _ in range(options.repeat)]
    least = {name: min(seconds[name] for seconds, _ in rounds) for name in rounds[0][0]}
    words = sum(len(article.clean.split()) for article in articles)
    print(f"{len(articles)} articles, {words} words; extractors {'compiled' if is_compiled() else 'interpreted'}")
    for name, seconds in least.items():
        print(f"{name:18} {seconds:7.3f} s {seconds / least['spaCy']:7.1%}")
    ours = sum(least.values()) - least["spaCy"]
    print(f"{'all but spaCy':18} {ours:7.3f} s {ours / least['spaCy']:7.1%}")
    print("findings", ", ".join(sorted({digest for _, digest in rounds})))


def measure(nlp: Language, articles: list[Article]) -> tuple[dict[str, float], str]:
    """Return the processor seconds of each step and a digest of what was found."""
    spent: dict[str, float] = {}
    with collect_seldom():
        start = time.process_time()
        with nlp.select_pipes(disable=list(COMPONENTS)):
            docs = list(nlp.pipe([make_doc(nlp, article) for article in articles], batch_size=64))
        spent["spaCy"] = time.process_time() - start
        start = time.process_time()
        for doc in docs:
            get_doc(doc)
        spent["copy of the parse"] = time.process_time() - start
        for name in COMPONENTS:
            component = nlp.get_pipe(name)
            start = time.process_time()
            for doc in docs:
                component(doc)
            spent[name] = time.process_time() - start
        start = time.process_time()
        findings = [collect_findings(doc, article) for doc, article in zip(docs, articles, strict=True)]
        spent["findings"] = time.process_time() - start
        for doc in docs:
            release(doc)
    return spent, hashlib.sha256(repr(findings).encode()).hexdigest()[:16]


if __name__ == "__main__":
    main()
