"""
Where to look for whom a pronoun stands for, most likely first.

Subjects come before objects and what is near before what is far (Hobbs 1978); nothing beyond three sentences.
"""

from collections.abc import Iterator

from sayso.extract.actors.genders import SPEAKING
from sayso.extract.actors.phrases import get_clause_verb, get_conjuncts, get_subject
from sayso.extract.actors.register import Register
from sayso.extract.parse import Doc, Span, Token

THEY = frozenset("they them their theirs themselves".split())
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "pobj", "dative", "iobj", "obj"})
_REACH = 3
"""Sentences that are looked back for an antecedent; for one person or body those that are a quotation do not count."""
_FURTHEST = 10
"""Sentences that are looked back, those that are a quotation counted."""


def iter_candidates(register: Register, head: Token) -> Iterator[Token]:
    """
    Yield the tokens that a pronoun may stand for, most likely first, sentence by sentence backwards.

    In its own sentence: the subjects of the clauses above it, nearest first, then what precedes it. In those before:
    subjects, main clause first, then the rest. What stands inside a quotation is no antecedent for what is outside.
    """
    doc: Doc = register.doc
    seen = {head.i}
    quote = register.quoted[head.i]
    own = get_clause_verb(head)
    blocked = _get_blocked(head, own)
    for token in iter_above(head, own):
        if token.i < head.i and token.i not in seen and token.i not in blocked:
            seen.add(token.i)
            yield token
    sentence = head.sent
    for token in _nominals(doc, sentence.start, head.i):
        if token.i not in seen and token.i not in blocked and register.quoted[token.i] in (0, quote):
            seen.add(token.i)
            yield token
    start = sentence.start
    reach = _REACH
    for _ in range(_FURTHEST):
        if start == 0 or reach == 0:
            return
        before: Span = doc.tokens[start - 1].sent
        start = before.start
        if before.text.isspace():
            reach -= 1
        elif not _is_quoted(register, before, quote):
            reach -= 1
            yield from _previous(register, before, quote)
        elif head.lower_ in THEY:
            # Of many who could be meant it is those who spoke just before, or nobody.
            reach = 1


def _is_quoted(register: Register, sentence: Span, quote: int) -> bool:
    """Whether all of a sentence stands in a quotation other than that of the pronoun: whoever spoke, speaks on."""
    first, last = register.quoted[sentence.start], register.quoted[sentence.end - 1]
    return first not in (0, quote) and first == last


def get_parties(register: Register, token: Token) -> list[Token]:
    """Return *token* and what is coordinated with it, but for what is of its name (*the Mines and Ports Union*)."""
    found = get_conjuncts(token)
    if len(found) == 1:
        return found
    name = register.at[token.i]
    return [one for one in found if one is token or name is None or register.at[one.i] is not name]


def _get_blocked(head: Token, own: Token) -> set[int]:
    """What cannot be meant: the subject of the same verb for an object, whoever the pronoun itself is owned by."""
    blocked: set[int] = set()
    subject = get_own_subject(head)
    if subject is not None:
        # "Her rival, Adam Rowe, met Bell and accused him": nor is he who the subject is said to be.
        blocked.update((subject.i, *(one.i for one in subject.children if one.dep_ == "appos")))
    if head.dep_ in SUBJECTS:
        blocked |= {one.i for one in own.children if one.dep_ in OBJECTS}
        for clause in own.lefts:
            # "Asked about the nurse, he …": who is asked is he, and not the nurse.
            if clause.dep_ == "advcl" and clause.tag_ in ("VBN", "VBG") and get_subject(clause) is None:
                blocked |= {one.i for one in clause.subtree}
        blocked |= _get_interrupted(head, own)
        if own.dep_ == "relcl" and own.head.i == head.i - 1:
            # "The senator she accused" is not she.
            blocked.add(own.head.i)
    return blocked


def get_own_subject(head: Token) -> Token | None:
    """Return the subject of the verb that a pronoun is an object of, which the pronoun cannot mean."""
    if head.dep_ not in OBJECTS or head.lower_ in ("himself", "herself", "itself", "themselves"):
        return None
    own = get_clause_verb(head)
    return get_subject(own) or _get_shared(own)


def _get_shared(verb: Token) -> Token | None:
    """*Rowe turned on Bell, accusing him*: the subject that a participle has from the clause that it hangs on."""
    for _ in range(4):
        if verb.dep_ not in ("advcl", "conj") or verb.tag_ != "VBG" or verb.head.pos_ not in ("VERB", "AUX"):
            return None
        verb = verb.head
        subject = get_subject(verb)
        if subject is not None:
            return subject
    return None


def _get_interrupted(head: Token, own: Token) -> set[int]:
    """Return the subject of the clause that *they said* interrupts: *army chiefs, they said, had asked …*."""
    if own.lemma_ not in SPEAKING or head.i == 0:
        return set()
    # Copy that has lost its marks leaves the comma out.
    clauses = [one for one in own.lefts if one.dep_ == "ccomp"]
    if head.nbor(-1).text == ",":
        clauses += [own.head] if own.head.i != own.i else []
        clauses += [one for one in own.rights if one.dep_ == "ccomp"]
    blocked = {one.i for clause in clauses for one in clause.lefts if one.dep_ in SUBJECTS and one.i < head.i}
    for clause in own.lefts:
        if head.lower_ in THEY or clause.dep_ != "ccomp":
            continue
        if clause.lemma_ not in SPEAKING and head.nbor(-1).text != ";":
            # Nobody in what is said is who says it: "I am the president of the league, he said".
            blocked |= {one.i for one in clause.subtree if one.i < head.i}
    return blocked


def iter_above(head: Token, own: Token) -> Iterator[Token]:
    """Yield the subjects of the clauses that the pronoun's clause hangs on."""
    verb = own
    if head.dep_ not in SUBJECTS:
        subject = get_subject(verb)
        if subject is not None:
            yield subject
    elif own.dep_ == "relcl" and own.lemma_ in SPEAKING:
        # "A spokesman said a guard had fired the shot, which he claimed …": who speaks goes on speaking.
        for above in own.ancestors:
            subject = get_subject(above) if above.lemma_ in SPEAKING else None
            if subject is not None:
                yield subject
    for _ in range(8):
        if verb.head.i == verb.i:
            return
        verb = verb.head
        if verb.pos_ in ("VERB", "AUX"):
            subject = get_subject(verb)
            if subject is not None:
                yield subject
        elif verb.pos_ in ("NOUN", "PROPN") and verb.dep_ in SUBJECTS:
            yield verb


def _nominals(doc: Doc, start: int, end: int) -> list[Token]:
    """Return the heads of noun phrases in a stretch, nearest to its end first, subjects before others."""
    found = [
        token
        for token in doc[start:end]
        if token.dep_ in SUBJECTS
        or (token.dep_ in OBJECTS or token.dep_ in ("poss", "conj", "appos"))
        and token.pos_ in ("NOUN", "PROPN", "PRON")
        # "He wants to become the next president": what somebody is or becomes is nobody else.
        or (token.dep_ == "attr" and token.pos_ == "PROPN")
    ]
    return sorted(found, key=lambda token: (token.dep_ not in SUBJECTS, -token.i))


def _previous(register: Register, sentence: Span, quote: int) -> Iterator[Token]:
    root = sentence.root
    main = get_subject(root)
    first: list[Token] = []
    if main is not None and register.quoted[main.i] in (0, quote):
        first.append(main)
        yield main
    for token in _nominals(register.doc, sentence.start, sentence.end):
        if token not in first and register.quoted[token.i] in (0, quote):
            yield token
