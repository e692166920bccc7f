"""Figures of leads that lie on a cluster: the same functions as on a page, given a slice that is counted elsewhere.

A figure asks its slice for counts by small codes, for quantiles and for sums of money; here each of these is one
query of Daft. What comes back is as small as the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import schema
from dashboard.engines import cluster, parts
from dashboard.engines.ranks import between
from dashboard.filters import Filters
from dashboard.metrics import dimensions
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.dimensions import Dimension
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.progress import Progress
from dashboard.metrics.tally import Axis, Choice, Counts
from dashboard.metrics.times import Times
from dashboard.practice import Practice

if TYPE_CHECKING:
    from daft import DataFrame, Expression

_LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "arrival_day": ("weekday", "weekend"),
    "arrival_hours": tuple(said for said, _, _ in dimensions.HOURS),
    "response_band": (*(said for said, _ in dimensions.RESPONSE_BANDS), dimensions.NOT_ANSWERED),
    "handoffs": tuple(said for said, _ in dimensions.HANDOFFS),
    "attempts": tuple(said for said, _ in dimensions.ATTEMPTS),
}
"""The values of the derived fields that have an order of their own."""
_HOUR_S: Final = 3600


class FarTable(LeadTable):
    """Leads that lie elsewhere: what is asked of single leads is not here, only what is counted of them."""

    def __init__(
        self, coded: DataFrame, practice: Practice, segments: Mapping[str, str], whole: parts.Whole, stage: str
    ) -> None:
        super().__init__(pl.DataFrame(schema=schema.stored_columns("leads")), practice, segments, whole.as_of)
        nobody = np.zeros(0, np.uint8)
        self.coded, self._whole, self._stage = coded, whole, stage
        self.size = whole.size
        self.progress = Progress(
            tuple(sorted(whole.known.answerable)), nobody, nobody, nobody.astype(bool),
            tuple(sorted(whole.known.dated)), dict(whole.known.silent_after_days),
        )  # fmt: skip

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Names of the fields that leads can be split by; which of them any lead has, nobody has looked up."""
        return (*dimensions.FIELDS, *dimensions.DERIVED, *self.segments)

    @cached_property
    def dated(self) -> bool:
        """Whether any lead has an inquiry date."""
        return self._whole.created

    @cached_property
    def priced(self) -> bool:
        """Whether the money of any lead's procedure is known."""
        return self._whole.priced

    @cached_property
    def campaign_pairs(self) -> tuple[pl.DataFrame, Axis]:
        """Every pair of campaign name and number among the leads."""
        names = ("campaign", "campaign_id")
        columns = [f"is_{name}" for name in names]
        found = cluster.polars(self.coded.select(*columns).distinct()).rename(dict(zip(columns, names, strict=True)))
        order = [
            pl.col(name).map_elements(self._places(name).__getitem__, pl.Int64, skip_nulls=False) for name in names
        ]
        pairs = found.select(names).sort(order)
        return pairs, self.axis("campaign_pair", max(1, len(pairs)), lambda: np.zeros(0))

    def axis(self, name: str, size: int, codes: Callable[[], NDArray[np.generic]]) -> Axis:
        """The axis of this name; its codes are elsewhere."""
        return Axis(name, np.zeros(0, np.uint8), size)

    def step(self, place: int) -> Times | None:
        """The times of a step by name; None where dates are missing."""
        answerable, dated = self.progress.answerable, self.progress.dated
        before = 0 if answerable[place - 1] == 1 else answerable[place - 1]
        return Times(f"step{place}", np.zeros(0, np.int64)) if before in dated and answerable[place] in dated else None

    def slice(self, filters: Filters) -> Slice:
        """The leads that pass the filters."""
        chosen = [(self.dimension(name), values) for name, values in filters.where]
        choices = tuple(Choice(dimension.axis, dimension.wanted(values)) for dimension, values in chosen)
        return FarSlice(self, filters, choices)

    def _coded(self, name: str) -> Dimension:
        counted = self.coded.groupby(f"is_{name}").agg(_count())
        found = cluster.polars(counted).rename({f"is_{name}": "value"})
        held = found.drop_nulls("value")
        if name == "month":
            values = tuple(sorted(held["value"]))
        else:
            values = _LABELS.get(name) or tuple(held.sort("n", "value", descending=[True, False])["value"])
        unknown = found["value"].has_nulls()
        said = self.segments.get(name, "")
        return dimensions.coded(name, (*values, None) if unknown else values, np.zeros(0, np.uint8), said)

    def columns(self, axis: Axis) -> tuple[list[str], Callable[[tuple[object, ...]], int]]:
        """The coded columns an axis stands for, and the code of their values."""
        if axis.name == "campaign_pair":
            place = {pair: code for code, pair in enumerate(self.campaign_pairs[0].iter_rows())}
            return ["is_campaign", "is_campaign_id"], lambda values: place[values]
        if axis.name in parts.AXES or axis.name.startswith("followed:"):
            return [axis.name.partition(":")[0]], lambda values: int(str(values[0]))
        own = self._places(axis.name)
        return [f"is_{axis.name}"], lambda values: own[values[0]]

    def _places(self, name: str) -> dict[object, int]:
        return {value: code for code, value in enumerate(self.dimension(name).values)}


