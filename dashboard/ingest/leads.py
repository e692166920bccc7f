"""Rows of leads from a sheet: stages, statuses, identity."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard import stages
from dashboard.ingest.ages import banded
from dashboard.ingest.appointments import as_appointments
from dashboard.ingest.calls import as_calls
from dashboard.ingest.cells import without_contacts
from dashboard.ingest.conversion import Sheet, empty, later
from dashboard.ingest.dates import understood
from dashboard.ingest.folding import folded
from dashboard.ingest.identity import identified
from dashboard.ingest.matching import email_keys, phone_keys, region_of
from dashboard.ingest.period import Period
from dashboard.ingest.signals import contact_signals
from dashboard.ingest.words import Statuses, choice, statuses, yes_no
from dashboard.schema import LEAD, MOMENT, stored_columns

_STAGE_FIELDS: Final = tuple(f"{stage}_at" for stage in stages.RECORDED)


def lead_rows(sheet: Sheet, period: Period | None, match_key: bytes, currency: str) -> pl.DataFrame:
    """Rows with exactly the stored columns of leads (file 0), rejected ones still among them."""
    height = sheet.reading.text.height
    known: dict[str, pl.Series] = {}
    for spec in LEAD:
        if spec.type in ("contact", "stage"):
            continue
        values = sheet.value(spec)
        known[spec.name] = empty(_dtype(spec.name), height) if values is None else values.cast(_dtype(spec.name))
    known["age_band"] = banded(known["age_band"])
    known |= _progress(sheet, known)
    email, phone = _contact(sheet, "email"), _contact(sheet, "phone")
    known["match_email"] = email_keys(email, match_key)
    known["match_phone"] = phone_keys(phone, match_key, region_of(sheet.practice))
    known |= _constants(sheet, known)
    known["channel"] = later(known["channel"], choice(known["source"], "channel_of_source", ()))
    calls = (known["channel"] == "call").fill_null(value=False)
    known["signals"] = contact_signals(sheet, email, phone, known["match_phone"], calls)
    # trackers name a campaign by the ad platform's number of it
    numbered = known["campaign"].str.contains(r"^\d{8,}$")
    known["campaign_id"] = later(known["campaign_id"], _where(numbered, known["campaign"]))
    if sheet.profile and sheet.profile.derive == "calls":
        known |= as_calls(known, sheet.practice)
    if sheet.profile and sheet.profile.derive == "appointments":
        known |= as_appointments(known)
        sheet.warnings.append("Appointments that had passed and are not marked otherwise were counted as attended.")
    if (paid := sheet.column("value")) is not None:
        told, known["value"] = sheet.priced(paid, known["currency"], known["value"], currency)
        known["currency"] = _where(known["value"].is_not_null(), told)
    dated = sheet.column("created_at") is not None
    first, last = (period.first, period.last) if period and not dated else (None, None)
    known["inquiry"] = pl.Series([True if dated or first else None], dtype=pl.Boolean).new_from_index(0, height)
    known["period_start"] = pl.Series([first], dtype=pl.Date).new_from_index(0, height)
    known["period_end"] = pl.Series([last], dtype=pl.Date).new_from_index(0, height)
    known["lead_id"] = identified(sheet, known, match_key)
    _undated(sheet, known)
    known["system"] = pl.Series([system_of(sheet)], dtype=pl.String).new_from_index(0, height)
    known["file"] = pl.Series([0], dtype=pl.Int32).new_from_index(0, height)
    known["row"] = sheet.rows
    return pl.DataFrame({name: known[name].cast(dtype).alias(name) for name, dtype in stored_columns("leads").items()})


def system_of(sheet: Sheet) -> str:
    """The system the rows come from; empty where the file does not say, and then any system's ids may be meant."""
    return sheet.profile.system if sheet.profile else ""


def _dtype(name: str) -> pl.DataType | type[pl.DataType]:
    return stored_columns("leads")[name]


def _contact(sheet: Sheet, name: str) -> pl.Series:
    """The first filled cell of a person's e-mail or phone columns."""
    found = sheet.none()
    for column in sheet.columns(name):
        found = later(found, sheet.cells(column))
    return found


def _constants(sheet: Sheet, known: dict[str, pl.Series]) -> dict[str, pl.Series]:
    """What the profile knows of every row, where the file itself says nothing."""
    if sheet.profile is None:
        return {}
    height = sheet.reading.text.height
    filled = {
        name: later(known[name], pl.Series([text], dtype=pl.String).new_from_index(0, height))
        for name, text in sheet.profile.constants.items()
    }
    for target, origin in sheet.profile.copies.items():
        filled[target] = later(known[target], known[origin])
        stage = target.removesuffix("_at")
        if stage in stages.RECORDED:
            filled[stage] = later(known[stage], _true_where(filled[target].is_not_null()))
    return filled


