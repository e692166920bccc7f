"""What goes with a leak: how the leads of its slice differ from comparable ones, and what that speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dashboard import stages
from dashboard.metrics.compare import ERROR, FEWEST
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.leaks.comparable import Difference, Flags, Places, beside_others, difference, strata
from dashboard.metrics.leaks.levers import case_mix_of
from dashboard.metrics.leaks.mechanisms import AtStep, Kind, Sign, signs
from dashboard.metrics.leaks.peel import SMALLEST_PART
from dashboard.metrics.leaks.reasons import Hypothesis, speaks_for
from dashboard.metrics.leaks.report import Leak
from dashboard.signals import BY_NAME

LEAST_APART: Final = 0.05
"""A smaller difference of shares explains nothing, however certain it is."""
MOST: Final = 4
"""Mechanisms kept of one leak."""
TO_LOOK_AT: Final = 5
"""Leads named for a person to look at."""
_ONE_OF: Final[dict[Kind, str]] = {"never_tried": "answer", "never_answered": "answer"}
"""Kinds that say nearly the same: only the stronger is kept."""
_REPEATS: Final[dict[Kind, set[str]]] = {
    "channel": {"channel"},
    "area": {"area"},
    "handed_on": {"handoffs"},
    "no_owner": {"owner", "owner_role"},
    "reason": {"lost_reason"},
    "never_tried": {"attempts"},
    "few_tries": {"attempts"},
    "slow_answer": {"response_band"},
    "never_answered": {"response_band"},
}
"""Fields of a slice that a mechanism would only repeat."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way in which the slice differs from comparable leads, by more than chance and in the harmful direction."""

    kind: Kind
    value: str | None
    """The reason, signal, area or channel it is about."""
    edge: float | None
    """Seconds (slow_answer), days (far_ahead) or tries (few_tries) beyond which it counts: what is usual elsewhere."""
    counts: Difference
    chance: float
    """Probability of so large a difference where there is none, after correcting for all that was looked at."""
    middle: float | None = None
    """Middle value of the seconds, days or tries in the slice."""

    @property
    def hypothesis(self) -> Hypothesis | None:
        """Which of the three explanations it speaks for; None where it is about the practice's own work."""
        if self.kind in ("marked", "short_call"):
            return "not_real"
        if self.kind == "area":
            return "wrong_audience"
        if self.kind == "signal":
            return BY_NAME[self.value or ""].hypothesis
        return speaks_for(self.value or "") if self.kind == "reason" else None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What goes with a leak. Associated, not proven: the evidence is which leads differ, not what would have been."""

    leads: int
    """Leads of the slice that were looked at: those at the step that went on or cannot any more."""
    left_out: int
    """More of them, beside whom nobody can be set: they lie in other leaks too, as nobody else does."""
    went: Difference
    """How many of those looked at went on, beside comparable leads."""
    matched_on: tuple[str, ...]
    """Fields in which comparable leads are alike."""
    mechanisms: tuple[Mechanism, ...]
    """Strongest first."""
    hypothesis: Hypothesis | None
    """What the strongest mechanism speaks for. Where that is one of the practice's own work, or there is none: None."""
    team: str
    """Who can settle it: marketing where a hypothesis stands, else the team that owns the hand-off."""
    to_look_at: tuple[str, ...]
    """Lead ids: those that show the strongest mechanism and did not go on, newest first."""

    @property
    def compared(self) -> bool:
        """Whether most leads have enough comparable ones and these show the loss: the finder knows more than what one
        slice can be set beside, which may hide it."""
        return self.leads >= self.left_out and _shows(self.went)


def explain(leads: Slice, leak: Leak, others: Sequence[Leak] = ()) -> Explanation:
    """Set the leak's leads beside the rest at the same step, matched on what arrived with them.

    `others` are what else was found: comparable leads lie in the same ones of them, so that no leak hides behind
    another. Leads that are still open are left out on both sides: nobody knows yet what becomes of them. A mechanism
    counts when it is unlikely to be chance (1 % over all that was looked at), at least five points apart, and, where
    enough other leads show it, goes with not going on among these too. Where comparable leads do not show the loss, no
    mechanism is told.
    """
    at, compared = _at_step(leads, leak, others)
    beside, matched, gone = _matched(at.only(compared), leak)
    left_out = int(at.here.sum() - beside.here.sum())
    if gone is None:
        nothing = Difference(int(at.went[at.here].sum()), int(at.here.sum()), 0, 0, leak.expected, 1.0)
        return Explanation(nothing.of_here, left_out, nothing, (), (), None, leak.team, _ids(at, ~at.went))
    named = {name for name, _ in leak.where}
    looked_at = [sign for sign in signs(beside) if not _REPEATS.get(sign.kind, set()) & named] if _shows(gone) else []
    found = [(mechanism, sign) for sign in looked_at if (mechanism := _mechanism(beside, sign, len(looked_at)))]
    kept = _strongest(found)
    telling = kept[0][1].shown & kept[0][1].known if kept else ~beside.went
    hypothesis = kept[0][0].hypothesis if kept else None
    return Explanation(
        gone.of_here,
        left_out,
        gone,
        matched,
        tuple(mechanism for mechanism, _ in kept),
        hypothesis,
        "marketing" if hypothesis else leak.team,
        _ids(beside, ~beside.went & telling),
    )


