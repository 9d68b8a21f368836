"""The commands put together, and what happens when one of them fails."""

import sys
import traceback
from collections.abc import Sequence

import typer

from sayso.cli import (
    build,
    curate,
    evaluate,
    export,
    extract,
    infer,
    info,
    init,
    publish,
    query,
    reconcile,
    serve,
    validate,
)
from sayso.errors import SaysoError

EPILOG = "Example: sayso build examples -o kg && sayso query who-accused-whom --kg kg"
STOPPED = 130
"""Exit status after Ctrl-C, as shells have it."""

app = typer.Typer(
    name="sayso",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
)


def _show_version(value: bool) -> None:
    if value:
        from sayso import __version__
        from sayso.extract import is_compiled

        typer.echo(f"sayso {__version__}" + (" (extractors compiled)" if is_compiled() else ""))
        raise typer.Exit()


@app.callback()
def start(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    """Who said what to whom: a knowledge graph of the news.

    Exit status: 0 fine, 1 looked and found fault, 2 could not look.
    """


for module in (
    init,
    build,
    query,
    curate,
    reconcile,
    extract,
    evaluate,
    validate,
    infer,
    publish,
    serve,
    export,
    info,
):
    module.register(app)


def run(arguments: Sequence[str] | None = None) -> None:
    """
    Run one command and end the process with its exit status.

    Args:
        arguments: Without the program's name; None takes ``sys.argv``.
    """
    try:
        app(args=arguments, prog_name="sayso")
    except SaysoError as err:
        fail(str(err), err.slug)
    except OSError as err:
        # What no layer has wrapped: a full disk, a folder that may not be written.
        where = f"{err.filename}: " if err.filename else ""
        fail(f"{where}{err.strerror or err}. Free the disk, or mend the path or its permissions.", "system")
    except Exception:
        # A fault of sayso's own must not look like one that a command found, which is status 1.
        traceback.print_exc()
        fail("this is a fault of sayso. Please report it with the lines above", "internal")
    except SystemExit as err:
        if err.code == STOPPED:
            print("\nsayso: stopped. What was finished is kept; the same command goes on from there.", file=sys.stderr)
        raise


def fail(message: str, slug: str) -> None:
    """Print a failure as one line, and where more is said about it; end with status 2."""
    print(f"sayso: {' '.join(message.split())}\nsee docs/messages.md#{slug}", file=sys.stderr)
    sys.exit(2)
