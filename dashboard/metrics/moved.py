"""What moved between two periods: a value's share of the leads, its rate, or how long its leads waited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.metrics.compare import FEWEST

Floats = NDArray[np.float64]
BANDS: Final = "response_band"


@dataclass(slots=True)
class Side:
    """The leads of one period that had reached the first stage: what they count for, and what came of them."""

    codes: dict[str, NDArray[np.int64]]
    weight: Floats
    outcome: Floats

    @property
    def rate(self) -> float:
        return float((self.weight * self.outcome).sum() / self.weight.sum())

    def counted(self, name: str, size: int) -> tuple[Floats, Floats, Floats]:
        """Leads, weight and weighted outcome of each value."""
        codes = self.codes[name]
        tallies = (None, self.weight, self.weight * self.outcome)
        leads, weight, gone = (np.bincount(codes, each, size).astype(float) for each in tallies)
        return leads, weight, gone


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that moved; its field is None where it is about all leads, and its code the value's place."""

    field: str | None
    code: int
    kind: Literal["mix", "rate", "waiting"]
    beyond: float
    """What counts when the largest is looked for: of a rate only what is not common to all leads."""
    by: float
    """The share's, the rate's or the waiting's effect that is taken out."""
    more: bool


def of_field(here: Side, then: Side, name: str, size: int, limit: float) -> list[Part]:
    """The sure mix and rate effects of each value against all other leads."""
    (n, w, y), (n0, w0, y0) = here.counted(name, size), then.counted(name, size)
    share, share0 = w / w.sum(), w0 / w0.sum()
    rate, rate0 = _ratio(y, w), _ratio(y0, w0)
    other, other0 = _ratio(y.sum() - y, w.sum() - w), _ratio(y0.sum() - y0, w0.sum() - w0)
    both, two = (w > 0) & (w0 > 0), (w < w.sum()) & (w0 < w0.sum())
    off = np.where(both, (rate + rate0 - other - other0) / 2, np.where(w > 0, rate - other, rate0 - other0))
    mix = np.where(two, (share - share0) * off, 0.0)
    pooled = (share * n.sum() + share0 * n0.sum()) / (n.sum() + n0.sum())
    enough = min(n.sum(), n0.sum()) >= FEWEST
    mix_z = _ratio(share - share0, np.sqrt(_spread(pooled) * (1 / n.sum() + 1 / n0.sum())))
    moved, others_moved = rate - rate0, other - other0
    mean = (share + share0) / 2
    beyond = np.where(both & two, mean * (1 - mean) * (moved - others_moved), 0.0)
    variance = _chance(rate, n, rate0, n0) + _chance(other, n.sum() - n, other0, n0.sum() - n0)
    rate_z = np.where((n >= FEWEST) & (n0 >= FEWEST), _ratio(moved - others_moved, np.sqrt(variance)), 0.0)
    parts = []
    for code in range(size):
        if enough and abs(mix_z[code]) > limit:
            parts.append(
                Part(name, code, "mix", float(mix[code]), float(share[code]), bool(share[code] > share0[code]))
            )
        by, own = float(moved[code]), float(moved[code] * mean[code])
        # others that went the other way make no change of its own
        if abs(rate_z[code]) > limit and own * beyond[code] > 0:
            least = min(abs(own), abs(float(beyond[code])))
            parts.append(Part(name, code, "rate", least if by > 0 else -least, by, by > 0))
    return parts


