"""What is wrong with single cells and rows, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

SCHEMA: Final = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "problem": pl.String,
    "fix": pl.String,
}
WENT_IN: Final = " The row went in without it."
STAYED_OUT: Final = " The row did not go in."


@dataclass(slots=True)
class Problems:
    """Problems gathered while a file is checked, and the rows they keep out."""

    _parts: list[pl.DataFrame] = field(default_factory=list)
    _out: set[int] = field(default_factory=set)

    def add(
        self,
        rows: pl.Series,
        where: pl.Series,
        column: str,
        values: pl.Series | None,
        problem: str,
        fix: str,
        rejects: bool = False,
    ) -> None:
        """Notes a problem for every row where `where` holds. `values` None: the value is nobody's to see."""
        hit = where.fill_null(False)
        if not hit.any():
            return
        numbers = rows.filter(hit)
        shown = (
            values.filter(hit).cast(pl.String)
            if values is not None
            else pl.Series([None] * len(numbers), dtype=pl.String)
        )
        self._parts.append(
            pl.DataFrame({"row": numbers, "value": shown}).select(
                pl.col("row").cast(pl.Int64),
                pl.lit(column).alias("column"),
                "value",
                pl.lit(problem).alias("problem"),
                pl.lit(fix + (STAYED_OUT if rejects else WENT_IN)).alias("fix"),
            )
        )
        if rejects:
            self._out.update(numbers.to_list())

    def add_row(self, row: int, problem: str, fix: str) -> None:
        """Notes a row that could not be read at all."""
        self._parts.append(
            pl.DataFrame(
                {"row": [row], "column": [""], "value": [None], "problem": [problem], "fix": [fix]}, schema=SCHEMA
            )
        )
        self._out.add(row)

    @property
    def rejected(self) -> frozenset[int]:
        """Numbers of the rows that stay out."""
        return frozenset(self._out)

    def table(self) -> pl.DataFrame:
        """All problems by row."""
        return pl.concat([pl.DataFrame(schema=SCHEMA), *self._parts]).sort("row", maintain_order=True)
