"""Whether what a verb reports is put forward as a fact, a plan, a possibility, or not at all: rules E13 to E15."""

from typing import Literal

from sayso.extract.events.around import is_habit
from sayso.extract.events.clause import VERBAL, find_subject, governing_verb, is_hidden_gerund
from sayso.extract.parse import Token
from sayso.model import Factuality

Reality = Factuality | Literal["none"]
"""How something is put forward; ``none`` for what did not happen or is only a topic."""

DANGERS = frozenset(
    (
        "threat",
        "fear",
        "risk",
        "danger",
        "brink",
        "verge",
        "lack",
        "absence",
        "prevention",
        "fears",
        "edge",
        "hope",
        "possibility",
        "likelihood",
    )
)
_CERTAIN = frozenset(
    (
        "begin",
        "start",
        "continue",
        "manage",
        "force",
        "fail",
        "go",
        "come",
        "help",
        "stop",
        "cease",
        "keep",
        "remain",
        "see",
        "report",
        "know",
        "say",
        "prove",
        "appear",
        "have",
        "oblige",
        "compel",
        "happen",
        "proceed",
        "use",
        "cause",
        "lead",
        "allow",
        "enable",
    )
)
_NEGATIVE = frozenset(("no", "neither", "never", "nobody", "none", "nothing"))


def read_verb(verb: Token, depth: int = 0) -> Reality:
    """Return how what a verb tells is put forward, by its form and the verbs over it, *depth* of them seen."""
    own = read_auxiliaries(verb)
    if own is not None:
        return own
    if verb.dep_ == "relcl" and verb.tag_ in ("VBP", "VBZ") and not any(c.dep_ == "npadvmod" for c in verb.children):
        # "strikes that kill civilians" tells what sort they are, not what happened.
        return "none"
    head, dep = verb.head, verb.dep_
    if not depth and is_habit(verb):
        return "none"
    if depth > 4 or head.i == verb.i:
        return "actual"
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod", "prep")}
    if dep == "advcl":
        if marks & {"if", "unless", "whether", "lest"}:
            return "hypothetical" if "if" in marks else "none"
        if marks & {"until", "till", "before"} and (
            verb.tag_ in ("VBP", "VBZ", "VBG")
            or any(child.dep_ == "auxpass" and child.tag_ in ("VBP", "VBZ") for child in verb.children)
        ):
            return "none"
    if dep == "ccomp" and marks & {"whether", "if"}:
        return "hypothetical"
    if dep in ("csubj", "nsubj") and verb.tag_ == "VBG" and read_auxiliaries(head) in ("hypothetical", "planned"):
        # "Chad invading Mali could mean war"
        return "hypothetical"
    infinitive = verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)
    if infinitive:
        return _read_infinitive(verb, head, dep, depth)
    if dep == "pcomp":
        if marks & {"whether", "if"}:
            return "none"
        return _read_gerund(verb, head)
    if is_hidden_gerund(verb):
        return _read_gerund(verb, head.head)
    if dep in ("xcomp", "ccomp", "dobj") and head.pos_ in VERBAL:
        if head.lemma_ in {"fear", "prevent", "avoid", "hope", "oppose", "rule", "doubt", "want", "renounce"}:
            return "none"
        if head.lemma_ == "give" and any(child.lower_ == "up" for child in head.children):
            return "none"
        if head.lemma_ == "deny":
            return "denied"
        if dep == "xcomp" and verb.tag_ == "VBG":
            if head.lemma_ in {"plan", "consider", "propose", "suggest", "discuss"}:
                return "planned"
            return read_verb(head, depth + 1) if head.lemma_ not in ("see", "report") else "actual"
        if dep == "xcomp":
            return read_verb(head, depth + 1)
    if dep == "conj" and head.pos_ in VERBAL:
        shared = not any(child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for child in verb.children)
        if shared:
            return read_verb(head, depth + 1)
    return "actual"


def _has_condition(verb: Token) -> bool:
    """Whether it only was to happen on a condition: *had he not been armed*, *if they had stayed*."""
    return any(
        child.dep_ == "advcl"
        and any(one.lower_ == "if" or (one.lower_ == "had" and one.i == child.left_edge.i) for one in child.children)
        for child in verb.children
    )


def read_auxiliaries(verb: Token) -> Reality | None:
    """Read negation and modals of the verb itself; None where nothing is told."""
    subject = find_subject(verb) if verb.dep_ != "acl" else None
    if subject is not None and (
        subject.lower_ in ("nobody", "none", "nothing")
        or not _NEGATIVE.isdisjoint([child.lower_ for child in subject.children if child.dep_ == "det"])
    ):
        return "none"
    modal: Reality | None = None
    auxiliaries: list[str] = []
    if "never" in verb.doc.words[max(verb.sent.start, verb.i - 4) : verb.i]:
        return "none"
    present = verb.tag_ in ("VBP", "VBZ")
    for child in verb.children:
        dep, word = child.dep_, child.lower_
        if dep == "neg":
            if not _is_not_only(child):
                return "none"
        elif dep == "preconj":
            if word == "neither":
                return "none"
        elif dep == "advmod":
            if present and word == "only":
                # "strike only military targets" tells of a habit.
                return "none"
        elif dep == "aux":
            auxiliaries.append(word)
            if word in {"will", "'ll", "’ll", "shall", "wo"}:
                if subject is not None and subject.lower_ in ("we", "you", "i") and verb.lemma_ in ("die", "perish"):
                    return "none"
                modal = "planned"
            elif word in ("would", "'d", "’d"):
                past = verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN")
                modal = "planned" if past or (verb.dep_ == "conj" and verb.head.dep_ == "ccomp") else "hypothetical"
            elif word in {"could", "may", "might", "can"}:
                modal = "hypothetical"
            elif word in ("should", "must", "ought"):
                modal = "none"
        elif dep == "dobj":
            if any(
                (one.dep_ == "det" and one.lower_ == "no") or (present and one.lower_ == "only")
                for one in child.children
            ):
                return "none"
    if "would" in auxiliaries and "have" in auxiliaries and (verb.dep_ != "ccomp" or _has_condition(verb)):
        # "would have taken the town": it has not.
        return "none"
    return modal


