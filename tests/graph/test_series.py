"""Which figures one source gives on one question from day to day."""

from dataclasses import replace
from datetime import date

import pytest

from sayso.graph.counts import Figure
from sayso.graph.series import find_series, write_series


def make(iri: str, number: int, day: int, **changes: object) -> Figure:
    """So many killed in one happening, given by the ministry on a day of March."""
    one = Figure(
        iri=iri, kind="killed", low=number, high=number, counted="", whose="", some=False, added=False,
        article=f"article/{day}", published=date(2031, 3, day), span=(0, 40), event=f"event/{day}", event_span=(0, 40),
        label="attack in Velm", type="attack", earliest="2031-03-02", latest="2031-03-02", occurrence="occurrence/1",
        claimants={"actor/ministry"}, places={"place/velm"},
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]  # fields by name


def test_updates_stand_in_the_order_of_days() -> None:
    """Whatever order they are found in."""
    [found] = find_series([make("c", 19, 6), make("a", 12, 3), make("b", 14, 4)])

    assert ["a", "b", "c"] == [one.iri for one in found.updates]


@pytest.mark.parametrize(
    "other",
    [
        make("b", 14, 3),
        make("b", 14, 4, claimants={"actor/rebels"}),
        make("b", 14, 4, claimants=set[str]()),
        make("b", 14, 4, kind="injured"),
        make("b", 14, 4, counted="soldiers"),
        make("b", 14, 4, some=True),
        make("b", 14, 4, added=True),
        make("b", 14, 4, whose="orland"),
        make("b", 14, 4, occurrence="occurrence/2"),
        make("b", 14, 4, occurrence=""),
        make("b", 14, 4, published=None),
    ],
    ids=[
        "one-day", "other-source", "no-source", "other-kind", "other-people", "a-part", "ten-more", "one-side",
        "other-happening", "no-happening", "no-day",
    ],
)  # fmt: skip
def test_figures_that_are_no_series(other: Figure) -> None:
    """Another source, another question, or no other day."""
    assert [] == list(find_series([make("a", 12, 3), other]))


def test_iri_stays_when_a_figure_is_added() -> None:
    """The third update joins the series that two began."""
    two = [make("a", 12, 3), make("b", 14, 4)]
    lines = write_series(two, "graph", base="https://example.org/").decode().splitlines()
    more = write_series([*two, make("c", 19, 6)], "graph", base="https://example.org/").decode().splitlines()

    assert set(lines) < set(more) and len(more) == len(lines) + 1
