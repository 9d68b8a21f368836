"""Each command does its work, and every one has help, an example that runs, and a page."""

import csv
import io
import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from sayso.cli.app import app
from sayso.cli.reference import iter_commands, iter_help
from sayso.model import Findings
from tests.desks import Type

ROOT = Path(__file__).resolve().parents[2]
HELP = dict(iter_help())
COMMANDS = [name for name in HELP if name != "sayso"]


def test_all_commands_are_there() -> None:
    """The verbs of the design, each once."""
    names = {name.removeprefix("sayso ") for name in COMMANDS}

    assert {
        "build", "curate", "evaluate", "export", "extract", "infer", "info", "init", "publish", "query", "reconcile",
        "serve", "validate",
    } == names  # fmt: skip
    assert len(app.registered_commands) == len(names)


@pytest.mark.parametrize("command", HELP)
def test_help_ends_with_an_example(command: str) -> None:
    """The last line of each help is a command to copy."""
    assert HELP[command].rstrip().splitlines()[-1].strip().startswith("Example: sayso ")


@pytest.mark.parametrize("command", HELP)
def test_example_of_the_help_runs(command: str, desk: Path, sayso: Type) -> None:
    """What the help shows works on the examples."""
    if command == "sayso evaluate":
        Path("corpus").mkdir()
        shutil.copy("examples/temple-observers.txt", "corpus")
        assert 0 == sayso("extract", "corpus", "-o", "gold", "-q").status

    example = HELP[command].rstrip().splitlines()[-1].strip().removeprefix("Example: ")
    if command == "sayso serve":
        assert_serves(example.split()[1:])
        return
    for one in example.split(" && "):
        outcome = sayso(*one.split()[1:])
        assert 0 == outcome.status, outcome.err


