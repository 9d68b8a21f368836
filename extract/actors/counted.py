"""Those of a people or a body to whom something happens: *six Chechens*, *four FARC fighters*, *a Kurd*."""

from sayso.extract.actors.drafts import find_repeated, get_number, make_actor
from sayso.extract.actors.phrases import is_plural
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token

_KINDS = frozenset(("people", "norp", "adjective"))
_SEVERAL = frozenset(("several", "many", "some"))
_PEOPLE = frozenset(("people", "persons", "others"))
_ONE = frozenset(("a", "an", "another", "one"))


def find_counted(register: Register, head: Token) -> tuple[str, ...]:
    """
    Return the group, or the one, that a phrase counts out of a people or an armed body; empty where it counts none.

    *Six Chechens were killed* tells of six, not of all Chechens, and *four FARC fighters* are not the FARC. Mere
    people are nobody, but those told by whom they include, or told from others, are: *three others*.
    """
    if head.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return ()
    if head.lower_ in _PEOPLE:
        return _find_people(register, head)
    name = register.get_name(head)
    of_people = name is not None and name.kind in _KINDS and name.root == head.i
    if name is None and head.tag_ in ("NNS", "NNPS") and head.text[:1].isupper() and head.i > head.sent.start:
        # "Three Uighurs": a people that no recogniser knows.
        of_people = True
    if name is not None and not of_people:
        return ()
    noun = head.lower_ if of_people else register.lexicon.get_noun(head)
    if noun == "member" and head.tag_ == "NN" and any(child.lower_ in _ONE for child in head.lefts):
        of_body = any(child.lower_ == "of" for child in head.rights)
        return make_actor(register, head, "Person", owner=None, noun=noun) if of_body else ()
    if not of_people and noun not in register.lexicon.fighters:
        return ()
    if is_plural(head) or head.lower_ != head.lemma_.lower():
        if not get_number(head):
            return ()
        return find_repeated(register, head, noun, ("Group",)) or make_actor(
            register, head, "Group", owner=None, noun=noun
        )
    if of_people and any(child.lower_ in _ONE for child in head.lefts):
        return make_actor(register, head, "Person", owner=None, noun=noun)
    return ()


def _find_people(register: Register, head: Token) -> tuple[str, ...]:
    """*Seven people including five children*, *three others*: a group of its own; *seven people* are nobody."""
    others = head.lower_ == "others"
    if not get_number(head) and not (others and any(child.lower_ in _SEVERAL for child in head.lefts)):
        return ()
    told = others or any(child.dep_ == "prep" and child.lower_ == "including" for child in head.rights)
    return make_actor(register, head, "Group", owner=None, noun=head.lower_) if told else ()
