"""Where a page's paragraphs, headings and links were put together without a space: *before dawn.The mayor*."""

import re
from collections.abc import Iterator

_LEAST = 3
"""Letters of a word behind which a full stop ends a sentence; shorter ones are abbreviations more often."""
_ABBREVIATIONS = frozenset("mrs gen col sgt rev sen rep gov prof capt maj hon inc corp ltd bros dept est vol".split())
"""Longer ones, which stand before names."""
_LINKS = "the|that|and|of|in|by|for|with|to|from|against|on|at|as|said"
"""Words to which the name behind them was joined where a page had a link."""

_GLUED = re.compile(
    # before dawn.The mayor · the mayor?He
    r"(?P<stop>(?<=[^\W\d_A-Z]|\d)[.!?](?=[A-Z][a-z’']|[AI] |[A-Z]{2,}[ ,]))"
    # the camp."We saw · the camp,"the mayor said · thatIran"seeks
    r"|(?P<straight>(?<=[^\s(\[—–-])\"(?=[^\W\d_]))"
    # the camp.”The mayor · the camp,”she said
    r"|(?P<closing>(?<=[\w.,!?])”(?=[^\W\d_]))"
    # the camp.“We saw
    r"|(?P<opening>(?<=[\w.,!?])“(?=[^\W\d_]))"
    # at the camp.(Photo: A. Doe)The mayor
    r"|(?P<caption>(?<=[.!?])(?=\([A-Z]))"
    r"|(?P<behind>(?<=[\w.])\)(?=[A-Z][a-z’']|[AI] |[A-Z]{2,} ))"
    # MAYOR LEAVES CAMP BEFORE DAWNThe mayor
    r"|(?P<capitals>(?<=[A-Z]{3})(?=[A-Z][a-z]{2}))"
    # told theMiddle East
    r"|(?P<link>(?<![\w@./-])(?:" + _LINKS + r")(?=[A-Z][a-z]{2}))"
)
_SYMPTOM = re.compile(r"[.!?][\"“”]?[A-Z][a-z]")
"""What a page put together so has somewhere and others do not; all else takes forty times as long to look for."""
_WORD_BEFORE = re.compile(r"\S+$")
_CAPITALS = re.compile(r"(?:\b[A-Z0-9'’,&-]+ ){2}[A-Z]+$")
_LONGEST = 60
"""How many characters back a word or a heading is looked for."""
_ENDS = frozenset('.!?)"”…')


def find_glued(text: str) -> Iterator[tuple[int, str]]:
    r"""
    Yield where white space is missing, in order: an offset in *text* and what belongs there.

    That is ``\n`` between two sentences, for it is paragraphs that lose what parts them, and a space within one. A
    straight quotation mark that touches both its neighbours opens where those before it in its paragraph are paired,
    and else closes. Abbreviations, addresses and names that are written so (*YouTube*) stay.
    """
    if not _SYMPTOM.search(text):
        return
    begin = 0
    for match in _GLUED.finditer(text):
        at, end, kind = match.start(), match.end(), match.lastgroup
        begin = max(begin, text.rfind("\n", begin, at) + 1)
        if kind == "stop":
            if not _ends_sentence(text, at):
                continue
            found = end, " " if _is_quoted(text, begin, at) else "\n"
        elif kind == "straight":
            closes = text.count('"', begin, at) % 2 == 1
            ended = text[at - 1] in _ENDS or (not closes and _CAPITALS.search(text, max(begin, at - _LONGEST), at))
            found = end if closes else at, "\n" if ended and text[end].isupper() else " "
        elif kind == "closing":
            found = end, "\n" if text[at - 1] in ".!?" and text[end].isupper() else " "
        elif kind == "opening":
            found = at, "\n" if text[at - 1] in ".!?" else " "
        elif kind in ("caption", "behind"):
            found = end, "\n"
        elif kind == "capitals":
            if not _CAPITALS.search(text, max(begin, at - _LONGEST), at):
                continue
            found = at, "\n"
        else:
            found = end, " "
        if found[1] == "\n":
            begin = found[0]
        yield found


def _ends_sentence(text: str, at: int) -> bool:
    """Whether the stop at *at* ends a sentence rather than an abbreviation or a part of an address."""
    before = _WORD_BEFORE.search(text, max(0, at - _LONGEST), at)
    word = before[0].lstrip("“\"‘'([") if before else ""
    if text[at] == "." and (len(word) < _LEAST or word.lower() in _ABBREVIATIONS):
        return False
    return not any(mark in word for mark in "@/.") and not word.lower().startswith("www")


def _is_quoted(text: str, begin: int, at: int) -> bool:
    """Whether a quotation that began at *begin* or behind it is still open at *at*."""
    return text.count('"', begin, at) % 2 == 1 or text.rfind("“", begin, at) > text.rfind("”", begin, at)
