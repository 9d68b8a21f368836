"""Sort more lines than memory holds: in runs that lie on disk."""

import heapq
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

RUN = 200_000
"""Lines that are sorted at once in memory."""


def iter_sorted(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, which hold no line break, in order; what memory does not hold goes through a temporary folder."""
    held: list[str] = []
    with TemporaryDirectory(prefix="sayso-") as folder:
        runs: list[Path] = []
        for line in lines:
            held.append(line)
            if len(held) >= RUN:
                runs.append(Path(folder, f"{len(runs)}"))
                runs[-1].write_text("".join(f"{one}\n" for one in sorted(held)), encoding="utf-8", newline="\n")
                held = []
        held.sort()
        files = [path.open(encoding="utf-8", newline="\n") for path in runs]
        try:
            yield from heapq.merge(held, *((line[:-1] for line in file) for file in files))
        finally:
            for file in files:
                file.close()
