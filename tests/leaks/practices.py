"""Made-up practices whose leaks are known: the leads as they would be stored, and the truth beside them.

Every chance is a logit: the step's own level, the case mix (channel, persona, procedure, type of
patient, area, evening), ordinary variation between campaigns, locations, doctors, counselors and
inboxes, and what the planted leaks take away. Every step takes time and the data end at a moment,
so the newest leads are still under way; half of those who will never go on are never marked as lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.stats import norm

from dashboard import schema, stages
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.practice import Practice
from tests.leaks.arrivals import EVENING, HARD, Arrivals, arrivals
from tests.leaks.planting import Site, planted_sites

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

START: Final = datetime(2025, 1, 6, tzinfo=UTC)
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
TAKES: Final = (0.5, 1.9)
"""How much a leak takes from the logit of going on: from four in five of those who would have to one in three."""
RECORDED_LOSSES: Final = 0.5
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
    healthy = _logits(rng, came, variation)
    drop = [rng.uniform(*TAKES) * strength for _ in sites]
    inside = [site.mask(came) for site in sites]
    leaking = healthy.copy()
    for site, shift, within in zip(sites, drop, inside, strict=True):
        leaking[site.step] -= shift * within
    chance = _chance(leaking)

    slow = came.columns["campaign"].codes == 1
    reached_at = np.full((len(LEVELS) + 1, leads), np.inf)
    reached_at[0] = came.day
    takes = np.zeros((len(LEVELS), leads))
    for step in range(len(LEVELS)):
        takes[step] = _takes(rng, step, slow)
        goes_on = rng.random(leads) < chance[step]
        reached_at[step + 1] = np.where(goes_on, reached_at[step] + takes[step], np.inf)
    seen = np.stack([_seen(step, days - reached_at[step], slow) for step in range(len(LEVELS))])
    truth = []
    for site, shift, within in zip(sites, drop, inside, strict=True):
        without = seen[site.step] * _chance(leaking[site.step] + shift * within)
        truth.append(_truth(site, within, reached_at <= days, without, seen[site.step] * chance[site.step]))
    return MadeUp(
        seed=seed,
        leads=_stored(rng, came, reached_at, takes, days),
        as_of=START + timedelta(days=days),
        planted=tuple(truth),
        taken=seen * (_chance(healthy) - chance) * (reached_at[:-1] <= days),
        young=came.young,
        slow=came.slow,
    )


def _logits(rng: np.random.Generator, came: Arrivals, variation: float) -> Numbers:
    """One row a step, one column a lead."""
    level = np.log(LEVELS) - np.log1p(-np.array(LEVELS)) + rng.normal(0, 0.2, len(LEVELS))
    logits = np.repeat(level[:, None], len(came.day), axis=1)
    spreads = MIX | dict.fromkeys(PEOPLE, variation)
    for name, spread in spreads.items():
        column = came.columns[name]
        # one more value for what is not known, which is of every kind and so of none
        effect = np.append(rng.normal(0, spread, (len(LEVELS), len(column.values))), np.zeros((len(LEVELS), 1)), axis=1)
        logits += effect[:, column.codes]
    hard = np.isin(came.columns["procedure"].codes, HARD)
    evening = (came.hour >= EVENING[0]) & (came.hour < EVENING[1])
    logits[1] -= 0.4 * evening
    logits[2] -= 0.5 * hard
    logits[5] -= 0.9 * hard
    return logits


def _chance(logits: Numbers) -> Numbers:
    return 1 / (1 + np.exp(-logits))


def _takes(rng: np.random.Generator, step: int, slow: Flags) -> Numbers:
    days = MEDIAN_DAYS[step] * np.exp(SPREAD[step] * rng.normal(size=len(slow)))
    return np.where(slow, SLOW, 1.0) * days


def _seen(step: int, waited: Numbers, slow: Flags) -> Numbers:
    """The true share of those who will go on that has done so after so many days."""
    if not MEDIAN_DAYS[step]:
        return np.ones(len(waited))
    usual = np.maximum(waited, 1e-9) / (MEDIAN_DAYS[step] * np.where(slow, SLOW, 1.0))
    return np.asarray(norm.cdf(np.log(usual) / SPREAD[step]))


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


def _stored(rng: np.random.Generator, came: Arrivals, reached_at: Numbers, takes: Numbers, days: int) -> pl.DataFrame:
    """The leads as the store gives them: what happened by the last day, and appointments ahead."""
    size = len(came.day)
    happened = np.where(reached_at <= days, reached_at, np.inf)
    at = (np.isfinite(happened).sum(axis=0) - 1).astype(int)
    last = happened[at, np.arange(size)]
    going_on = (at < len(LEVELS)) & np.isfinite(reached_at[np.minimum(at + 1, len(LEVELS)), np.arange(size)])
    given_up = last + rng.exponential(12.0, size) + 1
    lost = ~going_on & (at < len(LEVELS)) & (rng.random(size) < RECORDED_LOSSES) & (given_up <= days)
    consult_for = np.where(np.isfinite(happened[4]), happened[4] + takes[4], np.inf)
    answered = came.day + 0.1 * np.exp(1.2 * rng.normal(size=size))
    answered = np.where((answered <= days) & (rng.random(size) < 0.92), answered, np.inf)
    price = np.array([700.0, 900, 400, 6000, 4200, 5200])[came.columns["procedure"].codes]
    won = np.isfinite(happened[6])
    given: dict[str, pl.Series] = {
        name: pl.Series(column.texts(), dtype=pl.String) for name, column in came.columns.items()
    }
    given |= {
        "lead_id": pl.Series([f"lead {number}" for number in range(1, size + 1)]),
        "created_at": _moments(came.day),
        "handoffs": pl.Series(came.columns["handoffs"].codes),
        "attempts": pl.Series(rng.poisson(1.4, size) + np.isfinite(happened[2])),
        "first_response_at": _moments(answered),
        "first_response_kind": pl.Series(np.where(np.isfinite(answered), "human", None).tolist(), dtype=pl.String),
        "is_real": pl.Series(np.isfinite(happened[1])),
        "consult_for": _moments(consult_for),
        "lost": pl.Series(lost),
        "lost_at": _moments(np.where(lost, given_up, np.inf)),
        "value": pl.Series(np.where(won, price, np.nan)).fill_nan(None),
        "currency": pl.Series(np.where(won, "USD", None).tolist(), dtype=pl.String),
        "inquiry": pl.Series(np.ones(size, bool)),
        "row": pl.Series(np.arange(1, size + 1)),
        "file": pl.Series(np.ones(size, np.int32)),
    }
    for place, name in enumerate(stages.RECORDED, 2):
        given |= {f"{name}_at": _moments(happened[place]), name: pl.Series(np.isfinite(happened[place]))}
    rows = pl.DataFrame(given)
    return rows.select(
        pl.col(name).cast(dtype) if name in given else pl.lit(None, dtype).alias(name)
        for name, dtype in schema.stored_columns("leads").items()
    )


def _moments(day: Numbers) -> pl.Series:
    """Days since the start as moments; a day that never comes is null."""
    known = np.isfinite(day)
    microseconds = (np.where(known, day, 0) * 86_400_000_000).astype(np.int64) + int(START.timestamp() * 1e6)
    return pl.Series(np.where(known, microseconds, None).tolist(), dtype=pl.Int64).cast(schema.MOMENT)
