"""Where an event happens whose own clause does not say: its sentence, its paragraph, the scene before: rule E12."""

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from sayso.extract import who
from sayso.extract.actors.context import count_countries
from sayso.extract.actors.name import Name
from sayso.extract.actors.register import get_register
from sayso.extract.events.clause import VERBAL, find_patient, find_subject, governing_verb
from sayso.extract.events.draft import Draft
from sayso.extract.events.officials import find_place_of_office
from sayso.extract.events.where_phrases import is_apart, is_remote
from sayso.extract.events.where_read import Where
from sayso.extract.parse import Doc, Token
from sayso.extract.state import State, get_state
from sayso.extract.times.words import get_sentence
from sayso.model import EventType

SETTLED: frozenset[EventType] = frozenset((
    "attack", "explosion", "death", "injury", "displacement", "blockade", "destruction", "takeover", "deployment",
    "protest", "detention", "war", "other", "ceasefire",
))  # fmt: skip
"""Types whose events happen where the talk is: they take the place told before."""

_WIDE: frozenset[EventType] = frozenset(("war", "ceasefire", "election"))
_VIOLENT: frozenset[EventType] = frozenset(("attack", "explosion", "death", "injury", "destruction", "detention"))
_AT = frozenset((
    "in", "at", "near", "outside", "inside", "across", "throughout", "around", "along", "of", "on", "off",
))  # fmt: skip
_RANK = {"Facility": 0, "Route": 0, "Settlement": 1, "Region": 2, "Other": 2, "Country": 3}
_NEAR = 2
"""Paragraphs back to where a scene still holds."""
_START = attrgetter("start")
_FAR = 80
"""Tokens back to where a place of the same paragraph is shared: a text may have no paragraphs."""


def inherit_places(doc: Doc, state: State, kept: list[Draft]) -> None:
    """
    E12: give the events that name no place that of their sentence, their paragraph, or the scene before.

    Args:
        doc: The doc.
        state: What was found in it.
        kept: Its events, in order of the text; changed in place.
    """
    main: str | None = None
    looked = False
    before: Draft | None = None
    scene: Draft | None = None
    reach: Draft | None = None
    for at, draft in enumerate(kept):
        _sharpen(draft, kept[:at], state)
        needs = _needs_place(draft)
        if not looked and (needs or (draft.where.destination and not draft.where.origin)):
            main, looked = find_main_place(doc, state), True
        if needs:
            around = _Around(before, scene, reach, _find_behind(doc, kept, at))
            found = _find_scene(doc, state, draft, around, main)
            draft.where = found if found is not None else Where()
            draft.confidence -= 0.15
            if found is None:
                reach = draft
        elif draft.where.destination and not draft.where.origin:
            _add_origin(draft, scene, main)
        if draft.type == "war":
            # Told as the background of what happens elsewhere.
            continue
        if draft.where.places and (draft.type != "displacement" or draft.where.origin):
            before = draft
            if draft.type in _VIOLENT and draft.where.rule != "E12-article":
                scene = reach = draft


def _sharpen(draft: Draft, told: list[Draft], state: State) -> None:
    """*A strike on a school killed 22 in the north*: they died at the school that the strike was on."""
    if draft.type not in ("death", "injury") or draft.trigger.is_noun or not draft.where.places:
        return
    doer = find_subject(draft.trigger.token)
    cause = next((one for one in told if doer is not None and one.trigger.token is doer), None)
    if cause is None or any(state.places[key].cls == "Facility" for key in draft.where.places):
        return
    if cause.where.places and all(state.places[key].cls == "Facility" for key in cause.where.places):
        draft.where.places = list(cause.where.places)


@dataclass(frozen=True, slots=True)
class _Around:
    """
    Events beside one that names no place.

    Attributes:
        before: The one before it with a place.
        scene: The last act of violence before it with a place.
        reach: The last one of that scene, be its place told or not.
        behind: The violence behind it in its sentence.
    """

    before: Draft | None
    scene: Draft | None
    reach: Draft | None
    behind: Draft | None


