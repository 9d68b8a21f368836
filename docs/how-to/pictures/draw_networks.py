"""
Draw the networks of draw-in-gephi.md anew: ``python docs/how-to/pictures/draw_networks.py [KG]``.

Without a graph that of examples/ is built first. The pictures are those that `sayso export svg` writes, from the same
positions, sizes and colours as the files for Gephi hold.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sayso.publish.export import export

HERE = Path(__file__).resolve().parent
PICTURES: dict[str, dict[str, Any]] = {
    "network-actors": {"profile": "actors"},
    "network-events": {"profile": "actors-events", "actors": ["Kyrgyzstan"]},
    "network-places": {"profile": "places", "actors": ["Kyrgyzstan"]},
}
"""Each picture, and the options of the export that draws it."""


def main() -> None:
    """Write the pictures beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        kg = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "kg"
        if len(sys.argv) == 1:
            sayso = Path(sys.executable).with_name("sayso")
            subprocess.run([sayso, "build", HERE.parents[2] / "examples", "-o", kg, "--quiet"], check=True)
        for name, options in PICTURES.items():
            report = export(kg, HERE / f"{name}.svg", format="svg", **options)
            print(f"{name}: {report.nodes} nodes, {report.edges} edges")


if __name__ == "__main__":
    main()
