"""Each page's figures after a filter change, in Leadloop, DuckDB and pandas, as plain numbers that can be compared.

`COLUMNS` of a page are those of the plain file it needs. Leadloop answers from a slice, DuckDB from the table `leads`
under a condition, pandas from the leads that pass it and from all of them.
"""

from __future__ import annotations

from typing import Final, Protocol

import duckdb
import pandas as pd
import polars as pl

from dashboard.metrics.leads import Slice
from tests.bench.numbers import Numbers
from tests.bench.pages import (
    attribution,
    campaigns,
    follow_up,
    funnel,
    not_booked,
    operations,
    response,
    segments,
    sync,
)


class Page(Protocol):
    """A page's figures in each engine."""

    COLUMNS: tuple[str, ...]

    def leadloop(self, leads: Slice, campaigns: pl.DataFrame) -> Numbers: ...
    def in_duckdb(self, db: duckdb.DuckDBPyConnection, where: str) -> Numbers: ...
    def in_pandas(self, leads: pd.DataFrame, everybody: pd.DataFrame) -> Numbers: ...


PAGES: Final[dict[str, Page]] = {
    "Sync": sync,
    "Funnel": funnel,
    "Response": response,
    "Segments": segments,
    "Campaigns": campaigns,
    "Attribution": attribution,
    "Why not booked": not_booked,
    "Follow-up": follow_up,
    "Operations": operations,
}
