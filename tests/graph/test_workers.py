"""Workers may be many, may be killed, may find the disk full: the result is the same, or what was there before."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from sayso.errors import DiskFullError, StoreLockedError
from sayso.graph import process, shelf, store
from sayso.graph.build import build
from sayso.graph.dump import iter_quads
from sayso.graph.pool import Pool, work
from sayso.graph.store import Paths
from sayso.model import Article
from sayso.settings import Settings

News = Callable[..., Path]

SCRIPT = """
import sys, json
from pathlib import Path
from sayso.settings import Settings
from sayso.graph import recipe
from sayso.graph.build import build
from sayso.errors import SaysoError
recipe.digest_code = lambda: "the same throughout"
given = json.loads(sys.argv[1])
given["components"] = tuple(given["components"])
settings = Settings(**{name: given[name] for name in ("model", "components", "base_iri")}, batch_size=4)
if given.get("limit"):
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (given["limit"], given["limit"]))
try:
    report = build([given["news"]], Path(given["kg"]), settings=settings, workers=given["workers"])
except SaysoError as err:
    print(type(err).__name__, err)
    sys.exit(2)
print(report.articles, report.read, report.failed)
"""


def start(news: Path, kg: Path, settings: Settings, workers: int, *, limit: int = 0) -> subprocess.Popen[str]:
    given = {
        "news": str(news), "kg": str(kg), "workers": workers, "limit": limit,
        **{name: getattr(settings, name) for name in ("model", "components", "base_iri")},
    }  # fmt: skip
    command = [sys.executable, "-c", SCRIPT, json.dumps(given)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish(process: subprocess.Popen[str], status: int = 0) -> str:
    out, _ = process.communicate(timeout=120)
    assert process.returncode == status, out
    return out


def dump(kg: Path) -> bytes:
    return "\n".join(iter_quads(kg)).encode("utf-8")


def files(kg: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Paths(kg).articles.rglob("*.nq")}


def test_one_and_two_workers_give_the_same_bytes(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    folder = news(40)
    for workers in (1, 2):
        finish(start(folder, tmp_path / f"kg{workers}", toy_settings, workers))

    assert files(tmp_path / "kg1") == files(tmp_path / "kg2") and len(files(tmp_path / "kg1")) == 40
    assert dump(tmp_path / "kg1") == dump(tmp_path / "kg2")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("share", [0.05, 0.5, 1.0])
def test_a_build_killed_at_any_point_ends_the_same_when_run_again(
    news: News, tmp_path: Path, toy_settings: Settings, workers: int, share: float
) -> None:
    """kill -9 after some articles, or while the store is made; the next run reads only what is missing."""
    folder, kg = news(40), tmp_path / "kg"
    first = start(folder, kg, toy_settings, workers)
    deadline = time.monotonic() + 60
    while len(files(kg)) < 40 * share and first.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    done = len(files(kg))

    second = finish(start(folder, kg, toy_settings, workers))

    articles, read, failed = map(int, second.split())
    assert (articles, failed) == (40, 0)
    assert read <= 40 - done
    finish(start(folder, tmp_path / "fresh", toy_settings, 1))
    assert files(kg) == files(tmp_path / "fresh")
    assert dump(kg) == dump(tmp_path / "fresh")
    assert not list(kg.rglob("*.tmp")) and not Paths(kg).work.exists()


def test_an_article_that_goes_between_a_killed_build_and_the_next_is_not_in_the_graph(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    folder, kg = news(30), tmp_path / "kg"
    first = start(folder, kg, toy_settings, 1)
    deadline = time.monotonic() + 60
    while len(files(kg)) < 8 and first.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    gone = min(files(kg)).removesuffix(".nq")
    (folder / f"{gone}.txt").unlink()

    assert finish(start(folder, kg, toy_settings, 1)).split()[0] == "29"
    finish(start(folder, tmp_path / "fresh", toy_settings, 1))
    assert dump(kg) == dump(tmp_path / "fresh")


def test_a_killed_worker_is_replaced_and_its_part_done_by_another(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    folder, kg = news(60), tmp_path / "kg"
    running = start(folder, kg, toy_settings, 2)
    killed: set[int] = set()
    deadline = time.monotonic() + 60
    while len(killed) < 2 and running.poll() is None and time.monotonic() < deadline:
        for claim in Paths(kg).work.glob("*.claim"):
            try:
                pid = int(claim.read_text(encoding="ascii"))
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
            except (OSError, ValueError):
                continue
        time.sleep(0.01)

    assert finish(running).split() == ["60", "60", "0"]
    assert killed
    finish(start(folder, tmp_path / "fresh", toy_settings, 1))
    assert dump(kg) == dump(tmp_path / "fresh")


def test_an_article_that_kills_every_worker_is_given_up_and_the_rest_built(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    folder, kg = news(10), tmp_path / "kg"
    (folder / "worst.txt").write_text("This is SUICIDE. Nothing else stands in this article at all.", encoding="utf-8")

    assert finish(start(folder, kg, toy_settings, 2)).split() == ["10", "10", "1"]


def test_workers_do_not_outlive_a_killed_build(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    folder, kg = news(60), tmp_path / "kg"
    running = start(folder, kg, toy_settings, 2)
    deadline = time.monotonic() + 60
    pids: set[int] = set()
    while not pids and time.monotonic() < deadline:
        pids = {int(path.stem) for path in Paths(kg).work.glob("*.pid")}
    running.send_signal(signal.SIGKILL)
    running.communicate()
    while any(_is_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)

    assert pids and not any(_is_alive(pid) for pid in pids)


def _is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:1]
    except OSError:
        return False


def test_two_builds_of_one_graph_do_not_mix(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    folder, kg = news(2), tmp_path / "kg"
    kg.mkdir()

    with store.lock(kg), pytest.raises(StoreLockedError, match=f"process {os.getpid()}"):
        build([folder], kg, settings=toy_settings)

    assert build([folder], kg, settings=toy_settings).articles == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_is_told_and_costs_nothing_that_was_built(
    news: News, tmp_path: Path, toy_settings: Settings, workers: int
) -> None:
    """Writing fails beyond a size, as on a full disk: one line says so, the old graph answers, a rerun goes on."""
    folder, kg = news(4), tmp_path / "kg"
    finish(start(folder, kg, toy_settings, 1))
    before = dump(kg)
    news(20, start=4)
    size = max(path.stat().st_size for path in Paths(kg).articles.rglob("*.nq"))

    out = finish(start(folder, kg, toy_settings, workers, limit=size // 2), status=2)

    assert out.startswith("DiskFullError") and "Free some space" in out and out.count("\n") == 1
    assert dump(kg) == before
    finish(start(folder, kg, toy_settings, workers))
    finish(start(folder, tmp_path / "fresh", toy_settings, 1))
    assert dump(kg) == dump(tmp_path / "fresh")


def test_a_disk_that_is_full_for_the_store_leaves_the_old_one(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, kg = news(3), tmp_path / "kg"
    build([folder], kg, settings=toy_settings)
    before = dump(kg)
    news(1, start=3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "replace_graph", full)
    with pytest.raises(DiskFullError):
        build([folder], kg, settings=toy_settings)
    monkeypatch.undo()

    assert set(dump(kg).split(b"\n")) >= {line for line in before.split(b"\n") if b"article-000" in line}
    assert not Paths(kg).next_store.exists()


def test_two_workers_never_work_on_one_part(tmp_path: Path, toy_settings: Settings) -> None:
    """Whoever claims a part first has it; a claim whose owner died is free again."""
    folder = tmp_path / "work"
    folder.mkdir()
    job = _job(tmp_path, toy_settings)
    store.write_file(folder / "job.json", process.dump_job(job))
    store.write_file(folder / "00000000.part", process.dump_part([(Article(id="a", text="One."), "d1")]))
    (folder / "00000000.claim").write_text("1", encoding="ascii")
    (folder / "closed").touch()

    work(folder, parent=os.getppid())
    assert not list((tmp_path / "articles").rglob("*.nq"))
    pool = Pool(folder, job, 1)
    pool._release(1)  # pyright: ignore[reportPrivateUsage]
    work(folder, parent=os.getppid())

    assert [stamp.id for stamp in shelf.iter_stamps(tmp_path / "articles")] == ["a"]
    assert (folder / "00000000.done").exists() and not (folder / "00000000.part").exists()


def _job(tmp_path: Path, settings: Settings) -> process.Job:
    assert settings.model is not None
    return process.Job(
        articles=str(tmp_path / "articles"), fingerprint="f", model=settings.model, components=(), authority=(),
        base=settings.base_iri, attitudes=False, batch_size=4, shapes=None,
    )  # fmt: skip


def test_parts_and_jobs_survive_their_way_to_another_process(tmp_path: Path, toy_settings: Settings) -> None:
    job = _job(tmp_path, toy_settings)
    article = Article(id="ä/1", text="a\ud800b", clean="ab", offsets=(0, 2, 3), title="T", published="2024-05")

    assert process.load_job(process.dump_job(job)) == job
    assert process.load_part(process.dump_part([(article, "d")])) == [(article, "d")]
    assert asdict(process.load_part(process.dump_part([(article, "d")]))[0][0]) == asdict(article)


def test_limits_of_this_test_run_allow_files() -> None:
    """The full-disk test sets a limit in its own processes only."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] in (resource.RLIM_INFINITY, -1)
