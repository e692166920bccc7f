"""Which figures a file's fields cannot answer."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard import stages
from dashboard.schema import Kind

_RESPONSE: Final = ("response", "response_hours", "response_bands")


def cannot_answer(rows: pl.DataFrame, kind: Kind) -> tuple[str, ...]:
    """Names of the figures that rows of this file, taken alone, say nothing about."""
    if kind != "leads":
        return ()
    known = {name for name in rows.columns if rows[name].null_count() < rows.height}
    stage = [s for s in stages.RECORDED if s in known]
    dated = [s for s in stages.RECORDED if f"{s}_at" in known]
    missing = []
    if not stage:
        missing += ["funnel", "segments"]
    if not {"reached", "attempts", "first_attempt_at"} & known:
        missing.append("reach")
    if not {"created_at", "first_response_at"} <= known:
        missing += _RESPONSE
    if not {"campaign", "campaign_id"} & known:
        missing.append("campaigns")
    if "created_at" not in known or not dated:
        missing.append("convert_time")
    if "owner" not in known:
        missing.append("ownership")
    return tuple(missing)
