"""Whose lead it is: owners, hand-offs, who answers, and what nobody took up again."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.groups import groups
from dashboard.metrics.intervals import shares
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import DAY_US, NEVER, moments_us
from dashboard.metrics.reach import REACHED, tried
from dashboard.metrics.tally import Axis
from dashboard.metrics.times import Times

OWNERSHIP: Final = {
    "leads": pl.Int64,
    "unowned": pl.Int64,
    "no_followup": pl.Int64,
    "handoffs_median": pl.Float64,
    "top_responder_share": pl.Float64,
    "responders": pl.Int64,
    "open": pl.Int64,
    "no_next_step": pl.Int64,
    "overdue": pl.Int64,
}
"""Columns of `ownership`. leads leaves out what the source marked as spam, duplicate or test. unowned: nobody is
named as owner. no_followup: left lying, see `left_lying`. handoffs_median: over the leads whose hand-offs are known.
responders: people who gave the first human answer to any of the leads; top_responder_share: the part of those
answers the busiest of them gave. open: real leads that are neither lost nor at the last stage the data can answer;
no_next_step and overdue: those of them without a next step, and with one that was to be taken by now. Null: no file
says."""


@once
def ownership(leads: Slice, by: str | None = None) -> pl.DataFrame:
    """Owners, follow-up, hand-offs and responders, overall or for each value of a field with leads in it."""
    table = leads.table
    split = groups(leads, by)
    owner, responder = table.dimension("owner"), table.dimension("first_response_by")
    lying = left_lying(table)
    owned = leads.counts(*split.axes, owner.axis, only=leads.genuine).reshape(split.size, -1)
    unowned = owned[:, [value is None for value in owner.values]].sum(axis=1)
    answers = leads.counts(*split.axes, answered(table), responder.axis, only=leads.genuine)
    by_person = answers.reshape(split.size, 2, -1)[:, 1][:, [value is not None for value in responder.values]]
    knows_person = by_person.shape[1] > 0
    waits = None if lying is None else leads.counts(*split.axes, lying, only=leads.genuine).reshape(split.size, 2)
    known = any(value is not None for value in owner.values)
    plans = table.leads.null_count("next_step_at") < table.size
    steps = leads.counts(*split.axes, next_step(table), only=leads.genuine).reshape(split.size, 4)
    answer = pl.DataFrame(
        {
            "leads": owned.sum(axis=1),
            "unowned": unowned if known else None,
            "no_followup": None if waits is None else waits[:, 1],
            "handoffs_median": leads.quantiles(handoffs(table), (0.5,), *split.axes, only=leads.genuine)[:, 0],
            "top_responder_share": shares(by_person.max(axis=1), by_person.sum(axis=1)) if knows_person else None,
            "responders": (by_person > 0).sum(axis=1) if knows_person else None,
            "open": steps[:, 1:].sum(axis=1),
            "no_next_step": steps[:, 2] if plans else None,
            "overdue": steps[:, 3] if plans else None,
        },
        schema=OWNERSHIP,
        nan_to_null=True,
    )
    return split.labelled(answer)


def left_lying(table: LeadTable) -> Axis | None:
    """1 for a lead that was tried or answered once, not reached, and then left; None where the data cannot tell.

    Left: the agreed days have passed since the first try or answer without a second try, without anything else on
    record after it, without a next step ahead, and nobody wrote the lead off. Where neither tries are counted nor
    later activity is dated, nobody can tell.
    """
    told = ("attempts", "last_activity_at", "next_step_at")
    if not table.dated or not any(table.leads.null_count(name) < table.size for name in told):
        return None
    return table.axis("left_lying", 2, lambda: _left(table, table.attempted_us)) if table.has_tries else None


def next_step(table: LeadTable) -> Axis:
    """0 for a lead that is not open; of the open ones 1 with a next step ahead, 2 without any, 3 with one overdue."""

    def codes() -> NDArray[np.int64]:
        held = table.progress
        is_open = (table.real.codes == 1) & ~held.lost & (held.furthest < held.answerable[-1])
        step = moments_us(table.leads, "next_step_at")
        now = int(table.as_of.timestamp() * 1e6)
        return np.select((~is_open, step > now, step == NEVER), (0, 1, 2), 3)

    return table.axis("next step", 4, codes)


def answered(table: LeadTable) -> Axis:
    """1 for a lead with a first human answer."""
    return table.axis("human answer", 2, lambda: table.answered_us != NEVER)


def handoffs(table: LeadTable) -> Times:
    """The number of hand-offs of each lead, ordered for medians."""
    return table.times("handoffs", lambda: table.leads["handoffs"].fill_null(-1).to_numpy())


def _left(table: LeadTable, first: NDArray[np.int64]) -> NDArray[np.bool_]:
    now = int(table.as_of.timestamp() * 1e6)
    again = (table.leads["attempts"].fill_null(0) > 1).to_numpy()
    active = moments_us(table.leads, "last_activity_at")
    ahead = moments_us(table.leads, "next_step_at") > now
    written_off = table.leads["lost"].fill_null(value=False).to_numpy()
    waited = (first != NEVER) & (now - np.where(first == NEVER, now, first) > table.practice.followup_days * DAY_US)
    left: NDArray[np.bool_] = (
        waited
        & (table.progress.furthest < REACHED)
        & (tried(table).codes > 0)
        & ~again
        & (np.minimum(active, now) <= np.where(first == NEVER, now, first))
        & ~ahead
        & ~written_off
    )
    return left
