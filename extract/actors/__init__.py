"""Find the actors of an article."""

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.actors.phrases import get_phrase
from sayso.extract.state import ActorDraft, Mention, get_state
from sayso.model import ActorClass

_CLASSES: dict[str, ActorClass] = {"PERSON": "Person", "ORG": "Organization", "GPE": "State", "NORP": "State"}


class ActorFinder:
    """Finds the named actors of a doc and where they are named."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, doc: Doc) -> Doc:
        """Fill ``state.actors`` and ``state.mentions``."""
        state = get_state(doc)
        for entity in doc.ents:
            cls = _CLASSES.get(entity.label_)
            if cls is None:
                continue
            name = entity.text.removesuffix("’s").removesuffix("'s").removeprefix("the ").strip()
            key = name.lower().replace(" ", "-")
            if cls == "Person" and entity.root.i and len(name.split()) == 1:
                key = next((k for k, a in state.actors.items() if a.cls == "Person" and a.name.endswith(name)), key)
            start, end = get_phrase(doc, entity.root)
            draft = state.actors.setdefault(key, ActorDraft(id=key, name=name, cls=cls, rule="entity"))
            draft.spans.append((min(start, entity.start), entity.end))
            state.mentions[entity.root.i] = Mention(start, entity.end, entity.root.i, "name", (key,))
        return doc
