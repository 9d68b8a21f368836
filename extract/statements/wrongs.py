"""
Tell an accusation from a plain report: a named wrong that is laid at a named actor's door.

Source: docs/rules.md, rule I1.
"""

from collections.abc import Sequence

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.adverbials import is_suffered
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Wrongs
from sayso.extract.statements.own import FIRST, get_sides, is_ones_own, is_own
from sayso.extract.statements.roles import find_doer
from sayso.extract.statements.someone import find_somebody, is_concrete, may_be_somebody
from sayso.extract.statements.tree import get_agent, get_complement, get_object, get_subject, is_passive
from sayso.extract.who import find_actors, find_possessor, is_person_like

_CONTINUERS = frozenset(
    "continue commit carry conduct perpetrate wage pursue stage orchestrate engage resort spread practise "
    "practice plan prepare try seek attempt want launch unleash be use support sponsor finance fund back "
    "encourage fuel organize organise start begin keep".split()
)


_PERCEIVED = frozenset(("see", "hear", "watch", "witness", "observe", "film", "catch"))


_OURS = frozenset(("us", "our", "me", "my", "ours"))


_AGAINST = frozenset(
    "condemn denounce deny reject report investigate probe face suffer endure stop prevent end halt "
    "combat fight oppose resist "
    "identify document record see witness survive escape flee fear avoid describe discuss address punish prosecute "
    "call accuse allege "
    "tackle counter curb eliminate reduce ban expose uncover reveal claim mourn remember know tolerate "
    "deter defeat expect "
    "anticipate mean cause include follow predict criticize criticise repel answer confront survive "
    "outlaw prohibit monitor "
    "track study lose join watch hear need have find get receive dispute refute admit acknowledge regret "
    "recall mention take".split()
)
"""Verbs whose subject does not do the wrong that their object names."""


_ATTACKING = frozenset(("attack", "shell", "bomb", "bombard", "ambush", "raid", "assault", "besiege", "invade"))


_ATTACKS = frozenset(
    "attack strike airstrike raid offensive assault shelling bombardment bombing incursion ambush".split()
)


def find_wrong(doc: Doc, draft: Draft, head: Token, wrongs: Wrongs, earlier: Sequence[Draft]) -> bool:
    """Whether the content lays a named wrong at a named actor's door (I1); the doers become the targets."""
    for verb in _clauses(head):
        blames = _is_blame(verb) or _is_reproach(verb)
        judged = _find_judged(doc, draft, verb, wrongs) if not blames and verb.lemma_ in _AMOUNTING else ()
        if judged:
            draft.target = judged
            return True
        if draft.type == "warn" and verb.dep_ == "xcomp":
            # "warned that they planned to kidnap him" warns of what may come.
            continue
        if not blames and any(
            c.dep_ == "aux" and c.lower_ in ("must", "should", "would", "could", "may", "might") for c in verb.children
        ):
            if not _harms_own(verb):
                continue
        if blames:
            doer = get_inherited_subject(verb)
        elif _is_wrong(doc, verb, wrongs, draft):
            doer = get_agent(verb) if is_passive(verb) else get_inherited_subject(verb)
        else:
            continue
        if doer is not None and doer.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
            doer = verb.head
        if doer is None or doer.lower_ in FIRST or doer.lower_ in ("you", "nobody", "someone", "somebody"):
            continue
        if doer.lemma_ in _NAMELESS and not find_possessor(doc, doer):
            # "were killed by unidentified gunmen"
            continue
        if doer.lower_ in ("none", "neither") or any(one.lower_ in ("no", "neither") for one in doer.lefts):
            # "said neither side was to blame"
            continue
        if doer.lower_ in ("they", "he", "she") and verb.dep_ == "conj":
            before = get_subject(verb.head)
            if before is not None and before.pos_ in ("NOUN", "PROPN") and before.lower_ not in FIRST:
                doer = before
        if doer.lower_ in ("they", "he", "she") and (draft.quotes or draft.direct):
            # A pronoun in a quotation means somebody whom the text has accused before, if anybody.
            meant = _accused_before(doc, draft, earlier)
            if meant is None:
                continue
            draft.target = meant
            return True
        owners = _owners_of_arms(doc, doer, wrongs)
        if owners is not None:
            if not owners or set(owners) & ({*draft.speaker} | get_sides(doc, draft)):
                continue
            draft.target = owners
            return True
        if doer.pos_ == "PRON" and draft.addressee_heads and draft.type == "warn":
            # "warned them that they had only themselves to blame"
            draft.target = _meant(doc, doer, draft.addressee_heads[0])
            return bool(draft.target)
        if is_own(doc, draft, doer) or is_ones_own(doc, draft, doer):
            continue
        if doer.lower_ in ("they", "you") and draft.addressee_heads and not find_actors(doc, doer, create=False):
            draft.target_heads += draft.addressee_heads
            return True
        force = doer.lemma_.lower() in wrongs.forces
        named = may_be_somebody(doc, doer) and find_somebody(doc, doer, speaker=False)
        # "their Saudi guides": whose people they are tells that they are somebody.
        of_people = not named and not force and is_concrete(doer) and bool(find_possessor(doc, doer))
        if named or (force or of_people) and find_somebody(doc, doer):
            draft.target_heads.append(doer)
            return True
    return False


