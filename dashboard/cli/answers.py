"""An answer printed: a table to read, JSON for scripts, CSV for spreadsheets."""

from __future__ import annotations

import json
import unicodedata
from datetime import date, datetime
from typing import Any, Final

import click
import polars as pl

from dashboard.spreadsheet import safe_csv

_SHARES: Final = ("of_first", "of_previous", "low", "high", "rate", "projected", "share", "spend_share", "no_show_rate",
           "top_share", "never_away", "never_there")  # fmt: skip
_PARTED: Final = ("platform_leads", "clicks")
"""Counts of which a campaign may have a part: a platform's fractions, a period's share."""
_WIDEST: Final = 48
SENTENCE: Final = 600
"""How long a sentence of ours may be that names values of a file; what to do stands at its end."""


def say_json(answer: object) -> None:
    """Print JSON in ASCII, which survives every terminal and pipe; dates as ISO text."""
    click.echo(json.dumps(answer, indent=2, default=_plain))


def records(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows for JSON: whole counts as integers, a list of counted things as a mapping from each to its number.

    A list that must not leave the room is null.
    """
    counted = _counted(table)
    parted = [name for name in _PARTED if name in table.columns]
    return [
        row
        | {name: dict(one.values() for one in row[name]) for name in counted if row[name] is not None}
        | {name: int(row[name]) for name in parted if row[name] is not None and row[name] % 1 == 0}
        for row in table.to_dicts()
    ]


def say_csv(table: pl.DataFrame) -> None:
    """Print CSV in which no cell is a formula."""
    lists = [name for name, dtype in table.schema.items() if isinstance(dtype, pl.List)]
    click.echo(safe_csv(_worded(table).with_columns(pl.col(name).list.join("; ") for name in lists)), nl=False)


def say_table(table: pl.DataFrame, title: str = "") -> None:
    """Print an aligned table: counts in full, shares in per cent, times in words, '-' where nothing is known."""
    if title:
        click.echo(printable(title))
    if table.is_empty():
        click.echo("Nothing to show.")
        return
    table = _worded(table)
    columns = [[heading(name), *(said(name, value) for value in table[name].to_list())] for name in table.columns]
    right = [dtype.is_numeric() for dtype in table.dtypes]
    widths = [max(map(len, column)) for column in columns]
    for line in zip(*columns, strict=True):
        cells = (
            cell.rjust(width) if number else cell.ljust(width)
            for cell, width, number in zip(line, widths, right, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def heading(name: str) -> str:
    """A column's name as people read it; the unit stands in the cells."""
    plain = name.removesuffix("_s") if name.endswith("_s") else name
    return printable(plain.replace("_", " "))


def said(name: str, value: Any) -> str:
    """A cell as people read it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        if name in _SHARES or name.startswith("within_limit"):
            return f"{value:.1%}"
        if name.endswith("_s"):
            return _duration(value)
        if name.endswith("_days"):
            return f"{value:,.1f} d"
        return f"{value:,.2f}".removesuffix(".00")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list):
        return printable(", ".join(map(str, value)))
    return printable(str(value))


def printable(text: str, longest: int = _WIDEST * 3) -> str:
    """Text from a file without signs that would command a terminal, and not too long for one line."""
    clean = "".join(sign if unicodedata.category(sign)[0] != "C" else "?" for sign in text)
    return clean if len(clean) <= longest else f"{clean[:longest]}..."


def _counted(table: pl.DataFrame) -> list[str]:
    """The columns that list things with their number."""
    return [name for name, dtype in table.schema.items() if isinstance(dtype, pl.List) and dtype.inner == pl.Struct]


def _worded(table: pl.DataFrame) -> pl.DataFrame:
    """The table with counted things as words: 'burst 40'."""
    word = pl.concat_str(pl.element().struct.field("*").cast(pl.String), separator=" ")
    return table.with_columns(pl.col(name).list.eval(word) for name in _counted(table))


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes / 1440:.1f} d"


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON.")
