"""
Decide the illocution: by the cue, and by what is said where that weighs more.

Source: docs/rules.md, rules I1 to I9.
"""

from collections.abc import Sequence

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.adverbials import is_harm
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Lexicon, Wrongs
from sayso.extract.statements.roles import find_doer
from sayso.extract.statements.someone import find_somebody, may_be_somebody
from sayso.extract.statements.tree import (
    get_agent,
    get_complement,
    get_object,
    get_subject,
    is_infinitive,
    is_passive,
)
from sayso.extract.who import find_actors, is_body_like, is_person_like
from sayso.model import Illocution

_OPEN = frozenset(("assert", "warn", "deny", "announce", "agree"))
"""Illocutions that the content may turn into another."""
_FIRST = frozenset(("i", "we"))
_ASPECT = frozenset(
    (
        "start",
        "begin",
        "launch",
        "decide",
        "suspend",
        "impose",
        "approve",
        "resume",
        "open",
        "recall",
        "deploy",
        "send",
        "halt",
        "cancel",
        "withdraw",
        "close",
        "appoint",
        "order",
    )
)
_READY = frozenset(("ready", "prepared", "committed", "determined", "willing"))
_BENEFITS = frozenset(
    (
        "guarantee",
        "protect",
        "ensure",
        "safeguard",
        "respect",
        "honor",
        "honour",
        "release",
        "compensate",
        "investigate",
        "punish",
        "rebuild",
        "provide",
        "pay",
        "reimburse",
        "prosecute",
    )
)
_CONTINUERS = frozenset(
    (
        "continue",
        "commit",
        "carry",
        "conduct",
        "perpetrate",
        "wage",
        "pursue",
        "stage",
        "orchestrate",
        "engage",
        "resort",
        "spread",
        "practise",
        "practice",
        "plan",
        "prepare",
        "try",
        "seek",
        "attempt",
        "want",
        "launch",
        "unleash",
        "be",
        "use",
        "support",
        "sponsor",
        "finance",
        "fund",
        "back",
        "encourage",
        "fuel",
        "organize",
        "organise",
        "start",
        "begin",
        "keep",
    )
)


def decide(doc: Doc, draft: Draft, lexicon: Lexicon, earlier: Sequence[Draft] = ()) -> None:
    """Set the type of *draft*, and the targets and addressees of its content; *earlier* are those before it."""
    entry = draft.entry
    kind: Illocution = entry.illocution if entry is not None else "assert"
    draft.type = kind
    if entry is not None and draft.rule.endswith("/as") and kind in ("assert", "deny"):
        _judge_predicate(doc, draft, lexicon.wrongs)
        return
    if entry is not None and entry.doer and draft.cue is not None:
        _judge(doc, draft, entry.doer)
        return
    if kind == "deny" and draft.negated and entry is not None and entry.particle == "out":
        # "did not rule out": says that it may be.
        draft.type = "assert"
        return
    if kind == "accuse" and not draft.target_heads and not draft.target_owners and not draft.reciprocal:
        _target_of_clause(doc, draft)
    if kind not in _OPEN or draft.negated and kind != "assert":
        return
    head = draft.content_head
    if head is None:
        return
    if head.pos_ not in ("VERB", "AUX"):
        if kind == "assert" and draft.rule.endswith("/np"):
            _take_from_noun(draft, head, lexicon)
            if draft.type == "assert" and (head.lemma_.lower() in lexicon.wrongs.deeds or is_harm(head)):
                doers = [one for one in find_doer(doc, head) if one not in draft.speaker]
                if doers:
                    draft.type, draft.target = "accuse", tuple(doers)
                    draft.rule += "+wrong"
        return
    if entry is not None and entry.attitude:
        return
    for number, one in enumerate(_heads(doc, draft, head)):
        _read_head(doc, draft, one, lexicon, kind, earlier, first=not number)
        if draft.type != kind:
            return


