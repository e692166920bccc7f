"""What is watched day by day: each source of leads at each stage, with who went on and who could have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dashboard import stages
from dashboard.filters import Filters
from dashboard.metrics.clock import closed_days
from dashboard.metrics.coding import EPOCH
from dashboard.metrics.convert_time import LONGEST_DAYS, eventual
from dashboard.metrics.leads import Slice
from dashboard.metrics.progress import NEVER, REAL

Array = NDArray[np.float64]
Source = tuple[str | None, str | None]
"""A field and its value; (None, None) is all leads of the slice together."""
EVERYBODY: Final[Source] = (None, None)

FIELDS: Final = ("campaign", "doctor", "procedure", "location")
WITHOUT_CAMPAIGNS: Final = ("source", "channel")
"""The first of these that the data have is watched where no campaign is known."""
MOST: Final = 40
"""Sources of one field, those with the most leads."""
HISTORY_DAYS: Final = 730


@dataclass(frozen=True, slots=True)
class Stream:
    """One stage of every source, one column a day up to the last one looked at."""

    stage: str
    events: Array
    """Leads that reached the stage on that day."""
    exposure: Array
    """What events are expected in proportion to: days, or leads each weighted by the part of its chance due then."""
    pattern: Array
    """Events on each day of the week, Monday first, in proportion to the mean day's."""


class Calendar:
    """The days looked at, and each lead's days in them. `today` is the last, counted up to the moment `as_of`."""

    def __init__(self, leads: Slice) -> None:
        self.leads = leads
        table = leads.table
        now = table.as_of
        self.today = (now.date() - EPOCH).days
        self.part_of_today = (now.hour * 60 + now.minute) / 1440
        until = leads.filters.until
        self.last_inquiry_day = min(self.today, (until - EPOCH).days - 1) if until else self.today
        self.rows = leads.rows()
        day = table.day[self.rows]
        dated = table.local_date.is_not_null().to_numpy()[self.rows]
        self.rows, day = self.rows[dated], day[dated]
        oldest = self.today - HISTORY_DAYS - LONGEST_DAYS
        self.first = max(int(day.min()), oldest) if len(day) else self.today
        self.days = self.today - self.first + 1
        self.inquiry_day = day - self.first
        self.arrivals: dict[tuple[Source, ...], Array] = {}

    def weekday(self) -> NDArray[np.int64]:
        """Of each day, Monday 0."""
        return (np.arange(self.first, self.today + 1) + 3) % 7

    def date(self, place: int) -> date:
        """The day at this place."""
        return EPOCH + timedelta(days=self.first + place)

    def stage_day(self, position: int) -> NDArray[np.int64]:
        """Of each row the day its lead reached the stage or a later one, negative without a date or before all days."""
        if position <= REAL:
            return np.where(self.leads.table.progress.furthest[self.rows] >= position, self.inquiry_day, -1)
        return self._stage_days[position]

    @cached_property
    def _stage_days(self) -> dict[int, NDArray[np.int64]]:
        midnights = np.array([self._midnight(place) for place in range(self.days + 1)])
        found: dict[int, NDArray[np.int64]] = {}
        earliest = np.full(len(self.rows), np.iinfo(np.int64).max)
        table = self.leads.table
        for position in reversed(table.progress.dated):
            if position > REAL:
                moments = table.at_us[position][self.rows]
                earliest = np.minimum(earliest, np.where(moments == NEVER, earliest, moments))
                day = np.searchsorted(midnights, earliest, side="right") - 1
                found[position] = np.where(day < self.days, day, -1)
        return found

    def _midnight(self, place: int) -> int:
        day = EPOCH + timedelta(days=self.first + place)
        return int(datetime.combine(day, time(), self.leads.table.practice.zone).timestamp() * 1e6)

    def places(self, field: str, values: tuple[str | None, ...]) -> NDArray[np.int32]:
        """Of each row the place of its value among these, their number where it is none of them."""
        if (field, values) not in self._places:
            self._places[field, values] = self._placed(field, values)
        return self._places[field, values]

    @cached_property
    def _places(self) -> dict[tuple[str, tuple[str | None, ...]], NDArray[np.int32]]:
        return {}

    def _placed(self, field: str, values: tuple[str | None, ...]) -> NDArray[np.int32]:
        dimension = self.leads.table.dimension(field)
        place = {value: nth for nth, value in enumerate(values)}
        to = np.array([place.get(value, len(values)) for value in dimension.values])
        return to.astype(np.int32)[dimension.axis.codes[self.rows]]

    @cached_property
    def closed(self) -> NDArray[np.bool_]:
        """Which days are the practice's own closed days or public holidays."""
        days = [EPOCH + timedelta(days=self.first + place) for place in range(self.days)]
        known = closed_days(self.leads.table.practice, range(days[0].year, days[-1].year + 1))
        return np.array([day in known for day in days])

    @cached_property
    def real(self) -> NDArray[np.bool_]:
        """Which rows are real leads."""
        real: NDArray[np.bool_] = np.equal(self.leads.table.real.codes[self.rows], 1)
        return real


