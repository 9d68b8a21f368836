"""
Tell what a plain *said* does by what is said: demand, pledge, warn, announce, or an act of the speaker named inside.

Source: docs/rules.md, rules I2 to I4, I6, I7 and I9.
"""

from typing import NamedTuple

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Lexicon, Wrongs
from sayso.extract.statements.own import FIRST, is_own
from sayso.extract.statements.someone import find_somebody, may_be_somebody
from sayso.extract.statements.tree import (
    get_agent,
    get_complement,
    get_object,
    is_infinitive,
    is_negated,
    is_passive,
)
from sayso.extract.who import find_actors, is_body_like, is_person_like
from sayso.model import Illocution

_ASPECT = frozenset(
    "start begin launch decide suspend impose approve resume open recall deploy send halt cancel withdraw "
    "close appoint order".split()
)


_READY = frozenset(("ready", "prepared", "committed", "determined", "willing"))


_BENEFITS = frozenset(
    "guarantee protect ensure safeguard respect honor honour release compensate investigate punish rebuild "
    "provide pay reimburse prosecute".split()
)


_MOVED: dict[str, Illocution] = {
    "appal": "condemn", "appall": "condemn", "outrage": "condemn", "disgust": "condemn", "horrify": "condemn",
    "shock": "condemn", "dismay": "condemn", "anger": "condemn", "alarm": "warn", "concern": "warn", "worry": "warn",
    "frighten": "warn", "trouble": "warn",
}  # fmt: skip
"""What somebody does who says to be moved so."""


class Clause(NamedTuple):
    """
    A clause of what is said, with what several rules ask of it.

    Attributes:
        head: Its verb.
        own: The verb's own subject.
        aux: The auxiliaries, in small letters.
    """

    head: Token
    own: Token | None
    aux: list[str]


def find_demand(doc: Doc, draft: Draft, clause: Clause) -> bool:
    """*must*, *should*, *has to* put to somebody (I2); who must becomes the addressee."""
    head, own, aux = clause
    if draft.quotes and own is None and _is_imperative(doc, draft, head):
        return True
    if _is_subjunctive(draft, head, own) or _is_time_to(head, own):
        doer = own
        if doer is not None and may_be_somebody(doc, doer):
            draft.addressee_heads = [doer]
        return True
    modal = "must" in aux or "should" in aux or head.lemma_ == "ought"
    if not modal and head.dep_ == "xcomp":
        return False
    if not modal:
        if head.lemma_ in ("have", "need") and any(c.dep_ == "xcomp" for c in head.children):
            modal = not aux
    if not modal:
        return False
    passive = is_passive(head)
    doer = get_agent(head) if passive else own
    if doer is None:
        return passive and own is not None
    if doer.lower_ in FIRST or is_own(doc, draft, doer):
        return False
    if doer.lower_ == "you":
        return True
    if may_be_somebody(doc, doer) and find_somebody(doc, doer, speaker=False):
        draft.addressee_heads = [doer]
        return True
    return doer.lower_ == "world"


_CALLED_OUT = frozenset("thank let look imagine forget suppose say believe welcome see listen god bless".split())
"""Verbs that begin a sentence without asking for anything."""


def _is_imperative(doc: Doc, draft: Draft, head: Token) -> bool:
    """*“Stop the boats,” she told them*: a quotation that begins with a bare verb, which has no subject."""
    if head.tag_ not in ("VB", "VBP") or head.lemma_ in _CALLED_OUT:
        return False
    if not head.text[:1].isupper() and not any(
        c.lower_ in ("do", "please", "never") and c.text[:1].isupper() for c in head.children
    ):
        return False
    if any(c.dep_ == "aux" and c.lower_ != "do" for c in head.children):
        return False
    return any(doc.text.startswith((head.text, *_BEFORE_IMPERATIVE), start) for start, _ in draft.content) and any(
        abs(head.left_edge.idx - start) <= 1 or head.idx == start for start, _ in draft.content
    )


_BEFORE_IMPERATIVE = ("Do ", "Don", "Please", "Never")


def _is_subjunctive(draft: Draft, head: Token, own: Token | None) -> bool:
    """*insisted that the director resign*."""
    if draft.cue is None or draft.cue.lemma_ not in ("insist", "suggest", "request", "ask") or own is None:
        return False
    if own.tag_ not in ("NN", "NNP") or head.text.endswith("s") or head.tag_ not in ("VB", "VBP"):
        return False
    return not any(c.dep_ in ("aux", "auxpass") and c.tag_ != "VB" for c in head.children)


def _is_time_to(head: Token, own: Token | None) -> bool:
    """*It is time for the generals to go*."""
    return (
        head.lemma_ == "be"
        and own is not None
        and own.lower_ == "it"
        and any(
            c.dep_ == "attr" and c.lower_ == "time" and any(g.tag_ == "VB" for g in c.children) for c in head.children
        )
    )


