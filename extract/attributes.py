"""
The attribute ruler of a spaCy pipeline, compiled: the same parts of speech, morphology and lemmas, in less time.

spaCy's own `AttributeRuler` runs a matcher over every token and took a fifth of the pipeline's time
(docs/measured.md). What its rules for one token look at is the token's tag, lower-cased form, dependency and
whether it is white space, so the answer can be kept by those four; for a new combination of them only the rules for
its tag, for its form, and for any tag and form are tried. Rules over several tokens are few and tried only where a
word of theirs stands.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from spacy.vocab import Vocab

Key = tuple[int, int, int, int]
"""Tag, lower-cased form, dependency (as hashes of the string store), and 1 for white space."""
Test = Callable[[Key], bool]

_PLACE = {"TAG": 0, "LOWER": 1, "DEP": 2, "IS_SPACE": 3}
_LITERAL = {"POS": POS, "MORPH": MORPH, "LEMMA": LEMMA, "TAG": TAG, "DEP": DEP}
_MOST_KEYS = 200_000


class UnsupportedRuleError(Exception):
    """A rule looks at something that the compiled form does not know; the pipeline then keeps spaCy's own ruler."""


@dataclass(frozen=True, slots=True)
class _Rule:
    number: int
    tests: tuple[Test, ...]
    index: int
    attrs: tuple[tuple[int, int], ...]


