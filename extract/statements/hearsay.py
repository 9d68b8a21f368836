"""
Read adjectives, adverbs and clauses that report without a verb of their own: *alleged*, *reportedly*, *as X noted*.

Source: docs/rules.md, rules H1 to H3.
"""

from sayso.extract.arcs import BLAMING
from sayso.extract.parse import Doc, Token
from sayso.extract.statements.adverbials import is_blamed, is_harm, is_suffered, is_utterance_adverbial
from sayso.extract.statements.content import cut_relative, find_relaying_cue
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Entry, Lexicon
from sayso.extract.statements.roles import has_demonym, is_by_whom
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.speakers import Subject, find_subject
from sayso.extract.statements.tree import (
    QUOTES,
    get_agent,
    get_complement,
    get_object,
    get_subject,
    is_passive,
    sentence_span,
    token_span,
    trim,
)
from sayso.extract.who import is_body_like, is_person_like

ADJECTIVES = frozenset(("alleged", "purported", "claimed", "reported"))
ADVERBS = frozenset(("allegedly", "reportedly", "purportedly", "supposedly"))


def read_adjective(doc: Doc, token: Token, lexicon: Lexicon) -> Draft | None:
    """
    Return the statement of *alleged violence by the guards*: somebody unnamed charges them with it (H1).

    *The alleged thief* charges somebody with nothing that is told here, and is left out.
    """
    noun = token.head
    if token.dep_ != "amod" or noun.pos_ != "NOUN" or is_person_like(doc, noun) or is_body_like(doc, noun):
        return None
    wrong = noun.lemma_.lower() in lexicon.wrongs.deeds or is_suffered(noun) or is_harm(noun) or is_blamed(noun)
    doer = _find_doer(noun)
    if doer is None and (not wrong or noun.left_edge.lower_ in ("the", "this", "these", "those")):
        # "the alleged attacks" only points back.
        return None
    end = cut_relative(noun, noun.right_edge.i + 1)
    if doer is None and end < len(doc) - 1 and doc.tokens[end].lower_ == "by" and not has_demonym(noun):
        # The parser may hang "by" elsewhere: "evidence of alleged fraud by the builder".
        doer = next((c for c in doc.tokens[end].children if c.dep_ == "pobj"), None)
        end = doer.right_edge.i + 1 if doer is not None else end
    span = trim(doc, token.i + 1, end)
    if span is None or noun.lemma_.lower() in ("death", "start", "end"):
        return None
    draft = Draft(rule="alleged", sentence=sentence_span(token), cue=token, cue_span=token_span(token))
    draft.content, draft.content_head = [span], noun
    draft.entry = _SOURCELESS
    if token.lower_ in ("alleged", "purported") or doer is not None and wrong:
        draft.type = "accuse"
        draft.entry = _CHARGE
        if doer is not None:
            draft.target_heads.append(doer)
        else:
            draft.target_owners.append(noun)
    return draft


_SOURCELESS = Entry("reportedly", "", "noun", "hearsay", "assert")
_CHARGE = Entry("alleged", "", "noun", "hearsay", "accuse")


