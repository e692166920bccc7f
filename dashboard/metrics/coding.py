"""The leads of a practice at one moment as plain arrays, each worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import count
from threading import RLock
from typing import Final, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.clock import OpenTime
from dashboard.metrics.personas import with_personas
from dashboard.metrics.progress import CALLS, NEVER, REAL, Known, Progress, newest, progress, short_calls, step_us
from dashboard.metrics.rows import Rows
from dashboard.metrics.tally import Axis
from dashboard.metrics.timeline import Timeline
from dashboard.metrics.times import Times
from dashboard.practice import Practice

EPOCH = date(1970, 1, 1)
_Kept = TypeVar("_Kept")
_NUMBERS: Final = count()


class CodedLeads:
    """Current leads of a practice at one moment, with every field coded when it is first asked for.

    `leads` has the columns of `schema.stored_columns("leads")` and segment columns; `segments` names
    these by their header. Leads that inquired after `as_of` are not in the table, and what happened
    later than that has not happened yet. The practice's personas are filled in where no file names one.
    Of a part of the leads, `known` says what holds for all.
    """

    def __init__(
        self,
        leads: pl.DataFrame,
        practice: Practice,
        segments: Mapping[str, str] | None = None,
        as_of: datetime | None = None,
        known: Known | None = None,
    ) -> None:
        # no other leads of this process, past ones neither, have this number
        self.number: int = next(_NUMBERS)
        moment = as_of or newest(leads)
        self.as_of: datetime = moment.astimezone(practice.zone)
        self.practice = practice
        self.segments = dict(segments or {})
        # polars compares no moments of two zones
        began = pl.col("created_at") <= moment.astimezone(UTC)
        here = pl.coalesce(began, pl.col("period_start") <= moment.date(), pl.lit(True))
        passing = leads.select(here).to_series()
        # a table of which nothing is left out need not be there twice
        held = with_personas(leads if passing.all() else leads.filter(passing), practice)
        self.size = len(held)
        self.progress: Progress = progress(held, practice, moment, known)
        self.leads = Rows(held)
        self._axes: dict[str, Axis] = {}
        self._times: dict[str, Times] = {}
        self._kept: dict[str, tuple[object, object]] = {}
        self._lock = RLock()

    # what the data can answer

    @property
    def stages(self) -> tuple[str, ...]:
        """Names of the stages the data can answer, in order, inquiry first."""
        return tuple(stages.NAMES[position] for position in self.progress.answerable)

    def tells(self, stage: str) -> bool:
        """Whether the data say who reached this stage, be it only by a later one."""
        return self.progress.answerable[-1] >= stages.position(stage)

    @cached_property
    def has_consults(self) -> bool:
        """Whether the data say of consults, and not only of procedures after them."""
        known = (stages.position("consult_booked"), stages.position("consult_attended"))
        return any(stage in known for stage in self.progress.answerable)

    @cached_property
    def dated(self) -> bool:
        """Whether any lead has an inquiry date."""
        return self.leads.null_count("created_at") < self.size

    @cached_property
    def has_hours(self) -> bool:
        """Whether inquiry dates carry a time of day; a file of bare dates puts every lead at midnight."""
        when = self.local_time.dt
        return bool(((when.hour() != 0) | (when.minute() != 0)).any())

    @cached_property
    def has_responses(self) -> bool:
        """Whether any lead has a human answer with a date."""
        return self.dated and bool((self.answered_us != NEVER).any())

    @cached_property
    def has_tries(self) -> bool:
        """Whether any lead has a try or answer by a person with a date."""
        return bool((self.attempted_us != NEVER).any())

    # the leads' own clock

    @property
    def local_time(self) -> pl.Series:
        """Per lead the moment of the inquiry in the practice's own time."""
        return self.leads["created_at"].dt.convert_time_zone(self.practice.time_zone)

    @cached_property
    def local_date(self) -> pl.Series:
        """Per lead the practice's local date of the inquiry."""
        return self.local_time.dt.date()

    @cached_property
    def day(self) -> NDArray[np.int32]:
        """Day of the inquiry, or first day of the period of a lead without one, in days since 1970."""
        return self._days("period_start", -(1 << 30))

    @cached_property
    def last_day(self) -> NDArray[np.int32]:
        """As `day`, but the last day of the period for a lead without an inquiry date."""
        return self._days("period_end", 1 << 30)

    def _days(self, otherwise: str, unknown: int) -> NDArray[np.int32]:
        days = self.local_date.to_physical()
        if days.has_nulls():
            days = days.fill_null(self.leads[otherwise].to_physical()).fill_null(unknown)
        # where every lead has a date of its own, no other array is made
        return days.to_numpy()

    @property
    def at_us(self) -> Timeline:
        """Moment of each dated stage by its position, microseconds since 1970 UTC, NEVER where unknown."""
        return Timeline(self.leads, self.progress, int(self.as_of.timestamp() * 1e6))

    @property
    def created_us(self) -> NDArray[np.int64]:
        """Moment of the inquiry in microseconds since 1970 UTC, NEVER where unknown."""
        return self.at_us[0]

    @property
    def answered_us(self) -> NDArray[np.int64]:
        """Moment of the first human answer by `as_of`; NEVER without one. Automatic replies are none."""
        return self.at_us.answered

    @property
    def attempted_us(self) -> NDArray[np.int64]:
        """Moment of the first try or answer by a person by `as_of`; NEVER without one."""
        return self.at_us.attempted

    @cached_property
    def response(self) -> Times:
        """Clock seconds from the inquiry to the first human answer; answers before the inquiry have none."""
        return Times("response", self._waited((self.answered_us - self.created_us) // 1_000_000))

    @cached_property
    def business_response(self) -> Times:
        """Open seconds from the inquiry to the first human answer."""
        until = self.open_time.seconds_until
        return Times("business_response", self._waited(np.rint(until(self.answered_us) - until(self.created_us))))

    @cached_property
    def open_time(self) -> OpenTime:
        """Opening hours over all days on which an inquiry or an answer came."""
        known = self.created_us[self.created_us != NEVER]
        first = datetime.fromtimestamp(int(known.min()) / 1e6, UTC).date() if len(known) else self.as_of.date()
        return OpenTime(self.practice, first - timedelta(days=2), self.as_of.date() + timedelta(days=2))

    def _waited(self, seconds: NDArray[np.floating] | NDArray[np.int64]) -> NDArray[np.int64]:
        timed = (self.answered_us != NEVER) & (self.created_us != NEVER) & (self.answered_us >= self.created_us)
        return np.where(timed, seconds, -1).astype(np.int64)

    def response_seconds(self, business: bool = False) -> NDArray[np.int64]:
        """Per lead the waiting time in whole seconds, -1 without one."""
        return (self.business_response if business else self.response).seconds

    def step(self, place: int) -> Times | None:
        """Seconds from the stage before to the answerable stage at `place`; None where dates are missing."""

        def made() -> Times | None:
            taken = step_us(self.at_us, self.progress.answerable, place)
            return None if taken is None else Times(f"step{place}", taken // 1_000_000)

        return self.kept(f"step {place}", made)

    # money

    @cached_property
    def paid(self) -> NDArray[np.uint32]:
        """Places of the leads whose procedure is booked and whose value is known."""
        booked = self.progress.furthest == len(stages.NAMES) - 1
        return np.flatnonzero(booked & self.leads["value"].is_not_null().to_numpy()).astype(np.uint32)

    @cached_property
    def paid_value(self) -> NDArray[np.float64]:
        """The money of those leads."""
        return self.leads["value"].gather(self.paid).to_numpy()

    # axes

    @property
    def furthest(self) -> Axis:
        """Position of the furthest stage of each lead."""
        return self.axis("furthest", len(stages.NAMES), lambda: self.progress.furthest)

    @property
    def lost(self) -> Axis:
        """1 for a lead that did not go on and cannot any more."""
        return self.axis("lost", 2, lambda: self.progress.lost.view(np.uint8))

    @property
    def marks(self) -> Axis:
        """Stages on record themselves, one bit each."""
        return self.axis("marks", 1 << (len(stages.NAMES) - 1), lambda: self.progress.marks)

    @property
    def genuine(self) -> Axis:
        """0 for what the source itself marked as no real lead, else 1."""
        return self.axis("genuine", 2, lambda: (self.leads["is_real"] != False).fill_null(True).to_numpy())  # noqa: E712

    @property
    def real(self) -> Axis:
        """1 for a real lead by the agreed rule; every lead where the data cannot tell."""
        known = REAL in self.progress.answerable
        return self.axis("real", 2, lambda: (self.progress.furthest >= REAL) | (not known))

    @property
    def short_call(self) -> Axis:
        """1 for a call known to be unanswered or no longer than agreed."""
        return self.axis("short_call", 2, lambda: short_calls(self.leads.select(*CALLS), self.practice).to_numpy())

    def axis(self, name: str, size: int, codes: Callable[[], NDArray[np.generic]]) -> Axis:
        """The axis of this name, its codes worked out when first asked for."""
        with self._lock:
            if name not in self._axes:
                small = np.uint8 if size <= 256 else np.uint16 if size <= 65536 else np.uint32
                self._axes[name] = Axis(name, codes().astype(small, copy=False), size)
            return self._axes[name]

    def kept(self, name: str, make: Callable[[], _Kept], of: object = None) -> _Kept:
        """What goes by this name, worked out when first asked for, and anew when it is `of` something else."""
        with self._lock:
            held = self._kept.get(name)
            if held is None or held[0] is not of:
                self._kept[name] = held = (of, make())
            found: _Kept = held[1]  # type: ignore[assignment]
            return found

    def times(self, name: str, seconds: Callable[[], NDArray[np.int64]]) -> Times:
        """The times of this name, ordered when first asked for."""
        with self._lock:
            if name not in self._times:
                self._times[name] = Times(name, seconds())
            return self._times[name]
