"""
Tell a wrong from any other act: by its verb, by what it falls on, by who does it. Whose it is, ``wrongs`` asks.

Source: docs/rules.md, rule I1.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.adverbials import is_blamed
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Wrongs
from sayso.extract.statements.own import is_own
from sayso.extract.statements.tree import (
    get_agent,
    get_complement,
    get_object,
    get_of,
    get_subject,
    is_infinitive,
    is_negated,
    is_passive,
)
from sayso.extract.statements.wrong_phrases import (
    THEIRS,
    drives_people,
    has_part,
    is_deed,
    is_foul,
    is_meant,
    is_set_phrase,
    takes_goods,
)
from sayso.extract.who import find_actors, is_person_like

_OURS = frozenset(("us", "our", "me", "my", "ours"))


def is_wrong(doc: Doc, draft: Draft, verb: Token, wrongs: Wrongs) -> bool:
    """Return whether what *verb* says is a wrong, whoever does it, in what the draft's speaker says."""
    lemma = verb.lemma_
    if is_negated(verb):
        return lemma in wrongs.unobserved
    if lemma in wrongs.shirking:
        # "refused to work" is no wrong, "refused to pay" is.
        duty = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if duty is not None:
            return duty.lemma_ in wrongs.duties
        if lemma == "fail" and any(
            (task := get_complement(c)) is not None and task.lemma_ in wrongs.tasks
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ == "in"
        ):
            # "failed in its mission"
            return True
    if lemma in wrongs.always:
        return is_meant(verb, wrongs)
    if lemma in wrongs.sparing and not is_meant(verb, wrongs):
        return False
    # "pushed us to spend more", "pushed us to leave": what they are pushed to tells, below.
    pushes_to = lemma == "push" and any(c.dep_ == "xcomp" for c in verb.children)
    if lemma in wrongs.dispossessing and not pushes_to and harms_own(verb):
        return True
    if lemma in wrongs.scheming and verb.dep_ == "xcomp" and verb.head.lemma_ in wrongs.trying and is_infinitive(verb):
        # "wants to divide the union", but not "wants to destroy the terrorists"
        noun = get_object(verb)
        return noun is not None and noun.lemma_.lower() not in wrongs.culprits | wrongs.armed
    doer = get_wrongdoer(verb)
    by_force = doer is not None and doer.lemma_.lower() in wrongs.forces
    if by_force and _is_wrong_of_forces(doc, verb, wrongs):
        return True
    if lemma == "do" and doer is not None:
        did = any(c.dep_ == "dobj" and c.lower_ in ("it", "this") for c in verb.children)
        if did:
            return by_force or _is_force(doc, doer)
    if lemma in _SHOOTING and doer is not None and _is_first(verb):
        return True
    nouns = _find_fallen_on(verb)
    if lemma in _EXECUTING and doer is not None and nouns and _executes(doc, doer, nouns[0], wrongs):
        return True
    if _is_attack(verb, nouns, wrongs) and doer is not None and not _hits_fighters(nouns, wrongs):
        if by_force or _is_force(doc, doer) or lemma in wrongs.mounting and is_person_like(doc, doer):
            return True
    if lemma in wrongs.harming and _hurts_unarmed(doc, verb, wrongs):
        return True
    if any(c.dep_ == "advmod" and c.lower_ in wrongs.adverbs for c in verb.children):
        # "illegally holds the crew"
        return True
    if nouns and (is_foul(verb, nouns[0], wrongs) or takes_goods(doc, verb, nouns[0], wrongs)):
        return True
    if nouns and is_set_phrase(verb, nouns, wrongs):
        return True
    if lemma in wrongs.expelling and drives_people(verb, wrongs):
        return True
    return _is_violence(doc, draft, verb, nouns, wrongs) or _is_wrong_by_name(doc, verb, nouns, wrongs)


_SHOOTING = frozenset("fire open shoot attack strike shell".split())


def _is_first(verb: Token) -> bool:
    """*opened fire first*, *were the first to attack*: who begins it is to blame."""
    if any(one.lower_ == "first" and one.i > verb.i for one in verb.children):
        return True
    return verb.head.lower_ == "first" and is_infinitive(verb)


_EXECUTING = frozenset(("execute", "crucify", "behead"))


def _executes(doc: Doc, doer: Token, whom: Token, wrongs: Wrongs) -> bool:
    """*The militants executed three officers*: those who are no state have no right to, whomever they put to death."""
    if not is_person_like(doc, whom) and whom.tag_ != "CD":
        return False
    actors = get_state(doc).actors
    kinds = {actors[one].cls for one in find_actors(doc, doer, create=False)}
    return "State" not in kinds and (bool(kinds & {"Organization", "Group"}) or doer.lemma_.lower() in wrongs.forces)


