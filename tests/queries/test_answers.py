"""Every saved query gives the known answer, on Oxigraph and on rdflib alike."""

import csv
import io
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset
from rdflib.query import ResultRow

from sayso.queries.catalogue import SavedQuery, get_query, list_queries, run_query
from sayso.queries.output import render
from sayso.queries.run import JOIN

GOLDEN = Path(__file__).resolve().parent / "golden"
DATA = "https://w3id.org/sayso/data/"
SELECTS = [query for query in list_queries() if query.columns]
Rows = list[tuple[str, ...]]


def ask(store: ox.Store, name: str, *columns: str, **given: str | list[str]) -> Rows:
    """Return the chosen columns of a saved query's rows, empty text for empty cells."""
    result = run_query(store, get_query(name), given)
    wanted = [[column.name for column in result.columns].index(name) for name in columns]
    cells = [[row[index] for index in wanted] for row in result.rows]
    return [tuple("" if cell is None else str(getattr(cell, "value", cell)) for cell in row) for row in cells]


@pytest.fixture(scope="session")
def dataset(trig: str) -> Dataset:
    """The hand-made graph in rdflib's own store, all graphs seen as one."""
    made = Dataset(default_union=True)
    made.parse(data=trig, format="trig")
    return made


@pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
def test_answer_is_the_known_one(query: SavedQuery, store: ox.Store, update_golden: bool) -> None:
    """Each saved query, without parameters, answers what golden/ holds."""
    result = run_query(store, query)
    text = render(result, "csv" if query.columns else "nt")
    path = GOLDEN / f"{query.name}.{'csv' if query.columns else 'nt'}"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert text == path.read_text(encoding="utf-8")


def test_no_answer_is_empty() -> None:
    """Every golden answer has at least one row, or it would prove little."""
    paths = sorted(GOLDEN.iterdir())

    assert len(list_queries()) == len(paths)
    assert [] == [path.name for path in paths if len(path.read_text(encoding="utf-8").splitlines()) < 2]


@pytest.mark.parametrize("query", SELECTS, ids=lambda query: query.name)
def test_rdflib_gives_the_same_rows(query: SavedQuery, dataset: Dataset) -> None:
    """The file as it stands, run by rdflib, answers what golden/ holds."""
    rows = csv.DictReader(io.StringIO((GOLDEN / f"{query.name}.csv").read_text(encoding="utf-8")))
    names = [column.name for column in query.columns]
    joined = {column.name for column in query.columns if column.type == "names"}

    expected = Counter(tuple(row[name] for name in names) for row in rows)

    found: Counter[tuple[str, ...]] = Counter()
    for row in dataset.query(query.text):
        assert isinstance(row, ResultRow)
        cells = {name: str(value) for name, value in row.asdict().items()}
        cells = {name: cells.get(name, "") for name in names}
        for name in joined:
            cells[name] = JOIN.join(sorted(cells[name].split(JOIN)))
        found[tuple(cells[name] for name in names)] += 1
    assert expected == found


def test_rdflib_constructs_the_same_triples(dataset: Dataset, store: ox.Store) -> None:
    """A CONSTRUCT query gives rdflib as many triples as Oxigraph."""
    constructs = [query for query in list_queries() if not query.columns]

    assert constructs
    for query in constructs:
        assert len(set(run_query(store, query).triples)) == len(set(dataset.query(query.text)))


def test_mutual_accusations_are_two_rows(store: ox.Store) -> None:
    """Orland accuses Tessaly and Tessaly accuses Orland: one row each way in one article."""
    rows = ask(store, "who-accused-whom", "accuser", "accused", article="velm-ferry")

    assert [("Orland", "Tessaly"), ("Tessaly", "Orland")] == rows


def test_accuser_whom_nobody_names_is_an_empty_cell(store: ox.Store) -> None:
    """ "Orland stands accused of jamming" has no accuser, and is listed."""
    rows = ask(store, "who-accused-whom", "accuser", "accused", content="JAMMING")

    assert [("", "Orland")] == rows


@pytest.mark.parametrize("words", ["piracy", "breaking the truce", "winter"])
def test_accusations_that_were_not_made_are_left_out(words: str, store: ox.Store) -> None:
    """ "She did not accuse", "may accuse" and "thinks" are no accusations."""
    assert [] == ask(store, "who-accused-whom", "statement", content=words)


