"""Make an actor of a description, find the one made of it before, and keep where it is described."""

from sayso.extract.actors.phrases import get_modifiers, get_phrase, get_whole_end, is_definite, is_plural
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token
from sayso.extract.state import ActorDraft, Mention
from sayso.model import ActorClass

_NOT_TELLING = frozenset(
    "many more other most several few local same aforementioned some two three four five six seven eight nine ten "
    "such various numerous certain former latter new".split()
)
_OTHERS = frozenset({"another", "other", "more"})
"""Words that say of a description without an article that somebody new is meant."""
_ALIKE_REACH = 2
"""Sentences back in which a like noun must stand."""
_MOST_TOLD = 12
"""Words of a clause that may be part of a description."""
_ONE = frozenset({"a", "an", "another", "one", "the"})
_PARTIES = frozenset("nsubj nsubjpass dobj pobj agent conj dative".split())
"""What somebody who does or suffers something may be in a sentence."""
_ORDINALS = ("first", "second")
_MEMBERS = frozenset("member nation strong country state man seat".split())
"""Words behind a number that tell how many a body has."""
_SAME: dict[str, str] = dict.fromkeys("toppled deposed overthrown removed".split(), "ousted")
"""Words that tell the same of somebody."""
_TIMES = frozenset({"DATE", "TIME"})
_NAMES = frozenset({"NNP", "NNPS"})
_ARTICLES = (
    "the ",
    "The ",
    "a ",
    "A ",
    "an ",
    "An ",
    "their ",
    "Their ",
    "his ",
    "His ",
    "her ",
    "its ",
    "whose ",
    "that ",
)


def get_telling(head: Token) -> set[str]:
    """Return the words that say which people or body a description means, counts left out."""
    words = {
        child.lower_
        for child in get_modifiers(head)
        if child.lower_ not in _NOT_TELLING and child.ent_type_ not in _TIMES and not is_count(child)
    }
    for child in head.lefts:
        # "Rowe's office" is not Doe's, and who is from the Justice Department is not from the State Department.
        if child.dep_ == "poss" and child.pos_ in ("NOUN", "PROPN"):
            words.add(child.lower_)
        elif child.dep_ in ("compound", "nmod"):
            words |= _get_names(child)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "for", "at"):
            for one in child.children:
                if one.dep_ == "pobj" and one.ent_type_ not in _TIMES:
                    words |= {one.lower_} | _get_names(one)
        elif child.dep_ in ("relcl", "acl") and not any(
            token.text == "," for token in head.doc[head.i + 1 : child.left_edge.i]
        ):
            words.add(child.lower_)
    return {_SAME.get(word, word) for word in words}


def _get_names(token: Token) -> set[str]:
    """Return the names before or owning a noun: *Rowe* of *the Rowe campaign*."""
    return {one.lower_ for one in token.lefts if one.tag_ in _NAMES and one.dep_ in ("compound", "nmod", "poss")}


def is_count(token: Token) -> bool:
    """Return whether a word before a noun says but how many it has: *the 15-member council*, *a 500-strong force*."""
    return token.lower_ in _MEMBERS and any(child.pos_ == "NUM" for child in token.lefts)


def remember(register: Register, head: Token, ids: tuple[str, ...], *, metonym: bool = False) -> tuple[str, ...]:
    """Keep that the phrase headed by *head* names the actors *ids*, and return them."""
    start, end = get_phrase(register.doc, head, long=False)
    mention = Mention(start, end, head.i, "metonym" if metonym else "description", ids)
    register.state.mentions.setdefault(head.i, mention)
    for key in ids:
        register.add_span(register.state.actors[key], start, end)
    return ids


def get_number(head: Token) -> str:
    """Return the count that a phrase gives, as worded, or an empty string."""
    return next((child.lower_ for child in head.lefts if child.dep_ == "nummod"), "")


def resolve_before(register: Register, head: Token, noun: str) -> None:
    """Make actors of what the same noun describes before *head*, so that it makes no odds who is asked for first."""
    from sayso.extract.actors.resolve import resolve_actors

    for token in register.iter_nouns(noun, head.i):
        if token.i not in register.resolved and token.dep_ not in ("compound", "nmod", "amod"):
            resolve_actors(register, token)


def find_repeated(
    register: Register, head: Token, noun: str, classes: tuple[ActorClass, ...], *, bare: bool = False
) -> tuple[str, ...]:
    """
    Return the actor that the same noun described before, if what tells the two apart does not differ.

    With *bare*, a noun with nothing around it is also the last group of that noun, whatever that was told by.
    """
    resolve_before(register, head, noun)
    if noun not in register.described:
        return ()
    told = get_telling(head)
    number = get_number(head)
    anew = not is_definite(head)
    if anew and any(child.lower_ in _OTHERS for child in head.lefts):
        return ()
    if not anew:
        found = find_several(register, head, noun, classes)
        if found:
            return found
    rule = f"description:{noun}"
    for _, draft in register.iter_recent(head.i):
        if not draft.rule.startswith(rule) or draft.cls not in classes:
            continue
        if draft.plural and head.tag_ == "NN" and not anew and noun not in register.lexicon.collective:
            # "The group" is none of the "aid groups" before.
            continue
        before, *have = draft.rule.removeprefix("description:").split(" ")
        counted = "".join(one for one in have if one.startswith("#"))
        if before != noun or (number and counted != f"#{number}" and (anew or counted)):
            continue
        words = {one for one in have if not one.startswith("#")}
        if (
            told == words
            or (not anew and told <= words)
            or (bare and not told and not number and draft.plural == is_plural(head))
        ):
            return remember(register, head, (draft.id,))
    return ()


