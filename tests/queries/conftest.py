"""The hand-made graph on which the right answer to every saved query is known."""

from pathlib import Path

import pyoxigraph as ox
import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def trig() -> str:
    """The text of the hand-made graph."""
    return (HERE / "graph.trig").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def store(trig: str) -> ox.Store:
    """A store that holds the hand-made graph; tests only read it."""
    made = ox.Store()
    made.load(trig, format=ox.RdfFormat.TRIG)
    return made
