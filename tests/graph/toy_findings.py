"""
A spaCy component that finds a little in articles written for it, so that building is tested without the extractors.

It understands ``X accused Y of Z.``, ``X said N people were killed in P.`` and nothing else, needs no parse, and
trips over articles that hold the word UNREADABLE; SUICIDE kills the process that reads it.
"""

import os
import re
import signal
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from sayso.extract.state import KEY, ActorDraft, PlaceDraft, State
from sayso.model import Event, Figure, Statement

_ACCUSED = re.compile(
    r"(?P<speaker>[A-Z]\w+ [A-Z]\w+) (?P<cue>accused) (?P<target>[A-Z]\w+ [A-Z]\w+) of (?P<what>[^.]+)\."
)
_KILLED = re.compile(
    r"(?P<speaker>[A-Z]\w+ [A-Z]\w+) (?P<cue>said) "
    r"(?P<what>(?P<figure>\d+) people were (?P<act>killed) in (?P<place>[A-Z]\w+))"
)


@Language.factory("toy_findings")
def make_toy_findings(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return find_toys


def find_toys(doc: Doc) -> Doc:
    if "UNREADABLE" in doc.text:
        raise ValueError("cannot read this")
    if "SUICIDE" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    state: State = doc.user_data[KEY]
    for match in _ACCUSED.finditer(doc.text):
        speaker, target = _actor(doc, match, "speaker"), _actor(doc, match, "target")
        state.statements.append(
            Statement(
                id=f"s{len(state.statements) + 1}", type="accuse", sentence=match.span(), cue=match.span("cue"),
                speaker=(speaker,), speaker_span=match.span("speaker"), target=(target,),
                content=(match.span("what"),), confidence=0.9, rule="toy-accused",
            )
        )  # fmt: skip
    for match in _KILLED.finditer(doc.text):
        speaker = _actor(doc, match, "speaker")
        place = _place(doc, match)
        statement, event = f"s{len(state.statements) + 1}", f"e{len(state.events) + 1}"
        state.statements.append(
            Statement(
                id=statement, type="assert", sentence=match.span(), cue=match.span("cue"), speaker=(speaker,),
                speaker_span=match.span("speaker"), content=(match.span("what"),), rule="toy-said",
            )
        )  # fmt: skip
        day = state.article.published
        state.events.append(
            Event(
                id=event, type="death", trigger=match.span("act"), sentence=match.span(), place=(place,), start=day,
                end=day, precision="day" if day else None, according_to=statement, rule="toy-killed",
            )
        )  # fmt: skip
        count = int(match["figure"])
        state.figures.append(
            Figure(
                id=f"q{len(state.figures) + 1}", kind="killed", span=match.span("figure"), sentence=match.span(),
                low=count, high=count, counted="people", event=event, according_to=(speaker,), statement=statement,
                rule="toy-killed",
            )
        )  # fmt: skip
    return doc


def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span.start, span.end


def _actor(doc: Doc, match: re.Match[str], group: str) -> str:
    state: State = doc.user_data[KEY]
    name = match[group]
    key = name.casefold().replace(" ", "-")
    draft = state.actors.setdefault(key, ActorDraft(key, name, "Person", confidence=0.9, rule="toy", used=True))
    draft.spans.append(_tokens(doc, *match.span(group)))
    return key


def _place(doc: Doc, match: re.Match[str]) -> str:
    state: State = doc.user_data[KEY]
    name = match["place"]
    # A place that the authority knows, so that reports from several articles meet there.
    key = f"toy-{name.casefold()}"
    draft = state.places.setdefault(key, PlaceDraft(key, name, "Settlement", authority=key, rule="toy", used=True))
    draft.spans.append(_tokens(doc, *match.span("place")))
    return key
