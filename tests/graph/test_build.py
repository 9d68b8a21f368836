"""A build reads what is new, leaves the rest alone, and ends the same however it came about."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest

from sayso.errors import ModelMissingError, NothingToBuildError, SaysoError, UnknownComponentError
from sayso.graph import process, shelf
from sayso.graph.build import BuildReport, build
from sayso.graph.dump import iter_quads
from sayso.graph.store import Paths, open_store
from sayso.settings import Settings

News = Callable[..., Path]


def run(inputs: Path | list[Path], kg: Path, settings: Settings, workers: int = 1) -> BuildReport:
    return build(inputs if isinstance(inputs, list) else [inputs], kg, settings=settings, workers=workers)


def dump(kg: Path) -> list[str]:
    return list(iter_quads(kg))


def ask(kg: Path, query: str) -> list[list[str]]:
    rows = open_store(kg).query(f"PREFIX say: <https://w3id.org/sayso/ont#> {query}", use_default_graph_as_union=True)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    return [[str(getattr(term, "value", "")) for term in row] for row in rows]


def test_articles_become_a_graph_that_answers(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    report = run(news(5), tmp_path / "kg", toy_settings)

    assert (report.articles, report.read, report.unchanged, report.failed) == (5, 5, 0, 0)
    assert report.findings["statements"] == 10 and report.findings["figures"] == 5
    rows = ask(
        tmp_path / "kg",
        "SELECT ?words { ?s say:illocution ?act ; say:content ?words FILTER(STRENDS(STR(?act), '/accuse')) }",
    )
    assert ["breaking the truce in month 0"] in rows and len(rows) == 5
    assert report.quads == len(open_store(tmp_path / "kg"))


def test_the_dump_is_what_the_store_holds(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    """The lines from the files, sorted, are the store's quads but for the record of builds."""
    run(news(4), tmp_path / "kg", toy_settings)
    builds = f"{toy_settings.base_iri}graph/builds"
    held = {f"{quad} ." for quad in open_store(tmp_path / "kg") if quad.graph_name != pyoxigraph.NamedNode(builds)}

    lines = dump(tmp_path / "kg")

    assert set(lines) == held and len(lines) == len(held)
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)
    assert any(builds in line for line in iter_quads(tmp_path / "kg", builds=True))


def test_nothing_changed_means_no_article_is_parsed_or_written(
    news: News, tmp_path: Path, toy_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = news(3)
    first = run(folder, tmp_path / "kg", toy_settings)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "kg").rglob("*")}

    def fail(_: process.Processor) -> None:
        pytest.fail("the pipeline was loaded")

    monkeypatch.setattr(process.Processor, "_load", fail)

    second = run(folder, tmp_path / "kg", toy_settings)

    assert (second.read, second.unchanged, second.changed) == (0, 3, False)
    assert (second.findings, second.quads, second.disputes) == (first.findings, first.quads, first.disputes)
    lock = Paths(tmp_path / "kg").lock
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "kg").rglob("*") if p != lock} == {
        path: time for path, time in times.items() if path != lock
    }


