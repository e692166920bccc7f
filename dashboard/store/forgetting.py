"""Removing a lead for good: its rows in every import, what people wrote under its number, and the bytes of both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

import polars as pl
import sqlalchemy as sa

from dashboard.schema import Kind
from dashboard.store.audit import note
from dashboard.store.forgotten import Forgotten
from dashboard.store.identity import with_lead
from dashboard.store.imports import Receipt, StoreError
from dashboard.store.live import live_imports
from dashboard.store.places import rows_of
from dashboard.store.published import unpublish
from dashboard.store.records import FILES, METADATA, OVERRULES, count_change
from dashboard.store.rows import RowTable
from dashboard.store.workspace import Workspace

_OF_A_LEAD: Final[tuple[Kind, ...]] = ("leads", "touches")
_AT_ONCE: Final = 5000
"""Numbers in one question to the database."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was removed: rows of files, and records that named the lead. `numbers` are all it went by."""

    numbers: tuple[str, ...]
    rows: int
    records: int


def forget(workspace: Workspace, lead_id: str, system: str | None = None) -> Gone:
    """Remove a lead with everything that was counted as the same inquiry, and never store it again.

    Another inquiry of the same person is another lead. Raises StoreError where there is no such lead, or several
    systems have one.
    """

    def chosen(of: pl.DataFrame, forgotten: Forgotten) -> pl.DataFrame:
        leads = _one_lead(of, lead_id, system)
        known = leads.height > 0 or bool(forgotten.among(_said(lead_id, system)).any())
        if known:
            forgotten.add(leads if leads.height else _said(lead_id, system))
        return leads if leads.height else _said(lead_id, system)

    gone = remove(workspace, chosen, "one lead")
    known = Forgotten(workspace.records).among(_said(lead_id, system)).any()
    if not gone.rows and not gone.records and not known:
        raise StoreError(
            f"There is no lead {lead_id!r}{f' of {system}' if system else ''} among those that count; check its "
            "number. What imports taken back had left on the disk was removed."
        )
    return gone


def remove(workspace: Workspace, chosen: Callable[[pl.DataFrame, Forgotten], pl.DataFrame], about: str) -> Gone:
    """Remove for good what `chosen` names (`system`, `lead_id`) of all stored rows of leads, each with the inquiry it
    is of (`lead`) and the system it names itself (`own`).

    Takes an admin. Raises StoreError where nothing was imported yet.
    """
    records = workspace.records
    if not records.exists:
        raise StoreError("Nothing was imported yet, so there is nothing to forget.")
    days = workspace.settings().same_person_days
    tables = {kind: RowTable(rows_of(workspace.folder), kind) for kind in _OF_A_LEAD}
    # unseen: nobody reads records of before beside rows of after
    with records.changing(unseen=True, takes="admin") as connection:
        stored = tables["leads"].of(live_imports(connection))
        of = with_lead(stored.with_columns(own=pl.col("system").fill_null("")), days)
        leads = chosen(of, Forgotten(records))
        struck = [table.strike(leads) for table in tables.values()]
        rows = pl.concat(struck).group_by("import_id", "file").agg(pl.col("rows").sum())
        named = _unnamed(connection, leads) + _take_down(connection, rows, set(leads["lead_id"]))
        unpublish(workspace.folder)
        shutil.rmtree(workspace.folder / "current", ignore_errors=True)
        # the list must not keep alive what is forgotten: no number
        note(connection, "forget", f"{about}, {int(rows['rows'].sum())} rows")
        count_change(connection)
    records.wipe()
    return Gone(tuple(sorted(set(leads["lead_id"]))), int(rows["rows"].sum()), named)


def all_names(of: pl.DataFrame, ours: pl.DataFrame) -> pl.DataFrame:
    """`system` and `lead_id` under which any file may bring these rows of `of` again."""
    others = of.join(ours.select("lead").unique(), on="lead", how="anti")
    # a file that names no system and fills this lead in would otherwise bring it back
    nameless = ours.select(pl.lit("").alias("system"), "lead_id").join(
        others.select(pl.col("own").alias("system"), "lead_id"), on=["system", "lead_id"], how="anti"
    )
    own = ours.select(pl.col("own").alias("system"), "lead_id")
    return pl.concat([own, ours.select("system", "lead_id"), nameless]).unique()


def _said(lead_id: str, system: str | None) -> pl.DataFrame:
    return pl.DataFrame({"system": [system or ""], "lead_id": [lead_id]})


def _one_lead(of: pl.DataFrame, lead_id: str, system: str | None) -> pl.DataFrame:
    """`system` and `lead_id` of all records of the lead of this number, none where it is unknown."""
    asked = of.filter(pl.col("lead_id") == lead_id)
    if system is not None:
        asked = asked.filter((pl.col("system") == system) | (pl.col("own") == system))
    elif asked["lead"].n_unique() > 1:
        systems = ", ".join(sorted(name or "''" for name in asked["system"].unique()))
        raise StoreError(f"Several leads have the number {lead_id!r}; say whose with --system: {systems}.")
    return all_names(of, of.filter(pl.col("lead").is_in(asked["lead"].unique().implode())))


def _unnamed(connection: sa.Connection, leads: pl.DataFrame) -> int:
    """Take the lead's numbers out of what people wrote; a signal overruled for it alone has nothing left to say."""
    count = 0
    for system, number in leads.iter_rows():
        of = (OVERRULES.c.lead_id == number, sa.func.coalesce(OVERRULES.c.system, "") == system)
        count += connection.execute(OVERRULES.delete().where(*of)).rowcount
    numbers = sorted(set(leads["lead_id"]))
    for table in METADATA.sorted_tables:
        if table is not OVERRULES and "lead_id" in table.c:
            for at in range(0, len(numbers), _AT_ONCE):
                here = table.update().where(table.c.lead_id.in_(numbers[at : at + _AT_ONCE]))
                count += connection.execute(here.values(lead_id=None, version=table.c.version + 1)).rowcount
    return count


def _take_down(connection: sa.Connection, rows: pl.DataFrame, numbers: Collection[str]) -> int:
    """Say in the receipts how many rows were forgotten, and none of the lead's numbers; how many receipts said one."""
    gone = {(number, file): count for number, file, count in rows.select("import_id", "file", "rows").iter_rows()}
    count = 0
    for row in connection.execute(sa.select(FILES)).all():
        before = Receipt.from_json(row.receipt)
        cleared = before.without_leads(numbers).to_json()
        count += cleared != before.to_json()
        after = cleared | {"forgotten": before.forgotten + gone.get((row.import_id, row.file), 0)}
        here = FILES.update().where(FILES.c.import_id == row.import_id, FILES.c.file == row.file)
        connection.execute(here.values(receipt=after))
    return count
