"""
Who leads states and the bodies between them: so that *the UN chief* is known for who was named without an office.

``ontology/authority/leaders.tsv`` holds, by hand, who held which office of which state or body, and in which months.
What an article itself says of somebody goes before.
"""

from functools import lru_cache
from typing import Literal, NamedTuple, cast

from sayso import resources
from sayso.ontology.authority import fold


class Term(NamedTuple):
    """
    An office that somebody held.

    Attributes:
        name: The fullest name.
        gender: ``f`` or ``m``.
        office: In small letters: *prime minister*.
        of: Key of the state or body in the authority files.
        first: First month, as ``2024-07``.
        last: Last month, or nothing where it goes on or its end is not known.
    """

    name: str
    gender: Literal["f", "m"]
    office: str
    of: str
    first: str
    last: str

    def covers(self, month: str) -> bool:
        """Return whether the office was held in a month, as ``2024-07``."""
        return self.first <= month and (not self.last or month <= self.last)


@lru_cache(maxsize=1)
def load_leaders() -> dict[str, list[Term]]:
    """Return all terms by each folded form of their holder's name, in order of the file; read once."""
    text = resources.folder("ontology/authority").joinpath("leaders.tsv").read_text(encoding="utf-8")
    found: dict[str, list[Term]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        names, gender, office, of, first, last = line.split("\t")
        forms = names.split("|")
        term = Term(forms[0], cast("Literal['f', 'm']", gender), office, of, first, last)
        for form in dict.fromkeys(map(fold, forms)):
            found.setdefault(form, []).append(term)
    return found


def find_term(name: str, day: str | None) -> Term | None:
    """
    Return the office that whoever is called *name* held on a day, the first of several.

    Args:
        name: Without title; a last name alone finds only those who share it with nobody.
        day: Of publication, in ISO's form; without a month, and where it is None, nobody is found.
    """
    month = (day or "")[:7]
    if len(month) < len("2024-07"):
        return None
    return next((one for one in load_leaders().get(fold(name), ()) if one.covers(month)), None)
