"""
Whether what decisions make of the graph satisfies the shapes, as all that is extracted must.

Each article that decisions touch is checked as it then is, and so is what they say beside the articles. What was found
is kept with a digest of what was checked, so that a build checks only what has changed.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.extract.corpus import Problem
from sayso.graph import shelf
from sayso.graph.check import Finding
from sayso.graph.curation.decisions import Decision
from sayso.graph.curation.files import make_fault
from sayso.graph.curation.shelf import FOLDER, Curation
from sayso.graph.index import Index
from sayso.graph.store import Paths, write_file
from sayso.graph.validate import count_findings, make_finder

_CHECKED = "checked.json"
_BESIDE = ""
"""What stands for the graphs of no article where keys of articles stand."""
_TOLD = 3
"""Faults that are told of one article; all are counted."""

Find = Callable[[Index], list[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """
    What is wrong with what decisions have changed.

    Attributes:
        counts: Results by severity and shape, of the articles as they are now and of what is said beside them.
        before: Those of the same articles as they were extracted.
        faults: Violations that were none before, with the decisions that may have made them.
    """

    counts: Counter[str] = field(default_factory=Counter[str])
    before: Counter[str] = field(default_factory=Counter[str])
    faults: tuple[Problem, ...] = ()


def check_curation(curation: Curation, bodies: Mapping[str, str], *, own: Sequence[Path], shapes: str) -> Checks:
    """
    Check what decisions change, after the store has been brought up to date.

    Args:
        curation: The decisions, as this build has applied them.
        bodies: Digest of each article's extracted lines, by key.
        own: The user's shapes.
        shapes: Digest of all shapes.

    Raises:
        ShapesError: If a file of shapes cannot be read or used.
    """
    path = curation.kg / FOLDER / _CHECKED
    seen = _read(path)
    run = _Run(curation, own)
    entries: dict[str, dict[str, Any]] = {}
    for key in [_BESIDE, *sorted(curation.touched)]:
        digest = f"{shapes} {run.digest_beside() if key == _BESIDE else f'{bodies[key]} {curation.touched[key]}'}"
        known = seen.get(key, {})
        entries[key] = known if known.get("digest") == digest else {"digest": digest, **run.check(key)}
    if entries != seen:
        write_file(path, json.dumps(entries, separators=(",", ":")).encode("utf-8"))
    sources = {one.id: one.source for one in curation.plan.decisions}
    faults = [
        make_fault(sources[decision], message, severity="warning")
        for entry in entries.values()
        for decision, message in entry["told"]
        if decision in sources
    ]
    out = Checks(faults=tuple(faults))
    for entry in entries.values():
        out.counts.update(entry["counts"])
        out.before.update(entry["before"])
    return out


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found


class _Run:
    """Checks; the shapes are read when something is to be checked."""

    def __init__(self, curation: Curation, own: Sequence[Path]) -> None:
        self.curation, self.own = curation, own
        self.finder: Find | None = None

    def find(self, parts: Iterable[bytes]) -> list[Finding]:
        if self.finder is None:
            self.finder = make_finder(self.own)
        index = Index()
        for data in parts:
            index.add_lines(data.decode("utf-8").split("\n")[:-1])
        return self.finder(index)

    def check(self, key: str) -> dict[str, Any]:
        """Return the results of an article before and after, and what is to be told."""
        if key == _BESIDE:
            before: list[Finding] = []
            after = self.find_beside()
            decisions: Sequence[Decision] = self.curation.plan.decisions
            where = "what is said beside the articles"
        else:
            before = self.find([shelf.read_lines(Paths(self.curation.kg).articles, key)])
            after = self.find([self.curation.read(key)])
            decisions = self.curation.list_decisions(key)
            where = f"article {key}"
        old = {(one.focus, one.shape, one.value) for one in before}
        new = [one for one in after if one.severity == "Violation" and (one.focus, one.shape, one.value) not in old]
        told = [
            (one.id, f"{where} then breaks a rule: {finding.message} See {finding.focus.strip('<>')}.")
            for finding in new[:_TOLD]
            for one in self.blame(finding, decisions)
        ]
        return {"counts": count_findings(after), "before": count_findings(before), "told": told}

    def blame(self, finding: Finding, decisions: Sequence[Decision]) -> Sequence[Decision]:
        """Return the decisions about the node that is at fault, or its value; else the first of all."""
        resolve = self.curation.plan.resolve
        for token in (finding.focus, finding.value):
            found = [one for one in decisions if token[1:-1] in {resolve(each) for each in (*one.nodes, one.into)}]
            if found:
                return found
        return decisions[:1]

    # ---- what belongs to no article

    def paths(self) -> list[Path]:
        graphs = Paths(self.curation.kg).graphs
        # The ontology tells which classes are below others; the authority what is merged and renamed.
        return [path for name in ("curation", "authority", "ontology") if (path := graphs / f"{name}.nq").exists()]

    def digest_beside(self) -> str:
        digest = hashlib.sha256()
        for path in self.paths():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:16]

    def find_beside(self) -> list[Finding]:
        """Return the results of what decisions speak of in the graphs of no article."""
        parts = [path.read_bytes() for path in self.paths()]
        found = self.find(parts)
        curated = (
            {line.split(" ", 1)[0] for line in parts[0].decode("utf-8").split("\n")[:-1]} if found else set[str]()
        )
        decisions = self.curation.plan.decisions
        about = {f"<{self.curation.plan.resolve(node)}>" for one in decisions for node in (*one.nodes, one.into)}
        return [one for one in found if one.focus in curated | about]
