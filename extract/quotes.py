"""
Find what stands in quotation marks.

Source: docs/rules.md, rules Q1 to Q6 and Q15.
"""

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from sayso.extract.paragraphs import find_paragraphs
from sayso.extract.parse import get_text
from sayso.extract.state import Quotation, get_state
from sayso.extract.unmarked import find_unmarked
from sayso.model import Span

CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    '"': '"',
    "‘": "’",
    "'": "'",
    "``": "''",
    "''": "''",
    "「": "」",
    "『": "』",
}
"""For each opening mark, the marks that may close it."""

# One class of characters in front, which is what the search is quick at.
_MARKS = re.compile(r"[“”„«»‹›\"‘’'`「」『』](?:(?<=')'|(?<=`)`)?")
_SINGLE = frozenset("‘'")
SCARE_WORDS = 4
"""A stretch of no more words than this, without a verb of its own, is a word in marks and not a quotation."""


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    """Where the mark stands."""
    inner: int
    continued: bool


def find_quotations(doc: Doc) -> Doc:
    """
    Pair the quotation marks of *doc* and leave the stretches between them in its state, in order of the text.

    Curly, straight, low and angle marks are read, single ones only where no double ones stand around them. A mark
    that is never closed ends with its paragraph; where the next paragraph opens with a mark again, that one is
    marked ``continued`` (Q4). A closing mark that was never opened is passed over. In a text without any marks,
    sentences in the first person are quotations, too (Q15).
    """
    state = get_state(doc)
    text = get_text(doc)
    state.quotations = []
    carried = False
    paragraphs = find_paragraphs(text)
    for start, end in paragraphs:
        found, carried = _pair(text, start, end, carried)
        for one in found:
            one.scare = _is_scare(doc, text, one)
        state.quotations += found
    if all(one.scare for one in state.quotations) and doc.has_annotation("DEP"):
        state.quotations += find_unmarked(doc, text, paragraphs)
        state.quotations.sort(key=lambda one: one.start)
    return doc


def _pair(text: str, start: int, end: int, carried: bool) -> tuple[list[Quotation], bool]:
    """Pair the marks of one paragraph; *carried* tells that the paragraph before ended inside a quotation."""
    out: list[Quotation] = []
    opened: _Open | None = None
    depth = 0
    for match in _MARKS.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark == "`":
            continue
        before = text[at - 1] if at > start else " "
        after = text[match.end()] if match.end() < end else " "
        if opened is None:
            if _may_open(text, mark, before, after, match.end(), end):
                continued = carried and at == start
                opened, depth = _Open(mark, at, match.end(), continued), 0
            elif carried and not out and mark not in _SINGLE and _may_close(mark, before, after):
                # The paragraph goes on inside a quotation without a mark of its own.
                out.append(Quotation(start, match.end(), (start, at), True, True))
        elif mark == opened.mark and mark in "“«„" and _opens_here(before, after):
            depth += 1
        elif _closes(opened.mark, mark, before, after):
            if depth and mark in CLOSERS[opened.mark]:
                depth -= 1
                continue
            out.append(Quotation(opened.at, match.end(), (opened.inner, at), True, opened.continued))
            opened = None
    if opened is None:
        return out, False
    if opened.mark in _SINGLE:
        return out, False
    if depth:
        out += _cut_unclosed(text, opened, end)
        return out, False
    out.append(Quotation(opened.at, end, (opened.inner, end), False, opened.continued))
    return out, True


def _cut_unclosed(text: str, opened: _Open, end: int) -> list[Quotation]:
    """A second opening mark before any closing one: the first stretch ends at the first closing mark (Q5)."""
    closing = min((text.find(c, opened.inner, end) for c in CLOSERS[opened.mark] if c in text[opened.inner : end]),
                  default=-1)  # fmt: skip
    if closing < 0:
        return [Quotation(opened.at, end, (opened.inner, end), False, opened.continued)]
    first = Quotation(opened.at, closing + 1, (opened.inner, closing), True, opened.continued)
    rest, _ = _pair(text, closing + 1, end, False)
    return [first, *rest]


def _opens_here(before: str, after: str) -> bool:
    return (before.isspace() or before in "([—–-:“‘\"'/,") and not after.isspace()


def _may_open(text: str, mark: str, before: str, after: str, inner: int, end: int) -> bool:
    if mark not in CLOSERS or after.isspace():
        return False
    if mark in _SINGLE:
        return _opens_here(before, after) and _single_is_closed(text, mark, inner, end)
    return mark not in ('"', "''") or _opens_here(before, after)


def _single_is_closed(text: str, mark: str, inner: int, end: int) -> bool:
    """An apostrophe opens nothing: a single mark must be closed by one that ends a word or a sentence."""
    closer = CLOSERS[mark]
    for at in range(inner + 1, end):
        char = text[at]
        if char in '“"”':
            return False
        if char in closer and _may_close(char, text[at - 1], text[at + 1] if at + 1 < end else " "):
            # "the workers' union" closes nothing by itself; a quotation has more than one word or ends a clause.
            inside = text[inner:at]
            return " " in inside or text[at - 1] in ".,!?" or inside.isalpha()
    return False


def _may_close(mark: str, before: str, after: str) -> bool:
    if mark in "“„«‹「『``" and mark != "“":
        return False
    return not before.isspace() and not after.isalnum()


def _closes(opener: str, mark: str, before: str, after: str) -> bool:
    if mark in CLOSERS[opener]:
        return opener not in _SINGLE and opener not in ('"', "''") or _may_close(mark, before, after)
    # Mixed pairs: “…" and "…”.
    return mark in ('"', "”", "''") and opener in ("“", '"', "„", "``") and _may_close(mark, before, after)


def _is_scare(doc: Doc, text: str, quotation: Quotation) -> bool:
    """Whether the marks set off a word or a name and report nobody's sentence (Q6)."""
    inner: Span = quotation.inner
    span = doc.char_span(*inner, alignment_mode="expand") if inner[0] < inner[1] else None
    if span is None:
        return True
    words = [token for token in span if not token.is_punct and not token.is_space]
    if len(words) > SCARE_WORDS:
        return False
    if text[inner[1] - 1] in ".,!?" and words and words[0].text[:1].isupper():
        return False
    return not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in words)
