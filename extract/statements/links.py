"""
Link statements to each other: what is reported inside what, what a denial denies.

Source: docs/rules.md, rules L1 to L5.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from operator import itemgetter

from sayso.extract.parse import Doc
from sayso.extract.state import get_state
from sayso.extract.statements.draft import Draft
from sayso.model import Span


def link(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts that stand, with ``within`` and ``responds_to`` filled in."""
    kept = _drop_taken_over(_drop_relays(_drop_doubles(drafts)))
    told = _Stretches([(*span, number) for number, one in enumerate(kept) for span in one.content])
    for number, draft in enumerate(kept):
        draft.within = _find_outer(draft, told, kept)
        draft.direct = draft.direct or is_quoted(doc, draft)
        if draft.type == "deny":
            _find_denied(doc, draft, kept[:number], kept)
    return kept


def _position(draft: Draft) -> int:
    return draft.cue_span[0] if draft.cue_span else draft.content[0][0] if draft.content else 0


_POINTING = frozenset(("such", "this", "that", "these", "those", "the", "both"))
_SAYINGS = frozenset(
    "accusation allegation claim charge assertion report suggestion blame criticism complaint rumor "
    "rumour statement remark "
    "something thing finding intention plan involvement wrongdoing responsibility demand threat "
    "it them this that these those".split()
)
_REACH = 6
"""How many statements back a denial may answer."""


def _find_denied(doc: Doc, draft: Draft, earlier: list[Draft], later: list[Draft]) -> None:
    """
    Link a denial to what it denies (L3, L4).

    *…, which Baku denies* denies the statement whose content ends there and has that content; *denied the
    accusation*, *denied any such plan*, *denied it* answer the last statement against the denier, or about its
    doings. The one whose statement is denied is the target.
    """
    found = _same_sentence(doc, draft, [one for one in later if one is not draft]) or _pronoun(draft, earlier)
    nested = _named_inside(draft, later)
    if found is None and nested is None and not draft.negated:
        found = _last_against(doc, draft, earlier, points=_points_back(doc, draft))
    if nested is not None:
        draft.responds_to = draft.responds_to or nested
        if not draft.target:
            draft.target = tuple(one for one in nested.speaker if one not in draft.speaker)
    if found is None:
        return
    draft.responds_to = found
    if not draft.target:
        draft.target = tuple(one for one in found.speaker if one not in draft.speaker)


def _pronoun(draft: Draft, earlier: list[Draft]) -> Draft | None:
    """*“They never came,” she said. The police dispute that.*: what was said last is denied."""
    head = draft.content_head
    if head is None or head.lower_ not in ("that", "this", "it") or head.pos_ not in ("PRON", "DET"):
        return None
    for other in reversed(earlier[-3:]):
        if (
            not set(other.speaker) & set(draft.speaker)
            and other.content
            and other.type in ("assert", "accuse", "condemn", "warn")
        ):
            draft.content = list(other.content)
            return other
    return None


def _named_inside(draft: Draft, others: list[Draft]) -> Draft | None:
    """*rejected claims by X that …*: the claim is told right there."""
    if draft.content_head is None:
        return None
    for other in others:
        if other.cue is None or other is draft:
            continue
        if other.cue == draft.content_head or draft.content == other.content and other.rule.endswith("/noun"):
            return other
    return None


def _same_sentence(doc: Doc, draft: Draft, earlier: list[Draft]) -> Draft | None:
    if not draft.rule.endswith("/antecedent"):
        return None
    for other in reversed(earlier):
        if other.sentence == draft.sentence and other.content and draft.content and other.type != "deny":
            start, end = draft.content[-1]
            if (
                other.content[0][0] <= start
                and end <= other.content[-1][1] + 1
                or other.content[0][0] >= start
                and other.content[-1][1] <= end
            ):
                draft.content = list(other.content)
                return other
    head = draft.content_head
    if head is not None and head.lemma_.lower() in _SAYINGS:
        # "…, a charge that the army denied"
        for other in reversed(earlier):
            if other.sentence != draft.sentence or _position(other) > _position(draft) or other.type == "deny":
                continue
            if other.content and not set(other.speaker) & set(draft.speaker):
                draft.content = list(other.content)
                return other
    return None


