"""What a file tells beside its rows: its dates, what it leaves open, and what it no longer says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import schema, stages

if TYPE_CHECKING:
    from dashboard.ingest.checking import Checked

_SAME_START: Final = timedelta(days=2)
"""Two files for one period begin within this time of each other."""
_STAGE_DATES: Final = tuple(f"{name}_at" for name in stages.RECORDED)
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "funnel": _STAGE_DATES,
    "segments": _STAGE_DATES,
    "reach": ("first_attempt_at", "attempts", "reached_at"),
    "response": ("created_at", "first_response_at"),
    "response_hours": ("created_at", "first_response_at"),
    "response_bands": ("created_at", "first_response_at"),
    "campaigns": ("campaign", "campaign_id"),
    "convert_time": ("created_at", *_STAGE_DATES),
    "ownership": ("owner",),
}
"""The fields that make a figure answerable."""


def would_answer(checked: Checked) -> dict[str, list[str]]:
    """For each figure the file cannot answer, the fields, as people read them, that would change that."""
    titles = {field.name: field.title for field in schema.FIELDS[checked.kind]}
    known = {name for name in titles if name in checked.rows.columns and not checked.rows[name].is_null().all()}
    return {
        figure: [titles[name] for name in _NEEDS.get(figure, ()) if name in titles and name not in known]
        for figure in checked.cannot_answer
    }


def dates_of(checked: Checked) -> dict[str, tuple[str, str]]:
    """The earliest and latest moment of each date column, by its header; in UTC where it holds times."""
    dated = {
        field.name
        for field in schema.FIELDS[checked.kind]
        if field.type in ("moment", "day", "stage") and not checked.rows[field.name].is_null().all()
    }
    return {
        header: (str(checked.rows[name].min()), str(checked.rows[name].max()))
        for header, name in checked.mapping.items()
        if name in dated
    }


def backward(known: pl.DataFrame, checked: Checked) -> pl.DataFrame:
    """Leads of which the file, being newer, no longer says a stage that was known: `row`, `lead_id`, `stage`.

    Only stages the file tells of some lead are looked at; of several the furthest is named.
    """
    rows = checked.rows.with_columns(pl.col("system").fill_null(""))
    told = [name for name in stages.RECORDED if rows[name].any()]
    empty = pl.DataFrame(schema={"row": pl.Int64, "lead_id": pl.String, "stage": pl.String})
    if not told or known.is_empty():
        return empty
    newer = known
    if checked.through is not None:
        newer = known.filter((pl.col("through") <= checked.through).fill_null(value=True))
    said = (
        newer.with_columns(pl.col("system").fill_null(""))
        .join(rows.select("lead_id", "system").unique(), on=["lead_id", "system"], how="semi")
        .group_by("lead_id", "system")
        .agg(pl.col(name).any().name.suffix("_before") for name in told)
    )
    now = rows.group_by("lead_id", "system").agg(pl.col("row").min(), *(pl.col(name).any() for name in told))
    # a later stage implies the earlier ones
    later = {name: pl.any_horizontal(told[place:]) for place, name in enumerate(told)}
    gone = pl.coalesce(pl.when(pl.col(f"{name}_before") & ~later[name]).then(pl.lit(name)) for name in reversed(told))
    return now.join(said, on=["lead_id", "system"]).select("row", "lead_id", stage=gone).drop_nulls("stage").sort("row")


def left_out_leads(known: pl.DataFrame, checked: Checked) -> pl.Series:
    """Numbers of the leads that the last file for the same period had and this file has not.

    That is the newest file of the same system that begins where this one does and ends no later. A file with
    fewer than half of its leads is another selection, and lacks nothing.
    """
    nothing = pl.Series("lead_id", dtype=pl.String)
    first, last = checked.rows["created_at"].min(), checked.rows["created_at"].max()
    if first is None or known.is_empty():
        return nothing
    same = known.filter(pl.col("system").fill_null("") == (checked.system or ""), pl.col("created_at").is_not_null())
    files = (
        same.group_by("import_id", "file")
        .agg(first=pl.col("created_at").min(), last=pl.col("created_at").max())
        .filter((pl.col("first") - first).abs() <= _SAME_START, pl.col("last") <= pl.lit(last) + _SAME_START)
        .sort("import_id", "file")
        .tail(1)
    )
    had = same.join(files, on=["import_id", "file"], how="semi")["lead_id"].unique().sort()
    gone = had.filter(~had.is_in(checked.rows["lead_id"].implode()))
    return nothing if gone.len() * 2 > had.len() else gone
