"""
Measure the validation of a whole graph, and pyshacl on as much of it as it can do.

``python -m benchmarks.validate`` makes article files of about 1,000,000 triples (``--triples``) with the findings that
`benchmarks.invented` makes up and sayso's own writer, checks all with the function of ``sayso validate`` in one
process, and then the first articles (``--reference``) with pyshacl, one by one as well, whose results must be the
same. ``--turbo`` checks these with pyshacl-turbo too, if it is installed: a port of pyshacl to Rust.
"""

import argparse
import importlib
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.invented import QUADS_AN_ARTICLE, invent, make_world
from sayso.graph import common, shelf
from sayso.graph.check import Checker, Finding
from sayso.graph.index import Index
from sayso.graph.iris import make_slug
from sayso.graph.nquads import to_lines
from sayso.graph.shapes import load_shapes
from sayso.graph.shelf import Stamp, write_article_file
from sayso.graph.store import VERSION, Paths, write_file
from sayso.graph.validate import iter_terms, validate
from sayso.graph.writer import graph_token, make_triples
from sayso.settings import Settings


def make_files(kg: Path, triples: int) -> int:
    """Write article files of at least so many triples, and return how many there are."""
    paths, base = Paths(kg), Settings().base_iri
    paths.articles.mkdir(parents=True)
    paths.graphs.mkdir()
    write_file(paths.version, f"{VERSION}\n".encode("ascii"))
    write_file(paths.graphs / "ontology.nq", common.write_ontology(f"{base}graph/ontology", base=base))
    count = 0
    articles = max(2 * triples // QUADS_AN_ARTICLE, 4)
    world = make_world(articles)
    for number in range(articles):
        article, findings = invent(number, world)
        lines = to_lines(make_triples(article, findings, base=base), graph_token(article, base=base))
        stamp = Stamp(
            id=article.id, key=make_slug(article.id), digest=article.id, fingerprint="benchmark", source=article.source
        )
        write_article_file(paths.articles, stamp, ("\n".join(lines) + "\n").encode("utf-8"))
        count += len(lines)
        if count >= triples:
            break
    return count


def read_articles(kg: Path, triples: int) -> list[Index]:
    """Return the first articles, of about so many triples."""
    out: list[Index] = []
    folder = Paths(kg).articles
    count = 0
    for key in sorted(shelf.list_keys(folder)):
        lines = shelf.read_lines(folder, key).decode("utf-8").split("\n")[:-1]
        index = Index()
        index.add_lines(lines)
        out.append(index)
        count += len(lines)
        if count >= triples:
            break
    return out


def check_with(module: str, indexes: list[Index]) -> tuple[float, Counter[str]]:
    """Check articles with pyshacl or a port of it, and return processor seconds and the number of results by shape."""
    import rdflib

    check: Any = importlib.import_module(module).validate
    shapes = rdflib.Graph(bind_namespaces="none")
    for path in load_shapes().files:
        shapes.parse(path, format="turtle")
    found: Counter[str] = Counter()
    seconds = 0.0
    for index in indexes:
        data = rdflib.Graph(bind_namespaces="none")
        for triple in iter_terms(index):
            data.add(triple)
        started = time.process_time()
        report: Any = check(data, shacl_graph=shapes, inplace=True, advanced=True)[1]
        seconds += time.process_time() - started
        for node in report.objects(None, rdflib.URIRef("http://www.w3.org/ns/shacl#result")):
            found[str(report.value(node, rdflib.URIRef("http://www.w3.org/ns/shacl#sourceShape")))] += 1
    return seconds, found


def count_shapes(found: list[Finding]) -> Counter[str]:
    return Counter(one.shape.strip("<>") for one in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000, help="in the whole graph [1000000]")
    parser.add_argument("--reference", type=int, default=5_000, help="of them checked by pyshacl [5000]")
    parser.add_argument("--turbo", action="store_true", help="check these with pyshacl-turbo, too")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="sayso-validate-"))
    try:
        kg = work / "kg"
        triples = make_files(kg, options.triples)
        clock, started = time.perf_counter(), time.process_time()
        report = validate(kg)
        spent, wall = time.process_time() - started, time.perf_counter() - clock
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{triples:,} triples in {report.graphs:,} graphs against {report.shapes} shapes, {report.engine}:")
        print(f"  {spent:.1f} s processor, {wall:.1f} s clock, {spent / triples * 1e6:.2f} µs a triple, {memory} MB")
        print(f"  {dict(report.counts)}")

        some = read_articles(kg, options.reference)
        part = sum(len(values) for index in some for each in index.out.values() for values in each.values())
        checker = Checker(load_shapes())
        started = time.process_time()
        ours = sum((count_shapes(checker.run(index)) for index in some), Counter[str]())
        rows = [("sayso", time.process_time() - started, ours)]
        for name in ["pyshacl", *(["pyshacl_turbo"] if options.turbo else [])]:
            rows.append((name, *check_with(name, some)))
        print(f"{part:,} triples of {len(some)} articles:")
        for name, seconds, found in rows:
            same = "the same results" if found == ours else f"OTHER RESULTS: {found - ours} {ours - found}"
            ratio = seconds / rows[0][1]
            print(f"  {name:14} {seconds:8.2f} s  {seconds / part * 1e6:9.1f} µs a triple  {ratio:7.0f} ×  {same}")
        if any(found != ours for _, _, found in rows):
            sys.exit("The engines disagree.")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
