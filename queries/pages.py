"""
Ask for the rows of a page by a query of its own, and then for what stands in them.

So the rows are found once where a query names them several times, and the names of somebody who is in many of them are
looked up once. Both queries are asked of one state of the store.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sayso.queries.parameters import APART, look_up_once
from sayso.queries.terms import Cell

Rows = tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]
"""Names of variables, and rows of what they are bound to."""
_NUMBER = re.compile(r"_\d+\b")
_OPEN = "UNDEF"
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
    keys = [block.key for block in blocks] if len(blocks) > 1 else [""]
    found: dict[str, _Written] = {}
    for key, block in zip(keys, blocks, strict=True):
        if key not in found:
            found[key] = _write(*ask("\n".join([*prefixes, *block.inside]) + "\n"))
    nodes = {name: values for rows in found.values() for name, values in rows.iter_nodes()}
    out: list[str] = []
    at = 0
    for key, block in zip(keys, blocks, strict=True):
        out += [*(_fill(line, nodes) for line in lines[at : block.start]), found[key].values]
        at = block.end + 1
    out += [_fill(line, nodes) for line in lines[at:]]
    return "\n".join(out) + "\n"


def _find_blocks(lines: list[str]) -> list[_Block]:
    """Return the blocks, found by how they are indented."""
    blocks: list[_Block] = []
    for number, line in enumerate(lines):
        if line.endswith(APART):
            brace = lines[number + 1].replace("}", "{")
            start = max(at for at in range(number) if lines[at] == brace)
            blocks.append(_Block(start, number + 1, tuple(lines[start + 1 : number + 1])))
    return blocks


@dataclass(frozen=True, slots=True)
class _Written:
    """Rows as a query writes them."""

    names: tuple[str, ...]
    rows: list[list[str]]

    @property
    def values(self) -> str:
        """The rows in place of what found them."""
        variables = " ".join(f"?{name}" for name in self.names)
        rows = " ".join(f"({' '.join(row)})" for row in self.rows)
        return f"{{ VALUES ({variables}) {{ {rows} }} }}"

    def iter_nodes(self) -> Iterator[tuple[str, str]]:
        """Return what each variable is bound to in any row, each once; without those that a row leaves open."""
        for at, name in enumerate(self.names):
            cells = dict.fromkeys(row[at] for row in self.rows)
            if _OPEN not in cells:
                yield name, " ".join(cells)


def _write(names: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> _Written:
    return _Written(names, [[_OPEN if cell is None else str(cell) for cell in row] for row in rows])


def _fill(line: str, nodes: dict[str, str]) -> str:
    if (match := _NODES.fullmatch(line)) and match[1] in nodes:
        return f"VALUES ?{match[1]} {{ {nodes[match[1]]} }}"
    return look_up_once(line, nodes) if "LATERAL" in line else line
