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


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("In the campaign of 2016, Ada Rowe herself faced a charge of theft.", "faced"),
        ("Donald Tarrant himself faced accusations from several women.", "faced"),
        ("During the presidential campaign, Trump himself faced accusations from several women.", "faced"),
        ("Anna Belova herself has denied it.", "denied"),
    ],
)
def test_name_beside_a_reflexive_is_the_subject(nlp: "Language", text: str, verb: str) -> None:
    """Wherever the parser hangs it, the name before *herself* does what the next verb says."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("sayso_")]):
        doc = get_doc(nlp(text))
    reflexive = next(one for one in doc if one.text in ("himself", "herself"))
    name = doc[reflexive.i - 1]
    assert (name.dep_, name.head.text) == ("nsubj", verb)
    assert reflexive.head == name


def test_reflexive_that_is_an_object_stays_one(nlp: "Language") -> None:
    """*Rowe blamed herself*: there is nothing to put right."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("sayso_")]):
        doc = get_doc(nlp("The mayor asked Rowe herself to sing, and Rowe blamed herself."))
    assert [one.head.text for one in doc if one.text == "herself"][-1] == "blamed"
