"""Which body a noun stands for: *the foreign ministry*, *Syrian forces*, *the group*, *Russian media*."""

from sayso.extract.actors.context import get_main_state
from sayso.extract.actors.drafts import (
    find_alike,
    find_repeated,
    get_number,
    is_count,
    make_actor,
    remember,
    resolve_before,
)
from sayso.extract.actors.endings import OUTLET_NOUNS
from sayso.extract.actors.owners import get_owner, get_stance
from sayso.extract.actors.phrases import get_modifiers, get_subject, is_definite, is_plural
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.parse import Token
from sayso.extract.state import ActorDraft
from sayso.model import ActorClass

_BEFORE_OUTLETS = frozenset("news satellite tv television radio state-run public daily".split())
"""Words between a name and the noun for an outlet: *Azteca television news channel*."""
_OWNED = frozenset("state run owned funded backed controlled public national private media news".split())
"""What is told of an outlet rather than telling which: *the state-funded broadcaster*."""
_PLATFORMS = frozenset("telegram youtube whatsapp viber discord slack rumble twitch".split())
"""Whose channels are not theirs."""
_LEAD = 30
"""Tokens in which a headline begins."""
_BELOW = 120
"""Tokens below a headline in which the body that it speaks of is named."""
_FAR = 12
"""Sentences back that a noun without an article reaches in copy that has no articles."""
_SAME = {"defence": "defense", "external": "foreign", "home": "interior"}
_ANY_BODY = frozenset("group organisation organization movement body party outfit faction".split())
"""Nouns that bodies of many names are called."""
_ALL_MEDIA = frozenset("press media news".split())
"""Nouns for outlets that no one outlet is."""
_NO_KINDS = frozenset(
    "leading major top prominent main biggest largest influential international local national independent powerful "
    "key well-known respected new".split()
)
"""Adjectives that do not tell what kind of body it is."""
_FILLERS = frozenset({"affairs", "the", "ministry", "department"})
_LED = frozenset("led controlled dominated run backed based majority".split())
"""Words behind a name and a hyphen that tell of a body, but not which one: *the Socialist-led panel*."""
_EACH_STATES = frozenset("ministry department police parliament embassy navy".split())
"""Bodies that each state has: *the foreign ministry* need not be the one whose name stands before."""
_ASSEMBLIES = frozenset("Senate House Representatives Congress Court Tribunal Parliament Assembly Council".split())
"""Words in which the names of bodies end that nobody calls an agency, and that have no fighters."""
_BANDS = frozenset("group organisation organization militia movement network outfit faction".split())
_ARMED_KINDS = frozenset(
    "extremist terrorist terror militant rebel insurgent jihadist jihadi islamist separatist secessionist guerrilla "
    "armed paramilitary hardline radical ultra salafist shiite shia sunni banned outlawed powerful notorious "
    "ruthless".split()
)
"""Adjectives for an armed body that do not tell which one."""


