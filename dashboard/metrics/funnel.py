"""Where leads stop between inquiry and procedure: won, still open or lost at every stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import FilterError
from dashboard.metrics.groups import Groups, groups
from dashboard.metrics.intervals import shares, wilson
from dashboard.metrics.leads import Slice
from dashboard.metrics.once import once
from dashboard.metrics.recontact import listed
from dashboard.metrics.tally import Choice

FUNNEL_STEPS: Final = {
    "stage": pl.String,
    "reached": pl.Int64,
    "won": pl.Int64,
    "open": pl.Int64,
    "lost": pl.Int64,
    "skipped": pl.Int64,
    "of_first": pl.Float64,
    "of_previous": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "median_days": pl.Float64,
}
"""Columns of `funnel_steps`. won went on to the next stage, open can still, lost cannot; reached is
their sum. skipped: counted here only because a later stage is on record. of_first and of_previous
are shares of the first stage and the one before; low..high is the 95 % interval of of_previous;
median_days is the time from the stage before."""

STATES: Final = ("won", "open", "lost")


@once
def funnel_steps(leads: Slice, by: str | None = None, most: int | None = None) -> pl.DataFrame:
    """Leads by stage, in order, stages the data cannot answer left out; with `by`, for each value of it.

    With `most`, at most so many values, the less frequent ones together as "all others".

    A lead that reached a later stage counts for every stage before it. Values without a lead are left out.
    """
    table = leads.table
    split = groups(leads, by, most)
    answerable = table.progress.answerable
    counted = leads.counts(*split.axes, table.furthest, table.lost, table.marks)
    counted = counted.reshape(split.size, len(stages.NAMES), 2, -1)
    stopped, marked = counted.sum(axis=3), counted.sum(axis=2)
    reached = stopped.sum(axis=2)[:, ::-1].cumsum(axis=1)[:, ::-1][:, answerable]
    won = np.concatenate([reached[:, 1:], reached[:, -1:]], axis=1)
    ends = [*answerable[1:], len(stages.NAMES)]
    between = [slice(start, end) for start, end in zip(answerable, ends, strict=True)]
    open_, lost = (np.stack([stopped[:, rows, state].sum(axis=1) for rows in between], axis=1) for state in (0, 1))
    open_[:, -1] = lost[:, -1] = 0
    first = np.repeat(reached[:, :1], len(answerable), axis=1)
    before = np.concatenate([np.zeros_like(reached[:, :1]), reached[:, :-1]], axis=1)
    low, high = wilson(reached, before)
    columns = {
        "stage": [stages.NAMES[position] for position in answerable] * split.size,
        "reached": reached,
        "won": won,
        "open": open_,
        "lost": lost,
        "skipped": _skipped(marked, answerable),
        "of_first": shares(reached, first),
        "of_previous": shares(reached, before),
        "low": low,
        "high": high,
        "median_days": _median_days(leads, split),
    }
    flat = {name: np.ravel(values) for name, values in columns.items()}
    steps = pl.DataFrame(flat, schema=FUNNEL_STEPS, nan_to_null=True)
    steps = pl.DataFrame(split.column(len(answerable))).hstack(steps) if split.name else steps
    return steps.filter(pl.Series(np.repeat(first[:, 0] > 0, len(answerable)))) if split.name else steps


@once
def with_before(steps: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """The funnel with the compared period's: columns before_reached, before_of_previous and change (a difference of
    shares of the stage before)."""
    then = before.select("stage", before_reached="reached", before_of_previous="of_previous")
    return steps.join(then, on="stage", how="left", maintain_order="left").with_columns(
        change=pl.col("of_previous") - pl.col("before_of_previous")
    )


def _skipped(marked: NDArray[np.int64], answerable: tuple[int, ...]) -> NDArray[np.int64]:
    """Leads that got past a stage without that stage being on record."""
    marks = np.arange(marked.shape[2])
    skipped = np.zeros((marked.shape[0], len(answerable)), np.int64)
    for place, position in enumerate(answerable[1:], start=1):
        unmarked = (marks >> (position - 1)) & 1 == 0
        skipped[:, place] = marked[:, position + 1 :, unmarked].sum(axis=(1, 2))
    return skipped


def _median_days(leads: Slice, split: Groups) -> NDArray[np.float64]:
    answerable = leads.table.progress.answerable
    days = np.full((split.size, len(answerable)), np.nan)
    for place in range(1, len(answerable)):
        taken = leads.table.step(place)
        if taken is not None:
            days[:, place] = leads.quantiles(taken, (0.5,), *split.axes)[:, 0] / 86400
    return days


def stopped_here(leads: Slice, stage: str, state: str) -> pl.DataFrame:
    """The leads that reached this stage and went on (won), can still (open) or cannot any more (lost).

    Columns are those of `recontact.LISTED`. Newest inquiry first.
    """
    progress, last = leads.table.progress, leads.table.stages[-1] == stage
    position, after = _between(progress.answerable, stage)
    furthest = progress.furthest
    here = (furthest >= position) & (furthest < after)
    which: dict[str, Callable[[], NDArray[np.bool_]]] = {
        "won": lambda: furthest >= (position if last else after),
        "open": lambda: here & ~progress.lost & (not last),
        "lost": lambda: here & progress.lost & (not last),
    }
    if state not in which:
        raise FilterError(f"{state!r} is none of won, open and lost.")
    return listed(leads, which[state]())


def _between(answerable: tuple[int, ...], stage: str) -> tuple[int, int]:
    """Positions of the stage and of the next one the data can answer, one past all where it is the last."""
    position = stages.position(stage)
    if position not in answerable:
        raise FilterError(f"These data do not say who reached {stages.BY_NAME[stage].label!r}.")
    return position, next((later for later in answerable if later > position), len(stages.NAMES))


LOST_REASONS: Final = {"reason": pl.String, "leads": pl.Int64}
"""Columns of `lost_reasons`; reason null: none was recorded."""


@once
def lost_reasons(leads: Slice, stage: str) -> pl.DataFrame:
    """Reasons recorded for the leads lost at a stage, most frequent first, not recorded last."""
    table, reasons = leads.table, leads.table.dimension("lost_reason")
    stopped = np.zeros(len(stages.NAMES), bool)
    # nobody is lost at the last stage
    stopped[slice(*_between(table.progress.answerable, stage))] = stage != table.stages[-1]
    here = (Choice(table.furthest, stopped), Choice(table.lost, np.array([False, True])))
    counted = pl.DataFrame({"reason": reasons.values, "leads": leads.counts(reasons.axis, only=here)}, LOST_REASONS)
    return counted.filter(pl.col("leads") > 0).sort(pl.col("reason").is_null(), -pl.col("leads"), "reason")