def _progress(sheet: Sheet, known: dict[str, pl.Series]) -> dict[str, pl.Series]:
    """Each stage's moment and yes/no, lost and real, from dates, yes/no cells and status words together."""
    height = sheet.reading.text.height
    word = _statuses(sheet)
    found: dict[str, pl.Series] = {}
    for stage in stages.RECORDED:
        column = sheet.column(f"{stage}_at")
        moments, flags = empty(MOMENT, height), empty(pl.Boolean, height)
        if column is not None and column.rule != "closed":
            moments, flags = _stage(sheet, f"{stage}_at")
        found[f"{stage}_at"], found[stage] = moments, later(flags, word.flags[stage])
    attended = sheet.column("consult_attended_at")
    if attended is not None and attended.rule == "inverted":
        # a no-show column is about appointments: whoever did not come had one
        found["consult_booked"] = later(found["consult_booked"], _true_where(found["consult_attended"].is_not_null()))
    found["consult_booked"] = later(found["consult_booked"], _true_where(known["consult_for"].is_not_null()))
    lost = later(_true_where(known["lost_at"].is_not_null()), word.flags["lost"])
    if sheet.column("status") is None:
        lost = later(lost, _true_where(known["lost_reason"].is_not_null()))
    found["lost"], found["lost_at"] = lost, known["lost_at"]
    # a loss for a reason like spam or a wrong number was no lead, whatever the status says
    found["is_real"] = later(
        later(known["is_real"], word.flags["is_real"]), statuses(known["lost_reason"]).flags["is_real"]
    )
    closed = next((c for c in sheet.reading.columns if c.rule == "closed" and c.how != "suggested"), None)
    if closed is not None:
        ended = sheet.moments(closed)
        won = found["procedure_booked"].fill_null(False)
        found["procedure_booked_at"] = _where(won, ended)
        found["lost_at"] = later(known["lost_at"], _where(lost.fill_null(False), ended))
    return found


def _statuses(sheet: Sheet) -> Statuses:
    """What the status columns say together: a stage one of them names is reached, a loss one names is a loss."""
    cells = [without_contacts(sheet.cells(column))[0] for column in sheet.columns("status")]
    said = [statuses(column, sheet.own("status")) for column in cells]
    said = said or [statuses(sheet.none())]
    unknown = [f"“{word}”" for one in said for word in one.unknown]
    if unknown:
        more = " ..." if len(unknown) > 8 else ""
        sheet.warnings.append(f"Status words that stand for no stage yet: {', '.join(unknown[:8])}{more}.")
    if len(said) == 1:
        return said[0]
    flags = {name: [one.flags[name] for one in said] for name in said[0].flags.columns}
    # the worse news counts of whether a lead is real, the better of how far it came
    return Statuses(
        pl.select(
            (pl.min_horizontal(*columns) if name == "is_real" else pl.max_horizontal(*columns)).alias(name)
            for name, columns in flags.items()
        ),
        tuple(unknown),
    )


def _stage(sheet: Sheet, name: str) -> tuple[pl.Series, pl.Series]:
    """A stage column's moments and yes/no: a date implies yes, a blank leaves it open."""
    column = sheet.column(name)
    assert column is not None
    cells = sheet.cells(column)
    flags = yes_no(cells, sheet.own(name))
    flags = ~flags if column.rule == "inverted" else flags
    rest = _where(flags.is_null(), cells)
    utc = folded(column.header).unit in ("UTC", "GMT")
    moments = understood(rest, sheet.practice.zone, sheet.reading.day_first, utc).moments
    flags = later(flags, _true_where(moments.is_not_null()))
    left = _where(flags.is_null(), cells)
    if left.null_count() < len(left):
        flags = later(flags, statuses(left).flags[name.removesuffix("_at")])
    sheet.problems.add(
        sheet.rows, cells.is_not_null() & flags.is_null(), column.header, cells,
        "This is neither a date nor a yes or no.", "Write the date the stage was reached, or yes or no.",
    )  # fmt: skip
    return moments, flags


def _undated(sheet: Sheet, known: dict[str, pl.Series]) -> None:
    """Rows with a blank inquiry date: kept where the lead has its own number, else they are no lead of any day."""
    column = sheet.column("created_at")
    if column is None:
        return
    blank = sheet.cells(column).is_null()
    if sheet.column("lead_id") is None:
        sheet.problems.add(
            sheet.rows, blank, column.header, None, "The row has no inquiry date.", "Fill in the date.", rejects=True
        )
    elif blank.any():
        count = int(blank.sum())
        rows = "1 row has" if count == 1 else f"{count:,} rows have"
        sheet.warnings.append(f"{rows} no date in “{column.header}”; they count only where no period is chosen.")


def _true_where(mask: pl.Series) -> pl.Series:
    return mask.to_frame("m").select(pl.when(pl.col("m")).then(True).alias("x"))["x"]


def _where(mask: pl.Series, values: pl.Series) -> pl.Series:
    return pl.DataFrame({"m": mask, "v": values}).select(pl.when(pl.col("m")).then(pl.col("v")).alias("x"))["x"]
