"""The command line: it parses, calls the function that does the work, reports, and alone prints and exits."""

import os


def main() -> None:
    """Run the command line on ``sys.argv``; the process ends with the command's exit status."""
    # Before anything imports numpy: more threads cost more than they bring (docs/measured.md).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from sayso.cli.app import run

    run()
