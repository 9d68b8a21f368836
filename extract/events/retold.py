"""Whether a mention tells the same thing anew, though it names it as new: rule E23, docs/rules-events.md."""

from sayso.extract.events.again import find_counts
from sayso.extract.events.clause import find_doer, find_patient, find_subject, governing_verb
from sayso.extract.events.draft import Draft
from sayso.extract.parse import Token
from sayso.extract.state import State
from sayso.model import EventType

_AROUND = 4
"""Words on either side that are alike where a sentence is printed twice."""
_NEW = frozenset(("another", "second", "third", "fourth", "new", "further", "other", "more", "separate", "again"))
_POINTING = frozenset(("the", "those", "these", "this", "that", "his", "her", "their", "its"))
_THEY = frozenset(("they", "them", "he", "him", "she", "her", "who", "us", "we", "it"))
_VICTIMS = frozenset(("victim", "dead", "casualty", "people", "man", "woman", "pair", "trio", "person"))
_BODILY = frozenset(("shoot", "stab", "beat", "hack", "stone", "hang", "knife", "behead", "gun"))
"""Verbs of attacks on one's body, of which somebody dies."""
_FRESH = frozenset(("a", "an", "one", "another", "other", "more", "second", "third", "further", "several", "some"))
_HARMS: frozenset[EventType] = frozenset(("death", "injury", "detention", "deployment"))
"""Types of which one article often tells several of the same kind."""
_VIOLENCE: frozenset[EventType] = frozenset(("attack", "death", "injury"))


def is_verbatim(one: Draft, draft: Draft) -> bool:
    """Whether the words around both are the same: a title, a summary or a caption is printed twice."""
    first, second = one.trigger.token, draft.trigger.token
    if first.lower_ != second.lower_:
        return False
    words, tokens = first.doc.words, first.doc.tokens
    for step in (-1, 1):
        for far in range(1, _AROUND + 1):
            at, other = first.i + step * far, second.i + step * far
            if not (0 <= at < len(words) and 0 <= other < len(words)) or words[at] != words[other]:
                # What ends both sentences may differ behind it.
                return step > 0 and far > _AROUND // 2
            if step < 0 and tokens[at].is_sent_start:
                break
    return True


def is_retold(one: Draft, draft: Draft, state: State) -> bool:
    """Whether *draft*, not apart from *one* by type, time or place, tells of it anew with like words."""
    if _is_new(draft):
        return False
    shared = set(one.roles.agents) & set(draft.roles.agents)
    if draft.type == "visit" and shared and set(one.roles.agents) <= set(draft.roles.agents):
        return True
    first, second = one.trigger.token, draft.trigger.token
    if first.lemma_ != second.lemma_ or one.trigger.is_noun != draft.trigger.is_noun:
        return False
    if draft.trigger.is_noun:
        # "began a military offensive on Wednesday", told twice
        dated = one.when.precision == draft.when.precision == "day" and one.when.own and draft.when.own
        return bool(shared) and dated and one.when.start == draft.when.start and _size(first) == _size(second)
    whom, other = find_patient(first), find_patient(second)
    if whom is None and other is None:
        return _is_same_subject(find_subject(first), find_subject(second))
    if whom is None or other is None or not _are_alike(whom, other) or not _counts_meet(one, draft):
        return False
    if second.dep_ in ("acl", "relcl"):
        # "the seven people killed" are told by their death, not as known.
        return False
    patients, others = set(one.roles.patients), set(draft.roles.patients)
    if patients and others and not patients & others and not all(_is_described(key, state) for key in others):
        # "Amin Diop was killed. Pierre Diop was killed."
        return False
    known = other.lower_ in _THEY or other.pos_ == "PROPN" or _is_pointed(other)
    if draft.type in _HARMS and not known:
        return False
    if shared:
        return True
    if not one.roles.agents or not draft.roles.agents:
        return known and other.lower_ not in _THEY
    if any(not _is_described(key, state) for key in (*one.roles.agents, *draft.roles.agents)):
        return False
    # "young men beat women" … "the youths started beating women"
    doer = find_doer(second)
    return doer is not None and (doer.lower_ in _THEY or _is_pointed(doer))


def _is_same_subject(first: Token | None, second: Token | None) -> bool:
    """Whether both are told of the same thing, named by the same words: *the first bomb went off*."""
    if first is None or second is None or first.i == second.i or first.pos_ != "NOUN":
        return False
    return first.lemma_ == second.lemma_ and _is_pointed(second) and _get_words(first) == _get_words(second)


