"""
Put the tree right where a cue stands between the subject and the predicate of what is said, or behind it.

*The ferry, said Ada Rowe, a sailor, was overloaded*; *the dam, one of the engineers said on Monday, would hold*: the
parser makes the ferry say it, and Ada Rowe be overloaded. *Mali was arming rebels, a charge Bamako denied*: the charge
denies nothing.

Source: docs/rules.md, rule C3.
"""

from sayso.extract.arcs import rehang, uproot
from sayso.extract.parse import Doc, Token
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import SUBJECTS, get_subject

LEMMAS = frozenset(
    "say tell add report announce warn claim insist argue note explain believe state suggest contend acknowledge "
    "confirm write allege complain stress predict".split()
)
"""Cues that stand in the middle of what they report."""
_OPEN = frozenset(("ROOT", "parataxis", "ccomp"))
_GROUP = frozenset(("aux", "auxpass", "neg", "advmod"))


def turn_aside(doc: Doc, verb: Token) -> bool:
    """
    Give the cue its own subject, and what is said the one that the parser gave to the cue.

    Args:
        doc: The article.
        verb: A token whose lemma is in `LEMMAS`.

    Returns:
        Whether anything was changed. Nothing is unless commas part subject, cue with speaker, and predicate.
    """
    if verb.dep_ not in _OPEN or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    if verb.tag_ == "VBN" and any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS or _is_adverb(c)), None)
    if subject is None or subject.i > verb.i or doc.tokens[verb.i - 1] is subject:
        return False
    main = _find_main(verb)
    if main is None:
        return False
    speaker = _find_speaker(doc, verb, subject, main)
    if speaker is None or not (speaker.pos_ in ("PRON", "NUM") or may_be_somebody(doc, speaker)):
        return False
    if not _is_set_off(doc, verb, speaker, main):
        return False
    return _turn(verb, subject, speaker, main)


def _is_adverb(noun: Token) -> bool:
    """Whether the parser took a name in front for an adverb, as it would a day."""
    return noun.dep_ == "npadvmod" and noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in ("DATE", "TIME")


def _find_main(verb: Token) -> Token | None:
    """The verb of what is said, behind the cue."""
    if verb.dep_ == "parataxis" and verb.head.i > verb.i:
        return verb.head
    found = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    return found if found is not None and not any(c.dep_ == "mark" for c in found.children) else None


def _find_speaker(doc: Doc, verb: Token, subject: Token, main: Token) -> Token | None:
    """Who speaks: right behind the cue, the subject of what is said for the parser, or in front of it."""
    own = get_subject(main)
    if doc.tokens[verb.i - 1].text == ",":
        if any(t.text == "," for t in doc.tokens[subject.i + 1 : verb.i - 1]):
            # "The auditors, in a statement, said the funds, which had halved, were lost"
            return None
        if own is not None and own.i < main.i and own.left_edge.i == verb.i + 1:
            return own
        return _find_behind(verb) if own is None else None
    if own is not None and own is not subject:
        return None
    for one in (*verb.children, *subject.children):
        if one is subject or not subject.i < one.i < verb.i or doc.tokens[one.left_edge.i - 1].text != ",":
            continue
        if one.dep_ in SUBJECTS or one.dep_ == "appos" and one.right_edge.i == verb.i - 1:
            if one.pos_ == "NUM":
                # "one of the engineers"
                of = next((c for c in one.children if c.lower_ == "of"), None)
                return one if of is not None and one.lower_ in ("one", "some", "many") else None
            return one
    return None


def _find_behind(verb: Token) -> Token | None:
    return next(
        (c for c in verb.children if c.dep_ in ("nsubj", "dobj", "attr") and c.left_edge.i == verb.i + 1), None
    )


def _is_set_off(doc: Doc, verb: Token, speaker: Token, main: Token) -> bool:
    """Whether a comma stands right before the tensed verb of what is said, behind the cue and who speaks."""
    behind = max(verb.i, speaker.right_edge.i if speaker.i > verb.i else verb.i)
    first = min(
        (c.i for c in (main, *main.children) if c.i > behind and (c is main or c.dep_ in _GROUP)), default=main.i
    )
    return first > behind and doc.tokens[first - 1].text == ","


def _turn(verb: Token, subject: Token, speaker: Token, main: Token) -> bool:
    if main.head is verb:
        over = verb.head
        if over is verb:
            uproot(main)
        elif rehang(main, over):
            main.dep_ = verb.dep_
        else:
            return False
        if not rehang(verb, main):
            return False
    verb.dep_ = "parataxis"
    if subject.head is not main and not rehang(subject, main):
        return False
    if speaker.head is not verb and not rehang(speaker, verb):
        return False
    passive = any(c.dep_ == "auxpass" for c in main.children)
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"
    subject.dep_, speaker.dep_ = "nsubjpass" if passive else "nsubj", "nsubj"
    last = speaker.right_edge
    for child in (*verb.children, last, *speaker.children):
        if (
            child.dep_ == "punct"
            and (child.head is verb or child is last)
            or child.head is verb
            and child.i < subject.i
        ):
            rehang(child, main)
    return True


DENYING = frozenset("deny reject dismiss refute dispute call describe brush confirm repeat".split())
"""Cues that tell what somebody says of a charge named right before."""
_CHARGES = frozenset("charge accusation allegation claim assertion suggestion report".split())


def turn_charge(doc: Doc, verb: Token) -> bool:
    """
    Hang *Bamako denied*, in *Mali was arming rebels, a charge Bamako denied*, on the charge, as a relative clause.

    Args:
        doc: The article.
        verb: A token whose lemma is in `DENYING`.

    Returns:
        Whether anything was changed. Nothing is unless the noun stands between a comma and the subject of *verb*.
    """
    noun = next((c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in _CHARGES), None)
    if noun is None or noun.i >= verb.i or doc.tokens[noun.left_edge.i - 1].text != ",":
        return False
    if doc.tokens[noun.i - 1].lower_ not in ("a", "an") or noun.right_edge is not noun:
        return False
    own = next((c for c in verb.children if c.left_edge.i == noun.i + 1 and c.dep_ in ("nsubj", "compound")), None)
    said = next((c for c in verb.children if c.dep_ in _OPEN and c.i < noun.i), None) or verb.head
    if own is None or said is verb or said.i > noun.i or said.pos_ not in ("VERB", "AUX"):
        return False
    if said.head is verb:
        over, dep = verb.head, verb.dep_
        if over is verb:
            uproot(said)
        elif not rehang(said, over):
            return False
        said.dep_ = "ROOT" if over is verb else dep
    if not rehang(noun, said) or not rehang(verb, noun):
        return False
    noun.dep_, verb.dep_, own.dep_ = "npadvmod", "relcl", "nsubj"
    for child in verb.children:
        if child.dep_ == "punct":
            rehang(child, said)
    return True
