"""A worker process of a build: ``python -m sayso.graph.worker FOLDER PARENT``."""

import sys
from pathlib import Path

from sayso.graph.pool import work

if __name__ == "__main__":
    work(Path(sys.argv[1]), parent=int(sys.argv[2]))