_NOWHERE = frozenset(("envoy-object", "claim-object", "tried", "inquiry", "rigged", "official-leaving", "somebody"))
"""Acts that are done by bodies, not at a place."""


def _needs_place(draft: Draft) -> bool:
    if draft.where.places or draft.trigger.entry.needs in _NOWHERE:
        return False
    if draft.type == "election":
        return True
    return draft.type in SETTLED and draft.factuality == "actual"


_CARRYING = frozenset(("take", "evacuate", "move", "transfer", "bus", "airlift", "rush", "bring"))


def _add_origin(draft: Draft, scene: Draft | None, main: str | None) -> None:
    """Add where a displacement begins that tells only where it leads."""
    lemma = draft.trigger.token.lemma_
    origin: list[str] = []
    if lemma in _CARRYING:
        # "the wounded were taken to Goma": from where they were wounded.
        told = any(child.lower_ == "from" for child in draft.trigger.token.children)
        if scene is not None and draft.paragraph - scene.paragraph <= _NEAR and not told:
            origin = _get_scene(scene)
    elif main is not None and lemma in ("leave", "flee", "depart") and draft.roles.patients:
        # "will leave for the neighbouring country": from where the article is set.
        origin = [main]
    if not set(origin) & set(draft.where.places):
        draft.where.origin += origin
        draft.where.places = [*origin, *draft.where.places]


def _find_scene(doc: Doc, state: State, draft: Draft, around: _Around, main: str | None) -> Where | None:
    """
    Return the place of an event that names none, with the rule that found it; None if the scene says nothing of it.

    Args:
        doc: The doc.
        state: What was found in it.
        draft: The event.
        around: Events beside it.
        main: The place that the article is mostly about, or None.
    """
    before, scene, behind = around.before, around.scene, around.behind
    sentence = get_sentence(doc, draft.trigger.token.i)
    wide = draft.type in _WIDE or _is_history(draft)
    close = before is not None and before.type in SETTLED and not wide
    if before is not None and draft.trigger.token.dep_ == "relcl" and before.trigger.token is draft.trigger.token.head:
        # "the 2002 bombings, which killed 202 people"
        return Where(places=_get_scene(before), rule="E12-sentence")
    if before is not None and before.trigger.token.i >= sentence[0] and (close or _comes_of(draft, before)):
        return Where(places=_get_scene(before), rule="E12-paragraph")
    office = find_place_of_office(doc, draft.trigger.token) if draft.type in _VIOLENT else ()
    if office:
        return Where(places=list(office), rule="E12-office")
    if not wide:
        if behind is not None:
            return Where(places=_get_scene(behind), rule="E12-sentence")
        remote = is_remote(draft.trigger.token)
        named = find_place_in(doc, state, sentence, draft.trigger.token) if not remote else None
        if named is not None:
            return Where(places=[named], rule="E12-sentence")
    if draft.type == "detention" or (draft.type == "attack" and _is_general(draft)):
        # Who is arrested may be anywhere; "attacks on its citizens" are not those of the scene.
        return None
    near = before is not None and draft.trigger.token.i - before.trigger.token.i < _FAR
    if before is not None and close and near and before.paragraph == draft.paragraph and draft.type != "other":
        return Where(places=_get_scene(before), rule="E12-paragraph")
    last = around.reach or scene
    near = last is not None and draft.trigger.token.i - last.trigger.token.i < 2 * _FAR
    told = last is not None and near and draft.paragraph - last.paragraph <= _NEAR
    if scene is not None and not wide and told and _goes_with(draft, scene):
        return Where(places=_get_scene(scene), rule="E12-scene")
    if wide and (main is None or state.places[main].cls == "Settlement"):
        main = _find_main_country(doc) or main
    if main is not None and state.places[main].cls == "Settlement" and (wide or draft.type == "deployment"):
        main = _find_country(state, main)
    if (main is None or state.places[main].cls == "Country") and not wide and draft.type in _VIOLENT:
        main = _find_main_country(doc, named=True)
        wide = True
    if main is not None and (
        wide or (state.places[main].cls != "Country" and (draft.type != "other" or draft.trigger.is_noun))
    ):
        state.places[main].used = True
        return Where(places=[main], rule="E12-article")
    return Where()


