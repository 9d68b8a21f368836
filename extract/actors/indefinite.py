"""Who *somebody*, *another*, *one of them*, *both*, *the latter* and *three of its soldiers* are."""

from sayso.extract.actors import pairs
from sayso.extract.actors.drafts import make_actor, remember
from sayso.extract.actors.phrases import get_conjuncts, is_plural
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token
from sayso.model import ActorClass

_SOMEBODY = frozenset("somebody someone".split())
_PARTS = frozenset(
    "some many most several few half thousands hundreds dozens scores tens more two three four five six seven eight "
    "nine ten others".split()
)
_WHOLE = frozenset("both all each thousands hundreds dozens scores tens".split())
"""Of these, the part is the whole (*both of them*) or the whole is told by nothing else (*hundreds of families*)."""
_COUNTS = frozenset({"number", "handful"})
"""Nouns that count where people follow: *a number of residents*."""
_FROM_BEFORE = frozenset("some many most several few others".split())
_ORDER = {"former": 0, "latter": 1}
_ROLES = frozenset({"nsubj", "nsubjpass", "agent", "pobj", "dobj", "appos", "ROOT"})
_BACK = 5
"""Sentences in which the two whom *neither of them* takes up must be."""


def is_indefinite(head: Token) -> bool:
    """Return whether a word stands for people without naming or describing them."""
    word = head.lower_
    if word in _SOMEBODY or word in _ORDER:
        return True
    if word in _COUNTS:
        whole = _get_of(head)
        return whole is not None and is_plural(whole) and head.n_lefts > 0
    if word in ("another", "neither", "those", "one", "both", "all", "each"):
        return head.pos_ in ("PRON", "DET", "NUM", "NOUN", "ADJ")
    return word in _PARTS or (head.pos_ == "NUM" and _get_of(head) is not None)


def find_indefinite(register: Register, head: Token, *, create: bool, speaker: bool) -> tuple[str, ...]:
    """Return the actors that a word of `is_indefinite` stands for."""
    word = head.lower_
    if word in _SOMEBODY:
        return _make_one(register, head) if create and head.dep_ in _ROLES else ()
    if word in _ORDER:
        return _find_by_order(register, head)
    if word == "another":
        return _find_another(register, head, create=create and speaker)
    whole = _get_of(head)
    if word in ("both", "neither") or (word in ("two", "each") and whole is None):
        if whole is not None and whole.pos_ != "PRON":
            return _resolve(register, whole)
        found = pairs.find_pair(register, head, "both" if word in ("both", "neither") else "side")
        return found if found or word == "each" else _find_two_recent(register, head)
    if word == "those":
        return _find_those(register, head, create=create)
    if whole is not None:
        return _find_part(register, head, whole, create=create, speaker=speaker)
    if word == "one":
        return ()
    if head.pos_ == "NUM" and head.dep_ not in ("nsubj", "nsubjpass"):
        return ()
    found = _find_in_sentence(register, head)
    if found or not create or not speaker or word not in _FROM_BEFORE or head.dep_ not in ("nsubj", "agent"):
        return found
    return make_actor(register, head, "Group", owner=None, noun=word)


def _resolve(register: Register, token: Token) -> tuple[str, ...]:
    from sayso.extract.actors.resolve import resolve_actors

    return resolve_actors(register, token)


def _get_of(head: Token) -> Token | None:
    """Return what stands behind *of*: *them* in *one of them*."""
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None


def _make_one(register: Register, head: Token, cls: ActorClass = "AnonymousSource") -> tuple[str, ...]:
    return make_actor(register, head, cls, owner=None, noun=head.lower_)


def _find_by_order(register: Register, head: Token) -> tuple[str, ...]:
    """*The latter*: the second of two that were coordinated last, in this sentence or the one before."""
    if head.n_rights or not any(child.lower_ == "the" for child in head.lefts):
        return ()
    doc = register.doc
    first = head.sent.start
    if first > 0:
        first = doc.tokens[first - 1].sent.start
    for token in reversed(doc[first : head.i]):
        if token.dep_ == "conj":
            continue
        joined = get_conjuncts(token)
        if len(joined) != 2:
            continue
        both = [_resolve(register, one) for one in joined]
        if all(both) and joined[1].i < head.i:
            return both[_ORDER[head.lower_]]
    return ()


