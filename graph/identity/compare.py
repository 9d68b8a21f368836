"""
What speaks for two nodes being one, and what against it: a score with its reasons.

The weights are set by hand and stand in `WEIGHTS`. Nothing is merged by them: they order what a person looks at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sayso.graph.identity.names import Name, are_alike, is_acronym, read_name
from sayso.graph.identity.records import Record

LEAST = 0.6
"""Score from which two nodes are suggested."""

WEIGHTS: Mapping[str, float] = {
    "spelling": 0.8, "order": 0.75, "sound": 0.7, "slip": 0.6, "initials": 0.55, "part": 0.6, "single": 0.4,
    "acronym": 0.6, "words": 0.5, "role": 0.2, "body": 0.15, "told": 0.25, "other-body": -0.3, "other-role": -0.1,
    "together": -0.4, "several": -0.15,
}  # fmt: skip
"""
What each thing weighs. The best of the names counts: one ``spelling`` but for case and accents, other ``order`` of
words, one ``sound``, a ``slip``, ``initials`` for a first name, a name that is ``part`` of the other, a ``single``
name that is the other's last, an ``acronym``, most ``words`` in common. Then the rest: one ``role``, one ``body`` that
both belong to, an article that gives both names (``told``); other roles, other bodies; ``together`` in one article,
where both names are of articles: one that an authority file gives beside may be what the article has wrong;
``several`` that a single name may stand for.
"""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Score from 0 to 1, and what it rests on, as words."""

    score: float
    reasons: tuple[str, ...] = field(default=())


def compare(one: Record, other: Record) -> Likeness:
    """Return how much speaks for two records being of one actor or place; 0 where something forbids it."""
    if one.known and other.known:
        return Likeness(0.0)
    best, written = ("", ""), True
    for text in one.names:
        for counterpart in other.names:
            found = compare_names(one, text, other, counterpart)
            if found and (not best[0] or WEIGHTS[found] > WEIGHTS[best[0]]):
                same = found == "spelling" and text == counterpart
                best = (found, f"both are called “{text}”" if same else _TOLD[found].format(text, counterpart))
                written = bool(one.names[text] and other.names[counterpart])
    if not best[0]:
        return Likeness(0.0)
    parts = [best, *_compare_context(one, other, best[0], written=written)]
    if one.cls != "Person" and not (_is_proper(one) and _is_proper(other)) and "body" not in dict(parts):
        # "A school" in two articles is two schools; "the interior ministry" is one where both are one state's.
        return Likeness(0.0)
    score = max(0.0, min(1.0, sum(WEIGHTS[key] for key, _ in parts)))
    return Likeness(round(score, 2), tuple(reason for _, reason in parts))


_TOLD = {
    "spelling": "“{}” and “{}” differ in case, accents or spaces only",
    "order": "“{}” and “{}” have the same words in another order",
    "sound": "“{}” and “{}” are spellings of one sound",
    "slip": "“{}” and “{}” differ by a letter or two",
    "initials": "“{}” and “{}” agree in initial and last name",
    "part": "“{}” and “{}”: one name is part of the other",
    "single": "“{}” and “{}”: one is the other's last name",
    "acronym": "“{}” and “{}”: one is the other's initials",
    "words": "“{}” and “{}” have most words in common",
}


def compare_names(one: Record, text: str, other: Record, counterpart: str) -> str:
    """Return how two names agree, a key of `WEIGHTS`; empty where they do not."""
    a, b = read_name(text), read_name(counterpart)
    if not a.tokens or not b.tokens:
        return ""
    if a.tokens == b.tokens or "".join(a.tokens) == "".join(b.tokens):
        # One word is a whole name for a body or a place; for a person it is not.
        return "single" if one.cls == "Person" and len(a.tokens) == 1 else "spelling"
    if sorted(a.tokens) == sorted(b.tokens):
        return "order"
    if one.cls == other.cls == "Person":
        return _compare_people(a, b)
    if is_acronym(text, b) or is_acronym(counterpart, a):
        return "acronym"
    if a.sounds == b.sounds and min(map(len, a.sounds)) > 2:
        return "sound"
    if len(a.tokens) == len(b.tokens):
        paired = list(zip(a.tokens, b.tokens, strict=True))
        if all(left == right or are_alike(left, right) for left, right in paired):
            return "slip"
    common = set(a.tokens) & set(b.tokens)
    fewer, more = sorted((len(set(a.tokens)), len(set(b.tokens))))
    if one.cls != "Place" and fewer >= 2 and len(common) == fewer and more - fewer == 1:
        return "words"
    return ""


def _compare_people(a: Name, b: Name) -> str:
    short, long = sorted((a, b), key=lambda name: len(name.tokens))
    if len(short.tokens) == 1:
        last = long.tokens[-1], long.sounds[-1]
        mine = short.tokens[0], short.sounds[0]
        return (
            "single"
            if len(long.tokens) > 1 and len(mine[0]) > 2 and (mine[0] == last[0] or mine[1] == last[1])
            else ""
        )
    if sorted(a.sounds) == sorted(b.sounds):
        return "sound"
    one_last = a.sounds[-1] == b.sounds[-1] or are_alike(a.tokens[-1], b.tokens[-1])
    first, second = a.tokens[0], b.tokens[0]
    if one_last and (len(first) == 1 or len(second) == 1):
        return "initials" if first[0] == second[0] else ""
    if len(a.tokens) == len(b.tokens):
        pairs = list(zip(a.tokens, b.tokens, strict=True))
        sounds = list(zip(a.sounds, b.sounds, strict=True))
        off = [at for at, (left, right) in enumerate(sounds) if left != right]
        if all(are_alike(*pairs[at]) or _is_initial(*pairs[at]) for at in off) and len(off) < len(pairs):
            # First names one letter apart are mostly two names: Maria and Mario.
            return "slip" if off == [len(pairs) - 1] or min(len(one) for at in off for one in pairs[at]) > 5 else ""
    if set(short.sounds) < set(long.sounds) and (
        short.sounds[-1] == long.sounds[-1] or short.sounds == long.sounds[:2]
    ):
        return "part"
    return ""


def _is_proper(one: Record) -> bool:
    return any(char.isupper() for name in one.names for char in name.removeprefix("The "))


def _is_initial(one: str, other: str) -> bool:
    return (len(one) == 1 or len(other) == 1) and one[0] == other[0]


def _compare_context(one: Record, other: Record, how: str, *, written: bool) -> list[tuple[str, str]]:
    """Return what else speaks for one or for two; *written* is whether articles give both of the names compared."""
    out: list[tuple[str, str]] = []
    roles, others = one.all_roles, other.all_roles
    if roles & others:
        out.append(("role", f"both {min(roles & others)}"))
    elif roles and others:
        out.append(("other-role", f"{min(roles)} here, {min(others)} there"))
    bodies, theirs = one.all_bodies, other.all_bodies
    if bodies & theirs:
        out.append(("body", "both belong to one body" if one.cls != "Place" else "both lie in one place"))
    elif bodies and theirs:
        out.append(
            ("other-body", "they belong to different bodies" if one.cls != "Place" else "they lie in different places")
        )
    names, counterparts = set(one.names), set(other.names)
    if how == "acronym" and (names & counterparts):
        out.append(("told", "an article gives both names"))
    if one.articles & other.articles and written:
        out.append(("together", "an article names both"))
    return out
