"""
Inference: what follows from the graph by the rules in ``graph/rules``, kept in a named graph of its own.

The rules are SPARQL updates, after OWL 2 RL, run until nothing new follows. They are those of RL that tell something
of the articles' world in sayso's own terms; terms of other vocabularies follow with *alignments*, at a cost in space.

A rule about classes or properties is run once for each of them, or each pair, that the ontology gives, put in the
place of its variables: then the store looks up what one property says, where it would else go through the whole graph.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

import pyoxigraph

from sayso.graph import store as storing
from sayso.graph.manifest import read_base
from sayso.resources import folder

_MARK = "alignments "
_HEAD = re.compile(r"^# (\w+): *(.+)$", re.MULTILINE)
_ADDED = re.compile(r"INSERT \{ GRAPH graph:inferred \{ \S+ (\S+) (\S+) \} \}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One rule.

    Attributes:
        name: Its file's name.
        title: What it says.
        update: The SPARQL update.
        pairs: The SPARQL query for the pairs of terms that it is run for; empty where it is run as it stands.
        standard: The rule of OWL 2 RL that it follows.
    """

    name: str
    title: str
    update: str
    pairs: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """
    A rule with a pair of terms, or one that has none.

    Attributes:
        rule: Name of the rule.
        update: SPARQL, the pair put in.
        reads: The class or property that it starts from; empty for one that starts from anything.
        writes: The class or property of what it adds; empty for one that may add anything.
        axiom: What the ontology says of the pair, as a triple of N-Triples tokens; None for a rule without pairs.
    """

    rule: str
    update: str
    reads: str = ""
    writes: str = ""
    axiom: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """
    What the ontology says cannot be.

    Attributes:
        rule: Name of the rule that objects.
        title: What is wrong.
        node: IRI of the node.
        terms: What cannot hold of it together: two classes, or a property and another node.
    """

    rule: str
    title: str
    node: str
    terms: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InferenceReport:
    """
    What was inferred.

    Attributes:
        triples: All that were inferred.
        by_rule: Of those, by rule's name.
        rounds: How often all rules were run; in the last one nothing was new.
        seconds: It took.
        inconsistencies: What cannot hold together; looked for only by `infer`.
    """

    triples: int
    by_rule: Mapping[str, int] = field(default_factory=dict)
    rounds: int = 0
    seconds: float = 0.0
    inconsistencies: tuple[Inconsistency, ...] = ()


def list_rules(*, alignments: bool = False) -> list[Rule]:
    """Return the rules in the order in which they run; with *alignments* those for other vocabularies too."""
    names = ["graph/rules", "graph/rules/alignments"] if alignments else ["graph/rules"]
    out: list[Rule] = []
    for name in names:
        for file in sorted(Path(str(folder(name))).glob("*.ru")):
            text = file.read_text(encoding="utf-8")
            head = dict(_HEAD.findall(text))
            beside = file.with_suffix(".rq")
            pairs = beside.read_text(encoding="utf-8") if beside.exists() else ""
            title, standard = head.get("title", file.stem), head.get("rule", "")
            out.append(Rule(name=file.stem, title=title, update=text, pairs=pairs, standard=standard))
    return out


def infer_into(store: pyoxigraph.Store, graph: str, *, alignments: bool = False) -> InferenceReport:
    """
    Infer everything anew into the named graph *graph*, emptied first.

    Args:
        store: Open for writing; its named graphs are read, ``ontology`` beside *graph* as the ontology.
        graph: Its last step is its name; the others' names are found beside it.
        alignments: Whether terms of other vocabularies are inferred too.
    """
    start = time.perf_counter()
    store.remove_graph(pyoxigraph.NamedNode(graph))
    prefixes = {"graph": graph[: -len("inferred")]}
    rules = list_rules(alignments=alignments)
    steps = [step for rule in rules for step in list_steps(store, rule, prefixes)]
    by_rule = {rule.name: 0 for rule in rules}
    count = rounds = 0
    # What was added since a step was last run: classes and properties, with an empty one for anything.
    fresh: list[set[str] | None] = [None] * len(steps)
    while True:
        rounds += 1
        before = count
        for place, step in enumerate(steps):
            news = fresh[place]
            if news is not None and not (news if not step.reads else news & {step.reads, ""}):
                continue
            fresh[place] = set()
            store.update(step.update, prefixes=prefixes)
            # Not the size of the store, which would be counted quad by quad.
            size = _count(store, graph)
            if size != count:
                for one in fresh:
                    if one is not None:
                        one.add(step.writes)
                by_rule[step.rule] += size - count
                count = size
        if count == before:
            break
    return InferenceReport(triples=count, by_rule=by_rule, rounds=rounds, seconds=time.perf_counter() - start)


