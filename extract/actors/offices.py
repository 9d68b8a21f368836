"""Who holds an office: *the president*, *her spokesman*, *the director, Ada Rowe*."""

from sayso.extract.actors.drafts import find_repeated, make_actor, remember
from sayso.extract.actors.epithets import find_by_calling, is_called
from sayso.extract.actors.lede import HEADED, PRAISE, find_named_below
from sayso.extract.actors.owners import get_owner, get_owners
from sayso.extract.actors.phrases import get_modifiers, is_definite
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token
from sayso.extract.state import ActorDraft

_VOICES = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "official", "source", "diplomat", "aide", "envoy", "adviser"}
)
_LEADING = frozenset("leader head ruler strongman premier".split())
_AT_HEAD = frozenset("head chief boss".split())
_HEADS = frozenset("president premier chancellor king queen emir sultan emperor ruler prime leader".split())
"""Words in the roles of those who lead a state."""
_BELOW_HEADS = frozenset(
    "vice deputy former ex opposition party rebel designate elect assistant adviser spokesman".split()
)
_THINGS_TOO = frozenset("justice chair head general major".split())
"""Offices that with nothing before them are something else: *there is justice*."""
_ONE_OF = frozenset({"a", "an", "one", "another"})
_SPEAKING = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_LEAD = 30
"""Tokens in which a headline begins."""
_BELOW = 80
"""Tokens below a headline in which the one it speaks of is named."""
_ARMY = frozenset("army military armed".split())
"""Words of which each tells of an army: *the military spokesman* is the spokesman of the army."""
_PARTIES = frozenset(
    "republican democratic democrat conservative liberal labour labor socialist communist islamist nationalist "
    "leftist rightist centrist populist green independent hardline moderate reformist secular".split()
)
"""Adjectives that tell of whoever holds an office, but not which office it is: *the Republican president*."""
_NOT_OFFICE = (
    _PARTIES
    | PRAISE
    | frozenset(
        "former new own late senior top outgoing interim acting current incumbent exiled ousted deposed toppled "
        "detained jailed imprisoned term".split()
    )
)


def find_person_beside(register: Register, head: Token) -> tuple[str, ...]:
    """Return the person whose name stands beside an office: in apposition, or within its phrase, or behind it."""
    lexicon = register.lexicon
    noun = lexicon.get_noun(head)
    office = noun in lexicon.office
    titled = register.titles.get(head.i)
    if titled is not None and titled.actor:
        return (titled.actor,)
    own = office and noun not in lexicon.serving
    for child in head.children:
        if child.dep_ == "appos" or (own and child.dep_ in ("compound", "nmod") and child.i < head.i):
            name = register.get_name(child)
            if name is not None and name.kind == "person" and name.actor:
                return (name.actor,) if office or noun in lexicon.people or child.dep_ == "appos" else ()
    if head.dep_ == "appos" and head.tag_ == "NN" and (not noun or noun in lexicon.people):
        name = register.get_name(head.head)
        if name is not None and name.kind == "person" and name.actor:
            return (name.actor,)
    apposed = _find_apposed_to(register, head) or _find_right_behind(register, head)
    if apposed or not office:
        return apposed
    if head.dep_ in ("appos", "compound"):
        name = register.get_name(head.head)
        if name is not None and name.kind == "person" and name.actor:
            return (name.actor,)
    return _find_behind(register, head)


def _find_apposed_to(register: Register, head: Token) -> tuple[str, ...]:
    """*Rowe, Doe's former commander, said*: the parser takes the description for the subject, the name for a stray."""
    at = head.left_edge.i - 1
    if head.tag_ != "NN" or head.dep_ != "nsubj" or at < 1:
        return ()
    if register.doc.tokens[at].text != "," or head.nbor(1).text != ",":
        return ()
    name = register.at[at - 1]
    if name is None or name.kind != "person" or not name.actor or name.end != at:
        return ()
    beside = register.doc.tokens[name.root]
    return (name.actor,) if beside.head is head.head and beside.dep_ in _STRAY else ()