def _comes_of(draft: Draft, before: Draft) -> bool:
    """Whether it is told as what another did: *launched an attack on the south, killing 1,200*."""
    if draft.trigger.is_noun or draft.type not in _VIOLENT or draft.trigger.token.dep_ not in ("advcl", "conj"):
        return False
    verb = governing_verb(before.trigger.token) if before.trigger.is_noun else before.trigger.token
    return verb is not None and verb.is_ancestor(draft.trigger.token)


def _is_general(draft: Draft) -> bool:
    """Whether a noun tells of violence at large: *attacks on its citizens*, *insurgent attacks*."""
    token = draft.trigger.token
    return (
        draft.trigger.is_noun
        and token.tag_ == "NNS"
        and not draft.definite
        and not draft.when.own
        and not any(child.dep_ in ("nummod", "poss", "det") for child in token.lefts)
        and not any(child.lower_ in ("between", "by") for child in token.rights)
    )


def _find_behind(doc: Doc, kept: list[Draft], at: int) -> Draft | None:
    """Return the violence told behind *kept[at]* with its place: *killed 20 and hurt 9 when it bombed the market*."""
    if kept[at].type not in _VIOLENT:
        return None
    end = get_sentence(doc, kept[at].trigger.token.i)[1]
    for one in kept[at + 1 :]:
        if one.trigger.token.i >= end:
            return None
        if one.type in _VIOLENT or one.type == "blockade":
            if one.where.rule.startswith("E10"):
                return one
        elif one.where.places:
            return None
    return None


def _is_history(draft: Draft) -> bool:
    """Whether an event is told as lasting for long: dated by years, or since long ago."""
    token = draft.trigger.token
    if (draft.type == "death" or token.lemma_ in ("displace", "uproot", "drive")) and _is_toll(token):
        return True
    if not draft.when.own or draft.when.start is None:
        return False
    if draft.when.precision in ("year", "decade"):
        return True
    if draft.type in ("death", "displacement", "injury") and draft.when.end is None and not draft.roles.patients:
        # "eleven people have been killed since Saturday": a toll, not a scene.
        return True
    return draft.when.end is None and draft.trigger.token.tag_ == "VBN" and draft.type in ("death", "displacement")


_MANY = frozenset(("thousands", "million", "millions"))


def _is_toll(token: Token) -> bool:
    """Whether thousands are told to be dead or uprooted, of a war rather than of a scene."""
    hit = find_patient(token) or find_subject(token)
    if hit is None:
        return False
    for one in hit.doc.tokens[hit.left_edge.i : hit.i + 1]:
        if one.lower_ in _MANY:
            return True
        digits = one.text.replace(",", "")
        if len(digits) > _DIGITS and digits.isdigit() and one.ent_type_ != "DATE":
            # "August 13 2016 More than 100 people" may be read as one phrase.
            return len(digits) > _DIGITS + 1 or digits[:2] not in ("19", "20") or "," in one.text
    return False


_DIGITS = 3


def _find_main_country(doc: Doc, *, named: bool = False) -> str | None:
    """
    Return the country that the article names, as place or state, half as often again as any other.

    With *named*, only one that it tells to be a place, itself or by a town in it: a state acts abroad, too.
    """
    register = get_register(doc)
    counted = count_countries(register).most_common(2)
    if not counted or counted[0][1] < 2 or (len(counted) > 1 and 2 * counted[0][1] < 3 * counted[1][1]):
        return None
    country = counted[0][0]
    if named and not any(
        place.spans and _find_country(register.state, key) == country for key, place in register.state.places.items()
    ):
        return None
    return register.add_known_place(country)


