"""
The spaCy pipeline: load it, run articles through it, and collect what sayso's components found.

Each component is a plain function of a doc, registered as an entry point, so that ``nlp.add_pipe("sayso_statements")``
works in any pipeline that has a parser, a tagger and an entity recogniser.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from sayso.errors import SaysoError, UnknownComponentError
from sayso.extract.circles import collect_seldom
from sayso.extract.collect import collect_findings
from sayso.extract.model_loading import load_spacy
from sayso.extract.parse import TEXT, release
from sayso.extract.state import KEY, State
from sayso.model import Article, Findings
from sayso.settings import COMPONENTS

WORDS_KEPT = 40_000
"""Words that spaCy's vocabulary keeps from batch to batch, at about 0.6 KB each."""


def load_pipeline(
    *,
    model: str | None = None,
    components: Sequence[str] = COMPONENTS,
    exclude: Sequence[str] = (),
    authority: Sequence[str | Path] = (),
    attitudes: bool = False,
) -> Language:
    """
    Return spaCy's pipeline with sayso's components behind it.

    Args:
        model: As for `load_spacy`.
        components: Names of factories to add, in order; sayso's own, or those of other packages. Where there are
            any, paragraphs are marked before the parser.
        exclude: spaCy components to leave out.
        authority: The user's files of known actors and places, laid over sayso's own.
        attitudes: Also find thoughts, hopes and wishes, marked ``attitude``.

    Raises:
        ModelMissingError: If the pipeline is not installed.
        UnknownComponentError: If no installed package offers a component of that name.
    """
    nlp = load_spacy(model, exclude=exclude)
    if components and "parser" in nlp.pipe_names:
        nlp.add_pipe("sayso_paragraphs", before="parser")
    configs: dict[str, dict[str, Any]] = {
        "sayso_actors": {"authority": [str(path) for path in authority]},
        "sayso_statements": {"attitudes": attitudes},
    }
    for name in components:
        if not nlp.has_factory(name):
            raise UnknownComponentError(
                f"No spaCy component {name!r}. Install the package that offers it, or mend `components` in "
                f"sayso.toml; sayso's own are {', '.join(COMPONENTS)}."
            )
        nlp.add_pipe(name, config=configs.get(name, {}))
    return nlp


@Language.factory("sayso_paragraphs")
def make_paragraphs(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that tells the parser where paragraphs begin; it must stand before the parser."""
    from sayso.extract.paragraphs import mark_paragraphs

    return mark_paragraphs


@Language.factory("sayso_quotes")
def make_quotes(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds quotation marks and pairs them."""
    from sayso.extract.quotes import find_quotations

    return find_quotations


@Language.factory("sayso_actors", default_config={"authority": []})
def make_actors(nlp: Language, name: str, authority: list[str]) -> Callable[[Doc], Doc]:
    """Return the component that finds actors; *authority* are paths of the user's own authority files."""
    from sayso.extract.actors import ActorFinder

    return ActorFinder(nlp, authority=[Path(path) for path in authority])


@Language.factory("sayso_places")
def make_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds places."""
    from sayso.extract.places import PlaceFinder

    return PlaceFinder(nlp)


@Language.factory("sayso_statements", default_config={"attitudes": False})
def make_statements(nlp: Language, name: str, attitudes: bool) -> Callable[[Doc], Doc]:
    """Return the component that finds statements; with *attitudes* also thoughts, hopes and wishes, marked as such."""
    from sayso.extract.statements import StatementFinder

    return StatementFinder(nlp, attitudes=attitudes)


@Language.factory("sayso_events")
def make_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds events and when they happened."""
    from sayso.extract.events import EventFinder

    return EventFinder(nlp)


@Language.factory("sayso_figures")
def make_figures(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Return the component that finds figures."""
    from sayso.extract.figures import FigureFinder

    return FigureFinder(nlp)


def iter_findings(
    nlp: Language,
    articles: Iterable[Article],
    *,
    batch_size: int = 64,
    on_failure: Callable[[Article, Exception], None] | None = None,
) -> Iterator[tuple[Article, Findings]]:
    """
    Read articles and yield each with what was found in it, in their order.

    Beyond the first `WORDS_KEPT` words, spaCy's vocabulary is emptied of new ones after each batch, so memory does not
    grow with the articles.

    Args:
        nlp: A pipeline from `load_pipeline`.
        articles: Read lazily, one batch at a time.
        batch_size: Articles that spaCy parses together.
        on_failure: Called with an article on which a component fails; it is left out, and the rest is read. None lets
            the error through.
    """
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) >= batch_size:
            yield from _read_batch(nlp, batch, batch_size, on_failure)
            batch = []
    if batch:
        yield from _read_batch(nlp, batch, batch_size, on_failure)


def _read_batch(
    nlp: Language, batch: list[Article], batch_size: int, on_failure: Callable[[Article, Exception], None] | None
) -> list[tuple[Article, Findings]]:
    out: list[tuple[Article, Findings]] = []
    try:
        # Making a word anew costs more than reading it, so the first words stay; they are most of every later text.
        with collect_seldom(), nullcontext() if len(nlp.vocab) < WORDS_KEPT else nlp.memory_zone():
            pairs = ((make_doc(nlp, article), article) for article in batch)
            for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
                out.append((article, collect_findings(doc, article)))
                # The drafts and tokens point back at the doc. In a circle the doc would stay until Python looks for
                # circles, some 250 MB later, and after the zone that holds its words is gone.
                release(doc)
    except SaysoError:
        raise
    except Exception as err:
        if on_failure is None:
            raise
        if len(batch) > 1:
            return [pair for one in batch for pair in _read_batch(nlp, [one], 1, on_failure)]
        on_failure(batch[0], err)
        return []
    return out


def make_doc(nlp: Language, article: Article) -> Doc:
    """Return the repaired text of *article* in tokens, with the state that sayso's components write to; unparsed."""
    doc = nlp.make_doc(article.clean)
    doc.user_data[KEY] = State(article=article)
    doc.user_data[TEXT] = article.clean
    return doc
