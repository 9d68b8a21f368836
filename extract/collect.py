"""Collect what the components found in a doc, with offsets turned back to the original article."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from spacy.tokens import Doc as SpacyDoc

from sayso.extract.parse import Doc, get_doc
from sayso.extract.state import ActorDraft, PlaceDraft, State, get_state
from sayso.model import Actor, Article, Findings, Place, Span

D = TypeVar("D", ActorDraft, PlaceDraft)


def collect_findings(source: SpacyDoc, article: Article) -> Findings:
    """
    Return the findings of a doc that has been through sayso's components.

    Actors and places come in order of first naming; strings are cut from the original text.
    """
    doc = get_doc(source, parsed=False)
    state = get_state(doc)
    drop_unused(state)
    back = article.to_original

    def optional(span: Span | None) -> Span | None:
        return None if span is None else back(span)

    actors = {
        one.id: Actor(
            id=one.id, name=one.name, cls=one.cls, role=one.role, of=one.of, authority=one.authority,
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
        statements=tuple(
            replace(
                one,
                sentence=back(one.sentence),
                cue=optional(one.cue),
                speaker_span=optional(one.speaker_span),
                content=tuple(back(span) for span in one.content),
            )
            for one in state.statements
        ),
        events=tuple(replace(one, sentence=back(one.sentence), trigger=back(one.trigger)) for one in state.events),
        figures=tuple(replace(one, sentence=back(one.sentence), span=back(one.span)) for one in state.figures),
        sentences=len(doc.sents),
        tokens=len(doc),
    )


def drop_unused(state: State) -> None:
    """
    Drop the actors that no statement, event or figure speaks of, and that none of those belongs to.

    A place that is named as a place stays, a country only where something happens in it. What contains or owns
    another is kept only where the article names it; the authority knows the rest.
    """
    actors: set[str] = set()
    places: set[str] = set()
    for statement in state.statements:
        actors.update(statement.speaker, statement.target, statement.addressee, statement.relayed_by)
    for event in state.events:
        actors.update(event.agent, event.patient)
        places.update(event.place, event.origin, event.destination)
    for figure in state.figures:
        actors.update(figure.according_to)
    places.update(key for key, one in state.places.items() if one.spans and one.cls != "Country")
    for key in list(actors):
        _keep_owner(state.actors, key, actors)
    for key in list(places):
        _keep_container(state.places, key, places)
    state.actors = {key: one for key, one in state.actors.items() if key in actors}
    state.places = {key: one for key, one in state.places.items() if key in places}


def _keep_owner(drafts: dict[str, ActorDraft], key: str, kept: set[str]) -> None:
    one = drafts[key]
    while one.of is not None:
        owner = drafts.get(one.of)
        if owner is None or (not owner.spans and owner.id not in kept):
            one.of = None
            return
        if owner.id in kept:
            return
        kept.add(owner.id)
        one = owner


def _keep_container(drafts: dict[str, PlaceDraft], key: str, kept: set[str]) -> None:
    one = drafts[key]
    while one.within is not None:
        outer = drafts.get(one.within)
        if outer is None or (not outer.spans and outer.id not in kept):
            one.within = None
            return
        if outer.id in kept:
            return
        kept.add(outer.id)
        one = outer


def _in_order(drafts: Iterable[D]) -> list[D]:
    return sorted(drafts, key=lambda one: (min(one.spans, default=(0, 0)), one.id))


def _get_namings(doc: Doc, article: Article, one: ActorDraft | PlaceDraft) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Return the distinct strings that name an actor or place, in order of the text, and where they stand."""
    spans = tuple(article.to_original(_chars(doc, start, end)) for start, end in sorted(set(one.spans)))
    return tuple(dict.fromkeys(article.text[start:end] for start, end in spans)), spans


def _chars(doc: Doc, start: int, end: int) -> Span:
    return doc.idx[start], doc.idx[end - 1] + len(doc.tokens[end - 1].text)
