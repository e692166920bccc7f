"""How far each lead got by a moment, and whether it can still go on.

Reached a later stage counts for every stage before it. A lead that did not go on is lost when the
file says so, or when it has been silent for longer than nearly all of those who went on took for
that step; until then it is still open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.rows import Rows
from dashboard.practice import Practice

REAL: Final = stages.position("real")
NEVER: Final = np.iinfo(np.int64).min
FEWEST_STEPS: Final = 20
"""With fewer leads that went on, their times say too little; the agreed horizon is used instead."""
DAY_US: Final = 86_400_000_000

_HELD: Final = pl.col("consult_attended") & pl.col("consult_attended_at").is_null()
"""The date of a consult that was attended, nobody wrote when, has come. One not attended may still lie ahead,
which a file says with the same no, and so may the next one of a lead whose attendance has its own date."""

_HAPPENED: Final = ("created_at", "first_attempt_at", "first_response_at", "last_activity_at", "lost_at", "consult_for")


@dataclass(frozen=True, slots=True)
class Progress:
    """Per lead, in the rows' order: stages reached, times of them, state."""

    answerable: tuple[int, ...]
    """Positions of the stages the data can answer, inquiry first."""
    furthest: NDArray[np.uint8]
    marks: NDArray[np.uint8]
    """Bit k set: stage k+1 is on record itself, not only implied by a later one."""
    lost: NDArray[np.bool_]
    """Did not go on and cannot any more. Meaningless for leads at the last stage."""
    dated: tuple[int, ...]
    """Positions of the stages of which any lead has a date, inquiry first."""
    silent_after_days: dict[int, float]
    """For each stage: silence longer than this many days means lost."""


@dataclass(frozen=True, slots=True)
class Known:
    """What only all leads together tell, for working out how far a part of them got."""

    answerable: frozenset[int]
    dated: frozenset[int]
    """Positions of the stages of which any lead has a date."""
    silent_after_days: Mapping[int, float]


def newest_moment(leads: pl.DataFrame) -> datetime | None:
    """The newest thing that happened, appointments and next steps ahead left out; None without any date."""
    happened = [name for name in _HAPPENED if name != "consult_for"] + [f"{stage}_at" for stage in stages.RECORDED]
    moments = [pl.col(name).max() for name in happened] + [pl.col("consult_for").filter(_HELD).max()]
    newest = leads.select(pl.max_horizontal(moments)).item() if len(leads) else None
    assert newest is None or isinstance(newest, datetime)
    return newest


def newest(leads: pl.DataFrame) -> datetime:
    """The newest thing that happened, else the end of the leads' periods."""
    return newest_moment(leads) or end_of_periods(leads)


def end_of_periods(leads: pl.DataFrame) -> datetime:
    """The last day any of the leads' periods has, where no lead has a date of its own; 1970 where none has either."""
    last = leads["period_end"].max() if len(leads) else None
    return (
        datetime.combine(last, datetime.min.time(), UTC) if isinstance(last, date) else datetime(1970, 1, 1, tzinfo=UTC)
    )


def progress(leads: pl.DataFrame, practice: Practice, as_of: datetime, known: Known | None = None) -> Progress:
    """How far the leads (stored columns) had got by `as_of`; what happened later is not looked at.

    Where these are only a part of the leads, `known` tells what holds for all of them.
    """
    now = int(as_of.timestamp() * 1e6)
    created = moments_us(leads, "created_at")
    at_us: dict[int, NDArray[np.int64]] = {0: created}
    furthest = np.zeros(len(leads), np.uint8)
    marks = np.zeros(len(leads), np.uint8)
    answerable = [0]
    heard: list[NDArray[np.int64]] = []
    answered = known.answerable if known else frozenset()
    real = real_leads(leads, practice, told=REAL in answered)
    if real is not None:
        answerable.append(REAL)
        furthest[real] = REAL
        marks[real] |= 1
    rules = {"reached": practice.reached_rule, "qualified": practice.qualified_rule}
    for name in stages.RECORDED:
        when, whether = recorded_us(leads, name), leads[name]
        position = stages.position(name)
        if whether.null_count() == len(leads) and not (when != NEVER).any() and position not in answered:
            continue
        reached = (whether.fill_null(False).to_numpy() & (when == NEVER)) | ((when != NEVER) & (when <= now))
        when = np.where(when <= now, when, NEVER)
        heard.append(when)
        if (rule := rules.get(name)) is not None:
            # what does not count as the stage has happened all the same: the lead was heard of
            holds = rule.holds(leads).to_numpy()
            reached, when = reached & holds, np.where(holds, when, NEVER)
        answerable.append(position)
        furthest[reached] = position
        marks[reached] |= 1 << (position - 1)
        if (when != NEVER).any() or (known and position in known.dated):
            at_us[position] = when
    limits = known.silent_after_days if known else _slowest(at_us, answerable, practice)
    lost = _lost(leads, now, furthest, at_us[0], heard, limits)
    if REAL in answerable:
        # what is no real lead does not go on
        lost |= furthest == 0
    return Progress(tuple(answerable), furthest, marks, lost, tuple(at_us), dict(limits))


