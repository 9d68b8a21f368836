"""Tie a second name to the first: *Jan Doe, known as the Fox*, *the Falcon Group, now known as the Sahel Corps*."""

from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register

_NOW = frozenset("also better now locally previously formerly once widely popularly commonly once".split())
_NEAR = 4
"""Tokens between *known as* and either name."""


def tie_bynames(register: Register) -> None:
    """Let both names, wherever they stand, be the same actor: that of the first, unless only the other is known."""
    words = register.doc.words
    if "known" not in words:
        return
    for i in range(1, len(words) - 2):
        if words[i] != "known" or words[i + 1] != "as":
            continue
        first, second = _find_before(register, i), _find_behind(register, i + 2)
        if first is None or second is None or first.actor == second.actor:
            continue
        one, other = register.state.actors[first.actor or ""], register.state.actors[second.actor or ""]
        if (one.cls == "Person") != (other.cls == "Person") or one.cls == "State" or other.cls == "State":
            continue
        if one.authority is None or other.authority is None:
            keep, gone = (other, one) if other.authority is not None else (one, other)
            register.join(keep.id, gone.id)


def _find_before(register: Register, known: int) -> Name | None:
    """Return the name that *known as* stands right behind."""
    tokens = register.doc.tokens
    at = known - 1
    while at > max(0, known - _NEAR) and (tokens[at].lower_ in _NOW or tokens[at].text == ","):
        at -= 1
    name = register.at[at]
    return name if name is not None and name.actor and name.end == at + 1 and _is_proper(name) else None


def _find_behind(register: Register, at: int) -> Name | None:
    """Return the name that *known as* leads to, in marks or behind *the*."""
    tokens = register.doc.tokens
    end = min(at + _NEAR, len(tokens))
    while at < end and (tokens[at].is_punct or tokens[at].lower_ == "the"):
        at += 1
    name = register.at[at] if at < end else None
    return name if name is not None and name.actor and name.start == at and _is_proper(name) else None


def _is_proper(name: Name) -> bool:
    return name.kind in ("person", "org", "actor")