def _points_back(doc: Doc, draft: Draft) -> bool:
    head = draft.content_head
    if head is None or not draft.content:
        return not draft.quotes
    if head.lemma_.lower() not in _SAYINGS:
        return False
    if head.pos_ == "PRON":
        return True
    if any(c.dep_ in ("acl", "prep", "relcl") for c in head.children):
        return any(c.lower_ == "such" for c in head.children)
    return any(c.lower_ in _POINTING or c.dep_ == "poss" for c in head.children) or head.tag_ == "NNS"


def _last_against(doc: Doc, draft: Draft, earlier: list[Draft], *, points: bool) -> Draft | None:
    """
    The last accusation against the denier, or against what the denier speaks for.

    A denial that points back (*the claim*, *any such plan*) may answer one some way back; one that names the deed
    itself (*denied carrying out the attack*) only one that the same or the sentence before tells.
    """
    sides = _with_bodies(doc, draft.speaker)
    if not sides:
        return None
    recent = [one for one in earlier[-_REACH:] if not set(draft.speaker) & set(one.speaker)]
    for other in reversed(recent):
        if other.type == "accuse" and sides & set(other.target):
            near = points or draft.sentence[0] - other.sentence[1] <= _NEAR or _shares_word(doc, draft, other)
            return other if near else None
    head = draft.content_head
    if not points or head is None:
        return None
    such = any(c.lower_ == "such" for c in head.children)
    definite = any(c.lower_ in _POINTING for c in head.children) and head.lemma_.lower() in _SAYINGS
    for other in reversed(recent):
        if such or (definite and other.type == "accuse" and draft.sentence[0] - other.sentence[1] <= 2 * _NEAR):
            return other
        if definite and other is recent[-1]:
            return other if other.type in ("accuse", "assert", "condemn") and head.tag_ == "NN" else None
    return None


_NEAR = 200
"""Characters between two sentences that still belong together."""


def _with_bodies(doc: Doc, ids: tuple[str, ...]) -> set[str]:
    actors = get_state(doc).actors
    out = set(ids)
    for one in ids:
        at = actors.get(one)
        for _ in range(3):
            if at is None or not at.of:
                break
            out.add(at.of)
            at = actors.get(at.of)
    for key, draft in actors.items():
        if draft.of in ids and draft.cls in ("Organization", "Group"):
            out.add(key)
    return out


def _shares_word(doc: Doc, draft: Draft, other: Draft) -> bool:
    mine, theirs = _content_words(doc, draft), _content_words(doc, other)
    return bool(mine & theirs)


def _content_words(doc: Doc, draft: Draft) -> set[str]:
    out: set[str] = set()
    for start, end in draft.content:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            out |= {t.lemma_.lower() for t in span if t.pos_ in ("NOUN", "VERB") and not t.is_stop}
    return out


def _drop_doubles(drafts: list[Draft]) -> list[Draft]:
    out: list[Draft] = []
    seen: set[tuple[Span | None, int]] = set()
    for draft in drafts:
        key = (draft.cue_span or (draft.content[0] if draft.content else None), draft.reciprocal)
        if key in seen:
            continue
        seen.add(key)
        out.append(draft)
    return out


