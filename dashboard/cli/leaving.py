"""Answers as they may leave the room: without small counts, where the practice keeps those in it."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.minutes.small import records_without_small
from dashboard.small_cells import LARGEST, sentence_without_small, without_small
from dashboard.store.workspace import Workspace


def hides(workspace: Workspace) -> bool:
    """Whether this workspace's small counts stay in the room."""
    return workspace.practice().hide_small


def leaving(table: pl.DataFrame, workspace: Workspace) -> pl.DataFrame:
    """The table as it may be printed."""
    return without_small(table) if hides(workspace) else table


def leaving_count(count: int, workspace: Workspace) -> int | None:
    """The count as it may be printed."""
    return None if hides(workspace) and 1 <= count <= LARGEST else count


def leaving_sentence(text: str, workspace: Workspace) -> str:
    """The sentence as it may be printed."""
    return sentence_without_small(text) if hides(workspace) else text


def leaving_records(workspace: Workspace) -> dict[str, list[dict[str, Any]]]:
    """What the teams wrote as it may be printed."""
    whole = workspace.teams.whole()
    return records_without_small(whole) if hides(workspace) else whole


def leaving_row(row: dict[str, Any], workspace: Workspace) -> dict[str, Any]:
    """One leak as it may be printed: without its numbers where so few are in it, went on or did not."""
    counts = [row["leads"], row["observed"], row["leads"] - row["observed"]]
    if not hides(workspace) or not any(1 <= count <= LARGEST for count in counts):
        return row
    bare = {name: None if isinstance(value, int | float) and name != "rank" else value for name, value in row.items()}
    return bare | {"explained_by": [sentence_without_small(one) for one in row["explained_by"]]}
