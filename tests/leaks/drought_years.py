"""Practice-years in which one source stops going on, and years in which none does, looked at day by day.

A stop: from one day on, no lead of a campaign, doctor, procedure or location reaches a stage any
more; leads keep coming. The bound is the silence before which no rule that watches this stage of
this source alone can speak, at one false alarm a year: ln(365 x rate) / rate days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf, log
from statistics import median
from typing import Final

import numpy as np
import polars as pl

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.droughts import droughts
from dashboard.metrics.leads import lead_table
from dashboard.practice import Practice
from tests.leaks.practices import MadeUp, made_up
from tests.leaks.rows import START

FIELDS: Final = ("campaign", "doctor", "procedure", "location")
STOPS_AT: Final = ("reached", "qualified", "consult_booked", "procedure_booked")
PRACTICE: Final = Practice()
WARM_UP: Final = 180
"""Days of history before the year begins."""
YEAR: Final = 365
A_MONTH: Final = (60, 600)
"""Leads a month of the smallest and the largest practice."""
SHORTEST: Final = 90
"""A stop lasts at least so many days, to the end of the data."""
LONGEST_BOUND: Final = 60.0

Source = tuple[str, str]
Look = Callable[[pl.DataFrame, float], set[tuple[Source, str]]]
"""The sources and stages that are called dry, from the leads as of so many days after the start."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A source that sends nobody on to a stage from a day on."""

    source: Source
    stage: str
    day: float
    rate: float
    """Leads of the source that reached the stage, a day, before the stop."""

    watched: int
    """Sources times stages that are watched together in this practice."""

    @property
    def bound(self) -> float:
        return log(YEAR * self.rate) / self.rate

    @property
    def bound_together(self) -> float:
        """The bound where one false alarm a year is all that everything watched together may give."""
        return log(YEAR * self.rate * self.watched) / self.rate


@dataclass(frozen=True, slots=True)
class StopFound:
    """How long a stop went unseen, in days; infinite where it was never seen."""

    stop: Stop
    delay: float
    """Until its source was called dry, at the stage of the stop or a later one."""


def year(seed: int) -> MadeUp:
    """A healthy practice over the warm-up and a year."""
    low, high = A_MONTH
    a_month = low * (high / low) ** np.random.default_rng([seed, 12]).random()
    days = WARM_UP + YEAR
    return made_up(seed, int(a_month * days / 30), days, leaks=0)


def look(leads: pl.DataFrame, day: float) -> set[tuple[Source, str]]:
    """What Leadloop calls dry."""
    table = lead_table(leads, PRACTICE, as_of=START + timedelta(days=day))
    return {
        ((row["field"], row["value"]), row["stage"]) for row in droughts(table.slice(Filters())).iter_rows(named=True)
    }


def false_alarms(practice: MadeUp, look: Look, every: int = 1) -> int:
    """Sources called dry in a healthy year, each stretch of days counted once whatever its stages."""
    alarms, before = 0, set[Source]()
    for day in range(WARM_UP, WARM_UP + YEAR, every):
        now = {source for source, _ in look(practice.leads, day)}
        alarms += len(now - before)
        before = now
    return alarms


def stop_of(practice: MadeUp, rng: np.random.Generator) -> Stop | None:
    """A stop that can be seen before the data end; None where no source of the practice is large enough."""
    day = float(rng.integers(WARM_UP, WARM_UP + YEAR - SHORTEST))
    known = practice.leads.filter(pl.col("created_at") < START + timedelta(days=day))
    watched = sum(known[name].drop_nulls().n_unique() for name in FIELDS) * (len(stages.NAMES) - 1)
    fit: list[Stop] = []
    for stage in STOPS_AT:
        at = pl.col(f"{stage}_at")
        recent = known.filter(at > START + timedelta(days=day - WARM_UP), at <= START + timedelta(days=day))
        for name in FIELDS:
            for value, count in recent[name].drop_nulls().value_counts().sort(name).iter_rows():
                stop = Stop((name, value), stage, day, count / WARM_UP, watched)
                if (
                    YEAR * stop.rate > 3
                    and stop.bound <= LONGEST_BOUND
                    and value not in (practice.young, practice.slow)
                ):
                    fit.append(stop)
    return fit[int(rng.integers(len(fit)))] if fit else None


def stopped(leads: pl.DataFrame, stop: Stop) -> pl.DataFrame:
    """The leads as they are when nobody of the source reaches the stage from that day on."""
    name, value = stop.source
    late = (pl.col(name) == value) & (pl.col(f"{stop.stage}_at") > START + timedelta(days=stop.day))
    undone = stages.NAMES[stages.position(stop.stage) :]
    gone = [f"{stage}_at" for stage in undone] + (["consult_for"] if "consult_booked" in undone else [])
    dated = pl.lit(None)
    return (
        leads.with_columns(late=late.fill_null(value=False))
        .with_columns(
            *(pl.when("late").then(dated).otherwise(column).alias(column) for column in (*gone, "value", "currency")),
            *(pl.when("late").then(pl.lit(False)).otherwise(stage).alias(stage) for stage in undone),
        )
        .drop("late")
    )


def delay(practice: MadeUp, stop: Stop, look: Look) -> StopFound:
    """Day by day from the stop on, until its source is called dry."""
    leads = stopped(practice.leads, stop)
    counted = stages.position(stop.stage)
    for day in range(int(stop.day) + 1, WARM_UP + YEAR + 1):
        dry = {source for source, stage in look(leads, day) if stages.position(stage) >= counted}
        if stop.source in dry:
            return StopFound(stop, day - stop.day)
    return StopFound(stop, inf)


@dataclass(frozen=True, slots=True)
class DroughtFigures:
    """What a number of practice-years showed."""

    years: int
    false_alarms: int
    stops: Sequence[StopFound]

    @property
    def a_year(self) -> float:
        return self.false_alarms / self.years if self.years else float("nan")

    @property
    def delay_to_bound(self) -> float:
        """Median of the delay over its bound; infinite where most stops stay unseen."""
        return median(found.delay / found.stop.bound for found in self.stops) if self.stops else float("nan")

    @property
    def delay_to_bound_together(self) -> float:
        """As `delay_to_bound`, over the bound for everything watched together."""
        return median(found.delay / found.stop.bound_together for found in self.stops) if self.stops else float("nan")

    @property
    def unseen(self) -> int:
        return sum(found.delay == inf for found in self.stops)

    def sentence(self, every: int) -> str:
        """The figures as the trial prints them."""
        return (
            f"droughts: {self.a_year:.2f} false alarms a practice and year ({self.years} years, looked at every "
            f"{every} days); {len(self.stops)} stops, median delay {self.delay_to_bound:.2f} x the bound "
            f"of one stage alone, {self.delay_to_bound_together:.2f} x that of all watched together, "
            f"{self.unseen} not seen before the data end"
        )


def drought_figures(years: int, first: int, every: int = 1, look: Look = look) -> DroughtFigures:
    """So many healthy years and, in others, as many stops as there were sources large enough."""
    alarms = sum(false_alarms(year(seed), look, every) for seed in range(first, first + years))
    return DroughtFigures(years, alarms, list(_stops(range(first + years, first + 2 * years), look)))


def _stops(seeds: range, look: Look) -> Iterator[StopFound]:
    for seed in seeds:
        practice = year(seed)
        stop = stop_of(practice, np.random.default_rng([seed, 13]))
        if stop:
            yield delay(practice, stop, look)
