"""
Read nouns and prepositions that report: *accusations of*, *X's claim that*, *a warning from*, *according to X*.

Source: docs/rules.md, rules N1 to N9.
"""

from collections.abc import Mapping

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.adverbials import is_blamed
from sayso.extract.statements.content import Content, cut_relative, read_phrase
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.speakers import find_subject
from sayso.extract.statements.tree import (
    get_complement,
    get_object,
    get_subject,
    has_finite_verb,
    is_infinitive,
    is_passive,
    sentence_span,
    token_span,
    trim,
)
from sayso.extract.who import find_actors
from sayso.model import Span


def read_noun(doc: Doc, noun: Token, entry: Entry, carriers: Mapping[int, str], *, taken: bool) -> list[Draft]:
    """
    Return the statements that a reporting noun stands for: none, one, or two where the act is reciprocal.

    Args:
        doc: The doc.
        noun: A noun whose lemma is in the lexicon.
        entry: Its reading.
        carriers: Hashes of the verbs that voice a noun, with what their subject is.
        taken: Whether the verb that governs the noun is itself a cue with this noun as content.
    """
    traders = _find_traders(noun) if entry.illocution == "accuse" else None
    if traders is not None:
        # "Kyiv and Moscow trade blame": in a headline the parser takes the verb for a noun.
        preps = [c for c in noun.children if c.dep_ == "prep"]
        draft = Draft(rule=f"{entry.rule}/reciprocal", sentence=sentence_span(noun), cue=noun, entry=entry)
        draft.cue_span = (noun.nbor(-1).idx, token_span(noun)[1])
        found = _read_content(noun, entry, preps) or _read_matter(preps)
        if found is not None:
            draft.content, draft.content_head = list(found.pieces), found.head
        return _reciprocal(doc, noun, draft, traders)
    named = noun.ent_type_ in ("ORG", "PERSON", "GPE", "LAW", "WORK_OF_ART") and not noun.text.islower()
    if noun.dep_ == "compound" or named:
        return []
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else None
    carrier = carriers.get(verb.lemma) if verb is not None else None
    with_ = noun.head if noun.dep_ == "pobj" and noun.head.lower_ == "with" else None
    if with_ is not None and with_.head.lemma_ in ("meet", "greet"):
        # "was met with criticism from farmers"
        verb, carrier = with_.head, "target"
    under = noun.head if noun.dep_ == "pobj" and noun.head.lower_ == "under" else None
    if under is not None and under.head.lemma_ in ("come", "be") and entry.illocution == "condemn":
        # "came under criticism over the cuts"
        verb, carrier = under.head, "target"
    if noun.dep_ == "dobj" and verb is not None and (is_passive(verb) or verb.lemma_ == "meet"):
        # "meet a request": nobody is met with it.
        carrier = None
    preps = [c for c in noun.children if c.dep_ in ("prep", "agent") and c.i > noun.i]
    if verb is not None and carrier:
        behind = [c for c in verb.children if c.dep_ in ("prep", "dative", "agent") and c.i > noun.i]
        # "accusations in recent months of firing": the parser hangs "of" on the months.
        for prep in behind + preps:
            complement = get_complement(prep)
            if complement is not None:
                behind = behind + [c for c in complement.children if c.dep_ == "prep" and _has_gerund(c)]
        preps += behind
    elif verb is not None:
        # "supported a call by Chad for talks", "won promises from Chad that …": the parser hangs them on the verb.
        preps += [
            c for c in verb.children
            if c.dep_ == "prep" and c.i == noun.right_edge.i + 1 and (preps or entry.preps.get(c.lower_) == "speaker")
        ]  # fmt: skip
    content = _read_content(noun, entry, preps)
    draft = Draft(rule=f"{entry.rule}/noun", sentence=sentence_span(noun), cue=noun, entry=entry)
    draft.cue_span = token_span(noun)
    if content is not None:
        content = _cut_target(doc, content, entry, draft)
        draft.content = list(content.pieces)
        draft.content_head = content.head
    _assign(draft, entry, preps)
    if carrier and verb is not None and not taken:
        return _carry(doc, noun, verb, entry, carrier, draft)
    if entry.voiced:
        return []
    return _stand_alone(doc, noun, entry, draft)


