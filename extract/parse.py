"""
The parse of a doc as plain Python objects, under spaCy's names.

spaCy puts a new object together at every look at a token, its head or its children (0.15 to 6 µs a look, where an
attribute costs 0.02). The rules look some thousand times an article, so what they need is copied once: `Doc`, `Token`
and `Span` here carry the names of spaCy's and mean the same, as far as sayso uses them. They cannot be changed. What
parsers often hang amiss is put right: what completes a verb of blame (*accused him of theft*), a verb that is said
again (*said he would go and said why*), a second verb's subject (`sayso.extract.arcs`).

A token is one object: ``doc[3] is doc[3]``. The copy is made by the first component that asks for it and does not see
what is written to spaCy's doc afterwards.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Set
from itertools import compress, count, pairwise, repeat
from typing import TYPE_CHECKING, Any, overload

from numpy import arange
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LOWER, ORTH, POS, SENT_START, TAG
from spacy.parts_of_speech import PROPN
from spacy.tokens import Doc as SpacyDoc

from sayso.errors import UnparsedDocError
from sayso.extract.arcs import put_right, set_tree
from sayso.extract.strings import STRINGS, get_strings

if TYPE_CHECKING:
    from numpy import uint64
    from numpy.typing import NDArray
    from spacy.vocab import Vocab

KEY = "sayso_parse"
TEXT = "sayso_text"
"""Where a doc's text is kept in its ``user_data``."""
_ATTRIBUTES = [ORTH, LOWER, LEMMA, POS, TAG, DEP, ENT_TYPE, IDX, HEAD, SENT_START, ENT_IOB]
_POS, _HEAD, _SENT_START, _ENT_IOB = map(_ATTRIBUTES.index, (POS, HEAD, SENT_START, ENT_IOB))
"""Columns of the table of attributes; what stands in front of the heads is copied as it is."""


class Token:
    """
    A token and its place in the tree; see spaCy's ``Token`` for what the names mean.

    Attributes:
        doc: What it stands in.
        i: Its number in the doc.
        idx: Character offset of its start in ``doc.text``.
        head: What governs it; itself at the root of a sentence.
        children: What it governs, in order of the text.
        n_lefts: How many tokens it governs in front of it.
        sent: Its sentence.
    """

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "lemma_", "lower_", "n_lefts", "pos_", "sent", "tag_", "text",
    )  # fmt: skip
    __deletable__ = ("head",)
    """For mypyc, which asks which attributes are deleted (`Doc.clear`)."""

    head: "Token"
    children: tuple["Token", ...]
    n_lefts: int
    sent: "Span"

    def __init__(self, row: tuple["Doc", int, int, str, str, str, str, str, str]) -> None:
        # One argument, because several hundred tokens an article are made of columns.
        self.doc, self.i, self.idx, self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_ = row

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def orth(self) -> int:
        """Number of its text in spaCy's string store."""
        return self.doc.orth[self.i]

    @property
    def lower(self) -> int:
        """Number of its text in small letters."""
        return self.doc.lower[self.i]

    @property
    def lemma(self) -> int:
        """Number of its lemma."""
        return self.doc.lemma[self.i]

    @property
    def ent_type_(self) -> str:
        """Label of the entity it is part of, or nothing."""
        return STRINGS[self.doc.ent_type[self.i]]

    @property
    def left_edge(self) -> "Token":
        """First token of its subtree."""
        return self.doc.tokens[self.doc.left_edge[self.i]]

    @property
    def right_edge(self) -> "Token":
        """Last token of its subtree."""
        return self.doc.tokens[self.doc.right_edge[self.i]]

    @property
    def lefts(self) -> tuple["Token", ...]:
        """What it governs in front of it, in order."""
        return self.children[: self.n_lefts]

    @property
    def rights(self) -> tuple["Token", ...]:
        """What it governs behind it, in order."""
        return self.children[self.n_lefts :]

    @property
    def n_rights(self) -> int:
        """How many tokens it governs behind it."""
        return len(self.children) - self.n_lefts

    @property
    def subtree(self) -> list["Token"]:
        """It and all below it; in order of the text where the tree is projective."""
        out: list[Token] = []
        _walk(self, out)
        return out

    @property
    def ancestors(self) -> Iterator["Token"]:
        """What governs it, from its head to the root."""
        one = self
        while one.head is not one:
            one = one.head
            yield one

    def is_ancestor(self, descendant: "Token") -> bool:
        """Return whether this token governs *descendant*, directly or not."""
        one = descendant
        while one.head is not one:
            one = one.head
            if one is self:
                return True
        return False

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The tokens coordinated with it, without itself."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found.extend(one for one in token.rights if one.dep_ == "conj")
        return tuple(one for one in found if one is not self)

    def nbor(self, i: int = 1) -> "Token":
        """
        Return the token *i* places on.

        Raises:
            IndexError: If the doc ends before.
        """
        at = self.i + i
        if at < 0:
            raise IndexError(at)
        return self.doc.tokens[at]

    @property
    def whitespace_(self) -> str:
        """The space behind it, or nothing."""
        return self.doc.source[self.i].whitespace_

    @property
    def is_sent_start(self) -> bool:
        """Whether a sentence begins with it."""
        return self.sent.start == self.i

    @property
    def is_sent_end(self) -> bool:
        """Whether a sentence ends with it."""
        return self.sent.end == self.i + 1

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self.text.isspace()

    @property
    def is_alpha(self) -> bool:
        """Whether it is all letters."""
        return self.text.isalpha()

    @property
    def is_punct(self) -> bool:
        """Whether it is punctuation."""
        # Most tokens are words, and spaCy takes ten times as long to say so.
        return not self.text.isalnum() and self.doc.source[self.i].is_punct

    @property
    def is_stop(self) -> bool:
        """Whether spaCy counts it among the stop words."""
        return self.doc.source[self.i].is_stop

    @property
    def like_num(self) -> bool:
        """Whether it looks like a number, in figures or words."""
        return self.doc.source[self.i].like_num


