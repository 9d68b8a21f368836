"""Find events: triggers, roles, places, times, factuality; merge mentions of one thing; write the records."""

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from sayso.extract.events.around import HEADLINE
from sayso.extract.events.clause import find_doer, find_object, find_patient, find_subject, iter_preps
from sayso.extract.events.draft import Draft, When
from sayso.extract.events.granted import is_doubtful, settle_doubt
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.looks import is_actor, is_in, looks_like_people, looks_like_place
from sayso.extract.events.merge import merge_drafts
from sayso.extract.events.parties import PARTIES, find_parties
from sayso.extract.events.reality import find_reality
from sayso.extract.events.roles import TWO_SIDED, find_ids, find_roles
from sayso.extract.events.scene import inherit_places
from sayso.extract.events.triggers import Trigger, iter_triggers
from sayso.extract.events.when import find_when, guess_when
from sayso.extract.events.where import LANDING, find_where, settle_target
from sayso.extract.figures.reported import find_statement
from sayso.extract.paragraphs import find_paragraphs
from sayso.extract.parse import Doc, Token, get_doc
from sayso.extract.state import State, get_state
from sayso.extract.times.words import get_sentence, get_words
from sayso.model import Event

KEY = "sayso_events"
"""Where the id of the event that a token speaks of is left in ``doc.user_data``, for the figures."""

