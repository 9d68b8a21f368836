"""The words and sentences of a doc, as the readers of times and figures ask for them."""

from sayso.extract.parse import Doc


def get_words(doc: Doc) -> list[str]:
    """Return the lower-cased words of a doc, one a token. The list must not be changed."""
    return doc.words


def get_sentence(doc: Doc, at: int) -> tuple[int, int]:
    """Return the tokens [start, end) of the sentence that holds the token at *at*."""
    sent = doc.tokens[at].sent
    return sent.start, sent.end
