"""What a list of findings is worth where the truth is known.

A finding hits a planted leak when it names the same step and either nearly the same leads (of the
leads at risk in either slice, at least half are in both), or a slice that holds the planted one or
lies within it by its conditions, and at least a quarter are in both: the inbox instead of the inbox
in the evening is the right place to look, all of North instead of one of its campaigns is not. A
second finding that hits the same leak is neither a further hit nor a false alarm. Every other
finding is a false alarm, also where it overlaps a leak a little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.leads import LeadTable
from tests.leaks.practices import MadeUp

Flags = NDArray[np.bool_]
FIRST: Final = 5
"""Only so many findings of a report are read."""
ALIKE: Final = 0.5
NESTED: Final = 0.25


class Finding(Protocol):
    """A step and a slice that are said to leak."""

    @property
    def step(self) -> tuple[str, str]: ...
    @property
    def where(self) -> tuple[tuple[str, str | None], ...]: ...


@dataclass(frozen=True, slots=True)
class Score:
    """How one report did on one practice; findings and leaks by their place."""

    hits: dict[int, int]
    """Each planted leak that was found, and the first finding that hit it."""
    false: tuple[int, ...]
    decoys: tuple[int, ...]
    """Those false alarms that name the young or the slow campaign."""
    detectable: tuple[int, ...]
    """The planted leaks an oracle could see."""

    @property
    def found(self) -> int:
        """Detectable leaks among the hits."""
        return len(self.hits.keys() & set(self.detectable))


def score(practice: MadeUp, table: LeadTable, findings: Sequence[Finding]) -> Score:
    """The first findings of a report held against what was planted."""
    hits: dict[int, int] = {}
    false: list[int] = []
    for place, finding in enumerate(findings[:FIRST]):
        hit = leak_hit(practice, table, finding)
        if hit is None:
            false.append(place)
        else:
            hits.setdefault(hit, place)
    decoys = {("campaign", practice.young), ("campaign", practice.slow)}
    return Score(
        hits=hits,
        false=tuple(false),
        decoys=tuple(place for place in false if decoys & set(findings[place].where)),
        detectable=tuple(place for place, leak in enumerate(practice.planted) if leak.detectable),
    )


def leak_hit(practice: MadeUp, table: LeadTable, finding: Finding) -> int | None:
    """Place of the planted leak this finding hits best; None where it is a false alarm."""
    here = at_risk(table, finding.step, finding.where)
    best, best_alike = None, 0.0
    for place, leak in enumerate(practice.planted):
        if leak.site.stages != finding.step:
            continue
        there = at_risk(table, finding.step, leak.site.where)
        alike = (here & there).sum() / max(1, (here | there).sum())
        one, other = set(finding.where), set(leak.site.where)
        enough = NESTED if one <= other or other <= one else ALIKE
        if alike >= enough and alike > best_alike:
            best, best_alike = place, float(alike)
    return best


def at_risk(table: LeadTable, step: tuple[str, str], where: Sequence[tuple[str, str | None]]) -> Flags:
    """The leads of a slice that had reached the stage before the step."""
    inside = table.progress.furthest >= stages.position(step[0])
    for name, value in where:
        dimension = table.dimension(name)
        inside = inside & dimension.wanted((value,))[dimension.axis.codes]
    return np.asarray(inside)


def true_loss(practice: MadeUp, table: LeadTable, finding: Finding) -> float:
    """What leaks take from the leads of this finding at its step, by the true chances."""
    taken = practice.taken[stages.position(finding.step[0])]
    return float(taken[at_risk(table, finding.step, finding.where)].sum())
