"""What is wrong with single cells and rows, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dashboard.ingest.cells import holds_contact

SCHEMA: Final = {
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "problem": pl.String,
    "fix": pl.String,
}
_LONGEST: Final = 60
"""Characters of a value that is shown; what is longer is somebody's own words."""
_NAMED: Final = r"\p{Lu}[\p{L}'’]+,?\s+(?:\p{Lu}\.?\s+)?\p{Lu}\p{L}+"
_SENTENCE: Final = r"(?:\p{L}+\W+){3}\p{L}+"
WENT_IN: Final = " The row went in without it."
STAYED_OUT: Final = " The row did not go in."


def _shown(values: pl.Series) -> pl.Series:
    """Values as they may be shown: not what holds a contact, reads like a name or a sentence, or is too long."""
    said = values.str.contains(_NAMED) | values.str.contains(_SENTENCE)
    hidden = holds_contact(values) | said.fill_null(value=False) | (values.str.len_chars() > _LONGEST)
    return pl.select(pl.when(~hidden).then(values).alias("value")).to_series()


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
        nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(numbers))
        shown = nothing if values is None else _shown(values.filter(hit).cast(pl.String))
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