class FarSlice(Slice):
    """Leads of a far table that pass some filters."""

    __slots__ = ()

    def counts(self, *axes: Axis, only: Sequence[Choice] = ()) -> Counts:
        """As Slice does."""
        return self._summed([_count()], axes, only)[0].astype(np.int64)

    def paid(self, *groups: Axis) -> tuple[NDArray[np.float64], Counts]:
        """As Slice does."""
        import daft

        paid = daft.col("paid")
        money, known = self._summed([paid.sum().alias("money"), paid.count().alias("known")], groups, ())
        return money, known.astype(np.int64)

    def quantiles(
        self, times: Times, shares: Sequence[float], *groups: Axis, only: Sequence[Choice] = ()
    ) -> NDArray[np.float64]:
        """As Slice does."""
        table = _far(self.table)
        names = [name for axis in groups for name in table.columns(axis)[0]]
        found = between(self._passing(only), times.name, _HOUR_S, shares, names)
        answer = np.full((int(np.prod([axis.size for axis in groups])), len(shares)), np.nan)
        for values, cuts in found.items():
            answer[self._place(groups, values)] = [low + (high - low) * part for low, high, part in cuts]
        return answer

    def _summed(
        self, what: list[Expression], axes: Sequence[Axis], only: Sequence[Choice]
    ) -> list[NDArray[np.float64]]:
        table = _far(self.table)
        names = [name for axis in axes for name in table.columns(axis)[0]]
        passing = self._passing(only)
        found = cluster.polars(passing.groupby(*names).agg(*what) if names else passing.agg(*what))
        shape = tuple(axis.size for axis in axes)
        answers = [np.zeros(shape) for _ in what]
        for values in found.iter_rows():
            place = np.unravel_index(self._place(axes, values[: len(names)]), shape) if axes else ()
            for answer, value in zip(answers, values[len(names) :], strict=True):
                answer[place] += value or 0
        return answers

    def _place(self, axes: Sequence[Axis], values: tuple[object, ...]) -> int:
        """Where the counts of these values stand, were all combinations in one row."""
        place = 0
        for axis in axes:
            names, code = _far(self.table).columns(axis)
            own = code(values[: len(names)])
            place = place * axis.size + (own if axis.place is None else int(axis.place[own]))
            values = values[len(names) :]
        return place

    def _passing(self, only: Sequence[Choice]) -> DataFrame:
        import daft

        table = _far(self.table)
        frame = table.coded
        if self.filters.since:
            frame = frame.where(daft.col("day") >= (self.filters.since - EPOCH).days)
        if self.filters.until:
            frame = frame.where(daft.col("last_day") < (self.filters.until - EPOCH).days)
        for choice in (*self.choices, *only):
            (name,), _ = table.columns(choice.axis)
            column = daft.col(name)
            codes = [int(code) for code in np.flatnonzero(choice.wanted)]
            if choice.axis.name in parts.AXES:
                frame = frame.where(column.is_in(codes))
                continue
            values = [table.dimension(choice.axis.name).values[code] for code in codes]
            known = [value for value in values if value is not None]
            passes = column.is_in(known) if known else daft.lit(value=False)
            frame = frame.where((passes.fill_null(False) | column.is_null()) if None in values else passes)
        return frame


def _count() -> Expression:
    import daft

    return daft.col("day").count("all").alias("n")


def _far(table: LeadTable) -> FarTable:
    assert isinstance(table, FarTable)
    return table
