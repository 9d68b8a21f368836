"""Curation files: each table is read by itself, and what is wrong is told with file and line."""

from datetime import date
from pathlib import Path

import pytest

from sayso.errors import CurationFileError
from sayso.graph.curation.decisions import Decision, read_decisions
from sayso.graph.curation.files import list_files, read_blocks
from sayso.graph.curation.plan import Plan, load_plan
from sayso.graph.curation.write import append_blocks, render_block, set_status

BASE = "https://example.org/news/"
SAY = "https://w3id.org/sayso/ont#"


def load(tmp_path: Path, text: str) -> Plan:
    """The plan of one file."""
    path = tmp_path / "people.toml"
    path.write_text(text, encoding="utf-8")
    return load_plan([path], base=BASE)


def one(tmp_path: Path, text: str) -> Decision:
    """The only decision of a file without faults."""
    plan = load(tmp_path, text)
    assert () == plan.faults
    [decision] = plan.decisions
    return decision


def test_head_of_a_file_stands_in_for_all_its_decisions(tmp_path: Path) -> None:
    """Who, when and why may be said once; a table's own go before."""
    plan = load(
        tmp_path,
        'who = "Ada Rowe"\nwhen = 2031-03-04\n[[rename]]\nnode = "actor/a"\nlabel = "A"\n'
        '[[rename]]\nnode = "actor/b"\nlabel = "B"\nwho = "Ivo Maric"\n',
    )

    assert [("Ada Rowe", "2031-03-04"), ("Ivo Maric", "2031-03-04")] == [(d.who, d.when) for d in plan.decisions]


def test_node_may_be_written_with_or_without_the_base(tmp_path: Path) -> None:
    """Both are one decision, with one id, whoever took it and wherever it stands."""
    plan = load(
        tmp_path,
        '[[merge]]\nfrom = "actor/a"\ninto = "actor/b"\n'
        f'[[merge]]\nfrom = ["{BASE}actor/a"]\ninto = "<{BASE}actor/b>"\n'
        'who = "Ada"\n',
    )

    [decision] = plan.decisions
    assert (f"{BASE}actor/a",) == decision.nodes
    assert {f"{BASE}actor/a": f"{BASE}actor/b"} == plan.redirects


FINE = '[[rename]]\nnode = "actor/fine"\nlabel = "Fine"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[merge]]\nfrom = "actor/a\ninto = "actor/b"\n', 2, "not TOML"),
        ('[[merge]]\nfrom = "actor/a"\n', 1, "lacks 'into'"),
        ('\n\n[[merj]]\nfrom = "actor/a"\n', 3, "Did you mean 'merge'"),
        ('[[merge]]\nfrom = "actor/a"\ninto = "actor/b"\nwhom = "x"\n', 1, "unknown key 'whom'"),
        ('[[merge]]\nfrom = "actor/a"\ninto = "place/b"\n', 1, "no IRI of a place"),
        ('[[merge]]\nfrom = "actor/a"\ninto = "actor/a"\n', 1, "Take it out of 'from'"),
        ('[[merge]]\nfrom = 7\ninto = "actor/a"\n', 1, "no text or list of texts"),
        ('[[reject]]\nnode = "Ada Rowe"\n', 1, "is no IRI of"),
        ('[[reject]]\nnode = "actor/a b"\n', 1, "is no IRI"),
        ('[[reject]]\nnode = "statement/x/1"\nvalue = "actor/a"\n', 1, "needs 'property'"),
        ('[[correct]]\nnode = "statement/x/1"\nproperty = "agent"\nvalue = "actor/a"\n', 1, "none of a statement"),
        ('[[correct]]\nnode = "statement/x/1"\nproperty = "illocution"\nvalue = "acuse"\n', 1, "you mean 'accuse'"),
        ('[[correct]]\nnode = "figure/x/1"\nproperty = "low"\nvalue = "ten"\n', 1, "Write a whole number"),
        ('[[correct]]\nnode = "statement/x/1"\nproperty = "saidOn"\nvalue = "May"\n', 1, "Write a day, a month"),
        ('[[split]]\nnode = "actor/a"\narticles = ["x"]\n', 1, "needs 'label'"),
        ('[[rename]]\nnode = "actor/a"\nlabel = " "\n', 1, "is empty"),
        ('[[rename]]\nnode = "actor/a"\nlabel = "A"\nstatus = "maybe"\n', 1, "accepted, suggested, rejected"),
        ('[[rename]]\nnode = "actor/a"\nlabel = "A"\nwhen = "yesterday"\n', 1, "is no day"),
        ('[[add]]\nactor = "Ada"\n', 1, "needs 'class'"),
        ('[[add]]\nstatement = "deny"\narticle = "x"\n', 1, "'sentence'"),
        ("[[add]]\n", 1, "needs one of"),
        ('[[match]]\nnode = "actor/a"\nto = "Q42"\n', 1, "is no IRI"),
        ('[[match]]\nnode = "actor/a"\nto = "https://e.org/1"\nrelation = "same"\n', 1, "exact, close"),
        ('[[distinct]]\nnodes = ["actor/a"]\n', 1, "fewer than two"),
        ('nonsense = 1\n', 1, "above the first decision"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_line_and_the_rest_holds(tmp_path: Path, text: str, line: int, said: str) -> None:
    """A slip costs one decision, never the file."""
    plan = load(tmp_path, text + FINE)

    [fault] = plan.faults
    assert f"{tmp_path / 'people.toml'}:{line}" == fault.source
    assert said in fault.message
    assert "curation-line" == fault.slug
    assert ["rename"] == [decision.kind for decision in plan.decisions]


def test_merges_in_a_chain_lead_to_the_last(tmp_path: Path) -> None:
    """What is merged into a node that gives way itself goes where that goes."""
    plan = load(
        tmp_path,
        '[[merge]]\nfrom = "actor/a"\ninto = "actor/b"\n[[merge]]\nfrom = ["actor/b", "actor/c"]\ninto = "actor/d"\n',
    )

    assert {f"{BASE}actor/{name}": f"{BASE}actor/d" for name in "abc"} == plan.redirects


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ('[[merge]]\nfrom = "actor/b"\ninto = "actor/a"\n', "each give way to the other"),
        ('[[merge]]\nfrom = "actor/a"\ninto = "actor/c"\n', "is merged into"),
        ('[[distinct]]\nnodes = ["actor/a", "actor/b"]\n', "are not the same"),
    ],
)
def test_merges_that_contradict_are_told(tmp_path: Path, second: str, said: str) -> None:
    """A circle, two targets, a merge of what is not the same: one decision is left out, with both places named."""
    plan = load(tmp_path, '[[merge]]\nfrom = "actor/a"\ninto = "actor/b"\n' + second)

    [fault] = plan.faults
    assert said in fault.message
    assert 1 == len(plan.decisions)


