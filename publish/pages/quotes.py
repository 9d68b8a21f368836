"""How much of the articles' words is shown: they are other people's."""

from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, Store

from sayso.errors import ExportError
from sayso.publish.pages.reader import RDFS
from sayso.publish.prefixes import SAY

Quotes = OneOf["sentence", "none", "full"]
QUOTES: tuple[Quotes, ...] = ("sentence", "none", "full")
"""
``sentence``: the sentence that a finding stands in. ``none``: no sentences and no words of statements, only who spoke
and how. ``full``: also the sentences around it that the graph holds; it never holds those without a finding.
"""

LEFT_OUT = "…"
"""What stands in place of words that are withheld: queries that ask for them go on finding the rest."""

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


def withhold(quad: Quad) -> Quad:
    """Return a quad without the words of the article: `LEFT_OUT` for a quotation, a label cut at its colon."""
    predicate = quad.predicate.value
    if predicate in _WITHHELD and isinstance(quad.object, Literal):
        return Quad(quad.subject, quad.predicate, Literal(LEFT_OUT, language=quad.object.language), quad.graph_name)
    if predicate == _LABEL and isinstance(quad.object, Literal) and _is_finding(quad.subject):
        value, language = cut_label(quad.object.value), quad.object.language
        return Quad(quad.subject, quad.predicate, Literal(value, language=language), quad.graph_name)
    return quad


def withhold_line(line: str) -> str:
    """Do the same to a line of N-Quads, as sayso writes them."""
    subject, predicate, rest = line.split(" ", 2)
    if predicate[1:-1] in _WITHHELD and rest.startswith('"'):
        return f'{subject} {predicate} "{LEFT_OUT}{rest[rest.rindex(chr(34)) :]}'
    if predicate == f"<{_LABEL}>" and "/statement/" in subject:
        end = rest.rindex('"')
        tail = rest[end:]
        return f"{subject} {predicate} {cut_label(rest[:end])}{tail}"
    return line


def withhold_all(store: Store) -> None:
    """Do the same to all that a store holds, so that no query reaches the words."""
    for predicate in (*sorted(_WITHHELD), _LABEL):
        for quad in list(store.quads_for_pattern(None, NamedNode(predicate), None)):
            other = withhold(quad)
            if other != quad:
                store.remove(quad)
                store.add(other)


def cut_label(label: str) -> str:
    """Return the label of a statement without the words that were said."""
    return label.split(": ", 1)[0]


def _is_finding(node: object) -> bool:
    return isinstance(node, NamedNode) and "/statement/" in node.value
