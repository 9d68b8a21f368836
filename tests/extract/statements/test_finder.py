"""The component as a whole: lexicons, attitudes, order, confidence, and texts that hold nothing."""

from typing import TYPE_CHECKING

import pytest
from spacy.tokens import Doc

from sayso.errors import LexiconError, UnparsedDocError
from sayso.extract.state import KEY, State, get_state
from sayso.extract.statements import StatementFinder
from sayso.extract.statements.lexicon import count_cues, read_entries
from sayso.model import Article

if TYPE_CHECKING:
    from spacy.language import Language


def read(nlp: "Language", text: str) -> Doc:
    """Return the doc of a text with everything found in it."""
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = State(article=Article(id="x", text=text, published="2024-03-13"))
    return nlp(doc)


def test_the_lexicons_hold_many_cues() -> None:
    """At least 350 reporting verbs and nouns are known."""
    assert count_cues() >= 350


def test_a_wrong_frame_in_a_lexicon_is_an_error() -> None:
    """A class with a frame that nothing reads is refused by name."""
    broken = [{"name": "x-1", "verbs": ["say"], "illocution": "assert", "frames": ["thta"]}]

    with pytest.raises(LexiconError, match="thta"):
        read_entries("test.toml", broken, "verb")


def test_attitudes_are_found_only_where_asked_for(nlp: "Language") -> None:
    """Thoughts and wishes are left out, or found and marked."""
    text = "The coach believes the team will recover. Fans want the owner to sell."
    doc = read(nlp, text)
    assert [one.attitude for one in get_state(doc).statements if one.rule.startswith("conjecture")] == []

    StatementFinder(nlp, attitudes=True)(doc)

    assert [one.attitude for one in get_state(doc).statements if one.rule.startswith("conjecture")] == [True]


def test_statements_come_in_order_with_confidence_and_rule(nlp: "Language") -> None:
    """Ids count up in the order of the text; each has a confidence below one, a rule and a sentence that holds it."""
    text = "Peru said the road was closed. “We need help,” the mayor said. Chile denied that it had shut the border."
    found = get_state(read(nlp, text)).statements

    assert [one.id for one in found] == ["s1", "s2", "s3"]
    for one in found:
        assert 0 < one.confidence < 1
        assert "/" in one.rule
        assert all(one.sentence[0] <= start < end <= one.sentence[1] for start, end in one.content)


def test_pieces_of_a_content_rise_and_lie_in_the_text(nlp: "Language") -> None:
    """Content is cut out of the text itself, piece after piece."""
    text = "“The dam,” engineers said, “may fail,” adding that the valley was empty."
    for one in get_state(read(nlp, text)).statements:
        ends = [0]
        for start, end in one.content:
            assert ends[-1] <= start < end <= len(text)
            ends.append(end)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "“", "”", "said", "said.", "According to.", "“” said", "He said:\n\n"]
)
def test_fragments_do_no_harm(nlp: "Language", text: str) -> None:
    """Text that is no sentence gives no statement with content, and no error."""
    assert [one for one in get_state(read(nlp, text)).statements if one.content] == []


def test_an_unparsed_doc_is_refused(nlp: "Language") -> None:
    """Without a parse nothing can be read, and the message says what to add."""
    with pytest.raises(UnparsedDocError, match="parser"):
        StatementFinder(nlp)(nlp.make_doc("Peru said the road was closed."))
