"""
Decide the illocution: by the cue, and by what is said where that weighs more.

Source: docs/rules.md, rules I1 to I9.
"""

from collections.abc import Sequence

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.acts import (
    Clause,
    find_demand,
    is_announcement,
    is_pledge,
    is_warning,
    take_from_noun,
    take_over,
)
from sayso.extract.statements.adverbials import is_document, is_harm
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.gainsaying import SAID, find_answered, gainsays
from sayso.extract.statements.lexicon import Lexicon, Wrongs
from sayso.extract.statements.own import is_own
from sayso.extract.statements.roles import HOSTILE, find_doer
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import (
    get_agent,
    get_auxiliaries,
    get_complement,
    get_object,
    get_subject,
    has_finite_verb,
    is_negated,
    is_passive,
)
from sayso.extract.statements.wrongs import alleges, find_wrong
from sayso.extract.who import find_actors, is_person_like
from sayso.model import Illocution

_OPEN = frozenset(("assert", "warn", "announce", "agree"))
"""Illocutions that the content may turn into another."""


def decide(doc: Doc, draft: Draft, lexicon: Lexicon, earlier: Sequence[Draft] = ()) -> None:
    """Set the type of *draft*, and the targets and addressees of its content; *earlier* are those before it."""
    entry = draft.entry
    kind: Illocution = entry.illocution if entry is not None else "assert"
    draft.type = kind
    if entry is not None and draft.rule.endswith("/as") and kind in ("assert", "deny"):
        _judge_predicate(doc, draft, lexicon.wrongs)
        return
    if entry is not None and entry.rule == "brush_off" and _scorns(doc, draft):
        return
    if entry is not None and entry.turned and _is_turned(draft):
        draft.type, draft.negated = entry.turned, False  # type: ignore[assignment] # the loader checked it
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
    if kind == "condemn" and entry is not None and entry.rule == "complain-37.8" and not draft.target_heads:
        # "complained that the council ignored them": the complaint is against the council.
        _target_of_clause(doc, draft)
        did = draft.content_head
        if did is not None and did.lemma_ in lexicon.wrongs.violent and draft.target_heads and not is_negated(did):
            # "complained that the soldiers had wounded six": more than a complaint.
            draft.type = "accuse"
            draft.rule += "+wrong"
    if kind not in _OPEN or draft.negated and kind != "assert":
        return
    denied = find_answered(doc, draft, earlier) if kind == "assert" else None
    if denied is not None:
        draft.type, draft.target, draft.rule = "deny", denied.speaker, draft.rule + "+nay"
        draft.responds_to = denied
        return
    head = draft.content_head
    if head is None or draft.negated and draft.rule.endswith("/wh"):
        return
    if head.pos_ not in ("VERB", "AUX"):
        if kind == "assert" and draft.rule.endswith("/at"):
            _count_wrongs(doc, draft, head, lexicon.wrongs)
        if kind == "assert" and draft.rule.endswith("/np"):
            take_from_noun(draft, head, lexicon)
            if draft.type == "assert" and (head.lemma_.lower() in lexicon.wrongs.deeds or is_harm(head)):
                doers = [one for one in find_doer(doc, head) if one not in draft.speaker]
                if doers:
                    draft.type, draft.target = "accuse", tuple(doers)
                    draft.rule += "+wrong"
        return
    if entry is not None and entry.attitude:
        return
    if kind == "assert" and _is_called_charge(doc, draft):
        _target_of_clause(doc, draft)
        if draft.target_heads:
            draft.type = "accuse"
            draft.rule += "+charge"
            return
    for number, one in enumerate(_heads(doc, draft, head)):
        _read_head(doc, draft, one, lexicon, kind, earlier, first=not number)
        if draft.type != kind:
            return


_CHARGES = frozenset(("charge", "accusation", "allegation"))


def _is_called_charge(doc: Doc, draft: Draft) -> bool:
    """*said Mali was arming rebels, a charge Bamako denied*: the article itself calls it one (I1)."""
    last = doc.char_span(*draft.content[-1], alignment_mode="contract") if draft.content else None
    if last is None or last.end + 3 >= len(doc):
        return False
    at = last.end
    while doc.tokens[at].text in _MARKS and at + 3 < len(doc):
        at += 1
    return (
        at > last.end
        and doc.tokens[at].lower_ in ("a", "an")
        and doc.tokens[at + 1].lemma_.lower() in _CHARGES
        and doc.tokens[at + 1].dep_ in ("npadvmod", "appos", "dobj", "nsubj", "dep", "attr")
    )


