"""The scorer: names align ids, matching is one to one, and its numbers are those of the reference scorer."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import GoldError
from sayso.extract.evaluate import Tally, read_gold, score_findings


def annotation(**more: Any) -> dict[str, Any]:
    """An annotation of one accusation, one event and one figure."""
    return {
        "doc": "a",
        "actors": {
            "nor": {"name": "Norland", "class": "State", "mentions": ["Norland"]},
            "sud": {"name": "Sudland", "class": "State", "mentions": ["Sudland", "the Sudland"]},
        },
        "places": {"p": {"name": "Port", "class": "Settlement", "mentions": ["Port"]}},
        "statements": [
            {"id": "s1", "type": "accuse", "cue": [8, 15], "speaker": ["nor"], "target": ["sud"], "content": [30, 60]}
        ],
        "events": [
            {"id": "e1", "type": "attack", "trigger": [40, 48], "agent": ["sud"], "patient": [], "place": ["p"],
             "start": "2022-09-16", "end": "2022-09-16"}
        ],
        "quantities": [
            {"id": "q1", "kind": "killed", "span": [70, 82], "low": 24, "high": None, "according_to": ["nor"]}
        ],
        **more,
    }  # fmt: skip


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """The same findings under other ids."""
    text = json.dumps(data)
    for old, new in (('"nor"', '"x1"'), ('"sud"', '"x2"'), ('"p"', '"x3"')):
        text = text.replace(old, new)
    out: dict[str, Any] = json.loads(text)
    return out


def test_same_findings_under_other_ids_are_perfect() -> None:
    """Ids are aligned by names."""
    score = score_findings([annotation()], {"a": renamed(annotation())})

    assert {name: 1.0 for name in score.tallies} == {name: one.f1 for name, one in score.tallies.items()}
    assert [] == score.misses


def test_missing_article_counts_as_nothing_found() -> None:
    """All that was annotated is missed."""
    score = score_findings([annotation()], {})

    assert Tally(gold=1, found=0, hit=0) == score.tallies["statements.found"]
    assert ["missed"] * 3 == [one.kind for one in score.misses]


def test_wrong_target_spoils_the_whole_statement_only() -> None:
    """Found, type and speaker count; target and whole do not."""
    found = annotation()
    found["statements"] = [{**found["statements"][0], "target": ["nor"]}]

    score = score_findings([annotation()], {"a": found})

    assert 1 == score.tallies["statements.found"].hit
    assert 1 == score.tallies["statements.speaker"].hit
    assert 0 == score.tallies["statements.target"].hit
    assert 0 == score.tallies["statements.whole"].hit
    assert ["target"] == [one.kind for one in score.misses]


def test_mutual_accusations_are_told_apart_by_their_roles() -> None:
    """Two statements with one cue and one content match by speaker and target, in whatever order they come."""
    first = annotation()["statements"][0]
    second = {**first, "id": "s2", "speaker": ["sud"], "target": ["nor"]}
    gold = annotation(statements=[first, second])
    found = annotation(statements=[second, first])

    assert 2 == score_findings([gold], {"a": found}).tallies["statements.whole"].hit


def test_month_answers_a_day_within_it_and_a_year_apart_does_not() -> None:
    """Dates agree where their intervals meet."""
    for start, right in (("2022-09", 1), ("2021", 0), (None, 0)):
        found = annotation()
        found["events"] = [{**found["events"][0], "start": start, "end": start}]
        assert right == score_findings([annotation()], {"a": found}).tallies["events.time"].hit


def test_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    """The message names the folder."""
    with pytest.raises(GoldError, match=tmp_path.name):
        read_gold(tmp_path)


def test_uncompiled_annotation_is_an_error(tmp_path: Path) -> None:
    """The message names the file and what it lacks."""
    (tmp_path / "a.json").write_text('{"doc": "a"}', encoding="utf-8")

    with pytest.raises(GoldError, match=r"a\.json: lacks actors"):
        read_gold(tmp_path)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numbers_are_those_of_the_reference_scorer(shared: Path, tmp_path: Path, seed: int) -> None:
    """Annotations that were damaged at random get the same table and as many differences from both scorers."""
    gold = read_gold(shared / "gold")
    found = {one["doc"]: damage(one, random.Random(f"{seed} {one['doc']}")) for one in gold}
    for doc, data in found.items():
        (tmp_path / f"{doc}.json").write_text(json.dumps(data), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(shared / "gold"), str(tmp_path)]

    table = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True, text=True).stdout)
    lines = subprocess.run([*command, "--errors"], check=True, capture_output=True, text=True).stdout.splitlines()
    score = score_findings(gold, found)

    assert table == {name: one.to_row() for name, one in score.tallies.items()}
    assert sorted(lines[1 + len(table) :]) == sorted(map(str, score.misses))
    assert score.misses


def damage(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Drop, shift and confuse some of an annotation."""
    out: dict[str, Any] = json.loads(json.dumps(data))
    out["actors"] = {f"x{key}": one for key, one in out["actors"].items() if chance.random() < 0.8}
    for kind in ("statements", "events", "quantities"):
        out[kind] = [one for one in out[kind] if chance.random() < 0.8]
        for one in out[kind]:
            for role in ("speaker", "target", "agent", "patient", "according_to"):
                if isinstance(one.get(role), list):
                    one[role] = [f"x{each}" for each in one[role] if chance.random() < 0.8]
            for span in ("span", "trigger", "cue"):
                if one.get(span) and isinstance(one[span][0], int) and chance.random() < 0.2:
                    one[span] = [one[span][0] + 3, one[span][1] + 3]
            if chance.random() < 0.2:
                one["type"] = "assert"
            if chance.random() < 0.2:
                one["start"] = None
    return out
