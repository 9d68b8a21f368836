"""Leaders who are called by name alone are known by their office."""

import pytest
from spacy.language import Language

from sayso.extract.pipeline import iter_findings
from sayso.model import Article, Findings

TEXT = (
    "UN chief condemns raid\n\n"
    "The United Nations secretary general has condemned the raid. Speaking to the council, António Guterres said it "
    "was time to stop. “Stop the violence,” the prime minister told the council later, and Sir Keir Starmer added "
    "that he would go."
)


def read(nlp: Language, text: str, published: str | None) -> Findings:
    """Return the findings of a text published on a day."""
    [(_, found)] = iter_findings(nlp, [Article(id="a", text=text, published=published)])
    return found


def test_offices_of_the_day_tell_who_is_meant(nlp: Language) -> None:
    speakers = {one.speaker for one in read(nlp, TEXT, "2024-09-27").statements}
    assert speakers == {("antonio-guterres",), ("keir-starmer",)}


def test_offices_of_another_day_tell_nothing(nlp: Language) -> None:
    """In 2015 both were somebody else."""
    speakers = {one.speaker for one in read(nlp, TEXT, "2015-09-27").statements}
    assert speakers > {("antonio-guterres",), ("keir-starmer",)}


def test_what_the_table_says_is_not_given_out_as_found(nlp: Language) -> None:
    """The text does not say what Starmer is."""
    found = read(nlp, TEXT, "2024-09-27").actors["keir-starmer"]
    assert (found.role, found.of) == (None, None)


@pytest.mark.parametrize("published", ["2024-09-27", None])
def test_what_the_text_says_goes_before(nlp: Language, published: str | None) -> None:
    found = read(nlp, "Opposition leader Keir Starmer said the sea was calm.", published).actors["keir-starmer"]
    assert found.role == "Opposition leader"
