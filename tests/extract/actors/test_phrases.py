"""How far the words reach that describe somebody."""

from typing import TYPE_CHECKING

import pytest

from sayso.extract.actors.phrases import get_phrase
from sayso.extract.parse import get_doc

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "word", "phrase"),
    [
        # The parser joins the army to the valley.
        (
            "Fighting broke out between Tigrayan separatist forces in Danakil Province and the Chadian army.",
            "forces",
            "Tigrayan separatist forces in Danakil Province",
        ),
        # Two who are joined are not between anybody.
        ("She spoke for workers at the port and the mill.", "workers", "workers at the port and the mill"),
    ],
)
def test_other_side_is_no_part_of_a_description(nlp: "Language", text: str, word: str, phrase: str) -> None:
    """Of what stands between two sides, the second is not taken for a place of the first."""
    doc = get_doc(nlp(text))
    [head] = [token for token in doc if token.text == word]
    start, end = get_phrase(doc, head)

    assert phrase == doc[start:end].text
