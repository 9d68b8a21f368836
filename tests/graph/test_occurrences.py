"""Which reports are taken to be of one happening, and which never are."""

from dataclasses import replace
from datetime import date

import pytest

from sayso.graph.occurrences import LEAST, Report, compare, find_occurrences

DAY = date(2031, 3, 3)
TOWN = frozenset({"place/velm"})


def make(iri: str, **changes: object) -> Report:
    """A report of an attack in Velm on 3 March, of an article of its own."""
    one = Report(iri=iri, article=f"article/{iri}", type="attack", first=DAY, last=DAY, places=TOWN, named=TOWN)
    return replace(one, **changes)  # type: ignore[arg-type]  # fields by name


def test_reports_of_one_type_day_and_town_are_one() -> None:
    """Two articles tell of an attack in Velm on 3 March."""
    [found] = find_occurrences([make("b"), make("a")])

    assert ["a", "b"] == [one.iri for one in found.reports]
    assert LEAST <= found.score <= 1
    assert "both attack; on 2031-03-03; one place" == found.reason


@pytest.mark.parametrize(
    "changes",
    [
        {"first": date(2031, 3, 4), "last": date(2031, 3, 4)},
        {"first": date(2030, 3, 3), "last": date(2031, 3, 3)},
        {"places": frozenset({"place/tarn"}), "named": frozenset({"place/tarn"})},
        {"places": frozenset[str](), "named": frozenset[str]()},
        {"named": frozenset[str]()},
        {"type": "protest"},
        {"type": "death"},
        {"article": "article/a"},
    ],
    ids=[
        "next-day", "some-time-in-a-year", "other-town", "no-place", "place-not-in-the-sentence", "other-type",
        "death", "one-article",
    ],
)  # fmt: skip
def test_what_may_be_another_happening_stays_apart(changes: dict[str, object]) -> None:
    """Another day, another place, a wide span, a place that the sentence does not name: no link."""
    assert [] == find_occurrences([make("a"), make("b", **changes)])


def test_victims_of_other_names_keep_reports_apart() -> None:
    """Ada Rowe and Ole Venn were killed in Velm on one day, in two happenings for all we know."""
    reports = [make(name, type="death", patients=frozenset({f"actor/person-{name}"})) for name in ("rowe", "venn")]

    assert [] == find_occurrences(reports)


def test_common_participants_make_up_for_the_place() -> None:
    """Two ministers met on 3 March: whoever else tells of it, tells of the same. Two states are parties too."""
    pair = frozenset({"actor/person-rowe", "actor/person-venn"})
    states = frozenset({"actor/orland", "actor/tessaly"})
    nowhere = frozenset[str]()
    for agents, kind in ((pair, "meeting"), (states, "negotiation")):
        known = agents & states
        reports = [
            make(name, type=kind, agents=agents, states=known, places=nowhere, named=nowhere) for name in ("a", "b")
        ]
        assert 1 == len(find_occurrences(reports)), kind
    reports = [make(name, agents=states, states=states, places=nowhere, named=nowhere) for name in ("a", "b")]
    assert [] == find_occurrences(reports), "armies fight in many places on one day"


def test_death_and_attack_are_one_if_more_than_day_and_town_agree() -> None:
    """The attack and the deaths are told as one by the same figure."""
    count = frozenset({("killed", "people", "27", "27")})

    assert 1 == len(find_occurrences([make("a", figures=count), make("b", type="death", figures=count)]))


def test_part_of_a_town_lies_in_it() -> None:
    """The quay is a part of Velm."""
    quay = frozenset({"name old-quay"})

    assert 1 == len(find_occurrences([make("a"), make("b", places=quay, named=quay, within=TOWN)]))


def test_wars_meet_by_name() -> None:
    """The War of the Two Rivers lasted for years, and goes by its name in both articles."""
    years = {"first": date(2001, 1, 1), "last": date(2004, 12, 31), "type": "war", "places": frozenset[str]()}

    assert 1 == len(find_occurrences([make(name, name="two-rivers-war", **years) for name in ("a", "b")]))
    assert [] == find_occurrences([make(name, name=f"{name}-war", **years) for name in ("a", "b")])


def test_a_group_never_holds_two_events_of_one_article_and_type() -> None:
    """An article that tells of two attacks in Velm tells which of them another means no better than we know."""
    reports = [make("a", article="article/1"), make("b", article="article/1"), make("c")]
    [found] = find_occurrences(reports)

    assert 2 == len(found.reports)


def test_order_does_not_matter() -> None:
    """The same reports give the same groups."""
    reports = [make(name) for name in "abcd"]

    assert find_occurrences(reports) == find_occurrences(reversed(reports))


def test_score_is_that_of_the_weakest_link() -> None:
    """A third report that agrees in less lowers the score."""
    actor = frozenset({"actor/person-rowe"})
    strong = [make("a", agents=actor), make("b", agents=actor)]
    [pair], [three] = find_occurrences(strong), find_occurrences([*strong, make("c")])

    assert three.score < pair.score
    assert compare(strong[0], make("c"))[0] == pytest.approx(three.score)


NEWS = {"first": date(2031, 3, 2), "last": date(2031, 3, 4), "guessed": True}


def test_undated_news_is_linked_where_much_else_agrees() -> None:
    """A meeting of the same people in the same town, told as news; killings of as many by the same army."""
    army = {"agents": frozenset({"actor/army"}), "figures": frozenset({("killed", "", "12", "12")})}
    for shared in ({"type": "visit", "agents": frozenset({"actor/person-rowe"})}, {"type": "death", **army}):
        [found] = find_occurrences([make("a", **shared), make("b", **shared, **NEWS)])

        assert "told as news" in found.reason and found.score <= 0.9


@pytest.mark.parametrize(
    "shared",
    [{}, {"type": "visit"}, {"agents": frozenset({"actor/army"}), "patients": frozenset({"actor/rebels"})}],
    ids=["town-alone", "a-visit-to-the-town", "shelled-every-day"],
)
def test_undated_news_of_a_town_is_not_enough(shared: dict[str, object]) -> None:
    """A town may be shelled by the same army every day."""
    assert [] == find_occurrences([make("a", **shared), make("b", **shared, **NEWS)])
