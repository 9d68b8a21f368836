"""
Find the words that are said: the span, or the pieces, of a cue's content.

Source: docs/rules.md, rules C1 to C9.
"""

from dataclasses import dataclass

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.adverbials import is_utterance_adverbial
from sayso.extract.statements.second_acts import goes_with_cue
from sayso.extract.statements.tree import (
    QUOTES,
    get_complement,
    get_subject,
    lacks_commas,
    trim,
    trim_chars,
)
from sayso.model import Span

TAIL_WORDS = frozenset(("according", "citing", "quoting"))
_CLAUSE_TAILS = frozenset(
    ("advcl", "prep", "npadvmod", "advmod", "dobj", "oprd", "acomp", "xcomp", "ccomp", "dep", "attr")
)


@dataclass(frozen=True, slots=True)
class Content:
    """
    A content that was found.

    Attributes:
        pieces: Character spans, rising.
        head: The verb or noun that heads it.
        rule: Name of the rule.
    """

    pieces: tuple[Span, ...]
    head: Token | None
    rule: str


def skip_complementizer(doc: Doc, start: int, end: int) -> int:
    """Return *start* moved past punctuation, *that* and *to* that only join the clause to its cue."""
    while start < end and (
        doc.tokens[start].is_punct or doc.tokens[start].is_space or doc.tokens[start].text in QUOTES
    ):
        start += 1
    if start < end and doc.tokens[start].lower_ == "that" and doc.tokens[start].dep_ not in _STANDS_FOR:
        following = doc.tokens[start + 1] if start + 1 < end else None
        if following is not None and not (following.pos_ in ("VERB", "AUX") and doc.tokens[start].tag_ == "DT"):
            start += 1
    elif start + 1 < end and doc.tokens[start].lower_ == "that" and doc.tokens[start + 1].pos_ == "PROPN":
        # "told them that Operation Alba would end": the parser makes the most of "that".
        start += 1
    elif start < end and doc.tokens[start].tag_ == "TO" and doc.tokens[start].dep_ == "aux":
        start += 1
    return start


_STANDS_FOR = frozenset(("nsubj", "nsubjpass", "dobj", "pobj", "det"))
"""What *that* is where it does not join a clause to its cue."""


def read_clause(verb: Token, head: Token, cue_lemmas: frozenset[int]) -> Content | None:
    """Return the clause headed by *head*, which follows its cue: *said (that) the talks had failed* (C1)."""
    doc = verb.doc
    start = max(_find_start(verb, head), verb.i + 1)
    end = extend_right(verb, head.right_edge.i + 1, cue_lemmas)
    end = cut_tail(verb, head, end, cue_lemmas)
    end = _take_second_that(verb, head, end)
    over = get_subject(verb.head) if verb.dep_ == "advcl" and verb.head.i > head.i else None
    if over is not None and verb.i < over.left_edge.i < end:
        # "Asked if she would stay, Ruiz said …"
        end = over.left_edge.i
    start = skip_complementizer(doc, start, end)
    if doc.tokens[start].dep_ == "npadvmod" and doc.tokens[start].text in _DAYS and start < head.i:
        # "said Sunday they had met"
        start += 1
    end = cut_comment(doc, head, end)
    span = trim(doc, start, end)
    return Content((_close_marks(doc, span),), head, "clause") if span else None


def _find_start(verb: Token, head: Token) -> int:
    """*said most of them, taken by surprise, would leave*: the parser hung the clause's subject on the cue."""
    start = head.left_edge.i
    if verb.lemma_ in ("let", "make"):
        return start
    first = verb.doc.tokens[verb.i + 1]
    for child in verb.rights:
        if child.i >= head.i or child.left_edge is not first or child is head:
            continue
        if (
            child.dep_ == "ccomp"
            and child.pos_ == "VERB"
            and child.tag_ != "VB"
            or get_subject(head) is None
            and child.dep_ in ("npadvmod", "dobj")
        ):
            if child.ent_type_ not in ("DATE", "TIME"):
                return first.i
    return start


_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


def _close_marks(doc: Doc, span: Span) -> Span:
    """*says he is “weak, you know that. Very weak.”*: a quotation that begins in the content belongs to it whole."""
    start, end = span
    for one in get_state(doc).quotations:
        if one.start >= end:
            break
        if start <= one.inner[0] and end < one.inner[1] and one.closed and one.inner[1] - end < _QUOTE_REST:
            return trim_chars(doc.text, start, one.inner[1]) or span
    return span


_QUOTE_REST = 600
"""In characters: how much of a quotation may follow the clause that it begins in."""


_UNSURE = frozenset(("confirm", "verify", "corroborate", "substantiate", "establish"))


