"""What a definition decides about leads, now and under another version of it."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dashboard import stages
from dashboard.agreed import Definition
from dashboard.metrics.groups import groups
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once
from dashboard.metrics.response import can_tell, within_limit
from dashboard.metrics.tally import Axis
from dashboard.signals import showing

PREVIEW: Final = {"leads": pl.Int64, "now": pl.Int64, "proposed": pl.Int64, "difference": pl.Int64}
"""Columns of `preview`, after the field it is split by. leads: inquiries of the group; now and proposed: those the
definition speaks of, see `spoken_of`; difference: proposed less now."""

_STAGES: Final[dict[Definition, str]] = {"real_lead": "real", "reached": "reached", "qualified": "qualified"}
_SIGNALS: Final[dict[Definition, str]] = {"area": "out_of_area", "procedures": "not_offered"}


@once
def preview(now: Slice, proposed: Slice, definition: Definition, by: str | None = None) -> pl.DataFrame:
    """The leads a definition speaks of, by a field, under what is in force and under what is proposed.

    Both slices are the same leads with the same filters, in two tables made for the two practices.
    """
    rows, then = (_counted(leads, definition, by) for leads in (now, proposed))
    then = then.rename({"counted": "proposed", "leads": "leads_then"})
    rows = rows.rename({"counted": "now"})
    # a persona may be one of the proposed rule alone
    both = rows.join(then, by, how="full", nulls_equal=True, coalesce=True) if by else rows.hstack(then)
    counts = [pl.col(name).fill_null(0) for name in ("now", "proposed")]
    return (
        both.with_columns(*counts, leads=pl.max_horizontal("leads", "leads_then"))
        .with_columns(difference=pl.col("proposed") - pl.col("now"))
        .select(*([by] if by else []), *PREVIEW)
        .sort(by or "leads", nulls_last=True)
    )


def answerable(table: LeadTable, definition: Definition) -> bool:
    """Whether the data say anything about what the definition speaks of."""
    match definition:
        case "real_lead" | "reached" | "qualified":
            return _STAGES[definition] in table.stages
        case "response_limit" | "opening_hours":
            return can_tell(table) and table.dated
        case "area" | "procedures":
            return table.leads.null_count("area" if definition == "area" else "procedure") < table.size
    return bool(table.size)


def spoken_of(table: LeadTable, definition: Definition) -> NDArray[np.bool_]:
    """Per lead whether the definition says so of it: that it is real, reached, qualified, answered in time (in opening
    hours, spam and tests apart), lost, of some persona, out of area, or asks for what is not offered."""
    match definition:
        case "real_lead" | "reached" | "qualified":
            found = pl.Series(table.progress.furthest >= stages.position(_STAGES[definition]))
        case "response_limit" | "opening_hours":
            found = pl.Series((within_limit(table, business=True).codes == 1) & (table.genuine.codes == 1))
        case "horizon":
            found = pl.Series(table.progress.lost & (table.progress.furthest < table.progress.answerable[-1]))
        case "personas":
            found = table.leads["persona"].is_not_null()
        case "area" | "procedures":
            found = table.leads.select(showing(_SIGNALS[definition]).fill_null(value=False)).to_series()
    return found.to_numpy()


def _counted(leads: Slice, definition: Definition, by: str | None) -> pl.DataFrame:
    table, split = leads.table, groups(leads, by)
    flags = table.axis(f"spoken of {definition}", 2, lambda: spoken_of(table, definition))
    cells = leads.counts(*split.axes, Axis(flags.name, flags.codes, 2)).reshape(split.size, 2)
    return split.labelled(
        pl.DataFrame(
            {"leads": cells.sum(axis=1), "counted": cells[:, 1]}, schema={"leads": pl.Int64, "counted": pl.Int64}
        )
    )
