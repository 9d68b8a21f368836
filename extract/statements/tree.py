"""Look-ups in the dependency parse that several rules share."""

from sayso.extract.arcs import BLAMING
from sayso.extract.parse import Doc, Token
from sayso.model import Span

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
QUOTES = frozenset("\"“”„«»‹›‘’'`「」『』") | {"''", "``"}
_EDGE = frozenset(" \t\n\r\xa0.,;:-–—…") | QUOTES
_FRONT = _EDGE | frozenset(")]")
_BACK = _EDGE | frozenset("([")


def get_subject(verb: Token) -> Token | None:
    """Return the verb's own subject, whatever it is; None where it has none."""
    found: Token | None = None
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if found is None:
                found = child
            elif found.i < verb.i < child.i and verb.doc.tokens[verb.i - 1].is_punct:
                # "The fire, said witnesses, began …"
                return child
            elif found.i < child.i < verb.i and _begins_anew(child):
                # "Speaking to the station, the network's partner, Mr Bell accused her": it stands beside another.
                found = child
    if found is None:
        # "He did, however, accuse them": the parser may hang the subject on the auxiliary.
        for child in verb.children:
            if child.dep_ == "aux" and child.i < verb.i and child.children:
                found = next((c for c in child.children if c.dep_ in SUBJECTS), None)
    return found


def _begins_anew(subject: Token) -> bool:
    """Whether a comma stands before a named subject, so that those in front of it in its clause can be none."""
    first = subject.left_edge
    return subject.pos_ == "PROPN" and first.i > 0 and first.nbor(-1).text == ","


def is_passive(verb: Token) -> bool:
    """Return whether the verb is in the passive voice."""
    if lacks_whom(verb):
        return True
    if verb.tag_ != "VBN":
        return False
    agent = False
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass", "csubjpass"):
            return True
        agent = agent or child.dep_ == "agent"
    if agent:
        # "has condemned the use of bombs by the regime": the parser may hang "by" on an active verb.
        return not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if verb.dep_ in ("acl", "amod", "acomp"):
        return not _auxiliary(verb) and not stands_for_predicate(verb)
    if verb.dep_ == "advcl" and (verb.i == verb.sent.start or verb.doc.tokens[verb.i - 1].lower_ in _WHEN):
        # "Asked whether …, she replied", "when asked about it", "the reward is for Bello, charged with …"
        return not _auxiliary(verb) and get_subject(verb) is None
    return verb.dep_ == "conj" and is_passive(verb.head) and get_subject(verb) is None and not _auxiliary(verb)


_WHEN = frozenset((",", "when", "if", "once", "unless", "as", "though", "although", "while"))


def lacks_whom(verb: Token) -> bool:
    """
    Return whether a verb of blame stands without anybody who is blamed, so that it can be a participle only.

    *The minister -- accused of fraud -- …*, *BANK ACCUSED OF FRAUD*, *the firms accused in a report of fraud have
    denied it*: the parser may make a predicate of it. Not where the one blamed stands before: *the senator she accused
    of lying*.
    """
    if verb.lemma_ not in _BLAMING or verb.tag_ not in ("VBN", "VBD") or verb.i + 1 >= len(verb.doc):
        return False
    if verb.doc.tokens[verb.i + 1].lower_ not in _BLAMING[verb.lemma_] and not _is_charged_later(verb):
        return False
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "auxpass", "nsubjpass", "aux"):
            return False
        if child.dep_ == "nsubj" and verb.dep_ in ("relcl", "ccomp", "acl") and child.i < verb.i:
            # "said the man accused of theft had fled", but "the senator she accused of theft".
            return verb.dep_ == "ccomp" and verb.tag_ == "VBN"
    return True


def _is_charged_later(verb: Token) -> bool:
    """Whether only where or when stands between a verb of blame and the charge: *accused in a report of fraud*."""
    if verb.lemma_ != "accuse":
        return False
    for child in verb.children:
        if child.i > verb.i:
            if child.dep_ == "prep" and child.lower_ == "of":
                return True
            if child.dep_ not in ("prep", "npadvmod", "advmod", "agent"):
                return False
    return False


_BLAMING = BLAMING | {
    "fault": frozenset(("for",)),
    "indict": frozenset(("as", "on", "for", "in")),
    "implicate": frozenset(("in",)),
    "find": frozenset(("guilty", "liable")),
    "hold": frozenset(("responsible", "liable")),
    "deem": frozenset(("guilty", "responsible", "liable")),
}
"""Verbs that name whom they blame, with the words that follow where they do not."""


def stands_for_predicate(verb: Token) -> bool:
    """*Malta, whose fleet is small, threatened …*: the parser took the verb for a participle."""
    head = verb.head
    if (
        verb.dep_ != "acl"
        or head.dep_ != "ROOT"
        or head.pos_ not in ("NOUN", "PROPN")
        or verb.tag_ not in ("VBN", "VBD")
    ):
        return False
    at = verb.i - 1
    while at > head.i and verb.doc.tokens[at].pos_ in ("ADV", "AUX"):
        at -= 1
    return at > head.i and verb.doc.tokens[at].text == "," and not any(c.dep_ == "agent" for c in verb.children)


def _auxiliary(verb: Token) -> bool:
    return any(child.dep_ == "aux" for child in verb.children)


