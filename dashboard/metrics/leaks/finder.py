"""The search for leaks, from a slice of the leads to a report. The method: docs/leaks.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from dashboard import stages
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.factors import factors_of
from dashboard.metrics.leaks.honesty import verdict
from dashboard.metrics.leaks.levers import MARKETING
from dashboard.metrics.leaks.peel import SMALLEST_LOSS, SMALLEST_PART, Bar, peeled
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.metrics.leaks.scan import Scan, field_of
from dashboard.metrics.leaks.size import Worth, loss_of, worth_of
from dashboard.metrics.leaks.steps import Counted, steps_of
from dashboard.metrics.leaks.tails import quantile
from dashboard.metrics.leaks.twins import Calibration, thinned
from dashboard.metrics.leaks.variation import USUAL, Variation, variation_of

Told = Callable[[str, float], None]

ALPHA: Final = 0.1
ALPHA_LEADS: Final = 1000
ALPHA_FALLS: Final = 0.32
"""A healthy practice with up to so many leads is alarmed no more often than this. More leads tell more, and part of
that is spent on fewer false alarms: 0.08 at 2,000 leads, 0.04 at 20,000."""
PLAIN_ALPHA: Final = 0.01
"""By the number of slices alone."""
WATCH_ALPHA: Final = 0.5
MOST_WATCHED: Final = 5
MOST_LEADS: Final = 60_000
"""Of more leads, evenly spread ones are searched: by then ordinary variation hides more than chance does."""


def find_leaks(leads: Slice, told: Told | None = None) -> LeakReport:
    """Steps and slices where fewer leads went on than comparable ones did, beyond chance and ordinary variation.

    Leads outside the slice are neither searched nor compared with. `told` hears what is being done and the share of
    the work done. The same slice of the same data gives the same report.
    """
    say = told or (lambda _words, _share: None)
    say("Comparing like with like", 0.0)
    rows = leads.rows()
    some = thinned(len(rows), MOST_LEADS)
    searched = rows if some is None else rows[some]
    levers, mix = factors_of(leads.table, searched)
    steps = steps_of(leads.table, searched)
    fields = [field for step in steps if (field := field_of(step, levers, mix)) is not None] if levers else []
    if not fields:
        return LeakReport(leads.table.as_of, len(rows), 0, None, (), (), (), ())
    say("Setting plain leaks apart", 0.2)
    # what leaks is no measure of what is ordinary
    usual = [field.scanned([USUAL] * len(levers)) for field in fields]
    plain = [peeled(scan, _plain_bar(usual)) for scan in usual]
    variations = _ordinary(plain, len(levers))
    scans = [
        field.scanned(ordinary.sd, before.found)
        for field, ordinary, before in zip(fields, variations, usual, strict=True)
    ]
    say("Redrawing healthy twins", 0.4)
    bars = [
        replace(_bar(scan, ordinary, place, _alpha(len(rows))), steps=len(scans))
        for place, (scan, ordinary) in enumerate(zip(scans, variations, strict=True))
    ]
    say("Taking leaks out, one by one", 0.7)
    finals = [peeled(scan, bar) for scan, bar in zip(scans, bars, strict=True)]
    say("Sizing what was found", 0.9)
    worth, every = worth_of(leads, steps), Counted(leads)
    scale = len(rows) / len(searched)
    found: dict[str, list[Leak]] = {"leak": [], "slow": [], "too_young": [], "watch": []}
    for final, bar in zip(finals, bars, strict=True):
        for number in final.leaks:
            leak = _leak(every, final, number, bar, worth)
            # of two that hold nearly the same leads one may be left with nothing
            if leak.lost >= max(SMALLEST_LOSS, SMALLEST_PART * leak.expected):
                found[_verdict(final, number)].append(leak)
        found["watch"] += _watched(every, final, bar, worth)
    shown = [loss for scan, bar in zip(scans, bars, strict=True) if (loss := _smallest(scan, bar)) is not None]
    say("Done", 1.0)
    return LeakReport(
        as_of=leads.table.as_of,
        leads=len(rows),
        looked_at=sum(field.slices.size for field in fields),
        smallest=scale * max(shown) if shown else None,
        leaks=_ranked(found["leak"]),
        watch=tuple(sorted(found["watch"], key=lambda leak: leak.chance)[:MOST_WATCHED]),
        slow=_ranked(found["slow"]),
        too_young=_ranked(found["too_young"]),
    )


def _ordinary(plain: Sequence[Scan], levers: int) -> list[Variation]:
    """What differs ordinarily at each step: at what arrives on its own, since junk differs more than people do."""
    arrives = [scan.field.step.names[1] == "real" for scan in plain]
    values = [scan.field.values(scan.leaks) for scan in plain]
    shared = {
        kind: variation_of([one for one, own in zip(values, arrives, strict=True) if own is kind], levers)
        for kind in set(arrives)
    }
    return [shared[kind] for kind in arrives]


def _alpha(leads: int) -> float:
    """How often a healthy practice of this size may be alarmed."""
    return float(ALPHA * min(1.0, ALPHA_LEADS / leads) ** ALPHA_FALLS)


def _plain_bar(scans: Sequence[Scan]) -> Bar:
    """A bar that needs no twins, for leaks nobody would doubt."""
    ways = np.concatenate([scan.field.slices.ways for scan in scans])
    # half of the budget for slices of one way, half for pairs
    budget = {way: float(np.log(2 * max(1, (ways == way).sum()))) for way in (1, 2)}
    return Bar(budget, Calibration(0.0, 1.0), PLAIN_ALPHA)


def _bar(scan: Scan, variation: Variation, place: int, alpha: float) -> Bar:
    """The bar a slice of this step must pass, from its healthy twins."""
    bar = _plain_bar([scan])
    shown, ways = scan.twins(variation, place), scan.field.slices.ways
    each = [bar.corrected(shown[ways == way].max(axis=0), np.array(way)) for way in set(ways.tolist())]
    smallest = np.max(each, axis=0)
    return Bar(bar.budget, Calibration.of(smallest), alpha)


def _verdict(scan: Scan, number: int) -> str:
    inside, by_now = scan.field.slices.inside(number), scan.by_now
    logits = by_now.design.logits(by_now.coefficients, scan.field.step.size)
    # the level of comparable leads, which without the leak's column would have given way to the leak
    return verdict(scan.field.step, inside, logits - by_now.coefficients[scan.column(number)] * inside)


def _leak(every: Counted, scan: Scan, number: int, bar: Bar, worth: Worth) -> Leak:
    alone = scan.alone(number)
    taken_out = scan if number in scan.leaks else scan.without((*scan.leaks, number))
    evidence = bar.corrected(alone.z, scan.field.slices.ways[[number]])
    step, where = scan.field.step.names, scan.field.slices.wheres[number]
    # where some leads stood for all, what is told is counted on all of them
    at_risk, observed = every.of(step, where)
    searched = round(float(alone.leads[0])), round(float(alone.observed[0]))
    loss = loss_of(taken_out, number, alone).on_all(*searched, at_risk, observed)
    each = worth.after.get(step[1])
    return Leak(
        step=step,
        where=where,
        leads=at_risk,
        expected=observed + loss.lost,
        observed=observed,
        lost=loss.lost,
        low=loss.low,
        high=loss.high,
        money=None if each is None else loss.lost * each,
        currency=None if each is None else worth.currency,
        chance=bar.chance(float(evidence[0])),
        team=_team(step[1], [name for name, _ in where]),
    )


def _team(stage: str, names: Sequence[str]) -> str:
    """Who owns the hand-off; up to qualified, marketing where nothing but its own choices sets the slice apart."""
    early = stages.position(stage) <= stages.position("qualified")
    return "marketing" if early and set(names) <= MARKETING else stages.BY_NAME[stage].owner


def _watched(every: Counted, scan: Scan, bar: Bar, worth: Worth) -> list[Leak]:
    """What nearly passed, after the leaks are taken out, strongest first and each lead's loss told once."""
    near = bar.passing(scan, WATCH_ALPHA)
    near[list(scan.leaks)] = False
    if not near.any():
        return []
    best = int(np.where(near, bar.evidence(scan), -np.inf).argmax())
    leak = _leak(every, scan, best, bar, worth)
    return [leak] if leak.lost >= SMALLEST_LOSS else []


def _smallest(scan: Scan, bar: Bar) -> float | None:
    """The loss found about as often as not in a slice of one way of middling size; None where none is so large."""
    single = (scan.field.slices.ways == 1) & scan.found.told
    needed = quantile(-(bar.needed(bar.alpha) + bar.budget[1]))
    lost = needed * scan.found.spread[single] / np.sqrt(scan.found.variance[single])
    if not (lost <= scan.found.expected[single]).any():
        return None
    return max(SMALLEST_LOSS, float(np.median(lost)))


def _ranked(leaks: Sequence[Leak]) -> tuple[Leak, ...]:
    """By money, then by patients."""
    return tuple(sorted(leaks, key=lambda leak: (-(leak.money or 0.0), -leak.lost, leak.id)))
