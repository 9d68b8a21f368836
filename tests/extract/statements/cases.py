"""The tables of sentences, and how what was found is compared with what must be found."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from sayso.extract.state import get_state
from sayso.model import Span, Statement

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Expected:
    """One statement that a sentence must give; None means that it is not looked at."""

    type: str
    speaker: tuple[str, ...]
    target: tuple[str, ...]
    content: tuple[str, ...]
    flags: frozenset[str] = frozenset()
    named: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Case:
    """A text of one or more sentences and the statements in it."""

    name: str
    rule: str
    text: str
    says: tuple[Expected, ...]
    published: str = "2024-03-13"
    fails: str = ""


def load_cases() -> list[Case]:
    """Return the cases of all tables beside this module, in order."""
    out: list[Case] = []
    for path in sorted(HERE.glob("*.toml")):
        for number, one in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"]):
            out.append(
                Case(
                    name=f"{path.stem}-{number}-{one['rule'].split()[0]}",
                    rule=one["rule"],
                    text=one["text"],
                    says=tuple(map(read_line, one["says"])),
                    published=one.get("published", "2024-03-13"),
                    fails=one.get("fails", ""),
                )
            )
    return out


def read_line(line: str) -> Expected:
    """Read one line of ``says``; the head of reporting.toml explains it."""
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) not in (4, 5):
        raise ValueError(f"{line!r}: four or five fields wanted, {len(parts)} found")
    flags: set[str] = set()
    named: dict[str, str] = {}
    for extra in re.split(r",\s*", parts[4]) if len(parts) == 5 else ():
        key, equals, value = extra.partition("=")
        if equals:
            named[key] = value
        else:
            flags.add(extra)
    return Expected(
        parts[0], _many(parts[1], " & "), _many(parts[2], " & "), _many(parts[3], " ... "), frozenset(flags), named
    )


def _many(text: str, separator: str) -> tuple[str, ...]:
    return () if text == "-" else tuple(text.split(separator))


def key(name: str) -> str:
    """Return a name without case, article and possessive."""
    name = re.sub(r"[’'`]s?\b$|[’'`]s\b", "", name.strip().lower())
    return re.sub(r"^(the|a|an)\s+", "", re.sub(r"\s+", " ", name))


def names_of(doc: Doc, ids: tuple[str, ...]) -> list[set[str]]:
    """Return, for each actor, all strings by which the doc names it."""
    state = get_state(doc)
    out: list[set[str]] = []
    for one in ids:
        draft = state.actors[one]
        out.append({key(draft.name)} | {key(doc[start:end].text) for start, end in draft.spans})
    return out


def same_actors(doc: Doc, expected: tuple[str, ...], ids: tuple[str, ...]) -> bool:
    """Return whether each expected name stands for one of the actors, and no actor is left."""
    found = names_of(doc, ids)
    if len(found) != len(expected):
        return False
    return all(any(_names(name, names) for names in found) for name in expected)


def _names(name: str, names: set[str]) -> bool:
    wanted = key(name)
    return any(wanted == one or f" {wanted} " in f" {one} " or f" {one} " in f" {wanted} " for one in names)


def compare(doc: Doc, expected: Expected, found: Statement) -> list[str]:
    """Return what differs, as readable strings; empty where the statement is as it must be."""
    text = doc.text

    def cut(span: Span | None) -> str:
        return text[span[0] : span[1]] if span else "-"

    out: list[str] = []
    if found.type != expected.type:
        out.append(f"type {found.type}, not {expected.type}")
    for role in ("speaker", "target"):
        if not same_actors(doc, getattr(expected, role), getattr(found, role)):
            out.append(f"{role} {getattr(found, role)}, not {getattr(expected, role)}")
    pieces = tuple(cut(one) for one in found.content)
    if pieces != expected.content:
        out.append(f"content {pieces}, not {expected.content}")
    for flag in ("direct", "negated", "hedged"):
        if flag in expected.flags and not getattr(found, flag):
            out.append(f"not {flag}")
        if flag not in expected.flags and flag != "direct" and getattr(found, flag):
            out.append(flag)
    if ("nocue" in expected.flags) != (found.cue is None):
        out.append(f"cue {cut(found.cue)}")
    named = expected.named
    if "cue" in named and cut(found.cue) != named["cue"]:
        out.append(f"cue {cut(found.cue)}, not {named['cue']}")
    if "span" in named and cut(found.speaker_span) != named["span"]:
        out.append(f"speaker span {cut(found.speaker_span)}, not {named['span']}")
    if "date" in named and found.date != named["date"]:
        out.append(f"date {found.date}, not {named['date']}")
    for role, attribute in (("addr", "addressee"), ("relay", "relayed_by")):
        if role in named and not same_actors(doc, tuple(named[role].split(" & ")), getattr(found, attribute)):
            out.append(f"{attribute} {getattr(found, attribute)}, not {named[role]}")
    for role, attribute in (("within", "within"), ("denies", "responds_to")):
        if role in named:
            other = next((s for s in get_state(doc).statements if s.id == getattr(found, attribute)), None)
            if cut(other.cue if other else None) != named[role]:
                out.append(f"{attribute} {cut(other.cue if other else None)}, not {named[role]}")
    return out


def check(doc: Doc, case: Case) -> list[str]:
    """Return what is wrong with the statements of a doc; empty where all is as the case wants it."""
    left = list(get_state(doc).statements)
    out: list[str] = []
    for expected in case.says:
        if not left:
            out.append(f"missed: {expected.type} {expected.content}")
            continue
        best = min(left, key=lambda one: len(compare(doc, expected, one)))
        differences = compare(doc, expected, best)
        left.remove(best)
        out += [f"{expected.type} {expected.content}: {one}" for one in differences]
    out += [f"invented: {one.type} {[doc.text[s:e] for s, e in one.content]} ({one.rule})" for one in left]
    return out
