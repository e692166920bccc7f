"""What a practice has agreed on: its time zone, opening hours, response limit, real-lead rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final, Self
from zoneinfo import ZoneInfo, available_timezones

from dashboard.agreed import Definition, Rule

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Hours = tuple[time, time] | None
PARTS: Final[Mapping[Definition, tuple[str, ...]]] = {
    "real_lead": ("real_call_s", "real_rule"),
    "reached": ("reached_rule",),
    "qualified": ("qualified_rule",),
    "response_limit": ("response_limit_s",),
    "opening_hours": ("opening", "holiday_country", "holiday_region", "closed_days"),
    "horizon": ("silent_share", "horizon_days"),
    "personas": ("personas",),
    "area": ("areas",),
    "procedures": ("procedures",),
}
"""The fields of a Practice that each definition is made of."""

_RULES: Final = frozenset({"real_rule", "reached_rule", "qualified_rule"})
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

    real_rule: Rule | None = None
    """What must hold besides for a real lead; what the source itself says of a lead still wins."""
    reached_rule: Rule | None = None
    """What must hold besides for a lead that a file calls reached. A later stage counts for it all the same."""
    qualified_rule: Rule | None = None
    personas: tuple[tuple[str, Rule], ...] = ()
    """Names of the kinds of patients, each with its rule: a lead is the first that holds, where no file says."""

    followup_days: int = 7
    """A lead that was tried or answered but not reached needs another try within so many days."""

    hide_small: bool = False
    """Keep counts from 1 to 10 out of exports and minutes."""
    keep_months: int = 0
    """Leads older than so many months are removed for good when somebody says so; 0: kept."""

    consult_slots: tuple[tuple[str, int], ...] = ()
    """Doctors, and how many consults each can hold a week. Empty: nobody can say what is free."""

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
        names = [name.casefold() for name, _ in self.personas]
        if len(set(names)) < len(names) or not all(name.strip() for name in names):
            raise PracticeError("Give every persona a name of its own.")
        if any("persona" in rule.fields for _, rule in self.personas):
            raise PracticeError("A persona cannot rest on the persona itself; choose another field.")
        doctors = [doctor.casefold() for doctor, _ in self.consult_slots]
        if len(set(doctors)) < len(doctors) or not all(doctor.strip() for doctor in doctors):
            raise PracticeError("Consult slots: name every doctor once.")
        if any(slots <= 0 for _, slots in self.consult_slots):
            raise PracticeError("Consult slots: enter at least one a week, or leave the doctor out.")
        if not 0 <= self.keep_months <= 600:
            raise PracticeError("Leads are kept for 1 to 600 months, or with 0 for as long as their import counts.")
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
            "hide_small": self.hide_small,
            "keep_months": self.keep_months,
            "consult_slots": [[doctor, slots] for doctor, slots in self.consult_slots],
            **{name: rule.to_json() if (rule := getattr(self, name)) else None for name in _RULES},
            "personas": [[name, rule.to_json()] for name, rule in self.personas],
        }

    def said_of(self, definition: Definition) -> dict[str, object]:
        """What the practice holds of one definition, as plain values: the rule of an agreement."""
        values = self.to_json()
        return {name: values[name] for name in PARTS[definition]}

    def under(self, agreed: Mapping[Definition, Mapping[str, Any]]) -> Self:
        """The practice with these definitions in place of its own, each as `said_of` gives it.

        Raises PracticeError where a value cannot be.
        """
        known = {name: said[name] for definition, said in agreed.items() for name in PARTS[definition] if name in said}
        return self.from_json(self.to_json() | known) if known else self

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
            for name in _RULES & known.keys():
                known[name] = Rule.from_json(known[name])  # type: ignore[arg-type]
            if "consult_slots" in known:
                known["consult_slots"] = tuple((doctor, int(slots)) for doctor, slots in known["consult_slots"])  # type: ignore[attr-defined]
            if "personas" in known:
                known["personas"] = tuple((name, Rule.from_json(rule)) for name, rule in known["personas"])  # type: ignore[attr-defined]
            return cls(**known)  # type: ignore[arg-type]
        except (TypeError, ValueError) as error:
            raise (
                error if isinstance(error, PracticeError) else PracticeError(f"Settings cannot be read: {error}")
            ) from error