_MARKS = frozenset((",", '"', "”", "’", "»", "–", "—", "--"))


def _scorns(doc: Doc, draft: Draft) -> bool:
    """*dismissed his critics as hooligans*: people are not denied but condemned, where it says as what (I8)."""
    scorned = get_object(draft.cue) if draft.cue is not None else None
    if scorned is None or scorned.pos_ == "PRON" or scorned.lemma_.lower() in SAID or not is_person_like(doc, scorned):
        return False
    behind = [*draft.cue.rights, *scorned.rights] if draft.cue is not None else []
    if not any(one.dep_ == "prep" and one.lower_ == "as" for one in behind):
        return False
    draft.type = "condemn"
    draft.target_heads.append(scorned)
    return True


def _count_wrongs(doc: Doc, draft: Draft, noun: Token, wrongs: Wrongs) -> None:
    """*put the number of Malian violations at 40*: whose violations are counted is accused of them (I1)."""
    for prep in noun.children:
        deed = get_complement(prep) if prep.dep_ == "prep" and prep.lower_ == "of" else None
        if deed is None or deed.lemma_.lower() not in wrongs.deeds:
            continue
        doers = tuple(one for one in find_doer(doc, deed) if one not in draft.speaker)
        if doers:
            draft.type, draft.target = "accuse", doers
            draft.rule += "+wrong"


def _is_turned(draft: Draft) -> bool:
    """*pleaded not guilty*."""
    cue, entry = draft.cue, draft.entry
    if cue is None or entry is None:
        return False
    words = [cue, *(c for c in cue.children if c.lower_ == entry.particle)]
    return any(c.dep_ == "neg" and c.i > cue.i for word in words for c in word.children)


def _target_of_clause(doc: Doc, draft: Draft) -> None:
    """*charged that the board had lied*, *the allegation that X did it*: who does it in the clause is accused (I1)."""
    head = draft.content_head
    if head is None or head.pos_ not in ("VERB", "AUX") or (head.tag_ == "VBG" and not has_finite_verb(head)):
        return
    passive = is_passive(head) and head.lemma_ not in ("involve", "implicate")
    doer = get_agent(head) if passive else get_subject(head)
    if doer is None or is_own(doc, draft, doer):
        return
    if doer.pos_ == "PRON":
        # "allegations that she cheated": only where nobody else who speaks may be meant.
        if draft.speaker_head is None and doer.lower_ in ("he", "she", "they"):
            draft.target_heads.append(doer)
        return
    if may_be_somebody(doc, doer) and not is_document(doer):
        draft.target_heads.append(doer)
    elif doer.pos_ == "NOUN":
        # "charged that the army's advance was meant to …"
        draft.target_owners.append(doer)


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
            # “It is late. They have looted it,” she said: the last sentence hangs on the cue.
            main = token.dep_ == "ROOT" or (token.dep_ == "ccomp" and token.head is draft.cue)
            if main and token.pos_ in ("VERB", "AUX") and token not in out and token is not draft.cue:
                out.append(token)
    return out[:6]


_COUNTS = frozenset("census count tally toll poll estimate data figure statistic".split())


def _is_count(draft: Draft) -> bool:
    """*both sides share responsibility for the war, which killed 600, according to a census*: it only counts."""
    return draft.speaker_head is not None and draft.speaker_head.lemma_.lower() in _COUNTS


def _is_toll(doc: Doc, draft: Draft, verb: Token) -> bool:
    """*60 people were killed by Chadian strikes, the ministry said*: a body's toll of the dead accuses nobody."""
    own = get_subject(verb)
    if own is None or verb.lemma_ not in _COUNTED or not is_passive(verb):
        return False
    actors = get_state(doc).actors
    if any(actors[one].cls == "Person" for one in draft.speaker):
        return False
    if own.tag_ == "CD" or own.lemma_ in _MANY:
        return True
    return own.tag_ == "NNS" and any(child.dep_ == "nummod" for child in own.lefts)


_COUNTED = frozenset("kill wound injure hurt displace maim".split())
_MANY = frozenset("dozen hundred thousand score million".split())


