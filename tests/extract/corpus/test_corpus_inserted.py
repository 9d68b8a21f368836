"""Headlines of other articles and credits that a page put into a text stand on lines of their own."""

import pytest

from sayso.extract.corpus import repair_text
from sayso.extract.corpus.inserted import find_inserted


def part(text: str) -> list[str]:
    """Return *text* cut at what `find_inserted` finds."""
    cuts = [-1, *find_inserted(text), len(text)]
    return [text[one + 1 : two] for one, two in zip(cuts, cuts[1:], strict=False)]


@pytest.mark.parametrize(
    ("before", "marker", "headline", "behind"),
    [
        ("Smoke over Lund.", "Related article", "Dam bursts north of Lund after a week of rain", "He wept."),
        ("Ada Rowe/Wire", "Related video", "How the dam was built and why it burst", "“We saw it,” she said."),
        ("It burst.", "READ MORE:", "What is known about the old dams of Lund?", "The mayor wept."),
        ("It burst.", "Related article", "Rowe says the dam was old and badly kept", "On Tuesday, she wept."),
    ],
)
def test_headline_stands_alone(before: str, marker: str, headline: str, behind: str) -> None:
    """It ends where a sentence begins with a word that no headline writes with a capital."""
    assert part(f"{before} {marker} {headline} {behind}") == [before, marker, headline, behind]


@pytest.mark.parametrize(
    "text",
    [
        "It burst. Related article Dam bursts north of Lund after a week of rain Rowe wept.",
        "It burst. Related article Why The Dam Of Lund Was Built And Why It Burst In March",
        "It burst. Related article Dam bursts north of Lund after a week of rain",
    ],
)
def test_end_that_nothing_tells_is_not_guessed(text: str) -> None:
    """A name behind the headline, capitals throughout, nothing behind it."""
    assert part(text) == ["It burst.", "Related article", text.removeprefix("It burst. Related article ")]


@pytest.mark.parametrize("credit", ["Ada Rowe/Reuters", "Ada Rowe/AFP/Getty Images", "REUTERS/Ada Rowe"])
def test_who_took_the_picture_stands_alone(credit: str) -> None:
    """It stands behind a caption, and a sentence begins behind it."""
    assert part(f"The dam on Monday. {credit} The mayor wept.") == ["The dam on Monday.", credit, "The mayor wept."]
    assert part(f"The dam on Monday. {credit} said so.") == [f"The dam on Monday. {credit} said so."]


@pytest.mark.parametrize(
    "text",
    [
        "He met the AP/Reuters team.",
        "They left. The Lund/Varno road is shut. He wept.",
        "A related article said so. He wept.",
        "Related article Dam bursts in Lund The",
        "Those who read more: The old.",
    ],
)
def test_words_of_a_sentence_stay(text: str) -> None:
    """The marker has a capital, and text in front."""
    assert part(text) == [text]


def test_no_character_moves() -> None:
    """A line break takes the place of a space."""
    text = "It burst. Related article Dam bursts north of Lund after a week of rain He wept."
    clean, offsets = repair_text(text)

    assert clean == text.replace(". R", ".\nR").replace("e D", "e\nD").replace("n H", "n\nH")
    assert offsets == tuple(range(len(text) + 1))
