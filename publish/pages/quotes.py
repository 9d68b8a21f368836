"""How much of the articles' words is shown: they are other people's."""

from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad

from sayso.errors import ExportError
from sayso.publish.pages.reader import RDFS
from sayso.publish.prefixes import SAY

Quotes = OneOf["sentence", "none", "full"]
QUOTES: tuple[Quotes, ...] = ("sentence", "none", "full")
"""
``sentence``: the sentence that a finding stands in. ``none``: no sentences and no words of statements, only who spoke
and how. ``full``: also the sentences around it that the graph holds; it never holds those without a finding.
"""

_WITHHELD = {SAY + "quote", SAY + "content"}
_LABEL = RDFS + "label"


def read_quotes(text: str) -> Quotes:
    """
    Return one of `QUOTES`.

    Raises:
        ExportError: If there is none of that name.
    """
    for one in QUOTES:
        if one == text:
            return one
    raise ExportError(f"quotes {text!r}: not one of {', '.join(QUOTES)}. Choose one of these.")


def withhold(quad: Quad) -> Quad | None:
    """Return a quad without the words of the article: None for a quotation, a label cut at its colon."""
    predicate = quad.predicate.value
    if predicate in _WITHHELD:
        return None
    if predicate == _LABEL and isinstance(quad.object, Literal) and _is_finding(quad.subject):
        value, language = cut_label(quad.object.value), quad.object.language
        return Quad(quad.subject, quad.predicate, Literal(value, language=language), quad.graph_name)
    return quad


def withhold_line(line: str) -> str | None:
    """Do the same to a line of N-Quads, as sayso writes them."""
    subject, predicate, rest = line.split(" ", 2)
    if predicate[1:-1] in _WITHHELD:
        return None
    if predicate == f"<{_LABEL}>" and "/statement/" in subject:
        end = rest.rindex('"')
        tail = rest[end:]
        return f"{subject} {predicate} {cut_label(rest[:end])}{tail}"
    return line


def cut_label(label: str) -> str:
    """Return the label of a statement without the words that were said."""
    return label.split(": ", 1)[0]


def _is_finding(node: object) -> bool:
    return isinstance(node, NamedNode) and "/statement/" in node.value
