"""
Build a knowledge graph: look at the inputs, read what is new, put it on the shelf, make the store from the shelf.

Each step leaves whole files behind, and each can be killed and run again with the same result.
"""

import gc
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.errors import NothingToBuildError
from sayso.extract.corpus import Problem, count_articles
from sayso.graph import shelf, store
from sayso.graph.assemble import Assembler, Assembly, Timer
from sayso.graph.curation.shelf import Curation
from sayso.graph.heap import give_back_memory
from sayso.graph.inventory import Inventory
from sayso.graph.looking import Look, load_memory, save_memory
from sayso.graph.manifest import describe_run, read_manifest, write_activity, write_manifest
from sayso.graph.process import Done, Job, Processor
from sayso.graph.recipe import make_recipe
from sayso.graph.shapes import digest_shapes
from sayso.graph.store import Paths
from sayso.model import Article
from sayso.settings import Settings

_MANY = 150_000
"""Quads from which loading takes so much memory that spaCy's must be given back first."""

Progress = Callable[[int, int | None, str], None]
"""Takes how much is done, how much there is (None where that is not known), and what is being done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """
    What a build did.

    Attributes:
        articles: In the graph now.
        read: Parsed in this build.
        unchanged: Found as they were, and not parsed.
        removed: Taken out, because the inputs no longer hold them.
        failed: Could not be parsed; what was built from them before is kept.
        copies: Recognised as copies of another article.
        findings: In the graph now, by kind: ``actors``, ``places``, ``statements``, ``events``, ``figures`` …
        occurrences: Happenings that several articles report.
        disputes: Sets of figures that cannot all hold.
        quads: In the store, inferences included.
        inferred: Of those, inferred.
        violations: By severity and shape, ``Violation Statement``; None where nothing was checked.
        problems: What could not be read, or was read with a doubt.
        seconds: By step, and ``total``.
        kg: The folder of the graph.
        changed: Whether anything was written.
    """

    articles: int
    read: int
    unchanged: int
    removed: int
    failed: int
    copies: int
    findings: Mapping[str, int]
    occurrences: int
    disputes: int
    quads: int
    inferred: int
    violations: Mapping[str, int] | None
    problems: tuple[Problem, ...]
    seconds: Mapping[str, float]
    kg: Path
    changed: bool = True
    paths: Mapping[str, Path] = field(default_factory=dict)


def build(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    settings: Settings,
    progress: Progress | None = None,
    workers: int | None = None,
) -> BuildReport:
    """
    Build the knowledge graph of articles, or bring it up to date.

    What is in *out* afterwards depends only on the inputs, the settings and what is installed: not on what was there
    before, on the number of workers, or on how often the build was killed. Articles that the inputs no longer hold
    are taken out; those whose file cannot be read this time are kept.

    Args:
        inputs: As for `iter_articles`.
        out: Folder of the graph; made where it is missing.
        settings: See there.
        progress: Called now and then.
        workers: Processes that read; None takes the settings' number.

    Raises:
        NothingToBuildError: If no article can be read; what was built before stays.
        StoreLockedError: If another build is running in *out*.
        StoreNewerError: If a newer sayso made it.
        DiskFullError: If there is no space left; what was built before stays.
        ModelMissingError: If the spaCy pipeline is not installed.
        UnknownComponentError: If the settings name a component that nothing offers.
    """
    out = Path(out)
    _make_folder(out)
    with store.full_disk_told(out), store.lock(out) as handle:
        run = _Run(inputs, out, settings, progress, workers or settings.workers, handle)
        return run.run()


def _make_folder(out: Path) -> None:
    version = store.check_version(out)
    with store.full_disk_told(out):
        out.mkdir(parents=True, exist_ok=True)
        if version is None:
            store.write_file(Paths(out).version, f"{store.VERSION}\n".encode("ascii"))


class _Run:
    """One build, step by step."""

    def __init__(
        self,
        inputs: Sequence[str | Path],
        out: Path,
        settings: Settings,
        progress: Progress | None,
        workers: int,
        handle: int,
    ) -> None:
        self.inputs, self.out, self.settings = inputs, out, settings
        self.progress, self.workers, self.handle = progress, workers, handle
        self.start, self.clock = time.time(), time.perf_counter()
        self.seconds: dict[str, float] = {}
        self.problems: list[Problem] = []
        self.read = self.failed = 0
        self.paths = Paths(out)
        store.recover(out)
        shutil.rmtree(self.paths.work, ignore_errors=True)
        shelf.clean(self.paths.articles)
        self.recipe = make_recipe(settings)
        self.job = self.make_job()
        self.curation = Curation.load(out, settings)
        with self.timed("looking"):
            self.held = self.take()
            self.reading = f"{self.recipe.code} {settings.max_article_chars} {sorted(settings.columns.items())}"
            self.memory = load_memory(self.paths.sources, self.reading)
        self.look = Look(settings, self.held.digests, self.memory, self.problems.append)

    def run(self) -> BuildReport:
        """Read, check, add what spans articles, put the new store in place of the old, and report."""
        self.read_articles()
        if not self.look.seen:
            raise self.nothing()
        removed = self.remove()
        checked = self.check_again()
        if self.read or removed or checked:
            with self.timed("looking"):
                self.held = self.take()
        if self.read and self.held.quads > _MANY:
            # spaCy's pipeline is done with, but would stay until Python looks for cycles.
            gc.collect()
            give_back_memory()
        assembly = self.assemble()
        self.check_decisions()
        if self.look.sources != self.memory:
            save_memory(self.paths.sources, self.reading, self.look.sources)
        return self.report(removed, assembly, self.keep_record(assembly))

    # ---- steps

    def take(self) -> Inventory:
        """Look through the article files."""
        return Inventory.take(self.paths.articles, self.recipe.fingerprint, self.job.shapes_digest)

    def make_job(self) -> Job:
        """Return what workers need."""
        settings = self.settings
        return Job(
            articles=str(self.paths.articles),
            fingerprint=self.recipe.fingerprint,
            model=self.recipe.model,
            components=tuple(settings.components),
            authority=tuple(str(path.absolute()) for path in settings.authority),
            base=settings.base_iri,
            attitudes=settings.attitudes,
            batch_size=settings.batch_size,
            shapes=tuple(str(path.absolute()) for path in settings.custom_shapes) if settings.validate else None,
            shapes_digest=digest_shapes(settings.custom_shapes) if settings.validate else "",
        )

    def read_articles(self) -> None:
        """Turn every new or changed article into its file."""
        total: int | None = None
        with self.timed("reading"):
            for done in self.process(self.look.changed(self.inputs)):
                if not self.read:
                    # Not before there is something to do: where nothing changed, it would cost more than the look.
                    total = count_articles(self.inputs)
                self.read += 1
                if done.problem:
                    self.failed += 1
                    self.problems.append(_failure(done))
                # What was found unchanged is done, what was handed to workers is not yet.
                finished = len(self.look.seen) - self.look.given + self.read
                self.tell(finished, None if total is None else max(total, finished), done.source)

    def process(self, articles: Iterable[tuple[Article, str]]) -> Iterator[Done]:
        """Yield what became of each article, read here or by workers."""
        if self.workers == 1:
            yield from Processor(self.job).run(articles)
            return
        from sayso.graph.pool import Pool

        self.paths.work.mkdir()
        try:
            yield from Pool(self.paths.work, self.job, self.workers, inherit=(self.handle,)).run(articles)
        finally:
            shutil.rmtree(self.paths.work, ignore_errors=True)

    def remove(self) -> int:
        """Delete the files of articles that the inputs no longer hold, and say how many."""
        removed = 0
        for path in self.held.broken:
            if path.stem not in self.look.seen:
                path.unlink(missing_ok=True)
        for key in self.held.bodies:
            if key in self.look.seen:
                continue
            stamp = shelf.read_stamp(self.paths.articles, key)
            if stamp is None or not self.look.is_lost(stamp.source):
                shelf.remove_article_file(self.paths.articles, key)
                removed += 1
        return removed

    def check_again(self) -> int:
        """Check articles that were not read now, and were checked with other shapes or not at all; say how many."""
        if self.job.shapes is None or not self.held.unchecked:
            return 0
        from sayso.graph.index import Index
        from sayso.graph.validate import make_check

        check = make_check([Path(path) for path in self.job.shapes])
        done = 0
        with self.timed("validation"):
            for key in self.held.unchecked:
                stamp = shelf.read_stamp(self.paths.articles, key)
                if stamp is None or stamp.shapes == self.job.shapes_digest:
                    continue
                data = shelf.read_lines(self.paths.articles, key)
                index = Index()
                index.add_lines(data.decode("utf-8").split("\n")[:-1])
                stamp = replace(stamp, violations=check(index), shapes=self.job.shapes_digest)
                summary = shelf.read_summary(self.paths.articles, key)
                shelf.write_article_file(self.paths.articles, stamp, data, summary=summary)
                done += 1
        return done

    def assemble(self) -> Assembly | None:
        """Bring the store up to date; None where it was so."""
        return Assembler(
            kg=self.out,
            settings=self.settings,
            bodies=self.held.bodies,
            authority=self.held.authority,
            code=self.recipe.code,
            record=lambda graph: write_activity(self.describe({}), graph, base=self.settings.base_iri),
            tell=lambda what: self.tell(len(self.look.seen), len(self.look.seen), what),
            curation=self.curation,
        ).run()

    def check_decisions(self) -> None:
        """Check what the user's decisions have changed, in the place of what was extracted."""
        if self.job.shapes is None or not self.curation.plan.decisions:
            return
        from sayso.graph.curation.check import check_curation

        with self.timed("validation"):
            own = [Path(path) for path in self.job.shapes]
            found = check_curation(self.curation, self.held.bodies, own=own, shapes=self.job.shapes_digest)
        self.held.violations.update(found.counts)
        self.held.violations.subtract(found.before)
        self.held.violations = +self.held.violations
        self.problems += found.faults

    # ---- what is told

    def describe(self, counts: Mapping[str, int]) -> dict[str, Any]:
        """Return what is recorded of this build, up to now."""
        held = self.held
        return {
            **describe_run(self.recipe, self.settings, start=self.start, end=time.time()),
            "inputs": [str(one) for one in self.inputs],
            "counts": {**held.counts, "articles": len(held.bodies), **counts},
            "violations": dict(held.violations),
        }

    def keep_record(self, assembly: Assembly | None) -> Mapping[str, int]:
        """Write the manifest if anything changed, and return the counts in it."""
        manifest = read_manifest(self.out)
        if assembly is None and isinstance(manifest.get("settings"), dict):
            kept: dict[str, int] = manifest.get("counts", {})
            return kept
        counts = {"quads": self.held.quads}
        if assembly is not None:
            self.seconds.update(assembly.seconds)
            counts["quads"] += assembly.quads
            counts.update(inferred=assembly.inferred, copies=assembly.copies)
            counts.update(occurrences=assembly.occurrences, disputes=assembly.disputes)
        write_manifest(self.out, self.describe(counts))
        return counts

    def report(self, removed: int, assembly: Assembly | None, counts: Mapping[str, int]) -> BuildReport:
        """Return the report."""
        return BuildReport(
            articles=len(self.held.bodies),
            read=self.read - self.failed,
            unchanged=len(self.look.seen) - self.look.given,
            removed=removed,
            failed=self.failed,
            copies=counts.get("copies", 0),
            findings=self.held.counts,
            occurrences=counts.get("occurrences", 0),
            disputes=counts.get("disputes", 0),
            quads=counts.get("quads", 0),
            inferred=counts.get("inferred", 0),
            violations=self.held.violations if self.settings.validate else None,
            problems=(*self.problems, *self.curation.list_faults()),
            seconds={**self.seconds, "total": time.perf_counter() - self.clock},
            kg=self.out,
            changed=assembly is not None,
            paths={"store": self.paths.store, "manifest": self.paths.manifest, "articles": self.paths.articles},
        )

    def nothing(self) -> NothingToBuildError:
        """Return the error for inputs without a single article."""
        named = ", ".join(map(str, self.inputs))
        why = "; ".join(str(problem) for problem in self.problems[:3]) or "they hold no article."
        return NothingToBuildError(
            f"{named}: nothing to build: {why} What was built before in {self.out}, if anything, is as it was."
        )

    def tell(self, done: int, total: int | None, what: str) -> None:
        """Pass progress on."""
        if self.progress is not None:
            self.progress(done, total, what)

    def timed(self, step: str) -> Timer:
        """Return a context that adds its seconds to the step's."""
        return Timer(self.seconds, step)


def _failure(done: Done) -> Problem:
    return Problem(
        source=done.source,
        slug="extraction-failed",
        message=f"the article could not be read for findings ({done.problem}); it was left out. Please report it.",
    )
