"""The three engines, each with the leads ready as it likes them best."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Protocol

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from dashboard.filters import Filters
from dashboard.metrics.leads import lead_table
from dashboard.metrics.once import ANSWERS
from dashboard.sample.practice import SAMPLE_PRACTICE
from tests.bench.leads import TEXTS
from tests.bench.numbers import Numbers
from tests.bench.pages import PAGES


class Engine(Protocol):
    """A way to work out a page, one doctor's leads left out."""

    def page(self, name: str, without: str | None) -> Numbers: ...


class Leadloop:
    """The functions the pages call."""

    def __init__(self, folder: Path) -> None:
        self.table = lead_table(pl.read_parquet(folder / "leads.parquet"), SAMPLE_PRACTICE)
        self.campaigns = pl.read_parquet(folder / "campaigns.parquet")

    def page(self, name: str, without: str | None) -> Numbers:
        # what another page or viewer has asked before is no work; here every page works for itself
        ANSWERS.forget()
        doctors = self.table.values("doctor")
        kept = {} if without is None else {"doctor": [doctor for doctor in doctors if doctor != without]}
        return PAGES[name].leadloop(self.table.slice(Filters.of(where=kept)), self.campaigns)


class DuckDB:
    """SQL over the plain columns, text as enumerations, on all cores."""

    def __init__(self, folder: Path) -> None:
        self.db, plain = duckdb.connect(), f"'{folder}/plain.parquet'"
        for name in TEXTS:
            self.db.execute(f"CREATE TYPE {name}s AS ENUM (SELECT DISTINCT {name} FROM {plain} ORDER BY 1)")
        casts = ", ".join(f"{name}::{name}s AS {name}" for name in TEXTS)
        self.db.execute(f"CREATE TABLE leads AS SELECT * REPLACE ({casts}) FROM {plain}")

    def page(self, name: str, without: str | None) -> Numbers:
        return PAGES[name].in_duckdb(self.db, "TRUE" if without is None else f"doctor <> '{without}'")


class Pandas:
    """pandas over the plain columns, text as categories."""

    def __init__(self, folder: Path) -> None:
        self.leads = pd.read_parquet(folder / "plain.parquet").astype(dict.fromkeys(TEXTS, "category"))

    def page(self, name: str, without: str | None) -> Numbers:
        passing = slice(None) if without is None else self.leads["doctor"] != without
        leads = self.leads.loc[passing, list(PAGES[name].COLUMNS)]
        return PAGES[name].in_pandas(leads, self.leads)


ENGINES: dict[str, type[Leadloop] | type[DuckDB] | type[Pandas]] = {
    "leadloop": Leadloop,
    "duckdb": DuckDB,
    "pandas": Pandas,
}


class Columns:
    """The plain columns as the smallest arrays that hold them: what any figure has to touch at the very least."""

    def __init__(self, folder: Path) -> None:
        plain = pl.read_parquet(folder / "plain.parquet")
        self.arrays = {name: _coded(plain[name]) for name in plain.columns}

    @property
    def gigabytes(self) -> float:
        """All of them together."""
        return sum(array.nbytes for array in self.arrays.values()) / 1e9

    def touch(self, name: str) -> float:
        """Seconds to go once through the columns a page needs, the least of five."""
        needed = [self.arrays[column] for column in PAGES[name].COLUMNS]
        times = []
        for _ in range(5):
            before = perf_counter()
            for array in needed:
                array.max()
            times.append(perf_counter() - before)
        return min(times)


def _coded(column: pl.Series) -> np.ndarray:
    if column.dtype == pl.String:
        codes = column.cast(pl.Categorical).to_physical().to_numpy()
    elif column.dtype.is_float():
        return column.fill_null(0).to_numpy()
    else:
        codes = column.cast(pl.Int64).fill_null(0).to_numpy()
    return codes.astype(np.min_scalar_type(int(codes.max())))
