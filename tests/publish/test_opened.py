"""`sayso.open`: a graph in Python, for those who work with rdflib, networkx and pandas."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import sayso
from sayso.errors import (
    PackageMissingError,
    ParameterError,
    QueryTimeoutError,
    StoreMissingError,
    UnknownNameError,
    UnknownQueryError,
)
from sayso.publish.opened import KnowledgeGraph

SAY = "PREFIX say: <https://w3id.org/sayso/ont#> "


@pytest.fixture(scope="module")
def kg(built: Path) -> KnowledgeGraph:
    """The graph of the examples."""
    return sayso.open(built / "kg")


def test_saved_query_gives_rows_as_dictionaries(kg: KnowledgeGraph) -> None:
    """Columns by name, in the order of the head; names of nodes are looked up."""
    answer = kg.query("who-accused-whom", accuser="Cambodia")

    rows = list(answer)
    assert rows and len(rows) == len(answer)
    assert answer.columns == list(rows[0])
    assert {"Cambodia"} == {row["accuser"] for row in rows}
    assert isinstance(rows[0]["confidence"], float)


def test_parameters_may_be_python_values(kg: KnowledgeGraph) -> None:
    """Days, numbers, lists and booleans mean what their text would mean; None is not given."""
    assert len(kg.query("articles", since=date(2022, 9, 17))) == len(kg.query("articles", since="2022-09-17"))
    assert len(kg.query("actors", minimum=2)) == len(kg.query("actors", minimum="2"))
    assert len(kg.query("unsure-statements", below=0.5)) == len(kg.query("unsure-statements", below="0.5"))
    both = kg.query("who-accused-whom", accuser=["Cambodia", "Thailand"])
    one, other = (kg.query("who-accused-whom", accuser=name) for name in ("Cambodia", "Thailand"))
    assert len(both) == len(one) + len(other) > 0
    assert len(kg.query("who-accused-whom", copies=True, since=None)) >= len(kg.query("who-accused-whom"))


def test_own_sparql_is_told_from_a_name(kg: KnowledgeGraph) -> None:
    """Text with braces is SPARQL; ASK is true or false."""
    [row] = kg.query(SAY + "SELECT (COUNT(?a) AS ?n) { ?a a say:Article }")

    assert {"n": 8} == row
    assert kg.query(SAY + "ASK { ?a a say:Article }")
    assert not kg.query(SAY + "ASK { ?a a say:Nothing }")


def test_pages_and_time_are_bounded(kg: KnowledgeGraph) -> None:
    """limit and offset cut rows; seconds stops a query."""
    assert 3 == len(kg.query("who-said-what", limit=3)) and kg.query("who-said-what", limit=3).more
    assert 3 == len(kg.query("who-said-what", limit=3, seconds=60))
    with pytest.raises(QueryTimeoutError):
        kg.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?c) < STR(?i)) }", seconds=0.3)


def test_graph_is_an_rdflib_dataset_over_the_store(kg: KnowledgeGraph) -> None:
    """Triples, queries and named graphs through rdflib, without loading anything."""
    from rdflib import RDF, Dataset, URIRef

    article = URIRef("https://w3id.org/sayso/ont#Article")
    assert isinstance(kg.graph, Dataset) and kg.graph is kg.graph
    assert 8 == len(set(kg.graph.subjects(RDF.type, article)))
    [row] = kg.graph.query(SAY + "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a say:Article }")
    assert "8" == str(row[0])  # type: ignore[index]  # a row of SELECT


def test_graph_cannot_be_changed(kg: KnowledgeGraph) -> None:
    """The store is open for reading only, also through rdflib."""
    from rdflib import RDF, URIRef

    size = len(kg)
    node = URIRef("https://x.example/a")
    with pytest.raises(Exception, match="only possible on read-write"):
        kg.graph.add((node, RDF.type, node))
    assert size == len(kg)


def test_network_and_table(kg: KnowledgeGraph) -> None:
    """networkx gets actors and acts, pandas gets columns with numbers as numbers."""
    pandas = pytest.importorskip("pandas", reason="the extra pandas is not installed")
    network = kg.to_networkx(profile="accusations")
    frame = kg.to_pandas("most-accused")

    assert network.number_of_edges() > 0
    assert isinstance(frame, pandas.DataFrame)
    assert sum(frame["accusations"].tolist()) > 0
    assert len(kg.query("who-said-what")) == len(kg.to_pandas())


def test_missing_pandas_is_told(kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the extra."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PackageMissingError, match=r"sayso\[pandas\]"):
        kg.to_pandas()


def test_notebook_shows_a_table(kg: KnowledgeGraph) -> None:
    """Rows as HTML, triples as Turtle."""
    shown = kg.query("who-accused-whom")._repr_html_()  # pyright: ignore[reportPrivateUsage]

    assert shown.startswith("<table>") and "Cambodia" in shown and "<html" not in shown
    assert "@prefix" in kg.query("accusations-graph")._repr_html_()  # pyright: ignore[reportPrivateUsage]


def test_errors_are_those_of_the_command_line(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """Unknown queries, names, parameters and folders."""
    with pytest.raises(UnknownQueryError, match="who-accused-whom"):
        kg.query("who-acused-whom")
    with pytest.raises(UnknownNameError):
        kg.query("who-accused-whom", accuser="Atlantis")
    with pytest.raises(ParameterError):
        kg.query("who-accused-whom", acuser="Cambodia")
    with pytest.raises(ParameterError, match="list of texts"):
        kg.query("who-accused-whom", accuser=[1])  # type: ignore[list-item]  # what a user may do
    with pytest.raises(StoreMissingError):
        sayso.open(tmp_path)


def test_import_of_sayso_is_cheap() -> None:
    """Nothing heavy comes with `import sayso`."""
    code = (
        "import sys, sayso; print(sorted({'spacy', 'rdflib', 'pyoxigraph', 'pandas', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert "[]" == done.stdout.strip()
