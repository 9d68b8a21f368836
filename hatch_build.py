"""
Compile the extractors to machine code when a wheel is built with ``SAYSO_COMPILE=1``.

Without that variable, which is the rule, the wheel is pure Python. With it mypyc turns the modules that
``[tool.hatch.build.targets.wheel.hooks.custom]`` names into C, and the wheel is one for this platform and this Python:
it holds the extension modules beside the Python files they are made from, and Python takes the former. Findings are
the same either way. docs/decisions/0016-compiled-extractors.md says why.
"""

import os
import shutil
import sysconfig
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "SAYSO_COMPILE"
"""Environment variable: compile where it is neither empty nor 0."""

TOOLS = ["mypy[mypyc]>=2.4", "pybind11>=3", "setuptools>=77", "spacy>=3.8,<3.9"]
"""
What compiling needs; of pybind11 only the helper that compiles several files at a time, of spaCy (and numpy, which
comes with it) the types: mypyc stumbles where it knows none.
"""

OPTIONS = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent"]
"""For mypy, which would else read the settings of the folder it is called in."""


class CompileHook(BuildHookInterface[Any]):
    """Adds extension modules to a wheel."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build needs besides hatchling."""
        return TOOLS if _is_asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and say what the wheel holds more; nothing for an editable install."""
        if not _is_asked() or version == "editable":
            return
        folder = TemporaryDirectory(prefix="sayso-")
        self._folder = folder
        folders = self.build_config.target_config["sources"]
        parts, left = self.config["parts"], self.config["left"]
        made = compile_modules(Path(self.root), folders, parts, Path(folder.name), left=left)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update({str(path): name for name, path in made.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled; the wheel has it."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()


def compile_modules(
    root: Path, folders: dict[str, str], parts: list[str], work: Path, *, left: Sequence[str] = ()
) -> dict[str, Path]:
    """
    Return the extension modules by their path in the wheel.

    Args:
        root: The repository, or what was unpacked from an sdist.
        folders: Where the wheel has the folders at the top of *root*.
        parts: What to compile, as folders in the wheel, with all modules below but ``__init__``.
        work: An empty folder to work in.
        left: What of the parts to leave as Python, as paths in the wheel.

    Raises:
        SystemExit: If mypyc finds an error, which it has printed.
    """
    from mypyc.build import mypycify
    from pybind11.setup_helpers import ParallelCompile
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    source, out = work / "source", work / "out"
    # Laid out as in the wheel, for mypyc names a module after the folders it lies in.
    copy_modules(root / "sayso", source / "sayso")
    for folder, place in folders.items():
        copy_modules(root / folder, source / place)
    files = [
        str(path.relative_to(source))
        for part in parts
        for path in sorted((source / part).rglob("*.py"))
        if path.name != "__init__.py" and not any(path.is_relative_to(source / one) for one in left)
    ]
    with chdir(source), ParallelCompile("SAYSO_COMPILE_JOBS", default=os.cpu_count() or 1):
        extensions = mypycify(
            [*OPTIONS, *files], opt_level="2", debug_level="0", multi_file=True, target_dir=str(work / "c")
        )
        command = build_ext(Distribution({"name": "sayso", "ext_modules": extensions}))
        command.build_lib, command.build_temp = str(out), str(work / "temp")
        command.ensure_finalized()
        command.run()
    return {path.relative_to(out).as_posix(): path for path in out.rglob("*" + sysconfig.get_config_var("EXT_SUFFIX"))}


def copy_modules(folder: Path, to: Path) -> None:
    """Copy the Python files below *folder*, without following links to other folders."""
    for path in sorted(folder.rglob("*.py")):
        if not any(one.is_symlink() for one in path.parents if one.is_relative_to(folder) and one != folder):
            target = to / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _is_asked() -> bool:
    return os.environ.get(ASKED, "") not in ("", "0")
