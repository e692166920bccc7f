"""What becomes of each line of one file: every row counted once, as new, updated, unchanged or merged."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from dashboard.schema import Kind
from dashboard.store.current import current_leads, fields, with_touch
from dashboard.store.identity import with_lead
from dashboard.store.newest import IS_INQUIRY
from dashboard.store.spend_said import spend_said
from dashboard.store.spending import latest_spend, with_spending

_NOT_NEWS: Final = ("system", "lead_id")
"""Which system's name and number a lead goes by is no change of the lead."""
MERGES: Final = {
    "row": pl.Int64,
    "lead_id": pl.String,
    "into": pl.String,
    "into_system": pl.String,
    "why": pl.String,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one file by what they do."""

    new: int
    updated: int
    unchanged: int
    merged: int = 0
    waiting: int = 0
    """Leads of the file without an inquiry date or period so far; not part of the sum."""
    merges: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MERGES))
    said: tuple[str, ...] = ()
    """What the file does to leads that it does not count itself, in sentences."""


def counted(kind: Kind, before: pl.DataFrame, rows: pl.DataFrame, days: int) -> Counts:
    """What one file's rows do to what is known from the rows before them.

    `days`: for how long one person's repeats are one inquiry.
    """
    if rows.is_empty():
        return Counts(0, 0, 0)
    together = pl.concat([before.with_columns(this=False), rows.with_columns(this=True)], how="diagonal")
    if kind == "leads":
        return _leads(with_lead(together, days), with_lead(before, days))
    if kind == "campaigns":
        return _campaigns(with_spending(together))
    seen = with_touch(together)
    new = seen.filter("this").join(seen.filter(~pl.col("this")), on="same", how="anti").height
    return Counts(new, 0, rows.height - new)


def _leads(rows: pl.DataFrame, before: pl.DataFrame) -> Counts:
    told = _regrouped(before["lead"], rows.filter(~pl.col("this"))["lead"])
    rows = rows.join(rows.filter("this").select("lead").unique(), on="lead", how="semi")
    this, others = rows.filter("this").sort("row"), rows.filter(~pl.col("this"))
    after = current_leads(rows)
    heard = pl.col("known_as").is_in(others["known_as"].unique().implode())
    first = this.unique("known_as", keep="first", maintain_order=True)
    named = after.select("lead", into="lead_id", into_system="system")
    own = (pl.col("lead_id") == pl.col("into")) & (pl.col("system") == pl.col("into_system"))
    updates, unheard = first.filter(heard), first.filter(~heard).join(named, on="lead").sort(~own, "row")
    changed = _differ(current_leads(others), after, "lead", fields(rows, "leads"))
    updated = updates.join(changed, on="lead", how="semi").height
    new = unheard.join(others, on="lead", how="anti").unique("lead", keep="first", maintain_order=True)
    counted = pl.concat([updates.select("row"), new.select("row")])
    merges = (
        this.join(counted, on="row", how="anti")
        .join(named, on="lead")
        .sort("row")
        .select(
            "row",
            "lead_id",
            "into",
            "into_system",
            why=pl.when(pl.col("row").is_in(first["row"].implode()))
            .then(pl.lit("same person"))
            .otherwise(pl.lit("repeated row")),
        )
    )
    return Counts(
        new.height,
        updated,
        updates.height - updated,
        merged=merges.height,
        waiting=after.filter(~IS_INQUIRY).height,
        merges=merges,
        said=told,
    )


def _regrouped(before: pl.Series, after: pl.Series) -> tuple[str, ...]:
    """What a file does to the leads of the others, given each row's lead without and with it."""
    pairs = pl.DataFrame({"before": before, "after": after}).unique()
    joined = pairs.height - pairs["after"].n_unique()
    apart = pairs.height - pairs["before"].n_unique()
    sentences = (
        (joined, "known before turned out to be one person's with another, and no longer count by themselves."),
        (apart, "known before count by themselves now: a number they shared is not one person's, or they lie apart."),
    )
    return tuple(f"{count:,} {'inquiry' if count == 1 else 'inquiries'} {said}" for count, said in sentences if count)


def _campaigns(rows: pl.DataFrame) -> Counts:
    this, others = rows.filter("this"), rows.filter(~pl.col("this"))
    known = this.join(others.select("same").unique(), on="same", how="semi")
    counting, counted_before = latest_spend(rows), latest_spend(others)
    after = counting.filter("this").join(known.select("same").unique(), on="same", how="semi")
    names = [name for name in fields(rows, "campaigns") if rows.schema[name] != pl.Null]
    changed = _differ(_numbered(counted_before), _numbered(after), "line", names)
    return Counts(
        this.height - known.height,
        changed.height,
        known.height - changed.height,
        said=spend_said(this, counting, counted_before),
    )


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    copy = pl.int_range(pl.len()).over("same", order_by="row")
    return rows.with_columns(line=pl.struct("same", copy=copy).hash())


def _differ(before: pl.DataFrame, after: pl.DataFrame, key: str, names: Collection[str]) -> pl.DataFrame:
    """The keys of `after` whose fields are not what they were, or were not there before."""
    compared = [name for name in names if name not in _NOT_NEWS]
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_before")) for name in compared)
    return (
        after.select(key, *compared)
        .join(before.select(key, *compared), on=key, how="left", suffix="_before")
        .filter(~same)
        .select(key)
    )
