"""
Give each quotation to the cue that reports it, or to the speaker who goes on without one.

Source: docs/rules.md, rules Q7 to Q14.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from sayso.extract.paragraphs import find_paragraphs
from sayso.extract.parse import Doc, Token
from sayso.extract.state import Quotation, get_state
from sayso.extract.statements.tree import QUOTES, lacks_commas

REACH = 40
"""How far behind or before a quotation its cue may stand, in tokens."""


@dataclass(slots=True)
class Spoken:
    """
    A quotation that is a sentence, or several, of somebody.

    Attributes:
        start: First token, the opening mark or the first word.
        end: Token after the closing mark.
        quotation: The stretch.
        paragraph: Number of its paragraph.
        cue: The verb that reports it.
    """

    start: int
    end: int
    quotation: Quotation
    paragraph: int
    cue: Token | None = None


@dataclass(slots=True)
class Attribution:
    """Which quotations belong to which cue, by token position, and those that have none."""

    of_cue: dict[int, list[Spoken]] = field(default_factory=dict)
    loose: list[Spoken] = field(default_factory=list)


def attribute_quotations(doc: Doc, verbs: Iterable[int], quoting: Set[int]) -> Attribution:
    """
    Give the quotations of *doc* to cues.

    Args:
        doc: A doc that `find_quotations` has been through.
        verbs: Where the reporting verbs of the doc stand, in order.
        quoting: Hashes of the lemmas that may report a quotation.
    """
    out = Attribution()
    spoken = _iter_spoken(doc)
    if not spoken:
        return out
    cues = [i for i in verbs if doc.lemma[i] in quoting]
    for number, one in enumerate(spoken):
        before = spoken[number - 1] if number else None
        one.cue = _find_cue(doc, one, cues, before)
    _carry_over(spoken)
    for one in spoken:
        if one.cue is not None:
            out.of_cue.setdefault(one.cue.i, []).append(one)
        elif _is_sentence(doc, one):
            out.loose.append(one)
    return out


def _iter_spoken(doc: Doc) -> list[Spoken]:
    paragraphs = find_paragraphs(doc.text)
    out: list[Spoken] = []
    at = 0
    for quotation in get_state(doc).quotations:
        while at + 1 < len(paragraphs) and paragraphs[at + 1][0] <= quotation.start:
            at += 1
        if quotation.scare:
            continue
        span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is not None:
            out.append(Spoken(span.start, span.end, quotation, at))
    return out


def _previous(doc: Doc, at: int) -> int:
    """Return the position of the token before *at*, white space and marks passed over; -1 at a paragraph's start."""
    at -= 1
    while at >= 0 and (doc.tokens[at].text in QUOTES or (doc.tokens[at].is_space and "\n" not in doc.tokens[at].text)):
        at -= 1
    if at >= 0 and doc.tokens[at].is_space:
        return -1
    return at


def _find_cue(doc: Doc, one: Spoken, cues: list[int], before: Spoken | None) -> Token | None:
    inner = doc.text[one.quotation.inner[0] : one.quotation.inner[1]].rstrip()
    last = inner[-1:]
    follow = _first_after(doc, one.end)
    comma = follow is not None and doc.tokens[follow].text == ","
    comma_after = comma or follow is not None and lacks_commas(doc)
    left = _previous(doc, one.start)
    introduced = left >= 0 and doc.tokens[left].text in (":", ",")
    begins = (
        left < 0 or doc.tokens[left].text in ".!?:" or doc.tokens[left].is_space or _ends_sentence(doc.tokens[left])
    )
    if before is not None and before.cue is not None and before.end <= before.cue.i < one.start:
        if not _sentence_ends(doc, before.end, one.start) and _only_joins(doc, before.cue.i, one.start, cues):
            return before.cue
    if begins and (last in ",!?…—-–" or comma_after or last == ".") and (one.quotation.marked or last == ","):
        ended = last in ".!?" and not comma
        found = _cue_behind(doc, one.end, cues, ended=ended, strict=last == "." and not comma_after)
        if found is not None:
            return found
    capital = inner[:1].isupper() or inner[:1] in "…'‘" or inner[:1].isdigit()
    colon = _colon_before(doc, one.start) if left < 0 else None
    if colon is not None:
        return _cue_before(doc, colon, cues)
    if (
        left >= 0
        and (introduced or doc.tokens[left].i in cues)
        and (capital or doc.tokens[left].text == ":" or last in ".,!?")
    ):
        found = _cue_before(doc, left, cues)
        if found is not None and not capital and doc.tokens[left].text == "," and _is_inside(found, left):
            return None
        return found
    if begins and not introduced and _is_sentence(doc, one) is False:
        return _cue_behind(doc, one.end, cues) if last in ",!?" else None
    return None


def _is_inside(cue: Token, left: int) -> bool:
    """*explained that the prize is for influence, “for good or ill”*: the marks stand inside of the cue's clause."""
    return any(c.dep_ == "ccomp" and cue.i < c.i < left for c in cue.children)


def _colon_before(doc: Doc, start: int) -> int | None:
    """*The minister said:* at the end of the paragraph before (Q13); the position of the colon."""
    at = start - 1
    while at >= 0 and doc.tokens[at].is_space:
        at -= 1
    return at if at > 0 and doc.tokens[at].text == ":" else None


