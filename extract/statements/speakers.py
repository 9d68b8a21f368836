"""
Find whose cue it is: the subject of a reporting verb, near or far.

Source: docs/rules.md, rules S1 to S8.
"""

from dataclasses import dataclass

from sayso.extract.arcs import rehang
from sayso.extract.parse import Token
from sayso.extract.statements.adverbials import get_utterance, is_document
from sayso.extract.statements.issuing import find_issuing, find_posting
from sayso.extract.statements.second_acts import COMMITTING, find_denier_of, is_act_of_speaker, is_retort
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.stray import WHEN, find_stray_subject
from sayso.extract.statements.tree import (
    QUOTES,
    SUBJECTS,
    get_agent,
    get_complement,
    get_object,
    get_subject,
    has_modal,
    is_passive,
    stands_for_predicate,
)
from sayso.extract.who import is_person_like

_EXPLETIVE = frozenset(("it", "there", "that", "this"))
_RELATIVE = frozenset(("WDT", "WP", "WP$"))


@dataclass(frozen=True, slots=True)
class Subject:
    """
    Who a verb's subject is.

    Attributes:
        head: Token that heads the phrase that names the speaker.
        span_head: Token whose phrase is the speaker's span: a relative pronoun, or *head* itself; None where the
            speaker is not named at this verb (dropped in coordination, understood with a participle).
        rule: Name of the rule that found it.
    """

    head: Token
    span_head: Token | None
    rule: str


def find_subject(verb: Token, *, depth: int = 4) -> Subject | None:
    """
    Return the one who does what *verb* says: its subject, its by-phrase, or that of the clause it hangs on.

    Args:
        verb: A verb; of a passive the by-phrase is the doer.
        depth: How many clauses to climb.

    Returns:
        None where nobody is named, or the doer of an agentless passive.
    """
    if is_passive(verb):
        agent = get_agent(verb)
        return Subject(agent, agent, "passive") if agent is not None else None
    own = get_subject(verb)
    if own is not None:
        if own.tag_ in _RELATIVE:
            inner = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.i > own.i), None)
            # "a move which experts said could fail": the parser makes both subjects.
            return Subject(inner, inner, "subject") if inner is not None else _antecedent(verb, own)
        if own.lower_ in _EXPLETIVE and _is_expletive(verb, own):
            return None
        if own.lemma_ in _TOWNS and (resident := _find_apposed_person(own)) is not None:
            return Subject(resident, resident, "subject")
        if own.dep_ in ("csubj", "csubjpass"):
            inner = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.i > own.i), None)
            if inner is not None:
                # "keeping up the siege a day after the rebels accused it": the parser makes both subjects.
                return Subject(inner, inner, "subject")
            named = _find_name_before(verb) if own.tag_ == "VBG" else None
            return Subject(named, named, "stray") if named is not None else None
        if own.ent_type_ == "DATE" and own.lemma_ in get_utterance().times and own.pos_ == "NOUN":
            # "admitted last month that … and said": a month says nothing.
            return _climb(verb, depth) if depth else None
        posting = find_posting(verb, own)
        if posting is not None:
            found = _of_governor(posting, depth)
            return Subject(found.head, None, "understood") if found else None
        return Subject(own, own, "subject")
    if _free_name(verb):
        return find_subject(verb, depth=depth)
    beside = find_stray_subject(verb)
    if beside is not None:
        return Subject(beside, beside, "stray")
    return _climb(verb, depth) if depth else None


_TOWNS = frozenset("capital city town village port suburb".split())


def _find_apposed_person(town: Token) -> Token | None:
    """*From Lima, the capital, Rowe's sister, Ana Rowe, said*: the parser makes a subject of the capital."""
    at = town
    for _ in range(3):
        at = next((c for c in at.rights if c.dep_ == "appos"), at)
    return at if at is not town and is_person_like(town.doc, at) else None


