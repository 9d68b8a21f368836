"""
Find who is behind a deed in a clause that names it: *it was a massacre by the army*, *was the work of rebels*.

Source: docs/rules.md, rule I1.
"""

from collections.abc import Callable, Iterable

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.lexicon import Wrongs
from sayso.extract.statements.roles import find_doer, is_by_whom
from sayso.extract.statements.tree import get_agent, get_complement, get_object, get_subject
from sayso.extract.statements.wrong_phrases import is_deed
from sayso.extract.who import find_actors

Doers = Callable[[Token], Iterable[str]]
"""Who a phrase stands for."""

_POINTING = frozenset("it this that these those what".split())


def find_behind(doc: Doc, verb: Token, wrongs: Wrongs, stand_for: Doers) -> tuple[str, ...]:
    """
    Return the actors behind a deed that the clause of *verb* names, and not by its subject alone.

    Args:
        doc: The doc.
        verb: *be*, *bear*, *mean* and their like, not negated.
        wrongs: Words for wrongs.
        stand_for: Finds the actors that a phrase names or describes.

    Returns:
        Empty where the clause names no deed, or nobody behind it.
    """
    own = get_subject(verb)
    noun = next((c for c in verb.children if c.dep_ == "attr" and c is not own), None) or get_object(verb)
    if own is None or noun is None or noun.i < verb.i or noun.pos_ not in ("NOUN", "PROPN"):
        return ()
    what = noun.lemma_.lower()
    if what in wrongs.marks:
        # "was the work of separatists", "bore the hallmarks of separatists"
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        who = get_complement(of) if of is not None else None
        return tuple(stand_for(who)) if who is not None and _is_deed_or_pointed(own, wrongs) else ()
    if what in wrongs.results and _is_ill(own, wrongs):
        # "the crisis is the result of Chad's meddling", "their hunger is the fault of the government"
        return tuple(find_doer(doc, noun))
    if what in wrongs.roots:
        return _find_cause(doc, own, noun, wrongs, stand_for)
    if own.lower_ in _POINTING or _is_deed_or_pointed(own, wrongs):
        if _is_wrong(noun, wrongs) or _is_bad_try(noun, wrongs):
            return _find_agent(noun, stand_for)
    return ()


def _is_deed_or_pointed(own: Token, wrongs: Wrongs) -> bool:
    """*it*, *this*, *the raid*, *the blast*."""
    lemma = own.lemma_.lower()
    return own.lower_ in _POINTING or lemma in wrongs.attacks or lemma in wrongs.deeds or lemma in wrongs.blasts


def _is_ill(own: Token, wrongs: Wrongs) -> bool:
    lemma = own.lemma_.lower()
    return lemma in wrongs.ills or lemma in wrongs.plights


def _is_wrong(noun: Token, wrongs: Wrongs) -> bool:
    """*a crime*, *an act of terrorism*."""
    behind = (get_complement(c) for c in noun.children if c.lower_ == "of")
    words = [noun.lemma_.lower(), *(one.lemma_.lower() for one in behind if one is not None)]
    return any(one in wrongs.deeds or one == "escalation" for one in words)


def _is_bad_try(noun: Token, wrongs: Wrongs) -> bool:
    """*an attempt by the board to silence its critics*."""
    if noun.lemma_ not in ("attempt", "effort", "bid", "plan", "ploy", "scheme", "campaign", "plot", "tactic"):
        return False
    for token in noun.subtree:
        if token.dep_ in ("acl", "relcl", "xcomp") and token.tag_ == "VB" and token.i > noun.i:
            lemma = token.lemma_
            return lemma in wrongs.always or lemma in wrongs.scheming or lemma in wrongs.driving
    return False


def _find_agent(noun: Token, stand_for: Doers) -> tuple[str, ...]:
    """Who is behind *a crime encouraged by the board*, *a bid by the board to …*; not of whom it is."""
    near = [noun, *(c for of in noun.children if of.lower_ == "of" for c in of.children)]
    for one in near:
        for child in one.children:
            if child.dep_ in ("acl", "relcl") and child.tag_ == "VBN":
                agent = get_agent(child)
            else:
                agent = get_complement(child) if child.dep_ in ("prep", "agent") and is_by_whom(child) else None
            if agent is not None and agent.pos_ in ("NOUN", "PROPN"):
                return tuple(stand_for(agent))
    return ()


def _find_cause(doc: Doc, own: Token, noun: Token, wrongs: Wrongs, stand_for: Doers) -> tuple[str, ...]:
    """*Chad is the main obstacle to peace*, *Chad's refusal was the cause of the crisis*."""
    prep = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "to", "for", "behind")), None)
    what = get_complement(prep) if prep is not None else None
    if what is None or any(c.lower_ == "no" for c in noun.children):
        return ()
    if noun.lemma_.lower() not in wrongs.hurdles:
        lemma = what.lemma_.lower()
        if lemma not in wrongs.ills and lemma not in wrongs.plights and not is_deed(what, wrongs):
            return ()
    named = find_actors(doc, own, create=False)
    if named:
        return named
    told = any(c.dep_ == "poss" or c.lower_ == "by" for c in own.children)
    return tuple(find_doer(doc, own)) if told else ()
