"""
Worker processes: parts of the work lie as files in a folder, and whoever claims one first works on it.

A claim is a link that only one process can make, to a file that names it. Results are written file by file, whole or
not at all, so a worker may be killed at any moment: its part is given to another, and what it had finished is only
written again.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sayso.errors import SaysoError, WorkerError
from sayso.graph.process import Done, Job, Processor, dump_job, dump_part, load_job, load_part
from sayso.graph.store import is_full, write_file
from sayso.model import Article

PART_SIZE = 32
"""Articles in a part: enough for spaCy to batch, few enough that the last workers do not wait long for each other."""

_AHEAD = 4
"""Parts that lie ready for each worker; more would only take space."""

_TRIES = 3
"""How often a part may cost a worker its life before its articles are tried one by one and then given up."""

_DEATHS = 8
"""How many workers may die, besides two for each, without any part being finished in between."""

_WAIT = 0.02
"""Seconds between two looks at the folder."""

_FAULT = "fault.json"
_CLOSED = "closed"
_JOB = "job.json"


# ---- the side of the worker


def work(folder: Path, *, parent: int) -> None:
    """
    Work on the parts in *folder* until it is closed and empty, or the process that started this one is gone.

    Args:
        folder: Holds the job and the parts.
        parent: Process to live with.
    """
    _die_with_parent()
    processor = Processor(load_job((folder / _JOB).read_bytes()))
    while os.getppid() == parent:
        part = _claim(folder)
        if part is None:
            if (folder / _CLOSED).exists():
                return
            time.sleep(_WAIT)
            continue
        try:
            done = list(processor.run(load_part(part.read_bytes())))
        except (SaysoError, OSError, RuntimeError, MemoryError) as err:
            _report_fault(folder, err)
            return
        write_file(part.with_suffix(".done"), json.dumps([asdict(one) for one in done]).encode("ascii"))
        part.unlink(missing_ok=True)
        part.with_suffix(".claim").unlink(missing_ok=True)


def _claim(folder: Path) -> Path | None:
    mine = folder / f"{os.getpid()}.pid"
    if not mine.exists():
        mine.write_text(str(os.getpid()), encoding="ascii")
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".part"):
            continue
        part = folder / name
        try:
            # A link fails where the name is taken, and the claim is never seen without its owner's number in it.
            os.link(mine, part.with_suffix(".claim"))
        except FileExistsError:
            continue
        if part.exists():
            return part
        # Another worker finished it between our look and our claim.
        part.with_suffix(".claim").unlink(missing_ok=True)
    return None


def _report_fault(folder: Path, err: BaseException) -> None:
    fault = {"slug": getattr(err, "slug", ""), "text": str(err), "full": is_full(err), "kind": type(err).__name__}
    try:
        write_file(folder / f"{os.getpid()}.{_FAULT}", json.dumps(fault).encode("ascii"))
    except OSError:
        # The disk is full; the status says so.
        os._exit(28)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        import ctypes

        # PR_SET_PDEATHSIG: a build that is killed must not leave workers behind.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


# ---- the side of the build


@dataclass(slots=True)
class Pool:
    """
    Workers and the folder they share.

    Attributes:
        folder: Emptied before the pool is made.
        job: What the workers do.
        workers: How many.
        inherit: Descriptors that the workers keep open: the lock of the build.
    """

    folder: Path
    job: Job
    workers: int
    inherit: tuple[int, ...] = ()
    _alive: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _tries: dict[str, int] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _next: int = 0
    _deaths: int = 0

    def run(self, articles: Iterable[tuple[Article, str]]) -> Iterator[Done]:
        """
        Pass articles to the workers and yield what became of each, in the order of finishing.

        Raises:
            SaysoError: What stops all articles alike, from the first worker that meets it.
            OSError: If the disk is full.
        """
        write_file(self.folder / _JOB, dump_job(self.job))
        batch: list[tuple[Article, str]] = []
        try:
            for one in articles:
                batch.append(one)
                if len(batch) >= min(PART_SIZE, self.job.batch_size):
                    self._put(batch)
                    batch = []
                    while len(self._sizes) >= _AHEAD * self.workers:
                        yield from self._collect()
            if batch:
                self._put(batch)
            write_file(self.folder / _CLOSED, b"")
            while self._sizes:
                yield from self._collect()
        finally:
            self._stop()

    def _put(self, batch: list[tuple[Article, str]]) -> None:
        name = f"{self._next:08}"
        self._next += 1
        self._sizes[name] = len(batch)
        write_file(self.folder / f"{name}.part", dump_part(batch))
        if len(self._alive) < self.workers:
            self._alive.append(self._start())

    def _start(self) -> subprocess.Popen[bytes]:
        one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        return subprocess.Popen(
            [sys.executable, "-m", "sayso.graph.worker", str(self.folder), str(os.getpid())],
            stdin=subprocess.DEVNULL,
            env={**one_thread, **os.environ},
            pass_fds=self.inherit,
        )

    def _collect(self) -> list[Done]:
        out: list[Done] = []
        for name in list(self._sizes):
            path = self.folder / f"{name}.done"
            if not path.exists() or (self.folder / f"{name}.claim").exists():
                continue
            out += [Done(**one) for one in json.loads(path.read_bytes())]
            path.unlink()
            del self._sizes[name]
            self._deaths = 0
        if not out:
            self._look_after_workers()
            time.sleep(_WAIT)
        return out

    def _look_after_workers(self) -> None:
        for fault in self.folder.glob(f"*.{_FAULT}"):
            raise _make_error(json.loads(fault.read_bytes()))
        for place, worker in enumerate(self._alive):
            status = worker.poll()
            if status is None or (status == 0 and not self._is_work_free()):
                # It works, or it ended well because others had claimed all that was left.
                continue
            if status == 0:
                self._alive[place] = self._start()
                continue
            if status == 28:
                raise OSError(28, "No space left on device")
            self._deaths += 1
            if self._deaths > _DEATHS + 2 * self.workers:
                raise WorkerError(
                    f"worker processes end before they have read anything (status {status}). "
                    "Check that memory suffices, or build with --workers 1."
                )
            self._release(worker.pid)
            self._alive[place] = self._start()

    def _is_work_free(self) -> bool:
        return any(not part.with_suffix(".claim").exists() for part in self.folder.glob("*.part"))

    def _release(self, pid: int) -> None:
        """Free the part that a dead worker had claimed; split it, or give it up, if it kills worker after worker."""
        for claim in self.folder.glob("*.claim"):
            try:
                if claim.read_text(encoding="ascii") != str(pid):
                    continue
            except FileNotFoundError:
                continue
            name = claim.stem
            part = claim.with_suffix(".part")
            if part.with_suffix(".done").exists():
                part.unlink(missing_ok=True)
            elif part.exists():
                self._tries[name] = self._tries.get(name, 0) + 1
                if self._tries[name] >= _TRIES:
                    self._split(name, part)
            claim.unlink(missing_ok=True)

    def _split(self, name: str, part: Path) -> None:
        articles = load_part(part.read_bytes())
        if len(articles) == 1:
            article = articles[0][0]
            gone = Done(
                key="",
                source=article.source or article.id,
                problem=f"each of {_TRIES} worker processes that read it was killed",
            )
            write_file(part.with_suffix(".done"), json.dumps([asdict(gone)]).encode("ascii"))
        else:
            for one in articles:
                self._put([one])
            del self._sizes[name]
        part.unlink()

    def _stop(self) -> None:
        for worker in self._alive:
            worker.kill()
        for worker in self._alive:
            worker.wait()


def _make_error(fault: dict[str, str]) -> Exception:
    if fault["full"]:
        return OSError(28, "No space left on device")
    if not fault["slug"]:
        return WorkerError(f"a worker process ended: {fault['kind']}: {fault['text']}. Try again with --workers 1.")
    known = _subclasses(SaysoError)
    return known.get(fault["slug"], WorkerError)(fault["text"])


def _subclasses(of: type[SaysoError]) -> dict[str, type[SaysoError]]:
    found: dict[str, type[SaysoError]] = {}
    for one in of.__subclasses__():
        found[one.slug] = one
        found.update(_subclasses(one))
    return found
