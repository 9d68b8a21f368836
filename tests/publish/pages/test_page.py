"""Pages of nodes: what they tell, in which forms, and that nothing in an article can break them."""

import re

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from sayso.publish.pages.page import Page, make_page
from sayso.publish.pages.paths import find_iri, find_path, is_plain
from sayso.publish.pages.reader import Reader, clean
from sayso.publish.pages.render import Site
from sayso.publish.pages.site import NODES
from tests.publish.html_tools import Outline, check_html, get_section
from tests.publish.site_store import BASE

PATHS = (
    "actor/orvia", "actor/tesmar", "actor/person-lena-dorn", "actor/harbour-blockade/fishermen", "place/lake",
    "article/harbour-blockade", "article/flood", "article/echo", "article/hostile",
    "statement/harbour-blockade/27-accuse", "statement/harbour-blockade/95-deny", "statement/flood/6-assert",
    "statement/hostile/0-accuse", "event/flood/30-death", "figure/flood/11", "figure/flood/67",
    "occurrence/0123456789abcdef", "dispute/fedcba9876543210", "passage/flood/0-50", "place/lake/name/1",
    "actor/hostile/script", "actor/hostile/hebrew", "actor/hostile/long",
)  # fmt: skip


def get(reader: Reader, site: Site, path: str) -> Page:
    page = make_page(reader, BASE + path, site=site)
    assert page is not None, path
    return page