def real_leads(leads: pl.DataFrame, practice: Practice, *, told: bool = False) -> NDArray[np.bool_] | None:
    """Which leads are real by the agreed rule; None where the file says nothing to go by, nor other leads (`told`).

    What the source says itself wins. Else a call must not be known as unanswered or too short;
    a form and every other way of getting in touch counts. Where more is agreed on, that must hold too.
    """
    said, answered, length, channel = (
        leads[name] for name in ("is_real", "call_answered", "call_duration_s", "channel")
    )
    rule = practice.real_rule
    asked = [leads[name] for name in (rule.fields if rule else ()) if name in leads.columns]
    silent = all(column.null_count() == len(leads) for column in (said, answered, length, *asked))
    if silent and not told and not (channel == "form").any():
        return None
    counts = ~short_calls(leads, practice)
    return said.fill_null(counts & rule.holds(leads) if rule else counts).to_numpy()


CALLS: Final = ("channel", "call_answered", "call_duration_s")
"""What tells how long a call was."""


def short_calls(leads: pl.DataFrame, practice: Practice) -> pl.Series:
    """Which leads are calls known to be unanswered or no longer than the agreed seconds."""
    return leads.select(
        (pl.col("channel") == "call").fill_null(
            pl.col("call_answered").is_not_null() | pl.col("call_duration_s").is_not_null()
        )
        & (
            (pl.col("call_answered") == False).fill_null(False)  # noqa: E712
            | (pl.col("call_duration_s") <= practice.real_call_s).fill_null(False)
        )
    ).to_series()


def _lost(
    leads: pl.DataFrame,
    now: int,
    furthest: NDArray[np.uint8],
    created: NDArray[np.int64],
    of_stages: list[NDArray[np.int64]],
    limits: Mapping[int, float],
) -> NDArray[np.bool_]:
    lost_at = moments_us(leads, "lost_at")
    recorded = leads["lost"].fill_null(False).to_numpy() & ((lost_at == NEVER) | (lost_at <= now))
    heard = created.copy()
    for name in _HAPPENED[1:]:
        when = moments_us(leads, name)
        # an appointment ahead is a lead that has not gone silent
        heard = np.maximum(heard, when if name == "consult_for" else np.where(when <= now, when, NEVER))
    for when in of_stages:
        heard = np.maximum(heard, when)
    known = heard != NEVER
    # a lead without any date is not known to be silent
    silent_days = (now - np.where(known, heard, now)) / DAY_US
    lost: NDArray[np.bool_] = recorded.copy()
    for stage, limit in limits.items():
        lost |= (furthest == stage) & (silent_days > limit)
    return lost


def _slowest(at_us: Mapping[int, NDArray[np.int64]], answerable: Sequence[int], practice: Practice) -> dict[int, float]:
    """For each stage one can go on from, the silence in days after which a lead at it counts as lost."""
    return {
        stage: slowest_days(step_us(at_us, tuple(answerable), place + 1), practice)
        for place, stage in enumerate(answerable[:-1])
    }


def slowest_days(steps: NDArray[np.int64] | None, practice: Practice) -> float:
    """Days within which the agreed share of those who went on (times in microseconds, -1 unknown) had gone on."""
    taken = steps[steps >= 0] if steps is not None else np.zeros(0)
    if len(taken) < FEWEST_STEPS:
        return float(practice.horizon_days)
    return float(np.quantile(taken, practice.silent_share)) / DAY_US


def step_us(
    at_us: Mapping[int, NDArray[np.int64]], answerable: tuple[int, ...], place: int
) -> NDArray[np.int64] | None:
    """Time each lead took from the stage before to the answerable stage at `place`; -1 where not known.

    A real lead is one from the moment it inquires. Times that run backwards count as not known.
    """
    before, stage = answerable[place - 1], answerable[place]
    start = at_us.get(0 if before == REAL else before)
    end = at_us.get(stage)
    if start is None or end is None:
        return None
    both = (start != NEVER) & (end != NEVER) & (end >= start)
    return np.where(both, end - np.where(both, start, 0), -1)


def recorded_us(leads: pl.DataFrame | Rows, stage: str) -> NDArray[np.int64]:
    """When each lead reached a recorded stage as the files have it, whether that counts or lies ahead or not."""
    when = moments_us(leads, f"{stage}_at")
    if stage != "consult_attended":
        return when
    # attended without a date of its own: it was on the consult's
    held = leads[stage].fill_null(False).to_numpy() & (when == NEVER)
    return np.where(held, moments_us(leads, "consult_for"), when)


def moments_us(leads: pl.DataFrame | Rows, name: str) -> NDArray[np.int64]:
    """A column of moments in microseconds since 1970 UTC, NEVER where nobody filled it."""
    return leads[name].to_physical().fill_null(NEVER).to_numpy()
