"""
Find what is quoted in texts that lost their quotation marks: a reporter does not say *I* or *we*.

Source: docs/rules.md, rule Q15.
"""

import re
from collections.abc import Sequence
from enum import Enum

from spacy.tokens import Doc, Span, Token

from sayso.extract.state import Quotation

_HINT = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|me)\b")
_FIRST = frozenset("i we me us my our mine ours myself ourselves".split())
_SAYING = frozenset(
    "say tell add explain insist argue stress continue reply recall admit warn note declare state write reiterate "
    "emphasize emphasise conclude ask complain joke quip promise vow claim remark announce comment".split()
)
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_MOST_STRAY = 2
"""So many sentences in the first person that stand beside no cue make a text its author's own."""


class _Kind(Enum):
    """What a sentence is."""

    TAIL = 1
    """Words, and behind them who said so."""
    COLON = 2
    """Who said so, a colon, words."""
    LOOSE = 3
    """Nothing but words in the first person."""
    REPORT = 4
    """It reports something in another way."""
    OWN = 5
    """*my brother said*: the text is its author's own."""
    OTHER = 6


def find_unmarked(doc: Doc, text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """
    Return the stretches of *doc*, which has no quotation marks, that its sentences in the first person are part of.

    *We fired in the air, the guard said. I saw no weapon.*: two stretches. A sentence in the first person goes on
    with the words in front of it; where there are none, it begins those behind it. A text in which such sentences
    stand by themselves is told by an *I* of its own, and has none.
    """
    if _HINT.search(text) is None:
        return []
    out: list[Quotation] = []
    stray = 0
    sents = list(doc.sents)
    at = 0
    for start, end in paragraphs:
        here: list[Span] = []
        while at < len(sents) and sents[at].start_char < end:
            if sents[at].start_char >= start:
                here.append(sents[at])
            at += 1
        if _HINT.search(text, start, end) is not None:
            found, alone = _read(here)
            out += found
            stray += alone
    return out if stray < _MOST_STRAY else []


def _read(sents: list[Span]) -> tuple[list[Quotation], int]:
    """The stretches in the sentences of a paragraph, and how many sentences in the first person stand alone."""
    kinds = [_classify(sent) for sent in sents]
    out: list[Quotation] = []
    stray = number = 0
    while number < len(sents):
        kind, cut = kinds[number]
        sent = sents[number]
        stray += _MOST_STRAY * (kind is _Kind.OWN)
        if kind is _Kind.TAIL and _speaks(sent[: cut - sent.start]):
            out.append(_make(sent, sent.start, cut))
        elif kind in (_Kind.COLON, _Kind.LOOSE):
            last = number
            if kind is _Kind.COLON and cut == sent.end and _may_follow(kinds, number + 1):
                # "she said: Yes. We knew it.": the parser ends the sentence at the colon.
                last += 1
            while last + 1 < len(sents) and kinds[last + 1][0] is _Kind.LOOSE:
                last += 1
            after = kinds[last + 1][0] if last + 1 < len(sents) else _Kind.OTHER
            before = kinds[number - 1][0] if number else _Kind.OTHER
            begun = bool(out) and number > 0 and out[-1].start >= sents[number - 1].start_char
            if kind is _Kind.COLON:
                spoken = (sent[cut - sent.start :], *sents[number + 1 : last + 1])
                if cut < sents[last].end and any(map(_speaks, spoken)):
                    out.append(_make(sent, cut, sents[last].end))
            elif after is _Kind.TAIL and not begun:
                last += 1
                out.append(_make(sent, sent.start, kinds[last][1]))
            elif before in (_Kind.TAIL, _Kind.REPORT):
                out.append(_make(sent, sent.start, sents[last].end))
            else:
                stray += 1
            number = last
        number += 1
    return out, stray


def _may_follow(kinds: list[tuple[_Kind, int]], number: int) -> bool:
    """Whether the sentence of that number reports nothing."""
    return number < len(kinds) and kinds[number][0] in (_Kind.OTHER, _Kind.LOOSE)


def _make(sent: Span, start: int, end: int) -> Quotation:
    first, last = sent.doc[start], sent.doc[end - 1]
    if last.is_space and end - 1 > start:
        last = sent.doc[end - 2]
    inner = (first.idx, last.idx + len(last))
    return Quotation(*inner, inner, marked=False)


def _speaks(span: Span) -> bool:
    """Whether words of the first person stand in *span*; *Our Standards* in the middle of it is a name."""
    return any(
        t.lower_ in _FIRST
        and t.tag_ in ("PRP", "PRP$")
        and (t.text == "I" or t.text.islower() or t.is_sent_start or t.i == span.start)
        for t in span
    )


def _classify(sent: Span) -> tuple[_Kind, int]:
    """What a sentence is, and the token at which the words in it end (*tail*) or begin (*colon*)."""
    cues = [t for t in sent if t.lemma_ in _SAYING and t.tag_ in _FINITE]
    own = [t for t in cues if not _is_first(t)]
    if any(c.lower_ in _FIRST for t in own for s in t.children if s.dep_ == "nsubj" for c in s.children):
        return _Kind.OWN, 0
    colon = next((t.i for t in sent if t.text == ":" and own and own[0].i < t.i), 0)
    if colon and own[-1].i < colon:
        return _Kind.COLON, colon + 1
    for cue in reversed(own):
        cut = _find_cut(sent, cue)
        if cut:
            return _Kind.TAIL, cut
    if own:
        return _Kind.REPORT, 0
    return (_Kind.LOOSE if _speaks(sent) else _Kind.OTHER), 0


def _is_first(cue: Token) -> bool:
    """Whether it is *I said*, *we say*, or a verb without a subject."""
    own = [c for c in cue.children if c.dep_ in ("nsubj", "nsubjpass")]
    return not own or any(c.lower_ in _FIRST for c in own)


def _find_cut(sent: Span, cue: Token) -> int:
    """The token behind the comma in front of *the guard said* or *said the guard*; 0 where words go on behind it."""
    own = next(c for c in cue.children if c.dep_ in ("nsubj", "nsubjpass"))
    start = min(cue.i, own.left_edge.i)
    if start - 1 <= sent.start or sent.doc[start - 1].text != "," or _speaks(sent[start - sent.start :]):
        return 0
    if any(c.dep_ == "ccomp" and c.i > cue.i for c in cue.children):
        return 0
    return start
