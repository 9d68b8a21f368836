"""Who a proper noun stands for that no recogniser took for a name."""

from sayso.extract.actors.drafts import make_actor, remember
from sayso.extract.actors.endings import ends_firm
from sayso.extract.actors.named_bodies import find_with_noun
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.parse import Token


def find_unknown_name(register: Register, head: Token) -> tuple[str, ...]:
    """Return an actor for a proper noun that speaks and that no recogniser took for a name."""
    if head.pos_ != "PROPN" or register.lexicon.get_noun(head) or head.lower_ in register.lexicon.things:
        return ()
    if head.ent_type_ in ("DATE", "TIME", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "LANGUAGE"):
        return ()
    start = head.i
    while (
        start > head.sent.start and register.doc.tokens[start - 1].pos_ == "PROPN" and register.at[start - 1] is None
    ):
        start -= 1
    if start == head.i:
        # "Halden", of Halden Steel.
        for name in register.names:
            if name.kind == "org" and name.actor and name.end - name.start > 1:
                if register.doc.tokens[name.start].text == head.text:
                    return (name.actor,)
        person = _find_by_part(register, head)
        if person:
            return person
    if head.i > start and ends_firm(head):
        for name in register.names:
            if (
                name.kind == "org"
                and name.actor
                and register.doc[name.start : name.end].text == register.doc[start : head.i].text
            ):
                return (name.actor,)
        return make_actor(register, head, "Organization", owner=None)
    same = find_with_noun(register, make_slug(register.doc[start : head.i + 1].text))
    if same is not None:
        return remember(register, head, (same,))
    people = head.i > start and all(register.doc.tokens[i].text.istitle() for i in range(start, head.i + 1))
    return make_actor(register, head, "Person" if people else "Organization", owner=None)


def _find_by_part(register: Register, head: Token) -> tuple[str, ...]:
    """*Xi*, of Xi Jinping: the one person whose name begins or ends with a lone word; whoever else is called so."""
    tokens = register.doc.tokens
    called = {
        name.actor
        for name in register.names
        if name.kind in ("org", "person")
        and name.actor
        and name.end - name.start == 1
        and tokens[name.start].text == head.text
    }
    if called:
        return tuple(called) if len(called) == 1 else ()
    found = {
        name.actor
        for name in register.names
        if name.kind == "person"
        and name.actor
        and name.end - name.start > 1
        and head.text in (tokens[name.start].text, tokens[name.end - 1].text)
    }
    return tuple(found) if len(found) == 1 else ()