def find_several(register: Register, head: Token, noun: str, classes: tuple[ActorClass, ...]) -> tuple[str, ...]:
    """*The first official*, *both officials*, where the article has told of two."""
    words = {child.lower_ for child in head.lefts}
    order = next((_ORDINALS.index(one) for one in words if one in _ORDINALS), None)
    both = is_plural(head) and bool(words & {"both", "two"})
    if order is None and not both:
        return ()
    told = get_telling(head) - {*_ORDINALS}
    alike = [
        (min(draft.spans), draft.id)
        for draft in register.state.actors.values()
        if draft.rule.startswith("description:")
        and draft.cls in ("AnonymousSource", "Person")
        and not draft.plural
        and (rule := draft.rule.removeprefix("description:").split(" "))[0] == noun
        and told <= set(rule[1:])
        and draft.spans
        and min(draft.spans)[0] < head.i
    ]
    if len(alike) != 2:
        return ()
    found = tuple(key for _, key in sorted(alike))
    if both:
        return remember(register, head, found)
    one = register.state.actors[found[order or 0]]
    return remember(register, head, (one.id,)) if one.cls in classes and not is_plural(head) else ()


def find_countryman(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """*Six Kenyans*, *a Kenyan*: people of their own, and not all of that people."""
    many = head.tag_ in ("NNPS", "NNS") or head.text.endswith("s") or bool(get_number(head))
    words = {child.lower_ for child in head.lefts}
    if many and not get_number(head):
        return ()
    cls: ActorClass = "Group" if many else "Person"
    found = find_repeated(register, head, head.lower_, (cls,)) if many or words & _ONE else ()
    if found or not create or head.dep_ not in _PARTIES or "the" in words or not (many or words & _ONE):
        return found
    return make_actor(register, head, cls, owner=None, noun=head.lower_)


def find_alike(
    register: Register, head: Token, words: frozenset[str], classes: tuple[ActorClass, ...]
) -> tuple[str, ...]:
    """
    Return the one that a like noun described in this sentence or the two before: *rebels … the insurgents*.

    Only for a noun with *the* and nothing else around it, and only where no second one is there to be meant.
    """
    if get_telling(head) or get_number(head) or not any(child.lower_ == "the" for child in head.lefts):
        return ()
    first = head.sent.start
    for _ in range(_ALIKE_REACH):
        if first > 0:
            first = register.doc.tokens[first - 1].sent.start
    for word in words:
        resolve_before(register, head, word)
    if words.isdisjoint(register.described):
        return ()
    found: list[str] = []
    for at, draft in register.iter_recent(head.i):
        if at < first:
            break
        noun = draft.rule.removeprefix("description:").split(" ")[0]
        if draft.cls in classes and draft.rule.startswith("description:") and noun in words:
            found.append(draft.id)
    return remember(register, head, (found[0],)) if len(found) == 1 else ()


def add_short_spans(register: Register, draft: ActorDraft, head: Token, start: int, end: int) -> None:
    """Keep also the phrase without its count and without what follows: *two residents*, *Iraqi soldiers*."""
    short = get_phrase(register.doc, head, long=False)[1]
    if short < end:
        draft.spans.append((start, short))
    whole = get_whole_end(register.doc, head)
    if whole > end and whole - end <= _MOST_TOLD:
        draft.spans.append((start, whole))
    first = start
    while first < head.i and (
        register.doc.tokens[first].dep_ in ("nummod", "quantmod", "advmod", "det", "punct")
        or register.doc.tokens[first].head.dep_ in ("nummod", "quantmod")
        or register.doc.tokens[first].pos_ == "NUM"
    ):
        first += 1
    if first > start and any(register.doc.tokens[i].dep_ == "nummod" for i in range(start, first)):
        draft.spans.append((first, short))


def make_actor(
    register: Register,
    head: Token,
    cls: ActorClass,
    *,
    owner: str | None,
    key: str | None = None,
    role: str | None = None,
    noun: str = "",
) -> tuple[str, ...]:
    """Return the id of a new actor for the description headed by *head*, in a tuple; nothing for *no pilgrims*."""
    if any(child.dep_ == "det" and child.lower_ in ("no", "neither") for child in head.lefts):
        return ()
    start, end = get_phrase(register.doc, head)
    if head.lower_ == "those":
        end = max(end, get_whole_end(register.doc, head))
    if start < head.i and register.doc.tokens[start].lower_ == "that":
        # No article but the word that the clause begins with: "that guards shot him".
        start += is_plural(head)
    text = strip_article(register.doc[start:end].text)
    ident = key if key and key not in register.state.actors else register.make_id(text, taken=True)
    noun = noun or register.lexicon.get_noun(head) or head.lower_
    number = get_number(head)
    rule = " ".join([f"description:{noun}", *sorted(get_telling(head)), *([f"#{number}"] if number else [])])
    draft = register.add_actor(ident, text, cls, rule=rule, of=owner, role=role)
    draft.plural = cls == "Group" or is_plural(head)
    draft.confidence = 0.8
    register.add_span(draft, start, end)
    add_short_spans(register, draft, head, start, end)
    register.state.mentions[head.i] = Mention(start, end, head.i, "description", (ident,))
    if noun in register.lexicon.female:
        draft.gender = "f"
    elif noun in register.lexicon.male:
        draft.gender = "m"
    return (ident,)


def strip_article(text: str) -> str:
    """Return *text* on one line, without an article or possessive in front."""
    if text.startswith(_ARTICLES):
        for article in _ARTICLES:
            text = text.removeprefix(article)
    return " ".join(text.split())
