"""A folder that is published whole or not at all: written beside its place, then put there by renaming."""

import hashlib
import json
import os
import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

from sayso.errors import PublishFolderError

MARKER = "sayso-publish.json"
"""The file by which sayso knows a folder as its own; it lists the others."""

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFile:
    """One file of a published folder: path within it, media type (None where it is a helper), size, SHA-256 in hex."""

    name: str
    media_type: str | None
    bytes: int
    sha256: str


def describe_file(folder: Path, name: str, *, media_type: str | None = None) -> PublishedFile:
    """Return size and checksum of a file in a folder, read in blocks."""
    path = folder / name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return PublishedFile(name=name, media_type=media_type, bytes=path.stat().st_size, sha256=digest)


def write_marker(folder: Path, files: Sequence[PublishedFile], *, others: Sequence[str] = ()) -> None:
    """
    Write the checksums, in the form that ``sha256sum -c`` reads, and the marker that lists all files.

    Args:
        folder: To write into.
        files: Those with a checksum.
        others: Names of those without, such as pages.
    """
    sums = "".join(f"{one.sha256}  {one.name}\n" for one in files)
    (folder / SUMS).write_text(sums, encoding="utf-8", newline="\n")
    listed = sorted([*(one.name for one in files), *others, SUMS, MARKER])
    text = json.dumps({"made_by": "sayso publish", "form": 1, "files": listed}, indent=1, ensure_ascii=False)
    (folder / MARKER).write_text(text + "\n", encoding="utf-8", newline="\n")


@contextmanager
def replace_folder(out: Path) -> Generator[Path, None, None]:
    """
    Give an empty folder to write into, and put it in the place of *out* once the block ends without an error.

    What stood there before stays until then. What an earlier run left behind when it was killed is cleared away.

    Args:
        out: Absent, empty, or a folder that sayso published.

    Raises:
        PublishFolderError: If *out* holds anything that sayso did not write, or cannot be written.
    """
    out = Path(os.path.abspath(out))
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _recover(out)
        check_folder(out)
        fresh = Path(mkdtemp(prefix=f".{out.name}.sayso-new-", dir=out.parent))
    except OSError as err:
        raise _cannot_write(out, err) from err
    try:
        yield fresh
        _swap(fresh, out)
    except OSError as err:
        raise _cannot_write(out, err) from err
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def check_folder(out: Path) -> None:
    """
    Make sure that *out* may be replaced.

    Raises:
        PublishFolderError: If it is a file, is not marked as sayso's, or holds files beside those that sayso wrote.
    """
    if not out.exists() and not out.is_symlink():
        return
    if out.is_symlink() or not out.is_dir():
        raise PublishFolderError(f"{out}: not a folder. Remove it, or publish into another folder.")
    held = sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir() or path.is_symlink()
    )
    if not held and not any(out.iterdir()):
        return
    listed = _read_marker(out)
    if listed is None:
        raise PublishFolderError(
            f"{out}: not published by sayso (it has no {MARKER}), so it is left as it is. "
            "Publish into a new or empty folder."
        )
    foreign = [name for name in held if name not in listed]
    if foreign:
        more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
        raise PublishFolderError(
            f"{out}: holds files that sayso did not write ({', '.join(foreign[:3])}{more}) and that would be lost. "
            "Move them elsewhere, or publish into another folder."
        )


def _read_marker(folder: Path) -> set[str] | None:
    try:
        data: Any = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(data, dict):
        return None
    listed: Any = cast("dict[str, Any]", data).get("files")
    return {str(name) for name in listed} if isinstance(listed, list) else None


def _swap(fresh: Path, out: Path) -> None:
    # mkdtemp makes a folder that only its owner may read; a web server must.
    fresh.chmod(0o755)
    if not out.exists():
        fresh.rename(out)
        return
    old = Path(mkdtemp(prefix=f".{out.name}.sayso-old-", dir=out.parent)) / "whole"
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def _recover(out: Path) -> None:
    """Put back the whole folder where a run was killed between the two renamings, and remove what runs left behind."""
    for old in sorted(out.parent.glob(f".{_escape(out.name)}.sayso-old-*")):
        whole = old / "whole"
        if whole.is_dir() and not out.exists():
            whole.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    for stale in out.parent.glob(f".{_escape(out.name)}.sayso-new-*"):
        shutil.rmtree(stale, ignore_errors=True)


def _escape(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _cannot_write(out: Path, err: OSError) -> PublishFolderError:
    return PublishFolderError(
        f"{out}: cannot be written ({err.strerror or err}). What was published there before is untouched. "
        "Free some space or mend the permissions, then publish again."
    )
