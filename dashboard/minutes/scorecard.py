"""The scorecard: each measure now and in the period compared, in words, and what moved beyond its normal range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.charts import text
from dashboard.metrics.compare import apart
from dashboard.metrics.leads import Slice
from dashboard.metrics.measures import SCORECARD, Measure, Part

NORMAL: Final = 2.6
"""Standard errors a share moves by itself: chance, widened by what differs from week to week in any practice."""


@dataclass(frozen=True, slots=True)
class Score:
    """One measure of a slice; `before` is None without a comparison."""

    measure: Measure
    now: Part
    before: Part | None

    @property
    def moved(self) -> int:
        """1 moved for the better, -1 for the worse, each beyond its normal range; else 0."""
        if self.before is None:
            return 0
        z = apart(self.now.part, self.now.whole, self.before.part, self.before.whole)
        if abs(z) <= NORMAL:
            return 0
        return 1 if (z < 0) == self.measure.less_is_better else -1

    @property
    def words(self) -> str:
        """How it compares, in words that say whether that is good."""
        if self.before is None or self.now.share is None or self.before.share is None:
            return "nothing to compare with"
        points = round(abs(self.now.share - self.before.share) * 100)
        if not self.moved:
            return "no clear change"
        way = "more" if self.now.share > self.before.share else "fewer"
        return f"{points} {'point' if points == 1 else 'points'} {way}, {'better' if self.moved > 0 else 'worse'}"

    @property
    def sentence(self) -> str:
        """The move as a sentence for wins and challenges."""
        before = "" if self.before is None else f", {text.percent(self.before.share)} before"
        counted = f"{text.count(self.now.part)} of {text.count(self.now.whole)} {self.measure.of}"
        return f"{self.measure.label}: {counted} ({text.percent(self.now.share)}{before})"


def scores(leads: Slice, before: Slice | None) -> tuple[Score, ...]:
    """Every measure of the scorecard that the data can answer, in the order of the funnel."""
    found = []
    for measure in SCORECARD:
        now = _counted(measure, leads)
        if now.whole and measure.answerable(leads.table):
            found.append(Score(measure, now, None if before is None else _counted(measure, before)))
    return tuple(found)


def moves(found: Sequence[Score], way: int) -> tuple[str, ...]:
    """The measures that moved for the better (1) or the worse (-1), as sentences."""
    return tuple(score.sentence for score in found if score.moved == way)


def _counted(measure: Measure, leads: Slice) -> Part:
    return measure.counted(leads.table, leads.filters, leads.filters.since, leads.filters.until)
