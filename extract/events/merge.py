"""One event for one thing in an article: later mentions of it are merged into the first full one. Rules E19 to E22."""

from sayso.extract.events.again import is_of_blow, is_same_death, is_same_harm, is_weapon_again
from sayso.extract.events.clause import find_object
from sayso.extract.events.draft import Draft
from sayso.extract.events.retold import (
    is_bodily,
    is_known_wounded,
    is_of_the_known,
    is_retold,
    is_same_blow,
    is_summed_up,
    is_verbatim,
)
from sayso.extract.state import State
from sayso.model import EventType

_KIN: dict[EventType, frozenset[EventType]] = {
    "ceasefire": frozenset(("ceasefire", "agreement")), "agreement": frozenset(("agreement", "ceasefire")),
    "negotiation": frozenset(("negotiation", "meeting")), "meeting": frozenset(("meeting", "visit", "negotiation")),
    "visit": frozenset(("visit", "meeting")), "war": frozenset(("war", "attack")),
}  # fmt: skip
_HARMS: frozenset[EventType] = frozenset(("death", "injury", "detention"))
_VIOLENT: frozenset[EventType] = frozenset(("death", "injury", "attack", "explosion"))
_STILL = 2
"""Paragraphs in which shells that fall are those of the attack told before."""
_SCHEDULED: frozenset[EventType] = frozenset(
    ("negotiation", "meeting", "election", "agreement", "ceasefire", "exercise", "visit")
)
"""Types that are spoken of alike before and after they happen."""


def merge_drafts(drafts: list[Draft], state: State, published: str | None) -> list[Draft]:
    """
    Return the drafts of distinct events, in order of the text, later mentions merged into earlier ones.

    A headline's event is kept only where the body has none that it could be.
    """
    merger = _Merger(state, published)
    for draft in drafts:
        if not draft.headline:
            merger.add(draft)
    for draft in drafts:
        if draft.headline:
            merger.add_headline(draft)
    return sorted(merger.kept, key=lambda one: one.trigger.start)


