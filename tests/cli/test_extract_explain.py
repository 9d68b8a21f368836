"""``sayso extract --explain``: text for a reader, pages for a browser."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desks import Type

ROOT = Path(__file__).resolve().parents[2]


def test_explain_prints_sentences_findings_and_rules(desk: Path, sayso: Type) -> None:
    """The sentence, under it the accusation, and under that the rule with what it means; no colour in a pipe."""
    outcome = sayso("extract", "examples/temple-dispute.jsonl", "--explain", "-q")

    assert 0 == outcome.status
    lines = outcome.out.splitlines()
    [at] = [i for i, line in enumerate(lines) if line.startswith("Thailand said the building had been hardly")]
    [number] = [i for i, line in enumerate(lines) if i > at and " accuse  Thailand → Cambodia: “" in line][:1]
    assert lines[number + 1].startswith("     accuse-33/")
    assert "a reporting verb like accuse" in lines[number + 1]
    assert "\x1b" not in outcome.out


def test_explain_only_shows_what_is_asked_for(desk: Path, sayso: Type) -> None:
    """--only accuse shows accusations and no other finding."""
    outcome = sayso("extract", "examples/temple-dispute.jsonl", "--explain", "--only", "accuse", "-q")

    found = [line.split()[1] for line in outcome.out.splitlines() if line.startswith("  ") and line[2] in "seq"]
    assert {"accuse"} == set(found)


def test_explain_writes_a_page_an_article(desk: Path, sayso: Type) -> None:
    """With -o, DIR/ID.html, and nothing on standard output."""
    outcome = sayso("extract", "examples/temple-dispute.jsonl", "--explain", "-o", "why")

    assert (0, "") == (outcome.status, outcome.out)
    names = sorted(path.name for path in Path("why").iterdir())
    assert ["temple-first-shots.html", "temple-munitions.html", "temple-wing.html"] == names
    assert "<mark" in Path("why/temple-wing.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "hint"),
    [(["--explain", "--only", "acuse"], "acuse: no such kind"), (["--only", "accuse"], "--explain")],
)
def test_only_is_checked(options: list[str], hint: str, desk: Path, sayso: Type) -> None:
    """A kind that does not exist, or a choice without an explanation, is wrong usage: status 2."""
    outcome = sayso("extract", "examples/border-water.txt", *options)

    assert 2 == outcome.status
    assert hint in " ".join(outcome.err.replace("│", " ").split())


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_is_for_terminals_that_want_it(examples: Path, more: dict[str, str], coloured: bool) -> None:
    """Standard output that is a terminal gets colour, unless NO_COLOR is set or it is a dumb one."""
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environment |= {"PYTHONPATH": str(ROOT), "TERM": "xterm", **more}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sayso", "extract", str(examples / "border-water.txt"), "--explain", "-q"]
    process = subprocess.Popen(command, env=environment, stdout=theirs)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:
        pass  # Linux tells so that the other side is closed.
    os.close(ours)

    assert 0 == process.wait(60)
    assert coloured is (b"\x1b[" in shown)
