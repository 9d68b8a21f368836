"""Who a description stands for: *the Armenian government*, *residents*, *a source close to the talks*, *the ministry*."""

from spacy.tokens import Token

from sayso.extract.actors.names import Name
from sayso.extract.actors.phrases import get_modifiers, get_phrase, get_possessor_tokens, is_definite, is_plural
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.state import ActorDraft, Mention
from sayso.model import ActorClass

_SEPARATE = frozenset({"breakaway", "separatist", "self-proclaimed", "self-declared", "unrecognised", "unrecognized", "secessionist"})
_SEPARATE_PARTS = frozenset({"proclaimed", "declared", "styled"})
_QUANTITIES = frozenset("some many most others several few all both two three four thousands hundreds dozens half".split())
_ETHNIC = frozenset({"ethnic"})
_WHO = frozenset({"spokesman", "spokeswoman", "spokesperson", "official", "source", "diplomat", "aide", "envoy"})


def find_described(register: Register, head: Token, *, create: bool, speaker: bool) -> tuple[str, ...]:
    """Return the actors that a common noun, or a word used as one, stands for."""
    person = find_person_beside(register, head)
    if person:
        return person
    if head.lower_ in _QUANTITIES and head.pos_ != "PROPN":
        return _find_quantified(register, head)
    if head.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "DET", "X"):
        return ()
    lexicon = register.lexicon
    noun = lexicon.get_noun(head)
    if not noun:
        return ()
    if noun in lexicon.government or noun in lexicon.land:
        found = _find_state(register, head, noun)
        if found or noun in lexicon.land:
            return found
    if noun in lexicon.pairs and is_plural(head) and is_definite(head):
        found = _find_pair(register, head)
        if found:
            return found
    if is_army(register, head, noun):
        return _find_army(register, head, create=create)
    if noun in lexicon.office and not is_plural(head):
        return _find_office(register, head, noun, create=create)
    if noun in lexicon.sources:
        return _find_source(register, head, noun, create=create)
    if noun in lexicon.people:
        return _find_people(register, head, noun, create=create, speaker=speaker)
    if noun in lexicon.outlets:
        return _find_body(register, head, noun, "MediaOutlet", create=create)
    if noun in lexicon.state_bodies or noun in lexicon.bodies:
        return _find_body(register, head, noun, "Organization", create=create)
    if noun in lexicon.documents and speaker:
        return _find_document(register, head, noun, create=create)
    return ()


def find_person_beside(register: Register, head: Token) -> tuple[str, ...]:
    """Return the person whose name stands in apposition to *head*, or within its phrase (*the USAID Power chief*)."""
    office = register.lexicon.get_noun(head) in register.lexicon.office
    for child in head.children:
        if child.dep_ == "appos" or (office and child.dep_ in ("compound", "nmod") and child.i < head.i):
            name = register.get_name(child)
            if name is not None and name.kind == "person" and name.actor:
                return (name.actor,)
    if head.dep_ == "appos" or (head.dep_ == "compound" and office):
        name = register.get_name(head.head)
        if name is not None and name.kind == "person" and name.actor and office:
            return (name.actor,)
    return ()


def get_owner(register: Register, head: Token) -> str | None:
    """Return the actor that a body or an office belongs to by the words of its phrase, or None."""
    owners = get_owners(register, head)
    return owners[0] if owners else None


def get_owners(register: Register, head: Token) -> list[str]:
    """Return the actors that own *head*: possessive, adjective, noun before it, *of* or *for* behind it."""
    from sayso.extract.actors.resolve import resolve_actors

    found: list[str] = []
    tokens: list[Token] = []
    for child in head.lefts:
        if child.dep_ == "poss":
            tokens.append(child)
        elif child.dep_ in ("amod", "compound", "nmod", "npadvmod"):
            tokens += [child, *(one for one in child.lefts if one.dep_ in ("amod", "compound", "nmod", "npadvmod"))]
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "at", "in"):
            tokens += [one for one in child.children if one.dep_ == "pobj"]
    for token in tokens:
        if is_ethnic(register, token):
            continue
        name = register.get_name(token)
        if name is not None and name.kind == "person":
            continue
        if name is None and token.dep_ not in ("poss", "pobj"):
            continue
        if name is None and token.dep_ == "pobj" and token.head.lower_ == "in":
            continue
        for key in resolve_actors(register, token, create=False):
            if register.state.actors[key].cls in ("State", "Organization", "MediaOutlet") and key not in found:
                found.append(key)
    return found


