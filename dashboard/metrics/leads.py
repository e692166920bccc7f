"""The leads as figures need them: coded once, cut into slices, counted in one pass.

A `LeadTable` is built once per state of the data; every metric takes a `Slice` of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import schema, stages
from dashboard.filters import FilterError, Filters
from dashboard.metrics import dimensions
from dashboard.metrics.coding import EPOCH, CodedLeads
from dashboard.metrics.dimensions import Dimension
from dashboard.metrics.tally import Axis, Choice, Counts, Rows, Tally, Window, rows_kept
from dashboard.metrics.times import Times
from dashboard.metrics.touched import with_touches
from dashboard.metrics.unanswered import unanswered
from dashboard.practice import Practice


class LeadTable(CodedLeads):
    """Coded leads that can be split by any field and cut into slices."""

    @cached_property
    def _dimensions(self) -> dict[str, Dimension]:
        return {}

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Names of the fields the leads can be split by: those with two values or more, segments last."""
        own = [name for name in dimensions.FIELDS if self.leads.null_count(name) < self.size]
        derived = []
        if self.dated:
            derived += ["arrival_day", *(["arrival_hours"] if self.has_hours else []), "month"]
        if self.has_responses:
            derived.append("response_band")
        derived += [name for name in ("handoffs", "attempts") if self.leads.null_count(name) < self.size]
        held = [
            name for name in self.segments if name in self.leads.columns and self.leads.null_count(name) < self.size
        ]
        return (*own, *derived, *held)

    @cached_property
    def tally(self) -> Tally:
        """Counts of these leads; campaign and doctor, in sight above every page, are counted along."""
        return Tally(self.size, self._in_sight)

    @cached_property
    def paid_tally(self) -> Tally:
        """Counts of the leads in `paid`."""
        return Tally(len(self.paid), lambda: [self.among_paid(axis) for axis in self._in_sight()])

    @cached_property
    def money_tally(self) -> Tally:
        """Their money."""
        return Tally(len(self.paid), lambda: [self.among_paid(axis) for axis in self._in_sight()], self.paid_value)

    def _in_sight(self) -> list[Axis]:
        return [self.dimension(name).axis for name in ("doctor", "campaign")]

    @cached_property
    def campaign_pairs(self) -> tuple[pl.DataFrame, Axis]:
        """Every pair of campaign name and number among the leads, and each lead's pair as an axis."""
        name, number = self.dimension("campaign"), self.dimension("campaign_id")
        place = name.axis.codes.astype(np.int64) * number.axis.size + number.axis.codes
        present, codes = np.unique(place, return_inverse=True) if number.axis.size > 1 else (None, name.axis.codes)
        places = np.arange(name.axis.size) if present is None else present
        pairs = pl.DataFrame(
            {
                "campaign": [name.values[at // number.axis.size] for at in places],
                "campaign_id": [number.values[at % number.axis.size] for at in places],
            },
            schema={"campaign": pl.String, "campaign_id": pl.String},
        )
        return pairs, self.axis("campaign_pair", max(1, len(pairs)), lambda: codes)

    @property
    def outcome(self) -> str:
        """The stage of a lead that converts: the consult booked, else the nearest later one that the data tell.

        Where they tell of neither, the last one they do.
        """
        booked = stages.position("consult_booked")
        return next((name for name in self.stages if stages.position(name) >= booked), self.stages[-1])

    @cached_property
    def priced(self) -> bool:
        """Whether the money of any lead's procedure is known."""
        return self.leads.null_count("value") < self.size

    def among_paid(self, axis: Axis) -> Axis:
        """The axis of the leads in `paid` only."""
        own = self.axis(f"paid:{axis.name}", axis.ungrouped.size, lambda: axis.codes[self.paid])
        return Axis(own.name, own.codes, axis.size, axis.place)

    @cached_property
    def cannot_answer(self) -> tuple[str, ...]:
        """What these data cannot answer, each with the column that would change it."""
        return unanswered(self)

    def dimension(self, name: str) -> Dimension:
        """The coded field of this name. Raises FilterError, naming what there is, when there is none."""
        with self._lock:
            if name not in self._dimensions:
                if name not in (*dimensions.FIELDS, *dimensions.DERIVED, "currency", *self.segments):
                    known = [*self.dimensions]
                    raise FilterError(
                        f"There is no field {name!r} to split or filter by; these data have {', '.join(known)}."
                    )
                self._dimensions[name] = self._coded(name)
            return self._dimensions[name]

    def _coded(self, name: str) -> Dimension:
        known = self.local_date.is_not_null().to_numpy()
        match name:
            case "arrival_day":
                return dimensions.banded(
                    name,
                    ("weekday", "weekend"),
                    (self.local_date.dt.weekday() > 5).fill_null(False).to_numpy().astype(np.uint8),
                    known,
                )
            case "arrival_hours":
                return dimensions.arrival_hours(
                    self.local_time.dt.hour().fill_null(0).to_numpy(), known & self.has_hours
                )
            case "month":
                months = self.local_date.dt.strftime("%Y-%m")
                values = sorted(months.drop_nulls().unique())
                codes = (
                    months.cast(pl.Enum(values)).to_physical().fill_null(0) if values else pl.Series([0] * self.size)
                )
                return dimensions.banded(name, tuple(values), codes.to_numpy(), known)
            case "response_band":
                return dimensions.response_band(self.response_seconds(), self.has_responses)
            case "handoffs":
                return dimensions.numbered(name, self.leads[name], dimensions.HANDOFFS)
            case "attempts":
                return dimensions.numbered(name, self.leads[name], dimensions.ATTEMPTS)
        label, shared = self.segments.get(name, ""), self.leads.coded(name)
        return (
            dimensions.coded(name, *shared, label) if shared else dimensions.from_column(name, self.leads[name], label)
        )

    def label(self, name: str) -> str:
        """A field's name as people read it; a segment goes by its header."""
        return self.segments.get(name) or dimensions.label_of(name)

    def values(self, name: str) -> tuple[str | None, ...]:
        """The values of a field, most frequent first (bands in their own order), None for 'not known'."""
        return self.dimension(name).values

    def slice(self, filters: Filters) -> Slice:
        """The leads that pass the filters. Raises FilterError for a field the data do not have."""
        choices = []
        for name, values in filters.where:
            dimension = self.dimension(name)
            choices.append(Choice(dimension.axis, dimension.wanted(values)))
        return Slice(self, filters, tuple(choices))


@dataclass(frozen=True, slots=True)
class Slice:
    """Leads of one table that pass some filters; what every metric takes."""

    table: LeadTable
    filters: Filters
    choices: tuple[Choice, ...]

    @property
    def window(self) -> Window | None:
        """The period as a condition on rows."""
        since, until = self.filters.since, self.filters.until
        if since is None and until is None:
            return None
        low = (since - EPOCH).days if since else -(1 << 31)
        high = (until - EPOCH).days if until else 1 << 31
        first, last = self.table.day, self.table.last_day

        def inside(rows: Rows) -> NDArray[np.bool_]:
            return (first[rows] >= low) & (last[rows] < high)

        return f"{since}..{until}", inside

    @property
    def size(self) -> int:
        """Number of leads in the slice."""
        return int(self.counts())

    def counts(self, *axes: Axis, only: Sequence[Choice] = ()) -> Counts:
        """Leads by every combination of the axes' codes, further narrowed by `only`."""
        return self.table.tally.counts(axes, (*self.choices, *only), self.window)

    def quantiles(
        self, times: Times, shares: Sequence[float], *groups: Axis, only: Sequence[Choice] = ()
    ) -> NDArray[np.float64]:
        """Quantiles of a time by group, in seconds: one row a combination of codes, one column a share."""
        return times.quantiles(shares, self.table.tally, groups, (*self.choices, *only), self.window)

    def paid(self, *groups: Axis) -> tuple[NDArray[np.float64], Counts]:
        """The money of procedures booked, and how many have any on record, by every combination of codes."""
        table, window = self.table, self.window
        axes = [table.among_paid(axis) for axis in groups]
        choices = [Choice(table.among_paid(one.axis), one.wanted) for one in self.choices]
        inside: Window | None = window and (window[0], lambda rows: window[1](table.paid[rows]))
        money, known = (tally.counts(axes, choices, inside) for tally in (table.money_tally, table.paid_tally))
        return money.astype(np.float64), known

    def rows(self) -> NDArray[np.int64]:
        """Places of the slice's leads in the table."""
        keep = rows_kept(slice(0, self.table.size), self.choices, self.window)
        return np.arange(self.table.size) if keep is None else np.flatnonzero(keep)

    @property
    def genuine(self) -> tuple[Choice, ...]:
        """Narrows to leads that the source did not itself mark as spam, duplicate or test."""
        return (Choice(self.table.genuine, np.array([False, True])),)

    @property
    def real(self) -> tuple[Choice, ...]:
        """Narrows to real leads by the agreed rule."""
        return (Choice(self.table.real, np.array([False, True])),)


def lead_table(
    leads: pl.DataFrame,
    practice: Practice,
    segments: Mapping[str, str] | None = None,
    as_of: datetime | None = None,
    touches: pl.DataFrame | None = None,
) -> LeadTable:
    """The leads (stored columns) as of a moment, by default the newest in the data, with what their touches tell."""
    missing = [name for name in schema.stored_columns("leads") if name not in leads.columns]
    if missing:
        raise ValueError(f"Stored leads lack the columns {', '.join(missing)}.")
    told = leads if touches is None or touches.is_empty() else with_touches(leads, touches, as_of)
    return LeadTable(told, practice, segments, as_of)
