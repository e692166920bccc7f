"""A figure under one version of the agreements beside the same figure under another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import Slice
from dashboard.metrics.quality import quality
from dashboard.metrics.response import response_times
from dashboard.metrics.segments import segment_rates

THEN: Final = "_then"
CHANGE: Final = "_change"


@dataclass(frozen=True, slots=True)
class Versioned:
    """A figure that is shown under two versions: what its rows are, and the columns set side by side."""

    label: str
    key: str
    columns: tuple[str, ...]
    """The telling one first."""
    table: Callable[[Slice, pl.DataFrame], pl.DataFrame]
    """The figure of a slice; stored campaign rows tell which names are one campaign."""


VERSIONED: Final[dict[str, Versioned]] = {
    "funnel": Versioned("Funnel", "stage", ("reached", "lost"), lambda leads, _campaigns: funnel_steps(leads)),
    "quality": Versioned("Quality by campaign", "campaign", ("real", "qualified"), quality),
    "response": Versioned(
        "Response by campaign",
        "campaign",
        ("within_limit_business", "leads"),
        lambda leads, _campaigns: response_times(leads, "campaign"),
    ),
    "personas": Versioned(
        "Conversion by persona",
        "persona",
        ("rate", "converted", "leads"),
        lambda leads, _campaigns: segment_rates(leads, "persona", "consult_booked"),
    ),
}


def beside(now: pl.DataFrame, then: pl.DataFrame, key: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """The rows of both by `key`, those of now first: each column, what it was (`_then`) and now less then (`_change`).

    A row that only one of them has is null on the other side; a difference to what is not known is not known.
    """
    both = now.select(key, *columns).join(
        then.select(key, *(pl.col(name).alias(name + THEN) for name in columns)),
        on=key,
        how="full",
        nulls_equal=True,
        coalesce=True,
        maintain_order="left_right",
    )
    changes = [(pl.col(name) - pl.col(name + THEN)).alias(name + CHANGE) for name in columns]
    return both.with_columns(changes).select(
        key, *(f"{name}{suffix}" for name in columns for suffix in ("", THEN, CHANGE))
    )
