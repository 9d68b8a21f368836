"""The compiled attribute ruler and the indexed lemmatizer set what spaCy's own set."""

from spacy.language import Language
from spacy.tokens import Token

from sayso.extract.attributes import CompiledAttributeRuler
from sayso.extract.model_loading import load_spacy

SENTENCES = (
    "There's nothin' to it; I'm gonna go, y'all gotta see, c'mon, let's not.",
    "He'd done it, don't you think? They ain't here.\n\n  What is that there?",
    "The envoy, who has denied it, said that both sides were to blame (again).",
    "“You know me,” she told the court. “It was I who called you.”",
    "Worse, the axes, geese and jammers were being flown to besieged quays; blorfing drones skidded lower.",
    "About 1,200 people had been killed; few of them could have left before 3 May.",
)


def _attributes(token: Token) -> tuple[str, str, str, str, str]:
    return token.tag_, token.pos_, str(token.morph), token.lemma_, token.dep_


def test_compiled_ruler_sets_the_same_attributes() -> None:
    """Part of speech, morphology, lemma, tag and dependency of every token are those of spaCy's own components."""
    stock, ours = load_spacy(compiled=False), load_spacy()
    assert isinstance(ours.get_pipe("attribute_ruler"), CompiledAttributeRuler)
    index = ours.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    assert index and not any(isinstance(words, list) for words in index.values())

    for text in SENTENCES:
        for one, other in zip(stock(text), ours(text), strict=True):
            assert _attributes(one) == _attributes(other)


def test_later_rule_wins_and_longer_rules_apply() -> None:
    """As in spaCy, the last rule that matches a token decides, and a rule may look at the tokens around it."""
    nlp = Language()
    patterns = [
        {"patterns": [[{"LOWER": "run"}]], "attrs": {"POS": "NOUN"}, "index": 0},
        {"patterns": [[{"LOWER": "run"}]], "attrs": {"POS": "VERB"}, "index": 0},
        {"patterns": [[{"LOWER": "the"}, {"LOWER": "run"}]], "attrs": {"POS": "PROPN"}, "index": 1},
    ]
    ruler = CompiledAttributeRuler(nlp.vocab, patterns)

    assert [token.pos_ for token in ruler(nlp.make_doc("run"))] == ["VERB"]
    assert [token.pos_ for token in ruler(nlp.make_doc("the run"))] == ["", "PROPN"]
