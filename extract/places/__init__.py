"""Find the places of an article: those it names; descriptions when an event asks where it happened."""

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.actors.register import get_register
from sayso.extract.actors.standing import is_acting_seat, stands_as_place
from sayso.extract.parse import get_doc
from sayso.extract.places.areas import BORDERS, find_site
from sayso.extract.places.datelines import find_dateline_places
from sayso.extract.places.resolve import (
    assign_place,
    is_home,
    is_of_place_noun,
    is_part,
    is_side,
    is_side_of_town,
    resolve_places,
)
from sayso.extract.places.unseen import find_unseen_places


class PlaceFinder:
    """Finds the places that a doc names where they are used as places."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``state.places`` with what stands where a place stands: *in Goma*, *Kharkiv, Ukraine*."""
        register = get_register(get_doc(doc))
        find_dateline_places(register)
        for name in register.names:
            site = find_site(register, name)
            if site is not None:
                for key in resolve_places(register, site):
                    if name.start < site.i and site.lower_ not in BORDERS:
                        register.state.places[key].spans.append((name.start, site.i + 1))
                if name.kind != "actor" and name.kind != "place":
                    continue
            if name.kind not in ("actor", "place", "facility"):
                continue
            if stands_as_place(register.doc, name.root):
                if not is_acting_seat(register, name):
                    assign_place(register, name)
                    if name.place is not None and (is_part(register, name) or is_side_of_town(register, name)):
                        resolve_places(register, register.doc.tokens[name.root])
            elif is_of_place_noun(register, name):
                resolve_places(register, register.doc.tokens[name.root].head)
            elif is_home(register, name):
                assign_place(register, name)
            if name.place is None and is_side(register, name):
                resolve_places(register, register.doc.tokens[name.root])
        find_unseen_places(register)
        return doc