def _walk(token: Token, out: list[Token]) -> None:
    own = token.i
    placed = False
    for child in token.children:
        if not placed and child.i > own:
            out.append(token)
            placed = True
        _walk(child, out)
    if not placed:
        out.append(token)


class Span:
    """The tokens [start, end) of a doc; ``label_`` where it is an entity."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: "Doc", start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Span": ...
    def __getitem__(self, at: int | slice) -> "Token | Span":
        if isinstance(at, slice):
            start, end, _ = at.indices(self.end - self.start)
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][at]

    def __repr__(self) -> str:
        return self.text

    @property
    def start_char(self) -> int:
        """Character offset of its start in ``doc.text``."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Character offset of its end in ``doc.text``, without the white space behind."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Its characters, without the white space behind."""
        if self.end == self.start:
            return ""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token that stands highest in the tree; the first of several."""
        start, end, tokens, roots = self.start, self.end, self.doc.tokens, self.doc.roots
        first = bisect_left(roots, start)
        if first < len(roots) and roots[first] < end:
            return tokens[roots[first]]
        best: Token | None = None
        least = len(tokens) + 1
        for token in tokens[start:end]:
            if start <= token.head.i < end:
                continue
            # As spaCy does: a mark or space that governs nothing is the last choice.
            if not token.children and (token.is_space or token.is_punct):
                depth = len(tokens) - 1
            else:
                depth = sum(1 for _ in token.ancestors)
            if depth < least:
                best, least = token, depth
        return best or tokens[start]