def _find_right_behind(register: Register, head: Token) -> tuple[str, ...]:
    """
    Return the one person who is two things: *a member of the senate, Ada Rowe said*, *exile and singer Ada Rowe said*.

    The parser takes both for subjects, or the name for the second of two.
    """
    if head.tag_ not in ("NN", "NNP"):
        return ()
    for child in head.head.lefts if head.dep_ == "nsubj" else ():
        name = register.get_name(child) if child.i > head.i and child.dep_ == "nsubj" else None
        if name is not None and name.kind == "person" and name.actor and name.start >= 2:
            if register.doc.tokens[name.start - 1].text == "," and head.right_edge.i in (
                name.start - 2,
                name.start - 1,
            ):
                return (name.actor,)
    for child in head.rights:
        name = register.get_name(child) if child.dep_ == "conj" else None
        if name is None or name.kind != "person" or not name.actor or name.root != child.i:
            continue
        if any(one.dep_ in ("det", "poss", "nummod") for one in (*head.lefts, *child.lefts)):
            continue
        start = child.left_edge.i
        titled = (
            start < name.start
            and register.doc.tokens[name.start - 1].tag_ == "NN"
            and register.at[name.start - 1] is None
        )
        if titled and register.doc.tokens[start - 1].lower_ == "and" and start - 1 == head.i + 1:
            return (name.actor,)
    return ()


_STRAY = frozenset("advmod npadvmod nsubj dep nmod appos dobj".split())
"""What the parser makes of a name whose description it takes for the subject."""


def _find_behind(register: Register, head: Token) -> tuple[str, ...]:
    """*The director for Europe and Asia, Ada Rowe*: a name in apposition to the end of the office's phrase."""
    doc = register.doc
    end = head.right_edge.i
    i = head.i + 1
    while i <= end:
        name = register.at[i]
        if name is None:
            if doc.tokens[i].dep_ == "relcl" or doc.tokens[i].is_space:
                return ()
            i += 1
            continue
        if name.kind == "person" and name.actor:
            root = doc.tokens[name.root]
            apart = doc.tokens[name.start - 1].text == "," or root.dep_ in ("appos", "nmod", "npadvmod")
            if apart and root.dep_ not in ("pobj", "poss"):
                return (name.actor,)
            # "Adviser to President Doe": not the adviser, and nobody behind him is.
            return ()
        i = name.end
    return ()


def find_office(register: Register, head: Token, noun: str, *, create: bool) -> tuple[str, ...]:
    """Return whoever was named with the office; else, with *create*, somebody unnamed who holds it."""
    lexicon, state = register.lexicon, register.state
    if noun in _THINGS_TOO and head.n_lefts == 0 and head.lower_ == noun:
        return ()
    owner = get_owner(register, head)
    if noun == "counterpart":
        found = _find_counterpart(register, head, create=create)
        if found:
            return found
    definite = is_definite(head) or owner is not None
    if definite and noun in lexicon.unique:
        words = {noun, *(child.lower_ for child in get_modifiers(head) if register.get_name(child) is None)}
        if "ex" in words:
            words = words - {"ex"} | {"former"}
        found = _find_holder(register, head, noun, words, owner)
        if found:
            return remember(register, head, found)
    if noun == "diplomat" and owner is not None and any(child.lower_ == "top" for child in get_modifiers(head)):
        found = _find_top_diplomat(register, head, owner)
        if found:
            return remember(register, head, found)
    if noun in _LEADING and owner is not None:
        leader = _find_leader(register, head, owner)
        if leader:
            return leader
    if noun in _AT_HEAD and owner is not None and definite:
        leader = _find_head(register, head, owner)
        if leader:
            return remember(register, head, leader)
    if definite:
        titled = _find_titled_so(register, head, noun, owner)
        if titled:
            return remember(register, head, titled)
    repeated = find_repeated(register, head, noun, ("AnonymousSource", "Person"))
    if repeated:
        return repeated
    told = find_by_calling(register, head, noun)
    if told:
        return told
    if owner is not None:
        # A headline may say "Kremlin spokesman" of whom the text names further down.
        for draft in state.actors.values():
            if draft.cls == "Person" and draft.of == owner and draft.role and _speaks_alike(draft.role, noun):
                return remember(register, head, (draft.id,))
    if not definite and noun in lexicon.unique:
        for named in register.the_offices:
            if named.noun == noun and named.at > head.i:
                return remember(register, head, (named.actor,))
    if not is_definite(head) and noun in lexicon.unique:
        below = _find_titled_below(register, head, noun)
        if below and (owner is None or state.actors[below[0]].of in (None, owner)):
            return remember(register, head, below)
    below = find_named_below(register, head, noun, owner)
    if below:
        return remember(register, head, below)
    if not create:
        return ()
    if noun in _SPEAKING and any(child.dep_ == "poss" for child in head.lefts):
        return make_actor(register, head, "Person", owner=owner, role=head.text)
    # "An AFP correspondent" is one of several, "Chad's envoy" and "the Chadian envoy" are the one.
    one = any(child.lower_ in _ONE_OF for child in head.lefts)
    holds = owner is not None and not one and noun not in _VOICES and noun not in lexicon.people
    return make_actor(register, head, "Person" if holds else "AnonymousSource", owner=owner, role=head.text)


