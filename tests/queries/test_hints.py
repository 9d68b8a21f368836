"""What is written for Oxigraph alone changes how fast a query is answered, never what the answer is."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from sayso.queries.catalogue import SavedQuery, list_queries, prepare_query
from sayso.queries.heads import parse_query
from sayso.queries.pages import Rows, fill_pages
from sayso.queries.parameters import bind_parameters, drop_hints

SAMPLES = {
    "actor": "Orland", "place": "Velm", "article": "velm-ferry", "date": "2024-03-05", "date:end": "2024-03-05",
    "integer": "1", "decimal": "0.95", "string": "mines", "flag": "yes", "kind:illocution": "accuse",
    "kind:event-type": "death", "kind:figure-kind": "killed",
}  # fmt: skip
CASES = [(query, "") for query in list_queries()] + [
    (query, parameter.name) for query in list_queries() for parameter in query.parameters
]
HEAD = "# title: t\n# asks: a\n# group: actors\n# example: e\n"


@pytest.fixture(scope="session")
def merged(store: ox.Store) -> ox.Store:
    """All graphs as one, each triple once, as an engine for plain SPARQL sees them."""
    made = ox.Store()
    made.extend(ox.Quad(*quad.triple) for quad in store)
    return made


@pytest.mark.parametrize("limit", [None, 10_000], ids=["whole", "paged"])
@pytest.mark.parametrize(("query", "name"), CASES, ids=[f"{query.name}-{name}" for query, name in CASES])
def test_hints_change_no_answer(
    query: SavedQuery, name: str, limit: int | None, store: ox.Store, merged: ox.Store
) -> None:
    """With hints on the graphs, and without on one graph, whole and as a page, with each parameter: the same rows."""
    given = {one.name: SAMPLES[one.type] for one in query.parameters if one.name == name}
    plain = prepare_query(store, query, given, hints=False)
    hinted = prepare_query(store, query, given, limit=limit)

    assert "LATERAL" not in plain
    assert ask(merged, plain) == ask(store, fill_pages(hinted, lambda text: ask_rows(store, text)))


def ask(store: ox.Store, text: str) -> Counter[tuple[str, ...]]:
    """Return how often each row or triple is answered, names of a cell in order."""
    answer = store.query(text, use_default_graph_as_union=True)
    if isinstance(answer, ox.QueryTriples):
        return Counter({tuple(map(str, triple)): 1 for triple in answer})
    assert isinstance(answer, ox.QuerySolutions)
    return Counter(tuple("; ".join(sorted(read(cell).split("; "))) for cell in row) for row in answer)


def ask_rows(store: ox.Store, text: str) -> Rows:
    """Return names of variables, and rows."""
    answer = store.query(text, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    return tuple(one.value for one in answer.variables), tuple(tuple(row) for row in answer)


def read(cell: object) -> str:
    """Return the words of a cell."""
    return str(getattr(cell, "value", cell))


def bind(body: str, *, narrow: bool = False, limit: int | None = None, offset: int = 0, hints: bool = True) -> str:
    """Return the lines that a body is bound to, joined by bars."""
    query = parse_query("q", f"# param who actor — Who\n{HEAD}\n{body}\n")
    terms = {"who": [ox.NamedNode("x:1")]} if narrow else {}
    text = bind_parameters(query, terms, limit=limit, offset=offset, hints=hints)
    return "|".join(line.strip() for line in text.splitlines() if line)


@pytest.mark.parametrize(
    ("line", "wide", "narrow"),
    [
        ("{ ?a :p ?b } #@ scan", "{ SELECT * WHERE { ?a :p ?b } }", "{ ?a :p ?b }"),
        ("OPTIONAL { ?a :p ?b } #@ look", "LATERAL { OPTIONAL { ?a :p ?b } }", "LATERAL { OPTIONAL { ?a :p ?b } }"),
        ("{ ?a :p ?b } #@ graph each", *["LATERAL { { GRAPH ?graph_N { ?a :p ?b } } }"] * 2),
        ("{ ?a :p ?b } #@ home look", *["LATERAL { { GRAPH ?home { ?a :p ?b } } }"] * 2),
        (
            "MINUS { ?a :p true } #@ home each",
            "MINUS { ?a :p true }",
            "FILTER NOT EXISTS { GRAPH ?home { ?a :p true } }",
        ),
        ("{ ?a :p ?b } #@ narrow", "", "{ ?a :p ?b }"),
        ("{ ?a :p ?b } #@ plain", "", ""),
        ("#@ wide GRAPH ?home { ?a :p ?b }", "GRAPH ?home { ?a :p ?b }", ""),
        ("#@ narrow GRAPH ?home { ?a :p ?b }", "", "GRAPH ?home { ?a :p ?b }"),
        (
            "MINUS { ?a :p true } #@ each",
            "MINUS { ?a :p true }",
            "FILTER NOT EXISTS { ?a :p true }",
        ),
        (
            "MINUS { ?a :p ?b . ?b :q true } #@ each",
            "MINUS { ?a :p ?b . ?b :q true }",
            "LATERAL { OPTIONAL { ?a :p ?b . ?b :q true BIND(1 AS ?found_N) } } FILTER(!BOUND(?found_N))",
        ),
        ("{ ?a :p ?b } #@ look", *["LATERAL { { ?a :p ?b } }"] * 2),
        (
            "OPTIONAL { ?a x:p|x:q ?b . ?b :r ?c } #@ graph each",
            *["LATERAL { OPTIONAL { GRAPH ?graph_N { ?a ?way_N ?b . ?b :r ?c } FILTER(?way_N IN (x:p, x:q)) } }"] * 2,
        ),
        ("{ ?a x:p|(x:q/x:r) ?b } #@ look", *["LATERAL { { ?a x:p|(x:q/x:r) ?b } }"] * 2),
    ],
)
def test_hints_are_followed(line: str, wide: str, narrow: str) -> None:
    """Whole classes are read in a row; where few rows are asked for, each is looked up."""
    assert wide == re.sub(r"(?:_\d+)+", "_N", bind(line, limit=10))
    assert narrow == re.sub(r"(?:_\d+)+", "_N", bind(line, narrow=True, limit=10))


def test_page_and_head_are_cut_only_when_asked_for() -> None:
    """A page is cut by offset; a part that feeds it needs all rows up to its end."""
    body = "#@ head ?a\n#@ head\n#@ page ?b"

    assert "" == bind(body)
    assert "ORDER BY ?a LIMIT 15|LIMIT 15|ORDER BY ?b LIMIT 10 OFFSET 5" == bind(body, limit=10, offset=5)
    assert "LIMIT 10 OFFSET 5" == bind("#@ page", limit=10, offset=5)
    assert "" == drop_hints(body).strip()


def test_line_of_a_parameter_may_have_a_hint() -> None:
    """It follows on the values."""
    line = "#? who: { ?a :p* ?given_who } #@ each"

    assert "VALUES ?given_who { <x:1> }|LATERAL { { ?a :p* ?given_who } }" == bind(line, narrow=True)
    assert "" == bind(line)
    assert "" == drop_hints(line).strip()


def test_line_of_a_parameter_may_be_for_oxigraph_alone() -> None:
    """Other engines read the line that stands for it."""
    lines = "#? who: #@ narrow GRAPH ?home { ?a :p ?given_who }\n#? who: { ?a :p ?given_who } #@ plain"

    assert "VALUES ?given_who { <x:1> }|GRAPH ?home { ?a :p ?given_who }" == bind(lines, narrow=True)
    plain = bind(lines, narrow=True, hints=False)
    assert "GRAPH" not in plain.partition("#@ plain")[0]
    assert "{ ?a :p ?given_who }" in plain


def test_lines_of_a_parameter_that_follow_each_other_share_its_values() -> None:
    """They stand in one group; a line between them ends it."""
    assert "VALUES ?given_who { <x:1> }|:a|:b" == bind("#? who: :a\n#? who: :b", narrow=True)
    assert 2 == bind("#? who: :a\n:c\n#? who: :b", narrow=True).count("VALUES")


def test_what_is_looked_up_of_a_row_stands_in_one_block() -> None:
    """But what a sub-SELECT finds, which would be read for each row."""
    lines = [f"OPTIONAL {{ ?a :p{number} ?b{number} }} #@ look" for number in range(2)]

    assert "LATERAL { OPTIONAL { ?a :p0 ?b0 } OPTIONAL { ?a :p1 ?b1 } }" == bind("\n".join(lines), narrow=True)
    apart = "OPTIONAL { SELECT ?a ?b WHERE { ?a :p ?b } } #@ look"
    assert 2 == bind(f"{lines[0]}\n{apart}", narrow=True).count("LATERAL")


STREAM = "#@ stream { SELECT ?a ?b { ?a :b ?b } ORDER BY ?b } LATERAL {\n{ ?a :p ?c } #@ scan\n#@ stream }\n#@ page ?b"


def test_rows_that_come_in_order_are_looked_up_until_the_page_is_full() -> None:
    """Whole answers are read in a row; where a node is given, its rows are put in order."""
    streamed = "{ SELECT ?a ?b { ?a :b ?b } ORDER BY ?b } LATERAL {|{ ?a :p ?c }|}|LIMIT 10 OFFSET 0"

    assert streamed == bind(STREAM, limit=10)
    assert "{ ?a :p ?c }|ORDER BY ?b LIMIT 10 OFFSET 0" == bind(STREAM, narrow=True, limit=10)
    assert "{ SELECT * WHERE { ?a :p ?c } }" == bind(STREAM)
    assert "{ ?a :p ?c }" == drop_hints("\n" + STREAM).strip()


def test_line_that_stands_unless_a_parameter_is_given_may_have_a_hint() -> None:
    """It is followed; other engines get the pattern."""
    line = "MINUS { ?a :p ?b } #@ each #! other"

    assert "MINUS { ?a :p ?b }" == bind(line, limit=10)
    assert "FILTER NOT EXISTS { ?a :p ?b }" == bind(line, narrow=True, limit=10)
    assert "MINUS { ?a :p ?b }" == drop_hints(f"\n{line}").strip()


def test_line_that_stands_unless_a_parameter_is_given_may_be_for_oxigraph_alone() -> None:
    """It stands where little is asked for, and no other engine sees it."""
    line = "#@ narrow GRAPH ?home { ?a :p ?b } #! other"

    assert "" == bind(line, limit=10)
    assert "GRAPH ?home { ?a :p ?b }" == bind(line, narrow=True, limit=10)
    assert "GRAPH" not in bind(line, narrow=True, hints=False)
    assert "" == drop_hints(f"\n{line}").strip()


def test_line_is_left_out_where_its_parameter_is_given_once() -> None:
    """What it orders by is then the same in every row, in any engine; of two it is not."""
    query = parse_query("q", f"# param who actor — Who\n{HEAD}\nORDER BY\n  ?name #= who\n  ?b\n")
    one, other = ox.NamedNode("x:1"), ox.NamedNode("x:2")
    ordered = {
        count: bind_parameters(query, {"who": terms}, hints=False)
        for count, terms in enumerate(([], [one], [one, other]))
    }

    assert ["?name" in ordered[count] for count in range(3)] == [True, False, True]
    assert "?name\n" in drop_hints(query.text) and "#=" not in drop_hints(query.text)


def test_values_are_never_read_as_names_of_parameters() -> None:
    """Not even where one holds what stands in a query for the values of another."""
    query = parse_query("q", f"# param a string — A\n# param b string — B\n{HEAD}\n#? a: :a\n#? b: :b\n")
    text = bind_parameters(query, {"a": [ox.Literal("\0b\0")], "b": [ox.Literal('" } DROP ALL { "')]})

    assert 1 == text.count("DROP")


def test_class_of_nodes_that_are_known_is_looked_at_once() -> None:
    """A node has its class in every article that names it; without knowing the nodes, as it stands."""
    line = '{ SELECT DISTINCT ?a ?class WHERE { VALUES (?type ?class) { (:x "X") } ?a a ?type } } #@ look each'
    checked = 'VALUES ?a { <x:1> } VALUES (?type ?class) { (:x "X") } FILTER EXISTS { ?a a ?type }'

    assert checked in bind(f"#? who=a:\n{line}", narrow=True, limit=10)
    assert "EXISTS" not in bind(f"#? who=a:\n{line}", limit=10)


APART = """
{
  {
    SELECT ?a ?b
    WHERE { ?a :b ?b }
    #@ page apart ?b
  }
  { SELECT DISTINCT ?a ?name WHERE { ?a :name ?name } } #@ look each
  OPTIONAL { SELECT DISTINCT ?b ?name WHERE { ?b :name ?name } } #@ look each
}
UNION
{
  SELECT ?a
  WHERE {
    #@ nodes ?a
    {
      SELECT ?a ?b
      WHERE { ?a :b ?b }
      #@ page apart ?b
    }
  }
}
"""


def test_page_apart_is_asked_once_and_what_it_names_is_looked_up_once() -> None:
    """However often it stands in a query; of a variable that a row leaves open, row by row."""
    asked: list[str] = []

    def ask_page(text: str) -> Rows:
        asked.append(" ".join(text.split()))
        one, other = ox.NamedNode("x:1"), ox.NamedNode("x:2")
        return ("a", "b"), ((one, other), (one, None))

    query = parse_query("q", f"{HEAD}PREFIX : <x:>\n{APART}")
    text = fill_pages(bind_parameters(query, {}, limit=10), ask_page)
    lines = [line.strip() for line in text.splitlines()]

    assert ["PREFIX : <x:> SELECT ?a ?b WHERE { ?a :b ?b } ORDER BY ?b LIMIT 10 OFFSET 0 #@ apart"] == asked
    assert 2 == lines.count("{ VALUES (?a ?b) { (<x:1> <x:2>) (<x:1> UNDEF) } }")
    assert "{ SELECT DISTINCT ?a ?name WHERE { VALUES ?a { <x:1> } ?a :name ?name } }" in lines
    assert "LATERAL { OPTIONAL { SELECT DISTINCT ?b ?name WHERE { ?b :name ?name } } }" in lines
    assert "VALUES ?a { <x:1> }" in lines
    assert "apart" not in text


def test_query_without_a_page_apart_is_left_as_it_is() -> None:
    """So is one that is asked for as a whole."""
    query = parse_query("q", f"{HEAD}PREFIX : <x:>\n{APART}")
    text = bind_parameters(query, {})

    assert text == fill_pages(text, lambda _: ((), ()))


def test_what_is_looked_up_of_a_given_node_is_looked_up_once() -> None:
    """And not for each row that it stands in; without the parameter, of each row's."""
    line = "{ SELECT DISTINCT ?a ?name WHERE { ?a :name ?name } } #@ look each"
    looked = "LATERAL { { SELECT DISTINCT ?a ?name WHERE { ?a :name ?name } } }"
    once = "{ SELECT DISTINCT ?a ?name WHERE { VALUES ?a { <x:1> } ?a :name ?name } }"

    assert f"VALUES ?a {{ <x:1> }}|{once}" == bind(f"#? who=a:\n{line}", narrow=True, limit=10)
    assert looked == bind(f"#? who=a:\n{line}", limit=10)
    assert looked == bind(f"#? who: ?a :b ?given_who .\n{line}", narrow=True, limit=10).rpartition("|")[2]

    joined = "{ SELECT ?a (MIN(?name) AS ?first) WHERE { ?a :name ?name } GROUP BY ?a } #@ look each"
    once = "{ SELECT ?a (MIN(?name) AS ?first) WHERE { VALUES ?a { <x:1> } ?a :name ?name } GROUP BY ?a }"
    assert f"VALUES ?a {{ <x:1> }}|{once}" == bind(f"#? who=a:\n{joined}", narrow=True, limit=10)
