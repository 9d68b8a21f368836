"""Read the files in a ZIP archive, without unpacking any of them to disk."""

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from sayso.extract.corpus.blob import Blob
from sayso.extract.corpus.formats import is_sidecar, split_name
from sayso.extract.corpus.problem import Reporter
from sayso.extract.corpus.streams import MAX_RATIO, MIN_BOMB, open_seekable

_MAX_SIDECAR = 1_000_000


def iter_members(blob: Blob, report: Reporter) -> Iterator[Blob]:
    """
    Yield the readable files in an archive, sorted by path, each to be read before the next is asked for.

    Paths in the archive serve as names only. Members that are encrypted, or that unpack to more than text could,
    are reported.
    """
    stream = open_seekable(blob, report)
    if stream is None:
        return
    with stream:
        try:
            archive = zipfile.ZipFile(stream)
        except zipfile.BadZipFile as err:
            report.error("archive-broken", f"not a whole ZIP archive ({err}). Copy the file anew.")
            return
        with archive:
            passed = 0
            for info in sorted(archive.infolist(), key=lambda info: (info.filename, info.header_offset)):
                path = PurePosixPath(info.filename)
                if info.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts or is_sidecar(path.name):
                    continue
                if not split_name(path.name).format:
                    passed += 1
                elif _is_fit(info, report.at(f"{blob.label}!{info.filename}")):
                    yield _make_member(archive, info, blob)
            if passed:
                report.note("files-passed-over", f"{passed} files of kinds that hold no articles were passed over.")


def _is_fit(info: zipfile.ZipInfo, report: Reporter) -> bool:
    if info.flag_bits & 1:
        report.error("archive-encrypted", "it is locked with a password. Unpack the archive, and give the folder.")
        return False
    if info.file_size > max(MIN_BOMB, MAX_RATIO * info.compress_size):
        report.error(
            "archive-bomb",
            f"it would unpack to {info.file_size:,} bytes, {info.file_size // max(info.compress_size, 1):,} times its "
            "size. Unpack it yourself if it is what you want to read.",
        )
        return False
    if split_name(info.filename).format == "zip":
        report.error("format-unknown", "an archive in an archive is not read. Unpack the outer one.")
        return False
    return True


def _make_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, blob: Blob) -> Blob:
    path = PurePosixPath(info.filename)

    def read_sibling(name: str) -> bytes | None:
        try:
            with archive.open(str(path.with_name(name))) as stream:
                return stream.read(_MAX_SIDECAR)
        except KeyError:
            return None

    return Blob(
        name=path.name,
        label=f"{blob.label}!{info.filename}",
        size=info.file_size,
        open=lambda: cast(BinaryIO, archive.open(info)),
        sibling=read_sibling,
    )
