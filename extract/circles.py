"""How often Python looks for circles of objects, which are all that its counting of references leaves behind."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

_OBJECTS = 100_000
"""After so many new objects Python looks for circles, instead of after some hundred."""


@contextmanager
def collect_seldom() -> Generator[None, None, None]:
    """
    Have Python look for circles seldom: for work that makes many objects which hang in none.

    The tokens of a doc are some hundred, the triples of an article some thousand; looking them through each time
    takes a quarter of what it takes to write them. It holds for all threads, and for the caller's setting only while
    the work lasts.
    """
    before = gc.get_threshold()
    # With 0 the caller has turned it off.
    gc.set_threshold(before[0] and max(before[0], _OBJECTS), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
