"""
The world's towns and provinces by name: a sorted file, mapped into memory and searched by halving, never read whole.

``ontology/authority/gazetteer.tsv`` holds GeoNames' places of 5,000 people and more with their names in Latin letters,
and the first-order provinces that they lie in (GeoNames, https://www.geonames.org, CC BY 4.0). Lines are sorted by
folded name (`sayso.ontology.authority.fold`), so a look-up takes some ten microseconds and start-up nothing.
"""

import mmap
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file
from typing import Literal

from sayso import resources
from sayso.ontology.authority import fold

_TOWN = re.compile(rb"^[^\t\n]*\t(\d+)\t[^\t\n]*\tP\t[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Town:
    """
    A town or province.

    Attributes:
        key: ``gn-`` with GeoNames' number; ``adm-`` with the codes of country and province.
        name: As GeoNames has it.
        cls: Settlement, or Region for a province.
        country: ISO 3166-1 alpha-2.
        province: Key of the province that it lies in, or None.
        latitude: Degrees north; None for a province.
        longitude: Degrees east; None for a province.
        population: 0 where unknown; of a province, that of its towns here.
    """

    key: str
    name: str
    cls: Literal["Settlement", "Region"]
    country: str
    province: str | None
    latitude: float | None
    longitude: float | None
    population: int


@lru_cache(maxsize=1)
def _open() -> mmap.mmap:
    with as_file(resources.folder("ontology/authority").joinpath("gazetteer.tsv")) as path, path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _lines(folded: str) -> list[list[str]]:
    """Return the cells of the lines whose first cell is *folded*."""
    data = _open()
    wanted = folded.encode() + b"\t"
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", low, middle) + 1 or low
        end = data.find(b"\n", middle)
        end = len(data) if end < 0 else end
        if data[start:end][: len(wanted)] < wanted:
            low = end + 1
        else:
            high = start
    out: list[list[str]] = []
    while data[low : low + len(wanted)] == wanted:
        end = data.find(b"\n", low)
        out.append(data[low : end if end >= 0 else len(data)].decode().split("\t"))
        low = end + 1
    return out


@lru_cache(maxsize=4096)
def find_towns(name: str) -> tuple[Town, ...]:
    """Return the places of that name, whatever its accents and case, the most populous first."""
    folded = fold(name)
    if not folded:
        return ()
    found: dict[str, Town] = {}
    for cells in _lines(folded):
        if len(cells) > 3:
            found[cells[1]] = _make(cells)
            continue
        # A further name: the place stands under its main name.
        for main in _lines(cells[2]):
            if len(main) > 3 and main[1] == cells[1]:
                found[main[1]] = _make(main)
    return tuple(sorted(found.values(), key=lambda one: (-one.population, one.key)))


def find_keys(keys: Iterable[str]) -> list[Town]:
    """Return the towns that have these keys, sorted by key; unknown keys are passed over."""
    wanted = {key.removeprefix("gn-").encode() for key in keys if key.startswith("gn-")}
    if len(wanted) > _FEW:
        found = {match[1]: match[0] for match in _TOWN.finditer(_open()) if match[1] in wanted}
    else:
        data = _open()[:]
        found = {key: line for key in wanted if (line := _find_town(data, key)) is not None}
    return [_make(found[key].decode().split("\t")) for key in sorted(found)]


_FEW = 40
"""Keys up to which looking for each costs less than one pass over all lines."""


def _find_town(data: bytes, key: bytes) -> bytes | None:
    cell = b"\t%b\t" % key
    at = data.find(cell)
    while at >= 0:
        match = _TOWN.match(data, data.rfind(b"\n", 0, at) + 1)
        if match is not None and match[1] == key:
            return match[0]
        at = data.find(cell, at + 1)
    return None


def get_province(key: str, name: str) -> Town | None:
    """Return a province by key and name, or None."""
    return next((one for one in find_towns(name) if one.key == key), None)


def _make(cells: list[str]) -> Town:
    _, key, name, kind, country, province, latitude, longitude, population = cells
    return Town(
        key if key.startswith("adm-") else f"gn-{key}",
        name,
        "Region" if kind == "A" else "Settlement",
        country,
        f"adm-{country}-{province}" if province and kind == "P" else None,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(population or 0),
    )
