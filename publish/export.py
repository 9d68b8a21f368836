"""Export a network of the graph's actors to the formats that network programs read, or its events as a table."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar, get_args

from pyoxigraph import Store

from sayso.errors import ExportError
from sayso.model import EventType, Illocution
from sayso.publish.csv_edges import write_edges, write_nodes
from sayso.publish.days import Window, make_window
from sayso.publish.dump import open_kg
from sayso.publish.event_table import read_event_table, write_event_table
from sayso.publish.gexf import write_gexf
from sayso.publish.graphml import make_networkx, write_graphml
from sayso.publish.network import CO_MENTION, PROFILES, TELL, Network, Profile, read_network

if TYPE_CHECKING:
    import networkx

T = TypeVar("T")
FORMATS = ("gexf", "graphml", "csv")
KINDS = (*get_args(Illocution), TELL, CO_MENTION)
"""Kinds of edges: the illocutions, ``tell`` and ``co-mention``."""
EVENT_TABLE = "event-table"
"""The profile that is no network: one row an event, CSV only."""

_DESCRIPTIONS = {
    "actors": "Who said what to whom: an edge for each kind of statement between two actors.",
    "accusations": "Who accused whom.",
    "co-mentions": "Who is named in the same articles.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """
    What was exported.

    Attributes:
        paths: The files.
        format: One of `FORMATS`.
        profile: One of `sayso.publish.network.PROFILES`, or `EVENT_TABLE`.
        nodes: Actors.
        edges: Edges, parallel ones counted each.
        counted: Statements, or articles, that made edges, before ``kinds`` and ``min_weight``.
        left_out: Statements that made none, or events that are in no row, by reason.
        rows: Of the table of events.
    """

    paths: tuple[Path, ...]
    format: str
    profile: str
    nodes: int
    edges: int
    counted: int
    left_out: Mapping[str, int] = field(default_factory=dict[str, int])
    rows: int = 0


def export(
    kg: Path | Store,
    out: Path,
    *,
    format: str = "gexf",
    profile: str = "actors",
    since: str | date | None = None,
    until: str | date | None = None,
    kinds: Sequence[str] = (),
    min_weight: int = 1,
    isolated: bool = False,
) -> ExportReport:
    """
    Write a network of a knowledge graph's actors, or its events as a table. The same graph gives the same bytes.

    Args:
        kg: The folder that ``sayso build`` made, or an open store.
        out: The file; for ``csv`` a folder that gets ``nodes.csv`` and ``edges.csv``, or, where it ends in ``.csv``,
            the beginning of two names: ``NAME.nodes.csv`` and ``NAME.edges.csv``.
        format: ``gexf`` for Gephi and Gephi Lite, ``graphml``, or ``csv``.
        profile: ``actors``, ``accusations``, ``co-mentions``, or ``event-table``, which is ``csv`` only: a file, or a
            folder that gets ``events.csv``.
        since: First day, month or year that counts; then nothing undated does.
        until: Last one.
        kinds: Kinds of edges to keep, of `KINDS`, or types of events; empty keeps all.
        min_weight: Least weight of an edge: statements, or articles for ``co-mentions``.
        isolated: Whether to keep actors without an edge.

    Raises:
        ExportError: If an option has no such value, or a file cannot be written.
    """
    _check("format", format, FORMATS)
    _check("profile", profile, (*PROFILES, EVENT_TABLE))
    if profile == EVENT_TABLE:
        if format != "csv":
            raise ExportError(f"format {format!r}: the profile {EVENT_TABLE} is a table. Choose csv.")
        for kind in kinds:
            _check("kind", kind, get_args(EventType))
        return _export_events(open_kg(kg), out, window=make_window(since, until), kinds=kinds)
    network = _read(
        open_kg(kg),
        profile=profile,
        since=since,
        until=until,
        kinds=kinds,
        min_weight=min_weight,
        isolated=isolated,
    )
    if format == "csv":
        paths = _name_tables(out)
        writers: list[Callable[[Network, IO[str]], None]] = [write_nodes, write_edges]
    else:
        paths = (out,)
        writers = [write_graphml] if format == "graphml" else [_write_described_gexf]
    for path, write in zip(paths, writers, strict=True):
        _write_file(path, network, write)
    return ExportReport(
        paths=paths,
        format=format,
        profile=profile,
        nodes=len(network.nodes),
        edges=len(network.edges),
        counted=network.counted,
        left_out=network.left_out,
    )


def to_networkx(
    kg: Path | Store,
    *,
    profile: str = "actors",
    since: str | date | None = None,
    until: str | date | None = None,
    kinds: Sequence[str] = (),
    min_weight: int = 1,
    isolated: bool = False,
) -> "networkx.MultiDiGraph[str] | networkx.MultiGraph[str]":
    """
    Return a network of a knowledge graph's actors as a networkx graph; options are those of `export`.

    Raises:
        ExportError: If an option has no such value.
    """
    network = _read(
        open_kg(kg),
        profile=profile,
        since=since,
        until=until,
        kinds=kinds,
        min_weight=min_weight,
        isolated=isolated,
    )
    return make_networkx(network)


def _read(
    store: Store,
    *,
    profile: str,
    since: str | date | None,
    until: str | date | None,
    kinds: Sequence[str],
    min_weight: int,
    isolated: bool,
) -> Network:
    chosen: Profile = PROFILES[_check("profile", profile, PROFILES)]
    for kind in kinds:
        _check("kind", kind, KINDS)
    if min_weight < 1:
        raise ExportError(f"least weight {min_weight}: an edge weighs at least 1. Give 1 or more.")
    return read_network(
        store,
        profile=chosen,
        window=make_window(since, until),
        kinds=kinds,
        min_weight=min_weight,
        isolated=isolated,
    )


def _check(name: str, value: str, known: Sequence[str]) -> int:
    """Return the place of *value* among those known."""
    if value in known:
        return known.index(value)
    near = get_close_matches(value, known, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"Choose one of {', '.join(known)}."
    raise ExportError(f"{name} {value!r}: there is none of that name. {hint}")


def _export_events(store: Store, out: Path, *, window: Window, kinds: Sequence[str]) -> ExportReport:
    path = out if out.suffix == ".csv" else out / "events.csv"
    table = read_event_table(store, window=window, kinds=kinds)
    _write_file(path, table, write_event_table)
    return ExportReport(
        paths=(path,),
        format="csv",
        profile=EVENT_TABLE,
        nodes=0,
        edges=0,
        counted=len(table.rows),
        left_out=table.left_out,
        rows=len(table.rows),
    )


def _name_tables(out: Path) -> tuple[Path, ...]:
    if out.suffix == ".csv":
        return tuple(out.with_name(f"{out.stem}.{part}.csv") for part in ("nodes", "edges"))
    return tuple(out / f"{part}.csv" for part in ("nodes", "edges"))


def _write_described_gexf(network: Network, out: IO[str]) -> None:
    write_gexf(network, out, description=_DESCRIPTIONS[network.profile])


def _write_file(path: Path, content: T, write: Callable[[T, IO[str]], None]) -> None:
    """Write a file beside its place, then put it there, so that a reader never sees half of it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("w", encoding="utf-8", newline="\n") as out:
                write(content, out)
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as err:
        raise ExportError(
            f"{path}: cannot be written ({err.strerror or err}). Choose another place, or free some space."
        ) from err
