"""
Find content that stands before its cue or on both sides of it: *…, X said*; *…, said X, …*.

Source: docs/rules.md, rules C2 and C3.
"""

from dataclasses import dataclass

from sayso.extract.parse import Doc, Token
from sayso.extract.statements.adverbials import is_utterance_adverbial
from sayso.extract.statements.content import TAIL_WORDS, Content, is_remark
from sayso.extract.statements.tree import (
    QUOTES,
    SUBJECTS,
    get_complement,
    get_subject,
    has_finite_verb,
    is_connective,
    trim,
)
from sayso.model import Span


@dataclass(frozen=True, slots=True)
class Group:
    """The tokens [start, end) of a cue with its speaker, addressee and adverbs, as they stand in a sentence."""

    start: int
    end: int


def get_group(verb: Token, subject: Token | None, content: Token | None) -> Group:
    """Return the stretch of the sentence that the reporting clause takes up, its content left out."""
    doc = verb.doc
    start, end = verb.i, verb.i + 1
    inside = (content.left_edge.i, content.right_edge.i) if content is not None else (-1, -2)
    changed = True
    parts = sorted(verb.children, key=lambda c: abs(c.i - verb.i))
    while changed:
        changed = False
        for child in parts:
            if child == content or child.dep_ in ("ccomp", "parataxis", "conj", "cc", "punct"):
                continue
            if child.dep_ in SUBJECTS and child.i < verb.i and child != subject:
                # "The dam, said engineers, would hold": the first belongs to what is said.
                continue
            left, right = child.left_edge.i, child.right_edge.i
            if content is not None and not (right < inside[0] or left > inside[1]):
                continue
            if right + 1 == start or (left == end) or (child == subject and left <= end <= right + 1):
                start, end = min(start, left), max(end, right + 1)
                changed = True
        parts = [c for c in parts if not (start <= c.i < end)]
    sent = verb.sent
    return Group(max(start, sent.start), min(end, len(doc)))


def read_around(verb: Token, subject: Token | None, cue_lemmas: frozenset[int]) -> Content | None:
    """
    Return the content that stands before the cue, or on both sides of it (C2, C3).

    *…, X said*; *…, said X, …*. The reporting clause has a subject of its own and is set off by a comma, a dash or
    a quotation mark.
    """
    doc, sent = verb.doc, verb.sent
    if subject is None or subject.tag_ in ("WDT", "WP"):
        return None
    head: Token | None = None
    for child in verb.lefts:
        if child.dep_ == "ccomp" or (
            child.dep_ in ("parataxis", "dep", "advcl") and get_subject(child) is not None and has_finite_verb(child)
            and not any(c.dep_ == "mark" for c in child.children)
        ):  # fmt: skip
            head = child
            break
    inner = False
    if head is None and verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") and verb.head != verb:
        if any(c.dep_ == "mark" for c in verb.children) or (
            verb.dep_ == "ccomp" and verb.head.lemma in cue_lemmas and verb.head.i < verb.i
        ):
            return None
        head, inner = verb.head, True
    if head is None and verb.dep_ not in ("ROOT", "conj"):
        return None
    group = get_group(verb, subject, None if inner else head)
    at = group.start - 1
    while at >= sent.start and doc.tokens[at].is_space:
        at -= 1
    if at < sent.start or not (
        doc.tokens[at].text in QUOTES or doc.tokens[at].text in (",", "—", "–", "-", "--", "?", "!", "…")
    ):
        return _read_unmarked(verb, subject, head, group)
    if head is None and not any(_is_main(t, verb) for t in doc.tokens[sent.start : at]):
        # "Not so, says the company"
        if doc.tokens[sent.start].lower_ not in _ANSWERS or at - sent.start > _ANSWER:
            return None
    start = _left_start(verb, head, group, cue_lemmas, inner=inner)
    start = _skip_connective(doc, start, at)
    left = trim(doc, start, group.start)
    if left is not None and all(t.pos_ in _JOINING or t.tag_ == "WRB" for t in doc.tokens[start : group.start]):
        # "…, where, she said, nobody lives"
        left = None
    right_end = _right_piece(verb, head, group, cue_lemmas=cue_lemmas)
    right = trim(doc, group.end, right_end) if right_end else None
    pieces: list[Span] = [one for one in (left, right) if one is not None]
    if left is None and (right is None or head is None or head.i < verb.i):
        # "But, she said, it would cost more" is the only way to have nothing before the cue.
        return None
    if head is None or inner:
        # Nothing says that the two belong together but the commas; then the clause must be short.
        if right is None and not _is_short(verb, group):
            return None
    return Content(
        tuple(pieces), head or _main_verb(doc, start, group.start), "around" if len(pieces) > 1 else "before"
    )


