"""The package is laid out in three places; these tests keep them in step."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sayso import resources

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WHEEL: dict[str, Any] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
PARTS = sorted(set(WHEEL["only-include"]) - {"sayso"})


def test_parts_are_listed_alike() -> None:
    """Each part is included, moved under sayso, and left out where it is only a link."""
    sdist = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]

    assert PARTS == sorted(WHEEL["sources"])
    assert PARTS == sorted(x.removeprefix("/sayso/") for x in WHEEL["exclude"] if x.startswith("/sayso/"))
    assert PARTS == sorted(x.removeprefix("/sayso/") for x in sdist["exclude"])
    assert set(PARTS) < set(sdist["only-include"])


def test_every_code_folder_is_a_part() -> None:
    """No top folder holds a package that the wheel would miss."""
    found = {p.parent.name for p in ROOT.glob("*/__init__.py")} - {"sayso", "tests", "benchmarks"}

    assert found <= set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_part_is_linked(part: str) -> None:
    """sayso/PART leads to PART by a relative link."""
    link = ROOT / "sayso" / part

    assert link.is_symlink()
    assert not link.readlink().is_absolute()
    assert link.resolve() == ROOT / part


@pytest.mark.parametrize("folder", resources.FOLDERS)
def test_data_folder_ships_files(folder: str) -> None:
    """Each data folder has files, and the loader reads them all."""
    assert [resources.read(folder, name) for name in resources.names(folder)]


def test_type_checkers_and_ruff_know_every_part() -> None:
    """pyright is given each part with code through its link, and ruff bans its bare name."""
    code = {part for part in PARTS if (ROOT / part / "__init__.py").exists()}
    tool = PROJECT["tool"]

    assert {f"sayso/{part}" for part in code} <= set(tool["pyright"]["include"])
    assert not code & set(tool["pyright"]["include"]), "a real folder beside its link makes two classes of one"
    assert code <= set(tool["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"])
    assert code <= set(tool["coverage"]["run"]["source"])
    assert tool["mypy"]["strict"] is True
    assert tool["pyright"]["typeCheckingMode"] == "strict"
    assert {"sayso", "tests", "benchmarks", "hatch_build.py"} == set(tool["mypy"]["files"])
    assert {"sayso", "tests", "benchmarks", "hatch_build.py"} <= set(tool["pyright"]["include"])


def test_every_module_of_the_tests_has_a_name_of_its_own() -> None:
    """Test folders are no packages: two modules of one name would be taken for each other."""
    modules = [path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts]
    # pytest tells one conftest.py from another, and mypy is told to look at the top one only.
    modules = [path for path in modules if path.name != "conftest.py"]
    names = [path.name for path in modules]

    assert len(names) > 10
    assert sorted(names) == sorted(set(names))


def test_pinned_versions_are_exact_and_cover_what_is_declared() -> None:
    """Each dependency has an exact version, so that an install can be repeated, and what runs needs nothing of dev."""
    runtime = read_pins("requirements.txt", "models.txt")
    declared = {_distribution(one) for one in PROJECT["project"]["dependencies"]}
    dev = {_distribution(one) for one in PROJECT["dependency-groups"]["dev"]}

    assert declared <= runtime, f"add to requirements.txt: {sorted(declared - runtime)}"
    assert dev <= runtime | read_pins("requirements-dev.txt"), "add to requirements-dev.txt"
    assert not runtime & read_pins("requirements-dev.txt")


def read_pins(*names: str) -> set[str]:
    """Return the distributions that files of requirements pin."""
    lines = [line for name in names for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    pins = [line.split(";")[0].split("--hash")[0].strip() for line in lines if line and not line.startswith("#")]
    assert all(pin.count("==") == 1 for pin in pins)
    return {pin.split("==")[0] for pin in pins}


def test_pipelines_are_pinned_by_hash() -> None:
    """models.txt gives a SHA-256 for each spaCy pipeline that the package depends on."""
    lines = (ROOT / "models.txt").read_text(encoding="utf-8").splitlines()
    models = [line for line in lines if line and not line.startswith("#")]
    declared = {one.split(";")[0].strip() for one in PROJECT["project"]["dependencies"] if "==" in one.split(";")[0]}

    assert declared == {line.split(";")[0].strip() for line in models}
    assert all(len(line.rpartition("--hash=sha256:")[2]) == 64 for line in models)


def _distribution(requirement: str) -> str:
    for mark in "[<>=!~; ":
        requirement = requirement.split(mark)[0]
    return requirement.lower().replace("_", "-")
