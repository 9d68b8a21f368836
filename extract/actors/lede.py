"""Who the office or watchdog of a first sentence is: *the interior minister*, and below *Interior Minister Rowe*."""

from sayso.extract.actors.phrases import get_modifiers, is_definite
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token
from sayso.extract.state import ActorDraft

_LEDE = 120
"""Tokens in which an article's headline, dateline and first sentence stand."""
_BELOW = 400
"""Tokens below in which *the minister* of the first sentence is named."""
_NEAR = 160
"""The same for *a minister*, who may also be another."""
_NEXT = 4
"""Sentences below in which somebody who is named without a title may be the one of the first."""
_HEADS = frozenset("chief head boss leader".split())
HEADED = frozenset(
    "chief head boss leader commissioner director director-general president chairman chairwoman chairperson chair "
    "commander coordinator administrator executive ceo secretary-general secretary minister".split()
)
"""Offices of which *chief* and *head* are short forms."""
_SPOKEN = frozenset("spokesman spokeswoman spokesperson".split())
_ALIKE: dict[str, frozenset[str]] = {
    **dict.fromkeys(_HEADS, HEADED),
    **dict.fromkeys(_SPOKEN, _SPOKEN),
    "minister": frozenset({"minister", "secretary"}),
    "prosecutor": frozenset({"prosecutor", "attorney"}),
    "lawyer": frozenset({"lawyer", "attorney", "solicitor", "barrister", "counsel"}),
}
_OTHERS = frozenset("former ex late deputy vice assistant under designate elect candidate opposition shadow".split())
"""Words in a role with which it is another office, unless the first sentence has them too."""
_MANY = frozenset(
    "official diplomat source aide analyst expert researcher lawmaker senator deputy mp activist academic economist "
    "professor scholar scientist historian author writer candidate opponent dissident resident student worker refugee "
    "volunteer veteran colleague counterpart successor predecessor".split()
)
"""Offices of which an article knows several: those of its first sentence and those named below are not the same."""
_NOT_TELLING = frozenset("own senior top current incumbent chief the of for and to in on at joint 's".split())
_ANOTHER = frozenset("new next other another incoming future old previous second third".split())
"""Words before an office that somebody else holds than the one who is named with it."""
PRAISE = frozenset(
    "veteran embattled beleaguered longtime ailing powerful influential popular unpopular outspoken controversial "
    "star old aging ageing".split()
)
"""Adjectives that tell nothing of which office somebody has."""
_COURTS = frozenset(
    "federal district circuit appeals county state supreme high trial presiding court us chief".split()
)
"""Words before *judge* that tell of a court: the one judge of an article may be told of by any."""
_RANKS = frozenset(
    "general colonel major captain lieutenant brigadier admiral commander superintendent sergeant inspector gen col "
    "maj capt lt brig gen. col. maj. capt. lt. brig. mr mr. mrs. ms. dr dr.".split()
)
_SPELT = {"defence": "defense", "home": "interior", "external": "foreign", "press": "", "labour": "labor"}


def find_named_below(register: Register, head: Token, noun: str, owner: str | None) -> tuple[str, ...]:
    """
    Return the one person named below whom the office of a first sentence is, or nothing.

    That is who has the office in a title or an apposition; else, where the office speaks, the one unknown person who
    speaks under a bare full name in the sentences that follow: *the mayor said … Ada Rowe told reporters*.
    """
    if head.i >= _LEDE or head.tag_ not in ("NN", "NNP") or noun in _MANY:
        return ()
    if any(child.dep_ in ("relcl", "acl", "appos") for child in head.rights):
        return ()
    if _is_beside_name(register, head) or _is_another(register, head):
        return ()
    definite = is_definite(head) or owner is not None
    words = _get_words(register, head, noun)
    of = _get_named_domain(head)
    found: dict[str, None] = {}
    for start, key in register.namings:
        draft = register.state.actors[key]
        if start <= head.i or draft.cls != "Person" or not draft.role:
            continue
        if start > head.i + (_BELOW if definite else _NEAR):
            break
        if _holds(register, draft, noun, words, owner, of):
            found[key] = None
    if found:
        return tuple(found) if len(found) == 1 else ()
    return _find_bare(register, head)


def find_watcher(register: Register, head: Token) -> tuple[str, ...]:
    """
    Return the one body of an article that watches what others do, for *a monitor said* or *the monitoring group*.

    What is indefinite is taken for it in the first sentences only, and no *Sudanese rights group* is.
    """
    lexicon, word = register.lexicon, head.lower_
    modifiers = {child.lower_ for child in get_modifiers(head)}
    tasks = lexicon.watcher_tasks | {"based"}
    if word not in lexicon.watchers and not (word in lexicon.watcher_bodies and modifiers & tasks):
        return ()
    definite = any(child.lower_ == "the" for child in head.lefts)
    if not definite and (head.i >= _LEDE or any(child.ent_type_ == "NORP" for child in head.lefts)):
        return ()
    if modifiers & _ANOTHER or any(child.dep_ == "appos" for child in head.rights):
        return ()
    found = {
        key: None
        for _, key in register.namings
        if (draft := register.state.actors[key]).cls == "Organization"
        and draft.named
        and not lexicon.watching.isdisjoint(draft.name.lower().split())
    }
    return tuple(found) if len(found) == 1 else ()


