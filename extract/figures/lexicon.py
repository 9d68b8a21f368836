"""The words of figures, from ``extract/lexicons/figures.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sayso.model import FigureKind
from sayso.resources import read


@dataclass(frozen=True, slots=True)
class FigureWords:
    """The lexicon, by lower-cased lemma."""

    people: frozenset[str]
    settlements: frozenset[str]
    nouns: Mapping[str, FigureKind]
    lives: Mapping[str, FigureKind]
    heads: Mapping[str, FigureKind]
    verbs: Mapping[str, FigureKind]
    adjectives: Mapping[str, FigureKind]
    carrying: frozenset[str]
    military: frozenset[str]
    measures: frozenset[str]
    currencies: frozenset[str]
    kin: frozenset[str]
    raiders: frozenset[str]
    at_home: frozenset[str]
    holders: frozenset[str]


@cache
def load_figures() -> FigureWords:
    """Return the lexicon, read once."""
    data = tomllib.loads(read("extract/lexicons", "figures.toml"))
    words = data["words"]
    return FigureWords(
        people=frozenset(data["people"]),
        settlements=frozenset(data["settlements"]),
        nouns=data["nouns"],
        lives=data["lives"],
        heads=data["heads"],
        verbs=data["verbs"],
        adjectives=data["adjectives"],
        carrying=frozenset(words["carrying"]),
        military=frozenset(words["military"]),
        measures=frozenset(words["measures"]),
        currencies=frozenset(words["currencies"]),
        kin=frozenset(words["kin"]),
        raiders=frozenset(words["raiders"]),
        at_home=frozenset(words["at_home"]),
        holders=frozenset(words["holders"]),
    )
