"""Whether something helped: the same leads before and after, at the same age, beside all others.

A share moves by chance, and with the season. An action is said to have helped only where chance hardly
moves a share so far, and where the leads it did not touch did not move as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import log, sqrt
from typing import Final, Literal

from scipy.stats import barnard_exact, norm

from dashboard.filters import Filters
from dashboard.metrics.intervals import wilson
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.measures import Measure, Part

Verdict = Literal["helped", "worse", "season", "chance", "too_few"]
FEWEST: Final = 10
"""Under so many leads on a side nothing is said."""
ERROR: Final = 0.046
"""How often chance alone may pass for help; with what may pass for harm 1 in 20."""
HARM: Final = 0.004
"""How often chance alone may pass for harm: nobody acts to make a figure worse, so it takes more to say so."""
MOVED: Final = 0.05
"""Where chance alone moves the rest so far less often than this, its move is taken from the action's."""
_EXACT_UP_TO: Final = 200


@dataclass(frozen=True, slots=True)
class Effect:
    """What became of a measure."""

    before: Part
    after: Part
    rest_before: Part
    rest_after: Part
    days: int
    """Length of each of the two periods."""
    low: float
    """95 % interval of the share after less the share before; nan where a side has no leads."""
    high: float
    chance: float
    """Probability of so large an improvement where nothing changed but what changed for the rest as well."""
    verdict: Verdict


def windows(done: date, as_of: date, longest: int = 90) -> tuple[date, date, int]:
    """First day of the period before, end (exclusive) of the period after, and the length of each in days.

    Both are as long as the time since the action was done, at most `longest` days. Raises ValueError when it
    was not done before `as_of`.
    """
    days = min((as_of - done).days, longest)
    if days <= 0:
        raise ValueError("There are no days after it yet.")
    return done - timedelta(days=days), done + timedelta(days=days), days


def effect(then: LeadTable, now: LeadTable, filters: Filters, measure: Measure, done: date, days: int) -> Effect:
    """The measure over so many days before an action, seen as of the day it was done, and as many after it.

    `then` is the lead table as of the start of the day `done`, `now` the table as of so many days later, so that
    leads of both periods are followed equally long. The rest are all leads that do not pass the filters.
    """
    since, until = done - timedelta(days=days), done + timedelta(days=days)
    before = measure.counted(then, filters, since, done)
    after = measure.counted(now, filters, done, until)
    everyone = Filters()
    rest_before = measure.counted(then, everyone, since, done).less(before)
    rest_after = measure.counted(now, everyone, done, until).less(after)
    return judged(before, after, rest_before, rest_after, days, less_is_better=measure.less_is_better)


def judged(
    before: Part, after: Part, rest_before: Part, rest_after: Part, days: int = 0, *, less_is_better: bool
) -> Effect:
    """What the counts say. One-sided, since an action is meant to move a measure one way.

    Barnard's exact test ordered by the pooled z (Suissa and Shuster 1985, JRSS A 148:317), above 200 leads the
    pooled z with Yates' correction.
    Where the rest moved by more than chance readily does, the action must have moved its leads further than that:
    the difference of the two log odds ratios (Woolf 1955, halves added) beside its standard error. Interval:
    Newcombe 1998, Statistics in Medicine 17:873, method 10.
    """
    low, high = _difference(before, after)
    if min(before.whole, after.whole) < FEWEST:
        return Effect(before, after, rest_before, rest_after, days, low, high, 1.0, "too_few")
    better, worse = (_chance(before, after, falls) for falls in (less_is_better, not less_is_better))
    rest_counts = min(rest_before.whole, rest_after.whole) >= FEWEST
    rest_moved = rest_counts and min(_chance(rest_before, rest_after, falls) for falls in (True, False)) < MOVED
    if rest_moved:
        beyond = _log_odds(before, after) - _log_odds(rest_before, rest_after)
        spread = sqrt(sum(_inverse(part) for part in (before, after, rest_before, rest_after)))
        own = float(norm.sf(-beyond / spread if less_is_better else beyond / spread))
    else:
        own = better
    verdict: Verdict = (
        "helped" if max(better, own) < ERROR else "season" if better < ERROR else "worse" if worse < HARM else "chance"
    )
    return Effect(before, after, rest_before, rest_after, days, low, high, max(better, own), verdict)


def _chance(before: Part, after: Part, falls: bool) -> float:
    """Probability of so large a fall (or rise) of the share where nothing changed; 1 where it did not move that way."""
    pooled = (before.part + after.part) / (before.whole + after.whole)
    moved = (before.part / before.whole - after.part / after.whole) * (1 if falls else -1)
    if moved <= 0:
        return 1.0
    if before.whole + after.whole <= _EXACT_UP_TO:
        table = [
            [before.part, after.part],
            [before.whole - before.part, after.whole - after.part],
        ]
        return float(barnard_exact(table, alternative="greater" if falls else "less").pvalue)
    spread = sqrt(pooled * (1 - pooled) * (1 / before.whole + 1 / after.whole))
    return float(norm.sf((moved - (1 / before.whole + 1 / after.whole) / 2) / spread))


def _log_odds(before: Part, after: Part) -> float:
    """Log odds ratio of after to before."""
    return _odds(after) - _odds(before)


def _odds(part: Part) -> float:
    return log((part.part + 0.5) / (part.whole - part.part + 0.5))


def _inverse(part: Part) -> float:
    return 1 / (part.part + 0.5) + 1 / (part.whole - part.part + 0.5)


def _difference(before: Part, after: Part) -> tuple[float, float]:
    if not before.whole or not after.whole:
        return float("nan"), float("nan")
    (low_1, high_1), (low_2, high_2) = (
        tuple(float(end) for end in wilson(part.part, part.whole)) for part in (before, after)
    )
    first, second = before.part / before.whole, after.part / after.whole
    moved = second - first
    return (
        moved - sqrt((second - low_2) ** 2 + (high_1 - first) ** 2),
        moved + sqrt((high_2 - second) ** 2 + (first - low_1) ** 2),
    )