def _free_name(verb: Token) -> bool:
    """
    Make a subject of the name in *Oyelaran Monday rejected it*, which the parser takes for part of the day's.

    Returns:
        Whether anything was changed.
    """
    if _free_swallowed(verb):
        return True
    day = verb.doc.tokens[verb.i - 1]
    if day.dep_ != "npadvmod" or day.head is not verb or day.tag_ != "NNP" or verb.tag_ not in ("VBD", "VBZ"):
        return False
    name = day.nbor(-1) if day.i else day
    if name.head is not day or name.dep_ != "compound" or day.lower_ not in get_utterance().times:
        return False
    for other in day.children:
        if other.i < name.i:
            rehang(other, name)
    if not rehang(name, verb):
        return False
    name.dep_ = "nsubj"
    return True


def _free_swallowed(verb: Token) -> bool:
    """The same in *On Monday Bishop Ada Rowe accused them*, where the parser hangs the name on *On*."""
    prep = verb.sent[0]
    if prep.lower_ != "on" or prep.head is not verb or verb.tag_ not in ("VBD", "VBZ") or prep.i + 2 >= verb.i:
        return False
    day, name = prep.nbor(), get_complement(prep)
    if name is None or name is day or day.head is not name or day.lower_ not in get_utterance().times:
        return False
    if name.right_edge.i >= verb.i or not may_be_somebody(verb.doc, name) or not rehang(name, verb):
        return False
    rehang(day, prep)
    name.dep_, day.dep_ = "nsubj", "pobj"
    return True


def _find_name_before(verb: Token) -> Token | None:
    """*Speaking to Reuters, the head of the league, Ada Rowe, said*: the name between commas right before the verb."""
    tokens = verb.doc.tokens
    at = verb.i - 1
    if at < 1 or tokens[at].text != "," or tokens[at - 1].ent_type_ != "PERSON":
        return None
    start = at - 1
    while start > 0 and tokens[start - 1].ent_type_ == "PERSON":
        start -= 1
    return tokens[at - 1] if start > 0 and tokens[start - 1].text == "," else None


def _is_expletive(verb: Token, own: Token) -> bool:
    return own.dep_ == "expl" or own.lower_ == "there" or (own.lower_ == "it" and verb.lemma_ in ("seem", "appear"))


def _antecedent(verb: Token, own: Token) -> Subject | None:
    at = verb
    while at.dep_ == "conj":
        at = at.head
    if at.dep_ in ("relcl", "acl"):
        return Subject(_find_last_person(verb, own, at.head) or at.head, own, "relative")
    if own.i and own.nbor(-1).pos_ in ("NOUN", "PROPN"):
        return Subject(own.nbor(-1), own, "relative")
    return None


def _find_last_person(verb: Token, own: Token, head: Token) -> Token | None:
    """*with the backing of his party and Tom Lee, who faced charges*: *who* is the person alone, not the party."""
    if own.lower_ != "who" or own.i < 2 or head.ent_type_ == "PERSON" and not head.conjuncts:
        return None
    over = head.head.head if head.dep_ == "pobj" and head.head.lower_ in ("from", "of", "at", "for", "with") else None
    if over is not None and over.pos_ == "NOUN" and is_person_like(verb.doc, over) and head.ent_type_ != "PERSON":
        if not is_person_like(verb.doc, head):
            # "a reporter from a television channel, who said"
            return over
    last = own.nbor(-2) if own.nbor(-1).text == "," else own.nbor(-1)
    if last.ent_type_ != "PERSON" or last.i > head.right_edge.i or last is head:
        return None
    if last in head.conjuncts:
        singular = any(c.dep_ in ("aux", "auxpass") and c.lower_ in _SINGULAR for c in verb.children)
        return last if singular or verb.tag_ == "VBZ" or head.ent_type_ != "PERSON" else None
    return None if is_person_like(verb.doc, head) else last


_SINGULAR = frozenset(("has", "is", "was"))


