"""
Inference: what follows from the graph by the rules in ``graph/rules``, kept in a named graph of its own.

The rules are SPARQL updates, after OWL 2 RL, run until nothing new follows. They are those of RL that tell something
of the articles' world in sayso's own terms; terms of other vocabularies follow with *alignments*, at a cost in space.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from sayso.graph import store as storing
from sayso.resources import folder

_MARK = "alignments "
_TITLE = re.compile(r"^# title: *(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its file's name, what it says, and the SPARQL update."""

    name: str
    title: str
    update: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InferenceReport:
    """
    What was inferred.

    Attributes:
        triples: All that were inferred.
        by_rule: Of those, by rule's name.
        rounds: How often all rules were run; in the last one nothing was new.
        seconds: It took.
    """

    triples: int
    by_rule: Mapping[str, int] = field(default_factory=dict[str, int])
    rounds: int = 0
    seconds: float = 0.0


def list_rules(*, alignments: bool = False) -> list[Rule]:
    """Return the rules in the order in which they run; with *alignments* those for other vocabularies too."""
    names = ["graph/rules", "graph/rules/alignments"] if alignments else ["graph/rules"]
    out: list[Rule] = []
    for name in names:
        for file in sorted(Path(str(folder(name))).glob("*.ru")):
            text = file.read_text(encoding="utf-8")
            title = _TITLE.search(text)
            out.append(Rule(name=file.stem, title=title.group(1) if title else file.stem, update=text))
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
    beside = graph[: -len("inferred")]
    by_rule: dict[str, int] = {}
    count = 0
    rounds = 0
    while True:
        rounds += 1
        before = count
        for rule in list_rules(alignments=alignments):
            store.update(rule.update, prefixes={"graph": beside})
            # Not the size of the store, which would be counted quad by quad.
            size = _count(store, graph)
            by_rule[rule.name] = by_rule.get(rule.name, 0) + size - count
            count = size
        if count == before:
            break
    return InferenceReport(triples=count, by_rule=by_rule, rounds=rounds, seconds=time.perf_counter() - start)


def _count(store: pyoxigraph.Store, graph: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph)))


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
    base = json.loads(storing.Paths(kg).manifest.read_bytes())["settings"]["base_iri"]
    with storing.lock(kg):
        # The mark lets the next build know that this is not what it would have inferred.
        derived = contents["derived"].removeprefix(_MARK)
        contents["derived"] = _MARK + derived if alignments else derived
        with storing.replacing(kg, anew=False, contents=lambda: contents) as following:
            return infer_into(following.db, f"{base}graph/inferred", alignments=alignments)
