"""The networks of actors and events, and of places: what binds them, what is told of them, where they stand."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from sayso.publish.days import Window
from sayso.publish.networks.geography import ROW, place_on_map
from sayso.publish.networks.looks import lay_out
from sayso.publish.networks.network import Edge, Network, Node
from sayso.publish.networks.reading import Filters, read_network

ROOT = Path(__file__).resolve().parents[3]
DATA = "https://w3id.org/sayso/data/"
SAY = "https://w3id.org/sayso/ont#"
FACT = "https://w3id.org/sayso/factuality/"


def load() -> Store:
    """Return the hand-made graph on which the saved queries are tested, in a store of its own."""
    made = Store()
    made.load((ROOT / "tests" / "queries" / "graph.trig").read_bytes(), format=RdfFormat.TRIG)
    return made


@pytest.fixture(scope="module")
def strait() -> Store:
    """The hand-made graph; read only."""
    return load()


def shorten(network: Network) -> set[tuple[str, str, str]]:
    """Return edges by the last parts of both ends and the kind."""
    return {(one.source.rpartition("/")[2], one.target.rpartition("/")[2], one.kind) for one in network.edges}


def get_node(network: Network, name: str) -> Node:
    [node] = [node for iri, node in network.nodes.items() if iri == DATA + name]
    return node


def test_roles_become_edges_from_actors_to_events(strait: Store) -> None:
    """Who did it, who suffered it and who says so; what no article vouches for is alleged."""
    network = read_network(strait, profile="actors-events")

    assert shorten(network) == {
        ("tessaly", "26-deployment", "alleged-agent"),
        ("orland", "26-deployment", "alleges"),
        ("tessaly", "38-deployment", "alleged-agent"),
        ("orland", "38-deployment", "alleges"),
        ("residents", "221-displacement", "patient"),
        ("organization-harbour-office", "1", "alleges"),
        ("hospital-source", "1", "alleges"),
    }
    assert network.directed
    assert {node.cls for node in network.nodes.values()} == {
        "Event",
        "State",
        "Group",
        "Organization",
        "AnonymousSource",
    }
    assert network.left_out == {"denied, planned or hypothetical": 1}


def test_reports_of_one_happening_are_one_node(strait: Store) -> None:
    """The blast and the deaths of two articles are one event with two reports, where and when they were."""
    blast = get_node(read_network(strait, profile="actors-events"), "occurrence/1")

    assert (blast.details["reports"], blast.first, blast.last, blast.incoming) == (2, "2024-03-03", "2024-03-03", 2)
    assert (blast.details["place"], blast.latitude, blast.longitude, blast.located) == ("Velm", 41.5, 19.25, "own")


def test_what_did_not_happen_is_left_out() -> None:
    """An event that is denied makes no edge."""
    store = load()
    event = NamedNode(DATA + "event/velm-ferry/221-displacement")
    graph = NamedNode("urn:g")
    store.remove(next(store.quads_for_pattern(event, NamedNode(SAY + "factuality"), None)))
    store.add(Quad(event, NamedNode(SAY + "factuality"), NamedNode(FACT + "denied"), graph))
    network = read_network(store, profile="actors-events")

    assert not [edge for edge in network.edges if edge.kind == "patient"]
    assert network.left_out["denied, planned or hypothetical"] == 2


def test_a_speaker_who_may_have_said_so_alleges_nothing() -> None:
    """A hedged statement binds nobody to the event that it reports."""
    store = load()
    statement = NamedNode(DATA + "statement/velm-ferry/0-accuse")
    store.add(Quad(statement, NamedNode(SAY + "hedged"), Literal(True), NamedNode("urn:g")))
    network = read_network(store, profile="actors-events")

    assert ("orland", "26-deployment", "alleges") not in shorten(network)
    assert ("orland", "38-deployment", "alleges") in shorten(network)


@pytest.mark.parametrize(
    ("filters", "events"),
    [
        (Filters(kinds=["displacement"]), {"221-displacement"}),
        (Filters(kinds=["alleged-agent"]), {"26-deployment", "38-deployment"}),
        (Filters(kinds=["deployment", "alleges"], window=Window("2024-03-05", None)), {"38-deployment"}),
        (Filters(actors=[DATA + "actor/velm-denial/hospital-source"]), {"1"}),
        (Filters(window=Window("2024-02-01", "2024-02-29")), {"221-displacement"}),
        (Filters(min_weight=2), set[str]()),
    ],
)
def test_filters_narrow_events(strait: Store, filters: Filters, events: set[str]) -> None:
    """By type, by role, by both, by an actor, by time, by weight."""
    network = read_network(strait, profile="actors-events", filters=filters)

    assert {event for _, event, _ in shorten(network)} == events


def test_an_actors_events_come_with_all_who_take_part(strait: Store) -> None:
    """Asked for the hospital, the picture shows who else speaks of those deaths."""
    filters = Filters(actors=[DATA + "actor/velm-denial/hospital-source"])
    network = read_network(strait, profile="actors-events", filters=filters)

    assert {edge.source.rpartition("/")[2] for edge in network.edges} == {
        "hospital-source",
        "organization-harbour-office",
    }


def test_events_that_nobody_takes_part_in_are_kept_on_demand() -> None:
    """An event without actors has no edge."""
    store = load()
    event = NamedNode(DATA + "event/velm-ferry/221-displacement")
    store.remove(next(store.quads_for_pattern(event, NamedNode(SAY + "patient"), None)))

    assert event.value not in read_network(store, profile="actors-events").nodes
    kept = read_network(store, profile="actors-events", filters=Filters(isolated=True))
    assert kept.nodes[event.value].label == "displacement: left"
    assert kept.left_out["without an actor"] == 1


def test_places_are_bound_by_articles_but_not_to_what_they_lie_in(strait: Store) -> None:
    """The quay lies in the town: both are bound to the other town, and not to each other."""
    network = read_network(strait, profile="places")

    assert shorten(network) == {("old-quay", "x-5", "co-mention"), ("x-1", "x-5", "co-mention")}
    assert network.left_out == {"within another": 1}
    assert not network.directed


def test_places_tell_their_names_and_coordinates(strait: Store) -> None:
    """All names side by side by the alphabet; a quay has the coordinates of its town, and says so."""
    network = read_network(strait, profile="places")
    velm, quay = get_node(network, "place/x-1"), get_node(network, "place/velm-ferry/old-quay")

    assert velm.details["names"] == "Velm (en); Velmas (en)"
    assert (velm.details["within"], velm.details["mentions"], velm.details["events"]) == ("Strait Coast", 3, 2)
    assert (velm.cls, velm.latitude, velm.longitude, velm.located) == ("Settlement", 41.5, 19.25, "own")
    assert (quay.cls, quay.latitude, quay.longitude, quay.located) == ("Facility", 41.5, 19.25, "whole")


def test_places_of_events_of_one_type(strait: Store) -> None:
    """With a type only the places of such events are left, here one, and it has nobody to be bound to."""
    network = read_network(strait, profile="places", filters=Filters(kinds=["explosion"], isolated=True))

    assert [(node.label, node.details["events"]) for node in network.nodes.values()] == [("Old Quay", 1)]


def test_places_of_articles_that_name_an_actor(strait: Store) -> None:
    """The hospital is named where no second place is."""
    filters = Filters(actors=[DATA + "actor/velm-denial/hospital-source"], isolated=True)
    network = read_network(strait, profile="places", filters=filters)

    assert [node.label for node in network.nodes.values()] == ["Velm"]
    assert network.left_out["that name no such actor"] == 2


def test_states_lie_where_their_country_does(strait: Store) -> None:
    """A country without coordinates lies amid its parts."""
    orland = get_node(read_network(strait), "actor/orland")

    assert (orland.latitude, orland.longitude, orland.located) == (41.75, 19.5, "parts")


def make_places(*points: tuple[float, float] | None) -> Network:
    nodes = {
        f"urn:{i}": Node(
            id=f"urn:{i}",
            label=f"Place {i}",
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            located="own" if point else "",
        )
        for i, point in enumerate(points)
    }
    return Network("places", False, nodes, [Edge("urn:0", "urn:1", "co-mention", 1)])


def test_places_stand_as_on_a_map() -> None:
    """North is up, east is right, and a degree north takes more room near the pole."""
    looks = lay_out(make_places((0, 0), (0, 30), (30, 0), (60, 0)))
    x, y = ({iri: getattr(look, axis) for iri, look in looks.items()} for axis in ("x", "y"))

    assert x["urn:0"] == x["urn:2"] < x["urn:1"]
    assert y["urn:0"] == y["urn:1"] < y["urn:2"] < y["urn:3"]
    assert y["urn:3"] - y["urn:2"] > y["urn:2"] - y["urn:0"]


def test_places_of_one_spot_do_not_hide_each_other() -> None:
    """Three places with the same coordinates stand beside each other."""
    spots = place_on_map(make_places((10, 10), (10, 10), (10, 10)), {f"urn:{i}": 20.0 for i in range(3)})

    assert len({(round(x), round(y)) for x, y in spots.values()}) == 3
    assert all(abs(x) < 60 and abs(y) < 60 for x, y in spots.values())


def test_places_without_coordinates_stand_below_the_map() -> None:
    """They are not given a spot that nobody knows."""
    spots = place_on_map(make_places((10, 10), (20, 20), None), dict.fromkeys(("urn:0", "urn:1", "urn:2"), 20.0))

    assert spots["urn:2"][1] <= min(spots["urn:0"][1], spots["urn:1"][1]) - 2 * ROW


def test_poles_and_nowhere_are_no_trouble() -> None:
    """The pole is drawn at the edge; a network without any coordinates is drawn in rows."""
    assert len(lay_out(make_places((90, 0), (-90, 180), (0, -180)))) == 3
    assert len({(look.x, look.y) for look in lay_out(make_places(None, None, None)).values()}) == 3
