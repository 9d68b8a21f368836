"""
Measure how sayso reads expressions of time beside public libraries, on the tests' table of expressions.

``python benchmarks/times.py`` reads ``tests/extract/times/expressions.toml``: sentences of news, each with an
expression and the first and last day that a reader takes it for. Every library of `READERS` that is installed takes
part; none is needed to run sayso. Two tasks: *expression*, the words alone, with the day of publication as the day to
count from; and *sentence*, where the words must be found first. An answer is *whole* where both ends are the
reader's, no finer and no coarser, and it *meets* where it has a day in common with them. A library that gives several
readings is given the best of them; one that gives a moment is taken at the precision that it tells, else for that
day. Times are of a second pass; sayso's are without the parse, which the pipeline makes anyway.
"""

import argparse
import importlib
import time
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from sayso.extract.model_loading import load_spacy
from sayso.extract.times import find_times

TABLE = Path(__file__).resolve().parent.parent / "tests" / "extract" / "times" / "expressions.toml"
DISTANT = (date(1, 1, 1), date(9999, 12, 31))

Days = tuple[date | None, date | None]
Read = Callable[[str, date], Iterable[Days]]
Case = tuple[date, str, str, Days]


def make_day(iso: str, *, last: bool) -> date | None:
    """Return the first or last day of ``2023``, ``2023-09`` or ``2023-09-25``; None for nothing."""
    if not iso:
        return None
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    if last:
        return date(year, month or 12, day or monthrange(year, month or 12)[1])
    return date(year, month or 1, day or 1)


def read_cases() -> Iterator[Case]:
    """Yield day of publication, sentence, expression and days of each case that has days."""
    for table in tomllib.loads(TABLE.read_text(encoding="utf-8"))["tables"]:
        if len(table["published"]) < 10:
            continue
        for sentence, expression, start, end in table["cases"]:
            if start or end:
                days = make_day(start, last=False), make_day(end, last=True)
                yield date.fromisoformat(table["published"]), sentence, expression, days


def span(moment: datetime, period: str) -> Days:
    """Return the days of the *period* (``day``, ``week``, ``month``, ``year``) that holds a moment."""
    day = moment.date()
    match period:
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case "month":
            return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday, monday + timedelta(days=6)
        case _:
            return day, day


def noon(day: date) -> datetime:
    """Return the middle of a day, from which libraries count."""
    return datetime(day.year, day.month, day.day, 12)


def load_sayso() -> tuple[Read, Read]:
    """Return sayso's reader, which is the same for both tasks."""
    nlp = load_spacy()

    parsed: dict[str, Doc] = {}

    def read(text: str, base: date) -> Iterator[Days]:
        doc = parsed.get(text)
        if doc is None:
            doc = parsed[text] = nlp(text)
        doc.user_data.clear()
        for one in find_times(doc, base.isoformat()):
            if one.start or one.end:
                yield make_day(one.start or "", last=False), make_day(one.end or "", last=True)

    return read, read


def load_dateparser() -> tuple[Read, Read]:
    """Return dateparser's readers, told to prefer the past, as news does."""
    parser = importlib.import_module("dateparser.date")
    search = importlib.import_module("dateparser.search")

    def settings(base: date) -> dict[str, Any]:
        return {"RELATIVE_BASE": noon(base), "PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": False}

    def read(text: str, base: date) -> Iterator[Days]:
        found = parser.DateDataParser(languages=["en"], settings=settings(base)).get_date_data(text)
        if found.date_obj is not None:
            yield span(found.date_obj, found.period)

    def look(text: str, base: date) -> Iterator[Days]:
        for words, _ in search.search_dates(text, languages=["en"], settings=settings(base)) or ():
            yield from read(words, base)

    return read, look


def load_parsedatetime() -> tuple[Read, Read]:
    """Return parsedatetime's readers."""
    calendar = importlib.import_module("parsedatetime").Calendar()

    def read(text: str, base: date) -> Iterator[Days]:
        moment, status = calendar.parseDT(text, sourceTime=noon(base))
        if status:
            yield span(moment, "day")

    def look(text: str, base: date) -> Iterator[Days]:
        for moment, *_ in calendar.nlp(text, sourceTime=noon(base)) or ():
            yield span(moment, "day")

    return read, look


def load_timefhuman() -> tuple[Read, Read]:
    """Return timefhuman's reader, which looks through sentences too."""
    module = importlib.import_module("timefhuman")
    config = importlib.import_module("timefhuman.utils")

    def flatten(found: Any) -> Iterator[Days]:
        if isinstance(found, datetime):
            yield span(found, "day")
        elif isinstance(found, date):
            yield found, found
        elif isinstance(found, tuple) and len(found) == 2:
            first, last = ([*flatten(one)] for one in found)
            if first and last:
                yield first[0][0], last[0][1]
        elif isinstance(found, list):
            for one in found:
                yield from flatten(one)

    def read(text: str, base: date) -> Iterator[Days]:
        direction = config.Direction.previous
        yield from flatten(module.timefhuman(text, config.tfhConfig(now=noon(base), direction=direction)))

    return read, read


