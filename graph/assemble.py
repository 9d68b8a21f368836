"""
Make the store from the files: put in what is new, take out what is gone, then what follows from all of it together.

The store records which version of which graph it holds, so only what differs is touched; where most differs, it is
made anew by bulk loading.
"""

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from sayso.graph import common, shelf, store
from sayso.graph.curation.shelf import Curation
from sayso.graph.index import Index
from sayso.graph.recipe import digest_folder
from sayso.graph.store import Paths
from sayso.graph.summary import Summary, summarize
from sayso.resources import folder
from sayso.settings import Settings

ARTICLE = "article/"
_COMMON = ("ontology", "authority")
_ANEW = 0.5
"""Share of changed articles above which loading all in bulk is cheaper than exchanging graph by graph."""
PACKED = 500
"""
Articles from which on a store that was loaded anew is packed: its files are merged into one for each index. That takes
3 ms an article, and look-ups half the time afterwards; in a smaller store they are quick enough.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """
    What the store holds now.

    Attributes:
        quads: Those that belong to no article.
        inferred: Those that were inferred.
        occurrences: Happenings that several articles report.
        disputes: Sets of figures that cannot all hold.
        copies: Articles that are copies of another.
        seconds: By step.
    """

    quads: int
    inferred: int
    occurrences: int
    disputes: int
    copies: int
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Assembler:
    """
    Brings the store of one knowledge graph up to date.

    Attributes:
        kg: The folder, whose lock is held.
        settings: Of the build.
        bodies: Digest of each article's lines, by key.
        authority: Keys of the authority entries that articles use.
        code: Digest of the code, on which it depends which articles are taken for copies.
        record: Returns N-Quads that tell of this build, given the name of their graph.
        tell: Called with what is being done.
        curation: What the user has decided.
    """

    kg: Path
    settings: Settings
    bodies: Mapping[str, str]
    authority: Iterable[str]
    code: str
    record: Callable[[str], str]
    tell: Callable[[str], None]
    curation: Curation
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self) -> Assembly | None:
        """Bring the store up to date; None where it was so already."""
        wanted = self.wanted()
        present = store.read_contents(self.kg)
        if present == wanted:
            return None
        changed = [key for key in self.bodies if (present or {}).get(ARTICLE + key) != wanted[ARTICLE + key]]
        gone = [name for name in present or {} if name.startswith(ARTICLE) and name not in wanted]
        anew = present is None or len(changed) + len(gone) > _ANEW * len(self.bodies)
        with store.replacing(self.kg, anew=anew, contents=lambda: wanted) as following:
            with self.timed("store"):
                self.tell("filling the store")
                authority = self.write_common(following.db, anew=anew)
                if anew:
                    articles = Paths(self.kg).articles
                    paths = [shelf.article_path(articles, key) for key in sorted(self.bodies)]
                    store.load_files(following.db, [*paths, *map(self.path, _COMMON)])
                else:
                    self.exchange(following.db, changed, gone)
                if anew:
                    # Bulk loading took them as they were extracted.
                    self.exchange(following.db, sorted(self.curation.touched), [])
            found = self.complete(following.db, authority)
            if anew and len(self.bodies) >= PACKED:
                with self.timed("packing"):
                    self.tell("packing the store")
                    following.db.optimize()
            return found

    def wanted(self) -> dict[str, str]:
        """Return the digest of each graph that the store must hold; what follows from the others counts as one."""
        names = "rules summary.py occurrences.py counts.py disputes.py series.py infer.py roles.py curation"
        own = [folder("graph") / name for name in names.split()]
        out = {ARTICLE + key: body for key, body in self.curation.stamp(self.bodies).items()}
        if self.curation.plan.decisions:
            out["curation"] = self.curation.plan.digest
        base = self.settings.base_iri
        out["ontology"] = _digest([base, *map(_digest_file, common.ontology_files())])
        files = common.authority_files(self.settings.authority)
        out["authority"] = _digest([base, *sorted(self.authority), *map(_digest_file, files)])
        rules = [digest_folder(Path(str(path))) for path in own]
        all_others = (f"{name} {digest}" for name, digest in sorted(out.items()))
        out["derived"] = _digest([f"{self.settings.infer}", self.code, *rules, *all_others])
        return out

    def exchange(self, db: pyoxigraph.Store, changed: list[str], gone: list[str]) -> None:
        """Put changed graphs in, take gone ones out."""
        for name in gone:
            store.replace_graph(db, self.iri(name), None)
        for key in changed:
            store.replace_graph(db, self.iri(ARTICLE + key), self.curation.change(key))

    def write_common(self, db: pyoxigraph.Store, *, anew: bool) -> bytes:
        """
        Write the files of the ontology and the authority entries, and put these graphs in unless all is loaded anew.

        Returns:
            The lines of the authority graph.
        """
        base, own = self.settings.base_iri, self.settings.authority
        authority = common.write_authority(self.iri("authority"), self.authority, base=base, own=own)
        authority = self.curation.change_graph(authority, self.iri("authority"))
        data = (common.write_ontology(self.iri("ontology"), base=base), authority)
        for name, lines in zip(_COMMON, data, strict=True):
            self.write(name, lines)
            if not anew:
                store.replace_graph(db, self.iri(name), lines)
        return authority

    def complete(self, db: pyoxigraph.Store, authority: bytes) -> Assembly:
        """Put in the other graphs that belong to no article, and what follows from all."""
        from sayso.graph.copies import find_copied, write_copies
        from sayso.graph.disputes import write_disputes
        from sayso.graph.infer import infer_into
        from sayso.graph.occurrences import Above, write_occurrences
        from sayso.graph.roles import write_roles
        from sayso.graph.series import write_series

        base = self.settings.base_iri
        with self.timed("store"):
            self.curate(db)
        with self.timed("copies"):
            self.tell("looking for copies")
            copies = find_copied(Paths(self.kg).articles)
            self.put(db, "copies", write_copies(copies, self.iri("copies"), base=base))
        with self.timed("occurrences"):
            self.tell("comparing events")
            above = Above.read(authority)
            told = self.iter_summaries(copies)
            grouped = write_occurrences(db, self.iri("occurrences"), told, base=base, above=above)
            self.put(db, "occurrences", grouped.data)
        with self.timed("disputes"):
            self.tell("comparing figures")
            told = self.iter_summaries(copies)
            found = write_disputes(db, self.iri("disputes"), told, base=base, of_event=grouped.of_event)
            self.put(db, "disputes", found.data)
            self.put(db, "series", write_series(found.figures, self.iri("series"), base=base))
        with self.timed("roles"):
            self.tell("gathering roles")
            self.put(db, "roles", write_roles(db, self.iri("roles"), self.iter_summaries(copies), base=base))
        with self.timed("inference"):
            inferred = 0
            if self.settings.infer:
                self.tell("inferring")
                inferred = infer_into(db, self.iri("inferred")).triples
            else:
                store.replace_graph(db, self.iri("inferred"), None)
        self.put(db, "builds", self.read("builds") + self.record(self.iri("builds")).encode("utf-8"))
        return Assembly(
            quads=inferred + sum(self.read(path.stem).count(b"\n") for path in Paths(self.kg).graphs.glob("*.nq")),
            inferred=inferred,
            occurrences=grouped.count,
            disputes=found.count,
            copies=len(copies),
            seconds=self.seconds,
        )

    def iter_summaries(self, copies: Collection[str]) -> Iterator[Summary]:
        """Yield the summaries of all articles but copies, as they are after the user's decisions."""
        articles = Paths(self.kg).articles
        for key in self.bodies:
            if key not in copies:
                found = None if key in self.curation.touched else shelf.read_summary(articles, key)
                if found is None:
                    index = Index()
                    index.add_lines(self.curation.change(key).decode("utf-8").split("\n")[:-1])
                    found = summarize(index.out)
                yield found

    def curate(self, db: pyoxigraph.Store) -> None:
        """Put in the graph of the user's decisions."""
        from sayso.graph.curation.describe import write_curation

        removed = self.curation.finish()
        if not self.curation.plan.decisions:
            (Paths(self.kg).graphs / "curation.nq").unlink(missing_ok=True)
            store.replace_graph(db, self.iri("curation"), None)
            return
        plan, graph = self.curation.plan, self.iri("curation")
        self.put(db, "curation", write_curation(plan, removed, db, graph, base=self.settings.base_iri))

    def put(self, db: pyoxigraph.Store, name: str, data: bytes) -> None:
        """Write the file of a graph and put the graph in the store."""
        self.write(name, data)
        store.replace_graph(db, self.iri(name), data)

    def write(self, name: str, data: bytes) -> None:
        """Write the file of a graph."""
        path = self.path(name)
        path.parent.mkdir(exist_ok=True)
        store.write_file(path, data, lasting=True)

    def read(self, name: str) -> bytes:
        """Return the file of a graph, nothing where there is none."""
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError:
            return b""

    def path(self, name: str) -> Path:
        """Return where the file of a graph is that belongs to no article."""
        return Paths(self.kg).graphs / f"{name}.nq"

    def iri(self, name: str) -> str:
        """Return the IRI of a graph."""
        return f"{self.settings.base_iri}graph/{name}"

    def timed(self, step: str) -> "Timer":
        """Return a context that adds its seconds to the step's."""
        return Timer(self.seconds, step)


@dataclass(slots=True)
class Timer:
    """Adds the seconds that its block takes to those of a step."""

    seconds: dict[str, float]
    step: str
    start: float = 0.0

    def __enter__(self) -> None:
        self.start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self.step] = self.seconds.get(self.step, 0.0) + time.perf_counter() - self.start


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:32]


def _digest_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        # Told when it is read.
        return "?"
