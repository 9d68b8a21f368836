"""From a token to the actors it stands for."""

from sayso.extract.actors import describe, epithets, pronouns, unknown
from sayso.extract.actors.drafts import find_countryman
from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token
from sayso.extract.state import Mention

_PERSONAL = frozenset(
    "he she him her his hers himself herself they them their theirs themselves it its itself".split()
)


def resolve_actors(register: Register, head: Token, *, create: bool = True, speaker: bool = False) -> tuple[str, ...]:
    """Return the ids of the actors that the phrase headed by *head* stands for, without its conjuncts."""
    known = register.resolved.get(head.i)
    if known is not None and (known or not create):
        return known
    if head.i in register.pending:
        return ()
    question = (head.i, create, speaker)
    if register.unresolved.get(question) == register.known and (not register.pending or head.lower_ in _PERSONAL):
        return ()
    register.pending.add(head.i)
    try:
        found = _resolve(register, head, create=create, speaker=speaker)
    finally:
        register.pending.discard(head.i)
    # A pronoun asks of what stands before it, so its answer does not hang on who else is being asked.
    if not found and (not register.pending or head.lower_ in _PERSONAL):
        register.unresolved[question] = register.known
    if found or create:
        register.resolved[head.i] = found
    return found


def _resolve(register: Register, head: Token, *, create: bool, speaker: bool) -> tuple[str, ...]:
    name = register.get_name(head)
    if name is not None and head.dep_ in ("nsubj", "nsubjpass") and name.kind in ("actor", "place"):
        office = _find_office_before(register, name)
        if office is not None:
            return resolve_actors(register, office, create=create, speaker=speaker)
        person = _find_behind_topic(register, head)
        if person is not None:
            return resolve_actors(register, person, create=create, speaker=speaker)
        titled = register.titles.get(head.i)
        if titled is not None and titled is not name and titled.actor:
            # "UN High Commissioner for Refugees Ada Rowe": the office is called what the body is.
            return (titled.actor,)
    if name is not None and (name.root == head.i or name.start <= head.i < name.end):
        found = _resolve_name(register, head, name, create=create, speaker=speaker)
        if found:
            return found
    word = head.lower_
    if word in _PERSONAL:
        return pronouns.find_antecedents(register, head)
    if head.tag_ in ("WP", "WDT", "WP$") or (word == "that" and head.dep_.startswith("nsubj")):
        return pronouns.find_relative(register, head)
    if word in ("which", "who", "whom", "whose"):
        return pronouns.find_relative(register, head)
    found = describe.find_described(register, head, create=create, speaker=speaker)
    if not found and speaker and create and name is None:
        return unknown.find_unknown_name(register, head)
    return found


def _find_behind_topic(register: Register, head: Token) -> Token | None:
    """Return the office that speaks in a headline with its topic in front: *Yemen: UN Coordinator condemns …*."""
    if head.i + 1 >= len(register.doc) or head.nbor(1).text != ":":
        return None
    for one in head.head.lefts:
        if one.i > head.i and one.dep_ == head.dep_ and register.lexicon.get_noun(one) in register.lexicon.office:
            return one
    return None


def _find_office_before(register: Register, name: Name) -> Token | None:
    """
    Return the office that a name is the domain of, though the parser made the name the subject.

    *UN Coordinator for Chad condemns …*: the coordinator does.
    """
    start = name.start - 1
    if start > 0 and register.doc.tokens[start].lower_ == "the":
        start -= 1
    if start < 1 or register.doc.tokens[start].lower_ not in ("for", "of", "to"):
        return None
    office = register.doc.tokens[start - 1]
    return office if register.lexicon.get_noun(office) in register.lexicon.office else None


def _resolve_name(register: Register, head: Token, name: Name, *, create: bool, speaker: bool) -> tuple[str, ...]:
    if name.actor is None and name.kind in ("place", "facility"):
        return _resolve_place_name(register, head, name, speaker=speaker)
    if name.actor is None:
        return ()
    if (
        name.kind == "adjective"
        and name.root == head.i
        and head.pos_ in ("NOUN", "PROPN")
        and head.dep_
        not in (
            "amod",
            "compound",
            "nmod",
        )
        and not any(one.kind in ("name", "acronym") for one in name.senses)
    ):
        # "the Syrian", one of the people, is not the state.
        return find_countryman(register, head, create=create) or epithets.find_by_origin(register, head, name)
    if name.kind == "people" and name.root == head.i:
        person = find_countryman(register, head, create=create) or epithets.find_by_origin(register, head, name)
        if person:
            return person
    register.state.mentions.setdefault(
        name.root, Mention(name.start, name.end, name.root, "name", (name.actor,), (name.place,) if name.place else ())
    )
    return (name.actor,)


def _resolve_place_name(register: Register, head: Token, name: Name, *, speaker: bool) -> tuple[str, ...]:
    """A place that is no state's seat acts as its authorities only where the authority knows them."""
    for sense in name.senses:
        if sense.kind == "place":
            key = register.authority.state_of.get(sense.key)
            if key is not None:
                name.actor = register.add_known(key)
                return (name.actor,)
    return ()