def _find_doer(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            agent = get_agent(child)
            if agent is not None:
                return agent
        if child.dep_ == "prep" and is_by_whom(child):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def read_adverb(doc: Doc, token: Token) -> Draft | None:
    """Return the statement of *the ship was reportedly sunk by pirates*, whose source is not named (H2)."""
    verb = token.head
    if token.dep_ != "advmod" or verb.pos_ not in ("VERB", "AUX"):
        return None
    if token.lower_ == "allegedly" and verb.dep_ == "pcomp" and verb.head.lower_ in ("for", "of", "over"):
        return _read_charge(token, verb)
    left = verb.left_edge.i
    own = get_subject(verb)
    if own is not None:
        left = min(own.left_edge.i, left) if own.left_edge.i >= left else left
    right = cut_relative(verb, verb.right_edge.i + 1)
    pieces = [trim(doc, left, token.i), trim(doc, token.i + 1, right)]
    content = [one for one in pieces if one is not None]
    if not content or own is None:
        return None
    draft = Draft(
        rule="reportedly", sentence=sentence_span(token), cue=token, cue_span=token_span(token), content=content
    )
    draft.content_head, draft.entry = verb, _SOURCELESS
    return draft


def _read_charge(token: Token, deed: Token) -> Draft | None:
    """*was arrested for allegedly robbing the bank*: whoever it befalls is accused of the deed (H2)."""
    verb = deed.head.head
    if verb.pos_ not in ("VERB", "AUX"):
        return None
    charged = get_subject(verb) if is_passive(verb) else get_object(verb)
    if charged is None and is_passive(verb):
        charged = verb.head if verb.dep_ == "acl" else get_subject(verb.head) if verb.dep_ == "conj" else None
    span = trim(deed.doc, token.i + 1, cut_relative(deed, deed.right_edge.i + 1))
    if charged is None or span is None or not may_be_somebody(deed.doc, charged):
        return None
    draft = Draft(rule="alleged", sentence=sentence_span(token), cue=token, cue_span=token_span(token), content=[span])
    draft.content_head, draft.entry = deed, _CHARGE
    draft.target_heads.append(charged)
    return draft


def _is_matter(told: Token) -> bool:
    """*as allies condemned the raid*: not *as it said last week*, nor *as he put it*."""
    return told.tag_ != "NN" or told.n_lefts > 0 and told.ent_type_ not in ("DATE", "TIME")


def read_as_clause(doc: Doc, verb: Token) -> Draft | None:
    """Return the statement of *as the office noted, …* and *as reported by the office, …* (H3)."""
    if verb.dep_ not in ("advcl", "parataxis", "ccomp") or verb.head == verb:
        return None
    mark = next((c for c in verb.children if c.dep_ in ("mark", "advmod") and c.lower_ == "as"), None)
    if (
        mark is None
        or mark.i != verb.left_edge.i
        or any(c.dep_ in ("ccomp", "dobj") and c.i > verb.i and _is_matter(c) for c in verb.children)
    ):
        return None
    if verb.lemma_ in BLAMING and any(c.dep_ == "dobj" for c in verb.children):
        # "as he accused his deputy of theft"
        return None
    if any(_is_complement(c) for c in verb.children if c.i > verb.i):
        # "as voters responded to the crackdown": it tells what else went on.
        return None
    subject = find_subject(verb)
    seat = _find_seat(doc, verb)
    if seat is not None and (subject is None or subject.span_head is None):
        subject = Subject(seat, seat, "seat")
    if subject is None or not may_be_somebody(doc, subject.head):
        return None
    head = verb.head
    start, end = verb.left_edge.i, verb.right_edge.i + 1
    before = start - 1
    while before > verb.sent.start and doc.tokens[before].text in QUOTES:
        before -= 1
    comma_before = start > verb.sent.start and doc.tokens[before].text == ","
    if not comma_before and not (start == verb.sent.start and end < len(doc)):
        return None
    pieces = [trim(doc, head.left_edge.i, start) if head.left_edge.i < start else None]
    pieces.append(trim(doc, max(end, head.left_edge.i), head.right_edge.i + 1) if head.right_edge.i >= end else None)
    content = [one for one in pieces if one is not None]
    if not content:
        return None
    draft = Draft(rule="as-clause", sentence=sentence_span(verb), cue=verb, cue_span=token_span(verb), content=content)
    draft.content_head = head
    draft.speaker_head, draft.speaker_near, draft.span_head = (
        subject.head,
        subject.span_head is not None,
        subject.span_head,
    )
    return draft


def _is_complement(child: Token) -> bool:
    """Whether a dependent behind the cue of an as-clause is what the verb is about, and not to whom or when."""
    if child.dep_ in ("xcomp", "dobj", "oprd", "acomp"):
        return child.ent_type_ not in ("DATE", "TIME") and child.tag_ != "NN"
    return child.dep_ == "prep" and child.lower_ in ("to", "for", "against") and not is_utterance_adverbial(child)


def _find_seat(doc: Doc, verb: Token) -> Token | None:
    """*As have reported in the ministry*: the body that an in-phrase names, where the cue has no subject (G1)."""
    for prep in verb.children:
        noun = get_complement(prep) if prep.dep_ == "prep" and prep.lower_ == "in" else None
        if noun is not None and is_body_like(doc, noun) and noun.ent_type_ not in ("GPE", "LOC"):
            return noun
    return None


def read_relayed_relative(doc: Doc, pronoun: Token) -> Draft | None:
    """Return the statement of *a strike that medics said killed 38 people*, given *that* (H4)."""
    cue = find_relaying_cue(pronoun)
    if cue is None:
        return None
    head = doc.tokens[cue.i - 1]
    while (
        head.head.i < cue.i and head.head.i > pronoun.i and head.dep_ in ("compound", "pobj", "prep", "amod", "flat")
    ):
        head = head.head
    if head.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    first = cue.i + 2 if doc.tokens[cue.i + 1].ent_type_ == "DATE" else cue.i + 1
    verb = doc.tokens[first]
    verb = verb if verb.pos_ == "VERB" or verb.head.i <= verb.i else verb.head
    span = trim(doc, first, cut_relative(verb, max(verb.right_edge.i + 1, cue.i + 2)))
    if span is None:
        return None
    draft = Draft(
        rule="relative/parenthetical", sentence=sentence_span(cue), cue=cue, cue_span=token_span(cue), content=[span]
    )
    draft.content_head, draft.speaker_head = verb, head
    return draft
