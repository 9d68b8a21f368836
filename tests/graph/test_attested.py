"""Names that an article uses become nodes where they tell something, each with a sentence that has it."""

import re
from pathlib import Path

import pyoxigraph
import pytest

from sayso.graph.attested import find_sentence, is_quoted
from sayso.graph.writer import SAY, write_article
from sayso.model import Actor, ActorClass, Article, Findings, Place, Statement

BASE = "https://example.org/news/"
FORM = "http://www.w3.org/2008/05/skos-xl#literalForm"
Names = dict[str, dict[str, list[str]]]


def spans(text: str, words: str) -> tuple[tuple[int, int], ...]:
    return tuple((found.start(), found.end()) for found in re.finditer(re.escape(words), text))


def place(text: str, *mentions: str, name: str, key: str | None = None) -> Place:
    where = tuple(sorted(span for one in mentions for span in spans(text, one)))
    return Place(id=key or "p", name=name, cls="Settlement", authority=key, mentions=mentions, spans=where)


def actor(text: str, *mentions: str, name: str, cls: ActorClass = "Organization", key: str | None = None) -> Actor:
    where = tuple(sorted(span for one in mentions for span in spans(text, one)))
    return Actor(id="a", name=name, cls=cls, authority=key, mentions=mentions, spans=where)


def read_names(
    text: str,
    *found: Place | Actor,
    statements: tuple[Statement, ...] = (),
    id: str = "a",
    authority: tuple[Path, ...] = (),
) -> Names:
    """Return evidence (as words) and users of each name that is written, by its form as a token."""
    speaker = Actor(id="speaker", name="Vera Lind", cls="Person")
    actors = {"speaker": speaker} | {one.id: one for one in found if isinstance(one, Actor)}
    places = {one.id: one for one in found if isinstance(one, Place)}
    findings = Findings(doc=id, actors=actors, places=places, statements=statements)
    article = Article(id=id, text=text, language="en")
    store = pyoxigraph.Store()
    lines = write_article(article, findings, base=BASE, authority=authority)
    store.load("\n".join([*lines, ""]).encode(), pyoxigraph.RdfFormat.N_QUADS)

    def values(node: pyoxigraph.NamedNode, name: str) -> list[pyoxigraph.NamedNode | pyoxigraph.Literal]:
        found = [quad.object for quad in store.quads_for_pattern(node, pyoxigraph.NamedNode(name), None)]
        return sorted((one for one in found if isinstance(one, (pyoxigraph.NamedNode, pyoxigraph.Literal))), key=str)

    out: Names = {}
    kind = pyoxigraph.NamedNode(f"{SAY}AttestedName")
    for quad in store.quads_for_pattern(None, None, kind):
        node = quad.subject
        assert isinstance(node, pyoxigraph.NamedNode)
        [form] = values(node, FORM)
        owners = [quad.subject for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(f"{SAY}hasName"), node)]
        passages = [one for one in values(node, f"{SAY}evidence") if isinstance(one, pyoxigraph.NamedNode)]
        out[str(form)] = {
            "iri": [node.value],
            "of": [str(one) for one in owners],
            "in": [one.value for passage in passages for one in values(passage, f"{SAY}quote")],
            "by": [one.value.rpartition("/")[2] for one in values(node, f"{SAY}usedBy")],
            "from": [one.value for each in passages for one in values(each, "http://www.w3.org/ns/oa#hasSource")],
        }
    return out


def test_each_name_of_a_contested_place_has_its_sentence() -> None:
    """Both parties' names are nodes, those of the authority files, with their languages."""
    text = "Boats reached Dokdo at dawn. The ferry to Takeshima was late."
    found = read_names(text, place(text, "Dokdo", "Takeshima", name="Dokdo", key="r-1038"))

    assert {one: names["in"] for one, names in found.items()} == {
        '"Dokdo"@ko': ["Boats reached Dokdo at dawn."],
        '"Takeshima"@ja': ["The ferry to Takeshima was late."],
    }
    assert all(names["of"] == [f"<{BASE}place/r-1038>"] for names in found.values())
    assert all("/place/r-1038/name/" in names["iri"][0] for names in found.values())


def test_name_in_quotation_marks_is_the_speakers() -> None:
    """Who is quoted with a name uses it, even where something else is meant; the article's own is apart."""
    text = 'Shells fell on Dokdo. "The seals of Takeshima deserve better," Vera Lind said.'
    said = Statement(
        id="s1", type="assert", sentence=spans(text, text[22:])[0], cue=spans(text, "said")[0], speaker=("speaker",),
        content=spans(text, '"The seals of Takeshima deserve better,"'), direct=True,
    )  # fmt: skip
    found = read_names(text, place(text, "Dokdo", name="Dokdo", key="r-1038"), statements=(said,))

    assert found['"Takeshima"@ja']["by"] == ["person-vera-lind"]
    assert found['"Takeshima"@ja']["in"] == [text[22:]]
    assert found['"Dokdo"@ko']["by"] == []


def test_name_in_reported_speech_is_the_articles() -> None:
    """Nobody knows which name a speaker used whose words are not quoted, or of whose words others are."""
    text = 'Vera Lind said that Takeshima was "calm".'
    span = spans(text, 'Takeshima was "calm"')
    for direct in (False, True):
        said = Statement(
            id="s1", type="assert", sentence=(0, len(text)), cue=spans(text, "said")[0], speaker=("speaker",),
            content=span, direct=direct,
        )  # fmt: skip
        found = read_names(text, place(text, "Takeshima", name="Dokdo", key="r-1038"), statements=(said,))

        assert found['"Takeshima"@ja']["by"] == []
        assert found['"Takeshima"@ja']["in"] == [text]


