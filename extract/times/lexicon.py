"""The words of dates and times, from ``extract/lexicons/times.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sayso.resources import read


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The lexicon, by lower-cased word; `anchors` names the reader that a word calls up."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, tuple[str, int]]
    deictic: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    parts: Mapping[str, str]
    feasts: Mapping[str, tuple[int, int]]
    decades: Mapping[str, int]
    last: frozenset[str]
    next: frozenset[str]
    this: frozenset[str]
    daypart: frozenset[str]
    future_verbs: frozenset[str]
    present_verbs: frozenset[str]
    before_year: frozenset[str]
    anchors: Mapping[str, str]


@cache
def load_times() -> TimeWords:
    """Return the lexicon, read once."""
    data = tomllib.loads(read("extract/lexicons", "times.toml"))
    words = data["words"]
    anchors: dict[str, str] = {}
    for name, table in (
        ("season", data["seasons"]), ("unit", data["units"]), ("month", data["months"]),
        ("weekday", data["weekdays"]), ("deictic", data["deictic"]), ("feast", data["feasts"]),
        ("decade", data["decades"]), ("daypart", words["daypart"]),
    ):  # fmt: skip
        for word in table:
            anchors.setdefault(word, name)
    # "second" is far more often the ordinal.
    anchors.pop("second")
    anchors |= {"then": "then", "currently": "now", "presently": "now", "moment": "now", "now": "now"}
    return TimeWords(
        months=data["months"],
        weekdays=data["weekdays"],
        units={word: (unit, length) for word, (unit, length) in data["units"].items()},
        deictic=data["deictic"],
        seasons={word: (first, last) for word, (first, last) in data["seasons"].items()},
        parts=data["parts"],
        feasts={word: (month, day) for word, (month, day) in data["feasts"].items()},
        decades=data["decades"],
        last=frozenset(words["last"]),
        next=frozenset(words["next"]),
        this=frozenset(words["this"]),
        daypart=frozenset(words["daypart"]),
        future_verbs=frozenset(words["future_verbs"]),
        present_verbs=frozenset(words["present_verbs"]),
        before_year=frozenset(words["before_year"]),
        anchors=anchors,
    )
