"""What an article tells of named people, so that a description finds them: *Rowe, a nurse* … *the nurse*."""

from dataclasses import dataclass

from sayso.extract.actors.name import Name
from sayso.extract.actors.phrases import get_modifiers, get_possessor_tokens
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token

_BEING = frozenset("be become remain".split())
_NAMED = frozenset("named called identified".split())
_BEFORE = frozenset("compound nmod appos".split())
_PLAIN = frozenset(
    "former late new young old veteran senior top longtime then own same alleged accused suspected convicted".split()
)
"""Words that do not tell one person from another."""
_ENDS = (
    "er", "or", "ist", "ian", "man", "woman", "person", "ant", "eer", "star", "chief", "boss", "captain", "guard",
    "cook", "maid", "mate", "guy", "hero", "heroine", "fan", "ace", "heir", "heiress", "rebel", "cop", "ess",
)  # fmt: skip
_INVERSE = {
    "wife": "husband spouse", "husband": "wife spouse", "spouse": "husband wife spouse",
    "son": "father mother parent", "daughter": "father mother parent", "child": "father mother parent",
    "father": "son daughter child", "mother": "son daughter child", "parent": "son daughter child",
    "brother": "brother sister sibling", "sister": "brother sister sibling", "sibling": "brother sister sibling",
    "uncle": "nephew niece", "aunt": "nephew niece", "nephew": "uncle aunt", "niece": "uncle aunt",
    "grandfather": "grandson granddaughter grandchild", "grandmother": "grandson granddaughter grandchild",
    "grandson": "grandfather grandmother", "granddaughter": "grandfather grandmother",
    "boyfriend": "girlfriend partner", "girlfriend": "boyfriend partner",
}  # fmt: skip
"""For who is somebody's *wife*, what that one is to her."""
KIN = frozenset(_INVERSE) | {"widow", "widower", "fiancee", "fiance", "niece", "cousin", "stepson", "stepdaughter"}


@dataclass(frozen=True, slots=True)
class Told:
    """
    One thing that is told of a named person.

    Attributes:
        noun: The noun, in the singular.
        at: The token that it is.
        actor: The person.
        words: What stands before the noun.
    """

    noun: str
    at: int
    actor: str
    words: frozenset[str]


def get_told(register: Register) -> dict[str, list[Told]]:
    """Return by noun what is told of the named people of the doc, in order of the text."""
    if register.told is None:
        register.told = {}
        for name in register.names:
            if name.kind == "person" and name.actor:
                for noun in _iter_nouns(register, name):
                    words = frozenset(one.lower_ for one in get_modifiers(noun))
                    word = register.lexicon.get_noun(noun) or noun.lower_
                    register.told.setdefault(word, []).append(Told(word, noun.i, name.actor, words))
    return register.told


def _iter_nouns(register: Register, name: Name) -> list[Token]:
    """Return the nouns in the singular that say what a named person is."""
    root = register.doc.tokens[name.root]
    found = [
        one
        for one in root.children
        if (one.dep_ == "appos" and one.i >= name.end)
        or (one.dep_ in _BEFORE and one.i < name.start and one.i == name.start - 1)
    ]
    verb = root.head
    if root.dep_ == "appos":
        found.append(verb)
    elif root.dep_ == "nsubj" and verb.lemma_ in _BEING:
        found += [one for one in verb.rights if one.dep_ == "attr"]
    elif root.dep_ in ("oprd", "attr", "dobj") and verb.dep_ == "acl" and verb.lower_ in _NAMED:
        found.append(verb.head)
    found += [register.doc.tokens[i] for i, one in register.titles.items() if one is name]
    return [
        one
        for one in found
        if one.tag_ in ("NN", "NNP", "JJ")
        and register.at[one.i] is None
        and not _is_below(register, one.i)
        and _is_human(register, one)
    ]


def _is_below(register: Register, i: int) -> bool:
    return i > 0 and register.doc.tokens[i - 1].lower_ in ("vice", "deputy", "assistant", "-")


def _is_human(register: Register, token: Token) -> bool:
    """Whether a noun is one for a person, known as such or by its ending."""
    lexicon = register.lexicon
    noun = lexicon.get_noun(token)
    if noun:
        return noun in lexicon.people or noun in lexicon.office or noun in lexicon.callings or noun in lexicon.lone
    return token.lower_.endswith(_ENDS)