def test_who_said_what_tells_how(store: ox.Store) -> None:
    """What was not said, may be said or is thought is listed, and marked as such."""
    rows = ask(store, "who-said-what", "content", "how", target="Orland", article="velm-denial")

    assert {
        ("piracy", "not said"),
        ("breaking the truce", "may say"),
        ("Orland is to blame for the winter", "thought"),
        ("jamming the port's radio", "reported"),
    } <= set(rows)


def test_copies_count_when_asked_for(store: ox.Store) -> None:
    """A syndicated copy repeats an accusation only with --copies."""
    assert ("velm-copy",) not in ask(store, "who-accused-whom", "article")
    assert ("velm-copy",) in ask(store, "who-accused-whom", "article", copies="yes")
    assert ("velm-copy",) not in ask(store, "who-accused-whom", "article", copies="no")


def test_accuser_restricts_rows_and_keeps_accused(store: ox.Store) -> None:
    """With --accuser residents, both whom they blame are listed, and nobody else's accusations."""
    rows = ask(store, "who-accused-whom", "accuser", "accused", accuser="residents")

    assert [("residents", "Orland"), ("residents", "Tessaly")] == rows


def test_several_values_mean_any_of_them(store: ox.Store) -> None:
    """--accuser twice asks for the accusations of both."""
    rows = ask(store, "who-accused-whom", "accuser", accuser=["Tessaly", "residents"])

    assert {("Tessaly",), ("residents",)} == set(rows)


@pytest.mark.parametrize(
    ("since", "until", "articles"),
    [
        ("2024-03-04", "2024-03-04", {"velm-ferry"}),
        ("2024-03-04", "2024-03", {"velm-ferry", "velm-denial"}),
        ("2024", "2024-03-03", {"velm-ferry"}),
        ("2024-03-07", "2025", set[str]()),
    ],
)
def test_dates_bound_the_day_of_the_accusation(since: str, until: str, articles: set[str], store: ox.Store) -> None:
    """--since and --until count the day it was made, or else the day of publication; a month is all its days."""
    rows = ask(store, "who-accused-whom", "article", since=since, until=until)

    assert articles == {article for (article,) in rows}


def test_month_of_publication_overlaps_its_days(store: ox.Store) -> None:
    """An article of April 2024 is neither surely before nor surely after the 15th, so both windows hold it."""
    assert ("velm-later",) in ask(store, "articles", "article", since="2024-04-15")
    assert ("velm-later",) in ask(store, "articles", "article", until="2024-04-15")
    assert ("velm-later",) not in ask(store, "articles", "article", since="2024-05")
    assert ("velm-later",) not in ask(store, "articles", "article", until="2024-03")


def test_place_takes_in_its_parts(store: ox.Store) -> None:
    """What happens at the Old Quay happens in Velm and on the Strait Coast."""
    for place in ("Velm", "Velmas", "strait coast", "the Old Quay"):
        assert ("explosion",) in ask(store, "events-by-place", "kind", place=place)
    assert ("death",) not in ask(store, "events-by-place", "kind", place="Old Quay")


def test_denial_shows_what_is_denied(store: ox.Store) -> None:
    """A denial stands beside the statement that it denies, and can be asked for by the denied."""
    rows = ask(store, "denials", "denier", "answers", "claim", accuser="Orland")

    assert [("Ana Druz", "Orland", "Tessaly had laid mines")] == rows


def test_dispute_shows_both_sides_when_asked_by_one(store: ox.Store) -> None:
    """--actor picks the disputes in which the actor gives a figure, with every side of them."""
    rows = ask(store, "conflicting-figures", "figure", actor="Harbour Office")

    assert [("12",), ("At least 20",)] == rows


def test_dossier_of_one_actor_speaks_of_nobody_else(store: ox.Store) -> None:
    """The dossier of Ana Druz has her names, her office, her denial; not what she did not say."""
    rows = ask(store, "actor-dossier", "actor", "relation", "what", actor="Ana Druz")

    assert [
        ("Ana Druz", "role", "foreign minister"),
        ("Ana Druz", "alias", "Ana Druz"),
        ("Ana Druz", "alias", "Druz"),
        ("Ana Druz", "member of", "Tessaly"),
        ("Ana Druz", "says", "Tessaly had laid mines"),
    ] == rows


