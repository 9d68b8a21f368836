"""
Read statements that are set off without quotation marks: after a colon, and in headlines.

Source: docs/rules.md, rules B1 to B3.
"""

from sayso.extract.actors.register import get_register
from sayso.extract.paragraphs import find_paragraphs
from sayso.extract.parse import Doc, Token
from sayso.extract.parse import Span as DocSpan
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.tree import QUOTES, sentence_span, trim
from sayso.extract.who import find_actors, is_body_like, is_person_like
from sayso.model import Span

_FIRST = frozenset(("i", "we", "our", "my", "us", "me"))


def read_blocks(doc: Doc, drafts: list[Draft], verbs: frozenset[int]) -> list[Draft]:
    """
    Return the statements of an unquoted block behind a colon: *The minister said:* and then her words (B1).

    The first paragraph behind the colon is the content of that cue. The paragraphs after it go on with it as long
    as no other cue with a subject of its own stands in them and somebody speaks of *I* or *we* in the block.

    Args:
        doc: The doc.
        drafts: Statements found so far; one whose cue ends in the colon is put right.
        verbs: Token positions of the reporting verbs.
    """
    paragraphs = find_paragraphs(doc.text)
    out: list[Draft] = []
    for number, (start, end) in enumerate(paragraphs[:-1]):
        if doc.text[end - 1] != ":" or doc.text[paragraphs[number + 1][0]] in QUOTES:
            continue
        cue = _cue_of(doc, start, end, verbs)
        if cue is None:
            continue
        block = paragraphs[number + 1 :]
        drafts[:] = [d for d in drafts if d.cue != cue or d.quotes]
        out += _read_block(doc, cue, block, drafts)
    return out


def _cue_of(doc: Doc, start: int, end: int, verbs: frozenset[int]) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="contract")
    if span is None:
        return None
    found = [t for t in span if t.i in verbs and t.dep_ in ("ROOT", "conj", "ccomp") and t.i >= span.end - 14]
    return found[-1] if found else None


def _read_block(doc: Doc, cue: Token, block: list[Span], drafts: list[Draft]) -> list[Draft]:
    from sayso.extract.statements.speakers import find_subject
    from sayso.extract.statements.tree import sentence_span, token_span

    subject = find_subject(cue)
    spans = [doc.char_span(s, e, alignment_mode="expand") for s, e in block]
    spoken = any(t.lower_ in _FIRST for span in spans if span is not None for t in span)
    spoken = spoken and not any(_reports(span, drafts) for span in spans if span is not None)
    spoken = spoken and not any(
        t.text in QUOTES and t.text not in "'’" for span in spans if span is not None for t in span
    )
    if subject is None:
        return []
    first: Draft | None = None
    out: list[Draft] = []
    for span in spans:
        if span is None or (first is not None and not spoken):
            break
        content = trim(doc, span.start, span.end)
        if content is None:
            continue
        draft = Draft(rule="block", sentence=sentence_span(span[0]), content=[content], content_head=_head(span))
        if first is None:
            draft.cue, draft.cue_span = cue, token_span(cue)
            draft.speaker_head, draft.speaker_near = subject.head, subject.span_head is not None
            draft.sentence = sentence_span(cue)
            first = draft
        else:
            draft.rule, draft.after = "block/continued", first
        out.append(draft)
    return out


def _head(span: DocSpan) -> Token | None:
    return next((t for t in span if t.dep_ == "ROOT"), None)


def _reports(span: DocSpan, drafts: list[Draft]) -> bool:
    """Whether the paragraph has a cue of somebody else, so that the block is over."""
    for draft in drafts:
        if draft.cue is not None and span.start <= draft.cue.i < span.end and draft.speaker_head is not None:
            if draft.speaker_head.lower_ not in _FIRST and draft.cue.dep_ in ("ROOT", "conj", "parataxis"):
                return True
    return False


def find_named(doc: Doc, start: int) -> Token | None:
    """Return who speaks in *Bus driver Amal Haddad: “…”*, where the quotation begins at token *start* (B4)."""
    at = start - 1
    while at >= 0 and doc.tokens[at].is_space and "\n" not in doc.tokens[at].text:
        at -= 1
    if at < 1 or doc.tokens[at].text != ":":
        return None
    first = at
    while first > 0 and at - first < _NAME and not _ends(doc.tokens[first - 1]):
        first -= 1
    if any(t.pos_ in ("VERB", "AUX") for t in doc.tokens[first:at]) or first == at:
        return None
    head = doc.tokens[at - 1]
    for token in doc.tokens[first:at]:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "pobj", "poss", "appos", "nmod", "amod"):
            head = token
            break
    return head if is_person_like(doc, head) or is_body_like(doc, head) else None


