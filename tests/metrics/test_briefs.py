"""Leads under each version of a brief, counted on fingers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from dashboard.metrics.briefs import BRIEFS, IN_USE, brief_leads, in_use, running, span
from dashboard.metrics.leads import lead_table
from dashboard.practice import Practice
from dashboard.store.briefs import TABLE
from tests.metrics.leads_by_hand import leads

AS_OF = datetime(2026, 4, 30, tzinfo=UTC)


def versions(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {"brief": 1, "campaign": "Spring"}
    return pl.DataFrame(
        [dict.fromkeys(TABLE) | usual | {"version": n} | row for n, row in enumerate(rows, 1)], schema=TABLE
    )


def march(day: int) -> date:
    return date(2026, 3, day)


def days(found: pl.DataFrame) -> list[tuple[int, date, date | None]]:
    return found.select("version", "since", "until").rows()


def test_a_version_is_used_until_the_next_one_within_the_campaigns_dates() -> None:
    found = in_use(
        versions(
            {"used_from": march(1), "starts": march(5)},
            {"used_from": march(10)},
            {"used_from": march(20), "ends": march(31)},
        )
    )
    assert dict(found.schema) == IN_USE
    assert days(found) == [(1, march(5), march(10)), (2, march(10), march(20)), (3, march(20), date(2026, 4, 1))]


def test_a_version_replaced_before_it_was_used_counts_for_nothing() -> None:
    found = in_use(versions({"used_from": march(10)}, {"used_from": march(10)}, {"used_from": march(5)}))
    assert days(found) == [(3, march(5), None)]


def test_briefs_of_two_campaigns_do_not_end_each_other() -> None:
    found = in_use(versions({"used_from": march(1)}, {"used_from": march(9), "brief": 2, "version": 1}))
    assert found.select("brief", "until").rows() == [(1, None), (2, None)]


def test_leads_come_in_under_the_version_of_their_day() -> None:
    def lead(day: int, **more: Any) -> dict[str, Any]:
        when = datetime(2026, 3, day, 12, tzinfo=UTC)
        return {"created_at": when, "campaign": "Spring", "channel": "form"} | more

    table = lead_table(
        leads(
            lead(9, consult_booked=True),
            lead(10, reached=True),
            lead(10, campaign="SPRING  ", consult_booked=True),
            lead(12, is_real=False),
            lead(12, campaign="Autumn", consult_booked=True),
            lead(31),
        ),
        Practice(),
        as_of=AS_OF,
    )
    found = brief_leads(table, versions({"used_from": march(1)}, {"used_from": march(10), "ends": march(30)}))
    assert dict(found.schema) == BRIEFS
    counted = ("leads", "real", "reached", "qualified", "consult_booked", "booked_share")
    assert found.select(counted).rows() == [(1, 1, 1, None, 1, 1.0), (3, 2, 2, None, 1, 0.5)]
    assert brief_leads(table, versions({"used_from": march(1), "campaign": "Unheard of"}))["leads"].to_list() == [0]


def test_what_runs_when_is_cut_to_the_days_drawn() -> None:
    all_ = versions({"used_from": march(1)}, {"used_from": march(10)})
    assert days(running(all_, march(5), march(20))) == [(1, march(5), march(10)), (2, march(10), march(21))]
    assert span(all_, march(15), AS_OF - datetime(2026, 4, 20, tzinfo=UTC)) == (march(1), march(25))