def _find_top_diplomat(register: Register, head: Token, owner: str) -> tuple[str, ...]:
    """*The top US diplomat*: whoever was named before as the state's foreign minister or secretary of state."""
    for _, draft in register.iter_recent(head.i):
        role = set((draft.role or "").lower().split())
        if draft.of == owner and ({"foreign", "minister"} <= role or {"secretary", "of", "state"} <= role):
            return (draft.id,)
    return ()


def _find_holder(register: Register, head: Token, noun: str, words: set[str], owner: str | None) -> tuple[str, ...]:
    """Return who was named last with an office; for *the former director*, rather who was named as a former one."""
    held: tuple[str, ...] = ()
    for _, draft in register.iter_recent(head.i):
        if draft.cls != "Person" or not draft.role or not _is_same_office(draft, words, noun):
            continue
        if owner is not None and draft.of is not None and draft.of != owner:
            continue
        if "former" not in words or "former" in draft.role.lower():
            return (draft.id,)
        held = held or (draft.id,)
    return held


def find_former(register: Register, head: Token) -> tuple[str, ...]:
    """*The ex-minister*, of which the parser takes *ex* for the noun: who was named last as a former one."""
    tokens = register.doc.tokens
    if head.i + 2 >= len(tokens) or tokens[head.i + 1].text != "-" or not is_definite(head):
        return ()
    noun = register.lexicon.get_noun(tokens[head.i + 2])
    if noun not in register.lexicon.office:
        return ()
    for _, draft in register.iter_recent(head.i):
        if draft.cls == "Person" and draft.role and is_called(draft, noun, {noun}):
            if not _PAST.isdisjoint(draft.role.lower().replace("-", " ").split()):
                register.add_span(draft, head.left_edge.i, head.i + 3)
                return (draft.id,)
    return ()


_PAST = frozenset("former ex onetime".split())


def _find_leader(register: Register, head: Token, owner: str) -> tuple[str, ...]:
    """*The Chadian leader*: the one who was named as Chad's president, premier or king, where there is but one."""
    if head.tag_ not in ("NN", "NNP") or head.n_rights or not is_definite(head):
        return ()
    if register.state.actors[owner].cls != "State" or len(get_modifiers(head)) > 1:
        return ()
    heads: dict[str, None] = {}
    for _, draft in register.iter_recent(head.i):
        if draft.cls == "Person" and draft.of == owner and draft.role:
            role = draft.role.lower().replace("-", " ").split()
            if not _HEADS.isdisjoint(role) and _BELOW_HEADS.isdisjoint(role):
                heads[draft.id] = None
    return remember(register, head, tuple(heads)) if len(heads) == 1 else ()


def _find_head(register: Register, head: Token, owner: str) -> tuple[str, ...]:
    """*The head of the agency*: the one who was named as its director, administrator or secretary."""
    if head.tag_ not in ("NN", "NNP") or register.state.actors[owner].cls != "Organization" or get_modifiers(head):
        return ()
    found = {
        draft.id
        for _, draft in register.iter_recent(head.i)
        if draft.cls == "Person"
        and draft.of == owner
        and draft.role
        and not HEADED.isdisjoint(role := draft.role.lower().replace("-", " ").split())
        and _BELOW_HEADS.isdisjoint(role)
    }
    return tuple(found) if len(found) == 1 else ()