class Doc:
    """
    A parsed doc; see spaCy's ``Doc`` for what the names mean.

    Attributes:
        source: spaCy's own.
        text: All of its characters.
        tokens: In order.
        sents: Its sentences, in order.
        ents: The entities that spaCy found, in order.
        user_data: Of spaCy's doc, the same object.
        words: Of each token, its text in small letters.
        proper: The tokens that the tagger takes for proper nouns, in order.
        orth: Of each token, the number of its text in spaCy's string store; so ``lower``, ``lemma`` and ``ent_type``.
        idx: Of each token, the character offset of its start.
        left_edge: Of each token, the number of the first token of its subtree.
        right_edge: Of each token, the number of the last.
        roots: Which tokens nothing governs, in order.
    """

    __slots__ = (
        "_forms", "ent_type", "ents", "idx", "left_edge", "lemma", "lower", "orth", "proper", "right_edge",
        "roots", "sents", "source", "text", "tokens", "user_data", "vocab", "words",
    )  # fmt: skip

    source: SpacyDoc
    text: str
    tokens: list[Token]
    sents: list[Span]
    ents: list[Span]
    user_data: dict[Any, Any]
    vocab: "Vocab"

    def __init__(self, source: SpacyDoc) -> None:
        self.source, self.text, self.vocab = source, get_text(source), source.vocab
        self.user_data = source.user_data
        table: NDArray[uint64] = source.to_array(_ATTRIBUTES).view("uint64")
        heads: list[int] = (table[:, _HEAD].view("int64") + arange(len(table))).tolist()
        columns: list[list[int]] = table[:, :_HEAD].T.tolist()
        self.orth, self.lower, self.lemma, pos, tag, dep, self.ent_type, self.idx = columns
        get_string = get_strings(source.vocab.strings).__getitem__
        self.words = list(map(get_string, self.lower))
        lemmas, kinds, tags, deps = (map(get_string, one) for one in (self.lemma, pos, tag, dep))
        texts = map(get_string, self.orth)
        each = (repeat(self), count(), self.idx, texts, self.words, lemmas, kinds, tags, deps)
        self.tokens = list(map(Token, zip(*each, strict=False)))
        self._forms: set[int] = set()
        put_right(self.tokens, heads, self.lemma, dep)
        self.left_edge, self.right_edge, self.roots = set_tree(self.tokens, heads)
        self.sents = _set_sentences(self, _find(table[:, _SENT_START], 1))
        self.ents = _get_entities(self, table[:, _ENT_IOB])
        self.proper = [self.tokens[i] for i in _find(table[:, _POS], PROPN)]

    @property
    def forms(self) -> set[int]:
        """The numbers of all texts that its tokens have."""
        if not self._forms:
            self._forms = set(self.orth)
        return self._forms

    def find(self, words: Set[int]) -> list[int]:
        """Return where any of *words* stands, by the numbers of their texts, in order."""
        if self.forms.isdisjoint(words):
            return []
        return list(compress(count(), map(words.__contains__, self.orth)))

    def __len__(self) -> int:
        return len(self.tokens)

    def __bool__(self) -> bool:
        return bool(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[at]

    def char_span(self, start: int, end: int, *, alignment_mode: str = "strict") -> Span | None:
        """
        Return the tokens at characters [start, end) of ``text``; None where there are none.

        Args:
            start: First character.
            end: Character after the last.
            alignment_mode: What becomes of a token that is cut: ``strict`` gives None, ``contract`` leaves it out,
                ``expand`` takes it in.
        """
        first, last = self._at_char(start), self._at_char(end - 1)
        if first is None or last is None:
            return None
        tokens = self.tokens
        left, right = tokens[first], tokens[last]
        cut_left, cut_right = left.idx < start, end < right.idx + len(right.text)
        if alignment_mode == "strict":
            if cut_left or end != right.idx + len(right.text):
                return None
        elif alignment_mode == "contract":
            first += cut_left
            last -= cut_right
            if last < first:
                return None
        elif start == left.idx + len(left.text):
            first += 1
        return Span(self, first, max(first, last + 1))

    def _at_char(self, char: int) -> int | None:
        """Return the token at a character, or in front of it where that is the space behind a token."""
        if char < 0 or char >= len(self.text):
            return None
        return bisect_right(self.idx, char) - 1

    def clear(self) -> None:
        """Let go of all tokens. They point at each other, and Python would keep them until it looks for circles."""
        for token in self.tokens:
            del token.head
        self.tokens, self.sents, self.ents, self.proper = [], [], [], []


def get_text(source: SpacyDoc) -> str:
    """Return ``source.text``, which spaCy joins anew at every look; kept in its ``user_data``."""
    text = source.user_data.get(TEXT)
    if not isinstance(text, str):
        text = source.user_data[TEXT] = source.text
    return text


def get_doc(source: SpacyDoc | Doc, *, parsed: bool = True) -> Doc:
    """
    Return the copy of a doc's parse, made on first use and kept in its ``user_data``.

    Args:
        source: spaCy's doc; a copy is returned as it is.
        parsed: Whether a parse is needed. Without one each token is its own root.

    Raises:
        UnparsedDocError: If a parse is needed and the doc has none.
    """
    if isinstance(source, Doc):
        return source
    doc = source.user_data.get(KEY)
    if not isinstance(doc, Doc):
        if parsed and len(source) and not source.has_annotation("DEP"):
            raise UnparsedDocError(
                "sayso's components need a dependency parse. Put a `parser` before them in the spaCy pipeline."
            )
        doc = source.user_data[KEY] = Doc(source)
    return doc


def release(source: SpacyDoc) -> None:
    """Let go of all that sayso keeps with a doc."""
    doc = source.user_data.get(KEY)
    if isinstance(doc, Doc):
        doc.clear()
    source.user_data.clear()


def _find(column: "NDArray[uint64]", value: int) -> list[int]:
    """Return the tokens that have a value in a column."""
    found: list[int] = (column == value).nonzero()[0].tolist()
    return found


def _set_sentences(doc: Doc, starts: list[int]) -> list[Span]:
    """Return the sentences, which begin at *starts* and at the first token, and set them on their tokens."""
    tokens = doc.tokens
    if tokens and starts[:1] != [0]:
        starts.insert(0, 0)
    out: list[Span] = []
    for start, end in pairwise([*starts, len(tokens)]):
        sent = Span(doc, start, end)
        out.append(sent)
        for token in tokens[start:end]:
            token.sent = sent
    return out


_BEGINS, _GOES_ON = 3, 1
"""What spaCy's ``ENT_IOB`` says of a token that begins an entity, and of one inside."""


def _get_entities(doc: Doc, marks: "NDArray[uint64]") -> list[Span]:
    """Return the entities, by spaCy's marks; ``source.ents`` puts each together anew, at a tenth of the speed."""
    inside = frozenset(_find(marks, _GOES_ON))
    out: list[Span] = []
    for start in _find(marks, _BEGINS):
        if doc.ent_type[start]:
            end = start + 1
            while end in inside:
                end += 1
            out.append(Span(doc, start, end, STRINGS[doc.ent_type[start]]))
    return out
