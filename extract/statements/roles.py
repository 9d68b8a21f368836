"""
Ask who the speakers, targets and addressees are.

Source: docs/rules.md, rules A1 to A6.
"""

from collections.abc import Sequence

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.adverbials import is_suffered, is_undergone
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.someone import find_somebody, is_concrete, may_be_somebody
from sayso.extract.statements.tree import (
    get_agent,
    get_complement,
    get_object,
    get_subject,
    is_passive,
    token_span,
)
from sayso.extract.who import find_actors, find_mention, find_possessor, is_body_like, is_person_like
from sayso.model import Span


def resolve_speaker(doc: Doc, draft: Draft, earlier: Sequence[Draft]) -> None:
    """Fill in the ids of the speakers and of those who pass it on, and the speaker's span."""
    if draft.after is not None:
        before = draft.after
        draft.speaker, draft.speaker_head, draft.speaker_span = (
            before.speaker,
            before.speaker_head,
            before.speaker_span,
        )
        draft.addressee_heads = [h for h in before.addressee_heads if before.type != "demand"]
        draft.entry = None
        return
    head = draft.speaker_head
    if head is not None:
        draft.speaker = find_somebody(doc, head)
        if not draft.speaker and head.lower_ in ("we", "us"):
            draft.speaker = _we(doc, draft, earlier)
        elif not draft.speaker and head.lower_ in ("i", "me"):
            draft.speaker = _i(draft, earlier)
        if draft.reciprocal:
            _pair_up(draft, earlier)
        if draft.speaker_near or (draft.cue is not None and head.sent == draft.cue.sent):
            draft.speaker_span = mention_span(doc, draft.span_head or head)
    for relay in draft.relay_heads:
        draft.relayed_by += tuple(x for x in find_actors(doc, relay, speaker=True) if x not in draft.relayed_by)


def _pair_up(draft: Draft, earlier: Sequence[Draft]) -> None:
    """Give the two halves of a reciprocal act one party each; *each* and *the two sides* are the pair named last."""
    pair = draft.speaker
    if draft.target_heads:
        # "traded accusations with Chad"
        return
    if len(pair) != 2:
        for other in reversed(earlier):
            if other is draft or other.content == draft.content and other.cue_span == draft.cue_span:
                continue
            if (
                _position(other) < _position(draft)
                and other.type == "accuse"
                and len(other.speaker) == 1 == len(other.target)
            ):
                pair = (*other.speaker, *other.target)
                break
    if len(pair) == 2:
        mine, other_one = pair if draft.reciprocal == 1 else pair[::-1]
        draft.speaker, draft.target = (mine,), (other_one,)


def _position(draft: Draft) -> int:
    return draft.cue_span[0] if draft.cue_span else (draft.content[0][0] if draft.content else 0)


