"""
Find the actors of an article.

Names are found at once; what a description or a pronoun stands for when a statement or an event asks.
"""

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.actors.named import assign_names
from sayso.extract.actors.register import make_register
from sayso.extract.parse import get_doc
from sayso.ontology.authority import load_authority

_MOST_WORDS = 200_000
"""Words that are remembered between docs."""


class ActorFinder:
    """
    Finds the named actors of a doc and where they are named.

    Args:
        nlp: The pipeline that it is part of.
        authority: The user's authority files, laid over sayso's own.
    """

    def __init__(self, nlp: Language, *, authority: Sequence[Path] = ()) -> None:
        self.vocab = nlp.vocab
        # Faults in them are told by whoever was asked to read the articles; here the rest is used.
        self.authority = load_authority(authority, on_fault=lambda fault: None)
        self.begins: dict[int, bool] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``state.actors`` with the named actors, and make ready what `sayso.extract.who` looks up."""
        if len(self.begins) > _MOST_WORDS:
            self.begins.clear()
        register = make_register(get_doc(doc), self.authority, begins=self.begins)
        assign_names(register)
        return doc
