"""What a user decided about a file that the file itself does not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.schema import Kind

SEGMENT = "segment"
LEAVE_OUT = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Answers to a reading's questions, and corrections of its mapping.

    `mapping` goes from a file's header to a field, to "segment" (kept under its own name) or to
    "" (left out). `period` is for leads and campaigns without dates, both days included.
    `day_first` answers whether 3/4 is 3 April, `decimal_comma` whether 1.234 is a thousand.
    """

    kind: Kind | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    period: tuple[date, date] | None = None
    day_first: bool | None = None
    decimal_comma: bool | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was decided about an earlier file with the same headers, said as in Choices.

    It counts where the user says nothing else about this file; `day_first` only where the file leaves it open.
    """

    kind: Kind | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None


Recall = Callable[[str], Remembered | None]
"""Looks up what was decided for a header signature."""
