"""The ontology's documentation tells of every term, in words and in diagrams."""

import re
from functools import cache
from xml.etree import ElementTree

import pytest
from rdflib import OWL, RDF, Graph

from sayso import resources
from sayso.ontology.documentation import iter_diagrams, make_html

pytest.importorskip("pylode", reason="needs pyLODE: pip install 'sayso[docs]'")
SAY = "https://w3id.org/sayso/ont#"


@cache
def page() -> str:
    return make_html()


def terms() -> set[str]:
    graph = Graph().parse(data=resources.read("ontology", "sayso.ttl"), format="turtle")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    found = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return {term for term in found if term.startswith(SAY)}


def test_every_term_is_told_of() -> None:
    """By its IRI, with a place of its own in the page."""
    assert 90 < len(terms())
    assert [] == [term for term in terms() if f"<code>{term}</code>" not in page()]


def test_metadata_and_examples_are_told() -> None:
    assert "https://w3id.org/sayso/ont/1.2.0" in page()
    assert "withholding pay" in page()


def test_diagrams_show_every_property() -> None:
    """Each property stands on the card of a class that it starts from."""
    cards = list(iter_diagrams({}))
    shown = {name for card in cards for name in re.findall(r'href="#(\w+)"', card)}

    assert 10 < len(cards)
    for card in cards:
        ElementTree.fromstring(card)
    assert {term.removeprefix(SAY) for term in terms() if term.removeprefix(SAY)[0].islower()} <= shown


def test_links_of_the_diagrams_lead_somewhere() -> None:
    start = page().index('id="diagrams"')
    diagrams = page()[start : page().index('id="classes"')]

    targets = set(re.findall(r'href="#([^"]+)"', diagrams))
    assert 60 < len(targets)
    assert set() == {one for one in targets if f'id="{one}"' not in page()}


def test_nothing_is_loaded_from_elsewhere() -> None:
    """The page stands alone: no script, style or picture of another server."""
    assert not re.search(r'<(?:script|link|img)[^>]*(?:src|href)="https?:', page())
