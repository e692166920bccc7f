"""One trial: a way to find leaks, on so many practices with leaks and as many without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from time import perf_counter
from typing import Final

from dashboard.filters import Filters
from dashboard.metrics.leads import LeadTable
from dashboard.metrics.leaks.finder import find_leaks
from dashboard.metrics.leaks.report import Leak
from tests.leaks.practices import MadeUp, made_up
from tests.leaks.rankings import RANKINGS, ranked
from tests.leaks.scoring import Finding, score, true_loss

Finder = Callable[[LeadTable], Sequence[Finding]]
HEALTHY_SEEDS: Final = 1_000_000
"""Healthy practices are others than those with leaks."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The practices of a trial: how many leads, over how many days, how much people differ by nature."""

    leads: int
    days: int = 180
    variation: float = 0.08

    @property
    def label(self) -> str:
        days = "" if self.days == 180 else f", {self.days} days"
        variation = "" if self.variation == 0.08 else f", sd {self.variation:g}"
        return f"{self.leads:,} leads{days}{variation}"

    def practices(self, count: int, first: int, leaks: int = 4) -> Iterator[MadeUp]:
        start = first if leaks else first + HEALTHY_SEEDS
        for seed in range(start, start + count):
            yield made_up(seed, self.leads, self.days, self.variation, leaks)


@dataclass(slots=True)
class Tally:
    """What came of a trial so far."""

    reports: int = 0
    healthy: int = 0
    detectable: int = 0
    found: int = 0
    false: int = 0
    alarmed: int = 0
    decoyed: int = 0
    """Practices, with leaks or without, in which the young or the slow campaign was called a leak."""
    ratios: list[float] = field(default_factory=list)
    """Estimated over true loss of the leaks found."""
    covered: int = 0
    seconds: float = 0.0

    @property
    def recall(self) -> float:
        return _share(self.found, self.detectable)

    @property
    def false_a_report(self) -> float:
        return _share(self.false, self.reports)

    @property
    def alarmed_share(self) -> float:
        return _share(self.alarmed, self.healthy)

    @property
    def decoyed_share(self) -> float:
        return _share(self.decoyed, self.reports + self.healthy)

    @property
    def seconds_a_report(self) -> float:
        return _share(self.seconds, self.reports + self.healthy)

    @property
    def size_ratio(self) -> float:
        return median(self.ratios) if self.ratios else float("nan")

    @property
    def coverage(self) -> float:
        return _share(self.covered, len(self.ratios))

    def add(self, practice: MadeUp, table: LeadTable, findings: Sequence[Finding]) -> None:
        """Count one report."""
        came = score(practice, table, findings)
        self.decoyed += bool(came.decoys)
        if not practice.planted:
            self.healthy += 1
            self.alarmed += bool(findings)
            return
        self.reports += 1
        self.detectable += len(came.detectable)
        self.found += came.found
        self.false += len(came.false)
        for place in came.hits.values():
            finding = findings[place]
            if isinstance(finding, Leak):
                true = true_loss(practice, table, finding)
                self.ratios.append(finding.lost / true)
                self.covered += finding.low <= true <= finding.high


def found_leaks(table: LeadTable) -> Sequence[Finding]:
    """What Leadloop calls leaks."""
    return find_leaks(table.slice(Filters())).leaks


FINDERS: Final[dict[str, Finder]] = {
    "Leadloop": found_leaks,
    **{name: partial(ranked, ranking=ranking) for name, ranking in RANKINGS.items()},
}


def trial(finders: dict[str, Finder], practices: Iterable[MadeUp]) -> dict[str, Tally]:
    """Every finder on the same practices."""
    tallies = {name: Tally() for name in finders}
    for practice in practices:
        table = practice.table()
        for name, finder in finders.items():
            started = perf_counter()
            findings = finder(table)
            tallies[name].seconds += perf_counter() - started
            tallies[name].add(practice, table, findings)
    return tallies


def _share(part: float, whole: int) -> float:
    return part / whole if whole else float("nan")