def is_ethnic(register: Register, token: Token) -> bool:
    """Whether a demonym is one of descent (*ethnic Armenian*), not of a state."""
    return any(child.lower_ in _ETHNIC for child in token.children) or (
        token.i > 0 and token.nbor(-1).lower_ in _ETHNIC
    )


def _names_inside(register: Register, head: Token) -> list[Name]:
    start, end = head.left_edge.i, head.right_edge.i + 1
    out: list[Name] = []
    for i in range(start, end):
        name = register.at[i]
        if name is not None and name.start == i:
            out.append(name)
    return out


def _find_state(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The Armenian government*, *the authorities of X*, *the country*: the state itself."""
    state = register.state
    owners = [key for key in get_owners(register, head) if state.actors[key].cls == "State"]
    if owners:
        if noun in register.lexicon.land and not _is_apposed(register, head):
            # "Turkey's neighbour country" is another one.
            return tuple(owners) if any(c.dep_ == "prep" and c.lower_ == "of" for c in head.rights) else ()
        _remember(register, head, (owners[0],), "metonym")
        return (owners[0],)
    ethnic = any(is_ethnic(register, child) for child in get_modifiers(head))
    people_inside = any(name.kind == "people" for name in _names_inside(register, head))
    if ethnic or people_inside or _is_separate(head):
        found = _find_defacto(register, head)
        if found:
            _remember(register, head, found, "metonym")
        return found
    if noun in register.lexicon.land:
        apposed = _get_apposed(register, head)
        if apposed:
            return apposed
        if not is_definite(head) or is_plural(head):
            return ()
        return _find_last_state(register, head)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for one in child.children:
                if one.dep_ == "pobj" and register.lexicon.get_noun(one) in register.lexicon.land:
                    found = _find_defacto(register, one) if _is_separate(one) else _find_last_state(register, one)
                    if found:
                        _remember(register, head, found, "metonym")
                    return found
    # A government named after its head (the Assad regime) is the state he heads.
    for child in get_modifiers(head):
        name = register.get_name(child)
        if name is not None and name.kind == "person" and name.actor:
            of = state.actors[name.actor].of
            if of:
                _remember(register, head, (of,), "metonym")
                return (of,)
    if any(child.dep_ in ("compound", "amod") for child in head.lefts) or not is_definite(head):
        return _find_same_government(register, head) if noun == "regime" else ()
    return _find_last_state(register, head)


def _find_same_government(register: Register, head: Token) -> tuple[str, ...]:
    return ()


def _is_apposed(register: Register, head: Token) -> bool:
    return bool(_get_apposed(register, head))


def _get_apposed(register: Register, head: Token) -> tuple[str, ...]:
    name = register.get_name(head.head) if head.dep_ == "appos" else None
    return (name.actor,) if name is not None and name.actor else ()


def _is_separate(head: Token) -> bool:
    return any(
        child.lower_ in _SEPARATE or (child.lower_ in _SEPARATE_PARTS) for child in head.lefts if child.dep_ == "amod"
    )


def _find_defacto(register: Register, head: Token) -> tuple[str, ...]:
    """Return the one de facto state that the article has named, nearest before *head* or inside its phrase."""
    best: str | None = None
    inside = [name for name in _names_inside(register, head)]
    before = [name for name in register.names if name.start < head.i]
    for name in [*before, *inside]:
        for sense in name.senses:
            if sense.kind in ("name", "acronym") and _is_defacto(register, sense.key):
                best = register.add_known(sense.key)
    return (best,) if best else ()


def _is_defacto(register: Register, key: str) -> bool:
    entry = register.authority.actors.get(key)
    return entry is not None and entry.cls == "State" and (entry.place or "").startswith("r-")


def _find_last_state(register: Register, head: Token) -> tuple[str, ...]:
    """Return the state that was last the subject of a clause, or else last named, within the reach of a reference."""
    doc = register.doc
    first = head.sent.start
    for _ in range(2):
        if first > 0:
            first = doc[first - 1].sent.start
    last: str | None = None
    for name in reversed(register.names):
        if name.start >= head.i or name.actor is None or register.state.actors[name.actor].cls != "State":
            continue
        if name.start < first:
            break
        if name.kind == "adjective":
            continue
        if doc[name.root].dep_ in ("nsubj", "nsubjpass"):
            return (name.actor,)
        last = last or name.actor
    return (last,) if last else ()


def _find_pair(register: Register, head: Token) -> tuple[str, ...]:
    """*The two sides*, *both countries*: two states or bodies that were last named together."""
    number = {child.lower_ for child in head.lefts}
    if not number & {"two", "both", "2"}:
        return ()
    from sayso.extract.actors.phrases import get_conjuncts
    from sayso.extract.actors.resolve import resolve_actors

    doc = register.doc
    first = head.sent.start
    for back in range(5):
        end = head.i if back == 0 else doc[first].i
        if back:
            if first == 0:
                break
            first = doc[first - 1].sent.start
        for token in reversed(doc[first:end]):
            conjuncts = get_conjuncts(token)
            if len(conjuncts) != 2 or token.dep_ == "conj":
                continue
            ids: list[str] = []
            for one in conjuncts:
                ids += [key for key in resolve_actors(register, one) if key not in ids]
            if len(ids) == 2 and all(_is_party(register.state.actors[key]) for key in ids):
                return tuple(ids)
    return ()


def _is_party(one: ActorDraft) -> bool:
    return one.cls in ("State", "Organization") or (one.cls == "Group" and one.rule != "people")


def is_army(register: Register, head: Token, noun: str) -> bool:
    """Whether a noun names the armed forces of a state (*the army*, *Syrian forces*), not a force of another kind."""
    if noun not in register.lexicon.army or noun in ("soldier", "serviceman"):
        return False
    if noun not in ("force", "troop"):
        return True
    if not is_plural(head):
        return False
    return all(
        register.get_name(child) is not None or child.lower_ in ("armed", "government", "state", "ethnic", "regular", "military")
        for child in get_modifiers(head)
    ) and any(register.get_name(child) is not None or child.lower_ == "armed" for child in _owning(head))


def _owning(head: Token) -> list[Token]:
    return [*get_modifiers(head), *get_possessor_tokens(head)]


def _find_army(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    owner = get_owner(register, head)
    state = register.state
    if owner and state.actors[owner].cls == "State":
        key = f"{owner}-armed-forces"
        if key not in state.actors:
            if not create:
                return ()
            name = f"Armed forces of {state.actors[owner].name}"
            register.add_actor(key, name, "Organization", rule="army", of=owner).plural = True
        _remember(register, head, (key,), "description")
        return (key,)
    if any(name.kind == "people" or is_ethnic(register, register.doc[name.root]) for name in _names_inside(register, head)):
        return _find_people(register, head, "force", create=create, speaker=False)
    if is_definite(head):
        for key in reversed(state.actors):
            if key.endswith("-armed-forces"):
                _remember(register, head, (key,), "description")
                return (key,)
    return _find_body(register, head, register.lexicon.get_noun(head), "Organization", create=create)


def _find_office(register: Register, head: Token, noun: str, *, create: bool) -> tuple[str, ...]:
    """*The president*: whoever was named with that office; else somebody unnamed who holds it."""
    lexicon, state = register.lexicon, register.state
    owner = get_owner(register, head)
    definite = is_definite(head) or owner is not None
    words = {noun, *(child.lower_ for child in get_modifiers(head) if register.get_name(child) is None)}
    if definite and noun in lexicon.unique:
        for draft in _by_recency(register, head):
            if draft.cls == "Person" and draft.role and _same_office(draft, words, noun):
                if owner is None or draft.of is None or draft.of == owner:
                    _remember(register, head, (draft.id,), "description")
                    return (draft.id,)
    repeated = _find_repeated(register, head, noun, ("AnonymousSource", "Person", "Group"))
    if repeated:
        return repeated
    if not create:
        return ()
    start, end = get_phrase(register.doc, head)
    text = register.doc[start:end].text
    named_office = definite and owner is not None and noun not in _WHO and noun not in lexicon.people
    cls: ActorClass = "Person" if named_office else "AnonymousSource"
    return _make(register, head, text, cls, owner=owner, role=register.doc[head.i].text)


def _same_office(draft: ActorDraft, words: set[str], noun: str) -> bool:
    role = (draft.role or "").lower().split()
    if noun not in role:
        return False
    # "the foreign minister" is not whoever is "Prime Minister".
    told = {one for one in words if one != noun and one.isalpha() and one not in ("former", "new", "own", "late", "senior")}
    return not told or bool(told & set(role))


def _by_recency(register: Register, head: Token) -> list[ActorDraft]:
    """Return the actors named before *head*, last named first."""
    def last(draft: ActorDraft) -> int:
        return max((start for start, _ in draft.spans if start < head.i), default=-1)

    named = [(last(draft), draft) for draft in register.state.actors.values()]
    return [draft for at, draft in sorted(named, key=lambda pair: -pair[0]) if at >= 0]


def _find_source(register: Register, head: Token, noun: str, *, create: bool) -> tuple[str, ...]:
    repeated = _find_repeated(register, head, noun, ("AnonymousSource",))
    if repeated:
        return repeated
    if not create:
        return ()
    start, end = get_phrase(register.doc, head)
    return _make(register, head, register.doc[start:end].text, "AnonymousSource", owner=get_owner(register, head))


def _find_people(register: Register, head: Token, noun: str, *, create: bool, speaker: bool) -> tuple[str, ...]:
    lexicon = register.lexicon
    plural = is_plural(head) or head.lower_ in ("injured", "wounded", "dead", "displaced", "majority", "minority", "police")
    if noun in lexicon.vague and not _has_telling_modifier(register, head):
        return ()
    repeated = _find_repeated(register, head, noun, ("Group",) if plural else ("AnonymousSource", "Group", "Person"))
    if repeated:
        return repeated
    if not create or (not plural and not speaker):
        return ()
    start, end = get_phrase(register.doc, head)
    text = register.doc[start:end].text
    return _make(register, head, text, "Group" if plural else "AnonymousSource", owner=None)


def _has_telling_modifier(register: Register, head: Token) -> bool:
    if any(child.dep_ in ("relcl", "acl") for child in head.rights):
        return True
    return any(
        child.dep_ in ("amod", "compound", "nmod") and child.lower_ not in ("many", "more", "other", "most", "several", "few", "young", "old")
        for child in head.lefts
    ) or any(child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "across") for child in head.rights)


def _find_repeated(
    register: Register, head: Token, noun: str, classes: tuple[ActorClass, ...]
) -> tuple[str, ...]:
    """Return the actor that the same noun described before, if what tells the two apart does not differ."""
    told = _get_telling(register, head)
    for draft in _by_recency(register, head):
        if draft.cls not in classes or not draft.rule.startswith("description:"):
            continue
        before = draft.rule.removeprefix("description:").split(" ")
        if before[0] != noun:
            continue
        have = set(before[1:])
        if told == have or (is_definite(head) and told <= have):
            _remember(register, head, (draft.id,), "description")
            return (draft.id,)
    return ()


def _get_telling(register: Register, head: Token) -> set[str]:
    """Return the words that say which people or body is meant."""
    words = {
        child.lower_
        for child in get_modifiers(head)
        if child.lower_ not in ("many", "more", "other", "most", "several", "few", "local", "same", "aforementioned")
    }
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "for", "at"):
            words |= {one.lower_ for one in child.children if one.dep_ == "pobj"}
        elif child.dep_ in ("relcl", "acl"):
            words.add(child.lower_)
    return words


def _find_body(register: Register, head: Token, noun: str, cls: ActorClass, *, create: bool) -> tuple[str, ...]:
    """*The foreign ministry*, *the group*, *Russian media*: one body for each noun and owner."""
    state = register.state
    owner = get_owner(register, head)
    told = sorted(one for one in _get_telling(register, head) if not _is_owner_word(register, head, one))
    key = make_slug(" ".join([owner or "", *told, noun]))
    if owner and key in state.actors:
        _remember(register, head, (key,), "description")
        return (key,)
    if owner is None and is_definite(head) and not told:
        found = _find_last_body(register, head, noun, cls)
        if found:
            _remember(register, head, found, "description")
            return found
    repeated = _find_repeated(register, head, noun, (cls,))
    if repeated:
        return repeated
    if not create:
        return ()
    start, end = get_phrase(register.doc, head)
    text = register.doc[start:end].text
    if owner is None and not told and not is_definite(head):
        return ()
    return _make(register, head, text, cls, owner=owner, key=key if owner else None)


def _is_owner_word(register: Register, head: Token, word: str) -> bool:
    for child in head.children:
        if child.lower_ == word and register.get_name(child) is not None:
            return True
        for one in child.children:
            if one.lower_ == word and register.get_name(one) is not None:
                return True
    return False


_GROUPS = frozenset("group organisation organization agency body institution bloc alliance movement party charity ngo company firm watchdog union court network".split())


def _find_last_body(register: Register, head: Token, noun: str, cls: ActorClass) -> tuple[str, ...]:
    """Return the body named last before *head* that a bare noun may mean: *the group*, *the ministry*."""
    doc = register.doc
    first = head.sent.start
    for _ in range(3):
        if first > 0:
            first = doc[first - 1].sent.start
    for draft in _by_recency(register, head):
        at = max(start for start, _ in draft.spans if start < head.i)
        if at < first:
            return ()
        if draft.cls != cls:
            continue
        if noun in draft.name.lower().split() or draft.rule.startswith(f"description:{noun}"):
            return (draft.id,)
        if noun in _GROUPS and not draft.id.endswith("-armed-forces") and not draft.rule.startswith("description:"):
            return (draft.id,)
        if cls == "MediaOutlet":
            return (draft.id,)
    return ()


def _find_document(register: Register, head: Token, noun: str, *, create: bool) -> tuple[str, ...]:
    owners = get_owners(register, head)
    if owners:
        return tuple(owners[:1])
    from sayso.extract.actors.resolve import resolve_actors

    for token in get_possessor_tokens(head):
        found = resolve_actors(register, token)
        if found:
            return found
    if not create or noun in ("figures", "data", "count", "toll", "tally", "message", "text", "post", "video"):
        return ()
    start, end = get_phrase(register.doc, head)
    return _make(register, head, register.doc[start:end].text, "AnonymousSource", owner=None)


def _find_quantified(register: Register, head: Token) -> tuple[str, ...]:
    """*Some*, *many*: of the people that the sentence, or the one before, is about."""
    from sayso.extract.actors.resolve import resolve_actors

    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            for one in child.children:
                if one.dep_ == "pobj":
                    return resolve_actors(register, one)
    doc = register.doc
    start = head.sent.start
    for token in reversed(doc[start : head.i]):
        if token.dep_ in ("nsubj", "nsubjpass"):
            ids = resolve_actors(register, token)
            if ids and all(register.state.actors[key].plural for key in ids):
                return ids
    return ()


def find_national(register: Register, head: Token, name: Name) -> tuple[str, ...]:
    """Return the actor for one of a people (*a Syrian*): nobody in particular unless he speaks, so none."""
    return ()


def _remember(register: Register, head: Token, ids: tuple[str, ...], kind: str) -> None:
    start, end = get_phrase(register.doc, head, long=False)
    mention = Mention(start, end, head.i, "metonym" if kind == "metonym" else "description", ids)
    register.state.mentions.setdefault(head.i, mention)
    for key in ids:
        register.state.actors[key].spans.append((start, end))


def _make(
    register: Register, head: Token, text: str, cls: ActorClass, *, owner: str | None, key: str | None = None,
    role: str | None = None,
) -> tuple[str, ...]:
    noun = register.lexicon.get_noun(head) or head.lower_
    ident = key if key and key not in register.state.actors else register.make_id(_bare(text), taken=True)
    rule = " ".join([f"description:{noun}", *sorted(_get_telling(register, head))])
    draft = register.add_actor(ident, _bare(text), cls, rule=rule, of=owner, role=role)
    draft.plural = cls == "Group" or is_plural(head)
    start, end = get_phrase(register.doc, head)
    draft.spans.append((start, end))
    register.state.mentions[head.i] = Mention(start, end, head.i, "description", (ident,))
    word = head.lower_
    if word in register.lexicon.female:
        draft.gender = "f"
    elif word in register.lexicon.male:
        draft.gender = "m"
    return (ident,)


def _bare(text: str) -> str:
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        text = text.removeprefix(article)
    return " ".join(text.split())