def _read_content(noun: Token, entry: Entry, preps: list[Token]) -> Content | None:
    for child in _clauses_behind(noun, preps):
        if child.i > noun.i and child.dep_ in ("acl", "ccomp", "relcl") and child.pos_ in ("VERB", "AUX"):
            first = child.left_edge
            marked = first.lower_ == "that" and first.dep_ == "mark"
            if marked and (has_finite_verb(child) or entry.illocution == "demand" and _is_subjunctive(child)):
                span = trim(noun.doc, first.i + 1, cut_relative(child, child.right_edge.i + 1))
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
                c for c in complement.subtree if c.dep_ in ("acl", "relcl", "ccomp") and c.left_edge.lower_ == "that"
            ]
    return out


def _has_gerund(preposition: Token) -> bool:
    complement = get_complement(preposition)
    return complement is not None and complement.tag_ == "VBG"


def _cut_target(doc: Doc, content: Content, entry: Entry, draft: Draft) -> Content:
    """*accusations of doping against the team*: the parser hangs "against" on the doping."""
    head = content.head
    if head is None or (head.pos_ in ("VERB", "AUX") and head.dep_ != "pcomp"):
        return content
    for prep in head.subtree:
        if prep.dep_ == "prep" and prep.i > head.i and entry.preps.get(prep.lower_) == "target":
            complement = get_complement(prep)
            span = trim(doc, head.left_edge.i, prep.i)
            if complement is not None and span is not None and may_be_somebody(doc, complement):
                draft.target_heads.append(complement)
                return Content((span,), head, content.rule)
    return content


def _assign(draft: Draft, entry: Entry, preps: list[Token]) -> None:
    for prep in preps:
        role = entry.preps.get(prep.lower_)
        complement = get_complement(prep)
        if complement is None or complement == draft.content_head:
            continue
        if role == "target":
            draft.target_heads.append(complement)
        elif role == "addressee":
            draft.addressee_heads.append(complement)
        elif role == "speaker" and draft.speaker_head is None:
            draft.speaker_head = complement


def _carry(doc: Doc, noun: Token, verb: Token, entry: Entry, carrier: str, draft: Draft) -> list[Draft]:
    subject = find_subject(verb)
    draft.rule = f"{entry.rule}/{carrier}"
    if carrier == "reciprocal":
        return _reciprocal(doc, verb, draft, subject.head if subject else None)
    if carrier == "target":
        if entry.illocution in ("condemn", "support", "warn") and draft.speaker_head is not None and not draft.content:
            return _draw(verb, draft)
        if subject is None or verb.lemma_ not in ("face", "draw", "attract", "meet", "come", "be"):
            return _stand_alone(doc, noun, entry, draft)
        draft.target_heads.append(subject.head)
        return [draft] if draft.content or entry.illocution == "accuse" else []
    if subject is None or not may_be_somebody(doc, subject.head):
        return []
    draft.speaker_head = subject.head
    draft.speaker_near = subject.span_head is not None
    if entry.illocution in ("support", "condemn") and draft.content_head is not None:
        # "paid tribute to the courage of the crew"
        draft.target_owners.append(draft.content_head)
    start, end = sorted((token_span(verb), token_span(noun)))
    if draft.content or (draft.target_heads and entry.illocution == "accuse"):
        draft.cue_span = (start[0], end[1])
    else:
        if entry.illocution in ("assert",) or verb.lemma_ not in (
            "raise",
            "voice",
            "express",
            "issue",
            "make",
            "repeat",
            "renew",
        ):
            return []
        if verb.lemma_ in ("make", "issue") and noun.left_edge.lower_ in ("the", "this", "that", "these", "those"):
            # "Reyes made the warning in a statement": told before.
            return []
        draft.cue_span = token_span(verb)
        found = read_phrase(noun)
        if found is not None:
            draft.content = list(found.pieces)
            draft.content_head = noun
    return [draft]


def _find_traders(noun: Token) -> Token | None:
    before = noun.nbor(-1) if noun.i else None
    if before is None or before.lower_ not in ("trade", "swap", "exchange") or before.dep_ != "compound":
        return None
    head = noun.doc.tokens[before.i - 1] if before.i else None
    if head is None or head.pos_ not in ("NOUN", "PROPN"):
        return None
    while head.dep_ == "conj":
        head = head.head
    return head if len(head.conjuncts) or head.tag_ in ("NNS", "NNPS") else None


def _read_matter(preps: list[Token]) -> Content | None:
    for prep in preps:
        complement = get_complement(prep) if prep.lower_ in ("over", "for", "after", "about") else None
        if complement is not None:
            return read_phrase(complement)
    return None


