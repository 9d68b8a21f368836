"""Decisions at a build: what they change, that they last, and that nothing else changes."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from sayso.graph.build import BuildReport, build
from sayso.graph.dump import iter_quads
from sayso.graph.store import open_store
from sayso.graph.validate import validate
from sayso.queries.catalogue import get_query, run_query
from sayso.settings import Settings

News = Callable[..., Path]
BASE = "https://example.org/news/"
SAY = "https://w3id.org/sayso/ont#"
SAME = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
REPLACED = NamedNode("http://purl.org/dc/terms/isReplacedBy")
# article-000: Ada Rowe accuses Ivo Maric; 001: Ivo Maric accuses Amara Diallo; 002: Lena Holt accuses Petra Lund.
ADA, IVO, LENA = (f"{BASE}actor/person-{name}" for name in ("ada-rowe", "ivo-maric", "lena-holt"))


@pytest.fixture
def work(tmp_path: Path, toy_settings: Settings, news: News) -> Callable[[str], BuildReport]:
    """Build the graph of six articles in ``kg`` with a curation file of that text."""
    news(6)

    def run(text: str, kg: str = "kg") -> BuildReport:
        path = tmp_path / "curation.toml"
        path.write_text(text, encoding="utf-8")
        return build([tmp_path / "news"], tmp_path / kg, settings=replace(toy_settings, curation=(path,)))

    return run


def store(tmp_path: Path, kg: str = "kg") -> Store:
    return open_store(tmp_path / kg)


def quads(tmp_path: Path, kg: str = "kg") -> list[str]:
    return list(iter_quads(tmp_path / kg))


def statements_of(tmp_path: Path, actor: str) -> set[str]:
    found = store(tmp_path).quads_for_pattern(None, NamedNode(SAY + "speaker"), NamedNode(actor), None)
    return {str(quad.subject) for quad in found}


def rows(tmp_path: Path, name: str, **given: str) -> list[dict[str, str]]:
    result = run_query(store(tmp_path), get_query(name), given)
    names = [column.name for column in result.columns]
    cells = (["" if cell is None else str(getattr(cell, "value", cell)) for cell in row] for row in result.rows)
    return [dict(zip(names, row, strict=True)) for row in cells]


MERGE = (
    '[[merge]]\nfrom = "actor/person-ivo-maric"\ninto = "actor/person-ada-rowe"\n'
    'who = "Ada Rowe"\nwhen = 2031-03-04\nwhy = "One person."\n'
)


def test_merged_actors_are_one_in_saved_queries(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """One row with both names; all that either said."""
    work("")
    before = statements_of(tmp_path, ADA) | statements_of(tmp_path, IVO)
    articles = {row["actor"]: int(row["articles"]) for row in rows(tmp_path, "actors")}
    report = work(MERGE)

    found = {row["node"]: row for row in rows(tmp_path, "actors")}
    assert () == report.problems
    assert IVO not in found
    assert "Ada Rowe; Ivo Maric" == found[ADA]["actor"]
    assert before == statements_of(tmp_path, ADA)
    assert max(articles["Ada Rowe"], articles["Ivo Maric"]) <= int(found[ADA]["articles"])


def test_old_iri_leads_to_the_new_one(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """In the graph, and where a query is given it; inference does not bring the old node back."""
    work(MERGE)
    kg = store(tmp_path)

    for predicate in (SAME, REPLACED):
        [quad] = kg.quads_for_pattern(NamedNode(IVO), predicate, None, NamedNode(f"{BASE}graph/curation"))
        assert NamedNode(ADA) == quad.object
    assert {SAME, REPLACED} == {quad.predicate for quad in kg.quads_for_pattern(NamedNode(IVO), None, None, None)}
    by_old = rows(tmp_path, "who-said-what", speaker=IVO)
    assert by_old and by_old == rows(tmp_path, "who-said-what", speaker=ADA)


def test_decision_tells_who_when_and_why(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """As a prov:Activity with its agent, in a graph that satisfies the shapes."""
    work(MERGE + '[[match]]\nnode = "actor/person-lena-holt"\nto = "https://e.org/Q1"\n')
    kg = store(tmp_path)
    answer = kg.query(
        "PREFIX say: <https://w3id.org/sayso/ont#> PREFIX prov: <http://www.w3.org/ns/prov#> "
        "PREFIX dcterms: <http://purl.org/dc/terms/> "
        "ASK { ?d a say:Decision ; say:decisionKind 'merge' ; say:reason ?why ; dcterms:date ?when ; "
        "prov:used ?node ; prov:wasAssociatedWith [ <http://www.w3.org/2000/01/rdf-schema#label> 'Ada Rowe' ] }",
        use_default_graph_as_union=True,
    )

    assert bool(answer)
    assert validate(tmp_path / "kg").conforms
    [quad] = kg.quads_for_pattern(NamedNode(LENA), NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch"), None)
    assert NamedNode("https://e.org/Q1") == quad.object


def test_rejected_statement_is_gone_and_kept(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """No answer has it, nor the event and figure that it alone tells; the curation graph says what it was and why."""
    work("")
    [row] = [
        one
        for one in rows(tmp_path, "who-said-what")
        if "people were killed" in one["content"] and "-000" in one["article"]
    ]
    node = row["statement"]
    lines = [line for line in quads(tmp_path) if f"<{node}>" in line]
    figures = len(rows(tmp_path, "figures"))
    work(f'[[reject]]\nnode = "{node}"\nwhy = "Misread."\n')

    after = [line for line in quads(tmp_path) if f"<{node}>" in line and "graph/curation" not in line]
    assert [] == after
    assert node not in {one["statement"] for one in rows(tmp_path, "who-said-what")}
    assert figures - 1 == len(rows(tmp_path, "figures"))
    kept = [line for line in quads(tmp_path) if "rdf-syntax-ns#subject" in line and f"<{node}>" in line]
    assert len([line for line in lines if line.startswith(f"<{node}>") and "graph/article" in line]) == len(kept)
    assert any("Misread." in line for line in quads(tmp_path))


def test_rejected_link_leaves_the_rest(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """The statement stands without its target."""
    work("")
    node = rows(tmp_path, "who-accused-whom", accuser="Ada Rowe")[0]["statement"]
    work(f'[[reject]]\nnode = "{node}"\nproperty = "target"\n')

    [row] = [one for one in rows(tmp_path, "who-accused-whom") if one["statement"] == node]
    assert ("Ada Rowe", "") == (row["accuser"], row["accused"])


def test_correction_replaces_the_value(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """The actor that is brought in counts as named by the article; the label says that it was corrected."""
    work("")
    node = rows(tmp_path, "who-accused-whom", accuser="Ada Rowe")[0]["statement"]
    report = work(
        f'[[correct]]\nnode = "{node}"\nproperty = "target"\nwas = "{IVO}"\nvalue = "{LENA}"\n'
        f'[[correct]]\nnode = "{node}"\nproperty = "speaker"\nwas = "{LENA}"\nvalue = "{IVO}"\n'
    )

    [row] = [one for one in rows(tmp_path, "who-accused-whom") if one["statement"] == node]
    assert ("Ada Rowe", "Lena Holt") == (row["accuser"], row["accused"])
    [problem] = report.problems
    assert "'was'" in problem.message and "warning" == problem.severity and problem.source.endswith(":6")
    [label] = [line for line in quads(tmp_path) if line.startswith(f"<{node}>") and "rdf-schema#label" in line]
    assert "(corrected: target)" in label


def test_split_makes_another_node_in_the_articles_named(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """There and nowhere else."""
    work("")
    articles = {row["article"] for row in rows(tmp_path, "who-said-what", speaker="Ivo Maric")}
    assert 2 <= len(articles)
    chosen = min(articles)
    work(f'[[split]]\nnode = "actor/person-ivo-maric"\narticles = ["{chosen}"]\nlabel = "Ivo Maric (another)"\n')

    assert {chosen} == {row["article"] for row in rows(tmp_path, "who-said-what", speaker="Ivo Maric (another)")}
    assert articles - {chosen} == {row["article"] for row in rows(tmp_path, "who-said-what", speaker=IVO)}


def test_added_statement_hangs_on_the_sentence(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """Words that stand in a passage are enough; others need their place, and are told without."""
    report = work(
        '[[add]]\narticle = "article-000"\nstatement = "deny"\nsentence = "Ada Rowe accused Ivo Maric"\n'
        'speaker = "actor/person-ivo-maric"\ncontent = "all of it"\ndate = 2031-03-04\n'
        '[[add]]\narticle = "article-001"\nstatement = "deny"\nsentence = "Nobody wrote this."\n'
    )

    [row] = [one for one in rows(tmp_path, "denials") if one["denied"] == "all of it"]
    assert "Ada Rowe accused Ivo Maric" in row["sentence"]
    [problem] = report.problems
    assert "no passage" in problem.message and problem.source.endswith(":8")
    assert validate(tmp_path / "kg").conforms


def test_added_actor_and_alias_are_found_by_name(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """An alias makes a question by that name work."""
    work(
        '[[add]]\nnode = "actor/person-ada-rowe"\nproperty = "alias"\nvalue = "The Admiral"\n'
        '[[add]]\nactor = "Pilots\' Guild"\nclass = "Organization"\narticles = ["article-000"]\n'
    )

    assert rows(tmp_path, "who-said-what", speaker="The Admiral") == rows(
        tmp_path, "who-said-what", speaker="Ada Rowe"
    )
    assert "Pilots' Guild" in {row["actor"] for row in rows(tmp_path, "actors")}


def test_rename_shows_the_new_name_and_finds_the_old(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """The old one stays an alias."""
    work('[[rename]]\nnode = "actor/person-ada-rowe"\nlabel = "Dame Ada Rowe"\n')

    assert "Dame Ada Rowe" in {row["actor"] for row in rows(tmp_path, "actors")}
    assert rows(tmp_path, "who-said-what", speaker="Ada Rowe")


ALL = (
    MERGE
    + '[[rename]]\nnode = "actor/person-lena-holt"\nlabel = "Lena Holt-Vik"\n'
    + '[[reject]]\nnode = "actor/person-petra-lund"\n'
)


def test_update_gives_what_a_fresh_build_gives(tmp_path: Path, work: Callable[..., BuildReport], news: News) -> None:
    """Decisions added, changed and taken out, articles added and removed: the bytes depend on what is there now."""
    work("")
    work(MERGE)
    news(3, start=6)
    work(ALL)
    (tmp_path / "news" / "article-001.txt").unlink()
    work(ALL)
    work(ALL, "fresh")

    assert quads(tmp_path, "fresh") == quads(tmp_path)
    stored = {
        f"{q} ." for q in store(tmp_path).quads_for_pattern(None, None, None, None) if "graph/builds" not in f"{q}"
    }
    assert set(quads(tmp_path)) == stored


def test_decisions_taken_out_leave_no_trace(tmp_path: Path, work: Callable[..., BuildReport]) -> None:
    """The graph is that of a build that never knew them."""
    work("", "never")
    work(ALL)
    work("")

    assert quads(tmp_path, "never") == quads(tmp_path)
    assert not list((tmp_path / "kg").glob("curated/*/*.nq"))


def test_second_build_has_nothing_to_do(tmp_path: Path, work: Callable[..., BuildReport]) -> None:
    """Decisions are applied once; what is wrong with them is told each time."""
    first = work(ALL + "[[nonsense]]\n")
    second = work(ALL + "[[nonsense]]\n")

    assert (True, False) == (first.changed, second.changed)
    assert first.problems == second.problems and 1 == len(second.problems)


def test_lost_curated_files_are_made_again(tmp_path: Path, work: Callable[..., BuildReport]) -> None:
    """A folder that somebody deleted is no loss after the next change."""
    work(ALL)
    before = quads(tmp_path)
    shutil.rmtree(tmp_path / "kg" / "curated")
    shutil.rmtree(tmp_path / "kg" / "store")
    work(ALL)

    assert before == quads(tmp_path)


def test_decision_about_nothing_is_a_note(tmp_path: Path, work: Callable[..., BuildReport]) -> None:
    """The node may come back with another article."""
    report = work('[[rename]]\nnode = "actor/person-nobody"\nlabel = "N"\n')

    [problem] = report.problems
    assert "note" == problem.severity and "changes nothing" in problem.message


def test_violations_that_decisions_make_are_told(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """A first day after the last: counted by the build, told with file and line, shown by `validate`."""
    assert not any(name.startswith("Violation") for name in work("").violations or ())
    node = rows(tmp_path, "timeline")[0]["node"]
    report = work(
        f'[[correct]]\nnode = "{LENA}"\nproperty = "role"\nvalue = "mayor"\n\n'
        f'[[correct]]\nnode = "{node}"\nproperty = "earliest"\nvalue = 2039-01-01\n'
    )

    assert report.violations is not None
    assert {"Violation earliest": 1} == {
        name: count for name, count in report.violations.items() if name.startswith("Violation")
    }
    [problem] = report.problems
    assert problem.source.endswith(":6") and "not after the last" in problem.message and node in problem.message
    [shown] = [one for one in validate(tmp_path / "kg").results if one.severity == "Violation"]
    assert (node, "earliest") == (shown.focus, shown.shape)


def test_violations_of_decisions_are_remembered_and_forgotten(
    tmp_path: Path, work: Callable[[str], BuildReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build in which nothing changed tells them again without checking; one without the decision no more."""
    work("")
    node = rows(tmp_path, "timeline")[0]["node"]
    text = f'[[correct]]\nnode = "{node}"\nproperty = "earliest"\nvalue = 2039-01-01\n'
    first = work(text)

    def forbid(own: object) -> None:
        raise AssertionError("checked again")

    with monkeypatch.context() as patched:
        patched.setattr("sayso.graph.curation.check.make_finder", forbid)
        again = work(text)
    after = work("")

    assert {"Violation earliest"} == {name for name in first.violations or () if name.startswith("Violation")}
    assert not again.changed
    assert first.violations == again.violations and first.problems == again.problems
    assert not after.problems and not any(name.startswith("Violation") for name in after.violations or ())