class CompiledAttributeRuler:
    """
    A spaCy component that sets what an `AttributeRuler` with the same rules would set.

    Args:
        vocab: Of the pipeline.
        patterns: As ``AttributeRuler.patterns`` gives them.

    Raises:
        UnsupportedRuleError: If a rule tests or sets something else than tag, form, dependency and white space.
    """

    def __init__(self, vocab: Vocab, patterns: Iterable[Mapping[str, Any]]) -> None:
        self._by_tag: dict[int, list[_Rule]] = {}
        self._by_form: dict[int, list[_Rule]] = {}
        self._for_any: list[_Rule] = []
        self._anchored: dict[int, list[tuple[int, _Rule]]] = {}
        self._known: dict[Key, tuple[int, ...]] = {}
        self._merged: dict[tuple[int, ...], dict[int, int]] = {}
        self._rules: list[_Rule] = []
        for number, entry in enumerate(patterns):
            attrs = tuple(_set_attribute(vocab, name, value) for name, value in entry["attrs"].items())
            for pattern in entry["patterns"]:
                tests = tuple(_compile_token(vocab, token) for token in pattern)
                rule = _Rule(number, tests, entry.get("index", 0) % len(tests), attrs)
                if len(tests) == 1:
                    for rules in self._file(vocab, pattern[0]):
                        rules.append(rule)
                else:
                    anchor, words = _find_anchor(vocab, pattern)
                    for word in words:
                        self._anchored.setdefault(word, []).append((anchor, rule))
            self._rules.append(_Rule(number, (), 0, attrs))

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology, and where rules say so lemma, tag and dependency."""
        if not len(doc):
            return doc
        keys: list[Key] = [tuple(row) for row in doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist()]
        if len(self._known) > _MOST_KEYS:
            self._known.clear()
        hits = [self._hits_of(key) for key in keys]
        for at, key in enumerate(keys):
            if key[1] in self._anchored:
                self._add_longer(keys, at, hits)
        values: Any = np.empty((len(hits), 2), dtype="uint64")
        for at, numbers in enumerate(hits):
            attrs = self._merged.get(numbers)
            if attrs is None:
                attrs = self._merged[numbers] = self._merge(numbers)
            values[at, 0] = attrs.get(POS, 0)
            values[at, 1] = attrs.get(MORPH, 0)
            if LEMMA in attrs:
                doc[at].lemma = attrs[LEMMA]
            if TAG in attrs:
                doc[at].tag = attrs[TAG]
            if DEP in attrs:
                doc[at].dep = attrs[DEP]
        doc.from_array([POS, MORPH], values)
        return doc

    def _hits_of(self, key: Key) -> tuple[int, ...]:
        hits = self._known.get(key)
        if hits is None:
            tag, form, _, _ = key
            tried = (*self._by_tag.get(tag, ()), *self._by_form.get(form, ()), *self._for_any)
            hits = tuple(sorted(rule.number for rule in tried if rule.tests[0](key)))
            self._known[key] = hits
        return hits

    def _file(self, vocab: Vocab, token: Mapping[str, Any]) -> list[list[_Rule]]:
        """Return the lists that a rule for one token belongs in."""
        for name, lists in (("LOWER", self._by_form), ("TAG", self._by_tag)):
            wanted = token.get(name)
            words = [wanted] if isinstance(wanted, str) else wanted.get("IN") if isinstance(wanted, dict) else None
            if words:
                return [lists.setdefault(one, []) for one in {_hash(vocab, word) for word in words}]
        return [self._for_any]

    def _add_longer(self, keys: list[Key], at: int, hits: list[tuple[int, ...]]) -> None:
        for anchor, rule in self._anchored[keys[at][1]]:
            start = at - anchor
            stretch = keys[start : start + len(rule.tests)] if start >= 0 else []
            if len(stretch) == len(rule.tests) and all(t(k) for t, k in zip(rule.tests, stretch, strict=True)):
                where = start + rule.index
                hits[where] = tuple(sorted({*hits[where], rule.number}))

    def _merge(self, numbers: tuple[int, ...]) -> dict[int, int]:
        merged: dict[int, int] = {}
        for number in sorted(numbers):  # later rules win, as in spaCy
            merged.update(self._rules[number].attrs)
        return merged


@Language.factory("sayso_attribute_ruler", default_config={"patterns": []})
def make_attribute_ruler(nlp: Language, name: str, patterns: list[dict[str, Any]]) -> CompiledAttributeRuler:
    """Return the compiled form of an attribute ruler with these patterns."""
    return CompiledAttributeRuler(nlp.vocab, patterns)


def compile_attribute_ruler(nlp: Language) -> bool:
    """
    Put a compiled ruler in the place of the pipeline's ``attribute_ruler``.

    Returns:
        Whether it was done; a pipeline without a ruler, or with a rule that cannot be compiled, stays as it was.
    """
    if "attribute_ruler" not in nlp.pipe_names:
        return False
    ruler: Any = nlp.get_pipe("attribute_ruler")
    if type(ruler) is not AttributeRuler:
        return False
    try:
        patterns = ruler.patterns
        CompiledAttributeRuler(nlp.vocab, patterns)
    except UnsupportedRuleError:
        return False
    compiled = nlp.replace_pipe("attribute_ruler", "sayso_attribute_ruler", config={"patterns": patterns})
    assert isinstance(compiled, CompiledAttributeRuler)
    return True


def _set_attribute(vocab: Vocab, name: str, value: str) -> tuple[int, int]:
    if name not in _LITERAL:
        raise UnsupportedRuleError(name)
    if name == "MORPH":
        return MORPH, int(vocab.morphology.add(value))
    if name == "POS":
        from spacy.parts_of_speech import IDS

        return POS, int(IDS[value])
    return _LITERAL[name], int(vocab.strings.add(value))


def _compile_token(vocab: Vocab, token: Mapping[str, Any]) -> Test:
    tests = [_compile_test(vocab, name, wanted) for name, wanted in token.items()]
    if len(tests) == 1:
        return tests[0]
    return lambda key: all(test(key) for test in tests)


def _compile_test(vocab: Vocab, name: str, wanted: Any) -> Test:
    if name not in _PLACE:
        raise UnsupportedRuleError(name)
    place = _PLACE[name]
    if isinstance(wanted, bool):
        return lambda key: bool(key[place]) is wanted
    if isinstance(wanted, str):
        value = _hash(vocab, wanted)
        return lambda key: key[place] == value
    if not isinstance(wanted, dict) or len(wanted) != 1:
        raise UnsupportedRuleError(str(wanted))
    [(operator, operand)] = wanted.items()
    if operator in ("IN", "NOT_IN"):
        values = {_hash(vocab, one) for one in operand}
        return (lambda key: key[place] in values) if operator == "IN" else (lambda key: key[place] not in values)
    if operator == "REGEX":
        pattern = re.compile(operand)
        return lambda key: pattern.search(vocab.strings[key[place]]) is not None
    raise UnsupportedRuleError(operator)


def _hash(vocab: Vocab, text: str) -> int:
    return int(vocab.strings.add(text)) if text else 0


def _find_anchor(vocab: Vocab, pattern: list[Mapping[str, Any]]) -> tuple[int, list[int]]:
    """Return the place in a longer pattern of a token given by its words, and those words."""
    for place, token in enumerate(pattern):
        wanted = token.get("LOWER")
        words = [wanted] if isinstance(wanted, str) else wanted.get("IN") if isinstance(wanted, dict) else None
        if words:
            return place, [_hash(vocab, word) for word in words]
    raise UnsupportedRuleError("a rule over several tokens without a word")
