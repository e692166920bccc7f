"""Sources that fell silent: campaigns, doctors, procedures and locations whose leads stopped going on to a stage."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from dashboard import stages
from dashboard.metrics.leads import Slice
from dashboard.metrics.silence import a_year, event_day_rate, silence_chance
from dashboard.metrics.sources import EVERYBODY, Array, Calendar, Source, members, sources, stream
from dashboard.metrics.watch import Watch, watch, watches

ALLOWED: Final = 0.9
"""False alarms a practice and year, over all sources and stages watched every day."""
APART: Final = 0.6
"""So many of the streams watched count as separate ones. Sources share their leads, stages their silences, and of those
that fall silent together one is told: in two kinds of simulated healthy years chance brought a seventh and a half of
what the streams would bring one by one."""
LONGEST_TO_TELL: Final = 90
"""Days; a stage of a source in which a stop would take longer to tell from chance is watched on the side."""
ON_THE_SIDE: Final = 0.1
"""Such a stage gets this part of the false alarms that the others get, so that it hardly delays them."""
OVER_DAYS: Final = 180
"""A source without an inquiry for longer than this has ended; it is not silent."""
AS_LONG: Final = 0.8
"""Two earlier silences of this part of the present one say that the source comes and goes."""
DROUGHTS: Final = {
    "field": pl.String,
    "value": pl.String,
    "stage": pl.String,
    "last": pl.Date,
    "days": pl.Int64,
    "leads_since": pl.Int64,
    "expected_since": pl.Float64,
    "chance": pl.Float64,
}
"""Columns of `droughts`. field and value name the source; both null: all leads of the slice together. last is
the day the last lead reached the stage, days how long ago that is, leads_since the leads (real ones, where the
data tell) that came after it. expected_since is how many should have reached the stage since, each lead counted
by the part of its chance it has had. chance: that a year brings so long a silence to any source or stage
watched, looked at every day, where nothing is wrong."""

HIDDEN_DAYS: Final = {
    "field": pl.String,
    "value": pl.String,
    "stage": pl.String,
    "a_month": pl.Float64,
    "days": pl.Float64,
    "watched": pl.Boolean,
}
"""Columns of `hidden_days`. a_month: leads that reach the stage in 30 days, at the volume of the last eight
weeks; days: how long a stop would take to tell from chance; null where nothing is known yet. watched: whether
that is soon enough to be of use, 90 days; else it is watched on the side."""


def droughts(leads: Slice) -> pl.DataFrame:
    """One row a source that is silent at a stage for longer than chance explains, most missed first.

    A source is a campaign, doctor, procedure or location (source or channel where no campaign is known), or all
    leads together. Of its silent stages the earliest is told; a source silent only because another one is, whose
    leads it shares, is left out. Chance brings less than one such row a year to a practice where nothing is wrong.
    """
    calendar, watched = Calendar(leads), sources(leads)
    seen = watches(calendar, watched)
    parts = _parts(seen)
    found = [
        (float(often[place]), place, nth)
        for nth, (one, part) in enumerate(zip(seen, parts, strict=True))
        for often in (a_year(one.chance, one.starts, part),)
        for place in np.flatnonzero(often <= ALLOWED).tolist()
        if one.last[place] >= 0 and _goes_on(calendar, seen[0], place) and _out_of_the_ordinary(one, place, part)
    ]
    told: list[tuple[Source, int]] = []
    rows = []
    for often, place, nth in sorted(found, key=lambda one: (watched[one[1]] != EVERYBODY, *one)):
        if watched[place] in [source for source, _ in told]:
            continue
        nth = min(at for _, other, at in found if other == place)
        early = [at for at in range(nth) if seen[at].chance[place] < 0.01 and seen[at].last[place] >= 0]
        nth = min([nth, *early])
        if _explained(calendar, watched[place], seen[nth], told, parts[nth][place : place + 1]):
            continue
        told.append((watched[place], nth))
        rows.append(_row(calendar, watched[place], seen[nth], place, often))
    answer = pl.DataFrame(rows, schema=DROUGHTS, orient="row")
    return answer.sort("expected_since", "field", "value", descending=[True, False, False])


def hidden_days(leads: Slice) -> pl.DataFrame:
    """How long a stop would stay hidden, for each source and stage with dates, in the order of the stages.

    The same arithmetic as `droughts`, at the source's volume now: at λ a day about ln(365 λ k)/λ days where k
    stages and sources are watched together, longer where little is known of the rate.
    """
    calendar, watched = Calendar(leads), sources(leads)
    seen = watches(calendar, watched)
    parts = _parts(seen)
    frames = []
    for one, part in zip(seen, parts, strict=True):
        days = one.days(part, ALLOWED)
        rate = np.divide(one.events, one.before, out=np.zeros_like(days), where=one.before > 0)
        frames.append(
            pl.DataFrame(
                {
                    "field": [name for name, _ in watched],
                    "value": [value for _, value in watched],
                    "stage": [one.stream.stage] * len(watched),
                    "a_month": 30 * rate * one.per_day,
                    "days": np.where(days < 3650, days, np.nan),
                    "watched": days <= LONGEST_TO_TELL,
                },
                schema=HIDDEN_DAYS,
            ).fill_nan(None)
        )
    return pl.concat(frames) if frames else pl.DataFrame(schema=HIDDEN_DAYS)


def _parts(seen: list[Watch]) -> list[Array]:
    """For each stage and source one over its part of the false alarms: all those in which a stop can be told in
    time have equal parts, the others a tenth of one. The more are watched, the later each one tells."""
    parts = [np.full(len(one.last), float(len(seen) * len(one.last))) for one in seen]
    for _ in range(5):
        soon = [one.days(part, ALLOWED) <= LONGEST_TO_TELL for one, part in zip(seen, parts, strict=True)]
        worth = [np.where(told, 1.0, ON_THE_SIDE) for told in soon]
        total = sum(float(each.sum()) for each in worth)
        parts = [np.maximum(1.0, APART * total / each) for each in worth]
    return parts


def _goes_on(calendar: Calendar, inquiries: Watch, place: int) -> bool:
    """Whether the source still had an inquiry within the time after which it counts as ended."""
    return bool(calendar.days - 1 - inquiries.last[place] <= OVER_DAYS)


def _out_of_the_ordinary(one: Watch, place: int, part: Array) -> bool:
    """Whether the silence stands out from the source's own past: bursts do not explain it, nor were two as long."""
    last = int(one.last[place])
    due, events = one.due[place, : last + 1], one.stream.events[place, : last + 1]
    passed = np.concatenate([[0.0], np.cumsum(due)])[np.append(np.flatnonzero(events), last)]
    if np.sort(np.diff(passed))[-2:-1].max(initial=0.0) >= AS_LONG * one.since[place]:
        return False
    plain = events.sum() / due.sum() if due.any() else 0.0
    bursts = min(1.0, event_day_rate(due, int((events > 0).sum())) / plain) if plain else 1.0
    chance = silence_chance(bursts * one.since, one.before, one.events)
    return bool(a_year(chance, one.starts, part)[place] <= ALLOWED)


def _explained(calendar: Calendar, source: Source, one: Watch, told: list[tuple[Source, int]], part: Array) -> bool:
    """Whether the source is silent only as far as those told already are, whose leads it shares."""
    if not told:
        return False
    rest = np.ones(len(calendar.rows), bool)
    for other, _ in told:
        rest &= ~members(calendar, other)
    if not (rest & members(calendar, source)).any():
        return True
    again = watch(calendar, stream(calendar, one.stream.stage, [source], rest), [source])
    return bool(a_year(again.chance, again.starts, part)[0] > ALLOWED)


def _row(calendar: Calendar, source: Source, one: Watch, place: int, often: float) -> tuple[object, ...]:
    last = int(one.last[place])
    came = calendar.real if stages.position(one.stream.stage) > 1 else np.ones(len(calendar.rows), bool)
    after = members(calendar, source) & came & (calendar.inquiry_day > last)
    return (
        *source, one.stream.stage, calendar.date(last), calendar.days - 1 - last, int(after.sum()),
        float(one.expected[place]), float(-np.expm1(-often)),
    )  # fmt: skip
