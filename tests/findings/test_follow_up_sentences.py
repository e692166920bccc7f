"""What the Follow-up page says, with the right plurals."""

from __future__ import annotations

import polars as pl

from dashboard.findings.follow_up import (
    aging_finding,
    late_finding,
    ownership_finding,
    responders_finding,
    worth_sentence,
)
from dashboard.metrics.aging import AGING
from dashboard.metrics.responders import RESPONDERS


def _listed(*silent: int, worth: float | None = None, currency: str | None = None) -> pl.DataFrame:
    rows = [dict.fromkeys(AGING) | {"silent_days": days, "worth": worth, "currency": currency} for days in silent]
    return pl.DataFrame(rows, schema=AGING)


def test_open_leads_nobody_touched_are_counted() -> None:
    assert aging_finding(_listed(1, 20, 40)) == "3 leads are still open; nobody touched 2 of them for over two weeks"
    assert aging_finding(_listed(14)) == "1 lead is still open, each touched within the last two weeks"
    assert aging_finding(_listed()) == "No lead is open in this view"


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
    row = {"converted": 20, "late": 5}
    assert late_finding(row, 9, 1) == (
        "5 of 20 (25 %) who booked did so more than 30 days after the inquiry; 1 of 9 given up lead came back"
    )
    assert late_finding(row, 0, 0).endswith("after the inquiry")
