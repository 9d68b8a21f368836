"""
Towns that the entity recogniser takes for persons or passes over: *Rebels attacked Goma*.

The gazetteer and the words around a name overrule it: what is shelled, retaken or fled from is a place.
"""

from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register, get_register
from sayso.extract.parse import Doc, Token
from sayso.extract.places.lexicon import load_place_lexicon
from sayso.extract.places.towns import choose_town

_LINKS = frozenset("- – al el Al El ad ar as ash at az".split())
_DOUBTFUL = frozenset(("person", "norp", "org"))


def is_town(token: Token) -> bool:
    """Whether a proper noun names a place: for all that is known of it, or by the gazetteer."""
    if token.pos_ != "PROPN":
        return False
    register = get_register(token.doc)
    name = register.get_name(token)
    if name is not None:
        if name.kind in ("place", "facility") or any(one.kind == "place" for one in name.senses):
            return True
        if name.kind not in _DOUBTFUL or name.senses or not _may_be_town(register, name):
            return False
        return choose_town(register, token.doc[name.start : name.end].text) is not None
    return (
        token.ent_type_ in ("", "GPE", "LOC")
        and token.text[0].isupper()
        and choose_town(register, token.text) is not None
    )


def is_named_place(token: Token) -> bool:
    """Whether a name has been found to be a place's, whatever the recogniser takes it for."""
    name = get_register(token.doc).get_name(token)
    return name is not None and name.kind in ("place", "facility")


def settle_town(doc: Doc, token: Token, *, sure: bool, certain: bool = False) -> bool:
    """
    Put down a doubtful name as that of a place, if it is one.

    Args:
        doc: The doc.
        token: A proper noun that is no place yet.
        sure: Whether the words around it leave nothing else, so that no gazetteer is needed.
        certain: Whether not even a name that looks like that of somebody needs one: *shelled Sarmin*.

    Returns:
        Whether it now is a place.
    """
    if token.pos_ != "PROPN":
        return False
    if token.lower_ in load_place_lexicon().classes or token.tag_ == "NNPS":
        # "Sagaing Region": the name stands before it.
        return False
    register = get_register(doc)
    name = register.get_name(token)
    if name is not None and (name.senses or name.kind not in _DOUBTFUL or not _may_be_town(register, name)):
        return False
    if name is None:
        if (
            (token.ent_type_ not in ("", "GPE", "LOC") and not certain)
            or not token.text[0].isupper()
            or token.dep_ in ("compound", "amod")
        ):
            return False
        if not (sure or certain) and choose_town(register, token.text) is None:
            return False
        name = Name(token.i, token.i + 1, token.i, "place")
        register.at[token.i] = name
        return True
    if name.kind != "person" and sure and not certain:
        sure = name.kind == "norp"
    if not (sure or certain) and choose_town(register, doc[name.start : name.end].text) is None:
        return False
    name.kind, name.actor, name.place = "place", None, None
    return True


def _may_be_town(register: Register, name: Name) -> bool:
    """Whether a doubtful name stands alone, without title or namesake of two words."""
    doc = register.doc
    quarters = load_place_lexicon().quarters
    words = sum(
        doc.tokens[i].text not in _LINKS and doc.tokens[i].lower_ not in quarters for i in range(name.start, name.end)
    )
    if words > 2 or register.titles.get(name.root - 1) is not None:
        return False
    before = doc.tokens[name.start - 1] if name.start else None
    if before is not None and before.dep_ == "compound" and before.head.i == name.root:
        return False
    last = doc.tokens[name.end - 1].text
    return not any(
        other.kind == "person"
        and other.end - other.start > 1
        and doc.tokens[other.end - 1].text == last
        and other.start != name.start
        for other in register.names
    )