def _get_words(noun: Token) -> set[str]:
    return {child.lower_ for child in noun.children if child.dep_ in ("amod", "compound", "nummod")}


def is_same_blow(one: Draft, draft: Draft) -> bool:
    """Whether *draft* tells of the blow by which somebody died: *was shot dead* … *was shot in the head*."""
    if one.type != "death" or not is_bodily(draft) or _is_new(draft):
        return False
    same_verb = one.trigger.token.lemma_ == draft.trigger.token.lemma_
    if same_verb and set(one.roles.patients) & set(draft.roles.patients):
        return True
    return is_of_the_known(one, draft)


def is_bodily(draft: Draft) -> bool:
    """Return whether a verb tells of an attack on one's body."""
    return draft.type == "attack" and not draft.trigger.is_noun and draft.trigger.token.lemma_ in _BODILY


def is_of_the_known(one: Draft, draft: Draft) -> bool:
    """Whether those whom a verb of violence befalls are named as known: *the three officers were stabbed*."""
    if draft.trigger.is_noun or one.type not in _VIOLENCE or draft.type not in _VIOLENCE:
        return False
    if draft.trigger.token.dep_ in ("acl", "relcl"):
        return False
    other = find_patient(draft.trigger.token)
    if other is None or other.pos_ != "NOUN" or not _is_pointed(other) or _is_new(draft):
        return False
    first = one.trigger.token
    whom = None if one.trigger.is_noun else find_patient(first)
    if whom is not None and whom.pos_ == "NUM":
        return one.type == "death" and _number(other) is not None
    return whom is not None and whom.pos_ == "NOUN" and whom.lemma_ == other.lemma_ and _counts_meet(one, draft)


def is_known_wounded(draft: Draft) -> bool:
    """Whether those whom harm befalls are called wounded already: *the wounded officer sustained light injuries*."""
    if draft.type != "injury" or draft.trigger.is_noun:
        return False
    whom = find_subject(draft.trigger.token)
    return whom is not None and any(
        child.lower_ in ("wounded", "injured") and child.i < whom.i and child.dep_ == "amod" for child in whom.children
    )


def is_summed_up(one: Draft, draft: Draft) -> bool:
    """Whether a noun only says what a clause tells of: *stormed the hotel in an attack claimed by the group*."""
    noun = draft.trigger.token
    if draft.type != "attack" or not draft.trigger.is_noun or noun.dep_ != "pobj" or _is_new(draft):
        return False
    if noun.head.lower_ not in ("in", "during") or one.trigger.token.i > noun.i:
        return False
    first = one.trigger.token
    top = first if not one.trigger.is_noun else governing_verb(first)
    over: Token | None = noun.head.head
    for _ in range(4):
        if over is None or over.pos_ not in ("VERB", "AUX"):
            return False
        if top is not None and over.i == top.i:
            return not one.trigger.is_noun or (first.dep_ in ("nsubj", "pobj") and over.i == noun.head.head.i)
        over = over.head if over.dep_ in ("advcl", "conj", "xcomp") and over.head.i != over.i else None
    return False


def _is_new(draft: Draft) -> bool:
    return not _NEW.isdisjoint([child.lower_ for child in draft.trigger.token.children])


def _are_alike(whom: Token, other: Token) -> bool:
    if any(child.lower_ in _FRESH for child in other.children):
        return False
    if whom.lemma_.lower() == other.lemma_.lower() and whom.pos_ != "PRON":
        return True
    pointed = other.lower_ in _THEY or (other.lemma_ in _VICTIMS and _is_pointed(other))
    return pointed and whom.pos_ in ("NOUN", "PROPN", "NUM")


def _counts_meet(one: Draft, draft: Draft) -> bool:
    counts, others = find_counts(one), find_counts(draft)
    return not counts or not others or bool({n for n, _ in counts} & {n for n, _ in others})


def _number(noun: Token) -> Token | None:
    return next((child for child in noun.children if child.dep_ == "nummod"), None)


def _size(noun: Token) -> str:
    number = _number(noun)
    return number.lower_ if number is not None else ""


def _is_described(key: str, state: State) -> bool:
    actor = state.actors[key]
    return actor.authority is None and actor.rule.startswith("description:")


def _is_pointed(noun: Token) -> bool:
    return any(child.lower_ in _POINTING for child in noun.children if child.i < noun.i)