def _climb(verb: Token, depth: int) -> Subject | None:
    """The verb has no subject of its own: take that of the clause it is coordinated with or depends on."""
    dep, head = verb.dep_, verb.head
    if dep == "ROOT" or head == verb:
        first = _find_first_of_three(verb)
        if first is not None:
            found = find_subject(first, depth=depth - 1)
            return Subject(found.head, None, "shared") if found else None
        return _of_sentence_before(verb, depth)
    if dep == "conj" and head.dep_ == "advcl" and verb.tag_ == head.tag_ and _is_when(head):
        # "began when Georgia arrested four soldiers and accused them": Georgia accused them.
        own = get_subject(head)
        if own is not None and own.tag_ not in _RELATIVE and may_be_somebody(verb.doc, own):
            return Subject(own, None, "shared")
    if dep == "conj" and head.dep_ in ("ccomp", "xcomp", "advcl", "pcomp") and _tenses_part(verb, head):
        # "said it would close and warned": the one who said it also warned.
        above = head.head.head if head.dep_ == "pcomp" else head.head
        found = find_subject(above, depth=depth - 1)
        return Subject(found.head, None, "shared") if found else None
    if dep == "conj" and head.dep_ == "ccomp" and head.head.pos_ == "VERB" and head.i < verb.i and _is_thing(head):
        # "says its stores are empty and appeals for blankets": stores appeal for nothing.
        found = find_subject(head.head, depth=depth - 1)
        return Subject(found.head, None, "shared") if found else None
    if dep == "conj" and head.pos_ in ("VERB", "AUX") and _is_thing(head):
        # "Harvests would be poor, the president has said, and has accused …"
        aside = next((c for c in head.children if c.dep_ == "parataxis" and head.i < c.i < verb.i), None)
        found = find_subject(aside, depth=depth - 1) if aside is not None else None
        if found is not None:
            return Subject(found.head, None, "shared")
    if dep == "conj" and (over := _find_finite(verb, head)) is not None:
        return _of_governor(over, depth)
    if dep == "conj" and (denier := find_denier_of(verb, head)) is not None:
        found = find_subject(denier, depth=depth - 1)
        return Subject(found.head, None, "shared") if found else None
    if dep == "conj" and (named := _find_reported(verb, head)) is not None:
        return Subject(named, named, "stray")
    if dep == "conj" and (told := _find_relayed(head)) is not None:
        found = find_subject(told, depth=depth - 1)
        return Subject(found.head, None, "shared") if found else None
    if dep == "conj" and head.pos_ in ("VERB", "AUX"):
        shared = get_subject(head)
        if shared is not None and is_passive(head):
            # "was praised and thanked them": the subject of the passive does the second act.
            return Subject(shared, None, "shared") if not is_passive(verb) else None
        found = find_subject(head, depth=depth - 1)
        return Subject(found.head, None, "shared") if found else None
    if dep == "acl":
        if stands_for_predicate(verb):
            return Subject(head, head, "fragment")
        if verb.tag_ == "VBG":
            told = _beyond(verb, head) or find_issuing(head, verb)
            if told is not None:
                found = _of_governor(told, depth)
                return Subject(found.head, None, "understood") if found else None
            owner = next((c for c in head.children if c.dep_ == "poss"), None)
            if owner is not None and head.lemma_.lower() in get_utterance().media:
                # "the mayor's remarks blaming the police": the mayor blames them.
                return Subject(owner, owner, "owner")
            return Subject(head, head, "reduced")
        # "attempts to blame": whoever owns the noun.
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is not None:
            return Subject(owner, owner, "owner")
        found = find_subject(head.head, depth=depth - 1) if head.dep_ == "dobj" else None
        return Subject(found.head, None, "owner") if found else None
    if dep in ("pcomp", "prep"):
        governor = head.head if head.dep_ in ("prep", "agent", "mark", "advcl") else head
        return _of_governor(governor, depth)
    if verb.tag_ == "VBG" and dep in ("xcomp", "advcl") and head.dep_ == "ccomp" and is_passive(head):
        # "said nine were hurt adding that …": the hurt add nothing.
        return _of_governor(head.head, depth)
    if dep in ("xcomp", "ccomp"):
        # "urged him to say": the object does it; "wants to say": the subject.
        told = get_object(head)
        if verb.tag_ == "VBG" and head.lemma_ in ("tell", "inform", "warn", "remind", "assure"):
            # "told reporters stressing that …"
            told = None
        if told is not None and told.i < verb.i and head.lemma_ != "promise" and may_be_somebody(told.doc, told):
            return Subject(told, told, "controlled")
        return _of_governor(head, depth)
    if dep == "advcl" and verb.tag_ == "VBG" and (quoting := _find_quoting(verb, head)) is not None:
        return _of_governor(quoting, depth)
    above = head.head.head if head.dep_ == "pcomp" else head.head
    if dep == "advcl" and verb.tag_ == "VBG" and head.dep_ in ("ccomp", "pcomp", "xcomp", "acl"):
        if head.dep_ == "acl" and head.left_edge.lower_ == "that" and above.head is not above:
            # "renewed the charge that …, claiming …"
            above = above.head
        before = verb.doc.tokens[verb.i - 1]
        if (
            above.pos_ == "VERB"
            and above.i < head.i < verb.i
            and (before.text == "," or before.tag_ == "CC" and above.tag_ == "VBG")
        ):
            # "denied that its men had looted it, saying …": the one who denied it says so.
            return _of_governor(above, depth)
    if dep in ("advcl", "parataxis", "dep"):
        return _of_governor(head, depth)
    return None


