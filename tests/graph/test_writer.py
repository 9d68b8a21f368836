"""What was found in an article becomes one sorted, valid, well shaped graph."""

import json
import re
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.graph import nquads
from sayso.graph.writer import SAY, write_article
from sayso.model import Actor, Article, Event, Figure, Findings, Place, Statement

BASE = "https://example.org/news/"
TEXT = (
    'On Monday the mayor of Halmstow, Ada Rowe, accused the Rovinan army of "shelling the mill\\dam" twice. '
    "The army denied it. At least 27 people were killed, Rowe said."
)


def span(words: str, start: int = 0) -> tuple[int, int]:
    at = TEXT.index(words, start)
    return at, at + len(words)


def example() -> tuple[Article, Findings]:
    article = Article(
        id="halmstow/1", text=TEXT, title='Shells on "the mill"', url="https://example.org/a b?q=ä",
        published="2024-05-07", publisher="Coast Gazette", author="Lena Holt", language="en-GB",
    )  # fmt: skip
    first, second, third = (span(one) for one in re.findall(r"[^.]+\.", TEXT))
    rowe = Actor(
        id="rowe", name="Ada Rowe", cls="Person", role="mayor of Halmstow", mentions=("the mayor", "Ada Rowe", "Rowe")
    )
    army = Actor(id="army", name="Rovinan army", cls="Organization", of="rovina", mentions=("the Rovinan army",))
    rovina = Actor(id="rovina", name="Rovina", cls="State", authority="rovina")
    mill = Place(id="mill", name="the mill", cls="Facility", within="halmstow", mentions=("the mill",))
    halmstow = Place(id="halmstow", name="Halmstow", cls="Settlement", authority="gn-77")
    statements = (
        Statement(
            id="s1", type="accuse", sentence=first, cue=span("accused"), speaker=("rowe",),
            speaker_span=span("the mayor of Halmstow, Ada Rowe"), target=("army",),
            content=(span("shelling the mill\\dam"), span("twice")), direct=True, date="2024-05-06", confidence=0.875,
            rule="S3",
        ),
        Statement(
            id="s2", type="deny", sentence=second, cue=span("denied"), speaker=("army",), responds_to="s1",
            negated=True, hedged=True,
        ),
        Statement(id="s3", type="assert", sentence=third, cue=span("said"), speaker=("rowe", "ghost"), attitude=True),
    )  # fmt: skip
    events = (
        Event(
            id="e1", type="attack", trigger=span("shelling"), sentence=first, agent=("army",), place=("mill",),
            start="2024-05", end="2024-05", precision="month", according_to="s1", factuality="actual",
        ),
        Event(id="e2", type="death", trigger=span("killed"), sentence=third, according_to="s3", start="2024"),
    )  # fmt: skip
    figures = (
        Figure(
            id="q1", kind="killed", span=span("At least 27"), sentence=third, low=27, counted="people", event="e2",
            according_to=("rowe",), statement="s3",
        ),
    )  # fmt: skip
    found = Findings(
        doc=article.id, actors={one.id: one for one in (rowe, army, rovina)},
        places={one.id: one for one in (mill, halmstow)}, statements=statements, events=events, figures=figures,
    )  # fmt: skip
    return article, found


