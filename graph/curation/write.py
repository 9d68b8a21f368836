"""Write decisions into curation files: new tables at the end, or the status of one that stands there."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sayso.errors import CurationFileError
from sayso.graph.curation.decisions import Decision
from sayso.graph.store import write_file

Value = str | float | bool | date | Sequence[str]
_HEAD = """\
# Decisions on the graph, one table each: docs/how-to/curate.md tells what can be written here.
# `sayso build` applies them; delete a table to take a decision back.
"""


def append_blocks(path: Path, blocks: Sequence[tuple[str, Mapping[str, Value]]]) -> None:
    """
    Add tables to a curation file, which is made where it is missing; what stands in it stays as it is.

    Args:
        path: The file.
        blocks: Kind and values of each table; values that are empty are left out.

    Raises:
        CurationFileError: If the file cannot be written.
    """
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
        text = before if before.endswith("\n") else before + "\n"
        text += "".join("\n" + render_block(kind, values) for kind, values in blocks)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, text.encode("utf-8"))
    except (OSError, UnicodeDecodeError) as err:
        raise CurationFileError(f"{path}: cannot be written ({err}). Mend the path or its permissions.") from err


def render_block(kind: str, values: Mapping[str, Value]) -> str:
    """Return a table as TOML."""
    lines = [f"{key} = {_render(value)}" for key, value in values.items() if value != "" and value != ()]
    return "\n".join([f"[[{kind}]]", *lines, ""])


def set_status(decision: Decision, status: str, *, who: str, when: date, why: str = "") -> None:
    """
    Change the status of a decision where it stands.

    Raises:
        CurationFileError: If the file cannot be written, or has changed since it was read.
    """
    name, _, number = decision.source.rpartition(":")
    path = Path(name)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as err:
        raise CurationFileError(f"{path}: cannot be read ({err}). Mend its permissions.") from err
    start = int(number)
    if not lines[start - 1 : start] or not lines[start - 1].lstrip().startswith("[["):
        raise CurationFileError(f"{path}, line {start}: no decision stands here any more. Run the command again.")
    end = next((at for at in range(start, len(lines)) if lines[at].lstrip().startswith("[[")), len(lines))
    while end > start and not lines[end - 1].strip():
        end -= 1
    added: dict[str, Value] = {"status": status, "who": who, "when": when, "why": why}
    keys = [key for key, value in added.items() if value != ""]
    kept = [one for one in lines[start:end] if _key(one) not in keys]
    new = [f"{key} = {_render(added[key])}" for key in keys]
    try:
        write_file(path, "\n".join([*lines[:start], *kept, *new, *lines[end:]]).encode("utf-8"))
    except OSError as err:
        raise CurationFileError(f"{path}: cannot be written ({err}). Mend its permissions.") from err


def _key(line: str) -> str:
    return line.partition("=")[0].strip()


def _render(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, float, int)):
        return value.isoformat() if isinstance(value, date) else f"{value}"
    if isinstance(value, str):
        return _quote(value)
    return "[" + ", ".join(_quote(one) for one in value) + "]"


def _quote(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    )
    return (
        '"' + re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", lambda match: f"\\u{ord(match.group()):04X}", escaped) + '"'
    )
