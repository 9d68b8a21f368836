"""The command as a process: start-up, streams, signals, completion."""

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAYSO = [sys.executable, "-m", "sayso"]
HEAVY = {"spacy", "numpy", "rdflib", "pyoxigraph", "pyshacl", "trafilatura", "rich.progress", "networkx"}


def environment(**more: str) -> dict[str, str]:
    """The environment of a user who runs sayso from this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", **more}


def run(*arguments: str, cwd: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run sayso as a process of its own."""
    return subprocess.run(
        [*SAYSO, *arguments],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_module_runs_as_the_command(tmp_path: Path) -> None:
    """python -m sayso is sayso."""
    from sayso import __version__

    done = run("--version", cwd=tmp_path)

    assert (0, f"sayso {__version__}\n") == (done.returncode, done.stdout)


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["query", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    """Help starts fast because libraries are imported only by the command that needs them."""
    code = (
        "import sys\nfrom sayso.cli.app import run\n"
        f"try:\n    run({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
    )

    assert "[]" == done.stderr.strip()


def test_threads_are_limited_before_numpy_is_imported(tmp_path: Path) -> None:
    """main sets OPENBLAS_NUM_THREADS where the user has not."""
    code = (
        "import os, sys\nos.environ.pop('OPENBLAS_NUM_THREADS', None)\nsys.argv = ['sayso', '--version']\n"
        "from sayso.cli import main\nassert 'numpy' not in sys.modules\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint(os.environ['OPENBLAS_NUM_THREADS'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
    )

    assert "1" == done.stdout.splitlines()[-1]


def test_wrong_usage_could_not_look(tmp_path: Path) -> None:
    """An unknown option or command is status 2, and a near command is offered."""
    assert 2 == run("build", "--no-such-option", cwd=tmp_path).returncode
    done = run("qurey", cwd=tmp_path)
    assert 2 == done.returncode
    assert "query" in done.stderr


def test_reader_that_leaves_early_is_no_error(built: Path) -> None:
    """`sayso query … | head -1` ends without a traceback."""
    line = f"{sys.executable} -m sayso query who-said-what -f csv -q; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({line}) | head -c 1 > /dev/null"],
        cwd=built, env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert "0\n" == done.stderr


@pytest.mark.skipif(not hasattr(signal, "SIGINT"), reason="needs signals")
def test_ctrl_c_ends_tidily_and_the_next_build_goes_on(examples: Path, tmp_path: Path) -> None:
    """Status 130 and one line, no traceback; run again, the same command finishes."""
    shutil.copytree(examples, tmp_path / "examples")
    process = subprocess.Popen(
        [*SAYSO, "build", "examples"],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background may have been told to ignore interrupts, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (tmp_path / "kg").exists():
        time.sleep(0.05)
        assert process.poll() is None
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert 130 == process.returncode, err
    assert "sayso: stopped." in err
    assert "Traceback" not in err
    assert 0 == run("build", "examples", "-q", cwd=tmp_path).returncode


def test_terminal_gets_a_bar_and_a_pipe_does_not(built: Path, tmp_path: Path) -> None:
    """Escape sequences go to terminals only."""
    ours, theirs = pty.openpty()
    command = [*SAYSO, "extract", str(built / "examples" / "border-water.txt"), "-o", str(tmp_path / "found")]
    subprocess.run(command, env=environment(TERM="xterm"), stderr=theirs, stdout=subprocess.DEVNULL, check=True)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 4096):
            shown += piece
    except OSError:
        pass
    os.close(ours)
    piped = subprocess.run(command, env=environment(), capture_output=True, check=True)

    assert b"\x1b[" in shown
    assert b"\x1b[" not in piped.stderr
    assert b"1 article read" in piped.stderr


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("sayso ev", "evaluate"),
        ("sayso query who-a", "who-accused-whom"),
        ("sayso export ge", "gexf"),
        ("sayso export --profile acc", "accusations"),
    ],
)
def test_shell_is_offered_completions(words: str, offered: str, tmp_path: Path) -> None:
    """Commands, saved queries and choices complete in bash."""
    count = str(len(words.split()) - 1)
    code = "import sys; sys.argv = ['sayso']; from sayso.cli import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(_SAYSO_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=count),
        capture_output=True,
        text=True,
        check=False,
    )

    assert offered in done.stdout.split(), done.stderr


def test_full_disk_is_told_in_one_line(built: Path) -> None:
    """Writing where there is no space ends with status 2 and the path."""
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    done = run("export", "gexf", "-o", "/dev/full/x.gexf", cwd=built)

    assert 2 == done.returncode
    assert done.stderr.startswith("sayso: /dev/full/x.gexf: ")
    assert "Traceback" not in done.stderr
