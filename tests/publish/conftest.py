"""The small graph of make_data.py, loaded once."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from sayso.settings import Settings

HERE = Path(__file__).resolve().parent
BASE = "https://example.org/news/"


@pytest.fixture(scope="session")
def data() -> bytes:
    """The small graph as N-Quads."""
    return (HERE / "data.nq").read_bytes()


@pytest.fixture(scope="session")
def store(data: bytes) -> Store:
    """The small graph in memory; read only."""
    store = Store()
    store.load(data, format=RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Settings of the dataset that is published."""
    return Settings(base_iri=BASE, title="News of the lakes", creator="Ada Rowe", publisher="https://example.org/lab")


@pytest.fixture(scope="session")
def golden() -> Path:
    """The folder of golden files."""
    return HERE / "golden"


@pytest.fixture(scope="session")
def find_faults() -> Callable[[str], list[str]]:
    """The function of gexf_rules.py that tells what is wrong with a GEXF file."""
    found: Callable[[str], list[str]] = runpy.run_path(str(HERE / "networks" / "gexf_rules.py"))["find_faults"]
    return found
