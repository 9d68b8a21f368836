"""The catalogue: every file reads, every head says what it must, names and parameters are found or refused."""

import re

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql import prepareQuery

from sayso import resources
from sayso.errors import (
    AmbiguousNameError,
    ParameterError,
    QueryFileError,
    UnknownNameError,
    UnknownQueryError,
)
from sayso.queries.catalogue import SavedQuery, get_query, list_queries, parse_query, run_query
from sayso.queries.heads import GROUPS
from sayso.queries.names import find_nodes
from sayso.queries.parameters import bind_parameters, drop_hints, get_kinds, resolve_parameters

QUERIES = list_queries()
IDS = [query.name for query in QUERIES]
ASKED_FOR = {
    "who-accused-whom", "who-said-what", "denials", "accusations-unanswered", "conflicting-figures", "events-by-place",
    "timeline", "actor-dossier", "place-names", "most-accused", "sources-of-article", "co-mentions",
    "casualty-figures", "events-near", "displacement-flows", "disputed-events", "occurrences",
}  # fmt: skip
DATA = "https://w3id.org/sayso/data/"


def test_catalogue_holds_every_file_and_the_main_questions() -> None:
    """Each .rq file of the package is listed once, by group and name, and the main questions are among them."""
    files = {name.removesuffix(".rq") for name in resources.names("queries")}

    assert files == set(IDS)
    assert ASKED_FOR <= set(IDS)
    assert QUERIES == sorted(QUERIES, key=lambda query: (GROUPS.index(query.group), query.name))


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_file_is_sparql_as_it_stands(query: SavedQuery) -> None:
    """Without our binding, both rdflib and Oxigraph read it, and it selects the columns of its head."""
    prepareQuery(query.text)
    answer = ox.Store().query(query.text)

    if query.columns:
        assert isinstance(answer, ox.QuerySolutions)
        assert [column.name for column in query.columns] == [variable.value for variable in answer.variables]


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_head_says_what_it_must(query: SavedQuery) -> None:
    """Title, question with a question mark, and an example that calls this very query."""
    assert query.asks.endswith("?")
    assert query.example.startswith(f"sayso query {query.name}")
    for option in re.findall(r"--([a-z-]+)", query.example):
        assert query.get_parameter(option), option


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_each_parameter_is_used(query: SavedQuery) -> None:
    """A parameter of the head has a line in the body, and a line of the body has its parameter."""
    used = re.findall(r"#\? ([a-z_]+)[:=]", query.text)
    used += " ".join(re.findall(r"#! ([a-z_ ]+)$", query.text, re.MULTILINE)).split()

    assert {one.name for one in query.parameters} == set(used)


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_default_of_the_head_is_that_of_the_body(query: SavedQuery) -> None:
    """Where the head states a default, the query takes it when run anywhere."""
    stated = {one.name: one.default for one in query.parameters if one.default is not None}

    assert stated == dict(re.findall(r"COALESCE\(\?given_([a-z_]+), ([\d.]+)\)", query.text))


@pytest.mark.parametrize("query", QUERIES, ids=IDS)
def test_optimiser_traps_are_avoided(query: SavedQuery) -> None:
    """FILTER NOT EXISTS is quadratic in Oxigraph; GRAPH in the file would not run on a plain Turtle file."""
    body = drop_hints(query.text)

    assert "EXISTS" not in body.upper()
    assert "GRAPH" not in body and "LATERAL" not in body
    assert "SERVICE" not in body.upper()


def test_unknown_query_offers_the_nearest() -> None:
    """A slip of the pen is told what was probably meant."""
    with pytest.raises(UnknownQueryError, match="who-accused-whom"):
        get_query("who-acused-whom")


def test_name_of_a_query_may_have_underscores() -> None:
    """who_accused_whom and who-accused-whom.rq name one query."""
    assert get_query("who_accused_whom") == get_query("who-accused-whom.rq")


