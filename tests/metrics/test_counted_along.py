"""Counting by the fields people filter first before they do."""

from __future__ import annotations

import pytest

from dashboard.filters import Filters
from dashboard.metrics.leads import lead_table
from dashboard.metrics.tally import Tally
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads


def test_the_first_choice_of_a_doctor_or_campaign_touches_no_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    table = lead_table(
        leads(
            {"doctor": "Dr. A", "campaign": "X", "channel": "call"},
            {"doctor": "Dr. A", "campaign": "Y", "channel": "form"},
            {"doctor": "Dr. B", "campaign": "Y", "channel": "form"},
        ),
        Practice(),
    )
    channel = table.dimension("channel").axis
    assert table.values("channel") == ("form", "call")
    assert table.slice(Filters()).counts(channel).tolist() == [2, 1]
    monkeypatch.setattr(Tally, "_counted", None)

    def counted(**where: list[str]) -> list[int]:
        return table.slice(Filters.of(where=where)).counts(channel).tolist()

    assert counted(doctor=["Dr. A"]) == [1, 1]
    assert counted(doctor=["Dr. B"]) == [1, 0]
    assert counted(campaign=["Y"]) == [2, 0]
    assert counted(doctor=["Dr. A"], campaign=["Y"]) == [1, 0]
