"""What storing files would do: every line of every file counted once, as new, updated, unchanged or merged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from dashboard import schema
from dashboard.schema import Kind
from dashboard.store.current import (
    current_leads,
    fields,
    latest_spend,
    with_spending,
    with_touch,
)
from dashboard.store.identity import with_lead
from dashboard.store.imports import PROBLEM_COLUMNS, Receipt, StoreError
from dashboard.store.newest import IS_INQUIRY
from dashboard.store.rows import in_stored_form

if TYPE_CHECKING:
    from dashboard.ingest.checking import Checked

Progress = Callable[[str, int, int], None]
_NOT_NEWS: Final = ("system", "lead_id")
"""Which system's name and number a lead goes by is no change of the lead."""


def receipts_of(
    checked: Sequence[Checked],
    stored: Mapping[Kind, pl.DataFrame],
    digests: Collection[str],
    import_id: int,
    progress: Progress | None = None,
) -> list[Receipt]:
    """The receipts of files stored together, one after the other, on top of the `stored` rows of each kind.

    Raises StoreError when a file of leads says nothing of when they inquired and no other file does.
    """
    rows = [stored_rows(file, import_id, number) for number, file in enumerate(checked)]
    known, seen, receipts = dict(stored), set(digests), []
    for number, (file, new) in enumerate(zip(checked, rows, strict=True)):
        if progress:
            progress("storing", number, len(checked))
        if file.kind == "leads":
            others = [other for place, other in enumerate(rows) if place != number and checked[place].kind == "leads"]
            refuse_undated(file, new, pl.concat([stored["leads"], *others], how="diagonal"))
        receipts.append(receipt(file, counted(file.kind, known[file.kind], new), again=file.digest in seen))
        known[file.kind] = pl.concat([known[file.kind], new], how="diagonal")
        seen.add(file.digest)
    return receipts


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of one file by what they do."""

    new: int
    updated: int
    unchanged: int
    merged: int = 0
    waiting: int = 0
    """Leads of the file without an inquiry date or period so far; not part of the sum."""


def stored_rows(checked: Checked, import_id: int, file: int) -> pl.DataFrame:
    """A checked file's rows as they are stored under this import."""
    if checked.kind == "leads" and checked.rows["lead_id"].has_nulls():
        raise StoreError(f"{checked.file} has leads without a number; import it again.")
    own = {"import_id": import_id, "file": file, "through": checked.through}
    return in_stored_form(
        checked.kind, checked.rows.with_columns(pl.lit(value).alias(name) for name, value in own.items())
    )


def counted(kind: Kind, before: pl.DataFrame, rows: pl.DataFrame) -> Counts:
    """What one file's rows do to what is known from the rows before them."""
    if rows.is_empty():
        return Counts(0, 0, 0)
    together = pl.concat([before.with_columns(this=False), rows.with_columns(this=True)], how="diagonal")
    if kind == "leads":
        return _leads(with_lead(together))
    if kind == "campaigns":
        return _campaigns(with_spending(together))
    seen = with_touch(together)
    new = seen.filter("this").join(seen.filter(~pl.col("this")), on="same", how="anti").height
    return Counts(new, 0, rows.height - new)


def _leads(rows: pl.DataFrame) -> Counts:
    rows = rows.join(rows.filter("this").select("lead").unique(), on="lead", how="semi")
    this, others = rows.filter("this"), rows.filter(~pl.col("this"))
    after = current_leads(rows)
    known = others.select("known_as").unique()
    first = this.sort("row").unique("known_as", keep="first", maintain_order=True)
    updates = first.join(known, on="known_as", how="semi")
    changed = _differ(current_leads(others), after, "lead", fields(rows, "leads"))
    updated = updates.join(changed, on="lead", how="semi").height
    unheard = first.join(known, on="known_as", how="anti")
    new = unheard.join(others.select("lead").unique(), on="lead", how="anti").unique("lead").height
    return Counts(
        new,
        updated,
        updates.height - updated,
        merged=this.height - new - updates.height,
        waiting=after.filter(~IS_INQUIRY).height,
    )


def _campaigns(rows: pl.DataFrame) -> Counts:
    this, others = rows.filter("this"), rows.filter(~pl.col("this"))
    known = this.join(others.select("same").unique(), on="same", how="semi")
    after = latest_spend(rows).filter("this").join(known.select("same").unique(), on="same", how="semi")
    names = [name for name in fields(rows, "campaigns") if rows.schema[name] != pl.Null]
    changed = _differ(_numbered(latest_spend(others)), _numbered(after), "line", names)
    return Counts(this.height - known.height, changed.height, known.height - changed.height)


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


def receipt(checked: Checked, counts: Counts, *, again: bool) -> Receipt:
    """One file's receipt; `again` when this very file is stored already."""
    warnings = list(checked.warnings)
    if again:
        warnings.append("This very file was imported before; nothing in it is new.")
    if counts.waiting:
        warnings.append(
            f"{counts.waiting:,} {'lead has' if counts.waiting == 1 else 'leads have'} no inquiry date yet; "
            "they count once a file with their lead ids and dates is imported."
        )
    return Receipt(
        file=checked.file,
        kind=checked.kind,
        profile=checked.profile,
        read=checked.read,
        new=counts.new,
        updated=counts.updated,
        unchanged=counts.unchanged,
        merged=counts.merged + checked.merged,
        rejected=checked.rejected,
        left_out=len(checked.left_out),
        digest=checked.digest,
        problems=_sayable(checked),
        mapping=dict(checked.mapping),
        segments=tuple(checked.segments.values()),
        dropped=tuple(checked.dropped),
        cannot_answer=tuple(checked.cannot_answer),
        warnings=tuple(warnings),
    )


def _sayable(checked: Checked) -> pl.DataFrame:
    """The problems, with values only of columns that hold a field other than contact data."""
    sayable = [header for header, field in checked.mapping.items() if field and field not in schema.CONTACT]
    value = pl.when(pl.col("column").is_in(sayable)).then("value")
    return checked.problems.with_columns(value=value).select(
        pl.col(name).cast(dtype) for name, dtype in PROBLEM_COLUMNS.items()
    )


def refuse_undated(checked: Checked, rows: pl.DataFrame, others: pl.DataFrame) -> None:
    """Raise StoreError when a file of leads says when none of them inquired, and no other file does either."""
    if rows.is_empty() or rows.select(IS_INQUIRY.any()).item():
        return
    known = with_lead(pl.concat([others.with_columns(this=False), rows.with_columns(this=True)], how="diagonal"))
    dated = known.filter(IS_INQUIRY).select("lead").unique()
    if known.filter("this").join(dated, on="lead", how="semi").is_empty():
        raise StoreError(
            f"{checked.file} has no inquiry dates, and none of its leads is known from another file. "
            "Say which period the leads are from, with the first and the last day."
        )