def load_recognizers() -> tuple[Read, Read]:
    """Return the reader of Microsoft's recognizers, with all readings that it gives."""
    module = importlib.import_module("recognizers_date_time")

    def days(value: dict[str, str]) -> Days | None:
        kind = value.get("type", "")
        if kind.startswith("date") and "value" in value and value["value"][:4].isdigit():
            return span(datetime.fromisoformat(value["value"]), "day")
        if "start" not in value and "end" not in value:
            return None
        ends = [value.get(name, "")[:10] for name in ("start", "end")]
        start = date.fromisoformat(ends[0]) if ends[0][:4].isdigit() else None
        end = date.fromisoformat(ends[1]) - timedelta(days=1) if ends[1][:4].isdigit() else None
        return start, end

    def read(text: str, base: date) -> Iterator[Days]:
        for one in module.recognize_datetime(text, "en-us", reference=noon(base)):
            for value in (one.resolution or {}).get("values", ()):
                found = days(value)
                if found is not None:
                    yield found

    return read, read


def load_ctparse() -> tuple[Read, Read]:
    """Return ctparse's reader, which reads a text as a whole."""
    module = importlib.import_module("ctparse")

    def point(found: Any) -> Days:
        if found is None or found.year is None:
            return None, None
        if found.month is None or found.day is None:
            return make_day(f"{found.year}", last=False), make_day(f"{found.year}", last=True)
        day = date(found.year, found.month, found.day)
        return day, day

    def read(text: str, base: date) -> Iterator[Days]:
        found = module.ctparse(text, ts=noon(base), timeout=1)
        resolution: Any = found.resolution if found is not None else None
        if hasattr(resolution, "t_from"):
            yield point(resolution.t_from)[0], point(resolution.t_to)[1]
        elif hasattr(resolution, "year"):
            yield point(resolution)

    return read, read


READERS: dict[str, tuple[str, Callable[[], tuple[Read, Read]]]] = {
    "sayso": ("sayso", load_sayso),
    "dateparser": ("dateparser", load_dateparser),
    "parsedatetime": ("parsedatetime", load_parsedatetime),
    "timefhuman": ("timefhuman", load_timefhuman),
    "recognizers-text-date-time": ("recognizers_date_time", load_recognizers),
    "ctparse": ("ctparse", load_ctparse),
}


def meets(one: Days, other: Days) -> bool:
    """Whether two stretches of days have a day in common; an open end goes on."""
    return (one[0] or DISTANT[0]) <= (other[1] or DISTANT[1]) and (other[0] or DISTANT[0]) <= (one[1] or DISTANT[1])


def answer(read: Read, text: str, base: date) -> list[Days]:
    """Return what a library reads in *text*; nothing where it fails."""
    try:
        return [one for one in read(text, base) if one != (None, None)]
    except Exception:  # what a library cannot read it may raise on; that is an answer missed
        return []


def measure(read: Read, cases: list[Case], *, sentence: bool) -> tuple[int, int, float]:
    """Return how many cases are whole, how many meet, and milliseconds of processor time a case."""
    whole = met = 0
    for base, text, expression, days in cases:
        found = answer(read, text if sentence else expression, base)
        whole += days in found
        met += any(meets(one, days) for one in found)
    start = time.process_time()
    for base, text, expression, _ in cases:
        answer(read, text if sentence else expression, base)
    return whole, met, (time.process_time() - start) * 1000 / len(cases)


def main() -> None:
    """Print a table of all readers that are installed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="LIBRARY", help=f"of {', '.join(READERS)}")
    names = parser.parse_args().names or list(READERS)
    cases = list(read_cases())
    print(f"{len(cases)} expressions\n{'':28}{'expression':^26}{'sentence':^26}")
    print(f"{'':28}" + f"{'whole':>8}{'meets':>8}{'ms':>8}  " * 2)
    for name in names:
        module, load = READERS[name]
        if find_spec(module) is None:
            print(f"{name:28}not installed")
            continue
        read, look = load()
        row = ""
        for task, sentence in ((read, False), (look, True)):
            whole, met, cost = measure(task, cases, sentence=sentence)
            row += f"{whole / len(cases):8.2f}{met / len(cases):8.2f}{cost:8.2f}  "
        print(f"{name:28}{row}")


if __name__ == "__main__":
    main()
