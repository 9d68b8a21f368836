"""Whether what a noun stands for is put forward as a fact, a plan, a possibility, or not at all: rules E13 to E15."""

from sayso.extract.events.clause import VERBAL
from sayso.extract.events.lexicon import load_events
from sayso.extract.events.reality_verbs import DANGERS, Reality, read_auxiliaries, read_verb
from sayso.extract.parse import Token

_CALLS = frozenset(("call", "demand", "appeal", "request", "need", "wish", "desire"))
_PLANS = frozenset(
    (
        "plan",
        "proposal",
        "intention",
        "preparation",
        "effort",
        "attempt",
        "bid",
        "pledge",
        "promise",
        "decision",
        "order",
        "commitment",
        "timetable",
        "deadline",
        "schedule",
        "roadmap",
        "campaign",
        "plot",
        "mission",
        "drive",
        "push",
    )
)
_ENDS = frozenset(
    (
        "stop",
        "end",
        "cease",
        "halt",
        "suspend",
        "pause",
        "violate",
        "break",
        "continue",
        "resume",
        "escalate",
        "investigate",
        "condemn",
        "respect",
        "honour",
        "honor",
        "uphold",
        "observe",
        "implement",
        "extend",
        "accept",
        "reject",
        "welcome",
        "mourn",
        "avenge",
        "revenge",
    )
)
_BEGINNING = frozenset(
    (
        "begin",
        "start",
        "take",
        "happen",
        "occur",
        "resume",
        "follow",
        "go",
        "proceed",
        "materialise",
        "materialize",
        "come",
        "break",
        "open",
        "ensue",
        "erupt",
    )
)


