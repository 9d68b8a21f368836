"""
Measure who the words for a speaker are taken for: the words of the annotation are given, so nothing but that is tried.

``python benchmarks/reference.py GOLD TEXTS [TEXTS …]`` reads compiled annotations and the folders of their articles.
For each annotated statement the actors that sayso makes of its ``speaker_span`` are compared with those annotated; an
actor stands for the annotated one with which it shares most names. The share that is right is what the finding of
statements can reach at most with these mentions, and *given* how many were taken for anybody.
"""

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from spacy.language import Language

from sayso.extract.corpus import repair_text
from sayso.extract.parse import Doc, Token, get_doc
from sayso.extract.pipeline import load_pipeline, make_doc
from sayso.extract.state import get_state
from sayso.extract.who import find_actors
from sayso.model import Article

Gold = dict[str, Any]
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")


def read_article(nlp: Language, text: str) -> tuple[Article, Doc]:
    clean, offsets = repair_text(text)
    article = Article(id="", text=text, clean=clean, offsets=offsets)
    return article, get_doc(nlp(make_doc(nlp, article)))


def find_head(tokens: list[Token]) -> Token:
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    return next((token for token in heads if token.pos_ in _NOMINAL), heads[0])


def fold(names: Iterable[str]) -> set[str]:
    return {name.lower().replace("’", "'").removesuffix("'s").removeprefix("the ").strip() for name in names}


def try_article(nlp: Language, gold: Gold, text: str) -> tuple[int, int, int]:
    """How many speakers are asked for, taken for somebody, and taken for whom the annotation names."""
    article, doc = read_article(nlp, text)
    chars = {token.i: article.to_original((token.idx, token.idx + len(token.text))) for token in doc}
    answers: list[tuple[set[str], tuple[str, ...]]] = []
    for statement in gold["statements"]:
        span = statement.get("speaker_span")
        if not span or not statement["speaker"]:
            continue
        start, end = span[0] if isinstance(span[0], list) else span
        tokens = [one for one in doc if start <= chars[one.i][0] and chars[one.i][1] <= end and not one.is_space]
        if tokens:
            answers.append((set(statement["speaker"]), find_actors(doc, find_head(tokens), speaker=True)))
    actors = get_state(doc).actors
    names = {
        key: fold([one.name, *(text[chars[a][0] : chars[b - 1][1]] for a, b in one.spans)])
        for key, one in actors.items()
    }
    wanted = {key: fold([one["name"], *one["mentions"]]) for key, one in gold["actors"].items()}
    pairs = sorted((-len(wanted[g] & names[p]), g, p) for g in wanted for p in names if wanted[g] & names[p])
    stands: dict[str, str] = {}
    for _, g, p in pairs:
        if p not in stands and g not in stands.values():
            stands[p] = g
    right = sum({stands.get(key, "") for key in found} == speakers for speakers, found in answers)
    return len(answers), sum(bool(found) for _, found in answers), right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    arguments = parser.parse_args()
    nlp = load_pipeline()
    asked = given = right = 0
    for path in sorted(arguments.gold.glob("*.json")):
        gold: Gold = json.loads(path.read_text(encoding="utf-8"))
        file = next(one for folder in arguments.texts if (one := folder / f"{gold['doc']}.txt").exists())
        counts = try_article(nlp, gold, file.read_bytes().decode("utf-8"))
        asked, given, right = asked + counts[0], given + counts[1], right + counts[2]
    print(f"{asked} speakers, {given / asked:.2f} given, {right / asked:.2f} right")


if __name__ == "__main__":
    main()