def _is_reproach(verb: Token) -> bool:
    """*should have let them in*, *should not have fired*: it was a wrong not to, or to."""
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return "should" in aux and "have" in aux and not is_passive(verb)


_TELLING = frozenset("tell know think believe say see be verify confirm".split())
_AMOUNTING = frozenset("be come amount constitute show prove reflect represent aim".split())


def _find_judged(doc: Doc, draft: Draft, verb: Token, wrongs: Wrongs) -> tuple[str, ...]:
    """*Chad's raid was part of a campaign to drive them out*: whose deed it is that is called a wrong."""
    own = get_subject(verb)
    if own is not None and own.dep_ == "csubj":
        # "the massacre committed today is …": the parser makes a clause of it.
        own = get_subject(own)
    deed = own.lemma_.lower() if own is not None else ""
    if own is None or not (deed in _ATTACKS or deed in _DOINGS or deed in wrongs.deeds):
        return ()
    if any(c.dep_ == "neg" for c in verb.children) or is_suffered(own) and any(c.dep_ == "poss" for c in own.children):
        # "his murder was an act of terrorism": it befell him.
        return ()
    mine = {*draft.speaker} | get_sides(doc, draft)
    fault = next((c for c in verb.children if c.dep_ == "attr" and c.lemma_ in _RESULTS), None)
    if fault is not None and deed in wrongs.deeds:
        # "the massacre was a result of the government's move"
        return tuple(one for one in find_doer(doc, fault) if one not in mine)
    behind = [t for t in verb.subtree if t.i > verb.i]
    for token in behind:
        lemma = token.lemma_.lower()
        if lemma in wrongs.deeds or lemma in ("pressure", "demographic") or token.dep_ == "acl" and lemma in _DRIVING:
            break
    else:
        return ()
    return tuple(one for one in find_doer(doc, own) if one not in mine)


_RESULTS = frozenset(("result", "consequence", "fault", "product", "outcome"))
_DOINGS = frozenset(
    "operation escalation action policy move measure campaign war siege blockade occupation act".split()
)
_DRIVING = frozenset("force drive expel starve kill destroy crush punish intimidate silence humiliate".split())


def alleges(doc: Doc, draft: Draft, head: Token) -> bool:
    """*alleged that Chad was arming rebels*: what is alleged of a named other is a charge."""
    doer = get_agent(head) if is_passive(head) else get_subject(head)
    if doer is None or is_own(doc, draft, doer):
        return False
    if doer.pos_ == "PRON":
        if doer.lower_ not in ("it", "he", "she", "they") or not find_actors(doc, doer, create=False):
            return False
    elif not may_be_somebody(doc, doer):
        return False
    draft.target_heads.append(doer)
    return True


def _clauses(head: Token) -> list[Token]:
    """The main clause of a content with those coordinated with it and its bare complement clauses."""
    out = [head]
    for token in out:
        if len(out) > 6:
            break
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and child not in out:
                out.append(child)
            elif child.dep_ == "xcomp" and child.pos_ == "VERB" and token.lemma_ in _CONTINUERS and child not in out:
                out.append(child)
            elif child.dep_ == "advcl" and any(c.lower_ == "because" for c in child.children) and child not in out:
                out.append(child)
            elif child.dep_ == "attr" and token.lemma_ == "be" and token.left_edge.lower_ == "it":
                # "it was they who turned on us"
                out += [c for c in child.children if c.dep_ == "relcl" and c not in out]
            elif child.dep_ in ("ccomp", "xcomp") and token.lemma_ in _PERCEIVED and child not in out:
                out.append(child)
            elif child.dep_ == "ccomp" and token.lemma_ in _TELLING and child not in out:
                out.append(child)
    return out


def get_inherited_subject(verb: Token) -> Token | None:
    """Return the subject of *verb*, or of the verb that it is coordinated with or depends on."""
    at = verb
    for _ in range(4):
        own = get_subject(at)
        if own is not None:
            return own
        if at.dep_ not in ("conj", "xcomp") or at.head == at:
            return None
        at = at.head
    return None


def _harms_own(verb: Token) -> bool:
    """*would kill us all*, *took our bikes*: harm to those who speak."""
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


