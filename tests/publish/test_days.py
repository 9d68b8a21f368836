"""Days and windows of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import ExportError
from sayso.publish.days import Days, Window, make_window, merge_days, read_days

DAYS = st.tuples(st.integers(0, 400), st.integers(0, 30)).map(
    lambda pair: (to_day(pair[0]), to_day(pair[0] + pair[1]))
)


def to_day(number: int) -> str:
    return date.fromordinal(date(2031, 1, 1).toordinal() + number).isoformat()


def list_days(bounds: Days) -> set[int]:
    first, last = (date.fromisoformat(bound).toordinal() for bound in bounds)
    return set(range(first, last + 1))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2031-03-04", ("2031-03-04", "2031-03-04")),
        ("2031-02", ("2031-02-01", "2031-02-28")),
        ("2032-02", ("2032-02-01", "2032-02-29")),
        ("2031", ("2031-01-01", "2031-12-31")),
        ("2031-02-30", None),
        ("2031-13", None),
        ("March", None),
        ("", None),
        ("0000", None),
        ("2031-03-04T10:00", None),
    ],
)
def test_a_date_covers_its_days(text: str, days: Days | None) -> None:
    """A day is itself, a month and a year are all their days, anything else is no date."""
    assert read_days(text) == days


@given(st.lists(DAYS))
def test_merged_days_are_the_same_days_without_overlap(days: list[Days]) -> None:
    """Merging keeps every day, adds none, and leaves a gap between stretches."""
    merged = merge_days(days)

    assert set().union(*map(list_days, merged)) == set().union(*map(list_days, days))
    for one, other in zip(merged, merged[1:], strict=False):
        assert max(list_days(one)) + 1 < min(list_days(other))


def test_a_window_holds_what_touches_it() -> None:
    """A stretch of days lies within if any day does; what has no date does in the open window only."""
    window = make_window("2031-03", date(2031, 4, 2))

    assert window == Window("2031-03-01", "2031-04-02")
    assert window.holds(("2031-02-20", "2031-03-01"))
    assert window.holds(("2031-04-02", "2031-04-09"))
    assert not window.holds(("2031-02-20", "2031-02-28"))
    assert not window.holds(("2031-04-03", "2031-04-03"))
    assert not window.holds(None)
    assert Window().holds(None)


@pytest.mark.parametrize(("since", "until"), [("soon", None), (None, "2031-02-30"), ("2031-05", "2031-04")])
def test_a_window_that_cannot_be_is_refused(since: str | None, until: str | None) -> None:
    """The message names the date that is wrong."""
    with pytest.raises(ExportError, match="soon|2031-02-30|ends before it begins"):
        make_window(since, until)
