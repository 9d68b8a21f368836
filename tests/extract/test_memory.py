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
