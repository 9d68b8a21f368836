"""
Make ``ontology/authority/first_names.tsv``: first names that are nearly always a woman's or nearly always a man's.

    pip download --no-deps nomquamgender && unzip nomquamgender-*.whl
    python -m sayso.ontology.make_first_names nomquamgender/name_data.json

nomquamgender (MIT) puts together 36 public counts of names from more than 150 countries: Van Buskirk, Clauset and
Larremore, *An Open-Source Cultural Consensus Approach to Name-Based Gender Classification*, 2022. Needed here only,
never at run time.
"""

import argparse
import json
from pathlib import Path

from sayso.ontology.authority import fold

HERE = Path(__file__).resolve().parent / "authority"
SOURCES = 6
"""Counts that must have a name."""
BEARERS = 100
"""People of the name in all of them."""
SHARE = 0.95
"""Of the counts' bearers that are of one gender, averaged over the sources."""


def choose(data: dict[str, list[float]]) -> dict[str, str]:
    """Return ``f`` or ``m`` by folded name; of names that fold alike, the one with the most bearers decides."""
    best: dict[str, tuple[float, float]] = {}
    for name, (sources, bearers, share, *_) in data.items():
        folded = fold(name)
        if sources >= SOURCES and bearers >= BEARERS and folded.isascii() and folded.isalpha() and len(folded) > 1:
            best[folded] = max(best.get(folded, (0.0, 0.0)), (bearers, share))
    return {
        name: "f" if share >= SHARE else "m" for name, (_, share) in best.items() if max(share, 1 - share) >= SHARE
    }


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="name_data.json of nomquamgender")
    data: dict[str, list[float]] = json.loads(parser.parse_args().data.read_text(encoding="utf-8"))
    lines = [f"{name}\t{gender}\n" for name, gender in sorted(choose(data).items())]
    (HERE / "first_names.tsv").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
