"""Silent sources in words: since when, what came in meanwhile, how rare it is, how long the next would stay hidden."""

from __future__ import annotations

from datetime import date
from math import exp

import polars as pl
import pytest

from dashboard.findings.droughts import chance_words, drought_finding, hidden_finding, source_words
from dashboard.metrics.dimensions import label_of
from dashboard.metrics.droughts import HIDDEN_DAYS


def row(**more: object) -> dict[str, object]:
    return {
        "field": "campaign", "value": "LASIK Spring", "stage": "consult_booked", "last": date(2026, 9, 19), "days": 42,
        "leads_since": 46, "expected_since": 12.5, "chance": 0.1,
    } | more  # fmt: skip


def test_a_drought_says_since_when_what_came_in_and_what_was_to_be_expected() -> None:
    assert drought_finding(row(), label_of) == (
        "LASIK Spring: no consult booked for 42 days (since 19 Sep 2026), though 46 leads came in; "
        "about 12 were to be expected"
    )


def test_a_drought_counts_one_as_one_and_none_as_none() -> None:
    said = drought_finding(row(days=1, leads_since=1, expected_since=1.2, stage="reached"), label_of)
    assert said == (
        "LASIK Spring: nobody reached for 1 day (since 19 Sep 2026), though 1 lead came in; about 1 was to be expected"
    )
    assert "and no leads came in" in drought_finding(row(leads_since=0), label_of)


def test_where_inquiries_stop_nothing_is_said_of_leads_that_came_in() -> None:
    said = drought_finding(row(stage="inquiry", leads_since=0), label_of)
    assert said == "LASIK Spring: no inquiry for 42 days (since 19 Sep 2026); about 12 were to be expected"


def test_everybody_together_is_a_source_too() -> None:
    assert source_words(None, None, label_of) == "All leads together"
    assert drought_finding(row(field=None, value=None), label_of).startswith("All leads together: no consult booked")


@pytest.mark.parametrize(
    ("a_year", "said"),
    [
        (0.001, "unlikely to be chance: less than once in 50 years"),
        (0.25, "by chance such a silence comes about once in 4 years"),
        (0.9, "by chance such a silence comes once a year"),
    ],
)
def test_chance_is_said_in_years(a_year: float, said: str) -> None:
    assert chance_words(1 - exp(-a_year)) == said


def hidden(*rows: tuple[str | None, str | None, str, float | None, bool]) -> pl.DataFrame:
    named = [(field, value, stage, 1.0, days, watched) for field, value, stage, days, watched in rows]
    return pl.DataFrame(named, schema=HIDDEN_DAYS, orient="row")


def test_the_slowest_source_watched_is_told_with_the_stage_that_shows_a_stop_soonest() -> None:
    found = hidden(
        (None, None, "inquiry", 1.0, True),
        ("campaign", "A", "reached", 5.2, True),
        ("campaign", "A", "consult_booked", 36.4, True),
        ("campaign", "B", "consult_booked", 20.0, True),
        ("campaign", "C", "consult_booked", 200.0, False),
    )
    assert hidden_finding(found, label_of) == (
        "A stop in consults booked from A would take 36 days to tell from chance; in leads reached, 5 days"
    )


def test_a_source_with_one_stage_and_one_day_and_with_none_is_said_as_such() -> None:
    assert hidden_finding(hidden(("campaign", "A", "inquiry", 0.4, True)), label_of) == (
        "A stop in inquiries from A would take 1 day to tell from chance"
    )
    assert hidden_finding(hidden(), label_of) == "Too few leads to say how long a stop would stay hidden"
