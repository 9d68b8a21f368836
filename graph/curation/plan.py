"""The decisions of all curation files put together: redirects resolved, contradictions told."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sayso.extract.corpus import Problem
from sayso.graph.curation.decisions import Decision, read_decisions
from sayso.graph.curation.files import list_files, make_fault, read_blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """
    What the user has decided.

    Attributes:
        decisions: Those to be applied, in the order of the files, each once.
        redirects: IRI of the node that takes a node's place, by the IRI that gives way; chains are followed.
        others: Decisions that are not applied: suggested, rejected.
        faults: What is wrong with the rest.
        files: That were read.
    """

    decisions: tuple[Decision, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Decision, ...] = ()
    faults: tuple[Problem, ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        """Digest of all that is applied, who and when and why included."""
        parts = [{**asdict(one), "source": ""} for one in self.decisions]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8")).hexdigest()[:32] if parts else ""

    def resolve(self, iri: str) -> str:
        """Return the IRI that stands for a node after all merges."""
        return self.redirects.get(iri, iri)

    def list_sources(self) -> dict[str, list[str]]:
        """Return the IRIs that give way, by the one that takes their place."""
        out: dict[str, list[str]] = defaultdict(list)
        for old, new in sorted(self.redirects.items()):
            out[new].append(old)
        return out


def load_plan(paths: Sequence[Path], *, base: str) -> Plan:
    """
    Read curation files and put their decisions together.

    Args:
        paths: Files, and folders of ``.toml`` files.
        base: Base IRI of the data.

    Raises:
        CurationFileError: If a file is missing or no text. What is wrong inside of one is in `Plan.faults`.
    """
    decisions: list[Decision] = []
    faults: list[Problem] = []
    files = list_files(paths)
    for path in files:
        blocks, wrong = read_blocks(path)
        faults += wrong
        found, wrong = read_decisions(blocks, base=base)
        decisions += found
        faults += wrong
    return make_plan(decisions, faults=faults, files=files)


def make_plan(decisions: Iterable[Decision], *, faults: Iterable[Problem] = (), files: Iterable[Path] = ()) -> Plan:
    """Return the plan of decisions; those that contradict an earlier one are left out and told."""
    told = list(faults)
    accepted: dict[str, Decision] = {}
    others: list[Decision] = []
    for one in decisions:
        if one.status != "accepted":
            others.append(one)
        elif one.id not in accepted:
            accepted[one.id] = one
    merges = _Merges([one for one in accepted.values() if one.kind == "distinct"])
    for one in [one for one in accepted.values() if one.kind == "merge"]:
        wrong = merges.add(one)
        if wrong:
            told.append(make_fault(one.source, f"{wrong} This decision was left out."))
            del accepted[one.id]
    return Plan(
        decisions=tuple(accepted.values()),
        redirects=merges.resolve_all(),
        others=tuple(others),
        faults=tuple(told),
        files=tuple(files),
    )


class _Merges:
    """Redirects as they are put together, each checked against those before."""

    def __init__(self, distinct: Sequence[Decision]) -> None:
        self.step: dict[str, str] = {}
        self.source: dict[str, str] = {}
        self.distinct = distinct

    def add(self, one: Decision) -> str:
        """Add a merge, and return what is wrong with it; nothing is added then."""
        before = dict(self.step)
        for node in one.nodes:
            if node in self.step and self.step[node] != one.into:
                self.step = before
                return (
                    f"{node} is merged into {before[node]} already ({self.source[node]}). Merge the two targets, "
                    "or take one of the lines out."
                )
            if self.resolve(one.into) == node:
                self.step = before
                return f"{node} and {one.into} would each give way to the other. Take one of the two merges out."
            self.step[node] = one.into
            self.source[node] = one.source
        for pair in self.distinct:
            found = sorted(pair.nodes)
            ends = [self.resolve(node) for node in found]
            if len(set(ends)) < len(ends):
                self.step = before
                return f"it makes one of nodes that {pair.source} says are not the same. Take one of the two out."
        return ""

    def resolve(self, node: str) -> str:
        while node in self.step:
            node = self.step[node]
        return node

    def resolve_all(self) -> dict[str, str]:
        """Return each node that gives way with the one that stands in the end."""
        return {node: self.resolve(node) for node in self.step}
