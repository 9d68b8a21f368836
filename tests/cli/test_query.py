"""``sayso query``: saved queries with parameters, files, text, standard input, formats."""

import io
import json
import sys
from pathlib import Path

import pytest

from sayso.cli.query import complete_names, read_parameters
from sayso.errors import ParameterError
from sayso.queries.catalogue import Parameter, list_queries
from tests.desks import Type

ACTOR = Parameter(name="accuser", type="actor", meaning="who")
FLAG = Parameter(name="copies", type="flag", meaning="also copies")
LEAST = Parameter(name="min_articles", type="integer", meaning="least")


def test_without_arguments_it_lists_all(sayso: Type) -> None:
    """Every saved query with its question, and no graph is needed for that."""
    outcome = sayso("query")

    assert 0 == outcome.status
    assert all(f"  {one.name} " in outcome.out and one.asks in outcome.out for one in list_queries())
    assert len(list_queries()) == len(json.loads(sayso("query", "--json").out))


def test_metadata_tell_of_a_saved_query(sayso: Type) -> None:
    """As Turtle with its text, and without a graph; a query of the user's own has none."""
    outcome = sayso("query", "who-accused-whom", "--format", "metadata")

    assert 0 == outcome.status
    assert "a sh:SPARQLExecutable" in outcome.out and "sh:select" in outcome.out
    assert 2 == sayso("query", "-e", "ASK {}", "--format", "metadata").status


@pytest.mark.parametrize("name", [one.name for one in list_queries()])
def test_every_saved_query_has_help(name: str, sayso: Type) -> None:
    """`sayso query NAME --help` names question, parameters and columns."""
    [query] = [one for one in list_queries() if one.name == name]

    outcome = sayso("query", name, "--help")

    assert 0 == outcome.status
    assert query.asks in outcome.out
    assert all(f"--{one.name.replace('_', '-')}" in outcome.out for one in query.parameters)
    assert all(f"  {one.name} " in outcome.out for one in query.columns)


def test_no_parameter_of_a_saved_query_hides_an_option() -> None:
    """A parameter called like an option of the command could never be given."""
    taken = {
        "kg", "expression", "format", "limit", "offset", "all", "count", "timeout", "explain", "wide", "json", "quiet",
        "help",
    }  # fmt: skip

    assert not {parameter.name for query in list_queries() for parameter in query.parameters} & taken


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], {}),
        (["--accuser", "Armenia"], {"accuser": ["Armenia"]}),
        (["--accuser=Armenia"], {"accuser": ["Armenia"]}),
        (["--accuser=--odd"], {"accuser": ["--odd"]}),
        (["--accuser", "A", "--accuser", "B"], {"accuser": ["A", "B"]}),
        (["--copies", "--accuser", "A"], {"copies": ["yes"], "accuser": ["A"]}),
        (["--copies=no"], {"copies": ["no"]}),
        (["--min-articles", "3"], {"min-articles": ["3"]}),
        (["--unknown", "x"], {"unknown": ["x"]}),
    ],
)
def test_parameters_are_read(words: list[str], found: dict[str, list[str]]) -> None:
    """Values follow a blank or an equals sign; flags take none."""
    assert found == read_parameters(words, (ACTOR, FLAG, LEAST))


@pytest.mark.parametrize("words", [["Armenia"], ["--accuser"], ["--accuser", "--copies"], ["--copies", "Armenia"]])
def test_stray_words_and_missing_values_are_errors(words: list[str]) -> None:
    """A word that belongs to no option, or an option without its value."""
    with pytest.raises(ParameterError):
        read_parameters(words, (ACTOR, FLAG))


def test_parameter_narrows_the_answer(desk: Path, sayso: Type) -> None:
    """--accuser keeps one accuser; --count counts what the table would show."""
    everything = int(sayso("query", "who-accused-whom", "--count").out)
    one = json.loads(sayso("query", "who-accused-whom", "--accuser", "Cambodia", "--json").out)

    assert 0 < len(one["results"]["bindings"]) < everything
    assert {"Cambodia"} == {row["accuser"]["value"] for row in one["results"]["bindings"]}


def test_limit_cuts_and_says_so(desk: Path, sayso: Type) -> None:
    """--limit leaves rows out, and the talk says it."""
    outcome = sayso("query", "who-said-what", "--limit", "2", "-f", "csv")

    assert 3 == len([line for line in outcome.out.splitlines() if line.count(",") > 3])
    assert "2 rows; more were cut off by --limit" in outcome.err


def test_pages_follow_each_other(desk: Path, sayso: Type) -> None:
    """--offset goes on where --limit ended, and all pages together are all rows."""
    words = ("query", "who-said-what", "-f", "csv")
    everything = sayso(*words).out.count("/statement/")
    pages = [sayso(*words, "--limit", "50", "--offset", str(at)).out.count("/statement/") for at in (0, 50, 100, 150)]

    assert everything == sum(pages) and 50 == pages[0]


