"""
Measure the statements that sayso finds, beside textacy's direct quotations, on the same annotated articles.

``python benchmarks/statements.py`` reads ``tests/gold`` and, where it is there, the shared gold beside the
repository. A statement of the annotation counts as found where the content of a finding overlaps it with an F1 of at
least 0.5 in characters, one to one; its speaker as found where the words that stand for it overlap as well. textacy
finds direct quotations only, so both are also scored on the direct ones alone. Times are CPU seconds of the step that
finds, the parse left out, as a share of the bare spaCy pipeline on the same texts.
"""

import argparse
import importlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.pipeline import load_pipeline
from sayso.extract.state import KEY, State, get_state
from sayso.model import Article

ROOT = Path(__file__).resolve().parent.parent
LEAST = 0.5
FOLDERS = (
    (ROOT / "tests" / "gold" / "gold", (ROOT / "tests" / "gold",)),
    (ROOT.parent / "shared" / "gold", (ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "corpus")),
)
OURS = ("sayso_quotes", "sayso_actors", "sayso_places", "sayso_statements")

Chars = frozenset[int]


@dataclass(frozen=True, slots=True)
class Said:
    """The content and the speaker's words of one statement, as sets of characters."""

    content: Chars
    speaker: Chars
    direct: bool


@dataclass(slots=True)
class Tally:
    """Counts of one system."""

    gold: int = 0
    found: int = 0
    content: int = 0
    speaker: int = 0

    def row(self) -> str:
        """Return the F1 of content, and of content and speaker together."""
        return f"{_f1(self.content, self.found, self.gold):.3f}   {_f1(self.speaker, self.found, self.gold):.3f}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, help="times each step is run for its time (default: 3)")
    repeat = parser.parse_args().repeat
    nlp = load_pipeline(components=OURS)
    pairs = list(iter_articles())
    tallies = {(who, what): Tally() for who in ("sayso", "textacy") for what in ("all", "direct")}
    spent = {"spaCy": 0.0, "sayso": 0.0, "sayso, actors and places too": 0.0, "textacy": 0.0}
    failed = 0
    for _ in range(repeat):
        for text, gold in pairs:
            start = time.process_time()
            with nlp.select_pipes(disable=[*OURS, "sayso_paragraphs"]):
                nlp(text)
            spent["spaCy"] += time.process_time() - start
            doc = prepare(nlp, text)
            ours, seconds, all_seconds = find_ours(nlp, doc)
            spent["sayso"] += seconds
            spent["sayso, actors and places too"] += all_seconds
            start = time.process_time()
            theirs = find_textacy(doc)
            spent["textacy"] += time.process_time() - start
            if theirs is None:
                failed += 1
                theirs = []
            for who, found in (("sayso", ours), ("textacy", theirs)):
                add(tallies[who, "all"], gold, found)
                add(tallies[who, "direct"], [g for g in gold if g.direct], [f for f in found if f.direct])
    print(f"{len(pairs)} articles, {tallies['sayso', 'all'].gold // repeat} statements")
    print("                     content content+speaker   (F1)")
    for (who, what), tally in tallies.items():
        print(f"{who:8} {what:8}    {tally.row()}   gold {tally.gold // repeat}, found {tally.found // repeat}")
    if failed:
        print(f"textacy could not read {failed // repeat} of the articles (an odd number of quotation marks)")
    for name, seconds in spent.items():
        print(f"{name}: {seconds / repeat:.3f} s, {seconds / spent['spaCy']:.1%} of spaCy")


def iter_articles() -> Iterator[tuple[str, list[Said]]]:
    """Yield the text and the statements of each annotated article."""
    for folder, texts in FOLDERS:
        for path in sorted(folder.glob("*.json")):
            data = json.loads(path.read_text(encoding="utf-8"))
            file = next((d / f"{data['doc']}.txt" for d in texts if (d / f"{data['doc']}.txt").exists()), None)
            if file is None:
                continue
            with file.open(encoding="utf-8", newline="") as opened:
                text = opened.read()
            yield (
                text,
                [
                    Said(_chars(one["content"]), _chars(one.get("speaker_span")), bool(one.get("direct")))
                    for one in data["statements"]
                    if one.get("content")
                ],
            )


def prepare(nlp: Language, text: str) -> Doc:
    """Return the parsed doc, with paragraphs marked and nothing of sayso's found yet."""
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = State(article=Article(id="benchmark", text=text))
    with nlp.select_pipes(disable=list(OURS)):
        return nlp(doc)


def find_ours(nlp: Language, doc: Doc) -> tuple[list[Said], float, float]:
    """Return what sayso finds, the CPU seconds of the finder of statements, and those of all of sayso's components."""
    begun = time.process_time()
    for name in OURS[:-1]:
        doc = nlp.get_pipe(name)(doc)
    start = time.process_time()
    doc = nlp.get_pipe(OURS[-1])(doc)
    end = time.process_time()
    found = [
        Said(_chars([list(s) for s in one.content]), _chars(one.speaker_span), one.direct)
        for one in get_state(doc).statements
        if one.content
    ]
    return found, end - start, end - begun


def find_textacy(doc: Doc) -> list[Said] | None:
    """Return what textacy finds; None where it cannot read the text."""
    # By name, because it is not among the development packages: `pip install textacy` before measuring.
    direct_quotations = importlib.import_module("textacy.extract.triples").direct_quotations
    try:
        return [
            Said(
                frozenset(range(one.content.start_char, one.content.end_char)),
                frozenset(c for token in one.speaker for c in range(token.idx, token.idx + len(token))),
                True,
            )
            for one in direct_quotations(doc)
        ]
    except ValueError:
        return None


def add(tally: Tally, gold: list[Said], found: list[Said]) -> None:
    """Match one to one by content, best first, and count."""
    tally.gold += len(gold)
    tally.found += len(found)
    scored = [
        (value, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (value := _overlap(one.content, other.content)) >= LEAST
    ]
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if i in left or j in right:
            continue
        left.add(i)
        right.add(j)
        tally.content += 1
        tally.speaker += bool(gold[i].speaker & found[j].speaker) or not (gold[i].speaker or found[j].speaker)


def _chars(span: object) -> Chars:
    if not isinstance(span, (list, tuple)) or not span:
        return frozenset()
    many = span if isinstance(span[0], (list, tuple)) else [span]
    return frozenset(at for start, end in many for at in range(int(start), int(end)))


def _overlap(one: Chars, other: Chars) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _f1(hit: int, found: int, gold: int) -> float:
    return 2 * hit / (found + gold) if found + gold else 0.0


if __name__ == "__main__":
    main()
