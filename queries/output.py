"""Write a result as a table for people, or in a form that programs read."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pyoxigraph as ox
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.errors import ResultFormatError
from sayso.queries.heads import Column
from sayso.queries.run import Result, Row
from sayso.queries.terms import PREFIXES, Cell, to_json, to_turtle, to_value

FORMATS = ("table", "csv", "tsv", "json", "md", "html", "ttl", "nt")
"""What `render` can write; ttl and nt are for triples, csv and tsv for rows."""
_NARROW = 20
"""Columns that a plain cell may take in a table before it is wrapped."""
_READABLE = 24
"""Columns below which a sentence is no longer read but spelt."""
_PAD = 2
_NUMBERS = ("integer", "decimal", "score")


def render(result: Result, format: str = "table", *, width: int = 100, wide: bool = False) -> str:
    """
    Return a result as text that ends with a newline.

    Args:
        result: From `run_query`.
        format: One of `FORMATS`.
        width: Of a table, in columns of the terminal. Where the sentences would get less than they need to be
            readable, each row is written as a block of lines instead.
        wide: Whether a table also shows the IRIs of nodes and the scores, which the other formats always do.

    Raises:
        ResultFormatError: If there is no such format, or it cannot hold this kind of result.
    """
    if format not in FORMATS:
        raise ResultFormatError(f"{format!r}: no such format. Choose one of {', '.join(FORMATS)}.")
    write = _WRITERS[result.kind].get(format)
    if write is None:
        fitting = ", ".join(_WRITERS[result.kind])
        noun = {"rows": "rows", "triples": "triples", "yes-no": "a yes or no"}[result.kind]
        raise ResultFormatError(f"{format!r} cannot hold {noun}, which this query answers. Choose {fitting}.")
    if format == "table" and result.kind == "rows":
        return _write_table(result, width=width, wide=wide)
    return write(result)


def _write_table(result: Result, *, width: int, wide: bool) -> str:
    shown = [index for index, column in enumerate(result.columns) if wide or column.type not in ("iri", "score")]
    columns = [result.columns[index] for index in shown]
    rows = [[_plain(row[index]) for index in shown] for row in result.rows]
    if not rows:
        return "No rows.\n"
    natural = [max(_cells(column.name), *(_cells(row[i]) for row in rows)) for i, column in enumerate(columns)]
    long = [i for i, column in enumerate(columns) if column.type == "long" or natural[i] > 2 * _NARROW]
    fixed = sum(min(natural[i], _NARROW) for i in range(len(columns)) if i not in long)
    room = width - fixed - _PAD * len(columns)
    if sum(natural) + _PAD * len(columns) > width and room < sum(min(natural[i], _READABLE) for i in long):
        return _write_blocks(columns, rows, width=width)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for i, column in enumerate(columns):
        number = column.type in _NUMBERS
        name = column.name.replace("_", " ")
        if i in long:
            weight = round(natural[i] ** 0.5)
            table.add_column(name, overflow="fold", min_width=min(natural[i], _READABLE), ratio=weight)
        else:
            table.add_column(
                name, overflow="fold", justify="right" if number else "left", min_width=min(natural[i], _NARROW),
                max_width=max(_NARROW, _cells(name)),
            )  # fmt: skip
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _write_blocks(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int) -> str:
    margin = max(len(column.name) for column in columns) + 2
    out = io.StringIO()
    console = Console(file=out, width=max(width, margin + _READABLE), color_system=None, legacy_windows=False)
    for row in rows:
        grid = Table.grid(padding=(0, 0))
        grid.add_column(width=margin)
        grid.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            if cell:
                grid.add_row(Text(column.name.replace("_", " ")), Text(cell))
        console.print(grid)
        console.print()
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def _write_csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in result.columns])
    writer.writerows([[to_value(cell) for cell in row] for row in result.rows])
    return out.getvalue()


def _write_tsv(result: Result) -> str:
    """SPARQL 1.1 TSV: terms as in Turtle, so that IRIs, languages and types survive."""
    lines = ["\t".join("?" + column.name for column in result.columns)]
    lines += ["\t".join(to_turtle(cell) for cell in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _write_json(result: Result) -> str:
    """SPARQL 1.1 JSON results."""
    head: dict[str, Any] = {} if result.kind == "yes-no" else {"vars": [column.name for column in result.columns]}
    data: dict[str, Any] = {"head": head}
    if result.kind == "yes-no":
        data["boolean"] = result.answer
    else:
        names = [column.name for column in result.columns]
        data["results"] = {
            "bindings": [
                {name: to_json(cell) for name, cell in zip(names, row, strict=True) if cell is not None}
                for row in result.rows
            ]
        }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _write_markdown(result: Result) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    head = line([_markdown(column.name.replace("_", " ")) for column in result.columns])
    rule = line(["---:" if column.type in _NUMBERS else "---" for column in result.columns])
    return head + rule + "".join(line([_markdown(_plain(cell)) for cell in row]) for row in result.rows)


def _write_html(result: Result) -> str:
    title = escape(result.query.title if result.query else "Answer")
    intro = f"<p>{escape(result.query.asks)}</p>\n" if result.query else ""
    heads = "".join(
        f'<th scope="col" title="{escape(column.meaning)}">{escape(column.name.replace("_", " "))}</th>'
        for column in result.columns
    )
    body = "".join(_html_row(row) for row in result.rows)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n{intro}<table>\n<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
        "</body>\n</html>\n"
    )


def _html_row(row: Row) -> str:
    cells: list[str] = []
    for cell in row:
        text = escape(_plain(cell))
        if isinstance(cell, ox.NamedNode) and cell.value.startswith(("https://", "http://")):
            text = f'<a href="{escape(cell.value)}">{text}</a>'
        cells.append(f"<td>{text}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def _write_answer(result: Result) -> str:
    return "yes\n" if result.answer else "no\n"


def _write_turtle(result: Result) -> str:
    return _serialize(result, ox.RdfFormat.TURTLE)


def _write_ntriples(result: Result) -> str:
    return _serialize(result, ox.RdfFormat.N_TRIPLES)


def _serialize(result: Result, format: ox.RdfFormat) -> str:
    prefixes: dict[str, str] = {}
    if format == ox.RdfFormat.TURTLE:
        text = "\n".join(map(str, result.triples))
        prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
    data = ox.serialize(result.triples, format=format, prefixes=prefixes)
    return (data or b"").decode("utf-8")


_Writer = Callable[[Result], str]
_WRITERS: dict[str, dict[str, _Writer]] = {
    "rows": {
        "table": _write_csv,  # replaced in `render`, which knows the width
        "csv": _write_csv,
        "tsv": _write_tsv,
        "json": _write_json,
        "md": _write_markdown,
        "html": _write_html,
    },
    "triples": {"table": _write_turtle, "ttl": _write_turtle, "nt": _write_ntriples},
    "yes-no": {"table": _write_answer, "json": _write_json, "csv": _write_answer, "md": _write_answer},
}


def _plain(cell: Cell) -> str:
    """Text for people: one line, without control characters, which a terminal would obey."""
    text = " ".join(to_value(cell).split())
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf") or char == "\u200d")


def _cells(text: str) -> int:
    return Text(text).cell_len


def _markdown(text: str) -> str:
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", text)
