"""When leads arrive and from where: seasons, weekdays, hours, holidays, and one night of bots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import holidays
import numpy as np

from dashboard.practice import Practice
from dashboard.sample.campaigns import CALL, CHANNELS, FORM, ORIGINS, PMAX
from dashboard.sample.draws import HOUR, Codes, Flags, Floats, Ints, pick

LAST_DAY: Final = date(2026, 10, 31)
BOT_SHARE: Final = 0.007
"""Share of all leads that one night's bots send."""

_MONTH: Final = (1.15, 1.05, 1.1, 1.05, 1.0, 0.95, 0.86, 0.88, 1.0, 1.1, 0.95, 0.75)
_WEEKDAY: Final = (1.15, 1.1, 1.05, 1.0, 0.92, 0.6, 0.55)
_HOLIDAY: Final = 0.55
_GROWTH: Final = 0.2
"""How much more arrives at the end than at the start."""
_WEEKEND_CALLS: Final = 0.35
_WEB_HOURS: Final = (8, 5, 3, 2, 2, 4, 10, 20, 34, 44, 50, 54, 60, 52, 46, 44, 46, 50, 54, 62, 68, 62, 40, 20)
_CALL_HOURS: Final = (0, 0, 0, 0, 0, 0, 1, 7, 30, 60, 66, 62, 50, 54, 58, 54, 44, 24, 9, 5, 3, 1, 0, 0)
_OFFICE_HOURS: Final = (0, 0, 0, 0, 0, 0, 0, 0, 6, 30, 36, 30, 20, 24, 28, 26, 18, 4, 0, 0, 0, 0, 0, 0)
_SATURDAY_HOURS: Final = (0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 36, 34, 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Leads in order of arrival: moment (seconds since 1970, UTC), local hour, stream, channel, burst of bots."""

    created: Ints
    hour: Codes
    origin: Codes
    channel: Codes
    burst: Flags

    def part(self, rows: slice) -> Arrivals:
        """The leads of these rows."""
        return Arrivals(self.created[rows], self.hour[rows], self.origin[rows], self.channel[rows], self.burst[rows])


def days_until_last(months: int) -> list[date]:
    """Every day of so many whole months, the last ending on LAST_DAY."""
    before = LAST_DAY.year * 12 + LAST_DAY.month - months
    first = date(before // 12, before % 12 + 1, 1)
    return [first + timedelta(days=n) for n in range((LAST_DAY - first).days + 1)]


def demand(days: list[date]) -> Floats:
    """Expected leads by day and stream, up to a common factor."""
    free = holidays.country_holidays("US", years=range(days[0].year, days[-1].year + 1))
    season = np.array([_MONTH[day.month - 1] * _WEEKDAY[day.weekday()] for day in days])
    season *= np.array([_HOLIDAY if day in free else 1.0 for day in days])
    season *= 1 + _GROWTH * np.arange(len(days)) / len(days)
    running = np.array(
        [
            [
                (not origin.months or day.month in origin.months)
                and (not origin.last_days or (LAST_DAY - day).days < origin.last_days)
                for origin in ORIGINS
            ]
            for day in days
        ]
    )
    shares: Floats = season[:, None] * running * np.array([origin.share for origin in ORIGINS])
    # nobody walks in on a Sunday or at a holiday
    closed = np.array([day.weekday() == 6 or day in free for day in days])
    in_person = np.array([origin.medium == "offline" for origin in ORIGINS])
    shares[np.ix_(closed, in_person)] = 0
    return shares


def arrivals(rng: np.random.Generator, leads: int, months: int, practice: Practice) -> Arrivals:
    """So many leads over so many months, oldest first."""
    days = days_until_last(months)
    bots = round(leads * BOT_SHARE)
    shares = np.cumsum(demand(days).ravel())
    cell = np.searchsorted(shares, np.sort(rng.random(leads - bots)) * shares[-1], side="right")
    day, origin = np.divmod(np.minimum(cell, len(shares) - 1), len(ORIGINS))
    weekday = np.array([d.weekday() for d in days])[day]
    weekend = (weekday >= 5).astype(np.intp)

    channels = np.array([origin.channels for origin in ORIGINS], dtype=np.float64)
    quiet = channels.copy()
    quiet[:, CALL] *= _WEEKEND_CALLS
    channel = pick(rng, np.concatenate([channels, quiet]), origin + weekend * len(ORIGINS))
    kind = np.array([0, 1, 0, 0, 0, 0, 2, 2, 2])[channel] + (weekday == 5) * (channel >= CHANNELS.index("walk_in"))
    hour = pick(rng, [_WEB_HOURS, _CALL_HOURS, _OFFICE_HOURS, _SATURDAY_HOURS], np.minimum(kind, 3))
    second = hour * HOUR + (rng.random(len(hour)) * HOUR).astype(np.int64)

    night = len(days) - 1 - min(135, len(days) // 2)
    day = np.concatenate([day, np.full(bots, night)])
    second = np.concatenate([second, 2 * HOUR + (rng.random(bots) * 0.7 * HOUR).astype(np.int64)])
    # 12:00 is never cut out or doubled by the change to summer time
    noon = np.array([int(datetime.combine(d, time(12), practice.zone).timestamp()) for d in days])
    created = noon[day] + second - 12 * HOUR
    # a phone system notes the second, forms and CRMs the minute
    channel = np.concatenate([channel, np.full(bots, FORM)])
    created = np.where(channel == CALL, created, created // 60 * 60)
    order = np.argsort(created, kind="stable")
    burst = np.arange(leads) >= leads - bots
    return Arrivals(
        created[order],
        (second // HOUR)[order],
        np.concatenate([origin, np.full(bots, PMAX)])[order],
        channel[order],
        burst[order],
    )
