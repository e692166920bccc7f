"""The current leads and touches as plain Delta tables, for engines that count on many machines."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final, Literal

import polars as pl
from deltalake import CommitProperties, DeltaTable, write_deltalake

from dashboard.practice import Practice
from dashboard.store.imports import StoreError
from dashboard.store.places import published_of
from dashboard.store.rows import Root, drop_the_past, plain
from dashboard.store.trouble import rows_in_words
from dashboard.store.workspace import Workspace

Published = Literal["leads", "touches"]
_STATE: Final = "leadloop.state"
FORM: Final = 1
"""Raised whenever what is published changes, so that older tables are written anew."""


def published(workspace: Workspace, practice: Practice) -> dict[str, tuple[str, int]]:
    """Address and version of the tables of the leads, judged by the practice, and of their touches.

    They are written where they are not there yet for what counts today. Raises StoreError before the first import.
    """
    if workspace.is_sample:
        raise StoreError("Nothing was imported into this workspace yet; import files first.")
    tests = sorted(workspace.teams.response_tests.lead_ids())
    said = json.dumps([FORM, workspace.version, practice.to_json(), tests], sort_keys=True, default=str)
    state = hashlib.sha256(said.encode()).hexdigest()[:16]
    root = published_of(workspace.folder)
    return {
        "leads": _there(root, "leads", state) or _written(root, "leads", state, workspace.leads(practice)),
        "touches": _there(root, "touches", state) or _written(root, "touches", state, workspace.touches()),
    }


def unpublish(folder: Path) -> None:
    """Take every row out of the published tables, and every byte that held one."""
    kinds: tuple[Published, ...] = ("leads", "touches")
    for kind in kinds:
        address = _address(published_of(folder), kind)
        with rows_in_words(address):
            if DeltaTable.is_deltatable(address):
                table = DeltaTable(address)
                table.delete()
                drop_the_past(table)


def _address(root: Root, kind: Published) -> str:
    return (root / kind).as_posix() if isinstance(root, Path) else f"{root}/{kind}"


def _there(root: Root, kind: Published, state: str) -> tuple[str, int] | None:
    address = _address(root, kind)
    with rows_in_words(address):
        if not DeltaTable.is_deltatable(address):
            return None
        table = DeltaTable(address)
        newest = table.history(1)
        return (address, table.version()) if newest and newest[0].get(_STATE) == state else None


def _written(root: Root, kind: Published, state: str, rows: pl.DataFrame) -> tuple[str, int]:
    address = _address(root, kind)
    with rows_in_words(address):
        if isinstance(root, Path):
            root.mkdir(parents=True, exist_ok=True)
        write_deltalake(
            address, plain(rows), mode="overwrite", schema_mode="overwrite", target_file_size=64 << 20,
            commit_properties=CommitProperties(custom_metadata={_STATE: state}),
        )  # fmt: skip
        table = DeltaTable(address)
        version = table.version()
        table.vacuum(dry_run=False)
    return address, version