def _around(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """The innermost statement whose content the draft's cue stands in."""
    if draft.cue_span is None:
        return None
    for other in reversed(earlier):
        if other is not draft and any(s <= draft.cue_span[0] < e for s, e in other.content):
            return other
    return None


def _i(draft: Draft, earlier: Sequence[Draft]) -> tuple[str, ...]:
    outer = _around(draft, earlier)
    return outer.speaker if outer is not None else ()


def _we(doc: Doc, draft: Draft, earlier: Sequence[Draft]) -> tuple[str, ...]:
    """
    Whom *we* means: what the speaker of the statement around it speaks for, or who spoke last (A3).

    Outside of any quotation a text in the first person is a statement of a body: the one that was named last.
    """
    actors = get_state(doc).actors
    outer = _around(draft, earlier)
    if outer is not None:
        if len(outer.speaker) == 1 and outer.speaker[0] in actors:
            one = actors[outer.speaker[0]]
            if one.cls == "Person":
                top = one.of
                while top and top in actors and actors[top].of:
                    top = actors[top].of
                return (top,) if top and top in actors else outer.speaker
        return outer.speaker
    for other in reversed(earlier):
        if other is draft or other.cue is None or draft.cue is None or other.cue.i >= draft.cue.i:
            continue
        if other.cue.dep_ not in ("ROOT", "conj"):
            continue
        if len(other.speaker) == 1 and other.speaker[0] in actors:
            return other.speaker if actors[other.speaker[0]].cls in ("State", "Organization", "Group") else ()
    return ()


def mention_span(doc: Doc, head: Token) -> Span:
    """Return the character span of the phrase headed by *head*, as a speaker's span."""
    start, end = find_mention(doc, head)
    return doc.tokens[start].idx, token_span(doc.tokens[end - 1])[1]


def resolve_roles(doc: Doc, draft: Draft) -> None:
    """Fill in the ids of targets and addressees; a speaker is never its own target."""
    if not draft.reciprocal or draft.target_heads:
        targets: list[str] = list(draft.target)
        charged = draft.type == "accuse" or draft.entry is not None and draft.entry.illocution == "accuse"
        for head in draft.target_heads:
            owned = charged and is_concrete(head) and any(c.tag_ == "PRP$" for c in head.children)
            found = find_somebody(doc, head) if owned else _actors(doc, head)
            named = _named_beside(doc, head) if charged else ()
            if named:
                found = named
            if charged and all(one in draft.speaker for one in found):
                # Who is accused is somebody, whatever the noun: "accused their guides".
                found = find_somebody(doc, head)
            targets += [one for one in found if one not in targets]
        if draft.type in ("accuse", "condemn", "support", "deny", "threaten"):
            for noun in draft.target_owners:
                targets += [one for one in find_doer(doc, noun) if one not in targets]
        if not targets and draft.type == "threaten":
            for head in (*_find_threatened(draft), *_conditioned(draft)):
                targets += [one for one in _actors(doc, head) if one not in targets]
        draft.target = tuple(one for one in targets if one not in draft.speaker)
    addressees: list[str] = []
    for head in draft.addressee_heads:
        addressees += [one for one in _actors(doc, head) if one not in addressees]
    if not addressees and draft.type == "demand" and draft.content_head is not None:
        addressees += _urged(doc, draft.content_head)
    draft.addressee = tuple(one for one in addressees if one not in draft.speaker)


def _named_beside(doc: Doc, head: Token) -> tuple[str, ...]:
    """*accused its neighbour, Chad, of …*: the one whose name stands beside what it is."""
    if head.pos_ != "NOUN":
        return ()
    beside = next((c for c in head.children if c.dep_ == "appos" and c.ent_type_ in ("GPE", "PERSON", "ORG")), None)
    return find_actors(doc, beside, create=False) if beside is not None else ()


HOSTILE = frozenset("attack strike bomb shell kill destroy crush retaliate punish avenge invade execute".split())
"""What one says to do to others threatens them, whoever they are."""


def _find_threatened(draft: Draft) -> list[Token]:
    """*threatened to strike Chad*, *to retaliate against Chad*: whom the deed would fall on."""
    deed = draft.content_head
    if deed is None or deed.lemma_ not in HOSTILE or is_passive(deed):
        return []
    against = [one for c in deed.rights if c.dep_ == "prep" and c.lower_ == "against" for one in [get_complement(c)]]
    found = [one for one in (get_object(deed), *against) if one is not None and may_be_somebody(one.doc, one)]
    # "threatened to kill a policeman a day" threatens nobody in particular.
    return [one for one in found if one.left_edge.lower_ not in ("a", "an")]


def _conditioned(draft: Draft) -> list[Token]:
    """*threatened to strike unless the firm pays*: who is threatened is the one whose doing is made the condition."""
    out: list[Token] = []
    for verb in (draft.cue, draft.content_head):
        for child in verb.children if verb is not None else ():
            if child.dep_ != "advcl" or child.i < draft.cue.i:  # type: ignore[union-attr] # a verb was found
                continue
            marked = any(c.dep_ == "mark" and c.lower_ in ("unless", "if") for c in child.children)
            inverted = child.left_edge.lower_ == "should"
            own = get_subject(child) if marked or inverted else None
            if own is not None and may_be_somebody(own.doc, own) and own not in out:
                out.append(own)
    return out


def is_by_whom(prep: Token) -> bool:
    """Return whether *by* names who does the deed it hangs on: not in *Chadian meddling and fraud by the clerks*."""
    if prep.lower_ != "by":
        return False
    noun = prep.head
    return not has_demonym(noun) or not any(t.dep_ == "conj" for t in noun.doc.tokens[noun.i : prep.i])


def has_demonym(noun: Token) -> bool:
    """Return whether the noun says whose it is by an adjective: *Chadian meddling*."""
    return any(c.dep_ == "amod" and c.ent_type_ == "NORP" for c in noun.children)


def find_doer(doc: Doc, noun: Token, *, depth: int = 2) -> tuple[str, ...]:
    """
    Return the actors who do what *noun* names: its possessor, its demonym, its by-phrase.

    The of-phrase of *the death of* and *the shelling of* names the one it happens to and is left out (A4). Where
    nobody is named, the noun behind *of* is asked in turn (*the goals of Chad's campaign*), and a relative clause
    that tells who claimed the act.
    """
    behind = [c for prep in noun.children if prep.dep_ == "prep" and prep.lower_ == "of" for c in prep.children]
    suffered, befallen = is_suffered(noun), _find_befallen(doc, noun)
    found: list[str] = []
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in ("agent", "prep") and is_by_whom(child)):
            doer = child if child.dep_ == "poss" else get_complement(child)
            if doer is not None and doer.dep_ != "pcomp":
                found += [one for one in _actors(doc, doer) if one not in found and one not in befallen]
    if not found:
        for token in noun.subtree:
            # "the use of bombs by the army": the parser hangs "by" on the bombs.
            if is_by_whom(token) and token.dep_ == "prep" and token.i > noun.i and token.head.dep_ == "pobj":
                doer = get_complement(token)
                if doer is not None and may_be_somebody(doc, doer):
                    found += _actors(doc, doer)
                break
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and not is_person_like(doc, noun):
            agent = get_agent(child)
            if agent is not None:
                found += [one for one in _actors(doc, agent) if one not in found]
    if not found:
        owners = find_possessor(doc, noun)
        by = [c for c in noun.children if c.lower_ == "by" and not is_by_whom(c)]
        by_others = [one for prep in by for one in prep.children]
        others = {one for token in (*behind, *by_others) for one in find_actors(doc, token, create=False)}
        found = [one for one in owners if one not in others and one not in befallen]
        if not suffered:
            for token in behind:
                if may_be_somebody(doc, token):
                    found += [one for one in _actors(doc, token) if one not in found]
    if not found:
        found = list(_claimed_by(doc, noun))
    if not found and depth and not suffered:
        for token in behind:
            if token.pos_ in ("NOUN", "PROPN"):
                found = found or list(find_doer(doc, token, depth=depth - 1))
    return tuple(found)


