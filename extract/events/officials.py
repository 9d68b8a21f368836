"""
Where it happens what a local official tells: *the governor of Belgorod region said four people had died*.

Source: docs/rules-events.md, rule E12.
"""

from sayso.extract import who
from sayso.extract.parse import Doc, Token

_LOCAL = frozenset("governor mayor head prefect administration council police governorate".split())
"""Those who tell of their own region or town."""
_SAYING = frozenset("say tell report add write post announce confirm state".split())


def find_place_of_office(doc: Doc, trigger: Token) -> tuple[str, ...]:
    """
    Return the place whose official tells of what happened, where no other place is told; nothing where there is none.

    Args:
        doc: The doc.
        trigger: The word that tells of the event, in what is said.
    """
    teller = _find_teller(trigger)
    if teller is None:
        return ()
    if teller.lemma_.lower() not in _LOCAL:
        # "Kharkiv's mayor Jan Doe said", "the mayor of Kharkiv, Jan Doe, said"
        near = (*teller.children, *(one for child in teller.children for one in child.children))
        teller = next((one for one in near if one.lemma_.lower() in _LOCAL), teller)
        if teller.lemma_.lower() not in _LOCAL:
            return ()
    for child in teller.children:
        named = [one for one in child.children if one.dep_ == "pobj"] if child.lower_ in ("of", "in") else [child]
        for one in named:
            if one.dep_ in ("pobj", "poss", "compound", "nmod") and one.pos_ in ("PROPN", "NOUN"):
                found = who.find_places(doc, one)
                if found:
                    return found
    return ()


def _find_teller(trigger: Token) -> Token | None:
    """Return the subject of the verb of speech that the clause of *trigger* is the content of."""
    at = trigger
    for _ in range(8):
        if at.head is at:
            return None
        if at.dep_ == "ccomp" and at.head.lemma_ in _SAYING:
            return next((one for one in at.head.lefts if one.dep_ == "nsubj"), None)
        at = at.head
    return None
