"""Every rule that can decide has a line that says what it means."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from sayso.extract.statements.lexicon import FRAMES
from sayso.publish.explain_rules import Group, explain_rule, find_unexplained, split_rule

ROOT = Path(__file__).resolve().parents[2]


def read_code(*folders: str) -> str:
    """All Python of some folders of extract/."""
    return "\n".join(
        path.read_text(encoding="utf-8") for one in folders for path in sorted((ROOT / "extract" / one).glob("*.py"))
    )


def read_lexicon(name: str) -> str:
    """A lexicon file."""
    return (ROOT / "extract" / "lexicons" / name).read_text(encoding="utf-8")


def test_rules_are_taken_apart() -> None:
    """Class, frame and decision; a name that has its own line stays whole."""
    assert ["say-37.7", "clause", "+wrong", "+must"] == split_rule("say-37.7/clause+wrong+must", "statement")
    assert ["quote/continued", "+must"] == split_rule("quote/continued+must", "statement")
    assert ["E1-doer", "E10-own"] == split_rule("E1-doer/E10-own", "event")
    assert [] == split_rule("", "statement")


def test_a_rule_is_explained_part_by_part() -> None:
    """The class by its words, the frame and the decision by their lines; unknown parts are passed over."""
    why = explain_rule("accuse-33/clause+wrong", "statement")

    assert re.fullmatch(
        r"a reporting verb like accuse, \w+, \w+ \(accuse, VerbNet 33\); the content is a clause; .*: an accusation",
        why,
    )
    assert "a lower bound; the verb over them tells what happened" == explain_rule("least/F8-verb", "figure")
    assert "" == explain_rule("no-such-rule", "statement") == explain_rule("", "event")


def find_names() -> set[tuple[Group, str]]:
    """Return the names, or parts of names, that the code and the lexicons of extract/ can give to a rule."""
    out: set[tuple[Group, str]] = set()
    code = read_code("statements")
    out |= {("statement", one) for one in re.findall(r'(?<!, draft\.)\brule ?= ?"([\w/-]+)"', code)}
    out |= {("statement", one) for one in re.findall(r'"([a-z-]+/[a-z-]+)"', code) if one != "extract/lexicons"}
    out |= {("statement", one) for one in re.findall(r"""rule \+=? "(\+\w+)\"""", code)}
    frames = re.findall(r"^_FRAMES = \((.*)\)", code, re.M)
    out |= {("statement", one) for line in frames for one in re.findall(r'"([a-z]+)"', line)}
    out |= {("statement", one) for one in find_contents(code)}
    for name in ("reporting_verbs.toml", "reporting_nouns.toml"):
        out |= {("statement", one["name"]) for one in tomllib.loads(read_lexicon(name))["class"]}
    out |= {("statement", one) for one in tomllib.loads(read_lexicon("reporting_nouns.toml"))["carriers"]}
    out |= {("statement", frame) for frame in FRAMES}
    out |= {("event", one) for one in re.findall(r'"(E\d+-[a-z-]+)"', read_code("events"))}
    out |= {("event", f"E1-{one}") for one in re.findall(r'frame = "([a-z-]+)"', read_lexicon("events.toml"))}
    classes = tomllib.loads(read_lexicon("event_classes.toml"))["verbs"]
    out |= {("event", f"E1-{one['name']}") for one in classes[::20]}
    out |= {("figure", one) for one in re.findall(r'"(F\d+-[a-z-]+)"', read_code("figures"))}
    out |= {("figure", one) for one in re.findall(r', "([a-z]+)"\)', read_code("times")) if one in NUMBERS}
    return out


def find_contents(code: str) -> set[str]:
    """Return the names that are given to contents: strings in the last argument of each call of Content."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    lasts = [node.args[-1] for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Content"]
    strings = [node.value for last in lasts for node in ast.walk(last) if isinstance(node, ast.Constant)]
    return {one for one in strings if isinstance(one, str)}


NUMBERS = {"plain", "plus", "range", "crowd", "least", "most", "over", "under", "about"}
NAMES = sorted(find_names())


def test_names_are_found_in_all_parts() -> None:
    """The search of the code finds rules of every group."""
    assert len(NAMES) > 120
    assert {"statement", "event", "figure"} == {group for group, _ in NAMES}
    assert {("statement", "alleged"), ("statement", "+wrong"), ("statement", "around"), ("event", "E2-noun")} <= set(
        NAMES
    )


@pytest.mark.parametrize(("group", "rule"), NAMES, ids=[f"{group}-{rule}" for group, rule in NAMES])
def test_every_rule_has_a_line(group: Group, rule: str) -> None:
    """A new rule is explained in publish/explain_rules.toml."""
    assert [] == find_unexplained(rule, group)
