"""The table of events: one row a report, in the columns that docs/reference/exports.md tells of."""

import csv
import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from sayso.errors import ExportError
from sayso.publish.event_table import COLUMNS, read_codes
from sayso.publish.export import export

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = Path(__file__).with_name("golden") / "events.csv"


@pytest.fixture(scope="module")
def strait() -> Store:
    """The hand-made graph on which the saved queries are tested."""
    made = Store()
    made.load((ROOT / "tests" / "queries" / "graph.trig").read_bytes(), format=RdfFormat.TRIG)
    return made


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_table_is_the_known_one(strait: Store, tmp_path: Path, update_golden: bool) -> None:
    """The six events of the hand-made graph."""
    report = export(strait, tmp_path / "events.csv", format="csv", profile="event-table")
    if update_golden:
        GOLDEN.write_bytes(report.paths[0].read_bytes())

    assert report.rows == 6
    assert report.paths[0].read_bytes() == GOLDEN.read_bytes()


def test_place_without_coordinates_lies_where_its_town_lies(strait: Store, tmp_path: Path) -> None:
    """The Old Quay has none; Velm has, and the precision is that of a settlement."""
    export(strait, tmp_path, format="csv", profile="event-table", kinds=["explosion"])
    [row] = read(tmp_path / "events.csv")

    assert ("Old Quay", "41.5", "19.25", "settlement") == tuple(
        row[name] for name in ("place", "latitude", "longitude", "place_precision")
    )
    assert ("12", "12", "12") == (row["killed_low"], row["killed_best"], row["killed_high"])


def test_reports_of_one_happening_share_their_occurrence(strait: Store, tmp_path: Path) -> None:
    """The blast and the deaths stay two rows with figures of their own, under one occurrence."""
    export(strait, tmp_path, format="csv", profile="event-table", since="2024-03-03", until="2024-03-03")
    rows = [row for row in read(tmp_path / "events.csv") if row["occurrence"]]

    assert ["death", "explosion"] == sorted(row["event_type"] for row in rows)
    assert 1 == len({row["occurrence"] for row in rows})
    assert {("15", "", ""), ("12", "12", "12")} == {
        (row["killed_low"], row["killed_best"], row["killed_high"]) for row in rows
    }


def test_codes_are_those_of_the_nearest_mapping() -> None:
    """A close mapping comes before a related one; attack has two narrower codes of CAMEO."""
    assert ("ASSAULT", "18; 19") == read_codes()["attack"]
    assert ("COERCE", "191") == read_codes()["blockade"]
    assert "AID" == read_codes()["aid"][0]


def test_every_column_is_documented() -> None:
    """exports.md names each column."""
    text = (ROOT / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")
    section = text.split("--profile event-table")[1].split("\n## ")[0]
    named = set(re.findall(r"`([a-z0-9_]+)`", section)) | {
        f"{kind}_{part}" for kind in ("injured", "displaced") for part in ("low", "best", "high")
    }

    assert set() == set(COLUMNS) - named


@pytest.mark.parametrize(
    ("options", "words"),
    [({"format": "gexf"}, "Choose csv"), ({"kinds": ["atack"]}, "attack"), ({"since": "soon"}, "not a date")],
)
def test_what_a_table_cannot_be_is_told(options: dict[str, str], words: str, strait: Store, tmp_path: Path) -> None:
    """A table is no network, and has its own kinds."""
    given = {"format": "csv", "profile": "event-table", **options}
    with pytest.raises(ExportError, match=words):
        export(strait, tmp_path / "x", **given)  # type: ignore[arg-type]  # keyword by keyword


def test_events_of_one_actor(strait: Store, tmp_path: Path) -> None:
    """What the actor does, suffers or says is kept, and the rest is counted."""
    report = export(strait, tmp_path, format="csv", profile="event-table", actors=["Tessaly"])

    assert {row["actor1"] for row in read(report.paths[0])} == {"Tessaly"}
    assert report.left_out["of other actors"] == 6 - report.rows