def _only_joins(doc: Doc, cue: int, start: int, cues: list[int]) -> bool:
    """Whether the second half of a split quotation follows: *…,” he said, “…* or *…,” he said, but “…*."""
    at = start - 1
    while at > cue and (
        doc.tokens[at].text in QUOTES
        or doc.tokens[at].is_space
        or doc.tokens[at].lower_ in ("but", "and", "because", "so", "or")
    ):
        at -= 1
    return at > cue and doc.tokens[at].text == "," and not any(cue < i < start for i in cues)


def _sentence_ends(doc: Doc, start: int, end: int) -> bool:
    return any(_ends_sentence(doc.tokens[i]) or "\n" in doc.tokens[i].text for i in range(start, end))


def _ends_sentence(token: Token) -> bool:
    """Whether a token ends a sentence; what is short for something does before a quotation's (*on X. “It is …”*)."""
    text = token.text
    if text in (".", "!", "?"):
        return True
    if text[-1:] != "." or text.strip(".") == "":
        return False
    at, tokens = token.i + 1, token.doc.tokens
    while at < len(tokens) and tokens[at].is_space:
        at += 1
    return at + 1 < len(tokens) and tokens[at].text in QUOTES and tokens[at + 1].text[:1].isupper()


def _first_after(doc: Doc, at: int) -> int | None:
    while at < len(doc) and doc.tokens[at].is_space:
        if "\n" in doc.tokens[at].text:
            return None
        at += 1
    return at if at < len(doc) else None


def _cue_behind(doc: Doc, end: int, cues: list[int], *, ended: bool = False, strict: bool = False) -> Token | None:
    """The cue in the clause behind a quotation: *“…,” the mayor of Lund, Eva Berg, said* (Q7)."""
    for i in cues:
        if i < end:
            continue
        if i > end + REACH:
            return None
        if _sentence_ends(doc, end, i):
            return None
        token = doc.tokens[i]
        if token.dep_ in ("relcl", "acl", "amod") and token.head.i >= end and token.head.i < i:
            continue
        if token.dep_ in ("ccomp", "xcomp") and end <= token.head.i < i and token.head.pos_ == "VERB":
            return None
        if ended and _has_its_own(token) or strict and _goes_on_long(token, end):
            # "“Who knows?” A clerk said the file was lost": the clerk says that, not what is quoted.
            return None
        return token
    return None


def _has_its_own(token: Token) -> bool:
    """
    Whether a cue behind a finished sentence in marks has a content of its own, or tells that nothing was said.

    *said it was lost*, *accused them of theft*, *rejected the claim*, *denies being there*, *was criticised*, *has not
    commented*, *if it declares so*, *why does it object*.
    """
    whom: Token | None = None
    for child in token.children:
        dep = child.dep_
        if child.i < token.i:
            if dep in ("neg", "mark") or dep == "auxpass" and token.lemma_ not in ("quote", "cite"):
                return True
            if dep == "advmod" and child.tag_ == "WRB":
                return True
        elif dep in ("ccomp", "xcomp"):
            return True
        elif dep == "prep" and (whom is not None and child.lower_ in ("of", "for") or token.lemma_ in _SPEAKING):
            return True
        elif dep == "dobj":
            whom = child
            if token.lemma_ in _JUDGING:
                return True
    return False


_SPEAKING = frozenset(("speak", "talk", "object", "comment", "respond"))
_JUDGING = frozenset("reject deny dismiss refute rebut rebuff condemn denounce criticise criticize slam".split())


def _goes_on_long(token: Token, end: int) -> bool:
    """Whether the sentence behind the marks is too long for one that only says who spoke, or has marks of its own."""
    sent_end = token.sent.end
    return sent_end - end > 14 or any(t.text in QUOTES or t.text == ":" for t in token.doc.tokens[token.i : sent_end])


def _cue_before(doc: Doc, left: int, cues: list[int]) -> Token | None:
    """The cue in the clause before a quotation: *Berg said: “…”* (Q8)."""
    for i in reversed(cues):
        if i > left:
            continue
        if i < left - REACH or _sentence_ends(doc, i + 1, left):
            return None
        if doc.tokens[i].dep_ in ("amod", "compound"):
            continue
        return doc.tokens[i]
    return None


def _carry_over(spoken: list[Spoken]) -> None:
    """A quotation over several paragraphs has one cue, wherever that stands (Q4)."""
    for number in range(1, len(spoken)):
        one, before = spoken[number], spoken[number - 1]
        if not one.quotation.continued:
            continue
        if one.cue is None:
            one.cue = before.cue
        elif before.cue is None:
            back = number - 1
            while back >= 0 and spoken[back].cue is None:
                spoken[back].cue = one.cue
                if not spoken[back].quotation.continued:
                    break
                back -= 1


def _is_sentence(doc: Doc, one: Spoken) -> bool:
    """Whether the quotation stands as a sentence by itself, so that somebody must be speaking (Q10)."""
    text = doc.text[one.quotation.inner[0] : one.quotation.inner[1]].strip()
    left = _previous(doc, one.start)
    begins = left < 0 or doc.tokens[left].text == ":" or doc.tokens[left].is_space or _ends_sentence(doc.tokens[left])
    words = len(text.split())
    # “[But] they left.”, “They cried, ‘Help.’”
    text = text.lstrip("([‘'").rstrip(")]’'")
    ended = (
        text[-1:] in ".!?…," or not one.quotation.closed or doc.tokens[one.end - 1].nbor(1).text == "."
        if one.end < len(doc)
        else True
    )
    return begins and words >= 3 and text[:1].isupper() and ended
