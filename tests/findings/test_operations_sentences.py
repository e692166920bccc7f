"""What the Operations page says, with the right plurals and never more than the figures hold."""

from __future__ import annotations

from datetime import date

import polars as pl

from dashboard.findings.operations import (
    backwards_sentence,
    capacity_finding,
    consults_finding,
    no_shows_finding,
    waits_finding,
)
from dashboard.findings.response import artefact_sentence
from dashboard.metrics.capacity import CAPACITY
from dashboard.metrics.consults import MONTHS, STATES
from dashboard.metrics.no_shows import NO_SHOWS

NOBODY = dict.fromkeys(("leads", *STATES, "backwards"), 0)


def _months(*days: float, leads: int = 50) -> pl.DataFrame:
    rows = [(f"2026-{nth:02}", leads, wait, 60.0, 10.0) for nth, wait in enumerate(days, 1)]
    return pl.DataFrame(rows, schema=MONTHS, orient="row")


def _compared(**row: object) -> pl.DataFrame:
    full = {"value": "1", "leads": 100, "no_shows": 30, "rate": 0.3, "low": 0.2, "high": 0.4, "others_rate": 0.1}
    return pl.DataFrame([dict.fromkeys(NO_SHOWS) | full | row], schema=NO_SHOWS)


def test_who_did_not_show_up_is_of_those_who_came_or_did_not() -> None:
    row = NOBODY | {"leads": 50, "attended": 22, "no_show": 9, "cancelled": 1, "ahead": 18}
    assert consults_finding(row) == "9 of 31 (29 %) did not show up; 1 more was called off or moved"
    assert consults_finding(NOBODY) == "Nobody in this view booked a consult"
    assert consults_finding(NOBODY | {"leads": 4, "unsaid": 4}) == "4 booked a consult; no file says who came"
    assert consults_finding(NOBODY | {"leads": 30, "attended": 22, "unsaid": 8}) == (
        "22 of 30 (73 %) came to their consult; no file tells of one that was missed"
    )


def test_consults_before_their_booking_are_counted_and_explained() -> None:
    assert backwards_sentence(NOBODY) == ""
    assert backwards_sentence(NOBODY | {"leads": 40, "backwards": 2}).startswith(
        "2 of 40 (5 %) consults lie before the day they were booked or inquired for: they are counted here"
    )


def test_a_difference_at_equal_days_is_associated_and_any_other_could_be_the_days_ahead() -> None:
    assert no_shows_finding(_compared(verdict="fewer", expected_rate=0.4), "SMS") == (
        "SMS 1 is associated with fewer no-shows: 30 of 100 (30 %), 40 % among others who booked equally far ahead"
    )
    assert no_shows_finding(_compared(verdict="days_ahead"), "SMS") == (
        "SMS 1: 30 of 100 (30 %) did not show up, 10 % elsewhere; that could be the days ahead"
    )
    assert no_shows_finding(_compared(verdict="chance"), "SMS") == "No clear difference in no-shows by sms"
    assert no_shows_finding(_compared(verdict="few"), "SMS") == "Too few consults to compare no-shows by sms"


def test_a_wait_that_moved_is_told_beside_the_months_before() -> None:
    assert waits_finding(_months(10, 10, 10, 21)) == (
        "Half of those who booked in Apr 2026 had their consult within 21 days; 10 days in the months before"
    )
    assert waits_finding(_months(10, 10, 11)).endswith("within 11 days, as in the months before")
    assert waits_finding(_months(10, leads=29)) == "Too few dated consults to say how long people wait"


def test_the_fullest_doctor_of_the_weeks_ahead_is_named() -> None:
    rows = [
        ("Dr. Lee", date(2026, 3, 2), True, 20.0, 5, 0.25),
        ("Dr. Ott", date(2026, 3, 2), True, 10.0, 9, 0.9),
        ("Dr. Lee", date(2026, 2, 2), False, 20.0, 20, 1.0),
    ]
    found = pl.DataFrame(rows, schema=CAPACITY, orient="row")
    assert capacity_finding(found) == "Dr. Ott: 9 of 10 (90 %) consult slots of the next four weeks are booked"


def test_waits_that_are_none_are_said_to_come_from_the_export() -> None:
    assert artefact_sentence("years").endswith("not how long people waited, so nothing is drawn.")
