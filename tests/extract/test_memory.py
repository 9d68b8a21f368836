"""What spaCy needs for a batch is let go when the batch is read."""

import gc
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from sayso.extract.pipeline import iter_findings
from sayso.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = (
    "The harbour board of Halmstow accused the Rovinan navy of sinking two barges on Monday. "
    '"Nobody was warned," said Ada Rowe, who chairs the board. The navy denied it and said 12 people were saved.'
)


def test_no_doc_outlives_its_batch(nlp: "Language") -> None:
    """Docs hang in no circle: without the search for circles, none is left behind the last batch."""
    articles = [Article(id=f"a{number}", text=TEXT, published="2024-05-07") for number in range(6)]
    gc.collect()
    before = {id(one) for one in gc.get_objects() if isinstance(one, Doc)}
    gc.disable()
    try:
        found = list(iter_findings(nlp, articles, batch_size=2))
        left = [one for one in gc.get_objects() if isinstance(one, Doc) and id(one) not in before]
    finally:
        gc.enable()

    assert len(found) == 6 and found[0][1].statements
    assert not left


def test_circles_are_looked_for_seldom_while_a_batch_is_read(nlp: "Language") -> None:
    """Each doc has some thousand objects, and none of them is in a circle; afterwards all is as it was."""
    article = Article(id="a", text=TEXT * 20, published="2024-05-07")
    looked: list[str] = []

    def note(phase: str, info: dict[str, int]) -> None:
        looked.append(phase)

    before = gc.get_threshold()
    gc.callbacks.append(note)
    try:
        found = list(iter_findings(nlp, [article] * 8))
    finally:
        gc.callbacks.remove(note)

    assert len(found) == 8
    assert looked.count("start") < 8
    assert gc.get_threshold() == before