def cut_comment(doc: Doc, head: Token, end: int) -> int:
    """
    Return *end* moved back before what the narrator remarks at the end of a content (C6).

    *…, which is a goal of the truce*; *…, a number that could not be confirmed*; *…, a charge that the army denies*.
    """
    if lacks_commas(doc):
        end = _cut_which(doc, head, end)
    at = end - 1
    while at > head.i:
        if doc.tokens[at].text == "," and at + 1 < end:
            rest = doc[at + 1 : end]
            if rest[0].tag_ in ("WDT", "WP", "WP$") and rest[0].lower_ != "that" and _ends_with(rest[0], end):
                return at
            if any(t.lemma_ in _UNSURE and any(c.dep_ == "neg" for c in t.children) for t in rest):
                return at
            if rest[0].tag_ == "DT" and len(rest) > 3 and rest[1].lemma_ in _CHARGES:
                return at
        at -= 1
    return end


def _cut_which(doc: Doc, head: Token, end: int) -> int:
    """Where the commas are lost, *which*, *whom* and *where* begin what the narrator adds."""
    for token in doc.tokens[head.i + 1 : end]:
        if token.lower_ in ("which", "whom", "where") and token.nbor(-1).pos_ in ("NOUN", "PROPN"):
            return token.i if _ends_with(token, end) else end
    return end


def _ends_with(pronoun: Token, end: int) -> bool:
    """Whether the relative clause that *pronoun* begins is the last of a content, and nothing goes on behind it."""
    at = pronoun
    while at.dep_ != "relcl" and at.head is not at and at.head.left_edge.i >= pronoun.i - 1:
        at = at.head
    if at.dep_ != "relcl":
        return True
    last = at.right_edge.i + 1
    return not any(t.pos_ in ("VERB", "AUX") for t in pronoun.doc.tokens[last:end])


_CHARGES = frozenset(
    (
        "charge",
        "claim",
        "allegation",
        "accusation",
        "assertion",
        "figure",
        "number",
        "toll",
        "version",
        "account",
        "report",
    )
)


def _take_second_that(verb: Token, head: Token, end: int) -> int:
    """*said that A, but that B*: a second clause with its own *that* is content as well."""
    doc = verb.doc
    for child in (*verb.rights, *head.rights):
        if child.dep_ in ("conj", "ccomp") and child.left_edge.i >= end and child.pos_ in ("VERB", "AUX"):
            first = child.left_edge
            if first.lower_ == "that" and first.dep_ == "mark" and first.i <= end + 3:
                if all(t.is_punct or t.tag_ == "CC" for t in doc.tokens[end : first.i]):
                    end = child.right_edge.i + 1
    return end


def extend_right(verb: Token, end: int, cue_lemmas: frozenset[int]) -> int:
    """
    Return *end* moved over what the parser hung on the cue although it goes on with the content.

    An adverbial clause or phrase behind the content is nearly always part of what was said; a participle that is
    itself a cue (*adding that*), *according to*, and a coordinated verb are not.
    """
    doc = verb.doc
    for child in verb.rights:
        if child.right_edge.i < end or child.dep_ not in _CLAUSE_TAILS:
            if child.i >= end and child.dep_ in ("conj", "cc", "parataxis"):
                break
            continue
        first = child.left_edge
        if child.dep_ == "ccomp" and first.i < end:
            # "said he would resign, the agency reported": who passes it on.
            break
        between = doc[end : first.i]
        if any(not t.is_punct and not t.is_space for t in between) or any(t.text in QUOTES for t in between):
            break
        comma = len(between) > 0
        if child.lower_ in TAIL_WORDS or first.lower_ in TAIL_WORDS:
            break
        if child.dep_ in ("advcl", "dep") and child.tag_ == "VBG" and (comma or child.lemma in cue_lemmas):
            break
        if comma and child.dep_ not in ("advcl", "prep"):
            break
        end = child.right_edge.i + 1
    return end


