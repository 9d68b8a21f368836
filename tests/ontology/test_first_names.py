"""First names of the world: who is meant by *he* and *she*."""

import pytest

from sayso.ontology.authority import fold
from sayso.ontology.first_names import load_first_names
from sayso.ontology.make_first_names import choose


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Svetlana", "f"), ("Volodymyr", "m"), ("Tigist", "f"), ("Fumio", "m"), ("Giorgia", "f"), ("Recep", "m")],
)
def test_first_names_tell_women_from_men(name: str, gender: str) -> None:
    assert gender == load_first_names()[fold(name)]


@pytest.mark.parametrize("name", ["Jean", "Kim", "Robin", "Andrea", "Sasha", "Xi"])
def test_names_of_both_say_nothing(name: str) -> None:
    assert fold(name) not in load_first_names()


def test_names_are_folded_and_sorted() -> None:
    """The file is made by a script, so nothing in it is out of place."""
    names = list(load_first_names())
    assert names == sorted(names)
    assert all(one == fold(one) for one in names)
    assert set(load_first_names().values()) == {"f", "m"}


def test_rare_and_shared_names_are_left_out() -> None:
    """A name needs sources and bearers; of two spellings that fold alike the commoner decides."""
    data: dict[str, list[float]] = {
        "zoë": [30, 9000, 0.99], "zoe": [6, 100, 0.1], "rare": [2, 500, 1.0], "few": [20, 12, 1.0],
        "both": [30, 9000, 0.5], "per": [20, 800, 0.01], "j": [20, 900, 0.0],
    }  # fmt: skip
    assert choose(data) == {"zoe": "f", "per": "m"}
