"""The graph of site_store.py, and its pages, made once."""

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from sayso.publish.pages.reader import Reader
from sayso.publish.pages.render import Site
from tests.publish.site_store import BASE, fill, make_kg

if TYPE_CHECKING:
    from tests.publish.serve.conftest import Client


@pytest.fixture(scope="session")
def graph() -> Store:
    """The graph in memory; read only."""
    return fill(Store())


@pytest.fixture(scope="session")
def reader(graph: Store) -> Reader:
    """A reader of it."""
    return Reader(graph, BASE)


@pytest.fixture(scope="session")
def site() -> Site:
    """What its pages share."""
    return Site(base=BASE, title="News of the lakes", licence="https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture(scope="session")
def public(graph: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published folder."""
    from sayso.publish.dump import publish
    from sayso.settings import Settings

    settings = Settings(base_iri=BASE, title="News of the lakes", creator="Ada Rowe")
    return publish(graph, tmp_path_factory.mktemp("site") / "public", settings=settings, site=True).out


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> "Generator[Client, None, None]":
    """A client of a server on the same graph."""
    from tests.publish.serve.conftest import start

    running = start(make_kg(tmp_path_factory.mktemp("live") / "kg"))
    yield running.client
    running.stop()
