"""The gazetteer: towns and provinces of the world by name."""

from pathlib import Path

import pytest

from sayso import resources
from sayso.ontology.gazetteer import find_keys, find_towns, get_province


@pytest.mark.parametrize(
    ("name", "country", "cls"),
    [
        ("Goma", "CD", "Settlement"),
        ("El Fasher", "SD", "Settlement"),
        ("Bakhmut", "UA", "Settlement"),
        ("Kobane", "SY", "Settlement"),
        ("Gandja", "AZ", "Settlement"),
        ("Tartus", "SY", "Settlement"),
        ("São Paulo", "BR", "Settlement"),
        ("Sao Paulo", "BR", "Settlement"),
        ("Idlib", "SY", "Region"),
        ("Kharkiv", "UA", "Region"),
    ],
)
def test_town_is_found_by_any_of_its_names(name: str, country: str, cls: str) -> None:
    """Main names, spellings of others, with and without accents."""
    assert any((one.country, one.cls) == (country, cls) for one in find_towns(name))


def test_most_populous_comes_first() -> None:
    """*Paris* is first the one in France."""
    assert "FR" == find_towns("Paris")[0].country


@pytest.mark.parametrize("name", ["", "Xyzzyx", "the", "a", "\t", "0", "Zzzzzz", "goma\tx"])
def test_no_town_of_that_name(name: str) -> None:
    """What is no name finds nothing, at either end of the file, too."""
    assert () == find_towns(name)


def test_town_has_place_and_province() -> None:
    """A town comes with coordinates and the key of its province, which has a name of its own."""
    [goris] = [one for one in find_towns("Goris") if one.country == "AM"]

    assert "gn-174895" == goris.key
    assert goris.latitude is not None and 39 < goris.latitude < 40
    assert goris.province is not None and goris.province.startswith("adm-AM-")
    idlib = get_province("adm-SY-12", "Idlib")
    assert idlib is not None and "Region" == idlib.cls


def test_keys_lead_back_to_towns() -> None:
    """Towns are found by key, and unknown keys are passed over."""
    assert ["gn-174895"] == [one.key for one in find_keys(["gn-174895", "gn-0", "r-1001"])]


def test_file_is_sorted_by_bytes() -> None:
    """Searching by halving needs the lines in order of their bytes."""
    path = Path(str(resources.folder("ontology/authority"))) / "gazetteer.tsv"
    lines = path.read_bytes().splitlines()

    assert len(lines) > 200_000
    assert all(one <= other for one, other in zip(lines, lines[1:], strict=False))
