"""The slices of a step, and what they show."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.metrics.leaks.design import design
from dashboard.metrics.leaks.evidence import evidence_of
from dashboard.metrics.leaks.expectation import fit
from dashboard.metrics.leaks.factors import Factor
from dashboard.metrics.leaks.slices import slices_of

RANDOM = np.random.default_rng(7)
SIZE = 600
DOCTOR = Factor("doctor", ("Ames", "Bell", None), RANDOM.integers(0, 3, SIZE), np.array([True, True, False]))
HOURS = Factor("arrival_hours", ("morning", "evening"), RANDOM.integers(0, 2, SIZE), np.ones(2, bool))
CONVERTED = RANDOM.random(SIZE) < 0.5
SEEN = RANDOM.choice([0.5, 1.0], SIZE)


def test_every_slice_counts_its_leads_as_a_plain_loop_does() -> None:
    by_now = fit(design([HOURS], [0.4]), CONVERTED, SEEN)
    slices = slices_of([DOCTOR], [HOURS], by_now)
    found = evidence_of(slices, by_now, CONVERTED)
    assert len(slices.wheres) == 2 + 4
    for number, where in enumerate(slices.wheres):
        wanted = dict(where)
        rows = [
            row
            for row in range(SIZE)
            if wanted["doctor"] == DOCTOR.values[DOCTOR.codes[row]]
            and wanted.get("arrival_hours", HOURS.values[HOURS.codes[row]]) == HOURS.values[HOURS.codes[row]]
        ]
        assert np.flatnonzero(slices.inside(number)).tolist() == rows
        assert found.leads[number] == len(rows)
        assert found.observed[number] == sum(CONVERTED[row] for row in rows)
        assert found.expected[number] == pytest.approx(sum(by_now.chance[row] for row in rows))
        columns = np.zeros((SIZE, 3))
        columns[:, 0] = 1
        columns[np.arange(SIZE), 1 + HOURS.codes] = 1
        moved = sum(by_now.slope[row] * columns[row] for row in rows)
        chance = sum(by_now.chance[row] * (1 - by_now.chance[row]) for row in rows)
        assert found.variance[number] == pytest.approx(chance - moved @ by_now.covariance @ moved)


def test_what_is_not_known_is_no_slice_and_a_pair_like_one_of_its_values_is_left_out() -> None:
    place = Factor("location", ("North", "South"), (DOCTOR.codes == 1).astype(np.intp), np.ones(2, bool))
    by_now = fit(design([], []), CONVERTED, SEEN)
    wheres = list(slices_of([DOCTOR, place], [], by_now).wheres)
    assert wheres == [
        (("doctor", "Ames"),),
        (("doctor", "Bell"),),
        (("location", "North"),),
        (("location", "South"),),
    ]