def list_steps(store: pyoxigraph.Store, rule: Rule, prefixes: Mapping[str, str]) -> list[Step]:
    """Return a rule for each pair of terms that the ontology in *store* gives, or as it stands."""
    if not rule.pairs:
        return [Step(rule.name, rule.update)]
    found = cast(pyoxigraph.QuerySolutions, store.query(rule.pairs, prefixes=dict(prefixes)))
    first, second = (variable.value for variable in found.variables)
    pairs = sorted((str(row[0]), str(row[1])) for row in found)
    out: list[Step] = []
    for one, other in pairs:
        # A nameless class or property is of no use in a graph whose nodes all have names.
        if one.startswith("<") and other.startswith("<"):
            update = re.sub(rf"\?{first}\b", one, re.sub(rf"\?{second}\b", other, rule.update))
            axiom = (one, f"<{dict(_HEAD.findall(rule.pairs))['axiom']}>", other)
            out.append(Step(rule.name, update, one, _read_added(update), axiom))
    return out


def _read_added(update: str) -> str:
    """Return the class or property of what an update adds."""
    added = _ADDED.search(update)
    assert added is not None, update
    return added[2] if added[1] == "a" else added[1]


def _count(store: pyoxigraph.Store, graph: str) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    [row] = cast(pyoxigraph.QuerySolutions, store.query(query))
    return int(cast(pyoxigraph.Literal, row["n"]).value)


def infer(kg: Path, *, alignments: bool = False) -> InferenceReport:
    """
    Drop what was inferred in a knowledge graph and infer it anew.

    Args:
        kg: The folder that `sayso build` made.
        alignments: Whether terms of other vocabularies are inferred too; the next build drops these again.

    Raises:
        StoreMissingError, StoreLockedError, StoreNewerError, StoreBrokenError: As `open_store`.
        DiskFullError: If there is no space left; the graph stays as it was.
    """
    contents = dict(storing.read_contents(kg) or {})
    storing.open_store(kg)
    base = read_base(kg)
    with storing.lock(kg):
        # The mark lets the next build know that this is not what it would have inferred.
        derived = contents["derived"].removeprefix(_MARK)
        contents["derived"] = _MARK + derived if alignments else derived
        with storing.replacing(kg, anew=False, contents=lambda: contents) as following:
            graph = f"{base}graph/inferred"
            report = infer_into(following.db, graph, alignments=alignments)
            return replace(report, inconsistencies=tuple(find_inconsistencies(following.db, graph)))


def find_inconsistencies(store: pyoxigraph.Store, graph: str) -> list[Inconsistency]:
    """
    Return what cannot hold together by the ontology, by the rules in ``graph/rules/inconsistencies``, sorted.

    Args:
        store: With what was inferred, or only what is said outright is found.
        graph: Name of the graph of inferences.
    """
    out: set[tuple[str, str, str, str, str]] = set()
    for file in sorted(Path(str(folder("graph/rules/inconsistencies"))).glob("*.rq")):
        text = file.read_text(encoding="utf-8")
        title = dict(_HEAD.findall(text))["title"]
        found = store.query(text, prefixes={"graph": graph[: -len("inferred")]})
        for row in cast(pyoxigraph.QuerySolutions, found):
            node, one, other = (cast(pyoxigraph.NamedNode, row[name]).value for name in ("node", "one", "other"))
            out.add((file.stem, title, node, one, other))
    return [
        Inconsistency(rule=rule, title=title, node=node, terms=(one, other))
        for rule, title, node, one, other in sorted(out)
    ]
