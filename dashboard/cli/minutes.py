"""The command for the minutes of a sync."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from dashboard.cli.answers import say_json
from dashboard.cli.leaving import hides
from dashboard.cli.options import agreement_options, slice_options, workspace_option
from dashboard.cli.slices import agreed_versions, chosen_slice
from dashboard.filters import Filters
from dashboard.findings.droughts import drought_finding
from dashboard.metrics.droughts import droughts
from dashboard.metrics.goals import attained
from dashboard.metrics.leads import LeadTable, Slice, lead_table
from dashboard.metrics.leaks.finder import find_leaks
from dashboard.minutes.agenda import Agenda, Kept
from dashboard.minutes.compose import agenda
from dashboard.minutes.decided import held
from dashboard.minutes.did import did
from dashboard.minutes.followed import effects_said, follow, goals_said
from dashboard.minutes.markdown import markdown
from dashboard.minutes.page import page
from dashboard.minutes.small import without_small
from dashboard.minutes.span import since_last
from dashboard.minutes.spoken import heard_until, spoken
from dashboard.store.workspace import Workspace

if TYPE_CHECKING:
    from dashboard.agreed import Definition
    from dashboard.store.agreements import Agreement


@click.command()
@slice_options
@agreement_options
@click.option("--sync", "number", type=int, metavar="ID", help="A saved sync, exactly as it was seen.")
@workspace_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md", "json"]),
    default="md",
    show_default=True,
    help="A page that opens offline and prints, Markdown to paste, or JSON for scripts.",
)
def minutes(
    since: date | None,
    until: date | None,
    where: tuple[tuple[str, str], ...],
    as_of: datetime | None,
    agreements: tuple[int, ...] | None,
    agreed_at: datetime | None,
    number: int | None,
    workspace: Workspace,
    form: str,
) -> None:
    """The sync's minutes: of a saved one, or of the data since the last one (else of the last four weeks)."""
    if number is not None:
        if since or until or where or as_of or agreements or agreed_at:
            raise click.UsageError(
                "A saved sync has its own period, filters and agreements; leave out the other options."
            )
        saved = workspace.teams.syncs.one(number)
        said, kept = Agenda.from_json(saved.figures), Kept.from_json(saved.words)
    else:
        agreed = agreed_versions(workspace, agreements, agreed_at)
        said, kept = _now(workspace, since, until, where, as_of, agreed), Kept()
    if hides(workspace):
        said, kept = without_small(said, kept)
    if form == "json":
        say_json(said.to_json() | {"kept": kept.to_json()})
    else:
        click.echo(page(said, kept) if form == "html" else markdown(said, kept), nl=False)


def _now(
    workspace: Workspace,
    since: date | None,
    until: date | None,
    where: tuple[tuple[str, str], ...],
    as_of: datetime | None,
    agreed: Mapping[Definition, Agreement],
) -> Agenda:
    leads = chosen_slice(workspace, since, until, where, as_of, agreed)
    newest = leads.table.as_of.date()
    syncs = workspace.teams.syncs.all()
    last = syncs[-1].as_of.date() if syncs else None
    if since is None and until is None and leads.table.dated:
        span = since_last(last, newest)
        leads = chosen_slice(workspace, span.since, span.until, where, as_of, agreed)
    before, teams, then = _before(workspace, leads, agreed), workspace.teams, partial(_table, workspace, agreed)
    # a source that fell silent is told by all the time before, not by the weeks the sync is about
    ever = leads.table.slice(Filters.of(None, None, dict(leads.filters.where)))
    return agenda(
        leads,
        before,
        find_leaks(leads),
        spoken(
            teams,
            newest if as_of else heard_until(teams, newest),
            leads.filters.since,
            goals=goals_said(teams.goals.all(), newest, lambda goal: attained(goal, leads.table)),
            agreed=tuple(agreed.values()),
            effects=effects_said(
                teams.actions.all(), newest, lambda action: follow(action, leads.table, then), held(syncs)
            ),
        ),
        sample=workspace.is_sample,
        compared=before.filters.describe_period() if before else "",
        droughts=[drought_finding(row, leads.table.label) for row in droughts(ever).iter_rows(named=True)],
        did=did(leads, workspace.campaigns()),
    )


def _before(workspace: Workspace, leads: Slice, agreed: Mapping[Definition, Agreement]) -> Slice | None:
    """The period before, as it stood when its leads were as old as the chosen ones are now."""
    earlier = leads.filters.previous()
    if earlier is None or leads.filters.since is None or earlier.since is None:
        return None
    table = leads.table
    moment = table.as_of.astimezone(UTC) - (leads.filters.since - earlier.since)
    return _table(workspace, agreed, moment).slice(earlier)


def _table(workspace: Workspace, agreed: Mapping[Definition, Agreement], moment: datetime) -> LeadTable:
    """The workspace's leads as of a moment, under these versions of the agreements."""
    practice = workspace.practice(agreed)
    return lead_table(workspace.leads(practice), practice, workspace.segments(), moment, workspace.touches())
