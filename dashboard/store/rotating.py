"""Rotating the match key: a new one is hung behind it, and who is the same person stays what it was."""

from __future__ import annotations

from pathlib import Path

from dashboard.ingest.matching import links
from dashboard.store.audit import note
from dashboard.store.imports import StoreError
from dashboard.store.matching import lengthen
from dashboard.store.places import records_of
from dashboard.store.published import unpublish
from dashboard.store.records import count_change


def rotate_key(folder: Path) -> int:
    """Hang a new key behind the workspace's; how many keys the chain has now.

    Raises StoreError where nothing was imported yet.
    """
    records = records_of(folder)
    if not records.exists:
        raise StoreError("Nothing was imported yet, so there is no match key to rotate.")
    with records.changing(unseen=True, takes="admin") as connection:
        chain = lengthen(records, folder)
        unpublish(folder)
        note(connection, "settings", "the match key was rotated")
        count_change(connection)
    return len(links(chain))
