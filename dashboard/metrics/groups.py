"""Splitting a figure by a field: the group's axis, and the group's own column in the answer."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dashboard.metrics.leads import Slice
from dashboard.metrics.tally import Axis


@dataclass(frozen=True, slots=True)
class Groups:
    """The values of a field, or one nameless group of all leads."""

    name: str | None
    values: tuple[str | None, ...]
    axes: tuple[Axis, ...]

    @property
    def size(self) -> int:
        return len(self.values)

    def column(self, each: int = 1) -> dict[str, pl.Series]:
        """The group's value for every row of the answer, `each` rows a group; empty without a split."""
        if self.name is None:
            return {}
        return {self.name: pl.Series([value for value in self.values for _ in range(each)], dtype=pl.String)}


def groups(leads: Slice, by: str | None) -> Groups:
    """All values of the field, also those without a lead in the slice; callers drop what is empty.

    Raises FilterError for a field the data do not have.
    """
    if by is None:
        return Groups(None, (None,), ())
    dimension = leads.table.dimension(by)
    return Groups(by, dimension.values, (dimension.axis,))