def _is_duty(responsible: Token, wrongs: Wrongs) -> bool:
    """*is responsible for guarding the minister*: what is no wrong is a task."""
    task = next((t for c in responsible.rights if c.lower_ == "for" for t in c.rights if t.dep_ == "pcomp"), None)
    if task is None or task.tag_ != "VBG":
        return False
    return not any(task.lemma_ in one for one in (wrongs.always, wrongs.violent, wrongs.harming))


def is_blame(verb: Token, wrongs: Wrongs) -> bool:
    """Return whether *verb* blames its subject: *is to blame*, *is guilty of*, *is behind the attack*."""
    if verb.lemma_ not in _BLAMING or is_negated(verb):
        return False
    if verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ in ("acomp", "attr") and child.lemma_ in ("responsible", "guilty", "complicit", "culpable"):
                return child.lemma_ != "responsible" or not _is_duty(child, wrongs)
            if child.dep_ == "xcomp" and child.lemma_ == "blame":
                return True
            if child.dep_ == "prep" and child.lower_ == "behind":
                return True
            if child.dep_ == "prep" and child.lower_ in ("at", "in") and is_at_fault(child):
                return True
    if verb.lemma_ == "have" and any(t.lemma_ == "blame" and t.i > verb.i for t in verb.subtree):
        return any(t.lower_ in ("itself", "themselves", "himself", "herself", "yourself") for t in verb.subtree)
    if verb.lemma_ in _CARRYING:
        return any(
            c.lemma_ in ("blame", "guilt", "culpability")
            or c.lemma_ == "responsibility"
            and (verb.lemma_ == "bear" or _is_for_harm(c, wrongs))
            for c in verb.children
            if c.dep_ == "dobj"
        )
    return verb.lemma_ in _SHARING and has_part(verb, wrongs)


def is_at_fault(prep: Token) -> bool:
    """Return whether a preposition begins *at fault* or *in the wrong*."""
    noun = get_complement(prep)
    if noun is None:
        return False
    return noun.lower_ == ("fault" if prep.lower_ == "at" else "wrong")


def _is_for_harm(noun: Token, wrongs: Wrongs) -> bool:
    """*holds responsibility for the strike*, but not *for the schools*."""
    for prep in noun.children:
        harm = get_complement(prep) if prep.dep_ == "prep" and prep.lower_ == "for" else None
        if harm is not None:
            return is_blamed(harm) or is_deed(harm, wrongs) or harm.lemma_.lower() in wrongs.ills
    return False


_CARRYING = frozenset(("bear", "share", "hold", "carry", "shoulder"))
_SHARING = frozenset(("have", "play", "take", "participate", "involve", "implicate"))
_BLAMING = _SHARING | _CARRYING | {"be"}


def is_reproach(verb: Token, aux: list[str]) -> bool:
    """
    Return whether *verb* says what ought to have been: *should have let them in*, *should not have fired*.

    *aux* are its auxiliaries.
    """
    return "should" in aux and "have" in aux and not is_passive(verb)


def get_wrongdoer(verb: Token) -> Token | None:
    """Return who does what *verb* says: the agent of a passive, else the subject, which may be an earlier verb's."""
    return get_agent(verb) if is_passive(verb) else get_inherited_subject(verb)


def get_inherited_subject(verb: Token) -> Token | None:
    """Return the subject of *verb*, or of the verb that it is coordinated with or depends on."""
    at = verb
    for _ in range(4):
        own = get_subject(at)
        if own is not None:
            return own
        over = at.head
        if over.lower_ == "first" and over.dep_ in ("attr", "acomp"):
            # "the army was the first to fire"
            over = over.head
        elif at.dep_ not in ("conj", "xcomp") or over == at:
            return None
        at = over
    return None


def harms_own(verb: Token) -> bool:
    """Return whether *verb* harms those who speak: *would kill us all*, *took our bikes*."""
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "nsubjpass"):
            if child.lower_ in _OURS or any(c.dep_ == "poss" and c.lower_ in _OURS for c in child.children):
                return True
        if child.dep_ == "prep" and child.lower_ in ("at", "on", "into", "against"):
            complement = get_complement(child)
            if complement is not None and (
                complement.lower_ in _OURS or any(c.dep_ == "poss" and c.lower_ in _OURS for c in complement.children)
            ):
                return True
    return False


def _find_fallen_on(verb: Token) -> list[Token]:
    """What the act falls on: the object, or the subject of a passive, and then what a preposition leads to."""
    # "was beaten and threatened by guards": it befell the subject that the verbs share.
    first = get_inherited_subject(verb) if is_passive(verb) else get_object(verb)
    nouns = [first] if first is not None else []
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "on", "at", "into", "to", "against"):
            complement = get_complement(prep)
            if complement is not None:
                nouns.append(complement)
    return nouns


