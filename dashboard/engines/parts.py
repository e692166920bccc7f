"""What one machine works out for its part of the leads, by the same code that a page uses for all of them.

A part holds every lead and touch of its lead numbers. What only all leads together tell is put together from what
the parts say, and given to them for the next step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl

from dashboard import stages
from dashboard.metrics.convert_time import watched
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.progress import Known, newest_moment, step_us
from dashboard.metrics.segments import age
from dashboard.metrics.tally import Axis
from dashboard.metrics.touched import with_touches
from dashboard.practice import Practice

Columns = Mapping[str, pl.DataType | type[pl.DataType]]
TOUCH: Final = "touch_"
"""What stands before a touch's columns where leads and touches come in one table."""
IS_TOUCH: Final = "is_touch"
"""The column that tells a touch from a lead there: null for a lead."""
NEWS: Final[Columns] = {
    "newest": pl.Datetime("us", "UTC"),
    "period_end": pl.Date,
}
FOUND: Final[Columns] = {
    "size": pl.Int64, "answerable": pl.Int64, "dated": pl.Int64, "created": pl.Boolean, "hours": pl.Boolean,
    "responses": pl.Boolean, "priced": pl.Boolean,
}  # fmt: skip
"""Columns of `found`. answerable and dated have one bit for each stage."""
AXES: Final[dict[str, Callable[[LeadTable, str], Axis]]] = {
    "furthest": lambda table, _: table.furthest,
    "lost": lambda table, _: table.lost,
    "marks": lambda table, _: table.marks,
    "real": lambda table, _: table.real,
    "age": lambda table, _: age(table),
    "followed": lambda table, stage: watched(table, stage),
}
"""What leads are counted by besides their fields."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What holds for all leads together."""

    as_of: datetime
    known: Known = field(default_factory=lambda: Known(frozenset({0}), frozenset({0}), {}))
    size: int = 0
    created: bool = False
    hours: bool = False
    responses: bool = False
    priced: bool = False


class PartTable(LeadTable):
    """A part of the leads, coded as all of them would be."""

    def __init__(self, leads: pl.DataFrame, practice: Practice, segments: Mapping[str, str], whole: Whole) -> None:
        super().__init__(leads, practice, segments, whole.as_of, whole.known)
        self._whole = whole

    @cached_property
    def dated(self) -> bool:
        """Whether any lead has an inquiry date."""
        return self._whole.created

    @cached_property
    def has_hours(self) -> bool:
        """Whether any inquiry date carries a time of day."""
        return self._whole.hours

    @cached_property
    def has_responses(self) -> bool:
        """Whether any lead has a human answer with a date."""
        return self._whole.responses


def told(rows: pl.DataFrame, columns: Sequence[str], upto: datetime | None, handed: bool) -> pl.DataFrame:
    """The leads of a part with what its touches tell; rows of both come in one table, a touch's columns by prefix.

    `handed`: whether any touch of all of them names whom a lead went to.
    """
    is_touch = pl.col(IS_TOUCH).is_not_null()
    leads = rows.filter(~is_touch).select(columns)
    names = {name: name.removeprefix(TOUCH) for name in rows.columns if name.startswith(TOUCH)}
    touches = rows.filter(is_touch).select("lead_id", *(pl.col(name).alias(own) for name, own in names.items()))
    return with_touches(leads, touches, upto, handed=handed) if touches.height else leads


def news(leads: pl.DataFrame) -> pl.DataFrame:
    """The newest moment and the last day of a period among the leads of a part."""
    last = leads["period_end"].max() if leads.height else None
    return pl.DataFrame({"newest": [newest_moment(leads)], "period_end": [last]}, schema=NEWS)


def found(leads: pl.DataFrame, practice: Practice, segments: Mapping[str, str], as_of: datetime) -> pl.DataFrame:
    """What the leads of a part can answer by themselves; one row."""
    table = LeadTable(leads, practice, segments, as_of)
    answer = {
        "size": table.size,
        "answerable": sum(1 << position for position in table.progress.answerable),
        "dated": sum(1 << position for position in table.progress.dated),
        "created": table.dated,
        "hours": table.dated and table.has_hours,
        "responses": table.has_responses,
        "priced": table.priced,
    }
    return pl.DataFrame([answer], schema=FOUND)


def steps(leads: pl.DataFrame, practice: Practice, segments: Mapping[str, str], whole: Whole) -> pl.DataFrame:
    """The times each lead took from one answerable stage to the next, `step1` and on, in microseconds."""
    table = PartTable(leads, practice, segments, whole)
    answerable = table.progress.answerable
    return pl.DataFrame(
        {
            f"step{place}": pl.Series(np.full(table.size, -1) if taken is None else taken, dtype=pl.Int64)
            for place in range(1, len(answerable))
            for taken in [step_us(table.at_us, answerable, place)]
        }
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a figure counts by: fields and derived fields, axes of AXES, and the stage that counts as converted."""

    fields: tuple[str, ...]
    axes: tuple[str, ...]
    stage: str
    places: int
    """Answerable stages."""

    @property
    def schema(self) -> Columns:
        """Columns of `coded`."""
        numbers = ["day", "last_day", *(f"step{place}" for place in range(1, self.places)), *self.axes]
        texts = [f"is_{name}" for name in self.fields]
        return {**dict.fromkeys(texts, pl.String), **dict.fromkeys(numbers, pl.Int64), "paid": pl.Float64}


def coded(
    leads: pl.DataFrame, practice: Practice, segments: Mapping[str, str], whole: Whole, wanted: Wanted
) -> pl.DataFrame:
    """A few small columns a lead: values of fields, codes of axes, days, seconds of steps, money of its procedure."""
    table = PartTable(leads, practice, segments, whole)
    columns: dict[str, pl.Series] = {}
    for name in wanted.fields:
        dimension = table.dimension(name)
        columns[f"is_{name}"] = pl.Series(dimension.values, dtype=pl.String).gather(pl.Series(dimension.axis.codes))
    columns |= {"day": pl.Series(table.day), "last_day": pl.Series(table.last_day)}
    for place in range(1, wanted.places):
        times = table.step(place)
        columns[f"step{place}"] = pl.Series(np.full(table.size, -1) if times is None else times.seconds)
    columns |= {name: pl.Series(AXES[name](table, wanted.stage).codes) for name in wanted.axes}
    booked = pl.Series(table.progress.furthest == len(stages.NAMES) - 1)
    columns["paid"] = table.leads.select(pl.when(booked).then("value")).to_series()
    return (
        pl.DataFrame(columns, schema=wanted.schema, strict=False) if table.size else pl.DataFrame(schema=wanted.schema)
    )
