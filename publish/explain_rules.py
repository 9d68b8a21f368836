"""What the names of rules mean, in a line each, so that a person can ask why something was found."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from sayso.resources import folder

Group = Literal["statement", "event", "figure"]

_VERBNET = re.compile(r"-(\d+(?:\.\d+)*(?:-\d+)?)(?:-[a-z]+)?$")


def explain_rule(rule: str, group: Group) -> str:
    """
    Return what a rule's name says, its parts joined with semicolons; parts that nothing explains are left out.

    Args:
        rule: As findings carry it: ``say-37.7/clause+wrong``, ``E1-doer/E10-own``, ``least/F8-verb``.
        group: What kind of finding carries it.
    """
    found = [_explain_part(part, group) for part in split_rule(rule, group)]
    return "; ".join(one for one in found if one)


def split_rule(rule: str, group: Group) -> list[str]:
    """Return the parts of a rule's name, in order, those that decided with their plus sign; none for an empty name."""
    name, *decisions = rule.split("+")
    names = [name] if group == "statement" and name in _read()["whole"] else name.split("/")
    return [one for one in names if one] + [f"+{one}" for one in decisions]


def find_unexplained(rule: str, group: Group) -> list[str]:
    """Return the parts of a rule's name that nothing explains."""
    return [part for part in split_rule(rule, group) if not _explain_part(part, group)]


def _explain_part(part: str, group: Group) -> str:
    words = _read()
    if group != "statement":
        return words[group].get(part) or (_read_event_classes().get(part, "") if group == "event" else "")
    if part.startswith("+"):
        return words["decision"].get(part[1:], "")
    return words["whole"].get(part) or _read_classes().get(part) or words["content"].get(part, "")


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return _toml("publish", "explain_rules.toml")


@cache
def _read_classes() -> Mapping[str, str]:
    """Return what each class of reporting verbs or nouns is, by its name: its first words, and VerbNet's number."""
    out: dict[str, str] = {}
    for name, kind, key in (("reporting_verbs.toml", "verb", "verbs"), ("reporting_nouns.toml", "noun", "nouns")):
        for one in _toml("extract/lexicons", name)["class"]:
            number = _VERBNET.search(one["name"])
            source = f", VerbNet {number[1]}" if number else ""
            out[one["name"]] = f"a reporting {kind} like {', '.join(one[key][:3])} ({one['illocution']}{source})"
    return out


@cache
def _read_event_classes() -> Mapping[str, str]:
    """Return what each class of event verbs is, by the rule that it gives: its first words."""
    return {
        f"E1-{one['name']}": f"a verb like {', '.join(one['lemmas'][:3])} beside what its class asks for"
        for one in _toml("extract/lexicons", "event_classes.toml")["verbs"]
    }


def _toml(where: str, name: str) -> dict[str, Any]:
    with folder(where).joinpath(name).open("rb") as file:
        return tomllib.load(file)
