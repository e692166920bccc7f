"""Whether a loss is one, or only slow, or too young to call."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.leaks.lag import Lag
from dashboard.metrics.leaks.steps import Step

Floats = NDArray[np.float64]
Verdict = Literal["leak", "slow", "too_young"]

SLOWER: Final = (1.0, 1.25, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.5, 8.0, 10.0)
"""How many times as long the slice's leads may take."""
LOSSES: Final = np.linspace(-4.0, 1.0, 51)
"""Shifts of the logit that are tried."""
PIECES: Final = 12
LEAST_Z: Final = 2.0
"""A loss must still show so clearly when the slice may be as slow as its own conversions say ..."""
LEAST_Z_SLOW: Final = 4.4
"""... and so clearly where they say that it is slow: what is still to come of it is then a guess at its curve, so its
loss must be one that nobody would doubt among some thousands of slices."""
SLOW_GAIN: Final = 2.0
"""Log likelihood by which being slower explains the slice better than being like all."""
MATURE: Final = 0.95
MOST_LEADS: Final = 3000


def verdict(step: Step, inside: NDArray[np.bool_], logits: Floats) -> Verdict:
    """A leak where fewer go on at any speed; slow where leads come later instead; else too young to call.

    Compares, by likelihood, leads that go on as often as comparable ones but take c times as long with leads of
    which fewer go on, at the speed that suits them best. `logits` are x·b without the slice's own column.
    """
    if step.lag is None:
        return "leak"
    rows = np.flatnonzero(inside)
    scale = max(1.0, len(rows) / MOST_LEADS)
    rows = rows[(np.arange(min(len(rows), MOST_LEADS)) * scale).astype(np.intp)]
    followed, taken, converted = step.followed[rows], step.taken[rows], step.converted[rows]
    if _smooth(step.lag, followed / SLOWER[-1]).mean() >= MATURE:
        return "leak"
    chances = 1 / (1 + np.exp(-(logits[rows][:, None] + LOSSES)))
    edges = np.interp(np.arange(PIECES + 1) / PIECES, np.concatenate([[0.0], step.lag.share]), _grown(step.lag))
    likelihood = np.empty((len(SLOWER), len(LOSSES)))
    for place, slower in enumerate(SLOWER):
        seen = np.maximum(_smooth(step.lag, followed / slower), 1e-6)
        mass = np.diff(_smooth(step.lag, edges / slower))
        piece = np.clip(np.searchsorted(edges, taken, side="left") - 1, 0, PIECES - 1)
        when = np.where(np.isnan(taken), seen, np.maximum(mass[piece], 1e-6))
        gone = np.log(chances[converted]) + np.log(when[converted])[:, None]
        stayed = np.log1p(-chances[~converted] * np.minimum(seen[~converted], 1 - 1e-9)[:, None])
        likelihood[place] = (gone.sum(axis=0) + stayed.sum(axis=0)) * scale
    healthy = int(np.abs(LOSSES).argmin())
    losing = likelihood[:, : healthy + 1].max()
    slow = likelihood[:, healthy].max() - likelihood[0, healthy] >= SLOW_GAIN
    slower = likelihood.max(axis=1).max() - likelihood[0].max() >= SLOW_GAIN
    least = LEAST_Z_SLOW if slower else LEAST_Z
    if 2 * (losing - likelihood[:, healthy].max()) >= least**2:
        return "leak"
    return "slow" if slow else "too_young"


def _grown(lag: Lag) -> Floats:
    return np.concatenate([[0.0], lag.days])


def _smooth(lag: Lag, days: Floats) -> Floats:
    """F between its steps too; 1 where it is not known how long a lead was followed."""
    seen = np.interp(np.nan_to_num(days, nan=np.inf), _grown(lag), np.concatenate([[0.0], lag.share]))
    return np.asarray(seen, np.float64)
