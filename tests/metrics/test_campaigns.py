"""Spend joined to outcomes on a few campaigns."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.leads import lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import campaigns, leads

MARCH = {"period_start": date(2026, 3, 1), "period_end": date(2026, 3, 31), "currency": "USD"}


def returns(
    rows: list[dict[str, Any]], spend: pl.DataFrame, filters: Filters | None = None
) -> dict[str | None, dict[str, Any]]:
    answer = campaign_returns(lead_table(leads(*rows), Practice()).slice(filters or Filters()), spend)
    return {row["campaign"]: row for row in answer.iter_rows(named=True)}


def test_cost_and_return_on_fingers() -> None:
    rows = [{"campaign": "A", "procedure_booked": n == 0, "value": 900.0, "currency": "USD"} for n in range(4)]
    found = returns(rows, campaigns({"campaign": "A", "spend": 300.0} | MARCH))["A"]
    assert (found["cost_per_lead"], found["cost_per_procedure"]) == (75, 300)
    # only the one booked procedure is revenue, not the value of leads that never booked
    assert (found["revenue"], found["return_on_spend"]) == (900, 3)
    assert found["cost_per_consult"] is None


def test_a_renamed_campaign_is_one_campaign_by_its_number() -> None:
    rows = [{"campaign": "Old name", "campaign_id": "7"}, {"campaign": "7"}, {"campaign": "new NAME"}]
    spend = campaigns(
        {"campaign": "Old name", "campaign_id": "7", "spend": 10.0} | MARCH | {"period_end": date(2026, 3, 15)},
        {"campaign": "New name", "campaign_id": "7", "spend": 5.0} | MARCH,
    )
    found = returns(rows, spend)
    assert list(found) == ["New name"]
    assert (found["New name"]["leads"], found["New name"]["spend"]) == (3, 15)


def test_leads_without_a_campaign_and_spend_without_leads_are_named() -> None:
    found = returns([{"campaign": None}], campaigns({"campaign": "Quiet", "spend": 10.0} | MARCH))
    assert (found[None]["leads"], found[None]["spend"]) == (1, None)
    assert (found["Quiet"]["leads"], found["Quiet"]["spend"]) == (0, 10)


def test_currencies_are_never_added_up() -> None:
    spend = campaigns(
        {"campaign": "A", "spend": 10.0} | MARCH, {"campaign": "A", "spend": 5.0} | MARCH | {"currency": "EUR"}
    )
    found = returns([{"campaign": "A"}], spend)["A"]
    assert (found["spend"], found["currency"], found["cost_per_lead"]) == (None, None, None)


def test_revenue_in_another_currency_gives_no_return() -> None:
    rows = [{"campaign": "A", "procedure_booked": True, "value": 900.0, "currency": "EUR"}]
    found = returns(rows, campaigns({"campaign": "A", "spend": 300.0} | MARCH))["A"]
    assert (found["revenue"], found["return_on_spend"]) == (900, None)


def test_money_nobody_wrote_down_is_unknown_and_no_procedure_is_none() -> None:
    rows = [
        {"campaign": "Unwritten", "procedure_booked": True},
        {"campaign": "Nobody", "procedure_booked": False},
        {"campaign": "Known", "procedure_booked": True, "value": 5.0},
    ]
    found = returns(rows, campaigns())
    assert {name: row["revenue"] for name, row in found.items()} == {"Unwritten": None, "Nobody": 0, "Known": 5}
    assert returns(rows[:2], campaigns())["Nobody"]["revenue"] is None


def test_a_month_cut_by_the_period_counts_by_its_days_and_says_so() -> None:
    half = Filters(since=date(2026, 3, 1), until=date(2026, 3, 11))
    found = returns([{"campaign": "A"}], campaigns({"campaign": "A", "spend": 310.0} | MARCH), half)["A"]
    assert (found["spend"], found["spread"]) == (100, True)
    whole = returns([{"campaign": "A"}], campaigns({"campaign": "A", "spend": 310.0} | MARCH))["A"]
    assert (whole["spend"], whole["spread"]) == (310, False)


def test_one_doctors_leads_carry_their_share_of_the_spend() -> None:
    rows = [{"campaign": "A", "doctor": "Ames"}, *[{"campaign": "A", "doctor": "Bell"}] * 3]
    found = returns(rows, campaigns({"campaign": "A", "spend": 100.0} | MARCH), Filters.of(where={"doctor": ["Ames"]}))[
        "A"
    ]
    assert (found["leads"], found["spend"], found["spend_share"], found["cost_per_lead"]) == (1, 25, 0.25, 25)


def test_choosing_a_campaign_leaves_the_others_out() -> None:
    spend = campaigns({"campaign": "A", "spend": 1.0} | MARCH, {"campaign": "B", "spend": 2.0} | MARCH)
    found = returns([{"campaign": "A"}, {"campaign": "B"}], spend, Filters.of(where={"campaign": ["B"]}))
    assert list(found) == ["B"]


def test_no_spend_files_at_all_still_give_the_leads() -> None:
    found = returns([{"campaign": "A"}], campaigns())
    assert (found["A"]["leads"], found["A"]["spend"]) == (1, None)


def test_what_is_spent_after_the_moment_looked_at_is_not_counted() -> None:
    april = {"period_start": date(2026, 4, 1), "period_end": date(2026, 4, 30)}
    spend = campaigns({"campaign": "A", "spend": 310.0} | MARCH, {"campaign": "A", "spend": 300.0} | april)
    everyone = lead_table(leads({"campaign": "A"}), Practice()).slice(Filters())
    # all 31 days of March and 2 of 30 in April
    assert campaign_returns(everyone, spend, through=date(2026, 4, 2))["spend"].item() == 310 + 20
    assert campaign_returns(everyone, spend)["spend"].item() == 610


def test_money_of_two_spellings_of_a_campaign_is_known_or_not_as_one() -> None:
    won = {"procedure_booked": True}
    unpriced = returns([{"campaign": "A"} | won, {"campaign": "a "}, {"campaign": "B", "value": 9.0}], campaigns())
    assert (unpriced["A"]["revenue"], unpriced["B"]["revenue"]) == (None, 0)
    dollars, euros = won | {"value": 10.0, "currency": "USD"}, won | {"value": 10.0, "currency": "EUR"}
    mixed = returns([{"campaign": "A"} | dollars, {"campaign": "A"} | euros, {"campaign": "a "} | dollars], campaigns())
    assert mixed["A"]["revenue"] is None
