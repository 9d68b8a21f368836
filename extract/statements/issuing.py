"""
Find who puts words on paper: *released a note saying …*, *wrote to them accusing …*, *waved banners denouncing …*.

Source: docs/rules.md, rule S6.
"""

from sayso.extract.parse import Token
from sayso.extract.statements.adverbials import get_utterance
from sayso.extract.statements.tree import get_subject, is_passive

_ISSUING = frozenset("release issue publish post write send file read sign tweet circulate run put give make".split())
_MESSAGING = frozenset("email e-mail write phone telephone text cable message wire petition sue lobby".split())
_READING = frozenset("read say show proclaim declare".split())
"""What a sign does itself: *banners reading “No more”*."""
_SIGNS = frozenset("banner placard poster sign flag leaflet flyer pamphlet slogan graffiti effigy t-shirt".split())
_SHOWING = frozenset(
    "carry hold wave raise display brandish bear wear unfurl hang chant shout sing paint spray scrawl throw".split()
)


def _get_posted(noun: Token) -> Token:
    """*a message on Facebook saying …*: the message, or else *noun* itself."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("on", "to", "via") and noun.head.head.dep_ == "dobj":
        posted = noun.head.head
        return posted if posted.lemma_.lower() in get_utterance().media else noun
    return noun


def find_posting(verb: Token, own: Token) -> Token | None:
    """*posted a message on Facebook blaming …*: the parser makes the platform the subject; return *posted*."""
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or own.i != verb.i - 1 or verb.head.i != own.i - 1:
        return None
    if verb.head.lower_ not in ("on", "via"):
        return None
    at = verb.head.head
    return at if at.pos_ == "VERB" and at.lemma_ in _ISSUING else _find_document(at)


def find_issuing(noun: Token, verb: Token) -> Token | None:
    """
    Return the verb whose subject says what a participle behind *noun* tells.

    Args:
        noun: What the participle hangs on: *statement* in *released a statement saying …*.
        verb: The participle.
    """
    found = _find_document(noun)
    if found is None and verb.lemma_ not in _READING:
        found = _find_messaging(noun)
    return found


def _find_document(noun: Token) -> Token | None:
    """*released a statement saying …*, *shot back in a letter saying …*: the verb whose subject says so."""
    noun = _get_posted(noun)
    if noun.lemma_.lower() not in get_utterance().media or noun.head.pos_ not in ("VERB", "ADP"):
        return None
    verb = noun.head
    if noun.dep_ == "dobj":
        return verb if verb.lemma_ in _ISSUING and get_subject(verb) is not None and not is_passive(verb) else None
    if noun.dep_ == "pobj" and verb.lower_ in ("in", "with") and verb.head.pos_ == "VERB":
        return verb.head if get_subject(verb.head) is not None and not is_passive(verb.head) else None
    return None


def _find_messaging(noun: Token) -> Token | None:
    """*wrote to the club accusing Rowe of …*, *waved banners denouncing Rowe*: the verb whose subject does so."""
    at = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    if at.pos_ != "VERB" or noun.dep_ not in ("dobj", "pobj", "dative") or is_passive(at):
        return None
    if at.lemma_ in _MESSAGING:
        return at
    return at if noun.dep_ == "dobj" and at.lemma_ in _SHOWING and noun.lemma_.lower() in _SIGNS else None