def _accused_before(doc: Doc, draft: Draft, earlier: Sequence[Draft]) -> tuple[str, ...] | None:
    """The ones accused last, right before, who are not of the speaker's side; None where nobody is."""
    actors = get_state(doc).actors
    mine = {*draft.speaker} | get_sides(doc, draft)
    for other in reversed(earlier[-6:]):
        if other.type == "accuse" and other.target:
            theirs = {*other.target} | {owner for one in other.target if (owner := actors[one].of)}
            if not theirs & mine:
                return other.target
    return None


def _owners_of_arms(doc: Doc, doer: Token, wrongs: Wrongs) -> tuple[str, ...] | None:
    """*army warplanes*, *the militia's drones*: whose they are; None where the doer is no weapon."""
    if doer.lemma_.lower() not in wrongs.arms:
        return None
    for child in doer.children:
        to = next((c for c in child.children if c.lower_ == "to"), None) if child.lower_ == "belonging" else None
        owner = get_complement(to) if to is not None else None
        if owner is not None:
            # "a helicopter belonging to the army"
            return find_actors(doc, owner) or None
        if child.dep_ in ("compound", "nmod") and child.pos_ in ("NOUN", "PROPN"):
            found = find_actors(doc, child, create=False) or _named_by(doc, child)
            if found:
                return found
    return find_doer(doc, doer)


def _named_by(doc: Doc, noun: Token) -> tuple[str, ...]:
    """The one body whose name ends in *noun*: *army* for *Sudan's army*."""
    found = [
        key for key, draft in get_state(doc).actors.items()
        if any(doc.tokens[end - 1].lower_ == noun.lower_ for _, end in draft.spans)
    ]  # fmt: skip
    return (found[0],) if len(found) == 1 else ()


def _meant(doc: Doc, pronoun: Token, told: Token) -> tuple[str, ...]:
    """Whom a pronoun in a warning means: those who were told, or the state of the one who was (*it*)."""
    ids = find_actors(doc, told)
    if pronoun.lower_ != "it":
        return ids
    actors = get_state(doc).actors
    return tuple(
        dict.fromkeys(actors[one].of or one if actors[one].cls == "Person" else one for one in ids if one in actors)
    )


def _is_blame(verb: Token) -> bool:
    """*is to blame*, *is responsible for*, *had only itself to blame*, *is guilty of*, *is behind the attack*."""
    if verb.lemma_ == "be":
        for child in verb.children:
            if child.dep_ in ("acomp", "attr") and child.lemma_ in ("responsible", "guilty", "complicit", "culpable"):
                return True
            if child.dep_ == "xcomp" and child.lemma_ == "blame":
                return True
            if child.dep_ == "prep" and child.lower_ == "behind":
                return True
    if verb.lemma_ == "have":
        return any(t.lemma_ == "blame" and t.i > verb.i for t in verb.subtree) and any(
            t.lower_ in ("itself", "themselves", "himself", "herself", "yourself") for t in verb.subtree
        )
    return verb.lemma_ == "bear" and any(c.lemma_ in ("responsibility", "blame", "guilt") for c in verb.children)


def _is_wrong(doc: Doc, verb: Token, wrongs: Wrongs, draft: Draft) -> bool:
    lemma = verb.lemma_
    if any(c.dep_ == "neg" for c in verb.children):
        return lemma in (
            "help",
            "respect",
            "comply",
            "honor",
            "honour",
            "observe",
            "protect",
            "keep",
            "implement",
            "act",
            "respond",
            "fulfil",
            "fulfill",
            "cooperate",
            "intervene",
            "care",
        )
    if lemma in _SHIRKING:
        # "refused to work" is no wrong, "refused to pay" is.
        duty = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if duty is not None:
            return duty.lemma_ in wrongs.duties
    if lemma in wrongs.always:
        particle = _WITH.get(lemma)
        return particle is None or any(c.dep_ in ("prt", "advmod") and c.lower_ == particle for c in verb.children)
    if lemma in wrongs.dispossessing and _harms_own(verb):
        return True
    doer = get_agent(verb) if is_passive(verb) else get_inherited_subject(verb)
    if doer is not None and doer.lemma_.lower() in wrongs.forces:
        if lemma in wrongs.dispossessing and _takes_from_teller(verb):
            return True
        if lemma in wrongs.violent and lemma not in _LAWFUL and _falls_on_people(doc, verb, wrongs):
            return True
    if lemma == "do" and doer is not None:
        did = any(c.dep_ == "dobj" and c.lower_ in ("it", "this") for c in verb.children)
        return did and (doer.lemma_.lower() in wrongs.forces or _is_force(doc, doer))
    noun = get_object(verb)
    if is_passive(verb):
        noun = get_subject(verb)
    nouns = [noun] if noun is not None else []
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "on", "at", "into", "to", "against"):
            complement = get_complement(prep)
            if complement is not None:
                nouns.append(complement)
    armed = lemma in wrongs.violent and any(
        t is not None and t.lemma_.lower() in wrongs.arms for t in (get_subject(verb), get_agent(verb))
    )
    if armed and nouns:
        return True
    if _is_attack(verb, lemma, nouns):
        if doer is not None and (_is_force(doc, doer) or doer.lemma_.lower() in wrongs.forces):
            return True
    if lemma in wrongs.violent:
        for one in nouns:
            if lemma in _LAWFUL and one.lemma_.lower() in _SEIZABLE:
                continue
            if one.lemma_.lower() in wrongs.objects or _has_protected(one, wrongs) or is_own(doc, draft, one):
                return True
            if any(is_own(doc, draft, c) for c in one.children if c.dep_ == "poss"):
                return True
    if lemma not in _AGAINST:
        for one in nouns[:1] if lemma not in _CONTINUERS and lemma not in wrongs.violent else nouns:
            if one.lemma_.lower() in wrongs.deeds or any(
                c.lemma_.lower() in wrongs.adjectives for c in one.children if c.dep_ == "amod"
            ):
                return True
            if any(c.lemma_.lower() in wrongs.deeds for c in one.children if c.dep_ in ("compound", "conj")):
                return True
    if lemma == "be":
        return any(
            c.dep_ == "attr" and (c.lemma_.lower() in wrongs.deeds or c.lemma_.lower() in wrongs.culprits)
            for c in verb.children
        )
    return lemma in _CONTINUERS and any(one.lemma_.lower() in wrongs.culprits for one in nouns)


