from __future__ import annotations

from pathlib import Path

import polars as pl

from dashboard.sample.exports import exports
from dashboard.sample.practice import Sample, sample_practice
from dashboard.store.sample_files import SHIPPED, write, write_shipped

CONTACT = ["name", "email", "phone"]


def test_the_shipped_tables_are_the_default_practice(sample: Sample) -> None:
    assert pl.read_parquet(SHIPPED / "leads.parquet").equals(sample.leads.drop(CONTACT))
    assert pl.read_parquet(SHIPPED / "campaigns.parquet").equals(sample.campaigns)


def test_the_shipped_tables_are_small_and_name_nobody() -> None:
    files = list(SHIPPED.iterdir())
    assert sorted(file.name for file in files) == ["campaigns.parquet", "leads.parquet", "sync.json"]
    assert sum(file.stat().st_size for file in files) < 2_000_000
    for file in files:
        data = file.read_bytes()
        assert b"example.com" not in data
        if file.suffix == ".parquet":
            assert not set(CONTACT) & set(pl.read_parquet_schema(file))


def test_writing_the_exports_puts_every_file_in_its_folder(tmp_path: Path) -> None:
    made = sample_practice(120, 2, seed=5)
    written = write(tmp_path / "new" / "folder", made)
    assert {path.relative_to(tmp_path / "new" / "folder").as_posix() for path in written} == set(exports(made))
    assert all(path.read_bytes() for path in written)
    assert write(tmp_path / "new" / "folder", made) == written


def test_writing_the_shipped_tables_leaves_contacts_out(tmp_path: Path) -> None:
    write_shipped(tmp_path, sample_practice(50, 1))
    assert "email" not in pl.read_parquet(tmp_path / "leads.parquet").columns
