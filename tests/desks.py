"""What a command left, and how tests call one; a helper of conftest.py."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """The exit status, standard output and standard error of a command."""

    status: int
    out: str
    err: str


Type = Callable[..., Outcome]
"""Runs one command in this process, given its words."""
