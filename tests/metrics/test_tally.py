"""Amounts are summed over the very leads that are counted."""

from __future__ import annotations

from datetime import date

import numpy as np

from dashboard.filters import Filters
from dashboard.metrics import tally as counting
from dashboard.metrics.leads import lead_table
from dashboard.metrics.tally import Axis, Choice, Tally
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

COUNTED = Axis("campaign", np.array([0, 0, 1, 1, 1], np.uint8), 2)
CHOSEN = Axis("doctor", np.array([0, 1, 0, 1, 1], np.uint8), 2)
AMOUNTS = np.array([1.0, 20.0, 300.0, 4000.0, 50000.0])
SECOND = (Choice(CHOSEN, np.array([False, True])),)


def test_amounts_of_chosen_leads_are_summed() -> None:
    sums = Tally(5, amounts=AMOUNTS)
    assert sums.counts([COUNTED]).tolist() == [21.0, 54300.0]
    assert sums.counts([COUNTED], SECOND).tolist() == [20.0, 54000.0]
    assert Tally(5).counts([COUNTED], SECOND).tolist() == [1, 2]


def test_amounts_of_leads_outside_the_period_are_left_out() -> None:
    window = ("first three", lambda rows: np.arange(5)[rows] < 3)
    assert Tally(5, amounts=AMOUNTS).counts([COUNTED], SECOND, window).tolist() == [20.0, 0.0]


def test_a_choice_too_large_to_count_along_sums_the_same_amounts() -> None:
    wide = Axis("wide", np.array([0, 7, 2, 7, 9], np.uint32), counting.MOST_CELLS)
    wanted = np.zeros(counting.MOST_CELLS, np.bool_)
    wanted[[7, 9]] = True
    assert Tally(5, amounts=AMOUNTS).counts([COUNTED], (Choice(wide, wanted),)).tolist() == [20.0, 54000.0]


def test_the_money_of_a_slice_is_that_of_its_doctor_and_period() -> None:
    rows = [
        {"campaign": "A", "doctor": "Ames", "procedure_booked": True, "value": 1000.0, "created_at": NOON},
        {"campaign": "A", "doctor": "Bell", "procedure_booked": True, "value": 200.0, "created_at": NOON},
        {"campaign": "A", "doctor": "Bell", "procedure_booked": True, "value": None, "created_at": NOON},
        {"campaign": "A", "doctor": "Ames", "procedure_booked": False, "value": 30.0, "created_at": NOON},
    ]
    table = lead_table(leads(*rows), Practice(), as_of=NOON)
    campaign = table.dimension("campaign").axis

    def paid(filters: Filters) -> tuple[list[float], list[int]]:
        money, known = table.slice(filters).paid(campaign)
        return money.tolist(), known.tolist()

    assert paid(Filters()) == ([1200.0], [2])
    assert paid(Filters.of(where={"doctor": ["Bell"]})) == ([200.0], [1])
    assert paid(Filters.of(where={"doctor": ["Ames"]})) == ([1000.0], [1])
    assert paid(Filters.of(until=date(2000, 1, 1))) == ([0.0], [0])
