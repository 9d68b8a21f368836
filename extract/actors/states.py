"""Which state a word for a government or a land stands for: *the Armenian government*, *the breakaway region*."""

from collections import Counter

from sayso.extract.actors.context import get_main_state
from sayso.extract.actors.drafts import remember, strip_article
from sayso.extract.actors.name import Name
from sayso.extract.actors.owners import get_owners, is_ethnic
from sayso.extract.actors.phrases import (
    get_modifiers,
    get_phrase,
    get_possessor_tokens,
    get_subject,
    is_definite,
    is_plural,
)
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.parse import Token

_SEPARATE = frozenset(
    "breakaway separatist unrecognised unrecognized secessionist proclaimed declared styled de".split()
)


def find_state(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """Return the state that *head*, a noun of government or of land, stands for; nothing where that is unsure."""
    land = noun in register.lexicon.land
    apposed = _get_apposed(register, head)
    if apposed:
        return apposed
    if _is_separate(head):
        return _as_metonym(register, head, _find_defacto(register, head))
    all_owners = get_owners(register, head)
    owners = [key for key in all_owners if register.state.actors[key].cls == "State"]
    if land:
        return _find_land(register, head, owners)
    if all_owners and not owners and not is_plural(head):
        # "The Houthi leadership", "the Hamas government": the body itself.
        return _as_metonym(register, head, (all_owners[0],))
    if owners:
        several = is_plural(head) and noun == "government"
        return _as_metonym(register, head, tuple(owners) if several else (owners[0],))
    for token in get_possessor_tokens(head):
        if register.lexicon.get_noun(token) in register.lexicon.land:
            return _as_metonym(register, head, find_state(register, token, register.lexicon.get_noun(token)))
    if any(is_ethnic(child) for child in get_modifiers(head)) or any(
        name.kind in ("people", "norp") for name in _names_inside(register, head)
    ):
        return _as_metonym(register, head, _find_defacto(register, head))
    person = _find_headed(register, head)
    if person is not None:
        return person
    if any(child.dep_ == "poss" for child in head.lefts):
        return _find_of_possessor(register, head)
    if is_plural(head) and noun == "government":
        return ()
    if not is_definite(head) and not (
        head.i == head.sent.start or noun in ("authority", "regime") or head.dep_ == "compound"
    ):
        return ()
    telling = [
        child
        for child in get_modifiers(head)
        if child.lower_ not in ("local", "central", "federal", "new", "military")
    ]
    if telling:
        return ()
    return _as_metonym(register, head, _find_bare(register, head, noun))


def find_ruling(register: Register, head: Token) -> tuple[str, ...]:
    """*The colonels*, *the generals who seized power*: the state that they rule, where there is a junta."""
    told = [child for child in head.rights if child.dep_ in ("relcl", "acl")]
    took = any(one.lower_ in ("power", "control") for child in told for one in child.children)
    if get_modifiers(head) or (told and not took) or any(child.dep_ in ("prep", "nummod") for child in head.children):
        return ()
    from sayso.extract.actors.resolve import resolve_actors

    for token in register.iter_nouns("junta", len(register.doc)):
        found = resolve_actors(register, token, create=False)
        if len(found) == 1 and register.state.actors[found[0]].cls == "State":
            return _as_metonym(register, head, found)
    if not took and not any(True for _ in register.iter_nouns("junta", len(register.doc))):
        return ()
    main = get_main_state(register)
    return _as_metonym(register, head, (main,)) if main is not None else ()


def _as_metonym(register: Register, head: Token, ids: tuple[str, ...]) -> tuple[str, ...]:
    return remember(register, head, ids, metonym=True) if ids else ()


def _find_land(register: Register, head: Token, owners: list[str]) -> tuple[str, ...]:
    """*The republic of X*, *his country*, *the country*."""
    if is_plural(head):
        return ()
    if any(child.dep_ == "prep" and child.lower_ == "of" for child in head.rights):
        return tuple(owners[:1])
    for child in head.lefts:
        if child.dep_ == "poss" and register.get_name(child) is None:
            return _get_state_of(register, child)
    if owners or not is_definite(head):
        # "Turkey's neighbour" is another country.
        return ()
    if register.lexicon.get_noun(head) in _PARTS:
        # A region is no country, so "Baku said it would integrate the region" is not about Baku's.
        return _as_metonym(register, head, _find_defacto(register, head))
    found = find_last_state(register, head)
    return _as_metonym(register, head, found)


_PARTS = frozenset("region enclave exclave territory province".split())
"""Nouns for land that is part of a country."""


def _get_state_of(register: Register, possessor: Token) -> tuple[str, ...]:
    """*His country*: the state that the person serves."""
    from sayso.extract.actors.resolve import resolve_actors

    for key in resolve_actors(register, possessor, create=False):
        draft = register.state.actors[key]
        for _ in range(4):
            if draft.cls == "State":
                return (draft.id,)
            if draft.of is None:
                break
            draft = register.state.actors[draft.of]
    return ()


def _names_inside(register: Register, head: Token) -> list[Name]:
    inside = range(head.left_edge.i, head.right_edge.i + 1)
    return [name for i in inside if (name := register.at[i]) is not None and name.start == i]


def _get_apposed(register: Register, head: Token) -> tuple[str, ...]:
    name = register.get_name(head.head) if head.dep_ == "appos" else None
    return (name.actor,) if name is not None and name.actor else ()


def _is_separate(head: Token) -> bool:
    for child in head.lefts:
        if child.lower_ in _SEPARATE or any(one.lower_ in _SEPARATE for one in child.lefts):
            return child.lower_ != "de" or "facto" in head.doc[child.i : head.i].text
    return False


def _find_defacto(register: Register, head: Token) -> tuple[str, ...]:
    """Return the de facto state that the article has named, nearest before *head* or inside its phrase."""
    edge = head.right_edge.i
    for name in reversed([one for one in register.names if one.start <= edge]):
        for sense in name.senses:
            if sense.kind in ("name", "acronym", "capital") and is_defacto(register, sense.key):
                return (register.add_known(sense.key),)
    return ()


def is_defacto(register: Register, key: str) -> bool:
    """Return whether an actor is a state whose land is a region of another in the authority."""
    entry = register.authority.actors.get(key)
    if entry is None or entry.cls != "State" or entry.place is None:
        return False
    place = register.authority.places.get(entry.place)
    return place is not None and place.cls == "Region"


def _find_headed(register: Register, head: Token) -> tuple[str, ...] | None:
    """*The Assad regime*: the state that the person heads, or where that is not known a state of that name."""
    for child in get_modifiers(head):
        name = register.get_name(child)
        if name is None or name.senses or name.kind not in ("person", "org", "place"):
            continue
        if name.kind == "person" and name.actor:
            person = register.state.actors[name.actor]
            of = person.of
            if of is None and _is_premier(person.role):
                of = _get_state_with_bodies(register)
                if of is None and register.lexicon.get_noun(head) != "administration":
                    of = get_main_state(register)
            if of:
                return _as_metonym(register, head, (of,))
        start, end = get_phrase(register.doc, head, long=False)
        key = f"{make_slug(register.doc[name.start : name.end].text)}-government"
        register.add_actor(key, strip_article(register.doc[start:end].text), "State", rule="headed")
        return _as_metonym(register, head, (key,))
    return None


def _get_state_with_bodies(register: Register) -> str | None:
    """Return the state of which the article names the most bodies: whose president deals with Iran has a congress."""
    counts = Counter(
        one.of for one in register.state.actors.values() if one.cls == "Organization" and one.of and one.authority
    )
    of = counts.most_common(1)[0][0] if counts else None
    return of if of in register.state.actors and register.state.actors[of].cls == "State" else None


def _is_premier(role: str | None) -> bool:
    words = (role or "").lower().split()
    return bool(words) and (words[-1] in ("president", "premier", "chancellor") or words[-2:] == ["prime", "minister"])


def _find_of_possessor(register: Register, head: Token) -> tuple[str, ...]:
    """*President Doe's government*, *his government*: the state that he serves, or the article's main one."""
    for child in head.lefts:
        if child.dep_ == "poss":
            found = _get_state_of(register, child)
            name = register.get_name(child)
            if not found and name is not None and name.kind == "person":
                main = get_main_state(register)
                found = (main,) if main is not None else ()
            return _as_metonym(register, head, found)
    return ()


def _find_bare(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The government*: one headed by somebody named, the article's main state, or the one spoken of just before."""
    if noun in ("regime", "dictatorship", "junta", "administration"):
        for draft in reversed(register.state.actors.values()):
            if draft.rule == "headed":
                return (draft.id,)
    told = _find_told_whose(register, head, noun)
    if told:
        return told
    if noun == "junta":
        found = _find_seized(register) or _find_spoken_of(register, head)
        if found:
            return found
    main = get_main_state(register)
    if noun == "administration":
        # Presidents have one: in a report on Iran it may as well be that of those who deal with it.
        heads = (one for one in register.state.actors.values() if one.of == main and _is_premier(one.role))
        return (main,) if main is not None and any(heads) else ()
    if main is not None and (noun != "junta" or _is_named_before(register, main, head)):
        return (main,)
    return () if noun in ("junta", "dictatorship") else find_last_state(register, head)


def _find_spoken_of(register: Register, head: Token) -> tuple[str, ...]:
    """*Mali has suffered attacks. The junta …*: the state that the sentence before is about."""
    from sayso.extract.actors.resolve import resolve_actors

    start = head.sent.start
    subject = get_subject(register.doc.tokens[start - 1].sent.root) if start else None
    found = resolve_actors(register, subject, create=False) if subject is not None and subject.pos_ == "PROPN" else ()
    return found if len(found) == 1 and register.state.actors[found[0]].cls == "State" else ()


def _find_told_whose(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The government*, after *the Greek government* in its sentence; *the administration*, after *the Rowe one*."""
    from sayso.extract.actors.resolve import resolve_actors

    first = 0 if noun == "administration" else head.sent.start
    for token in reversed([one for one in register.iter_nouns(noun, head.i) if one.i >= first]):
        if not get_modifiers(token) and not any(child.dep_ == "poss" for child in token.lefts):
            continue
        found = resolve_actors(register, token, create=False)
        if len(found) == 1 and register.state.actors[found[0]].cls == "State":
            return found
    return ()


def _is_named_before(register: Register, state: str, head: Token) -> bool:
    return any(
        name.start < head.i and (name.actor == state or _get_state_of_name(register, name) == state)
        for name in register.names
    )


def _find_seized(register: Register) -> tuple[str, ...]:
    """Return the one state whose junta the text names, or in which it tells of a coup: *seized power in X*."""
    owners: dict[str, None] = {}
    for word in ("junta", "coup", "putsch", "power", "takeover"):
        for token in register.doc.tokens:
            if token.lower_ != word:
                continue
            for key in get_owners(register, token):
                if register.state.actors[key].cls == "State":
                    owners[key] = None
            verb = token.head
            if word == "power" and verb.lemma_ in ("seize", "take", "grab"):
                for child in verb.rights:
                    name = next((register.get_name(one) for one in child.children if one.dep_ == "pobj"), None)
                    if child.dep_ == "prep" and child.lower_ == "in" and name is not None:
                        state = _get_state_of_name(register, name)
                        if state is not None:
                            owners[state] = None
        if owners:
            break
    return tuple(owners) if len(owners) == 1 else ()


def _get_state_of_name(register: Register, name: Name) -> str | None:
    for sense in name.senses:
        key = register.authority.state_of.get(sense.key) if sense.kind == "place" else sense.key
        if key and key in register.authority.actors and register.authority.actors[key].cls == "State":
            return register.add_known(key)
    return None


def find_last_state(register: Register, head: Token) -> tuple[str, ...]:
    """
    Return the state that *the country* takes up: the only one named before it in its sentence; else in the one before.

    There it is the one that is subject, or the only one.
    """
    doc = register.doc
    first, end = head.sent.start, head.i
    for _ in range(2):
        named: list[str] = []
        subjects: list[str] = []
        for i in range(first, end):
            name = register.at[i]
            if name is None or name.start != i or name.actor is None or name.kind == "adjective":
                continue
            if register.state.actors[name.actor].cls != "State":
                continue
            named.append(name.actor)
            if doc.tokens[name.root].dep_ in ("nsubj", "nsubjpass"):
                subjects.append(name.actor)
        if len(set(named)) == 1:
            return (named[0],)
        if len(set(subjects)) == 1:
            return (subjects[0],)
        if named or first == 0:
            return ()
        end, first = first, doc.tokens[first - 1].sent.start
    return ()
