"""Suggestions: what may be one is found and told why, what is decided is not asked again."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from sayso.errors import UnknownDecisionError
from sayso.graph.curation.plan import load_plan, make_plan
from sayso.graph.identity.decide import decide
from sayso.graph.identity.pairs import WIDEST, find_pairs
from sayso.graph.identity.records import Record, read_records
from sayso.graph.identity.suggest import Suggestion, Suggestions, suggest, suggest_among

BASE = "https://example.org/news/"
DAY = date(2031, 3, 4)


def actor(key: str, name: str | Iterable[str], cls: str = "Person", **more: object) -> Record:
    """An actor that the articles in ``at`` name, with a role and a body in each."""
    names = [name] if isinstance(name, str) else list(name)
    articles = [f"{BASE}article/{each}" for each in str(more.get("at", key)).split()]
    role, body = str(more.get("role", "")), str(more.get("body", ""))
    return Record(
        f"{BASE}{'place' if cls == 'Place' else 'actor'}/{key}",
        cls,
        names=dict.fromkeys(names, 1),
        roles={each: {role} for each in articles} if role else {},
        bodies={each: {f"{BASE}actor/{body}"} for each in articles} if body else {},
        articles=set(articles),
        known=bool(more.get("known")),
        local="/" in key,
    )


def find(*records: Record) -> tuple[Suggestion, ...]:
    return suggest_among(sorted(records, key=lambda one: one.iri), plan=make_plan([])).found


def test_garbled_name_is_suggested_beside_the_one_it_stands_for() -> None:
    """An article that has a land's name wrong may have it right under another name; the authority has both."""
    known = actor("vel", ["Velm Highlands", "Tarkhane"], "State", at="x y", known=True)
    known.names["Tarkhane"] = 0
    garbled = actor("tarjaen", "Tarjaen", "Organization", at="x")

    (found,) = find(known, garbled)

    assert "a letter or two" in " ".join(found.reasons)


def test_two_names_of_one_article_are_two() -> None:
    """Where the article itself gives both names, it tells of two."""
    assert not find(
        actor("vel", "Tarkhane", "State", at="x y", known=True), actor("tarjaen", "Tarjaen", "Organization", at="x")
    )


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (actor("a", "Gevorg Khachatryan"), actor("b", "Gevorg Hachatrian"), "spellings of one sound"),
        (actor("a", "Olena Шевчук"), actor("b", "Olena Shevchuk"), "case, accents or spaces"),
        (actor("a", "José Núñez"), actor("b", "Jose Nunez"), "case, accents or spaces"),
        (actor("a", "Rahimzoda Daler"), actor("b", "Daler Rahimzoda"), "another order"),
        (actor("a", "G. Holmberg", role="mayor"), actor("b", "Greta Holmberg", role="mayor"), "both mayor"),
        (actor("a/h", "Holmberg", role="mayor"), actor("b", "Greta Holmberg", role="mayor"), "last name"),
        (actor("a", "Greta Holmbreg"), actor("b", "Greta Holmberg"), "a letter or two"),
        (actor("a", "Juan Carlos Reyes"), actor("b", "Juan Reyes"), "part of the other"),
        (actor("a", "WFP", "Organization"), actor("b", "World Food Programme", "Organization"), "initials"),
        (actor("a", "Harbour Frnot", "Organization"), actor("b", "Harbour Front", "Organization"), "a letter or two"),
        (
            actor("a", "Union of Grain Workers", "Organization", body="n"),
            actor("b", "National Union of Grain Workers", "Organization", body="n"),
            "most words",
        ),
        (actor("x/velm", "Velm", "Place"), actor("p-1", "Velm", "Place", known=True), "both are called"),
    ],
)
def test_variants_of_one_name_are_suggested(one: Record, other: Record, reason: str) -> None:
    """Each with a score and what it rests on, and the articles."""
    [found] = find(one, other)

    assert any(reason in each for each in found.reasons), found.reasons
    assert {one.iri, other.iri} == set(found.nodes)
    assert 0.6 <= found.score <= 1
    assert all(found.articles)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (actor("a", "Maria Rossi"), actor("b", "Mario Rossi")),
        (actor("a", "Jan Berg"), actor("b", "Jon Berg")),
        (actor("a", "Holmberg"), actor("b", "Greta Holmberg")),
        (actor("a", "G. Holmberg", role="mayor", body="x"), actor("b", "Greta Holmberg", role="judge", body="y")),
        (actor("a", "Ada Rowe", at="one"), actor("b", "A. Rowe", at="one")),
        (actor("a", "Health Office", "Organization", body="x"), actor("b", "Health Office", "Organization", body="y")),
        (actor("x/residents", "residents", "Group"), actor("y/residents", "residents", "Group")),
        (actor("x/school", "a school", "Place"), actor("y/school", "a school", "Place")),
        (actor("a", "Velm", "Place"), actor("b", "Velm", "State")),
        (actor("a", "Norland", "State", known=True), actor("b", "Norland", "State", known=True)),
        (actor("a", "North Coast League", "Organization"), actor("b", "South Coast League", "Organization")),
    ],
)  # fmt: skip
def test_what_is_not_one_is_left_alone(one: Record, other: Record) -> None:
    """Short names a letter apart, one article that names both, other states' bodies, what has no name."""
    assert () == find(one, other)


