"""Which of the world's towns of a name the article means."""

from sayso.extract.actors.context import count_countries
from sayso.extract.actors.register import Register
from sayso.model import PlaceClass
from sayso.ontology.gazetteer import Town, find_towns

_PROVINCES = frozenset("province state region governorate oblast district county department prefecture".split())
_KNOWN_WORLDWIDE = 300_000
"""People of a town that needs no country beside it to be known."""


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
    inside = [one for one in found if weight[register.get_country_key(one.country) or ""]]
    if inside:
        # Provinces are often named after their chief town, which is meant where nothing else is said.
        return max(
            inside,
            key=lambda one: (
                weight[register.get_country_key(one.country) or ""],
                one.cls == "Settlement",
                one.population,
            ),
        )
    towns = [one for one in found if one.cls == "Settlement"] or found
    return towns[0] if towns[0].population >= _KNOWN_WORLDWIDE else None
