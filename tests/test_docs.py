"""The documentation is complete and true: messages, links, generated pages, and the commands that it shows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso import errors
from sayso.errors import SaysoError

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [path for path in ROOT.glob("*.md") if path.name != "CHANGELOG.md"]
    + list((ROOT / "docs").rglob("*.md"))
    + list((ROOT / "examples").glob("*.md"))
)
PARTS = ("sayso", "extract", "graph", "ontology", "publish", "queries")
SLUG = re.compile(r"""(?:\bslug(?::\s*ClassVar\[str\])?\s*=\s*|\.(?:error|warn|note)\(\s*)"([a-z-]+)\"""")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def find_slugs() -> set[str]:
    """Return every slug that the code can print."""
    found: set[str] = {"system", "internal"}
    for part in PARTS:
        for path in (ROOT / part).rglob("*.py"):
            found |= set(SLUG.findall(path.read_text(encoding="utf-8")))
    from sayso.extract.corpus.problem import SLUGS

    return found | set(SLUGS)


def test_every_message_has_an_entry() -> None:
    """docs/messages.md explains each slug of the code, and none that the code no longer has."""
    text = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
    entries = re.findall(r"^### ([a-z-]+)$", text, re.MULTILINE)

    assert sorted(entries) == sorted(set(entries))
    assert set(entries) == find_slugs()


def test_every_error_class_has_a_slug_of_its_own() -> None:
    """No two causes share a slug."""
    classes = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, SaysoError)]
    slugs = [one.slug for one in classes]

    assert len(classes) > 20
    assert sorted(slugs) == sorted(set(slugs))


@pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    """Each relative link names a file that is there, and each anchor a heading of it."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.exists(), f"{page.name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {to_anchor(one) for one in headings}, f"{page.name}: {target}"


def to_anchor(heading: str) -> str:
    """Return the anchor that a heading gets on the usual hosts."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_prose_has_no_machine_paths(page: Path) -> None:
    """No page names a path of somebody's machine."""
    text = page.read_text(encoding="utf-8")

    assert not re.search(r"(?<![\w.~])/(?:home|root|work|Users|tmp)/", text)


def test_generated_pages_are_fresh() -> None:
    """docs/reference holds what `make docs` would write."""
    from sayso.cli.reference import make_pages

    for name, text in make_pages().items():
        path = ROOT / "docs" / "reference" / name
        assert path.exists(), f"run `make docs`: {name} is missing"
        assert text == path.read_text(encoding="utf-8"), f"run `make docs`: {name} is stale"


def iter_sessions() -> Iterator[tuple[str, str]]:
    """Yield page and text of each console block in the documentation that begins with a sayso command."""
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            yield str(page.relative_to(ROOT)), block


def split_session(block: str) -> list[tuple[str, str]]:
    """
    Return the commands of a console block, each with the output shown below it; ``> `` continues a command.

    `make demo` shows the commands that it runs, so below it a line that looks like one is output.
    """
    out: list[tuple[str, str]] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ ") and not (out and out[-1][0] == "make demo"):
            out.append((line[2:].rstrip("\n"), ""))
        elif line.startswith("> ") and out and not out[-1][1]:
            out[-1] = (f"{out[-1][0]}\n{line[2:]}".rstrip("\n"), "")
        elif out:
            out[-1] = (out[-1][0], out[-1][1] + line)
    return out


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to type in: the examples, the graph that `make demo` builds of them, and sayso on the path."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    shim = folder / ".bin" / "sayso"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sayso "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    done = run("sayso build examples -o demo/kg -q", folder)
    assert 0 == done.returncode, done.stdout
    return folder


def run(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Run shell in the folder, as somebody would in a terminal of 100 columns."""
    path = os.pathsep.join([str(folder / ".bin"), str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    more = {"COLUMNS": "100", "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "PATH": path}
    return subprocess.run(
        command, shell=True, cwd=folder, env={**os.environ, **more},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False,
    )  # fmt: skip


def read_demo() -> str:
    """Return what `make demo` does once everything is installed, as shell."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^demo:.*\n((?:\t.*\n)+)", text, re.MULTILINE)
    assert recipe
    lines = [line.strip().removeprefix("@") for line in recipe[1].splitlines()]
    return "\n".join(["set -e", *lines]).replace("$(BIN)/sayso", "sayso").replace("$$", "$")


SESSIONS = list(iter_sessions())


def test_documentation_shows_commands() -> None:
    """The README and the tutorial have blocks to run."""
    pages = {page for page, _ in SESSIONS}

    assert {"README.md", "docs/tutorial.md"} <= pages


@pytest.mark.slow
@pytest.mark.parametrize(("page", "block"), SESSIONS, ids=[f"{page}-{i}" for i, (page, _) in enumerate(SESSIONS)])
def test_documented_commands_do_what_is_shown(page: str, block: str, desk: Path) -> None:
    """Each sayso command of a block runs, and what is shown below it is what it prints; ``…`` stands for any text."""
    for command, shown in split_session(block):
        if command == "make demo":
            command = read_demo()
        done = run(command, desk)
        assert done.returncode in (0, 1), f"{page}: {command}\n{done.stdout}"
        if shown.strip():
            wanted = ".*?".join(re.escape(part) for part in shown.strip().split("…"))
            assert re.search(wanted, done.stdout, re.DOTALL), f"{page}: {command}\nprints:\n{done.stdout}"


PROGRAMS = [(str(page.relative_to(ROOT)), code) for page in PAGES for code in PYTHON.findall(page.read_text("utf-8"))]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "code"), PROGRAMS, ids=[f"{page}-{i}" for i, (page, _) in enumerate(PROGRAMS)])
def test_documented_python_runs(page: str, code: str, desk: Path) -> None:
    """Each block of Python runs on the graph of the examples, and what it prints is not nothing."""
    if not (desk / "public").exists():
        assert 0 == run("sayso publish demo/kg -o public -q", desk).returncode
    (desk / "block.py").write_text(code, encoding="utf-8")

    done = run("python block.py", desk)

    assert 0 == done.returncode, f"{page}:\n{done.stdout}"
    assert "print(" not in code or done.stdout.strip()
