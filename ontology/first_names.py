"""
First names of the world that are a woman's or a man's, so that *he* and *she* are not taken for each other.

``ontology/authority/first_names.tsv`` holds those of which at least 95 in 100 bearers are one of the two, in every
country together (`sayso.ontology.make_first_names`). A name that is not there says nothing.
"""

from functools import lru_cache
from typing import Literal, cast

from sayso import resources

Gender = Literal["f", "m"]


@lru_cache(maxsize=1)
def load_first_names() -> dict[str, Gender]:
    """Return ``f`` or ``m`` by first name, folded as `sayso.ontology.authority.fold` does; read once."""
    text = resources.folder("ontology/authority").joinpath("first_names.tsv").read_text(encoding="utf-8")
    return cast("dict[str, Gender]", dict(line.split("\t") for line in text.splitlines()))