def cut_tail(verb: Token, head: Token, end: int, cue_lemmas: frozenset[int]) -> int:
    """
    Return *end* moved back before a tail that is no part of the content.

    *…, according to X*; *…, citing X*; *…, and others spoke of Y*: a coordinated clause with a cue of its own.
    """
    doc = verb.doc
    for child in head.children:
        if child.dep_ == "conj" and goes_with_cue(child, head, cue_lemmas):
            at = child.i - 1
            while at > head.i and doc.tokens[at].pos_ in ("ADV", "AUX"):
                at -= 1
            while at > head.i and (doc.tokens[at].tag_ == "CC" or doc.tokens[at].is_punct):
                at -= 1
            end = min(end, at + 1)
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and child.i > head.i and child.left_edge.i < end:
            # A noun coordinated with a verb is the subject of a clause that follows.
            following = next((t for t in doc.tokens[child.right_edge.i + 1 : verb.sent.end] if t.pos_ == "VERB"), None)
            if following is not None and following.lemma in cue_lemmas:
                end = _before_conjunction(doc, child.left_edge.i, head.i)
    for child in head.conjuncts:
        own = get_subject(child)
        if own is None or child.lemma not in cue_lemmas or not verb.i < own.left_edge.i < end or child.i < head.i:
            continue
        if verb.tag_ == "VBD" and any(c.dep_ == "aux" and c.lower_ in ("had", "would") for c in child.children):
            # "said the words were misread and the minister had praised the crew": told by the same one.
            continue
        at = own.left_edge.i - 1
        while at > head.i and (doc.tokens[at].tag_ == "CC" or doc.tokens[at].is_punct or doc.tokens[at].pos_ == "ADV"):
            at -= 1
        end = min(end, at + 1)
    for i in range(max(head.i, verb.i) + 1, min(end, len(doc))):
        if doc.tokens[i].lower_ in _GOING_ON and doc.tokens[i].head in (verb, head):
            if doc.tokens[i].dep_ in ("advcl", "xcomp") and (doc.tokens[i].lower_ != "saying" or lacks_commas(doc)):
                return i
        if doc.tokens[i].lower_ in _CONTRASTS and _tells_apart(doc.tokens[i], cue_lemmas):
            return i
        if doc.tokens[i].text != "," or i + 1 >= end:
            continue
        following = doc.tokens[i + 1]
        if following.lower_ in TAIL_WORDS or _is_passed_on(doc, i, end):
            return i
        if following.tag_ == "VBG" and following.lemma in cue_lemmas and following.dep_ in ("advcl", "dep", "acl"):
            if following.head == verb or following.head == head:
                return i
    return end


def _is_passed_on(doc: Doc, comma: int, end: int) -> bool:
    """*said A, the agency reported, and accused …*: who passes it on stands between commas, before another act."""
    for at in range(comma + 2, min(comma + 7, end)):
        verb = doc.tokens[at]
        if verb.text == ",":
            return False
        if verb.tag_ in ("VBD", "VBZ") and verb.lemma_ in ("report", "say"):
            own, after = get_subject(verb), doc.tokens[at + 1] if at + 1 < len(doc) else verb
            if own is None or own.left_edge.i != comma + 1 or own.i > at:
                return False
            return (
                after.text in (".", ";") or after.text == "," and at + 2 < len(doc) and doc.tokens[at + 2].tag_ == "CC"
            )
    return False


_GOING_ON = frozenset(("adding", "stressing", "noting", "saying"))
_CONTRASTS = frozenset(("while", "whereas"))


def _tells_apart(mark: Token, cue_lemmas: frozenset[int]) -> bool:
    """*said A while the daily quoted them as saying B*: another's words stand beside what was said (C8)."""
    verb = mark.head
    own = get_subject(verb) if mark.dep_ == "mark" else None
    return own is not None and verb.lemma in cue_lemmas and verb.tag_ in ("VBD", "VBZ", "VBP")


def read_phrase(noun: Token, *, start: int | None = None, verb: Token | None = None) -> Content | None:
    """
    Return the noun phrase or gerund headed by *noun*, without a relative clause behind a comma (C4).

    With *verb*, the cue that governs it, the phrase is widened by what the parser hung on the cue although it goes
    on with the phrase: *condemned the attacks | today in the port* (C5).
    """
    doc = noun.doc
    first = noun.left_edge.i if start is None else start
    end = noun.right_edge.i + 1
    if verb is not None:
        end = _extend_phrase(verb, end)
    end = cut_relative(noun, end)
    first = skip_complementizer(doc, first, end)
    span = trim(doc, first, end)
    return Content((span,), noun, "phrase") if span else None


def _take_stray_noun(verb: Token, end: int) -> int:
    """*accused guards of beatings and forced labour*: a noun that the parser coordinated with the cue (C4)."""
    doc = verb.doc
    if end >= len(doc) or doc.tokens[end].tag_ != "CC":
        return end
    for child in verb.rights:
        if child.dep_ == "conj" and child.i > end and child.pos_ == "NOUN" and child.tag_[:1] == "N":
            joined = child.left_edge.i == end + 1 or all(t.head is child for t in doc.tokens[end + 1 : child.i])
            after = doc.tokens[child.right_edge.i + 1] if child.right_edge.i + 1 < len(doc) else None
            if joined and (after is None or after.is_punct) and get_subject(child) is None:
                return child.right_edge.i + 1
    return end


