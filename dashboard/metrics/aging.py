"""Leads that are neither patients nor lost: how long nobody touched them, and which are worth a call today."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.progress import DAY_US, NEVER, moments_us
from dashboard.metrics.remaining import by_stage_and_age
from dashboard.metrics.tally import rows_kept

AGING: Final = {
    "lead_id": pl.String,
    "system": pl.String,
    "stage": pl.String,
    "age_days": pl.Int64,
    "silent_days": pl.Int64,
    "owner": pl.String,
    "campaign": pl.String,
    "procedure": pl.String,
    "next_step": pl.String,
    "chance": pl.Float64,
    "value": pl.Float64,
    "worth": pl.Float64,
    "currency": pl.String,
}
"""Columns of `aging`: a real lead that is still open. stage: the furthest it reached. age_days: since the inquiry.
silent_days: since anything last happened with it. next_step: planned, overdue, or none; null where no file plans
steps. chance: of still reaching the last stage the data can answer. value: the lead's own money, else the mean of
its procedure, else of all leads of its currency; worth: chance times value; both null where no money is known."""
BY_AGE: Final = {"silent": pl.String, "leads": pl.Int64, "chance": pl.Float64, "worth": pl.Float64}
"""Columns of `aging_bands`: sums over the leads, so chance is the patients still to be expected. worth is null where
no money is known, or the leads' money is in several currencies."""
NO_DATE: Final = "no date"
"""The band of leads with which nothing dated ever happened; it is there where any is."""
BANDS: Final = (("up to 2 days", 2), ("3 to 7 days", 7), ("8 to 14 days", 14), ("15 to 30 days", 30),
                ("31 to 90 days", 90), ("over 90 days", 1 << 30))  # fmt: skip


def aging(leads: Slice) -> pl.DataFrame:
    """Every open real lead of the slice, first the one whose call is worth most today."""
    table = leads.table
    everybody = table.kept("aging", lambda: _listed(table))
    keep = rows_kept(everybody["row"].to_numpy(), leads.choices, leads.window)
    found = everybody if keep is None else everybody.filter(pl.Series(keep))
    return found.select(pl.col(name).cast(dtype) for name, dtype in AGING.items())


def _listed(table: LeadTable) -> pl.DataFrame:
    """Every open lead in the order of the list, with the lead's row."""
    rows = _open(table)
    now = int(table.as_of.timestamp() * 1e6)
    heard = _heard_us(table)[rows]
    created = table.created_us[rows]
    ahead = moments_us(table.leads, "next_step_at")[rows]
    at, by_code = by_stage_and_age(table)
    chance = by_code[at.codes[rows]]
    held = table.leads.of(rows, "lead_id", "system", "owner", "campaign", "procedure", "currency")
    plans = table.leads.null_count("next_step_at") < table.size
    value = _value(table)[rows]
    return held.with_columns(
        row=pl.Series(rows.astype(np.uint32)),
        stage=_words(stages.NAMES, table.progress.furthest[rows]),
        age_days=_days(now, created),
        silent_days=_days(now, heard),
        next_step=_next_step(ahead, now) if plans else pl.lit(None, pl.String),
        chance=pl.Series(chance),
        value=pl.Series(value).fill_nan(None),
        worth=pl.Series(chance * value).fill_nan(None),
        currency=pl.col("currency").fill_null(pl.lit(_only_currency(table), pl.String)),
    ).sort("worth", "chance", "lead_id", descending=[True, True, False], nulls_last=True)


@once
def aging_bands(listed: pl.DataFrame) -> pl.DataFrame:
    """The list of `aging` counted by how long nobody touched the leads, shortest first, empty bands included."""
    edges = [upto for _, upto in BANDS[:-1]]
    undated = listed["silent_days"].null_count() > 0
    labels = [*(said for said, _ in BANDS), *([NO_DATE] if undated else [])]
    silent = listed["silent_days"].fill_null(1 << 40).to_numpy()
    place = np.searchsorted(np.array([*edges, 1 << 39]), silent)
    sums = [
        np.bincount(place, None if of is None else listed[of].fill_null(0.0).to_numpy(), len(labels))
        for of in (None, "chance", "worth")
    ]
    told = listed["worth"].null_count() < len(listed)
    money = told and listed.filter(pl.col("worth").is_not_null())["currency"].n_unique() == 1
    return pl.DataFrame(
        {"silent": labels, "leads": sums[0], "chance": sums[1], "worth": sums[2] if money else None}, schema=BY_AGE
    )


def _open(table: LeadTable) -> NDArray[np.int64]:
    last = table.progress.answerable[-1]
    here = (table.real.codes == 1) & ~table.progress.lost & (table.progress.furthest < last)
    held: NDArray[np.int64] = np.flatnonzero(here)
    return held


def _heard_us(table: LeadTable) -> NDArray[np.int64]:
    """The last thing that happened with each lead by `as_of`, microseconds since 1970 UTC, NEVER without any."""
    now = int(table.as_of.timestamp() * 1e6)
    heard = table.created_us.copy()
    told = [moments_us(table.leads, name)
            for name in ("first_attempt_at", "first_response_at", "last_activity_at")]  # fmt: skip
    for moments in (*told, *table.at_us.values()):
        heard = np.maximum(heard, np.where(moments <= now, moments, NEVER))
    return heard


def _days(now: int, moments: NDArray[np.int64]) -> pl.Series:
    known = moments != NEVER
    return pl.Series(np.where(known, (now - np.where(known, moments, now)) // DAY_US, -1)).replace(-1, None)


def _next_step(ahead: NDArray[np.int64], now: int) -> pl.Series:
    return _words(("none", "planned", "overdue"), np.where(ahead == NEVER, 0, np.where(ahead > now, 1, 2)))


def _words(names: tuple[str, ...], place: NDArray[np.integer]) -> pl.Series:
    """The name at each place, kept as a number."""
    return pl.Series(names, dtype=pl.Enum(names)).gather(place.astype(np.uint32))


def _only_currency(table: LeadTable) -> str | None:
    """The one currency of all money on file; None where there are several, or none is told."""
    told = table.leads["currency"].drop_nulls().unique()
    return told[0] if len(told) == 1 else None


def _value(table: LeadTable) -> NDArray[np.float64]:
    """Per lead its money, else the mean of its procedure and currency, else of its currency; nan without any.

    Most leads have no currency before they have a value: where all money is in one, it is theirs too.
    """
    known = pl.col("value")
    told = table.leads.select("value", "procedure", "currency")
    filled = told.select(
        pl.coalesce(known, known.mean().over("procedure", "currency"), known.mean().over("currency"))
        if told["currency"].drop_nulls().n_unique() > 1
        else pl.coalesce(known, known.mean().over("procedure"), known.mean())
    )
    values: NDArray[np.float64] = filled.to_series().fill_null(float("nan")).to_numpy()
    return values
