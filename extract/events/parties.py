"""The two sides of a truce or talks that name none."""

from sayso.extract.events.clause import find_subject, governing_verb
from sayso.extract.events.draft import Draft
from sayso.extract.events.roles import find_ids
from sayso.extract.events.roles_model import Lookup
from sayso.extract.events.triggers import Trigger
from sayso.extract.parse import Doc
from sayso.extract.state import get_state
from sayso.model import EventType

PARTIES: frozenset[EventType] = frozenset(("war", "ceasefire", "agreement", "negotiation"))
"""Types that need two sides."""


def find_parties(doc: Doc, trigger: Trigger, at: Lookup, before: list[Draft], paragraph: int) -> tuple[str, ...]:
    """
    E9: the two sides of a truce or talks that name none are those that the sentence is about.

    Args:
        doc: The doc.
        trigger: The event's trigger.
        at: Gives the trigger at a token.
        before: The events read so far.
        paragraph: Number of the trigger's paragraph.
    """
    verb = governing_verb(trigger.token)
    for _ in range(4):
        if verb is None:
            break
        subject = find_subject(verb)
        if subject is not None and not trigger.start <= subject.i < trigger.end and subject.i != trigger.token.i:
            ids = find_ids(doc, subject, at, 0)
            if len(ids) > 1 and (trigger.entry.type != "war" or _may_wage(doc, ids)):
                return ids
            if any(child.lower_ in ("both", "two") for child in subject.children):
                return next((tuple(one.roles.agents) for one in reversed(before) if len(one.roles.agents) > 1), ())
        if verb.head.i == verb.i:
            break
        verb = governing_verb(verb.head)
    pairs = [tuple(one.roles.agents) for one in reversed(before) if one.type in PARTIES and len(one.roles.agents) > 1]
    near = [
        tuple(one.roles.agents)
        for one in reversed(before)
        if one.paragraph == paragraph and one.type in PARTIES and len(one.roles.agents) > 1
    ]
    if near:
        return near[0]
    if trigger.entry.type in ("ceasefire", "negotiation") and pairs and len({frozenset(one) for one in pairs}) == 1:
        return pairs[0]
    return ()


def _may_wage(doc: Doc, ids: tuple[str, ...]) -> bool:
    """Whether all of them are states or bodies: *54 volunteers and staff have died since the conflict began*."""
    actors = get_state(doc).actors
    return all(key in actors and actors[key].cls in ("State", "Organization") for key in ids)