def test_single_name_that_may_be_several_is_worth_less() -> None:
    """Two mayors of one last name."""
    found = find(
        actor("x/h", "Holmberg", role="mayor", body="velm"),
        actor("b", "Greta Holmberg", role="mayor", body="velm"),
        actor("c", "Nils Holmberg", role="mayor", body="velm"),
    )

    assert 2 == len(found)
    assert all("may stand for 2 people" in one.reasons for one in found)


def test_many_of_one_name_are_one_suggestion() -> None:
    """Not one for each pair."""
    [found] = find(*(actor(f"{n}/ministry", "defence ministry", "Organization", body="norland") for n in range(30)))

    assert 30 == len(found.nodes)


def test_one_name_with_two_lives_is_suggested_for_a_split() -> None:
    """Other offices in other states, each in articles of its own."""
    one = actor("person-jan-berg", "Jan Berg", at="a b")
    one.roles = {f"{BASE}article/a": {"minister"}, f"{BASE}article/b": {"football coach"}}
    one.bodies = {f"{BASE}article/a": {f"{BASE}actor/norland"}, f"{BASE}article/b": {f"{BASE}actor/sudmark"}}
    states = [actor("norland", "Norland", "State"), actor("sudmark", "Sudmark", "State")]

    [found] = find(one, *states)
    assert ("split", (("a",), ("b",))) == (found.kind, found.articles)
    one.roles = {f"{BASE}article/a": {"minister"}, f"{BASE}article/b": {"minister"}}
    assert () == find(one, *states)


def test_what_an_authority_knows_stays() -> None:
    """Else what more articles name."""
    [first] = find(actor("a", "Velm", "Place", at="x y z"), actor("p-1", "Velm", "Place", known=True))
    [second] = find(actor("b", "José Núñez", at="x"), actor("c", "Jose Nunez", at="y z"))

    assert [f"{BASE}place/p-1", f"{BASE}actor/c"] == [first.nodes[-1], second.nodes[-1]]


def test_pairs_grow_with_the_nodes() -> None:
    """A last name that a thousand share does not make half a million pairs."""
    records = [actor(f"p{n:04}", f"A{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} Holmberg") for n in range(1_000)]
    pairs = find_pairs(records)

    assert pairs.narrowed
    assert len(pairs.pairs) < 1_000 * WIDEST


NEWS = """
@prefix say: <https://w3id.org/sayso/ont#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <https://example.org/news/> .
<graph/article/one> {
  <actor/person-ada-rowe> a say:Person , say:Actor ; rdfs:label "Ada Rowe"@en ;
    say:alias "she"@en ; say:role "its former mayor"@en ;
    say:memberOf <actor/velm> ; say:mentionedIn <article/one> .
  <actor/velm> a say:State ; rdfs:label "Velm"@en ; say:mentionedIn <article/one> .
}
<graph/article/two> {
  <actor/person-rowe-ada> a say:Person ; rdfs:label "Rowe Ada"@en ; say:role "mayor"@en ;
    say:mentionedIn <article/two> .
}
"""


@pytest.fixture
def store() -> Store:
    made = Store()
    made.load(NEWS.encode("utf-8"), RdfFormat.TRIG)
    return made


def test_records_hold_what_articles_say(store: Store) -> None:
    """Labels, not pronouns; offices without their time."""
    first = {one.iri.rpartition("/")[2]: one for one in read_records(store)}["person-ada-rowe"]

    assert ({"Ada Rowe": 1}, {"mayor"}) == (first.names, first.all_roles)
    assert {f"{BASE}actor/velm"} == first.all_bodies


def ask(store: Store, *files: Path) -> Suggestions:
    return suggest(store, plan=load_plan(files, base=BASE))


@pytest.mark.parametrize("accept", [True, False])
def test_what_is_decided_is_not_suggested_again(store: Store, tmp_path: Path, accept: bool) -> None:
    """Before the next build too, and whether accepted or rejected."""
    path = tmp_path / "decisions.toml"
    [found] = ask(store).found
    [done] = decide([found.id[:5]], [found], make_plan([]), accept=accept, path=path, base=BASE, who="Ada",
                    when=date(2031, 3, 4))  # fmt: skip

    again = ask(store, path)
    assert ((), 1) == (again.found, again.decided)
    assert path == done.path
    plan = load_plan([path], base=BASE)
    assert () == plan.faults
    assert ["merge" if accept else "distinct"] == [one.kind for one in plan.decisions]
    assert ("Ada", "2031-03-04") == (plan.decisions[0].who, plan.decisions[0].when)


def test_a_chain_of_accepted_merges_has_one_end(tmp_path: Path) -> None:
    """Each pair of three may be accepted in any order."""
    records = [actor("a", "Jose Nunez"), actor("b", "José Núñez"), actor("c", "Núñez José")]
    found = find(*records)
    path = tmp_path / "decisions.toml"
    decide(
        [one.id for one in found],
        found,
        make_plan([]),
        accept=True,
        path=path,
        base=BASE,
        who="",
        when=date(2031, 3, 4),
    )

    plan = load_plan([path], base=BASE)
    assert () == plan.faults
    assert 1 == len({plan.resolve(one.iri) for one in records})


def test_unknown_id_is_told(tmp_path: Path) -> None:
    """And nothing is written."""
    with pytest.raises(UnknownDecisionError, match="sayso curate suggest"):
        decide(
            ["ffff"],
            [],
            make_plan([]),
            accept=True,
            path=tmp_path / "x.toml",
            base=BASE,
            who="",
            when=date(2031, 3, 4),
        )
    assert not (tmp_path / "x.toml").exists()
