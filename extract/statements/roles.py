"""
Ask who the speakers, targets and addressees are.

Source: docs/rules.md, rules A1 to A6.
"""

from spacy.tokens import Doc, Token

from sayso.extract.statements.draft import Draft
from sayso.extract.statements.tree import token_span
from sayso.extract.who import find_actors, find_mention, find_possessor, is_body_like, is_person_like
from sayso.model import Span


def resolve_speaker(doc: Doc, draft: Draft) -> None:
    """Fill in the ids of the speakers and of those who pass it on, and the speaker's span."""
    if draft.after is not None:
        before = draft.after
        draft.speaker, draft.speaker_head = before.speaker, before.speaker_head
        draft.addressee_heads = [h for h in before.addressee_heads if before.type != "demand"]
        draft.entry = None
        return
    head = draft.speaker_head
    if head is not None:
        draft.speaker = find_actors(doc, head, speaker=True)
        if draft.reciprocal and len(draft.speaker) == 2:
            mine, other = draft.speaker if draft.reciprocal == 1 else draft.speaker[::-1]
            draft.speaker, draft.target = (mine,), (other,)
        if draft.speaker_near:
            draft.speaker_span = mention_span(doc, head)
    for relay in draft.relay_heads:
        draft.relayed_by += tuple(x for x in find_actors(doc, relay, speaker=True) if x not in draft.relayed_by)


def mention_span(doc: Doc, head: Token) -> Span:
    """Return the character span of the phrase headed by *head*, as a speaker's span."""
    start, end = find_mention(doc, head)
    return doc[start].idx, token_span(doc[end - 1])[1]


def resolve_roles(doc: Doc, draft: Draft) -> None:
    """Fill in the ids of targets and addressees; a speaker is never its own target."""
    if not draft.reciprocal:
        targets: list[str] = list(draft.target)
        for head in draft.target_heads:
            targets += [one for one in _actors(doc, head) if one not in targets]
        if draft.type in ("accuse", "condemn", "support", "deny", "threaten"):
            for noun in draft.target_owners:
                targets += [one for one in find_possessor(doc, noun) if one not in targets]
        draft.target = tuple(one for one in targets if one not in draft.speaker or len(targets) > 1)
    addressees: list[str] = []
    for head in draft.addressee_heads:
        addressees += [one for one in _actors(doc, head) if one not in addressees]
    draft.addressee = tuple(addressees)


def _actors(doc: Doc, head: Token) -> tuple[str, ...]:
    found = find_actors(doc, head, create=is_person_like(doc, head) or is_body_like(doc, head))
    if found:
        return found
    # "criticized the army's raid": not the raid but its owner is meant.
    return find_possessor(doc, head)
