"""Counting on Daft's cluster instead of here: which figures can, and the slice they are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from dashboard.cli.options import in_zone
from dashboard.cli.slices import column_of, note_unknown_values
from dashboard.filters import Filters
from dashboard.metrics.dimensions import DERIVED, FIELDS
from dashboard.metrics.leads import Slice
from dashboard.store.published import published
from dashboard.store.workspace import Workspace

if TYPE_CHECKING:
    from dashboard.agreed import Definition
    from dashboard.store.agreements import Agreement

_AXES: Final[Mapping[str, tuple[str, ...]]] = {
    "funnel": ("furthest", "lost", "marks"),
    "segments": ("furthest", "real", "age", "followed"),
    "campaigns": ("furthest",),
}
"""The figures that can be counted on Daft, and what each counts by besides fields."""
_OF_CAMPAIGNS: Final = ("campaign", "campaign_id", "currency")


def daft_slice(
    name: str,
    workspace: Workspace,
    since: date | None,
    until: date | None,
    where: tuple[tuple[str, str], ...],
    as_of: datetime | None,
    agreed: Mapping[Definition, Agreement],
    by: str | None,
    stage: str,
) -> Slice:
    """The leads that the slice options let through, to be counted on Daft.

    Raises click.UsageError for another figure and for a field there is none of, StoreError without Daft or before
    the first import.
    """
    if name not in _AXES:
        raise click.UsageError(f"{name} is not counted on Daft; {', '.join(_AXES)} are. Leave out --engine.")
    from dashboard.engines import cluster, distributed  # Daft is an extra

    practice, segments = workspace.practice(agreed), workspace.segments()
    held = (*FIELDS, *DERIVED, *segments)
    chosen: dict[str, list[str | None]] = {}
    for field, value in where:
        chosen.setdefault(column_of(field, segments, held), []).append(value or None)
    fields = {
        *chosen,
        *([column_of(by, segments, held)] if by else []),
        *(_OF_CAMPAIGNS if name == "campaigns" else ()),
    }
    cluster.connect()
    table = distributed.far_table(
        published(workspace, practice), practice, segments, sorted(fields), _AXES[name], stage,
        in_zone(as_of, practice.zone) if as_of else None,
    )  # fmt: skip
    note_unknown_values(table, chosen, segments)
    return table.slice(Filters.of(since, until, chosen))
