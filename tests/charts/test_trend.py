"""Weeks, the youngest of them unfinished."""

from dashboard.charts.trend import trend_alt, weekly_rate
from tests.charts import made
from tests.charts.reading import words


def test_weeks_still_mostly_open_are_labelled() -> None:
    assert "still open" in words(weekly_rate(made.weeks(), "booked a consult"))
    assert "still open" not in words(weekly_rate(made.weeks()[:2], "booked a consult"))


def test_the_rate_turns_dotted_where_it_is_not_final() -> None:
    done, young = weekly_rate(made.weeks(), "booked a consult").data
    assert (list(done.y), list(young.y)) == ([0.5, 0.25], [0.25, 0.05])
    assert (done.line.dash, young.line.dash) == ("solid", "dot")


def test_the_trend_compares_finished_weeks_only() -> None:
    assert trend_alt(made.weeks(), "booked a consult") == (
        "Week of 12 Jan 2026: 5 of 20 (25 %) booked a consult. The week before: 10 of 20 (50 %). "
        "One week is still mostly open."
    )