@pytest.mark.parametrize(
    "head",
    [
        "# title: A\n# asks: B?\n# group: actors\n",
        "# title: A\n# asks: B?\n# group: nonsense\n# example: sayso query a\n",
        "# title: A\n# asks: B?\n# group: actors\n# example: e\n# param x person — P\n",
        "# title: A\n# asks: B?\n# group: actors\n# example: e\n# column x\n",
        "# a stray remark\n",
    ],
)
def test_malformed_head_is_told(head: str) -> None:
    """A head that lacks a line or has a wrong one is refused, with the file's name."""
    with pytest.raises(QueryFileError, match=r"queries/mine\.rq"):
        parse_query("mine", head + "SELECT * {}\n")


# ---- names


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Orland", "actor", "actor/orland"),
        ("Orland", "place", "place/x-4"),
        ("  orland ", "actor", "actor/orland"),
        ("Port Sarn", "actor", "actor/orland"),
        ("tessaly", "actor", "actor/tessaly"),
        ("harbour office", "actor", "actor/organization-harbour-office"),
        ("The Harbour Office", "actor", "actor/organization-harbour-office"),
        ("Velmas", "place", "place/x-1"),
        ("x-1", "place", "place/x-1"),
        (DATA + "actor/orland", "actor", "actor/orland"),
        (f"<{DATA}actor/orland>", "actor", "actor/orland"),
        ("velm-ferry", "article", "article/velm-ferry"),
        ("drills planned off velmas", "article", "article/velm-later"),
    ],
)
def test_any_name_finds_its_node(text: str, kind: str, key: str, store: ox.Store) -> None:
    """A label, an alias, a key, an IRI, in any case: each stands for the one node that has it."""
    assert [ox.NamedNode(DATA + key)] == find_nodes(store, text, kind, where="x")


def test_ambiguous_name_lists_the_choices(store: ox.Store) -> None:
    """Two people called Druz are not taken for one; the message shows both with their IRIs."""
    with pytest.raises(AmbiguousNameError) as caught:
        find_nodes(store, "Druz", "actor", where="speaker")

    for text in ("--speaker", f"<{DATA}actor/person-ana-druz>  Ana Druz (Person)", f"<{DATA}actor/velm-later/druz>"):
        assert text in str(caught.value)


def test_label_decides_before_alias(store: ox.Store) -> None:
    """ "Ana Druz" is the label of one, so it is she."""
    assert [ox.NamedNode(DATA + "actor/person-ana-druz")] == find_nodes(store, "Ana Druz", "actor", where="x")


def test_groups_of_one_description_are_asked_for_together(store: ox.Store) -> None:
    """The residents of two articles cannot be told apart by name, and a question about them is about both."""
    found = find_nodes(store, "residents", "actor", where="x")

    assert [DATA + "actor/velm-denial/residents", DATA + "actor/velm-ferry/residents"] == [one.value for one in found]


@pytest.mark.parametrize(("text", "near"), [("Tesally", "Tessaly"), ("Hospital", "a hospital source")])
def test_unknown_name_offers_the_nearest(text: str, near: str, store: ox.Store) -> None:
    """A misspelt or partial name is told what is there."""
    with pytest.raises(UnknownNameError, match=near):
        find_nodes(store, text, "actor", where="accuser")


@pytest.mark.parametrize("text", [DATA + "actor/nobody", DATA + "place/x-1"])
def test_address_of_no_actor_is_refused(text: str, store: ox.Store) -> None:
    """An IRI that the graph does not hold, or that is a place, is no actor."""
    with pytest.raises(UnknownNameError, match="no actor with this IRI"):
        find_nodes(store, text, "actor", where="accuser")