_PLAIN = frozenset("say tell report announce add state confirm".split())


def _read_unmarked(verb: Token, subject: Token, head: Token | None, group: Group) -> Content | None:
    """*A raid killed ten people the monitor said*: nothing stands between what is said and who says it (C2)."""
    doc, sent = verb.doc, verb.sent
    if (
        verb.lemma_ not in _PLAIN
        or verb.tag_ not in ("VBD", "VBZ")
        or any(t.pos_ not in ("ADV", "AUX") for t in doc.tokens[subject.right_edge.i + 1 : verb.i])
    ):
        return None
    joined = head is None and verb.dep_ == "conj" and verb.head.dep_ == "ROOT"
    if joined and not any(c.dep_ == "cc" and c.i > verb.head.i for c in verb.head.children):
        # The parser strings the two together.
        head = verb.head
    if any(c.dep_ == "prep" and get_complement(c) is None for c in verb.children):
        # "the nurse they told us about"
        return None
    own = get_subject(head) if head is not None else None
    if (
        head is None
        or own is None
        or not 0 < head.i - own.left_edge.i <= _CLOSE
        or own.left_edge.i > subject.i
        or not has_finite_verb(head)
    ):
        return None
    if (
        not joined
        and (verb.dep_ != "ROOT" or head.dep_ != "ccomp")
        or any(t.text == "," for t in doc.tokens[sent.start : verb.i])
    ):
        return None
    span = trim(doc, _skip_connective(doc, sent.start, group.start), group.start)
    return Content((span,), head, "before") if span else None


_JOINING = frozenset(("SCONJ", "CCONJ", "PUNCT", "SPACE"))
_SUBORDINATE = frozenset(
    "advcl prep pcomp pobj relcl acl npadvmod amod csubj csubjpass nsubj nsubjpass compound poss appos aux "
    "auxpass".split()
)


