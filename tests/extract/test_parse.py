"""The copy of a parse says what spaCy's own objects say."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import UnparsedDocError
from sayso.extract.parse import Doc, get_doc, release

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

TEXT = (
    "VALLETTA, 3 May - Malta's coast guard, which patrols the strait, fined two trawlers for “reckless” fishing\n\n"
    "Neither the crews nor the owners, a firm in Tunis and a bank, would say on Monday whether they had licences. "
    'Asked why, the captain (he is 61) shrugged: "What was I to do?" he said. "Swim?"'
)
PLAIN = ["i", "idx", "text", "orth", "lower", "lower_", "lemma", "lemma_", "pos_", "tag_", "dep_", "ent_type_",
         "whitespace_", "is_space", "is_alpha", "is_punct", "is_stop", "like_num", "is_sent_start", "is_sent_end",
         "n_lefts", "n_rights"]  # fmt: skip
ONE = ["head", "left_edge", "right_edge"]
MANY = ["children", "lefts", "rights", "subtree", "ancestors", "conjuncts"]


@pytest.fixture(scope="module")
def both(nlp: "Language") -> "tuple[SpacyDoc, Doc]":
    """The same doc twice."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("sayso_")]):
        source = nlp(TEXT)
    return source, get_doc(source)


def test_tokens_say_what_spacys_say(both: "tuple[SpacyDoc, Doc]") -> None:
    """Attributes, heads, children and subtrees agree for every token."""
    source, doc = both
    assert (len(source), source.text) == (len(doc), doc.text)
    for theirs, ours in zip(source, doc, strict=True):
        assert [getattr(theirs, name) for name in PLAIN] == [getattr(ours, name) for name in PLAIN]
        assert [getattr(theirs, name).i for name in ONE] == [getattr(ours, name).i for name in ONE]
        for name in MANY:
            assert [one.i for one in getattr(theirs, name)] == [one.i for one in getattr(ours, name)], (name, ours)
        assert [theirs.is_ancestor(one) for one in source] == [ours.is_ancestor(one) for one in doc]


def test_sentences_and_entities_are_spacys(both: "tuple[SpacyDoc, Doc]") -> None:
    """They have the same tokens, characters, roots and labels."""
    source, doc = both
    assert [(s.start, s.end, s.root.i, s.text) for s in source.sents] == [
        (s.start, s.end, s.root.i, s.text) for s in doc.sents
    ]
    assert [(e.start, e.end, e.label_, e.start_char, e.end_char) for e in source.ents] == [
        (e.start, e.end, e.label_, e.start_char, e.end_char) for e in doc.ents
    ]


@given(st.integers(-2, len(TEXT) + 2), st.integers(0, 80), st.sampled_from(["strict", "contract", "expand"]))
def test_char_span_is_spacys(both: "tuple[SpacyDoc, Doc]", start: int, length: int, mode: str) -> None:
    """Whatever the characters and the alignment."""
    source, doc = both
    theirs = source.char_span(start, start + length, alignment_mode=mode)
    ours = doc.char_span(start, start + length, alignment_mode=mode)
    assert (theirs is None) == (ours is None)
    if theirs is not None and ours is not None:
        assert (theirs.start, theirs.end) == (ours.start, ours.end)


@given(st.integers(0, 60), st.integers(1, 20))
def test_slices_are_spacys(both: "tuple[SpacyDoc, Doc]", start: int, length: int) -> None:
    """Text, root and order of any stretch of tokens."""
    source, doc = both
    theirs, ours = source[start : start + length], doc[start : start + length]
    assert (theirs.text, theirs.start_char, theirs.end_char) == (ours.text, ours.start_char, ours.end_char)
    assert [one.i for one in theirs] == [one.i for one in ours]
    if len(theirs):
        assert theirs.root.i == ours.root.i


def test_token_is_one_object(both: "tuple[SpacyDoc, Doc]") -> None:
    """Two looks at one token give the same, so that `is` may be asked."""
    doc = both[1]
    assert doc[3] is doc[3]
    assert doc[3].head is doc[doc[3].head.i]


def test_doc_without_parse_is_refused(nlp: "Language") -> None:
    """The message names the component that is missing."""
    with pytest.raises(UnparsedDocError, match="parser"):
        get_doc(nlp.make_doc("Nobody has parsed this."))


def test_released_doc_keeps_nothing_alive(nlp: "Language") -> None:
    """No token is left, so that no circle holds spaCy's doc."""
    source = nlp(TEXT)
    doc = get_doc(source)
    release(source)
    assert (doc.tokens, doc.sents, dict(source.user_data)) == ([], [], {})


@st.composite
def trees(draw: st.DrawFn) -> list[int]:
    """Heads of up to nine tokens in a tree, with arcs that may cross."""
    count = draw(st.integers(1, 9))
    order = draw(st.permutations(range(count)))
    heads = [order[0]] * count
    for at, token in enumerate(order[1:], 1):
        heads[token] = order[draw(st.integers(0, at - 1))]
    return heads


@given(trees())
def test_tree_is_spacys_though_arcs_cross(heads: list[int]) -> None:
    """Children and subtrees of any tree; the edges are those of the subtree (spaCy's own may fall short)."""
    from spacy.tokens import Doc as SpacyDoc
    from spacy.vocab import Vocab

    words = [f"w{i}" for i in range(len(heads))]
    deps = ["ROOT" if head == i else "dep" for i, head in enumerate(heads)]
    source = SpacyDoc(Vocab(), words=words, heads=heads, deps=deps)
    doc = get_doc(source)
    for theirs, ours in zip(source, doc, strict=True):
        below = [one.i for one in theirs.subtree]
        assert (min(below), max(below)) == (ours.left_edge.i, ours.right_edge.i)
        assert [one.i for one in theirs.children] == [one.i for one in ours.children]
        assert below == [one.i for one in ours.subtree]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The union accused the head of the port of theft.", "accused"),
        ("The opposition accused the minister of fraud.", "accused"),
        ("The mayor held the builder responsible for the collapse.", "held"),
        ("Prosecutors charged the owner with arson.", "charged"),
    ],
)
def test_what_completes_a_verb_of_blame_hangs_on_it(nlp: "Language", text: str, word: str) -> None:
    """The parser often hangs it on the one who is blamed."""
    doc = get_doc(nlp(text))
    verb = next(one for one in doc if one.text == word)
    assert any(one.lower_ in ("of", "with", "responsible") for one in verb.rights if one.dep_ != "dobj")
    assert doc[-1].head is doc[-1].head.head


def test_what_belongs_to_another_noun_stays_there(nlp: "Language") -> None:
    """*The owner of the ship* is one phrase where the verb asks for nothing."""
    doc = get_doc(nlp("The mayor met the owner of the ship."))
    assert next(one for one in doc if one.text == "of").head.text == "owner"


def test_a_doc_without_tokens_has_no_sentences(nlp: "Language") -> None:
    """An empty text is copied as any other."""
    doc = get_doc(nlp.make_doc(""), parsed=False)
    assert (len(doc), doc.sents, doc.ents) == (0, [], [])


def test_words_are_found_where_they_stand(both: "tuple[SpacyDoc, Doc]") -> None:
    """By the numbers of their texts, in order of the text; words that it lacks are passed over."""
    source, doc = both
    wanted = {source.vocab.strings[word] for word in ("the", "said", "a", "herring")}

    assert [token.i for token in source if token.text in ("the", "said", "a")] == doc.find(wanted)
    assert [token.lower_ for token in source] == doc.words
    assert [token.i for token in source if token.pos_ == "PROPN"] == [token.i for token in doc.proper]
