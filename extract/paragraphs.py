"""Where paragraphs begin: blank lines, and single line breaks that are not a mere wrapping of lines."""

import re
from functools import lru_cache

from spacy.attrs import IDX
from spacy.tokens import Doc

from sayso.extract.parse import get_text
from sayso.model import Span

_BREAK = re.compile(r"[^\S\n]*\n\s*|[^\S\n]+[•●▪►|][^\S\n]+")
_BULLET = re.compile(r"[•●▪►|]")
_LINE_BREAK = re.compile(r"\n\s*")
"""What `_BREAK` finds where there is no bullet, but for the white space in front, in a twentieth of its time."""
_ENDED = frozenset(".!?…:;\"”’»'“)]")
_OPENERS = frozenset("\"“‘«„'([—–-•*")
_DASH = r"\s*(?:[–—]|--?)\s+"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
_DATELINE = re.compile(
    # (Bangkok) – · (Geneva, 3 May 2022) –
    r"(?:\([A-Z][^()\n]{2,50}\)"
    # PORT SUDAN, Sudan (Wire) - · KYIV, Aug 20 - · ADEN-SANAA, Yemen –
    r"|[A-ZÀ-Þ]{2}[A-ZÀ-Þ'’. /-]*(?:,[^\n()–—]{1,50}?)?(?:\s*\([^()\n]{1,50}\))?"
    # Kinshasa, 14 February 2025 – · Nairobi (Agency) –
    r"|[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]+){0,2}(?:,[^\n()–—]{0,30}\b" + _MONTH + r"[^\n()–—]{0,20}?"
    r"|\s*\([A-Z][^()\n]{1,50}\)))" + _DASH
)
_DASH_BEHIND = re.compile(r"[–—-]\s")
"""What every dateline ends in, and most paragraphs do not hold."""
_CREDIT = re.compile(
    r"(?:^|[(;]\s*|[.]\s+)(?:Additional\s+)?(?:[Rr]eport(?:ing|ed)|[Ww]rit(?:ing|ten)|[Ee]dit(?:ing|ed)"
    r"|[Tt]ranslat(?:ion|ed)|[Cc]ompiled|[Pp]hotos?(?:graphs?)?)\s+by\s+[A-Z]"
    r"|^\W?(?:By|BY)\s+(?:[A-Z][\w.'’-]+\s+){1,3}[A-Z][\w.'’-]+(?=\s|,|$)(?!.*[.]\s+[A-Z])"
)
"""What a line of credits holds, or begins with."""
_PICTURE = re.compile(
    # (AP Photo/Jan Doe) · (Jan Doe/Agency via Getty Images) · (Courtesy of Jan Doe)
    r"\([A-Z](?=[^()]*(?:\w\s?/\s?\w|\bvia [A-Z]|\b(?:Photos?|Images|Handout|Courtesy|File|Pool)\b))[^()]{2,150}\)$"
    # (Reuters), a paragraph by itself
    r"|^\([A-Z][^().!?]{1,150}\)$"
    # … in Lund. Jan Doe/Agency/Getty Images
    r"|(?:^|(?<=[.)”] ))[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4}(?:/[A-Z][\w.’' -]+)+$"
    # Image source, Reuters
    r"|^(?:[Ii]mage|[Pp]hoto|[Pp]icture|[Vv]ideo)(?:graph)?\s(?:[Ss]ource|[Cc]redit)s?[,:]\s.+$"
)
"""Who took a picture or gave it, in brackets behind the caption or alone."""
HEADING_LENGTH = 80
"""A line no longer than this, in characters, that ends without a full stop may be a heading."""

WRAPPED_LENGTH = 130
"""A text with a longer line than this, in characters, is not wrapped: there each line is a paragraph."""


def find_paragraphs(text: str) -> list[Span]:
    """
    Return the paragraphs of *text* as character spans, in order, without the white space between them.

    A blank line and a bullet or bar between spaces always part paragraphs. A single line break does where what
    follows begins like a sentence and the line before it is ended by a punctuation mark, is a heading, or stands in a
    text that is not wrapped (`WRAPPED_LENGTH`); otherwise lines are merely wrapped.
    """
    return list(_split(text))


@lru_cache(maxsize=128)
def _split(text: str) -> tuple[Span, ...]:
    """Return the paragraphs, kept for the texts of a batch, since components ask before and after the parser."""
    out: list[Span] = []
    start = len(text) - len(text.lstrip())
    wrapped = max(map(len, text.splitlines()), default=0) <= WRAPPED_LENGTH
    for gap in (_BREAK if _BULLET.search(text) else _LINE_BREAK).finditer(text, start):
        if gap.end() >= len(text):
            break
        left = start + len(text[start : gap.start()].rstrip())
        if gap.group().count("\n") != 1 or _parts(text, start, left, gap.end(), wrapped=wrapped):
            out.append((start, left))
            start = gap.end()
    end = len(text.rstrip())
    if start < end:
        out.append((start, end))
    return tuple(out)


def find_dateline(text: str, paragraph: Span) -> Span | None:
    """
    Return where a paragraph's dateline stands (*NAIROBI, 3 May (Agency) –*), dash and white space included.

    None where the paragraph does not begin with one.
    """
    found = _DATELINE.match(text, *paragraph) if _DASH_BEHIND.search(text, *paragraph) else None
    return found.span() if found and found.end() < paragraph[1] else None


def find_credits(text: str) -> list[Span]:
    """
    Return what says who wrote an article, sent it or took its pictures, as character spans in order.

    *By Jane Doe*, *(Reporting by …)*, *Agency -*, *(AP Photo/Jane Doe)* behind a caption.
    """
    found: list[Span] = []
    for start, end in find_paragraphs(text):
        line = text[start:end]
        if end - start < HEADING_LENGTH and line[-1] in "–—-" and _DATELINE.fullmatch(f"{line} "):
            found.append((start, end))
            continue
        credit = (
            _CREDIT.search(line) if "by " in line or line.startswith(("By", "BY"), not line[0].isalpha()) else None
        )
        if credit is None and (line[-1] == ")" or line[0] in "IiPpVv" or "/" in line[-80:]):
            credit = _PICTURE.search(line)
        if credit is not None:
            found.append((start + credit.start(), end))
    return found


def _parts(text: str, start: int, left: int, right: int, *, wrapped: bool) -> bool:
    after = text[right]
    if not (after.isupper() or after.isdigit() or after in _OPENERS):
        return False
    line = text.rfind("\n", start, left) + 1 or start
    if text[left - 1] in _ENDED:
        return True
    if text[left - 1] == ",":
        return False
    return not wrapped or (left - line <= HEADING_LENGTH and line == start)


def mark_paragraphs(doc: Doc) -> Doc:
    """
    Tell the parser that a sentence starts with each paragraph and after each dateline.

    Else a headline and a dateline are read into the sentence that follows.

    To be called on a doc that has only been tokenized; the parser keeps the marks.
    """
    text = get_text(doc)
    starts: set[int] = set()
    for paragraph in find_paragraphs(text):
        starts.add(paragraph[0])
        dateline = find_dateline(text, paragraph)
        if dateline:
            starts.add(dateline[1])
    starts.update(match.end() for match in _SITE.finditer(text))
    for i, start in enumerate(doc.to_array(IDX).tolist()):
        if start in starts and i:
            doc[i].is_sent_start = True
    return doc


_SITE = re.compile(r"\b(?:on|to|via) X\.[”\"]?\s+(?=[“\"A-Z])")
"""*In a post on X. She added …*: a letter and a dot that the tokenizer takes for part of a name."""
