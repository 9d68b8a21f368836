"""Quotation marks are paired as a reader pairs them."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.en import English
from spacy.tokens import Doc

from sayso.extract.quotes import find_quotations
from sayso.extract.state import KEY, State, get_state
from sayso.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

BLANK = English()


def read(nlp: "Language", text: str) -> Doc:
    """Return the doc of a text, parsed, with its quotations found."""
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = State(article=Article(id="x", text=text))
    return nlp(doc)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We won,” she said.", ["We won,"]),
        ('"We won," she said.', ["We won,"]),
        ("«We won», she said.", ["We won"]),
        ("„We won“, she said.", ["We won"]),
        ("''We won,'' she said.", ["We won,"]),
        ("'We won the cup,' she said.", ["We won the cup,"]),
        ("“We won,\" she said.", ["We won,"]),
        ("“He said, ‘Go,’ and I went,” she said.", ["He said, ‘Go,’ and I went,"]),
        ("The workers' union isn't ready.", []),
        ("It closed with artillery.”", []),
        ("“A b c.” He left. “D e f.”", ["A b c.", "D e f."]),
    ],
)  # fmt: skip
def test_marks_are_paired(nlp: "Language", text: str, inner: list[str]) -> None:
    """What stands between the marks is found, whatever their style, and apostrophes are none."""
    doc = read(nlp, text)

    assert [text[slice(*one.inner)] for one in get_state(doc).quotations] == inner


def test_a_quotation_goes_on_over_paragraphs(nlp: "Language") -> None:
    """A mark that is not closed ends with its paragraph, and the one that opens the next paragraph continues it."""
    first, second = get_state(read(nlp, "“The town is empty.\n\n“Even the dogs left,” he said.")).quotations

    assert (first.closed, first.continued) == (False, False)
    assert (second.closed, second.continued) == (True, True)


@pytest.mark.parametrize(
    ("text", "scare"), [("The “green” fuel.", True), ("He said “we are out of flour now”.", False)]
)
def test_words_in_marks_are_no_quotation(nlp: "Language", text: str, scare: bool) -> None:
    """A word or a name in marks is told apart from what somebody says."""
    [one] = get_state(read(nlp, text)).quotations

    assert one.scare is scare


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,\n“”\"'‘’«»", max_size=80))
def test_quotations_lie_inside_the_text_and_apart(text: str) -> None:
    """Whatever the marks, quotations are ordered, do not overlap, and hold what is inside them."""
    doc = BLANK(text)
    doc.user_data[KEY] = State(article=Article(id="x", text=text))
    found = get_state(find_quotations(doc)).quotations

    for one in found:
        assert 0 <= one.start <= one.inner[0] <= one.inner[1] <= one.end <= len(text)
    for left, right in zip(found, found[1:], strict=False):
        assert left.end <= right.start