def read_noun(noun: Token) -> Reality:
    """Return how what a noun stands for is put forward, by its phrase and the verb it hangs on."""
    if noun.dep_ == "attr" and any(child.lower_ in _IT for child in noun.head.children if child.dep_ == "nsubj"):
        # "shells killed 19, which is the deadliest attack of the year", "this was a terror attack"
        return "none"
    if noun.dep_ == "oprd" and noun.head.lemma_ in _NAMING:
        # "has been declared a terror attack"
        return "none"
    if _is_gloss(noun):
        return "none"
    if any(child.dep_ == "conj" and child.lemma_ == "charge" for child in noun.children):
        # "faced murder and arson charges"
        return "none"
    if noun.lemma_ == "death" and noun.dep_ == "pobj" and noun.head.lower_ == "to" and not noun.children:
        # "beaten to death", "sentenced to death" tell of the beating and the sentence.
        return "none"
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "det" and word in ("no", "any", "neither"):
            return "none"
        if child.dep_ in ("amod", "compound"):
            if word in {"planned", "upcoming", "scheduled", "proposed", "forthcoming", "future", "imminent", "next"}:
                return "planned"
            if word in {"possible", "potential", "hypothetical", "threatened", "feared", "eventual"}:
                return "hypothetical"
    one = noun
    for _ in range(4):
        if one.dep_ == "conj" and one.head.pos_ in ("NOUN", "PROPN"):
            one = one.head
            continue
        if one.dep_ == "pobj":
            prep = one.head
            over, word = prep.head, prep.lower_
            if word in ("without", "despite") and word == "without":
                return "none"
            if word == "pending":
                return "planned"
            if over.pos_ in ("NOUN", "PROPN"):
                if noun.lemma_ in ("genocide", "cleansing") and over.lemma_ in _CHARGES and word in ("of", "for"):
                    return "none"
                if over.lower_ in DANGERS or over.lemma_ in DANGERS:
                    return "none"
                if over.lemma_ in _OF_WHAT_WAS:
                    return "actual"
                if over.lemma_ in ("prospect",):
                    return "hypothetical"
                if over.lemma_ in _CALLS and word == "for":
                    return "none"
                if (
                    over.lemma_ in _PLANS
                    and word in {"for", "of", "at", "on"}
                    and over.lemma_ not in ("campaign", "mission")
                ):
                    return "planned"
                if word == "of":
                    one = over
                    continue
                if word in ("to", "for") and over.lemma_ in {"right", "end", "response", "answer"}:
                    one = over
                    continue
                return "actual"
            if over.pos_ in VERBAL:
                if word == "for" and over.lemma_ in {
                    "call",
                    "prepare",
                    "ask",
                    "push",
                    "hope",
                    "wait",
                    "appeal",
                    "plead",
                    "press",
                    "plan",
                    "brace",
                }:
                    return "planned" if over.lemma_ in ("prepare", "plan") else "none"
                crime = noun.lemma_ in ("genocide", "cleansing") and not any(c.dep_ == "prep" for c in noun.children)
                if word in ("for", "of", "with") and over.lemma_ in _TRIED and (crime or not noun.children):
                    # "jailed for murder" tells what for, not of a murder.
                    return "none"
                if word == "to" and over.lemma_ in ("commit", "agree", "return"):
                    return "planned"
                if word in {"in", "during", "after", "following", "since", "by", "amid", "before", "under", "until"}:
                    # What the clause around it may be, the event itself is taken for granted.
                    return "actual"
                return read_verb(over)
        break
    verb = one.head
    if one.dep_ == "nsubj" and verb.lemma_ == "be" and any(child.lower_ in _SET for child in verb.children):
        return "planned"
    if verb.pos_ in VERBAL and one.dep_ == "nsubj" and verb.lemma_ not in _BEGINNING and verb.lemma_ != "be":
        # What does or shows something has happened, unless all of it is thought up.
        own = read_auxiliaries(verb)
        fresh = any(child.lower_ in {"a", "an", "any", "another"} for child in noun.children)
        return "hypothetical" if fresh and own == "hypothetical" else "actual"
    if verb.pos_ in VERBAL and one.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "conj", "oprd"}:
        if verb.lemma_ in ("violate", "breach") and noun.lemma_ in ("ceasefire", "truce", "armistice"):
            # What is broken is the charge, the truce is known.
            return "none"
        if noun.lemma_ == "trial" and verb.lemma_ in ("face", "await") and one.dep_ == "dobj":
            return "planned"
        if noun.lemma_ == "protest" and verb.lemma_ in {"lodge", "file", "register", "deliver"}:
            return "none"
        if verb.lemma_ in _ENDS and one.dep_ in ("dobj", "nsubjpass"):
            return "actual"
        if verb.lemma_ == "call" and any(child.lower_ == "off" for child in verb.children):
            return "actual" if noun.lemma_ in ("ceasefire", "truce", "armistice") else "none"
        if verb.lemma_ in load_events().sets["unreal"]:
            return "none"
        if verb.lemma_ in ("deny",):
            return "denied"
        if verb.lemma_ in {
            "plan",
            "propose",
            "promise",
            "pledge",
            "offer",
            "prepare",
            "schedule",
            "vow",
            "consider",
            "discuss",
        }:
            return "planned" if verb.lemma_ != "discuss" else "actual"
        if one.dep_ == "nsubjpass" and verb.lemma_ not in load_events().sets["support"]:
            return "actual"
        if verb.lemma_ in {
            "raise",
            "follow",
            "precede",
            "mark",
            "commemorate",
            "recall",
            "describe",
            "document",
            "have",
            "be",
            "encounter",
            "hit",
            "kill",
            "injure",
            "leave",
            "cause",
            "show",
            "reveal",
            "demonstrate",
            "change",
            "could",
        }:
            negated = any(child.dep_ == "neg" for child in verb.children)
            return "none" if negated and verb.lemma_ in ("be", "have") else "actual"
        return read_verb(verb)
    return "actual"


_IT = frozenset(("which", "this", "that", "it"))
_NAMING = frozenset("declare call deem label brand term dub pronounce consider".split())


def _is_gloss(noun: Token) -> bool:
    """Whether a noun stands in brackets with nothing but its own name: *Jihad (Holy War)*."""
    words, at = noun.doc.words, noun.i
    return words[at + 1 : at + 2] == [")"] and "(" in words[max(0, at - 3) : at] and noun.text[0].isupper()


_OF_WHAT_WAS = frozenset((
    "end", "halt", "stop", "investigation", "inquiry", "probe", "anniversary", "aftermath", "victim", "perpetrator",
    "condemnation", "scene", "site",
))  # fmt: skip
"""Of what somebody may call for these, it has happened."""
_TRIED = frozenset((
    "jail", "charge", "convict", "sentence", "indict", "acquit", "try", "accuse", "suspect", "extradite", "clear",
))  # fmt: skip
_CHARGES = frozenset(("conviction", "charge", "accusation", "allegation", "trial", "count", "indictment"))
_SET = frozenset(("due", "imminent", "pending"))
