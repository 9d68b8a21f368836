"""Run a query, saved or the user's own, on an Oxigraph store, and keep its answer as plain records."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeVar

import pyoxigraph as ox

from sayso.errors import ParameterError, QuerySyntaxError
from sayso.queries.guard import check_query, names_its_graphs
from sayso.queries.heads import Column, SavedQuery
from sayso.queries.parameters import bind_parameters, resolve_parameters
from sayso.queries.terms import Cell

Row = tuple[Cell, ...]
T = TypeVar("T")
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
        more: Whether the limit cut rows or triples off.
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


def run_query(
    store: ox.Store,
    query: SavedQuery | str,
    parameters: Mapping[str, str | Sequence[str]] | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> Result:
    """
    Run a query on the union of all graphs of a store.

    Args:
        store: An open store; it is only read.
        query: A saved query, or SPARQL text of the user's.
        parameters: Of a saved query: text by name; several texts mean any of them.
        limit: At most so many rows or triples; None for all.
        offset: Rows or triples to leave out at the start.

    Raises:
        ParameterError: If a parameter is unknown or its value unfit, or the user's own text is given parameters.
        UnknownNameError: If a name stands for nothing in the graph.
        AmbiguousNameError: If a name stands for several nodes.
        QueryRefusedError: If the query asks other servers or is an update.
        QuerySyntaxError: If it is not SPARQL.
    """
    started = time.perf_counter()
    text = prepare_query(store, query, parameters or {})
    saved = query if isinstance(query, SavedQuery) else None
    try:
        answer = store.query(text, use_default_graph_as_union=not names_its_graphs(text))
        if isinstance(answer, ox.QueryBoolean):
            return Result(kind="yes-no", answer=bool(answer), query=saved, seconds=time.perf_counter() - started)
        if isinstance(answer, ox.QueryTriples):
            triples, more = _cut(sorted(set(answer), key=str), limit, offset)
            seconds = time.perf_counter() - started
            return Result(kind="triples", triples=tuple(triples), more=more, query=saved, seconds=seconds)
        names = [variable.value for variable in answer.variables]
        found, more = _cut((tuple(solution) for solution in answer), limit, offset)
    except SyntaxError as err:
        raise QuerySyntaxError(f"The query cannot be read: {err}. Mend it, or try it in a SPARQL editor.") from err
    columns = _get_columns(names, saved)
    rows = tuple(_tidy(row, columns) for row in found)
    seconds = time.perf_counter() - started
    return Result(kind="rows", columns=columns, rows=rows, more=more, query=saved, seconds=seconds)


def count_results(
    store: ox.Store, query: SavedQuery | str, parameters: Mapping[str, str | Sequence[str]] | None = None
) -> int:
    """Return how many rows or triples a query has (ASK: 1 or 0); raises as `run_query` does."""
    result = run_query(store, query, parameters)
    if result.kind == "yes-no":
        return int(result.answer)
    return len(result.rows) if result.kind == "rows" else len(result.triples)


def prepare_query(store: ox.Store, query: SavedQuery | str, parameters: Mapping[str, str | Sequence[str]]) -> str:
    """Return the SPARQL text that `run_query` runs, parameters bound; raises as it does."""
    if isinstance(query, SavedQuery):
        text = bind_parameters(query, resolve_parameters(store, query, parameters))
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


def _tidy(row: Row, columns: Sequence[Column]) -> Row:
    """Empty text is no answer, and the order in which an engine joins names has no meaning."""
    out: list[Cell] = []
    for cell, column in zip(row, columns, strict=True):
        if column.type == "names" and isinstance(cell, ox.Literal):
            out.append(ox.Literal(JOIN.join(sorted(cell.value.split(JOIN)))) if cell.value else None)
        else:
            out.append(cell)
    return tuple(out)
