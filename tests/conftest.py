"""What tests share. spaCy is loaded once a session; the shared example data is used where it is there."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.desks import Outcome, Type

if TYPE_CHECKING:
    from spacy.language import Language

# Before anything imports numpy: more threads cost more than they bring (docs/measured.md).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

# The same cases every time, and no verdict by the clock: a busy machine must not fail a test.
hypothesis.settings.register_profile(
    "sayso", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("sayso")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew; the diff is then reviewed."""
    parser.addoption("--update-golden", action="store_true", default=False, help="write golden files anew")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def nlp() -> "Language":
    """The best installed spaCy pipeline with all of sayso's components, loaded once."""
    from sayso.extract.pipeline import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared example data beside the repository; tests that read it are skipped where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the shared example data in ../shared, which is not part of the repository")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example articles."""
    return ROOT / "examples"


@pytest.fixture
def sayso(capsys: pytest.CaptureFixture[str], nlp: "Language", monkeypatch: pytest.MonkeyPatch) -> Type:
    """A function that runs one command in this process and returns what it left; spaCy is not loaded anew."""
    from sayso.cli.app import run
    from sayso.extract import pipeline

    def load(**options: object) -> "Language":
        return nlp

    monkeypatch.setattr(pipeline, "load_pipeline", load)

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
