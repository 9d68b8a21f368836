"""
Measure the saved queries on large graphs, on the embedded store and on rdflib in memory side by side.

``python -m benchmarks.queries`` makes graphs of about 100,000, 1,000,000 and (``--sizes 5 6 7``) 10,000,000 quads of
findings that `benchmarks.invented` makes up.

Every saved query is then run as `sayso query` runs it: on the store on disk, a page of 200 rows, and, where it takes
an actor, a place or an article, once more with one that ten articles name. Without parameters it is run a second time
for all rows. Times are medians of up to five runs in processor time, as the machine may have other work, with the
store warm; the least of them is told too. Binding the parameters is counted, printing is not. rdflib gets the same
text without sayso's hints, once.
"""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks.invented import make_graph
from sayso.graph.dump import iter_quads
from sayso.graph.store import Paths, open_store
from sayso.queries.catalogue import PAGE, SavedQuery, list_queries, prepare_query, run_query

# ---- measuring


@dataclass(slots=True)
class Case:
    """A saved query with what it is given: nothing, or one actor, place or article that some ten articles name."""

    query: SavedQuery
    given: dict[str, str]

    @property
    def name(self) -> str:
        """How it is called in the table."""
        return " ".join([self.query.name, *(f"--{name}" for name in self.given)])


def make_cases(store: ox.Store) -> list[Case]:
    given = {kind: find_typical(store, cls) for kind, cls in (("actor", "Actor"), ("place", "Place"))}
    given["article"] = "article-000010"
    out: list[Case] = []
    for query in list_queries():
        out.append(Case(query, {}))
        kinds: set[str] = set()
        for parameter in query.parameters:
            if parameter.type in given and parameter.type not in kinds:
                kinds.add(parameter.type)
                out.append(Case(query, {parameter.name: given[parameter.type]}))
    return out


def find_typical(store: ox.Store, cls: str) -> str:
    """Return the IRI of the most named node of a class that at most ten articles name."""
    say = "https://w3id.org/sayso/ont#"
    text = (
        f"SELECT ?node (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?node a <{say}{cls}> ; <{say}mentionedIn> ?article }} }}"
        " GROUP BY ?node HAVING (COUNT(*) <= 10) ORDER BY DESC(?n) ?node LIMIT 1"
    )
    answer = store.query(text)
    assert isinstance(answer, ox.QuerySolutions)
    node = next(iter(answer))[0]
    assert isinstance(node, ox.NamedNode)
    return node.value


@dataclass(slots=True)
class Spent:
    """What a case took, in milliseconds: processor time, median and least, and least by the clock; and its rows."""

    median: float
    least: float
    clock: float
    rows: int


def time_case(store: ox.Store, case: Case, *, limit: int | None, seconds: float) -> Spent:
    wall: list[float] = []
    cpu: list[float] = []
    rows = 0
    while len(wall) < 5 and sum(wall) < seconds * 1000:
        start, used = time.perf_counter(), time.process_time()
        result = run_query(store, case.query, case.given, limit=limit)
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - used) * 1000)
        rows = len(result.rows) or len(result.triples)
    return Spent(statistics.median(cpu), min(cpu), min(wall), rows)


def run_store(kg: Path, options: argparse.Namespace) -> list[dict[str, Any]]:
    store = open_store(kg)
    out: list[dict[str, Any]] = []
    for case in make_cases(store):
        if options.only and case.query.name not in options.only:
            continue
        page = time_case(store, case, limit=PAGE, seconds=options.seconds)
        one: dict[str, Any] = {
            "name": case.name, "page": page.median, "least": page.least, "clock": page.clock, "rows": page.rows
        }  # fmt: skip
        if not case.given and not options.pages_only:
            whole = time_case(store, case, limit=None, seconds=options.seconds)
            one["whole"], one["all"] = whole.median, whole.rows
        out.append(one)
        print(f"  {case.name}: {page.median:.1f} ms", file=sys.stderr)
    return out


