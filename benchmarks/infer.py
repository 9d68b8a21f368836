"""
Measure inference by the rules of sayso against owlrl, on the same articles, and compare what they infer.

``python -m benchmarks.infer`` makes the graphs of ``--sizes`` triples with the findings that `benchmarks.invented`
invents and sayso's own writer, infers over them in a store in memory, and lets owlrl do the same up to ``--reference``
triples. Compared are the triples about nodes of the data in terms of sayso, and owl:sameAs.
"""

import argparse
import sys
import time

import pyoxigraph
import rdflib
from pyoxigraph import NamedNode, RdfFormat

from benchmarks.invented import QUADS_AN_ARTICLE, invent, make_world
from sayso.graph import common
from sayso.graph.infer import find_inconsistencies, infer_into
from sayso.graph.nquads import to_lines
from sayso.graph.writer import graph_token, make_triples
from sayso.settings import Settings

SAY = "https://w3id.org/sayso/ont#"
SAME = "http://www.w3.org/2002/07/owl#sameAs"
TYPE = str(rdflib.RDF.type)


def make_data(triples: int) -> str:
    """Return the N-Quads of articles with at least so many triples."""
    base = Settings().base_iri
    lines: list[str] = []
    articles = max(2 * triples // QUADS_AN_ARTICLE, 4)
    world = make_world(articles)
    for number in range(articles):
        article, findings = invent(number, world)
        lines += to_lines(make_triples(article, findings, base=base), graph_token(article, base=base))
        if len(lines) >= triples:
            break
    # Two names of one actor, so that the rules for what is the same have work to do.
    speakers = [line.split(" ")[2] for line in lines if "#speaker>" in line]
    lines.append(f"<{base}actor/another-name> <{SAME}> {speakers[0]} <{base}graph/article/article-000000> .")
    return "\n".join(lines) + "\n"


def keep(subject: str, predicate: str, value: str) -> bool:
    """Return whether a triple is about the data, in terms of sayso."""
    ours = (value if predicate == TYPE else predicate).startswith(SAY) or predicate == SAME
    return ours and subject.startswith(Settings().base_iri) and subject != value


def infer_by_rules(data: str) -> tuple[float, set[tuple[str, str, str]], int, str]:
    base = Settings().base_iri
    store = pyoxigraph.Store()
    store.bulk_load(data.encode(), RdfFormat.N_QUADS)
    store.load(common.write_ontology(f"{base}graph/ontology", base=base), RdfFormat.N_QUADS)
    started = time.process_time()
    infer_into(store, f"{base}graph/inferred")
    spent = time.process_time() - started
    quads = store.quads_for_pattern(None, None, None, NamedNode(f"{base}graph/inferred"))
    triples = {(str(q.subject).strip("<>"), str(q.predicate).strip("<>"), str(q.object).strip("<>")) for q in quads}
    wrong = len(find_inconsistencies(store, f"{base}graph/inferred"))
    started = time.process_time()
    more = infer_into(store, f"{base}graph/inferred", alignments=True).triples
    aligned = f"with alignments {time.process_time() - started:.2f} s, {more:,} inferred"
    return spent, {one for one in triples if keep(*one)}, wrong, aligned


def infer_by_owlrl(data: str) -> tuple[float, set[tuple[str, str, str]], int]:
    import owlrl

    graph = rdflib.Graph(bind_namespaces="none")
    for quad in pyoxigraph.parse(data.encode(), RdfFormat.N_QUADS):
        graph.parse(data=f"{quad.subject} {quad.predicate} {quad.object} .", format="nt")
    for path in common.ontology_files():
        graph.parse(path, format="turtle")
    before = set(graph)
    started = time.process_time()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    spent = time.process_time() - started
    errors = graph.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))
    new = {(str(s), str(p), o.n3().strip("<>")) for s, p, o in set(graph) - before}
    return spent, {one for one in new if keep(*one)}, len(list(errors))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--reference", type=int, default=10_000, help="largest size that owlrl is given [10000]")
    options = parser.parse_args()
    for size in options.sizes:
        data = make_data(size)
        triples = data.count("\n")
        spent, ours, wrong, aligned = infer_by_rules(data)
        told = (
            f"{triples:>9,} triples: rules {spent:7.2f} s, {len(ours):,} inferred, {wrong} contradictions; {aligned}"
        )
        if size <= options.reference:
            longer, theirs, errors = infer_by_owlrl(data)
            told += f"; owlrl {longer:7.2f} s, {longer / spent:.0f} ×, {errors} contradictions, "
            told += "the same triples" if ours == theirs else f"OTHER TRIPLES: {len(ours ^ theirs)}"
            print(told, flush=True)
            if ours != theirs or wrong != errors:
                for one in sorted(ours ^ theirs)[:10]:
                    print("  ", "rules" if one in ours else "owlrl", one)
                sys.exit("The two disagree.")
        else:
            print(told, flush=True)


if __name__ == "__main__":
    main()