class _Merger:
    def __init__(self, state: State, published: str | None) -> None:
        self.state = state
        self.year = published[:4] if published else None
        self.kept: list[Draft] = []
        self.again: dict[int, set[int]] = {}
        """By the start of a sentence, those of all sentences that tell of the same harm."""

    def add(self, draft: Draft) -> None:
        types = _find_alike(draft)
        for one in reversed(self.kept):
            if one.type in types and (self.is_same(one, draft) or self.is_companion(one, draft)):
                take_in(one, draft)
                self.note(one, draft)
                return
        if draft.factuality == "denied" and any(
            draft.type == one.type and (self.places_meet(one, draft) or self.is_scene(draft)) for one in self.kept
        ):
            # What is denied is what the text has told.
            return
        if draft.factuality == "denied" and draft.bare and self.kept:
            return
        if draft.factuality == "hypothetical" and draft.type in ("death", "injury") and not _tells(draft):
            if any(draft.type == one.type for one in self.kept):
                # "600 may have died": another toll of what is told.
                return
        if draft.bare and any(draft.type == one.type or draft.type in _KIN.get(one.type, ()) for one in self.kept):
            return
        self.kept.append(draft)

    def note(self, one: Draft, draft: Draft) -> None:
        """Keep which sentences tell of the same harm: what else they tell of is the same too."""
        first, again = one.trigger.token.sent.start_char, draft.trigger.token.sent.start_char
        if first == again or draft.type not in _HARMS or one.headline:
            return
        same = is_same_death(one, draft, self.state)
        if same or (not draft.trigger.is_noun and is_same_harm(one, draft, self.state)):
            group = self.again.setdefault(first, {first})
            group.add(again)
            self.again[again] = group

    def is_companion(self, one: Draft, draft: Draft) -> bool:
        """E23: whether it stands in a sentence that tells anew of harm, of what the first one tells beside it."""
        if one.type != draft.type or draft.type not in _VIOLENT or not self.again:
            return False
        again, first = draft.trigger.token.sent.start_char, one.trigger.token.sent.start_char
        if again == first or first not in self.again.get(again, ()):
            return False
        dated = draft.when.own and draft.when.precision != "day"
        if dated or one.factuality != draft.factuality or (one.when.near and not _times_meet(one, draft)):
            return False
        return self.places_meet(one, draft) and _roles_agree(one, draft)

    def add_headline(self, draft: Draft) -> None:
        for one in self.kept:
            if one.type == draft.type or one.type in _KIN.get(draft.type, ()):
                one.merged.append(draft.trigger.token.i)
                return
        self.kept.append(draft)

    def is_same(self, one: Draft, draft: Draft) -> bool:
        """Whether *draft* speaks again of the event *one*, which is of a type that it may speak of."""
        if one.type == draft.type and (is_verbatim(one, draft) or is_of_blow(one, draft)):
            return True
        if one.type == "war" and draft.type == "war":
            return self.is_same_war(one, draft)
        if is_same_blow(one, draft):
            return one.factuality == draft.factuality and _times_meet(one, draft) and self.places_meet(one, draft)
        if one.type != draft.type and not (draft.definite and draft.type in _KIN.get(one.type, ())):
            return False
        if one.type == "war" or draft.type == "war":
            return False
        if is_same_death(one, draft, self.state) or is_summed_up(one, draft):
            return True
        if one.type == "other" and _topic(one) != _topic(draft):
            return False
        if one.factuality != draft.factuality and not (draft.type in _SCHEDULED and draft.definite):
            return False
        if not (_times_meet(one, draft) or _goes_on(draft)):
            return False
        if not self.places_meet(one, draft):
            near = draft.type in _HARMS and self.may_lie_near(one, draft) and not _are_apart(one, draft)
            return near and is_same_harm(one, draft, self.state)
        if is_known_wounded(draft):
            return True
        if draft.trigger.entry.needs == "in-custody" and not _are_apart(one, draft):
            # Who was seized is in captivity.
            return _roles_agree(one, draft) or not one.trigger.is_noun
        if draft.type in _HARMS and not _are_apart(one, draft) and is_same_harm(one, draft, self.state):
            return True
        if is_retold(one, draft, self.state) or is_of_the_known(one, draft):
            return True
        if not _roles_agree(one, draft):
            return False
        if draft.type == "attack" and draft.paragraph - one.paragraph <= _STILL and is_weapon_again(draft):
            return not self.is_elsewhere(one, draft)
        if self.is_background(draft) and not self.is_background(one):
            return False
        if self.is_background(one) and not draft.when.own and abs(one.paragraph - draft.paragraph) > 1:
            return False
        if draft.trigger.is_noun and draft.definite:
            # E20: a definite description brings in nobody new.
            new = bool(draft.roles.patients) and not one.roles.patients
            return not new or draft.trigger.token.lemma_ == one.trigger.token.lemma_
        return not draft.fresh and self.is_told_again(one, draft)

    def is_same_war(self, one: Draft, draft: Draft) -> bool:
        """E19: a war by its number, name or year: *the Gulf War* … *that war*, *the 2020 conflict*."""
        own, other = _ordinal(one), _ordinal(draft)
        if own and other:
            return own == other
        if one.when.own and draft.when.own:
            return one.when.start == draft.when.start or (draft.definite and _times_meet(one, draft))
        if set(one.where.places) & set(draft.where.places) and set(draft.roles.agents) <= set(one.roles.agents):
            # "the 1982 conflict with Britain" … "Britain's war", over the same islands
            return True
        return draft.definite and (not other or own == other)

    def is_background(self, one: Draft) -> bool:
        """Whether it is told as history: dated by years before that of publication."""
        last = one.when.end or one.when.start
        return bool(one.when.own and last and self.year and last[:4] < self.year)

    def places_meet(self, one: Draft, draft: Draft) -> bool:
        """Whether no place speaks against it: none told, one shared, or one within the other."""
        own, other = one.where.places, draft.where.places
        if not own or not other or set(own) & set(other):
            return True
        return any(
            self.contains(a, b)
            or self.contains(b, a)
            or self.may_contain(a, b)
            or self.may_contain(b, a)
            or self.is_named_later(a, b)
            for a in own
            for b in other
        )

    def is_named_later(self, first: str, second: str) -> bool:
        """Whether a building that was described may be the one that is named: *a school in Goma*, *Lumumba School*."""
        places = self.state.places
        if first not in places or second not in places or places[second].authority is not None:
            return False
        if places[first].cls != "Facility" or places[second].cls != "Facility" or places[first].authority is not None:
            return False
        described, named = places[first].name.split(), places[second].name.split()
        return described[0].islower() and described[0] == named[-1].lower() and not named[0].islower()

    def may_contain(self, whole: str, part: str) -> bool:
        """Whether nothing is known of where *part* lies, and *whole* is a region or country."""
        places = self.state.places
        if whole not in places or part not in places or places[whole].cls not in ("Region", "Country"):
            return False
        found = places[part]
        return found.within is None and found.authority is None and found.cls in ("Settlement", "Facility", "Route")

    def may_lie_near(self, one: Draft, draft: Draft) -> bool:
        """Whether one is at a region and the other at a town of the same land, of which no region is known."""
        places = self.state.places
        for own, other in ((one, draft), (draft, one)):
            for whole in own.where.places:
                for part in other.where.places:
                    if whole in places and part in places and places[whole].cls == "Region":
                        land = places[whole].within
                        if land is not None and land == places[part].within and places[part].cls == "Settlement":
                            return True
        return False

    def is_elsewhere(self, one: Draft, draft: Draft) -> bool:
        """Whether a mention names a place that the first does not, nor one that it lies in."""
        if not draft.where.rule.startswith("E10-own"):
            return False
        own = one.where.places
        return not all(key in own or any(self.contains(whole, key) for whole in own) for key in draft.where.places)

    def is_scene(self, one: Draft) -> bool:
        """Whether it is told to be at a building alone: *the clinic*."""
        places = self.state.places
        return all(key in places and places[key].cls in ("Facility", "Route") for key in one.where.places)

    def contains(self, whole: str, part: str) -> bool:
        """Whether the place *part* lies within *whole*."""
        places, at = self.state.places, part
        for _ in range(6):
            found = places.get(at)
            if found is None or found.within is None:
                return False
            at = found.within
            if at == whole:
                return True
        return False

    def is_mass(self, draft: Draft) -> bool:
        """Whether no single person is displaced."""
        actors = self.state.actors
        return not draft.single and not any(
            key in actors and actors[key].cls == "Person" for key in draft.roles.patients
        )

    def is_told_again(self, one: Draft, draft: Draft) -> bool:
        """E21: the same doers and sufferers, as far as told, and not both untold."""
        noun, kind = draft.trigger.is_noun, draft.type
        patients = set(one.roles.patients) & set(draft.roles.patients)
        if kind == "displacement":
            if _is_expelled(one) != _is_expelled(draft):
                return False
            if not (self.is_mass(one) and self.is_mass(draft)) or _is_carried(one) != _is_carried(draft):
                return bool(patients)
            return not self.is_background(one) or bool(patients)
        if kind == "election":
            # There is one on a day, whoever is told to vote in it.
            return True
        if kind in ("death", "injury"):
            if patients:
                return True
            told = draft.roles.agents or draft.roles.patients or draft.when.own or draft.where.places
            plain = not draft.trigger.entry.name
            if plain and not told and draft.paragraph > one.paragraph and not self.is_background(one):
                # A summary: "two people were killed", further down.
                return True
            return noun and not draft.roles.patients and not one.roles.patients
        agents = set(one.roles.agents) & set(draft.roles.agents)
        if kind == "takeover" and set(one.where.places) & set(draft.where.places):
            return True
        if noun:
            named = draft.roles.agents or draft.roles.patients or draft.where.places
            if kind in {
                "attack",
                "blockade",
                "ceasefire",
                "negotiation",
                "agreement",
                "exercise",
                "election",
                "protest",
                "sanction",
            }:
                return bool(agents or patients) or not named
            return bool(agents or patients) or (not named and draft.trigger.token.lemma_ == one.trigger.token.lemma_)
        unsaid = not draft.roles.patients and not draft.where.places and find_object(draft.trigger.token) is None
        if kind == "attack" and agents and unsaid:
            # "Rebels attacked the town. They struck at dawn."
            return True
        same_verb = draft.trigger.token.lemma_ == one.trigger.token.lemma_
        return bool(agents) and (bool(patients) or (same_verb and draft.where.places == one.where.places != []))