def run_rdflib(kg: Path, options: argparse.Namespace) -> None:
    """Print a line for each query as it ends, so that what was measured survives a stop."""
    import rdflib

    store = open_store(kg)
    dataset = rdflib.Dataset(default_union=True)
    start = time.perf_counter()
    lines = "\n".join(iter_quads(kg))
    dataset.parse(data=lines, format="nquads")
    print(json.dumps({"loading": time.perf_counter() - start}), flush=True)
    for case in make_cases(store):
        if options.only and case.query.name not in options.only:
            continue
        text = prepare_query(store, case.query, case.given, limit=PAGE, hints=False)
        signal.setitimer(signal.ITIMER_PROF, options.patience)
        start = time.process_time()
        try:
            rows = len(list(dataset.query(text)))
            ms: float | None = (time.process_time() - start) * 1000
        except TimeoutError:
            ms, rows = None, 0
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps({"name": case.name, "rdflib": ms, "rows": rows}), flush=True)


def ring(*_: object) -> None:
    raise TimeoutError


# ---- what is printed


def report(found: list[dict[str, Any]], others: dict[str, float | None], patience: float) -> None:
    print(
        "| query | page ms | least | rows | all ms | rows | rdflib ms | times |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    for one in found:
        name, page = one["name"], one["page"]
        whole = f"{one['whole']:,.0f} | {one['all']:,}" if "whole" in one else " | "
        other, more = others.get(name), ""
        if name in others and other is None:
            other, more = patience * 1000, "> "
        told = f"{more}{other:,.0f} | {more}{other / page:,.0f}" if other else " | "
        print(f"| {name} | {page:,.1f} | {one['least']:,.1f} | {one['rows']:,} | {whole} | {told} |")
    pages = [one["page"] for one in found if "--" not in one["name"]]
    narrow = [one["page"] for one in found if "--" in one["name"]]
    for what, times in (("without parameters", pages), ("with one", narrow)):
        if times:
            print(f"{what}: median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms")
    # What was stopped counts for what it had taken by then.
    both = [(one["page"], others[one["name"]] or patience * 1000) for one in found if one["name"] in others]
    if both:
        ratio = sum(other for _, other in both) / sum(page for page, _ in both)
        median = statistics.median(other / page for page, other in both)
        print(f"rdflib takes at least {ratio:,.0f} times as long for {len(both)} of them; median {median:,.0f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5, 6], help="powers of ten of quads (default: 5 6)")
    parser.add_argument("--only", nargs="+", default=[], help="these saved queries")
    parser.add_argument("--rdflib", type=int, default=5, help="largest size for rdflib; 0 for none (default: 5)")
    parser.add_argument("--seconds", type=float, default=6, help="a query, by the clock (default: 6)")
    parser.add_argument("--patience", type=float, default=60, help="processor seconds for rdflib's (default: 60)")
    parser.add_argument("--pages-only", action="store_true", help="do not measure whole classes")
    parser.add_argument("--keep", type=Path, help="folder to keep; a graph that is there is not made again")
    parser.add_argument("--json", type=Path, help="write what was measured to a file")
    parser.add_argument("--peer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        signal.signal(signal.SIGPROF, ring)
        run_rdflib(options.peer, options)
        return
    folder = options.keep or Path(tempfile.mkdtemp(prefix="sayso-benchmark-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for size in options.sizes:
            measure(folder, size, options)
    finally:
        if options.keep is None:
            shutil.rmtree(folder)


def measure(folder: Path, size: int, options: argparse.Namespace) -> None:
    kg = folder / f"kg{size}"
    if not (Paths(kg).store).exists():
        shutil.rmtree(kg, ignore_errors=True)
        print(f"10^{size}: made in {make_graph(kg, 10**size)}", file=sys.stderr)
    others: dict[str, float | None] = {}
    if size <= options.rdflib:
        command = [sys.executable, "-m", "benchmarks.queries", "--peer", str(kg), "--patience", str(options.patience)]
        if options.only:
            command += ["--only", *options.only]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=dict(os.environ))
        for line in done.stdout.splitlines():
            one = json.loads(line)
            if "name" in one:
                others[one["name"]] = one["rdflib"]
            else:
                print(f"10^{size}: rdflib loaded it in {one['loading']:.0f} s", file=sys.stderr)
    print(f"\n10^{size}: {len(open_store(kg)):,} quads\n")
    found = run_store(kg, options)
    report(found, others, options.patience)
    if options.json:
        options.json.write_text(
            json.dumps({"size": size, "store": found, "rdflib": others}, indent=1), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
