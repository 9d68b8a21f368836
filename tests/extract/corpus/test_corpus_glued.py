"""Sentences that a page put together without a space are parted, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.corpus import repair_text
from sayso.extract.corpus.glued import find_glued
from sayso.model import Article


def part(text: str) -> str:
    """Return *text* with what `find_glued` misses put in."""
    pieces: list[str] = []
    at = 0
    for offset, new in find_glued(text):
        pieces += (text[at:offset], new)
        at = offset
    return "".join((*pieces, text[at:]))


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("They left before dawn.The mayor wept.", "They left before dawn.\nThe mayor wept."),
        ("Who gave the order?He would not say.", "Who gave the order?\nHe would not say."),
        ("It fell in 2019.Rebels took it.", "It fell in 2019.\nRebels took it."),
        ("It shelled the camp.UN staff fled.He wept.", "It shelled the camp.\nUN staff fled.\nHe wept."),
        ("It shelled the camp.A guard fled.He wept.", "It shelled the camp.\nA guard fled.\nHe wept."),
    ],
)
def test_sentence_begins_a_paragraph(glued: str, parted: str) -> None:
    """It is between paragraphs that pages lose what parts them."""
    assert part(glued) == parted


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ('He left the camp."We saw it," she said.Ann wept.', 'He left the camp.\n"We saw it," she said.\nAnn wept.'),
        ('"We saw it."The mayor wept.', '"We saw it."\nThe mayor wept.'),
        ('"We saw it,"the mayor said.He wept.', '"We saw it," the mayor said.\nHe wept.'),
        ('He said that"nobody" died.She wept.', 'He said that "nobody" died.\nShe wept.'),
        ('REBELS LEAVE TOWN"We saw it," she said.Ann wept.', 'REBELS LEAVE TOWN\n"We saw it," she said.\nAnn wept.'),
        ("He left.“We saw it.”The mayor wept.", "He left.\n“We saw it.”\nThe mayor wept."),
        ("“We saw it,”the mayor said.He wept.", "“We saw it,” the mayor said.\nHe wept."),
    ],
)
def test_quotation_is_parted_from_what_stands_beside_it(glued: str, parted: str) -> None:
    """A straight mark opens where those before it in its paragraph are paired."""
    assert part(glued) == parted


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        ("“They fled.Nobody stayed,” he said.", "“They fled. Nobody stayed,” he said."),
        ('He said: "They fled.Nobody stayed."', 'He said: "They fled. Nobody stayed."'),
    ],
)
def test_sentences_of_one_quotation_stay_in_one_paragraph(glued: str, parted: str) -> None:
    """A line break would close it."""
    assert part(glued) == parted


def test_caption_is_parted_from_the_text_around_it() -> None:
    """What stands in brackets behind a sentence names who took the picture."""
    glued = "They fled.(Photo: A. Doe)The mayor wept.He left."

    assert part(glued) == "They fled.\n(Photo: A. Doe)\nThe mayor wept.\nHe left."


def test_heading_in_capitals_is_parted_from_the_text_below() -> None:
    """Three words of capitals at least."""
    glued = "He wept.REBELS LEAVE TOWN BEFORE DAWNThe mayor wept.He left."

    assert part(glued) == "He wept.\nREBELS LEAVE TOWN BEFORE DAWN\nThe mayor wept.\nHe left."


def test_name_is_parted_from_the_word_that_a_link_glued_it_to() -> None:
    """Only behind words that end no name."""
    assert part("They fled toNorth Varno.He wept.") == "They fled to North Varno.\nHe wept."


@pytest.mark.parametrize(
    "text",
    [
        "Gen.Smith of the U.S.Army met Dr.Doe and J.Roe.",
        "See www.example.org.Uk or news@example.org.Nz.",
        "See https://example.org/Town.Html and example.com/a.The",
        "Staff of YouTube, iPhone makers and a McDonald’s fled. LeBron left.",
        "The BBCs own CEOs and NGOs fled.",
        'He said, "We fled." She said, "We stayed."',
        "“We fled.” “We stayed.”",
        "They fled . The mayor wept ! He did ?",
        "The army (Ann said) fled. (He wept.)",
        "Figures rose 2.5 per cent, to 1.000 of 3.2m.",
        "A man.",
        "",
    ],
)
def test_what_is_written_so_stays(text: str) -> None:
    """Abbreviations, addresses, names with a capital inside them, and clean text."""
    assert part(text) == text
    assert part(f"He fled.Ann wept. {text}") == f"He fled.\nAnn wept. {text}"


def test_page_with_spaces_is_left_alone() -> None:
    """One glued name alone is a name."""
    assert repair_text("Watch toMorrow on a screen, or inAfrica. They fled.")[1] is None


def test_what_was_put_in_comes_from_nowhere() -> None:
    """The sentence behind it maps to its own characters, and so does the one before."""
    text = "They left before dawn.The mayor wept."
    clean, offsets = repair_text(text)
    article = Article(id="a", text=text, clean=clean, offsets=offsets)
    start, break_ = clean.index("The mayor"), clean.index("\n")

    assert text[slice(*article.to_original((start, len(clean))))] == "The mayor wept."
    assert text[slice(*article.to_original((0, break_)))] == "They left before dawn."
    assert article.to_original((break_, break_ + 1)) == (22, 22)


WORDS = 'dawn. " “ ” The mayor said, (Photo) TOWN REBELS ? ! UN 12. the . A'.split()


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*WORDS, " ", " ", "\n"]), max_size=40).map("".join))
def test_only_white_space_is_put_in(text: str) -> None:
    """Without it the text is what it was, and offsets rise."""
    found = list(find_glued(text))

    assert "".join(part(text).split()) == "".join(text.split())
    assert all(new in (" ", "\n") for _, new in found)
    assert [at for at, _ in found] == sorted({at for at, _ in found})
    assert all(0 < at < len(text) for at, _ in found)
