"""What the Follow-up page says, with the right plurals."""

from __future__ import annotations

import polars as pl

from dashboard.charts.nurture import pool_alt, pool_bars
from dashboard.findings.follow_up import (
    aging_finding,
    late_finding,
    next_steps_sentence,
    ownership_finding,
    pool_finding,
    procedures_finding,
    responders_finding,
    worth_sentence,
)
from dashboard.metrics.aging import AGING
from dashboard.metrics.convert_time import CONVERT_TIME
from dashboard.metrics.nurture import POOL
from dashboard.metrics.responders import RESPONDERS
from tests.charts.reading import words


def _listed(*silent: int | None, worth: float | None = None, currency: str | None = None) -> pl.DataFrame:
    rows = [dict.fromkeys(AGING) | {"silent_days": days, "worth": worth, "currency": currency} for days in silent]
    return pl.DataFrame(rows, schema=AGING)


def test_open_leads_nobody_touched_are_counted() -> None:
    assert aging_finding(_listed(1, 20, 40)) == "3 leads are still open; nobody touched 2 of them for over two weeks"
    assert aging_finding(_listed(20, 40)).endswith("still open; nobody touched any of them for over two weeks")
    assert aging_finding(_listed(14)) == "1 lead is still open, each touched within the last two weeks"
    assert aging_finding(_listed()) == "No lead is open in this view"


def test_open_leads_without_a_date_are_named_and_said_how_they_are_ranked() -> None:
    assert aging_finding(_listed(1, 20, None)) == (
        "3 leads are still open: nobody touched 1 for over two weeks, and 1 has no date"
    )
    assert aging_finding(_listed(3, None, None)) == (
        "3 leads are still open: 2 have no date, the rest was touched in the last two weeks"
    )
    assert aging_finding(_listed(None)) == "1 lead is still open: 1 has no date"
    assert worth_sentence(_listed(1, None, None, worth=100.0, currency="USD")) == (
        "Their chances times their values add up to $300. "
        "2 leads without a date are ranked by the average chance of the dated leads at the same step."
    )
    assert worth_sentence(_listed(None)) == ""


def test_money_is_summed_within_one_currency_only() -> None:
    assert worth_sentence(_listed(1, 2, worth=100.0, currency="USD")) == (
        "Their chances times their values add up to $200."
    )
    mixed = pl.concat([_listed(1, worth=1.0, currency="USD"), _listed(1, worth=1.0, currency="EUR")])
    assert worth_sentence(mixed) == ""
    assert worth_sentence(_listed(1)) == ""


def test_leads_left_lying_and_without_owner() -> None:
    row = {"leads": 10, "no_followup": 1, "unowned": 2}
    assert ownership_finding(row) == "1 of 10 (10 %) was tried once and left lying; 2 have no owner"
    assert ownership_finding(row | {"unowned": 0}).endswith("; every one has an owner")
    assert ownership_finding({"leads": 10, "no_followup": None, "unowned": 0}) == "Every inquiry has an owner"
    assert "name no owner" in ownership_finding({"leads": 10, "no_followup": None, "unowned": None})


def _inbox(**told: object) -> pl.DataFrame:
    row = dict.fromkeys(RESPONDERS) | {"inbox": "Web", "leads": 90, "answered": 60, "responders": 1, "top_share": 1.0}
    return pl.DataFrame([row | told], schema={"inbox": pl.String, **RESPONDERS})


def test_an_inbox_that_slows_down_without_its_busiest_person_is_named() -> None:
    slower = _inbox(comparable=True, median_away_s=7200.0, median_there_s=600.0)
    assert responders_finding(slower, "inbox") == (
        "Web: half are answered within 2 h on days its busiest person answers nothing, 10 min on other days"
    )
    assert responders_finding(_inbox(comparable=False), "inbox") == (
        "Web: 1 person answers, the busiest gives 100 % of the first answers"
    )


def test_late_bookings_and_leads_that_came_back() -> None:
    row = {"converted": 20, "late": 5, "given_up": 9, "came_back": 1}
    assert late_finding(row, "booked a consult") == (
        "5 of 20 (25 %) who booked a consult did so more than 30 days after the inquiry; "
        "1 of 9 (11 %) given up came back"
    )
    assert late_finding(row | {"given_up": 0}, "booked a consult").endswith("after the inquiry")
    assert late_finding(row | {"late": 0, "came_back": 0}, "booked a consult") == (
        "None of 20 who booked a consult did so more than 30 days after the inquiry; none of 9 given up came back"
    )


def test_next_steps_that_are_missing_or_overdue() -> None:
    row = {"open": 9, "no_next_step": 1, "overdue": 3}
    assert next_steps_sentence(row) == "Of 9 open leads 1 has no next step, and the next step of 3 is overdue."
    assert next_steps_sentence(row | {"no_next_step": None}) == ""


def _pool(**told: object) -> pl.DataFrame:
    row = {"age": "up to 7 days", "leads": 40, "expected": 6.4, "mean_chance": 0.16, "due": 3, "planned": 1}
    return pl.DataFrame([dict.fromkeys(POOL) | row | told], schema=POOL)


def test_the_pool_says_what_is_still_to_be_expected() -> None:
    assert pool_finding(_pool()) == (
        "40 leads are neither booked nor lost; 6.4 bookings to expect of them, 3 next contacts are due"
    )
    assert pool_finding(_pool(due=None)).endswith("of them")
    assert pool_finding(_pool(due=1)).endswith("of them, 1 next contact is due")
    undated = pl.concat([_pool(), _pool(age="no date", leads=2, expected=0.3, due=0)])
    assert pool_finding(undated) == (
        "42 leads are neither booked nor lost; 6.7 bookings to expect of them, 3 next contacts are due; "
        "the inquiry of 2 has no date"
    )
    assert pool_finding(_pool(leads=0)) == "No lead is neither booked nor lost"
    assert pool_alt(_pool()) == "Leads neither booked nor lost. up to 7 days: 40, 6.4 bookings to expect."
    assert {"40", "16 %", "6.4", "3", "contact<br>due"} <= set(words(pool_bars(_pool())))
    assert "contact<br>due" not in words(pool_bars(_pool(due=None)))


def test_the_procedure_that_takes_longest_stands_beside_the_quickest() -> None:
    days = [("LASIK", 0, 100, 30, 0.3), ("LASIK", 1, 70, 10, 0.4), ("Lift", 0, 90, 0, 0.0), ("Lift", 9, 80, 8, 0.1)]
    rows = [dict(zip(("procedure", "day", "at_risk", "converted", "share"), row, strict=True)) for row in days]
    curve = pl.DataFrame(rows, schema={"procedure": pl.String, **CONVERT_TIME})
    assert procedures_finding(curve, "procedure", "booked a consult") == (
        "Lift: half of those who booked a consult did so within 9 days; LASIK: on the same day"
    )
    assert procedures_finding(curve.head(2), "procedure", "booked").startswith("Too few")


def test_a_procedure_too_few_were_followed_to_the_end_of_is_not_called_quick() -> None:
    days = [("LASIK", 9, 80, 40, 0.4), ("Rare", 1, 40, 4, 0.1), ("Rare", 60, 12, 6, 0.4), ("Lift", 2, 90, 9, 0.1)]
    rows = [dict(zip(("procedure", "day", "at_risk", "converted", "share"), row, strict=True)) for row in days]
    curve = pl.DataFrame(rows, schema={"procedure": pl.String, **CONVERT_TIME})
    assert procedures_finding(curve, "procedure", "booked") == (
        "LASIK: half of those who booked did so within 9 days; Lift: within 2 days"
    )
