"""IRIs are minted the same way everywhere, are valid, and stand for one thing each."""

import pyoxigraph
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.graph.iris import LONGEST_SLUG, Minter, make_name_slug, make_slug
from sayso.model import Actor, ActorClass, Findings, Place

BASE = "https://example.org/news/"
any_text = st.text(min_size=1, max_size=200)


def findings(*actors: Actor) -> Findings:
    return Findings(doc="a", actors={one.id: one for one in actors})


@given(any_text)
@example("..")
@example("a/b")
@example("\ud800")
@example("x" * 5000)
@example("-1a2b3c4d")
def test_a_slug_is_one_safe_step_of_a_path(text: str) -> None:
    """Whatever an id holds, its slug is a valid IRI step and a file name that hides and climbs nowhere."""
    slug = make_slug(text)

    assert 0 < len(slug) <= LONGEST_SLUG
    assert not slug.startswith((".", "-"))
    assert slug.isascii() and not set(slug) & set('/\\?#%:*"<>| ')
    assert pyoxigraph.NamedNode(f"{BASE}article/{slug}").value.endswith(slug)


@given(any_text, any_text)
@example("a b", "a-b")
@example("a/b", "a?b")
@example("A", "a")
@example("foo!", make_slug("foo!"))
def test_two_ids_never_share_a_slug(one: str, other: str) -> None:
    """An altered slug tells its id apart, even from an id that looks like that very slug."""
    assert (make_slug(one) == make_slug(other)) == (one == other)


@pytest.mark.parametrize("kept", ["002_06faa29ea998", "re3d-5", "news.2023-09-25_v2", "a~b", "0"])
def test_a_safe_id_is_its_own_slug(kept: str) -> None:
    assert make_slug(kept) == kept


@given(st.text(max_size=80))
def test_a_name_slug_is_safe_and_stable_under_case_and_spaces(name: str) -> None:
    slug = make_name_slug(name)

    assert slug and set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert make_name_slug(f"  {name} ") == slug
    assert make_name_slug(slug) == slug


def test_spellings_of_a_name_meet_and_other_scripts_stay_apart() -> None:
    assert make_name_slug("José  Álvarez") == make_name_slug("jose alvarez") == "jose-alvarez"
    assert make_name_slug("Ілля Коваль") != make_name_slug("Олег Коваль")
    assert make_name_slug("Łódź") != make_name_slug("Ódź")


@pytest.mark.parametrize(
    ("name", "cls", "of", "expected"),
    [
        ("Ada Rowe", "Person", None, "actor/person-ada-rowe"),
        ("Rowe", "Person", None, "actor/art/x"),
        ("President Rowe", "Person", None, "actor/art/x"),
        ("J. Rowe", "Person", None, "actor/art/x"),
        ("her father", "Person", None, "actor/art/x"),
        ("Harbour Defence League", "Organization", None, "actor/organization-harbour-defence-league"),
        ("The Coast Gazette", "MediaOutlet", None, "actor/mediaoutlet-coast-gazette"),
        ("Ministry of Defence", "Organization", None, "actor/art/x"),
        ("Ministry of Defence", "Organization", "rovina", "actor/organization-rovina-ministry-of-defence"),
        ("the police", "Organization", "rovina", "actor/art/x"),
        ("residents of Halmstow", "Group", None, "actor/art/x"),
        ("a source close to the talks", "AnonymousSource", None, "actor/art/x"),
    ],
)
def test_actors_meet_only_under_a_name_of_their_own(name: str, cls: ActorClass, of: str | None, expected: str) -> None:
    """Full names merge across articles; common names, single names and descriptions stay with their article."""
    owner = Actor(id="rovina", name="Rovina", cls="State", authority="rovina")
    actor = Actor(id="x", name=name, cls=cls, of=of)

    assert Minter(BASE, "art").actor(actor, findings(owner, actor)) == BASE + expected


def test_known_actors_and_places_have_the_key_of_the_authority() -> None:
    minter = Minter(BASE, "art")

    assert minter.actor(Actor(id="q", name="X", cls="State", authority="rovina"), findings()) == BASE + "actor/rovina"
    assert minter.place(Place(id="q", name="X", cls="Country", authority="gn-12")) == BASE + "place/gn-12"
    assert minter.place(Place(id="mill", name="the mill", cls="Facility")) == BASE + "place/art/mill"


def test_iris_of_an_article_do_not_depend_on_other_articles() -> None:
    one, other = (Minter.of_article(BASE, name) for name in ("first", "second"))

    assert one.passage((3, 9)) == f"{BASE}passage/first/3-9" != other.passage((3, 9))
    assert one.numbered("event", ["7-attack", "9-death", "7-attack"]) == [
        f"{BASE}event/first/7-attack", f"{BASE}event/first/9-death", f"{BASE}event/first/7-attack-2",
    ]  # fmt: skip
