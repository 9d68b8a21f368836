"""Run a query, saved or the user's own, on an Oxigraph store, and keep its answer as plain records."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, TypeVar

import pyoxigraph as ox

from sayso.errors import ParameterError, QuerySyntaxError
from sayso.queries.guard import check_query, names_its_graphs
from sayso.queries.heads import Column, SavedQuery
from sayso.queries.pages import Rows, fill_pages
from sayso.queries.parameters import bind_parameters, has_pages, resolve_parameters
from sayso.queries.terms import Cell

Row = tuple[Cell, ...]
T = TypeVar("T")
PAGE = 200
"""Rows that a person is shown at once."""
_STATEMENT = "<https://w3id.org/sayso/ont#Statement>"
_GEPHI = "http://gephi.org/"
JOIN = "; "
"""What stands between the parts of a cell of several names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """
    The answer to a query.

    Attributes:
        kind: ``rows`` for SELECT, ``yes-no`` for ASK, ``triples`` for CONSTRUCT and DESCRIBE.
        columns: Of rows, in the order of the SELECT.
        rows: A cell is None where the variable is not bound.
        answer: Of ASK.
        triples: Of CONSTRUCT and DESCRIBE, sorted, each once.
        more: Whether the limit cut rows or triples off; of a page that the engine cut, whether it is full.
        query: The saved query, or None for the user's own.
        seconds: Time it took, wall clock.
    """

    kind: Literal["rows", "yes-no", "triples"]
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    answer: bool = False
    triples: tuple[ox.Triple, ...] = ()
    more: bool = False
    query: SavedQuery | None = None
    seconds: float = 0.0


Runner = Callable[[ox.Store, str, SavedQuery | None, int | None, int], Result]
"""Runs the text of a query, with its limit and offset."""


def run_query(
    store: ox.Store,
    query: SavedQuery | str,
    parameters: Mapping[str, str | Sequence[str]] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
    run: Runner | None = None,
) -> Result:
    """
    Run a query on the union of all graphs of a store.

    Args:
        store: An open store; it is only read.
        query: A saved query, or SPARQL text of the user's.
        parameters: Of a saved query: text by name; several texts mean any of them.
        limit: At most so many rows or triples; None for all. Of saved queries with a place for it a page is cut
            before what stands in its rows is looked up: of a CONSTRUCT, all triples about so many statements or edges.
        offset: Rows or triples (or statements) to leave out at the start.
        run: Runs the text; None for `run_text`.

    Raises:
        ParameterError: If a parameter is unknown or its value unfit, or the user's own text is given parameters.
        UnknownNameError: If a name stands for nothing in the graph.
        AmbiguousNameError: If a name stands for several nodes.
        QueryRefusedError: If the query asks other servers or is an update.
        QuerySyntaxError: If it is not SPARQL.
    """
    started = time.perf_counter()
    saved = query if isinstance(query, SavedQuery) else None
    paged = saved is not None and has_pages(saved)
    text = prepare_query(store, query, parameters or {}, limit=limit if paged else None, offset=offset if paged else 0)
    runner = run or run_text
    if paged:
        text = fill_pages(text, lambda page: _get_rows(runner(store, page, None, None, 0)))
    result = runner(store, text, saved, None if paged else limit, 0 if paged else offset)
    more = result.more or (paged and limit is not None and _is_full(result, limit))
    return replace(result, more=more, seconds=time.perf_counter() - started)


def _get_rows(result: Result) -> Rows:
    return tuple(column.name for column in result.columns), result.rows


def run_text(
    store: ox.Store, text: str, saved: SavedQuery | None = None, limit: int | None = None, offset: int = 0
) -> Result:
    """Run the text of a query, parameters bound, and cut its answer; arguments and errors as of `run_query`."""
    started = time.perf_counter()
    try:
        answer = store.query(text, use_default_graph_as_union=not names_its_graphs(saved.text if saved else text))
        if isinstance(answer, ox.QueryBoolean):
            return Result(kind="yes-no", answer=bool(answer), query=saved, seconds=time.perf_counter() - started)
        if isinstance(answer, ox.QueryTriples):
            triples, more = cut_triples(answer, limit, offset)
            seconds = time.perf_counter() - started
            return Result(kind="triples", triples=triples, more=more, query=saved, seconds=seconds)
        names = [variable.value for variable in answer.variables]
        found, more = _cut((tuple(solution) for solution in answer), limit, offset)
    except SyntaxError as err:
        raise QuerySyntaxError(f"The query cannot be read: {err}. Mend it, or try it in a SPARQL editor.") from err
    return make_rows(names, found, saved, more=more, seconds=time.perf_counter() - started)


