"""Give the names of bodies and peoples their actors: by the authority, by other names of the article."""

from sayso.extract.actors.endings import LEGAL, OUTLET_ENDS, OUTLET_NOUNS
from sayso.extract.actors.name import Name
from sayso.extract.actors.names import CHAPTERS
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.actors.shorts import iter_longer
from sayso.ontology.authority import fold

ACTOR_KINDS = ("name", "acronym", "metonym", "capital", "adjective", "people")
"""What a name of the authority may be to be an actor's, the surest first."""


def assign_known(register: Register, name: Name) -> None:
    """Give a name of the authority the actor that it knows, or one that the article calls so: *the Red Crescent*."""
    senses = [one for one in name.senses if one.kind in ACTOR_KINDS]
    if not senses:
        return
    if name.kind == "people":
        one = next(sense for sense in senses if sense.kind in ("people", "adjective"))
        entry = register.authority.actors[one.key]
        if entry.cls == "State":
            assign_people(register, name)
            return
    if register.doc.tokens[name.end - 1].text in CHAPTERS:
        # "The Red Crescent", after "the Turkish Red Crescent".
        text = register.doc[name.start : name.end].text
        chapters = [
            one.id for one in register.state.actors.values() if one.authority is None and one.name.endswith(text)
        ]
        if len(chapters) == 1:
            name.actor = chapters[0]
            return
    best = min(senses, key=lambda one: ACTOR_KINDS.index(one.kind))
    name.actor = _find_outlet_with_place(register, name, best.key) or register.add_known(best.key)


def _find_outlet_with_place(register: Register, name: Name, key: str) -> str | None:
    """Return the one outlet named before that is meant by the end of its name: *the Times* of *the Chicago Times*."""
    doc = register.doc
    if name.end - name.start != 2 or doc.tokens[name.start].lower_ != "the":
        return None
    if register.authority.actors[key].cls != "MediaOutlet":
        return None
    found = {
        one.actor
        for one in iter_longer(register, [doc.tokens[name.start + 1].text])
        if one.start < name.start and one.actor != key and not any(sense.key == key for sense in one.senses)
    }
    for one in register.names:
        if one.start >= name.start:
            break
        if one.actor == key:
            return None
    actor = found.pop() if len(found) == 1 else None
    return actor if actor and register.state.actors[actor].cls == "MediaOutlet" else None


def assign_people(register: Register, name: Name) -> None:
    """Give the name of a people its group."""
    text = register.doc[name.start : name.end].text
    if text.endswith("cratic"):
        # "Democratic voters" are of the Democrats.
        text = f"{text[:-2]}s"
    key = make_slug(text)
    if not key.endswith(("s", "ese", "ish", "ch")):
        key += "s"
    draft = register.add_actor(f"{key}-people", text, "Group", rule="people")
    draft.plural = True
    name.actor = draft.id


def assign_body(register: Register, name: Name) -> None:
    """Give the name of a body that the authority does not know its actor, made if no name before is of the same."""
    doc, state = register.doc, register.state
    span = doc[name.start : name.end]
    text = span.text
    key = make_slug(text.removeprefix("the "))
    short = span[-1].text if len(span) == 1 else ""
    if short.isupper() and 2 <= len(short) <= 7:
        for draft in state.actors.values():
            if draft.cls in ("Organization", "MediaOutlet") and _initials(draft.name) == short:
                name.actor = draft.id
                return
        for one in register.names:
            # "CBO", before it is told in full.
            if one.kind == "org" and one.start > name.start and _initials(doc[one.start : one.end].text) == short:
                assign_body(register, one)
                name.actor = one.actor
                return
    before = register.lexicon.get_noun(doc.tokens[name.start - 1]) if name.start else ""
    outlet = span[-1].lower_ in OUTLET_ENDS or before in register.lexicon.outlets
    known = _find_behind_state(register, name)
    if known is not None:
        name.actor = known
        return
    core = _find_longer(register, name)
    if core is not None:
        name.actor = core
        return
    if short and not short.isupper():
        name.actor = _find_begun(register, name, short)
        if name.actor is not None:
            return
    alike = find_with_noun(register, key)
    if alike is not None:
        name.actor = alike
        return
    draft = register.add_actor(
        key or f"a{name.start}", text, "MediaOutlet" if outlet else "Organization", rule="entity"
    )
    name.actor = draft.id


def _find_behind_state(register: Register, name: Name) -> str | None:
    """Return the body of a state that the authority knows without it: *U.S. Homeland Security*."""
    doc, authority = register.doc, register.authority
    if name.end - name.start < 3:
        return None
    states = {one.key for one in authority.senses.get(fold(doc.tokens[name.start].text), ()) if one.kind != "place"}
    if not states:
        return None
    for one in authority.senses.get(fold(doc[name.start + 1 : name.end].text), ()):
        if one.kind == "name" and authority.actors[one.key].of in states:
            return register.add_known(one.key)
    return None


def _find_longer(register: Register, name: Name) -> str | None:
    """Return the one body that a name is the core of: *Ethics Committee*, *the House*, of a longer name elsewhere."""
    doc = register.doc
    if name.senses:
        return None
    size = name.end - name.start
    if size == 1 and not _modifies(register, name) and (not name.start or doc[name.start - 1].lower_ != "the"):
        return None
    longer = iter_longer(register, [one.text for one in doc[name.start : name.end]])
    for one in longer:
        if one.actor is None and one.kind == "org":
            assign_body(register, one)
        elif one.actor is None:
            assign_known(register, one)
    actors = register.state.actors
    # Nobody calls the White House "the House".
    longer = [one for one in longer if not one.actor or actors[one.actor].cls != "State"]
    found = {one.actor for one in longer if one.actor and actors[one.actor].cls in ("Organization", "MediaOutlet")}
    return found.pop() if len(found) == 1 and len(found) == len({one.actor for one in longer}) else None


