"""
Ask for the rows of a page by a query of its own, and then for what stands in them.

So the rows are found once where a query names them several times, and the names of somebody who is in many of them are
looked up once. Both queries are asked of one state of the store.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sayso.queries.parameters import APART, look_up_once
from sayso.queries.terms import Cell

Rows = tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]
"""Names of variables, and rows of what they are bound to."""
_NUMBER = re.compile(r"(?<=\w)_\d+\b")
_NODES = re.compile(r"\s*#@ nodes \?(\w+)")


@dataclass(frozen=True, slots=True)
class _Block:
    """A sub-SELECT that is a page, in braces: its first and last line, and the lines between."""

    start: int
    end: int
    inside: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for blocks that ask the same: auxiliary variables are numbered by line."""
        return _NUMBER.sub("", "\n".join(line.strip() for line in self.inside))


def fill_pages(text: str, ask: Callable[[str], Rows]) -> str:
    """
    Return a query with the rows of its pages in place of the sub-SELECTs that find them.

    Args:
        text: As `sayso.queries.parameters.bind_parameters` returns it; one without a page apart is returned as it is.
        ask: Runs a SELECT.
    """
    if APART not in text:
        return text
    lines = text.splitlines()
    blocks = _find_blocks(lines)
    prefixes = [line for line in lines if line.startswith("PREFIX ")]
    found: dict[str, Rows] = {}
    for block in blocks:
        if block.key not in found:
            found[block.key] = ask("\n".join([*prefixes, *block.inside]) + "\n")
    out: list[str] = []
    at = 0
    for block in blocks:
        out += [*lines[at : block.start], _write_values(*found[block.key])]
        at = block.end + 1
    out += lines[at:]
    nodes = {name: values for rows in found.values() for name, values in _iter_nodes(*rows)}
    return "\n".join(_fill(line, nodes) for line in out) + "\n"


def _find_blocks(lines: list[str]) -> list[_Block]:
    """Return the blocks, found by how they are indented."""
    blocks: list[_Block] = []
    for number, line in enumerate(lines):
        if line.endswith(APART):
            brace = lines[number + 1].replace("}", "{")
            start = max(at for at in range(number) if lines[at] == brace)
            blocks.append(_Block(start, number + 1, tuple(lines[start + 1 : number + 1])))
    return blocks


def _write_values(names: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> str:
    written = (" ".join("UNDEF" if cell is None else str(cell) for cell in row) for row in rows)
    variables = " ".join(f"?{name}" for name in names)
    return f"{{ VALUES ({variables}) {{ {' '.join(f'({row})' for row in written)} }} }}"


def _iter_nodes(names: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> list[tuple[str, str]]:
    """Return what each variable is bound to in any row, each once; without those that a row leaves open."""
    out: list[tuple[str, str]] = []
    for at, name in enumerate(names):
        cells = dict.fromkeys(row[at] for row in rows)
        if None not in cells:
            out.append((name, " ".join(map(str, cells))))
    return out


def _fill(line: str, nodes: dict[str, str]) -> str:
    if (match := _NODES.fullmatch(line)) and match[1] in nodes:
        return f"VALUES ?{match[1]} {{ {nodes[match[1]]} }}"
    return look_up_once(line, nodes)
