"""A small store of actors and places, and the service over it."""

import pytest
from pyoxigraph import RdfFormat, Store

from sayso.publish.reconcile.service import Service

BASE = "https://example.org/news/"
NEWS = """
@prefix say: <https://w3id.org/sayso/ont#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix plc: <https://w3id.org/sayso/place-class/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/news/> .
<graph/article/one> {
  <actor/person-greta-holm> a say:Person , say:Actor ; rdfs:label "Greta Holm"@en ; say:role "harbour master"@en ;
    say:memberOf <actor/norland> ; say:mentionedIn <article/one> .
  <actor/norland> a say:State ; rdfs:label "Norland"@en ; say:mentionedIn <article/one> .
  <actor/organization-world-grain-fund> a say:Organization ; rdfs:label "World Grain Fund"@en ;
    say:mentionedIn <article/one> .
  <place/p-1> a say:Place ; say:placeClass plc:Country ; rdfs:label "Norland"@en ; say:latitude "60.5"^^xsd:decimal ;
    say:mentionedIn <article/one> .
}
<graph/article/two> {
  <actor/person-greta-holm> a say:Person ; rdfs:label "Greta Holm"@en ; say:mentionedIn <article/two> .
  <actor/person-gerd-holm> a say:Person ; rdfs:label "Gerd Holm"@en ; say:mentionedIn <article/two> .
  <actor/person-gevorg-khachatryan> a say:Person ; rdfs:label "Gevorg Khachatryan <i>"@en ;
    say:mentionedIn <article/two> .
  <actor/two/residents> a say:Group ; rdfs:label "residents"@en ; say:mentionedIn <article/two> .
}
<graph/curation> { <actor/person-g-holm> dcterms:isReplacedBy <actor/person-greta-holm> . }
"""


@pytest.fixture
def store() -> Store:
    """The store."""
    made = Store()
    made.load(NEWS.encode("utf-8"), RdfFormat.TRIG)
    return made


@pytest.fixture
def service(store: Store) -> Service:
    """The service."""
    return Service(store, base=BASE, title="Test", url="http://here/reconcile")
