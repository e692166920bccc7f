"""How long a step takes: which part of those who will go on has done so after so many days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

Days = NDArray[np.float64]

FEWEST_FOLLOWED: Final = 10
SMALLEST_FOLLOWED: Final = 0.02
"""Where fewer leads than these were followed longer, the curve is level: what it does there nobody saw."""
OLDER_Z: Final = 1.0


@dataclass(frozen=True, slots=True)
class Lag:
    """F(t): the part of all conversions seen to come that have come t days after the lead got to the step."""

    days: Days
    share: Days
    """F at each of `days` and until the next; 1 at the last."""

    def at(self, followed: Days) -> Days:
        """F after so many days; 1 where it is not known how long the lead was followed."""
        place = np.searchsorted(self.days, followed, side="right")
        seen = np.concatenate([[0.0], self.share])[place]
        return np.where(np.isnan(followed), 1.0, seen)


def kaplan_meier(followed: Days, taken: Days) -> Lag | None:
    """F from leads followed so many days, of which some converted after `taken` days (nan: not so far).

    Kaplan and Meier 1958: a lead not converted counts as long as it was followed and is never called lost.
    The share converted is divided by where it levels off. None without any conversion.
    """
    known = ~np.isnan(taken) | ~np.isnan(followed)
    converted = ~np.isnan(taken[known])
    until = np.where(converted, taken[known], followed[known])
    if not converted.any():
        return None
    order = np.lexsort((~converted, until))
    until, converted = until[order], converted[order]
    at_risk = np.arange(len(until), 0, -1)
    last = max(1, int((at_risk >= max(FEWEST_FOLLOWED, SMALLEST_FOLLOWED * len(until))).sum()))
    events = np.flatnonzero(converted[:last])
    if not len(events):
        return None
    # tied conversions one after the other give the same product as all at once
    share = 1 - np.cumprod(1 - 1 / at_risk[events])
    latest = np.flatnonzero(np.append(np.diff(until[events]) > 0, True))
    return Lag(until[events][latest], share[latest] / share[-1])


def current_status(followed: Days, converted: NDArray[np.bool_]) -> Lag | None:
    """F where nobody wrote when leads converted, only whether: the share converted by age, never falling.

    The likeliest such curve (Ayer et al. 1955: pool adjacent violators). None without any conversion, and where older
    leads converted no more often than younger ones: nothing is seen to be still on its way.
    """
    known = ~np.isnan(followed)
    if not converted[known].any() or not _older_went_on(followed[known], converted[known]):
        return None
    order = np.argsort(followed[known], kind="stable")
    ages, went_on = followed[known][order], converted[known][order].astype(float)
    first = np.flatnonzero(np.append(True, np.diff(ages) > 0))
    counts = np.diff(np.append(first, len(ages))).astype(float)
    sums = np.add.reduceat(went_on, first)
    blocks: list[tuple[float, float, int]] = []
    for place, (total, count) in enumerate(zip(sums.tolist(), counts.tolist(), strict=True)):
        start = place
        while blocks and blocks[-1][0] * count >= total * blocks[-1][1]:
            before = blocks.pop()
            total, count, start = total + before[0], count + before[1], before[2]
        blocks.append((total, count, start))
    # the oldest few are no measure of where all end up, nor the youngest few of where all begin
    enough = max(FEWEST_FOLLOWED, SMALLEST_FOLLOWED * len(ages))
    while len(blocks) > 1 and blocks[-1][1] < enough:
        total, count, _ = blocks.pop()
        before = blocks.pop()
        blocks.append((total + before[0], count + before[1], before[2]))
    while len(blocks) > 1 and blocks[0][1] < enough:
        total, count, start = blocks.pop(0)
        after = blocks.pop(0)
        blocks.insert(0, (total + after[0], count + after[1], start))
    share = np.array([total / count for total, count, _ in blocks])
    days = ages[first][[start for _, _, start in blocks]]
    # nobody saw younger leads than the youngest: no slice is slow on their account
    days[0] = 0.0
    return Lag(days, share / share[-1])


def _older_went_on(ages: Days, converted: NDArray[np.bool_]) -> bool:
    """Whether those gone on are older than the others by more than the usual error of their mean rank.

    Mann and Whitney 1947, at a low bar: taking slow leads for lost is worse than the reverse.
    """
    gone, stayed = int(converted.sum()), int((~converted).sum())
    if not stayed:
        return False
    surplus = rankdata(ages)[converted].sum() - gone * (gone + stayed + 1) / 2
    return bool(surplus >= OLDER_Z * np.sqrt(gone * stayed * (gone + stayed + 1) / 12))
