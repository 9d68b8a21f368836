"""Who *the 41-year-old*, *the Italian*, *the judge*, *his counterpart* is: a person told by age, origin or calling."""

from sayso.extract.actors import pronouns
from sayso.extract.actors.drafts import remember
from sayso.extract.actors.name import Name
from sayso.extract.actors.phrases import get_modifiers, get_subject
from sayso.extract.actors.register import Register
from sayso.extract.actors.told import find_told
from sayso.extract.parse import Token
from sayso.extract.state import ActorDraft

_BECOMING = frozenset("be become remain".split())
_APPOINTING = frozenset(
    "appoint name elect swear choose select crown nominate serve work pick make inaugurate".split()
)
_LINKS = frozenset("to of for at in".split())
_BELOW = frozenset("vice deputy assistant".split())
"""Before an office, they make it another."""
_CIVIL = frozenset(
    "secretary attorney director surgeon inspector prosecutor consul governor solicitor auditor".split()
)
"""Words with which a *general* has no troops."""
_NO_MINISTERS = "united-states"
"""The state whose secretaries nobody calls ministers."""
_PORTFOLIOS = frozenset("foreign defence defense interior home health education justice finance".split())
_BACK = 3
"""Sentences in which the person must have been named."""


def find_by_age(register: Register, head: Token) -> tuple[str, ...]:
    """*The 41-year-old*: whoever *he* or *she* would be there."""
    doc = register.doc
    start = head.left_edge.i
    text = doc[start : head.i + 1].text.lower()
    if not text.startswith("the ") or "year" not in text or not any(one.isdigit() for one in text):
        return ()
    found = _find_one(register, head, lambda one: one.cls == "Person")
    return remember(register, head, found) if found else ()


def find_by_origin(register: Register, head: Token, name: Name) -> tuple[str, ...]:
    """*The Italian* said: the person whom the sentences before are of, unless another state's."""
    if name.start == 0 or name.end - name.start != 1 or register.doc.tokens[name.start - 1].lower_ != "the":
        return ()
    if head.tag_ in ("NNPS", "NNS") or head.text.endswith("s") or head.n_rights:
        return ()
    if head.dep_ not in ("nsubj", "nsubjpass", "agent") and not (head.dep_ == "pobj" and head.head.dep_ == "agent"):
        return ()
    states = {one.key for one in name.senses}

    def fits(one: ActorDraft) -> bool:
        if one.cls != "Person":
            return False
        of = register.state.actors.get(one.of or "")
        return of is None or of.cls != "State" or of.id in states

    if head.head.tag_ == "VBP":
        # "The Portuguese say": the people.
        return ()
    found = _find_one(register, head, fits)
    return remember(register, head, found) if found else ()


def find_by_calling(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The judge*: the one person of whom a like calling was told; *the woman*: whoever *she* would be."""
    if any(child.lower_ == "the" for child in head.lefts) is False or head.tag_ not in ("NN", "NNP"):
        return ()
    if any(child.dep_ in ("prep", "relcl", "acl", "appos") for child in head.rights):
        return _find_by_the_way(register, head, noun)
    told = get_modifiers(head)
    aged = len(told) == 1 and told[0].lower_ == "old" and told[0].n_lefts > 0
    if told and not aged:
        return _find_by_the_way(register, head, noun)
    lexicon = register.lexicon
    words = lexicon.alike.get(noun, frozenset()) | {noun}
    found = _find_told(register, head, words) if noun not in lexicon.lone else ()
    if not found and (noun in lexicon.lone or noun in lexicon.callings or aged):
        gender = "f" if noun in lexicon.female else "m" if noun in lexicon.male else None
        known = noun in lexicon.callings

        def fits(one: ActorDraft) -> bool:
            return one.cls == "Person" and one.gender in (None, gender or one.gender) and not (known and one.role)

        found = _find_one(register, head, fits)
    return remember(register, head, found) if found else ()


def _find_by_the_way(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The Ohio Democrat*, *the former comedian* said: whoever was just spoken of, of whom this is told by the way."""
    told = {child.lower_ for child in get_modifiers(head)}
    if not told or noun not in _PARTISANS and told.isdisjoint(_BYGONE):
        return ()
    if noun in register.described or any(True for _ in register.iter_nouns(noun, head.i)) and noun not in _PARTISANS:
        # Who was told of before is somebody else, or is found by that.
        return ()
    for child in head.rights:
        if child.dep_ != "punct" and (child.dep_ != "relcl" or child.left_edge.nbor(-1).text != ","):
            return ()
    found = _find_one(register, head, lambda one: one.cls == "Person")
    return remember(register, head, found) if found else ()


_PARTISANS = frozenset("republican democrat conservative socialist liberal nationalist".split())
_BYGONE = frozenset("former retired married veteran".split())
"""What is told of somebody known rather than telling who is meant."""


def _find_one(register: Register, head: Token, fits: pronouns.Fits) -> tuple[str, ...]:
    """Return the person that a pronoun in the place of *head* would stand for, if named a few sentences before."""
    found = pronouns.find_person(register, head, fits, described=True)
    if not found:
        return ()
    first = head.sent.start
    for _ in range(_BACK):
        if first > 0:
            first = register.doc.tokens[first - 1].sent.start
    return found if any(at >= first and one.id == found[0] for at, one in register.iter_recent(head.i)) else ()


def _find_told(register: Register, head: Token, words: frozenset[str]) -> tuple[str, ...]:
    """Return the one person of whom one of the callings *words* is told before *head*, by title or predicate."""
    found: dict[str, None] = {}
    for _, draft in register.iter_recent(head.i):
        if draft.cls == "Person" and draft.role and any(is_called(draft, word, words) for word in words):
            found[draft.id] = None
    for word in words:
        for token in register.iter_nouns(word, head.i):
            for key in find_holder(register, token):
                if register.state.actors[key].cls == "Person":
                    found[key] = None
    if not found:
        return find_told(register, head, words)
    return tuple(found) if len(found) == 1 else ()


def is_called(draft: ActorDraft, noun: str, words: frozenset[str] | set[str]) -> bool:
    """Whether a role is that of a *noun*: an *undersecretary to the prime minister* is no minister."""
    role = (draft.role or "").lower().replace("-", " ").split()
    own = next((role[:i] for i, word in enumerate(role) if word in _LINKS), role)
    if noun == "general" and not words >= _CIVIL & set(own):
        return False
    called = noun in own or (noun == "premier" and "prime" in own) or (noun == "minister" and "premier" in own)
    if noun == "minister" and "secretary" in own and draft.of not in (None, _NO_MINISTERS):
        # "Foreign Secretary" and "the foreign minister".
        called = not _PORTFOLIOS.isdisjoint(words.intersection(own))
    return called and not (_BELOW & set(own)) - words


def find_holder(register: Register, noun: Token) -> tuple[str, ...]:
    """Return the named person whom a verb makes or calls a *noun*: *she was sworn in as chief justice*."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        verb = noun.head.head
        if verb.dep_ == "prt" or verb.dep_ == "prep":
            verb = verb.head
        given = verb.lemma_ in _APPOINTING
    elif noun.dep_ in ("attr", "oprd"):
        verb = noun.head
        given = verb.lemma_ in _APPOINTING or (noun.dep_ == "attr" and verb.lemma_ in _BECOMING)
    else:
        return ()
    if not given:
        return ()
    objects = [one for one in verb.rights if one.dep_ == "dobj" and one.i < noun.i]
    who = objects[0] if objects else get_subject(verb)
    name = register.get_name(who) if who is not None else None
    return (name.actor,) if name is not None and name.kind == "person" and name.actor else ()
