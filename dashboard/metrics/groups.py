"""Splitting a figure by a field: the group's axis, and the group's own column in the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
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

    def labelled(self, answer: pl.DataFrame, each: int = 1) -> pl.DataFrame:
        """The answer with its group's value in front, groups without leads left out; as it is without a split."""
        if self.name is None:
            return answer
        return pl.DataFrame(self.column(each)).hstack(answer).filter(pl.col("leads") > 0)


FEW: Final = 1024
"""So many values are counted one by one and put together afterwards; more would take more room than leads."""
OTHERS: Final = "all others"
"""The group of all values beyond the most frequent ones."""


def groups(leads: Slice, by: str | None, most: int | None = None) -> Groups:
    """All values of the field, also those without a lead in the slice; callers drop what is empty.

    With `most`, the values with the most leads in the slice, and the rest together as "all others".
    Raises FilterError for a field the data do not have.
    """
    if by is None:
        return Groups(None, (None,), ())
    dimension = leads.table.dimension(by)
    if most is None or len(dimension.values) <= most:
        return Groups(by, dimension.values, (dimension.axis,))
    frequent = np.argsort(-leads.counts(dimension.axis), kind="stable")[: most - 1]
    place = np.full(len(dimension.values), most - 1, np.intp)
    place[frequent] = np.arange(most - 1)
    if len(place) <= FEW:
        axis = Axis(dimension.axis.name, dimension.axis.codes, most, place)
    else:
        name = f"{by}:{','.join(map(str, frequent))}"
        axis = leads.table.axis(name, most, lambda: place[dimension.axis.codes])
    return Groups(by, (*(dimension.values[code] for code in frequent), OTHERS), (axis,))