def _target_of_clause(doc: Doc, draft: Draft) -> None:
    """*charged that the board had lied*, *the allegation that X did it*: who does it in the clause is accused (I1)."""
    head = draft.content_head
    if head is None or head.pos_ not in ("VERB", "AUX") or head.tag_ == "VBG":
        return
    doer = get_agent(head) if is_passive(head) else get_subject(head)
    if doer is not None and doer.pos_ != "PRON" and not is_own(doc, draft, doer) and may_be_somebody(doc, doer):
        draft.target_heads.append(doer)


def _heads(doc: Doc, draft: Draft, head: Token) -> list[Token]:
    """The head of the content and, in a quotation of several sentences, those of the others."""
    out = [head]
    if not draft.quotes and not draft.rule.startswith("block"):
        return out
    for start, end in draft.content:
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is None:
            continue
        for token in span:
            if token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX") and token not in out:
                if draft.cue is None or token != draft.cue:
                    out.append(token)
    return out[:6]


def _read_head(
    doc: Doc, draft: Draft, head: Token, lexicon: Lexicon, kind: Illocution, earlier: Sequence[Draft], *, first: bool
) -> None:
    if _find_wrong(doc, draft, head, lexicon.wrongs, earlier):
        draft.type = "accuse"
        draft.rule += "+wrong"
    elif (
        first and draft.cue is not None and draft.cue.lemma_ in ("allege", "allegation") and _alleges(doc, draft, head)
    ):
        draft.type = "accuse"
        draft.rule += "+alleged"
    elif kind in ("assert", "warn") and _find_demand(doc, draft, head):
        draft.type = "demand"
        draft.rule += "+must"
    elif kind == "assert" and _is_pledge(doc, draft, head):
        draft.type = "pledge"
        draft.rule += "+will"
    elif kind == "assert" and first and _is_warning(head, lexicon.wrongs):
        draft.type = "warn"
        draft.rule += "+danger"
    elif kind == "assert" and _is_announcement(doc, draft, head):
        draft.type = "announce"
        draft.rule += "+own"
    elif kind == "assert" and first:
        _take_over(doc, draft, head, lexicon)


def _alleges(doc: Doc, draft: Draft, head: Token) -> bool:
    """*alleged that Chad was arming rebels*: what is alleged of a named other is a charge."""
    doer = get_agent(head) if is_passive(head) else get_subject(head)
    if doer is None or doer.pos_ == "PRON" or is_own(doc, draft, doer) or not may_be_somebody(doc, doer):
        return False
    draft.target_heads.append(doer)
    return True


