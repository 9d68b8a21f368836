"""Compiling: what a wheel holds more when it is asked for."""

import subprocess
import sys
import tomllib
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from shutil import which

import pytest

import hatch_build

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]

SPEAKER = """
class Speaker:
    def __init__(self, name: str) -> None:
        self.name = name

    def say(self, words: str) -> str:
        return self.name + ": " + words
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository of two parts, linked into sayso/ as all are, with a module and a package in the first."""
    for folder in ("sayso", "extract/deep", "graph"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "extract" / "__init__.py").touch()
    (tmp_path / "extract" / "deep" / "speaker.py").write_text(SPEAKER, encoding="utf-8")
    (tmp_path / "extract" / "listener.py").write_text("HEARD: list[str] = []\n", encoding="utf-8")
    (tmp_path / "extract" / "plain").mkdir()
    (tmp_path / "extract" / "plain" / "read.py").write_text("FROM = 0\n", encoding="utf-8")
    (tmp_path / "graph" / "left.py").write_text("HERE = 1\n", encoding="utf-8")
    for part in ("extract", "graph"):
        (tmp_path / "sayso" / part).symlink_to(Path("..") / part)
    return tmp_path


@pytest.mark.skipif(which("cc") is None, reason="needs a C compiler")
def test_modules_of_a_part_become_extension_modules_that_do_the_same(tree: Path, tmp_path: Path) -> None:
    """Each module of the parts named is compiled but __init__ and what is left out, under the path in the wheel."""
    pytest.importorskip("pybind11", reason="needs the dev group: make test")
    code = (
        "import hatch_build, sys, pathlib\n"
        "root, work = map(pathlib.Path, sys.argv[1:])\n"
        "folders = {'extract': 'sayso/extract', 'graph': 'sayso/graph'}\n"
        "made = hatch_build.compile_modules(root, folders, ['sayso/extract'], work, left=['sayso/extract/plain'])\n"
        "print(*made, sep='\\n')\n"
    )
    work = tmp_path / "work"
    work.mkdir()

    done = subprocess.run(
        [sys.executable, "-c", code, str(tree), str(work)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stdout + done.stderr
    assert f"sayso/extract/deep/speaker{EXTENSION_SUFFIXES[0]}" in done.stdout.splitlines()
    assert "sayso/graph" not in done.stdout and "sayso/extract/plain" not in done.stdout
    check = "from sayso.extract.deep import speaker; print(speaker.Speaker('Ann').say('no'), speaker.__file__)"
    for name in ("sayso", "sayso/extract", "sayso/extract/deep"):
        (work / "out" / name / "__init__.py").touch()
    said = subprocess.run([sys.executable, "-c", check], cwd=work / "out", capture_output=True, text=True, check=False)
    assert said.stdout.startswith("Ann: no "), said.stderr
    assert said.stdout.strip().endswith(EXTENSION_SUFFIXES[0])


def test_links_are_not_followed_when_modules_are_copied(tree: Path, tmp_path: Path) -> None:
    """sayso/extract is a link to the part at the top, which is laid out by itself."""
    hatch_build.copy_modules(tree / "sayso", tmp_path / "copy")

    assert [tmp_path / "copy" / "__init__.py"] == list((tmp_path / "copy").rglob("*.py"))


@pytest.mark.parametrize(("value", "asked"), [(None, False), ("", False), ("0", False), ("1", True)])
def test_nothing_is_compiled_unless_asked_for(value: str | None, asked: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SAYSO_COMPILE a build needs hatchling alone."""
    monkeypatch.delenv("SAYSO_COMPILE", raising=False)
    if value is not None:
        monkeypatch.setenv("SAYSO_COMPILE", value)
    hook = hatch_build.CompileHook(str(ROOT), WHEEL["hooks"]["custom"], None, None, str(ROOT), "wheel")  # type: ignore[arg-type]

    assert (hatch_build.TOOLS if asked else []) == hook.dependencies()


def test_parts_to_compile_are_in_the_wheel() -> None:
    """What is named lies under a folder that the wheel has."""
    for part in (*WHEEL["hooks"]["custom"]["parts"], *WHEEL["hooks"]["custom"]["left"]):
        folder, _, rest = part.removeprefix("sayso/").partition("/")

        assert f"sayso/{folder}" == WHEEL["sources"][folder]
        assert (ROOT / folder / rest).exists()
