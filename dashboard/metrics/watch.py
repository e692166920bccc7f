"""Each source at one stage: what its past promises, and how silent it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.silence import A_YEAR, days_to_tell, silence_chance, starts_a_day
from dashboard.metrics.sources import HISTORY_DAYS, Array, Calendar, Source, Stream, stream

HALF_LIFE_DAYS: Final = 180
"""What happened so long before the silence says half as much about the rate."""
RECENT_DAYS: Final = 56
"""The volume of a source is that of so many days."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Every source at one stage: what its past promises, and its silence now. One entry a source."""

    stream: Stream
    due: Array
    """The exposure of each day, by the day of the week."""
    last: NDArray[np.int64]
    """Place of the last day with an event, -1 without one."""
    events: Array
    before: Array
    """Events up to the last one and the exposure they took, older ones counting less; their peers' mixed in."""
    since: Array
    expected: Array
    chance: Array
    """Exposure since, the events to expect of it, and how unlikely the silence is by itself."""
    per_day: Array
    """Exposure a day brings now."""
    starts: Array
    """Silences that begin a day, now or before, whichever is more."""

    def days(self, streams: Array, allowed: float) -> Array:
        """Days until a stop would be told from chance, with so many streams watched and false alarms allowed a year."""
        return days_to_tell(self.before, self.events, self.per_day, self.starts, streams, allowed)


def watches(calendar: Calendar, watched: Sequence[Source]) -> list[Watch]:
    """One for each stage that has dates, in their order; none without a dated lead."""
    table = calendar.leads.table
    if not len(calendar.rows):
        return []
    return [
        watch(calendar, stream(calendar, name, watched), watched)
        for name in table.stages
        if name in ("inquiry", "real") or stages.position(name) in table.progress.dated
    ]


def watch(calendar: Calendar, seen: Stream, watched: Sequence[Source]) -> Watch:
    """The stage's past and present silence of each source."""
    days = calendar.days
    places = np.arange(days)
    due = seen.exposure * seen.pattern[calendar.weekday()]
    last = np.where(seen.events.any(axis=1), days - 1 - (seen.events[:, ::-1] > 0).argmax(axis=1), -1)
    known = places[None, :] <= last[:, None]
    weight = np.where(known, 0.5 ** ((last[:, None] - places) / HALF_LIFE_DAYS), 0.0)
    weight[:, : max(0, days - HISTORY_DAYS)] = 0.0
    weighed, before = (weight * seen.events).sum(axis=1), (weight * due).sum(axis=1)
    # what unequal weights leave of the events' information: as many equal ones would say as much (Kish 1965)
    squares = (weight**2 * seen.events).sum(axis=1)
    events = np.divide(weighed**2, squares, out=np.zeros_like(weighed), where=squares > 0)
    before = before * np.divide(events, weighed, out=np.zeros_like(weighed), where=weighed > 0)
    if seen.stage != "inquiry":
        own, shared = _of_peers(events, before, watched)
        events, before = events + own, before + shared
    rate = np.divide(events, before, out=np.zeros_like(events), where=before > 0)
    quiet = ~known * due
    since = quiet.sum(axis=1) * _level(seen, due, known)
    whole = weight.sum(axis=1)
    usual = np.divide((weight * seen.exposure).sum(axis=1), whole, out=np.zeros_like(events), where=whole > 0)
    recent = seen.exposure[:, -1 - RECENT_DAYS : -1]
    per_day = recent.mean(axis=1) if recent.shape[1] else np.zeros(len(watched))
    if seen.stage == "inquiry":
        # a source that has stopped would otherwise count as one with inquiries every day
        per_day = np.where(before > 0, 1.0, 0.0)
    return Watch(
        seen, due, last, events, before, since, rate * since, silence_chance(since, before, events), per_day,
        np.maximum(1 / A_YEAR, starts_a_day(rate * np.maximum(usual, per_day), seen.pattern)),
    )  # fmt: skip


def _of_peers(events: Array, before: Array, watched: Sequence[Source]) -> tuple[Array, Array]:
    """Events and exposure that the other values of the same field lend to a source: the rate of its peers, with
    the weight that leaves the spread between them as it is (moments of a gamma prior, 1 to 20 events)."""
    own, shared = np.zeros_like(events), np.zeros_like(before)
    for name in {name for name, _ in watched if name}:
        here = np.array([source[0] == name for source in watched]) & (before > 0)
        total, exposure = events[here].sum(), before[here].sum()
        if here.sum() < 2 or not total:
            continue
        rate = total / exposure
        spread = float(((events[here] - rate * before[here]) ** 2 - rate * before[here]).sum())
        scale = float((before[here] ** 2).sum())
        strength = min(20.0, max(1.0, rate**2 * scale / spread)) if spread > 0 else 20.0
        others, seen = total - events[here], exposure - before[here]
        # half a peer's event keeps a rate of nothing at all out
        rates = (others + 0.5) / (seen + 0.5 / rate)
        own[here], shared[here] = strength, strength / rates
    return own, shared


def _level(seen: Stream, due: Array, known: NDArray[np.bool_]) -> Array:
    """How much of the usual all other sources had during the silence of each, at most 1: a holiday is no drought."""
    total = due[0].sum()
    usual = seen.events[0].sum() / total if total else 0.0
    share = seen.events.sum(axis=1) / max(1.0, seen.events[0].sum())
    there = (~known * seen.events[0]).sum(axis=1)
    expected = (~known * due[0]).sum(axis=1) * usual * (1 - share)
    level: Array = np.minimum(
        1.0, np.divide(there + there**0.5 + 1, expected, out=np.ones_like(share), where=expected > 0)
    )
    level[0] = 1.0
    return level