# ---- values


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("since", "2023", "2023-01-01"),
        ("since", "2023-09", "2023-09-01"),
        ("since", "2023-09-05", "2023-09-05"),
        ("until", "2023", "2023-12-31"),
        ("until", "2024-02", "2024-02-29"),
        ("until", " 2024-02-03 ", "2024-02-03"),
    ],
)
def test_date_is_filled_out_to_a_day(name: str, text: str, value: str, store: ox.Store) -> None:
    """A year or month begins for --since with its first day, and ends for --until with its last."""
    terms = resolve_parameters(store, get_query("who-accused-whom"), {name: text})

    assert {name: [ox.Literal(value, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))]} == terms


@pytest.mark.parametrize(
    ("query", "name", "text", "said"),
    [
        ("who-accused-whom", "since", "yesterday", "is not a date"),
        ("who-accused-whom", "since", "2023-02-30", "is not a date"),
        ("who-accused-whom", "until", "0000", "is not a date"),
        ("who-accused-whom", "since", "", "is not a date"),
        ("who-accused-whom", "accuser", " ", "is empty"),
        ("who-accused-whom", "acuser", "Orland", "--accuser"),
        ("who-accused-whom", "copies", "perhaps", "neither yes nor no"),
        ("contents", "since", "2023", "takes no parameters"),
        ("most-accused", "minimum", "two", "is not an integer"),
        ("most-accused", "minimum", "1.5", "is not an integer"),
        ("most-accused", "minimum", "٣", "is not an integer"),
        ("unsure-statements", "below", "low", "is not a decimal"),
        ("who-said-what", "kind", "acuse", "Did you mean 'accuse'"),
        ("who-said-what", "kind", "evaluative", "is no illocution"),
    ],
)
def test_bad_parameter_is_told(query: str, name: str, text: str, said: str, store: ox.Store) -> None:
    """A parameter that is unknown or of the wrong kind is refused by name, with the remedy."""
    with pytest.raises(ParameterError, match=re.escape(said)):
        resolve_parameters(store, get_query(query), {name: text})


def test_two_dates_are_one_too_many(store: ox.Store) -> None:
    """--since twice is no list of choices."""
    with pytest.raises(ParameterError, match="takes one value"):
        resolve_parameters(store, get_query("who-accused-whom"), {"since": ["2023", "2024"]})


def test_kinds_are_those_of_the_ontology() -> None:
    """Kinds that a user may name are the concepts of the schemes, families left out."""
    assert "accuse" in get_kinds("illocution") and "assertive" not in get_kinds("illocution")
    assert (12, 24, 9) == tuple(len(get_kinds(scheme)) for scheme in ("illocution", "event-type", "figure-kind"))


@pytest.mark.parametrize(
    "text",
    [
        'x" } DELETE WHERE { ?s ?p ?o } #',
        '")) } SELECT * WHERE { ?s ?p ?o } #',
        "\\",
        'mines"\n} #',
        '"""',
        "\u0022 ) ) } #",
        "{ SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "?given_accuser",
    ],
)
def test_value_is_never_read_as_syntax(text: str, store: ox.Store) -> None:
    """Text that looks like SPARQL is a string to look for, and is found nowhere."""
    size = len(store)
    query = get_query("who-accused-whom")
    bound = bind_parameters(query, resolve_parameters(store, query, {"content": text}))

    assert () == run_query(store, query, {"content": text}).rows
    assert size == len(store)
    assert len(bound.splitlines()) <= len(query.text.splitlines())


@pytest.mark.parametrize("text", ["<http://x> } #", "https://x.example/> } DROP ALL #", "https://x.example/a b"])
def test_address_is_never_read_as_syntax(text: str, store: ox.Store) -> None:
    """What is no IRI is taken for a name, and nobody has it."""
    with pytest.raises(UnknownNameError):
        run_query(store, get_query("who-accused-whom"), {"accuser": text})


def test_unbound_parameter_is_no_constraint() -> None:
    """Without parameters, the conditional lines are gone and nothing else is."""
    text = bind_parameters(get_query("who-accused-whom"), {})

    assert "#?" not in text and "VALUES" not in text and "MINUS { ?report say:copyOf ?original }" in text
