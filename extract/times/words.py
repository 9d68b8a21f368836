"""The words and sentences of a doc, read off once for all that look at them."""

from bisect import bisect_right

from spacy.attrs import LOWER, SENT_START
from spacy.tokens import Doc

KEY = "sayso_words"
SENTENCES = "sayso_sentences"


def get_words(doc: Doc) -> list[str]:
    """Return the lower-cased words of a doc, one a token. The list is kept with the doc and must not be changed."""
    words: list[str] | None = doc.user_data.get(KEY)
    if words is None:
        strings = doc.vocab.strings
        words = [strings[one] for one in doc.to_array(LOWER).tolist()]
        doc.user_data[KEY] = words
    return words


def get_sentence(doc: Doc, at: int) -> tuple[int, int]:
    """Return the tokens [start, end) of the sentence that holds the token at *at*."""
    ends: list[int] | None = doc.user_data.get(SENTENCES)
    if ends is None:
        starts = [i for i, begins in enumerate(doc.to_array(SENT_START).tolist()) if begins == 1 or i == 0]
        ends = [*starts[1:], len(doc)]
        doc.user_data[SENTENCES] = ends
    number = bisect_right(ends, at)
    return (ends[number - 1] if number else 0), ends[number]
