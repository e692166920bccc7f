"""How several practices do together, in one sentence."""

from __future__ import annotations

import polars as pl

from dashboard import stages
from dashboard.charts import text
from dashboard.metrics.once import once


@once
def rollup_finding(found: pl.DataFrame, stage: str) -> str:
    """All practices together; `found` as `rollup` gives it."""
    many, whole = len(found) - 1, found.row(-1, named=True)
    inquiries = whole[stages.NAMES[0]] or 0
    said = f"{many} practices, {text.count(inquiries)} inquiries"
    if not whole["of"]:
        return f"{said}; none can tell how many {stages.BY_NAME[stage].done}"
    return f"{said}: {text.share(whole[stage], whole['of'])} {stages.BY_NAME[stage].done}"