def _modifies(register: Register, name: Name) -> bool:
    """Whether a name stands before somebody who belongs to the body: *House members*, *House leader Ada Rowe*."""
    doc, lexicon = register.doc, register.lexicon
    for titled in register.at[name.end + 1 : name.end + _TITLE]:
        if titled is not None and titled.kind == "person":
            # Whatever the parser hangs the body on.
            return lexicon.get_noun(doc.tokens[titled.start - 1]) in lexicon.office
    if doc.tokens[name.root].dep_ not in ("compound", "nmod"):
        return False
    head = doc.tokens[name.root].head
    noun = lexicon.get_noun(head)
    if head.tag_ == "NNPS" or (head.text.islower() and noun in lexicon.bodies):
        # "House Republicans", "a House panel"
        return True
    return noun in lexicon.office or noun in lexicon.people or noun in lexicon.sources


_TITLE = 4
"""Words of a title behind the name of the body that it is of, and one more."""


def _find_begun(register: Register, name: Name, word: str) -> str | None:
    """Return the body named before whose name begins so: *Harlow*, of Harlow Steel; *Times*, of *the Times*."""
    doc, actors = register.doc, register.state.actors
    for one in register.names:
        if one.start >= name.start:
            break
        if not one.actor or one.end - one.start < 2 or one.kind not in ("org", "actor"):
            continue
        first = doc.tokens[one.start]
        if first.lower_ == "the" and one.end - one.start == 2:
            first = doc.tokens[one.start + 1]
        # "Fox", of Fox News; but not "Islamic", of Islamic State.
        if first.text == word and not (one.senses and actors[one.actor].cls != "MediaOutlet"):
            return one.actor
    return None


def find_with_noun(register: Register, key: str) -> str | None:
    """Return the body named before with its kind or without: *Vota Nueva* and *the Vota Nueva party*."""
    words = key.split("-")
    actors = register.state.actors
    if len(words) > 2 and words[-1] in register.lexicon.takes_up:
        shorter = actors.get("-".join(words[:-1]))
        if shorter is not None:
            return shorter.id if shorter.rule == "entity" and shorter.cls != "Person" else None
    if len(words) > 1 and words[-1] in LEGAL:
        shorter = actors.get("-".join(words[:-1]))
        if shorter is not None and shorter.cls == "Organization" and shorter.rule == "entity":
            return shorter.id
    if len(words) > 1 and words[-1] in _OUTLETS:
        shorter = actors.get("-".join(_strip_outlet(words)))
        if shorter is not None and shorter.rule == "entity" and shorter.cls in ("Organization", "MediaOutlet"):
            shorter.cls = "MediaOutlet"
            return shorter.id
    if len(words) > 1:
        for noun in ("party", "group", "movement", *_ENDS):
            longer = actors.get(f"{key}-{noun}")
            if longer is not None and longer.rule == "entity":
                return longer.id
    for draft in actors.values():
        if draft.cls in ("Organization", "MediaOutlet") and draft.authority is None and draft.id.startswith(f"{key}-"):
            if draft.id.endswith(_OUTLET_TAILS) and "-".join(_strip_outlet(draft.id.split("-"))) == key:
                draft.cls = "MediaOutlet"
                return draft.id
    return None


_OUTLETS = OUTLET_NOUNS | {"agency"}
"""Nouns behind the name of an outlet that are no part of it: *KUNA news agency*."""
_ENDS = tuple(sorted(LEGAL))
_BETWEEN = _OUTLETS | {"news", "satellite"}
_OUTLET_TAILS = tuple(f"-{noun}" for noun in sorted(_OUTLETS))


def _strip_outlet(words: list[str]) -> list[str]:
    """Return the words of a name without the noun that says what outlet it is; all, where that is what is left."""
    if words[-1] == "agency" and words[-2:-1] != ["news"]:
        return words
    end = len(words)
    while end > 1 and words[end - 1] in _BETWEEN:
        end -= 1
    return words[:end]


def is_short_body(register: Register, name: Name, parts: set[str]) -> bool:
    """
    Take a single name that begins that of a body, and is in no person's, for the body: *Rosso*, of Rosso Metals.

    *parts* are the words of people's names.
    """
    doc, size = register.doc, name.end - name.start
    if size != 1:
        return _is_outlet_elsewhere(register, name)
    word = doc.tokens[name.start].text
    before = doc.tokens[name.start - 1] if name.start else None
    if before is not None and (before.lower_ in register.lexicon.titles or before.text in ("of", "'s", "’s")):
        return False
    if word in parts:
        return False
    for one in register.names:
        if one.kind != "org" or not one.actor or doc.tokens[one.start].text != word:
            continue
        if one.end - one.start > 1 or (word.isupper() and len(word) > 2):
            name.kind, name.actor = "org", one.actor
            return True
    return False


def _is_outlet_elsewhere(register: Register, name: Name) -> bool:
    """Take a "person" for the outlet that the article also names with its noun: *Al-Ufuk*, of Al-Ufuk television."""
    doc, size = register.doc, name.end - name.start
    words = [one.text for one in doc.tokens[name.start : name.end]]
    for one in register.names:
        if one.kind != "org" or not one.actor or one.end - one.start <= size:
            continue
        rest = doc.tokens[one.start + size : one.end]
        if [it.text for it in doc.tokens[one.start : one.start + size]] == words:
            if all(it.lower_ in _BETWEEN for it in rest):
                name.kind, name.actor = "org", one.actor
                return True
    return False


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
