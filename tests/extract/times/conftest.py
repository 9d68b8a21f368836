"""spaCy's own pipeline: times need no other component."""

from typing import TYPE_CHECKING

import pytest

from sayso.extract.model_loading import load_spacy

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def bare() -> "Language":
    """spaCy's pipeline without sayso's components."""
    return load_spacy()
