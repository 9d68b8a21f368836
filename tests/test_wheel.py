"""What a user gets: the sdist, and the wheel built from it."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PARTS = sorted(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["sources"])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with an sdist and the wheel made from that sdist."""
    pytest.importorskip("build", reason="needs the dev group: make test")
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert 0 == done.returncode, done.stdout + done.stderr
    return out


def files_below(folder: Path) -> set[Path]:
    """All files that belong to a part: neither compiled nor hidden; of the views what was made, if it was."""
    views = ROOT / "publish" / "web"
    return {
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
        if not path.is_relative_to(views) or path.is_relative_to(views / "dist")
    }


def test_wheel_holds_every_file_under_sayso_and_nothing_else(built: Path) -> None:
    """Code and data of all parts lie under sayso/ in the wheel, and no part outside of it."""
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        shipped = {name for name in opened.namelist() if ".dist-info/" not in name}

    own = {
        p.relative_to(ROOT) for p in files_below(ROOT / "sayso") if p.parent.resolve().is_relative_to(ROOT / "sayso")
    }
    parts = {Path("sayso") / p.relative_to(ROOT) for part in PARTS for p in files_below(ROOT / part)}

    assert shipped == {path.as_posix() for path in own | parts}
    assert {".py", ".ttl", ".rq", ".typed"} <= {Path(name).suffix for name in shipped}


def test_sdist_holds_tests_examples_and_real_folders(built: Path) -> None:
    """The sdist has what a packager needs, and each part once, at the top."""
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}

    assert {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile", "tests/conftest.py"} <= names
    assert {"requirements.txt", "models.txt"} <= names
    assert any(name.startswith("examples/") for name in names)
    for part in PARTS:
        assert any(name.startswith(f"{part}/") for name in names)
        assert not any(name.startswith(f"sayso/{part}/") for name in names)


def test_wheel_declares_command_components_and_licence(built: Path) -> None:
    """The wheel's metadata name the command, the spaCy components and the licence."""
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        metadata = {Path(name).name: opened.read(name).decode() for name in opened.namelist() if ".dist-info/" in name}

    assert "sayso = sayso.cli:main" in metadata["entry_points.txt"]
    assert all(one in metadata["entry_points.txt"] for one in PROJECT["project"]["entry-points"]["spacy_factories"])
    assert "License-Expression: Apache-2.0" in metadata["METADATA"]
    assert "Apache License" in metadata["LICENSE"]
