"""When an event happens: its own words, its sentence, or what tense and the article tell: rules E16 to E18."""

from sayso.extract.events.clause import VERBAL, governing_verb
from sayso.extract.events.draft import Draft, When
from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.times import Time, time_of
from sayso.extract.times.attach import is_ground
from sayso.model import Precision

_BEGUN = frozenset(("begin", "start", "erupt", "break", "end"))


def find_when(doc: Doc, draft: Draft) -> When:
    """Return when a draft's own sentence says that it happens; an unknown `When` where it says nothing."""
    time = time_of(doc, draft.trigger.token)
    if time is None and draft.trigger.is_noun:
        # "the war that began in 1991"
        began = next(
            (one for one in draft.trigger.token.children if one.dep_ == "relcl" and one.lemma_ in _BEGUN), None
        )
        time = time_of(doc, began) if began is not None else None
    if time is None or not time.resolved:
        return When()
    if time.rule.startswith("T7-now") and doc[time.head].head is not draft.trigger.token:
        # "are currently fleeing after an offensive": only the flight goes on now.
        return When()
    if draft.factuality == "planned" and time.kind == "since" and not _within(draft.trigger.token, time.head):
        # What is sought since then has not begun then.
        return When()
    found = _read_time(draft, time)
    found.near = _within(draft.trigger.token, time.head)
    return found


def _within(token: Token, at: int) -> bool:
    return token.left_edge.i <= at <= token.right_edge.i


def _read_time(draft: Draft, time: Time) -> When:
    if time.kind == "since" and draft.type not in {"ceasefire", "war", "blockade", "deployment"}:
        # "since Monday" covers a verb's span; a point after it lies somewhere in it.
        return When(time.start, None, time.precision, True, "E16-since")
    return When(time.start, time.end, time.precision, True, "E16-own")


def guess_when(doc: Doc, draft: Draft, before: Draft | None) -> When:
    """
    Return when an event without a time of its own happens.

    E17: a past event takes the time of the event before it in its paragraph. E18: otherwise what has happened, has by
    the day of publication; what goes on does so on that day.

    Args:
        doc: The doc.
        draft: The event.
        before: The event before it in the same paragraph that has a time, or None.
    """
    published = get_state(doc).article.published
    token = draft.trigger.token
    if draft.factuality != "actual":
        return When()
    tense = _tense(doc, draft)
    if draft.trigger.token.dep_ == "pobj" and draft.trigger.token.head.lower_ == "since":
        return When()
    if before is not None and _may_share(draft, before) and tense not in ("present", "perfect"):
        earlier = token.dep_ == "acl" and token.tag_ == "VBN" and before.trigger.token.i < token.i
        if earlier or is_ground(before.trigger.token, token):
            # "retook the hills lost in the first war", "were jailed for the raid": that was before.
            return When(None, before.when.end, before.when.precision, False, "E17-earlier")
        return When(before.when.start, before.when.end, before.when.precision, False, "E17-shared")
    if published is None:
        return When()
    verb = governing_verb(token)
    if tense == "past":
        return When(None, published, _precision(published), False, "E18-past")
    if tense == "perfect":
        return When(None, published, _precision(published), False, "E18-perfect")
    if tense == "now" and verb is not None and verb.i == token.i:
        return When(published, None, _precision(published), False, "E18-now")
    return When()


def _precision(iso: str) -> Precision:
    return "day" if len(iso) > 7 else "month" if len(iso) > 4 else "year"


def _may_share(draft: Draft, before: Draft) -> bool:
    return before.factuality == "actual" and before.type not in ("war", "independence")


def _tense(doc: Doc, draft: Draft) -> str:
    """Return ``past``, ``perfect``, ``now`` or nothing by the verb over the trigger."""
    verb = governing_verb(draft.trigger.token)
    for _ in range(4):
        if verb is None:
            return ""
        if verb.tag_ == "VBD":
            return "past"
        auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
        if auxiliaries & {"has", "have", "had", "'ve", "’ve"}:
            return "perfect"
        if auxiliaries & {"was", "were", "did"}:
            return "past"
        if verb.tag_ == "VBG" and auxiliaries & {"is", "are", "'s", "'re", "’s", "’re", "am"}:
            return "now"
        if auxiliaries & {"is", "are", "will", "would", "could", "may", "might", "can"} or verb.tag_ in ("VBZ", "VBP"):
            return "present"
        if verb.head.i == verb.i:
            return ""
        verb = verb.head if verb.head.pos_ in VERBAL else governing_verb(verb.head)
    return ""
