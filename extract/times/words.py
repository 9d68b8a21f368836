"""The words of a doc, read off once for all that look at them."""

from spacy.attrs import LOWER
from spacy.tokens import Doc

KEY = "sayso_words"


def get_words(doc: Doc) -> list[str]:
    """Return the lower-cased words of a doc, one a token. The list is kept with the doc and must not be changed."""
    words: list[str] | None = doc.user_data.get(KEY)
    if words is None:
        strings = doc.vocab.strings
        words = [strings[one] for one in doc.to_array(LOWER).tolist()]
        doc.user_data[KEY] = words
    return words
