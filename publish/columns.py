"""The columns of nodes and edges that all network formats share, in order, each of one type throughout."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from sayso.publish.network import Edge, Network, Node

T = TypeVar("T", Node, Edge)
Value = str | int
Kind = Literal["string", "integer"]

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


NODE_COLUMNS: tuple[Column[Node], ...] = (
    Column("class", "string", lambda node: node.cls),
    Column("iri", "string", lambda node: node.id),
    Column("said", "integer", lambda node: node.said),
    Column("accused", "integer", lambda node: node.accused),
    Column("wasAccused", "integer", lambda node: node.was_accused),
    Column("denied", "integer", lambda node: node.denied),
    Column("firstSeen", "string", lambda node: node.first),
    Column("lastSeen", "string", lambda node: node.last),
    Column("degree", "integer", lambda node: node.degree),
)
_EDGE_COLUMNS: tuple[Column[Edge], ...] = (
    Column("act", "string", lambda edge: edge.kind),
    Column("articles", "integer", lambda edge: edge.articles),
    Column("firstDay", "string", lambda edge: edge.first),
    Column("lastDay", "string", lambda edge: edge.last),
)
_STATEMENT_COLUMNS: tuple[Column[Edge], ...] = (
    Column("statements", "string", lambda edge: " ".join(edge.statements)),
    Column("sentence", "string", lambda edge: edge.sample),
)


def list_node_columns(network: Network) -> tuple[Column[Node], ...]:
    """Return the columns of a network's nodes; counts of statements are left out where none were counted."""
    if network.directed:
        return NODE_COLUMNS
    return tuple(each for each in NODE_COLUMNS if each.title not in ("said", "accused", "wasAccused", "denied"))


def list_edge_columns(network: Network) -> tuple[Column[Edge], ...]:
    """Return the columns of a network's edges."""
    return (*_EDGE_COLUMNS, *_STATEMENT_COLUMNS) if network.directed else _EDGE_COLUMNS


def get_text(value: Value | None) -> str | None:
    """Return a value as clean text; None and nothing are None."""
    if value is None or value == "":
        return None
    return str(value) if isinstance(value, int) else clean(value) or None


def list_values(one: T, columns: Sequence[Column[T]]) -> dict[str, Value]:
    """Return the values of a node or an edge that are known, by title: numbers as they are, text clean."""
    out: dict[str, Value] = {}
    for column in columns:
        value = column.read(one)
        if isinstance(value, int):
            out[column.title] = value
        elif text := get_text(value):
            out[column.title] = text
    return out
