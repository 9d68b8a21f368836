"""Which figures contradict each other, and which only seem to."""

from dataclasses import replace
from datetime import date

import pytest

from sayso.graph.counts import Figure, States, find_whose, is_added, is_some
from sayso.graph.disputes import contradicts, find_disputes

STATES = States(
    {"orlander": "orland", "orland": "orland", "tessalian": "tessaly"},
    {"orland": "orland", "tessaly": "tessaly", "ministry": "orland"}.get,
)


def make(iri: str, low: float, high: float | None = None, **changes: object) -> Figure:
    """So many killed, by a source of that name, in an article of 3 March."""
    one = Figure(
        iri=iri, kind="killed", low=low, high=low if high is None else high, counted="", whose="", some=False,
        added=False, article="article/1", published=date(2031, 3, 3), span=(0, 40), event="event/1",
        event_span=(0, 40),
        label="attack in Velm", type="attack", earliest="2031-03-02", latest="2031-03-02", occurrence="",
        claimants={f"actor/{iri}"}, places={"place/velm"},
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]  # fields by name


OPEN = float("inf")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (make("a", 12), make("b", 40)),
        (make("a", 12), make("b", 20, OPEN)),
        (make("a", 5), make("b", 61, OPEN, counted="soldiers")),
        (make("a", 5, whose="orland"), make("b", 9, whose="orland")),
        (make("a", 40), make("b", 12, article="article/2", published=date(2031, 3, 5))),
    ],
    ids=["other-number", "at-least", "part-exceeds-whole", "one-side-twice", "later-and-lower"],
)
def test_figures_that_cannot_both_hold(one: Figure, other: Figure) -> None:
    """Two sources, bounds that exclude each other."""
    assert contradicts(one, other) and contradicts(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (make("a", 27), make("b", 12, OPEN)),
        (make("a", 45), make("b", 11, counted="children")),
        (make("a", 45), make("b", 11, some=True)),
        (make("a", 3, counted="soldiers"), make("b", 8, counted="children")),
        (make("a", 46, whose="orland"), make("b", 35, whose="tessaly")),
        (make("a", 46, whose="?"), make("b", 35)),
        (make("a", 12), make("b", 40, kind="injured")),
        (make("a", 12), make("b", 40, claimants={"actor/a"}, article="article/2")),
        (make("a", 12), make("b", 40, article="article/2", published=date(2031, 3, 5))),
        (make("a", 12), make("b", 40, article="article/2", published=None)),
        (make("a", 12, claimants=set[str]()), make("b", 40, claimants=set[str]())),
    ],
    ids=[
        "at-least", "children-of-all", "two-of-them", "two-sorts", "two-sides", "some-side", "killed-and-hurt",
        "one-source-in-a-series", "toll-that-rises", "unknown-which-is-later", "one-voice",
    ],
)  # fmt: skip
def test_figures_that_do_not_contradict(one: Figure, other: Figure) -> None:
    """A part, another sort, another side, an update, one voice: no dispute."""
    assert not contradicts(one, other) and not contradicts(other, one)


def test_figure_far_from_its_event_takes_no_part() -> None:
    """A figure on last year's clashes three paragraphs on is no rival of today's, whatever it was bound to."""
    figures = [make("a", 2), make("b", 51, OPEN, span=(900, 990))]

    assert [] == list(find_disputes(figures))


def test_sources_in_neighbouring_sentences_speak_of_one_happening() -> None:
    """The mayor said nine. State television said two. Elsewhere in the article, they would not be joined."""
    nine, two = make("a", 9), make("b", 2, event="event/2", span=(41, 80), event_span=(41, 80))

    assert [[nine, two]] == list(find_disputes([nine, two]))
    assert [] == list(find_disputes([nine, replace(two, span=(300, 340), event_span=(300, 340))]))
    assert [] == list(find_disputes([nine, replace(two, places={"place/tarn"})]))
    assert [] == list(find_disputes([nine, replace(two, earliest="2030-03-02")]))


def test_figures_of_one_occurrence_are_compared() -> None:
    """Two articles of one day report one attack with two figures."""
    nine = make("a", 9, occurrence="occurrence/1")
    two = make("b", 2, event="event/2", article="article/2", occurrence="occurrence/1")

    assert [[nine, two]] == list(find_disputes([nine, two]))
    assert [] == list(find_disputes([nine, replace(two, occurrence="")]))


@pytest.mark.parametrize(
    ("quote", "wording", "counted", "claimants", "whose"),
    [
        ("The ministry said 46 of its citizens had been killed.", "46", "citizens", ["ministry"], "orland"),
        ("It gives its own losses as 41 dead.", "41", "", [], "?"),
        ("At least 59 people died on the Orlander side.", "At least 59", "people", [], "orland"),
        ("More than 60 Tessalian soldiers were killed.", "More than 60", "soldiers", ["orland"], "tessaly"),
        ("At least 24 people were killed, the ministry said.", "At least 24", "people", ["ministry"], ""),
    ],
)
def test_whose_people_a_figure_counts(
    quote: str, wording: str, counted: str, claimants: list[str], whose: str
) -> None:
    """Its own, one side's, those of a nation, or all."""
    assert whose == find_whose(quote, wording, counted, claimants, STATES)


@pytest.mark.parametrize(
    ("quote", "wording", "some", "added"),
    [
        ("The raid killed 45 people, including 11 children.", "11", True, False),
        ("The raid killed 45 people, including 11 children.", "45", False, False),
        ("Five have died, two of them civilians.", "two", True, False),
        ("Ten more people were killed overnight.", "Ten", False, True),
        ("Another 30 were hurt.", "30", False, True),
        ("That brings the death toll to 90.", "90", False, True),
        ("The moreover of 12 Moresnet men.", "12", False, False),
    ],
)
def test_parts_and_additions_are_told_by_words(quote: str, wording: str, some: bool, added: bool) -> None:
    """Including, of them: a part. More, another, brings the toll to: not on this happening alone."""
    assert (some, added) == (is_some(quote, wording), is_added(quote, wording))
