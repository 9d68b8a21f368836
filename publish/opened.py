"""A knowledge graph that is open in Python: `sayso.open("kg")`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sayso.errors import PackageMissingError, ParameterError
from sayso.graph.store import open_store
from sayso.publish.export import to_networkx
from sayso.queries.catalogue import Result, SavedQuery, get_query, list_queries, run_query
from sayso.queries.output import render

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

Value = str | int | float | Decimal | bool | date | None
"""A cell as Python has it; IRIs are strings."""
Given = Value | Sequence[str]
"""What a parameter may be given: a name, a number, a day, yes or no, or several names that mean any of them."""
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SHOWN = 100
"""Rows that a notebook shows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    The answer to a query: rows as dictionaries, in order.

    Attributes:
        result: As the command line has it, with RDF terms, columns and triples.
    """

    result: Result

    def __len__(self) -> int:
        return len(self.result.rows) or len(self.result.triples)

    def __bool__(self) -> bool:
        """Return the answer to ASK; of other queries, whether there is anything."""
        return self.result.answer if self.result.kind == "yes-no" else len(self) > 0

    def __iter__(self) -> Iterator[dict[str, Value]]:
        names = self.columns
        for row in self.result.rows:
            yield {name: _to_python(cell) for name, cell in zip(names, row, strict=True)}

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.result.columns]

    @property
    def more(self) -> bool:
        """Whether a limit may have cut rows off."""
        return self.result.more

    def render(self, format: str = "table") -> str:
        """Return the answer as `sayso query -f FORMAT` prints it: table, csv, tsv, json, md, html, ttl, nt."""
        return render(self.result, format)

    def to_pandas(self) -> "pandas.DataFrame":
        """
        Return the rows as a data frame; numbers are numbers, days are text, since some are only months.

        Raises:
            PackageMissingError: If pandas is not installed.
        """
        try:
            import pandas
        except ImportError as err:
            raise PackageMissingError(
                "pandas is not installed, and tables of it were asked for. Run `pip install 'sayso[pandas]'`."
            ) from err
        rows = [[_to_python(cell) for cell in row] for row in self.result.rows]
        return pandas.DataFrame(rows, columns=self.columns)

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows as a table."""
        if self.result.kind != "rows":
            return f"<pre>{render(self.result)}</pre>"
        first = Result(kind="rows", columns=self.result.columns, rows=self.result.rows[:_SHOWN])
        page = render(first, "html")
        left = len(self.result.rows) - len(first.rows)
        return page[page.index("<table>") : page.index("</body>")] + (f"<p>… and {left} more</p>" if left else "")


class KnowledgeGraph:
    """
    The graph that `sayso build` made, open for reading as it was when it was opened.

    Builds are not hindered by it, and it does not see them; open it again to see what is new.
    """

    def __init__(self, kg: Path) -> None:
        """Open the graph in the folder *kg*; raises what `sayso.open` does."""
        self.path = kg
        self.store: ox.Store = open_store(kg)
        self._graph: rdflib.Dataset | None = None

    def __repr__(self) -> str:
        return f"sayso.open({str(self.path)!r})"

    def __len__(self) -> int:
        """Return the number of quads; counts them all."""
        return len(self.store)

    @property
    def queries(self) -> Mapping[str, str]:
        """The question of each saved query, by name."""
        return {one.name: one.asks for one in list_queries()}

    def query(
        self,
        query: str,
        /,
        *,
        limit: int | None = None,
        offset: int = 0,
        seconds: float | None = None,
        **parameters: Given,
    ) -> Answer:
        """
        Ask a saved query by name, or SPARQL of your own.

        Args:
            query: ``who-accused-whom``, or text that begins with a keyword of SPARQL.
            limit: At most so many rows; None for all.
            offset: Rows to leave out at the start.
            seconds: Stop the query after so long; None lets it run to its end.
            parameters: Of a saved query, as on the command line: ``accuser="Armenia", since="2023-09"``.

        Raises:
            UnknownQueryError: If there is no saved query of that name.
            ParameterError: If a parameter is unknown or its value unfit.
            UnknownNameError: If a name stands for nothing in the graph.
            AmbiguousNameError: If a name stands for several nodes; the message lists them.
            QuerySyntaxError: If the text is not SPARQL.
            QueryRefusedError: If it would change the graph, or asks another server.
            QueryTimeoutError: If it took longer than *seconds*.
        """
        return self._ask(query, parameters, limit=limit, offset=offset, seconds=seconds)

    def _ask(
        self,
        query: str,
        parameters: Mapping[str, Given],
        *,
        limit: int | None = None,
        offset: int = 0,
        seconds: float | None = None,
    ) -> Answer:
        asked: SavedQuery | str = query if _is_sparql(query) else get_query(query)
        given = {name: text for name, value in parameters.items() if (text := _to_text(name, value)) is not None}
        if seconds is None:
            return Answer(run_query(self.store, asked, given, limit=limit, offset=offset))
        from sayso.queries.limited import run_limited

        return Answer(run_limited(self.path, asked, given, seconds=seconds, limit=limit, offset=offset))

    @property
    def graph(self) -> "rdflib.Dataset":
        """The store as an rdflib `Dataset`, all named graphs seen as one; read-only, and nothing is loaded for it."""
        if self._graph is None:
            from oxrdflib import OxigraphStore
            from rdflib import Dataset

            self._graph = Dataset(store=OxigraphStore(store=self.store), default_union=True)
        return self._graph

    def to_networkx(
        self,
        *,
        profile: str = "actors",
        since: str | date | None = None,
        until: str | date | None = None,
        kinds: Sequence[str] = (),
        actors: Sequence[str] = (),
        min_weight: int = 1,
        isolated: bool = False,
    ) -> "networkx.MultiDiGraph[str] | networkx.MultiGraph[str]":
        """
        Return a network of the graph; options are those of `sayso export gexf`.

        Raises:
            ExportError: If an option has no such value.
            UnknownNameError: If an actor is not in the graph.
            AmbiguousNameError: If the name of an actor stands for several.
        """
        return to_networkx(
            self.store,
            profile=profile,
            since=since,
            until=until,
            kinds=kinds,
            actors=actors,
            min_weight=min_weight,
            isolated=isolated,
        )

    def to_pandas(self, query: str = "who-said-what", /, **parameters: Given) -> "pandas.DataFrame":
        """
        Return the answer to a query as a data frame, all statements unless another query is named.

        Raises:
            PackageMissingError: If pandas is not installed.
            SaysoError: What `query` raises.
        """
        return self._ask(query, parameters).to_pandas()


def _is_sparql(text: str) -> bool:
    """Tell SPARQL from a name: it has a brace."""
    return "{" in text


def _to_text(name: str, value: Given) -> str | list[str] | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, int | float | Decimal):
        return f"{value:f}" if not isinstance(value, int) else str(value)
    given: list[object] = [*value]
    texts = [one for one in given if isinstance(one, str)]
    if len(texts) == len(given):
        return texts
    raise ParameterError(f"--{name} {value!r}: is no text, number, day, or list of texts. Give one of these.")


def _to_python(cell: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    if cell is None or isinstance(cell, ox.Triple):
        return None if cell is None else str(cell)
    if not isinstance(cell, ox.Literal):
        return cell.value
    kind = cell.datatype.value.removeprefix(_XSD)
    if kind == "integer":
        return int(cell.value)
    if kind in ("decimal", "double", "float"):
        return float(cell.value)
    if kind == "boolean":
        return cell.value in ("true", "1")
    return cell.value