def get_agent(verb: Token) -> Token | None:
    """Return the head of a passive's by-phrase."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for grandchild in child.children:
                if grandchild.dep_ == "pobj" and grandchild.lower_ != "means":
                    # "cannot by any means be blamed": nobody does it.
                    return grandchild
    return None


def get_object(verb: Token) -> Token | None:
    """Return the direct or indirect object that comes first; None where there is none."""
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "iobj") and child.tag_ != "IN" and child.tag_ != "TO":
            return child
    return None


def get_prepositions(verb: Token) -> list[Token]:
    """Return the prepositions that the token governs, in order, with those hung on when or in what it is said."""
    out: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("prep", "dative", "agent") and child.tag_ in ("IN", "TO", "RP"):
            if child.lower_ == "on" and child.i < verb.i:
                # "On the river's other bank, people blame …" tells where.
                continue
            out.append(child)
            noun = get_complement(child) if child.lower_ in ("on", "in", "for") and child.i > verb.i else None
            if noun is not None and (noun.ent_type_ in ("DATE", "TIME") or noun.lemma_ in _MESSAGES):
                # "accused Chad on Monday of …", "… in a letter of arming rebels"
                out += [one for one in noun.rights if one.lower_ == "of" and _brings_deed(one, noun)]
    return out


_MESSAGES = frozenset(
    "time letter statement speech report interview address tweet post message note memo dispatch".split()
)


def _brings_deed(preposition: Token, noun: Token) -> bool:
    if any(child.dep_ == "pcomp" for child in preposition.children):
        return True
    # The parser takes "shelling" in "on Friday of shelling villages" for a noun.
    after = preposition.nbor() if preposition.i + 1 < len(preposition.doc) else preposition
    return noun.ent_type_ in ("DATE", "TIME", "ORDINAL") and after.text.endswith("ing")


def get_complement(preposition: Token) -> Token | None:
    """Return what a preposition brings: a noun or a gerund."""
    for child in preposition.children:
        if child.dep_ in ("pobj", "pcomp") and child.i > preposition.i:
            return child
    return None


def has_finite_verb(head: Token) -> bool:
    """Return whether the clause headed by *head* is finite."""
    if head.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    for child in head.children:
        if child.dep_ in ("aux", "auxpass", "cop") and child.tag_ in ("MD", "VBD", "VBZ", "VBP"):
            return True
    return False


def is_infinitive(head: Token) -> bool:
    """Return whether the clause headed by *head* is an infinitive with *to*."""
    for child in head.children:
        if child.tag_ == "TO" and child.dep_ == "aux":
            return True
    return False


def trim(doc: Doc, start: int, end: int) -> Span | None:
    """Return the characters of tokens [start, end) without marks and commas at the ends; None if empty."""
    while end > start and (doc.tokens[end - 1].tag_ == "CC" or doc.tokens[end - 1].is_space):
        end -= 1
    if start >= end:
        return None
    text = doc.text
    left = doc.tokens[start].idx
    last = doc.tokens[end - 1]
    return trim_chars(text, left, last.idx + len(last))


def trim_chars(text: str, left: int, right: int) -> Span | None:
    """Return [left, right) without white space, quotation marks and commas at the ends; None if nothing is left."""
    while left < right and text[left] in _FRONT:
        left += 1
    while right > left and text[right - 1] in _BACK:
        right -= 1
    return (left, right) if left < right else None


def token_span(token: Token) -> Span:
    """Return the character span of one token."""
    return token.idx, token.idx + len(token)


def has_modal(verb: Token) -> bool:
    """Return whether a modal (*will*, *should*, *may*) goes with the verb, or with that before *and*."""
    return get_modal(verb) is not None


def get_modal(verb: Token) -> Token | None:
    """Return the modal that goes with the verb: its own, or that of the verb before *and*."""
    for child in verb.children:
        if child.dep_ == "aux" and child.tag_ == "MD":
            return child
    return get_modal(verb.head) if verb.tag_ == "VB" and verb.dep_ == "conj" else None


def is_negated(verb: Token) -> bool:
    """Return whether *not* or *never* goes with the verb."""
    for child in verb.children:
        if child.dep_ == "neg":
            return True
    return False


def get_auxiliaries(verb: Token) -> list[str]:
    """Return the auxiliaries that go with the verb, in small letters: *had*, *’ll*."""
    return [child.lower_ for child in verb.children if child.dep_ == "aux"]


def lacks_commas(doc: Doc) -> bool:
    """Return whether the text has lost its commas, as text taken from web pages sometimes has."""
    return doc.text.count(",") * _TOKENS_TO_A_COMMA < len(doc)


_TOKENS_TO_A_COMMA = 120


def sentence_span(token: Token) -> Span:
    """Return the character span of the token's sentence, without white space at its end."""
    sent = token.sent
    end = sent.end
    while end > sent.start + 1 and token.doc.tokens[end - 1].is_space:
        end -= 1
    last = token.doc.tokens[end - 1]
    return token.doc.tokens[sent.start].idx, last.idx + len(last)


def get_of(noun: Token) -> Token | None:
    """Return what stands behind *of*: *the board* in *many of the board*; None where there is no *of*."""
    of = next((c for c in noun.children if c.lower_ == "of"), None)
    return get_complement(of) if of is not None else None


def is_connective(token: Token) -> bool:
    """Whether a conjunction only joins its sentence to the one before: *But …*, and not *Both the army and …*."""
    return token.tag_ == "CC" and token.dep_ != "preconj" and token.text[:1].isupper()