def _is_attack(verb: Token, lemma: str, nouns: list[Token]) -> bool:
    if lemma in _ATTACKING:
        return True
    if lemma in ("fire", "open"):
        near = [*verb.children, *(c for one in verb.children if one.dep_ == "dobj" for c in one.children)]
        if any(c.dep_ == "prep" and c.lower_ in ("on", "at", "into", "upon") for c in near):
            return True
    return lemma in _MOUNTING and any(one.lemma_.lower() in _ATTACKS for one in nouns)


_SHIRKING = frozenset(("refuse", "fail", "neglect"))
_LAWFUL = frozenset(
    "arrest detain jail imprison hold capture seize raid round block use force open launch prevent".split()
)
"""What forces do by their office."""
_SEIZABLE = frozenset(
    "people population person city town village area region building house home market bus community district street "
    "supply weapon".split()
)
"""What forces hold or take without wronging anybody."""
_NAMELESS = frozenset("gunman attacker assailant bomber robber criminal gangster".split())
_MOUNTING = frozenset("carry launch stage mount escalate intensify".split())
_WITH = {"crack": "down", "cover": "up", "rip": "off", "drive": "out"}
"""Verbs that are a wrong only with a particle."""
_THEIRS = frozenset(("his", "her", "their", "him", "them", "me", "us", "my", "our"))
_OWN_THINGS = frozenset("position place seat time oath turn life weapon uniform post home leave hat part".split())


def _takes_from_teller(verb: Token) -> bool:
    """*The soldiers took their fish*, *guards tied his hands*: it falls on those who tell it."""
    for child in verb.children:
        if child.dep_ not in ("dobj", "dative"):
            continue
        if child.lower_ in _THEIRS:
            return True
        if child.lemma_.lower() not in _OWN_THINGS:
            return any(c.dep_ == "poss" and c.lower_ in _THEIRS for c in child.children)
    return False


def _falls_on_people(doc: Doc, verb: Token, wrongs: Wrongs) -> bool:
    """Whether violence falls on somebody unarmed: *beat the inmates*, *shot at him*, but not *killed six rebels*."""
    nouns = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    nouns += [
        one
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in ("at", "on", "into", "against")
        for one in c.children
        if one.dep_ == "pobj"
    ]
    return any(
        one.lower_ in _THEIRS or one.pos_ != "PRON" and one.lemma_.lower() not in _ARMED and is_person_like(doc, one)
        for one in nouns
        if one.lemma_.lower() not in wrongs.forces and one.lemma_.lower() not in wrongs.culprits
    )


_ARMED = frozenset(
    "militant gunman suspect attacker bomber criminal robber gangster smuggler leader commander".split()
)


def _is_force(doc: Doc, doer: Token) -> bool:
    """Whether the doer is a state or a body with a name, and not a gunman or a storm."""
    actors = get_state(doc).actors
    return any(actors[one].cls in ("State", "Organization") for one in find_actors(doc, doer))


def _has_protected(noun: Token, wrongs: Wrongs) -> bool:
    return any(
        c.lemma_.lower() in wrongs.objects
        for c in noun.subtree
        if c.dep_ in ("conj", "compound", "amod", "pobj", "dobj") and abs(c.i - noun.i) < 8
    )
