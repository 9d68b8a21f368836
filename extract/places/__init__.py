"""Find the places of an article: those it names; descriptions when an event asks where it happened."""

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.actors.register import get_register
from sayso.extract.places.resolve import assign_place


class PlaceFinder:
    """Finds the places that a doc names where they are used as places."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``state.places`` with what stands where a place stands: *in Goma*, *Kharkiv, Ukraine*."""
        register = get_register(doc)
        for name in register.names:
            if name.kind in ("actor", "place", "facility") and stands_as_place(doc, name.root):
                assign_place(register, name)
        return doc


_LOCATIVE = frozenset(
    "in at from to near into onto outside inside within across over around toward towards through throughout along of "
    "between behind beyond off via".split()
)


def stands_as_place(doc: Doc, i: int) -> bool:
    """Return whether token *i* is the object of a preposition of place, or set after another place."""
    token = doc[i]
    for _ in range(4):
        if token.dep_ != "conj" or token.head.i == token.i:
            break
        token = token.head
    if token.dep_ == "pobj":
        return token.head.lower_ in _LOCATIVE
    return token.dep_ in ("appos", "npadvmod") or token.ent_type_ in ("LOC", "FAC")
