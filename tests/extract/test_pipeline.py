"""The pipeline: sayso's components behind spaCy's, the user's own authority, and articles that make one fail."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.errors import ModelMissingError, UnknownComponentError
from sayso.extract.pipeline import iter_findings, load_pipeline
from sayso.model import Article
from sayso.settings import COMPONENTS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def test_components_stand_in_their_order_behind_spacys(nlp: "Language") -> None:
    """The order is that of `COMPONENTS`, and the parser comes before all of them."""
    assert COMPONENTS == tuple(name for name in nlp.pipe_names if name in COMPONENTS)
    assert nlp.pipe_names.index("parser") < nlp.pipe_names.index("sayso_quotes")


def test_unknown_component_is_told_by_name() -> None:
    """The message names it and lists sayso's own."""
    with pytest.raises(UnknownComponentError, match="'sayso_actor'.*sayso_actors"):
        load_pipeline(components=["sayso_actor"])


def test_missing_model_is_told_with_what_to_install() -> None:
    """One line that says what to do."""
    with pytest.raises(ModelMissingError, match="spacy download en_core_web_xl"):
        load_pipeline(model="en_core_web_xl")


@pytest.mark.parametrize("attitudes", [False, True])
def test_attitudes_are_found_where_asked_for(*, attitudes: bool) -> None:
    """A hope is a statement only with ``attitudes``, and then it is marked; what was said is found either way."""
    nlp = load_pipeline(components=["sayso_quotes", "sayso_actors", "sayso_statements"], attitudes=attitudes)
    text = "The mayor hopes that the bridge will open soon. The governor said that the tunnel had flooded."

    [(_, findings)] = iter_findings(nlp, [Article(id="a", text=text)])

    assert [one.attitude for one in findings.statements] == ([True, False] if attitudes else [False])


def test_users_own_authority_is_read(tmp_path: Path) -> None:
    """A body that sayso does not know is known from a file of the user's."""
    own = tmp_path / "own.csv"
    own.write_text("key,class,names\nharbour-front,Organization,Harbour Front|HaFro\n", encoding="utf-8")
    nlp = load_pipeline(components=["sayso_quotes", "sayso_actors", "sayso_statements"], authority=[own])

    [(_, findings)] = iter_findings(nlp, [Article(id="a", text="HaFro accused the mayor of lying.")])

    assert "harbour-front" in findings.actors
    assert "Harbour Front" == findings.actors["harbour-front"].name


class Stumbler:
    """A component that fails on articles that hold a certain word."""

    def __call__(self, doc: "Doc") -> "Doc":
        """Fail, or let the doc pass."""
        if "stumble" in doc.text:
            raise ValueError("stumbled")
        return doc


@pytest.fixture
def frail(nlp: "Language") -> "Language":
    """spaCy's tokenizer and parser with a component that fails now and then."""
    import spacy
    from spacy.language import Language as Registry

    if not Registry.has_factory("stumbler"):

        def make(nlp: "Language", name: str) -> Callable[["Doc"], "Doc"]:
            return Stumbler()

        Registry.factory("stumbler", func=make)
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.add_pipe("stumbler")
    return blank


def test_article_that_makes_a_component_fail_is_told_and_the_rest_is_read(frail: "Language") -> None:
    """One bad article costs no other, wherever it stands in a batch."""
    articles = [Article(id=name, text=text) for name, text in (("a", "Fine."), ("b", "They stumble."), ("c", "Fine."))]
    failed: list[tuple[str, str]] = []

    found = [
        article.id
        for article, _ in iter_findings(
            frail, articles, batch_size=2, on_failure=lambda article, err: failed.append((article.id, str(err)))
        )
    ]

    assert ["a", "c"] == found
    assert [("b", "stumbled")] == failed


def test_failure_is_let_through_where_nobody_listens(frail: "Language") -> None:
    """Without `on_failure` the error is the caller's."""
    with pytest.raises(ValueError, match="stumbled"):
        list(iter_findings(frail, [Article(id="b", text="They stumble.")]))
