"""From a token to the places it stands for."""

from spacy.tokens import Token

from sayso.extract.actors.phrases import get_start
from sayso.extract.actors.register import Register, make_slug


def resolve_places(register: Register, head: Token, *, create: bool = True) -> tuple[str, ...]:
    """Return the ids of the places that the phrase headed by *head* stands for, without its conjuncts."""
    name = register.get_name(head)
    if name is None or name.kind in ("person", "adjective", "people", "norp"):
        return ()
    if name.place is None:
        for sense in name.senses:
            if sense.kind == "place":
                name.place = register.add_known_place(sense.key)
                break
    if name.place is None and create and name.kind in ("place", "facility"):
        text = register.doc[name.start : name.end].text
        draft = register.add_place(f"{make_slug(text)}-place", text, "Settlement", rule="entity")
        name.place = draft.id
    if name.place is None:
        return ()
    span = min(get_start(register.doc[name.root]), name.start), name.end
    register.state.places[name.place].spans.append(span)
    return (name.place,)