def _find_another(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """*Another said*: one more of those that the last description was of."""
    if not create or head.dep_ not in _ROLES or (head.i > 0 and head.nbor(-1).lower_ == "one"):
        return ()
    if head.n_rights and _get_of(head) is None:
        return ()
    for _, draft in register.iter_recent(head.i):
        if draft.rule.startswith("description:") and draft.cls in ("AnonymousSource", "Person", "Group"):
            made = _make_one(register, head)
            noun = draft.rule.removeprefix("description:").split(" ")[0]
            if draft.cls != "Group" and noun.isalpha():
                register.state.actors[made[0]].name = f"another {noun}"
            return made
    return ()


def _find_two_recent(register: Register, head: Token) -> tuple[str, ...]:
    """*Neither of them*: the two people, and no third, of whom the last sentences were."""
    doc = register.doc
    first = head.sent.start
    for _ in range(_BACK):
        if first > 0:
            first = doc.tokens[first - 1].sent.start
    found: list[str] = []
    before = doc.tokens[max(0, head.sent.start - 1)].sent.start
    for at, draft in register.iter_recent(head.i):
        if at < first:
            break
        if draft.cls == "Person" and register.quoted[at] == 0:
            if not found and at < before and not any(one.pos_ == "PRON" for one in doc[before : head.sent.start]):
                # Others were spoken of since: "A driver was held in Lima. Both are accused".
                return ()
            found.append(draft.id)
    return tuple(reversed(found)) if len(found) == 2 else ()


def _find_those(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """*Those who fled*: people told by what they did."""
    told = any(child.dep_ in ("relcl", "acl") for child in head.rights)
    if told and any(one.lower_ == "who" for child in head.rights for one in child.subtree):
        return make_actor(register, head, "Group", owner=None, noun="those") if create else ()
    whole = _get_of(head)
    if whole is not None or told:
        return ()
    return _find_in_sentence(register, head)


def _find_part(register: Register, head: Token, whole: Token, *, create: bool, speaker: bool) -> tuple[str, ...]:
    """*One of the aides*, *three of its soldiers*, *hundreds of families*."""
    ids = _resolve(register, whole)
    if head.lower_ in _WHOLE or head.lower_ in _COUNTS:
        return remember(register, head, ids) if len(ids) == 1 else ids
    if not create:
        return ids if whole.pos_ == "PRON" else ()
    if not ids and register.lexicon.get_noun(whole) not in register.lexicon.people:
        return ()
    drafts = [register.state.actors[key] for key in ids]
    if drafts and not all(one.plural or one.cls in ("Group", "Organization") for one in drafts):
        return ()
    if head.lower_ == "one" and whole.pos_ == "PRON" and drafts and drafts[0].cls == "AnonymousSource":
        # "One of them", of sources without a name: no more is told of whom.
        return remember(register, head, ids)
    speaks = speaker or (head.dep_ == "nsubj" and head.head.lemma_ in register.lexicon.saying)
    if head.lower_ == "one":
        return _make_one(register, head, "AnonymousSource" if speaks else "Person")
    if drafts and head.pos_ != "NUM" and speaks:
        # "Some of them said": the group spoke.
        return ids
    return make_actor(register, head, "Group", owner=None, noun=head.lower_)


def _find_in_sentence(register: Register, head: Token) -> tuple[str, ...]:
    """*Some*, *many*: of the people that the sentence is about."""
    start = head.sent.start
    for token in reversed(register.doc[start : head.i]):
        if token.dep_ in ("nsubj", "nsubjpass"):
            ids = _resolve(register, token)
            if ids and all(register.state.actors[key].plural for key in ids):
                return ids
    return ()
