"""The made-up practice in the sizes measured, as stored rows and as the plain columns other engines get.

The other engines get the same worked-out columns (furthest stage, waiting seconds, hour of arrival, what became of a
consult ...), so that all three do the same counting and nobody pays for parsing dates.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import schema, stages
from dashboard.filters import Filters
from dashboard.metrics.clocks import CLOCKS, moments
from dashboard.metrics.dimensions import Dimension
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.progress import step_us
from dashboard.sample.practice import SAMPLE_PRACTICE, sample_practice

TEXTS: Final = ("campaign", "doctor", "channel", "source", "procedure", "location", "patient_type", "inbox", "owner",
                "first_response_by", "lost_reason")  # fmt: skip
"""Fields the other engines get as text, which they make enumerations or categories of."""
CODES: Final = {
    "week": "week",
    "band": "bandTrue",
    "arrived": "arrived open",
    "after": "after hours answer",
    "tried": "tried",
    "followed": "followed:consult_booked",
    "kind": "not_booked_kind",
    "lying": "left_lying",
    "next_step": "next step",
    "pool": "nurture pool",
    "chance_code": "chance of 4",
    "late": "late consult_booked",
    "given_up": "given up",
    "consult": "consult state",
    "ahead_band": "days_ahead",
}
"""Codes the pages have worked out, by the name of their axis."""
SPLITS: Final = {"detail": "not booked details", "role": "roles", "booked_month": "booked months"}
"""Splits the pages have worked out, by what they are kept as."""
TIMES: Final = {"wait_days": "days to consult", "ahead_days": "days ahead", "handoffs": "handoffs"}


def write(folder: Path, leads: int) -> None:
    """Stored leads, stored campaigns and the plain columns, as parquet files in the folder."""
    from tests.bench.pages import PAGES  # it imports this module

    sample = sample_practice(leads=leads)
    held = stored(sample.leads, "leads")
    held.write_parquet(folder / "leads.parquet")
    stored(sample.campaigns, "campaigns").write_parquet(folder / "campaigns.parquet")
    table = lead_table(held, SAMPLE_PRACTICE)
    for page in PAGES.values():
        page.leadloop(table.slice(Filters()), pl.read_parquet(folder / "campaigns.parquet"))
    _plain(table).write_parquet(folder / "plain.parquet")


def stored(rows: pl.DataFrame, kind: schema.Kind) -> pl.DataFrame:
    """Rows as the store gives them; a stage date sets its yes/no as the importer does."""
    kept = schema.stored_columns(kind)
    given = (
        rows.with_columns(pl.col(f"{name}_at").is_not_null().alias(name) for name in stages.RECORDED)
        if kind == "leads"
        else rows
    )
    if kind == "leads":
        given = given.with_columns(lost=pl.col("lost_at").is_not_null())
    return given.select(
        pl.col(name).cast(dtype) if name in given.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in kept.items()
    )


def _plain(table: LeadTable) -> pl.DataFrame:
    answerable = table.progress.answerable
    steps = {f"step{place}": step_us(table.at_us, answerable, place) for place in range(2, len(answerable))}
    clocks: dict[str, pl.Series] = {}
    for clock in CLOCKS:
        held, until = moments(table, clock), table.open_time.seconds_until
        clocks[f"{clock}_s"] = _known(np.where(held.timed, (held.end - held.start) // 1_000_000, -1))
        open_s = np.where(held.timed, np.rint(until(held.end) - until(held.start)), -1)
        clocks[f"{clock}_business_s"] = _known(open_s.astype(np.int64))
    return pl.DataFrame(
        {
            **{name: table.leads[name].fill_null("(none)") for name in TEXTS},
            **{said: _coded(table, name) for said, name in CODES.items()},
            **{said: _split(table, name) for said, name in SPLITS.items()},
            **{said: _timed(table, name) for said, name in TIMES.items()},
            "furthest": table.progress.furthest,
            "lost": table.progress.lost,
            "genuine": table.genuine.codes.astype(bool),
            "value": table.leads["value"],
            "attempts": table.leads["attempts"].fill_null(0),
            "answered": table.answered_us != np.iinfo(np.int64).min,
            "response_s": _known(table.response_seconds()),
            "business_s": _known(table.response_seconds(business=True)),
            **clocks,
            **{name: _known(taken // 1_000_000) for name, taken in steps.items() if taken is not None},
            **_open(table),
        }
    ).hstack([table.local_time.dt.weekday().alias("weekday"), table.local_time.dt.hour().alias("hour")])


def _coded(table: LeadTable, name: str) -> NDArray[np.unsignedinteger]:
    def missing() -> NDArray[np.generic]:
        raise KeyError(f"No page has made the codes {name!r}.")

    return table.axis(name, 1, missing).codes


def _split(table: LeadTable, name: str) -> NDArray[np.unsignedinteger]:
    from tests.bench.pages.follow_up import NO_TOUCHES  # it imports this module

    def missing() -> Dimension:
        raise KeyError(f"No page has made the split {name!r}.")

    return table.kept(name, missing, of=NO_TOUCHES if name == "roles" else None).axis.codes


def _timed(table: LeadTable, name: str) -> pl.Series:
    def missing() -> NDArray[np.int64]:
        raise KeyError(f"No page has made the times {name!r}.")

    return _known(table.times(name, missing).seconds)


def _open(table: LeadTable) -> dict[str, pl.Series]:
    """Of every open lead the days nobody touched it, its chance and its worth; null for the others."""
    from dashboard.metrics.aging import _listed  # the rows belong to the numbers

    listed = _listed(table)
    place = pl.DataFrame({"row": np.arange(table.size, dtype=np.uint32)})
    joined = place.join(listed, on="row", how="left", maintain_order="left")
    return {"silent_days": joined["silent_days"], "chance": joined["chance"], "worth": joined["worth"]}


def _known(column: NDArray[np.int64]) -> pl.Series:
    series = pl.Series(column, dtype=pl.Int64)
    return pl.select(pl.when(series >= 0).then(series)).to_series()
