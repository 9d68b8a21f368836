"""A name in the text."""

from dataclasses import dataclass
from typing import Literal

from sayso.extract.parse import Doc
from sayso.ontology.authority import Sense

Kind = Literal["actor", "adjective", "people", "person", "org", "norp", "place", "facility"]


@dataclass(slots=True)
class Name:
    """
    A name in the text.

    Attributes:
        start: First token of the name itself, without title or article.
        end: Token after the last.
        root: Token that heads it in the parse.
        kind: What it is; ``actor``, ``adjective`` and ``people`` are from the authority.
        senses: What the authority says that it may stand for.
        actor: Id of the actor that it stands for, once that is known.
        place: Id of the place that it stands for, once that is known.
    """

    start: int
    end: int
    root: int
    kind: Kind
    senses: tuple[Sense, ...] = ()
    actor: str | None = None
    place: str | None = None


def find_root(doc: Doc, start: int, end: int) -> int:
    """Return the token of a stretch that hangs on one outside of it; the last such one."""
    for i in range(end - 1, start - 1, -1):
        head = doc.tokens[i].head.i
        if head == i or not start <= head < end:
            return i
    return end - 1