def _find_alike(draft: Draft) -> set[EventType]:
    """Return the types of events that a mention may speak of again."""
    types: set[EventType] = {draft.type}
    if draft.definite:
        types.update(one for one, kin in _KIN.items() if draft.type in kin)
    if is_bodily(draft):
        types.add("death")
    return types


def _tells(draft: Draft) -> bool:
    """Whether it names somebody, or a place or time of its own."""
    return bool(draft.roles.agents or draft.roles.patients or draft.where.places or draft.when.own)


def _topic(draft: Draft) -> str:
    """Return what sort of other act it is: two trials may be one, a trial and a crash may not."""
    noun, entry = draft.trigger.is_noun, draft.trigger.entry
    return _TOPICS.get(entry.name or draft.trigger.token.lemma_, "") or (
        draft.trigger.token.lemma_ if noun else entry.name or entry.needs
    )


_TOPICS = {
    "wreck": "accident", "go-down": "accident", "run-over": "accident", "strike-land": "disaster",
    "take-office": "leaving", "step-down": "leaving", "quit": "leaving", "resignation": "leaving",
    "court-acts": "tried", "punish": "tried", "court": "tried", "found-guilty": "tried", "impose-measure": "measure",
}  # fmt: skip


def _is_carried(draft: Draft) -> bool:
    """Whether people are moved by others rather than flee."""
    return draft.trigger.token.lemma_ in {
        "evacuate",
        "evacuation",
        "take",
        "bus",
        "ferry",
        "airlift",
        "transfer",
        "bring",
        "move",
    }