def _shows(gone: Difference) -> bool:
    return gone.of_there >= FEWEST and gone.here <= (1 - SMALLEST_PART) * gone.expected


def _at_step(leads: Slice, leak: Leak, others: Sequence[Leak]) -> tuple[AtStep, Flags]:
    """The leads at the step that are no longer open, those in the same other leaks comparable, and which can be
    compared at all."""
    table, (start, end) = leads.table, leak.step
    furthest = table.progress.furthest
    rows = leads.rows()
    went = furthest[rows] >= stages.position(end)
    rows = rows[(furthest[rows] >= stages.position(start)) & (went | table.progress.lost[rows])]
    here = _inside(table, rows, leak)
    taken = [_inside(table, rows, other) for other in others if other.step == leak.step and other.where != leak.where]
    stratum, compared = beside_others(here, taken)
    return AtStep(table, leak.step, rows, here, furthest[rows] >= stages.position(end), stratum), compared


def _inside(table: LeadTable, rows: Places, leak: Leak) -> Flags:
    inside = np.ones(len(rows), bool)
    for name, value in leak.where:
        dimension = table.dimension(name)
        inside &= dimension.wanted((value,))[dimension.axis.codes[rows]]
    return inside


def _matched(at: AtStep, leak: Leak) -> tuple[AtStep, tuple[str, ...], Difference | None]:
    """The leads in strata of comparable ones, the fields these are alike in, and how many of each side went on.

    The first way of matching that shows the loss counts; where none does, the first of all.
    """
    found: list[tuple[AtStep, tuple[str, ...], Difference | None]] = []
    for fields in _ways(at.table, leak) if at.here.any() and not at.here.all() else []:
        stratum, matched = strata(at.table, at.rows, at.here, fields, at.stratum)
        gone = difference(at.went, at.here, stratum)
        found.append((replace(at, stratum=stratum), matched, gone))
        if gone and _shows(gone):
            return found[-1]
    return found[0] if found else (at, (), None)


def _ways(table: LeadTable, leak: Leak) -> list[list[str]]:
    """Fields to match leads on, the best way first: never what the slice is itself about.

    Of a slice in two fields the one that arrived with the lead is matched on: evening leads of one location are set
    beside evening leads of the others. A location may do so well else that only beside its own other leads its evenings
    show; that comes next. Where leads live is what may explain a leak, and so is not matched on.
    """
    named = [name for name, _ in leak.where]
    mix = [name for name in case_mix_of(table) if name != "area"]
    about = [name for name in named if name not in mix] or named
    ways = [about, *([name] for name in named if [name] != about)] if len(named) > 1 else [about]
    return [
        [*(name for name in named if name not in own), *(name for name in mix if name not in named)] for own in ways
    ]


def _mechanism(at: AtStep, sign: Sign, looked_at: int) -> Mechanism | None:
    """The sign as a mechanism; None where the slice does not differ in it enough to speak of."""
    known = sign.known
    counts = difference(sign.shown[known], at.here[known], at.stratum[known])
    if counts is None or counts.here - counts.expected < LEAST_APART * counts.of_here:
        return None
    chance = min(1.0, counts.chance * looked_at)
    if chance > ERROR or not _harms(at, sign):
        return None
    if sign.kind == "channel" and not _only_there(at, sign):
        return None
    middle = None if sign.amounts is None else float(np.median(sign.amounts[known & at.here]))
    return Mechanism(sign.kind, sign.value, sign.edge, counts, chance, middle)


def _harms(at: AtStep, sign: Sign) -> bool:
    """Whether other leads that show it went on less often than those that do not; true where too few tell."""
    if sign.by_outcome or sign.kind == "channel":
        return True
    others = sign.known & ~at.here
    showing = sign.shown[others]
    if min(showing.sum(), (~showing).sum()) < FEWEST:
        return True
    counts = difference(at.went[others], showing, at.stratum[others])
    return counts is None or counts.here < counts.expected


def _only_there(at: AtStep, sign: Sign) -> bool:
    """Whether the slice loses no more than others in its other channels: else the channel explains nothing."""
    rest = ~sign.known
    counts = difference(~at.went[rest], at.here[rest], at.stratum[rest])
    return counts is not None and counts.of_here >= FEWEST and counts.chance > ERROR


def _strongest(found: Sequence[tuple[Mechanism, Sign]]) -> list[tuple[Mechanism, Sign]]:
    """The least likely to be chance first, one of those that say nearly the same."""
    ordered = sorted(found, key=lambda one: (one[0].chance, one[0].counts.expected - one[0].counts.here, one[0].kind))
    kept: list[tuple[Mechanism, Sign]] = []
    said: set[str] = set()
    for mechanism, sign in ordered:
        family = _ONE_OF.get(mechanism.kind)
        if len(kept) < MOST and family not in said:
            kept.append((mechanism, sign))
            said |= {family} if family else set()
    return kept


def _ids(at: AtStep, telling: Flags) -> tuple[str, ...]:
    of_slice = at.rows[at.here & telling]
    newest = at.table.leads.of(of_slice, "lead_id", "created_at").drop_nulls("lead_id")
    ordered = newest.sort("created_at", "lead_id", descending=[True, False], nulls_last=True)
    return tuple(ordered["lead_id"].head(TO_LOOK_AT))
