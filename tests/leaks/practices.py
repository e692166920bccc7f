"""Made-up practices whose leaks are known: the leads as they would be stored, and the truth beside them.

Every step takes time and the data end at a moment, so the newest leads are still under way; half of
those who will never go on are never marked as lost. The young and the slow campaign are decoys.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import polars as pl

from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.practice import Practice
from tests.leaks.arrivals import Arrivals, arrivals, coin_flips
from tests.leaks.course import LEVELS, Flags, Numbers, chance, levels, logits, seen, takes
from tests.leaks.planting import Site, planted_sites
from tests.leaks.rows import START, stored

TAKES: Final = (0.5, 1.9)
"""How much a leak takes from the logit of going on: from four in five of those who would have to one in three."""
DETECTABLE_Z: Final = 4.0


@dataclass(frozen=True, slots=True)
class Planted:
    """A leak that is in the data, and what is true of it."""

    site: Site
    at_risk: int
    expected: float
    """Who would have gone on by now without this leak, by the true chances."""
    observed: int
    lost: float
    """What the leak takes by now, by the true chances."""
    z: float
    """What an oracle sees that knows the slice and the true expectation."""

    @property
    def detectable(self) -> bool:
        return self.z >= DETECTABLE_Z


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A practice: its leads with the stored columns, the moment they stand at, and the truth."""

    seed: int
    leads: pl.DataFrame
    as_of: datetime
    planted: tuple[Planted, ...]
    taken: Numbers
    """Of each step (row) and lead, how much of a chance to have gone on by now its leaks take."""
    young: str
    slow: str
    """Campaigns with nothing wrong: one began a few weeks ago, one's leads take their time."""

    def table(self) -> LeadTable:
        return lead_table(self.leads, Practice(), as_of=self.as_of)


def made_up(
    seed: int, leads: int, days: int = 180, variation: float = 0.08, leaks: int = 4, strength: float = 1.0
) -> MadeUp:
    """A practice with so many leads over so many days; the same for the same arguments.

    `variation` is the ordinary spread between people on the logit scale; `strength` scales what leaks take.
    """
    rng = np.random.default_rng([seed, leads, days, leaks])
    came = arrivals(rng, leads, days)
    sites = planted_sites(rng, came, leaks)
    healthy = logits(rng, came, variation)
    return _lived(rng, seed, came, days, healthy, [(site, rng.uniform(*TAKES) * strength) for site in sites])


def by_coin(seed: int, leads: int, days: int = 180) -> MadeUp:
    """A healthy practice in which the fields mean nothing: 12 of them drawn at random, and every lead alike."""
    rng = np.random.default_rng([seed, leads, days])
    return _lived(rng, seed, coin_flips(rng, leads, days), days, levels(rng, leads), [])


def _lived(
    rng: np.random.Generator,
    seed: int,
    came: Arrivals,
    days: int,
    healthy: Numbers,
    leaks: list[tuple[Site, float]],
) -> MadeUp:
    """What becomes of the leads, given the logits of a healthy practice and what each leak takes from them."""
    leaking = healthy.copy()
    for site, shift in leaks:
        leaking[site.step] -= shift * site.mask(came)
    actual = chance(leaking)
    slow = came.holds("campaign", came.slow)
    reached_at = np.full((len(LEVELS) + 1, len(slow)), np.inf)
    reached_at[0] = came.day
    taken_days = np.zeros((len(LEVELS), len(slow)))
    for step in range(len(LEVELS)):
        taken_days[step] = takes(rng, step, slow)
        goes_on = rng.random(len(slow)) < actual[step]
        reached_at[step + 1] = np.where(goes_on, reached_at[step] + taken_days[step], np.inf)
    by_now = np.stack([seen(step, days - reached_at[step], slow) for step in range(len(LEVELS))])
    truth = []
    for site, shift in leaks:
        within, step = site.mask(came), site.step
        without = by_now[step] * chance(leaking[step] + shift * within)
        truth.append(_truth(site, within, reached_at <= days, without, by_now[step] * actual[step]))
    return MadeUp(
        seed=seed,
        leads=stored(rng, came, reached_at, taken_days, days),
        as_of=START + timedelta(days=days),
        planted=tuple(truth),
        taken=by_now * (chance(healthy) - actual) * (reached_at[:-1] <= days),
        young=came.young,
        slow=came.slow,
    )


def _truth(site: Site, within: Flags, reached: Flags, without: Numbers, with_it: Numbers) -> Planted:
    """`reached` has a row a stage; the chances are those of having gone on by now."""
    here = within & reached[site.step]
    healthy = without[here]
    observed = int((reached[site.step + 1] & here).sum())
    spread = float(np.sqrt((healthy * (1 - healthy)).sum()))
    return Planted(
        site=site,
        at_risk=int(here.sum()),
        expected=float(healthy.sum()),
        observed=observed,
        lost=float((healthy - with_it[here]).sum()),
        z=(float(healthy.sum()) - observed) / spread if spread else 0.0,
    )
