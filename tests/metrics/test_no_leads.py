"""Every figure where only spend was imported, so that there is no lead at all."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from dashboard.filters import Filters
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.convert_time import convert_time
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.reach import reach
from dashboard.metrics.response import response_bands, response_hours, response_times
from dashboard.metrics.segments import segment_rates, two_way
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import campaigns, leads

NOBODY = lead_table(leads(), Practice()).slice(Filters())
FIELDS = ("campaign", "month", "arrival_day", "arrival_hours", "response_band", "attempts")


@pytest.mark.parametrize("by", FIELDS)
@pytest.mark.parametrize("figure", [funnel_steps, reach, response_times, segment_rates])
def test_no_lead_is_in_no_group(figure: Callable[[Slice, str], pl.DataFrame], by: str) -> None:
    assert figure(NOBODY, by).is_empty()


def test_figures_without_groups_have_nothing_to_show() -> None:
    assert funnel_steps(NOBODY)["reached"].to_list() == [0]
    assert convert_time(NOBODY, by="month").is_empty()
    assert response_hours(NOBODY).is_empty()
    assert response_bands(NOBODY).is_empty()
    assert two_way(NOBODY, "campaign", "doctor").is_empty()


def test_spend_without_any_lead_is_named() -> None:
    found = campaign_returns(NOBODY, campaigns({"campaign": "LASIK", "spend": 100.0}))
    assert found.select("campaign", "spend", "leads", "cost_per_lead").rows() == [("LASIK", 100.0, 0, None)]
