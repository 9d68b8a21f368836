"""Who *the two sides*, *both countries*, *each* are: two that the article named as each other's match."""

from sayso.extract.actors.phrases import get_conjuncts
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token
from sayso.extract.state import ActorDraft

COUNTRIES = frozenset("country nation state neighbour neighbor government capital republic power".split())
_PERSONS = frozenset("leader president minister man".split())
_NO_SIDES = frozenset("woman child man girl boy baby elder civilian family dead victim patient".split())
"""People that are named together and against nobody."""
_MATCHED = frozenset("trade exchange fight clash battle sign agree negotiate meet swap".split())
"""Verbs that two subjects do to or with each other; others only with *each other* as their object."""
_PLAIN_REACH = 3
"""Sentences back in which any two named together will do."""
_PLURAL = frozenset(("NNS", "NNPS"))
"""Tags of nouns that may be joined to the name before them: *Moscow and Arab states*."""


def find_pair(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """
    Return the ids of the two that *head* takes up, or nothing.

    Two that fight, accuse, or stand on the sides of *between* are taken wherever they stand before, the pair that is
    named most often first; any other two named together only from a few sentences before.
    """
    before = register.paired.get((head.i, noun))
    if before is not None and before[0] == register.known:
        return before[1]
    found = _look_back(register, head, noun)
    register.paired[head.i, noun] = register.known, found
    return found


def _look_back(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    from sayso.extract.actors.resolve import resolve_actors

    counted: dict[tuple[str, ...], int] = {}
    plain: tuple[str, ...] = ()
    sents = register.doc.sents
    near = sents[max(0, sents.index(head.sent) - _PLAIN_REACH)].start
    for token in reversed(_get_joining(register)):
        if token.i >= head.i:
            continue
        ids = _get_two(register, token)
        outer = token.head.head
        if (
            ids
            and token.dep_ == "pobj"
            and outer.dep_ == "pobj"
            and outer.head.lower_ == "between"
            and outer.n_rights == 1
        ):
            # "Between the forces in A and the army": the parser joins the army to A.
            first = resolve_actors(register, outer)
            ids = (*first, ids[1]) if len(first) == 1 and first[0] != ids[1] else ()
            token = outer
        if not ids or not all(_fits(register.state.actors[key], noun) for key in ids):
            continue
        if _is_matched(token):
            known = next((pair for pair in counted if set(pair) == set(ids)), ids)
            counted[known] = counted.get(known, 0) + 1
        elif not plain and token.i >= near:
            plain = ids
    if counted:
        return max(counted, key=lambda pair: counted[pair])
    return plain


def _get_joining(register: Register) -> list[Token]:
    """Return the nouns that others may be coordinated with, in order of the text."""
    if register.joining is None:
        register.joining = [
            token
            for token in register.doc.tokens
            if len(token.children) > token.n_lefts
            and token.dep_ != "conj"
            and (token.tag_ in _PLURAL or any(one.dep_ == "conj" for one in token.rights))
        ]
    return register.joining


def _get_two(register: Register, token: Token) -> tuple[str, ...]:
    from sayso.extract.actors.resolve import resolve_actors

    conjuncts = get_conjuncts(token)
    if len(conjuncts) != 2:
        return ()
    ids: list[str] = []
    for one in conjuncts:
        ids += [key for key in resolve_actors(register, one) if key not in ids]
    return tuple(ids) if len(ids) == 2 else ()


def _is_matched(token: Token) -> bool:
    if token.dep_ == "pobj":
        return token.head.lower_ == "between"
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    if verb.lemma_ in _MATCHED:
        return True
    return any(one.lower_ in ("other", "another") and one.nbor(-1).lower_ in ("each", "one") for one in verb.rights)


def _fits(one: ActorDraft, noun: str) -> bool:
    if noun in COUNTRIES:
        return one.cls == "State"
    if noun in _PERSONS:
        return one.cls == "Person"
    if noun == "both":
        return one.cls in ("Person", "AnonymousSource", "State", "Organization")
    if one.rule.startswith("description:") and one.cls == "Group":
        return one.rule.removeprefix("description:").split(" ")[0] not in _NO_SIDES
    return one.cls in ("State", "Organization") or (one.cls == "Group" and one.rule != "people")
