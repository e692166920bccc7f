"""Where leaks are planted: eight kinds, half of them in one field's value, half where two fields meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.dimensions import HOURS
from tests.leaks.arrivals import Arrivals

Flags = NDArray[np.bool_]

KINDS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("junk", "inquiry", ("campaign",)),
    ("unread inbox", "real", ("inbox",)),
    ("nobody calls back at that hour", "real", ("location", "arrival_hours")),
    ("wrong audience", "reached", ("campaign", "persona")),
    ("passed around", "reached", ("handoffs",)),
    ("not asked to come", "qualified", ("owner",)),
    ("no-shows", "consult_booked", ("location", "patient_type")),
    ("not closed", "consult_attended", ("doctor", "procedure")),
)
"""What goes wrong, the stage after which it does, and the fields it depends on."""
SMALLEST_SHARE: Final = 0.025
LARGEST_SHARE: Final = 0.35
"""A leak lies in a slice of this share of the leads: smaller is noise, larger is the practice itself."""
MOST_ALIKE: Final = 0.7
"""A leak of two fields holds at most this share of the leads of either, else it is one of one field."""


@dataclass(frozen=True, slots=True)
class Site:
    """A step of the funnel (0: inquiry to real) and the slice of the leads in which it leaks."""

    kind: str
    step: int
    where: tuple[tuple[str, str], ...]

    @property
    def stages(self) -> tuple[str, str]:
        return stages.NAMES[self.step], stages.NAMES[self.step + 1]

    def mask(self, came: Arrivals) -> Flags:
        return np.logical_and.reduce([_holds(came, name, value) for name, value in self.where])


def planted_sites(rng: np.random.Generator, came: Arrivals, count: int) -> tuple[Site, ...]:
    """So many kinds, each in a slice of a fit size. Raises ValueError where a practice has no such slice."""
    sites: list[Site] = []
    for at in rng.permutation(len(KINDS)):
        kind, stage, names = KINDS[at]
        fit = [where for where in _slices(came, names) if _fits(came, where)]
        if len(sites) < count and fit:
            sites.append(Site(kind, stages.position(stage), fit[int(rng.integers(len(fit)))]))
    if len(sites) < count:
        raise ValueError(f"Only {len(sites)} of {count} leaks have a slice they fit into; take more leads.")
    return tuple(sites)


def _slices(came: Arrivals, names: tuple[str, ...]) -> list[tuple[tuple[str, str], ...]]:
    found: list[tuple[tuple[str, str], ...]] = [()]
    for name in names:
        found = [(*where, (name, value)) for where in found for value in _values(came, name)]
    return found


def _values(came: Arrivals, name: str) -> list[str]:
    if name == "arrival_hours":
        return ["evening"]
    if name == "handoffs":
        return ["2+"]
    # the young and the slow campaign stay as they are: nothing is wrong with them
    return [value for value in came.columns[name].values if value not in (came.young, came.slow)]


def _fits(came: Arrivals, where: tuple[tuple[str, str], ...]) -> bool:
    parts = [_holds(came, name, value) for name, value in where]
    inside = np.logical_and.reduce(parts)
    share = inside.mean()
    return bool(
        SMALLEST_SHARE <= share <= LARGEST_SHARE
        and (len(parts) == 1 or all(inside.sum() <= MOST_ALIKE * part.sum() for part in parts))
    )


def _holds(came: Arrivals, name: str, value: str) -> Flags:
    if name == "arrival_hours":
        _, low, high = next(band for band in HOURS if band[0] == value)
        return (came.hour >= low) & (came.hour < high)
    return came.holds(name, value)
