"""
Ask who somebody is, also where only the verb tells that it is somebody: who says or is accused is a person or a body.

Source: docs/rules.md, rules A1 and A2.
"""

from sayso.extract.actors.drafts import find_repeated, make_actor
from sayso.extract.actors.register import get_register
from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.adverbials import get_utterance
from sayso.extract.who import find_actors, is_body_like, is_calling, is_person_like
from sayso.model import ActorClass

_PERSON_ENDS = ("er", "or", "ist", "ian", "eer", "man", "men", "woman", "women", "ee", "ant", "ess", "eur")
_NO_PERSONS = frozenset(
    "none order number letter paper water weather winter summer power river border matter computer factor "
    "sector corridor motor "
    "error terror horror disaster shelter center tower danger fever cancer corner quarter chapter figure "
    "after coffee guarantee "
    "fee degree freighter tanker helicopter container reactor plant grant restaurant covenant warrant war plan "
    "month other chapter "
    "proceeding tremor rumor rumour humor humour labor labour behavior behaviour color colour harbor "
    "harbour anger hunger cover "
    "poster register offer transfer encounter slaughter murder laughter timber amber december november "
    "october september "
    "success process access press address business mess loss process dress stress progress congress exper "
    "quarter meter theater "
    "remainder thunder tender gender wonder laser layer mirror radar favor favour flavor honor honour "
    "minor major alligator".split()
)
_ABSTRACT = (
    "tion",
    "sion",
    "ness",
    "ity",
    "ism",
    "ence",
    "ance",
    "ship",
    "hood",
    "age",
    "ure",
    "ing",
    "ment",
    "cy",
    "th",
    "ics",
)


_QUANTITIES = frozenset(
    "hundred thousand dozen score number majority handful group crowd million ten lot couple third half".split()
)


def may_be_somebody(doc: Doc, head: Token) -> bool:
    """Return whether the phrase headed by *head* may stand for somebody who speaks."""
    if is_person_like(doc, head) or is_body_like(doc, head):
        return True
    if head.lemma_.lower() in _QUANTITIES:
        return any(may_be_somebody(doc, c) for p in head.children if p.lower_ == "of" for c in p.children)
    return head.pos_ == "NOUN" and looks_like_person(head)


def looks_like_person(noun: Token) -> bool:
    """Return whether a common noun is formed like one for a person: *auditor*, *archivist*."""
    lemma = noun.lemma_.lower()
    if len(lemma) <= 4 or not lemma.endswith(_PERSON_ENDS) or lemma in _NO_PERSONS:
        return False
    return lemma not in get_utterance().things


def is_concrete(noun: Token) -> bool:
    """Return whether a common noun may name somebody, as far as its form tells: not *the measure*, *the situation*."""
    lemma = noun.lemma_.lower()
    return (
        noun.pos_ == "NOUN"
        and noun.tag_ != "VBG"
        and not noun.ent_type_
        and lemma not in _NO_PERSONS
        and lemma not in get_utterance().things
        and not lemma.endswith(_ABSTRACT)
    )


def find_somebody(doc: Doc, head: Token, *, speaker: bool = True) -> tuple[str, ...]:
    """
    Return the actors that *head* stands for; a common noun that no lexicon knows becomes somebody, too.

    To be asked only of those who speak or are accused: there the verb itself tells that somebody is meant.
    """
    found = find_actors(doc, head, speaker=speaker)
    if found or head.ent_type_ in ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT"):
        return found
    if head.pos_ != "NOUN" and not (head.pos_ == "PROPN" and head.text.islower()):
        return found
    lemma = head.lemma_.lower()
    body = is_body_like(doc, head)
    if not body and (
        lemma in _NO_PERSONS
        or lemma.endswith(_ABSTRACT)
        and lemma != "management"
        or (not speaker and not looks_like_person(head) and not is_calling(doc, head))
    ):
        return ()
    register = get_register(doc)
    noun = register.lexicon.get_noun(head) or head.lower_
    many = head.tag_ == "NNS"
    kinds: tuple[ActorClass, ...] = (
        ("Group",) if many else ("Organization",) if body else ("AnonymousSource", "Person")
    )
    found = find_repeated(register, head, noun, kinds) or make_actor(register, head, kinds[0], owner=None)
    for one in found:
        get_state(doc).actors[one].used = True
    return found
