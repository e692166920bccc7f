"""The leads of a made-up practice as the store gives them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import numpy as np
import polars as pl

from dashboard import schema, stages
from tests.leaks.arrivals import Arrivals
from tests.leaks.course import LEVELS, Numbers

START: Final = datetime(2025, 1, 6, tzinfo=UTC)
RECORDED_LOSSES: Final = 0.5


def stored(rng: np.random.Generator, came: Arrivals, reached_at: Numbers, takes: Numbers, days: int) -> pl.DataFrame:
    """What happened by the last day, and appointments ahead. `reached_at` has a row a stage, `takes` one a step."""
    size = len(came.day)
    happened = np.where(reached_at <= days, reached_at, np.inf)
    at = (np.isfinite(happened).sum(axis=0) - 1).astype(int)
    last = happened[at, np.arange(size)]
    going_on = (at < len(LEVELS)) & np.isfinite(reached_at[np.minimum(at + 1, len(LEVELS)), np.arange(size)])
    given_up = last + rng.exponential(12.0, size) + 1
    lost = ~going_on & (at < len(LEVELS)) & (rng.random(size) < RECORDED_LOSSES) & (given_up <= days)
    consult_for = np.where(np.isfinite(happened[4]), happened[4] + takes[4], np.inf)
    answered = came.day + 0.1 * np.exp(1.2 * rng.normal(size=size))
    answered = np.where((answered <= days) & (rng.random(size) < 0.92), answered, np.inf)
    price = np.array([700.0, 900, 400, 6000, 4200, 5200])[came.columns["procedure"].codes]
    won = np.isfinite(happened[6])
    given: dict[str, pl.Series] = {
        name: pl.Series(column.texts(), dtype=pl.String) for name, column in came.columns.items()
    }
    given |= {
        "lead_id": pl.Series([f"lead {number}" for number in range(1, size + 1)]),
        "created_at": _moments(came.day),
        "handoffs": pl.Series(came.columns["handoffs"].codes),
        "attempts": pl.Series(rng.poisson(1.4, size) + np.isfinite(happened[2])),
        "first_response_at": _moments(answered),
        "first_response_kind": pl.Series(np.where(np.isfinite(answered), "human", None).tolist(), dtype=pl.String),
        "is_real": pl.Series(np.isfinite(happened[1])),
        "consult_for": _moments(consult_for),
        "lost": pl.Series(lost),
        "lost_at": _moments(np.where(lost, given_up, np.inf)),
        "value": pl.Series(np.where(won, price, np.nan)).fill_nan(None),
        "currency": pl.Series(np.where(won, "USD", None).tolist(), dtype=pl.String),
        "inquiry": pl.Series(np.ones(size, bool)),
        "row": pl.Series(np.arange(1, size + 1)),
        "file": pl.Series(np.ones(size, np.int32)),
    }
    for place, name in enumerate(stages.RECORDED, 2):
        given |= {f"{name}_at": _moments(happened[place]), name: pl.Series(np.isfinite(happened[place]))}
    rows = pl.DataFrame(given)
    return rows.select(
        pl.col(name).cast(dtype) if name in given else pl.lit(None, dtype).alias(name)
        for name, dtype in schema.stored_columns("leads").items()
    )


def _moments(day: Numbers) -> pl.Series:
    """Days since the start as moments; a day that never comes is null."""
    known = np.isfinite(day)
    microseconds = (np.where(known, day, 0) * 86_400_000_000).astype(np.int64) + int(START.timestamp() * 1e6)
    return pl.Series(np.where(known, microseconds, None).tolist(), dtype=pl.Int64).cast(schema.MOMENT)
