"""The rules that GEXF files are held against do find faults."""

from collections.abc import Callable
from pathlib import Path

import pytest

Check = Callable[[str], list[str]]

BREAKS = [
    ('version="1.3"', 'version="1.2"', "version"),
    ('<viz:color r="', '<viz:color hex="#000000" r="', "hex"),
    ('<viz:color r="213"', '<viz:color r="256"', "color"),
    (' mode="dynamic"', ' name="x" mode="dynamic"', "has name"),
    ('timeformat="date"', 'timeformat="day"', "timeformat"),
    ('weight="2.0"', 'weight="two"', "weight"),
    ('start="2031-03-04"', 'start="2031-02-30"', "start"),
    ('<spell start="2031-03-20"', '<spell start="2031-03-03"', "overlap"),
    ('title="class"', 'title="type"', "reserved"),
    ('for="0"', 'for="44"', "not declared"),
    ('<attribute id="0"', '<attribute id="class"', "no number"),
    ('kind="condemn"', 'kind="accuse"', "twice"),
    ("<nodes count=", "<spells/><nodes count=", "spells"),
    ('count="5"', 'count="6"', "count"),
    ('value="3"', 'value="three"', "no integer"),
    ("  </edges>", "  </edges><nodes/>", "out of order"),
    ("xmlns:viz", "xmlns:look", "prefix"),
]


def test_the_golden_file_has_no_fault(find_faults: Check, golden: Path) -> None:
    """What the breaks below start from is sound."""
    assert find_faults((golden / "actors.gexf").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("before", "after", "fault"), BREAKS)
def test_each_break_is_found(find_faults: Check, golden: Path, before: str, after: str, fault: str) -> None:
    """A file broken in one place is found out."""
    text = (golden / "actors.gexf").read_text(encoding="utf-8")
    assert before in text
    broken = text.replace(before, after, 1)
    if before == "xmlns:viz":
        broken = broken.replace("<viz:", "<look:")

    assert any(fault in found for found in find_faults(broken))


def test_an_edge_to_nowhere_is_found(find_faults: Check, golden: Path) -> None:
    """An edge whose target is no node is a fault."""
    text = (golden / "actors.gexf").read_text(encoding="utf-8").replace('actor/tesmar" label', 'actor/gone" label')

    assert any("has no target" in found for found in find_faults(text))