def _extend_phrase(verb: Token, end: int) -> int:
    doc = verb.doc
    pending = end = _take_stray_noun(verb, end)
    for child in verb.rights:
        if child.i < end:
            continue
        purpose = child.dep_ in ("advcl", "xcomp") and child.left_edge.tag_ == "TO"
        if child.left_edge.i != pending or not (
            purpose or child.dep_ in ("prep", "npadvmod", "advmod", "dative", "acl", "appos", "agent")
        ):
            break
        if child.dep_ == "prep" and (child.lower_ in TAIL_WORDS or _is_manner(child)):
            break
        if is_utterance_adverbial(child):
            if child.dep_ != "npadvmod":
                break
            # "the attacks today in the port": the day belongs to the attacks if more of them follows.
            pending = child.right_edge.i + 1
            continue
        pending = end = child.right_edge.i + 1
        if end < len(doc) and doc.tokens[end].is_punct:
            break
    return end


def _before_conjunction(doc: Doc, at: int, least: int) -> int:
    at -= 1
    while at > least and (doc.tokens[at].tag_ == "CC" or doc.tokens[at].is_punct):
        at -= 1
    return at + 1


_RELAYING = frozenset(
    (
        "say",
        "claim",
        "allege",
        "believe",
        "report",
        "insist",
        "argue",
        "contend",
        "admit",
        "estimate",
        "state",
        "maintain",
    )
)


def find_relaying_cue(pronoun: Token) -> Token | None:
    """
    Return the cue of *a strike that medics said killed 38 people*, given *that*; None where there is none (C7).

    Between the pronoun and the cue stands nothing but the speaker, and a finite verb follows the cue.
    """
    doc, end = pronoun.doc, min(pronoun.i + 9, pronoun.sent.end - 1)
    for at in range(pronoun.i + 1, end):
        token = doc.tokens[at]
        if (token.lemma_ in _RELAYING or token.lower_ in ("said", "says", "say")) and at > pronoun.i + 1:
            after = doc.tokens[at + 1]
            if after.ent_type_ == "DATE" and after.text in _DAYS and at + 2 < pronoun.sent.end:
                # "an invasion which he admitted Wednesday had been …"
                after = doc.tokens[at + 2]
            finite = after.tag_ in ("VBD", "VBZ", "VBP", "MD", "VBN")
            return token if finite and token.tag_ in ("VBD", "VBZ", "VBP") else None
        if token.pos_ in ("VERB", "AUX", "PUNCT", "SCONJ"):
            return None
    return None


def _is_manner(preposition: Token) -> bool:
    """*after denouncing*, *by calling*: another act of the speaker's, and not what was said."""
    complement = get_complement(preposition)
    return complement is not None and complement.tag_ == "VBG"


def is_remark(doc: Doc, article: Token) -> bool:
    """Return whether an apposition with a relative clause begins: *…, a result that his rival had rejected*."""
    if article.tag_ != "DT" or article.i + 2 >= len(doc):
        return False
    noun = article.head
    return noun.dep_ in ("appos", "npadvmod") and any(c.dep_ == "relcl" and c.i > noun.i for c in noun.children)


def cut_relative(noun: Token, end: int) -> int:
    """Return *end* moved back before a relative clause or *according to* behind a comma, which are the narrator's."""
    doc = noun.doc
    for token in doc.tokens[noun.i + 1 : end]:
        if token.lower_ in ("that", "which", "who") and find_relaying_cue(token) is not None:
            return token.i
        if token.lower_ in ("which", "where") and token.nbor(-1).pos_ in ("NOUN", "PROPN") and lacks_commas(doc):
            return token.i
        if token.lower_ in _CONTRASTS and token.dep_ == "mark" and get_subject(token.head) is not None:
            # "ruled out sending troops while others still weigh it"
            return token.i
        if token.text != "," or token.i + 1 >= end:
            continue
        following = doc.tokens[token.i + 1]
        if following.tag_ == "DT" and token.i + 2 < end and doc.tokens[token.i + 2].lemma_ in _CHARGES:
            return token.i
        if following.lower_ in TAIL_WORDS or following.lower_ == "amid":
            return token.i
        if following.tag_ == "VBN" and following.dep_ == "acl" or is_remark(doc, following):
            return token.i
        if following.tag_ in ("WDT", "WP", "WP$") and _ends_with(following, end) or following.lower_ == "where":
            return token.i
        if following.tag_ == "IN" and token.i + 2 < end and doc.tokens[token.i + 2].tag_ in ("WDT", "WP"):
            return token.i
    return end
