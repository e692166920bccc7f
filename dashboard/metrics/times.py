"""Waiting times of leads, ordered once so that any group's median is a look-up.

The rows that have a time are put in its order and cut into blocks of equal length. Counting a
group's leads per block says in which block its median lies; only that block is then read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.tally import Axis, Choice, Tally, Window, rows_kept

BLOCKS: Final = 512


class Times:
    """One time a lead, in seconds, negative where there is none; exact quantiles by group."""

    def __init__(self, name: str, seconds: NDArray[np.int64] | NDArray[np.int32]) -> None:
        self.name = name
        known = np.flatnonzero(seconds >= 0)
        self.order = known[np.argsort(seconds[known], kind="stable")].astype(np.uint32)
        self.sorted_s = seconds[self.order]
        self.length = max(1, -(-len(self.order) // BLOCKS))
        codes = np.full(len(seconds), BLOCKS, np.uint16)
        codes[self.order] = np.arange(len(self.order)) // self.length
        self.axis = Axis(f"time:{name}", codes, BLOCKS + 1)

    def quantiles(
        self,
        shares: Sequence[float],
        tally: Tally,
        groups: Sequence[Axis],
        choices: Sequence[Choice] = (),
        window: Window | None = None,
    ) -> NDArray[np.float64]:
        """Quantiles in seconds by group, one row a combination of group codes, one column a share.

        Between two ordered times the value is interpolated linearly; nan for a group without times.
        """
        per_block = tally.counts([*groups, self.axis], choices, window).reshape(-1, self.axis.size)[:, :BLOCKS]
        upto = per_block.cumsum(axis=1)
        found = np.full((len(per_block), len(shares)), np.nan)
        for group in np.flatnonzero(upto[:, -1]).tolist():
            count = int(upto[group, -1])
            for column, share in enumerate(shares):
                place = share * (count - 1)
                low = int(place)
                first = self._ordered(group, low, upto[group], groups, choices, window)
                second = first if place == low else self._ordered(group, low + 1, upto[group], groups, choices, window)
                found[group, column] = first + (second - first) * (place - low)
        return found

    def _ordered(
        self,
        group: int,
        rank: int,
        upto: NDArray[np.int64],
        groups: Sequence[Axis],
        choices: Sequence[Choice],
        window: Window | None,
    ) -> float:
        """The group's time at this rank, 0 being its shortest."""
        block = int(np.searchsorted(upto, rank, side="right"))
        first = block * self.length
        times = self.sorted_s[first : first + self.length]
        if times[0] == times[-1]:
            return float(times[0])
        rows = self.order[first : first + self.length]
        passing = rows_kept(rows, choices, window)
        keep = np.ones(len(rows), bool) if passing is None else passing
        rest = group
        for axis in reversed(groups):
            rest, code = divmod(rest, axis.size)
            keep = keep & (axis.codes[rows] == code)
        return float(times[keep][rank - (int(upto[block - 1]) if block else 0)])
