"""Networks: what makes an edge, what does not, and what is counted."""

from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from sayso.publish.days import Window, make_window
from sayso.publish.networks.network import Edge, Network
from sayso.publish.networks.reading import Filters, read_network

SAY = "https://w3id.org/sayso/ont#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def shorten(edges: Iterable[Edge]) -> dict[tuple[str, str, str], int]:
    """Return weights by the last parts of both ends and the kind."""
    return {(one.source.rpartition("/")[2], one.target.rpartition("/")[2], one.kind): one.weight for one in edges}


def get_edge(network: Network, source: str, target: str, kind: str) -> Edge:
    return next(
        one
        for one in network.edges
        if (one.source.endswith(source), one.target.endswith(target), one.kind) == (True, True, kind)
    )


def test_statements_become_typed_weighted_edges(store: Store) -> None:
    """One edge for each speaker, target or addressee, and kind; its weight is the number of statements."""
    assert shorten(read_network(store).edges) == {
        ("orvia", "tesmar", "accuse"): 2,
        ("tesmar", "orvia", "deny"): 1,
        ("person-lena-dorn", "tesmar", "condemn"): 1,
        ("person-lena-dorn", "organization-lakes-union", "demand"): 1,
        ("organization-lakes-union", "tesmar", "warn"): 1,
        ("tesmar", "person-lena-dorn", "pledge"): 1,
        ("person-lena-dorn", "tesmar", "accuse"): 1,
        ("person-lena-dorn", "person-marek-osk", "tell"): 1,
        ("person-marek-osk", "organization-lakes-union", "accuse"): 1,
    }


def test_who_is_told_of_an_accusation_is_not_accused(store: Store) -> None:
    """Dorn told Osk that Tesmar lied: she accuses Tesmar, and tells Osk."""
    edges = shorten(read_network(store).edges)

    assert ("person-lena-dorn", "person-marek-osk", "accuse") not in edges
    assert edges["person-lena-dorn", "person-marek-osk", "tell"] == 1


def test_what_makes_no_edge_is_counted_by_reason(store: Store) -> None:
    """A copy, a negated and a hedged statement, one aimed at nobody and one at its speaker are left out."""
    network = read_network(store)

    assert network.left_out == {
        "copies": 1,
        "negated": 1,
        "hedged": 1,
        "aimed at nobody": 1,
        "aimed at themselves": 1,
    }
    assert network.counted == 9


def test_attitudes_are_left_out(data: bytes) -> None:
    """What somebody merely thinks or hopes makes no edge."""
    store = load(data)
    statement = NamedNode("https://example.org/news/statement/harbour-blockade/95-deny")
    store.add(Quad(statement, NamedNode(SAY + "attitude"), Literal(True), NamedNode("urn:g")))
    network = read_network(store)

    assert network.left_out["attitudes"] == 1
    assert not [one for one in network.edges if one.kind == "deny"]


def test_edges_carry_days_statements_and_a_sentence(store: Store) -> None:
    """An edge knows its days in order, its statements first in time first, and the first sentence."""
    edge = get_edge(read_network(store), "orvia", "tesmar", "accuse")

    assert edge.days == (("2031-03-03", "2031-03-03"), ("2031-03-20", "2031-03-20"))
    assert (edge.first, edge.last, edge.articles, edge.undated) == ("2031-03-03", "2031-03-20", 2, 0)
    assert [one.rpartition("/")[2] for one in edge.examples] == ["27-accuse", "12-accuse"]
    assert edge.sample.endswith("Orvia accused Tesmar on Monday of mining the harbour of Port Selm")


def test_what_was_said_on_an_unknown_day_has_the_days_of_the_article(store: Store) -> None:
    """Without a date of its own a statement is seen when its article was; without that it has none."""
    network = read_network(store)

    assert get_edge(network, "tesmar", "orvia", "deny").days == (("2031-03-04", "2031-03-04"),)
    assert get_edge(network, "lakes-union", "tesmar", "warn").days == (("2031-03-01", "2031-03-31"),)
    undated = get_edge(network, "marek-osk", "lakes-union", "accuse")
    assert (undated.days, undated.undated, undated.first, undated.last) == ((), 1, None, None)


def test_nodes_carry_what_their_actors_did(store: Store) -> None:
    """Counts are of statements, of whatever kind, that count at all; degree is of edges."""
    nodes = {iri.rpartition("/")[2]: node for iri, node in read_network(store).nodes.items()}
    dorn, tesmar = nodes["person-lena-dorn"], nodes["tesmar"]

    assert (dorn.said, dorn.accused, dorn.was_accused, dorn.denied, dorn.degree) == (3, 1, 0, 0, 5)
    assert (tesmar.said, tesmar.accused, tesmar.was_accused, tesmar.denied, tesmar.degree) == (2, 0, 3, 1, 6)
    assert (dorn.cls, tesmar.cls) == ("Person", "State")
    assert (tesmar.first, tesmar.last) == ("2031-03-01", "2031-03-31")


def test_the_name_of_the_authority_goes_before_that_of_articles(store: Store) -> None:
    """Orvia is called what the authority file calls it in English."""
    nodes = {iri.rpartition("/")[2]: node.label for iri, node in read_network(store).nodes.items()}

    assert nodes["orvia"] == "Republic of Orvia"
    assert nodes["tesmar"] == "Tesmar"