def _judge_predicate(doc: Doc, draft: Draft, wrongs: Wrongs) -> None:
    """*called the raid a war crime*, *described the claim as false*: the predicate tells the act (I8)."""
    if not draft.content or draft.cue is None:
        return
    span = doc.char_span(draft.content[0][0], draft.content[-1][1], alignment_mode="expand")
    if span is None:
        return
    words = {token.lemma_.lower() for token in span}
    lower = {token.lower_ for token in span}
    noun = next((t for t in span if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if words & wrongs.falsehoods or lower & wrongs.falsehoods:
        if noun is not None and noun.lemma_.lower() in _SAID:
            draft.type = "deny"
            draft.rule += "+predicate"
            draft.target_owners.append(noun)
            draft.content_head = noun
            return
        draft.type = "condemn"
    elif words & wrongs.deeds or words & wrongs.adjectives or words & wrongs.bad:
        draft.type = "condemn"
    elif words & wrongs.good:
        draft.type = "support"
    else:
        return
    draft.rule += "+predicate"
    object_ = get_object(draft.cue)
    if object_ is not None and may_be_somebody(doc, object_) and object_.lemma_.lower() not in _SAID:
        draft.target_heads.append(object_)
    elif noun is not None:
        draft.target_owners.append(noun)


_SAID = frozenset(
    "claim allegation accusation charge report suggestion assertion statement remark complaint finding "
    "rumor rumour story account".split()
)


def _judge(doc: Doc, draft: Draft, doer: str) -> None:
    """*denounced the army's raid*: with a doer it is an accusation, without one a condemnation (I5)."""
    has_doer = bool(draft.target_heads)
    for noun in draft.target_owners:
        has_doer = has_doer or bool(find_doer(doc, noun))
    if not has_doer and draft.content_head is not None and draft.content_head.pos_ in ("VERB", "AUX"):
        own = get_subject(draft.content_head)
        if own is not None and find_actors(doc, own, create=False):
            draft.target_heads.append(own)
            has_doer = True
    if has_doer:
        draft.type = doer  # type: ignore[assignment] # the lexicon's loader checked it


def is_own(doc: Doc, draft: Draft, token: Token) -> bool:
    """Return whether *token* stands for the draft's speaker or for the state or body the speaker speaks for."""
    low = token.lower_
    if low in _FIRST:
        return True
    ids = find_actors(doc, token, create=False)
    if not ids:
        if low in ("it", "they", "he", "she") and draft.speaker_head is not None and not draft.addressee_heads:
            return _agrees(low, draft.speaker_head)
        return False
    sides = {*draft.speaker} | _sides(doc, draft)
    return any(one in sides or _belongs_to(doc, one, sides) for one in ids)


def _belongs_to(doc: Doc, one: str, speakers: set[str]) -> bool:
    """Whether an actor is a body of one of the speakers: *Norway said its army …*."""
    actors = get_state(doc).actors
    at = actors.get(one)
    for _ in range(3):
        if at is None or not at.of:
            return False
        if at.of in speakers:
            return True
        at = actors.get(at.of)
    return False


def _agrees(pronoun: str, head: Token) -> bool:
    plural = head.tag_ in ("NNS", "NNPS") or head.lower_ == "they" or any(c.dep_ == "conj" for c in head.children)
    person = head.ent_type_ == "PERSON" or head.lower_ in ("he", "she")
    if pronoun == "they":
        return plural or not person
    if pronoun == "it":
        return not plural and not person
    return person


def _sides(doc: Doc, draft: Draft) -> set[str]:
    actors = get_state(doc).actors
    out: set[str] = set()
    for one in draft.speaker:
        at: str | None = one
        for _ in range(3):
            found = actors.get(at) if at else None
            at = found.of if found is not None else None
            if at:
                out.add(at)
    return out


_PERCEIVED = frozenset(("see", "hear", "watch", "witness", "observe", "film", "catch"))


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
            elif child.dep_ in ("ccomp", "xcomp") and token.lemma_ in _PERCEIVED and child not in out:
                out.append(child)
            elif (
                child.dep_ == "ccomp"
                and token.lemma_ in ("tell", "know", "think", "believe", "say", "see", "be")
                and child not in out
            ):
                out.append(child)
    return out


def _subject_of(verb: Token) -> Token | None:
    at = verb
    for _ in range(4):
        own = get_subject(at)
        if own is not None:
            return own
        if at.dep_ not in ("conj", "xcomp") or at.head == at:
            return None
        at = at.head
    return None


def _find_wrong(doc: Doc, draft: Draft, head: Token, wrongs: Wrongs, earlier: Sequence[Draft]) -> bool:
    """Whether the content lays a named wrong at a named actor's door (I1); the doers become the targets."""
    for verb in _clauses(head):
        if any(
            c.dep_ == "aux" and c.lower_ in ("must", "should", "would", "could", "may", "might") for c in verb.children
        ):
            if not _harms_own(verb):
                continue
        if _is_blame(verb):
            doer = _subject_of(verb)
        elif _is_wrong(doc, verb, wrongs, draft):
            doer = get_agent(verb) if is_passive(verb) else _subject_of(verb)
        else:
            continue
        if doer is None or doer.lower_ in _FIRST or doer.lower_ in ("you", "nobody", "someone", "somebody"):
            continue
        if doer.lower_ in ("they", "he", "she") and verb.dep_ == "conj":
            before = get_subject(verb.head)
            if before is not None and before.pos_ in ("NOUN", "PROPN") and before.lower_ not in _FIRST:
                doer = before
        if doer.lower_ in ("they", "he", "she") and (draft.quotes or draft.direct):
            # A pronoun in a quotation means somebody whom the text has accused before, if anybody.
            meant = _accused_before(draft, earlier)
            if meant is None:
                continue
            draft.target = meant
            return True
        owners = _owners_of_arms(doc, doer, wrongs)
        if owners is not None:
            if not owners or set(owners) & ({*draft.speaker} | _sides(doc, draft)):
                continue
            draft.target = owners
            return True
        if doer.pos_ == "PRON" and draft.addressee_heads and draft.type == "warn":
            # "warned them that they had only themselves to blame"
            draft.target = _meant(doc, doer, draft.addressee_heads[0])
            return bool(draft.target)
        if is_own(doc, draft, doer):
            continue
        if doer.pos_ == "PRON" and not find_actors(doc, doer, create=False) and draft.addressee_heads:
            draft.target_heads += draft.addressee_heads
            return True
        if may_be_somebody(doc, doer) and find_somebody(doc, doer, speaker=False):
            draft.target_heads.append(doer)
            return True
    return False


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


_OURS = frozenset(("us", "our", "me", "my", "ours"))


def _accused_before(draft: Draft, earlier: Sequence[Draft]) -> tuple[str, ...] | None:
    """The ones accused in the statements right before; None where nobody is."""
    for other in reversed(earlier[-6:]):
        if other.type == "accuse" and other.target and not set(other.target) & set(draft.speaker):
            return other.target
    return None


def _owners_of_arms(doc: Doc, doer: Token, wrongs: Wrongs) -> tuple[str, ...] | None:
    """*army warplanes*, *the militia's drones*: whose they are; None where the doer is no weapon."""
    if doer.lemma_.lower() not in wrongs.arms:
        return None
    for child in doer.children:
        if child.dep_ in ("compound", "nmod") and child.pos_ in ("NOUN", "PROPN"):
            found = find_actors(doc, child, create=False) or _named_by(doc, child)
            if found:
                return found
    return find_doer(doc, doer)


def _named_by(doc: Doc, noun: Token) -> tuple[str, ...]:
    """The one body whose name ends in *noun*: *army* for *Sudan's army*."""
    found = [
        key for key, draft in get_state(doc).actors.items()
        if any(doc[end - 1].lower_ == noun.lower_ for _, end in draft.spans)
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
    if lemma in wrongs.always:
        return True
    if lemma in wrongs.dispossessing and _harms_own(verb):
        return True
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
        doer = get_agent(verb) if is_passive(verb) else _subject_of(verb)
        if doer is not None and _is_force(doc, doer):
            return True
    if lemma in wrongs.violent:
        for one in nouns:
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
        return any(c.dep_ == "attr" and c.lemma_.lower() in wrongs.deeds for c in verb.children)
    return False


_AGAINST = frozenset(
    "condemn denounce deny reject report investigate probe face suffer endure stop prevent end halt "
    "combat fight oppose resist "
    "document record see witness survive escape flee fear avoid describe discuss address punish prosecute "
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
    (
        "attack",
        "strike",
        "airstrike",
        "raid",
        "offensive",
        "assault",
        "shelling",
        "bombardment",
        "bombing",
        "incursion",
        "ambush",
    )
)


def _is_attack(verb: Token, lemma: str, nouns: list[Token]) -> bool:
    if lemma in _ATTACKING:
        return True
    if lemma in ("fire", "open") and any(c.dep_ == "prep" and c.lower_ in ("on", "at", "into") for c in verb.children):
        return True
    return lemma in ("carry", "launch", "conduct", "stage", "mount") and any(
        one.lemma_.lower() in _ATTACKS for one in nouns
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


def _find_demand(doc: Doc, draft: Draft, head: Token) -> bool:
    """*must*, *should*, *has to* put to somebody (I2); who must becomes the addressee."""
    modal = any(c.dep_ == "aux" and c.lower_ in ("must", "should") for c in head.children)
    if not modal and head.dep_ == "xcomp":
        return False
    if not modal:
        if head.lemma_ in ("have", "need") and any(c.dep_ == "xcomp" for c in head.children):
            modal = not any(c.dep_ == "aux" for c in head.children)
    if not modal:
        return False
    doer = get_agent(head) if is_passive(head) else get_subject(head)
    if doer is None:
        return is_passive(head) and get_subject(head) is not None
    if doer.lower_ in _FIRST or is_own(doc, draft, doer):
        return False
    if doer.lower_ == "you":
        return True
    if may_be_somebody(doc, doer) and find_somebody(doc, doer, speaker=False):
        draft.addressee_heads = [doer]
        return True
    return False


def _is_pledge(doc: Doc, draft: Draft, head: Token) -> bool:
    """*will*, *is ready to*, *is committed to* of the speaker's own doing (I3)."""
    own = get_subject(head)
    if own is None:
        return False
    will = any(c.dep_ == "aux" and c.lower_ in ("will", "’ll", "'ll", "wo", "would", "shall") for c in head.children)
    ready = (
        any(c.dep_ in ("acomp", "oprd", "advmod", "attr") and c.lemma_ in _READY for c in head.children)
        or (head.lemma_ in _READY or head.lemma_ == "prepare")
        and is_passive(head)
    )
    if is_passive(head) and head.lemma_ in _BENEFITS and will:
        agent = get_agent(head)
        return agent is None or is_own(doc, draft, agent)
    if not (will or ready):
        return False
    if head.lemma_ in ("be", "have", "need", "know", "see", "like", "want") and will:
        return False
    return is_own(doc, draft, own)


def _is_warning(head: Token, wrongs: Wrongs) -> bool:
    """What would come is bad: *would lead to a famine*, *could escalate* (I9)."""
    if not any(
        c.dep_ == "aux" and c.lower_ in ("would", "could", "will", "may", "might", "risk") for c in head.children
    ):
        return head.lemma_ == "risk"
    if head.lemma_ in wrongs.dangers:
        return True
    for child in head.children:
        if child.dep_ in ("dobj", "attr") and child.lemma_.lower() in wrongs.dangers:
            return True
        if child.dep_ == "prep" and child.lower_ in ("to", "into", "in"):
            complement = get_complement(child)
            if complement is not None and complement.lemma_.lower() in wrongs.dangers:
                return True
    return False


def _is_announcement(doc: Doc, draft: Draft, head: Token) -> bool:
    """The speaker's own act, begun or decided now: *has started registering* (I4)."""
    own = get_subject(head)
    if head.lemma_ not in _ASPECT or own is None or is_passive(head) or not is_own(doc, draft, own):
        return False
    has = any(
        c.dep_ == "aux" and c.lower_ in ("has", "have", "had", "is", "are", "was", "were") for c in head.children
    )
    return has and head.lemma_ in _ASPECT and not any(c.dep_ == "neg" for c in head.children)


def _may_be_act(head: Token, lexicon: Lexicon) -> bool:
    """Whether the verb could name an act of its subject's at all; spares the question whose it is."""
    lemma = head.lemma_
    if lemma in _MOVED or lemma in (
        "fear",
        "worry",
        "dread",
        "support",
        "back",
        "stand",
        "be",
        "want",
        "like",
        "wish",
        "come",
    ):
        return True
    return any(one.illocution in ("condemn", "support", "demand") for one in lexicon.verbs.get(head.lemma, ()))


_MOVED: dict[str, Illocution] = {
    "appal": "condemn", "appall": "condemn", "outrage": "condemn", "disgust": "condemn", "horrify": "condemn",
    "shock": "condemn", "dismay": "condemn", "anger": "condemn", "alarm": "warn", "concern": "warn", "worry": "warn",
    "frighten": "warn", "trouble": "warn",
}  # fmt: skip
"""What somebody does who says to be moved so."""


def _take_feeling(draft: Draft, moved: Token) -> None:
    """*said she was appalled by*, *said it was concerned about*: the feeling that is voiced is the act (I6)."""
    lemma = moved.lemma_
    kind = _MOVED.get(lemma) or _MOVED.get(lemma[:-2]) or _MOVED.get(lemma[:-1])
    if kind is None:
        return
    draft.type = kind
    draft.rule += "+feeling"
    for prep in moved.children:
        complement = get_complement(prep) if prep.dep_ in ("prep", "agent") else None
        if complement is not None and kind == "condemn":
            draft.target_owners.append(complement)


def _take_from_noun(draft: Draft, noun: Token, lexicon: Lexicon) -> None:
    """*reiterated its commitment to*, *repeated the call for*: the noun names the act (I7)."""
    entry = next((e for e in lexicon.nouns.get(noun.lemma, ()) if not e.voiced), None)
    if entry is None or entry.illocution == "assert":
        return
    draft.type = entry.illocution
    draft.rule += "+noun"
    for prep in noun.children:
        role = entry.preps.get(prep.lower_)
        complement = get_complement(prep) if prep.dep_ == "prep" else None
        if complement is None:
            continue
        if role == "target" or (role == "content" and entry.illocution in ("support", "condemn")):
            draft.target_heads.append(complement)
        elif role == "addressee":
            draft.addressee_heads.append(complement)
    for other in noun.conjuncts:
        for prep in other.children:
            complement = get_complement(prep) if prep.dep_ == "prep" else None
            if (
                complement is not None
                and entry.preps.get(prep.lower_) in ("target", "content")
                and entry.illocution == "support"
            ):
                draft.target_heads.append(complement)


def _take_over(doc: Doc, draft: Draft, head: Token, lexicon: Lexicon) -> None:
    """*said they feared*, *said he supported*: the speaker's own act named inside is the act (I6)."""
    own = get_subject(head)
    if own is None or not _may_be_act(head, lexicon) or any(c.dep_ == "neg" for c in head.children):
        return
    if not is_own(doc, draft, own):
        return
    if own.lower_ in _FIRST and head.tag_ in ("VBD", "VBN") and not is_passive(head):
        # "We begged them to come" tells of another act, some time ago.
        return
    for child in head.children:
        if (
            child.dep_ in ("xcomp", "advcl")
            and is_infinitive(child)
            and head.lemma_ in ("be", "want", "like", "wish", "come")
        ):
            noun = get_object(child)
            if noun is not None and noun.lemma in lexicon.nouns:
                _take_from_noun(draft, noun, lexicon)
                return
            if child.lemma in lexicon.verbs:
                head = child
                break
    if is_passive(head) and head.lemma_ in _MOVED:
        _take_feeling(draft, head)
        return
    if head.lemma_ in ("fear", "worry", "dread"):
        draft.type = "warn"
        draft.rule += "+fear"
        return
    if head.lemma_ in ("support", "back", "stand"):
        draft.type = "support"
    elif head.lemma_ == "be":
        moved = next((c for c in head.children if c.dep_ == "acomp"), None)
        if moved is not None:
            _take_feeling(draft, moved)
        return
    else:
        entries = lexicon.verbs.get(head.lemma, ())
        entry = next(
            (e for e in entries if e.illocution in ("condemn", "support", "demand") and not e.weak and not e.particle),
            None,
        )
        if entry is None:
            return
        draft.type = entry.illocution
    draft.rule += "+own"
    noun = get_object(head)
    if noun is not None:
        if draft.type == "demand":
            draft.addressee_heads = [noun]
        elif find_actors(doc, noun, create=False) and is_person_like(doc, noun) | is_body_like(doc, noun):
            draft.target_heads.append(noun)
        else:
            draft.target_owners.append(noun)
