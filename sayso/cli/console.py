"""How commands speak: results on standard output, talk and progress on standard error."""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Protocol

import typer

Progress = Callable[[int, int | None, str], None]
"""Called with how many are done, how many there are (None: unknown), and the current one."""

SHOWN = 10
"""How many problems of one cause are told one by one."""
EVERY = 5.0
"""Seconds between lines of progress where standard error is no terminal."""


class Trouble(Protocol):
    """What a layer reports instead of raising."""

    @property
    def slug(self) -> str:
        """Name of the cause."""
        ...

    @property
    def severity(self) -> str:
        """``error``, ``warning`` or ``note``."""
        ...


class Talk:
    """Speaks to whoever runs the command, on standard error, unless told to be quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.terminal = not quiet and sys.stderr.isatty()
        self.problems: Counter[str] = Counter()
        self.faults: set[str] = set()
        self.errors = 0

    def say(self, text: str = "") -> None:
        """Print a line."""
        if not self.quiet:
            print(text, file=sys.stderr)

    def report(self, problem: Trouble) -> None:
        """Print a problem, the first ten of each cause; count all of them."""
        self.problems[problem.slug] += 1
        self.errors += problem.severity == "error"
        if problem.severity != "note":
            self.faults.add(problem.slug)
        if self.problems[problem.slug] <= SHOWN:
            self.say(f"{problem.severity}: {problem}")

    def sum_up(self) -> None:
        """Print how many problems were counted but not shown, and where to read about those that are no mere notes."""
        for slug, count in sorted(self.problems.items()):
            if count <= SHOWN and slug not in self.faults:
                continue
            more = f"{count - SHOWN} more of this kind; " if count > SHOWN else ""
            self.say(f"{more}see docs/messages.md#{slug}")

    @contextmanager
    def progress(self, what: str) -> Generator[Progress, None, None]:
        """Give a function that shows progress: a bar on a terminal, a line now and then elsewhere."""
        if self.quiet:
            yield lambda done, total, current: None
        elif self.terminal:
            with _bar(what) as show:
                yield show
        else:
            yield self._make_lines(what)

    def _make_lines(self, what: str) -> Progress:
        last = time.monotonic()

        def show(done: int, total: int | None, current: str) -> None:
            nonlocal last
            if time.monotonic() - last >= EVERY:
                last = time.monotonic()
                self.say(f"{what}: {done:,}{f' of {total:,}' if total else ''} {current}".rstrip())

        return show


@contextmanager
def _bar(what: str) -> Generator[Progress, None, None]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[current]}", markup=False),
    )
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, current="")

        def show(done: int, total: int | None, current: str) -> None:
            bar.update(task, completed=done, total=total, current=current[-40:])

        yield show


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 article``, ``2,000 articles``."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def write(text: str) -> None:
    """
    Write a result to standard output, as UTF-8.

    Raises:
        typer.Exit: With status 0 where the reader has gone (``sayso query … | head``).
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more at exit; give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def write_json(value: object) -> None:
    """Write a value, dataclasses and paths within included, as indented JSON to standard output."""
    write(json.dumps(to_json(value), indent=1, ensure_ascii=False) + "\n")


def to_json(value: Any) -> Any:
    """Return a value in the types that JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): to_json(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json(one) for one in value]
    if isinstance(value, Path):
        return str(value)
    return value
