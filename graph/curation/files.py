"""
Read curation files: TOML with one table a decision, ``[[merge]]``, ``[[reject]]`` and so on.

Each table is parsed on its own, so that a slip costs that one decision, is told with file and line, and the others
hold. docs/how-to/curate.md shows what can be written.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sayso.errors import CurationFileError
from sayso.extract.corpus import Problem

Severity = Literal["error", "warning", "note"]

_HEAD = re.compile(r"^\[\[[ \t]*([A-Za-z_-]+)[ \t]*\]\][ \t]*(?:#.*)?$", re.MULTILINE)
_WHERE = re.compile(r" ?\(at line (\d+), column (\d+)\)| ?\(at end of document\)")


def make_fault(source: str, message: str, *, severity: Severity = "error") -> Problem:
    """
    Return what is wrong with one decision.

    Args:
        source: File and line, ``curation/people.toml:12``.
        message: What is wrong and how to mend it.
        severity: ``error``: the decision was not applied. ``warning``: look at it. ``note``: no fault.
    """
    return Problem(source=source, slug="curation-line", message=message, severity=severity)


@dataclass(frozen=True, slots=True)
class Block:
    """
    One table of a curation file.

    Attributes:
        kind: As its head names it, ``merge``.
        values: Keys and values; the file's own *who*, *when* and *why* stand in where it has none.
        path: The file.
        line: Of its head, from 1.
        end: The last line of it.
    """

    kind: str
    values: Mapping[str, Any]
    path: Path
    line: int
    end: int

    @property
    def source(self) -> str:
        """File and line, for messages."""
        return f"{self.path}:{self.line}"


def list_files(paths: Iterable[Path]) -> list[Path]:
    """
    Return the curation files that *paths* name: files, and those ending in ``.toml`` of folders, sorted by name.

    Raises:
        CurationFileError: If a path is not there.
    """
    out: list[Path] = []
    for path in paths:
        if path.is_dir():
            out += sorted(path.glob("*.toml"))
        elif path.is_file():
            out.append(path)
        else:
            raise CurationFileError(
                f"{path}: no such curation file or folder. Mend `curation` in the settings or --curation, "
                "or make the file."
            )
    return list(dict.fromkeys(out))


def read_blocks(path: Path) -> tuple[list[Block], list[Problem]]:
    """
    Return the tables of a curation file, and what is wrong with those that cannot be read.

    Raises:
        CurationFileError: If the file cannot be read as text.
    """
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as err:
        raise CurationFileError(f"{path}: cannot be read ({err}). Mend its permissions, or save it as UTF-8.") from err
    heads = list(_HEAD.finditer(text))
    faults: list[Problem] = []
    shared = _parse(text[: heads[0].start() if heads else None], path, 1, faults) or {}
    for key in [key for key in shared if key not in ("who", "when", "why")]:
        faults.append(
            make_fault(f"{path}:1", f"{key!r} stands above the first decision. Put it below a head like [[merge]].")
        )
        del shared[key]
    blocks: list[Block] = []
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        line = text.count("\n", 0, head.start()) + 1
        found = _parse(text[head.end() : end], path, line, faults)
        if found is not None:
            last = line + text[head.end() : end].rstrip().count("\n")
            blocks.append(Block(head[1], {**shared, **found}, path, line, last))
    return blocks, faults


def _parse(text: str, path: Path, line: int, faults: list[Problem]) -> dict[str, Any] | None:
    """Return the keys of a table whose head is in *line*, or None after a fault."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        where = _WHERE.search(str(err))
        at = line + (int(where[1]) - 1 if where and where[1] else text.rstrip().count("\n"))
        said = _WHERE.sub("", str(err))
        faults.append(make_fault(f"{path}:{at}", f"not TOML ({said}). Mend that line; this decision was left out."))
        return None