def sources(leads: Slice) -> list[Source]:
    """All leads together, then the known values of each field watched that has two or more."""
    table = leads.table
    fields: list[str] = [name for name in FIELDS if name in table.dimensions]
    if "campaign" not in fields:
        fields = [*[name for name in WITHOUT_CAMPAIGNS if name in table.dimensions][:1], *fields]
    found: list[Source] = [EVERYBODY]
    for name in fields:
        dimension = table.dimension(name)
        counted = leads.counts(dimension.axis)
        held = [code for code in np.argsort(-counted, kind="stable") if counted[code]]
        known = [dimension.values[code] for code in held if dimension.values[code] is not None]
        if len(held) > 1:
            found += [(name, value) for value in known[:MOST]]
    return found


def members(calendar: Calendar, source: Source) -> NDArray[np.bool_]:
    """Which rows belong to the source."""
    name, value = source
    if name is None:
        return np.ones(len(calendar.rows), bool)
    mine: NDArray[np.bool_] = np.equal(calendar.places(name, (value,)), 0)
    return mine


def daily(calendar: Calendar, day: NDArray[np.int64], watched: Sequence[Source], kept: NDArray[np.bool_]) -> Array:
    """Rows of each source by day; rows on no day looked at or not `kept` are left out."""
    keep = np.flatnonzero(kept & (day >= 0))
    day = day[keep].astype(np.int32)
    counted = np.zeros((len(watched), calendar.days))
    for name in dict.fromkeys(name for name, _ in watched):
        mine = [nth for nth, source in enumerate(watched) if source[0] == name]
        if name is None:
            counted[mine] = np.bincount(day, minlength=calendar.days)
            continue
        place = calendar.places(name, tuple(watched[nth][1] for nth in mine))[keep]
        flat = np.bincount(place * calendar.days + day, minlength=(len(mine) + 1) * calendar.days)
        counted[mine] = flat.reshape(-1, calendar.days)[: len(mine)]
    return counted


def stream(calendar: Calendar, stage: str, watched: Sequence[Source], kept: NDArray[np.bool_] | None = None) -> Stream:
    """The stage's daily events and exposure of each source; with `kept` of those rows only."""
    rows = np.ones(len(calendar.rows), bool) if kept is None else kept
    position = stages.position(stage)
    events = daily(calendar, calendar.stage_day(position), watched, rows)
    if position == 0:
        open_days = np.arange(calendar.days) <= calendar.last_inquiry_day - calendar.first
        exposure = (np.maximum.accumulate(events, axis=1) > 0) * open_days.astype(float)
    elif position == REAL:
        exposure = daily(calendar, calendar.inquiry_day, watched, rows)
    else:
        due = np.diff(eventual(calendar.leads.table.slice(Filters()), stage), prepend=0.0)
        exposure = _spread(_arrivals(calendar, watched, kept), due)
    if position > REAL:
        # leads inquire on holidays too; nobody is there to go on with them
        exposure = np.where(calendar.closed, 0.0, exposure)
    exposure[:, -1] *= calendar.part_of_today
    return Stream(stage, events, exposure, _pattern(events[0], exposure[0], calendar.weekday()))


def _arrivals(calendar: Calendar, watched: Sequence[Source], kept: NDArray[np.bool_] | None) -> Array:
    """Real leads by day of inquiry, the same for every stage and so counted once."""
    if kept is not None:
        return daily(calendar, calendar.inquiry_day, watched, kept & calendar.real)
    key = tuple(watched)
    if key not in calendar.arrivals:
        calendar.arrivals[key] = daily(calendar, calendar.inquiry_day, watched, calendar.real)
    return calendar.arrivals[key]


def _spread(arrivals: Array, due: Array) -> Array:
    """Each day's leads spread over the days after it by the part of their chance due then."""
    days = arrivals.shape[1]
    size = 1 << (days + len(due)).bit_length()
    whole = np.fft.irfft(np.fft.rfft(arrivals, size) * np.fft.rfft(due, size), size)[:, :days]
    spread: Array = np.where(whole < 1e-9, 0.0, whole)
    return spread


def _pattern(events: Array, exposure: Array, weekday: NDArray[np.int64]) -> Array:
    """Events on each weekday beside what its exposure alone would give, held towards 1 by three events."""
    total = exposure.sum()
    expected = np.bincount(weekday, exposure * (events.sum() / total if total else 0.0), 7)
    pattern = (np.bincount(weekday, events, 7) + 3) / (expected + 3)
    normal: Array = pattern / pattern.mean()
    return normal
