"""Names that are nearly those that were typed."""

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.publish.serve.near import NearNames

NAMES = [
    "ilmar tasse",
    "ilmar tass",
    "orvia",
    "orvia's navy",
    "port selma",
    "selma port authority",
    "ministry of water",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ilmer tasse", "ilmar tasse"),
        ("orvja", "orvia"),
        ("prot selma", "port selma"),
        ("ministery of watr", NAMES[-1]),
    ],
)
def test_slip_of_a_finger_is_forgiven(typed: str, meant: str) -> None:
    """A letter too many, too few, wrong or in the wrong place; the nearest name comes first."""
    assert meant == NearNames(NAMES).find(typed)[0]


@pytest.mark.parametrize("typed", ["", "zzz", "o", "x" * 500])
def test_what_is_like_nothing_finds_nothing(typed: str) -> None:
    assert NearNames(NAMES).find(typed) == []
    assert NearNames([]).find(typed) == []


@given(st.lists(st.text("abco ", min_size=4, max_size=12), max_size=30), st.text("abco ", min_size=4, max_size=12))
def test_nothing_is_found_that_is_not_near(names: list[str], typed: str) -> None:
    """What is found is what a comparison with every name would find, though perhaps not all of it."""
    assert set(NearNames(names).find(typed, count=3)) <= set(get_close_matches(typed, set(names), n=100, cutoff=0.7))


def test_length_of_a_name_is_bounded() -> None:
    """Ten thousand characters are as good as eighty."""
    assert NearNames(["very " * 2000]).find("vary " * 2000) == [("very " * 16)]