def _is_expelled(draft: Draft) -> bool:
    """Whether people are sent away, and do not flee."""
    return draft.trigger.token.lemma_ in {"deport", "deportation", "expel", "expulsion"}


def _ordinal(draft: Draft) -> str:
    doc = draft.trigger.token.doc
    for i in range(max(0, draft.trigger.start - 2), draft.trigger.end):
        if doc[i].lower_ in {"first", "second", "third", "fourth"}:
            return doc[i].lower_
    return ""


def _goes_on(draft: Draft) -> bool:
    """Whether it is told that what is known goes on: *the exodus continued on Wednesday*."""
    token = draft.trigger.token
    return (
        draft.definite
        and token.dep_ == "nsubj"
        and token.head.lemma_ in {"continue", "resume", "intensify", "spread", "end", "go"}
    )


def _times_meet(one: Draft, draft: Draft) -> bool:
    if not (one.when.own and draft.when.own):
        return True
    first, last = one.when.start or "0", one.when.end or "9"
    other_first, other_last = draft.when.start or "0", draft.when.end or "9"
    return first <= _pad(other_last) and other_first <= _pad(last)


def _pad(day: str) -> str:
    return day + "-99" if len(day) < 10 else day


def _are_apart(one: Draft, draft: Draft) -> bool:
    """Whether both name who did it, and nobody in common."""
    return bool(draft.roles.agents and one.roles.agents and not set(draft.roles.agents) & set(one.roles.agents))


def _roles_agree(one: Draft, draft: Draft) -> bool:
    """Whether nobody named speaks against it."""
    if draft.type != "election" and _are_apart(one, draft):
        return False
    if draft.type in ("displacement", "election"):
        return True
    return not (
        draft.roles.patients and one.roles.patients and not set(draft.roles.patients) & set(one.roles.patients)
    )


def take_in(one: Draft, draft: Draft) -> None:
    """E22: fill what the first mention leaves open from the later one."""
    one.merged.append(draft.trigger.token.i)
    one.merged += draft.merged
    if not one.when.own and draft.when.own and draft.factuality == one.factuality:
        one.when = draft.when
    if not one.where.places and draft.where.places:
        one.where = draft.where
    # Who wounded one of them has not wounded all.
    part = one.type in _HARMS and len(one.roles.patients) > 1
    part = part and not set(one.roles.patients) <= set(draft.roles.patients)
    if not part and not one.roles.agents and not set(draft.roles.agents) & set(one.roles.patients):
        one.roles.add("agent", draft.roles.agents)
    if not one.roles.patients and one.type not in {"agreement", "ceasefire", "war", "negotiation"}:
        one.roles.add("patient", [key for key in draft.roles.patients if key not in one.roles.agents])
