"""
Curated articles: beside each article file that a decision touches lies what it becomes.

The article files hold what was extracted and are never altered; the store and the dumps take a curated article instead
where there is one. Which articles a decision touches is kept, so that a build looks only through what is new.
"""

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sayso.extract.corpus import Problem
from sayso.graph import shelf
from sayso.graph.curation.apply import Changed, Curator
from sayso.graph.curation.decisions import Decision
from sayso.graph.curation.files import make_fault
from sayso.graph.curation.plan import Plan, load_plan
from sayso.graph.store import Paths, write_file
from sayso.settings import Settings

FOLDER = "curated"
"""In the folder of a graph."""
_INDEX = "index.json"


Entry = tuple[str, list[str], list[str]]
"""Of an article: digest of its lines, ids of decisions that touch it, nodes in it that decisions bring elsewhere."""


@dataclass(slots=True)
class Curation:
    """
    The decisions of a user, as one build applies them.

    Attributes:
        kg: Folder of the graph.
        base: Base IRI of the data.
        plan: The decisions.
        touched: Keys of the articles that they change, with a digest of the decisions that do.
        faults: What could not be applied.
    """

    kg: Path
    base: str
    plan: Plan
    curator: Curator
    touched: dict[str, str] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    _found: dict[str, list[str]] = field(default_factory=dict)
    _changed: dict[str, Changed] = field(default_factory=dict)

    @classmethod
    def load(cls, kg: Path, settings: Settings) -> "Curation":
        """
        Read the curation files that the settings name.

        Raises:
            CurationFileError: If one is missing or no text.
        """
        plan = load_plan(settings.curation, base=settings.base_iri)
        return cls(kg, settings.base_iri, plan, Curator(plan, base=settings.base_iri))

    def stamp(self, bodies: Mapping[str, str]) -> dict[str, str]:
        """
        Return the digest of each article's graph after the decisions, by key, and find those that are touched.

        Args:
            bodies: Digests of the article files' lines.
        """
        if not self.plan.decisions:
            return dict(bodies)
        seen = self._read_index()
        by_id = {one.id: one for one in self.plan.decisions}
        index: dict[str, Entry] = {}
        self.touched.clear()
        for key, body in bodies.items():
            known = seen.get(key)
            if known is None or known[0] != body:
                data = shelf.read_lines(Paths(self.kg).articles, key)
                known = (body, [one.id for one in self.curator.find(data, key)], self.curator.find_wanted(data))
            index[key] = (known[0], known[1], known[2])
        self._describe(index)
        for key, (_, found, _) in index.items():
            if found:
                self._found[key] = found
                self.touched[key] = self.curator.digest(by_id[one] for one in found)
        self._write_index(index)
        return {key: f"{body}+{self.touched[key]}" if key in self.touched else body for key, body in bodies.items()}

    def _describe(self, index: Mapping[str, "Entry"]) -> None:
        """Let the curator know what the nodes are that decisions bring into articles: as the first article has it."""
        first: dict[str, str] = {}
        for key in sorted(index):
            for node in index[key][2]:
                first.setdefault(node, key)
        for node, key in first.items():
            self.curator.describe(node, shelf.read_lines(Paths(self.kg).articles, key))

    def change(self, key: str) -> bytes:
        """Return the lines of an article as the decisions make them, and keep them for the dumps."""
        if key not in self.touched:
            return shelf.read_lines(Paths(self.kg).articles, key)
        data = self._change(key).data
        path = _path(self.kg, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, data)
        return data

    def read(self, key: str) -> bytes:
        """Return the lines of an article as the decisions make them, without keeping them anew where they are kept."""
        path = _path(self.kg, key)
        return path.read_bytes() if path.exists() else self.change(key)

    def list_decisions(self, key: str) -> list[Decision]:
        """Return the decisions that touch an article."""
        found = set(self._found.get(key, ()))
        return [one for one in self.plan.decisions if one.id in found]

    def change_graph(self, data: bytes, graph: str) -> bytes:
        """Return the lines of a graph that belongs to no article as the decisions make them; *graph* is its IRI."""
        decisions = self.curator.find(data)
        return self.curator.change(data, f"<{graph}>", decisions).data if decisions else data

    def finish(self) -> list[tuple[Decision, str, tuple[str, str, str]]]:
        """
        Take away curated articles that no decision touches any more, and tell what was removed from the others.

        Returns:
            Decision, key of the article, and triple, for each triple that was taken out.
        """
        out: list[tuple[Decision, str, tuple[str, str, str]]] = []
        for key in sorted(self.touched):
            changed = self._change(key)
            out += [(one, key, triple) for one, triple in changed.removed]
            self.faults += changed.faults
            if not _path(self.kg, key).exists():
                self.change(key)
        self._changed.clear()
        folder = self.kg / FOLDER
        if not self.plan.decisions:
            shutil.rmtree(folder, ignore_errors=True)
        for path in folder.glob("*/*.nq"):
            if path.stem not in self.touched:
                path.unlink()
        return out

    def list_faults(self) -> list[Problem]:
        """Return what is wrong with files and decisions, and a note for each that nothing in the graph answers to."""
        used = Counter(one for found in self._found.values() for one in found)
        idle = [
            make_fault(
                one.source, f"this {one.kind} changes nothing: no article has the node that it names.", severity="note"
            )
            for one in self.plan.decisions
            if one.kind not in ("distinct", "match")
            and not used[one.id]
            and not (one.kind == "add" and not one.articles)
        ]
        return [*self.plan.faults, *self.faults, *idle]

    def _change(self, key: str) -> Changed:
        if key not in self._changed:
            data = shelf.read_lines(Paths(self.kg).articles, key)
            by_id = {one.id: one for one in self.plan.decisions}
            decisions = [by_id[one] for one in self._found[key]]
            graph = f"<{self.base}graph/article/{key}>"
            self._changed[key] = self.curator.change(data, graph, decisions, key)
            if len(self._changed) > _KEPT:
                del self._changed[next(iter(self._changed))]
        return self._changed[key]

    def _read_index(self) -> dict[str, "Entry"]:
        try:
            found = json.loads((self.kg / FOLDER / _INDEX).read_bytes())
            articles: dict[str, Entry] = found["articles"]
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return articles if found.get("plan") == self._digest() else {}

    def _write_index(self, index: Mapping[str, "Entry"]) -> None:
        path = self.kg / FOLDER / _INDEX
        path.parent.mkdir(exist_ok=True)
        write_file(
            path, json.dumps({"plan": self._digest(), "articles": index}, separators=(",", ":")).encode("utf-8")
        )

    def _digest(self) -> str:
        return f"{FORM} {self.plan.digest}"


FORM = 1
"""Of what the index holds; another number makes a build look through all articles again."""
_KEPT = 200
"""Changed articles that are kept in memory."""


def _path(kg: Path, key: str) -> Path:
    path = shelf.article_path(Path(), key)
    return kg / FOLDER / path


def read_curated(kg: Path, key: str) -> bytes:
    """Return the lines of an article as they are in the graph: curated where a decision touches it."""
    try:
        return _path(kg, key).read_bytes()
    except FileNotFoundError:
        return shelf.read_lines(Paths(kg).articles, key)
