"""
Put the tree right where a report ends in its cue and its speaker.

*Prices had doubled, claimed the union*: the parser takes such a speaker for the object of the cue, or the cue for a
participle in front of the speaker; only *said* and a quotation in front save it from that.

Source: docs/rules.md, rule C10.
"""

from sayso.extract.arcs import rehang
from sayso.extract.parse import Doc, Token
from sayso.extract.statements.adverbials import get_utterance
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import SUBJECTS, get_subject, has_finite_verb
from sayso.extract.who import is_body_like

_OBJECTS = frozenset(("dobj", "attr", "oprd", "npadvmod", "appos", "conj", "dep"))
_CLAUSES = frozenset(("conj", "advcl", "dep", "parataxis", "ccomp"))


def turn_tail(doc: Doc, verb: Token) -> bool:
    """
    Make the phrase behind *verb* its subject, and what stands before the comma what it reports, if both fit.

    Args:
        doc: The article.
        verb: A token whose lemma may be a cue, whatever its tag.

    Returns:
        Whether anything was changed. Nothing is where the verb has a subject, or shares one with the verb before
        (*left the hall, phoned his aides*), or where the phrase behind it names nobody who could speak.
    """
    if verb.i < 2 or doc.tokens[verb.i - 1].text != "," or verb.tag_ not in ("VBD", "VBN", "VBZ"):
        return False
    if any(c.dep_ in SUBJECTS or c.dep_ in ("aux", "auxpass", "cc", "mark", "neg") for c in verb.children):
        return False
    speaker = _find_speaker(doc, verb)
    if speaker is None or not _ends(doc, speaker.right_edge.i + 1) or not _speaks(doc, verb, speaker):
        return False
    main = _find_main(verb)
    if main is None:
        return False
    if speaker.head is not verb and not (rehang(verb, main) and rehang(speaker, verb)):
        return False
    speaker.dep_ = "nsubj"
    verb.pos_ = "VERB"
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"
    if verb.head is not verb:
        verb.dep_ = "parataxis"
    return True


def _find_speaker(doc: Doc, verb: Token) -> Token | None:
    """The phrase right behind the verb: its object, or the noun of which the parser made it a participle."""
    if verb.dep_ == "amod" and verb.head.i > verb.i and verb.head.left_edge is verb and verb.lemma_ != "allege":
        # "…, alleged leader of a gang": nearly always a participle.
        noun = verb.head
        return noun if noun.dep_ in _OBJECTS and noun.head.i < verb.i else None
    return next((c for c in verb.children if c.dep_ in _OBJECTS and c.left_edge.i == verb.i + 1), None)


def _speaks(doc: Doc, verb: Token, speaker: Token) -> bool:
    """Whether the phrase can only be who speaks: nobody *claims a union*, but many *charge a leader*."""
    words = get_utterance()
    if verb.lemma_ in words.tails:
        return may_be_somebody(doc, speaker)
    if verb.lemma_ in words.body_tails and is_body_like(doc, speaker):
        return True
    names = (speaker, *speaker.children)
    return verb.lemma_ in words.spoken_tails and any(one.lower_ in words.spokespeople for one in names)


def _ends(doc: Doc, at: int) -> bool:
    """Whether the report ends there, or goes on behind a comma or with where and when it was said."""
    if at >= len(doc):
        return True
    token = doc.tokens[at]
    return token.is_punct or token.is_space or token.is_sent_start or token.dep_ in ("prep", "npadvmod")


def _find_main(verb: Token) -> Token | None:
    """The verb of the clause in front, which has a subject and a tense of its own and shares neither."""
    if verb.dep_ == "amod":
        main: Token | None = verb.head.head
    elif verb.head is verb:
        main = next((c for c in verb.lefts if c.dep_ in _CLAUSES), None)
    else:
        main = verb.head if verb.dep_ in _CLAUSES else None
    if main is None or main.i >= verb.i - 1 or main.pos_ not in ("VERB", "AUX"):
        return None
    if get_subject(main) is None or not has_finite_verb(main):
        return None
    listed = any(c.dep_ == "conj" and main.i < c.i < verb.i for c in main.children)
    return None if listed and verb.dep_ == "conj" else main