def is_pledge(doc: Doc, draft: Draft, clause: Clause) -> bool:
    """*will*, *is ready to*, *is committed to* of the speaker's own doing (I3)."""
    head, own, aux = clause
    if own is None:
        return False
    will = not _WILL.isdisjoint(aux)
    if will and any(c.dep_ == "aux" and c.lower_ == "have" for c in head.children):
        # "would have left"
        return False
    ready = (
        any(
            c.lemma_ in _READY
            and c.dep_ in ("acomp", "oprd", "advmod", "attr")
            and (len(c.children) or own.dep_ != "nsubj" or own.pos_ == "PRON")
            for c in head.children
        )
        or head.lemma_ in ("prepare", "commit", "determine")
        and is_passive(head)
    )
    if is_passive(head) and head.lemma_ in _BENEFITS and will:
        agent = get_agent(head)
        return agent is None or is_own(doc, draft, agent)
    if not (will or ready):
        return False
    if head.lemma_ in ("be", "have", "need", "know", "see", "like", "want", "support", "welcome", "oppose") and will:
        return False
    return is_own(doc, draft, own)


_WILL = frozenset(("will", "’ll", "'ll", "wo", "would", "shall"))
_TO_COME = frozenset(("would", "could", "will", "may", "might", "risk"))


_ENDING = frozenset(
    "end stop halt avert avoid prevent resolve settle solve ease defuse reduce lower cut contain limit curb survive "
    "withstand resist fight combat counter tackle".split()
)
"""What may be done to a danger without being one."""


def is_warning(clause: Clause, wrongs: Wrongs) -> bool:
    """What would come is bad: *would lead to a famine*, *could escalate* (I9)."""
    head = clause.head
    if _TO_COME.isdisjoint(clause.aux):
        # "They risked their lives to save them": that is what they did.
        return head.lemma_ == "risk" and head.tag_ not in ("VBD", "VBN")
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in head.children) or is_negated(head):
        # "may have died", "would not lead to war"
        return False
    if head.lemma_ in wrongs.dangers:
        return True
    if head.lemma_ in _ENDING:
        # "could end the war in a day"
        return False
    for child in head.children:
        if child.dep_ in ("dobj", "attr") and child.lemma_.lower() in wrongs.dangers:
            return True
        if child.dep_ == "prep" and child.lower_ in ("to", "into", "in"):
            complement = get_complement(child)
            if complement is not None and complement.lemma_.lower() in wrongs.dangers:
                # "would back a strike in retaliation for it" warns of nothing.
                return child.lower_ != "in" or complement.lemma_.lower() != "retaliation"
    return False


_HAS = frozenset(("has", "have", "had", "is", "are", "was", "were"))


def is_announcement(doc: Doc, draft: Draft, clause: Clause) -> bool:
    """The speaker's own act, begun or decided now: *has started registering* (I4)."""
    head, own, aux = clause
    if head.lemma_ not in _ASPECT or own is None or is_passive(head) or not is_own(doc, draft, own):
        return False
    return not _HAS.isdisjoint(aux) and not is_negated(head)


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


_TELLING_OF = frozenset(
    "report reveal disclose detail describe publish recount relate note mention cite record".split()
)


def take_from_noun(draft: Draft, noun: Token, lexicon: Lexicon) -> None:
    """*reiterated its commitment to*, *repeated the call for*: the noun names the act (I7)."""
    entry = next((e for e in lexicon.nouns.get(noun.lemma, ()) if not e.voiced), None)
    if entry is None or entry.illocution == "assert":
        return
    if draft.cue is not None and draft.cue.lemma_ in _TELLING_OF:
        # "the paper reported the accusations": it has made none.
        return
    draft.type = entry.illocution
    draft.rule += "+noun"
    if draft.type == "support" and noun in draft.target_owners:
        # "affirmed Chad's support for a free press": it is not Chad that is supported.
        draft.target_owners.remove(noun)
    for prep in noun.children:
        role = entry.preps.get(prep.lower_)
        complement = get_complement(prep) if prep.dep_ == "prep" else None
        if complement is None:
            continue
        if role == "target" or (role == "content" and entry.illocution in ("support", "condemn")):
            if entry.illocution == "condemn" or may_be_somebody(noun.doc, complement):
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


_PHYSICAL = frozenset("attack blast hit target".split())
"""Verbs of blame that tell of violence where somebody says to do it."""
_ASKING = frozenset("ask order urge tell instruct request demand advise".split())
_OTHERS_DOING = frozenset(("oinf",))


def take_over(doc: Doc, draft: Draft, clause: Clause, lexicon: Lexicon) -> None:
    """*said they feared*, *said he supported*: the speaker's own act named inside is the act (I6)."""
    head, own, aux = clause
    if own is None or not _may_be_act(head, lexicon) or is_negated(head):
        return
    if not is_own(doc, draft, own):
        return
    if draft.cue is not None and draft.cue.tag_ == head.tag_ == "VBD" and head.lemma_ in _ASKING:
        # "said he ordered his staff to leave": that was another act.
        return
    if head.lemma_ in _PHYSICAL or own.pos_ == "NOUN" and head.lemma_ == "be":
        # "said they had been attacking ships"; "our task is to defend those who live here"
        return
    if ("had" in aux or own.lower_ in FIRST and head.tag_ in ("VBD", "VBN")) and not is_passive(head):
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
                take_from_noun(draft, noun, lexicon)
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
    if head.lemma_ == "stand" and not any(c.dep_ == "prep" and c.lower_ in ("with", "behind") for c in head.children):
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
            (
                e
                for e in entries
                if e.illocution in ("condemn", "support", "demand")
                and not e.weak
                and not e.particle
                and (e.frames != _OTHERS_DOING or any(is_infinitive(c) for c in head.children))
            ),  # fmt: skip
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