_BEFORE_TITLE = 60
"""Characters, a date and a byline, that may stand before the title."""
_WHOLE = frozenset(("all", "both"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such", "aforementioned", "latest"))


class EventFinder:
    """The component that fills ``state.events``; it runs behind the statements."""

    def __init__(self, nlp: Language) -> None:
        load_events()

    def __call__(self, source: SpacyDoc) -> SpacyDoc:
        """Find the events of a doc."""
        doc = get_doc(source)
        state = get_state(doc)
        drafts = find_drafts(doc, state)
        kept = merge_drafts(drafts, state, state.article.published)
        _share_agents(kept)
        inherit_places(doc, state, kept)
        _inherit_times(doc, kept)
        state.events = [_make_event(draft, f"e{number}") for number, draft in enumerate(kept, 1)]
        by_token: dict[int, str] = {}
        for draft, event in zip(kept, state.events, strict=True):
            for at in (*draft.merged, *range(draft.trigger.start, draft.trigger.end), draft.trigger.token.i):
                by_token[at] = event.id
        doc.user_data[KEY] = by_token
        return source


def find_drafts(doc: Doc, state: State) -> list[Draft]:
    """Return a draft of every mention of an event that is put forward as something that happens, in order."""
    text = state.article.clean
    headline = doc.user_data[HEADLINE] = find_headline_end(text, state.article.title)
    triggers = {trigger.token.i: trigger for trigger in iter_triggers(doc)}
    breaks = [start for start, _ in find_paragraphs(text)][1:]
    statements = {one.id: one for one in state.statements}
    out: list[Draft] = []
    paragraph = covered = 0
    for trigger in triggers.values():
        token = trigger.token
        if token.i < covered and not trigger.is_noun:
            # "left dozens wounded" is one verb, whatever the parse hangs the wounded on.
            continue
        if trigger.entry.needs in ("left-dead", "left-hurt"):
            covered = trigger.end
        while paragraph < len(breaks) and breaks[paragraph] <= token.idx:
            paragraph += 1
        reality = find_reality(trigger)
        if trigger.entry.name and trigger.entry.type == "other" and _is_idle(token, reality):
            continue
        if reality == "none" or _carries_event(trigger, triggers) or _is_of_verb(trigger, triggers):
            continue
        settle_target(doc, trigger)
        draft = Draft(
            trigger=trigger,
            type=trigger.entry.type,
            roles=find_roles(doc, trigger, triggers.get),
            where=find_where(doc, trigger),
            when=When(),
            factuality=reality,
            statement=find_statement(doc, (token.idx, token.idx + len(token))),
            paragraph=paragraph,
            headline=token.idx < headline,
            definite=trigger.is_noun and _is_definite(trigger),
            single=_is_single(trigger),
            fresh=trigger.is_noun and _is_fresh(trigger),
        )
        draft.when = find_when(doc, draft)
        if draft.type in PARTIES and not draft.roles.agents:
            draft.roles.add("agent", find_parties(doc, trigger, triggers.get, out, paragraph))
        _share_sufferers(draft, out)
        if draft.statement is not None and draft.factuality in _SETTLED and is_doubtful(draft.statement):
            draft.statement, draft.factuality = settle_doubt(token, draft.statement, statements)
        if _is_full(draft):
            draft.bare = _is_bare(draft)
            out.append(draft)
    _share_doers(doc, out)
    _read_claims(doc, out, triggers)
    return out


def _is_idle(verb: Token, reality: str) -> bool:
    """Whether an act that is none of the great ones only can be done, or is but what another is for."""
    if reality == "hypothetical":
        return any(
            child.dep_ == "aux" and child.lower_ in {"can", "could", "may", "might", "would"}
            for child in verb.children
        )
    return reality == "planned" and verb.tag_ == "VB" and verb.dep_ in ("advcl", "acl", "relcl")


def _share_sufferers(draft: Draft, before: list[Draft]) -> None:
    """E6: *two guards died in the blast*: who suffers an explosion are those whom it kills or wounds."""
    if draft.type != "explosion" or draft.roles.patients:
        return
    start, _ = get_sentence(draft.trigger.token.doc, draft.trigger.token.i)
    for one in reversed(before):
        if one.trigger.token.i < start:
            return
        if one.type in ("death", "injury") and one.roles.patients:
            draft.roles.add("patient", one.roles.patients)
            return


def _share_doers(doc: Doc, drafts: list[Draft]) -> None:
    """E6: *20 people were killed when rebels attacked*: who does the attack of a sentence does its harm."""
    for at, draft in enumerate(drafts):
        if draft.type not in ("death", "injury", "destruction") or draft.roles.agents or draft.factuality != "actual":
            continue
        if draft.when.rule == "E16-since":
            # A toll since then, of which what follows is one case.
            continue
        if draft.trigger.entry.frame == "sufferer" or (draft.when.own and draft.when.precision != "day"):
            continue
        _, end = get_sentence(doc, draft.trigger.token.i)
        for one in drafts[at + 1 :]:
            if one.trigger.token.i >= end:
                break
            if not draft.trigger.token.is_ancestor(one.trigger.token) or _is_two_sided(one):
                continue
            if one.type in ("attack", "explosion", "death") and one.factuality == "actual" and one.roles.agents:
                draft.roles.add("agent", [key for key in one.roles.agents if key not in draft.roles.patients])
                break


def _share_agents(kept: list[Draft]) -> None:
    """E6: *a guard was injured in the attack*, *an advance in which 35 were killed*: who did that did the harm."""
    by_token = {at: draft for draft in kept for at in (draft.trigger.token.i, *draft.merged)}
    for draft in kept:
        if draft.type not in ("death", "injury", "destruction") or draft.roles.agents or draft.factuality != "actual":
            continue
        token = draft.trigger.token
        causes = [one.i for prep, one in iter_preps(token) if prep.lower_ in ("in", "by", "during")]
        if token.dep_ in ("relcl", "acl"):
            causes.append(token.head.i)
        for at in causes:
            cause = by_token.get(at)
            if cause is None or _is_two_sided(cause):
                continue
            if cause.type in ("attack", "explosion") and cause.factuality == "actual":
                draft.roles.add("agent", [key for key in cause.roles.agents if key not in draft.roles.patients])


def _is_two_sided(draft: Draft) -> bool:
    """Whether both sides fight, and nobody is told to have done the harm: *died when troops and youths clashed*."""
    return draft.trigger.entry.frame == "mutual" or (
        draft.trigger.token.lemma_ in TWO_SIDED
        and (len(draft.roles.agents) > 1 or any(child.lower_ == "with" for child in draft.trigger.token.children))
    )


def _read_claims(doc: Doc, drafts: list[Draft], triggers: dict[int, Trigger]) -> None:
    """E5: who *claims responsibility* did the attack that the sentence, or the one before it, tells of."""
    words = get_words(doc)
    if "responsibility" not in words:
        return
    for token in doc:
        if token.lower_ != "responsibility" or token.head.lemma_ != "claim":
            continue
        subject = find_subject(token.head)
        if subject is None or any(child.dep_ == "neg" for child in token.head.children):
            continue
        ids = find_ids(doc, subject, triggers.get, 0)
        for draft in reversed(drafts):
            if draft.trigger.token.i < token.i and draft.type in ("attack", "explosion"):
                if not draft.roles.agents and token.sent.start_char - draft.trigger.token.sent.end_char < 3:
                    draft.roles.add("agent", [key for key in ids if key not in draft.roles.patients])
                break


def find_headline_end(text: str, title: str | None = None) -> int:
    """Return the character where the headline ends: the title, or a first line without a full stop before a body."""
    at = text.find(title, 0, len(title) + _BEFORE_TITLE) if title else -1
    if title and at >= 0:
        return at + len(title)
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or end - start > 200 or len(text) - end < 80:
        return 0
    line = text[start:end].rstrip()
    return end if line and line[-1] not in '.!”"' else 0


def _carries_event(trigger: Trigger, triggers: dict[int, Trigger]) -> bool:
    """Whether a verb only carries an event noun: *launched an attack*, *sent aid*."""
    if trigger.is_noun:
        return False
    if trigger.entry.needs == "opened-fire" or trigger.entry.name in _ENDING:
        return False
    if trigger.entry.name and trigger.token.dep_ == "xcomp" and trigger.token.head.i in triggers:
        # "applied to join the union" is one act.
        return True
    if trigger.entry.name and _is_named_by_noun(trigger, triggers):
        return True
    support = load_events().sets["support"]
    if trigger.token.dep_ == "acl" and trigger.token.lemma_ in support and trigger.token.head.i in triggers:
        # "the truce negotiated in Luanda" is one truce.
        return triggers[trigger.token.head.i].is_noun
    if trigger.token.lemma_ in LANDING and trigger.token.dep_ == "conj" and trigger.token.head.i in triggers:
        return triggers[trigger.token.head.i].entry.type == "attack"
    if trigger.token.lemma_ == "target" and trigger.token.tag_ == "VBG" and trigger.token.dep_ in ("advcl", "acl"):
        # "shelled the town, targeting its market" is one attack.
        above = triggers.get(trigger.token.head.i) or triggers.get(trigger.token.head.head.i)
        if above is not None and above.entry.type == "attack" and above.token.i < trigger.token.i:
            return True
    subject = find_doer(trigger.token)
    if trigger.entry.type == "attack" and subject is not None and subject.i in triggers:
        # "The raid hit a market" is one attack.
        return triggers[subject.i].is_noun and triggers[subject.i].entry.type in ("attack", "explosion")
    if (
        trigger.token.lemma_ in ("fire", "launch")
        and trigger.token.dep_ in ("acl", "relcl")
        and trigger.token.head.dep_.startswith("nsubj")
    ):
        # "Missiles fired by the militia struck" is one attack.
        over = trigger.token.head.head
        return any(
            one.type in {"attack", "death", "injury", "destruction"}
            for one in load_events().verbs.get(over.lemma_, ())
        )
    for child in trigger.token.children:
        if child.dep_ == "dobj" and child.i in triggers and triggers[child.i].is_noun:
            if trigger.entry.type == "destruction":
                # "wrecked the talks" is no destruction.
                return True
            return trigger.token.lemma_ in support or triggers[child.i].entry.type == trigger.entry.type
    return False


def _is_named_by_noun(trigger: Trigger, triggers: dict[int, Trigger]) -> bool:
    """Whether what a verb of a class is done to, or what comes about, is the event: *the evacuation began*."""
    verb, entry = trigger.token, trigger.entry
    if entry.name == "lodge":
        return False
    parts = [find_patient(verb)]
    if entry.name in _COMING:
        parts.append(find_subject(verb))
    if entry.type in ("meeting", "negotiation"):
        parts += [one for _, one in iter_preps(verb)]
    return any(part is not None and part.i in triggers and triggers[part.i].is_noun for part in parts)


def _is_of_verb(trigger: Trigger, triggers: dict[int, Trigger]) -> bool:
    """Whether a noun is part of what a verb reports: *exchanged artillery fire*."""
    token = trigger.token
    if not trigger.is_noun:
        # "left dozens wounded" is one verb.
        before = triggers.get(token.head.i)
        return before is not None and before.start < token.i < before.end
    if token.dep_ == "pobj":
        # "met at a conference"
        over = triggers.get(token.head.head.i)
        return (
            over is not None
            and not over.is_noun
            and over.entry.type == trigger.entry.type
            and (over.entry.type in ("election", "visit") or (over.entry.type == "meeting" and not over.entry.name))
        )
    over = triggers.get(token.head.i) if token.dep_ == "dobj" else None
    if over is None:
        return False
    return over.entry.needs == "opened-fire" or (
        over.entry.needs == "claim-object" and trigger.entry.type == "independence"
    )


def _is_bare(draft: Draft) -> bool:
    """Whether a mention only points back and tells nothing new: *the attack*, *the number of wounded*."""
    # Of "the attack" that a clause speaks of again on Monday, the day is not told.
    when = draft.when.near if draft.definite else draft.when.own
    told = draft.roles.agents or draft.roles.patients or when or draft.where.rule.startswith(("E10-own", "E11"))
    if told or draft.type in ("ceasefire", "war", "election"):
        return False
    if draft.trigger.is_noun:
        return draft.definite
    token = draft.trigger.token
    if token.tag_ == "VBN" and token.dep_ == "acl" and token.head.lower_ in ("those", "all"):
        return True
    return token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in ("number", "toll", "count")


def _is_definite(trigger: Trigger) -> bool:
    token = trigger.token
    doc = token.doc
    pointed = {child.lower_ for child in token.children if child.dep_ in ("det", "amod")} & _DEFINITE
    if not _WHOLE.isdisjoint([child.lower_ for child in token.children if child.dep_ in ("det", "predet")]):
        return True
    if trigger.entry.type in _OWNED and "PRP$" in [child.tag_ for child in token.children]:
        return True
    if not pointed:
        return False
    # "the siege of the city" is told by its complement, "the siege" and "this siege of theirs" as known.
    own = any(
        (child.dep_ in ("acl", "relcl") and doc[child.left_edge.i - 1].text != ",")
        or (child.dep_ == "prep" and child.lower_ in ("of", "against", "between") and not _is_of_people(child))
        for child in token.children
    )
    return not own or bool(pointed & {"aforementioned", "latest"})


def _is_of_people(prep: Token) -> bool:
    """Whether a phrase only says that it befell people: *the deaths of so many people*."""
    return any(
        one.dep_ == "pobj"
        and one.lower_ in ("people", "civilians")
        and not any(c.dep_ == "nummod" for c in one.children)
        for one in prep.children
    )


def _is_single(trigger: Trigger) -> bool:
    """Whether the subject of a verb is one person: a name in the singular, *he*, *she*, *I*."""
    subject = find_subject(trigger.token) if not trigger.is_noun else None
    if subject is None:
        return False
    return (
        subject.lower_ in ("he", "she", "i")
        or (subject.tag_ == "NNP" and subject.ent_type_ == "PERSON")
        or (subject.tag_ == "NN" and looks_like_people(subject))
    )


def _is_fresh(trigger: Trigger) -> bool:
    """Whether a noun brings in something new: *a strike*, *another raid*, *ten strikes*."""
    marks = {child.lower_ for child in trigger.token.children}
    if marks & _WHOLE:
        # "all three attacks" are those known.
        return False
    return not marks.isdisjoint(_NEW) or "nummod" in [child.dep_ for child in trigger.token.children]


_NEW = frozenset(("a", "an", "another"))


def _is_full(draft: Draft) -> bool:
    """Whether a mention tells enough to be an event: somebody, somewhere, or some time, or a verb."""
    if not draft.trigger.is_noun:
        # "told of looting", "a day of fighting" name nobody.
        told = draft.roles.agents or draft.roles.patients or draft.where.rule.startswith(("E10-own", "E11"))
        verb, entry = draft.trigger.token, draft.trigger.entry
        if entry.type == "detention" and is_in(find_patient(verb), "courses"):
            # "arrest the decline"
            return False
        if entry.type == "death" and looks_like_place(find_patient(verb)):
            # "The city is being strangled."
            return False
        if verb.head.lower_ == "by" and verb.head.head.lemma_ in _HARMING:
            # "killed by shelling"
            return True
        if entry.type == "attack" and entry.frame == "doer" and not entry.needs and find_patient(verb) is None:
            # "She bombed at the audition": of arms only if those who bear them do it.
            doer = find_doer(verb)
            if not (is_in(doer, "hostile_agents") or is_in(doer, "forces") or (doer is not None and is_actor(doer))):
                return False
        return (
            bool(told)
            or find_object(draft.trigger.token) is not None
            or draft.trigger.token.tag_ != "VBG"
            or draft.trigger.token.dep_ not in {"pobj", "pcomp", "nsubj", "dobj"}
        )
    if draft.roles.agents or draft.roles.patients or draft.where.rule.startswith(("E10-own", "E11")) or draft.when.own:
        return True
    if draft.type in ("ceasefire", "war", "election") or draft.trigger.entry.needs in _STATES:
        return True
    if draft.type == "explosion" and any(child.lower_ == "of" for child in draft.trigger.token.children):
        return True
    if draft.type in ("death", "injury") and draft.fresh and not draft.trigger.token.head.lemma_ == "charge":
        # "led to four deaths"
        return True
    token = draft.trigger.token
    if (token.dep_ == "pobj" and draft.type == "aid" and is_in(token.head.head, "loads")) or (
        token.dep_ == "nsubj"
        and draft.type in ("negotiation", "protest", "exercise")
        and token.head.lemma_ in _GOING_ON
    ):
        return True
    if any(child.lower_ in ("against", "by") or child.dep_ in ("acl", "relcl") for child in token.children):
        return True
    if any(
        prep.lower_ == "of" and (looks_like_people(one) or looks_like_place(one)) for prep, one in iter_preps(token)
    ):
        return True
    return (
        draft.definite
        or token.dep_ in ("nsubj", "nsubjpass")
        and draft.type in ("explosion", "attack")
        or (token.dep_ == "dobj" and token.head.lemma_ in load_events().sets["support"])
    )


_SETTLED = frozenset(("actual", "denied"))
_HARMING = frozenset(("kill", "wound", "injure", "destroy", "damage", "displace", "hurt"))
_COMING = frozenset(("works-begin", "strike-land", "nature-comes", "violence-grows", "landfall"))
"""Classes of verbs whose subject is what happens."""
_ENDING = frozenset(("call-off", "end-deal", "put-down-crowd"))
"""Classes of verbs that tell of the end of what their object names: two events."""
_OWNED = frozenset(("death", "detention", "injury", "exchange"))
"""Types of which *his* points back: *his arrest*."""
_STATES = frozenset(("caused", "in-custody", "in-ruins", "on-fire", "of-weapons"))
_GOING_ON = frozenset((
    "go", "continue", "resume", "begin", "start", "collapse", "fail", "stall", "end", "break", "take", "falter",
    "conclude", "open", "founder", "drag", "restart",
))  # fmt: skip


def _inherit_times(doc: Doc, kept: list[Draft]) -> None:
    before: Draft | None = None
    for at, draft in enumerate(kept):
        if not draft.when.known:
            scene = _find_dated_scene(doc, kept, at)
            if scene is not None:
                draft.when = replace(scene.when, own=False, rule="E17-scene")
            else:
                shared = before if before is not None and before.paragraph == draft.paragraph else None
                draft.when = guess_when(doc, draft, shared)
        if draft.when.known and draft.trigger.token.dep_ not in ("acl", "relcl"):
            before = draft


def _find_dated_scene(doc: Doc, kept: list[Draft], at: int) -> Draft | None:
    """
    E17: return the attack that did the harm which *kept[at]* tells of, where its day is told.

    It stands in the same sentence, or is the last violence before it, at the same place, two paragraphs back at most.
    """
    draft = kept[at]
    if draft.type not in ("death", "injury", "destruction") or draft.factuality != "actual":
        return None
    first, end = get_sentence(doc, draft.trigger.token.i)
    around = [*kept[at + 1 : at + 3], *reversed(kept[max(0, at - 4) : at])]
    for one in around:
        if one.type not in ("attack", "explosion") or one.factuality != "actual" or not one.when.own:
            continue
        if one.when.precision != "day" or one.when.end is None or one.when.start is None:
            continue
        token = one.trigger.token
        if first <= token.i < end:
            return one
        told = token.i < first and draft.paragraph - one.paragraph <= 2
        if told and draft.where.places and draft.where.places == one.where.places:
            return one
    return None


def _make_event(draft: Draft, key: str) -> Event:
    trigger = draft.trigger
    tokens, sent = trigger.token.doc.tokens, trigger.token.sent
    last: Token = tokens[trigger.end - 1]
    return Event(
        id=key,
        type=draft.type,
        trigger=(tokens[trigger.start].idx, last.idx + len(last)),
        sentence=(sent.start_char, sent.end_char),
        agent=tuple(draft.roles.agents),
        patient=tuple(draft.roles.patients),
        place=tuple(draft.where.places),
        origin=tuple(draft.where.origin),
        destination=tuple(draft.where.destination),
        start=draft.when.start,
        end=draft.when.end,
        precision=draft.when.precision,
        according_to=draft.statement.id if draft.statement else None,
        factuality=draft.factuality,
        confidence=round(draft.confidence, 2),
        rule="/".join(filter(None, (trigger.rule, draft.where.rule, draft.when.rule))),
    )
