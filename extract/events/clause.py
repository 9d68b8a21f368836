"""Subjects, objects and phrases of verbs, by the parse, with what English leaves out filled in."""

from collections.abc import Iterator

from sayso.extract.events.lexicon import load_events
from sayso.extract.parse import Token

VERBAL = frozenset(("VERB", "AUX"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECT_CONTROL = frozenset((
    "urge", "force", "ask", "tell", "order", "allow", "help", "press", "persuade", "encourage", "compel", "enable",
    "permit", "require", "see", "have", "make", "let", "get", "cause", "lead", "push", "instruct", "expect", "want",
))  # fmt: skip
_URGING = {"call": ("on", "upon", "for"), "appeal": ("to",), "plead": ("with",), "prevail": ("on", "upon")}
"""Verbs that urge somebody to do something, with what leads to whom."""
_DEPTH = 4


def find_subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the word that heads the subject of *verb*, its own or the one it shares; None where it has none."""
    if depth:
        return _find_subject(verb, depth)
    kept: dict[int, Token | None] = verb.doc.user_data.setdefault("sayso_subjects", {})
    if verb.i not in kept:
        kept[verb.i] = _find_subject(verb, 0)
    return kept[verb.i]


def _find_subject(verb: Token, depth: int) -> Token | None:
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return antecedent(child, verb)
    if depth >= _DEPTH:
        return None
    head, dep = verb.head, verb.dep_
    if is_hidden_gerund(verb):
        over = governing_verb(head.head)
        if over is not None and _is_charge(head.head.head, over):
            # "arrested a clerk on charges of smuggling arms"
            return _find_charged(over)
        return find_subject(over, depth + 1) if over is not None else None
    if dep == "conj" and head.pos_ in VERBAL:
        return find_subject(head, depth + 1)
    if dep == "ccomp" and verb.tag_ == "VB" and verb.i < head.i and head.pos_ in VERBAL:
        if all(child.dep_ != "aux" for child in verb.children):
            # "Stop shelling the town, Chad tells Mali": who is told.
            return find_object(head)
    if dep in ("xcomp", "advcl") and head.lemma_ in _URGING and verb.tag_ == "VB":
        # "called on Mali to lift the siege", "pleaded with the rebels to free them"
        for prep, urged in iter_preps(head):
            if prep.lower_ in _URGING[head.lemma_] and urged.i < verb.i and urged.ent_type_ not in _TIMES:
                return urged
    if dep in ("xcomp", "ccomp") and head.pos_ in VERBAL:
        if head.lemma_ in _OBJECT_CONTROL:
            given = find_object(head)
            if given is not None and given.i < verb.i:
                return given
        return find_subject(head, depth + 1) if dep == "xcomp" or verb.tag_ in ("VBG", "VB") else None
    if dep == "xcomp" and head.pos_ == "ADJ":
        return find_subject(head.head, depth + 1) if head.head.pos_ in VERBAL else None
    if dep == "advcl" and head.lemma_ in ("accuse", "suspect", "blame") and verb.tag_ == "VBG":
        return find_object(head)
    if dep == "advcl" and head.pos_ in VERBAL and verb.tag_ in ("VBG", "VBN", "VB"):
        return find_subject(head, depth + 1)
    if dep in ("acl", "relcl") and verb.tag_ in ("VB", "VBN") and head.dep_ == "attr":
        if any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children):
            # "was the fifth minister to be killed"
            return find_subject(head.head, depth + 1)
    if dep == "acl":
        return head if verb.tag_ in ("VBG", "VBN") else None
    if dep == "pcomp" and head.head.pos_ == "ADJ" and head.head.head.pos_ in VERBAL:
        # "remains committed to carrying out"
        return find_subject(head.head.head, depth + 1)
    if dep == "pcomp" and head.head.dep_ == "dobj" and head.head.head.lemma_ in ("accuse", "suspect", "charge"):
        # "accused the army of targeting": the parse hangs the charge on the accused.
        return head.head
    if dep == "pcomp" and head.head.pos_ in ("NOUN", "PROPN") and head.head.head.dep_ == "prep":
        # "accused Chad on Friday of shelling": the parse hangs the charge on the day.
        over = governing_verb(head.head)
        if over is not None and _is_charge(head.head, over):
            # "arrested a clerk on charges of killing a guard", "was arrested on suspicion of killing a guard"
            return _find_charged(over)
        return find_object(over) if over is not None and over.lemma_ in ("accuse", "suspect", "charge") else None
    if dep == "pcomp" and head.head.pos_ in VERBAL:
        if head.lower_ == "by" and is_passive(head.head):
            # "civilians killed by shelling": those did not shell.
            return None
        judged = head.lower_ in ("for", "over") and head.head.lemma_ in load_events().sets["judging"]
        if judged or head.head.lemma_ in {"accuse", "suspect", "blame", "stop", "prevent", "charge", "convict"}:
            # "condemned Chad for shelling the town", "jailed a man for killing a guard"
            return _find_charged(head.head)
        return find_subject(head.head, depth + 1)
    return None


def _find_charged(verb: Token) -> Token | None:
    """Return on whom a verb of judging falls."""
    return find_object(verb) or (find_subject(verb) if is_passive(verb) else None)


def _is_charge(noun: Token, over: Token) -> bool:
    sets = load_events().sets
    return noun.lemma_ in sets["charges"] and over.lemma_ in sets["judging"]


def is_hidden_gerund(token: Token) -> bool:
    """Whether a participle that the parse hangs before a noun governs it: *progress in liberating villages*."""
    return (
        token.tag_ == "VBG" and token.dep_ in ("amod", "compound") and token.head.dep_ == "pobj" and token.i > 0
        and token.head.tag_ in ("NNS", "NNP") and token.doc[token.i - 1].pos_ in ("ADP", "SCONJ")
        and token.head.head.i == token.i - 1
    )  # fmt: skip


def antecedent(token: Token, verb: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or *token* itself."""
    if token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.pos_ == "PRON"):
        one = verb
        for _ in range(3):
            if one.dep_ == "relcl":
                return _leave_day(one.head) or token
            if one.dep_ == "advcl" and token.i > 0 and token.doc[token.i - 1].ent_type_ in _TIMES:
                # "the raid last week that killed six"
                return _leave_day(token.doc[token.i - 1]) or token
            if one.dep_ not in ("conj", "xcomp", "ccomp"):
                break
            one = one.head
    return token


def _leave_day(noun: Token) -> Token | None:
    """Return the noun that a day or a time belongs to, another noun as it is; None for the day of a verb."""
    while noun.ent_type_ in _TIMES or noun.pos_ == "ADP":
        if noun.head.i == noun.i:
            return None
        noun = noun.head
    return noun if noun.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else None


_TIMES = frozenset(("DATE", "TIME"))


def is_passive(verb: Token) -> bool:
    """Whether *verb* is a passive, also a bare participle: *400 wounded*, *troops sent to the city*."""
    kept: dict[int, bool] = verb.doc.user_data.setdefault("sayso_passives", {})
    found = kept.get(verb.i)
    if found is None:
        found = kept[verb.i] = _is_passive(verb)
    return found


def _is_passive(verb: Token) -> bool:
    tag, dep, head = verb.tag_, verb.dep_, verb.head
    if tag == "JJ":
        return True
    told = [child.dep_ for child in verb.children]
    if tag == "VBD" and "agent" in told:
        # "the attacks launched by the army": the tagger takes the participle for a past tense.
        return "dobj" not in told
    if "auxpass" in told or "nsubjpass" in told:
        return True
    if tag == "VBD" and dep == "conj" and head.pos_ in VERBAL and verb.i - head.i <= 2:
        # "were killed and injured": the tagger takes the second for a past tense.
        return "nsubj" not in told and "dobj" not in told and is_passive(head)
    if tag == "VBD" and dep == "conj" and verb.lemma_ in _DONE_TO and head.tag_ == "VBN":
        # "was arrested by the police and extradited to Peru": the same, further on.
        return _OWN.isdisjoint(told) and any(child.dep_ in ("auxpass", "nsubjpass") for child in head.children)
    if tag != "VBN":
        return False
    if dep == "conj" and verb.i - head.i == 2 and head.tag_ == "VBN":
        # "killed and injured": one auxiliary for both, whatever the parse hangs on the second.
        return is_passive(head)
    if "aux" in told:
        auxiliaries = {child.lemma_ for child in verb.children if child.dep_ == "aux"}
        if "be" in auxiliaries:
            return True
        if auxiliaries & _HAVE:
            return False
    if dep in {"acl", "relcl", "amod", "advcl"}:
        return True
    if "dobj" in told:
        return False
    if dep == "conj" and head.pos_ in VERBAL:
        return is_passive(head) or "nsubj" in told
    # A clause of its own without auxiliary, left out after "and": "400 wounded".
    return dep != "ROOT"


_HAVE = frozenset(("have", "'ve", "’ve"))
_OWN = frozenset(("nsubj", "dobj", "ccomp", "xcomp", "dative"))
"""Parts that make a clause one of its own."""


_DONE_TO = frozenset((
    "arrest", "extradite", "deport", "charge", "jail", "release", "kill", "detain", "evacuate", "transfer", "sentence",
    "take", "convict", "free", "abduct", "kidnap", "torture", "execute", "destroy", "expel", "hospitalise",
    "hospitalize", "imprison", "injure", "wound", "replace", "dismiss", "sack", "appoint", "elect", "send",
))  # fmt: skip
"""Verbs that need an object where they are active."""


def find_object(verb: Token) -> Token | None:
    """Return the word that heads the direct object of an active verb, or None."""
    kept: dict[int, Token | None] = verb.doc.user_data.setdefault("sayso_objects", {})
    if verb.i not in kept:
        kept[verb.i] = _find_object(verb)
    return kept[verb.i]


def _find_object(verb: Token) -> Token | None:
    if is_hidden_gerund(verb):
        return verb.head
    outcome = False
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP":
            return antecedent(child, verb)
        outcome |= child.tag_ == "VBG"
    return _find_taken_object(verb) if outcome else None


def _find_taken_object(verb: Token) -> Token | None:
    """Return the object that the parse makes the subject of an outcome: *attacked a district killing two*."""
    for child in verb.children:
        if child.tag_ == "VBG" and child.lemma_ in _OUTCOMES and child.dep_ in ("advcl", "ccomp"):
            for own in child.children:
                if own.dep_ == "nsubj" and own.i == child.i - 1 and own.tag_ in ("NN", "NNP"):
                    return own
    return None


def find_patient(verb: Token) -> Token | None:
    """Return the word for what the verb is done to: the object, or the subject of a passive."""
    kept: dict[int, Token | None] = verb.doc.user_data.setdefault("sayso_patients", {})
    if verb.i not in kept:
        kept[verb.i] = _find_patient(verb)
    return kept[verb.i]


def _find_patient(verb: Token) -> Token | None:
    if is_passive(verb):
        return find_subject(verb)
    found = find_object(verb)
    if found is None and verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        # "shelled and stormed the town" hangs the object on the last or the first of them.
        return None
    if found is None:
        for child in verb.children:
            if child.dep_ == "conj" and child.pos_ in VERBAL and child.tag_ == verb.tag_ and child.i - verb.i <= 3:
                return find_object(child)
    return found


def find_doer(verb: Token) -> Token | None:
    """Return the word for who does it: the subject, or the by-phrase of a passive."""
    above = _find_cause(verb)
    if above is not None:
        return find_doer(above)
    if is_passive(verb):
        for child in verb.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                return next((one for one in child.children if one.dep_ == "pobj"), None)
        return None
    return find_subject(verb)


def _find_cause(verb: Token) -> Token | None:
    """
    Return the verb of which a participle tells the outcome, where its doer is no subject of the participle.

    *Shells were fired by the rebels, killing two*: the rebels killed. *Attacked a district killing two*, without a
    comma: the parse hangs the killing on the district.
    """
    if verb.tag_ != "VBG" or verb.lemma_ not in _OUTCOMES:
        return None
    if verb.dep_ == "conj":
        return _find_cause(verb.head)
    if verb.dep_ not in ("advcl", "acl", "ccomp"):
        return None
    over = verb.head
    if verb.dep_ == "acl":
        if over.ent_type_ not in ("GPE", "LOC", "FAC") and over.tag_ not in ("NN", "NNP"):
            return None
        over = next((one for one in _iter_above(over) if one.pos_ == "VERB"), over)
        if over.dep_ == "conj" and over.lemma_ in ("land", "fall"):
            # "shells were fired by the rebels and landed in the valley killing two"
            over = over.head
        told = {child.dep_ for child in over.children}
        if over.pos_ != "VERB" or over.i > verb.head.i or ("auxpass" in told and "agent" not in told):
            return None
        return over
    if over.pos_ != "VERB":
        return None
    if any(child.dep_ == "nsubj" for child in verb.children):
        # The same, with the district as subject of the killing.
        return over if _find_taken_object(over) is not None else None
    return over if verb.dep_ == "advcl" and any(child.dep_ == "agent" for child in over.children) else None


_OUTCOMES = frozenset(("kill", "injure", "wound", "destroy", "damage", "hurt", "displace"))


def _iter_above(token: Token) -> Iterator[Token]:
    """Yield the words over *token* that it is an object of: *fired at a house in the town*, three up at most."""
    for _ in range(5):
        if token.dep_ not in {"dobj", "pobj", "prep", "appos", "compound"}:
            return
        token = token.head
        yield token


def iter_preps(token: Token) -> list[tuple[Token, Token]]:
    """
    Return each preposition that hangs on *token* with its object, also of chains: *out of the region*.

    The list is kept with the doc and must not be changed.
    """
    if not token.children:
        return _NO_PREPS
    kept: dict[int, list[tuple[Token, Token]]] = token.doc.user_data.setdefault("sayso_preps", {})
    found = kept.get(token.i)
    if found is None:
        found = kept[token.i] = _find_preps(token)
    return found


_NO_PREPS: list[tuple[Token, Token]] = []


def _find_preps(token: Token) -> list[tuple[Token, Token]]:
    found: list[tuple[Token, Token]] = []
    for child in token.children:
        dep = child.dep_
        if dep in ("prep", "agent", "prt") or (
            dep == "advmod" and child.lower_ in {"outside", "near", "inside", "out"}
        ):
            for one in child.children:
                if one.dep_ == "pobj":
                    found.append((child, one))
                elif one.dep_ in ("prep", "conj"):
                    # "out of the region", "in and around the city"
                    for inner in one.children:
                        if inner.dep_ == "pobj":
                            found.append((one, inner))
    return found


def governing_verb(token: Token) -> Token | None:
    """Return the verb over a noun, or None; a verb is its own."""
    one = token
    for _ in range(8):
        if one.pos_ in VERBAL:
            return one
        if one.head.i == one.i:
            return None
        one = one.head
    return None
