"""What an article's summary tells is what its triples tell, and no more."""

import json

import pytest

from sayso.graph import sorting
from sayso.graph.index import Index
from sayso.graph.occurrences import Above, read_report
from sayso.graph.summary import summarize

BASE = "https://e.org/"
GRAPH = f"<{BASE}graph/article/one>"
SAY = "https://w3id.org/sayso/ont#"


def token(term: str) -> str:
    """<x> is a node of the data, say:x a term, ill:x a concept; all else stands as it is."""
    if term.startswith("<"):
        return f"<{BASE}{term[1:]}"
    name, _, rest = term.partition(":")
    spaces = {
        "say": SAY,
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "fact": "https://w3id.org/sayso/factuality/",
    }
    spaces |= {"evt": "https://w3id.org/sayso/event-type/", "cls": "https://w3id.org/sayso/place-class/"}
    spaces |= {"fig": "https://w3id.org/sayso/figure-kind/"}
    if term == "a":
        return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    return f"<{spaces[name]}{rest}>" if name in spaces else term


def make_index(*triples: tuple[str, str, str]) -> Index:
    index = Index()
    index.add_lines(f"{' '.join(map(token, triple))} {GRAPH} ." for triple in sorted(triples))
    return index


def number(value: int) -> str:
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'


WORLD = (
    ("<article/one>", "a", "say:Article"),
    ("<article/one>", "say:published", '"2031-03-03"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("<place/velm>", "a", "say:Place"),
    ("<place/velm>", "rdfs:label", '"Velm"@en'),
    ("<place/velm>", "say:placeClass", "cls:Settlement"),
    ("<place/one/quay>", "a", "say:Place"),
    ("<place/one/quay>", "rdfs:label", '"the Old Quay"@en'),
    ("<place/one/quay>", "say:placeClass", "cls:Facility"),
    ("<place/one/quay>", "say:partOf", "<place/velm>"),
    ("<place/orland>", "say:placeClass", "cls:Country"),
    ("<actor/orland>", "a", "say:State"),
    ("<event/1>", "a", "say:Event"),
    ("<event/1>", "say:factuality", "fact:actual"),
    ("<event/1>", "say:eventType", "evt:attack"),
    ("<event/1>", "say:earliest", '"2031-03-02"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("<event/1>", "say:latest", '"2031-03-02"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ("<event/1>", "say:place", "<place/one/quay>"),
    ("<event/1>", "say:place", "<place/orland>"),
    ("<event/1>", "say:agent", "<actor/orland>"),
    ("<event/1>", "say:patient", "<actor/one/crew>"),
    ("<event/1>", "say:evidence", "<passage/one/0-60>"),
    ("<event/1>", "rdfs:label", '"attack on the quay"@en'),
    ("<passage/one/0-60>", "say:start", number(0)),
    ("<passage/one/0-60>", "say:end", number(60)),
    ("<passage/one/0-60>", "say:quote", '"The \\"Old Quay\\" in Velmstadt was shelled, and 12 dockers died."@en'),
    ("<figure/1>", "a", "say:Figure"),
    ("<figure/1>", "say:figureKind", "fig:killed"),
    ("<figure/1>", "say:figureOf", "<event/1>"),
    ("<figure/1>", "say:low", number(12)),
    ("<figure/1>", "say:evidence", "<passage/one/0-60>"),
)


def test_an_event_is_told_with_what_is_known_across_articles() -> None:
    """The quay lies in Velm, which the sentence does not name; the country is too wide, the crew local."""
    summary = json.loads(json.dumps(summarize(make_index(*WORLD).out)))
    above = Above({f"{BASE}place/velm": [f"{BASE}place/coast"]}, {f"{BASE}place/coast": "Other"})
    [event] = summary["events"]
    report = read_report(event, summary["article"], above)

    assert (f"{BASE}article/one", "attack", "2031-03-02") == (report.article, report.type, str(report.first))
    assert {"name old-quay"} == report.places
    assert frozenset() == report.named, "the sentence has it without its article, and Velmstadt is not Velm"
    assert {f"{BASE}place/velm", f"{BASE}place/coast"} == report.within
    assert {f"{BASE}actor/orland"} == report.agents == report.states and not report.patients
    assert {("killed", "", "12", "")} == report.figures


def test_a_figure_is_told_with_its_sentence_and_its_event() -> None:
    summary = summarize(make_index(*WORLD).out)
    [figure] = summary["figures"]

    assert ("killed", "12", [0, 60]) == (figure["kind"], figure["low"], figure["span"])
    assert figure["quote"].startswith('The "Old Quay" in') and "attack on the quay" == figure["label"]


@pytest.mark.parametrize("changed", ["say:factuality", "say:latest"])
def test_events_that_are_not_actual_or_not_dated_are_left_out(changed: str) -> None:
    """What was only planned, and what has no last day, is compared with nothing."""
    summary = summarize(make_index(*(one for one in WORLD if one[:2] != ("<event/1>", changed))).out)

    assert not summary["events"]
    assert len(summary["figures"]) == (changed != "say:factuality")


def test_more_lines_than_memory_holds_are_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three lines at a time give the order that all at once give."""
    lines = [f"{one * 7919 % 101:03} ü" for one in range(20)]
    monkeypatch.setattr(sorting, "RUN", 3)

    assert sorted(lines) == list(sorting.iter_sorted(lines))
