"""Who leads states and bodies, and when."""

import re

import pytest

from sayso.ontology.authority import fold, load_authority
from sayso.ontology.leaders import find_term, load_leaders


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("Keir Starmer", "2024-09-27", "prime minister"),
        ("Starmer", "2024-09-27", "prime minister"),
        ("Rishi Sunak", "2024-07-01", "prime minister"),
        ("Vladimir Putin", "2010-05-09", "prime minister"),
        ("Vladimir Putin", "2014-03-18", "president"),
        ("Antonio Guterres", "2024-10-02", "secretary-general"),
        ("António Guterres", "2010-10-02", "high commissioner for refugees"),
    ],
)
def test_office_is_that_of_the_day(name: str, day: str, office: str) -> None:
    """A name may be spelt in several ways, and its bearer held one office after another."""
    term = find_term(name, day)
    assert term is not None
    assert term.office == office


@pytest.mark.parametrize(
    ("name", "day"),
    [("Keir Starmer", "2023-09-27"), ("Keir Starmer", None), ("Keir Starmer", "2024"), ("Ada Rowe", "2024-09-27")],
)
def test_nobody_holds_an_office_at_another_time(name: str, day: str | None) -> None:
    """Nor is anybody found where the day is not known."""
    assert find_term(name, day) is None


def test_terms_are_well_formed() -> None:
    """Offices are of what the authority files know, months are months, and no term ends before it begins."""
    known = load_authority().actors
    for form, terms in load_leaders().items():
        assert form == fold(form)
        for term in terms:
            assert term.of in known
            assert term.gender in ("f", "m")
            assert re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", term.first)
            assert not term.last or (re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", term.last) and term.first <= term.last)


def test_terms_of_one_person_do_not_overlap() -> None:
    """Else it would hang on the order of the file which office was meant."""
    for terms in load_leaders().values():
        ordered = sorted(terms, key=lambda one: one.first)
        for one, after in zip(ordered, ordered[1:], strict=False):
            assert one.name != after.name or (one.last and one.last <= after.first), (one, after)
