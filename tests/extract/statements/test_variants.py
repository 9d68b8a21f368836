"""What a sentence says stays the same where a word gives way to a near one, or a day or a sentence is put in."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

from sayso.extract.state import KEY, State, get_state
from sayso.model import Article
from tests.extract.statements.cases import Case, Expected, check, load_cases

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

EVERY = 5
"""Which part of the sentences is varied: one in so many, by a number made of its text, whatever stands beside it."""
KNOWN_FAILURES = 0.04
"""Share of the variants that may come out otherwise; 0.03 did when this was last measured."""

CLASSES = [
    row.split()
    for row in (
        "shelled bombed bombarded torched destroyed looted ransacked",
        "betrayed abandoned deceived misled cheated exploited",
        "violated breached flouted contravened",
        "tortured mistreated abused abducted murdered massacred",
        "minister governor senator mayor ambassador prosecutor",
        "villagers residents farmers nurses refugees",
        "raid attack assault ambush",
        "hospital school clinic mosque church",
        "rebels guards fighters mercenaries",
        "Chad Mali Kenya Peru Norway Bolivia Ghana",
        "said stated",
    )
]
"""Words of which each may stand for any other of its row."""


def swap(case: Case, old: str, new: str) -> Case:
    """Return the case with one word in the place of another, in the text and in what must be found."""
    word = re.compile(rf"(?<![\w-]){old}(?![\w-])")
    article = re.compile(rf"\b([Aa])n? (?={new}\b)")

    def change(text: str) -> str:
        return article.sub(lambda m: m[1] + ("n " if new[0] in "aeiou" else " "), word.sub(new, text))

    def change_all(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(change, texts))

    says = tuple(
        Expected(
            one.type, change_all(one.speaker), change_all(one.target), change_all(one.content), one.flags,
            {key: change(text) for key, text in one.named.items()},
        )
        for one in case.says
    )  # fmt: skip
    return replace(case, text=change(case.text), says=says)


def iter_variants(case: Case, doc: "Doc", rng: random.Random) -> Iterator[tuple[str, Case]]:
    """Yield the variants of a case that was found as it must be, each with the name of the change."""
    words = set(re.findall(r"[\w-]+", case.text))
    for row in CLASSES:
        met = [one for one in row if one in words]
        others = [one for one in row if one not in words]
        if len(met) == 1 and others:
            yield "swap", swap(case, met[0], rng.choice(others))
    if "\n" not in case.text and not case.text.startswith(("He ", "She ", "They ", "It ")):
        yield "second", replace(case, text="Rain fell on the coast on Monday. " + case.text)
    statements = get_state(doc).statements
    if len(statements) == 1 and len(case.says) == 1 and not case.says[0].named:
        told = statements[0]
        if told.speaker_span and told.cue and told.speaker_span[1] + 1 == told.cue[0] and not told.direct:
            start, end = told.speaker_span
            if case.text[start:end].lower() not in ("he", "she", "it", "they", "i", "we", "who", "which", "that"):
                yield "day", replace(case, text=f"{case.text[:end]} on Tuesday{case.text[end:]}")


def read(nlp: "Language", cases: list[Case]) -> "list[Doc]":
    """Return the docs of the cases, parsed together."""
    docs: list[Doc] = []
    for case in cases:
        doc = nlp.make_doc(case.text)
        doc.user_data[KEY] = State(article=Article(id="case", text=case.text, published=case.published))
        docs.append(doc)
    return list(nlp.pipe(docs))


def test_variants_say_the_same(nlp: "Language") -> None:
    """No more variants than are known to fail come out with another type, speaker, target or content."""
    cases = [one for one in load_cases() if one.says and not one.fails and not crc32(one.text.encode()) % EVERY]
    variants = [
        one
        for case, doc in zip(cases, read(nlp, cases), strict=True)
        for one in iter_variants(case, doc, random.Random(case.text))
    ]
    failures = [
        f"{name}: {variant.text} {wrong}"
        for (name, variant), doc in zip(variants, read(nlp, [one for _, one in variants]), strict=True)
        if (wrong := check(doc, variant))
    ]

    assert len(variants) >= 300
    assert len(failures) <= KNOWN_FAILURES * len(variants), "\n".join(failures)