def _drop_relays(drafts: list[Draft]) -> list[Draft]:
    """*X told Y, according to a transcript*: the transcript passes on what X said (R2)."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.rule == "according-to":
            said = next((d for d in drafts if d is not draft and _is_main_cue(d, draft)), None)
            if said is not None:
                said.relayed_by += tuple(x for x in draft.speaker if x not in said.relayed_by)
                continue
        elif draft.rule.endswith(("/around", "/before")) and draft.cue is not None and draft.cue.lemma_ == "report":
            said = next((d for d in drafts if d is not draft and _says_the_same(d, draft)), None)
            if said is not None:
                said.relayed_by += tuple(x for x in draft.speaker if x not in said.relayed_by)
                continue
        out.append(draft)
    return out


_RECORDS = frozenset("transcript statement communique communiqué letter readout document text".split())
_SAYING = frozenset("say tell add state announce declare quote".split())


def _says_the_same(said: Draft, relay: Draft) -> bool:
    """*said he would resign, the agency reported*: the same words, or those that tell of the saying."""
    if said.cue is None or said.sentence != relay.sentence or not said.content or not relay.content:
        return False
    return said.content == relay.content or said.cue == relay.content_head and said.cue.lemma_ in _SAYING


def _is_main_cue(said: Draft, draft: Draft) -> bool:
    if said.cue is None or draft.cue is None or said.cue.sent != draft.cue.sent or said.rule == "according-to":
        return False
    if said.cue != draft.content_head:
        return False
    told = draft.speaker_head
    return said.cue.lemma_ in _SAYING or told is not None and told.lemma_.lower() in _RECORDS


class _Stretches:
    """Stretches of text, each with a number, that can be asked which of them hold a character."""

    def __init__(self, stretches: list[tuple[int, int, int]]) -> None:
        """Take (start, end, number), half-open, in any order."""
        self._stretches = sorted(stretches, key=itemgetter(0))
        self._starts = [start for start, _, _ in self._stretches]
        self._reach = list(accumulate((end for _, end, _ in self._stretches), max))
        """How far those up to each one go; where that is not beyond a character, none of them holds it."""

    def iter_around(self, char: int) -> Iterator[tuple[int, int]]:
        """Yield end and number of the stretches that hold a character, last begun first."""
        at = bisect_right(self._starts, char) - 1
        while at >= 0 and self._reach[at] > char:
            _, end, number = self._stretches[at]
            if end > char:
                yield end, number
            at -= 1


def _drop_taken_over(drafts: list[Draft]) -> list[Draft]:
    """*says it will guarantee their rights*: the inner act is the one that the outer cue reports already (L2)."""
    outers = _Stretches([(one.content[0][0], one.content[-1][1], i) for i, one in enumerate(drafts) if one.content])
    out: list[Draft] = []
    for i, draft in enumerate(drafts):
        if draft.cue_span is not None and not draft.quotes:
            around = [number for _, number in outers.iter_around(draft.cue_span[0])]
            if any(number != i and _takes_over(drafts[number], draft) for number in around):
                continue
        out.append(draft)
    return out


def _takes_over(outer: Draft, inner: Draft) -> bool:
    if inner.cue_span is None or inner.cue is None or outer.cue == inner.cue or inner.quotes:
        return False
    if not any(s <= inner.cue_span[0] and inner.cue_span[1] <= e for s, e in outer.content):
        return False
    if outer.content_head == inner.cue and outer.type == inner.type:
        # "said her client had told the police that …" tells of two acts.
        return not inner.speaker or not outer.speaker or inner.speaker == outer.speaker
    same = (
        inner.speaker
        and inner.speaker == outer.speaker
        or inner.speaker_head is not None
        and inner.speaker_head.lower_ in ("i", "we")
    )
    if inner.rule.startswith("describe-29.2/as") and any(c.tag_ == "WP" for c in inner.cue.children):
        # "deplored what he called “a culture of silence”": one act.
        return not inner.speaker or inner.speaker == outer.speaker
    if "/noun" in inner.rule and outer.content_head == inner.cue and outer.rule.endswith("+noun"):
        # "reiterates its commitment to": one act, told by verb and noun.
        return True
    return bool(same) and inner.type == outer.type and not inner.rule.endswith(("/that", "/clause"))


def _find_outer(draft: Draft, told: _Stretches, drafts: list[Draft]) -> Draft | None:
    """Return the draft with the shortest content of those that hold the cue; *told* has every piece of content."""
    if draft.cue_span is None:
        return None
    first, last = draft.cue_span
    outer = [n for end, n in told.iter_around(first) if last <= end and drafts[n] is not draft]
    if not outer:
        return None
    return drafts[min(outer, key=lambda number: (_size(drafts[number]), number))]


def _size(draft: Draft) -> int:
    return sum(e - s for s, e in draft.content)


def is_quoted(doc: Doc, draft: Draft) -> bool:
    """Return whether any part of the content stands in quotation marks."""
    quotations = get_state(doc).quotations
    for start, end in draft.content:
        for one in quotations:
            if one.start >= end:
                break
            if start < one.end and one.marked:
                return True
    return False
