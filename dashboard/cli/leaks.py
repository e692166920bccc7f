"""The command for the ranked leaks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import click
import polars as pl

from dashboard.cli.answers import printable, say_csv, say_json, say_table
from dashboard.cli.leaving import leaving_count, leaving_row, leaving_sentence
from dashboard.cli.options import agreement_options, format_option, slice_options, workspace_option
from dashboard.cli.slices import agreed_versions, chosen_slice, named_agreements, named_where, under
from dashboard.findings.leak_evidence import explained_by
from dashboard.findings.leaks import leaks_finding
from dashboard.findings.slice_words import slice_words
from dashboard.metrics.leads import Slice
from dashboard.metrics.leaks.explain import Explanation, explain
from dashboard.metrics.leaks.finder import find_leaks
from dashboard.metrics.leaks.report import Leak, LeakReport
from dashboard.store.workspace import Workspace

_KINDS: Final = {
    "rows": "leak",
    "watch": "worth watching, possibly chance",
    "slow": "slow, not lost",
    "too_young": "too young to call",
}


@click.command()
@slice_options
@agreement_options
@workspace_option
@format_option
def leaks(
    since: date | None,
    until: date | None,
    where: tuple[tuple[str, str], ...],
    as_of: datetime | None,
    agreements: tuple[int, ...] | None,
    agreed_at: datetime | None,
    workspace: Workspace,
    form: str,
) -> None:
    """The ranked leaks: where fewer leads go on than comparable ones do, by more than chance explains."""
    agreed = agreed_versions(workspace, agreements, agreed_at)
    leads = chosen_slice(workspace, since, until, where, as_of, agreed)
    report = find_leaks(leads, _told if sys.stderr.isatty() else None)
    reasons = {leak: done.reason for leak, done in workspace.dismissals.live().items()}
    rows = {
        kind: [
            leaving_row(row, workspace) | {"dismissed": reasons.get(row["id"])} for row in _rows(leads, found, report)
        ]
        for kind, found in _found(report).items()
    }
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
                "looked_at": report.looked_at,
                "smallest": report.smallest,
                **rows,
            }
        )
        return
    table = _table(leads, report, rows)
    if form == "csv":
        say_csv(table)
        return
    click.echo(printable(leaving_sentence(leaks_finding(report), workspace)))
    counted = leaving_sentence(f"{leads.size:,} of {leads.table.size:,}", workspace)
    title = f"Leaks: {counted} leads, {leads.filters.describe(leads.table.segments)}"
    shown = table.select("rank", "kind", "step", "slice", "leads", "expected", "observed", "lost", "money", "team")
    say_table(shown, f"{title}, as of {leads.table.as_of:%Y-%m-%d %H:%M}{under(agreed)}")
    if workspace.is_sample:
        click.echo("Sample data: nothing has been imported into this workspace yet.", err=True)


def _found(report: LeakReport) -> dict[str, tuple[Leak, ...]]:
    return {"rows": report.leaks, "watch": report.watch, "slow": report.slow, "too_young": report.too_young}


def _rows(leads: Slice, found: Sequence[Leak], report: LeakReport) -> list[dict[str, Any]]:
    """Each leak with its explanation, a segment under its header."""
    return [_row(leads, leak, explain(leads, leak, report.taken_out), rank) for rank, leak in enumerate(found, start=1)]


def _row(leads: Slice, leak: Leak, explanation: Explanation, rank: int) -> dict[str, Any]:
    return {
        "rank": rank,
        "id": leak.id,
        "step": list(leak.step),
        "slice": {leads.table.segments.get(name, name): value for name, value in leak.where},
        "leads": leak.leads,
        "expected": leak.expected,
        "observed": leak.observed,
        "lost": leak.lost,
        "low": leak.low,
        "high": leak.high,
        "money": leak.money,
        "currency": leak.currency,
        "chance": leak.chance,
        "explained_by": explained_by(explanation),
        "team": leak.team,
        "hypothesis": explanation.hypothesis,
    }


_COLUMNS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "rank": pl.Int64,
    "kind": pl.String,
    "id": pl.String,
    "step": pl.String,
    "slice": pl.String,
    "leads": pl.Int64,
    "expected": pl.Float64,
    "observed": pl.Int64,
    "lost": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "money": pl.Float64,
    "currency": pl.String,
    "chance": pl.Float64,
    "explained_by": pl.List(pl.String),
    "team": pl.String,
    "hypothesis": pl.String,
    "dismissed": pl.String,
}


def _table(leads: Slice, report: LeakReport, rows: dict[str, list[dict[str, Any]]]) -> pl.DataFrame:
    """All kinds in one table, leaks first, step and slice in words."""
    found = _found(report)
    worded = [
        row
        | {"kind": _KINDS[kind], "step": " to ".join(leak.step), "slice": slice_words(leak.where, leads.table.label)}
        for kind in _KINDS
        for row, leak in zip(rows[kind], found[kind], strict=True)
    ]
    return pl.DataFrame([{name: row[name] for name in _COLUMNS} for row in worded], schema=_COLUMNS)


def _told(words: str, share: float) -> None:
    """Says on a terminal, in one line, how far the search is."""
    click.echo(f"\r{words}: {share:.0%}".ljust(60), err=True, nl=share >= 1)
