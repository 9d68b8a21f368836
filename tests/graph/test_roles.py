"""Roles over time: what articles attest, and no more."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from sayso.graph.index import Index
from sayso.graph.roles import find_memberships, read_role, write_roles
from sayso.graph.summary import Summary, summarize

BASE = "https://example.org/news/"

NEWS = """
@prefix say: <https://w3id.org/sayso/ont#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/news/> .
<graph/article/march> {
  <article/march> a say:Article ; say:published "2031-03-04"^^xsd:date .
  <actor/ada> a say:Person ; rdfs:label "Ada Rowe"@en ; say:role "Prime Minister"@en ; say:memberOf <actor/velm> .
  <actor/velm> a say:State ; rdfs:label "Velm"@en .
}
<graph/article/may> {
  <article/may> a say:Article ; say:published "2031-05"^^xsd:gYearMonth .
  <actor/ada> a say:Person ; rdfs:label "Ada Rowe"@en ; say:role "its acting PM"@en .
}
<graph/article/july> {
  <article/july> a say:Article ; say:published "2031-07-01"^^xsd:date .
  <actor/ada> a say:Person ; rdfs:label "Ada Rowe"@en ;
    say:role "former prime minister"@en ; say:memberOf <actor/velm> .
  <actor/ivo> a say:Person ; rdfs:label "Ivo Maric"@en ; say:role "Prime Minister"@en ; say:memberOf <actor/velm> .
  <actor/lena> a say:Person ; rdfs:label "Lena Holt"@en ; say:role "adviser"@en ;
    say:memberOf <actor/ivo> .
  <actor/army> a say:Organization ; rdfs:label "army"@en ; say:role "spokesman"@en .
}
<graph/article/copy> {
  <article/copy> a say:Article ; say:published "2031-09-01"^^xsd:date .
  <actor/ivo> a say:Person ; rdfs:label "Ivo Maric"@en ; say:role "Prime Minister"@en ; say:memberOf <actor/velm> .
}
<graph/copies> { <article/copy> say:copyOf <article/july> . }
"""


@pytest.fixture
def store() -> Store:
    made = Store()
    made.load(NEWS.encode("utf-8"), RdfFormat.TRIG)
    return made


@pytest.fixture
def summaries(store: Store) -> list[Summary]:
    """Of all articles but the copy."""
    out: list[Summary] = []
    for name in ("march", "may", "july"):
        index = Index()
        quads = store.quads_for_pattern(None, None, None, NamedNode(f"{BASE}graph/article/{name}"))
        index.add_lines([f"{one} ." for one in quads])
        out.append(summarize(index.out))
    return out


@pytest.mark.parametrize(
    ("words", "name", "past"),
    [
        ("foreign minister", "foreign minister", False),
        ("its deputy foreign minister", "deputy foreign minister", False),
        ("Minister of Foreign Affairs", "foreign minister", False),
        ("former Prime Minister", "prime minister", True),
        ("ex-president", "president", True),
        ("the country's then-foreign secretary", "country's then-foreign secretary", False),
        ("acting PM", "prime minister", False),
        ("foreign ministry spokeswoman", "foreign ministry spokesperson", False),
    ],
)
def test_words_of_an_office_are_read(words: str, name: str, past: bool) -> None:
    """Articles and words of time are taken off, ways of writing meet, deputies stay deputies."""
    role = read_role(words)

    assert role is not None
    assert (name, past) == (role.name, role.past)


def test_words_without_an_office_are_none() -> None:
    """ "The former" names nothing."""
    assert read_role("the former") is None


def test_office_that_changes_hands(store: Store, summaries: list[Summary]) -> None:
    """Who held it from when to when; from when the first is called former; copies attest nothing."""
    text = write_roles(store, f"{BASE}graph/roles", summaries, base=BASE).decode("utf-8")
    found = {(one.member.rpartition("/")[2], one.role): one for one in find_memberships(summaries)}

    assert {("ada", "prime minister"), ("ivo", "prime minister"), ("lena", "adviser")} == set(found)
    ada = found["ada", "prime minister"]
    assert ["march", "may"] == sorted(one.rpartition("/")[2] for one in ada.attested)
    assert f"{BASE}actor/velm" == ada.organization
    assert '"2031-03-04"' in text and '"2031-05-31"' in text and '"2031-09-01"' not in text
    [over] = [line for line in text.splitlines() if "overBy" in line]
    assert '"2031-07-01"' in over


def test_person_is_no_organization(summaries: list[Summary]) -> None:
    """Whose adviser somebody is, is not where the office is."""
    [one] = [one for one in find_memberships(summaries) if one.role == "adviser"]

    assert "" == one.organization


def test_same_store_gives_the_same_bytes(store: Store, summaries: list[Summary]) -> None:
    """Sorted, each line once."""
    data = write_roles(store, f"{BASE}graph/roles", summaries, base=BASE)

    assert data == write_roles(store, f"{BASE}graph/roles", summaries, base=BASE)
    assert len(data.splitlines()) == len(set(data.splitlines()))