def make_rows(
    names: Sequence[str],
    rows: Iterable[Row],
    saved: SavedQuery | None = None,
    *,
    more: bool = False,
    seconds: float = 0,
) -> Result:
    """Return rows as a result, with the columns that the query's head describes."""
    columns = _get_columns(names, saved)
    names_at = [at for at, column in enumerate(columns) if column.type == "names"]
    tidy = tuple(_tidy(row, names_at) for row in rows) if names_at else tuple(rows)
    return Result(kind="rows", columns=columns, rows=tidy, more=more, query=saved, seconds=seconds)


def cut_triples(found: Iterable[ox.Triple], limit: int | None, offset: int) -> tuple[tuple[ox.Triple, ...], bool]:
    """Return triples, each once, sorted and cut, and whether the limit cut any off."""
    triples, more = _cut(sorted(set(found), key=str), limit, offset)
    return tuple(triples), more


def _is_full(result: Result, limit: int) -> bool:
    """Return whether a page holds as much as it may; of triples, whether it is about as many statements or edges."""
    if result.kind == "rows":
        return 0 < limit <= len(result.rows)
    # The queries that construct do so for statements, or draw nodes and edges in Gephi.
    if any(one.predicate.value.startswith(_GEPHI) for one in result.triples):
        return 0 < limit <= sum(not one.predicate.value.startswith(_GEPHI) for one in result.triples)
    return 0 < limit <= len({one.subject for one in result.triples if str(one.object) == _STATEMENT})


def count_results(
    store: ox.Store,
    query: SavedQuery | str,
    parameters: Mapping[str, str | Sequence[str]] | None = None,
) -> int:
    """Return how many rows or triples a query has (ASK: 1 or 0); raises as `run_query` does."""
    return count_answer(run_query(store, query, parameters))


def count_answer(result: Result) -> int:
    """Return how many rows or triples a result has; of ASK, 1 or 0."""
    if result.kind == "yes-no":
        return int(result.answer)
    return len(result.rows) if result.kind == "rows" else len(result.triples)


def prepare_query(
    store: ox.Store,
    query: SavedQuery | str,
    parameters: Mapping[str, str | Sequence[str]],
    *,
    limit: int | None = None,
    offset: int = 0,
    hints: bool = True,
) -> str:
    """
    Return the SPARQL text that `run_query` runs, parameters bound; raises as it does.

    Args:
        store: Where names are looked up.
        query: A saved query, or the user's own text.
        parameters: Of a saved query.
        limit: Rows of a page, for a saved query with a place for it; see `bind_parameters`.
        offset: Rows before the page.
        hints: Whether the text is for Oxigraph rather than for any engine.
    """
    if isinstance(query, SavedQuery):
        terms = resolve_parameters(store, query, parameters)
        text = bind_parameters(query, terms, limit=limit, offset=offset, hints=hints)
    else:
        if parameters:
            raise ParameterError(
                f"--{next(iter(parameters))}: only saved queries take parameters. Write the value into the query."
            )
        text = query
    check_query(text)
    return text


def _cut(items: Iterable[T], limit: int | None, offset: int) -> tuple[list[T], bool]:
    rest = islice(items, max(offset, 0), None)
    if limit is None:
        return list(rest), False
    taken = list(islice(rest, limit + 1))
    return taken[:limit], len(taken) > limit


def _get_columns(names: Sequence[str], saved: SavedQuery | None) -> tuple[Column, ...]:
    known = {one.name: one for one in saved.columns} if saved else {}
    return tuple(known.get(name, Column(name=name)) for name in names)


def _tidy(row: Row, names_at: Iterable[int]) -> Row:
    """Empty text is no answer, and the order in which an engine joins names has no meaning."""
    out = list(row)
    for at in names_at:
        cell = row[at]
        if isinstance(cell, ox.Literal) and (not cell.value or JOIN in cell.value or cell.language):
            out[at] = ox.Literal(JOIN.join(sorted(cell.value.split(JOIN)))) if cell.value else None
    return tuple(out)
