"""
Say how sure a finding is: how often its construction was right where it could be checked.

Source: docs/rules.md, section *Confidence*; the numbers are in ``lexicons/confidence.toml``.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from sayso.extract.statements.draft import Draft
from sayso.resources import folder

LONG = 60
"""Tokens beyond which a sentence is parsed worse."""


@dataclass(frozen=True, slots=True)
class Rates:
    """The table of ``confidence.toml``."""

    default: float
    unread: float
    frame: dict[str, float]
    factor: dict[str, float]


@cache
def get_rates() -> Rates:
    """Return the table, read on first use."""
    with folder("extract/lexicons").joinpath("confidence.toml").open("rb") as file:
        return Rates(**tomllib.load(file))


def set_confidence(draft: Draft) -> None:
    """Set the confidence of a finished draft, between 0.05 and 0.99."""
    rates = get_rates()
    base, *added = draft.rule.split("+")
    value = rates.frame.get(base.rsplit("/", 1)[-1], rates.default) * rates.unread
    for one in (*added, *_iter_circumstances(draft)):
        value *= rates.factor.get(one, 1.0)
    draft.confidence = min(max(value, 0.05), 0.99)


def _iter_circumstances(draft: Draft) -> list[str]:
    out: list[str] = []
    head = draft.speaker_head
    if not draft.speaker and (head is not None or draft.cue is None):
        out.append("no-speaker")
    if head is not None and head.pos_ == "PRON":
        out.append("pronoun")
    if not draft.speaker_near and draft.cue is not None:
        out.append("understood")
    if draft.type == "accuse" and not draft.target:
        out.append("accuse-no-target")
    elif draft.type in ("condemn", "support", "deny") and not draft.target:
        out.append("judge-no-target")
    if draft.negated:
        out.append("negated")
    if draft.hedged:
        out.append("hedged")
    if draft.cue is not None:
        sent = draft.cue.sent
        if sent.end - sent.start > LONG:
            out.append("long")
        if sent.root.pos_ not in ("VERB", "AUX"):
            out.append("no-verb")
    return out
