"""Who names, descriptions and pronouns stand for, over cases written for it from many conflicts."""

import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from spacy.language import Language

from sayso.extract.parse import Doc, Token, get_doc
from sayso.extract.who import find_actors

CASES: list[dict[str, object]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))[
    "case"
]
KINDS = (
    "name", "metonym", "pronoun", "relative", "description", "office", "coordination", "indefinite", "epithet",
    "document",
)  # fmt: skip
FEWEST = 150


def iter_pairs(case: dict[str, object]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, word and expected ids of each pair of a case."""
    out: list[tuple[str, str, tuple[str, ...]]] = []
    for kind in KINDS:
        pairs = case.get(kind, [])
        assert isinstance(pairs, list)
        out += [(kind, word, tuple(ids.split(" + ")) if ids else ()) for word, ids in pairs]
    return out


def find_word(doc: Doc, asked: str) -> Token:
    """The token that ``word#n`` names."""
    word, _, nth = asked.partition("#")
    return [token for token in doc if token.text == word][int(nth or 0)]


def test_cases_are_many() -> None:
    """At least 150 pairs are asked about, of every kind."""
    counted = Counter(kind for case in CASES for kind, _, _ in iter_pairs(case))
    assert sum(counted.values()) >= FEWEST
    assert set(counted) == set(KINDS)


@pytest.mark.parametrize("case", CASES, ids=[str(case["text"])[:50] for case in CASES])
def test_word_stands_for(nlp: Language, case: dict[str, object]) -> None:
    """Each word of a case stands for the actors that a reader takes it for, and for nobody else."""
    doc = get_doc(nlp(str(case["text"])))
    wrong = [
        (kind, word, ids, found)
        for kind, word, ids in iter_pairs(case)
        if (found := find_actors(doc, find_word(doc, word), speaker=True)) != ids
    ]
    known = case.get("known", [])
    assert isinstance(known, list)
    assert [one for one in wrong if one[1] not in known] == []


def test_table_of_resolution(nlp: Language, capsys: pytest.CaptureFixture[str]) -> None:
    """By kind, what is resolved is right nine times in ten, and nobody is named where nobody may be."""
    right: dict[str, int] = defaultdict(int)
    given: dict[str, int] = defaultdict(int)
    asked: dict[str, int] = defaultdict(int)
    for case in CASES:
        doc = get_doc(nlp(str(case["text"])))
        for kind, word, ids in iter_pairs(case):
            found = find_actors(doc, find_word(doc, word), speaker=True)
            right[kind] += found == ids and bool(ids)
            given[kind] += bool(found)
            asked[kind] += bool(ids)
    with capsys.disabled():
        for kind in KINDS:
            print(
                f"\n{kind:14} pairs {asked[kind]:3}  precision {right[kind] / given[kind]:.2f}"
                f"  recall {right[kind] / asked[kind]:.2f}",
                end="",
            )
    assert all(right[kind] >= 0.9 * given[kind] for kind in KINDS)
