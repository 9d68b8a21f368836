"""
Tell a wrong by what a verb stands with: *broke its word* and not the record, *used chemical weapons*, *took bribes*.

Source: docs/rules.md, rule I1.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.lexicon import Wrongs
from sayso.extract.statements.tree import get_complement, get_object, get_subject, is_passive
from sayso.extract.who import is_person_like

THEIRS = frozenset(("his", "her", "their", "him", "them", "me", "us", "my", "our"))


_PLACING = frozenset("on in at near beneath under between behind ahead with off along outside within dead".split())


def is_meant(verb: Token, wrongs: Wrongs) -> bool:
    """Return whether a verb of wrong is one here: not *broke the record*, nor *hid in a barn*."""
    lemma = verb.lemma_
    particle = wrongs.particles.get(lemma)
    if particle is not None and not any(c.dep_ in ("prt", "advmod") and c.lower_ == particle for c in verb.children):
        return False
    if lemma == "lie" and verb.lower_ != "lied" and any(c.lower_ in _PLACING for c in verb.children):
        # "lies on the desk"
        return False
    spared, needed = wrongs.sparing.get(lemma), wrongs.needing.get(lemma)
    if spared is None and needed is None:
        return True
    noun = get_subject(verb) if is_passive(verb) else get_object(verb)
    if noun is None and particle is not None:
        # "cracked down on smuggling"
        on = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "on"), None)
        noun = get_complement(on) if on is not None else None
    if noun is None:
        if needed is None:
            return True
        # "avoided working with them", but not "avoided being hurt", "avoided harming them", "wants to avoid talking"
        shunned = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if lemma != "avoid" or verb.tag_ == "VB" or shunned is None or is_passive(shunned):
            return False
        return shunned.lemma_ not in wrongs.always and shunned.lemma_ not in wrongs.harming
    if spared is not None and (noun.lower_ in spared or noun.lemma_.lower() in spared):
        return False
    return not needed or noun.lemma_.lower() in needed


def has_part(verb: Token, wrongs: Wrongs) -> bool:
    """Return whether somebody has part in a wrong: *had a hand in the bombing*, *was involved in the raid*."""
    over: Token | None = verb
    if verb.lemma_ in ("have", "play", "take"):
        over = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in wrongs.sharing), None)
    elif verb.lemma_ != "participate" and not is_passive(verb):
        return False
    near = [*verb.children, *over.children] if over is not None else []
    for prep in near:
        deed = get_complement(prep) if prep.dep_ == "prep" and prep.lower_ == "in" else None
        if deed is not None and is_deed(deed, wrongs):
            return True
    return False


def is_deed(noun: Token, wrongs: Wrongs) -> bool:
    """Return whether the noun names a wrong or an attack, or a number of them."""
    behind = (get_complement(c) for c in noun.children if c.lower_ == "of")
    deeds = wrongs.deeds | wrongs.attacks
    return noun.lemma_.lower() in deeds or any(one is not None and one.lemma_.lower() in deeds for one in behind)


def is_foul(verb: Token, noun: Token, wrongs: Wrongs) -> bool:
    """Return whether something foul is used or caused: *used chemical weapons*, *planted mines*."""
    lemma = verb.lemma_
    what = noun.lemma_.lower()
    if lemma in ("plant", "lay"):
        return what in wrongs.planting
    if lemma in wrongs.using:
        near = (*verb.children, *noun.children)
        shield = next((c for c in near if c.dep_ == "prep" and c.lower_ == "as"), None)
        used = get_complement(shield) if shield is not None else None
        if used is not None and used.lemma_.lower() in wrongs.misused and what in wrongs.objects:
            return True
        if what in wrongs.foul_things and _falls_on(verb, noun, wrongs):
            return True
        for one in (noun, used):
            if one is None:
                continue
            lemma_ = one.lemma_.lower()
            kinds = (c.lemma_.lower() for c in one.children if c.dep_ in ("amod", "compound"))
            if lemma_ in wrongs.foul_means or lemma_ in wrongs.foul_things and not wrongs.foul_kinds.isdisjoint(kinds):
                return True
        return False
    return lemma in wrongs.causing and brings_ill(verb, wrongs)


def _falls_on(verb: Token, noun: Token, wrongs: Wrongs) -> bool:
    """*used batons on the marchers*."""
    preps = (c for c in (*verb.children, *noun.children) if c.dep_ == "prep" and c.lower_ in ("on", "against", "at"))
    hit = (get_complement(prep) for prep in preps)
    return any(one is not None and (one.lower_ in THEIRS or one.lemma_.lower() in wrongs.objects) for one in hit)


def brings_ill(verb: Token, wrongs: Wrongs) -> bool:
    """Return whether what a verb of causing brings about is bad: *caused hardship*, *led to famine*."""
    first = get_subject(verb) if is_passive(verb) else get_object(verb)
    if verb.lemma_ in ("lead", "contribute", "plunge", "push", "drag"):
        into = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("to", "into")), None)
        first = get_complement(into) if into is not None else None
    if first is None:
        return False
    return (
        first.lemma_.lower() in wrongs.ills
        or first.lemma_ in _SLAUGHTERS
        or any(c.dep_ == "conj" and c.lemma_.lower() in wrongs.ills for c in first.children)
    )


_SLAUGHTERS = frozenset(("massacre", "slaughter", "bloodbath", "carnage", "genocide"))


def is_set_phrase(verb: Token, nouns: list[Token], wrongs: Wrongs) -> bool:
    """Return whether a verb is a wrong with what stands by it: *took bribes*, *held the crew hostage*."""
    wanted = wrongs.with_.get(verb.lemma_)
    if wanted is None:
        return False
    if nouns[0].lemma_.lower() in wanted:
        return (nouns[0].lower_ != "fire" or len(nouns) > 1) and (
            nouns[0].lower_ != "eye" or any(c.lower_ == "blind" for c in nouns[0].children)
        )
    return any(c.dep_ in ("oprd", "advmod", "acomp") and c.lower_ in wanted for c in verb.children)


def drives_people(verb: Token, wrongs: Wrongs) -> bool:
    """Return whether people are driven: *drove them from their homes*, *forced villagers to leave*."""
    noun = get_subject(verb) if is_passive(verb) else get_object(verb)
    if noun is None or noun.lemma_.lower() not in wrongs.folk and (noun.lower_ not in THEIRS or noun.lower_ == "her"):
        return False
    return any(
        c.dep_ == "prep" and c.lower_ in ("from", "out", "off", "across")
        or c.dep_ == "prt"
        or c.dep_ == "xcomp" and (verb.lemma_ != "push" or c.lemma_ in _LEAVING)
        for c in verb.children
    )  # fmt: skip


_LEAVING = frozenset("leave flee go move abandon quit".split())
"""What *pushed them to* drives them to do; what else they are pushed to, like to spend more, may be no wrong."""


def takes_goods(doc: Doc, verb: Token, noun: Token, wrongs: Wrongs) -> bool:
    """Return whether people are kept from what they live on: *blocked aid convoys*, *denied prisoners food*."""
    lemma, what = verb.lemma_, noun.lemma_.lower()
    if lemma in wrongs.withholding and what in wrongs.goods:
        return True
    if lemma not in wrongs.depriving:
        return False
    people = noun
    if lemma in ("deny", "rob"):
        people = next((c for c in verb.children if c.dep_ == "dative"), noun)
    return people.pos_ == "NOUN" and people.lemma_.lower() in wrongs.objects and is_person_like(doc, people)