@pytest.mark.parametrize("path", PATHS)
def test_page_is_valid_html_that_stands_alone(reader: Reader, site: Site, path: str) -> None:
    """A strict parser finds no fault; there is no script to run, and nothing comes from elsewhere."""
    html = get(reader, site, path).html
    outline = Outline(html)

    assert check_html(html) == []
    assert outline.find("html") == [{"lang": "en"}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in outline.find("meta")
    assert all(one == {"type": "application/ld+json"} for one in outline.find("script"))
    assert not [one for _, one in outline.elements if any(key.startswith("on") or key == "style" for key in one)]
    assert len(outline.find("h1")) == 1
    assert [one["href"] for one in outline.find("link") if one["rel"] == "stylesheet"] == [
        "../" * path.count("/") + "style.css"
    ]
    assert not outline.find("img") + outline.find("iframe") + outline.find("object") + outline.find("base")


@pytest.mark.parametrize("path", PATHS)
def test_page_leads_to_its_data(reader: Reader, site: Site, path: str) -> None:
    """Turtle and JSON-LD are named as alternates, and hold the same triples, all of the graph."""
    page = get(reader, site, path)
    name = path.rsplit("/", 1)[-1]
    alternates = {one["type"]: one["href"] for one in Outline(page.html).find("link") if one["rel"] == "alternate"}
    turtle = {quad.triple for quad in parse(page.ttl, format=RdfFormat.TURTLE)}
    linked = {quad.triple for quad in parse(page.jsonld, format=RdfFormat.JSON_LD)}

    assert alternates == {"text/turtle": f"{name}.ttl", "application/ld+json": f"{name}.jsonld"}
    assert turtle == linked
    assert any(triple.subject == NamedNode(BASE + path) for triple in turtle)
    assert all(any(reader.store.quads_for_pattern(*triple)) for triple in turtle)


def test_every_node_has_a_page(reader: Reader, site: Site) -> None:
    """Each actor, place, event, statement, article, figure, occurrence, dispute, role and so on has one."""
    nodes = [iri for kind in NODES for iri in reader.iter_nodes(kind)]

    assert len(nodes) >= 30
    assert all(make_page(reader, iri, site=site, documents=("html",)) for iri in nodes)


def test_actor_page_is_a_dossier(reader: Reader, site: Site) -> None:
    """Names, what it accused others of, what it was accused of, its figures, each with sentence and article."""
    html = get(reader, site, "actor/orvia").html

    accused = get_section(html, "accused")
    assert "Orvia accused Tesmar" in accused and "mining the harbour of Port Selm" in accused
    assert "Orvia and Tesmar trade blame over closed harbour" in accused
    assert "at least 30 people killed at least 30 given by Orvia" in get_section(html, "figures")
    assert get_section(html, "was-denied").startswith("Was contradicted 1")
    assert Outline(html).text.count("Skip to the content") == 1


def test_roles_have_pages_that_lead_to_each_other(reader: Reader, site: Site) -> None:
    """From who held a role and where, to the holding with its days and articles, and on to the role."""
    holding, role = "membership/00c0ffee00c0ffee", "role/minister"
    for path in ("actor/person-lena-dorn", "actor/orvia", role):
        assert any(one.endswith(f"{holding}.html") for one in Outline(get(reader, site, path).html).links), path
    outline = Outline(get(reader, site, holding).html)
    assert "Lena Dorn, minister, Orvia" in outline.text and "2031-05-06" in outline.text
    assert {f"../{one}.html" for one in ("actor/person-lena-dorn", "actor/orvia", role, "article/flood")} <= set(
        outline.links
    )


def test_section_is_in_order_of_time(reader: Reader, site: Site) -> None:
    """What was said comes by day."""
    html = get(reader, site, "actor/orvia").html.decode()
    accused = html.partition('id="accused"')[2].partition("</section>")[0]

    days = re.findall(r'datetime="([^"]*)"', accused)

    assert len(days) >= 3 and days == sorted(days)


def test_statement_page_marks_its_sentence(reader: Reader, site: Site) -> None:
    """Who speaks, the word of saying and what is said are marked where they stand; the text is unaltered."""
    html = get(reader, site, "statement/flood/6-assert").html.decode()
    sentence = re.search(r"<blockquote.*?</blockquote>", html, re.DOTALL)

    assert sentence is not None
    assert '<mark class="speaker">Orvia</mark> <mark class="cue">said</mark>' in sentence[0]
    assert '<mark class="content">at least 30 people died at Lake Selm</mark>.' in sentence[0]
    assert Outline(sentence[0]).text.replace(" .", ".") == "Orvia said at least 30 people died at Lake Selm."


def test_statement_page_tells_what_answers_it(reader: Reader, site: Site) -> None:
    """A denial stands on the page of what it denies, and the other way round."""
    accusation = get(reader, site, "statement/harbour-blockade/27-accuse").html
    denial = get(reader, site, "statement/harbour-blockade/95-deny").html

    assert "Tesmar denied" in get_section(accusation, "answered-by")
    assert "Orvia accused Tesmar" in get_section(denial, "answers-to")


def test_missing_target_is_not_filled_in(reader: Reader, site: Site) -> None:
    """An accusation of nobody says so."""
    assert "the text does not name whom" in Outline(get(reader, site, "statement/hostile/0-accuse").html).text


def test_place_page_has_names_side_by_side(reader: Reader, site: Site) -> None:
    """Each name with its language, who uses it and articles that do; the place has no other name than these."""
    text = get_section(get(reader, site, "place/lake").html, "names")

    assert "Selmvatn Norwegian Orvia" in text
    assert "Тесмарское озеро Russian Tesmar" in text
    assert "Lake Selm English Dam above Lake Selm gives way" in text


def test_figure_page_has_conflicting_reports_side_by_side(reader: Reader, site: Site) -> None:
    """Both figures of a dispute with who gives them; the page of the dispute shows the same table."""
    for path in ("figure/flood/11", "figure/flood/67", "dispute/fedcba9876543210"):
        text = Outline(get(reader, site, path).html).text
        assert "at least 30 people at least 30 Orvia" in text, path
        assert "twelve dead 12 Tesmar" in text, path


def test_event_page_tells_other_reports(reader: Reader, site: Site) -> None:
    """An event leads to who says so and to the other reports of the same happening."""
    html = get(reader, site, "event/flood/30-death").html

    assert "Orvia said" in get_section(html, "according-to")
    assert "death in Lake Selm" in get_section(html, "reports")


def test_article_page_has_statements_in_order(reader: Reader, site: Site) -> None:
    """They come as in the text, whatever their IRIs."""
    html = get(reader, site, "article/harbour-blockade").html
    text = get_section(html, "statements")
    found = [
        text.index(words)
        for words in ("Orvia accused Tesmar", "Tesmar denied", "Lena Dorn condemned", "fishermen said")
    ]

    assert found == sorted(found)


def test_article_page_tells_who_wrote_it_and_in_which_language(reader: Reader, site: Site) -> None:
    """As the graph has it."""
    text = Outline(get(reader, site, "article/flood").html).text

    assert "By Ada Rowe" in text and "Language en" in text


def test_article_data_is_all_that_was_found_in_it(reader: Reader, graph: Store, site: Site) -> None:
    """The Turtle of an article is its named graph."""
    turtle = {quad.triple for quad in parse(get(reader, site, "article/flood").ttl, format=RdfFormat.TURTLE)}
    name = NamedNode(BASE + "graph/article/flood")

    assert turtle == {quad.triple for quad in graph.quads_for_pattern(None, None, None, name)}


def test_markup_for_search_engines(reader: Reader, site: Site) -> None:
    """Each kind of page describes its node in the words of schema.org."""
    kinds = {
        "actor/person-lena-dorn": "Person", "actor/orvia": "GovernmentOrganization", "place/lake": "Place",
        "article/flood": "NewsArticle", "event/flood/30-death": "Event", "statement/flood/6-assert": "Claim",
        "figure/flood/11": "Observation",
    }  # fmt: skip
    for path, kind in kinds.items():
        [data] = Outline(get(reader, site, path).html).data
        assert (data["@context"], data["@type"], data["@id"]) == ("https://schema.org", kind, BASE + path)
    [place] = Outline(get(reader, site, "place/lake").html).data
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": "61.5", "longitude": "12.25"}
    assert place["sameAs"] == ["http://www.wikidata.org/entity/Q4115189"]


HOSTILE = (
    "actor/hostile/script",
    "article/hostile",
    "statement/hostile/0-accuse",
    "actor/hostile/hebrew",
    "actor/hostile/long",
)


@pytest.mark.parametrize("path", HOSTILE)
def test_nothing_in_an_article_is_run(reader: Reader, site: Site, path: str) -> None:
    """Tags are text, templates are text, only addresses of the web are linked, and no mark turns the page around."""
    html = get(reader, site, path).html
    outline = Outline(html)

    assert len(re.findall(rb"<script", html)) == len(outline.data) <= 1
    assert all(not re.match(r"\s*(javascript|data|vbscript):", link, re.IGNORECASE) for link in outline.links)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u2028]", html.decode())
    assert "49" not in outline.text
    assert len(html) < 20_000


