"""
Tell when something was said: *said on Monday*, *told reporters last week*.

Source: docs/rules.md, rule T1.
"""

from bisect import bisect_left

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.draft import Draft
from sayso.extract.times import Time, find_times


def set_dates(doc: Doc, drafts: list[Draft]) -> None:
    """Fill in the dates of utterance: a time counts that hangs on the cue and stands outside of what was said."""
    times = [one for one in find_times(doc, get_state(doc).article.published) if one.kind == "at" and one.resolved]
    if not times:
        return
    begins = [one.first for one in times]
    for draft in drafts:
        if draft.cue is None:
            continue
        sent = draft.cue.sent
        for time in times[bisect_left(begins, sent.start) : bisect_left(begins, sent.end)]:
            if any(s <= time.span[0] < e for s, e in draft.content):
                continue
            if _hangs_on(doc.tokens[time.head], draft.cue):
                draft.date = to_date(time)
                break


def _hangs_on(head: Token, cue: Token) -> bool:
    at = head
    for _ in range(3):
        if at == cue:
            return True
        if at.dep_ not in ("pobj", "prep", "npadvmod", "advmod", "pcomp", "compound", "appos") or at.head == at:
            return False
        at = at.head
    return at == cue


def to_date(time: Time) -> str | None:
    """Return a day, a month or a year, ISO 8601, whichever the time's words tell; None where they span several."""
    start, end = time.start, time.end
    if start is None:
        return None
    if end is None or start == end:
        return start
    if start[:7] == end[:7]:
        return start[:7]
    return start[:4] if start[:4] == end[:4] and time.precision in ("year", "month") else None
