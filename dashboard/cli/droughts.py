"""The command for sources that fell silent."""

from __future__ import annotations

from datetime import date, datetime

import click
import polars as pl

from dashboard.cli.answers import records, say_csv, say_json, say_table
from dashboard.cli.leaving import leaving, leaving_count, leaving_sentence
from dashboard.cli.options import agreement_options, format_option, slice_options, workspace_option
from dashboard.cli.slices import agreed_versions, chosen_slice, named_agreements, named_where, under
from dashboard.metrics.droughts import droughts as silent_sources
from dashboard.metrics.droughts import hidden_days
from dashboard.store.workspace import Workspace


@click.command()
@slice_options
@click.option("--hidden", is_flag=True, help="Instead: how many days a stop would stay hidden, by source and stage.")
@agreement_options
@workspace_option
@format_option
def droughts(
    since: date | None,
    until: date | None,
    where: tuple[tuple[str, str], ...],
    as_of: datetime | None,
    hidden: bool,
    agreements: tuple[int, ...] | None,
    agreed_at: datetime | None,
    workspace: Workspace,
    form: str,
) -> None:
    """Sources whose bookings, or an earlier stage, stopped for longer than chance explains."""
    agreed = agreed_versions(workspace, agreements, agreed_at)
    leads = chosen_slice(workspace, since, until, where, as_of, agreed)
    rows = leaving(hidden_days(leads) if hidden else silent_sources(leads), workspace)
    if form == "json":
        say_json(
            {
                "as_of": leads.table.as_of,
                "since": since,
                "until": until,
                "where": named_where(leads),
                "leads": leaving_count(leads.size, workspace),
                "sample": workspace.is_sample,
                "agreements": named_agreements(agreed),
                "rows": [_with_slice(row) for row in records(rows)],
            }
        )
        return
    if form == "csv":
        say_csv(rows)
        return
    said = "Hidden days" if hidden else "Droughts"
    counted = leaving_sentence(f"{leads.size:,} of {leads.table.size:,}", workspace)
    title = f"{said}: {counted} leads, {leads.filters.describe(leads.table.segments)}"
    say_table(_worded(rows), f"{title}, as of {leads.table.as_of:%Y-%m-%d %H:%M}{under(agreed)}")
    if workspace.is_sample:
        click.echo("Sample data: nothing has been imported into this workspace yet.", err=True)


def _with_slice(row: dict[str, object]) -> dict[str, object]:
    """The row with its source as the slice it is; all leads together are the slice without a condition."""
    field, value = row.pop("field"), row.pop("value")
    return {"slice": {field: value} if field else {}, **row}


def _worded(rows: pl.DataFrame) -> pl.DataFrame:
    """The table with the source in one column."""
    source = pl.coalesce(pl.concat_str("field", pl.lit(": "), "value"), pl.lit("all leads"))
    return rows.select(source.alias("source"), pl.exclude("field", "value"))
