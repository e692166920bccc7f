"""The leads a command is about: the slice its options choose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from dashboard.cli.answers import printable
from dashboard.cli.options import in_zone
from dashboard.filters import Filters
from dashboard.metrics.dimensions import DERIVED, FIELDS
from dashboard.metrics.leads import LeadTable, Slice, lead_table
from dashboard.store.workspace import Workspace

if TYPE_CHECKING:
    from dashboard.agreed import Definition
    from dashboard.store.agreements import Agreement


def chosen_slice(
    workspace: Workspace,
    since: date | None,
    until: date | None,
    where: tuple[tuple[str, str], ...],
    as_of: datetime | None,
    agreed: Mapping[Definition, Agreement] | None = None,
) -> Slice:
    """The workspace's leads that the slice options let through, under the agreements in force or these versions.

    Raises click.UsageError for a field there is none of; says on the side when no lead has a value asked for.
    """
    practice = workspace.practice(agreed)
    moment = in_zone(as_of, practice.zone) if as_of else None
    segments = workspace.segments()
    table = lead_table(workspace.leads(practice), practice, segments, moment, workspace.touches())
    chosen: dict[str, list[str | None]] = {}
    for field, value in where:
        chosen.setdefault(column_of(field, segments, table.dimensions), []).append(value or None)
    note_unknown_values(table, chosen, segments)
    return table.slice(Filters.of(since, until, chosen))


def agreed_versions(
    workspace: Workspace, agreements: tuple[int, ...] | None, agreed_at: datetime | None
) -> dict[Definition, Agreement]:
    """The versions of the agreements that the options choose: those in force, or then, with others in their place."""
    then = in_zone(agreed_at, workspace.settings().zone) if agreed_at else None
    return workspace.teams.agreements.chosen(then, agreements or ())


def named_agreements(agreed: Mapping[Definition, Agreement]) -> list[dict[str, object]]:
    """The versions that a figure rests on, for JSON."""
    return [{"id": one.id, "definition": one.definition, "version": one.version} for one in agreed.values()]


def under(agreed: Mapping[Definition, Agreement]) -> str:
    """The versions that a figure rests on, to end a title with."""
    return "".join(f", {one.name}" for one in agreed.values())


def named_where(leads: Slice) -> dict[str, list[str | None]]:
    """The values chosen of each field, a segment under its header."""
    return {leads.table.segments.get(name, name): list(values) for name, values in leads.filters.where}


def column_of(name: str, segments: Mapping[str, str], held: Collection[str]) -> str:
    """The field or derived field of this name, or the stored column of the segment with this header.

    A field that is none of those `held` by any lead gives way to a segment of its name. Raises
    click.UsageError, naming near ones, when there is none.
    """
    known = {_folded(field): field for field in (*FIELDS, *DERIVED)}
    headers = {_folded(header): column for column, header in segments.items()}
    field, segment = known.get(_folded(name)), headers.get(_folded(name))
    found = segment if segment and field not in held else field
    if found is None:
        choices = [*FIELDS, *DERIVED, *segments.values()]
        near = get_close_matches(name, choices, 3, 0.5)
        said = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(choices)}."
        raise click.UsageError(printable(f"There is no field {name!r} to split or filter by; {said}"))
    return found


def note_unknown_values(table: LeadTable, chosen: Mapping[str, list[str | None]], segments: Mapping[str, str]) -> None:
    """Say on the side when no lead at all has a value asked for: more often a slip than a finding."""
    for column, values in chosen.items():
        held = [value for value in table.values(column) if value is not None]
        for value in values:
            if value is not None and value not in held:
                near = get_close_matches(value, held, 3, 0.5)
                said = f"; near it: {', '.join(near)}" if near else ""
                click.echo(printable(f"No lead has {segments.get(column, column)} {value!r}{said}."), err=True)


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()
