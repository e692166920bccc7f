"""What storing files would do, as one receipt a file; see counts.py for what becomes of each line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from dashboard import schema, stages
from dashboard.schema import Kind
from dashboard.store.counts import Counts, counted
from dashboard.store.identity import with_lead
from dashboard.store.imports import LISTED, PROBLEM_COLUMNS, Receipt, StoreError
from dashboard.store.newest import IS_INQUIRY
from dashboard.store.rows import in_stored_form
from dashboard.store.told import backward, dates_of, left_out_leads, would_answer

if TYPE_CHECKING:
    from dashboard.ingest.checking import Checked
    from dashboard.ingest.progress import Progress


def receipts_of(
    checked: Sequence[Checked],
    stored: Mapping[Kind, pl.DataFrame],
    digests: Collection[str],
    import_id: int,
    days: int,
    progress: Progress | None = None,
) -> list[Receipt]:
    """The receipts of files stored together, one after the other, on top of the `stored` rows of each kind.

    `days`: for how long one person's repeats are one inquiry. Raises StoreError when a file of leads says
    nothing of when they inquired and no other file does.
    """
    rows = [stored_rows(file, import_id, number) for number, file in enumerate(checked)]
    known, seen, receipts = dict(stored), set(digests), []
    done, all_rows = 0, sum(new.height for new in rows)
    for number, (file, new) in enumerate(zip(checked, rows, strict=True)):
        if progress:
            progress("storing", done, all_rows)
        if file.kind == "leads":
            others = [other for place, other in enumerate(rows) if place != number and checked[place].kind == "leads"]
            refuse_undated(file, new, pl.concat([stored["leads"], *others], how="diagonal"), days)
        counts = counted(file.kind, known[file.kind], new, days)
        receipts.append(receipt(file, counts, known[file.kind], again=file.digest in seen))
        known[file.kind] = pl.concat([known[file.kind], new], how="diagonal")
        seen.add(file.digest)
        done += new.height
    return receipts


def stored_rows(checked: Checked, import_id: int, file: int) -> pl.DataFrame:
    """A checked file's rows as they are stored under this import."""
    if checked.kind == "leads" and checked.rows["lead_id"].has_nulls():
        raise StoreError(f"{checked.file} has leads without a number; import it again.")
    own = {"import_id": import_id, "file": file, "through": checked.through}
    return in_stored_form(
        checked.kind, checked.rows.with_columns(pl.lit(value).alias(name) for name, value in own.items())
    )


def receipt(checked: Checked, counts: Counts, known: pl.DataFrame, *, again: bool) -> Receipt:
    """One file's receipt over the rows `known` before it; `again` when this very file is stored already."""
    warnings = [*checked.warnings, *counts.said]
    missing, backwards = (
        (left_out_leads(known, checked), backward(known, checked))
        if checked.kind == "leads"
        else (pl.Series(dtype=pl.String), pl.DataFrame())
    )
    if missing.len():
        warnings.append(
            f"{missing.len():,} {'lead' if missing.len() == 1 else 'leads'} of the last file for this period "
            f"{'is' if missing.len() == 1 else 'are'} not in this one; they stay counted."
        )
    if backwards.height:
        warnings.append(
            f"{backwards.height:,} {'lead has' if backwards.height == 1 else 'leads have'} lost a stage that was "
            "known before; a stage once reached stays reached."
        )
    if again:
        since = counts.new + counts.updated
        warnings.append(
            "This very file was imported before"
            + ("; it goes before what other files said since." if since else "; nothing in it is new.")
        )
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
        merges=tuple(counts.merges.head(LISTED).to_dicts()),
        backwards=tuple(backwards.head(LISTED).to_dicts()),
        backwards_leads=backwards.height,
        missing=tuple(missing.head(LISTED)),
        missing_leads=missing.len(),
        dates=dates_of(checked),
        would_answer=would_answer(checked),
    )


def _sayable(checked: Checked) -> pl.DataFrame:
    """The problems, with values only of columns that hold a field other than contact data."""
    sayable = [header for header, field in checked.mapping.items() if field and field not in schema.CONTACT]
    value = pl.when(pl.col("column").is_in(sayable)).then("value")
    return checked.problems.with_columns(value=value).select(
        pl.col(name).cast(dtype) for name, dtype in PROBLEM_COLUMNS.items()
    )


def refuse_undated(checked: Checked, rows: pl.DataFrame, others: pl.DataFrame, days: int) -> None:
    """Raise StoreError when a file of leads says when none of them inquired, and no other file does either.

    An export that never tells it, of deals say, may come first, as may any file that dates a later stage; its
    leads wait.
    """
    tells = pl.any_horizontal(IS_INQUIRY, *(pl.col(f"{stage}_at").is_not_null() for stage in stages.RECORDED))
    if rows.is_empty() or rows.select(tells.any()).item() or _fills_in(checked.profile):
        return
    known = with_lead(pl.concat([others.with_columns(this=False), rows.with_columns(this=True)], how="diagonal"), days)
    dated = known.filter(IS_INQUIRY).select("lead").unique()
    if known.filter("this").join(dated, on="lead", how="semi").is_empty():
        raise StoreError(
            f"{checked.file} has no inquiry dates, and none of its leads is known from another file. "
            "Import the file with their inquiries first, or say which period the leads are from, with the first and "
            "the last day."
        )


def _fills_in(profile: str | None) -> bool:
    from dashboard.ingest.profiles import by_name  # what has been read once needs it no more

    found = by_name(profile)
    return found is not None and "created_at" not in {field for field, _, _ in found.fields.values()}
