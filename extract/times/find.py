"""Put atoms together to times: ranges, prepositions, a weekday with its date; and find them once a doc."""

from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Doc as SpacyDoc

from sayso.extract.parse import Doc, get_doc
from sayso.extract.times.calendar import Interval, join, parse_published
from sayso.extract.times.model import Atom, Kind, Time
from sayso.extract.times.reader import Reader

KEY = "sayso_times"
_LINKS = frozenset(("to", "until", "till", "through", "and", "-", "–", "—"))
_SINCE = frozenset(("since",))
_UNTIL = frozenset(("until", "till", "by", "before"))
_ONWARD = frozenset(("on", "onward", "onwards"))


def find_times(source: SpacyDoc | Doc, published: str | None) -> list[Time]:
    """
    Return the time expressions of a doc, in order of the text, without overlaps.

    Args:
        source: A parsed doc.
        published: Date of publication, ISO 8601, a day or coarser. With None, relative times stay unresolved:
            their start and end are None.

    Returns:
        The times. The list is kept with the doc and must not be changed.
    """
    doc = get_doc(source)
    kept = doc.user_data.get(KEY)
    if kept is not None and kept[0] == published:
        found: list[Time] = kept[1]
        return found
    atoms = combine(Reader(doc, parse_published(published)))
    times = [_make_time(doc, atom) for atom in atoms]
    doc.user_data[KEY] = (published, times)
    return times


def combine(reader: Reader) -> list[Atom]:
    """Return the reader's atoms with ranges, appositions and prepositions taken in."""
    out: list[Atom] = []
    for atom in reader.read_all():
        before = out[-1] if out else None
        if before is not None:
            merged = _merge(reader, before, atom)
            if merged is not None:
                out[-1] = merged
                continue
        out.append(atom)
    return [_take_preposition(reader, atom) for atom in out]


def _merge(reader: Reader, one: Atom, other: Atom) -> Atom | None:
    gap = reader.words[one.end : other.start]
    if len(gap) > 2:
        return None
    if (
        one.rule == "T5-weekday"
        and other.rule in ("T3-day", "T1-iso")
        and gap in ([","], ["("], [], ["the"], [",", "the"])
    ):
        end = other.end + (reader.word(other.end) == ")" and gap == ["("])
        return replace(other, start=one.start, end=end)
    if one.rule == "T3-day" and other.rule == "T5-weekday" and gap in ([","], ["("]):
        return replace(one, end=other.end + (reader.word(other.end) == ")"))
    if len(gap) == 1 and gap[0] in _LINKS:
        return _merge_range(reader, one, other, gap[0])
    return None


def _merge_range(reader: Reader, one: Atom, other: Atom, link: str) -> Atom | None:
    before = reader.word(one.start - 1)
    if link == "and" and before != "between":
        return None
    if link == "to" and before not in ("from", "between") and one.days and other.days:
        if one.days.precision != other.days.precision:
            return None
    start = one.start - 1 if before in ("from", "between") else one.start
    if one.days is None or other.days is None:
        return Atom(start, other.end, None, "T13-range")
    days = join(one.days, other.days)
    if days is None:
        return None
    return Atom(start, other.end, days, "T13-range", explicit=one.explicit or other.explicit)


def _take_preposition(reader: Reader, atom: Atom) -> Atom:
    """T13: *since*, *until*, *before*, *from … on* open one end."""
    if atom.kind != "at" or atom.rule == "T13-range" or atom.dates is not None:
        return atom
    before, days = reader.word(atom.start - 1), atom.days
    start, end = atom.start - 1, atom.end
    kind: Kind
    if before == "the":
        before, start = reader.word(atom.start - 2), atom.start - 2
    if before in _SINCE or (before == "from" and reader.word(atom.end) in _ONWARD):
        kind = "since"
        end += before == "from"
        days = days and replace(days, last=None)
    elif before in _UNTIL:
        kind = "until"
        days = days and _end_before(days, before)
    elif before == "after":
        kind = "since"
        days = days and replace(days, last=None)
    else:
        return atom
    return replace(atom, start=start, end=end, days=days, kind=kind, rule=atom.rule + "+T13")


def _end_before(days: Interval, word: str) -> Interval:
    if word == "before" and days.first is not None and days.precision == "day":
        return replace(days, first=None, last=days.first - timedelta(days=1))
    return replace(days, first=None)


def _make_time(doc: Doc, atom: Atom) -> Time:
    tokens = doc.tokens[atom.start : atom.end]
    head = next((one.i for one in tokens if not atom.start <= one.head.i < atom.end), atom.end - 1)
    start, end = atom.days.iso() if atom.days else (None, None)
    last = tokens[-1]
    kind: Kind = atom.kind
    return Time(
        span=(tokens[0].idx, last.idx + len(last)),
        first=atom.start,
        last=atom.end,
        head=head,
        start=start,
        end=end,
        precision=atom.days.precision if atom.days else None,
        kind=kind,
        rule=atom.rule,
        dates=atom.dates,
        months=atom.length[0],
        days=atom.length[1],
    )
