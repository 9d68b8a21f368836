"""Where paragraphs begin, and what stands before their first sentence."""

import pytest

from sayso.extract.paragraphs import find_credits, find_dateline, find_paragraphs


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("(Bangkok) – Soldiers left.", "Soldiers left."),
        ("PORT VILA, Vanuatu (Wire) - Rain fell.", "Rain fell."),
        ("LIMA, Aug 20 - Miners went home.", "Miners went home."),
        ("ADEN-TAIZ, Yemen — Roads reopened.", "Roads reopened."),
        ("Kinshasa, 14 February 2025 – Talks began.", "Talks began."),
        ("Nairobi (Agency) -- Shops shut.", "Shops shut."),
    ],
)
def test_dateline_ends_before_the_first_sentence(text: str, rest: str) -> None:
    """Place, date and agency before a dash are no part of the sentence."""
    span = find_dateline(text, (0, len(text)))

    assert span is not None
    assert rest == text[span[1] :]


@pytest.mark.parametrize(
    "text",
    [
        "The minister – a former judge – resigned.",
        "UN-backed talks failed.",
        "Maria Lopez, the mayor, said - and meant - no.",
        "US President Ruth Hale said so - twice.",
        "NATO said the drill - the largest yet - was over.",
    ],
)
def test_a_dash_in_a_sentence_makes_no_dateline(text: str) -> None:
    """A sentence with a dash of its own has no dateline."""
    assert find_dateline(text, (0, len(text))) is None


def test_wrapped_lines_are_one_paragraph() -> None:
    """Line breaks in the middle of a sentence part nothing; a heading and a blank line do."""
    text = "Floods in the delta\n\nThe river rose on Monday and the\nvillages on its banks were emptied.\nNobody fell."

    assert ["Floods in the delta", "The river rose on Monday and the\nvillages on its banks were emptied.",
            "Nobody fell."] == [text[start:end] for start, end in find_paragraphs(text)]  # fmt: skip


def test_each_line_of_an_unwrapped_text_is_a_paragraph() -> None:
    """Where a line is too long to be wrapped, one that no full stop ends is a paragraph; one with a comma is none."""
    link = "Read too: What the flood commission found in its long report on the two lowland dams of the north"
    long = "The river rose on Monday, and the villages on its banks were emptied by the army in a single night"
    long += ", the governor said in the capital."

    assert [link, long] == [(link + "\n" + long)[a:b] for a, b in find_paragraphs(link + "\n" + long)]
    assert 1 == len(find_paragraphs("On the dam,\n" + long[:1].upper() + long[1:]))
    assert 1 == len(find_paragraphs(link + "\nThe river rose."))


@pytest.mark.parametrize("mark", ["•", "|", "▪"])
def test_bullets_and_bars_part_headlines(mark: str) -> None:
    """Headlines that a page sets side by side are no one sentence; a bar without spaces parts nothing."""
    text = f"Dam bursts in north {mark} Minister blames builders {mark} Cup final put off"

    assert ["Dam bursts in north", "Minister blames builders", "Cup final put off"] == [
        text[start:end] for start, end in find_paragraphs(text)
    ]
    assert 1 == len(find_paragraphs(text.replace(f" {mark} ", mark)))


def test_white_space_belongs_to_no_paragraph() -> None:
    """Neither spaces in front of a line break nor those behind a bullet, with or without other bullets in the text."""
    text = "Dam bursts in north. \t\n \u00a0\nMinister blames builders.  \n\n  Cup put off.  "
    paragraphs = ["Dam bursts in north.", "Minister blames builders.", "Cup put off."]

    assert paragraphs == [text[start:end] for start, end in find_paragraphs(text)]
    text = "\u2022  " + text.rstrip() + "  \u2022  "
    assert ["\u2022  " + paragraphs[0], *paragraphs[1:]] == [
        text[start:end].removesuffix("  \u2022") for start, end in find_paragraphs(text)
    ]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("By Ada Rowe", "By Ada Rowe"),
        ("(By Ada Rowe in Lund)", "(By Ada Rowe in Lund)"),
        ("The river rose. Reporting by Ada Rowe", "Reporting by Ada Rowe"),
        ("LUND, 3 May (Wire) -", "LUND, 3 May (Wire) -"),
        ("The river rose. (Photo by Ada Rowe)", "(Photo by Ada Rowe)"),
        ("The river in March. (Wire Photo/Ada Rowe)", "(Wire Photo/Ada Rowe)"),
        ("The river in March (Ada Rowe via Lund Images)", "(Ada Rowe via Lund Images)"),
        ("(Lund Water Board)", "(Lund Water Board)"),
        ("The river in March. Ada Rowe/Wire/Lund Images", "Ada Rowe/Wire/Lund Images"),
        ("The river rose by 3 cm and/or 4", ""),
        ("Image source, Lund Wire", "Image source, Lund Wire"),
        ("The dam was built by Rowe and Sons", ""),
        ("The river rose in the district (Lund)", ""),
        ("(The river rose in March.)", ""),
        ("Rowe wore a badge of the board (photo) on Monday", ""),
        ("Image sources are many, Rowe said", ""),
        ("Photo credit cards are a fraud, Rowe said", ""),
        ("LUND, 3 May - The river rose", ""),
    ],
)
def test_credits_say_who_wrote_it(line: str, credit: str) -> None:
    """A byline, a credit at the end of a line or behind a caption, and a dateline that stands alone."""
    text = f"{line}\n\nThe villages were emptied on Monday."

    assert [credit] * bool(credit) == [text[start:end].removeprefix(". ") for start, end in find_credits(text)]