def _find_titled_so(register: Register, head: Token, noun: str, owner: str | None) -> tuple[str, ...]:
    """*The special counsel*: the one person named before in whose title all the words are."""
    if head.tag_ not in ("NN", "NNP") or any(child.dep_ in ("prep", "relcl", "acl") for child in head.rights):
        return ()
    if any(child.dep_ == "poss" for child in head.lefts):
        return ()
    words = {child.lower_ for child in get_modifiers(head) if register.get_name(child) is None}
    if not words or words <= _NOT_OFFICE:
        return ()
    found = {
        draft.id
        for _, draft in register.iter_recent(head.i)
        if draft.cls == "Person"
        and draft.role
        and (owner is None or draft.of in (None, owner))
        and words.issuperset(_PAST & (role := set(draft.role.lower().replace("-", " ").split())))
        and words <= role
        and is_called(draft, noun, words | {noun})
    }
    return tuple(found) if len(found) == 1 else ()


def _find_counterpart(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """*His Greek counterpart*, *its counterpart in Rabat*: the same office, or the same body, of another state."""
    from sayso.extract.actors.resolve import resolve_actors

    possessor = next((child for child in head.lefts if child.dep_ == "poss"), None)
    ids = resolve_actors(register, possessor, create=False) if possessor is not None else ()
    actors = register.state.actors
    owner = next((key for key in get_owners(register, head) if key not in ids and actors[key].cls == "State"), None)
    if owner is None or len(ids) != 1:
        return ()
    one = actors[ids[0]]
    if one.cls == "Organization" and one.of and one.of != owner and one.id.startswith(f"{one.of}-"):
        key = owner + one.id.removeprefix(one.of)
        if key in actors:
            return remember(register, head, (key,))
        return make_actor(register, head, "Organization", owner=owner, key=key) if create else ()
    if one.cls == "Person" and one.role:
        words = set(one.role.lower().split())
        for draft in actors.values():
            if draft.cls == "Person" and draft.of == owner and draft.role and draft.id != one.id:
                if words & set(draft.role.lower().split()):
                    return remember(register, head, (draft.id,))
    return ()


def _find_titled_below(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*Minister condemns raid*, in a headline: the first person named below with that title."""
    doc = register.doc
    if head.sent.start > _LEAD or any(child.dep_ in ("det", "nummod") for child in head.lefts):
        return ()
    lone = head.i == head.sent.start or head.text[0].isupper() or doc.tokens[head.sent.start].text.isupper()
    owner = any(register.get_name(child) is not None for child in get_modifiers(head))
    if head.tag_ not in ("NN", "NNP") or not (lone or owner):
        return ()
    words = {noun, *(child.lower_ for child in get_modifiers(head) if register.get_name(child) is None)}
    for start, key in register.namings:
        draft = register.state.actors[key]
        if start > head.i + _BELOW:
            break
        if start > head.i and draft.cls == "Person" and draft.role and _is_same_office(draft, words, noun):
            return (key,)
    return ()


def _speaks_alike(role: str, noun: str) -> bool:
    words = set(role.lower().split())
    return noun in _SPEAKING and bool(words & _SPEAKING or {"press", "secretary"} <= words)


def _is_same_office(draft: ActorDraft, words: set[str], noun: str) -> bool:
    role = set((draft.role or "").lower().replace("-", " ").split())
    if noun == "secretary" and "press" in words:
        return bool(role & _SPEAKING) or ("press" in role and is_called(draft, noun, words))
    if not is_called(draft, noun, words):
        return False
    parties = words & _PARTIES
    if parties and role & _PARTIES and parties.isdisjoint(role):
        return False
    # "the foreign minister" is not whoever is "Prime Minister".
    told = {one for one in words if one != noun and one.isalpha()} - _NOT_OFFICE
    if "premier" in role:
        told.discard("prime")
    if not told:
        return not (noun == "minister" and "prime" in role) and ("former" in words or "former" not in role)
    return bool(told & role) or bool(told & _ARMY and role & _ARMY)
