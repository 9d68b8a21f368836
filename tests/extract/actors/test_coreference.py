"""The measure on an annotated corpus, over a document written for it in the corpus's format."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from spacy.language import Language

from tests.conftest import ROOT

DOCUMENT = """\
# newdoc id = news_harbour
# newpar
# text = Ada Rowe, a nurse, left.
1\tAda\tAda\tPROPN\tNNP\t_\t7\tnsubj\t_\tEntity=(1-person-new-ss-cf1-1,2-coref-Ada_Rowe
2\tRowe\tRowe\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)|SpaceAfter=No
3\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\t_
4\ta\ta\tDET\tDT\t_\t5\tdet\t_\tEntity=(1-person-giv-ss-cf1-2-appos
5\tnurse\tnurse\tNOUN\tNN\t_\t1\tappos\t_\tEntity=1)|SpaceAfter=No
6\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\t_
7\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t7\tpunct\t_\t_

# text = She met Omar Sow in Porto.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-ss-cf1-1-ana)
2\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
3\tOmar\tOmar\tPROPN\tNNP\t_\t2\tobj\t_\tEntity=(2-person-new-ss-cf2-1,2-coref
4\tSow\tSow\tPROPN\tNNP\t_\t3\tflat\t_\tEntity=2)
5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_
6\tPorto\tPorto\tPROPN\tNNP\t_\t2\tobl\t_\tEntity=(3-place-new-ss-cf3-1-sgl)|SpaceAfter=No
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
# text = The nurse thanked Sow.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-giv-ss-cf1-2-coref
2\tnurse\tnurse\tNOUN\tNN\t_\t3\tnsubj\t_\tEntity=1)
3\tthanked\tthank\tVERB\tVBD\t_\t0\troot\t_\t_
4\tSow\tSow\tPROPN\tNNP\t_\t3\tobj\t_\tEntity=(2-person-giv-ss-cf2-1-coref)|SpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_
"""


@pytest.fixture(scope="module")
def coreference() -> ModuleType:
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("coreference", ROOT / "benchmarks" / "coreference.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["coreference"] = module
    spec.loader.exec_module(module)
    return module


def test_document_is_read(coreference: ModuleType) -> None:
    """The text is that of the words, and each mention is of its form."""
    text = coreference.read_document("news_harbour", DOCUMENT.splitlines())

    assert "Ada Rowe, a nurse, left. She met Omar Sow in Porto.\n\nThe nurse thanked Sow. " == text.text
    forms = ["name", "apposed", "he, she", "name", "name", "definite", "name"]
    assert forms == [one.form for one in text.mentions]
    assert all(text.text[one.start : one.end] == one.form for one in text.words)


def test_table_counts_what_is_given_and_right(coreference: ModuleType, nlp: Language, tmp_path: Path) -> None:
    """Names, descriptions and pronouns of who is named are asked for, and those resolved are right."""
    path = tmp_path / "GUM_news_harbour.conllu"
    path.write_text(DOCUMENT, encoding="utf-8")
    table = coreference.measure(nlp, [path])

    for row in ("recognised, person", "tied, person", "apposed, person", "definite, person", "he, she"):
        assert table[row].asked == table[row].given == table[row].right > 0, row
    half = coreference.zlib.crc32(path.stem.encode()) % 2
    assert not coreference.measure(nlp, [path], half=1 - half)