def _is_thing(verb: Token) -> bool:
    """Whether the verb's own subject is a common noun for nobody who could speak, or a paper that is something."""
    own = get_subject(verb)
    if own is None or own.pos_ != "NOUN":
        return False
    if is_document(own):
        return verb.lemma_ == "be"
    return not may_be_somebody(own.doc, own)


def _find_quoting(verb: Token, head: Token) -> Token | None:
    """*said “it will not stand,” adding that …*: the parser hangs what is added on what is quoted."""
    at = head
    for _ in range(4):
        closed = any(t.text in QUOTES for t in verb.doc.tokens[at.i : verb.i])
        if at.dep_ != "ccomp" or not closed or at.head.i > at.i:
            return None
        opened = any(t.text in QUOTES for t in verb.doc.tokens[at.head.i : at.i])
        at = at.head
        if opened:
            return at if at.pos_ == "VERB" else None
    return None


def _find_finite(verb: Token, head: Token) -> Token | None:
    """*opposed the plan to build it and accused the club*: what is finite goes with *opposed*."""
    if verb.tag_ not in ("VBD", "VBZ") or head.tag_ != "VB" or head.dep_ not in ("acl", "advcl", "xcomp"):
        return None
    if not any(c.tag_ == "TO" for c in head.lefts):
        return None
    at = head.head
    for _ in range(6):
        if at.tag_ in ("VBD", "VBZ", "VBP", "VBN") and at.pos_ in ("VERB", "AUX"):
            return at if at.i < head.i and get_subject(at) is not None else None
        if at.head is at:
            return None
        at = at.head
    return None


_REPORTING = frozenset("report say write add note".split())


def _find_reported(verb: Token, head: Token) -> Token | None:
    """*The paper reported Ada Rowe, the mayor, urged calm*: not the paper urges but the object of *reported*."""
    if head.lemma_ not in _REPORTING or verb.tag_ not in ("VBD", "VBZ") or head.i > verb.i:
        return None
    named = get_object(head)
    if named is None or named.pos_ != "PROPN" or verb.doc.tokens[verb.i - 1].text != ",":
        return None
    if any(one.tag_ == "CC" for one in verb.doc.tokens[named.right_edge.i : verb.i]):
        return None
    return named if verb.i - 2 <= named.right_edge.i < verb.i else None


def _beyond(verb: Token, noun: Token) -> Token | None:
    """*rejected the claims of a rival, saying …*: the clause whose subject says so, and not the noun next to it."""
    if verb.doc.tokens[verb.i - 1].text != ",":
        return None
    at = noun
    while at.dep_ in _PARTS and at.head is not at:
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            return at if at.i < noun.i and get_subject(at) is not None else None
    return None


_PARTS = frozenset("pobj prep conj compound poss nmod appos dobj attr agent acl".split())


def _find_relayed(verb: Token) -> Token | None:
    """*The envoy said that …, the agency reported, and blamed …*: return *said*, of which somebody else reports."""
    own = get_subject(verb)
    if own is None or own.left_edge.i <= verb.sent.start or own.left_edge.nbor(-1).text != ",":
        return None
    told = verb.head.head
    if (
        verb.dep_ == "parataxis"
        and verb.head.dep_ == "ccomp"
        and told.i < verb.head.i
        and get_subject(told) is not None
    ):
        return told
    if verb.dep_ == "ccomp" and verb.head.i < verb.i:
        inner = verb.head
    else:
        inner = next((c for c in verb.children if c.dep_ == "ccomp" and c.right_edge.i < own.left_edge.i), verb)
    speaks = any(c.dep_ == "ccomp" and c is not verb and c.i > inner.i for c in inner.children)
    return inner if inner is not verb and speaks and get_subject(inner) is not None else None


