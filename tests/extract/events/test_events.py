"""Events, by the table events.toml: type and words of each, and what else a line says of it."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sayso.extract.state import KEY, State, get_state
from sayso.model import Article, Event

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TABLE = tomllib.loads((Path(__file__).parent / "events.toml").read_text(encoding="utf-8"))
PUBLISHED = "2024-03-14"


def iter_cases() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for group in TABLE["cases"]:
        for text, *lines in group["texts"]:
            yield group["rule"], text, tuple(lines)


CASES = list(iter_cases())


def read_events(nlp: "Language", text: str) -> tuple["Doc", State]:
    doc = nlp.make_doc(text)
    doc.user_data[KEY] = State(article=Article(id="test", text=text, published=PUBLISHED))
    doc = nlp(doc)
    return doc, get_state(doc)


def describe(doc: "Doc", state: State, event: Event, asked: str) -> str:
    """Write an event as a line of the table, with the fields that *asked* has."""
    text = state.article.text

    def names(ids: tuple[str, ...], wanted: str) -> str:
        drafts = [state.actors.get(key) or state.places[key] for key in ids]
        labels = [" ".join([one.name, *(doc[start:end].text for start, end in one.spans)]) for one in drafts]
        parts = [part.replace("_", " ") for part in wanted.split("+")]
        if len(parts) == len(labels) and all(any(p.lower() in one.lower() for one in labels) for p in parts):
            return wanted
        return "+".join(one.name.replace(" ", "_") for one in drafts) or "-"

    out = [event.type, text[slice(*event.trigger)].replace(" ", "_")]
    for field in asked.split()[2:]:
        name, _, wanted = field.partition("=")
        match name:
            case "a":
                value = names(event.agent, wanted)
            case "p":
                value = names(event.patient, wanted)
            case "w":
                value = names(event.place, wanted)
            case "o":
                value = names(event.origin, wanted)
            case "d":
                value = names(event.destination, wanted)
            case "s":
                value = next((one.type for one in state.statements if one.id == event.according_to), "-")
            case "t":
                value = f"{event.start or ''}..{event.end or ''}"
            case _:
                value = event.factuality
        out.append(f"{name}={value}")
    return " ".join(out)


def test_table_is_large() -> None:
    """At least 190 texts are tried, and some report nothing."""
    assert len(CASES) >= 190
    assert sum(not lines for _, _, lines in CASES) >= 30


@pytest.mark.parametrize(("rule", "text", "lines"), CASES)
def test_events_of_text(nlp: "Language", rule: str, text: str, lines: tuple[str, ...]) -> None:
    """A text reports these events, no more and no less, each with what its line says."""
    doc, state = read_events(nlp, text)

    asked = [*lines, *[""] * max(0, len(state.events) - len(lines))]
    found = [describe(doc, state, event, line) for event, line in zip(state.events, asked, strict=False)]

    assert found == list(lines)
