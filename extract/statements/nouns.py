"""
Read nouns that report: *accusations of*, *X's claim that*, *a warning from*.

Source: docs/rules.md, rules N1 to N9.
"""

from collections.abc import Mapping

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.charged import take_charged
from sayso.extract.statements.content import Content, read_phrase
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.noun_content import read_noun_content
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.speakers import find_subject
from sayso.extract.statements.tree import (
    get_complement,
    get_object,
    get_subject,
    is_passive,
    sentence_span,
    token_span,
    trim,
)
from sayso.extract.who import find_actors, is_person_like


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
        found = read_noun_content(noun, entry, preps) or _read_matter(preps)
        if found is not None:
            draft.content, draft.content_head = list(found.pieces), found.head
        return _reciprocal(doc, noun, draft, traders)
    named = noun.ent_type_ in ("ORG", "PERSON", "GPE", "LAW", "WORK_OF_ART") and not noun.text.islower()
    if noun.dep_ == "compound" or named or _is_idle(noun):
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
        # "the accusation was denied by Chad": it is not Chad's.
        led = ("prep", "dative") if carrier == "target" else ("prep", "dative", "agent")
        behind = [c for c in verb.children if c.dep_ in led and c.i > noun.i]
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
    draft = Draft(rule=f"{entry.rule}/noun", sentence=sentence_span(noun), cue=noun, entry=entry)
    felt = next((p for p in preps if p.lower_ == "of"), None) if noun.lemma_ in _FELT and carrier == "target" else None
    if felt is not None:
        # "drew the ire of Europe"
        draft.speaker_head = get_complement(felt)
        preps = [one for one in preps if one is not felt]
    content = read_noun_content(noun, entry, preps)
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


_RIGHTS = frozenset(
    "service entry access bail visa treatment care permission right justice opportunity freedom citizenship".split()
)
_FELT = frozenset("ire wrath scorn anger fury outrage condemnation".split())
"""What those feel who stand behind *of*, where somebody draws it."""
_MET = frozenset("meet trigger spark provoke prompt fuel face draw".split())
"""Verbs of which protests in the street are the object."""


def _is_idle(noun: Token) -> bool:
    """*denial of service*, *there were no reports of injuries*, *was met with protests*: nobody says anything."""
    lemma = noun.lemma_
    if lemma == "denial":
        return any(c.lower_ == "of" and c.dep_ == "prep" and _names_right(c) for c in noun.children)
    if lemma == "report":
        return noun.head.lemma_ == "be" and any(c.lower_ == "no" for c in noun.children)
    if lemma == "protest":
        verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else noun.head.head
        return noun.tag_ == "NNS" and verb.lemma_ in _MET
    return False


def _names_right(of: Token) -> bool:
    one = get_complement(of)
    return one is not None and (one.lemma_ in _RIGHTS or any(c.lemma_ in _RIGHTS for c in one.lefts))


def _cut_target(doc: Doc, content: Content, entry: Entry, draft: Draft) -> Content:
    """*accusations of doping against the team*: the parser hangs "against" on the doping."""
    head = content.head
    if head is None or (head.pos_ in ("VERB", "AUX") and (head.dep_ != "pcomp" or get_object(head) is not None)):
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
        inside = draft.content and draft.content[0][0] <= complement.idx < draft.content[-1][1]
        if role == "target" and not inside:
            # "charges of using force against a doctor": the doctor is charged with nothing.
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
        if entry.illocution == "accuse" and verb.lemma_ == "face":
            # "faces charges of genocide against Kurds": they are charged with nothing.
            draft.target_heads = []
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
        voicing = _OFFERING if noun.lemma_ in _OFFERED else _VOICING
        if entry.illocution == "assert" or verb.lemma_ not in voicing:
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


_VOICING = frozenset("raise voice express issue make repeat renew".split())
_OFFERING = _VOICING | {"extend", "offer", "send", "convey"}
_OFFERED = frozenset("condolence sympathy thanks gratitude congratulation appreciation".split())
"""What is said where it is given, which support and backing are not."""


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
    """*X and Y traded accusations of Z*, *X traded accusations with Y*: each accuses the other (N6)."""
    if subject is None:
        return []
    partner = _find_partner(verb, draft.cue)
    if partner is None and subject.tag_ == "NNP" and not subject.conjuncts:
        return [draft]
    other = Draft(rule=draft.rule, sentence=draft.sentence, cue=draft.cue, cue_span=draft.cue_span, entry=draft.entry)
    other.content, other.content_head = list(draft.content), draft.content_head
    for number, one in ((1, draft), (2, other)):
        one.speaker_head, one.reciprocal = subject, number
        one.target_heads = [partner] if partner is not None else []
    if partner is not None:
        other.speaker_head, other.target_heads = partner, [subject]
    return [draft, other]


def _find_partner(verb: Token, noun: Token | None) -> Token | None:
    """*traded barbs and threats with Chad*: with whom, wherever the parser hangs *with*."""
    for one in (verb, *((noun, *noun.conjuncts) if noun is not None else ())):
        for child in one.children:
            if child.dep_ == "prep" and child.lower_ == "with" and child.i > verb.i:
                return get_complement(child)
    return None


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
        take_charged(doc, noun, governor, draft)
        head = draft.content_head
        if not draft.target_heads and head is not None and head.pos_ == "NOUN":
            # "allegations of Russian meddling", "the indictment of his client"
            if not is_person_like(doc, head):
                draft.target_owners.append(head)
            elif noun.lemma_ == "indictment":
                draft.target_heads.append(head)
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
        if draft.speaker_head is None and noun.lemma_ in _STANCES:
            # "called for a rejection of their ideology": nobody has denied it.
            return []
        if (
            draft.speaker_head is None
            and entry.illocution == "threaten"
            and noun.tag_ == "NN"
            and not _is_clause(draft)
        ):
            # "the threat of floods"
            return []
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


_STANCES = frozenset(("rejection", "dismissal", "repudiation"))


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


def _has_gerund(preposition: Token) -> bool:
    complement = get_complement(preposition)
    return complement is not None and complement.tag_ == "VBG"