def assert_serves(arguments: list[str]) -> None:
    """It answers at the address that it tells until it is interrupted."""
    command = [sys.executable, "-m", "sayso", *arguments, "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        found = next((match for line in process.stderr if (match := re.search(r"http://[\d.:]+/", line))), None)
        assert found is not None
        with urlopen(found.group() + "sparql") as answer:
            assert 200 == answer.status
        process.send_signal(signal.SIGINT)
        process.stderr.read()
        assert 130 == process.wait(timeout=60)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_has_help(command: str) -> None:
    """No option stands in the help without a sentence."""
    [found] = [one for name, one in iter_commands() if name == command]
    for parameter in found.params:
        if parameter.name not in ("help", "ctx"):
            assert getattr(parameter, "help", None), f"{command} {parameter.name}"


@pytest.mark.parametrize("command", COMMANDS)
def test_command_is_documented(command: str) -> None:
    """Each command has its page section and is named in the README."""
    assert f"## {command}\n" in (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert f"`{command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_build_reports_on_stderr_and_gives_json_on_stdout(desk: Path, sayso: Type) -> None:
    """A second build reads nothing; the summary is talk, the JSON is the result."""
    outcome = sayso("build", "examples", "-o", "kg", "--json")

    report = json.loads(outcome.out)
    assert 0 == outcome.status
    assert (8, 0, 8) == (report["articles"], report["read"], report["unchanged"])
    assert "8 articles in kg" in outcome.err


def test_build_says_nothing_when_told_to_be_quiet(desk: Path, sayso: Type) -> None:
    """-q leaves both streams empty."""
    outcome = sayso("build", "examples", "-o", "kg", "-q")

    assert (0, "", "") == (outcome.status, outcome.out, outcome.err)


def test_build_of_partly_broken_input_builds_the_rest_and_says_so(desk: Path, sayso: Type) -> None:
    """A broken line is named; the exit status is 1; the other articles are there."""
    with open("examples/temple-dispute.jsonl", "a", encoding="utf-8") as file:
        file.write('{"id": "broken", "text": "half\n')

    outcome = sayso("build", "examples", "-o", "kg")

    assert 1 == outcome.status
    assert "temple-dispute.jsonl:4" in outcome.err
    assert "see docs/messages.md#record-broken" in outcome.err
    assert "8 articles in kg" in outcome.err


def test_build_of_nothing_could_not_look(desk: Path, sayso: Type) -> None:
    """An empty folder is status 2, and the message names it."""
    Path("empty").mkdir()

    outcome = sayso("build", "empty", "-o", "other")

    assert 2 == outcome.status
    assert "empty" in outcome.err


def test_extract_writes_one_file_an_article_named_by_its_id(desk: Path, sayso: Type) -> None:
    """Files are findings, with offsets into the article."""
    outcome = sayso("extract", "examples/temple-dispute.jsonl", "-o", "found")

    names = sorted(path.name for path in Path("found").iterdir())
    assert 0 == outcome.status
    assert ["temple-first-shots.json", "temple-munitions.json", "temple-wing.json"] == names
    findings = Findings.from_json(json.loads(Path("found/temple-wing.json").read_text(encoding="utf-8")))
    assert "2011-02-07" == findings.published
    assert findings.statements


def test_extract_writes_lines_to_stdout(desk: Path, sayso: Type) -> None:
    """Without -o each article is one line of JSON."""
    outcome = sayso("extract", "examples/temple-dispute.jsonl", "-q")

    docs = [json.loads(line)["doc"] for line in outcome.out.splitlines()]
    assert ["temple-first-shots", "temple-wing", "temple-munitions"] == docs
    assert "" == outcome.err


def test_extract_of_nothing_could_not_look(desk: Path, sayso: Type) -> None:
    """Without any article the status is 2."""
    assert 2 == sayso("extract", "no-such-file.txt").status


def test_evaluate_finds_findings_perfect_that_are_its_own(desk: Path, sayso: Type) -> None:
    """Scored against itself, each measure that has anything to find is 1."""
    sayso("extract", "examples/temple-dispute.jsonl", "-o", "gold", "-q")

    rows = json.loads(sayso("evaluate", "gold", "examples", "--json").out)
    table = sayso("evaluate", "gold", "examples").out

    assert all(row["f1"] == 1.0 for row in rows.values() if row["gold"])
    assert rows["statements.found"]["gold"] > 10
    assert f"{'statements.found':22}  1.000  1.000  1.000" in table


def test_evaluate_tells_what_is_not_among_the_articles(desk: Path, sayso: Type) -> None:
    """An annotated article without text counts as nothing found; status 1."""
    sayso("extract", "examples/temple-dispute.jsonl", "-o", "gold", "-q")

    outcome = sayso("evaluate", "gold", "examples/border-water.txt", "--errors")

    assert 1 == outcome.status
    assert "temple-wing is annotated but not among the articles" in outcome.err
    assert "missed" in outcome.out


def test_export_writes_every_format(desk: Path, sayso: Type) -> None:
    """GEXF, GraphML and two tables, where the command says."""
    for form, files in (
        ("gexf", ["actors.gexf"]),
        ("graphml", ["actors.graphml"]),
        ("csv", ["actors/nodes.csv", "actors/edges.csv"]),
    ):
        outcome = sayso("export", form, "--json")
        assert 0 == outcome.status, outcome.err
        assert files == json.loads(outcome.out)["paths"]
        assert all(Path(one).stat().st_size for one in files)


def test_publish_writes_the_formats_asked_for(desk: Path, sayso: Type) -> None:
    """One format is one dump, with its description."""
    outcome = sayso("publish", "-o", "public", "-f", "turtle")

    assert 0 == outcome.status, outcome.err
    assert Path("public/graph.ttl").stat().st_size > 10_000
    assert Path("public/void.ttl").exists()
    assert not Path("public/graph.trig").exists()


def test_publish_leaves_a_foreign_folder_alone(desk: Path, sayso: Type) -> None:
    """A folder with other files is not replaced."""
    Path("thesis").mkdir()
    Path("thesis/chapter.txt").write_text("mine", encoding="utf-8")

    outcome = sayso("publish", "-o", "thesis")

    assert 2 == outcome.status
    assert "see docs/messages.md#publish-folder" in outcome.err
    assert "mine" == Path("thesis/chapter.txt").read_text(encoding="utf-8")


def test_validate_says_that_all_holds(desk: Path, sayso: Type) -> None:
    """The examples' graph conforms; status 0."""
    outcome = sayso("validate", "kg")

    assert 0 == outcome.status, outcome.out + outcome.err
    assert "conforms" in outcome.out


def test_validate_finds_what_does_not_hold(desk: Path, sayso: Type) -> None:
    """A statement without evidence is found in a Turtle file; status 1."""
    Path("bad.ttl").write_text(
        "@prefix say: <https://w3id.org/sayso/ont#> .\n<https://example.org/s> a say:Statement .\n", encoding="utf-8"
    )

    outcome = sayso("validate", "bad.ttl")

    assert 1 == outcome.status
    assert "https://example.org/s" in outcome.out


def test_validate_writes_reports_for_programs(desk: Path, sayso: Type) -> None:
    """SARIF and the report of SHACL in Turtle; the status is that of the check."""
    Path("bad.ttl").write_text(
        "@prefix say: <https://w3id.org/sayso/ont#> .\n<https://example.org/s> a say:Statement .\n", encoding="utf-8"
    )

    sarif, turtle = sayso("validate", "bad.ttl", "-f", "sarif"), sayso("validate", "bad.ttl", "-f", "ttl")

    assert 1 == sarif.status == turtle.status
    assert "2.1.0" == json.loads(sarif.out)["version"]
    assert "sh:conforms false" in turtle.out and "sh:focusNode <https://example.org/s>" in turtle.out


def test_infer_can_be_run_again_without_growth(desk: Path, sayso: Type) -> None:
    """Inferences are made anew, not added up."""
    first, second = (json.loads(sayso("infer", "kg", "--json").out) for _ in range(2))

    assert first["triples"] == second["triples"] > 0


def test_infer_explains_a_triple(desk: Path, sayso: Type) -> None:
    """By which rule, from what; status 1 where it does not hold. Terms may be prefixed names, IRIs or literals."""
    there = sayso("infer", "kg", "--explain", "actor:tajikistan", "say:alias", '"Tajik"@en')
    plain = sayso("infer", "kg", "--json", "--explain", "actor:tajikistan", "a", "https://w3id.org/sayso/ont#State")
    absent = sayso("infer", "kg", "--explain", "actor:tajikistan", "a", "say:Place")

    assert (0, 0, 1) == (there.status, plain.status, absent.status)
    assert "prp-spo1" in there.out and "say:adjective rdfs:subPropertyOf say:alias" in there.out
    assert json.loads(plain.out)["graphs"]
    assert "does not hold" in absent.out


def test_info_tells_versions_pipeline_and_contents(desk: Path, sayso: Type) -> None:
    """What is needed for a methods section."""
    facts = json.loads(sayso("info", "kg", "--json").out)
    text = sayso("info").out

    assert {"sayso", "extractors", "Python", "pipeline", "settings", "libraries", "graph"} == set(facts)
    assert facts["extractors"] in ("compiled", "interpreted")
    assert 8 == facts["graph"]["articles"]
    assert "articles" in text
    assert "spacy" in text


def test_init_writes_a_file_once(desk: Path, sayso: Type) -> None:
    """A second init refuses, unless forced."""
    assert 0 == sayso("init").status
    Path("sayso.toml").write_text("workers = 2\n", encoding="utf-8")

    refused = sayso("init")

    assert 2 == refused.status
    assert "sayso.toml: is there already" in refused.err
    assert "workers = 2\n" == Path("sayso.toml").read_text(encoding="utf-8")
    assert 0 == sayso("init", "--force").status
    assert "# workers = 1" in Path("sayso.toml").read_text(encoding="utf-8")


def test_settings_file_is_found_and_checked(desk: Path, sayso: Type) -> None:
    """A misspelt key in sayso.toml stops a build, and the message offers the right one."""
    Path("sayso.toml").write_text("wrokers = 2\n", encoding="utf-8")

    outcome = sayso("build", "examples")

    assert 2 == outcome.status
    assert "Did you mean 'workers'?" in outcome.err
    assert "see docs/messages.md#settings" in outcome.err


def test_query_answers_who_accused_whom(desk: Path, sayso: Type) -> None:
    """The question of questions has rows, with a sentence each."""
    outcome = sayso("query", "who-accused-whom", "-f", "csv")

    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert 0 == outcome.status
    assert {"Cambodia", "Thailand"} in [{row["accuser"], row["accused"]} for row in rows]
    assert all(row["sentence"] for row in rows)
