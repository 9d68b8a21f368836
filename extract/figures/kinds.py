"""What happened to those counted: killed, injured, displaced, …, by the word that governs them."""

from dataclasses import dataclass

from sayso.extract.figures.counted import Counted, is_people
from sayso.extract.figures.lexicon import FigureWords, load_figures
from sayso.extract.parse import Token
from sayso.model import FigureKind

_DEPTH = 5
_MOVING = frozenset(("displaced", "evacuated"))
_CARRIED = frozenset(("take", "bus", "ferry", "transfer", "bring", "rush", "carry", "move", "airlift", "fly"))
_DRIVEN = frozenset(("displace", "uproot", "expel", "deport", "flee"))
_LANDS = frozenset(("GPE", "LOC"))
_HELD = frozenset(("hostage", "captive", "prisoner"))
_GATHERING = frozenset(("number", "count", "total", "tally", "estimate", "figure"))
_REMAINING = frozenset(("be", "remain", "stay", "become", "go", "stand", "lie"))
_LOSING = frozenset(("cost", "lose", "cut", "shed", "threaten", "axe", "eliminate"))
_CHANGING = frozenset((
    "rise", "climb", "stand", "reach", "pass", "increase", "grow", "jump", "exceed", "double", "triple", "quadruple",
    "swell", "fall", "drop", "surge", "top", "surpass",
))  # fmt: skip
_LACKING = frozenset(("without", "need", "risk"))
# Verbs that happen to their objects: who kills is not killed.
_NOT_TO_THEMSELVES = frozenset((
    "kill", "slay", "murder", "execute", "massacre", "slaughter", "injure", "wound", "displace", "evacuate", "detain",
    "arrest", "capture", "deploy", "send", "dispatch", "kidnap", "abduct", "rescue", "affect", "house", "host",
    "accommodate", "hold", "uproot", "release", "free", "recruit", "train", "assassinate", "behead", "besiege",
    "seize", "target", "shoot", "shelter", "provide", "surround", "sentence", "charge", "exchange", "swap", "jail",
    "imprison",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """What happened, the word that says so (None for a noun that is its own: *refugees*), and the rule's name."""

    kind: FigureKind
    word: Token | None
    rule: str


def find_kind(counted: Counted) -> Kind | None:
    """
    Return what happened to those counted, or None where nothing did that a figure tells.

    Rules F5 to F11, docs/rules-events.md: participles on the noun, its own clause, the verb over it, the noun over
    it, then the noun itself.
    """
    lexicon = load_figures()
    root, noun = counted.root, counted.noun
    if counted.sort == "strength" and noun is not None:
        own = lexicon.heads.get(noun.lemma_.lower())
        return Kind(own, noun, "F9-strength") if own is not None else None
    if counted.sort == "jobs":
        return Kind("affected", root.head, "F8-jobs") if root.head.lemma_ in _LOSING else None
    estimate = _by_estimate(lexicon, root)
    if estimate is not None:
        return estimate
    for rule in (_by_participle, _by_home, _by_clause, _by_state, _by_governor):
        found = rule(lexicon, root, counted)
        if found is not None:
            return _settle(lexicon, found, counted)
    if noun is not None:
        lemma = noun.lemma_.lower()
        own = lexicon.nouns.get(lemma) or lexicon.nouns.get(noun.lower_)
        if lemma == "body" and root.dep_ == "pobj" and root.head.lower_ != "of":
            # "The difference between the two bodies": of a state.
            return None
        if own is not None:
            return Kind(own, noun, "F11-noun")
        if lemma in lexicon.military and _is_posted(root):
            return Kind("deployed", root.head, "F8-posted")
    return None


def _is_posted(root: Token) -> bool:
    """Whether a body has soldiers somewhere: *which has 3,000 peacekeepers there*, *there are 900 troops*."""
    head = root.head
    if root.dep_ == "pobj" and head.lower_ == "with":
        return head.head.lemma_ in {"back", "support", "reinforce", "assist", "invade", "intervene"}
    if root.dep_ == "nsubj" and head.lemma_ in {"remain", "stay", "serve", "be", "operate"}:
        # "some 1,500 French troops remain in the country"
        return any(
            child.lower_ in ("there", "here") or (child.dep_ == "prep" and child.lower_ in {"in", "on", "at", "along"})
            for child in head.children
        )
    return root.dep_ in ("dobj", "attr") and head.lemma_ in {"have", "be", "keep", "maintain", "retain", "contribute"}


def _by_state(lexicon: FigureWords, root: Token, counted: Counted) -> Kind | None:
    """F10: what those counted are or remain, and what is done to them with an adverb that decides it."""
    if root.dep_ == "pobj" and counted.number.start <= root.head.head.i < counted.number.end:
        # "dozens of civilians"
        root = root.head.head
    verb = root.head
    if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lower_ in ("life", "lives"):
        claim = root.head.head.head
        return Kind("killed", claim, "F8-lives") if claim.lemma_ in {"claim", "take", "cost", "end"} else None
    if root.dep_ not in {"nsubj", "nsubjpass", "attr", "dobj"}:
        return None
    for child in verb.children:
        if root.dep_ in ("nsubj", "nsubjpass") and child.i > root.i and verb.lemma_ in _REMAINING:
            if child.dep_ in {"acomp", "attr", "oprd", "xcomp"}:
                kind = lexicon.adjectives.get(child.lower_) or (
                    lexicon.verbs.get(child.lemma_) if child.tag_ == "VBN" else None
                )
                if kind is not None and kind != "capacity":
                    return Kind(kind, child, "F10-state")
                if child.tag_ == "VBN" and child.lemma_ == "cut" and verb.lemma_ != "be":
                    return Kind("affected", child, "F10-state")
            if child.dep_ == "prep" and child.lower_ in {"without", "in", "at", "under"}:
                below = next((one for one in child.children if one.dep_ == "pobj"), None)
                if below is not None and child.lower_ == "under" and below.lemma_ in ("arrest", "siege"):
                    return Kind("other" if below.lemma_ == "arrest" else "affected", below, "F10-state")
                if below is not None and child.lower_ == "under":
                    continue
                if below is not None and (child.lower_ == "without" or below.lemma_ in _LACKING):
                    return Kind("affected", child, "F10-state")
        if child.dep_ == "prep" and child.lower_ == "among" and verb.lemma_ == "be" and root.dep_ in ("attr", "nsubj"):
            below = next((one for one in child.children if one.dep_ == "pobj"), None)
            kind = lexicon.adjectives.get(below.lower_) if below is not None else None
            if kind is not None and below is not None:
                return Kind(kind, below, "F10-among")
    if root.dep_ == "nsubjpass" or (root.dep_ == "nsubj" and verb.tag_ == "VBN") or root.dep_ == "dobj":
        return _by_deed(verb, root)
    return None


def _by_deed(verb: Token, root: Token) -> Kind | None:
    """F8: verbs whose adverb or phrase decides: *shot dead*, *held hostage*, *forced from their homes*."""
    words = {child.lower_ for child in verb.children if child.i > verb.i}
    if verb.lemma_ in {"shoot", "gun", "hack", "beat", "burn", "find", "fear", "believe", "presume", "bludgeon"}:
        below = {one.lower_ for child in verb.children if child.i > verb.i for one in (child, *child.children)}
        if "dead" in below or "death" in below:
            return Kind("killed", verb, "F8-dead")
    if verb.lemma_ in ("take", "hold", "keep") and words & _HELD:
        return Kind("other", verb, "F8-held")
    for child in verb.children:
        if child.dep_ == "prep" and child.i > verb.i:
            goal = next((one for one in child.children if one.dep_ == "pobj"), None)
            if goal is None:
                continue
            if verb.lemma_ in ("force", "drive", "push") and child.lower_ in ("from", "out"):
                if goal.lemma_ in {"home", "house", "village", "land", "town", "city", "area", "region", "country"}:
                    return Kind("displaced", verb, "F8-forced")
            if verb.lemma_ in _CARRIED and root.dep_ == "nsubjpass" and child.lower_ in {"to", "from", "out", "by"}:
                if goal.lemma_ in ("hospital", "clinic") and root.lemma_ not in ("patient", "baby", "body"):
                    return Kind("injured", verb, "F8-hospital")
                if root.lemma_ not in ("body", "corpse"):
                    return Kind("evacuated", verb, "F8-carried")
    return None


def _settle(lexicon: FigureWords, found: Kind, counted: Counted) -> Kind:
    noun = counted.noun
    if noun is not None:
        lemma = noun.lemma_.lower()
        own = lexicon.nouns.get(lemma) or lexicon.nouns.get(noun.lower_)
        if own in ("killed", "injured") and found.kind in ("affected", "other", "displaced"):
            return Kind(own, noun, "F11-noun")
        raiders = lemma in lexicon.raiders or any(child.lower_ in ("armed", "masked") for child in noun.children)
        if found.kind == "displaced" and raiders and found.word is not None and found.word.lemma_ not in _DRIVEN:
            return Kind("other", found.word, found.rule)
        if found.kind in _MOVING and lemma in lexicon.military:
            return Kind("deployed" if found.kind == "displaced" else found.kind, found.word, found.rule)
        if (
            found.kind == "deployed"
            and lemma not in lexicon.military
            and found.word is not None
            and found.word.lemma_ == "provide"
        ):
            return Kind("affected" if counted.root.dep_ == "pobj" else "other", found.word, found.rule)
    if found.kind == "killed" and found.word is not None and _shares_with(found.word, lexicon, "injured"):
        # Killed and injured in one breath: the figure is of both.
        return Kind("affected", found.word, "F8-both")
    return found


def _shares_with(verb: Token, lexicon: FigureWords, kind: FigureKind) -> bool:
    return any(
        child.dep_ == "conj"
        and lexicon.verbs.get(child.lemma_) == kind
        and child.i - verb.i <= 2
        and not any(one.dep_ in ("nsubj", "nsubjpass", "dobj") for one in child.children)
        for child in verb.children
    )


def _by_participle(lexicon: FigureWords, root: Token, counted: Counted) -> Kind | None:
    """F5: *12 dead*, *30 wounded soldiers*, *displaced families*, *20 people killed in the raid*."""
    if counted.noun is None:
        at = counted.number.end
        doc = root.doc
        while at < len(doc) and doc.tokens[at].lower_ in ("more", "others", "other"):
            at += 1
        if at < len(doc) and doc.tokens[at].lower_ in lexicon.adjectives and not doc.tokens[at].is_punct:
            return Kind(lexicon.adjectives[doc.tokens[at].lower_], doc.tokens[at], "F5-adjective")
        if at < len(doc) and doc.tokens[at].tag_ == "VBN" and doc.tokens[at].lemma_ in lexicon.verbs:
            return Kind(lexicon.verbs[doc.tokens[at].lemma_], doc.tokens[at], "F5-participle")
    for child in root.children:
        if child.dep_ in ("amod", "acomp", "oprd") or (child.dep_ == "acl" and child.tag_ == "VBN"):
            kind = lexicon.adjectives.get(child.lower_)
            if kind is None and child.tag_ == "VBN":
                kind = lexicon.verbs.get(child.lemma_)
            if kind is not None:
                return Kind(kind, child, "F5-participle")
        if (
            child.dep_ == "acl"
            and child.tag_ == "VBG"
            and lexicon.verbs.get(child.lemma_) in ("displaced", "affected", "other")
        ):
            if child.lemma_ not in _NOT_TO_THEMSELVES:
                return Kind(lexicon.verbs[child.lemma_], child, "F5-participle")
    return None


def is_in_land(token: Token) -> bool:
    """Whether a phrase with *in* behind a word names a land or town."""
    return any(
        child.dep_ == "prep" and child.lower_ == "in" and any(one.ent_type_ in _LANDS for one in child.children)
        for child in token.children
    )


def _by_home(lexicon: FigureWords, root: Token, counted: Counted) -> Kind | None:
    """
    F6: those who live somewhere.

    *Who call it home*, *home to 5,000 people*, *70,000 Serbs live*, *Gaza's people*, *39 Danes are in Chad*.
    """
    noun = counted.noun
    if noun is not None and noun.lemma_.lower() in lexicon.at_home:
        if any(child.dep_ == "poss" and child.ent_type_ in _LANDS for child in noun.children):
            return Kind("population", noun, "F6-home")
    if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lemma_ in _GATHERING:
        # "There were a total of 39 Danes".
        root = root.head.head
    verb = root.head
    if root.dep_ in ("nsubj", "attr") and verb.lemma_ in ("be", "remain", "stay") and noun is not None:
        stays = any(child.lower_ == "there" for child in verb.children) or root.dep_ == "nsubj"
        if stays and noun.lemma_.lower() not in lexicon.military and (is_in_land(verb) or is_in_land(noun)):
            return Kind("population", verb, "F6-home")
    for child in root.children:
        if child.dep_ in ("relcl", "acl"):
            words = {one.lower_ for one in child.subtree}
            if child.lemma_ == "call" and "home" in words:
                return Kind("population", child, "F6-home")
            if child.lemma_ in {"live", "inhabit", "reside", "dwell"}:
                return Kind("population", child, "F6-home")
            break
    if root.dep_ == "pobj" and root.head.lower_ == "to" and root.head.head.lower_ == "home":
        return Kind("population", root.head.head, "F6-home")
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in ("live", "reside", "inhabit"):
        return Kind("population", root.head, "F6-home")
    return None


def _by_clause(lexicon: FigureWords, root: Token, counted: Counted) -> Kind | None:
    """F7: the relative clause of those counted: *2,000 people who fled the city*."""
    for child in root.children:
        if child.dep_ == "relcl" and any(
            one.dep_ in ("nsubj", "nsubjpass") and one.tag_ in ("WP", "WDT") for one in child.children
        ):
            verb = _carried(lexicon, child)
            kind = lexicon.verbs.get(verb.lemma_)
            if kind is not None and kind != "capacity":
                return Kind(kind, verb, "F7-relative")
    return None


def _carried(lexicon: FigureWords, verb: Token) -> Token:
    """Return the verb that says what happened under *were seen*, *were forced to*, *began*."""
    for _ in range(3):
        if verb.lemma_ in lexicon.verbs and verb.lemma_ not in lexicon.carrying:
            return verb
        below = next((child for child in verb.children if child.dep_ in ("xcomp", "ccomp") and child.i > verb.i), None)
        if below is None:
            # "were reported as being killed"
            link = next((child for child in verb.children if child.lower_ == "as" and child.dep_ == "prep"), None)
            below = next((one for one in link.children if one.dep_ == "pcomp"), None) if link is not None else None
        if below is None:
            return verb
        verb = below
    return verb


def _by_governor(lexicon: FigureWords, root: Token, counted: Counted) -> Kind | None:
    """F8 to F10: the verb or noun over those counted."""
    one = root
    for _ in range(_DEPTH):
        head, dep = one.head, one.dep_
        if head.i == one.i:
            return None
        if head.pos_ in ("VERB", "AUX"):
            found = _by_verb(lexicon, one, head, counted)
            if found is not None or dep in ("nsubj", "nsubjpass", "dobj"):
                return found
        elif dep in {"pobj", "compound", "poss", "nmod", "attr", "nummod", "appos", "nsubj"}:
            noun = head.head if head.pos_ == "ADP" else head
            if noun.pos_ in ("NOUN", "PROPN", "ADJ") and noun.i != one.i:
                kind = lexicon.heads.get(noun.lemma_.lower())
                if kind is not None and (head.lower_ in {"of", "for", "to", "among"} or head.pos_ != "ADP"):
                    if kind != "capacity" or head.lower_ in ("for", "of"):
                        return Kind(kind, noun, "F9-noun")
        one = head
    return None


def _by_estimate(lexicon: FigureWords, root: Token) -> Kind | None:
    """F10: *put the toll at 27*, *put the number of dead at no fewer than eight*."""
    if root.dep_ != "pobj" or root.head.lower_ != "at":
        return None
    over = root.head.head
    for _ in range(4):
        # "put the number of soldiers killed at 62": the parse may hang it on "killed".
        if over.lemma_ in ("put", "place", "estimate") or over.head.i == over.i:
            break
        over = over.head
    if over.lemma_ not in ("put", "place", "estimate"):
        return None
    nearest = root.doc.tokens[root.head.i - 1]
    if nearest.lower_ in lexicon.adjectives or nearest.lower_ in lexicon.nouns:
        return Kind(lexicon.adjectives.get(nearest.lower_) or lexicon.nouns[nearest.lower_], nearest, "F10-estimate")
    for child in over.children:
        if child.dep_ not in ("dobj", "nsubjpass"):
            continue
        # The nearest in front of it: "the dead at 64 and the injured at 180".
        for one in sorted((one for one in child.subtree if one.i < root.i), key=lambda one: -one.i):
            lemma = one.lemma_.lower()
            kind = lexicon.nouns.get(lemma) or lexicon.adjectives.get(one.lower_) or lexicon.heads.get(lemma)
            if kind is None and one.tag_ == "VBN":
                kind = lexicon.verbs.get(lemma)
            if kind is not None:
                return Kind(kind, one, "F10-estimate")
    return None


def _by_verb(lexicon: FigureWords, one: Token, verb: Token, counted: Counted) -> Kind | None:
    dep = one.dep_
    if verb.lemma_ == "be" and dep in ("attr", "nsubj", "acomp"):
        return _by_copula(lexicon, verb, dep)
    if dep in {"nsubj", "nsubjpass", "dobj", "pobj", "prep", "conj", "dep", "oprd", "npadvmod", "agent", "advmod"}:
        # "left 27 people dead", "leaving 30 wounded".
        for child in verb.children:
            if child.dep_ in {"oprd", "acomp", "ccomp", "xcomp"} and child.lower_ in lexicon.adjectives:
                if verb.lemma_ in {"leave", "be", "report", "declare", "feel", "remain"}:
                    return Kind(lexicon.adjectives[child.lower_], child, "F5-left")
        if (
            dep == "nsubj"
            and verb.lemma_ == "lose"
            and any(child.dep_ == "dobj" and child.lower_ in ("lives", "life") for child in verb.children)
        ):
            return Kind("killed", verb, "F8-lives")
        if dep == "dobj" and verb.lemma_ in {"leave", "reach", "enter", "claim", "go", "cross"}:
            if verb.lemma_ == "claim" and counted.noun is not None and counted.noun.lemma_ == "life":
                return Kind("killed", verb, "F8-verb")
            return None
        if dep == "dobj" and counted.noun is not None:
            if verb.lemma_ == "lose" and counted.noun.lemma_ in lexicon.kin:
                return Kind("killed", verb, "F8-lost")
            if verb.lemma_ == "bury" and any(
                x.dep_ == "nsubj" and x.pos_ == "PRON" or is_people(x) for x in verb.lefts
            ):
                return Kind("killed", verb, "F8-verb")
        target = _carried(lexicon, verb)
        kind = lexicon.verbs.get(target.lemma_)
        if kind == "capacity" and dep == "dobj" and target.lemma_ != "seat":
            return _by_holder(lexicon, counted, target)
        if kind == "capacity" and dep == "nsubjpass":
            # A school can house 200 people; people who are housed have lost their homes.
            return Kind("displaced", target, "F8-housed")
        if (
            dep == "prep"
            and one.lower_ == "for"
            and any(
                child.dep_ in ("nsubj", "nsubjpass", "dobj") and lexicon.heads.get(child.lemma_.lower()) == "capacity"
                for child in verb.children
            )
        ):
            return Kind("capacity", verb, "F9-space")
        if kind is not None and _fits(target, dep, kind):
            return Kind(kind, target, "F8-verb")
        if (
            counted.noun is not None
            and counted.noun.lemma_ in lexicon.lives
            and verb.lemma_ in {"lose", "take", "cost", "claim"}
        ):
            return Kind("killed", verb, "F8-lives")
        if verb.lemma_ in _CHANGING:
            return _by_copula(lexicon, verb, "attr")
    return None


def _by_holder(lexicon: FigureWords, counted: Counted, verb: Token) -> Kind:
    """F8: what can house 200 has room for them; what houses 200 refugees tells of refugees."""
    if any(
        child.dep_ == "aux" and child.lower_ in {"can", "could", "will", "would", "may"} for child in verb.children
    ):
        return Kind("capacity", verb, "F8-verb")
    own = lexicon.nouns.get(counted.noun.lemma_.lower()) if counted.noun is not None else None
    return Kind(own or "other", counted.noun if own else verb, "F8-holder")


def _fits(verb: Token, dep: str, kind: FigureKind) -> bool:
    """Whether those counted, standing as *dep*, are those the verb happens to: who kills is not killed."""
    if verb.lemma_ == "claim" or (verb.lemma_ == "hang" and verb.tag_ != "VBN"):
        return False
    if dep == "nsubj" and verb.lemma_ in _NOT_TO_THEMSELVES:
        # A passive that the parser missed ("400 wounded") has no object.
        if any(child.dep_ == "dobj" for child in verb.children):
            return False
        return verb.tag_ == "VBN" or (
            verb.dep_ == "conj" and any(child.dep_ == "auxpass" for child in verb.head.children)
        )
    if dep == "advmod" and kind in ("killed", "injured"):
        # "wounded 12 more"
        return True
    if dep in {"pobj", "prep", "npadvmod", "advmod"}:
        return kind in ("capacity", "deployed") or verb.lemma_ in ("home",)
    return True


def _by_copula(lexicon: FigureWords, verb: Token, dep: str) -> Kind | None:
    """F10: *its population is 2.8 million*, *the death toll rose to 27*, *the dead numbered 12*."""
    wanted = "nsubj" if dep in ("attr", "acomp") else "attr"
    for child in verb.children:
        if child.dep_ in (wanted, "nsubjpass" if wanted == "nsubj" else wanted):
            lemma = child.lemma_.lower()
            kind = lexicon.heads.get(lemma) or lexicon.nouns.get(lemma) or lexicon.adjectives.get(child.lower_)
            if kind is not None:
                return Kind(kind, child, "F10-copula")
            if lemma in _GATHERING:
                for below in child.subtree:
                    kind = lexicon.adjectives.get(below.lower_) or lexicon.nouns.get(below.lemma_.lower())
                    if kind is None and below.tag_ == "VBN":
                        kind = lexicon.verbs.get(below.lemma_)
                    if kind is not None:
                        return Kind(kind, below, "F10-number")
        if child.dep_ in ("acomp", "attr", "oprd") and child.lower_ in lexicon.adjectives:
            return Kind(lexicon.adjectives[child.lower_], child, "F10-copula")
    return None
