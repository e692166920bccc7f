"""Leads of a slice beside comparable ones: of the same case mix, and whether they differ by more than chance.

Comparable means: in the same other leaks, and alike in what arrived with the lead. The leads are cut into strata by
these and by as many fields as leave nearly every lead of the slice somebody to be compared with; inside a stratum the
slice is set beside the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import hypergeom, norm

from dashboard.metrics.leads import LeadTable

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]

COVERED: Final = 0.9
"""So much of the slice must keep somebody to be compared with."""
ENOUGH: Final = 0.1
"""So many others for each lead of the slice: a few strays would speak for all comparable leads."""
_MOST_CELLS: Final = 1 << 18
_EXACT: Final = 300
"""Up to so many leads of the slice, chance is worked out exactly."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many leads show something, in the slice and among the others."""

    here: int
    of_here: int
    there: int
    of_there: int
    """The others that are compared with: those of a stratum in which the slice has leads."""
    expected: float
    """How many of the slice would, if as large a share of them did as of comparable leads."""
    chance: float
    """Probability of so many or more in the slice where it is like the comparable leads."""


def beside_others(here: Flags, taken: Sequence[Flags]) -> tuple[Places, Flags]:
    """A stratum for each way in which leads lie in other leaks, and which leads can be compared inside theirs.

    What another leak loses then counts on both sides or on none. Not compared are leads of which the slice has
    none or, for ten of its own, not one other has the same.
    """
    ways = np.zeros(len(here), np.int64)
    for place, inside in enumerate(taken):
        ways += inside.astype(np.int64) << place
    codes = np.unique(ways, return_inverse=True)[1].reshape(-1).astype(np.int64)
    own, others = np.bincount(codes[here]), np.bincount(codes[~here])
    cells = max(len(own), len(others))
    own, others = (np.pad(part, (0, cells - len(part))) for part in (own, others))
    compared = (own > 0) & (others > 0) & (others >= ENOUGH * own)
    return codes, compared[codes]


def strata(
    table: LeadTable, rows: Places, here: Flags, fields: Iterable[str], first: Places | None = None
) -> tuple[Places, tuple[str, ...]]:
    """A stratum for each of the rows, and the fields it is made of; `first` are strata to start from.

    A field is left out when with it more than a tenth of the slice would have too few to be compared with: fewer than
    one for ten of its own.
    """
    codes = np.zeros(len(rows), np.int64) if first is None else first
    cells, used = int(codes.max(initial=0)) + 1, list[str]()
    parts = len(np.unique(codes))
    for name in fields:
        axis = table.dimension(name).axis
        if axis.size < 2 or cells * axis.size > _MOST_CELLS:
            continue
        finer = codes * axis.size + axis.codes[rows]
        others, own = (np.bincount(finer[side], minlength=cells * axis.size) for side in (~here, here))
        held = int(((others > 0) | (own > 0)).sum())
        enough = (others > 0) & (others >= ENOUGH * own)
        # a field that parts nobody from anybody says nothing about who is comparable
        if held > parts and enough[finer[here]].mean() >= COVERED:
            codes, cells, parts = finer, cells * axis.size, held
            used.append(name)
    return codes, tuple(used)


def difference(shown: Flags, here: Flags, stratum: Places) -> Difference | None:
    """Whether the slice shows something more often than comparable leads; None where nobody can be compared.

    Given each stratum's leads and how many of them show it, the slice's number is hypergeometric: exact where the
    slice is small, else the normal approximation of Mantel and Haenszel (1959), with its correction for continuity.
    """
    cells = int(stratum.max()) + 1 if len(stratum) else 0
    part, whole = (np.bincount(stratum[keep], minlength=cells) for keep in (shown & here, here))
    other_part, other_whole = (np.bincount(stratum[keep], minlength=cells) for keep in (shown & ~here, ~here))
    both = (whole > 0) & (other_whole > 0)
    if not both.any():
        return None
    in_slice, others = whole[both], other_whole[both]
    share = float((in_slice * other_part[both] / others).sum() / in_slice.sum())
    chance = _chance(int(part[both].sum()), in_slice, others, part[both] + other_part[both])
    here_total = int(whole.sum())
    return Difference(
        int(part.sum()), here_total, int(other_part[both].sum()), int(others.sum()), share * here_total, chance
    )


def usual(amounts: NDArray[np.float64], here: Flags, stratum: Places) -> float:
    """Middle value of comparable leads, each stratum of them counted as often as the slice has leads in it."""
    cells = int(stratum.max()) + 1
    whole, others = np.bincount(stratum[here], minlength=cells), np.bincount(stratum[~here], minlength=cells)
    weight = (whole / np.maximum(others, 1))[stratum[~here]]
    order = np.argsort(amounts[~here], kind="stable")
    upto = weight[order].cumsum()
    return float(amounts[~here][order][np.searchsorted(upto, upto[-1] / 2)])


def _chance(found: int, in_slice: Places, others: Places, shown: Places) -> float:
    """Probability of `found` or more of the slice's leads, each stratum's margins given."""
    total = in_slice + others
    if in_slice.sum() <= _EXACT:
        spread = np.ones(1)
        for number, leads, showing in zip(in_slice, total, shown, strict=True):
            spread = np.convolve(spread, hypergeom.pmf(np.arange(number + 1), leads, showing, number))
        return float(min(1.0, spread[found:].sum()))
    mean = (in_slice * shown / total).sum()
    variance = (in_slice * others * shown * (total - shown) / (total**2 * np.maximum(total - 1, 1))).sum()
    return float(norm.sf((found - mean - 0.5) / np.sqrt(variance))) if variance > 0 else 1.0
