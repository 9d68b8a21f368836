"""
Read the content out of a verb's frame: the clause, infinitive, object, topic or predicate that tells what is said.

Source: docs/rules.md, rules V1 to V12 and C4.
"""

from dataclasses import replace

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.adverbials import get_utterance
from sayso.extract.statements.antecedents import leaves_gap, read_antecedent
from sayso.extract.statements.content import Content, cut_relative, find_relaying_cue, read_clause, read_phrase
from sayso.extract.statements.frames import (
    NO_SPEAKERS,
    Frame,
    find_late_agent,
    get_called_for,
    get_patient,
    names_actor,
)
from sayso.extract.statements.lexicon import Entry
from sayso.extract.statements.second_acts import find_end_of_denied
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tree import (
    QUOTES,
    get_complement,
    get_object,
    get_subject,
    is_passive,
    trim,
    trim_chars,
)

_DEMANDS = frozenset(
    ("appeal", "call", "demand", "plea", "request", "warning", "threat", "accusation", "allegation", "denial")
)


def read_that(frame: Frame, cue_lemmas: frozenset[int]) -> Content | None:
    """Return the clause behind the cue, with or without *that* (C1)."""
    if frame.clause is not None and not frame.wh:
        return read_clause(frame.verb, frame.clause, cue_lemmas)
    if frame.clause is not None:
        return None
    return _read_bare_that(frame.verb) or _read_lost_clause(frame)


_PLAIN = frozenset(("say", "argue", "contend", "insist", "claim"))


