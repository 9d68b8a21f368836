"""The columns of nodes and edges that all network formats share, in order, each of one type throughout."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from sayso.publish.networks.network import Edge, Network, Node, Value

T = TypeVar("T", Node, Edge)
Kind = Literal["string", "integer", "double"]

# What XML 1.0 has no way to write, and what no program shows: controls, lone surrogates, non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return *text* on one line, without control characters and what XML cannot hold."""
    return " ".join(_UNWRITABLE.sub("", text).split())


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of nodes or edges. No title is ``type``, ``id``, ``label`` or ``weight``: readers keep these."""

    title: str
    kind: Kind
    read: Callable[[T], Value | None]


_CLASS: tuple[Column[Node], ...] = (
    Column("class", "string", lambda node: node.cls),
    Column("iri", "string", lambda node: node.id),
)
_COUNTS: tuple[Column[Node], ...] = (
    Column("said", "integer", lambda node: node.said),
    Column("accused", "integer", lambda node: node.accused),
    Column("wasAccused", "integer", lambda node: node.was_accused),
    Column("denied", "integer", lambda node: node.denied),
)
_WAYS: tuple[Column[Node], ...] = (
    Column("inCount", "integer", lambda node: node.incoming),
    Column("outCount", "integer", lambda node: node.outgoing),
)
_TOTAL: tuple[Column[Node], ...] = (Column("total", "integer", lambda node: node.incoming),)
_REST: tuple[Column[Node], ...] = (
    Column("degree", "integer", lambda node: node.degree),
    Column("community", "integer", lambda node: node.community),
    Column("firstSeen", "string", lambda node: node.first),
    Column("lastSeen", "string", lambda node: node.last),
    Column("latitude", "double", lambda node: node.latitude),
    Column("longitude", "double", lambda node: node.longitude),
    Column("located", "string", lambda node: node.located),
)


def _detail(title: str, kind: Kind) -> Column[Node]:
    return Column(title, kind, lambda node: node.details.get(title))


_EVENTS = (
    _detail("eventType", "string"),
    _detail("reports", "integer"),
    _detail("place", "string"),
    _detail("placeIri", "string"),
)
_PLACES = (
    _detail("names", "string"),
    _detail("within", "string"),
    _detail("country", "string"),
    _detail("mentions", "integer"),
    _detail("events", "integer"),
)
_EDGE_COLUMNS: tuple[Column[Edge], ...] = (
    Column("act", "string", lambda edge: edge.kind),
    Column("articles", "integer", lambda edge: edge.articles),
    Column("firstDay", "string", lambda edge: edge.first),
    Column("lastDay", "string", lambda edge: edge.last),
)
_SENTENCE: Column[Edge] = Column("sentence", "string", lambda edge: edge.sample)


def list_node_columns(network: Network) -> tuple[Column[Node], ...]:
    """Return the columns of a network's nodes."""
    if network.profile == "places":
        return (*_CLASS, *_PLACES, *_TOTAL, *_REST)
    if network.profile == "co-mentions":
        return (*_CLASS, *_TOTAL, *_REST)
    return (*_CLASS, *(_EVENTS if network.profile == "actors-events" else _COUNTS), *_WAYS, *_REST)


def list_edge_columns(network: Network) -> tuple[Column[Edge], ...]:
    """Return the columns of a network's edges."""
    if not network.directed:
        return _EDGE_COLUMNS
    title = "events" if network.profile == "actors-events" else "statements"
    examples: Column[Edge] = Column(title, "string", lambda edge: " ".join(edge.examples))
    return (*_EDGE_COLUMNS, examples, _SENTENCE)


def get_text(value: Value | None) -> str | None:
    """Return a value as clean text; None and nothing are None."""
    if value is None or value == "":
        return None
    return clean(value) or None if isinstance(value, str) else str(value)


def list_values(one: T, columns: Sequence[Column[T]]) -> dict[str, Value]:
    """Return the values of a node or an edge that are known, by title: numbers as they are, text clean."""
    out: dict[str, Value] = {}
    for column in columns:
        value = column.read(one)
        if isinstance(value, str):
            value = clean(value)
        if value is not None and value != "":
            out[column.title] = value
    return out
