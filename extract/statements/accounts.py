"""
Read phrases that name whose words a sentence gives: *by the ministry's count*, *in the words of one senator*.

Source: docs/rules.md, rule N1.
"""

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.according import get_clause_bounds, get_clause_head, skip_coordinator
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import get_complement, get_subject, sentence_span, token_span, trim
from sayso.model import Span

ACCOUNTS = {
    "word": ("in", "by"),
    "view": ("in",),
    "opinion": ("in",),
    "judgment": ("in",),
    "judgement": ("in",),
    "telling": ("in", "by"),
    "version": ("in",),
    "account": ("by",),
    "count": ("by", "at"),
    "tally": ("by",),
    "estimate": ("by",),
    "estimation": ("by", "in"),
    "reckoning": ("by",),
    "calculation": ("by",),
    "admission": ("by",),
}
"""Nouns that, behind one of these prepositions and with somebody whose they are, tell whose words they are."""


def read_account(doc: Doc, noun: Token) -> Draft | None:
    """
    Return the statement of *61 boats were lost, by the harbour master's count*.

    The noun must belong to somebody: *by all accounts* and *in this view* report nobody's words.
    """
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ACCOUNTS.get(noun.lemma_, ()):
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        owner = get_complement(of) if of is not None else None
    if owner is None or not (may_be_somebody(doc, owner) or owner.pos_ in ("PRON", "PROPN")):
        return None
    start, stop = get_clause_bounds(doc, prep)
    first, last = prep.left_edge.i, noun.right_edge.i + 1
    if owner.pos_ != "PROPN":
        # "in the words of one judge, a trap": what the parser takes for an apposition is said.
        last = next((i for i in range(owner.i + 1, last) if doc.tokens[i].text == ","), last)
    pieces: list[Span] = []
    for one in (trim(doc, skip_coordinator(doc, start), first), trim(doc, last, stop)):
        if one is not None and one[1] - one[0] > 3:
            pieces.append(one)
    head = get_clause_head(prep)
    if not pieces or head is None:
        return None
    draft = Draft(rule="account", sentence=sentence_span(prep), cue=noun, content=pieces, content_head=head)
    draft.cue_span = (prep.idx, token_span(noun)[1])
    draft.speaker_head = owner
    own = get_subject(head)
    if owner.pos_ == "PRON" and own is not None and own.i > owner.i and own.pos_ != "PRON":
        # "By its own account, the militia has lost …"
        draft.speaker_head, draft.speaker_near = own, False
    return draft
