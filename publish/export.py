"""Export networks of the graph's actors, events and places to the formats of other programs, or events as a table."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar, get_args

from pyoxigraph import Store

from sayso.errors import ExportError
from sayso.model import EventType
from sayso.publish.days import Window, make_window
from sayso.publish.dump import open_kg
from sayso.publish.event_table import read_event_table, write_event_table
from sayso.publish.networks.gexf import write_gexf
from sayso.publish.networks.graphml import make_networkx, write_graphml
from sayso.publish.networks.layout import note_layout
from sayso.publish.networks.neo4j import write_neo4j_edges, write_neo4j_nodes
from sayso.publish.networks.network import PROFILES, Network, Profile, list_kinds
from sayso.publish.networks.reading import Filters, read_network
from sayso.publish.networks.sigma import write_sigma
from sayso.publish.networks.svg import write_svg
from sayso.publish.networks.tables import write_edges, write_nodes
from sayso.queries.names import find_nodes

if TYPE_CHECKING:
    import networkx

T = TypeVar("T")
Writer = Callable[[Network, IO[str]], None]
EVENT_TABLE = "event-table"
"""The profile that is no network: one row an event, CSV only."""

_WRITERS: Mapping[str, tuple[str, tuple[tuple[str, Writer], ...]]] = {
    "gexf": (".gexf", (("", write_gexf),)),
    "graphml": (".graphml", (("", write_graphml),)),
    "csv": (".csv", (("nodes", write_nodes), ("edges", write_edges))),
    "neo4j": (".csv", (("nodes", write_neo4j_nodes), ("relationships", write_neo4j_edges))),
    "sigma": (".json", (("", write_sigma),)),
    "svg": (".svg", (("", write_svg),)),
}
FORMATS = tuple(_WRITERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """
    What was exported.

    Attributes:
        paths: The files.
        format: One of `FORMATS`.
        profile: One of `sayso.publish.networks.network.PROFILES`, or `EVENT_TABLE`.
        nodes: Actors, events or places.
        edges: Edges, parallel ones counted each.
        counted: Statements, articles or events that made edges, before edges were filtered.
        left_out: Statements, articles or events that made none, or events that are in no row, by reason.
        filtered: Edges that the filters took away, by reason.
        rows: Of the table of events.
        notes: What the user should know: that nothing is left and why, that the layout is a rough one.
    """

    paths: tuple[Path, ...]
    format: str
    profile: str
    nodes: int
    edges: int
    counted: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    filtered: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0
    notes: tuple[str, ...] = ()


def export(
    kg: Path | Store,
    out: Path,
    *,
    format: str = "gexf",
    profile: str = "actors",
    since: str | date | None = None,
    until: str | date | None = None,
    kinds: Sequence[str] = (),
    actors: Sequence[str] = (),
    min_weight: int = 1,
    isolated: bool = False,
) -> ExportReport:
    """
    Write a network of a knowledge graph, or its events as a table. The same graph gives the same bytes.

    Args:
        kg: The folder that ``sayso build`` made, or an open store.
        out: The file; for ``csv`` and ``neo4j`` a folder that gets two tables, or, where it ends in ``.csv``, the
            beginning of two names: ``NAME.nodes.csv`` and ``NAME.edges.csv``.
        format: ``gexf`` for Gephi and Gephi Lite, ``graphml``, ``csv`` for Gephi's import of tables, ``neo4j``,
            ``sigma`` for the serialisation of graphology, or ``svg``, a picture.
        profile: ``actors``, ``accusations``, ``co-mentions``, ``actors-events``, ``places``, or ``event-table``,
            which is ``csv`` only: a file, or a folder that gets ``events.csv``.
        since: First day, month or year that counts; then nothing undated does.
        until: Last one.
        kinds: Kinds of edges or types of events to keep, of `list_kinds`; empty keeps all.
        actors: Names or IRIs; what none of them has a part in is left out. Empty keeps all.
        min_weight: Least weight of an edge: statements, articles, or reports of an event.
        isolated: Whether to keep nodes without an edge.

    Raises:
        ExportError: If an option has no such value, or a file cannot be written.
        UnknownNameError: If an actor is not in the graph.
        AmbiguousNameError: If the name of an actor stands for several.
    """
    _check("format", format, FORMATS)
    _check("profile", profile, (*PROFILES, EVENT_TABLE))
    if profile == EVENT_TABLE:
        if format != "csv":
            raise ExportError(f"format {format!r}: the profile {EVENT_TABLE} is a table. Choose csv.")
        for kind in kinds:
            _check("kind", kind, get_args(EventType))
        store = open_kg(kg)
        window = make_window(since, until)
        return _export_events(store, out, window=window, kinds=kinds, actors=_find_actors(store, actors))
    network = _read(
        kg,
        profile=profile,
        since=since,
        until=until,
        kinds=kinds,
        actors=actors,
        min_weight=min_weight,
        isolated=isolated,
    )
    suffix, writers = _WRITERS[format]
    paths: list[Path] = []
    for part, write in writers:
        paths.append(_name_part(out, part, suffix))
        _write_file(paths[-1], network, write)
    notes = [note_layout(network)] if network.profile != "places" and format in ("gexf", "graphml", "sigma") else []
    return ExportReport(
        paths=tuple(paths),
        format=format,
        profile=profile,
        nodes=len(network.nodes),
        edges=len(network.edges),
        counted=network.counted,
        left_out=network.left_out,
        filtered=network.filtered,
        notes=tuple(filter(None, [_explain_nothing(network), *network.notes, *notes])),
    )


def to_networkx(
    kg: Path | Store,
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
    Return a network of a knowledge graph as a networkx graph; options are those of `export`.

    Raises:
        ExportError: If an option has no such value.
        UnknownNameError: If an actor is not in the graph.
        AmbiguousNameError: If the name of an actor stands for several.
    """
    return make_networkx(
        _read(
            kg,
            profile=profile,
            since=since,
            until=until,
            kinds=kinds,
            actors=actors,
            min_weight=min_weight,
            isolated=isolated,
        )
    )