def test_hostile_name_is_shown_as_it_is(reader: Reader, site: Site) -> None:
    """A name of markup is readable on its page."""
    outline = Outline(get(reader, site, "actor/hostile/script").html)

    assert "<script>alert('name')</script>" in outline.text
    assert "gnorw eht" in outline.text
    assert "javascript:alert(5)" not in outline.links


def test_words_are_withheld(reader: Reader, graph: Store) -> None:
    """With `none` no sentence and no words of a statement stand in any form of any page."""
    site = Site(base=BASE, quotes="none")
    kept = re.compile(r"mining the harbour|blockade by another name|at least 30 people died|A dam killed|lock shall")
    for path in PATHS:
        page = get(reader, site, path)
        assert not kept.search((page.html + page.ttl + page.jsonld).decode()), path
    text = Outline(get(reader, site, "statement/flood/6-assert").html).text
    assert "stands at characters 0 to 50" in text and "Orvia said" in text


def test_full_quotes_have_the_sentences_around(reader: Reader) -> None:
    """With `full` the next sentence that the graph holds stands behind."""
    page = get(reader, Site(base=BASE, quotes="full"), "statement/flood/6-assert")

    assert '<span class="around"> Tesmar spoke of twelve dead, no more.</span>' in page.html.decode()


def test_unknown_and_foreign_nodes_have_no_page(reader: Reader, site: Site) -> None:
    """Nor have those that only builds or inference speak of, and those whose IRI is no plain path."""
    for iri in (
        BASE + "actor/nobody", BASE + "build/20310506", BASE + "actor/../actor/orvia", BASE + "actor//orvia", BASE,
        "https://elsewhere.org/x", BASE + "actor/%2e%2e", BASE + "x" * 3000,
    ):  # fmt: skip
        assert make_page(reader, iri, site=site) is None, iri