def test_an_unchanged_build_does_not_import_spacy(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    """What takes long to import is not imported where there is nothing to do."""
    import subprocess

    folder = news(2)
    run(folder, tmp_path / "kg", toy_settings)
    script = (
        "from sayso.graph import recipe; recipe.digest_code = lambda: 'the same throughout'\n"
        "import sys; from pathlib import Path; from sayso.settings import Settings\n"
        "from sayso.graph.build import build\n"
        f"settings = Settings(model={toy_settings.model!r}, components=('toy_findings',), "
        f"base_iri={toy_settings.base_iri!r})\n"
        f"r = build([{str(folder)!r}], Path({str(tmp_path / 'kg')!r}), settings=settings)\n"
        "print(r.unchanged, sorted({'spacy', 'numpy', 'rdflib', 'pyshacl'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert out.stdout.strip() == "2 []", out.stderr


def test_only_what_changed_is_read_again(
    news: News, tmp_path: Path, toy_settings: Settings, write_article: News
) -> None:
    """One article is edited, one gets a date, one is new, one is gone: the graph is that of a build from scratch."""
    folder, kg = news(6), tmp_path / "kg"
    run(folder, kg, toy_settings)
    write_article(folder, 1, killed=99)
    (folder / "article-002.meta.toml").write_text('date = "2020-01-01"\n', encoding="utf-8")
    write_article(folder, 10)
    (folder / "article-004.txt").unlink()

    report = run(folder, kg, toy_settings)

    assert (report.articles, report.read, report.unchanged, report.removed) == (6, 3, 3, 1)
    run(folder, tmp_path / "fresh", toy_settings)
    assert dump(kg) == dump(tmp_path / "fresh")
    assert not ask(kg, 'SELECT ?a { ?a <http://purl.org/dc/terms/identifier> "article-004" }')


def test_the_order_of_inputs_does_not_matter(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    one, other = news(3, folder="one"), news(3, start=3, folder="other")

    run([one, other], tmp_path / "a", toy_settings)
    run([other, one], tmp_path / "b", toy_settings)

    assert dump(tmp_path / "a") == dump(tmp_path / "b")


def test_other_settings_read_all_articles_again(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    folder, kg = news(2), tmp_path / "kg"
    run(folder, kg, toy_settings)

    report = run(folder, kg, replace(toy_settings, base_iri="https://other.example/"))

    assert report.read == 2
    assert all("https://example.org/news/" not in line for line in dump(kg))


def test_an_article_on_which_the_extractors_fail_is_told_and_the_rest_is_built(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    folder, kg = news(3), tmp_path / "kg"
    bad = folder / "bad.txt"
    bad.write_text("This is UNREADABLE. Nobody said anything here at all, and nobody will.", encoding="utf-8")

    report = run(folder, kg, toy_settings)

    assert (report.articles, report.read, report.failed) == (3, 3, 1)
    [problem] = [one for one in report.problems if one.slug == "extraction-failed"]
    assert "bad.txt" in problem.source and "cannot read this" in problem.message


def test_what_was_built_from_an_article_stays_when_it_fails_later(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    folder, kg = news(2), tmp_path / "kg"
    run(folder, kg, toy_settings)
    before = dump(kg)
    path = folder / "article-001.txt"
    path.write_text(path.read_text(encoding="utf-8") + " UNREADABLE", encoding="utf-8")

    report = run(folder, kg, toy_settings)

    assert (report.articles, report.failed) == (2, 1)
    assert dump(kg) == before


@pytest.mark.skipif(not hasattr(__import__("os"), "geteuid"), reason="needs file permissions")
def test_an_article_that_cannot_be_read_this_time_is_kept(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    """A missing input, unlike a deleted file, takes nothing out of the graph."""
    one, other, kg = news(2, folder="one"), news(2, start=2, folder="other"), tmp_path / "kg"
    run([one, other], kg, toy_settings)
    other.rename(tmp_path / "away")

    report = run([one, other], kg, toy_settings)

    assert (report.articles, report.removed) == (4, 0)
    assert any(problem.slug == "file-missing" for problem in report.problems)


def test_inputs_without_articles_are_an_error_that_leaves_the_graph(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    kg, empty = tmp_path / "kg", tmp_path / "empty"
    run(news(2), kg, toy_settings)
    before = dump(kg)
    empty.mkdir()

    with pytest.raises(NothingToBuildError, match="empty"):
        run(empty, kg, toy_settings)

    assert dump(kg) == before


def test_two_files_with_one_id_give_the_same_graph_at_every_build(
    news: News, tmp_path: Path, toy_settings: Settings, write_article: News
) -> None:
    """The first of two articles with one id is kept, also where the other turns up later or the first goes."""
    first, second, kg = news(2, folder="a"), tmp_path / "b", tmp_path / "kg"
    second.mkdir()
    run([first, second], kg, toy_settings)
    write_article(second, 1, killed=77)

    for order in ([first, second], [second, first], [second]):
        report = run(order, kg, toy_settings)
        run(order, tmp_path / "fresh", toy_settings)
        assert dump(kg) == dump(tmp_path / "fresh")
        assert len([one for one in report.problems if one.slug == "duplicate-id"]) == (len(order) > 1)
        shutil.rmtree(tmp_path / "fresh")


def test_problems_of_unchanged_files_are_told_every_time(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    """A file that is passed over because it did not change is no less broken."""
    folder, kg = news(1), tmp_path / "kg"
    lines = ['{"id": "l1", "text": "Ada Rowe accused Ivo Maric of hiding the accounts."}', '{"id": "l2", "text": ']
    (folder / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")

    reports = [run(folder, kg, toy_settings) for _ in range(3)]

    told = [[str(problem) for problem in report.problems] for report in reports]
    assert told[0] and told[0] == told[1] == told[2]
    assert [report.read for report in reports] == [2, 0, 0]


def test_a_missing_model_and_an_unknown_component_stop_the_build(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    folder = news(2)
    with pytest.raises(ModelMissingError):
        run(folder, tmp_path / "kg", replace(toy_settings, model="no_such_model"))
    for workers in (1, 2):
        with pytest.raises(UnknownComponentError, match="no_such_component"):
            run(folder, tmp_path / "kg", replace(toy_settings, components=("no_such_component",)), workers)


def test_copies_are_linked_and_disputes_found_across_articles(
    tmp_path: Path, toy_settings: Settings, write_article: News
) -> None:
    """A copy points to its original and adds no side; two articles that contradict each other make one dispute."""
    folder, kg = tmp_path / "news", tmp_path / "kg"
    folder.mkdir()
    first = write_article(folder, 0, killed=12, town="Veldt")
    text = first.read_text(encoding="utf-8")
    (folder / "reprint.txt").write_text(text, encoding="utf-8")
    (folder / "reprint.meta.toml").write_text('date = "2024-05-02"\n', encoding="utf-8")
    write_article(folder, 28, killed=40, town="Veldt")
    write_article(folder, 56, killed=40, town="Halmstow")

    report = run(folder, kg, toy_settings)

    assert (report.copies, report.disputes) == (1, 1)
    assert ask(kg, "SELECT ?a ?b { ?a say:copyOf ?b }") == [
        ["https://example.org/news/article/reprint", "https://example.org/news/article/article-000"]
    ]
    sides = ask(kg, "SELECT ?low { ?d a say:Dispute ; say:side ?f . ?f say:low ?low } ORDER BY ?low")
    assert sides == [["12"], ["40"]]
    (folder / "article-028.txt").unlink()
    assert run(folder, kg, toy_settings).disputes == 0


def test_an_article_file_that_was_damaged_is_made_again(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    folder, kg = news(2), tmp_path / "kg"
    run(folder, kg, toy_settings)
    before = dump(kg)
    shelf.article_path(Paths(kg).articles, "article-001").write_bytes(b"")

    assert run(folder, kg, toy_settings).read == 1
    assert dump(kg) == before


def test_a_deleted_store_is_made_again_without_reading_articles(
    news: News, tmp_path: Path, toy_settings: Settings
) -> None:
    folder, kg = news(3), tmp_path / "kg"
    run(folder, kg, toy_settings)
    before = dump(kg)
    shutil.rmtree(Paths(kg).store)

    report = run(folder, kg, toy_settings)

    assert (report.read, report.changed) == (0, True)
    assert dump(kg) == before


def test_progress_is_told(news: News, tmp_path: Path, toy_settings: Settings) -> None:
    told: list[tuple[int, int | None, str]] = []

    build(
        [news(4)],
        tmp_path / "kg",
        settings=toy_settings,
        progress=lambda done, total, what: told.append((done, total, what)),
    )

    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1][0] == 4 and all(total in (None, 4) for _, total, _ in told)


def test_every_error_of_a_build_names_a_remedy() -> None:
    """Errors of this part have a slug of their own."""
    slugs = [one.slug for one in SaysoError.__subclasses__()]
    assert len(slugs) == len(set(slugs))