def load(lines: list[str]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load("\n".join(lines).encode("utf-8"), pyoxigraph.RdfFormat.N_QUADS)
    return store


def _value(term: object) -> str:
    assert isinstance(term, (pyoxigraph.NamedNode, pyoxigraph.Literal))
    return term.value


def objects(store: pyoxigraph.Store, subject: str, predicate: str) -> list[str]:
    """The objects of a triple, written short."""
    prefix = "" if predicate.startswith("http") else SAY
    quads = store.quads_for_pattern(
        pyoxigraph.NamedNode(BASE + subject), pyoxigraph.NamedNode(prefix + predicate), None
    )
    return sorted(str(quad.object).replace(BASE, "").replace(nquads.XSD, "xsd:") for quad in quads)


ARTICLE = "halmstow-1-" + __import__("hashlib").sha256(b"halmstow/1").hexdigest()[:8]


@pytest.mark.parametrize(
    ("subject", "predicate", "expected"),
    [
        ("article/KEY", "http://purl.org/dc/terms/identifier", ['"halmstow/1"']),
        ("article/KEY", "http://purl.org/dc/terms/title", ['"Shells on \\"the mill\\""@en']),
        ("article/KEY", "http://purl.org/dc/elements/1.1/language", ['"en-GB"']),
        ("article/KEY", "http://schema.org/url", ["<https://example.org/a%20b?q=ä>"]),
        ("article/KEY", "published", ['"2024-05-07"^^<xsd:date>']),
        ("article/KEY", "publisherName", ['"Coast Gazette"']),
        ("actor/person-ada-rowe", "role", ['"mayor of Halmstow"@en']),
        ("actor/person-ada-rowe", "alias", ['"Ada Rowe"@en', '"Rowe"@en', '"the mayor"@en']),
        ("actor/person-ada-rowe", "mentionedIn", ["<article/KEY>"]),
        ("actor/organization-rovinan-army", "memberOf", ["<actor/rovina>"]),
        ("place/KEY/mill", "partOf", ["<place/gn-77>"]),
        ("place/KEY/mill", "placeClass", ["<https://w3id.org/sayso/place-class/Facility>"]),
        ("statement/KEY/43-accuse", "content", ['"shelling the mill\\\\dam … twice"@en']),
        ("statement/KEY/43-accuse", "contentSpan", ['"72-93"', '"95-100"']),
        ("statement/KEY/43-accuse", "quoteMode", ["<https://w3id.org/sayso/quote-mode/direct>"]),
        ("statement/KEY/43-accuse", "speaker", ["<actor/person-ada-rowe>"]),
        ("statement/KEY/43-accuse", "confidence", ['"0.88"^^<xsd:decimal>']),
        ("statement/KEY/43-accuse", "saidOn", ['"2024-05-06"^^<xsd:date>']),
        ("statement/KEY/43-accuse", "alleges", ["<event/KEY/72-attack>"]),
        ("statement/KEY/43-accuse", "rule", ['"S3"']),
        ("statement/KEY/111-deny", "respondsTo", ["<statement/KEY/43-accuse>"]),
        ("statement/KEY/111-deny", "negated", ['"true"^^<xsd:boolean>']),
        ("statement/KEY/111-deny", "hedged", ['"true"^^<xsd:boolean>']),
        ("event/KEY/72-attack", "earliest", ['"2024-05-01"^^<xsd:date>']),
        ("event/KEY/72-attack", "latest", ['"2024-05-31"^^<xsd:date>']),
        ("event/KEY/72-attack", "datePrecision", ['"month"']),
        ("event/KEY/146-death", "earliest", ['"2024-01-01"^^<xsd:date>']),
        ("event/KEY/146-death", "latest", []),
        ("figure/KEY/122", "low", ['"27"^^<xsd:integer>']),
        ("figure/KEY/122", "high", []),
        ("figure/KEY/122", "wording", ['"At least 27"@en']),
        ("figure/KEY/122", "figureOf", ["<event/KEY/146-death>"]),
        ("figure/KEY/122", "claimedBy", ["<actor/person-ada-rowe>"]),
        ("passage/KEY/101-121", "quote", ['" The army denied it."@en']),
        ("passage/KEY/101-121", "start", ['"101"^^<xsd:integer>']),
    ],
)
def test_findings_are_written_as_these_triples(subject: str, predicate: str, expected: list[str]) -> None:
    article, found = example()
    store = load(write_article(article, found, base=BASE))

    assert objects(store, subject.replace("KEY", ARTICLE), predicate) == [
        one.replace("KEY", ARTICLE) for one in expected
    ]


def test_attitudes_are_statements_only_where_the_settings_say_so() -> None:
    """A wish is left out by default, and nothing points at it then."""
    article, found = example()
    store = load(write_article(article, found, base=BASE))
    with_wishes = load(write_article(article, found, base=BASE, attitudes=True))
    node = f"statement/{ARTICLE}/159-assert"

    assert not objects(store, node, "rule") and not objects(store, node, "speaker")
    assert objects(store, f"event/{ARTICLE}/146-death", "accordingTo") == []
    assert objects(with_wishes, node, "attitude") == ['"true"^^<xsd:boolean>']
    assert objects(with_wishes, f"event/{ARTICLE}/146-death", "accordingTo") == [f"<{node}>"]


def test_labels_read_well() -> None:
    article, found = example()
    store = load(write_article(article, found, base=BASE, attitudes=True))
    label = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = store.quads_for_pattern(None, label, None)
    labels = {_value(quad.subject).rsplit("/", 1)[1]: _value(quad.object) for quad in quads}

    assert labels["43-accuse"] == "Ada Rowe accused Rovinan army: shelling the mill\\dam … twice"
    assert labels["111-deny"] == "Rovinan army did not deny"
    assert labels["159-assert"] == "Ada Rowe said"
    assert labels["72-attack"] == "attack by Rovinan army in the mill, 2024-05"
    assert labels["146-death"] == "death: killed, 2024"
    assert labels["122"] == "At least 27 people killed, by Ada Rowe"


def test_lines_are_sorted_with_the_type_first_and_stand_once() -> None:
    article, found = example()
    lines = write_article(article, found, base=BASE)

    assert lines == sorted(set(lines), key=nquads.sort_key)
    for subject in {line.split(" ")[0] for line in lines}:
        own = [line for line in lines if line.startswith(f"{subject} ")]
        assert own[0].startswith(f"{subject} {nquads.RDF_TYPE} ")


def test_lines_are_what_the_store_writes() -> None:
    """Tokens are in canonical form, so a dump of the files equals a dump of the store, byte for byte."""
    article, found = example()
    lines = write_article(article, found, base=BASE, attitudes=True)
    dumped = load(lines).dump(format=pyoxigraph.RdfFormat.N_QUADS)

    assert dumped is not None
    assert sorted(dumped.decode("utf-8").rstrip("\n").split("\n")) == sorted(lines)


@settings(deadline=None, max_examples=300)
@given(st.text(min_size=1, max_size=60), st.text(max_size=30), st.floats(0, 1))
def test_any_text_comes_back_from_the_store_as_it_was(text: str, name: str, confidence: float) -> None:
    """Whatever characters an article holds, half surrogates apart, the quote in the graph equals the text."""
    article = Article(id="a", text=text, title=name, url=name)
    whole = (0, len(text))
    found = Findings(
        doc="a",
        actors={"x": Actor(id="x", name=name or "x", cls="Group", mentions=(text,))},
        statements=(Statement(id="s1", type="assert", sentence=whole, content=(whole,), confidence=confidence),),
    )
    store = load(write_article(article, found, base=BASE))
    expected = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    quads = store.quads_for_pattern(None, pyoxigraph.NamedNode(SAY + "quote"), None)

    assert [_value(quad.object) for quad in quads] == [expected]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-05-07", "2024-05-07", "2024-05-07"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-02-29", None, None),
        ("2023-13", None, None),
        ("0000", None, None),
        ("yesterday", None, None),
        ("2023-9-1", None, None),
    ],
)
def test_dates_are_filled_out_to_days_or_left_out(value: str, first: str | None, last: str | None) -> None:
    assert nquads.first_day(value) == first
    assert nquads.last_day(value) == last
    assert (nquads.date(value) is None) == (first is None)


def test_hand_annotations_of_the_shared_articles_are_written(shared: Path) -> None:
    """Every hand annotation becomes a graph in which all that it lists can be found."""
    files = sorted((shared / "gold").glob("*.json"))
    assert files
    for file in files:
        found = Findings.from_json(json.loads(file.read_text(encoding="utf-8")))
        [path] = [path for folder in ("seeds", "corpus") for path in (shared / folder).glob(f"{found.doc}.txt")]
        article = Article(id=found.doc, text=path.read_bytes().decode("utf-8"), published=found.published)
        store = load(write_article(article, found, base=BASE, attitudes=True))
        for kind, count in (
            ("Statement", len(found.statements)),
            ("Event", len(found.events)),
            ("Figure", len(found.figures)),
        ):
            node = pyoxigraph.NamedNode(SAY + kind)
            assert len(list(store.quads_for_pattern(None, None, node))) == count
