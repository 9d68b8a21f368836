"""
One process that runs queries, as its parent sees it: how it is started, told what to do and killed.

How it is fed and what waits for its answers differs (a thread in `sayso.queries.limited`, an event loop in
`sayso.publish.serve.pool`); what is the same for both is here. What runs in the process is `sayso.queries.worker`.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sayso
from sayso import errors
from sayso.errors import QueryFailedError, QueryTimeoutError, SaysoError
from sayso.queries.encode import Encoded
from sayso.queries.worker import make_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Limited(Encoded):
    """An answer as bytes; ``seconds`` is how long the engine took."""

    seconds: float


READY = 60.0
"""Seconds within which a process must say that it is ready."""


class Process:
    """
    A process that answers one query after the other.

    Attributes:
        ready: Whether it has said so; it is the first thing that it says.
    """

    def __init__(
        self, kg: Path, memory: int, *, requests: int | None = None, board: tuple[int, int] | None = None
    ) -> None:
        """
        Start it.

        Args:
            kg: A folder that looks like one that `sayso build` made.
            memory: Megabytes that it may write to; 0 for no limit.
            requests: File descriptor of a socket that it shares with others: who is free takes the next request. None
                gives it a pipe of its own.
            board: File descriptor of a `Board` and the place there where it tells what it is doing, with *requests*.
        """
        root = str(Path(sayso.__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        # -P: the folder that somebody happens to work in is no place to import from.
        command = [sys.executable, "-P", "-m", "sayso.queries.worker", str(kg), str(memory), *map(str, board or ())]
        self.ready = False
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if requests is None else requests,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            bufsize=0,
            pass_fds=() if board is None else board[:1],
        )
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout

    @property
    def handle(self) -> int:
        """The file descriptor that its answers are read from."""
        return self._stdout.fileno()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def write(self, data: bytes) -> None:
        """Write to its pipe, all of it; raises OSError where it has ended."""
        assert self._stdin is not None
        view = memoryview(data)
        while view:
            view = view[self._stdin.write(view) or 0 :]

    def interrupt(self) -> None:
        """Kill it without waiting for its end."""
        self._process.kill()

    def kill(self) -> int:
        """Kill it, wait for its end, and return its status: that of what ended it before, if it had."""
        self._process.kill()
        status = self._process.wait()
        for pipe in (self._stdin, self._stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return status


def make_request(
    text: str,
    *,
    format: str,
    seconds: float,
    rows: int | None,
    offset: int = 0,
    size: int | None = None,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    **more: Any,
) -> bytes:
    """
    Return a request as bytes that a process understands.

    Args:
        text: SPARQL.
        format: As `sayso.queries.encode.encode` takes it, and so *rows*, *offset* and *size*.
        seconds: After so many the kernel ends the process.
        rows: At most so many; None for all.
        offset: Rows to leave out.
        size: Bytes of rows; None for any.
        default_graphs: IRIs; none for all graphs together.
        named_graphs: IRIs, likewise.
        more: For a process that shares its requests with others: ``id``, which comes back with the answer, and
            ``until``, after which moment of `time.monotonic` nobody waits any more.
    """
    return make_frame(
        {
            "text": text, "format": format, "seconds": seconds, "rows": rows, "offset": offset, "size": size,
            "default_graphs": default_graphs, "named_graphs": named_graphs, **more,
        }
    )  # fmt: skip


def make_answer(head: Mapping[str, Any], body: bytes) -> Limited:
    """
    Return what a process answered.

    Raises:
        SaysoError: What it told instead of an answer.
    """
    if "slug" in head:
        raise _CLASSES.get(head["slug"], QueryFailedError)(head["text"])
    return Limited(data=body, **head)


def make_timeout(seconds: float) -> QueryTimeoutError:
    """Return the error of a query that was stopped."""
    return QueryTimeoutError(
        f"The query was stopped after {seconds:g} seconds. Ask for less (a LIMIT, a narrower parameter), or allow "
        "more time."
    )


def make_death(memory: int) -> QueryFailedError:
    """Return the error of a query whose process died, as it does when it writes to more memory than it may."""
    return QueryFailedError(
        f"The process that ran the query died; it may write to {memory} MB. Ask for less, or allow more memory."
    )


_CLASSES: dict[str, type[SaysoError]] = {
    one.slug: one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, SaysoError)
}