def _is_when(clause: Token) -> bool:
    """Whether the clause tells when something was, and the next verb follows *and* without a comma."""
    first = clause.left_edge
    return first.lower_ in WHEN and first.head is clause


def _find_first_of_three(verb: Token) -> Token | None:
    """*Rowe denounced the raid, accused the army of theft and left*: the parser hangs the first verb on the second."""
    if verb.tag_ != "VBD" or get_object(verb) is None or verb.doc.tokens[verb.i - 1].text not in _PAUSES:
        return None
    first = next((c for c in verb.lefts if c.dep_ == "ccomp"), None)
    if first is None or first.tag_ != "VBD" or get_subject(first) is None:
        return None
    return first if any(c.dep_ == "conj" and c.tag_ == "VBD" and c.i > verb.i for c in verb.children) else None


_PAUSES = frozenset((",", "”", '"', "’", "''"))


def _tenses_part(verb: Token, head: Token) -> bool:
    if verb.tag_ == "VBG":
        # "admitting that she had won but warning that …": the one who admits it also warns.
        return head.tag_ in ("VBD", "VBZ", "VBP", "VBN") and head.head.tag_ == "VBG" and get_subject(verb) is None
    if verb.tag_ not in ("VBD", "VBZ"):
        return False
    if is_act_of_speaker(verb, head) or is_retort(verb, head):
        return True
    modal = has_modal(head)
    if (
        verb.tag_ == "VBD"
        and head.tag_ in ("VBD", "VBN")
        and head.head.tag_ in ("VBD", "VBN")
        and verb.lemma_ in COMMITTING
    ):
        return head.head.pos_ == "VERB" and get_subject(verb) is None
    return (
        modal
        or head.tag_ in ("VB", "VBG")
        or (head.tag_ in ("VBZ", "VBP") and verb.tag_ == "VBD" and head.head.tag_ in ("VBD", "VBN"))
    )


def _of_sentence_before(verb: Token, depth: int) -> Subject | None:
    """*… said on Monday. But rejects …*: a sentence without a subject that begins with *and* or *but* goes on (S7)."""
    sent, doc = verb.sent, verb.doc
    if sent.start == 0 or doc.tokens[sent.start].tag_ != "CC" or verb.tag_ not in ("VBZ", "VBD", "VBP", "NNS"):
        return None
    before = doc.tokens[sent.start - 1].sent.root
    if before.pos_ not in ("VERB", "AUX") or depth <= 1:
        return None
    inner = next((c for c in before.children if c.dep_ == "ccomp" and c.i > before.i), None)
    if verb.tag_ == "VBZ" and before.tag_ == "VBD" and inner is not None and inner.tag_ == "VBZ":
        # "The envoy said that Ghana considers … But rejects …": the tense tells whose sentence goes on.
        before = inner
    found = find_subject(before, depth=depth - 1)
    return Subject(found.head, None, "sentence-before") if found is not None else None


def _of_governor(governor: Token, depth: int) -> Subject | None:
    if governor.pos_ in ("ADJ", "ADV") and governor.dep_ in ("acomp", "advmod", "oprd") and depth > 1:
        # "were quick to point out", "went as far as to say", "stopped short of accusing"
        return _of_governor(governor.head, depth - 1)
    if governor.pos_ not in ("VERB", "AUX"):
        owner = next((c for c in governor.children if c.dep_ == "poss"), None)
        return Subject(owner, owner, "owner") if owner is not None else None
    if governor.lemma_ in ("quote", "cite"):
        quoted = get_subject(governor) if is_passive(governor) else get_object(governor)
        return Subject(quoted, quoted, "quoted") if quoted is not None else None
    own = get_subject(governor)
    if own is not None and own.dep_ in SUBJECTS and own.dep_ not in ("csubj", "csubjpass"):
        if own.tag_ in _RELATIVE:
            found = _antecedent(governor, own)
            return Subject(found.head, None, "understood") if found else None
        return Subject(own, None, "understood")
    found = _climb(governor, depth - 1) if depth > 1 else None
    return Subject(found.head, None, found.rule) if found else None
