"""The command for one figure's table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import click
import polars as pl

from dashboard import stages
from dashboard.cli.answers import records, say_csv, say_json, say_table
from dashboard.cli.engine import daft_slice
from dashboard.cli.leaving import leaving, leaving_count, leaving_sentence
from dashboard.cli.options import agreement_options, format_option, slice_options, workspace_option
from dashboard.cli.slices import agreed_versions, chosen_slice, column_of, named_agreements, named_where, under
from dashboard.metrics.after_hours import after_hours
from dashboard.metrics.aging import aging
from dashboard.metrics.attribution import BY, attribution
from dashboard.metrics.campaigns import campaign_returns
from dashboard.metrics.capacity import capacity
from dashboard.metrics.clocks import clock_times
from dashboard.metrics.consults import OWN, consults, days_to_consult
from dashboard.metrics.convert_time import convert_time
from dashboard.metrics.funnel import funnel_steps
from dashboard.metrics.leads import Slice
from dashboard.metrics.no_shows import no_shows_compared
from dashboard.metrics.nurture import late_conversions, nurture_pool
from dashboard.metrics.ownership import ownership
from dashboard.metrics.quality import quality
from dashboard.metrics.reach import reach, reach_by_attempts
from dashboard.metrics.recontact import recontact, told_kinds
from dashboard.metrics.responders import inbox_responders
from dashboard.metrics.response import response_bands, response_hours, response_times
from dashboard.metrics.roles import responder_roles
from dashboard.metrics.segments import segment_rates
from dashboard.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """What a figure may be asked with besides the slice."""

    workspace: Workspace
    by: str | None
    stage: str
    through: date | None
    """The last day looked at, where an earlier moment is asked for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's table, and what it can be split by."""

    table: Callable[[Slice, Asked], pl.DataFrame]
    splits: bool = True
    """By every field; else by its own alone."""
    own: tuple[str, ...] = ()
    """What it can be split by that is no field of leads for all figures, or no other one."""

    def split(self, name: str, by: str, leads: Slice) -> str:
        """The field or segment this figure is to be split by. Raises click.UsageError where it cannot be."""
        if by in self.own:
            return by
        if not self.splits:
            can = f"split it by {', '.join(self.own)}" if self.own else "leave out --by"
            raise click.UsageError(f"{name} cannot be split by that; {can}, or narrow it with --where.")
        return column_of(by, leads.table.segments, leads.table.dimensions)


FIGURES: Final[dict[str, Figure]] = {
    "funnel": Figure(lambda leads, asked: funnel_steps(leads, asked.by)),
    "reach": Figure(lambda leads, asked: reach(leads, asked.by)),
    "response": Figure(lambda leads, asked: response_times(leads, asked.by)),
    "reach_attempts": Figure(lambda leads, _: reach_by_attempts(leads), splits=False),
    "clocks": Figure(lambda leads, asked: clock_times(leads, asked.by)),
    "after_hours": Figure(lambda leads, asked: after_hours(leads, asked.by)),
    "response_hours": Figure(lambda leads, _: response_hours(leads), splits=False),
    "response_bands": Figure(lambda leads, asked: response_bands(leads, asked.stage), splits=False),
    "segments": Figure(lambda leads, asked: segment_rates(leads, asked.by, asked.stage)),
    "campaigns": Figure(
        lambda leads, asked: campaign_returns(leads, asked.workspace.campaigns(), asked.through), splits=False
    ),
    "quality": Figure(
        lambda leads, asked: quality(leads, asked.workspace.campaigns(), asked.workspace.teams.feedback.table()),
        splits=False,
    ),
    "ownership": Figure(lambda leads, asked: ownership(leads, asked.by)),
    "convert_time": Figure(lambda leads, asked: convert_time(leads, asked.stage, asked.by)),
    "consults": Figure(lambda leads, asked: consults(leads, asked.by), own=OWN),
    "attribution": Figure(
        lambda leads, asked: attribution(leads, asked.workspace.touches(), asked.by or BY[0]), splits=False, own=BY
    ),
    "aging": Figure(lambda leads, _: aging(leads), splits=False),
    "responders": Figure(lambda leads, asked: inbox_responders(leads, asked.by or "inbox")),
    "roles": Figure(lambda leads, asked: responder_roles(leads, asked.workspace.touches(), asked.stage), splits=False),
    "nurture": Figure(lambda leads, _: nurture_pool(leads), splits=False),
    "late": Figure(lambda leads, asked: late_conversions(leads, asked.by, asked.stage)),
    "recontact": Figure(lambda leads, _: _recontact(leads), splits=False),
    "no_shows": Figure(lambda leads, asked: _no_shows(leads, asked.by or OWN[0]), own=OWN),
    "days_to_consult": Figure(lambda leads, _: days_to_consult(leads), splits=False),
    "capacity": Figure(lambda leads, _: capacity(leads.table, _doctors(leads)), splits=False),
}