def _read_lost_clause(frame: Frame) -> Content | None:
    """*say his second place and his zeal make him an asset*: the parser took the clause's subject for an object."""
    verb, noun, doc = frame.verb, frame.object, frame.verb.doc
    if noun is None or frame.passive or verb.lemma_ not in _PLAIN or verb.tag_ == "VB":
        return None
    if noun.left_edge.i != verb.i + 1:
        return None
    if noun.pos_ not in ("NOUN", "PROPN") or frame.infinitive is not None or doc.tokens[verb.i + 1].text in QUOTES:
        return None
    end = verb.sent.end
    head = next((t for t in doc.tokens[noun.i + 1 : end] if t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB")), None)
    if head is None or any(t.text in (";", ":", "(") or t.text in QUOTES for t in doc.tokens[noun.i + 1 : head.i]):
        return None
    if any(t.tag_ in ("WDT", "WP", "TO") for t in doc.tokens[noun.i + 1 : head.i + 1]) or head.head is verb:
        return None
    head = head.head if head.tag_ == "MD" and head.head.i > head.i else head
    start = verb.i + 1
    if doc.tokens[start].lower_ == "that":
        start += 1
    span = trim(doc, start, end)
    return Content((span,), head, "that") if span else None


def leaves_room(frame: Frame, entry: Entry) -> bool:
    """Whether the verb has no other complement, so that what stands before it may be what is said."""
    if frame.infinitive is not None or frame.clause is not None:
        return False
    if entry.particle and any(c.dep_ == "pcomp" for p in frame.preps[:1] for c in p.children):
        # "insisted on paying"
        return False
    if frame.gerund is not None and frame.gerund.lower_ not in ("adding", "stressing", "noting"):
        return False
    noun = frame.object
    if noun is not None and noun.ent_type_ not in ("DATE", "TIME"):
        if entry.object != "addressee" or entry.rule == "urge-58.1" and not may_be_somebody(frame.verb.doc, noun):
            return False
    return frame.predicate is None or frame.predicate.pos_ not in ("VERB", "AUX")


def _read_bare_that(verb: Token) -> Content | None:
    """A clause with *that* behind the verb that the parser hung elsewhere: take it to the end of the sentence."""
    doc, sent = verb.doc, verb.sent
    at = verb.i + 1
    if "that" not in doc.words[at : at + 12]:
        return None
    while at < sent.end and at <= verb.i + 12:
        token = doc.tokens[at]
        if token.lower_ == "that" and token.dep_ == "mark" and token.head.i > at:
            head = token.head
            if head.dep_ == "conj" and head.head == verb:
                # A stray "and" before "that".
                span = trim(doc, at + 1, head.right_edge.i + 1)
                return Content((span,), head, "that") if span else None
            if (
                head.dep_ in ("acl", "relcl", "ccomp")
                and head.head.pos_ in ("NOUN", "PROPN")
                and not any(_is_beside_the_point(t) for t in doc.tokens[head.head.i : at])
            ):
                return None
            if head.dep_ in ("ccomp", "conj", "ROOT", "advcl", "acl", "dep", "pcomp", "relcl") and head.head.i <= at:
                end = head.right_edge.i + 1
                span = trim(doc, at + 1, end)
                return Content((span,), head, "that") if span else None
            return None
        if token.pos_ in ("VERB",) or token.text in (";", ":"):
            return None
        at += 1
    return None


def _is_beside_the_point(noun: Token) -> bool:
    """Whether a noun between cue and clause tells when, where or to whom it was said."""
    words = get_utterance()
    lemma = noun.lemma_.lower()
    return lemma in words.times or lemma in words.media or lemma in words.hearers or bool(noun.ent_type_)


def read_infinitive(frame: Frame, wanted: str, *, weak: bool) -> Content | None:
    """Return the infinitive that is promised, or that somebody is urged to (V5, V6)."""
    head = frame.infinitive
    if head is None:
        return None
    told = frame.object is not None or (frame.passive and get_patient(frame) is not None)
    if (wanted == "oinf") != told:
        return None
    if weak and told and not (frame.object is not None and may_be_somebody(frame.verb.doc, frame.object)):
        return None
    to = next((c for c in head.children if c.tag_ == "TO" and c.dep_ == "aux"), None)
    start = to.i + 1 if to is not None else head.left_edge.i
    if to is not None and to.i and any(c.dep_ == "neg" and c.i == to.i - 1 for c in head.children):
        # "promised not to leave"
        start = to.i - 1
    end = cut_relative(head, head.right_edge.i + 1)
    for child in head.children:
        passive = any(c.dep_ == "auxpass" for c in head.children)
        parted = child.tag_ in ("VBD", "VBZ") and child.lower_ != child.lemma_ or child.tag_ == "VBN" and not passive
        if child.dep_ == "conj" and parted and child.i > head.i:
            # "urged them to wait but stopped short of …": a finite verb goes with the cue.
            at = child.i - 1
            while at > head.i and (
                child.doc.tokens[at].tag_ == "CC"
                or child.doc.tokens[at].is_punct
                or child.doc.tokens[at].pos_ == "ADV"
            ):
                at -= 1
            end = min(end, at + 1)
    thing = frame.object
    if thing is not None and thing.i < start and is_passive(head) and not may_be_somebody(frame.verb.doc, thing):
        # "ordered flags to be flown at half-mast": nobody is told.
        start = thing.left_edge.i
    span = trim(frame.verb.doc, start, end)
    return Content((span,), head, wanted) if span else None


_RAISING = frozenset("estimate say report allege claim rumor rumour state expect".split())


def read_raised(frame: Frame) -> Content | None:
    """Return subject and infinitive of *the painting is said to be a copy* (H2)."""
    own, head = get_subject(frame.verb), frame.infinitive
    if own is None or head is None or frame.verb.lemma_ not in _RAISING:
        return None
    to = next((c for c in head.children if c.tag_ == "TO"), head.left_edge)
    doc = frame.verb.doc
    end = cut_relative(head, head.right_edge.i + 1)
    pieces = [trim(doc, own.left_edge.i, own.right_edge.i + 1), trim(doc, to.i + 1, end)]
    found = tuple(one for one in pieces if one is not None)
    return Content(found, head, "raised") if len(found) == 2 else None


def read_topic(frame: Frame, entry: Entry) -> Content | None:
    """Return what a preposition of the cue brings: *accused of theft*, *called for calm*."""
    if frame.infinitive is not None and any(p in entry.preps for p in ("on", "to")) and entry.illocution == "demand":
        told = [p for p in frame.preps if entry.preps.get(p.lower_) == "addressee"]
        if told:
            to = next((c for c in frame.infinitive.children if c.tag_ == "TO"), None)
            start = to.i + 1 if to is not None else frame.infinitive.left_edge.i
            span = trim(frame.verb.doc, start, frame.infinitive.right_edge.i + 1)
            return Content((span,), frame.infinitive, "topic") if span else None
    called = get_called_for(frame.verb) if entry.particle == "for" else None
    if called is not None:
        span = trim(frame.verb.doc, called.left_edge.i + 1, cut_relative(called, called.right_edge.i + 1))
        return Content((span,), called, "topic") if span else None
    if frame.passive and entry.particle == "for" and not any(map(get_complement, frame.preps[:1])):
        # "an evacuation called for by the embassy"
        patient = get_patient(frame)
        span = trim(frame.verb.doc, patient.left_edge.i, frame.verb.i) if patient is not None else None
        return Content((span,), patient, "phrase") if span else None
    if frame.passive and entry.object == "target" and not entry.wrong:
        on = next((p for p in frame.preps if entry.preps.get(p.lower_) == "target"), None)
        patient = get_patient(frame) if on is not None and get_complement(on) is not None else None
        if patient is not None and patient.pos_ == "NOUN" and not may_be_somebody(frame.verb.doc, patient):
            # "the raid was blamed on rebels", "a raid blamed on rebels"
            end = min(patient.right_edge.i + 1, max(frame.verb.left_edge.i, patient.i + 1))
            span = trim(frame.verb.doc, patient.left_edge.i, end)
            return Content((span,), patient, "phrase") if span else None
    if entry.wrong and frame.passive and "target" in entry.preps.values():
        # "the raid was attributed to rebels"
        patient = get_patient(frame)
        return read_phrase(patient) if patient is not None else None
    if entry.object == "target" and frame.object is not None and not frame.passive:
        turned = any(entry.preps.get(p.lower_) == "target" and get_complement(p) is not None for p in frame.preps)
        if turned and frame.object.tag_ == "WDT":
            # "an attack which the army blamed on rebels"
            return read_antecedent(frame.verb, frame.object)
        if turned:
            # "blamed the shortage on speculators", where "on" may hang on the shortage
            stop = next(
                (p.i for p in frame.preps if entry.preps.get(p.lower_) == "target" and p.head == frame.object), None
            )
            if stop is None:
                return read_phrase(frame.object)
            span = trim(frame.verb.doc, frame.object.left_edge.i, stop)
            return Content((span,), frame.object, "phrase") if span else None
    best: Token | None = None
    for prep in frame.preps:
        if entry.preps.get(prep.lower_) not in ("content", "topic"):
            continue
        complement = get_complement(prep)
        if complement is not None and prep.i < frame.verb.i and complement.lower_ == "part":
            # "for its part, the council blames the state for the flood"
            continue
        if complement is not None and complement.ent_type_ in ("DATE", "TIME"):
            if prep.lower_ in ("for", "over", "on") and entry.preps[prep.lower_] == "content":
                # "attacked them for weeks"
                continue
        if complement is not None and (best is None or complement.dep_ == "pcomp"):
            best = complement
            if complement.dep_ == "pcomp":
                break
    if best is None and entry.object == "target" and frame.object is not None:
        return _read_broken_off(frame, entry)
    if best is None:
        return None
    if best.tag_ == "NN" and best.lower_.endswith("ing") and frame.infinitive is not None:
        if frame.infinitive.left_edge.i == best.right_edge.i + 1:
            # "of planning to close it", where the tagger takes "planning" for a noun
            span = trim(frame.verb.doc, best.left_edge.i, cut_relative(best, frame.infinitive.right_edge.i + 1))
            return Content((span,), best, "phrase") if span else None
    if entry.particle:
        stop = next((p.i for p in frame.preps if entry.preps.get(p.lower_) == "target" and p.head is best), None)
        if stop is not None:
            span = trim(frame.verb.doc, best.left_edge.i, stop)
            return Content((span,), best, "phrase") if span else None
    if frame.verb.lemma_ == "refer":
        named = next((p for p in (*frame.verb.children, *best.children) if p.lower_ == "as" and p.i > best.i), None)
        if named is not None:
            span = trim(frame.verb.doc, best.left_edge.i, named.right_edge.i + 1)
            return Content((span,), best, "phrase") if span else None
    late = find_late_agent(frame, entry) if frame.passive else None
    if late is not None and late.head.i > best.i:
        span = trim(frame.verb.doc, best.left_edge.i, late.head.head.i)
        return Content((span,), best, "phrase") if span else None
    stray = best.dep_ == "pobj" and any(c.dep_ == "conj" and c.pos_ == "NOUN" for c in frame.verb.rights)
    return read_phrase(best, verb=frame.verb if best.dep_ == "pcomp" or stray else None)


def take_condition(verb: Token, content: Content) -> Content:
    """*warned of “consequences” if the army crosses the river*: under what condition belongs to what is said."""
    doc = verb.doc
    for child in verb.rights:
        first = child.left_edge
        if child.dep_ != "advcl" or first.lower_ not in ("if", "unless") or first.idx < content.pieces[-1][1]:
            continue
        if not any(t.pos_ != "PUNCT" for t in doc if content.pieces[-1][1] <= t.idx < first.idx):
            start, _ = content.pieces[-1]
            span = trim_chars(doc.text, start, child.right_edge.idx + len(child.right_edge))
            return content if span is None else replace(content, pieces=(*content.pieces[:-1], span))
    return content


def _read_broken_off(frame: Frame, entry: Entry) -> Content | None:
    """*accused Chad of, "led by greed", having …*: the parser lost what the preposition brings; take the rest."""
    doc, verb = frame.verb.doc, frame.verb
    for prep in frame.preps:
        if entry.preps.get(prep.lower_) == "content" and get_complement(prep) is None and prep.i + 1 < verb.sent.end:
            if doc.tokens[prep.i + 1].is_punct:
                span = trim(doc, prep.i + 1, verb.sent.end)
                head = next((t for t in doc.tokens[prep.i + 1 : verb.sent.end] if t.tag_ in ("VBG", "VBN")), None)
                return Content((span,), head, "rest") if span else None
    return None


def _read_shifted(frame: Frame, entry: Entry) -> Content | None:
    """*rejected as "propaganda" claims that …*: the object stands behind the predicate."""
    if entry.preps.get("as") != "predicate" or frame.object is not None or frame.passive:
        return None
    for child in frame.verb.rights:
        noun = get_object(child) if child.pos_ == "ADJ" and child.left_edge.lower_ == "as" else None
        if noun is not None and child.left_edge.i == frame.verb.i + 1 and noun.i > child.i:
            # "dismissed as absurd a demand to leave": the parser hangs the object on the adjective.
            found = read_phrase(noun)
            return Content(found.pieces, noun, "np") if found is not None else None
    for prep in frame.preps:
        noun = get_complement(prep) if prep.lower_ == "as" else None
        if noun is None or noun.pos_ != "NOUN" or noun.i == 0:
            continue
        if noun.nbor(-1).text in QUOTES and any(c.dep_ in ("nmod", "compound", "amod") for c in noun.children):
            span = trim(noun.doc, noun.i, cut_relative(noun, noun.right_edge.i + 1))
            return Content((span,), noun, "np") if span else None
        first = next((c for c in noun.children if c.dep_ == "amod" and c.i == prep.i + 1), None)
        if first is not None and first.i < noun.i:
            # "dismissed as baseless claims that …"
            span = trim(noun.doc, first.i + 1, cut_relative(noun, noun.right_edge.i + 1))
            return Content((span,), noun, "np") if span else None
    return None


def read_object(doc: Doc, frame: Frame, entry: Entry) -> Content | None:
    """Return the object of the cue as what is said: *announced a strike*, *denied the claim*."""
    shifted = _read_shifted(frame, entry)
    if shifted is not None:
        return shifted
    own = get_subject(frame.verb) if frame.passive and frame.verb.dep_ == "relcl" else None
    if entry.illocution == "deny" and own is not None and own.tag_ == "WDT" and own.nbor(-1).text == ",":
        # "said it had hit a depot, which was denied by its owner": not the depot is denied.
        return read_antecedent(frame.verb, own)
    noun = get_patient(frame)
    if entry.objects and frame.verb.dep_ == "relcl" and frame.verb.head.lemma_ not in entry.objects:
        if noun is None or noun.tag_ == "WDT":
            return None
    if noun is None and leaves_gap(frame):
        # "a charge the army denies"
        return read_antecedent(frame.verb, frame.verb.left_edge)
    if noun is None or noun.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return None
    if (
        entry.rule.startswith(("reveal", "echo"))
        and noun.lemma_ in _DEMANDS
        and any(c.dep_ in ("acl", "prep") for c in noun.children)
    ):
        # "reiterated his appeal to them to stop": the noun reports it.
        return None
    if entry.objects and noun.lemma_ not in entry.objects:
        return None
    if entry.object == "target" and names_actor(doc, noun):
        for prep in frame.preps:
            if entry.preps.get(prep.lower_) == "content":
                complement = get_complement(prep)
                if complement is not None and complement.ent_type_ not in ("DATE", "TIME"):
                    return read_phrase(complement)
        return None
    if noun.lower_ in NO_SPEAKERS and frame.passive or noun.tag_ in ("WDT", "WP"):
        relayed = noun.tag_ == "WDT" and find_relaying_cue(noun) is frame.verb
        return read_antecedent(frame.verb, noun) if noun.tag_ == "WDT" and not relayed else None
    if entry.subjects == "survey":
        # "shows the mayor ahead of his rival by 12 points"
        span = trim(doc, noun.left_edge.i, cut_relative(noun, max(noun.right_edge.i, frame.verb.right_edge.i) + 1))
        return Content((span,), noun, "np") if span else None
    found = read_phrase(noun, verb=None if frame.passive else frame.verb)
    if found is None:
        return None
    if frame.passive and frame.verb.dep_ == "acl" and noun.i < frame.verb.i:
        # "the dozens described by witnesses": the cue is no part of it.
        span = trim(doc, noun.left_edge.i, frame.verb.i)
        return Content((span,), noun, "np") if span else None
    for prep in noun.children:
        # "urged restraint from both sides": who is urged stands outside of what is urged.
        complement = (
            get_complement(prep) if entry.preps.get(prep.lower_) == "addressee" and prep.dep_ == "prep" else None
        )
        if complement is not None and prep.lower_ == "from" and may_be_somebody(doc, complement):
            span = trim(doc, noun.left_edge.i, prep.i)
            found = Content((span,), noun, "np") if span else found
    denied = next((c for c in noun.rights if c.dep_ == "acl"), None) if entry.illocution == "deny" else None
    if denied is not None and (end := find_end_of_denied(denied)) <= denied.right_edge.i:
        span = trim(doc, noun.left_edge.i, end)
        found = Content((span,), noun, "np") if span else found
    pied = _read_pied(frame, entry)
    return Content((*pied.pieces, *found.pieces), noun, "np") if pied is not None else found


def _read_pied(frame: Frame, entry: Entry) -> Content | None:
    """*the attack, for which the group claimed responsibility*: the attack is claimed (V8)."""
    verb = frame.verb
    if verb.dep_ != "relcl" or not entry.objects:
        return None
    for prep in frame.preps:
        complement = get_complement(prep)
        if prep.i < verb.i and complement is not None and complement.tag_ == "WDT":
            head = verb.head
            while head.dep_ in ("conj", "pobj", "prep", "appos"):
                head = head.head
            head = head if head.dep_ == "dobj" else verb.head
            span = trim(verb.doc, head.left_edge.i, prep.i)
            return Content((span,), head, "antecedent") if span else None
    return None


def read_measure(frame: Frame) -> Content | None:
    """*put the death toll at 45, including two children*."""
    noun = frame.object
    if noun is None:
        return None
    prep = next((p for p in (*frame.preps, *noun.subtree) if p.lower_ == "at" and p.dep_ == "prep"), None)
    number = get_complement(prep) if prep is not None else None
    if number is None or not (number.like_num or any(c.like_num for c in number.subtree)):
        return None
    doc, end = noun.doc, number.right_edge.i + 1
    if end + 1 < len(doc) and doc.tokens[end].text == "," and doc.tokens[end + 1].lower_ == "including":
        end = doc.tokens[end + 1].right_edge.i + 1
    span = trim(doc, noun.left_edge.i, end)
    return Content((span,), noun, "at") if span else None
