"""Several practices side by side, and all of them together, from each one's own funnel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from dashboard import stages
from dashboard.metrics.intervals import shares, wilson

ROLLUP: Final = (
    {"practice": pl.String}
    | dict.fromkeys(stages.NAMES, pl.Int64)
    | {"of": pl.Int64, "rate": pl.Float64, "low": pl.Float64, "high": pl.Float64}
)
"""Columns of `rollup`. practice is null for all together; a stage's leads are null where its data cannot tell. `of`
are the inquiries of those practices that tell the stage asked for, rate is its share of them, low..high the 95 %
interval."""


def rollup(funnels: Mapping[str, pl.DataFrame], stage: str) -> pl.DataFrame:
    """A row for each practice in the order given, then all together; `funnels` as `funnel_steps` gives them.

    Each practice counts by its own agreements. All together sums, stage by stage, the practices that can tell it.
    """
    reached = [dict(steps.select("stage", "reached").iter_rows()) for steps in funnels.values()]
    rows = [[counts.get(name) for name in stages.NAMES] for counts in reached]
    of = [counts.get(stages.NAMES[0]) if stage in counts else None for counts in reached]
    names: list[str | None] = [*funnels, None]
    together = [_sum([row[place] for row in rows]) for place in range(len(stages.NAMES))]
    table = pl.DataFrame(
        [[name, *row, whole] for name, row, whole in zip(names, [*rows, together], [*of, _sum(of)], strict=True)],
        schema=dict(list(ROLLUP.items())[: len(stages.NAMES) + 2]),
        orient="row",
    )
    part, whole = (table[name].fill_null(0).to_numpy() for name in (stage, "of"))
    low, high = wilson(part, whole)
    return table.with_columns(rate=shares(part, whole), low=low, high=high).fill_nan(None)


def _sum(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
