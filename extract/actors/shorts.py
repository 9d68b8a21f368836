"""Which body a piece of its name stands for: *the Observatory*, *the Post*; and *Doe's campaign*, *her office*."""

from sayso.extract.actors.drafts import make_actor, remember
from sayso.extract.actors.name import Name
from sayso.extract.actors.phrases import get_modifiers
from sayso.extract.actors.register import Register
from sayso.extract.actors.standing import PLACE_NOUNS
from sayso.extract.parse import Token

_LINKS = frozenset("of for on against in to and".split())
"""Words behind the noun that a body's name is built on: *Observatory for Human Rights*."""
_TOO_COMMON = frozenset(
    "state states republic government army military forces force kingdom nations cross crescent".split()
)
"""Words in the names of bodies that, alone and with a capital, are something else's."""


def iter_longer(register: Register, words: list[str]) -> list[Name]:
    """
    Return the names of bodies that *words* are the core of: at the end of the name, or before its *of* or *for*.

    *Committee* of *Senate Ethics Committee*, *Observatory* of *Coastal Observatory for Wildlife*.
    """
    tokens, size = register.doc.tokens, len(words)
    found = [
        name
        for name, end in _get_cores(register).get(words[-1], ())
        if name.end - name.start > size
        and end - size >= name.start
        and [one.text for one in tokens[end - size : end]] == words
    ]
    return [] if found and _has_namesake(register, words, found) else found


def _get_cores(register: Register) -> dict[str, list[tuple[Name, int]]]:
    """Return the names of bodies by the words at which their cores end, with the token behind; found once."""
    if register.cores is None:
        register.cores = {}
        tokens = register.doc.tokens
        for name in register.names:
            if name.end - name.start > 1 and name.kind in ("org", "actor"):
                ends = [i for i in range(name.start + 1, name.end) if tokens[i].lower_ in _LINKS][:1]
                for end in (*ends, name.end):
                    register.cores.setdefault(tokens[end - 1].text, []).append((name, end))
    return register.cores


def _has_namesake(register: Register, words: list[str], found: list[Name]) -> bool:
    """Whether the words end another name as well, even one that the recogniser missed: *Jakarta Post*."""
    doc, name = register.doc, found[0]
    at = next(i for i in range(name.start, name.end) if doc[i].text == words[0])
    for i in doc.find({doc.orth[at]}):
        before = doc[i - 1] if i and register.at[i] not in found else None
        if before is not None and before.pos_ == "PROPN" and before.dep_ in ("compound", "nmod"):
            if all(before.text != one.text for one in doc[name.start : name.end]):
                return True
    return False


def find_by_core(register: Register, head: Token) -> tuple[str, ...]:
    """*The Observatory*, *the Brest-based Observatory*, *the Post*: the one body with the word at its name's core."""
    if not head.text[0].isupper() or head.tag_ not in ("NNP", "NN") or head.lower_ in _TOO_COMMON or head.i == 0:
        return ()
    tokens = register.doc.tokens
    start = head.i
    while start > 1 and tokens[start - 1].head is head and tokens[start - 1].text.istitle():
        start -= 1
    if tokens[start].lower_ in ("the", "this"):
        start += 1
    elif not any(child.lower_ == "the" for child in head.lefts):
        return ()
    if any(child.i < start and child.pos_ == "PROPN" and child.i + 1 != start for child in head.lefts):
        # "The Ontario Crown Attorneys  Association", of which the rest was lost.
        return ()
    if start > head.i or any(child.dep_ == "prep" and child.lower_ in ("of", "for") for child in head.rights):
        return ()
    found = {
        name.actor
        for name in iter_longer(register, [one.text for one in tokens[start : head.i + 1]])
        if name.actor and register.state.actors[name.actor].cls in ("Organization", "MediaOutlet")
    }
    return remember(register, head, tuple(found)) if len(found) == 1 else ()


def find_by_noun(register: Register, head: Token) -> tuple[str, ...]:
    """*The archive*, after *the Harlow Flood Archive*: the one body before with that word at its name's core."""
    if get_modifiers(head) or head.dep_ not in ("nsubj", "nsubjpass") or head.lower_ in PLACE_NOUNS:
        return ()
    found = {
        name.actor
        for name in iter_longer(register, [head.text.capitalize()])
        if name.actor
        and name.end <= head.i
        and register.state.actors[name.actor].cls in ("Organization", "MediaOutlet")
    }
    return remember(register, head, tuple(found)) if len(found) == 1 else ()


def find_campaign(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """*Rowe's campaign*, *the Rowe camp*, *her office*: the body of those who work for somebody; one for each noun."""
    owners = _get_candidates(register, head)
    if not owners:
        return ()
    found: list[str] = []
    for owner in owners:
        key = f"{owner}-{head.lemma_.lower()}"
        if key in register.state.actors:
            found.append(key)
        elif create and len(owners) == 1:
            return make_actor(register, head, "Organization", owner=None, key=key)
    return remember(register, head, tuple(found)) if found else ()


def is_campaign(register: Register, head: Token) -> bool:
    """Return whether *head* is the campaign or the office of somebody named."""
    return head.lower_ in register.lexicon.campaigns and bool(_get_candidates(register, head))


def _get_candidates(register: Register, head: Token) -> list[str]:
    """Return the person whose campaign it is: by a possessive, or by a name before or behind the noun."""
    from sayso.extract.actors.resolve import resolve_actors

    actors = register.state.actors
    whole = [one for child in head.rights if child.dep_ == "prep" and child.lower_ == "of" for one in child.children]
    for child in (*head.lefts, *whole):
        if child.dep_ in ("poss", "pobj") or (child.dep_ in ("compound", "nmod") and child.pos_ == "PROPN"):
            found = [key for key in resolve_actors(register, child, create=False) if actors[key].cls == "Person"]
            if found:
                return found
    return []
