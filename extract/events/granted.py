"""What a denial, a silence or a mere possibility says of the events in it: rule E24."""

from collections.abc import Mapping

from sayso.extract.events.clause import VERBAL
from sayso.extract.events.lexicon import load_events
from sayso.extract.parse import Token
from sayso.model import Factuality, Statement


def is_doubtful(statement: Statement) -> bool:
    """Whether a statement vouches for nothing in its content: a denial, or one that was not or only may be made."""
    return statement.negated or statement.hedged or statement.type in ("deny", "refuse")


def settle_doubt(
    token: Token, statement: Statement, statements: Mapping[str, Statement]
) -> tuple[Statement | None, Factuality]:
    """
    Return according to which statement an event is known that stands in a doubtful one, and how it is put forward.

    *Denied that it shelled the town* and *could not confirm that he was killed* leave it open whether that happened.
    *Denied being behind the blasts* and *did not say who had shelled the town* take it for granted: it is known
    according to whatever statement is around, or to the article itself.

    Args:
        token: What reports the event.
        statement: The innermost whose content holds it; `is_doubtful` of it holds.
        statements: All of the article, by id.
    """
    around: Statement | None = statement
    while around is not None and is_doubtful(around):
        if not _is_granted(token, around):
            return around, "denied" if around.type == "deny" and not around.negated else "hypothetical"
        around = statements.get(around.within or "")
    return around, "actual"


def _is_granted(token: Token, statement: Statement) -> bool:
    """Whether what a word reports is taken for granted by a statement rather than said in it."""
    first, last = statement.cue or (-1, -1)
    claims, sent = load_events().sets["reports_of"], token.sent
    one = token
    while one.head.i != one.i and not first <= one.idx < last and one.sent == sent:
        cued = first <= one.head.idx < last
        if one.pos_ in VERBAL:
            if one.dep_ in ("acl", "relcl"):
                if cued or one.head.lemma_ in claims:
                    # "a denial that it bombed the town", "did not comment on a report that it had"
                    return False
                if one.head.pos_ == "PROPN" or _is_aside(one):
                    return True
            elif _is_clause_granted(one, cued=cued):
                return True
        elif one.dep_ == "pobj" and one.head.head.lemma_ in claims:
            # "denied reports of the raid"
            return False
        elif one.dep_ == "pobj" and first <= one.head.head.idx < last:
            # "did not comment on the raid", but "the denial of the raid"
            return one.head.lower_ != "of"
        elif _is_noun_granted(one, questioned=cued and _questions(statement, one.head)):
            return True
        one = one.head
    # "Rebels shell town, no casualties reported": at the top, no cue was over it.
    return not first <= one.idx < last


def _questions(statement: Statement, cue: Token) -> bool:
    """Whether a statement puts in question what its cue has as object: who denies a raid, not who plays it down."""
    return cue.lemma_ in _DENYING if statement.type == "deny" else statement.type == "assert"


def _is_aside(verb: Token) -> bool:
    """Whether a relative clause is set off by a comma or a dash."""
    start = verb.left_edge.i
    return start > 0 and verb.doc.words[start - 1] in (",", "-", "–", "—")


def _is_clause_granted(verb: Token, *, cued: bool) -> bool:
    before = [child for child in verb.children if child.i < verb.i]
    if verb.dep_ == "advcl" and not cued and "if" not in [child.lower_ for child in before]:
        return True
    if verb.dep_ == "conj" and any(child.lower_ == "but" for child in verb.head.children if child.dep_ == "cc"):
        return True
    # Who asks who, what, when or why takes it for granted that it is so.
    return any(
        one.tag_ in _ASKING
        for child in before
        if child.pos_ not in VERBAL
        for one in verb.doc.tokens[child.left_edge.i : child.i + 1]
    )


def _is_noun_granted(noun: Token, *, questioned: bool) -> bool:
    if noun.dep_ == "pobj":
        over = noun.head.head
        if noun.head.lower_ in _TIMES or over.lemma_ in load_events().sets["involvement"]:
            return True
    known = any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in _DEFINITE) for child in noun.children)
    # "that the attack took place" tells no more of it than that it was.
    comes_about = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_ in _BEING
    return known and not questioned and not comes_about


_ASKING = frozenset(("WP", "WP$", "WDT", "WRB"))
_DEFINITE = frozenset("the this that these those".split())
_TIMES = frozenset("after before since during following amid until despite".split())
_DENYING = frozenset("deny dispute refute contest rebut disprove".split())
_BEING = frozenset(("happen", "occur", "take", "exist", "be"))