def test_suggested_and_rejected_decisions_are_not_applied(tmp_path: Path) -> None:
    """They are kept apart."""
    text = '[[match]]\nnode = "actor/a"\nto = "https://e.org/1"\nstatus = "{}"\n'
    plan = load(tmp_path, text.format("suggested") + text.format("rejected") + text.format("accepted"))

    assert ["suggested", "rejected"] == [one.status for one in plan.others]
    assert 1 == len(plan.decisions)


def test_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    """All its .toml files, and nothing else."""
    for name in ("b.toml", "a.toml", "notes.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")

    assert ["a.toml", "b.toml"] == [path.name for path in list_files([tmp_path, tmp_path / "a.toml"])]


def test_missing_file_and_one_that_is_no_text_stop_the_command(tmp_path: Path) -> None:
    """These are no slips in one decision."""
    with pytest.raises(CurationFileError, match="no such curation file"):
        load_plan([tmp_path / "none.toml"], base=BASE)
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CurationFileError, match="UTF-8"):
        load_plan([tmp_path / "bad.toml"], base=BASE)


def test_a_string_with_what_toml_must_escape_comes_back(tmp_path: Path) -> None:
    """What is written is read as it was."""
    path = tmp_path / "new" / "people.toml"
    hard = 'She said "no"\n\tto C:\\x and \x07, ünï “quotes”'
    append_blocks(path, [("rename", {"node": "actor/a", "label": hard, "when": date(2031, 3, 4), "why": ""})])
    append_blocks(path, [("distinct", {"nodes": ["actor/a", "actor/b"], "score": 0.5})])

    blocks, faults = read_blocks(path)
    assert [] == faults
    assert [("rename", hard), ("distinct", None)] == [(block.kind, block.values.get("label")) for block in blocks]
    assert "why" not in blocks[0].values
    assert path.read_text(encoding="utf-8").startswith("# Decisions on the graph")


def test_status_is_changed_where_the_decision_stands(tmp_path: Path) -> None:
    """Every other line stays as it was, comments too."""
    text = (
        "# mine\n\n"
        + render_block("match", {"node": "actor/a", "to": "https://e.org/1", "status": "suggested"})
        + "\n# between\n"
        + render_block("rename", {"node": "actor/b", "label": "B"})
    )
    plan = load(tmp_path, text)
    set_status(plan.others[0], "accepted", who="Ada", when=date(2031, 3, 4))

    after = (tmp_path / "people.toml").read_text(encoding="utf-8")
    assert after.count("status") == 1 and 'status = "accepted"' in after
    assert "# mine" in after and "# between" in after
    blocks, _ = read_blocks(tmp_path / "people.toml")
    found, faults = read_decisions(blocks, base=BASE)
    assert [] == faults
    assert [("match", "Ada"), ("rename", "")] == [(each.kind, each.who) for each in found]


def test_day_of_saying_gets_its_bounds(tmp_path: Path) -> None:
    """A month is kept as a month."""
    decision = one(tmp_path, '[[correct]]\nnode = "statement/x/1"\nproperty = "saidOn"\nvalue = "2031-03"\n')

    assert ('"2031-03"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>',) == decision.values