def _read_head(
    doc: Doc, draft: Draft, head: Token, lexicon: Lexicon, kind: Illocution, earlier: Sequence[Draft], *, first: bool
) -> None:
    clause = Clause(head, get_subject(head), get_auxiliaries(head))
    if kind == "assert" and first and gainsays(draft, clause, lexicon.wrongs, earlier):
        return
    guesses = draft.rule == "estimate-54.4/wh"
    counts = guesses or _is_count(draft) or _is_toll(doc, draft, head)
    if not counts and find_wrong(doc, draft, head, lexicon.wrongs, earlier):
        draft.type = "accuse"
        draft.rule += "+wrong"
    elif (
        first and draft.cue is not None and draft.cue.lemma_ in ("allege", "allegation") and alleges(doc, draft, head)
    ):
        draft.type = "accuse"
        draft.rule += "+alleged"
    elif kind in ("assert", "warn") and find_demand(doc, draft, clause):
        draft.type = "demand"
        draft.rule += "+must"
    elif kind == "assert" and is_pledge(doc, draft, clause):
        hostile = head.lemma_ in HOSTILE and not is_passive(head)
        draft.type = "threaten" if hostile else "pledge"
        draft.rule += "+will"
    elif kind == "assert" and first and is_warning(clause, lexicon.wrongs):
        draft.type = "warn"
        draft.rule += "+danger"
    elif kind == "assert" and is_announcement(doc, draft, clause):
        draft.type = "announce"
        draft.rule += "+own"
    elif kind == "assert" and first:
        take_over(doc, draft, clause, lexicon)


def _judge_predicate(doc: Doc, draft: Draft, wrongs: Wrongs) -> None:
    """*called the raid a war crime*, *described the claim as false*: the predicate tells the act (I8)."""
    if not draft.content or draft.cue is None:
        return
    span = doc.char_span(draft.content[0][0], draft.content[-1][1], alignment_mode="expand")
    if span is None:
        return
    predicate = draft.content_head
    told = _find_core(predicate) if predicate is not None and predicate.dep_ != "appos" else span
    words = {token.lemma_.lower() for token in told}
    lower = {token.lower_ for token in told}
    object_ = get_object(draft.cue)
    noun = next((t for t in span if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    if object_ is not None and object_.pos_ == "NOUN":
        noun = object_
    if draft.cue.lemma_ in _IDENTIFYING and _blames(doc, draft, predicate, object_, wrongs):
        return
    claim = noun if noun is not None and noun.lemma_.lower() in SAID else None
    if words & wrongs.falsehoods or lower & wrongs.falsehoods or (claim is not None and "motivated" in lower):
        if claim is not None:
            draft.type = "deny"
            draft.rule += "+predicate"
            draft.target_owners.append(claim)
            draft.content_head = claim
            return
        draft.type = "condemn"
    elif words & wrongs.deeds or words & wrongs.adjectives or words & wrongs.bad:
        draft.type = "condemn"
    elif words & wrongs.good:
        draft.type = "support"
    else:
        return
    draft.rule += "+predicate"
    deed = bool(words & wrongs.deeds)
    if object_ is not None and may_be_somebody(doc, object_) and object_.lemma_.lower() not in SAID:
        draft.target_heads.append(object_)
    elif noun is not None:
        draft.target_owners.append(noun)
        if deed and draft.type == "condemn" and any(one not in draft.speaker for one in find_doer(doc, noun)):
            # "described Chad's raid as an act of aggression"
            draft.type = "accuse"


_BESIDE = frozenset("to at during amid after before including since until".split())
"""Prepositions with which a noun tells what else there is: *a response to the murder*, *even at a time of war*."""


def _find_core(predicate: Token) -> list[Token]:
    """Return the words with which somebody judges: *an act of terror*, but not *a reminder that there is terror*."""
    out = [predicate]
    for token in out:
        for child in token.children:
            if token.pos_ in ("NOUN", "PROPN"):
                if child.dep_ == "prep" and child.lower_ in _BESIDE:
                    continue
                if child.dep_ in ("acl", "ccomp") and any(c.dep_ == "mark" for c in child.children):
                    continue
            out.append(child)
    return out


_IDENTIFYING = frozenset(("identify", "list", "cite"))


def _blames(doc: Doc, draft: Draft, predicate: Token | None, named: Token | None, wrongs: Wrongs) -> bool:
    """*identified him as their kidnapper*: who is named for what they did is accused of it."""
    if predicate is None or predicate.lemma_.lower() not in wrongs.doers or named is None:
        return False
    if not may_be_somebody(doc, named) or named.lemma_.lower() in wrongs.doers:
        return False
    draft.type = "accuse"
    draft.rule += "+predicate"
    draft.target_heads.append(named)
    return True


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
