"""Whether what a trigger reports is put forward as a fact, a plan, a possibility, or not at all: rules E13 to E15."""

from sayso.extract.events.reality_nouns import read_noun
from sayso.extract.events.reality_verbs import Reality, read_verb
from sayso.extract.events.triggers import Trigger


def find_reality(trigger: Trigger) -> Reality:
    """Return how a trigger's event is put forward; ``none`` for what did not happen or is only a topic."""
    if trigger.is_noun:
        return read_noun(trigger.token)
    return read_verb(trigger.token)