def find_body_named(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*RSF fighters*, *the M23 rebel movement*: the body whose name stands in the phrase; not *nine RSF fighters*."""
    if is_plural(head) and get_number(head):
        return ()
    for i in range(head.left_edge.i, head.i):
        name = register.at[i]
        if name is None or name.start != i or not name.actor or name.kind not in ("actor", "org"):
            continue
        if register.doc.tokens[name.end].text in ("'s", "’s", ",", "and") or get_stance(
            register.doc.tokens[name.end - 1]
        ):
            continue
        draft = register.state.actors[name.actor]
        if noun == "agency" and name.end < head.i and draft.authority is not None:
            # "The UN humanitarian agency" is one of the UN's.
            continue
        if noun == "member" and not _may_be_armed(register, draft):
            # "House members" are some of those who sit there.
            continue
        if draft.cls == "Organization" and (noun in register.lexicon.fighters or may_take_up(register, noun, draft)):
            return remember(register, head, (draft.id,))
    return ()


def _may_be_armed(register: Register, draft: ActorDraft) -> bool:
    """Whether a body is an armed one, or one of which nothing is known and whose name does not tell that it is not."""
    entry = register.authority.actors.get(draft.authority or "")
    if entry is not None:
        return entry.kind == "armed"
    last = draft.name.rsplit(" ", 1)[-1]
    noun = register.lexicon.forms.get(last.lower(), "")
    if last in _ASSEMBLIES or noun in register.lexicon.state_bodies:
        return False
    return noun not in register.lexicon.bodies or noun in _BANDS


def find_outlet_named(register: Register, head: Token) -> tuple[str, ...]:
    """*Azteca television*, *the Belta news agency*: the outlet whose name stands right before its noun."""
    at = head.i - 1
    while at > 0 and register.at[at] is None and register.doc.tokens[at].lower_ in _BEFORE_OUTLETS:
        at -= 1
    name = register.at[at] if at >= 0 else None
    if name is None and at >= 0 and register.doc.tokens[at].pos_ == "PROPN" and head.n_lefts == head.i - at:
        # "Ufuk news agency", after an "Ufuk" that no recogniser took for a name.
        draft = register.state.actors.get(make_slug(register.doc.tokens[at].text))
        if (
            draft is not None
            and draft.cls in ("Organization", "MediaOutlet")
            and draft.rule.startswith("description:")
        ):
            draft.cls = "MediaOutlet"
            return remember(register, head, (draft.id,))
    if name is None or not name.actor or name.kind not in ("actor", "org") or is_plural(head):
        return ()
    if register.state.actors[name.actor].cls != "MediaOutlet" and at == head.i - 1:
        if head.lower_ not in OUTLET_NOUNS or name.senses or name.kind != "org":
            return ()
        if head.lower_ == "channel" and register.doc.tokens[at].lower_ in _PLATFORMS:
            return ()
    draft = register.state.actors[name.actor]
    if draft.cls == "Organization" and draft.authority is None:
        draft.cls = "MediaOutlet"
    return remember(register, head, (name.actor,)) if draft.cls == "MediaOutlet" else ()


def find_body(register: Register, head: Token, noun: str, cls: ActorClass, *, create: bool) -> tuple[str, ...]:
    """Return the body that a noun stands for: one for each noun and owner."""
    resolve_before(register, head, noun)
    owner = get_owner(register, head)
    told = _get_portfolio(register, head)
    key = make_slug(" ".join([owner or "", *told, noun]))
    if owner and key in register.state.actors:
        return remember(register, head, (key,))
    if owner is None and told and cls == "Organization" and head.tag_ in ("NN", "NNP") and noun not in _EACH_STATES:
        found = _find_called_so(register, head, noun, told)
        if found:
            return remember(register, head, found)
    demonstrative = any(child.lower_ in ("this", "that", "these") for child in head.lefts)
    if owner is None and len(told) == 1 and head.text[0].isupper():
        for text in (f"{told[0]} {noun}", f"{noun} of {told[0]}"):
            for sense in register.authority.senses.get(text, ()):
                if sense.key in register.state.actors and sense.kind == "name":
                    # "The Department of Justice", where the article also has the Justice Department.
                    return remember(register, head, (sense.key,))
    found = _find_of_person(register, head, noun)
    if found:
        return remember(register, head, found)
    if owner is None and is_definite(head) and (not told or demonstrative) and not _is_told_behind(register, head):
        found = find_last_body(register, head, noun, cls) if noun not in _ALL_MEDIA else ()
        if found:
            return remember(register, head, found)
    if cls == "MediaOutlet" and told and owner is None and is_definite(head) and _OWNED.issuperset(told):
        found = find_last_body(register, head, noun, cls, back=_FAR)
        if found:
            return remember(register, head, found)
    if told and owner is None and cls == "Organization" and noun in _BANDS and _ARMED_KINDS.issuperset(told):
        found = _find_armed(register, head, noun)
        if found:
            return remember(register, head, found)
    if is_definite(head) and told and cls == "Organization" and noun in register.described:
        repeated = find_repeated(register, head, noun, (cls,))
        if repeated:
            return repeated
    if is_definite(head) and told and cls == "Organization":
        found = _find_subject_before(register, head, noun, owner)
        if found:
            return remember(register, head, found)
    if owner is None and noun in register.lexicon.takes_up and head.i < _LEAD:
        found = _find_known_below(register, head, noun, told)
        if found:
            return remember(register, head, found)
    repeated = find_repeated(register, head, noun, (cls,))
    if repeated:
        return repeated
    if owner is None and not told and noun in register.lexicon.alike_bodies and not is_plural(head):
        found = find_alike(register, head, register.lexicon.alike_bodies[noun], (cls,))
        if found:
            return found
    if owner is None and not told and _is_bare(head):
        # Translated copy leaves articles out: "According to Committee".
        found = find_last_body(register, head, noun, cls, back=_FAR)
        if found:
            return remember(register, head, found)
    if owner is None and not told and is_definite(head) and head.tag_ in ("NN", "NNP"):
        found = _find_only_body(register, head, noun)
        if found:
            return remember(register, head, found)
    if noun == "police" and owner is None and not told:
        owner = get_main_state(register)
        key = f"{owner}-police" if owner else "police"
        if key in register.state.actors:
            return remember(register, head, (key,))
        return make_actor(register, head, cls, owner=owner, key=key)
    if not create or (
        owner is None
        and not told
        and not is_definite(head)
        and not _is_placed(head)
        and not _is_bare_body(register, head, noun)
    ):
        return ()
    return make_actor(register, head, cls, owner=owner, key=key if owner else None)


def _find_armed(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The extremist group*: the one armed body named before, or the only one named in this sentence or the last."""
    if not any(child.lower_ in ("the", "this", "that") for child in head.lefts) or is_plural(head):
        return ()
    if noun in register.described or _is_told_behind(register, head):
        return ()
    doc = register.doc
    first = head.sent.start
    first = doc[first - 1].sent.start if first else 0
    near: set[str] = set()
    named: set[str] = set()
    for at, draft in register.iter_recent(head.i):
        entry = register.authority.actors.get(draft.authority or "")
        if entry is not None and entry.kind == "armed" and may_take_up(register, noun, draft):
            named.add(draft.id)
            if at >= first:
                near.add(draft.id)
    found = near or named
    return tuple(found) if len(found) == 1 else ()


def _is_told_behind(register: Register, head: Token) -> bool:
    """Whether it is told which one is meant, or of whom: *the school of Ms Rowe*, *the firm that …*, *his blog*."""
    if head.tag_ in ("NNS", "NNPS") and register.lexicon.get_noun(head) != head.lower_:
        return True
    if any(child.dep_ == "poss" for child in head.lefts):
        return True
    for child in head.rights:
        if child.dep_ in ("acl", "relcl") and child.left_edge.nbor(-1).text != ",":
            return True
        if child.dep_ == "prep" and child.lower_ == "of":
            return True
    return False


def _find_of_person(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*Her party*, *his company*: the one that she was told to belong to."""
    from sayso.extract.actors.resolve import resolve_actors

    owner = next((child for child in head.lefts if child.dep_ == "poss" and child.tag_ == "PRP$"), None)
    if owner is None or noun not in register.lexicon.takes_up or head.tag_ != "NN":
        return ()
    for key in resolve_actors(register, owner, create=False):
        draft = register.state.actors.get(register.state.actors[key].of or "")
        if draft is not None and draft.cls == "Organization" and may_take_up(register, noun, draft):
            return (draft.id,)
    return ()


def _is_bare(head: Token) -> bool:
    return head.tag_ in ("NN", "NNP") and not any(True for _ in head.lefts) and head.n_rights == 0


def _find_known_below(register: Register, head: Token, noun: str, told: list[str]) -> tuple[str, ...]:
    """
    *West African bloc threatens …*, in a headline: the one known body of that kind that follows.

    What is told of it must be in the name: *a human rights watchdog* is Human Rights Watch, not the United Nations.
    """
    kinds = set(told) - _NO_KINDS
    if not kinds and any(child.lower_ in ("a", "an") for child in head.lefts):
        return ()
    found: list[str] = []
    for start, key in register.namings:
        draft = register.state.actors[key]
        entry = register.authority.actors.get(draft.authority or "")
        if entry is None or entry.kind not in ("bloc", "io", "armed") or entry.cls != "Organization":
            continue
        if start < head.i:
            return ()
        if start > head.i + _BELOW:
            break
        if key not in found and may_take_up(register, noun, draft) and kinds <= set(draft.name.lower().split()):
            found.append(key)
    return tuple(found) if len(found) == 1 else ()


def _is_placed(head: Token) -> bool:
    """*A court in Bangui*, *a company in Porto*, that acts: one body, though no more is told of it."""
    return head.dep_ == "nsubj" and any(child.dep_ == "prep" and child.lower_ == "in" for child in head.rights)


def _is_bare_body(register: Register, head: Token, noun: str) -> bool:
    """Whether a noun without an article acts as a name: *Navy said*, *Parliament voted*."""
    return (
        noun in register.lexicon.state_bodies
        and head.tag_ in ("NN", "NNP")
        and head.dep_ in ("nsubj", "nsubjpass")
        and not any(True for _ in head.lefts)
        and head.head.lemma_.lower() in register.lexicon.saying
    )


def _get_portfolio(register: Register, head: Token) -> list[str]:
    """Return what a body is for, sorted, so that *foreign ministry* and *Ministry of Foreign Affairs* meet."""
    words: set[str] = set()
    for child in get_modifiers(head):
        if register.get_name(child) is None and not is_count(child):
            words.add(child.lower_)
    for child in head.rights:
        if child.dep_ != "prep" or child.lower_ not in ("of", "for"):
            continue
        for one in child.children:
            if one.dep_ == "pobj" and register.get_name(one) is None:
                if register.lexicon.get_noun(one) in register.lexicon.land:
                    continue
                words.add(one.lower_)
                words |= {deep.lower_ for deep in get_modifiers(one) if register.get_name(deep) is None}
    if not _LED.isdisjoint(words) and head.i > 2 and head.doc[head.i - 2].text == "-":
        words -= _LED
    return sorted({_SAME.get(word, word) for word in words} - _FILLERS)


def find_last_body(register: Register, head: Token, noun: str, cls: ActorClass, *, back: int = 3) -> tuple[str, ...]:
    """Return the body that a bare noun takes up: *the group*; named at most *back* sentences before."""
    doc = register.doc
    resolve_before(register, head, noun)
    first = head.sent.start
    for _ in range(back):
        if first > 0:
            first = doc.tokens[first - 1].sent.start
    if cls == "MediaOutlet":
        made = _find_outlet_before(register, head)
        if made:
            return made
    # Somebody named both in what others say and outside of it is taken up all the same.
    audible = (0, register.quoted[head.i])
    near: list[ActorDraft] = []
    for at, key in reversed(register.get_namings(first, head.i)):
        draft = register.state.actors[key]
        if draft.cls != cls or draft in near or draft.plural and head.tag_ == "NN":
            continue
        if register.quoted[at] in audible and not _is_of_site(register, at):
            near.append(draft)
    called = [
        draft
        for draft in near
        if (noun in draft.name.lower().split() or draft.rule.split(" ")[0] == f"description:{noun}")
        and not _has_other_name(head, draft)
    ]
    if called:
        # "The embassy" is Chad's rather than "an embassy" that somebody spoke of by the way.
        return (next((one.id for one in called if one.rule != f"description:{noun}"), called[0].id),)
    for draft in near:
        if cls == "MediaOutlet" or may_take_up(register, noun, draft):
            return (draft.id,)
    return ()


def _is_of_site(register: Register, at: int) -> bool:
    """*On the Ufuk website*: the company that speaks next is hardly the one whose site it is."""
    name = register.at[at]
    return name is not None and name.end < len(register.doc) and register.doc.tokens[name.end].lower_ in _SITES


_SITES = frozenset("website site web page app forum platform".split())


def _find_outlet_before(register: Register, head: Token) -> tuple[str, ...]:
    """*The newspaper*: the unknown name that spoke in the sentence before, which is thereby an outlet's."""
    from sayso.extract.actors.resolve import resolve_actors

    start = head.sent.start
    subject = get_subject(register.doc.tokens[start - 1].sent.root) if start else None
    if subject is None or subject.pos_ != "PROPN" or subject.head.lemma_ not in register.lexicon.saying:
        return ()
    for key in resolve_actors(register, subject):
        draft = register.state.actors[key]
        if draft.cls == "Organization" and draft.authority is None and draft.of is None:
            draft.cls = "MediaOutlet"
            return (key,)
        return (key,) if draft.cls == "MediaOutlet" else ()
    return ()


def _find_only_body(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """Return the one body with the noun in its name, or else of a kind that it takes up, named before *head*."""
    if any(child.dep_ in ("prep", "relcl", "acl", "appos") for child in head.rights):
        return ()
    if noun in _ALL_MEDIA or _is_told_behind(register, head) or not any(one.lower_ == "the" for one in head.lefts):
        return ()
    called = {
        draft.id
        for _, draft in register.iter_recent(head.i)
        if draft.cls in ("Organization", "MediaOutlet")
        and draft.rule in ("entity", "authority")
        and _is_called(register, noun, draft)
        and not _has_other_name(head, draft)
    }
    if not called and noun in register.lexicon.names_of:
        called = {
            draft.id
            for _, draft in register.iter_recent(head.i)
            if draft.cls == "Organization"
            and draft.rule in ("entity", "authority")
            and any(_is_called(register, one, draft) for one in register.lexicon.names_of[noun])
        }
    if called or noun not in register.lexicon.takes_up:
        return remember(register, head, tuple(called)) if len(called) == 1 else ()
    named = {
        draft.id
        for at, draft in register.iter_recent(head.i)
        if draft.cls == "Organization" and draft.authority is None and may_take_up(register, noun, draft)
        if not _is_of_site(register, at)
    }
    return tuple(named) if len(named) == 1 else ()


def _find_called_so(register: Register, head: Token, noun: str, told: list[str]) -> tuple[str, ...]:
    """*The ethics panel*, of the Senate Ethics Committee: the one body before of whose name all the words are."""
    if not any(child.lower_ in ("the", "this", "that") for child in head.lefts):
        return ()
    nouns = {noun, *register.lexicon.names_of.get(noun, ())}
    found = {
        draft.id
        for _, draft in register.iter_recent(head.i)
        if draft.cls == "Organization"
        and draft.rule in ("entity", "authority")
        and (words := set(draft.name.lower().split())).issuperset(told)
        and nouns & words
    }
    return tuple(found) if len(found) == 1 else ()


def _is_called(register: Register, noun: str, draft: ActorDraft) -> bool:
    """Whether a body is called a *noun*: *the court* for the Supreme Court, *the bank* for the Bank of Chad."""
    words = draft.name.lower().split()
    # "Coastal Observatory for Wildlife" is an observatory.
    end = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on", "against")), len(words))
    return register.lexicon.forms.get(words[end - 1]) == noun or register.lexicon.forms.get(words[-1]) == noun


def _has_other_name(head: Token, draft: ActorDraft) -> bool:
    """Whether a name stands before the noun that the body does not have: *the Bamako Police Command*."""
    own = draft.name.lower().replace("-", " ").split()
    return any(
        child.tag_ == "NNP" and child.dep_ in ("compound", "nmod", "amod") and child.lower_ not in own
        for child in head.lefts
    )


def may_take_up(register: Register, noun: str, draft: ActorDraft) -> bool:
    """Return whether a bare noun may mean a body of that kind: *the alliance* NATO, *the charity* no army."""
    if draft.id.endswith("-armed-forces") or draft.rule.startswith("description:"):
        return False
    entry = register.authority.actors.get(draft.authority or "")
    if entry is None and not _may_be_called(register, noun, draft.name):
        return False
    if noun == "agency" and draft.name.rsplit(" ", 1)[-1] in _ASSEMBLIES:
        return False
    return (entry.kind if entry is not None else "") in register.lexicon.takes_up.get(noun, ())


def _may_be_called(register: Register, noun: str, name: str) -> bool:
    """Whether the noun that a name ends in (*Sahel Justice Collective*) lets the body be called a *noun*."""
    lexicon = register.lexicon
    own = lexicon.forms.get(name.rsplit(" ", 1)[-1].lower(), "")
    if not own or own == noun:
        return True
    if own not in lexicon.bodies and own not in lexicon.state_bodies and own not in lexicon.outlets:
        return True
    if noun in _ANY_BODY and own in lexicon.bodies and own not in lexicon.alike_bodies["company"]:
        return True
    return own in lexicon.alike_bodies.get(noun, ())


def _find_subject_before(register: Register, head: Token, noun: str, owner: str | None) -> tuple[str, ...]:
    """*The Iran-aligned group*: the body that the sentence before is about."""
    start = head.sent.start
    if start == 0 or any(child.dep_ == "prep" for child in head.rights):
        return ()
    subject = get_subject(register.doc.tokens[start - 1].sent.root)
    name = register.get_name(subject) if subject is not None else None
    if name is None or name.actor is None or subject is None or any(one.dep_ == "conj" for one in subject.rights):
        return ()
    draft = register.state.actors[name.actor]
    if draft.cls == "Organization" and may_take_up(register, noun, draft) and draft.of in (None, owner):
        return (draft.id,)
    return ()
