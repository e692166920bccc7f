"""How unlikely a silence is where nothing is wrong, and how soon one could be told from chance."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

A_YEAR: Final = 365.0


def silence_chance(since: Array, before: Array, events: Array) -> Array:
    """Chance of another silence that long after an event, from `events` seen over the exposure `before` it.

    Events come at random at a steady rate that is itself only known from those events: with n gaps of total
    length B the next gap exceeds x with probability (1 + x/B)^-n, exactly, whatever the rate (the ratio of
    exponential times is F-distributed: Cox and Lewis 1966, section 2.3). Many events: exp(-expected).
    1 where nothing has been seen to expect.
    """
    known = (before > 0) & (events > 0)
    ratio = np.divide(since, before, out=np.zeros_like(since), where=known)
    chance: Array = np.where(known, np.exp(-events * np.log1p(ratio)), 1.0)
    return chance


def starts_a_day(per_day: Array, pattern: Array) -> Array:
    """Silences a day that begin and, once long enough to tell, are still there at the next daily look.

    A silence begins on a day with an event; the length needed is passed somewhere within a day, and the silence
    lasts to that day's end with probability (1 - exp(-λ))/λ on average. Events at random with this mean and
    weekday pattern.
    """
    with_event = 1 - np.exp(-per_day[..., None] * pattern)
    seen = np.divide(1 - np.exp(-per_day), per_day, out=np.ones_like(per_day), where=per_day > 0)
    starts: Array = with_event.mean(axis=-1) * seen
    return starts


def a_year(chance: Array, starts: Array, streams: Array) -> Array:
    """How many silences so unlikely a year would bring by chance, over all streams watched every day.

    `streams` is how many there are, or for a stream that is given less than its equal part of the false alarms
    more than that (weighted Bonferroni).
    """
    return streams * A_YEAR * starts * chance


def days_to_tell(before: Array, events: Array, per_day: Array, starts: Array, streams: Array, allowed: float) -> Array:
    """Days a stop takes until its silence is one that chance brings `allowed` times a year over all streams.

    `per_day` in the units of `before`: what one day adds to the exposure. With one stream and a rate known for
    long this is ln(365 λ)/λ days at λ events a day. Infinite where nothing is known.
    """
    known = (before > 0) & (events > 0) & (per_day > 0)
    often = np.maximum(1.0, streams * A_YEAR * starts / allowed)
    # more than e^50 times the exposure seen so far is as good as never
    grown = np.expm1(np.minimum(50.0, np.divide(np.log(often), events, out=np.zeros_like(events), where=known)))
    days: Array = np.divide(before * grown, per_day, out=np.full_like(before, np.inf), where=known)
    return days


def event_day_rate(exposure: Array, days_with: int) -> float:
    """Events per unit of exposure that would leave so many days with an event, and one standard deviation more.

    Where events come in bursts this lies far below the plain rate, and a silence says less.
    """
    upto = min(days_with + days_with**0.5, float((exposure > 0).sum()) - 0.5)
    low, high = 0.0, 50.0 / float(exposure[exposure > 0].mean())
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 - np.exp(-middle * exposure)).sum() < upto else (low, middle)
    return high
