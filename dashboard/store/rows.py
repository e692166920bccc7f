"""The rows of every import as they came: one Delta table for each kind of file, one partition for each import.

Rows of an import without a record are what a killed import left behind; they are never read and
are removed at the next import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, Final, Literal

import polars as pl
from deltalake import DeltaTable, write_deltalake

from dashboard import schema
from dashboard.schema import Kind
from dashboard.store.imports import StoreError
from dashboard.store.trouble import damaged, rows_in_words

_SEGMENT: Final = re.compile(rf"{schema.SEGMENT_PREFIX}[0-9a-f]{{8}}")
_LOG: Final = "delta.logRetentionDuration"
Root = Path | str
"""Where the tables of a workspace lie: a folder, or an address in an object store (s3://bucket/practice)."""
OWN: Final[dict[str, pl.DataType | type[pl.DataType]]] = {"import_id": pl.Int64, "through": schema.MOMENT}
"""What the store adds to each row: its import, and the newest moment its file knows of."""


def in_stored_form(kind: Kind, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with exactly the stored columns, in their types, and then the segments.

    Raises StoreError when a column is none of the schema's: whatever it holds, it must not be stored.
    """
    wanted = schema.stored_columns(kind) | OWN
    if not rows.width:
        # constants selected from a frame without columns make one row of their own
        return pl.DataFrame(schema=wanted)
    segments = sorted(column for column in rows.columns if _SEGMENT.fullmatch(column))
    unknown = sorted(set(rows.columns) - set(wanted) - set(segments))
    if unknown:
        raise StoreError(f"Rows of {kind} came with columns that are never stored: {', '.join(unknown)}.")
    return rows.select(
        *(
            pl.col(name).cast(dtype) if name in rows.columns else pl.lit(None, dtype).alias(name)
            for name, dtype in wanted.items()
        ),
        *(pl.col(name).cast(pl.String) for name in segments),
    )


class RowTable:
    """The stored rows of one kind."""

    def __init__(self, root: Root, kind: Kind) -> None:
        self._path: Root = root / kind if isinstance(root, Path) else f"{root}/{kind}"
        self._kind = kind

    @property
    def at(self) -> str:
        """Where the table lies, as every engine that reads Delta Lake takes it."""
        return self._path.as_posix() if isinstance(self._path, Path) else self._path

    @property
    def exists(self) -> bool:
        """Whether there is a table. Raises StoreError where its store cannot be reached."""
        with rows_in_words(self._path):
            return DeltaTable.is_deltatable(self.at)

    def append(self, rows: pl.DataFrame) -> None:
        """Add an import's rows; they count once its record is there."""
        with rows_in_words(self._path):
            if isinstance(self._path, Path):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            write_deltalake(self._path, plain(rows), mode="append", partition_by=["import_id"], schema_mode="merge")

    def of(self, imports: Collection[int]) -> pl.DataFrame:
        """The rows of these imports in stored form, with the segments that these imports brought.

        Raises StoreError where they cannot be read.
        """
        if not imports or not self._exists(imports):
            return in_stored_form(self._kind, pl.DataFrame())
        with rows_in_words(self._path):
            found = pl.scan_delta(self.at).filter(pl.col("import_id").is_in(sorted(imports))).collect()
        empty = [name for name in found.columns if _SEGMENT.fullmatch(name) and found[name].is_null().all()]
        return in_stored_form(self._kind, found.drop(empty))

    def keep(self, imports: Collection[int]) -> None:
        """Remove the rows of every other import."""
        if not self._exists(imports):
            return
        with rows_in_words(self._path):
            table = DeltaTable(self._path)
            present = {int(partition["import_id"]) for partition in table.partitions()}
            gone = sorted(present - set(imports))
            if gone:
                table.delete(f"import_id in ({', '.join(map(str, gone))})")
                table.vacuum(dry_run=False)

    def strike(self, leads: pl.DataFrame) -> pl.DataFrame:
        """Remove the rows of these leads (`system`, `lead_id`) from every import, and every byte that held them.

        The answer says how many went: `import_id`, `file`, `rows`. Earlier states of the table go as well, those
        of imports taken back among them. Nobody may change the workspace meanwhile.
        """
        nothing = pl.DataFrame(schema={"import_id": pl.Int64, "file": pl.Int64, "rows": pl.Int64})
        if not self._exists(()):
            return nothing
        with rows_in_words(self._path):
            stored = pl.scan_delta(self.at)
            some = stored.filter(pl.col("lead_id").is_in(leads["lead_id"].unique().implode())).collect()
            gone = _of(some, leads, "semi")
            if gone.height:
                touched = sorted(set(gone["import_id"]))
                left = _of(stored.filter(pl.col("import_id").is_in(touched)).collect(), leads, "anti")
                # whole partitions, since Delta writes down by which values rows were deleted
                only = f"import_id in ({', '.join(map(str, touched))})"
                write_deltalake(
                    self._path, plain(left), mode="overwrite", partition_by=["import_id"], predicate=only,
                    schema_mode="merge",
                )  # fmt: skip
            drop_the_past(DeltaTable(self._path))
        return gone.group_by(pl.col("import_id", "file").cast(pl.Int64)).agg(rows=pl.len().cast(pl.Int64))

    def rewrite(self, change: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
        """Put changed rows in the place of every import's, one import at a time, and drop every byte of before.

        Nobody may change the workspace meanwhile. Broken off, it leaves each import changed or not.
        """
        if not self._exists(()):
            return
        with rows_in_words(self._path):
            for number in sorted(int(one["import_id"]) for one in DeltaTable(self._path).partitions()):
                rows = pl.scan_delta(self.at).filter(pl.col("import_id") == number).collect()
                write_deltalake(
                    self._path, plain(change(rows)), mode="overwrite", partition_by=["import_id"],
                    predicate=f"import_id = {number}", schema_mode="merge",
                )  # fmt: skip
            drop_the_past(DeltaTable(self._path))

    def _exists(self, imports: Collection[int]) -> bool:
        """Whether there is a table. Raises StoreError where files of these imports are there without one."""
        if self.exists:
            return True
        if isinstance(self._path, Path) and any((self._path / f"import_id={number}").exists() for number in imports):
            raise damaged(self._path)
        return False


def be_there(tables: Iterable[RowTable]) -> None:
    """Raise StoreError where a workspace that imported something has no table of rows at all."""
    known = list(tables)
    if not any(table.exists for table in known):
        for table in known:
            if isinstance(table._path, Path) and table._path.is_dir():
                raise damaged(table._path)
        raise StoreError(
            f"There are no rows at {known[0].at.rpartition('/')[0]}, although files were imported. Check that this "
            "server names the right place, or restore the last backup with 'python -m dashboard restore'."
        )


def plain(rows: pl.DataFrame) -> Any:
    """Rows as Arrow that every engine reads from Delta Lake."""
    # plain strings: not every engine that reads Delta knows Arrow's string views
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())


def _of(rows: pl.DataFrame, leads: pl.DataFrame, how: Literal["semi", "anti"]) -> pl.DataFrame:
    named = rows.with_columns(_system=pl.col("system").fill_null(""))
    return named.join(leads, left_on=["_system", "lead_id"], right_on=["system", "lead_id"], how=how).drop("_system")


def drop_the_past(table: DeltaTable) -> None:
    """Delete the files of earlier states, and the log of them, which tells the least and greatest lead ids."""
    table.vacuum(retention_hours=0, enforce_retention_duration=False, dry_run=False, full=True)
    table.alter.set_table_properties({_LOG: "interval 0 seconds"})
    table.create_checkpoint()
    table.cleanup_metadata()
    table.alter.set_table_properties({_LOG: "interval 30 days"})
