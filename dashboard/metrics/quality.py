"""What a campaign's leads are worth before anybody works on them: real or not, and what speaks against them."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.dimensions import from_column
from dashboard.metrics.feedback import RATINGS, feedback_in, ratings
from dashboard.metrics.leads import Slice
from dashboard.metrics.once import once
from dashboard.metrics.spend import folded, names_by_number, said_name
from dashboard.metrics.tally import Axis
from dashboard.signals import NAMES, NEVER_REAL, SEPARATOR

Columns = dict[str, pl.DataType | type[pl.DataType]]

MARKED: Final = "marked"
"""Not real by the word of the system the lead came from."""
SHORT_CALL: Final = "short_call"
"""Not real by the agreed rule: a call nobody answered, or too short a one."""
RULE: Final = "agreed_rule"
"""Not real because what was agreed on besides does not hold for it."""
REASONS: Final = (MARKED, SHORT_CALL, RULE, *NAMES)
QUALITY: Final[Columns] = {
    "campaign": pl.String,
    "leads": pl.Int64,
    "real": pl.Int64,
    "not_real": pl.Int64,
    "reasons": pl.List(pl.Struct({"reason": pl.String, "leads": pl.Int64})),
    "qualified": pl.Int64,
    "rating": pl.Float64,
}
"""Columns of `quality`. campaign null: leads without one. real, not_real and qualified are null where the data
cannot tell. reasons: how many leads of the campaign show each signal, real or not, and how many are not real
because they were marked so, were too short a call or do not fit the agreed rule; most frequent first, without those
of no lead. A lead may count under several. rating: what counselors think of the leads, null where nobody has said."""

_EXAMPLE: Final = {
    "system": pl.String,
    "lead_id": pl.String,
    "import_id": pl.Int64,
    "file": pl.Int32,
    "row": pl.Int64,
}
SIGNS: Final[Columns] = {
    "campaign": pl.String,
    "signal": pl.String,
    "leads": pl.Int64,
    "not_real": pl.Int64,
    "examples": pl.List(pl.Struct(_EXAMPLE)),
}
"""Columns of `signs`. not_real: of these leads, those that are not real for whatever reason; null where the
data cannot tell. examples: the newest of them, with the row of the file to look them up in."""


@once
def quality(leads: Slice, campaigns: pl.DataFrame, said: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row a campaign with leads in the slice, most leads first.

    `campaigns` are stored campaign rows: they tell which names and numbers are one campaign. `said` is the
    counselors' feedback (metrics/feedback.py): what they rated in the slice's period and values.
    """
    pairs, axis = leads.table.campaign_pairs
    reached = leads.counts(axis, leads.table.furthest)[:, ::-1].cumsum(axis=1)[:, ::-1]
    counts = {
        "leads": reached[:, 0],
        **{name: reached[:, stages.position(name)] for name in ("real", "qualified")},
        **_reasons(leads, axis),
    }
    found = (
        pairs.with_columns(campaign=said_name(names_by_number(campaigns)))
        .with_columns(**{name: pl.Series(values) for name, values in counts.items()})
        .filter(pl.col("leads") > 0)
        .group_by(key=folded(pl.col("campaign")))
        .agg(pl.col("campaign").sort_by("leads").last(), pl.col(*counts).sum())
    )
    reasons = (
        found.unpivot(REASONS, index="key", variable_name="reason", value_name="count")
        .filter(pl.col("count") > 0)
        .sort("count", "reason", descending=[True, False])
        .group_by("key", maintain_order=True)
        .agg(reasons=pl.struct("reason", leads="count"))
    )
    rated = ratings(feedback_in(said, leads.filters)) if said is not None else pl.DataFrame(schema=RATINGS)
    answers = {name: pl.lit(name in leads.table.stages) for name in ("real", "qualified")}
    return (
        found.join(reasons, on="key", how="left", nulls_equal=True)
        .join(rated.select("rating", key=folded(pl.col("campaign"))), on="key", how="left", nulls_equal=True)
        .with_columns(
            *(pl.when(known).then(pl.col(name)).alias(name) for name, known in answers.items()),
            not_real=pl.when(answers["real"]).then(pl.col("leads") - pl.col("real")),
            reasons=pl.col("reasons").fill_null([]),
        )
        .select(pl.col(name).cast(kind) for name, kind in QUALITY.items())
        .sort("leads", "campaign", descending=[True, False], nulls_last=True)
    )


def _reasons(leads: Slice, by: Axis) -> dict[str, NDArray[np.int64]]:
    """Leads by the axis' codes for each reason."""
    table = leads.table
    shown = from_column("signals", table.leads["signals"])
    counted = leads.counts(by, shown.axis, table.genuine, table.real)
    holds = [frozenset((names or "").split(SEPARATOR)) for names in shown.values]
    agreed = table.practice.real_rule is not None
    tests = np.array([NEVER_REAL in names for names in holds])
    of_signal = counted.sum(axis=(2, 3))
    unreal = counted[:, :, 1, 0].sum(axis=1)
    short = leads.counts(by, table.short_call, table.genuine, table.real)[:, 1, 1, 0] if agreed else unreal
    return {
        # a test lead is marked by its own signal
        MARKED: counted[:, ~tests, 0, 0].sum(axis=1),
        SHORT_CALL: short,
        RULE: unreal - short,
        **{name: of_signal[:, np.array([name in names for names in holds])].sum(axis=1) for name in NAMES},
    }


def signs(leads: Slice, examples: int = 3) -> pl.DataFrame:
    """One row a campaign and signal shown by leads of the slice, most leads first."""
    rows = leads.rows()
    real = pl.Series(leads.table.real.codes[rows] == 0)
    return (
        leads.table.leads.of(rows, "campaign", "created_at", *_EXAMPLE, "signals")
        .rename({"signals": "signal"})
        .with_columns(not_real=real)
        .filter(pl.col("signal") != "")
        .with_columns(pl.col("signal").str.split(SEPARATOR))
        .explode("signal")
        .sort("created_at", "lead_id", descending=True, nulls_last=True)
        .group_by("campaign", "signal")
        .agg(
            leads=pl.len(),
            not_real=pl.when(pl.lit("real" in leads.table.stages)).then(pl.col("not_real").sum()),
            examples=pl.struct(*_EXAMPLE).head(examples),
        )
        .select(pl.col(name).cast(kind) for name, kind in SIGNS.items())
        .sort("leads", "campaign", "signal", descending=[True, False, False], nulls_last=True)
    )
