"""Collect what the components found in a doc, with offsets turned back to the original article."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from spacy.tokens import Doc as SpacyDoc

from sayso.extract.actors.listed import list_bodies, list_countries
from sayso.extract.actors.register import KEY, Register
from sayso.extract.parse import Doc, get_doc
from sayso.extract.state import ActorDraft, PlaceDraft, State, get_state
from sayso.model import Actor, Article, Event, Figure, Findings, Place, Span, Statement

D = TypeVar("D", ActorDraft, PlaceDraft)


def collect_findings(source: SpacyDoc, article: Article) -> Findings:
    """
    Return the findings of a doc that has been through sayso's components.

    Actors and places come in order of first naming; strings are cut from the original text.
    """
    doc = get_doc(source, parsed=False)
    state = get_state(doc)
    register = doc.user_data.get(KEY)
    if isinstance(register, Register):
        list_bodies(register)
        list_countries(register)
    drop_unused(state)
    actors = {
        one.id: Actor(
            id=one.id, name=one.name, cls=one.cls, role=None if one.assumed else one.role,
            of=None if one.assumed else one.of, authority=one.authority,
            confidence=one.confidence, rule=one.rule, mentions=mentions, spans=spans,
        )
        for one in _in_order(state.actors.values())
        for mentions, spans in [_get_namings(doc, article, one)]
    }  # fmt: skip
    places = {
        one.id: Place(
            id=one.id, name=one.name, cls=one.cls, within=one.within, authority=one.authority,
            confidence=one.confidence, rule=one.rule, mentions=mentions, spans=spans,
        )
        for one in _in_order(state.places.values())
        for mentions, spans in [_get_namings(doc, article, one)]
    }  # fmt: skip
    return Findings(
        doc=article.id,
        published=article.published,
        publisher=article.publisher,
        title=article.title,
        actors=actors,
        places=places,
        statements=tuple(_turn_back(article, state.statements)),
        events=tuple(_turn_back(article, state.events)),
        figures=tuple(_turn_back(article, state.figures)),
        sentences=len(doc.sents),
        tokens=len(doc),
    )


def drop_unused(state: State) -> None:
    """
    Drop the actors that no statement, event or figure speaks of, and that none of those belongs to.

    A person or a body called by its full name stays, and a place that is named as a place, a country only where
    something happens, is or goes. What contains or owns another is kept only where the article names it; the authority
    knows the rest.
    """
    actors = {key for key, one in state.actors.items() if one.named}
    places: set[str] = set()
    for statement in state.statements:
        actors.update(statement.speaker, statement.target, statement.addressee, statement.relayed_by)
    for event in state.events:
        actors.update(event.agent, event.patient)
        places.update(event.place, event.origin, event.destination)
    for figure in state.figures:
        actors.update(figure.according_to)
    places.update(key for key, one in state.places.items() if one.spans and (one.named or one.cls != "Country"))
    for key in list(actors):
        _keep_outer(state.actors, key, actors, "of")
    for key in list(places):
        _keep_outer(state.places, key, places, "within")
    state.actors = {key: one for key, one in state.actors.items() if key in actors}
    state.places = {key: one for key, one in state.places.items() if key in places}


def _keep_outer(drafts: Mapping[str, D], key: str, kept: set[str], link: str) -> None:
    """Keep what a draft belongs to or lies in, by *link*, and so on outwards; cut the link where nothing names it."""
    one = drafts[key]
    while (outer_key := getattr(one, link)) is not None:
        outer = drafts.get(outer_key)
        if outer is None or (not outer.spans and outer.id not in kept):
            setattr(one, link, None)
            return
        if outer.id in kept:
            return
        kept.add(outer.id)
        one = outer


R = TypeVar("R", Statement, Event, Figure)

_SPANS = {
    Statement: ("sentence", "cue", "speaker_span", "content"), Event: ("sentence", "trigger"),
    Figure: ("sentence", "span"),
}  # fmt: skip


def _turn_back(article: Article, records: list[R]) -> list[R]:
    """Return records with the offsets of the original article."""
    if article.offsets is None:
        return records
    return [
        replace(one, **{name: _turn_one(article, getattr(one, name)) for name in _SPANS[type(one)]}) for one in records
    ]


def _turn_one(article: Article, value: Any) -> Any:
    """Turn a span, several, or None."""
    if not value:
        return value
    if isinstance(value[0], tuple):
        return tuple(map(article.to_original, value))
    return article.to_original(value)


def _in_order(drafts: Iterable[D]) -> list[D]:
    return sorted(drafts, key=lambda one: (min(one.spans, default=(0, 0)), one.id))


def _get_namings(doc: Doc, article: Article, one: ActorDraft | PlaceDraft) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Return the distinct strings that name an actor or place, in order of the text, and where they stand."""
    spans = tuple(article.to_original(_chars(doc, start, end)) for start, end in sorted(set(one.spans)))
    return tuple(dict.fromkeys(article.text[start:end] for start, end in spans)), spans


def _chars(doc: Doc, start: int, end: int) -> Span:
    return doc.idx[start], doc.idx[end - 1] + len(doc.tokens[end - 1].text)
