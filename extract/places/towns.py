"""Which of the world's towns of a name the article means."""

from collections import Counter
from difflib import SequenceMatcher

from sayso.extract.actors.context import count_countries
from sayso.extract.actors.register import Register
from sayso.model import PlaceClass
from sayso.ontology.authority import fold
from sayso.ontology.gazetteer import Town, find_towns

_PROVINCES = frozenset("province state region governorate oblast district county department prefecture".split())
_KNOWN_WORLDWIDE = 300_000
"""People of a town that needs no country beside it to be known."""
_KNOWN_BY_NAME = 100_000
"""People from which a town is meant by its own name rather than a village of a country that is named by the way."""
_KNOWN_BY_ANY_NAME = 500_000
"""People from which a town is meant by one of its other names, in whatever language, without its country."""
_ALIKE = 0.8
"""Share of letters in common from which two names are taken for spellings of one."""
_FAR_LARGER = 8
"""So many times the people of a village make it unlikely that the village is meant."""


def choose_town(
    register: Register, text: str, *, country: str | None = None, cls: PlaceClass | None = None
) -> Town | None:
    """
    Return the town or province that a name stands for in this article, or None where that is unsure.

    One in a country that the article names is preferred, in the one named most; else it must be a large one.

    Args:
        register: Of the article.
        text: The name.
        country: Place key of the country that it must lie in.
        cls: Settlement or Region, where only such a one will do.
    """
    found = [one for one in find_towns(text) if cls is None or one.cls == cls]
    bare, _, last = text.rpartition(" ")
    if not found and last.lower() in _PROVINCES:
        found = [one for one in find_towns(bare) if one.cls == "Region"]
    if not found:
        return None
    if country is not None:
        found = [one for one in found if register.get_country_key(one.country) == country]
        return next((one for one in found if one.cls == "Settlement"), None)
    weight = count_countries(register)
    towns = [one for one in found if one.cls == "Settlement"] or found
    inside = [one for one in found if weight[register.get_country_key(one.country) or ""]]
    if inside:
        # Provinces are often named after their chief town, which is meant where nothing else is said.
        best = max(
            inside,
            key=lambda one: (
                weight[register.get_country_key(one.country) or ""],
                one.cls == "Settlement",
                one.population,
            ),
        )
        known = towns[0]
        if known.population < _FAR_LARGER * best.population or _is_about(weight, register, best):
            return best
        # Talks in Geneva are not in Illinois, though the article names the United States.
        return known if known.population >= _KNOWN_BY_NAME and fold(known.name) == fold(text) else None
    spelt = [one for one in towns if one.population >= _KNOWN_BY_ANY_NAME or _is_spelling(text, one.name)]
    if towns[0] in spelt and towns[0].population >= _KNOWN_WORLDWIDE:
        return towns[0]
    return _choose_among_neighbours(register, text, spelt)


def _choose_among_neighbours(register: Register, text: str, towns: list[Town]) -> Town | None:
    """
    Return the town in whose country the article's other towns lie, or None: *Sumy* beside *Poltava* and *Orikhiv*.

    Asked where the article names no country of a town of that name.
    """
    if register.neighbours is None:
        register.neighbours = _find_neighbours(register)
    beside: Counter[str] = Counter(country for name, country in register.neighbours.items() if name != fold(text))
    if not beside or not towns:
        return None
    best = max(towns, key=lambda one: (beside[one.country], one.population))
    return best if 0 < beside[best.country] == max(beside.values()) else None


def _find_neighbours(register: Register) -> dict[str, str]:
    """Return the country of each town in the article that has namesakes in no other, by folded name."""
    found: dict[str, str] = {}
    for name in register.names:
        if name.kind != "place" or name.senses:
            continue
        text = register.doc[name.start : name.end].text
        towns = [one for one in find_towns(text) if one.cls == "Settlement"]
        if towns and len({one.country for one in towns}) == 1 and _is_spelling(text, towns[0].name):
            found[fold(text)] = towns[0].country
    return found


def _is_spelling(text: str, name: str) -> bool:
    """Whether two names are one in two spellings: *Misrata* and *Misratah*, not *Boni* and *Bonn*."""
    return SequenceMatcher(None, fold(text), fold(name)).ratio() >= _ALIKE


def _is_about(weight: Counter[str], register: Register, town: Town) -> bool:
    """Whether no country is named more often in the article than the town's."""
    return weight[register.get_country_key(town.country) or ""] >= max(weight.values(), default=0)