@pytest.mark.parametrize("query", SELECTS, ids=lambda query: query.name)
def test_each_parameter_narrows_or_widens(query: SavedQuery, store: ox.Store) -> None:
    """Each parameter runs with a value that fits its type; --copies never loses rows, the others never add any."""
    samples = {
        "actor": "Orland", "place": "Velm", "article": "velm-ferry", "date": "2024-03-05", "date:end": "2024-03-05",
        "integer": "2", "decimal": "0.45", "string": "mines", "flag": "yes", "kind:illocution": "accuse",
        "kind:event-type": "death", "kind:figure-kind": "killed",
    }  # fmt: skip
    names = [column.name for column in query.columns]
    every = ask(store, query.name, *names)
    nodes = {row[-1] for row in every}
    for parameter in query.parameters:
        rows = ask(store, query.name, *names, **{parameter.name: samples[parameter.type]})
        if parameter.name == "copies":
            assert len(rows) >= len(every)
        else:
            assert {row[-1] for row in rows} <= nodes, parameter.name
            assert len(rows) <= len(every), parameter.name


def test_addresses_are_of_the_data(store: ox.Store) -> None:
    """The statement column holds the statement's IRI."""
    rows = ask(store, "who-accused-whom", "statement", content="first")

    assert [(DATA + "statement/velm-ferry/61-accuse",)] == rows


def test_events_near_measures_kilometres(store: ox.Store) -> None:
    """Velm is 34.7 km from Hillend by the great circle: within 35, not within 34; the quay lies where Velm lies."""
    assert [] == ask(store, "events-near", "km", place="Hillend", radius="34")
    rows = ask(store, "events-near", "km", "place", place="Hillend", radius="35")

    assert {("34.7", "Velm"), ("34.7", "Old Quay")} == set(rows)


@pytest.mark.parametrize(
    ("first", "second", "km"),
    [
        ((52.52, 13.405), (48.8566, 2.3522), 877.5),
        ((-33.45, -70.66), (-34.6, -58.38), 1137.0),
        ((-18.1, 178.4), (-17.8, -177.9), 393.0),
        ((64.1, -21.9), (62.0, -6.8), 798.0),
    ],
)
def test_distance_is_nearly_that_of_the_great_circle(
    first: tuple[float, float], second: tuple[float, float], km: float
) -> None:
    """Within one per cent up to a thousand kilometres, on both hemispheres and across the date line."""
    made = ox.Store()
    data = "@prefix say: <https://w3id.org/sayso/ont#> . @base <https://x.example/> ."
    data += "<e> say:place <b> ; say:eventType <t> ; say:reportedIn <r> ; say:evidence <p> ;"
    data += '<http://www.w3.org/2000/01/rdf-schema#label> "e"@en . <p> say:quote "q"@en .'
    data += '<r> a say:Article ; <http://purl.org/dc/terms/identifier> "r" . <a> a say:Place .'
    for name, (latitude, longitude) in (("a", first), ("b", second)):
        data += f"<{name}> say:latitude {latitude} ; say:longitude {longitude} ."
    made.load(data.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://x.example/r/graph"))
    [(found,)] = ask(made, "events-near", "km", place="https://x.example/a", radius="1500")

    assert km == pytest.approx(float(found), rel=0.01)


def test_flow_tells_from_where_to_where_and_how_many(store: ox.Store) -> None:
    """300 families from Velm to Hillend; whoever asks for Hillend gets them too."""
    rows = ask(store, "displacement-flows", "origin", "destination", "figure", "counted", place="Hillend")

    assert [("Velm", "Hillend", "Around 300", "families")] == rows


def test_event_that_is_denied_is_disputed(store: ox.Store) -> None:
    """Orland says that Tessaly laid mines, Ana Druz denies it; the dead of the blast are disputed by figures alone."""
    rows = ask(store, "disputed-events", "disputed", "by", actor="Tessaly")

    assert [("denied", "Ana Druz")] == rows
    assert {"figures"} == {how for (how,) in ask(store, "disputed-events", "disputed", kind="death")}


def test_series_of_a_source_stands_in_the_order_of_days(store: ox.Store) -> None:
    """What the Harbour Office counted on the first day and on the third; what the hospital says is none of it."""
    rows = ask(store, "figure-series", "figure", "given_by", "date")

    assert [("12", "Harbour Office", "2024-03-04"), ("15", "Harbour Office", "2024-03-06")] == rows


def test_casualties_of_one_happening_stand_together(store: ox.Store) -> None:
    """Two articles' figures on the blast stand under one title, in the order of days."""
    rows = ask(store, "casualty-figures", "happening", "figure", "given_by")

    assert [
        ("explosion: blast", "12", "Harbour Office"),
        ("explosion: blast", "At least 20", "a hospital source"),
        ("explosion: blast", "15", "Harbour Office"),
    ] == rows
