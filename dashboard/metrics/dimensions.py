"""The things leads can be split and filtered by, as small integer codes.

Most are fields of the files; some are worked out: when the inquiry came in, how long it waited,
how often it was passed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard.metrics.rows import most_frequent
from dashboard.metrics.tally import Axis

FIELDS: Final = (
    "campaign", "doctor", "channel", "source", "location", "procedure", "owner", "patient_type", "medium",
    "persona", "age_band", "area", "payer", "inbox", "owner_role", "first_response_by", "ad", "landing_page",
    "campaign_id", "status", "lost_reason",
)  # fmt: skip
DERIVED: Final = ("arrival_day", "arrival_hours", "month", "response_band", "handoffs", "attempts")
LABELS: Final = {
    "owner": "Lead owner",
    "procedure": "Procedure",
    "patient_type": "New or existing patient",
    "age_band": "Age",
    "owner_role": "Role",
    "first_response_by": "Answered by",
    "ad": "Ad or keyword",
    "campaign_id": "Campaign number",
    "lost_reason": "Reason given",
    "arrival_day": "Weekday or weekend",
    "arrival_hours": "Time of day",
    "response_band": "Wait for an answer",
    "handoffs": "Hand-offs",
}

RESPONSE_BANDS: Final[tuple[tuple[str, float], ...]] = (
    ("up to 5 min", 300),
    ("5 to 60 min", 3600),
    ("1 to 4 h", 4 * 3600),
    ("4 to 24 h", 86400),
    ("1 to 3 days", 3 * 86400),
    ("over 3 days", float("inf")),
)
NOT_ANSWERED: Final = "not answered"
HOURS: Final = (("morning", 6, 12), ("afternoon", 12, 17), ("evening", 17, 22), ("night", 22, 6))


@dataclass(frozen=True, slots=True)
class Dimension:
    """A split of the leads: the value each code stands for, in a fixed order; None is 'not known'."""

    name: str
    label: str
    values: tuple[str | None, ...]
    axis: Axis

    def wanted(self, values: tuple[str | None, ...]) -> NDArray[np.bool_]:
        """One flag a code: whether its value is among these."""
        chosen = set(values)
        return np.array([value in chosen for value in self.values], bool)


def label_of(name: str) -> str:
    """A field's name as people read it."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()


def from_column(name: str, column: pl.Series, label: str = "") -> Dimension:
    """A dimension of a text column, most frequent value first, 'not known' last."""
    known: list[str] = most_frequent(column).to_list()
    if not known:
        return coded(name, (None,), np.zeros(len(column), np.uint8), label)
    codes = column.cast(pl.Enum(known)).to_physical()
    if not column.null_count():
        return coded(name, tuple(known), codes.to_numpy(), label)
    return coded(name, (*known, None), codes.cast(pl.UInt32).fill_null(len(known)).to_numpy(), label)


def coded(name: str, values: tuple[str | None, ...], codes: NDArray[np.generic], label: str = "") -> Dimension:
    """A dimension of codes that are already there, kept in the smallest integer that holds them.

    Without any lead its one value is 'not known'.
    """
    held = values or (None,)
    small = np.uint8 if len(held) <= 256 else np.uint16 if len(held) <= 65536 else np.uint32
    return Dimension(name, label or label_of(name), held, Axis(name, codes.astype(small, copy=False), len(held)))


def banded(name: str, labels: tuple[str, ...], place: NDArray[np.integer], known: NDArray[np.bool_]) -> Dimension:
    """A dimension of ordered bands; None is added as the last value where some leads have none."""
    if known.all():
        return coded(name, labels, place)
    return coded(name, (*labels, None), np.where(known, place, len(labels)))


def response_band(seconds: NDArray[np.int64], answerable: bool) -> Dimension:
    """How long the lead waited for a human answer; a time on the edge belongs to the shorter band."""
    edges = np.array([upto for _, upto in RESPONSE_BANDS[:-1]])
    labels = (*(said for said, _ in RESPONSE_BANDS), NOT_ANSWERED)
    place = np.where(seconds >= 0, np.searchsorted(edges, seconds, side="left"), len(labels) - 1)
    return banded("response_band", labels, place, np.full(len(seconds), answerable))


def numbered(name: str, column: pl.Series, bands: tuple[tuple[str, int], ...]) -> Dimension:
    """A count in bands, each given by its label and its smallest number."""
    number = column.fill_null(0).to_numpy()
    place = np.searchsorted([low for _, low in bands], number, side="right") - 1
    return banded(name, tuple(said for said, _ in bands), np.maximum(place, 0), column.is_not_null().to_numpy())


ATTEMPTS: Final = (("0", 0), ("1", 1), ("2", 2), ("3-5", 3), ("6+", 6))
HANDOFFS: Final = (("0", 0), ("1", 1), ("2+", 2))


def arrival_hours(hour: NDArray[np.integer], known: NDArray[np.bool_]) -> Dimension:
    """Part of the day in which the inquiry arrived, the practice's time."""
    place = np.select([(hour >= low) & (hour < high) for _, low, high in HOURS[:3]], [0, 1, 2], 3)
    return banded("arrival_hours", tuple(said for said, _, _ in HOURS), place, known)
