"""Where a page put something between two sentences: *Related article Dam bursts*, *Jan Doe/Reuters*."""

import re
from collections.abc import Iterator

_MARKER = re.compile(
    r"(?<=\S) (?:Related (?:article|video|gallery|live-story|stor(?:y|ies))|(?:READ|Read) (?:MORE|ALSO|more|also):)"
    r" (?=[A-Z“‘'\"])"
)
"""The words that a page sets in front of such a headline, and the spaces around them."""
_ANNOUNCED = ("Related ", "READ ", "Read ")
"""How each of these begins: much faster to look for."""
_LEAST, _MOST = 25, 260
"""Characters from there within which the headline ends."""
_BEGINS = re.compile(
    r"(?<=[\w’'”?!]) (?=“[A-Z]|(?:The|A|An|In|On|At|For|From|With|By|To|After|Before|During|Despite|Throughout|Among|"
    r"Amid|As|While|When|Since|Until|Meanwhile|Earlier|Later|Last|Previously|Days|Weeks|Months|Hours|This|That|These|"
    r"Those|He|She|It|They|We|I|There|But|And|However|Although|Though|If|Under|Over|Between|Following|According|His|Her|"
    r"Its|Their|Some|Many|Several|Both|Speaking|Asked) \w)"
)
"""A space behind which a sentence begins with a word that is not capital within a headline, unless all words are."""
_CREDIT = re.compile(
    # Ada Rowe/AFP/Getty Images
    r"(?<=[.!?)”\"]) (?:(?=[^/]{2,60}/[^ ]*(?:(?<=/)|\b)(?:Reuters|AP|AFP|EPA|CNN|TASS|Xinhua|Sputnik|Anadolu|"
    r"Bloomberg|Getty|NurPhoto|Redux|Shutterstock|Zuma)\b)(?:[A-Z][\w.’'-]+ ){0,4}?[A-Z][\w.’'-]+"
    r"(?:/[A-Z][\w.’'-]+(?: (?:Images|Pictures|News|Press|Agency))?+)++"
    # REUTERS/Ada Rowe
    r"|(?:REUTERS|EPA|AFP|AP)/[A-Z][\w.’'-]+ [A-Z][\w.’'-]+) (?=[A-Z“])"
)
"""Who took a picture and for whom, behind a caption, with the spaces around it. Agencies are facts of the world."""


def find_inserted(text: str) -> Iterator[int]:
    """
    Yield the spaces, as offsets in order, around what a page put between two sentences.

    That is headlines of other articles with the words that announce them, and who took a picture.

    Where the text goes on with a name, nothing tells that the headline is over, and its end is not found, and so it is
    with headlines that write each word with a capital.
    """
    found = set(_find_headlines(text))
    if "/" in text:
        for match in _CREDIT.finditer(text):
            found.update((match.start(), match.end() - 1))
    yield from sorted(found)


def _find_headlines(text: str) -> Iterator[int]:
    if not any(word in text for word in _ANNOUNCED):
        return
    for match in _MARKER.finditer(text):
        at = match.start()
        yield at
        yield match.end() - 1
        stop = text.find("\n", at, at + _MOST)
        end = _BEGINS.search(text, at + _LEAST, at + _MOST if stop < 0 else stop)
        if end is not None and _has_small_words(text[match.end() : end.start()]):
            yield end.start()


def _has_small_words(headline: str) -> bool:
    """Whether no more words of some length are capital than small."""
    words = [word for word in headline.split() if len(word) > 3 and word[0].isalpha()]
    return 2 * sum(word[0].islower() for word in words) >= len(words)
