"""Tie an acronym to the body behind whose name or description it stands in brackets."""

from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token

_BODIES = ("Organization", "MediaOutlet", "Group")


def tie_acronyms(register: Register) -> None:
    """Let *(SJC)* behind *Sahel Justice Collective*, and each *SJC* after it, stand for the same actor."""
    doc = register.doc
    words = doc.orth
    for i in find_bracketed(register):
        text = doc.tokens[i].text
        name = register.at[i]
        if name is not None and name.senses:
            continue
        actor = _get_before(register, i - 2, text)
        if actor is None:
            continue
        for k, word in enumerate(words):
            if word == words[i]:
                _give(register, k, actor)


def find_bracketed(register: Register) -> list[int]:
    """Return the tokens that stand alone in brackets and are of capitals."""
    doc = register.doc
    found: list[int] = []
    if "(" not in doc.text:
        return found
    tokens = doc.tokens
    for token in tokens[1:-2]:
        if token.text != "(":
            continue
        inner = tokens[token.i + 1].text
        if tokens[token.i + 2].text == ")" and 2 <= len(inner) <= 10 and sum(one.isupper() for one in inner) >= 2:
            found.append(token.i + 1)
    return found


def _get_before(register: Register, last: int, text: str) -> str | None:
    """Return the body whose name or description ends at token *last* and may be shortened to *text*."""
    name = register.at[last]
    if name is not None and name.actor and register.state.actors[name.actor].cls in _BODIES:
        return name.actor
    if name is not None and name.kind == "org" and name.actor:
        return name.actor
    head = _get_head(register.doc.tokens[last])
    if not _fits(register, head, last, text):
        return None
    from sayso.extract.actors.resolve import resolve_actors

    found = resolve_actors(register, head)
    if len(found) == 1 and register.state.actors[found[0]].cls in _BODIES:
        return found[0]
    return None


def _get_head(token: Token) -> Token:
    """Return the head of the phrase that ends with *token*: *committee* of *committee for state security*."""
    for _ in range(8):
        if token.dep_ in ("pobj", "compound", "conj", "amod", "nmod", "poss") and token.head.i < token.i:
            token = token.head
        elif token.dep_ == "prep" and token.head.pos_ in ("NOUN", "PROPN"):
            token = token.head
        else:
            break
    return token


def _fits(register: Register, head: Token, last: int, text: str) -> bool:
    lexicon = register.lexicon
    noun = lexicon.get_noun(head)
    if noun not in lexicon.bodies and noun not in lexicon.state_bodies:
        return False
    start = head.left_edge.i
    letters = [one.text[0].upper() for one in register.doc[start : last + 1] if one.is_alpha]
    return len(letters) >= 2 and (sum(one in letters for one in text.upper()) * 2 >= len(text))


def _give(register: Register, i: int, actor: str) -> None:
    name = register.at[i]
    if name is None:
        name = Name(i, i + 1, i, "org")
        register.at[i] = name
        register.names.append(name)
        register.names.sort(key=lambda one: one.start)
    elif name.end - name.start > 1:
        return
    name.kind, name.actor = "org", actor
    register.add_span(register.state.actors[actor], i, i + 1)
