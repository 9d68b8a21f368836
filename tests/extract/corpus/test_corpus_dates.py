"""Dates of publication are read in every usual form, and found only where a text states them."""

from datetime import date

import pytest

from sayso.extract.corpus.dates import find_stated_date, is_future, normalize_date


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2023-09-25", "2023-09-25"),
        (" 2023-09-25T10:00:00Z ", "2023-09-25"),
        ("2023-09-25 23:59:59+04:00", "2023-09-25"),
        ("2023/9/5", "2023-09-05"),
        ("2023.09.25", "2023-09-25"),
        ("20230925", "2023-09-25"),
        ("20230925T100000Z", "2023-09-25"),
        ("2023-09", "2023-09"),
        ("2023", "2023"),
        ("25 September 2023", "2023-09-25"),
        ("25th of September, 2023", "2023-09-25"),
        ("Monday, 25 September 2023, 10:15 BST", "2023-09-25"),
        ("September 25, 2023", "2023-09-25"),
        ("Sept. 25, 2023 at 4:05 p.m.", "2023-09-25"),
        ("Mon Sep 25 2023 10:00:00 GMT+0200", "2023-09-25"),
        ("Mon, 25 Sep 2023 10:00:00 +0000", "2023-09-25"),
        ("Mon Sep 25 10:00:00 UTC 2023", "2023-09-25"),
        ("25-Sep-2023", "2023-09-25"),
        ("September 2023", "2023-09"),
        ("25/09/2023", "2023-09-25"),
        ("9/25/2023", "2023-09-25"),
        ("25.09.2023 14:00", "2023-09-25"),
        ("4/4/2023", "2023-04-04"),
        ("1695636000", "2023-09-25"),
        ("1695636000000", "2023-09-25"),
    ],
)
def test_usual_forms_are_understood(value: str, iso: str) -> None:
    """The day is the one that is written, whatever the zone."""
    assert normalize_date(value) == iso


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "03/04/2023",
        "2023-13-01",
        "2023-02-30",
        "31 June 2023",
        "25 September",
        "12",
        "20231399",
        "99999999999999",
    ],
)
def test_what_is_no_date_or_two_is_left(value: str) -> None:
    """Days that are not in the calendar, and those that may be two, give nothing."""
    assert normalize_date(value) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Truce broken\n\nPublished: 25 September 2023\n\nShots were heard.", "2023-09-25"),
        ("Truce broken\nPosted on September 25, 2023 by I. Brand\nShots were heard.", "2023-09-25"),
        ("Truce broken\n\nMonday, September 25, 2023 10:15 GMT\n\nShots were heard.", "2023-09-25"),
        ("2023-09-25\nShots were heard.", "2023-09-25"),
        ("PORT VARNO, 25 September 2023 (Coast News) – Shots were heard.", "2023-09-25"),
        ("PORT VARNO, Coastland, Sept. 25, 2023 — Shots were heard.", "2023-09-25"),
        ("Date: 2023-09-25\nShots were heard.", "2023-09-25"),
    ],
)
def test_stated_date_is_found(text: str, iso: str) -> None:
    """A line that says when it was published, a date alone on a line, or a dateline with its year."""
    assert find_stated_date(text)[0] == iso


@pytest.mark.parametrize(
    "text",
    [
        "The truce of 25 September 2023 was broken.",
        "On 25 September 2023 the army left.\n\nIt came back.",
        "PORT VARNO, Sept 25 (Coast News) – Shots were heard.",
        "Updated: 25 September 2023\nShots were heard.",
        "Shots were heard.\n\n" + "Nothing else happened. " * 50 + "\n\n25 September 2023\n",
        "Published in 1984, the book deals with the war of 25 September 1923.",
        "In Port Varno, 25 September 2023 is remembered as a day of shame.",
    ],
)
def test_dates_in_prose_are_not_taken(text: str) -> None:
    """What is told, updated, without its year, or far down is no date of publication."""
    assert find_stated_date(text) == (None, 0)


def test_head_is_told_from_prose() -> None:
    """A head in the first line gives the date, and where the prose begins."""
    text = " date 2023-09-25 The mayor denied it."

    iso, start = find_stated_date(text)

    assert iso == "2023-09-25"
    assert text[start:] == "The mayor denied it."


def test_prose_that_begins_with_the_word_date_is_no_head() -> None:
    """A fruit is no field."""
    assert find_stated_date("Date palms burnt on 25 September 2023.") == (None, 0)


@pytest.mark.parametrize(
    ("iso", "future"),
    [
        ("2024-06-02", True),
        ("2024-06-01", False),
        ("2024-06", False),
        ("2024-07", True),
        ("2024", False),
        ("2025", True),
    ],
)
def test_future_is_what_wholly_lies_ahead(iso: str, future: bool) -> None:
    """A month or year that has begun is not the future."""
    assert is_future(iso, date(2024, 6, 1)) is future
