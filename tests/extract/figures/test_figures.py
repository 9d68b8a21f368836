"""Figures, by the table figures.toml: kind, words, bounds, and who gives them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.extract.state import KEY, State, get_state
from sayso.extract.times.numbers import read_number
from sayso.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

TABLE = tomllib.loads((Path(__file__).parent / "figures.toml").read_text(encoding="utf-8"))


def iter_cases() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for group in TABLE["cases"]:
        for text, *lines in group["texts"]:
            yield group["rule"], text, tuple(lines)


CASES = list(iter_cases())


def read_state(nlp: "Language", text: str) -> State:
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = State(article=Article(id="test", text=text, published="2024-03-14"))
    return get_state(nlp(doc))


def describe(state: State, asked: tuple[str, ...]) -> list[str]:
    """Write the figures as lines of the table; who gives them only where the table asks."""
    out: list[str] = []
    for number, figure in enumerate(state.figures):
        words = state.article.text[slice(*figure.span)]
        low, high = ("" if bound is None else str(bound) for bound in (figure.low, figure.high))
        line = f"{figure.kind}|{words}|{low}..{high}{'~' * figure.approx}"
        wanted = asked[number] if number < len(asked) else ""
        if "|by=" in wanted:
            given = "+".join(state.actors[key].name for key in figure.according_to)
            name = wanted.partition("|by=")[2]
            line += f"|by={name if name and name in given else given}"
        out.append(line)
    return out


def test_table_is_large() -> None:
    """At least 170 texts are tried, and at least 20 give no figure."""
    assert len(CASES) >= 170
    assert sum(not lines for _, _, lines in CASES) >= 20


@pytest.mark.parametrize(("rule", "text", "lines"), CASES)
def test_figures_of_text(nlp: "Language", rule: str, text: str, lines: tuple[str, ...]) -> None:
    """A text gives these figures, no more and no less."""
    state = read_state(nlp, text)

    assert describe(state, lines) == [line.replace("~|", "~|") for line in lines]


def test_figure_measures_event(nlp: "Language") -> None:
    """In "killed 17 worshippers", the figure is of the killing."""
    state = read_state(nlp, "Gunmen raided Kano on Monday. They killed 17 worshippers.")

    [figure] = state.figures

    assert figure.event in {event.id for event in state.events if event.type == "death"}


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("at least 2 hundred", (200, None)),
        ("one thousand two hundred", (1200, 1200)),
        ("1.5 million", (1_500_000, 1_500_000)),
        ("two million", (2_000_000, 2_000_000)),
        ("forty - five thousand", (45_000, 45_000)),
        ("a million and a half", (1_500_000, 1_500_000)),
        ("tens of thousands", (20_000, None)),
        ("nothing", None),
    ],
)
def test_number_is_read(text: str, bounds: tuple[int, int | None] | None) -> None:
    """Numbers in words and digits have the value that a reader gives them."""
    words = text.split()
    start = 2 if text.startswith("at least") else 0

    number = read_number(words, start)

    assert (number and (number.low, number.high)) == bounds