def _is_wrong_of_forces(doc: Doc, verb: Token, wrongs: Wrongs) -> bool:
    """*The soldiers took their fish*, *guards beat the inmates*, but not *police arrested three men*."""
    lemma = verb.lemma_
    if lemma in wrongs.dispossessing and _takes_from_teller(verb, wrongs):
        return True
    return lemma in wrongs.violent and lemma not in wrongs.lawful and _falls_on_people(doc, verb, wrongs)


def _is_violence(doc: Doc, draft: Draft, verb: Token, nouns: list[Token], wrongs: Wrongs) -> bool:
    """Violence with arms, or on what is protected or the speaker's own."""
    lemma = verb.lemma_
    if lemma not in wrongs.violent and lemma not in ("drop", "launch"):
        return False
    doers = (get_subject(verb), get_agent(verb))
    if nouns and any(one is not None and one.lemma_.lower() in wrongs.arms for one in doers):
        # "dropped arms to rebels" hits none of them.
        if lemma == "drop" or not _hits_combatants(nouns, wrongs):
            return True
    for one in nouns if lemma in wrongs.violent else ():
        # "seized the town", "held most of the town"
        taken = wrongs.seizable if lemma in wrongs.lawful else frozenset[str]()
        if (
            one.lemma_.lower() in taken
            or one.lemma_.lower() in wrongs.armed
            or one.head.lower_ == "in"
            and one != nouns[0]
        ):
            continue
        if _is_protected(one, wrongs, wrongs.objects - taken) or is_own(doc, draft, one):
            return True
        if any(is_own(doc, draft, c) for c in one.children if c.dep_ == "poss"):
            return True
    return False


def _is_protected(noun: Token, wrongs: Wrongs, objects: frozenset[str], *, depth: int = 2) -> bool:
    """*villagers*, *a refugee camp*, *dozens of homes*, *tents and clinics*, but not *a depot in the village*."""
    if noun.lemma_.lower() in objects:
        return True
    for child in noun.children:
        if child.dep_ in ("compound", "amod") and (
            child.lemma_.lower() in ("civilian", "residential", "humanitarian", "civil")
            or child.lemma_.lower() in objects
            and noun.lemma_.lower() in wrongs.housed
        ):
            return True
        if depth and child.dep_ == "conj" and _is_protected(child, wrongs, objects, depth=depth - 1):
            return True
        if depth and child.dep_ == "prep" and child.lower_ == "of" and noun.lemma_.lower() not in wrongs.armed:
            of = get_complement(child)
            if of is not None and _is_protected(of, wrongs, objects, depth=depth - 1):
                return True
    return False


def _is_wrong_by_name(doc: Doc, verb: Token, nouns: list[Token], wrongs: Wrongs) -> bool:
    """*commits a crime*, *stages illegal raids*, *is an aggression*, *backs terrorists*."""
    lemma = verb.lemma_
    if lemma == "be":
        own = get_subject(verb)
        # "he is a thief": in what others say a pronoun is soon somebody else.
        being = wrongs.judged if own is not None and own.pos_ == "PRON" and own.lower_ != "you" else wrongs.being
        return any(c.dep_ == "attr" and not being.isdisjoint((c.lemma_.lower(), c.lower_)) for c in verb.children)
    continues = lemma in wrongs.continuing
    if lemma in wrongs.opposing or not (continues or nouns):
        return False
    for one in nouns if continues or lemma in wrongs.violent else nouns[:1]:
        what = one.lemma_.lower()
        if what in wrongs.deeds or continues and what in wrongs.misdeeds:
            return True
        if continues or not is_person_like(doc, one):
            # "sacked corrupt officials" is no wrong.
            kinds = {c.lemma_.lower() for c in one.children if c.dep_ == "amod"}
            if not kinds.isdisjoint(wrongs.adjectives) or what in wrongs.told and not kinds.isdisjoint(wrongs.untrue):
                return True
        near = [c for c in one.children if c.dep_ == "conj" or continues and c.dep_ == "compound"]
        if continues:
            # "waged a campaign of terror"
            near += [c for prep in one.children if prep.lower_ == "of" for c in prep.children]
        if any(c.lemma_.lower() in wrongs.deeds for c in near):
            return True
    backed = wrongs.culprits | wrongs.outlaws if lemma in wrongs.arming else wrongs.culprits
    return lemma in wrongs.backing and any(one.lemma_.lower() in backed for one in nouns)


