"""Imports point one way: cli → publish → queries → graph → extract → ontology → model."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = {"ontology": 1, "extract": 2, "graph": 3, "queries": 4, "publish": 5, "cli": 6, "__main__": 7, "__init__": 7}
"""Height of each part; whatever lies directly in sayso/ (model, errors, settings, resources) is at the bottom, 0. The
package itself is the face: `sayso.open` reaches down when it is called."""
BOTTOM = {"model", "errors", "settings", "resources"}


def iter_modules() -> Iterator[tuple[str, Path]]:
    """Yield the dotted name and path of each module of the package, links followed."""
    for path in sorted((ROOT / "sayso").glob("*.py")):
        yield f"sayso.{path.stem}", path
    for part in sorted(p for p in (ROOT / "sayso").iterdir() if p.is_dir()):
        for path in sorted(part.resolve().rglob("*.py")):
            inside = path.relative_to(part.resolve()).with_suffix("").parts
            yield ".".join(("sayso", part.name, *inside)), path


def iter_imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything of sayso's that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names if one.name.split(".")[0] == "sayso")
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, f"relative import of {node.module}"
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sayso":
            if node.module == "sayso":
                yield from ((node.lineno, f"sayso.{one.name}") for one in node.names)
            else:
                yield node.lineno, node.module


def height(module: str) -> int:
    """Return the layer of a dotted name."""
    return LAYERS.get(module.split(".")[1], 0) if "." in module else 0


def find_arrows(module: str, source: str) -> list[str]:
    """Return a line for each import that points upwards."""
    return [
        f"{module} line {line} imports {imported}, which lies above it"
        for line, imported in iter_imports(source)
        if imported.startswith("relative") or height(imported) > height(module)
    ]


MODULES = list(iter_modules())


def test_every_module_is_in_a_known_layer() -> None:
    """A new part or a new top module has to be given its place here first."""
    parts = {name.split(".")[1] for name, _ in MODULES}

    assert parts <= set(LAYERS) | BOTTOM, f"unplaced: {parts - set(LAYERS) - BOTTOM}"
    assert set(LAYERS) <= parts
    assert len(MODULES) > 20


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_no_import_points_upwards(module: str, path: Path) -> None:
    """A module imports from its own layer or those below."""
    assert [] == find_arrows(module, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "import sayso.cli",
        "from sayso.publish.export import export",
        "from sayso import cli",
        "def f():\n    from sayso.queries import catalogue",
        "from . import build",
    ],
)
def test_an_upward_arrow_is_found(line: str) -> None:
    """The walk sees plain, from-, nested and relative imports."""
    assert 1 == len(find_arrows("sayso.graph.build", line))