def _find_country(state: State, key: str) -> str:
    """Return the country that a town lies in, or the town where that is not known."""
    at = key
    for _ in range(4):
        place = state.places.get(at)
        if place is None or place.cls == "Country":
            break
        if place.within is None:
            return key
        at = place.within
    return at if at in state.places else key


def _goes_with(draft: Draft, before: Draft) -> bool:
    """Whether an event may be of the scene before it: both of violence, not at another time."""
    if draft.type not in _VIOLENT:
        return False
    return not (draft.when.own and before.when.own) or draft.when.start == before.when.start


def _get_scene(before: Draft) -> list[str]:
    """Return where an event was: those who fled, where they fled from."""
    return list(before.where.origin if before.type == "displacement" else before.where.places)


def find_place_in(doc: Doc, state: State, sentence: tuple[int, int], trigger: Token) -> str | None:
    """Return the most specific place that a sentence names as one where something is, or None."""
    best: tuple[int, int, Name] | None = None
    for name in _get_names(get_register(doc).names, sentence):
        if not is_scene(doc, name) or _is_elsewhere(doc.tokens[name.root], trigger):
            continue
        for key in who.find_places(doc, doc.tokens[name.root], create=False):
            order = (_RANK.get(state.places[key].cls, 2), name.root)
            if best is None or order < best[:2]:
                best = (*order, name)
    if best is None or best[0] == _RANK["Country"]:
        return None
    found = who.find_places(doc, doc.tokens[best[2].root])
    return found[0] if found else None


def _get_names(names: list[Name], sentence: tuple[int, int]) -> list[Name]:
    """Return the names whose heads stand in a sentence; *names* are in order of the text."""
    start, end = sentence
    first = bisect_left(names, start, key=_START)
    # The one before may go on into it.
    near = names[max(0, first - 1) : bisect_left(names, end, lo=first, key=_START)]
    return [name for name in near if start <= name.root < end]


def is_scene(doc: Doc, name: Name) -> bool:
    """Whether a name stands for a place where something happens: not where somebody speaks, works or comes from."""
    if (
        name.place is None
        and name.kind not in ("place", "facility")
        and not any(sense.kind == "place" for sense in name.senses)
    ):
        # A capital's name is a place only where it stands as one.
        return False
    if name.start in get_register(doc).datelines:
        return False
    token = doc.tokens[name.root]
    for _ in range(3):
        if token.dep_ == "conj" or (token.dep_ in ("compound", "appos") and token.head.pos_ in ("NOUN", "PROPN")):
            token = token.head
    if token.dep_ != "pobj" or token.head.lower_ not in _AT:
        return False
    over = token.head.head
    if token.head.lower_ == "of" and (over.lower_ in _OFFICES or _is_measured(over)):
        return False
    return not _is_of_speaker(doc, over)


_OFFICES = frozenset(
    "embassy embassies consulate consulates government president people mayor governor minister ambassador bishop "
    "archbishop prefect commander ministry".split()
)


def _is_measured(bearing: Token) -> bool:
    """*Some 130 km south of the capital*: it is somewhere else."""
    return any(child.dep_ in ("npadvmod", "nummod") for child in bearing.children)


_HELD = frozenset((
    "talks", "meeting", "summit", "conference", "negotiations", "session", "trial", "hearing", "interview", "visit",
    "trip", "mission",
))  # fmt: skip
_DWELLING = frozenset((
    "live", "reside", "work", "bear", "base", "study", "teach", "settle", "grow", "serve", "position", "station",
    "entrench", "hide",
))  # fmt: skip