def _is_not_only(neg: Token) -> bool:
    after = neg.i + 1
    return after < len(neg.doc) and neg.doc[after].lower_ == "only"


_ONLY_IN_MIND = frozenset((
    "ability", "capability", "right", "capacity", "refusal", "failure", "inability", "call", "demand", "evidence",
    "reason", "ground", "excuse", "pretext", "temptation", "appeal", "duty", "mandate",
))  # fmt: skip
"""What somebody may or should do is no plan."""
_LEAVING = frozenset(("leave", "flee", "escape", "cross", "reach", "return"))
_TOLD = frozenset((
    "claim", "say", "believe", "appear", "seem", "think", "report", "know", "allege", "admit", "suspect", "profess",
))  # fmt: skip


_UNMET = frozenset((
    "impossible", "unable", "difficult", "hard", "necessary", "important", "vital", "essential", "better", "best",
    "wrong", "crucial",
))  # fmt: skip


def _read_infinitive(verb: Token, head: Token, dep: str, depth: int) -> Reality:
    if dep in ("advcl", "acl", "relcl"):
        over = governing_verb(head)
        if over is not None and any(child.dep_ == "neg" for child in over.children):
            # "has no troops there, and does not have the ships to evacuate them"
            return "none"
        if head.pos_ in ("NOUN", "PROPN"):
            return "none" if head.lemma_ in _ONLY_IN_MIND else "planned"
        if head.pos_ in VERBAL and head.lemma_ in ("help", "use", "allow"):
            return "planned"
        return "planned"
    if head.pos_ == "ADJ":
        if head.lower_ in {"unable", "impossible", "unlikely", "reluctant", "unwilling"}:
            return "none"
        if head.lower_ in {"possible", "able", "likely", "free"}:
            negated = any(child.dep_ == "neg" for child in (*head.children, *head.head.children))
            if head.lower_ == "able" and head.head.tag_ in ("VBD", "VBN") and not negated:
                # "were able to evacuate them": they did.
                return "actual"
            return "none" if negated else "hypothetical"
        return "planned"
    if head.lemma_ == "be":
        said = [child for child in head.children if child.dep_ in ("acomp", "attr")]
        if any(one.lower_ in _UNMET or one.lemma_ in _ONLY_IN_MIND for one in said):
            return "none"
        if any(one.lower_ in {"possible", "able", "free", "likely"} for one in said):
            return "none" if any(child.dep_ == "neg" for child in head.children) else "hypothetical"
    if head.pos_ in VERBAL:
        lemma = head.lemma_
        if lemma in _TOLD and any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
            # "claims to have shelled", "is believed to have killed"
            return "actual"
        if lemma in {
            "refuse",
            "fail",
            "decline",
            "refrain",
            "urge",
            "call",
            "demand",
            "need",
            "ask",
            "press",
            "warn",
            "forget",
            "encourage",
            "incite",
            "advise",
            "recommend",
            "plead",
            "beg",
            "implore",
            "appeal",
            "exhort",
        }:
            return "none"
        if lemma in {"intend", "plan", "mean", "want", "aim"} and any(child.dep_ == "neg" for child in head.children):
            # "did not intend to kill"
            return "none"
        if lemma == "threaten":
            return "hypothetical"
        if lemma in ("try", "attempt") and head.tag_ != "VB" and verb.lemma_ not in _LEAVING:
            # "tried to storm the palace": who tries to leave is on the way.
            return "none"
        if lemma in _CERTAIN:
            above = read_verb(head, depth + 1)
            return above
        return "planned" if dep in {"xcomp", "ccomp", "dobj", "conj"} else "actual"
    return "planned"


def _read_gerund(verb: Token, prep: Token) -> Reality:
    word, over = prep.lower_, prep.head
    if word in ("without", "before", "than"):
        return "none"
    if word == "of" and prep.i and prep.doc[prep.i - 1].lower_ == "instead":
        return "none"
    if over.lower_ in DANGERS or over.lemma_ in {
        "refusal",
        "rejection",
        "prevent",
        "stop",
        "refrain",
        "deter",
        "ban",
        "bar",
        "discourage",
        "dissuade",
    }:
        return "none"
    if over.lemma_ == "prospect" or over.lemma_ in ("consider", "think", "talk"):
        return "hypothetical"
    if (word == "to" and over.lemma_ in {"commit", "committed", "commitment", "look", "come"}) or (
        word in {"at", "on", "for", "toward", "towards"}
        and over.lemma_ in {"aim", "plan", "insist", "intent", "prepare"}
    ):
        return "planned"
    return "actual"
