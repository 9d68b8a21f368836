"""Time expressions, by the table expressions.toml."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.extract.times import find_times

if TYPE_CHECKING:
    from spacy.language import Language

TABLE = tomllib.loads((Path(__file__).parent / "expressions.toml").read_text(encoding="utf-8"))


def iter_cases() -> Iterator[tuple[str, str, str, str, str]]:
    for table in TABLE["tables"]:
        for case in table["cases"]:
            yield (table["published"], *case)


CASES = list(iter_cases())


def test_table_is_large() -> None:
    """At least 230 expressions are tried."""
    assert len(CASES) >= 230


@pytest.mark.parametrize(("published", "sentence", "expression", "start", "end"), CASES)
def test_expression_is_resolved(
    bare: "Language", published: str, sentence: str, expression: str, start: str, end: str
) -> None:
    """Each expression is found with its words, and stands for the days that a reader would say."""
    doc = bare(sentence)

    found = {doc.text[one.span[0] : one.span[1]]: one for one in find_times(doc, published or None)}

    assert expression in found, list(found)
    assert (found[expression].start or "", found[expression].end or "") == (start, end)


@pytest.mark.parametrize("sentence", TABLE["none"][0]["sentences"])
def test_sentence_holds_no_time(bare: "Language", sentence: str) -> None:
    """Ages, flight numbers, resolutions, sums and verbs are no times."""
    doc = bare(sentence)

    assert [] == [doc.text[one.span[0] : one.span[1]] for one in find_times(doc, "2024-03-14")]
