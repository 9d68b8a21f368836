"""A token that is hung elsewhere is a child there, on its side, and no longer where it was."""

from typing import TYPE_CHECKING

import pytest

from sayso.extract.arcs import rehang
from sayso.extract.parse import get_doc

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "The old mayor of the quiet town opened two new schools on Friday."


@pytest.mark.parametrize(("word", "head"), [("opened", "town"), ("mayor", "quiet"), ("town", "town")])
def test_rehang_makes_no_circle(nlp: "Language", word: str, head: str) -> None:
    """A token is hung neither on itself nor on what it governs; then nothing changes."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("sayso_")]):
        doc = get_doc(nlp(TEXT))
    before = [one.head.i for one in doc]
    moved = next(one for one in doc if one.text == word)
    assert not rehang(moved, next(one for one in doc if one.text == head))
    assert [one.head.i for one in doc] == before


@pytest.mark.parametrize(("word", "head"), [("old", "schools"), ("new", "mayor"), ("town", "opened"), ("of", "on")])
def test_rehang_keeps_the_sides(nlp: "Language", word: str, head: str) -> None:
    """Lefts and rights are the children in front and behind, and the edges are those of the subtree."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("sayso_")]):
        doc = get_doc(nlp(TEXT))
    moved = next(one for one in doc if one.text == word)
    onto = next(one for one in doc if one.text == head)
    assert rehang(moved, onto)
    assert moved.head == onto
    assert moved in (onto.lefts if moved.i < onto.i else onto.rights)
    for one in doc:
        children = [other for other in doc if other.head == one and other != one]
        assert list(one.children) == children
        assert list(one.lefts) == [child for child in children if child.i < one.i]
        assert list(one.rights) == [child for child in children if child.i > one.i]
        below = [other.i for other in one.subtree]
        assert (one.left_edge.i, one.right_edge.i) == (min(below), max(below))
