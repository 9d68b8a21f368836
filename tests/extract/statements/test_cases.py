"""Each construction finds what it must in sentences of its own, and nothing where it must not."""

from typing import TYPE_CHECKING

import pytest

from sayso.extract.state import KEY, State
from sayso.model import Article
from tests.extract.statements.cases import Case, check, load_cases

if TYPE_CHECKING:
    from spacy.language import Language

CASES = load_cases()


def test_there_are_many_cases() -> None:
    """The tables are found and hold what they are said to hold."""
    assert len(CASES) >= 450


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_finds_what_the_sentence_says(nlp: "Language", case: Case) -> None:
    """The statements of the sentence are found, with type, speaker, target and content, and no others."""
    if case.fails:
        pytest.xfail(case.fails)
    doc = nlp.make_doc(case.text)
    doc.user_data[KEY] = State(article=Article(id="case", text=case.text, published=case.published))
    assert check(nlp(doc), case) == []
