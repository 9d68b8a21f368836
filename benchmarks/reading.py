"""
Measure what stands around the parse beside the parse: ``python -m benchmarks.reading [--articles 200]``.

Printed are processor seconds, and each as a part of what it is set against in the same run: the authority files beside
the loading of the spaCy pipeline, reading a folder of articles beside their parse, and looking up towns that nobody
asked for before beside a pass over the file for each of a few of them.
"""

import argparse
import time
from collections.abc import Callable
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory

from sayso import resources
from sayso.extract.corpus import iter_articles
from sayso.extract.model_loading import load_spacy
from sayso.model import Article
from sayso.ontology.authority import load_authority
from sayso.ontology.gazetteer import find_towns

SENTENCE = "The council of the port said on Tuesday that the ferry had left for the islands with forty people. "


def spend(work: Callable[[], object]) -> float:
    """Return the processor seconds that *work* takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(what: str, seconds: float, peer: str, of: float) -> None:
    """Print one line."""
    print(f"{what}: {seconds:.2g} s; {peer}: {of:.2g} s; {of / seconds:.3g} times as long")


def read(folder: Path) -> list[Article]:
    """Return the articles of a folder, and tell of what is not read."""
    return list(iter_articles([folder], on_problem=print))


def search_whole(names: list[str]) -> None:
    """Look for names as one would without the order of the lines: a pass over the file for each."""
    with as_file(resources.folder("ontology/authority").joinpath("gazetteer.tsv")) as path:
        for name in names:
            with path.open("rb") as file:
                wanted = name.casefold().encode() + b"\t"
                assert not any(line.startswith(wanted) for line in file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200, help="of 40 sentences each (default: 200)")
    options = parser.parse_args()
    nlp = load_spacy()
    compare("authority files", spend(load_authority), "spaCy pipeline loaded", spend(load_spacy))
    with TemporaryDirectory() as folder:
        for number in range(options.articles):
            sentence = SENTENCE.replace("forty", str(number))
            Path(folder, f"a{number}.txt").write_text(f"Report {number}\n\n{sentence * 40}", encoding="utf-8")
        articles = read(Path(folder))
        reading = spend(lambda: read(Path(folder)))
    parsing = spend(lambda: list(nlp.pipe([one.text for one in articles])))
    compare(f"{len(articles)} articles read", reading, "parsed", parsing)
    find_towns("Goma")
    names = [f"Goma{number}" for number in range(1000)]
    looking = spend(lambda: [find_towns(name) for name in names]) / len(names)
    compare("a town looked up", looking, "by a pass over the file", spend(lambda: search_whole(names[:5])) / 5)


if __name__ == "__main__":
    main()
