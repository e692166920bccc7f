"""The search for leaks, from a slice of the leads to a report. The method: docs/leaks.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from dashboard import stages
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.factors import factors_of
from dashboard.metrics.leaks.honesty import verdict
from dashboard.metrics.leaks.levers import MARKETING
from dashboard.metrics.leaks.peel import Bar, peeled
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.metrics.leaks.scan import Scan, scan_of
from dashboard.metrics.leaks.size import Worth, loss_of, worth_of
from dashboard.metrics.leaks.steps import steps_of
from dashboard.metrics.leaks.tails import quantile
from dashboard.metrics.leaks.twins import Calibration, twin_surprises
from dashboard.metrics.leaks.variation import variation_of

Told = Callable[[str, float], None]

ALPHA: Final = 0.1
"""A healthy practice is alarmed no more often than this."""
WATCH_ALPHA: Final = 0.5
MOST_WATCHED: Final = 5
MOST_LEADS: Final = 1_000_000
"""Of more leads, evenly spread ones are searched; what is found is counted among all."""


def find_leaks(leads: Slice, told: Told | None = None) -> LeakReport:
    """Steps and slices where fewer leads went on than comparable ones did, beyond chance and ordinary variation.

    Leads outside the slice are neither searched nor compared with. `told` hears what is being done and the share of
    the work done. The same slice of the same data gives the same report.
    """
    say = told or (lambda _words, _share: None)
    say("Comparing like with like", 0.0)
    rows = leads.rows()
    levers, mix = factors_of(leads.table, rows)
    steps = steps_of(leads.table, rows)
    scans = [scan for step in steps if (scan := scan_of(step, levers, mix)) is not None] if levers else []
    if not scans:
        return LeakReport(leads.table.as_of, len(rows), 0, None, (), (), (), ())
    say("Redrawing healthy twins", 0.4)
    bar = _bar(scans, len(levers))
    worth = worth_of(leads, steps)
    found: dict[str, list[Leak]] = {"leak": [], "slow": [], "too_young": [], "watch": []}
    for place, scan in enumerate(scans):
        say("Taking leaks out, one by one", 0.6 + 0.4 * place / len(scans))
        final = peeled(scan, bar)
        for number in final.leaks:
            found[_verdict(final, number)].append(_leak(final, number, bar, worth))
        found["watch"] += _watched(final, bar, worth)
    say("Done", 1.0)
    return LeakReport(
        as_of=leads.table.as_of,
        leads=len(rows),
        looked_at=sum(scan.slices.size for scan in scans),
        smallest=min(_smallest(scan, bar) for scan in scans),
        leaks=_ranked(found["leak"]),
        watch=tuple(sorted(found["watch"], key=lambda leak: leak.chance)[:MOST_WATCHED]),
        slow=_ranked(found["slow"]),
        too_young=_ranked(found["too_young"]),
    )


def _bar(scans: Sequence[Scan], levers: int) -> Bar:
    """The bar a slice must pass, from twins of all steps together."""
    variation = variation_of([scan.found for scan in scans], [scan.own for scan in scans], levers)
    ways = np.concatenate([scan.slices.ways for scan in scans])
    # half of the budget for slices of one way, half for pairs
    budget = {way: float(np.log(2 * max(1, (ways == way).sum()))) for way in (1, 2)}
    bar = Bar(budget, Calibration(0.0, 1.0), variation, ALPHA)
    smallest = np.stack(
        [
            bar.corrected(
                twin_surprises(scan.slices, scan.found, scan.by_now, scan.levers, variation, place, scan.some),
                scan.slices.ways[:, None],
            ).max(axis=0)
            for place, scan in enumerate(scans)
        ]
    )
    return Bar(budget, Calibration.of(smallest.max(axis=0)), variation, ALPHA)


def _verdict(scan: Scan, number: int) -> str:
    inside = scan.slices.inside(number)
    others = scan.without([leak for leak in scan.leaks if leak != number])
    return verdict(scan.step, inside, others.by_now.design.logits(others.by_now.coefficients, scan.step.size))


def _leak(scan: Scan, number: int, bar: Bar, worth: Worth) -> Leak:
    taken_out = scan if number in scan.leaks else scan.without((*scan.leaks, number))
    loss = loss_of(taken_out, number, bar.variation)
    alone = taken_out.alone(number)
    evidence = bar.corrected(alone.z(bar.variation.sd), scan.slices.ways[[number]])
    stage, where = scan.step.names[1], scan.slices.wheres[number]
    each = worth.after.get(stage)
    observed = int(alone.observed[0])
    return Leak(
        step=scan.step.names,
        where=where,
        leads=int(alone.leads[0]),
        expected=observed + loss.lost,
        observed=observed,
        lost=loss.lost,
        low=loss.low,
        high=loss.high,
        money=None if each is None else loss.lost * each,
        currency=None if each is None else worth.currency,
        chance=bar.calibration.chance(float(evidence[0])),
        team=_team(stage, [name for name, _ in where]),
    )


def _team(stage: str, names: Sequence[str]) -> str:
    """Who owns the hand-off; up to qualified, marketing where nothing but its own choices sets the slice apart."""
    early = stages.position(stage) <= stages.position("qualified")
    return "marketing" if early and set(names) <= MARKETING else stages.BY_NAME[stage].owner


def _watched(scan: Scan, bar: Bar, worth: Worth) -> list[Leak]:
    """What nearly passed, after the leaks are taken out, strongest first and each lead's loss told once."""
    near = bar.passing(scan, WATCH_ALPHA)
    near[list(scan.leaks)] = False
    if not near.any():
        return []
    best = int(np.where(near, bar.evidence(scan), -np.inf).argmax())
    return [_leak(scan, best, bar, worth)]


def _smallest(scan: Scan, bar: Bar) -> float:
    """The smallest loss in a slice of one way that is found about as often as not."""
    ways = scan.slices.ways
    needed = np.array([quantile(-(bar.calibration.needed(bar.alpha) + bar.budget[int(way)])) for way in ways])
    wide = np.sqrt(scan.found.variance + scan.found.ordinary(bar.variation.sd))
    return float(np.maximum(needed * wide, 1.5).min())


def _ranked(leaks: Sequence[Leak]) -> tuple[Leak, ...]:
    """By money, then by patients."""
    return tuple(sorted(leaks, key=lambda leak: (-(leak.money or 0.0), -leak.lost, leak.id)))
