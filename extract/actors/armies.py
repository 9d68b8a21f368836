"""Which armed body a noun stands for: *the army*, *Syrian forces*, *the soldiers*, *the rebels*."""

from sayso.extract.actors.bodies import find_body
from sayso.extract.actors.context import get_main_state
from sayso.extract.actors.drafts import remember, resolve_before
from sayso.extract.actors.owners import get_owner, get_owners, is_ethnic
from sayso.extract.actors.phrases import get_modifiers, is_definite, is_plural
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token

_ARMED_WORDS = frozenset("armed government state regular military army junta federal national regime".split())
_PRAISE = frozenset("powerful mighty influential modern feared vaunted all-powerful".split())
"""Adjectives that do not tell of another army."""
_ARMIES = ("armed forces", "defence forces", "defense forces", "defence force", "defense force")


def is_army(register: Register, head: Token, noun: str) -> bool:
    """Return whether a noun names the armed forces of a state (*the army*, *Syrian forces*), not another force."""
    before = get_modifiers(head)
    if noun in register.lexicon.arms:
        return any(child.lower_ in ("army", "military", "government", "junta", "regime") for child in before) or (
            (is_plural(head) or noun == "aircraft") and get_owner(register, head) is not None
        )
    if noun == "staff" and any(child.lower_ == "general" for child in before):
        return True
    if noun not in register.lexicon.army or noun in ("soldier", "serviceman"):
        return False
    if any(is_ethnic(child) for child in before):
        return False
    if noun in ("force", "troop"):
        if not is_plural(head) or any(
            register.get_name(child) is None and child.lower_ not in _ARMED_WORDS for child in before
        ):
            return False
        return get_owner(register, head) is not None or any(
            child.lower_ in ("armed", "government", "army", "junta") for child in before
        )
    return all(
        register.get_name(child) is not None or child.lower_ in _ARMED_WORDS or child.lower_ in _PRAISE
        for child in before
    )


def find_army(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """Return the one body that all names for a state's armed forces stand for."""
    state = register.state
    owners = get_owners(register, head)
    owner = owners[0] if owners else None
    if owner is not None and state.actors[owner].cls != "State":
        if register.lexicon.get_noun(head) == "force" and state.actors[owner].rule.startswith("description:"):
            # "The ministry denied that its forces …": those of the state.
            of = state.actors[owner].of
            return remember(register, head, (_get_army(register, of or owner, head),))
        return remember(register, head, (owner,))
    if len(owners) > 1 and is_plural(head):
        return remember(register, head, tuple(_get_army(register, one, head) for one in owners))
    told = any(child.lower_ in _ARMED_WORDS for child in head.lefts)
    first = head.i == head.sent.start or (head.text[0].isupper() and head.nbor(-1).text in (":", "-", "–"))
    if owner is None and (is_definite(head) or told or first):
        for _, draft in register.iter_recent(head.i):
            if draft.id.endswith("-armed-forces"):
                return remember(register, head, (draft.id,))
        owner = get_main_state(register) or _get_owner_of_soldiers(register, head)
    if owner is None:
        return find_body(register, head, register.lexicon.get_noun(head), "Organization", create=create)
    return remember(register, head, (_get_army(register, owner, head),))


def _get_owner_of_soldiers(register: Register, head: Token) -> str | None:
    """Return the one state whose soldiers were spoken of before *head*, or None."""
    owners: set[str] = set()
    for noun in ("soldier", "troop", "serviceman"):
        for token in register.iter_nouns(noun, head.i):
            owner = get_owner(register, token)
            if owner is not None and register.state.actors[owner].cls == "State":
                owners.add(owner)
    return owners.pop() if len(owners) == 1 else None


def _get_army(register: Register, owner: str, head: Token) -> str:
    named = _find_named_army(register, owner)
    if named is not None:
        return named
    key = f"{owner}-armed-forces"
    if key not in register.state.actors:
        name = f"Armed forces of {register.state.actors[owner].name}"
        register.add_actor(key, name, "Organization", rule="army", of=owner).plural = is_plural(head)
    return key


def _find_named_army(register: Register, owner: str) -> str | None:
    """Return the body that the article names as the forces of a state as a whole: *Defence Forces*, *Armed Forces*."""
    for name in register.names:
        entry = register.authority.actors.get(name.senses[0].key) if name.senses and name.kind == "actor" else None
        if entry is not None and entry.of == owner and entry.kind == "body" and name.actor == entry.key:
            if entry.label.lower().endswith(_ARMIES):
                return entry.key
    return None


def find_army_of_soldiers(register: Register, head: Token) -> tuple[str, ...]:
    """*Government soldiers*, *the troops*: the army, if the article has named just one; not soldiers counted."""
    before = [child for child in head.lefts if child.dep_ != "det"]
    if any(child.lower_ not in ("government", "army", "state") for child in before) or not is_plural(head):
        return ()
    if any(child.dep_ in ("prep", "relcl", "acl") for child in head.rights):
        return ()
    if not before and _are_told_of(register, head):
        return ()
    armies = [key for key in register.state.actors if key.endswith("-armed-forces")]
    if not armies:
        main = get_main_state(register)
        armies = [_get_army(register, main, head)] if main is not None else []
    return remember(register, head, (armies[0],)) if len(armies) == 1 else ()


def _are_told_of(register: Register, head: Token) -> bool:
    """*The soldiers*, after *seven Chadian soldiers accused of …*: those, and not the army."""
    noun = register.lexicon.get_noun(head)
    if not any(child.lower_ == "the" for child in head.lefts):
        return False
    resolve_before(register, head, noun)
    return any(
        draft.cls == "Group" and draft.rule.startswith(f"description:{noun} ") and "#" in draft.rule
        for _, draft in register.iter_recent(head.i)
    )


def find_last_armed(register: Register, head: Token) -> tuple[str, ...]:
    """*These militants*: the body without a state that was named last, in this sentence or the one before."""
    if register.lexicon.get_noun(head) not in register.lexicon.fighters:
        return ()
    doc = register.doc
    first = head.sent.start
    if first > 0:
        first = doc.tokens[first - 1].sent.start
    for at, draft in register.iter_recent(head.i):
        if at < first:
            return ()
        entry = register.authority.actors.get(draft.authority or "")
        if entry is not None and entry.kind == "armed":
            return remember(register, head, (draft.id,))
    return ()


def find_only_armed(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The rebels*: the one armed body that the article has named, unless it has described others by the noun."""
    if noun in register.described:
        return ()
    armed: set[str] = set()
    for _, draft in register.iter_recent(head.i):
        entry = register.authority.actors.get(draft.authority or "")
        if entry is not None and entry.kind == "armed":
            armed.add(draft.id)
    return remember(register, head, tuple(armed)) if len(armed) == 1 else ()