def _is_attack(verb: Token, nouns: list[Token], wrongs: Wrongs) -> bool:
    """*shelled*, *opened fire on*, *mounted raids*."""
    lemma = verb.lemma_
    if lemma in wrongs.attacking:
        return True
    if lemma in ("fire", "open"):
        near = [*verb.children, *(c for one in verb.children if one.dep_ == "dobj" for c in one.children)]
        if any(c.dep_ == "prep" and c.lower_ in ("on", "at", "into", "upon") and _is_hit(c) for c in near):
            return True
    return lemma in wrongs.mounting and any(is_deed(one, wrongs) for one in nouns)


def _hits_fighters(nouns: list[Token], wrongs: Wrongs) -> bool:
    """*carried out strikes on the positions of the militants*, but not *attacked its base*."""
    hit = list(nouns)
    for noun in hit:
        # "strikes on gatherings of militants"
        hit += [one for prep in noun.children if prep.dep_ == "prep" for one in prep.children if len(hit) < _DEEP]
    return any(
        (one.lemma_.lower() in wrongs.armed or one.lemma_.lower() in wrongs.warlike)
        and all(c.dep_ != "poss" for c in one.children)
        for one in hit
    )


_DEEP = 12
"""How many nouns of what is hit are looked at."""


def _hits_combatants(nouns: list[Token], wrongs: Wrongs) -> bool:
    """*hit two militants*, *attacked a suspected rebel base*, but not *hit an outpost*."""
    for one in nouns:
        if one.lemma_.lower() in wrongs.armed and all(c.dep_ != "conj" for c in one.children):
            return True
        if one.lemma_ == "target":
            return True
        kinds = {c.lemma_.lower() for c in one.children if c.dep_ in ("compound", "amod", "nmod")}
        if "suspected" in kinds or not wrongs.armed.isdisjoint(kinds) or not wrongs.culprits.isdisjoint(kinds):
            return True
    return False


def _is_hit(prep: Token) -> bool:
    """Whether what follows is somebody or something, and not a day, nor the air or the sea."""
    noun = get_complement(prep)
    return noun is None or noun.ent_type_ not in ("DATE", "TIME") and noun.lemma_.lower() not in _EMPTY


_EMPTY = frozenset("air sea ocean sky space water waters".split())


def _takes_from_teller(verb: Token, wrongs: Wrongs) -> bool:
    """*The soldiers took their fish*, *guards tied his hands*: it falls on those who tell it."""
    for child in verb.children:
        if child.dep_ not in ("dobj", "dative"):
            continue
        if child.lower_ in THEIRS:
            return True
        if child.lemma_.lower() not in wrongs.own_things:
            return any(c.dep_ == "poss" and c.lower_ in THEIRS for c in child.children)
    return False


def _falls_on_people(doc: Doc, verb: Token, wrongs: Wrongs) -> bool:
    """Whether violence falls on somebody unarmed: *beat the inmates*, *shot at him*, but not *killed six rebels*."""
    nouns = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    shared = get_inherited_subject(verb) if verb.dep_ == "conj" and not nouns and is_passive(verb) else None
    nouns += [shared] if shared is not None else []
    nouns += [
        one
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in ("at", "on", "into", "against")
        for one in c.children
        if one.dep_ == "pobj"
    ]
    return any(
        one.lower_ in THEIRS
        or one.tag_ == "CD"
        and _counts_people(doc, one, wrongs)
        or one.pos_ != "PRON"
        and one.lemma_.lower() not in wrongs.armed
        and is_person_like(doc, one)
        for one in nouns
        if one.lemma_.lower() not in wrongs.forces and one.lemma_.lower() not in wrongs.culprits
    )


def _counts_people(doc: Doc, number: Token, wrongs: Wrongs) -> bool:
    """*four of the men were shot*."""
    whom = get_of(number)
    if whom is None or not is_person_like(doc, whom):
        return False
    return whom.lemma_.lower() not in wrongs.armed and whom.lemma_.lower() not in wrongs.culprits


def _hurts_unarmed(doc: Doc, verb: Token, wrongs: Wrongs) -> bool:
    """*The brothers stabbed a waiter*: bodily harm to somebody who is told by what they are and bears no arms."""
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass") and child.pos_ == "NOUN" and is_person_like(doc, child):
            lemma = child.lemma_.lower()
            if lemma not in wrongs.armed and lemma not in wrongs.forces and lemma not in wrongs.doers:
                return True
    return False


def _is_force(doc: Doc, doer: Token) -> bool:
    """Whether the doer is a state or a body with a name, and not a gunman or a storm."""
    actors = get_state(doc).actors
    return any(actors[one].cls in ("State", "Organization") for one in find_actors(doc, doer))
