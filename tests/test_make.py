"""make finds an interpreter that works, newest first, and says what to do where there is none."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WORKS = """#!/bin/sh
case "$1" in
  -c) exit 0 ;;
  --version) echo "Python {version} of {where}" ;;
  -m) mkdir -p .venv/bin && echo {version} > .venv/bin/python ;;
esac
"""
SHIM = "#!/bin/sh\necho 'command not found' >&2\nexit 127\n"
"""What a pyenv shim does for a version that is not switched on."""


class Machine:
    """A folder with a Makefile and a PATH on which only what is put there can be found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "path"
        self.path.mkdir()
        for tool in ("sh", "mkdir", "touch"):
            found = shutil.which(tool)
            assert found
            (self.path / tool).symlink_to(found)
        shutil.copy(ROOT / "Makefile", folder)

    def put(self, path: Path, text: str) -> None:
        """Write a program."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def put_python(self, version: str, *, pyenv: bool = False) -> None:
        """Install an interpreter, on PATH or among pyenv's versions."""
        name = f"python{version}"
        path = self.folder / "pyenv" / "versions" / f"{version}.1" / "bin" / name if pyenv else self.path / name
        self.put(path, WORKS.format(version=version, where="pyenv" if pyenv else "PATH"))

    def make(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run make for the virtual environment."""
        make = shutil.which("make")
        assert make
        env = {"PATH": str(self.path), "HOME": str(self.folder), "PYENV_ROOT": str(self.folder / "pyenv")}
        return subprocess.run(
            [make, "--no-print-directory", ".venv/bin/python", *arguments],
            cwd=self.folder, env=env, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without Python."""
    if os.name == "nt" or not shutil.which("make"):
        pytest.skip("needs make and a POSIX shell")
    return Machine(tmp_path)


def test_newer_python_is_taken_first(machine: Machine) -> None:
    """3.12 before 3.13 before 3.11."""
    for version in ("3.11", "3.13", "3.12"):
        machine.put_python(version)

    done = machine.make()

    assert 0 == done.returncode, done.stderr
    assert "Setting up .venv with Python 3.12 of PATH" in done.stderr


def test_shim_that_fails_is_passed_over_for_pyenvs_own(machine: Machine) -> None:
    """A python3.12 on PATH that cannot run does not hide the one that can."""
    machine.put(machine.path / "python3.12", SHIM)
    machine.put_python("3.11")
    machine.put_python("3.12", pyenv=True)

    assert "Python 3.12 of pyenv" in machine.make().stderr


def test_old_python_will_do_where_there_is_no_newer(machine: Machine) -> None:
    """3.11 alone is enough."""
    machine.put(machine.path / "python3.12", SHIM)
    machine.put_python("3.11")

    assert "Python 3.11 of PATH" in machine.make().stderr


def test_plain_python3_is_tried_last(machine: Machine) -> None:
    """Where only `python3` is there, and new enough, it is taken."""
    machine.put(machine.path / "python3", WORKS.format(version="3.11", where="python3"))

    assert "Python 3.11 of python3" in machine.make().stderr


def test_named_python_is_taken(machine: Machine) -> None:
    """PYTHON=… goes before all others."""
    machine.put_python("3.12")
    machine.put(machine.folder / "mine", WORKS.format(version="3.13", where="mine"))

    assert "Python 3.13 of mine" in machine.make("PYTHON=./mine").stderr


def test_without_python_it_says_what_to_install(machine: Machine) -> None:
    """No traceback of the shell, but the remedy."""
    done = machine.make()

    assert 0 != done.returncode
    assert "sayso needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "make demo PYTHON=" in done.stderr


def test_named_python_that_cannot_be_used_is_an_error(machine: Machine) -> None:
    """It is not silently replaced by another."""
    machine.put_python("3.12")

    done = machine.make("PYTHON=/nowhere/python")

    assert 0 != done.returncode
    assert "/nowhere/python cannot be used" in done.stderr


def test_help_lists_the_verbs() -> None:
    """`make help` names every verb that CONTRIBUTING and README speak of."""
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    for verb in ("demo", "test", "check", "lint", "types", "docs", "bench", "wheel", "clean"):
        assert f"make {verb} " in done.stdout