def test_one_name_is_one_node_in_all_articles() -> None:
    """The same name of the same node has one IRI, and the passages differ."""
    first, second = "Smoke rose over Chittagong.", "Chittagong was quiet."
    names = [
        read_names(text, place(text, "Chittagong", name="Chattogram", key="gn-1205733"), id=id)['"Chittagong"@en']
        for id, text in (("one", first), ("two", second))
    ]

    assert names[0]["iri"] == names[1]["iri"]
    assert [one["in"] for one in names] == [[first], [second]]
    # Of a sentence that tells of nothing else, only this says which article it is from.
    assert [one["from"] for one in names] == [[f"{BASE}article/one"], [f"{BASE}article/two"]]


@pytest.mark.parametrize(
    "mention",
    [
        "the city of Chattogram",
        "Chattogram District",
        "the port",
        "Chattogram's",
        "southeastern Chittagong",
        "Port City",
    ],
)
def test_descriptions_and_longer_forms_are_no_names(mention: str) -> None:
    """A name of its own begins every word with a capital letter and neither holds the known name nor is made of it."""
    text = f"Smoke rose over {mention}."
    found = read_names(text, place(text, mention, name="Chattogram", key="gn-1205733"))

    assert {} == found if mention != "Port City" else ['"Port City"@en'] == list(found)


def test_two_names_of_a_body_that_nothing_lists_are_both_nodes() -> None:
    """A body and its letters."""
    text = "The Halmstow Boatmen's League (HBL) met. The HBL voted."
    found = read_names(text, actor(text, "Halmstow Boatmen's League", "HBL", name="Halmstow Boatmen's League"))

    assert {'"Halmstow Boatmen\'s League"@en', '"HBL"@en'} == found.keys()


@pytest.mark.parametrize(
    ("mentions", "name", "cls"),
    [
        (("Halmstow League", "League"), "Halmstow League", "Organization"),
        (("Halmstow League", "Rebels"), "Halmstow League", "Organization"),
        (("Ada Rowe", "Rowe", "Mayor Rowe", "Halmstow's Rowe", "Spokeswoman Lee"), "Ada Rowe", "Person"),
        (("Ada Rowe", "Bunty"), "Ada Rowe", "Person"),
        (("Fishermen", "Island Fishermen"), "fishermen", "Group"),
        (("A Source", "Official Two"), "a source", "AnonymousSource"),
    ],
)
def test_what_is_no_name_of_its_own_makes_no_node(mentions: tuple[str, ...], name: str, cls: ActorClass) -> None:
    """Shorter forms, titles, last names, words that begin a sentence, groups and unnamed sources."""
    text = " ".join(f"{one} spoke." for one in mentions)

    assert {} == read_names(text, actor(text, *mentions, name=name, cls=cls))


def test_names_that_the_authority_lists_for_an_actor_are_no_nodes() -> None:
    """They stand in the authority's own graph, as do adjectives and seats."""
    text = "Sweden spoke. The Kingdom of Sweden, said Stockholm. Swedish ships sailed."
    mentions = ("Sweden", "Kingdom of Sweden", "Stockholm", "Swedish")

    assert {} == read_names(text, actor(text, *mentions, name="Sweden", cls="State", key="sweden"))


def test_users_of_names_in_own_files_make_a_place_contested(tmp_path: Path) -> None:
    """A name's IRI, form and language are those of the user's file."""
    (tmp_path / "own.ttl").write_text(
        "@prefix say: <https://w3id.org/sayso/ont#> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .\n"
        '<place/lake> a say:Place ; say:authorityKey "lake" ;\n'
        "  say:hasName <place/lake/name/1> , <https://names.example/2> .\n"
        '<place/lake/name/1> a say:PlaceName ; xl:literalForm "Selmvatn"@no ; say:usedBy <actor/orvia> .\n'
        '<https://names.example/2> a say:PlaceName ; xl:literalForm "Tesmar-See"@de .\n',
        encoding="utf-8",
    )
    text = "SELMVATN froze. Skaters love the Tesmar See."
    found = read_names(
        text, place(text, "SELMVATN", "Tesmar See", name="Selmvatn", key="lake"), authority=(tmp_path / "own.ttl",)
    )

    assert {one: names["iri"] for one, names in found.items()} == {
        '"Selmvatn"@no': [f"{BASE}place/lake/name/1"],
        '"Tesmar-See"@de': ["https://names.example/2"],
    }


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We in X,” she said", True),
        ("“Peace” in X", False),
        ('"Peace" in X, "war" there', False),
        ('He said "peace in X"', True),
        ("«Paix à X»", True),
        ("in X “peace”", False),
    ],
)
def test_marks_tell_what_is_quoted(text: str, inside: bool) -> None:
    assert is_quoted(text, 0, text.index("X")) == inside


@pytest.mark.parametrize(
    "text",
    ["|Smoke rose over X.| It rained.", "It rained. |X burnt.| It rained.", "HEAD\n|From X, “news.”|\n\nMore.", "|X|"],
)
def test_sentence_around_a_name(text: str) -> None:
    """Cut at full stops and line ends."""
    plain = text.replace("|", "")
    at = plain.index("X")
    start, end = find_sentence((at, at + 1), plain)

    assert plain[start:end] == text.split("|")[1]
