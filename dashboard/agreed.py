"""Rules over a lead's fields, put together without code: what both teams agree to mean by a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from math import isfinite
from operator import and_
from typing import Any, Final, Literal, Self, get_args

import polars as pl

from dashboard import schema

Definition = Literal[
    "real_lead", "reached", "qualified", "response_limit", "opening_hours", "horizon", "personas", "area", "procedures"
]
DEFINITIONS: Final[tuple[Definition, ...]] = get_args(Definition)
"""What the teams agree on."""
TITLES: Final[Mapping[Definition, str]] = {
    "real_lead": "Real lead",
    "reached": "Reached",
    "qualified": "Qualified",
    "response_limit": "Response limit",
    "opening_hours": "Opening hours",
    "horizon": "Still open",
    "personas": "Personas",
    "area": "Area served",
    "procedures": "Procedures offered",
}

Test = Literal["is", "is_not", "known", "at_least", "at_most"]
TESTS: Final[Mapping[Test, str]] = {
    "is": "is one of",
    "is_not": "is none of",
    "known": "is known",
    "at_least": "is at least",
    "at_most": "is at most",
}
_FIELDS: Final = {
    field.name: field
    for field in schema.LEAD
    if (field.type in ("text", "choice", "count", "seconds", "money") and field.name != "currency")
    or field.name == "call_answered"
}
FIELDS: Final[tuple[str, ...]] = tuple(_FIELDS)
"""The lead fields a rule may ask for; any segment joins them. Moments are left out: a rule holds at any time."""


class RuleError(ValueError):
    """A rule that cannot be; the message says what to choose instead."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of a lead. What is not known is none of any values, and passes no other test."""

    field: str
    test: Test
    values: tuple[str | float, ...] = ()
    """The values asked for, or the one number; none where it is enough that the field is known."""
    header: str = ""
    """What a segment is called in the files."""

    def __post_init__(self) -> None:
        if self.field not in _FIELDS and not self.field.startswith(schema.SEGMENT_PREFIX):
            raise RuleError(f"There is no field {self.field!r} for a rule; choose one of the list.")
        if self.test not in TESTS:
            raise RuleError(f"There is no comparison {self.test!r}; there are {', '.join(TESTS)}.")
        if self.test in ("at_least", "at_most"):
            if not is_number(self.field):
                raise RuleError(f"{title(self.field)} is no number; ask whether it is one of some values.")
            if len(self.values) != 1 or isinstance(self.values[0], str) or not isfinite(self.values[0]):
                raise RuleError(f"Enter the number that {title(self.field)} is compared with.")
        elif self.test != "known":
            if is_number(self.field):
                raise RuleError(f"{title(self.field)} is a number; ask for at least or at most.")
            if not all(isinstance(value, str) and value.strip() for value in self.values) or not self.values:
                raise RuleError(f"Choose the values of {title(self.field)}.")

    def holds(self, leads: pl.DataFrame) -> pl.Series:
        """Whether each lead passes; case and blanks in values make no difference. A column not there is not known."""
        if self.field not in leads.columns:
            return pl.repeat(self.test == "is_not", len(leads), dtype=pl.Boolean, eager=True)
        column = leads[self.field]
        if self.test == "known":
            return column.is_not_null()
        if self.test in ("at_least", "at_most"):
            number = column.cast(pl.Float64).fill_nan(None)
            limit = float(self.values[0])
            return (number >= limit if self.test == "at_least" else number <= limit).fill_null(value=False)
        wanted = {_even(value) for value in self.values}
        listed = [value for value in column.drop_nulls().unique().to_list() if _even(value) in wanted]
        inside = column.is_in(listed).fill_null(value=False) if listed else pl.zeros(len(leads), pl.Boolean, eager=True)
        return inside if self.test == "is" else ~inside

    def words(self) -> str:
        """The condition as people say it: 'channel is form or call'."""
        name, said = self.header or title(self.field), TESTS[self.test]
        if self.test == "known":
            return f"{name} {said}"
        unit = " s" if self.field in _FIELDS and _FIELDS[self.field].type == "seconds" else ""
        values = [value if isinstance(value, str) else f"{value:,.10g}{unit}" for value in self.values]
        if self.test == "is":
            return f"{name} is {_either(values)}"
        return f"{name} {said} {', '.join(values)}"

    def to_json(self) -> dict[str, Any]:
        """Plain values, the shape `Rule.from_json` reads."""
        told: dict[str, Any] = {"field": self.field, "test": self.test, "values": list(self.values)}
        return told | ({"header": self.header} if self.header else {})


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that must all hold."""

    conditions: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not self.conditions:
            raise RuleError("A rule needs a condition; without one, leave it out.")

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields it asks for."""
        return tuple(dict.fromkeys(condition.field for condition in self.conditions))

    def holds(self, leads: pl.DataFrame) -> pl.Series:
        """Whether the rule holds for each lead, in the rows' order; never null."""
        return reduce(and_, (condition.holds(leads) for condition in self.conditions))

    def words(self) -> str:
        """The rule as people read it: 'channel is form or call, and area is known'."""
        return ", and ".join(condition.words() for condition in self.conditions)

    def to_json(self) -> list[dict[str, Any]]:
        """The rule as plain values, the shape `from_json` reads."""
        return [condition.to_json() for condition in self.conditions]

    @classmethod
    def from_json(cls, values: Iterable[Mapping[str, Any]] | None) -> Self | None:
        """A rule from plain values; None where there is none. Raises RuleError for what is no rule."""
        if values is None:
            return None
        try:
            return cls(tuple(Condition(**{**one, "values": tuple(one["values"])}) for one in values))
        except (KeyError, TypeError) as error:
            raise RuleError(f"This is no rule: {error}.") from error


def title(field: str) -> str:
    """A field as it is said within a sentence: 'call length'."""
    if field not in _FIELDS:
        return field
    name = _FIELDS[field].title
    return name[0].lower() + name[1:]


def is_number(field: str) -> bool:
    """Whether the field is compared as a number."""
    return field in _FIELDS and _FIELDS[field].type in ("count", "seconds", "money")


def _even(value: object) -> str:
    said = ("no", "yes")[value] if isinstance(value, bool) else str(value)
    return " ".join(said.split()).casefold()


def _either(values: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(values[:-1]), values[-1]]))