def _is_beside_name(register: Register, head: Token) -> bool:
    """Whether an office that does not speak stands behind a name and a comma: *Ada Rowe, president of the league*."""
    at = head.left_edge.i - 1
    if at < 1 or register.doc.tokens[at].text != ",":
        return False
    speaks = head.dep_ == "nsubj" and head.head.lemma_ in register.lexicon.saying
    named = register.doc.tokens[at - 1].pos_ == "PROPN"
    return named and not (speaks and any(child.dep_ == "det" for child in head.lefts))


def _is_another(register: Register, head: Token) -> bool:
    """Whether it is a *new* governor, or somebody's: *Jane Doe's lawyer*."""
    for child in head.lefts:
        if child.lower_ in _ANOTHER:
            return True
        name = register.get_name(child) if child.dep_ == "poss" else None
        if name is not None and name.kind == "person":
            return True
    return False


def _get_words(register: Register, head: Token, noun: str) -> set[str]:
    """Return what tells which office it is: *interior*, of *the interior minister*."""
    words = {_spell(child.lower_) for child in get_modifiers(head) if register.get_name(child) is None}
    for child in get_modifiers(head):
        words |= {_spell(one.lower_) for one in child.lefts if register.get_name(one) is None}
    return words - _NOT_TELLING - PRAISE - {""} - (_COURTS if noun == "judge" else set())


def _spell(word: str) -> str:
    word = _SPELT.get(word, word)
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def _get_named_domain(head: Token) -> set[str]:
    """Return the names in what an office is of: *Kandahar*, of *the governor of the troubled Kandahar province*."""
    of = next((child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    return {one.lower_ for one in of.subtree if one.tag_ in ("NNP", "NNPS")} if of is not None else set()


def _holds(register: Register, draft: ActorDraft, noun: str, words: set[str], owner: str | None, of: set[str]) -> bool:
    """Whether a person's role is that of a *noun* of which *words* tell, *of* what and whose where both are told."""
    own = (draft.role or "").lower().replace("-", " ").replace(",", " ").split()
    role = {_spell(one) for one in own}
    held = set(_ALIKE.get(noun, {noun})) & {*own, *("-".join(pair) for pair in zip(own, own[1:], strict=False))}
    if not held or not (_OTHERS & role) <= words or (held == {"attorney"} and "general" in role):
        return False
    if owner is not None and draft.of is not None and owner != draft.of:
        return False
    told = role - held - _NOT_TELLING - PRAISE - _RANKS - {""} - (_COURTS if noun == "judge" else set()) - of
    if noun not in held and not words:
        # "The agency's chief".
        return owner is not None and owner == draft.of and register.state.actors[owner].cls == "Organization"
    if noun == "minister" and not words:
        return "prime" not in role
    if words <= role:
        return bool(words) or not told or owner is not None
    return not told and noun in held and (draft.of is None or draft.of == owner)


def _find_bare(register: Register, head: Token) -> tuple[str, ...]:
    """Return the person who, named in full with no word of who that is, speaks first after *head* spoke."""
    doc = register.doc
    if head.dep_ != "nsubj" or head.head.lemma_ not in register.lexicon.saying or register.quoted[head.i]:
        return ()
    end = head.sent.end
    for _ in range(_NEXT):
        if end < len(doc):
            end = doc.tokens[end].sent.end
    for name in register.names:
        if name.start <= head.i or name.start >= end:
            continue
        if name.kind == "person" and name.actor:
            draft = register.state.actors[name.actor]
            root = doc.tokens[name.root]
            if draft.authority is not None or draft.role or draft.of or name.end - name.start < 2:
                continue
            if min(draft.spans)[0] < head.sent.end:
                continue
            if root.dep_ != "nsubj" or root.head.lemma_ not in _SAYING:
                continue
            bare = not any(one.dep_ in ("appos", "relcl", "acl") for one in root.rights)
            return (name.actor,) if bare and not _is_introduced(register, name.start) else ()
    return ()


_SAYING = frozenset("say tell add".split())


def _is_introduced(register: Register, start: int) -> bool:
    """Whether a word for a person or a body stands right before a name: *witness Ada Rowe*, *a farmer, Ada Rowe*."""
    before = register.doc.tokens[start - 1] if start else None
    if before is None:
        return False
    if before.text == "," and start > 1:
        before = register.doc.tokens[start - 2]
    return before.pos_ in ("NOUN", "PROPN", "ADJ")