def test_violations_that_a_decision_mends_are_gone(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """A hint about what was extracted is told no more where a decision takes it away."""
    hinted = work("").violations or {}
    deny = "Info denial-answers"
    added = (
        '[[add]]\narticle = "article-000"\nstatement = "deny"\nsentence = "Ada Rowe accused Ivo Maric"\n'
        'speaker = "actor/person-ivo-maric"\ncontent = "all of it"\n'
    )
    with_denial = work(added).violations or {}
    [row] = [one for one in rows(tmp_path, "who-said-what", kind="deny") if one["content"] == "all of it"]
    accusation = rows(tmp_path, "who-accused-whom", accuser="Ada Rowe")[0]["statement"]
    answered = (
        work(
            added + f'[[add]]\nnode = "{row["statement"]}"\nproperty = "respondsTo"\nvalue = "{accusation}"\n'
        ).violations
        or {}
    )

    assert (hinted.get(deny, 0) + 1, hinted.get(deny, 0)) == (with_denial.get(deny, 0), answered.get(deny, 0))


def test_what_is_said_beside_the_articles_is_checked(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """An alias of a place is described with its class, and a place off the map is told."""
    work("")
    place = rows(tmp_path, "place-names")[0]["node"]
    fine = work(f'[[add]]\nnode = "{place}"\nproperty = "alias"\nvalue = "the Old Mouth"\n')
    broken = work(f'[[add]]\nnode = "{place}"\nproperty = "latitude"\nvalue = 95.5\n')

    assert not fine.problems and not any(name.startswith("Violation") for name in fine.violations or ())
    assert any("from -90 to 90" in one.message for one in broken.problems)
    assert {"Violation place-latitude"} == {one for one in broken.violations or () if one.startswith("Violation")}


def test_corrected_content_tells_where_its_words_stand(tmp_path: Path, work: Callable[[str], BuildReport]) -> None:
    """The span is that of the new words, and none where they do not stand in the sentence; both satisfy the shapes."""
    work("")
    [row] = [one for one in rows(tmp_path, "who-said-what", speaker="Ada Rowe") if one["kind"] == "accuse"][:1]
    node, words = row["statement"], row["content"].split(" ", 1)[1]
    found: list[str] = []
    for content in (words, "something else"):
        report = work(f'[[correct]]\nnode = "{node}"\nproperty = "content"\nvalue = "{content}"\n')
        assert not report.problems
        spans = store(tmp_path).quads_for_pattern(NamedNode(node), NamedNode(SAY + "contentSpan"), None)
        found += [str(quad.object) for quad in spans if "/graph/article/" in str(quad.graph_name)]

    [quad] = store(tmp_path).quads_for_pattern(NamedNode(node), NamedNode(SAY + "evidence"), None)
    start = int(str(quad.object).rstrip(">").rpartition("/")[2].partition("-")[0])
    at = start + row["sentence"].index(words)
    assert [f'"{at}-{at + len(words)}"'] == found