def _read(
    kg: Path | Store,
    *,
    profile: str,
    since: str | date | None,
    until: str | date | None,
    kinds: Sequence[str],
    actors: Sequence[str],
    min_weight: int,
    isolated: bool,
) -> Network:
    chosen: Profile = PROFILES[_check("profile", profile, PROFILES)]
    for kind in kinds:
        _check("kind", kind, list_kinds(chosen), where=f" of the profile {profile}")
    if min_weight < 1:
        raise ExportError(f"least weight {min_weight}: an edge weighs at least 1. Give 1 or more.")
    window = make_window(since, until)
    store = open_kg(kg)
    filters = Filters(
        window=window,
        kinds=kinds,
        actors=_find_actors(store, actors),
        min_weight=min_weight,
        isolated=isolated,
    )
    return read_network(store, profile=chosen, filters=filters)


def _find_actors(store: Store, names: Sequence[str]) -> list[str]:
    return sorted({node.value for name in names for node in find_nodes(store, name, "actor", where="actor")})


def _check(name: str, value: str, known: Sequence[str], *, where: str = "") -> int:
    """Return the place of *value* among those known."""
    if value in known:
        return known.index(value)
    near = get_close_matches(value, known, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"Choose one of {', '.join(known)}."
    raise ExportError(f"{name} {value!r}: there is none of that name{where}. {hint}")


def _explain_nothing(network: Network) -> str:
    """Return why a network has no edge, and what to ask instead; empty where it has any."""
    if network.edges:
        return ""
    found = sum(network.filtered.values())
    if found:
        heaviest = f" The heaviest weighs {network.heaviest}." if network.heaviest else ""
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in network.filtered.items())
        return f"Nothing is left to draw: of {found:,} edges, {reasons} were taken out.{heaviest} Widen the filters."
    if network.left_out:
        reasons = ", ".join(f"{number:,} {reason}" for reason, number in network.left_out.items())
        return (
            f"Nothing is left to draw, and this was left out: {reasons}. Widen the filters, or take another profile."
        )
    return "The graph holds nothing that makes an edge of this profile. Take another, or look at `sayso info`."


def _export_events(
    store: Store, out: Path, *, window: Window, kinds: Sequence[str], actors: Sequence[str]
) -> ExportReport:
    path = out if out.suffix == ".csv" else out / "events.csv"
    table = read_event_table(store, window=window, kinds=kinds, actors=actors)
    _write_file(path, table, write_event_table)
    nothing = "No event is left, so the table has no row. Widen the filters."
    return ExportReport(
        paths=(path,),
        format="csv",
        profile=EVENT_TABLE,
        nodes=0,
        edges=0,
        counted=len(table.rows),
        left_out=table.left_out,
        rows=len(table.rows),
        notes=() if table.rows else (nothing,),
    )


def _name_part(out: Path, part: str, suffix: str) -> Path:
    """Return the path of the only file, or of one of two: in the folder *out*, or beside it where it names a file."""
    if not part:
        return out
    return out.with_name(f"{out.stem}.{part}{suffix}") if out.suffix == suffix else out / f"{part}{suffix}"


def get_suffix(format: str) -> str:
    """Return what the name of a file of this format ends in; empty where the format is a folder of tables."""
    suffix, writers = _WRITERS[format]
    return suffix if len(writers) == 1 else ""


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