def _find_befallen(doc: Doc, noun: Token) -> tuple[str, ...]:
    """*her arrest (by Chad)*: whom it happened to, if people; a state's or a body's arrests are those it makes."""
    if not is_undergone(noun):
        return ()
    owners = tuple(one for c in noun.children if c.dep_ == "poss" for one in _actors(doc, c))
    actors = get_state(doc).actors
    return owners if all(actors[one].cls in ("Person", "Group") for one in owners) else ()


def _claimed_by(doc: Doc, noun: Token) -> tuple[str, ...]:
    """*the attack, for which X claimed responsibility*."""
    for clause in noun.doc.tokens[noun.i : noun.sent.end]:
        if clause.dep_ == "relcl" and clause.lemma_ == "claim":
            claimed, own = get_object(clause), get_subject(clause)
            if claimed is not None and claimed.lemma_ == "responsibility" and own is not None:
                return find_actors(doc, own)
    return ()


_ENDS = frozenset(
    (
        "end",
        "halt",
        "stop",
        "cessation",
        "suspension",
        "withdrawal",
        "resignation",
        "release",
        "restraint",
        "de-escalation",
    )
)


def _urged(doc: Doc, head: Token) -> list[str]:
    """*called for an end to X's attacks*: X is urged, though not named as such (A5)."""
    if head.lemma_ not in _ENDS:
        return []
    out = list(find_possessor(doc, head)) if not is_suffered(head) else []
    for prep in head.children:
        complement = get_complement(prep) if prep.dep_ == "prep" else None
        if complement is not None and not out and prep.lower_ in ("to", "of"):
            out += find_doer(doc, complement)
    return out


def _actors(doc: Doc, head: Token) -> tuple[str, ...]:
    found = find_actors(doc, head, create=is_person_like(doc, head) or is_body_like(doc, head))
    found = found or find_somebody(doc, head, speaker=False)
    if found:
        return found
    # "criticized the army's raid": not the raid but its owner is meant.
    return find_doer(doc, head) if head.pos_ == "NOUN" else ()
