"""The tests that words of many senses must pass; the modules `needs_…` hold them, by name."""

from sayso.extract.events.needs_acts import ACT_TESTS
from sayso.extract.events.needs_fighting import FIGHTING_TESTS
from sayso.extract.events.needs_harm import HARM_TESTS
from sayso.extract.events.needs_nouns import NOUN_TESTS
from sayso.extract.events.needs_verbs import VERB_TESTS
from sayso.extract.parse import Token

_TESTS = {**HARM_TESTS, **ACT_TESTS, **VERB_TESTS, **NOUN_TESTS, **FIGHTING_TESTS}


def meets_needs(token: Token, needs: str) -> bool:
    """Return whether what stands around *token* passes the test named *needs*; no name is passed by all."""
    return not needs or _TESTS[needs](token)
