"""Where paragraphs begin: blank lines, and single line breaks that are not a mere wrapping of lines."""

import re

from spacy.tokens import Doc

from sayso.model import Span

_BREAK = re.compile(r"[^\S\n]*\n\s*")
_ENDED = frozenset(".!?…:;\"”’»'“)]")
_OPENERS = frozenset("\"“‘«„'([—–-•*")
HEADING_LENGTH = 80
"""A line no longer than this, in characters, that ends without a full stop may be a heading."""


def find_paragraphs(text: str) -> list[Span]:
    """
    Return the paragraphs of *text* as character spans, in order, without the white space between them.

    A blank line always parts paragraphs. A single line break does where the line before it is ended by a
    punctuation mark or is a heading, and what follows begins like a sentence; otherwise lines are merely wrapped.
    """
    out: list[Span] = []
    start = len(text) - len(text.lstrip())
    for gap in _BREAK.finditer(text, start):
        if gap.end() >= len(text):
            break
        if gap.group().count("\n") > 1 or _parts(text, start, gap.start(), gap.end()):
            out.append((start, gap.start()))
            start = gap.end()
    end = len(text.rstrip())
    if start < end:
        out.append((start, end))
    return out


def _parts(text: str, start: int, left: int, right: int) -> bool:
    after = text[right]
    if not (after.isupper() or after.isdigit() or after in _OPENERS):
        return False
    line = text.rfind("\n", start, left) + 1 or start
    if text[left - 1] in _ENDED:
        return True
    return left - line <= HEADING_LENGTH and line == start and not text[left - 1] == ","


def mark_paragraphs(doc: Doc) -> Doc:
    """
    Tell the parser that a sentence starts with each paragraph, so that a headline is not read into the next line.

    To be called on a doc that has only been tokenized; the parser keeps the marks.
    """
    starts = {start for start, _ in find_paragraphs(doc.text)}
    for token in doc:
        if token.i and token.idx in starts:
            token.is_sent_start = True
    return doc