def _is_elsewhere(place: Token, trigger: Token) -> bool:
    """
    Whether a place belongs to another scene of the sentence than the trigger.

    *As talks went on in Geneva*, *the talks in Khartoum*, *a witness, who lives in Washington*.
    """
    one = place.head
    for _ in range(_UP):
        one = one.head
        if one is trigger or one.is_ancestor(trigger):
            return False
        if one.lower_ in _HELD or (one.dep_ in ("relcl", "acl") and one.lemma_ in _DWELLING):
            return True
        if one.dep_ == "advcl" and is_apart(one) and not any(child.lower_ == "after" for child in one.lefts):
            # "A firefight broke out after they attacked a post in the valley" is all in the valley.
            return True
    return False


_UP = 8
"""Words from a place up to what it is said of."""


def _is_of_speaker(doc: Doc, over: Token) -> bool:
    """Whether a phrase of place hangs on a verb of saying, or on somebody: *told reporters in Geneva*."""
    mention = get_state(doc).mentions.get(over.i)
    if mention is not None and mention.actors:
        return True
    if over.pos_ in VERBAL:
        return over.lemma_ in _SPEAKING
    above = over.head
    return over.dep_ in ("dobj", "pobj", "nsubj") and above.pos_ in VERBAL and above.lemma_ in _SPEAKING


_SPEAKING = frozenset((
    "say", "tell", "speak", "add", "announce", "write", "report", "ask", "urge", "meet", "warn", "state", "declare",
    "confirm", "inform", "brief", "address", "attend", "base", "condemn", "denounce", "discuss", "debate", "negotiate",
    "sign", "praise", "mourn", "commemorate", "recall", "recount", "testify",
))  # fmt: skip


def find_main_place(doc: Doc, state: State) -> str | None:
    """Return the region or town that the most sentences name, else the country; None if none stands out."""
    tokens = doc.tokens
    sentences: dict[str, set[int]] = {}
    spoken: set[tuple[str, int]] = set()
    for key, place in state.places.items():
        if place.cls in ("Country", "Region", "Settlement"):
            sentences[key] = {tokens[start].sent.start for start, _ in place.spans}
    for key, place in state.places.items():
        if place.rule == "part" and place.within in sentences and key in sentences:
            # "Eastern Aleppo" tells of Aleppo.
            sentences[place.within] |= sentences[key]
    register = get_register(doc)
    towns = {_get_text(doc, name): name.place for name in register.names if name.place in sentences}
    for name in register.names:
        token = tokens[name.root]
        at = token.sent.start
        if name.place is None and not name.senses and (town := towns.get(_get_text(doc, name))):
            # "Goma's market", "a Goma hospital": asked for by nobody, and yet a mention.
            sentences[town].add(at)
        for sense in name.senses:
            if sense.kind == "place" and sense.key in sentences:
                sentences[sense.key].add(at)
        if name.place is not None and name.place in sentences:
            if name.start in register.datelines or (
                token.dep_ == "pobj" and not name.senses and _is_of_speaker(doc, token.head.head)
            ):
                spoken.add((name.place, at))
    best: tuple[float, int, str] | None = None
    for key, where in sentences.items():
        where = {at for at in where if (key, at) not in spoken}
        if not where:
            continue
        # A country is named in passing, and as a state, more often than the place where things happen.
        cls = state.places[key].cls
        score = len(where) * (0.4 if cls == "Country" else 1.0 if cls == "Region" else 0.7)
        if best is None or (-score, min(where)) < best[:2]:
            best = (-score, min(where), key)
    # Once is enough for a region only where nothing else is named.
    least = 1.0 if sum(map(bool, sentences.values())) == 1 else 1.2
    return best[2] if best is not None and -best[0] >= least else None


def _get_text(doc: Doc, name: Name) -> str:
    last = doc.tokens[name.end - 1]
    return doc.text[doc.tokens[name.start].idx : last.idx + len(last.text)]