def _no_shows(leads: Slice, by: str) -> pl.DataFrame:
    """No-shows compared, each value under the field's own name."""
    return no_shows_compared(leads, by).rename({"value": by})


def _recontact(leads: Slice) -> pl.DataFrame:
    """Every list of leads to contact again, one below the other."""
    lists = ((kind, recontact(leads, kind)) for kind in told_kinds(leads.table))
    named = [found.select(pl.lit(kind).alias("why"), *found.columns) for kind, found in lists]
    return pl.concat(named) if named else pl.DataFrame(schema={"why": pl.String})


def _doctors(leads: Slice) -> tuple[str | None, ...]:
    """The doctors the slice is narrowed to; none where it holds them all."""
    return next((values for name, values in leads.filters.where if name == "doctor"), ())


@click.command()
@click.argument("name", type=click.Choice(list(FIGURES)), metavar="NAME")
@slice_options
@click.option("--by", metavar="FIELD", help="Split by this field, derived field or segment.")
@click.option(
    "--stage",
    type=click.Choice(stages.NAMES),
    default="consult_booked",
    show_default=True,
    help="What counts as converted (response_bands, segments, convert_time, late, roles).",
)
@click.option(
    "--engine",
    type=click.Choice(["here", "daft"]),
    default="here",
    show_default=True,
    help="Where leads are counted: here, or on Daft's Ray cluster (funnel, segments, campaigns; docs/scaling.md).",
)
@agreement_options
@workspace_option
@format_option
def figures(
    name: str,
    since: date | None,
    until: date | None,
    where: tuple[tuple[str, str], ...],
    as_of: datetime | None,
    by: str | None,
    stage: str,
    engine: str,
    agreements: tuple[int, ...] | None,
    agreed_at: datetime | None,
    workspace: Workspace,
    form: str,
) -> None:
    """One figure's table: funnel, reach, reach_attempts, response, clocks, after_hours, response_hours,
    response_bands, segments, campaigns, quality, ownership, convert_time, consults, no_shows,
    days_to_consult, capacity, attribution, aging, nurture, late, recontact,
    responders or roles."""
    agreed = agreed_versions(workspace, agreements, agreed_at)
    if engine == "daft":
        leads = daft_slice(name, workspace, since, until, where, as_of, agreed, by, stage)
    else:
        leads = chosen_slice(workspace, since, until, where, as_of, agreed)
    table, segments = leads.table, leads.table.segments
    split = FIGURES[name].split(name, by, leads) if by else None
    rows = FIGURES[name].table(leads, Asked(workspace, split, stage, table.as_of.date() if as_of else None))
    if split in segments:
        rows = rows.rename({split: segments[split]})
    rows = leaving(rows, workspace)
    if form == "csv":
        say_csv(rows)
        return
    if form == "table":
        counted = leaving_sentence(f"{leads.size:,} of {table.size:,}", workspace)
        title = f"{name.replace('_', ' ').capitalize()}: {counted} leads"
        as_of_words = f"as of {table.as_of:%Y-%m-%d %H:%M}{under(agreed)}"
        say_table(rows, f"{title}, {leads.filters.describe(segments)}, {as_of_words}")
        if workspace.is_sample:
            click.echo("Sample data: nothing has been imported into this workspace yet.", err=True)
        return
    say_json(
        {
            "figure": name,
            "as_of": table.as_of,
            "since": since,
            "until": until,
            "where": named_where(leads),
            "by": segments.get(split, split) if split else None,
            "leads": leaving_count(leads.size, workspace),
            "stage": stage,
            "sample": workspace.is_sample,
            "agreements": named_agreements(agreed),
            "rows": records(rows),
        }
    )