def read_dialogue(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """
    Return what is said in a dialogue with names in front: *Ruiz: Who paid?*, *Berg: Nobody did.* (B5).

    Four paragraphs at least must begin with a name and a colon, and one of the names must come back.
    """
    text = doc.text
    found: list[tuple[Token, int, int]] = []
    for start, end in find_paragraphs(text):
        colon = text.find(": ", start, min(end, start + _LABEL))
        if colon < 0 or start == 0 or text[colon + 2] in QUOTES:
            continue
        label = doc.char_span(start, colon, alignment_mode="contract")
        if label is None or not label or len(label) > 4 or not all(t.text[:1].isupper() for t in label if len(t) > 2):
            continue
        head = label[-1]
        if head.pos_ == "PROPN" and (is_person_like(doc, head) or head.text.isupper()) and len(head) > 1:
            found.append((head, colon + 2, end))
    names = {head.lower_ for head, _, _ in found}
    if len(found) < _TURNS or not 1 < len(names) < len(found):
        return []
    if not any(_is_talk(doc, start, end) for _, start, end in found):
        # "Ruiz: 46" and "Berg: 2,316" are a table, "Ruiz: Roads" and "Berg: Schools" headings.
        return []
    out: list[Draft] = []
    for head, start, end in found:
        span = doc.char_span(start, end, alignment_mode="expand")
        content = trim(doc, span.start, span.end) if span is not None else None
        if span is None or content is None or any(d.content and d.content[0] == content for d in drafts):
            continue
        draft = Draft(rule="dialogue", sentence=sentence_span(span[0]), content=[content], content_head=_head(span))
        draft.speaker_head = head
        out.append(draft)
    return out


def _is_talk(doc: Doc, start: int, end: int) -> bool:
    """Whether somebody asks, or speaks of *I* or *you*, at the beginning of a paragraph."""
    span = doc.char_span(start, min(end, start + _TALK), alignment_mode="contract")
    if span is None:
        return False
    return any(t.text == "?" or t.lower_ in _FIRST or t.lower_ == "you" for t in span)


_TURNS = 4
_TALK = 200
"""In characters: how much of a paragraph tells whether it is talk."""
_LABEL = 40
"""In characters: how long the name in front of a colon may be."""
_NAME = 14
"""How many tokens the name of a speaker in front of a colon may take."""


def _ends(token: Token) -> bool:
    return token.is_space and "\n" in token.text or token.text in (".", "!", "?", ":", ";", "”", '"', "»")


_KINDS = frozenset(
    "explainer analysis opinion report live factbox fact-box update updated breaking exclusive watch video review "
    "profile timeline interview q&a comment briefing explained transcript background feature editorial obituary "
    "correction key gallery photo podcast summary recap column essay letter letters quiz listen read see "
    "live-blog liveblog".split()
)
"""What a text calls itself in front of a colon: nobody speaks."""


def read_dashes(doc: Doc) -> list[Draft]:
    """Return the statements of headlines that end in who says it: *Flood toll rises to 61 – governor* (B2)."""
    text = doc.text
    found = (
        _read_dash(doc, start, end)
        for start, end in find_paragraphs(text)
        if end < len(text.rstrip()) and end - start <= _HEADLINE and text[end - 1] not in _STOPS
    )
    return [draft for draft in found if draft is not None]


_HEADLINE = 160
"""In characters: how long a headline may be."""
_STOPS = frozenset('.!?:;,…"”’»)')


def _read_dash(doc: Doc, start: int, end: int) -> Draft | None:
    text = doc.text
    at = max(text.rfind(mark, start, end) for mark in (" - ", " – ", " — "))
    if at < start + 12:
        return None
    left = doc.char_span(start, at, alignment_mode="contract")
    right = doc.char_span(at + 3, end, alignment_mode="contract")
    if left is None or right is None or len(right) > 6 or not any(t.pos_ in ("VERB", "AUX") for t in left):
        return None
    head = right[-1]
    if head.pos_ not in ("NOUN", "PROPN") or not (is_person_like(doc, head) or is_body_like(doc, head)):
        return None
    if _is_of_the_page(doc, head):
        return None
    content = trim(doc, left.start, left.end)
    if content is None:
        return None
    draft = Draft(rule="headline/dash", sentence=(start, end), content=[content], speaker_head=head)
    draft.content_head = next((t for t in left if t.pos_ in ("VERB", "AUX")), None)
    return draft


def read_headline(doc: Doc) -> Draft | None:
    """Return the statement of a headline with a colon: *Minister: Strike will go on* (B2)."""
    text = doc.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or ": " not in text[start:end]:
        return None
    end = len(text[:end].rstrip())
    line = text[start:end]
    at = line.find(": ")
    if at < 3 or len(line) > 160 or line[-1] == ":" or "\n" in line:
        return None
    behind = _read_colon_behind(doc, start, start + line.rfind(": "), end)
    if behind is not None:
        return behind
    left = doc.char_span(start, start + at, alignment_mode="contract")
    right = doc.char_span(start + at + 2, end, alignment_mode="contract")
    if left is None or right is None or len(right) < 3 or len(left) > 8:
        return None
    head = left[-1]
    while head.head.i < head.i and left.start <= head.head.i and head.dep_ in ("compound", "pobj", "prep", "appos"):
        head = head.head
    if left[0].lower_ in _KINDS or head.lower_ in _KINDS or any(t.lemma_ == "say" for t in right):
        return None
    if (
        head.pos_ not in ("NOUN", "PROPN")
        or head.ent_type_ in ("GPE", "LOC", "DATE", "EVENT")
        or not (is_person_like(doc, head) or is_body_like(doc, head))
    ):
        return None
    content = trim(doc, right.start, right.end)
    if content is None:
        return None
    draft = Draft(rule="headline/colon", sentence=(start, end), content=[content], speaker_head=head)
    verbs = [t for t in right if t.pos_ == "VERB"]
    draft.content_head = verbs[0] if verbs else None
    return draft


def _read_colon_behind(doc: Doc, start: int, at: int, end: int) -> Draft | None:
    """*Ferry sank within minutes: coastguard*: who says it stands behind the colon, in a few words (B2)."""
    left = doc.char_span(start, at, alignment_mode="contract")
    right = doc.char_span(at + 2, end, alignment_mode="contract")
    if left is None or right is None or not 0 < len(right) <= _NAME_BEHIND or len(left) < _TOLD:
        return None
    head = right[-1]
    if head.pos_ not in ("NOUN", "PROPN") or left[0].lower_ in _KINDS or right[0].lower_ in _KINDS:
        return None
    if any(t.pos_ in ("VERB", "AUX", "CCONJ", "NUM", "ADP") or t.text in _STOPS for t in right):
        return None
    verbs = [t for t in left if t.pos_ in ("VERB", "AUX")]
    if head.ent_type_ in ("LOC", "DATE", "EVENT") or not verbs and head.ent_type_ in ("GPE", "PERSON"):
        # "Book of the week: Ada Rowe" is nobody's word.
        return None
    if head.ent_type_ != "GPE" and not (is_person_like(doc, head) or is_body_like(doc, head)):
        return None
    content = trim(doc, left.start, left.end)
    if content is None:
        return None
    named = find_actors(doc, head, create=False)
    if any(not set(named).isdisjoint(find_actors(doc, t, create=False)) for t in left if t.pos_ == "PROPN"):
        # "Party backs Moore: official": the reader of names takes the two for one.
        return None
    draft = Draft(rule="headline/colon", sentence=(start, end), content=[content], speaker_head=head)
    draft.content_head = verbs[0] if verbs else None
    return draft


_NAME_BEHIND = 5
"""How many tokens who speaks may take behind a headline's colon."""
_TOLD = 4
"""How many tokens at least a headline tells in front of it."""


def _is_of_the_page(doc: Doc, head: Token) -> bool:
    """
    Whether a name behind a dash is that of the paper: *Dam bursts – Daily Post*, *Dam bursts – Reuters*.

    It is, unless the authority knows it for somebody else, it is called what it is (*Foreign Ministry*), or it
    stands in the article once more.
    """
    register = get_register(doc)
    actors = register.state.actors
    found = [actors[one] for one in find_actors(doc, head, create=False) if one in actors]
    lexicon = register.lexicon
    noun = lexicon.get_noun(head)
    if noun in lexicon.outlets or any(one.cls == "MediaOutlet" for one in found):
        return True
    words = (
        lexicon.office, lexicon.people, lexicon.sources, lexicon.state_bodies, lexicon.bodies, lexicon.government
    )  # fmt: skip
    called = any(noun in one for one in words)
    return not called and not any(one.authority or len(one.spans) > 1 for one in found)
