"""``sayso curate`` and ``sayso reconcile``: from a suggestion to a graph in which it holds."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.desks import Type


def suggested(sayso: Type, *more: str) -> list[dict[str, str]]:
    outcome = sayso("curate", "suggest", "-f", "csv", *more)
    assert 0 == outcome.status, outcome.err
    return list(csv.DictReader(io.StringIO(outcome.out)))


def build(sayso: Type, *more: str) -> None:
    outcome = sayso("build", "examples", "-o", "kg", "-q", *more)
    assert 0 == outcome.status, outcome.err


def test_suggestion_accepted_is_one_node_after_the_build(desk: Path, sayso: Type) -> None:
    """It is written with who and when, applied by the next build, and not suggested again."""
    [row] = [one for one in suggested(sayso) if one["name"] == "Tajik television"]
    outcome = sayso("curate", "accept", row["id"], "--who", "Ada Rowe")
    assert 0 == outcome.status and 'curation = ["curation"]' in outcome.err
    assert 'who = "Ada Rowe"' in Path("curation/decisions.toml").read_text(encoding="utf-8")

    Path("sayso.toml").write_text('curation = ["curation"]\n', encoding="utf-8")
    build(sayso)
    assert row["id"] not in {one["id"] for one in suggested(sayso)}
    old, new = row["nodes"].split()
    found = json.loads(sayso("query", "actors", "--json").out)
    assert old not in json.dumps(found) and new in json.dumps(found)
    by_old = sayso("query", "actor-dossier", "--actor", old, "-f", "csv")
    assert by_old.out and by_old.out == sayso("query", "actor-dossier", "--actor", new, "-f", "csv").out


def test_suggestion_rejected_is_not_made_again(desk: Path, sayso: Type) -> None:
    """Even with the file named on the command line alone."""
    before = suggested(sayso)
    assert 0 == sayso("curate", "reject", before[0]["id"], "--why", "Two of them.").status
    after = suggested(sayso, "--curation", "curation")

    assert {one["id"] for one in before[1:]} == {one["id"] for one in after}
    [_, decision] = sayso("curate", "list", "--curation", "curation", "-f", "csv").out.splitlines()
    assert "Two of them." in decision and "distinct" in decision


def test_suggestions_as_json_name_nodes_and_articles(desk: Path, sayso: Type) -> None:
    """Best first."""
    found = json.loads(sayso("curate", "suggest", "--json").out)

    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert all(one["nodes"] and one["articles"] and one["reasons"] for one in found)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("accept",), "needs the ids"),
        (("suggest", "abcd"), "takes no ids"),
        (("merge", "abcd"), "is no action"),
        (("accept", "ffff"), "sayso curate suggest"),
        (("suggest", "--curation", "nowhere.toml"), ""),
    ],
)
def test_wrong_words_are_told(desk: Path, sayso: Type, words: tuple[str, ...], said: str) -> None:
    """With status 2, and nothing is written. A file that is yet to be made is none."""
    outcome = sayso("curate", *words)

    assert (2 if said else 0) == outcome.status
    assert said in outcome.err
    assert not Path("curation").exists()


def test_build_tells_bad_lines_and_ends_with_status_1(desk: Path, sayso: Type) -> None:
    """File, line, and where to read more; the rest holds."""
    Path("mine.toml").write_text(
        '[[rename]]\nnode = "actor/thailand"\nlabel = "Kingdom of Thailand"\n\n[[rejct]]\nnode = "x"\n',
        encoding="utf-8",
    )
    outcome = sayso("build", "examples", "-o", "kg", "--curation", "mine.toml")

    assert 1 == outcome.status
    assert "mine.toml:5: [[rejct]]" in outcome.err and "docs/messages.md#curation-line" in outcome.err
    assert "Kingdom of Thailand" in sayso("query", "actors").out
    outcome = sayso("build", "examples", "-o", "kg", "--curation", "none.toml")
    assert 2 == outcome.status and "curation-file" in outcome.err


def test_dry_run_of_reconcile_asks_nobody(desk: Path, sayso: Type) -> None:
    """It lists names; the folder for answers is not even made."""
    outcome = sayso("reconcile", "--dry-run", "--class", "Person", "--limit", "3", "--service", "http://127.0.0.1:1/")

    assert 0 == outcome.status
    assert 3 == len(outcome.out.splitlines()) and "3 names would be asked" in outcome.err
    assert not Path("kg/reconcile").exists()


def test_reconcile_suggests_and_curate_accepts(desk: Path, sayso: Type) -> None:
    """From a service over the same graph to skos:exactMatch in the next build."""
    from sayso.graph.store import open_store
    from sayso.publish.reconcile.service import Service
    from tests.publish.reconcile.desk import carry, serving

    base = "https://w3id.org/sayso/data/"
    Path("sayso.toml").write_text('curation = ["curation"]\n', encoding="utf-8")
    Path("curation").mkdir()
    shutil.copytree("kg", "other")
    with serving(carry(Service(open_store(Path("other")), base=base, title="T"))) as url:
        outcome = sayso("reconcile", "--service", url, "--class", "Person", "--limit", "4", "--delay", "0")
    assert 0 == outcome.status, outcome.err
    waiting = [one for one in suggested(sayso) if one["decision"] == "match"]
    assert waiting and "sure, says" in waiting[0]["reason"]
    assert 0 == sayso("curate", "accept", waiting[0]["id"], "--who", "Ada").status

    build(sayso)
    query = (
        "SELECT * { ?node <http://www.w3.org/2004/02/skos/core#exactMatch> ?other FILTER(STR(?node) = STR(?other)) }"
    )
    assert 1 == len(json.loads(sayso("query", "-e", query, "--json").out)["results"]["bindings"])


def test_service_that_is_none_is_told(desk: Path, sayso: Type) -> None:
    """With status 2 and the address."""
    from tests.publish.reconcile.desk import say, serving

    with serving(lambda path, values, headers: say({"hello": "world"})) as url:
        outcome = sayso("reconcile", "--service", url, "--limit", "1", "--delay", "0")

    assert 2 == outcome.status
    assert "no manifest" in outcome.err and "messages.md#service" in outcome.err