def _draw(verb: Token, draft: Draft) -> list[Draft]:
    """*The verdict drew condemnation from two unions*: it is what they condemn."""
    what = get_subject(verb)
    over = verb.head
    if what is None and verb.dep_ == "advcl" and verb.tag_ == "VBG" and get_subject(over) is not None:
        # "voted to close the port, drawing criticism from sailors"
        span = trim(verb.doc, over.left_edge.i, verb.left_edge.i)
        draft.content, draft.content_head = [span] if span else [], over
        draft.target_heads.append(get_subject(over) or over)
        return [draft] if span else []
    found = read_phrase(what) if what is not None and what.tag_ not in ("WDT", "WP") else None
    if found is None or what is None:
        return []
    draft.content, draft.content_head = list(found.pieces), what
    draft.target_owners.append(what)
    return [draft]


def _reciprocal(doc: Doc, verb: Token, draft: Draft, subject: Token | None) -> list[Draft]:
    """*X and Y traded accusations of Z*: each accuses the other (N6)."""
    if subject is None:
        return []
    other = Draft(rule=draft.rule, sentence=draft.sentence, cue=draft.cue, cue_span=draft.cue_span, entry=draft.entry)
    other.content, other.content_head = list(draft.content), draft.content_head
    for number, one in ((1, draft), (2, other)):
        one.speaker_head, one.reciprocal = subject, number
        one.target_heads = []
    return [draft, other]


def _stand_alone(doc: Doc, noun: Token, entry: Entry, draft: Draft) -> list[Draft]:
    governor = noun.head
    while governor.dep_ in ("pobj", "prep", "conj") and governor.pos_ not in ("VERB", "AUX"):
        governor = governor.head
    whole = noun.dep_ == "dobj" or noun.dep_ == "pobj" and noun.head.lower_ == "as"
    if (
        whole
        and governor.lemma_ in _DENYING
        and not _tells_of_another(draft)
        and entry.illocution in ("accuse", "assert", "condemn")
    ):
        # "denied allegations of fraud": who denies them is the one they are made against.
        denier = find_subject(governor)
        if denier is not None and not draft.target_heads and entry.illocution == "accuse":
            draft.target_heads.append(denier.head)
    if entry.illocution == "accuse" and not draft.target_heads and draft.content:
        _take_charged(noun, governor, draft)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if draft.speaker_head is None and owner is not None:
        draft.speaker_head = owner
    if draft.speaker_head is None and draft.content:
        # "a NATO request to send ships"
        draft.speaker_head = next((c for c in noun.children if c.dep_ == "compound" and c.ent_type_ in _BODIES), None)
    if draft.speaker_head is not None:
        head = draft.speaker_head
        if not (may_be_somebody(doc, head) or find_actors(doc, head, create=False)):
            return []
        if head.pos_ == "PRON" and not draft.rule.endswith("/noun/clause") and not _is_clause(draft):
            # "respect their commitment to the truce" reports no act of saying.
            return []
    if draft.content:
        strong = entry.illocution in ("accuse", "deny", "threaten") and not noun.dep_ == "attr"
        strong = strong or (entry.illocution == "demand" and noun.tag_ == "NNS" and _is_clause(draft))
        strong = strong or (noun.tag_ == "NNS" and noun.lemma_ in ("report", "claim", "rumor", "rumour", "suggestion"))
        if entry.illocution in ("pledge", "support", "agree", "announce", "condemn") and not _is_clause(draft):
            return []
        if draft.speaker_head is not None or strong and _is_charge(draft):
            return [draft]
        return []
    if entry.bare and draft.speaker_head is not None and draft.speaker_head != owner:
        return [draft]
    return []


_BROUGHT_DOWN = frozenset(
    "arrest detain jail hold try convict acquit sentence charge sack dismiss fire suspend resign quit step stand oust "
    "imprison extradite want seize remand appear convict clear remove".split()
)


