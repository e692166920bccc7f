"""The search against what was planted: the sample practice's leaks, and the loss it says it would have found."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl

from dashboard import schema
from dashboard.filters import Filters
from dashboard.metrics.leads import lead_table
from dashboard.metrics.leaks.finder import find_leaks
from dashboard.metrics.leaks.report import LeakReport
from dashboard.practice import Practice
from dashboard.store.workspace import Workspace
from tests.metrics.leads_by_hand import NOON

GROUPS, EACH = 10, 80


def test_the_sample_practices_leaks_are_found_and_nothing_that_is_not_there(tmp_path: Path) -> None:
    sample = Workspace(tmp_path)
    table = lead_table(sample.leads(), sample.practice(), sample.segments(), touches=sample.touches())
    found = {(leak.step[1], leak.where) for leak in find_leaks(table.slice(Filters())).leaks}
    # docs/sample-practice.md: leaks 2 to 5, and the night in which bots filled in forms
    assert found == {
        ("consult_booked", (("campaign", "FB/IG | LASIK $1,000 Off, Limited Time"),)),
        ("reached", (("location", "Millbrook"), ("arrival_hours", "evening"))),
        ("consult_attended", (("doctor", "Dr. Tomas Lindqvist"),)),
        ("reached", (("owner", "Darius Cole"), ("inbox", "Facebook lead form"))),
        ("real", (("campaign", "PMax_Eyelid & Brow_2025_v3"), ("arrival_hours", "night"))),
    }


def _report(seed: int, lost: float) -> LeakReport:
    """The report on ten locations alike, half of whose leads are reached, less so many at the first."""
    draw = np.random.default_rng(seed)
    place = draw.permutation(np.repeat(np.arange(GROUPS), EACH))
    chance = np.where(place == 0, 0.5 - lost / EACH, 0.5)
    columns = schema.stored_columns("leads")
    told = {
        "lead_id": [f"L{number}" for number in range(GROUPS * EACH)],
        "created_at": [NOON - timedelta(hours=number) for number in range(GROUPS * EACH)],
        "channel": ["form"] * len(place),
        "location": [f"Office {one}" for one in place.tolist()],
        "reached": (draw.random(len(place)) < chance).tolist(),
    }
    frame = pl.DataFrame(told).select(
        pl.col(name).cast(kind) if name in told else pl.lit(None, kind).alias(name) for name, kind in columns.items()
    )
    return find_leaks(lead_table(frame, Practice(), as_of=NOON + timedelta(days=400)).slice(Filters()))


def test_the_loss_it_says_it_would_have_found_is_neither_hidden_nor_loud() -> None:
    smallest = _report(1, 0.0).smallest
    assert smallest is not None
    found = {times: sum(bool(_report(seed, times * smallest).leaks) for seed in range(12)) for times in (0.4, 1.6)}
    assert found[0.4] <= 3
    assert found[1.6] >= 9
