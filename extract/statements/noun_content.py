"""
Read what a reporting noun reports: *the claim that …*, *accusations of …*, *hope the talks resume*, *murder charges*.

Source: docs/rules.md, rules N2 to N5.
"""

from sayso.extract.parse import Token
from sayso.extract.statements.adverbials import is_blamed
from sayso.extract.statements.content import Content, cut_relative, read_phrase
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.second_acts import find_end_of_denied
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import get_complement, get_object, get_subject, has_finite_verb, is_infinitive, trim


def read_noun_content(noun: Token, entry: Entry, preps: list[Token]) -> Content | None:
    """Return what a reporting noun reports: a clause, an infinitive, what a preposition brings, a crime; or None."""
    for child in _clauses_behind(noun, preps):
        if child.i > noun.i and child.dep_ in ("acl", "ccomp", "relcl") and child.pos_ in ("VERB", "AUX"):
            first = child.left_edge
            marked = first.lower_ == "that" and first.dep_ == "mark" and not _is_of_noun(child)
            if marked and (has_finite_verb(child) or entry.illocution == "demand" and _is_subjunctive(child)):
                span = trim(noun.doc, first.i + 1, cut_relative(child, find_end_of_denied(child)))
                return Content((span,), child, "clause") if span else None
            if (
                is_infinitive(child)
                and child.dep_ == "acl"
                and entry.illocution in ("demand", "pledge", "threaten", "refuse")
            ):
                to = next(c for c in child.children if c.tag_ == "TO")
                span = trim(noun.doc, to.i + 1, cut_relative(child, child.right_edge.i + 1))
                return Content((span,), child, "infinitive") if span else None
    hoped = next((c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp") and c.i > noun.i), None)
    if hoped is None and noun.dep_ == "dobj":
        hoped = next((c for c in noun.head.children if c.dep_ == "ccomp" and c.left_edge.i == noun.i + 1), None)
    apart = noun.left_edge.i and noun.left_edge.nbor(-1).text == ","
    if apart or hoped is not None and noun.dep_ in ("appos", "attr", "npadvmod"):
        # "…, an accusation he rejected": that is no part of it.
        hoped = None
    if hoped is not None and noun.lemma_ in _HOPES and has_finite_verb(hoped):
        own = get_subject(hoped)
        if own is not None and own.left_edge.i == noun.i + 1 and own.tag_ not in ("WDT", "WP"):
            # "expressed hope the talks would resume"
            span = trim(noun.doc, own.left_edge.i, cut_relative(hoped, hoped.right_edge.i + 1))
            return Content((span,), hoped, "clause") if span else None
    clause = _is_called_for(noun) if entry.illocution == "demand" else None
    if clause is not None:
        mark = next(c for c in clause.children if c.dep_ == "mark")
        span = trim(noun.doc, mark.i + 1, cut_relative(clause, clause.right_edge.i + 1))
        return Content((span,), clause, "clause") if span else None
    for wanted in ("content", "topic"):
        for prep in preps:
            if entry.preps.get(prep.lower_) == wanted:
                complement = get_complement(prep)
                if complement is not None and not _is_whose(noun, prep, complement):
                    return read_phrase(complement)
    if entry.rule == "accusation" and noun.tag_ == "NNS":
        # "faces murder charges", "denied rape allegations"
        crime = next((c for c in noun.children if c.dep_ == "compound" and c.pos_ == "NOUN" and not c.ent_type_), None)
        span = (
            trim(noun.doc, min(crime.left_edge.i, _first_crime(noun)), noun.i)
            if crime is not None and is_blamed(crime)
            else None
        )
        return Content((span,), crime, "phrase") if span else None
    return None


def _is_of_noun(verb: Token) -> bool:
    """Whether *that* stands for the noun: *claims that many say are false*, *charges that critics call absurd*."""
    if verb.lemma_ in _CALLING:
        return get_object(verb) is None
    inner = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    return (
        inner is not None and get_subject(inner) is None and has_finite_verb(inner) and inner.left_edge.i == verb.i + 1
    )


_CALLING = frozenset("call describe dismiss reject deny consider dispute regard brand label term".split())
"""Verbs of a judgement on a charge, which need an object."""


def _first_crime(noun: Token) -> int:
    """Where *murder and disorder charges* begin to tell of what."""
    at = noun.left_edge.i
    return at + 1 if noun.doc.tokens[at].tag_ in ("DT", "PRP$") else at


_HOPES = frozenset(
    "hope confidence fear concern belief doubt optimism claim allegation accusation charge report assertion".split()
)


def _is_subjunctive(verb: Token) -> bool:
    """*demands that Chad stop*, *that they be allowed in*."""
    return verb.tag_ == "VB" or any(c.dep_ in ("aux", "auxpass") and c.lower_ == "be" for c in verb.children)


_UTTERED = frozenset("claim assertion contention statement remark comment testimony argument insistence".split())


def _is_whose(noun: Token, prep: Token, complement: Token) -> bool:
    """*the claims of a former guard*: who makes them, and not what they tell."""
    if noun.lemma_ not in _UTTERED or prep.lower_ != "of":
        return False
    return complement.pos_ != "VERB" and may_be_somebody(noun.doc, complement)


def _is_called_for(noun: Token) -> Token | None:
    """*Calls for the chairman to resign*: the clause that *for* begins."""
    for child in noun.children:
        if (
            child.i > noun.i
            and is_infinitive(child)
            and any(c.dep_ == "mark" and c.lower_ == "for" for c in child.children)
        ):
            return child
    return None


def _clauses_behind(noun: Token, preps: list[Token]) -> list[Token]:
    """The clauses that the parser hung on the noun, or on who is named behind it: *claims by the club that …*."""
    out = list(noun.children)
    after = max([noun.right_edge.i, *(p.right_edge.i for p in preps if p.i == noun.right_edge.i + 1)]) + 1
    if noun.dep_ == "dobj" and after < len(noun.doc) and noun.doc.tokens[after].lower_ == "that":
        # "won promises from the bank that …": the parser hangs the clause on what stands over the noun.
        clause = noun.doc.tokens[after].head
        if noun.doc.tokens[after].dep_ == "mark" and clause.left_edge.i == after:
            out.append(clause)
    for prep in preps:
        complement = get_complement(prep)
        if complement is not None and prep.lower_ in ("by", "from", "against", "in", "on"):
            out += [
                c
                for c in complement.subtree
                if c.dep_ in ("acl", "relcl", "ccomp") and c.left_edge.lower_ == "that" and c.head.pos_ != "VERB"
            ]
    return out
