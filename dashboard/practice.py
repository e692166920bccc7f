"""What a practice has agreed on: its time zone, opening hours, response limit, real-lead rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Final, Self
from zoneinfo import ZoneInfo, available_timezones

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Hours = tuple[time, time] | None

_OFFICE_HOURS: Final[tuple[Hours, ...]] = (*((time(9), time(17)),) * 5, None, None)


class PracticeError(ValueError):
    """A setting that cannot be: the message says which and what to enter instead."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The agreements the figures rest on. Defaults are what most practices start from."""

    name: str = ""
    time_zone: str = "UTC"
    opening: tuple[Hours, ...] = _OFFICE_HOURS
    """Opening and closing time of each weekday, Monday first; None: closed."""
    holiday_country: str = ""
    """Two-letter country whose public holidays the practice keeps; empty: none."""
    holiday_region: str = ""
    closed_days: frozenset[date] = field(default_factory=frozenset)
    response_limit_s: int = 3600
    real_call_s: int = 60
    """A call counts as a real lead when it was answered and lasted longer than this."""
    silent_share: float = 0.95
    """A lead silent for longer than this share of those who went on took is lost."""
    horizon_days: int = 90
    """How long a lead stays open where too few went on to tell."""
    currency: str = ""
    areas: tuple[str, ...] = ()
    """Where the practice's patients live; a lead from elsewhere is out of area. Empty: nothing is judged."""
    procedures: tuple[str, ...] = ()
    """What the practice offers; a lead that asks for something else is shown as such. Empty: nothing is judged."""
    same_person_days: int = 30
    """What one person sends within so many days of a first inquiry repeats it; 0: every record is an inquiry."""

    followup_days: int = 7
    """A lead that was tried or answered but not reached needs another try within so many days."""

    def __post_init__(self) -> None:
        if self.time_zone not in available_timezones():
            raise PracticeError(f"There is no time zone {self.time_zone!r}; choose one like America/New_York.")
        if len(self.opening) != 7:
            raise PracticeError("Opening hours need one entry for each of the seven weekdays.")
        for day, hours in zip(WEEKDAYS, self.opening, strict=True):
            if hours is not None and hours[0] >= hours[1]:
                raise PracticeError(f"{day}: the practice closes before it opens; enter the earlier time first.")
        if self.response_limit_s <= 0:
            raise PracticeError("The response limit must be more than 0 minutes.")
        if not 0.5 <= self.silent_share < 1:
            raise PracticeError("The share that decides when silence means lost lies between 0.5 and 1.")
        if self.followup_days <= 0:
            raise PracticeError("A follow-up needs at least one day.")
        if self.horizon_days <= 0 or self.real_call_s < 0 or self.same_person_days < 0:
            raise PracticeError("Days and seconds cannot be negative.")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def to_json(self) -> dict[str, object]:
        """The settings as plain values, the shape `from_json` reads."""
        return {
            "name": self.name,
            "time_zone": self.time_zone,
            "opening": [[h[0].isoformat("minutes"), h[1].isoformat("minutes")] if h else None for h in self.opening],
            "holiday_country": self.holiday_country,
            "holiday_region": self.holiday_region,
            "closed_days": sorted(day.isoformat() for day in self.closed_days),
            "response_limit_s": self.response_limit_s,
            "real_call_s": self.real_call_s,
            "silent_share": self.silent_share,
            "horizon_days": self.horizon_days,
            "currency": self.currency,
            "areas": list(self.areas),
            "procedures": list(self.procedures),
            "same_person_days": self.same_person_days,
            "followup_days": self.followup_days,
        }

    @classmethod
    def from_json(cls, values: dict[str, object]) -> Self:
        """Settings from plain values; fields that are missing keep their default.

        Raises PracticeError where a value cannot be.
        """
        known = dict(values)
        try:
            if "opening" in known:
                known["opening"] = tuple(
                    (time.fromisoformat(h[0]), time.fromisoformat(h[1])) if h else None
                    for h in known["opening"]  # type: ignore[attr-defined]
                )
            if "closed_days" in known:
                known["closed_days"] = frozenset(date.fromisoformat(day) for day in known["closed_days"])  # type: ignore[attr-defined]
            for name in {"areas", "procedures"} & known.keys():
                known[name] = tuple(known[name])  # type: ignore[arg-type]
            return cls(**known)  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            raise (
                error if isinstance(error, PracticeError) else PracticeError(f"Settings cannot be read: {error}")
            ) from error
