"""What a file does to the spend that other reports tell, in sentences for its receipt."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard.store.spending import counted_twice

LISTED: Final = 3
"""Pairs of overlapping periods named one by one; the rest are counted."""


def spend_said(this: pl.DataFrame, counting: pl.DataFrame, before: pl.DataFrame) -> tuple[str, ...]:
    """The sentences of one file's rows, given the rows that count with it and those that counted `before`."""
    silent = this.join(counting, on="same", how="anti").height
    gone = before.join(counting, on="same", how="anti").height
    sentences = (
        (silent, "of this file do not count: a report for a longer or shorter period has the same days, and is "
                 "newer or covers more."),
        (gone, "of earlier reports no longer count: this file tells the same days anew, by other periods."),
    )  # fmt: skip
    counted = [f"{count:,} {'row' if count == 1 else 'rows'} {said}" for count, said in sentences if count]
    return (*counted, *_overlaps(counting.join(this, on="spender", how="semi")), *_accounts(this, counting))


def _overlaps(counting: pl.DataFrame) -> list[str]:
    pairs = counted_twice(counting)
    said = [
        f"{_campaign(pair)} has spend for {_days(pair['period_start'], pair['period_end'])} and for "
        f"{_days(pair['period_start_other'], pair['period_end_other'])}. Both count, so the days they share count "
        f"twice: a total cannot be split. Import its spend by day for "
        f"{_days(pair['period_start'], max(pair['period_end'], pair['period_end_other']))}, which replaces both, or "
        "take one of the two reports back."
        for pair in pairs.head(LISTED).iter_rows(named=True)
    ]
    rest = pairs.height - LISTED
    if rest > 0:
        said.append(f"There {'is 1 more pair' if rest == 1 else f'are {rest:,} more pairs'} of such periods.")
    return said


def _accounts(this: pl.DataFrame, counting: pl.DataFrame) -> list[str]:
    """Rows without an account, of campaigns that several accounts are known to have: whose they are is not known."""
    nobody = counting.filter(pl.col("account").is_null())
    named = counting.filter(pl.col("account").is_not_null())
    pairs = nobody.join(named, on=["bought"], suffix="_named").filter(
        pl.col("spender") != pl.col("spender_named"),
        pl.col("period_start") <= pl.col("period_end_named"),
        pl.col("period_end") >= pl.col("period_start_named"),
    )
    names = pairs.join(this, on="bought", how="semi").select(pl.coalesce("campaign", "campaign_id")).to_series()
    if names.is_empty():
        return []
    said = ", ".join(f"“{name}”" for name in names.unique().sort().head(LISTED))
    more = " and others" if names.n_unique() > LISTED else ""
    return [
        f"{said}{more}: some reports name the ad account and one does not, for the same days. Both count. If the one "
        "without tells of the same accounts, take it back."
    ]


def _campaign(pair: dict[str, str | None]) -> str:
    where = ", ".join(name for name in (pair["platform"], pair["account"]) if name)
    return f"“{pair['campaign'] or 'No campaign'}”" + (f" ({where})" if where else "")


def _days(first: date, last: date) -> str:
    """'1 Mar to 5 Apr 2026'."""
    if first == last:
        return f"{last.day} {last:%b %Y}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {first:%b}{year} to {last.day} {last:%b %Y}"
