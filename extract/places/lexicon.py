"""Nouns for places, from ``extract/lexicons/places.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from sayso import resources
from sayso.model import PlaceClass

_CLASSES: dict[str, PlaceClass] = {
    "country": "Country", "region": "Region", "settlement": "Settlement", "facility": "Facility", "route": "Route",
    "other": "Other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceLexicon:
    """
    Nouns for places.

    Attributes:
        classes: Class of place by noun, in lower case; with regular plurals.
        quarters: Nouns for parts of a town.
        directions: Words that make a part of a country or region (*northern*).
        abbreviations: What short names of regions stand for (*Calif.*).
    """

    classes: dict[str, PlaceClass]
    quarters: frozenset[str]
    directions: frozenset[str]
    abbreviations: dict[str, str]


@lru_cache(maxsize=1)
def load_place_lexicon() -> PlaceLexicon:
    """Return the lexicon that comes with the package."""
    text = resources.folder("extract/lexicons").joinpath("places.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    nouns: dict[str, str] = data["nouns"]
    classes: dict[str, PlaceClass] = {}
    for table, cls in _CLASSES.items():
        for word in nouns[table].split():
            classes.setdefault(word, cls)
    for word, cls in list(classes.items()):
        classes.setdefault(word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeou" else word + "s", cls)
    return PlaceLexicon(
        classes, frozenset(nouns["quarters"].split()), frozenset(nouns["directions"].split()), data["abbreviations"]
    )