def _is_main(token: Token, verb: Token) -> bool:
    """Whether the token is the verb of a clause of its own: not *Walking home, she recalled …*."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    at = token
    while at is not verb and at.head is not at:
        if at.dep_ in _SUBORDINATE:
            return False
        at = at.head
    return True


_CLOSE = 20
"""Tokens from where a subject begins to its verb; in a sentence without commas a longer way is two run into one."""


_ANSWERS = frozenset(("not", "nonsense", "rubbish", "no", "yes", "untrue", "lies"))


_ANSWER = 4
"""How many words an answer without a verb may have."""


def _is_short(verb: Token, group: Group) -> bool:
    end = verb.sent.end
    while end > group.end and (verb.doc.tokens[end - 1].is_punct or verb.doc.tokens[end - 1].is_space):
        end -= 1
    if end - group.end <= 1:
        return True
    after = verb.doc.tokens[group.end + 1] if verb.doc.tokens[group.end].text == "," else None
    if after is not None and after.dep_ == "cc" and after.head is verb:
        # "Talks had failed, the envoy said, and blamed Chad."
        return any(child.dep_ == "conj" and get_subject(child) is None for child in verb.children)
    if after is not None and after.lower_ == "on" and after.nbor().lower_ == "condition":
        return True
    return after is not None and (after.lower_ in TAIL_WORDS or after.tag_ == "VBG")


def _left_start(verb: Token, head: Token | None, group: Group, cue_lemmas: frozenset[int], *, inner: bool) -> int:
    """Where the content begins: with the sentence, unless another clause that is not its own stands before it."""
    doc, sent = verb.doc, verb.sent
    colon = next((i for i in range(group.start - 1, sent.start, -1) if doc.tokens[i].text == ":"), None)
    if colon is not None and (head is None or colon > head.left_edge.i or colon - sent.start <= 4):
        # "The general was less hopeful: nobody, he said, would give way."; "Chad: Army burned villages, group says"
        return colon + 1
    if inner and head is not None and head.dep_ in ("relcl", "advcl", "acl"):
        return max(sent.start, head.left_edge.i)
    if head is None or inner or not head.left_edge.i < group.start:
        if verb.dep_ == "conj" and verb.head.lemma in cue_lemmas:
            # "He spoke of looting, and the shops had burned, she said": not from before the coordination.
            return max(sent.start, verb.head.i + 1)
        return sent.start
    foreign = [
        t for t in doc.tokens[sent.start : head.left_edge.i] if t.pos_ == "VERB" and t.dep_ not in ("amod", "acl")
    ]
    return head.left_edge.i if foreign else sent.start


def _main_verb(doc: Doc, start: int, end: int) -> Token | None:
    for token in doc.tokens[start:end]:
        if token.dep_ == "ROOT" or (token.pos_ in ("VERB", "AUX") and not start <= token.head.i < end):
            return token
    return None


def _skip_connective(doc: Doc, start: int, end: int) -> int:
    while start < end and (
        doc.tokens[start].is_space or doc.tokens[start].text in QUOTES or doc.tokens[start].is_punct
    ):
        start += 1
    return start + 1 if start < end and is_connective(doc.tokens[start]) else start


def _right_piece(verb: Token, head: Token | None, group: Group, *, cue_lemmas: frozenset[int]) -> int:
    """
    Return the end of the content that goes on behind the reporting clause, or 0.

    What follows a comma there nearly always goes on with what is said, also where the parser hung it on the cue;
    a participle, a relative clause, an apposition and what tells when or in what it was said do not.
    """
    doc, sent = verb.doc, verb.sent
    if head is None or group.end >= sent.end or doc.tokens[group.end].text not in (",", "—", "–", "--"):
        return 0
    first = group.end + 1
    while first < sent.end and (doc.tokens[first].is_space or doc.tokens[first].text in QUOTES):
        first += 1
    if first >= sent.end:
        return 0
    word = doc.tokens[first]
    if word.lower_ == "on" and word.i + 1 < sent.end and word.nbor().lower_ == "condition":
        return 0
    if word.lower_ in ("while", "whereas") and word.dep_ == "mark" and get_subject(word.head) is not None:
        # "…, police said, while three others had fled": told beside it.
        return 0
    if word.lower_ in TAIL_WORDS or word.tag_ in ("VBG", "WDT", "WP", "WP$") or is_remark(doc, word):
        return 0
    if head.is_ancestor(word) and (verb.is_ancestor(head) or not verb.is_ancestor(word)) or word == head:
        return head.right_edge.i + 1
    top = word
    while top.head not in (verb, head, top):
        top = top.head
    if top.head not in (verb, head) or top == verb:
        return 0
    if top.dep_ in ("punct", "cc"):
        # "and", "but": what follows them.
        top = next((c for c in top.head.children if c.dep_ == "conj" and c.i > first), top)
    if top.lemma in cue_lemmas or top.dep_ not in _GOES_ON or is_utterance_adverbial(top):
        return 0
    if top.dep_ == "conj" and get_subject(top) is None:
        return 0
    return max(top.right_edge.i, head.right_edge.i if head.i > first else 0) + 1


_GOES_ON = frozenset(("advcl", "prep", "xcomp", "ccomp", "conj", "dobj", "attr", "acomp", "oprd", "dep", "agent"))
"""How the parser hangs on the cue what goes on with the content."""
