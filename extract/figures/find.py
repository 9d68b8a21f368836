"""Find figures: number, what it counts, what happened, of which event, and who says so."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from sayso.extract.figures.beside import find_told_beside
from sayso.extract.figures.counted import Counted, find_counted, is_people
from sayso.extract.figures.kinds import Kind, find_kind
from sayso.extract.figures.lexicon import load_figures
from sayso.extract.figures.reported import find_statement
from sayso.extract.parse import Doc, get_doc
from sayso.extract.state import State, get_state
from sayso.extract.times import find_times
from sayso.extract.times.numbers import Number, load_numbers, read_number
from sayso.extract.times.words import get_sentence, get_words
from sayso.model import Event, EventType, Figure, FigureKind, Span

EVENT_KEY = "sayso_events"
"""Where the events leave, in ``doc.user_data``, the id of the event that a token speaks of."""

_EVENTS: dict[FigureKind, tuple[EventType, ...]] = {
    "killed": ("death",), "injured": ("injury",), "displaced": ("displacement",), "evacuated": ("displacement",),
    "deployed": ("deployment",), "affected": ("death", "injury", "explosion", "attack", "displacement"),
    "capacity": ("aid",),
}  # fmt: skip
_MANY = 1000
_CAUGHT = frozenset(("arrest", "detain", "jail", "imprison", "release", "free", "rescue", "abduct", "kidnap", "feed"))
_ALONE = frozenset(("killed", "injured", "displaced", "evacuated"))


class FigureFinder:
    """The component that fills ``state.figures``; it runs behind statements and events."""

    def __init__(self, nlp: Language) -> None:
        load_figures()
        load_numbers()

    def __call__(self, source: SpacyDoc) -> SpacyDoc:
        """Find the figures of a doc."""
        doc = get_doc(source)
        state = get_state(doc)
        state.figures = [
            make_figure(doc, state, counted, kind, f"q{number}")
            for number, (counted, kind) in enumerate(iter_counts(doc), 1)
        ]
        return source


def iter_counts(doc: Doc) -> Iterator[tuple[Counted, Kind]]:
    """Yield each count of people or settlements with what happened to them, in order of the text."""
    words = get_words(doc)
    previous: tuple[Counted, Kind] | None = None
    for number in iter_numbers(doc, words):
        counted = find_counted(doc, words, number)
        if counted is None:
            continue
        kind = find_kind(counted) or _share(previous, counted)
        if kind is None:
            kind = find_told_beside(counted)
        if kind is None and counted.sort == "settlements":
            kind = Kind("other", counted.noun, "F11-settlement")
        if kind is None or (
            counted.sort == "left out" and not _stands_alone(kind, counted) and not _follows(previous, counted)
        ):
            continue
        if counted.sort == "settlements":
            kind = Kind("other" if kind.kind not in ("evacuated",) else "affected", kind.word, kind.rule)
        if kind.rule != "F14-told":
            # Of those who are only told of, nothing happened that others share.
            previous = (counted, kind)
        yield counted, kind


def _stands_alone(kind: Kind, counted: Counted) -> bool:
    """Whether a number without a noun needs no figure before it: *12 wounded*, *a population of 11 million*."""
    if kind.rule == "F8-verb" and kind.word is not None:
        least = counted.number.low or counted.number.high or 0
        if kind.kind == "affected" and least >= _MANY:
            return True
        if counted.root.dep_ == "nsubjpass" and kind.word.lemma_ in _CAUGHT:
            return True
    return (
        kind.kind in _ALONE
        or kind.rule in {"F10-state", "F10-number", "F8-forced", "F8-held"}
        or (kind.rule in ("F9-noun", "F10-copula") and kind.kind in ("population", "capacity"))
    )


def _follows(previous: tuple[Counted, Kind] | None, counted: Counted) -> bool:
    """Whether a figure of people stands before it in the same sentence, so that it may leave them out."""
    doc = counted.root.doc
    return previous is not None and get_sentence(doc, previous[0].root.i) == get_sentence(doc, counted.root.i)


def _share(previous: tuple[Counted, Kind] | None, counted: Counted) -> Kind | None:
    """F12: *up from about 4,850*, *including 20 children*, *12 of them women*: the kind of the figure before."""
    if previous is None or not _follows(previous, counted):
        return None
    doc, number = counted.root.doc, counted.number
    front = [doc.tokens[i].lower_ for i in range(max(previous[0].number.end, number.start - 4), number.start)]
    if (
        _includes(doc, front, number.start)
        or "among" in front
        or "from" in front
        or "to" in front
        or "compared" in front
        or "them" in [doc.tokens[i].lower_ for i in range(number.end, min(number.end + 2, len(doc)))]
    ):
        return Kind(previous[1].kind, previous[1].word, "F12-shared")
    root = counted.root
    if (
        counted.sort == "left out"
        and root.dep_ == "pobj"
        and root.head.lower_ == "of"
        and root.head.head.lemma_ in ("speak", "talk")
    ):
        return Kind(previous[1].kind, previous[1].word, "F12-shared")
    first, head = previous[0].root, counted.root.head
    if counted.root.dep_ == "conj" and (head is first or head in first.conjuncts):
        return Kind(previous[1].kind, previous[1].word, "F12-shared")
    return None


def _includes(doc: Doc, front: list[str], start: int) -> bool:
    """Whether *including* stands before a number and behind people: *30 people, including 12*."""
    if "including" not in front:
        return False
    at = next(i for i in range(start - 1, -1, -1) if doc.tokens[i].lower_ == "including") - 1
    at -= doc.tokens[at].text == ","
    return doc.tokens[at].pos_ != "NOUN" or is_people(doc.tokens[at])


_SHARES = frozenset(("one", "two", "three", "four", "nine"))


def iter_numbers(doc: Doc, words: list[str]) -> Iterator[Number]:
    """Yield the numbers of a doc that are no dates, in order, without overlaps."""
    state = get_state(doc)
    dated: set[int] = set()
    for time in find_times(doc, state.article.published):
        dated.update(range(time.first, time.last))
    done = 0
    starts = load_numbers().starts
    for at in [at for at, word in enumerate(words) if word in starts or word[0].isdigit()]:
        if at < done or at in dated:
            continue
        word = words[at]
        if word == "one" and not _is_count_of_one(words, at):
            continue
        if at > 1 and words[at - 1] == "in" and words[at - 2] in _SHARES:
            # "one in five" is a share.
            continue
        if word in _SHARES and words[at + 1 : at + 2] == ["in"] and _may_begin(words[at + 2 : at + 3]):
            continue
        number = read_number(words, at)
        if number is None or number.low == 0:
            continue
        done = number.end
        if not any(i in dated for i in range(number.core, number.end)):
            yield number


def _may_begin(words: list[str]) -> bool:
    """Whether a number may begin with the first of *words*."""
    return bool(words) and (words[0] in load_numbers().starts or words[0][0].isdigit())


def _is_count_of_one(words: list[str], at: int) -> bool:
    after = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    return after not in {"of", "another", "day", "side", "-"} and before not in {
        "no",
        "not",
        "any",
        "every",
        "this",
        "that",
        "the",
        "each",
    }


def make_figure(doc: Doc, state: State, counted: Counted, kind: Kind, key: str) -> Figure:
    """Return the record of a count."""
    number = counted.number
    first, end = get_sentence(doc, counted.root.i)
    sentence = (doc.tokens[first].idx, doc.tokens[end - 1].idx + len(doc.tokens[end - 1]))
    start, last = doc.tokens[number.start].idx, doc.tokens[number.end - 1]
    span = (start, last.idx + len(last))
    statement = find_statement(doc, span)
    return Figure(
        id=key,
        kind=kind.kind,
        span=span,
        sentence=sentence,
        low=number.low,
        high=number.high,
        approx=number.approx,
        counted=counted.noun.text if counted.noun is not None else None,
        event=find_event(doc, state, kind, sentence),
        according_to=statement.speaker if statement else (),
        statement=statement.id if statement else None,
        confidence=0.9 if counted.noun is not None and kind.rule != "F12-shared" else 0.75,
        rule=f"{number.rule}/{kind.rule}",
    )


def find_event(doc: Doc, state: State, kind: Kind, sentence: Span) -> str | None:
    """Return the event that a figure measures: by the word over it, in its sentence, or the last of its type."""
    by_token: dict[int, str] = doc.user_data.get(EVENT_KEY, {})
    if kind.word is not None and kind.word.i in by_token:
        return by_token[kind.word.i]
    types = _EVENTS.get(kind.kind)
    if types is None:
        return None
    before: Event | None = None
    for event in state.events:
        if event.type not in types:
            continue
        if sentence[0] <= event.trigger[0] < sentence[1]:
            return event.id
        if event.trigger[0] < sentence[0] and event.type == types[0]:
            before = event
    return before.id if before else None
