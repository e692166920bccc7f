"""Waiting times of leads, ordered once so that any group's median is a look-up.

The rows that have a time are put in its order and cut into blocks. Counting a group's leads per block says in which
block its median lies; only that block is then read. Of times with few different values each value is a block, and
none need be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.tally import Axis, Choice, Codes, Tally, Window, rows_kept

BLOCKS: Final = 255
"""With the code of leads without a time so many take one byte a lead."""


class Times:
    """One time a lead, in whole seconds, negative where there is none; exact quantiles by group."""

    def __init__(self, name: str, seconds: NDArray[np.integer]) -> None:
        self.name = name
        known = np.flatnonzero(seconds >= 0)
        order = known[np.argsort(seconds[known], kind="stable")].astype(np.uint32)
        ordered_s = seconds[order]
        # many leads share a time: each is kept once, with the first place in the order that has it
        begins = np.flatnonzero(np.diff(ordered_s, prepend=-1))
        few = len(begins) <= BLOCKS
        self._values_s = ordered_s[begins].astype(np.min_scalar_type(int(seconds.max(initial=0))))
        self._begins = begins.astype(np.uint32)
        self._order = np.zeros(0, np.uint32) if few else order
        self._edges = np.append(begins if few else np.arange(0, len(order), -(-len(order) // BLOCKS)), len(order))
        blocks = len(self._edges) - 1
        codes: Codes = np.full(len(seconds), blocks, np.uint8)
        codes[order] = np.repeat(np.arange(blocks), np.diff(self._edges))
        self.axis = Axis(f"time:{name}", codes, blocks + 1)

    @property
    def seconds(self) -> NDArray[np.int64]:
        """The time of every lead, -1 where there is none."""
        if not len(self._order):
            return np.append(self._values_s.astype(np.int64), -1)[self.axis.codes]
        found = np.full(len(self.axis.codes), -1, np.int64)
        found[self._order] = np.repeat(self._values_s, np.diff(self._begins, append=len(self._order)))
        return found

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
        per_block = tally.counts([*groups, self.axis], choices, window).reshape(-1, self.axis.size)[:, :-1]
        counts = per_block.sum(axis=1)
        found = np.full((len(counts), len(shares)), np.nan)
        held = np.flatnonzero(counts)
        if len(held):
            last = counts[held, None] - 1
            place = last * np.asarray(shares, np.float64)
            low = place.astype(np.int64)
            ranks = np.stack([low, np.minimum(low + 1, last)], axis=2)
            ordered = self._ordered(ranks, held, per_block[held].cumsum(axis=1), groups, choices, window)
            found[held] = ordered[:, :, 0] + (ordered[:, :, 1] - ordered[:, :, 0]) * (place - low)
        return found

    def _ordered(
        self,
        ranks: NDArray[np.int64],
        held: NDArray[np.int64],
        upto: NDArray[np.int64],
        groups: Sequence[Axis],
        choices: Sequence[Choice],
        window: Window | None,
    ) -> NDArray[np.int64]:
        """For each group held its times at these ranks, 0 being its shortest. Each block is gone through once for all.

        `upto` counts the group's times up to the end of each block.
        """
        blocks = np.stack([np.searchsorted(one, own, side="right") for one, own in zip(upto, ranks, strict=True)])
        places = self._edges[blocks]
        # where all times of a block are the same, any of them will do
        uneven = self._at(places) != self._at(self._edges[blocks + 1] - 1)
        for block in np.unique(blocks[uneven]):
            group_of, passing = self._of_block(block, groups, choices, window)
            for spot in zip(*np.nonzero(uneven & (blocks == block)), strict=True):
                before = upto[spot[0], block - 1] if block else 0
                places[spot] = passing[group_of == held[spot[0]]][ranks[spot] - before]
        return self._at(places)

    def _of_block(
        self, block: int, groups: Sequence[Axis], choices: Sequence[Choice], window: Window | None
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Group and place in the order of each row of a block that passes, shortest time first."""
        places = np.arange(self._edges[block], self._edges[block + 1])
        rows = self._order[self._edges[block] : self._edges[block + 1]]
        keep = rows_kept(rows, choices, window)
        if keep is not None:
            rows, places = rows[keep], places[keep]
        group_of = np.zeros(len(rows), np.int64)
        for axis in groups:
            group_of = group_of * axis.size + axis.at(rows)
        return group_of, places

    def _at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The times at these places of the order."""
        return self._values_s[np.searchsorted(self._begins, places, side="right") - 1].astype(np.int64)
