"""Rotating the match key: a new one is hung behind it, and who is the same person stays what it was."""

from __future__ import annotations

from dashboard.ingest.matching import links
from dashboard.store.audit import note
from dashboard.store.imports import StoreError
from dashboard.store.matching import lengthen
from dashboard.store.published import unpublish
from dashboard.store.records import count_change
from dashboard.store.workspace import Workspace


def rotate_key(workspace: Workspace) -> int:
    """Hang a new key behind the workspace's; how many keys the chain has now.

    Raises StoreError where nothing was imported yet.
    """
    records = workspace.records
    if not records.exists:
        raise StoreError("Nothing was imported yet, so there is no match key to rotate.")
    with records.changing(unseen=True, takes="admin") as connection:
        chain = lengthen(records, workspace.folder)
        unpublish(workspace.folder)
        note(connection, "settings", "the match key was rotated")
        count_change(connection)
    return len(links(chain))