def test_table_shows_a_page_and_says_how_to_see_more(desk: Path, sayso: Type) -> None:
    """Where more than 200 rows answer, people are shown 200 and told; programs get all."""
    text = "SELECT ?s WHERE { ?s ?p ?o }"
    outcome = sayso("query", "-e", text)

    assert "200 rows; there may be more: --offset 200 shows the next 200, --all shows all" in outcome.err
    assert "there may be more" not in sayso("query", "-e", text, "--all").err
    assert 201 < len(sayso("query", "-e", text, "-f", "csv").out.splitlines())


def test_timeout_stops_a_query_and_lets_others_pass(desk: Path, sayso: Type) -> None:
    """A query that would take forever ends after its time with status 2; one that is quick gives the same rows."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?i)) }"
    outcome = sayso("query", "-e", endless, "--timeout", "0.5")

    assert 2 == outcome.status
    assert "docs/messages.md#query-timeout" in outcome.err
    for name in ("who-accused-whom", "accusations-graph"):
        assert sayso("query", name, "--limit", "5").out == sayso("query", name, "--limit", "5", "--timeout", "60").out


def test_explain_shows_the_question_the_text_and_the_patterns(desk: Path, sayso: Type) -> None:
    """The IRI that a name stands for is in the text, and each pattern is shown with what it finds."""
    out = sayso("query", "who-accused-whom", "--accuser", "Cambodia", "--explain").out

    assert out.startswith("Who accused whom of what")
    assert "VALUES ?given_accuser { <https://w3id.org/sayso/data/actor/cambodia> }" in out
    assert "say:illocution ill:accuse" in out and " ms." in out


def test_text_file_and_stdin_give_the_same(desk: Path, sayso: Type, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query by -e, from a file, and from standard input."""
    text = "SELECT (COUNT(?a) AS ?n) WHERE { ?a a <https://w3id.org/sayso/ont#Article> }"
    Path("count.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    answers = [sayso("query", *words, "-f", "csv").out for words in (["-e", text], ["count.rq"], ["-"])]

    assert ["n\n8\n"] * 3 == answers


def test_file_with_parameters_in_its_head_takes_them(desk: Path, sayso: Type) -> None:
    """A user's own saved query works like those that come along."""
    Path("titles.rq").write_text(
        "# title: Titles\n# asks: Which titles?\n# group: provenance\n# param since date — From this day\n"
        "# column title text — Headline\n# example: sayso query titles.rq\n"
        "PREFIX dcterms: <http://purl.org/dc/terms/>\nPREFIX say: <https://w3id.org/sayso/ont#>\n"
        "SELECT ?title WHERE {\n  ?a dcterms:title ?title ; say:published ?date .\n"
        "  #? since: FILTER(STR(?date) >= STR(?given_since))\n} ORDER BY ?title\n",
        encoding="utf-8",
    )

    everything = sayso("query", "titles.rq", "-f", "csv").out.splitlines()
    late = sayso("query", "titles.rq", "--since", "2022-09-21", "-f", "csv").out.splitlines()

    assert 9 == len(everything)
    assert 3 == len(late)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        (["who-acused-whom"], "unknown-query"),
        (["nothing.rq"], "query-file"),
        (["-e", "SELECT"], "query-syntax"),
        (["-e", "DROP ALL"], "query-refused"),
        (["-e", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "query-refused"),
        (["who-accused-whom", "--acuser", "Armenia"], "bad-parameter"),
        (["who-accused-whom", "--since", "yesterday"], "bad-parameter"),
        (["who-accused-whom", "--accuser", "Atlantis"], "unknown-name"),
        (["who-accused-whom", "-f", "ttl"], "result-format"),
        (["who-accused-whom", "-f", "xlsx"], "result-format"),
        (["who-accused-whom", "--kg", "nowhere"], "store-missing"),
        (["--accuser", "Armenia", "who-accused-whom"], "bad-parameter"),
        (["-e", "ASK {}", "--accuser", "Armenia"], "bad-parameter"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(words: list[str], slug: str, desk: Path, sayso: Type) -> None:
    """Status 2, one line, and where more is said."""
    outcome = sayso("query", *words)

    lines = outcome.err.splitlines()
    assert (2, "") == (outcome.status, outcome.out)
    assert 2 == len(lines), outcome.err
    assert lines[0].startswith("sayso: ")
    assert f"see docs/messages.md#{slug}" == lines[1]


def test_misspelt_query_is_answered_with_the_nearest(sayso: Type) -> None:
    """The message offers the right name."""
    assert "who-accused-whom" in sayso("query", "who-acused-whom").err


def test_names_are_completed() -> None:
    """The shell is offered the saved queries that begin so."""
    assert ["who-accused-whom", "who-said-what"] == sorted(complete_names("who-"))
