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
        # seconds of 68 years and days of a lead's life fit in half the room
        longest = int(seconds.max(initial=0))
        self.sorted_s: NDArray[np.integer] = seconds[self.order].astype(np.int32 if longest < 1 << 31 else np.int64)
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
        counts = upto[:, -1]
        place = np.multiply.outer(np.maximum(counts - 1, 0), np.asarray(shares, np.float64))
        low = place.astype(np.int64)
        ranks = np.stack([low, np.minimum(low + 1, np.maximum(counts - 1, 0)[:, None])], axis=2)
        ordered = self._ordered(ranks, upto, groups, choices, window)
        found: NDArray[np.float64] = ordered[:, :, 0] + (ordered[:, :, 1] - ordered[:, :, 0]) * (place - low)
        found[counts == 0] = np.nan
        return found

    def _ordered(
        self,
        ranks: NDArray[np.int64],
        upto: NDArray[np.int64],
        groups: Sequence[Axis],
        choices: Sequence[Choice],
        window: Window | None,
    ) -> NDArray[np.float64]:
        """For each group its times at these ranks, 0 being its shortest. Each block is gone through once for all."""
        held = np.flatnonzero(upto[:, -1])
        wanted = [
            (int(block), group, spot, int(rank))
            for group in held.tolist()
            for spot, rank in np.ndenumerate(ranks[group])
            for block in (np.searchsorted(upto[group], rank, side="right"),)
        ]
        found = np.zeros(ranks.shape)
        last, group_of, kept_s = -1, np.zeros(0, np.int64), self.sorted_s[:0]
        for block, group, spot, rank in sorted(wanted):
            first = block * self.length
            times = self.sorted_s[first : first + self.length]
            if times[0] == times[-1]:
                found[group][spot] = times[0]
                continue
            if block != last:
                last, (group_of, kept_s) = block, self._of_block(first, groups, choices, window)
            own = kept_s[group_of == group]
            found[group][spot] = own[rank - (int(upto[group, block - 1]) if block else 0)]
        return found

    def _of_block(
        self, first: int, groups: Sequence[Axis], choices: Sequence[Choice], window: Window | None
    ) -> tuple[NDArray[np.int64], NDArray[np.integer]]:
        """Group and time of each row of a block that passes, shortest time first."""
        rows, times = self.order[first : first + self.length], self.sorted_s[first : first + self.length]
        passing = rows_kept(rows, choices, window)
        if passing is not None:
            rows, times = rows[passing], times[passing]
        group_of = np.zeros(len(rows), np.int64)
        for axis in groups:
            group_of = group_of * axis.size + axis.at(rows)
        return group_of, times
