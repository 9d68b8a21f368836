"""Who has a part in an event, while it is being read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sayso.extract.events.clause import iter_preps
from sayso.extract.events.triggers import Trigger
from sayso.extract.parse import Token
from sayso.model import EventType

MUTUAL: frozenset[EventType] = frozenset(
    ("war", "negotiation", "meeting", "ceasefire", "agreement", "exercise", "exchange")
)
"""Types whose parties are all agents."""
_WRAPPERS = frozenset((
    "contingent", "convoy", "column", "number", "crowd", "wave", "handful", "batch", "host", "score", "majority",
    "total", "round", "series", "string", "spate",
))  # fmt: skip


@dataclass(slots=True)
class Roles:
    """Ids of who does it and who suffers it, in order, each once."""

    agents: list[str] = field(default_factory=list)
    patients: list[str] = field(default_factory=list)

    def add(self, role: str, ids: Iterable[str]) -> None:
        """Add ids to a role, ``agent`` or ``patient``."""
        into = self.agents if role == "agent" else self.patients
        for key in ids:
            if key not in into:
                into.append(key)


Lookup = Callable[[int], Trigger | None]
"""Gives the trigger at a token index, or None."""

Ids = Callable[..., tuple[str, ...]]
"""Gives the actors that a token stands for in a role: ``agent`` unless told otherwise."""


def unwrap(token: Token) -> Token:
    """Return who is in it of *a contingent of peacekeepers*, *people, mostly farmers*."""
    if token.lemma_ in _WRAPPERS:
        for prep, one in iter_preps(token):
            if prep.lower_ == "of" and one.pos_ in ("NOUN", "PROPN"):
                return one
    return token
