"""Find the places of an article: those it names; descriptions when an event asks where it happened."""

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.actors.kinds import stands_as_place
from sayso.extract.actors.register import get_register
from sayso.extract.parse import get_doc
from sayso.extract.places.resolve import assign_place


class PlaceFinder:
    """Finds the places that a doc names where they are used as places."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``state.places`` with what stands where a place stands: *in Goma*, *Kharkiv, Ukraine*."""
        register = get_register(get_doc(doc))
        for name in register.names:
            if name.kind in ("actor", "place", "facility") and stands_as_place(register.doc, name.root):
                assign_place(register, name)
        return doc
