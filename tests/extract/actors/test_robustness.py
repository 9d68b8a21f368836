"""Actors and places of texts that are no news: nothing is raised, and no id is left that stands for nothing."""

import pytest
from spacy.language import Language

from sayso.extract.collect import collect_findings
from sayso.extract.parse import get_doc
from sayso.extract.state import get_state
from sayso.extract.who import find_actors, find_mention, find_places, find_possessor, is_body_like, is_person_like
from sayso.model import Article

TEXTS = [
    "",
    " ",
    "\n\n",
    "-",
    "He.",
    "It said it.",
    "UN",
    "the the the",
    "U.S. U.S. U.S.",
    "said said said said",
    "Both sides.",
    "President President Minister General of of the",
    '"""\'\'“”‘’',
    "Ministry of of Ministry of the Ministry",
    "KYIV, May 3 (Agency) –",
    "Smith-Jones-Smith-Jones - - -",
    "🙂 said 🙂 to 🙂.",
    "Ελλάδα και Τουρκία είπαν.",
    "his her their its who which that",
    "A, B, C and D accused E, F and G of H, I or J.",
    "x" * 5000,
    "Who, which, that, whose government?",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_any_text_is_read(nlp: Language, text: str) -> None:
    """Every question may be asked of every token, and each answer names a draft."""
    doc = get_doc(nlp(text))
    state = get_state(doc)
    for token in doc:
        for key in (*find_actors(doc, token, speaker=True), *find_possessor(doc, token)):
            assert key in state.actors
        assert all(key in state.places for key in find_places(doc, token))
        start, end = find_mention(doc, token)
        assert 0 <= start < end <= len(doc)
        assert is_person_like(doc, token) in (True, False) and is_body_like(doc, token) in (True, False)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_findings_hold_together(nlp: Language, text: str) -> None:
    """Whoever belongs to somebody belongs to one that is listed, and every mention is a string of the text."""
    findings = collect_findings(nlp(text), Article(id="a", text=text))

    assert all(one.of is None or one.of in findings.actors for one in findings.actors.values())
    assert all(one.within is None or one.within in findings.places for one in findings.places.values())
    for actor in findings.actors.values():
        assert all(mention in text for mention in actor.mentions)


def test_only_who_is_spoken_of_is_listed(nlp: Language) -> None:
    """A name that nothing is said of is no actor of the findings; who owns a speaker's office is, if it is named."""
    text = "Chadian President Mahamat Sow accused Libya of arming bandits. Reporting by Jane Roe; editing by John Doe."
    findings = collect_findings(nlp(text), Article(id="a", text=text))

    assert {"mahamat-sow", "libya", "chad"} <= set(findings.actors)
    assert not {"jane-roe", "john-doe"} & set(findings.actors)
    assert "chad" == findings.actors["mahamat-sow"].of
    assert "President" == findings.actors["mahamat-sow"].role