def test_actors_without_an_edge_are_kept_on_demand(store: Store) -> None:
    """The fishermen speak to nobody in particular."""
    assert not [iri for iri in read_network(store).nodes if iri.endswith("fishermen")]
    kept = [
        node
        for iri, node in read_network(store, filters=Filters(isolated=True)).nodes.items()
        if iri.endswith("fishermen")
    ]
    assert [(node.said, node.degree, node.cls) for node in kept] == [(1, 0, "Group")]


def test_accusations_alone(store: Store) -> None:
    """The profile of accusations has no other kind, and tells nobody."""
    assert shorten(read_network(store, profile="accusations").edges) == {
        ("orvia", "tesmar", "accuse"): 2,
        ("person-lena-dorn", "tesmar", "accuse"): 1,
        ("person-marek-osk", "organization-lakes-union", "accuse"): 1,
    }


def test_co_mentions_count_articles_and_no_copies(store: Store) -> None:
    """Two actors share as many articles as name both; the copy is not one of them; each pair stands once."""
    network = read_network(store, profile="co-mentions")
    weights = {
        frozenset((one.source.rpartition("/")[2], one.target.rpartition("/")[2])): one.weight for one in network.edges
    }

    assert not network.directed
    assert len(weights) == len(network.edges) == 14
    assert weights[frozenset(("orvia", "tesmar"))] == 2
    assert weights[frozenset(("person-marek-osk", "organization-lakes-union"))] == 2
    assert weights[frozenset(("fishermen", "tesmar"))] == 1
    assert frozenset(("fishermen", "person-marek-osk")) not in weights


def test_kinds_and_weights_filter_edges_and_not_counts(store: Store) -> None:
    """An actor's counts are the same whatever edges are shown."""
    network = read_network(store, filters=Filters(kinds=["accuse", "deny"], min_weight=2))

    assert shorten(network.edges) == {("orvia", "tesmar", "accuse"): 2}
    assert len(network.nodes) == 2
    assert [node.was_accused for iri, node in network.nodes.items() if iri.endswith("tesmar")] == [3]


@pytest.mark.parametrize(
    ("since", "until", "edges", "outside"),
    [("2031-03-05", None, 5, 7), (None, "2031-02", 0, 11), ("2031-03-03", "2031-03-03", 5, 7), ("2032", None, 0, 11)],
)
def test_only_what_lies_within_the_window_counts(
    store: Store, since: str | None, until: str | None, edges: int, outside: int
) -> None:
    """Statements outside the window, and undated ones, are left out of edges and counts."""
    network = read_network(store, filters=Filters(window=make_window(since, until)))

    assert len(network.edges) == edges
    assert network.left_out["outside the dates"] == outside
    assert sum(
        node.said
        for node in read_network(
            store, filters=Filters(window=make_window(since, until), isolated=True)
        ).nodes.values()
    ) == (11 - outside)


def test_co_mentions_keep_to_the_window(store: Store) -> None:
    """Only articles of the window bind actors."""
    network = read_network(store, profile="co-mentions", filters=Filters(window=Window("2031-03-05", None)))

    assert {one.weight for one in network.edges} == {1}
    assert not [iri for iri in network.nodes if iri.endswith("fishermen")]


def test_statements_by_two_about_two_bind_each_to_each_other() -> None:
    """Where A and B accuse A and B in one statement, neither accuses itself."""
    store = Store()
    graph, statement = NamedNode("urn:g"), NamedNode("urn:s")
    for name in ("a", "b"):
        actor = NamedNode(f"urn:{name}")
        store.add(Quad(actor, NamedNode(TYPE), NamedNode(SAY + "State"), graph))
        store.add(Quad(statement, NamedNode(SAY + "speaker"), actor, graph))
        store.add(Quad(statement, NamedNode(SAY + "target"), actor, graph))
    store.add(
        Quad(statement, NamedNode(SAY + "illocution"), NamedNode("https://w3id.org/sayso/illocution/accuse"), graph)
    )
    network = read_network(store)

    assert [one.key() for one in network.edges] == [("urn:a", "urn:b", "accuse"), ("urn:b", "urn:a", "accuse")]
    assert (network.counted, network.left_out) == (1, {})
    assert [node.label for node in network.nodes.values()] == ["urn:a", "urn:b"]


def test_labels_prefer_english_then_the_commonest() -> None:
    """Of the names that articles give, the English one that most give is taken."""
    store = Store()
    actor = NamedNode("urn:a")
    names = [("Ana", "en"), ("Ana B. Rio", "en"), *2 * [("Ana Rio", "en")], *3 * [("Anna Rio", "de")]]
    for number, (text, language) in enumerate(names):
        graph = NamedNode(f"https://example.org/graph/article/{number}")
        store.add(Quad(actor, NamedNode(LABEL), Literal(text, language=language), graph))
        store.add(Quad(actor, NamedNode(TYPE), NamedNode(SAY + "Person"), graph))
        store.add(Quad(actor, NamedNode(SAY + "mentionedIn"), NamedNode(f"urn:{number}"), graph))
    network = read_network(store, filters=Filters(isolated=True))

    assert [node.label for node in network.nodes.values()] == ["Ana Rio"]


def load(data: bytes) -> Store:
    from pyoxigraph import RdfFormat

    store = Store()
    store.load(data, format=RdfFormat.N_QUADS)
    return store