def slower(here: Side, then: Side, name: str | None, size: int, bands: int, limit: float) -> list[Part]:
    """For each value of a field, or for all leads, what goes with its leads having been answered later or sooner."""
    (n, w, y), (n0, w0, y0) = (_in_bands(side, name, size, bands) for side in (here, then))
    shares, shares0 = _ratio(w, w.sum(axis=1, keepdims=True)), _ratio(w0, w0.sum(axis=1, keepdims=True))
    evened = np.where((w > 0) & (w0 > 0), (shares + shares0) / 2, 0.0)
    evened = _ratio(evened, evened.sum(axis=1, keepdims=True))
    by = ((shares - evened) * _ratio(y, w) - (shares0 - evened) * _ratio(y0, w0)).sum(axis=1)
    mean = (w.sum(axis=1) / w.sum() + w0.sum(axis=1) / w0.sum()) / 2
    leads, leads0 = n.sum(axis=1), n0.sum(axis=1)
    upto, upto0 = np.cumsum(shares, axis=1)[:, :-1], np.cumsum(shares0, axis=1)[:, :-1]
    pooled = _ratio(upto * leads[:, None] + upto0 * leads0[:, None], (leads + leads0)[:, None])
    error = np.sqrt(
        _spread(pooled) * (_ratio(np.ones_like(leads), leads) + _ratio(np.ones_like(leads0), leads0))[:, None]
    )
    # without a band that both periods know nothing can be held still
    enough = (np.minimum(leads, leads0) >= FEWEST) & evened.any(axis=1)
    apart = np.where(enough[:, None], _ratio(upto - upto0, error), 0.0)
    furthest = np.abs(apart).argmax(axis=1) if bands > 1 else np.zeros(size, np.int64)
    return [
        Part(
            name, code, "waiting", float(by[code] * mean[code]), float(by[code]), bool(apart[code, furthest[code]] < 0)
        )
        for code in range(size if bands > 1 else 0)
        if abs(apart[code, furthest[code]]) > limit
    ]


def _in_bands(side: Side, name: str | None, size: int, bands: int) -> tuple[Floats, Floats, Floats]:
    """Leads, weight and weighted outcome of each value in each band of waiting."""
    cells = (side.codes[name] * bands if name else 0) + side.codes[BANDS]
    tallies = (None, side.weight, side.weight * side.outcome)
    n, w, y = (np.bincount(cells, each, size * bands).reshape(size, bands).astype(float) for each in tallies)
    return n, w, y


def take_out(part: Part, here: Side, then: Side) -> None:
    """Hold the part still: both periods get the mean of the two.

    A value or band that only one period has cannot be given a share in the other, and loses its own.
    """
    inside = [
        side.codes[part.field] == part.code if part.field else np.ones(len(side.weight), bool) for side in (here, then)
    ]
    if part.kind == "rate":
        here.outcome[inside[0]] -= part.by / 2
        then.outcome[inside[1]] += part.by / 2
    elif part.kind == "mix":
        everybody = [np.ones_like(at) for at in inside]
        _evened(here, then, [at.astype(np.int64) for at in inside], everybody)
    else:
        _evened(here, then, [side.codes[BANDS] for side in (here, then)], inside)


def _evened(here: Side, then: Side, groups: list[NDArray[np.int64]], within: list[NDArray[np.bool_]]) -> None:
    """Give each group the mean of its two shares of the leads within, whose weight together stays."""
    size = 1 + max(int(codes.max()) for codes in groups)
    shares = []
    for side, codes, inside in zip((here, then), groups, within, strict=True):
        weight = np.bincount(codes[inside], side.weight[inside], size)
        shares.append(weight / weight.sum())
    mean = np.where((shares[0] > 0) & (shares[1] > 0), (shares[0] + shares[1]) / 2, 0.0)
    mean /= mean.sum()
    for side, codes, inside, share in zip((here, then), groups, within, shares, strict=True):
        side.weight[inside] *= _ratio(mean, share)[codes[inside]]


def share_of(here: Side, then: Side, name: str, code: int) -> float:
    """The mean of a value's two shares of the leads."""
    shares = (float(side.weight[side.codes[name] == code].sum() / side.weight.sum()) for side in (here, then))
    return sum(shares) / 2


def _ratio(part: Floats, whole: Floats) -> Floats:
    shape = np.broadcast_shapes(part.shape, whole.shape)
    return np.divide(part, whole, out=np.zeros(shape), where=np.broadcast_to(whole != 0, shape))


def _spread(share: Floats) -> Floats:
    share = np.clip(share, 0.0, 1.0)
    return np.asarray(share * (1 - share), np.float64)


def _chance(rate: Floats, leads: Floats, rate0: Floats, leads0: Floats) -> Floats:
    """Variance of the difference of two rates where there is none."""
    pooled = _ratio(rate * leads + rate0 * leads0, leads + leads0)
    return _spread(pooled) * (_ratio(np.ones_like(leads), leads) + _ratio(np.ones_like(leads0), leads0))