def find_told(register: Register, head: Token, words: frozenset[str]) -> tuple[str, ...]:
    """Return the one person of whom one of the nouns *words* is told before *head*, and whatever else *head* tells."""
    told = get_told(register)
    about = {one.lower_ for one in get_modifiers(head) if one.ent_type_ not in ("DATE", "TIME")} - _PLAIN
    found: dict[str, None] = {}
    for word in words:
        for one in told.get(word, ()):
            if one.at < head.i and about <= one.words:
                found[one.actor] = None
    return tuple(found) if len(found) == 1 else ()


def find_kin(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*His wife*: who is named as the wife of the same man; *her husband*, the man whose wife she is named."""
    if noun not in _INVERSE:
        return ()
    return _find_told_kin(register, head, noun) or _find_namesake(register, head, noun)


def _find_namesake(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The wife of Max Doe*, of a first sentence: the one woman named Doe who is first named below."""
    from sayso.extract.actors.resolve import resolve_actors

    if head.i >= _LEDE or head.tag_ != "NN" or any(child.dep_ == "appos" for child in head.rights):
        return ()
    gender = "f" if noun in register.lexicon.female else "m" if noun in register.lexicon.male else None
    owner = next((one for one in get_possessor_tokens(head) if register.get_name(one) is not None), None)
    ids = resolve_actors(register, owner, create=False) if owner is not None else ()
    actors = register.state.actors
    if gender is None or len(ids) != 1 or actors[ids[0]].cls != "Person":
        return ()
    last = _get_last_name(actors[ids[0]].name)
    told = {one.actor for word in KIN - {noun} for one in get_told(register).get(word, ())}
    found: dict[str, None] = {}
    for start, key in register.namings:
        name = actors[key].name
        if actors[key].cls == "Person" and key != ids[0] and " " in name and _get_last_name(name) == last:
            if start < head.i or key in told:
                return ()
            if actors[key].gender == gender:
                found[key] = None
    return tuple(found) if len(found) == 1 else ()


def _get_last_name(name: str) -> str:
    words = name.split()
    return words[-2] if len(words) > 2 and words[-1].rstrip(".") in ("Jr", "Sr", "II", "III") else words[-1]


_LEDE = 120
"""Tokens in which a headline and a first sentence stand."""


def _find_told_kin(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    from sayso.extract.actors.resolve import resolve_actors

    owner = next((child for child in head.lefts if child.dep_ == "poss"), None)
    ids = resolve_actors(register, owner, create=False) if owner is not None else ()
    if owner is None or len(ids) > 1:
        return ()
    told = get_told(register)
    about = {one.lower_ for one in get_modifiers(head)} - _PLAIN
    actors = register.state.actors
    gender = "f" if noun in register.lexicon.female else "m" if noun in register.lexicon.male else None
    found: dict[str, None] = {}
    for one in told.get(noun, ()):
        if one.at != head.i and one.actor not in ids and about <= one.words:
            if not ids or _get_of(register, one) in (ids, ()):
                found[one.actor] = None
    for word in _INVERSE[noun].split() if ids else ():
        for one in told.get(word, ()):
            if one.actor in ids and one.at < head.i:
                of = _get_of(register, one)
                if len(of) == 1 and actors[of[0]].cls == "Person" and actors[of[0]].gender in (None, gender):
                    found[of[0]] = None
    return tuple(found) if len(found) == 1 else ()


def _get_of(register: Register, told: Told) -> tuple[str, ...]:
    """Return whose *wife* somebody is told to be."""
    from sayso.extract.actors.resolve import resolve_actors

    noun = register.doc.tokens[told.at]
    for child in noun.children:
        if child.dep_ == "poss":
            return resolve_actors(register, child, create=False)
        if child.dep_ == "prep" and child.lower_ == "of":
            whole = next((one for one in child.children if one.dep_ == "pobj"), None)
            return resolve_actors(register, whole, create=False) if whole is not None else ()
    if noun.dep_ in ("compound", "nmod"):
        owner = next((one for one in noun.head.lefts if one.dep_ == "poss"), None)
        return resolve_actors(register, owner, create=False) if owner is not None else ()
    return ()
