"""Dates of publication: normalise what a field says, and find the one that a text states of itself."""

import re
from datetime import UTC, date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[6-9]|20|21)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ISO = r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?(?!\d)"
_WORDED = (
    rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:,?\s+|-){_YEAR}(?!\d)",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}(?!\d)",
)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _ISO,
        r"(?P<year>(?:1[6-9]|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        *_WORDED,
        rf"{_MONTH},?\s+{_YEAR}(?!\d)",
        rf"{_YEAR}$",
        # Which of the two is the day is known only where the other cannot be one, or both are the same.
        r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:1[6-9]|20|21)\d\d)(?!\d)",
    )
)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}")


def normalize_date(value: str) -> str | None:
    """
    Return the day, month or year that *value* names, ISO 8601: ``2023-09-25``, ``2023-09``, ``2023``.

    Understood are ISO 8601 with or without time, RFC 2822, English dates in either order, and seconds or
    milliseconds since 1970. The day is the one written, in whatever time zone. ``03/04/2023`` may be March or
    April: None, as for everything else that cannot be a date.
    """
    value = value.strip()
    if _EPOCH.fullmatch(value):
        return _read_epoch(value)
    for form in _FORMS:
        if match := form.match(value):
            return _to_iso(match)
    # RFC 850 and the output of `date` put the year last: "Mon Sep 25 10:00:00 UTC 2023".
    if match := re.fullmatch(rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+[\d:]+\s+(?:\S+\s+)?{_YEAR}", value, re.IGNORECASE):
        return _to_iso(match)
    return None


def _read_epoch(value: str) -> str | None:
    seconds = float(value)
    if abs(seconds) >= 1e11:
        seconds /= 1000
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return None


def _to_iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    year = int(found["year"])
    if "a" in found:
        first, second = int(found["a"]), int(found["b"])
        if first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            month, day = first, second
        else:
            return None
        return _check(year, month, day)
    worded = found.get("month")
    if worded is None:
        return f"{year:04}"
    month = int(worded) if worded.isdigit() else _MONTHS[worded.lower()]
    given = found.get("day")
    return _check(year, month, int(given) if given else None)


def _check(year: int, month: int, day: int | None) -> str | None:
    try:
        full = date(year, month, day or 1)
    except ValueError:
        return None
    return full.isoformat() if day else full.isoformat()[:7]


def is_future(iso: str, today: date) -> bool:
    """Say whether the whole of the day, month or year *iso* lies after *today*."""
    return iso > today.isoformat()[: len(iso)]


# What a text says of itself stands at its start. Each form needs the year: one that is guessed would shift every
# "last week" of the article.
_ANY = "(?P<date>" + "|".join(
    re.sub(r"\?P<\w+>", "?:", form) for form in (r"\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?(?!\d)", *_WORDED)
) + ")"  # fmt: skip
_HEAD_LINE = re.compile(rf"\ufeff?\s*date[ \t:]+{_ANY}[ \t]*(?:\n|(?=\S))", re.IGNORECASE)
_STATED = re.compile(
    rf"^[ \t]*(?:first\s+)?(?:published|posted|issued|date|publication\s+date|date\s+published)"
    rf"(?:\s+on|\s+at)?\s*[:\-–]?\s*{_ANY}",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(
    rf"^[ \t]*{_ANY}(?:[ \t,–|-]*(?:at\s+)?\d{{1,2}}[:.]\d\d.{{0,20}})?[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_DATELINE = re.compile(
    rf"^[ \t]*[A-Z][A-Z'’. -]{{2,30}}(?:[,/][ \t]?[\w'’. -]{{2,30}}){{0,2}}(?:,|\s[–—-]+|\s\()\s*(?i:{_ANY})",
    re.MULTILINE,
)
_REACH = 800


def find_stated_date(text: str) -> tuple[str | None, int]:
    """
    Return the date of publication that *text* states of itself, and how many characters at its start do only that.

    Looked for, in the first 800 characters: a head such as ``date 2023-09-25``, a line ``Published: 25 September
    2023``, a line that is only a date, a dateline with its year. Dates in the prose do not count, nor do those
    of an update.

    Returns:
        The ISO date, or None; and the length of the head, 0 where the text begins with prose.
    """
    if match := _HEAD_LINE.match(text):
        return normalize_date(match["date"]), match.end()
    start = text[:_REACH]
    for form in (_STATED, _ALONE, _DATELINE):
        if match := form.search(start):
            return normalize_date(match["date"]), 0
    return None, 0
