"""Decide on suggestions: write what a user accepts or rejects into a curation file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sayso.errors import UnknownDecisionError
from sayso.graph.curation.plan import Plan
from sayso.graph.curation.write import Value, append_blocks, set_status
from sayso.graph.identity.suggest import Suggestion

LEAST_ID = 4
"""Characters of an id that must be given."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was written: the id, what was decided, and the file."""

    id: str
    what: str
    path: Path


def decide(
    ids: Sequence[str],
    suggestions: Sequence[Suggestion],
    plan: Plan,
    *,
    accept: bool,
    path: Path,
    base: str,
    who: str,
    when: date,
    why: str = "",
) -> list[Decided]:
    """
    Accept or reject suggestions by id, those of nodes that may be one and those that stand in curation files.

    Args:
        ids: Whole, or the first characters where these are one suggestion's only.
        suggestions: Of the present graph.
        plan: Of the curation files.
        accept: Whether they hold.
        path: File for what is decided on suggestions of the graph.
        base: Base IRI of the data.
        who: Who decides.
        when: The day.
        why: The reason; empty takes those of the suggestion.

    Raises:
        UnknownDecisionError: If nothing or several have such an id; nothing is written then.
        CurationFileError: If a file cannot be written.
    """
    known: dict[str, Suggestion] = {one.id: one for one in suggestions}
    waiting = {one.id: one for one in plan.others if one.status == "suggested"}
    chosen = [_find(each, [*known, *waiting]) for each in ids]
    out: list[Decided] = []
    blocks: list[tuple[str, dict[str, Value]]] = []
    goes: dict[str, str] = dict(plan.redirects)
    status = "accepted" if accept else "rejected"
    # From the bottom up, so that lines above stay where they are.
    places = sorted((one for one in chosen if one in waiting), key=lambda one: waiting[one].source)
    for one in sorted(places, key=lambda each: int(waiting[each].source.rpartition(":")[2]), reverse=True):
        set_status(waiting[one], status, who=who, when=when, why=why)
        name = Path(waiting[one].source.rpartition(":")[0])
        out.append(Decided(one, f"{status} {_describe_waiting(waiting[one].nodes, waiting[one].values, base)}", name))
    for one in chosen:
        if one in known:
            made = _make_block(known[one], goes, accept=accept, base=base)
            if made is None:
                # What was decided before makes them one already.
                continue
            kind, values = made
            common: dict[str, Value] = {
                "who": who,
                "when": when,
                "why": why or ("; ".join(known[one].reasons) if accept else ""),
            }
            blocks.append((kind, {**values, **common, "score": known[one].score}))
            out.append(Decided(one, f"{kind} {' / '.join(known[one].names)}", path))
    if blocks:
        append_blocks(path, blocks)
    return out


def _find(id: str, known: Sequence[str]) -> str:
    found = [one for one in known if one.startswith(id)] if len(id) >= LEAST_ID else []
    if id in known:
        return id
    if len(found) != 1:
        why = f"{len(found)} suggestions begin so" if found else "no suggestion has this id"
        raise UnknownDecisionError(f"{id}: {why}. `sayso curate suggest` lists them; give one whole, or more of it.")
    return found[0]


def _make_block(
    one: Suggestion, goes: dict[str, str], *, accept: bool, base: str
) -> tuple[str, dict[str, Value]] | None:
    """Return the table that a decision becomes, None if it says nothing new; *goes* tells what was merged so far."""
    nodes = [node.removeprefix(base) for node in one.nodes]
    if one.kind == "split":
        values: dict[str, Value] = {"node": nodes[0], "articles": one.articles[0]}
        if not accept:
            return "split", {**values, "label": one.names[0], "status": "rejected"}
        return "split", {**values, "label": f"{one.names[0]} ({one.articles[0][0]})"}
    if not accept:
        return "distinct", {"nodes": nodes}
    ends = list(dict.fromkeys(_follow(node, goes) for node in one.nodes))
    if len(ends) == 1:
        return None
    into, sources = ends[-1], ends[:-1]
    for node in sources:
        goes[node] = into
    values = {"from": [node.removeprefix(base) for node in sources], "into": into.removeprefix(base)}
    if len(set(one.classes)) > 1:
        values["class"] = one.classes[-1]
    return "merge", values


def _follow(node: str, goes: dict[str, str]) -> str:
    while node in goes:
        node = goes[node]
    return node


def _describe_waiting(nodes: Sequence[str], values: Sequence[str], base: str) -> str:
    return " ".join([*(node.removeprefix(base) for node in nodes), *values])