@pytest.mark.parametrize(
    "path", ["", ".", "..", "a/..", "../a", "/a", "a/", "a//b", "a/.b", "a\\b", "a b", "a%2fb", "a\0b", "é", "-a"]
)
def test_paths_that_lead_elsewhere_are_refused(path: str) -> None:
    """Only plain names make a path."""
    assert not is_plain(path)
    assert find_iri(path, BASE) is None
    assert find_path(BASE + path, BASE) is None


def test_label_falls_back_by_language() -> None:
    """The wished language comes first, then text without one, then any other."""
    store = Store()
    store.load(
        '<x:a> <http://www.w3.org/2000/01/rdf-schema#label> "B"@de, "A"@fr, "C"@en, "D" . '
        '<x:b> <http://www.w3.org/2000/01/rdf-schema#label> "B"@de, "D" . <x:c> <x:p> <x:d> .',
        format=RdfFormat.TURTLE,
        to_graph=NamedNode("x:graph"),
    )

    assert [Reader(store, BASE).label(iri) for iri in ("x:a", "x:b", "x:c")] == ["C", "D", "x:c"]
    assert Reader(store, BASE, languages=("de", "en")).label("x:a") == "B"


def test_clean_keeps_letters_of_all_scripts() -> None:
    """What is cut is what cannot be seen."""
    assert clean("a\u202eb\n\tc\u0007 שלום d\u2028e") == "ab c שלום d e"


def test_page_is_the_same_every_time(graph: Store, site: Site) -> None:
    """The same graph gives the same bytes."""
    one, two = (make_page(Reader(graph, BASE), BASE + "actor/orvia", site=site) for _ in range(2))

    assert one == two


def test_merged_node_leads_on(reader: Reader, site: Site) -> None:
    """Its page sends readers and search engines to the one in its place; its data say that it was replaced."""
    page = get(reader, site, "actor/person-l-dorn")
    outline = Outline(page.html)

    assert check_html(page.html) == []
    assert {"http-equiv": "refresh", "content": "0; url=../actor/person-lena-dorn.html"} in outline.find("meta")
    assert {"rel": "canonical", "href": BASE + "actor/person-lena-dorn.html"} in outline.find("link")
    assert "../actor/person-lena-dorn.html" in outline.links
    assert "was merged with Lena Dorn" in outline.text
    for data, format in ((page.ttl, RdfFormat.TURTLE), (page.jsonld, RdfFormat.JSON_LD)):
        found = {(q.subject.value, q.predicate.value, q.object.value) for q in parse(data, format=format)}
        assert {
            (BASE + "actor/person-l-dorn", "http://purl.org/dc/terms/isReplacedBy", BASE + "actor/person-lena-dorn"),
            (BASE + "actor/person-l-dorn", "http://www.w3.org/2002/07/owl#sameAs", BASE + "actor/person-lena-dorn"),
        } <= found


def test_merges_in_a_circle_or_to_elsewhere_lead_nowhere(reader: Reader) -> None:
    """A chain is followed to its end; one without an end, or with one that is not ours, is not followed."""
    for name in ("person-round", "person-about", "person-away", "orvia", "nobody"):
        assert reader.replacement(f"{BASE}actor/{name}") is None, name
    store = Store()
    for one, other in ("ab", "bc", "cd"):
        replaced = NamedNode("http://purl.org/dc/terms/isReplacedBy")
        store.add(Quad(NamedNode(BASE + one), replaced, NamedNode(BASE + other), NamedNode(BASE + "graph/curation")))

    assert [Reader(store, BASE).replacement(BASE + one) for one in "abcd"] == [BASE + "d"] * 3 + [None]
    assert list(Reader(store, BASE).iter_replaced()) == [BASE + one for one in "abc"]
