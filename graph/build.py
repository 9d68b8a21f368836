"""
Build a knowledge graph: look at the inputs, read what is new, put it on the shelf, make the store from the shelf.

Each step leaves whole files behind, and each can be killed and run again with the same result.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sayso.errors import NothingToBuildError
from sayso.extract.corpus import Problem
from sayso.graph import shelf, store
from sayso.graph.assemble import Assembler, Timer
from sayso.graph.looking import Look, load_memory, save_memory
from sayso.graph.manifest import describe_run, read_manifest, write_activity, write_manifest
from sayso.graph.process import Done, Job, Processor
from sayso.graph.recipe import Recipe, make_recipe
from sayso.graph.shapes import digest_shapes
from sayso.graph.store import Paths
from sayso.model import Article
from sayso.settings import Settings

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
    disputes: int
    quads: int
    inferred: int
    violations: Mapping[str, int] | None
    problems: tuple[Problem, ...]
    seconds: Mapping[str, float]
    kg: Path
    changed: bool = True
    paths: Mapping[str, Path] = field(default_factory=dict[str, Path])


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


@dataclass(slots=True)
class _Shelf:
    """What the article files hold, gathered in one pass over their stamps."""

    digests: dict[str, str] = field(default_factory=dict[str, str])
    bodies: dict[str, str] = field(default_factory=dict[str, str])
    counts: dict[str, int] = field(default_factory=dict[str, int])
    quads: int = 0
    violations: dict[str, int] = field(default_factory=dict[str, int])
    authority: set[str] = field(default_factory=set[str])
    unchecked: list[str] = field(default_factory=list[str])

    @classmethod
    def take(cls, folder: Path, fingerprint: str, shapes: str) -> "_Shelf":
        """Read all stamps; those of another recipe have no digest."""
        out = cls()
        for stamp in shelf.iter_stamps(folder):
            out.bodies[stamp.key] = stamp.body
            if stamp.fingerprint == fingerprint:
                out.digests[stamp.key] = stamp.digest
            for name, count in stamp.counts.items():
                out.counts[name] = out.counts.get(name, 0) + count
            for name, count in stamp.violations.items():
                out.violations[name] = out.violations.get(name, 0) + count
            out.quads += stamp.quads
            out.authority.update(stamp.authority)
            if stamp.shapes != shapes:
                out.unchecked.append(stamp.key)
        return out


@dataclass(slots=True)
class _Run:
    """One build, step by step."""

    inputs: Sequence[str | Path]
    out: Path
    settings: Settings
    progress: Progress | None
    workers: int
    handle: int
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    problems: list[Problem] = field(default_factory=list[Problem])
    failed: int = 0
    read: int = 0

    def run(self) -> BuildReport:
        """Do all steps and report."""
        start = time.time()
        clock = time.perf_counter()
        paths = Paths(self.out)
        store.recover(self.out)
        shutil.rmtree(paths.work, ignore_errors=True)
        shelf.clean(paths.articles)
        recipe = make_recipe(self.settings)
        job = self.make_job(recipe)
        with self.timed("looking"):
            held = _Shelf.take(paths.articles, recipe.fingerprint, job.shapes_digest)
            reading = _reading_of(recipe, self.settings)
            memory = load_memory(paths.sources, reading)
        look = Look(self.settings, held.digests, memory, self.problems.append)
        self.read_articles(look, job)
        if not look.seen:
            raise self.nothing(look)
        removed = self.remove(look, held)
        checked = self.check_again(held, job)
        if self.read or removed or checked:
            with self.timed("looking"):
                held = _Shelf.take(paths.articles, recipe.fingerprint, job.shapes_digest)
        assembly = Assembler(
            kg=self.out,
            settings=self.settings,
            bodies=held.bodies,
            authority=held.authority,
            code=recipe.code,
            record=lambda graph: self.record(recipe, start, held, graph),
            tell=lambda what: self.tell(self.read, None, what),
        ).run()
        if look.sources != memory:
            save_memory(paths.sources, reading, look.sources)
        manifest = read_manifest(self.out)
        if assembly is not None or not manifest:
            counts = {**held.counts, "articles": len(held.bodies), "quads": held.quads}
            if assembly is not None:
                counts["quads"] += assembly.quads
                counts.update(inferred=assembly.inferred, disputes=assembly.disputes, copies=assembly.copies)
            manifest = describe_run(recipe, self.settings, start=start, end=time.time())
            manifest |= {"inputs": [str(one) for one in self.inputs], "counts": counts, "violations": held.violations}
            write_manifest(self.out, manifest)
        counts = manifest.get("counts", {})
        seconds = {**self.seconds, **(assembly.seconds if assembly else {}), "total": time.perf_counter() - clock}
        return BuildReport(
            articles=len(held.bodies),
            read=self.read - self.failed,
            unchanged=len(look.seen) - self.read,
            removed=removed,
            failed=self.failed,
            copies=counts.get("copies", 0),
            findings=held.counts,
            disputes=counts.get("disputes", 0),
            quads=counts.get("quads", 0),
            inferred=counts.get("inferred", 0),
            violations=held.violations if self.settings.validate else None,
            problems=tuple(self.problems),
            seconds=seconds,
            kg=self.out,
            changed=assembly is not None,
            paths={"store": paths.store, "manifest": paths.manifest, "articles": paths.articles},
        )

    def record(self, recipe: Recipe, start: float, held: _Shelf, graph: str) -> str:
        """Return N-Quads that tell of this build."""
        manifest = describe_run(recipe, self.settings, start=start, end=time.time())
        counts = {**held.counts, "articles": len(held.bodies)}
        return write_activity({**manifest, "counts": counts}, graph, base=self.settings.base_iri)

    def make_job(self, recipe: Recipe) -> Job:
        """Return what workers need."""
        settings = self.settings
        return Job(
            articles=str(Paths(self.out).articles),
            fingerprint=recipe.fingerprint,
            model=recipe.model,
            components=tuple(settings.components),
            authority=tuple(str(path.absolute()) for path in settings.authority),
            base=settings.base_iri,
            attitudes=settings.attitudes,
            batch_size=settings.batch_size,
            shapes=tuple(str(path.absolute()) for path in settings.custom_shapes) if settings.validate else None,
            shapes_digest=digest_shapes(settings.custom_shapes) if settings.validate else "",
        )

    def read_articles(self, look: Look, job: Job) -> None:
        """Turn every new or changed article into its file."""
        changed = look.changed(self.inputs)
        with self.timed("reading"):
            for done in self.process(changed, job):
                self.read += 1
                if done.problem:
                    self.failed += 1
                    self.problems.append(_failure(done))
                self.tell(len(look.seen), None, done.source)

    def process(self, articles: Iterable[tuple[Article, str]], job: Job) -> Iterator[Done]:
        """Yield what became of each article, read here or by workers."""
        if self.workers == 1:
            yield from Processor(job).run(articles)
            return
        from sayso.graph.pool import Pool

        work = Paths(self.out).work
        work.mkdir()
        try:
            yield from Pool(work, job, self.workers, inherit=(self.handle,)).run(articles)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def check_again(self, held: _Shelf, job: Job) -> int:
        """Check articles that were not read now, and were checked with other shapes or not at all; say how many."""
        if job.shapes is None or not held.unchecked:
            return 0
        from sayso.graph.validate import make_check

        folder = Paths(self.out).articles
        check = make_check([Path(path) for path in job.shapes])
        done = 0
        with self.timed("validation"):
            for key in held.unchecked:
                stamp = shelf.read_stamp(folder, key)
                if stamp is None or stamp.shapes == job.shapes_digest:
                    continue
                data = shelf.read_lines(folder, key)
                violations = check(data.decode("utf-8").split("\n")[:-1])
                shelf.write_article_file(folder, replace(stamp, violations=violations, shapes=job.shapes_digest), data)
                done += 1
        return done

    def remove(self, look: Look, held: _Shelf) -> int:
        """Delete the files of articles that the inputs no longer hold, and say how many."""
        folder = Paths(self.out).articles
        removed = 0
        for key in held.bodies:
            if key in look.seen:
                continue
            stamp = shelf.read_stamp(folder, key)
            if stamp is None or not look.is_lost(stamp.source):
                shelf.remove_article_file(folder, key)
                removed += 1
        return removed

    def nothing(self, look: Look) -> NothingToBuildError:
        """Return the error for inputs without a single article."""
        named = ", ".join(map(str, self.inputs))
        why = "; ".join(str(problem) for problem in self.problems[:3]) or "they hold no article"
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


def _reading_of(recipe: Recipe, settings: Settings) -> str:
    columns = sorted(settings.columns.items())
    return f"{recipe.code} {settings.max_article_chars} {columns}"


def _failure(done: Done) -> Problem:
    return Problem(
        source=done.source,
        slug="extraction-failed",
        message=f"the article could not be read for findings ({done.problem}); it was left out. Please report it.",
    )
