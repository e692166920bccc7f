"""How leads fare at a made-up practice: the chance of each step, and the time it takes.

Every chance is a logit: the step's own level, the case mix (channel, persona, procedure, type of
patient, area, evening) and ordinary variation between campaigns, locations, doctors, counselors,
inboxes and numbers of hand-offs.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from tests.leaks.arrivals import EVENING, HARD, Arrivals

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEVELS: Final = (0.86, 0.75, 0.70, 0.62, 0.78, 0.50)
"""Share of those at each stage that go on to the next, inquiry to real first, as a rough level."""
MEDIAN_DAYS: Final = (0.0, 0.4, 1.5, 4.0, 9.0, 8.0)
SPREAD: Final = (0.0, 1.3, 1.0, 1.0, 0.6, 1.0)
"""Median and log-spread of the days each step takes; a real lead is one from the moment it inquires."""
SLOW: Final = 4.0
"""How many times longer the leads of the slow campaign take; in the end as many of them go on."""
MIX: Final = {"channel": 0.35, "persona": 0.3, "procedure": 0.35, "patient_type": 0.3, "area": 0.15, "source": 0.1}
"""Spread, on the logit scale, of what the case mix does to each step."""
PEOPLE: Final = ("campaign", "location", "doctor", "owner", "inbox", "handoffs")


def logits(rng: np.random.Generator, came: Arrivals, variation: float) -> Numbers:
    """One row a step, one column a lead."""
    found = levels(rng, len(came.day))
    spreads = MIX | dict.fromkeys(PEOPLE, variation)
    for name, spread in spreads.items():
        column = came.columns[name]
        # one more value for what is not known, which is of every kind and so of none
        effect = np.append(rng.normal(0, spread, (len(LEVELS), len(column.values))), np.zeros((len(LEVELS), 1)), axis=1)
        found += effect[:, column.codes]
    hard = np.isin(came.columns["procedure"].codes, HARD)
    evening = (came.hour >= EVENING[0]) & (came.hour < EVENING[1])
    found[1] -= 0.4 * evening
    found[2] -= 0.5 * hard
    found[5] -= 0.9 * hard
    return found


def levels(rng: np.random.Generator, size: int) -> Numbers:
    """The logits where nothing makes a difference: one row a step, one column a lead."""
    level = np.log(LEVELS) - np.log1p(-np.array(LEVELS)) + rng.normal(0, 0.2, len(LEVELS))
    return np.repeat(level[:, None], size, axis=1)


def chance(logits: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-logits))


def takes(rng: np.random.Generator, step: int, slow: Flags) -> Numbers:
    days = MEDIAN_DAYS[step] * np.exp(SPREAD[step] * rng.normal(size=len(slow)))
    return np.where(slow, SLOW, 1.0) * days


def seen(step: int, waited: Numbers, slow: Flags) -> Numbers:
    """The true share of those who will go on that has done so after so many days."""
    if not MEDIAN_DAYS[step]:
        return np.ones(len(waited))
    usual = np.maximum(waited, 1e-9) / (MEDIAN_DAYS[step] * np.where(slow, SLOW, 1.0))
    return np.asarray(norm.cdf(np.log(usual) / SPREAD[step]))