def _take_charged(noun: Token, governor: Token, draft: Draft) -> None:
    """*was jailed on charges of fraud*, *resigned amid accusations of theft*: who goes is the one who is charged."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ("on", "over", "amid", "for", "after", "following", "under"):
        return
    if governor.lemma_ not in _BROUGHT_DOWN:
        return
    charged = get_object(governor) if governor.pos_ == "VERB" and not is_passive(governor) else get_subject(governor)
    charged = charged or get_subject(governor)
    if charged is not None and charged.tag_ not in ("WDT", "WP"):
        draft.target_heads.append(charged)


def _is_clause(draft: Draft) -> bool:
    return (
        draft.content_head is not None
        and draft.content_head.pos_ in ("VERB", "AUX")
        and draft.content_head.dep_ != "pcomp"
    )


_BODIES = frozenset(("ORG", "GPE", "NORP", "PERSON"))


def _tells_of_another(draft: Draft) -> bool:
    """*denied the allegation that the soldiers had looted it*: not who denies it is said to have done it."""
    head = draft.content_head
    doer = get_subject(head) if head is not None and _is_clause(draft) else None
    if doer is None or doer.pos_ not in ("NOUN", "PROPN"):
        return False
    return not any(c.tag_ == "PRP$" for c in doer.children)


_DENYING = frozenset(
    ("deny", "reject", "dismiss", "refute", "rebut", "dispute", "repudiate", "contest", "face", "answer", "counter")
)


def _is_charge(draft: Draft) -> bool:
    """Charges and accusations of something, not the charge of a battery or of an entrance."""
    cue = draft.cue
    return cue is not None and (cue.lemma_ != "charge" or cue.tag_ == "NNS") and draft.content_head is not None


def read_according(doc: Doc, token: Token) -> Draft | None:
    """Return the statement of *according to X*, with the rest of the clause as its content (N1)."""
    to = next((c for c in token.children if c.lower_ == "to"), None)
    source = get_complement(to) if to is not None else None
    if source is None and token.i + 1 < len(doc) and doc.tokens[token.i + 1].lower_ == "to":
        source = get_complement(doc.tokens[token.i + 1]) or get_complement(token)
    if source is None or _is_measure(source):
        return None
    group_end = source.right_edge.i + 1
    draft = Draft(rule="according-to", sentence=sentence_span(token), cue=token)
    draft.cue_span = (token.idx, token_span(doc.tokens[token.i + 1])[1])
    draft.speaker_head = source
    start, stop = get_clause_bounds(doc, token)
    pieces: list[Span] = []
    for candidate in (trim(doc, skip_coordinator(doc, start), token.i), trim(doc, group_end, stop)):
        if candidate is not None and candidate[1] - candidate[0] > 3:
            pieces.append(candidate)
    if not pieces:
        return None
    draft.content = pieces
    draft.content_head = get_clause_head(token)
    return draft


def _is_measure(source: Token) -> bool:
    """*according to plan*, *according to distance*: nobody's words."""
    bare = source.tag_ == "NN" and not source.ent_type_ and not source.children
    return bare and source.lemma_ not in ("police", "legend")


def get_clause_head(token: Token) -> Token | None:
    """Return the verb of the clause that a phrase speaks of."""
    at = token
    while at.pos_ not in ("VERB", "AUX") or at == token:
        if at.head == at:
            return None
        at = at.head
    while at.dep_ in ("xcomp", "advcl", "relcl", "acl", "pcomp", "ccomp") and at.head.pos_ in ("VERB", "AUX"):
        at = at.head
    return at


def get_clause_bounds(doc: Doc, token: Token) -> tuple[int, int]:
    """Return the part of the sentence that the phrase speaks of: all of it, or one of two that are coordinated."""
    sent = token.sent
    start, stop = sent.start, sent.end
    near = token.head
    while near.pos_ not in ("VERB", "AUX") and near.head != near:
        near = near.head
    if near.dep_ == "relcl" and near.left_edge.tag_ in ("WDT", "WP"):
        return near.left_edge.i + 1, near.right_edge.i + 1
    head = get_clause_head(token)
    if head is None:
        return start, stop
    for other in head.conjuncts:
        if get_subject(other) is None or get_subject(head) is None:
            continue
        own = get_subject(head if other.i < head.i else other)
        assert own is not None
        at = own.left_edge.i
        if other.i < head.i < token.i and at < token.i:
            start = max(start, at)
        elif other.i > token.i > head.i:
            stop = min(stop, at)
    return start, stop


def skip_coordinator(doc: Doc, start: int) -> int:
    """Return *start* moved past marks, and past a conjunction that begins the sentence."""
    while doc.tokens[start].is_space or doc.tokens[start].is_punct:
        start += 1
    return start + 1 if doc.tokens[start].tag_ == "CC" and doc.tokens[start].text[:1].isupper() else start


def get_relay(doc: Doc, verb: Token) -> Token | None:
    """Return who is cited by a participle of *cite* or *quote*: *…, local media reported, citing the mayor*."""
    if verb.lemma_ not in ("cite", "quote") or verb.tag_ != "VBG":
        return None
    return get_object(verb)


__all__ = ["get_relay", "get_subject", "read_according", "read_noun"]
