"""A user's own known actors and places reach the graph, from CSV as from Turtle."""

from pathlib import Path

from pyoxigraph import NamedNode

from sayso.graph.own_authority import read_table

BASE = "https://example.org/news/"
SAY = "https://w3id.org/sayso/ont#"


def test_rows_become_entries(tmp_path: Path) -> None:
    """An actor and a place with their keys, names, classes and what they belong to."""
    path = tmp_path / "own.csv"
    path.write_text(
        "key,class,names,of,place\n"
        "harbour-front,Organization,Harbour Front|HaFro,norland,old-port\n"
        "old-port,Settlement,Old Port,,\n",
        encoding="utf-8",
    )

    found = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in read_table(path, base=BASE)}  # type: ignore[union-attr] # all are IRIs and literals

    assert (f"{BASE}actor/harbour-front", f"{SAY}alias", "HaFro") in found
    assert (f"{BASE}actor/harbour-front", f"{SAY}memberOf", f"{BASE}actor/norland") in found
    assert (f"{BASE}actor/harbour-front", f"{SAY}actsForPlace", f"{BASE}place/old-port") in found
    assert (f"{BASE}place/old-port", f"{SAY}placeClass", "https://w3id.org/sayso/place-class/Settlement") in found
    assert (f"{BASE}place/old-port", f"{SAY}authorityKey", "old-port") in found


def test_row_at_fault_is_left_out_and_the_rest_described(tmp_path: Path) -> None:
    """An unknown class costs its row alone."""
    path = tmp_path / "own.csv"
    path.write_text("key,class,names\nx,Party,Xen\nsalters,Group,Salters\n", encoding="utf-8")

    subjects = {quad.subject for quad in read_table(path, base=BASE)}
    assert {NamedNode(f"{BASE}actor/salters")} == subjects
