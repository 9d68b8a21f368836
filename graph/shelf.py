"""
The article files: one file of N-Quads an article, headed by a stamp that tells what it was made from and a summary.

They are the truth of a knowledge graph; the store is made from them. A file is written whole or not at all, so a
build that is killed leaves only finished ones, and the next build goes on from there. Nothing waits for the disk
article by article, so a power cut can leave files short; their stamps tell their size, and they are made again.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO

from sayso.graph.store import write_file

_MARK = b"# sayso "
_SUMMARY = b"# tells "


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """
    What an article's graph was made from, and what is in it.

    Attributes:
        id: The article's id.
        key: Its slug, in IRIs and as the file's name.
        digest: Of the article: text and metadata.
        fingerprint: Of what read it: sayso, model, settings, lexicons, authority.
        body: Digest of the lines below the stamp.
        quads: Number of those lines.
        source: The file (line, record) it was read from, for messages.
        signature: What copies of it are recognised by, as `sayso.extract.corpus.Signature` writes itself.
        counts: Number of findings by kind, and of ``words`` and ``tokens``.
        violations: Number of violations by severity and shape, ``Violation shape-name``.
        shapes: Digest of the shapes that were checked; empty where none were.
        authority: Keys of the authority entries that it uses.
        size: Bytes of the file below the stamp; set when it is written.
    """

    id: str
    key: str
    digest: str
    fingerprint: str
    body: str = ""
    quads: int = 0
    source: str = ""
    signature: Mapping[str, Any] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    violations: Mapping[str, int] = field(default_factory=dict)
    shapes: str = ""
    authority: tuple[str, ...] = ()
    size: int = 0


def article_path(folder: Path, key: str) -> Path:
    """Return where an article's file is; 256 folders keep each one short."""
    return folder / hashlib.sha256(key.encode("ascii")).hexdigest()[:2] / f"{key}.nq"


def digest_lines(data: bytes) -> str:
    """Return a digest of N-Quads, 32 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:32]


def write_article_file(folder: Path, stamp: Stamp, data: bytes, *, summary: Mapping[str, Any] | None = None) -> None:
    """
    Write an article's file.

    Args:
        folder: The folder of all article files.
        stamp: Its ``body`` is the digest of *data*.
        data: N-Quads.
        summary: What `sayso.graph.summary` says of them.
    """
    path = article_path(folder, stamp.key)
    told = b""
    if summary is not None:
        told = _SUMMARY + json.dumps(summary, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"
    # Not asdict, which copies every value in it.
    head = {one.name: getattr(stamp, one.name) for one in fields(stamp)} | {"size": len(told) + len(data)}
    first = json.dumps(head, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")
    content = (_MARK, first, b"\n", told, data)
    try:
        write_file(path, *content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, *content)


def read_stamp(folder: Path, key: str) -> Stamp | None:
    """Return the stamp of an article's file, None where there is no file, or it is not whole or not one of sayso's."""
    try:
        with article_path(folder, key).open("rb") as file:
            return _read(file)
    except FileNotFoundError:
        return None


def read_lines(folder: Path, key: str) -> bytes:
    """Return the N-Quads of an article's file without its stamp and summary."""
    data = article_path(folder, key).read_bytes()
    start = 0
    while data.startswith(b"#", start):
        start = data.find(b"\n", start) + 1
    return data[start:]


def read_summary(folder: Path, key: str) -> dict[str, Any] | None:
    """Return the summary in an article's file, None where there is none."""
    with article_path(folder, key).open("rb") as file:
        file.readline()
        line = file.readline()
    if not line.startswith(_SUMMARY):
        return None
    found: dict[str, Any] = json.loads(line[len(_SUMMARY) :])
    return found


def _read(file: BinaryIO) -> Stamp | None:
    line = file.readline()
    stamp = _parse(line)
    end = os.fstat(file.fileno()).st_size
    if stamp is None or end != len(line) + stamp.size:
        return None
    # A power cut can leave a file as long as it should be, with nothing in its end.
    return stamp if not stamp.size or os.pread(file.fileno(), 1, end - 1) == b"\n" else None


def _parse(line: bytes) -> Stamp | None:
    if not line.startswith(_MARK) or not line.endswith(b"\n"):
        return None
    try:
        data: dict[str, Any] = json.loads(line[len(_MARK) :])
        data["authority"] = tuple(data["authority"])
        return Stamp(**data)
    except (ValueError, TypeError, KeyError):
        return None


def iter_stamps(folder: Path, *, broken: list[Path] | None = None) -> Iterator[Stamp]:
    """Yield the stamps of all article files that are whole, in no order; the others are added to *broken*."""
    for path in _iter_files(folder):
        with open(path, "rb") as file:
            stamp = _read(file)
        if stamp is not None:
            yield stamp
        elif broken is not None:
            broken.append(Path(path))


def list_keys(folder: Path) -> set[str]:
    """Return the keys of all article files."""
    return {os.path.basename(path)[:-3] for path in _iter_files(folder)}


def _iter_files(folder: Path) -> Iterator[str]:
    try:
        parts = [entry.path for entry in os.scandir(folder) if entry.is_dir()]
    except FileNotFoundError:
        return
    for part in sorted(parts):
        for entry in os.scandir(part):
            if entry.name.endswith(".nq") and not entry.name.startswith("."):
                yield entry.path


def remove_article_file(folder: Path, key: str) -> None:
    """Delete an article's file, if it is there."""
    article_path(folder, key).unlink(missing_ok=True)


def clean(folder: Path) -> None:
    """Delete the temporary files that a killed process left behind."""
    for temp in folder.glob("*/.*.tmp"):
        temp.unlink(missing_ok=True)
