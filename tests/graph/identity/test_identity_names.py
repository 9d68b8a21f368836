"""Names compared: spellings of one sound meet, other names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.graph.identity.names import (
    allow_slips,
    are_alike,
    fold,
    is_acronym,
    list_acronyms,
    measure_slips,
    read_name,
    skeleton,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khachatryan", "Hachatrian"),
        ("Stepanyan", "Stepanián"),
        ("Пашинян", "Pashinyan"),
        ("Փաշինյան", "Pashinian"),
        ("Μητσοτάκης", "Mitsotakis"),
        ("Zelenskyy", "Zelenski"),
        ("Tchaikovsky", "Chaikovskiy"),
        ("Qaddafi", "Kadhafi"),
        ("Łukasz", "Lukasz"),
        ("Mohammed", "Mohamed"),
        ("საბაური", "Sabauri"),
    ],
)
def test_spellings_of_one_sound_meet(one: str, other: str) -> None:
    """Transliterations, other scripts, doubled letters."""
    assert read_name(one).sounds == read_name(other).sounds


@pytest.mark.parametrize(
    ("one", "other"), [("Marin", "Moran"), ("Kovač", "Novak"), ("Lund", "Land"), ("Hale", "Hall")]
)
def test_other_names_do_not_meet(one: str, other: str) -> None:
    """Short names a letter apart are other names."""
    assert read_name(one).sounds != read_name(other).sounds
    assert not are_alike(fold(one), fold(other))


@pytest.mark.parametrize(("one", "other"), [("Mokhatel", "Mojatel"), ("Lukhansk", "Luhnask"), ("Tarkhane", "Tarjaen")])
def test_throaty_letters_of_several_languages_are_alike(one: str, other: str) -> None:
    """*kh*, *j* and *h* are one letter where names are compared for slips."""
    assert are_alike(fold(one), fold(other))


@pytest.mark.parametrize(("one", "other"), [("Khan", "Jan"), ("Mokhatel", "Mofatal")])
def test_other_letters_are_not(one: str, other: str) -> None:
    """Short names have no slips at all, and one slip is not two."""
    assert not are_alike(fold(one), fold(other))


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("reyes", "reyes", 0),
        ("reyes", "reyse", 1),
        ("reyes", "reys", 1),
        ("reyes", "rayas", 2),
        ("a", "", 1),
        ("", "", 0),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    """A swap of neighbours is one slip."""
    assert slips == measure_slips(one, other, 3)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_slips_are_those_of_the_whole_table(one: str, other: str) -> None:
    """The band loses nothing: as without it, up to the bound; and the order does not matter."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        row = [i]
        for j, right in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    for most in (0, 1, 2, 9):
        assert min(rows[-1][-1], most + 1) == measure_slips(one, other, most) == measure_slips(other, one, most)


def test_the_bound_grows_with_the_length() -> None:
    """Nothing below five letters, two from nine."""
    assert [0, 0, 1, 1, 2] == [allow_slips(length) for length in (1, 4, 5, 8, 9)]


@pytest.mark.parametrize(
    ("short", "name", "holds"),
    [
        ("WFP", "World Food Programme", True),
        ("W.F.P.", "World Food Programme", True),
        ("OCHA", "Office for the Coordination of Humanitarian Affairs", True),
        ("WFP", "World Health Programme", False),
        ("wfp", "World Food Programme", False),
        ("W", "World", False),
    ],
)
def test_acronyms_are_initials(short: str, name: str, holds: bool) -> None:
    """With or without the small words, in capitals."""
    assert holds == is_acronym(short, read_name(name))


def test_initials_with_and_without_small_words() -> None:
    """Both are in use."""
    assert {"uos", "us"} == list_acronyms(read_name("Union of Sailors"))


def test_titles_and_small_words_are_no_name() -> None:
    """What is left is compared; where nothing is left, all of it."""
    assert ("ada", "rowe") == read_name("President Ada Rowe").tokens
    assert ("the",) == read_name("The").tokens
    assert () == read_name("—").tokens


@given(st.text(max_size=20))
def test_any_text_is_a_name(text: str) -> None:
    """Whatever an article holds, reading it fails nowhere and gives the same twice."""
    name = read_name(text)
    assert len(name.tokens) == len(name.sounds)
    assert name == read_name(text)
    assert all(skeleton(one) for one in name.tokens if one.isascii() and one.isalpha())
