"""Which state or body an office, a body or a document belongs to, by the words of its phrase."""

from sayso.extract.actors.register import Register
from sayso.extract.parse import Token

_BEFORE = frozenset({"amod", "compound", "nmod", "npadvmod"})
_LINKS = frozenset({"of", "for", "from", "at", "in"})


def get_owner(register: Register, head: Token) -> str | None:
    """Return the first of `get_owners`, or None."""
    owners = get_owners(register, head)
    return owners[0] if owners else None


def get_owners(register: Register, head: Token) -> list[str]:
    """Return the states and bodies that own *head*: possessive, adjective, noun before it, *of* or *for* behind it."""
    from sayso.extract.actors.resolve import resolve_actors

    found: list[str] = []
    for token in sorted(_owner_tokens(head), key=lambda one: (one.dep_ != "poss", one.i)):
        if is_ethnic(token) or get_stance(token):
            continue
        name = register.get_name(token)
        if name is not None and name.kind == "person":
            continue
        if name is None and not _may_own(register, token):
            continue
        for key in resolve_actors(register, token, create=False):
            if register.state.actors[key].cls in ("State", "Organization", "MediaOutlet") and key not in found:
                found.append(key)
    return found


def _owner_tokens(head: Token) -> list[Token]:
    tokens: list[Token] = []
    for child in head.lefts:
        if child.dep_ == "poss":
            tokens.append(child)
        elif child.dep_ in _BEFORE:
            # "Indian and Pakistani troops".
            tokens += [one for one in child.rights if one.dep_ == "conj" and one.i < head.i]
            tokens += [child, *(one for one in child.lefts if one.dep_ in _BEFORE or one.dep_ == "poss")]
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in _LINKS:
            for one in child.children:
                if one.dep_ == "pobj":
                    # "Ministry of Foreign Affairs of Chad" may hang on the affairs.
                    tokens += [one, *_inner(one)]
    return tokens


def _inner(token: Token) -> list[Token]:
    return [
        one
        for child in token.rights
        if child.dep_ == "prep" and child.lower_ == "of"
        for one in child.children
        if one.dep_ == "pobj"
    ]


def _may_own(register: Register, token: Token) -> bool:
    """Whether a common noun in a phrase is an owner: *the ministry's*, *of the union*, *junta spokesman*."""
    if token.dep_ in ("poss", "pobj"):
        return token.head.lower_ != "in"
    noun = register.lexicon.get_noun(token)
    return token.dep_ in ("compound", "nmod") and (noun in register.lexicon.government or noun in ("army", "military"))


def is_ethnic(token: Token) -> bool:
    """Return whether a demonym is one of descent (*ethnic Armenian*), not of a state."""
    if any(child.lower_ == "ethnic" for child in token.children):
        return True
    return token.i > 0 and token.nbor(-1).lower_ == "ethnic"


def get_stance(token: Token) -> str:
    """
    Return the word that a hyphen ties to a name and that makes what follows another's, else an empty string.

    *Anti-Israeli attacks* are not Israel's, *Iran-backed militants* not Iran's.
    """
    if token.i > 1 and token.nbor(-1).text in ("-", "–") and token.nbor(-2).lower_ in _STANCES:
        return token.nbor(-2).lower_
    doc = token.doc
    if (
        token.i + 2 < len(doc)
        and doc.tokens[token.i + 1].text in ("-", "–")
        and doc.tokens[token.i + 2].lower_ in _TIES
    ):
        return doc.tokens[token.i + 2].lower_
    before, _, behind = token.lower_.partition("-")
    return before if behind and before in _STANCES else behind if behind in _TIES else ""


_STANCES = frozenset("anti pro non".split())
_TIES = frozenset(
    "linked backed allied aligned affiliated inspired influenced based born supported supplied sponsored funded "
    "financed trained armed made built brokered mediated style friendly leaning speaking bound educated".split()
)
"""Words behind a name and a hyphen."""
