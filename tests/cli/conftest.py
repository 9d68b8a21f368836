"""What the tests of the command line share: a desk with examples and a graph, and a way to type."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.cli.app import run


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit status, standard output and standard error."""

    status: int
    out: str
    err: str


Type = Callable[..., Outcome]


@pytest.fixture
def sayso(capsys: pytest.CaptureFixture[str]) -> Type:
    """A function that runs one command in this process and returns what it left."""

    def type_in(*arguments: str) -> Outcome:
        capsys.readouterr()
        try:
            run(arguments)
            status: object = 0
        except SystemExit as err:
            status = err.code
        printed = capsys.readouterr()
        return Outcome(status=status if isinstance(status, int) else 0, out=printed.out, err=printed.err)

    return type_in


@pytest.fixture(scope="session")
def built(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the example articles and, under ``kg``, their graph; not to be changed."""
    from sayso.graph.build import build
    from sayso.settings import Settings

    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(examples, folder / "examples")
    build([folder / "examples"], folder / "kg", settings=Settings())
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: a fresh copy of `built`."""
    folder = tmp_path / "desk"
    shutil.copytree(built, folder)
    monkeypatch.chdir(folder)
    return folder
