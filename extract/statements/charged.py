"""
Find on whom a charge falls that a noun reports, where the noun does not say so: *was jailed on charges of theft*.

Source: docs/rules.md, rule N7.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import get_complement, get_subject, is_passive

_LEADING = frozenset("on over amid for after following under".split())
_BROUGHT_DOWN = frozenset(
    "arrest detain jail hold try convict acquit sentence charge sack dismiss fire suspend resign quit step stand oust "
    "imprison extradite want seize remand appear convict clear remove expel prosecute punish fine deport summon "
    "question indict ban sue impeach disbar depose imprison execute discipline release free bail".split()
)
_BESET = frozenset("dog hound haunt plague beset hit rock tarnish taint mar confront damage dismiss trouble".split())
_BY_PREPOSITION = {
    "of": frozenset(("acquit", "clear", "convict", "absolve", "exonerate")),
    "by": _BESET,
    "with": frozenset(("confront", "present", "face", "hit")),
    "to": frozenset(("plead",)),
    "against": frozenset(("defend", "protest")),
}
"""Verbs that bring a charge upon somebody, by the preposition that leads to it."""

_GOING = frozenset("resign quit step stand appear plead go".split())
"""Verbs whose subject is the one who is brought down."""

_PROCEEDINGS = frozenset(
    "trial prosecution arrest detention conviction imprisonment indictment hearing case extradition sentencing "
    "retrial acquittal impeachment dismissal resignation expulsion".split()
)


def take_charged(doc: Doc, noun: Token, governor: Token, draft: Draft) -> None:
    """
    Make the one on whom the charge falls a target: *was jailed on charges of fraud*, *her trial on charges of fraud*.

    Args:
        doc: The doc.
        noun: *charges*, *accusations*, *allegations*.
        governor: The verb above it.
        draft: What the noun stands for.
    """
    if noun.dep_ != "pobj":
        return
    prep = noun.head
    over = prep.head
    if over.pos_ == "NOUN" and over.lemma_ in _PROCEEDINGS and prep.lower_ in _LEADING:
        whose = next((c for c in over.children if c.dep_ == "poss"), None)
        of = next((c for c in over.children if c.lower_ == "of" and c.i < prep.i), None)
        whose = whose or (get_complement(of) if of is not None else None)
        if whose is not None:
            draft.target_heads.append(whose)
        return
    if over.lemma_ in ("guilty", "innocent") and over.dep_ in ("acomp", "oprd", "xcomp"):
        # "was found guilty on charges of fraud", "pleaded guilty to charges of fraud"
        charged = get_subject(over.head) or _find_brought_down(over.head)
        if charged is not None and charged.tag_ not in ("WDT", "WP"):
            draft.target_heads.append(charged)
        return
    verbs = _BROUGHT_DOWN if prep.lower_ in _LEADING else _BY_PREPOSITION.get(prep.lower_)
    if prep.dep_ == "agent":
        governor = over
    if verbs is None or governor.lemma_ not in verbs:
        return
    if verbs is _BESET and not is_passive(governor):
        return
    charged = _find_brought_down(governor)
    if charged is None or charged.tag_ in ("WDT", "WP", "CD"):
        return
    if not may_be_somebody(doc, charged) and charged.pos_ not in ("PRON", "PROPN"):
        # "a vote marred by allegations of fraud", "a vote held amid allegations of fraud"
        return
    draft.target_heads.append(charged)


def _find_brought_down(verb: Token) -> Token | None:
    """Who is jailed, or resigns; for a participle, the one it is about."""
    finished = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    if verb.pos_ == "VERB" and not is_passive(verb) and (verb.tag_ != "VBN" or finished):
        thing = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if thing is not None and not thing.lower_.endswith(("self", "selves")):
            return thing
        if thing is None and verb.lemma_ not in _GOING and verb.tag_ in ("VBD", "VBZ", "VBP"):
            # "executed on charges of theft those who fled": not who executes is charged.
            return None
    own = get_subject(verb)
    at = verb
    for _ in range(3):
        if own is not None:
            break
        if at.dep_ in ("acl", "relcl") and at.head.pos_ in ("NOUN", "PROPN"):
            return at.head
        if at.dep_ not in ("advcl", "xcomp", "conj") or at.head is at:
            break
        at = at.head
        own = get_subject(at)
    return own
